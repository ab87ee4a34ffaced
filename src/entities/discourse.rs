//! Who "he" is, and "the US official": the people in play while an article is read from the top.

use super::abreast::{Abreast, Peers};
use super::described::Described;
use super::player::Player;
use super::salience::{self, Feature};
use super::site::Site;
use super::standing::{Ahead, Asked, Mentioned, Spoken, Standing};
use crate::english::classes::FEMININE;
use crate::exponential::exp;

/// Where in the article a mention stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Sentences from the top of the article.
    pub sentence: u32,
    /// The index of the block.
    pub block: u32,
    /// Mentions from the top.
    pub order: u32,
    /// Inside quotation marks.
    pub quoted: bool,
    /// The subject of reporting words.
    pub reports: bool,
    /// The first to be mentioned in its sentence.
    pub leads: bool,
    /// Where in its sentence.
    pub site: Site,
    /// By what sort of words.
    pub mentioned: Mentioned,
    /// By a name of one word.
    pub single: bool,
}

impl Place {
    /// The subject of reporting words, or the first whom the writer mentions in the sentence.
    pub(super) fn is_subject(&self) -> bool {
        self.reports || self.leads && !self.quoted
    }
}

/// The people in play.
#[derive(Clone, Debug, Default)]
pub struct Discourse {
    /// By entity.
    pub players: Vec<Player>,
    /// Who spoke last, and in which block.
    pub last_speaker: Option<(usize, u32)>,
    /// Who was last the subject of reporting words, and in which block.
    last_reporter: Option<(usize, u32)>,
    /// The first person of each of the last two blocks that mention any.
    leaders: [Option<(usize, u32)>; 2],
    /// Whom the last pronoun meant and in which sentence: he, she.
    called: [Option<(usize, u32)>; 2],
    /// Whether a pronoun had nobody to stand for: he, she.
    orphans: [bool; 2],
    /// Entities by their last mention, latest last; each once.
    recent: Vec<usize>,
}

/// How many of those mentioned last are weighed.
pub(super) const MEMORY: usize = 24;

/// From which probability on the second best is worth a question to the writer, where one sentence brought
/// both into play.
const DOUBT_TOGETHER: f32 = 0.05;

/// The same where they came into play apart.
const DOUBT: f32 = 0.42;

/// From which probability on the second best leaves the first without a claim.
const TIE: f32 = 0.499;

/// The same for a pronoun in quotation marks.
const TIE_QUOTED: f32 = 0.47;

/// The outcome for a pronoun or a description: who fits, likeliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// Those who fit, with how well.
    pub ranked: Vec<(usize, f32)>,
    /// The best two were last mentioned in one sentence, and neither has spoken since.
    pub together: bool,
    /// Besides, they play the same part there, and neither was mentioned more often: `Ruiz and Park met.`
    pub alike: bool,
    /// Nobody who fits was mentioned before.
    pub orphan: bool,
}

impl Fit {
    /// The one who fits best, unless another fits as well.
    pub fn clear(&self) -> Option<usize> {
        let best = self.ranked.first()?.0;
        (self.second() < TIE && !self.alike).then_some(best)
    }

    /// The one who fits best of all but one person, if that is likely.
    pub fn likely_but(&self, not: Option<usize>) -> Option<usize> {
        let mut others = self.ranked.iter().filter(|(who, _)| Some(*who) != not);
        let best = others.next()?;
        let second = others.next().map_or(0.0, |two| 1.0 / (1.0 + exp(best.1 - two.1)));
        (second < TIE_QUOTED).then_some(best.0)
    }

    /// The best two with their probabilities, if the second is not out of the question.
    pub fn doubtful(&self) -> Vec<(usize, f32)> {
        let second = self.second();
        if !self.alike && second < if self.together { DOUBT_TOGETHER } else { DOUBT } {
            return vec![];
        }
        vec![(self.ranked[0].0, 1.0 - second), (self.ranked[1].0, second)]
    }

    /// The probability of the second best against the best.
    fn second(&self) -> f32 {
        match self.ranked[..] {
            [one, two, ..] => 1.0 / (1.0 + exp(one.1 - two.1)),
            _ => 0.0,
        }
    }
}

impl Discourse {
    /// The beginning of an article: nobody is mentioned yet.
    pub fn new(players: Vec<Player>) -> Self {
        Discourse { players, ..Discourse::default() }
    }

    /// Notes a mention.
    pub fn mention(&mut self, who: usize, at: Place) {
        let player = &mut self.players[who];
        player.mention(&at);
        if player.person && !at.quoted && self.leaders[0].is_none_or(|(_, block)| block != at.block) {
            self.leaders = [Some((who, at.block)), self.leaders[0]];
        }
        if at.reports && !at.quoted {
            self.last_reporter = Some((who, at.block));
        }
        match self.recent.iter().rposition(|recent| *recent == who) {
            Some(at) => self.recent[at..].rotate_left(1),
            None => self.recent.push(who),
        }
        // Whoever was mentioned longer ago is never weighed.
        if self.recent.len() > 2 * MEMORY {
            self.recent.drain(..MEMORY);
        }
    }

    /// Notes whom a pronoun meant.
    pub fn called(&mut self, who: usize, gender: u64, at: Place) {
        self.players[who].was_called(gender);
        self.called[usize::from(gender == FEMININE)] = Some((who, at.sentence));
    }

    /// Notes that a pronoun had nobody to stand for.
    pub fn orphan(&mut self, gender: u64) {
        self.orphans[usize::from(gender == FEMININE)] = true;
    }

    /// Who of these was mentioned last.
    pub fn latest_of(&self, who: &[usize]) -> Option<usize> {
        let place = |w: &usize| self.players[*w].seen.map(|s| s.order);
        who.iter().copied().filter(|w| place(w).is_some()).max_by_key(place)
    }

    /// The two of these who were mentioned last, if nothing tells which of them a surname means: one earlier sentence
    /// mentioned both, neither has spoken since, and the article is about neither more than about the other.
    pub fn rivals(&self, who: &[usize], at: Place) -> Option<[usize; 2]> {
        const MORE: u32 = 2;
        let last = self.latest_of(who)?;
        let others: Vec<usize> = who.iter().copied().filter(|other| *other != last).collect();
        let other = self.latest_of(&others)?;
        let sentence = |who: usize| self.players[who].seen.map(|seen| seen.sentence);
        let spoke = |who: usize| self.last_speaker.is_some_and(|(speaker, _)| speaker == who);
        let times = |who: usize| self.players[who].times;
        let together = sentence(last) == sentence(other) && sentence(last) != Some(at.sentence);
        let about_one = times(last).max(times(other)) >= MORE * times(last).min(times(other));
        (together && !spoke(last) && !spoke(other) && !about_one).then_some([other, last])
    }

    /// Whom "they" at a place means, if that is one person: somebody whose pronoun it is said to be, mentioned in this
    /// sentence or the one before.
    pub fn singular_they(&self, at: Place) -> Option<usize> {
        let near = |who: &usize| self.players[*who].seen.is_some_and(|seen| at.sentence - seen.sentence <= 1);
        self.in_play().filter(|who| self.players[*who].neutral).find(near)
    }

    /// The latest of those that a sentence began with, this one or the one before, and who say or do something there.
    pub fn latest_group(&self, at: Place, is_group: impl Fn(usize) -> bool) -> Option<usize> {
        let near = |who: &usize| {
            let seen = self.players[*who].seen;
            seen.is_some_and(|seen| at.sentence - seen.sentence <= 1 && seen.subject && !seen.quoted)
        };
        self.in_play().filter(near).find(|who| is_group(*who))
    }

    /// All in the article so far who play a role, if they are so many.
    pub fn all_who_are(&self, role: u64, many: usize) -> Option<Vec<usize>> {
        let is = |player: &Player| {
            player.person && player.named && player.seen.is_some() && player.roles.iter().any(|r| r.has(role))
        };
        let all: Vec<usize> = (0..self.players.len()).filter(|who| is(&self.players[*who])).collect();
        (all.len() == many).then_some(all)
    }

    /// Who is in play, latest first.
    fn in_play(&self) -> impl Iterator<Item = usize> + '_ {
        self.recent.iter().rev().take(MEMORY).copied()
    }

    /// How present somebody is at a place.
    fn presence(&self, who: usize, at: Place) -> f32 {
        let Some(seen) = self.players[who].seen else { return f32::MIN };
        let sentences = (at.sentence - seen.sentence).min(12) as f32;
        let blocks = (at.block - seen.block).min(6) as f32;
        let mut presence = -0.45 * sentences - 0.5 * blocks;
        presence += if seen.subject { 0.9 } else { 0.0 };
        presence -= if seen.quoted { 1.6 } else { 0.0 };
        presence += 0.12 * self.players[who].times.min(6) as f32;
        presence -= 0.02 * (at.order - seen.order).min(20) as f32;
        if let Some((_, block)) = self.last_speaker.filter(|(speaker, _)| *speaker == who) {
            presence += if at.is_subject() { 1.4 } else { 0.7 };
            presence += if block == at.block { 0.8 } else { 0.0 };
        }
        presence
    }

    /// Whom `he` (or `she`) at a place stands for; `gender` is
    /// [`MASCULINE`](crate::english::classes::MASCULINE) or [`FEMININE`]. `ahead` are the names behind it in its
    /// sentence.
    pub fn pronoun(&self, gender: u64, at: Place, ahead: &[(usize, Site)]) -> Fit {
        let asked = self.asked(gender, &at);
        let standing = self.standing(gender, &at, ahead);
        let orphan = standing.iter().all(|(_, standing)| standing.rank.is_none());
        let mut ranked: Vec<(usize, f32)> =
            standing.into_iter().map(|(who, standing)| (who, salience::score(&asked, &standing))).collect();
        best_first(&mut ranked);
        // Where a person fits best, a town or a firm is no rival.
        if ranked.first().is_some_and(|best| self.players[best.0].person) {
            ranked.retain(|(who, _)| self.players[*who].person);
        }
        ranked.truncate(4);
        let sentence = |r: &(usize, f32)| self.players[r.0].seen.map(|s| s.sentence);
        let spoke = |r: &(usize, f32)| self.last_speaker.is_some_and(|s| s.0 == r.0);
        let together = ranked.len() > 1
            && sentence(&ranked[0]).is_some()
            && sentence(&ranked[0]) == sentence(&ranked[1])
            && !ranked[..2].iter().any(spoke);
        let part = |r: &(usize, f32)| {
            let player = &self.players[r.0];
            (player.seen.map(|s| s.case), player.times)
        };
        let alike =
            together && sentence(&ranked[0]) != Some(at.sentence) && part(&ranked[0]) == part(&ranked[1]);
        Fit { ranked, together, alike, orphan }
    }

    /// What [`pronoun`](Self::pronoun) weighs: for each person who fits, the features that hold.
    pub fn weighed(&self, gender: u64, at: Place, ahead: &[(usize, Site)]) -> Vec<(usize, Vec<Feature>)> {
        let asked = self.asked(gender, &at);
        let standing = self.standing(gender, &at, ahead);
        standing.into_iter().map(|(who, standing)| (who, salience::features(&asked, &standing))).collect()
    }

    fn asked(&self, gender: u64, at: &Place) -> Asked {
        Asked {
            case: at.site.case,
            reports: at.reports,
            leads: at.leads,
            opening: at.site.opening,
            quoted: at.quoted,
            orphan: self.orphans[usize::from(gender == FEMININE)],
        }
    }

    /// The people whom a pronoun may mean, latest first, and those who are named behind it for the first time.
    fn standing(&self, gender: u64, at: &Place, ahead: &[(usize, Site)]) -> Vec<(usize, Standing)> {
        let fits = |who: &usize| {
            let player = &self.players[*who];
            player.is_animate() && !player.plural && player.may_be(gender)
        };
        let mut known: Vec<usize> = self.in_play().filter(fits).collect();
        if !at.quoted {
            known.sort_by_key(|who| !self.players[*who].is_writers());
        }
        let mut coming: Vec<(usize, Site)> = Vec::new();
        for (who, site) in ahead {
            if fits(who) && !coming.iter().any(|(known, _)| known == who) {
                coming.push((*who, *site));
            }
        }
        let most = known.iter().map(|p| self.players[*p].times).max().unwrap_or(0);
        let shared = known.iter().filter(|p| self.players[**p].times == most).count() > 1;
        let of = |who: usize, rank: Option<usize>| {
            let ahead = coming.iter().position(|(coming, _)| *coming == who).map(|others| {
                let site = coming[others].1;
                Ahead { case: site.case, between: at.site.until(&site), others }
            });
            let standing = self.stands(who, gender, at, ahead, rank);
            (who, Standing { topic: (standing.times == most).then_some(shared), ..standing })
        };
        let new = coming.iter().map(|c| c.0).filter(|who| !known.contains(who));
        let ranked = known.iter().enumerate().map(|(rank, who)| of(*who, Some(rank)));
        let mut all: Vec<(usize, Standing)> = ranked.chain(new.map(|who| of(who, None))).collect();
        // Where each was mentioned last, and how high it ranks there.
        let parts: Vec<Option<(u32, usize)>> = all.iter().map(|(who, _)| self.players[*who].part()).collect();
        for (part, (_, standing)) in parts.iter().zip(&mut all) {
            let better = |other: &&Option<(u32, usize)>| matches!((part, other), (Some(mine), Some(theirs)) if mine.0 == theirs.0 && theirs.1 < mine.1);
            standing.better = parts.iter().filter(better).count();
        }
        all
    }

    fn stands(
        &self,
        who: usize,
        gender: u64,
        at: &Place,
        ahead: Option<Ahead>,
        rank: Option<usize>,
    ) -> Standing {
        let player = &self.players[who];
        let marked = self.last_speaker.filter(|(speaker, _)| *speaker == who);
        let reported = self.last_reporter.filter(|(speaker, _)| *speaker == who);
        let spoken = match (marked, reported) {
            (None, None) => Spoken::No,
            (Some(_), None) => Spoken::Marked,
            (None, Some(_)) => Spoken::Reported,
            (Some(_), Some(_)) => Spoken::Both,
        };
        let leads = |block: Option<u32>| {
            self.leaders.iter().flatten().any(|(leader, led)| *leader == who && Some(*led) == block)
        };
        let called = self.called[usize::from(gender == FEMININE)].filter(|(called, _)| *called == who);
        Standing {
            here: player.here(at),
            ahead,
            last: player.last(at),
            better: 0,
            leads_block: [leads(Some(at.block)), leads(at.block.checked_sub(1))],
            block_times: player.times_in(at.block),
            subject: player.subject.map(|s| at.sentence - s),
            times: player.times,
            topic: None,
            spoken,
            spoke_here: marked.or(reported).is_some_and(|(_, block)| block == at.block),
            rank,
            quoted: player.quoted(at),
            gender: player.evidence(gender),
            odds: (!player.person).then_some(player.odds),
            form: player.form(),
            called: called.map(|(_, sentence)| at.sentence - sentence),
            top: player.first.is_none_or(|block| block <= 1),
        }
    }

    /// Whom `the US official` at a place stands for.
    pub fn description(&self, described: &Described, gender: u64, plural: bool, at: Place) -> Fit {
        let mut ranked: Vec<(usize, f32)> = self
            .in_play()
            .filter(|p| {
                let player = &self.players[*p];
                let known = player.gender();
                player.person && player.plural == plural && (gender == 0 || known == 0 || known & gender != 0)
            })
            .filter_map(|p| {
                Some((p, described.suits(&self.players[p])? + 0.4 * self.presence(p, at).max(-6.0)))
            })
            .filter(|(_, score)| *score >= 0.9)
            .collect();
        best_first(&mut ranked);
        ranked.truncate(4);
        Fit { ranked, ..Fit::default() }
    }

    /// Goes on as another reader, whose characters have other numbers, `now`; the first so many of them are known here.
    /// `None` if somebody who counts has no number.
    pub fn go_on_as(
        &mut self,
        other: &Discourse,
        named: usize,
        now: impl Fn(usize) -> Option<usize>,
    ) -> Option<()> {
        let placed = |place: Option<(usize, u32)>| match place {
            Some((who, at)) => now(who).map(|who| Some((who, at))),
            None => Some(None),
        };
        let (beforehand, added) = other.players.split_at_checked(named)?;
        for (who, player) in beforehand.iter().enumerate() {
            if let Some(player_now) = now(who).and_then(|who| self.players.get_mut(who)) {
                player_now.clone_from(player);
            }
        }
        self.players.extend_from_slice(added);
        self.last_speaker = placed(other.last_speaker)?;
        self.last_reporter = placed(other.last_reporter)?;
        self.leaders = [placed(other.leaders[0])?, placed(other.leaders[1])?];
        self.called = [placed(other.called[0])?, placed(other.called[1])?];
        self.orphans = other.orphans;
        self.recent = other.recent.iter().map(|who| now(*who)).collect::<Option<_>>()?;
        Some(())
    }

    /// Whether a later reader knows the same of the people in play, as far as that will be asked: `self` is what the
    /// reader of an earlier version knows. `peers` says who there is who here, and who is of account.
    pub fn is_alike(&self, now: &Discourse, at: &Abreast, peers: &Peers) -> bool {
        let who = |spoken: Option<(usize, u32)>| spoken.map(|(who, _)| who);
        let whom = |spoken: Option<(usize, u32)>| spoken.map(|(who, _)| peers.now(who));
        let same = |a, b| whom(a) == who(b).map(Some);
        let recent = |leader: Option<(usize, u32)>| leader.filter(|(_, block)| *block >= at.block);
        let leads = |(a, b): (&Option<_>, &Option<_>)| {
            let (a, b) = (recent(*a), recent(*b));
            same(a, b) && a.map(|a| a.1) == b.map(|b| b.1)
        };
        let called = |a: Option<(usize, u32)>, b: Option<(usize, u32)>| {
            same(a, b) && at.as_long_ago(a.map(|a| a.1), b.map(|b| b.1), 2)
        };
        self.orphans == now.orphans
            && same(self.last_speaker, now.last_speaker)
            && same(self.last_reporter, now.last_reporter)
            && self.leaders.iter().zip(&now.leaders).all(leads)
            && called(self.called[0], now.called[0])
            && called(self.called[1], now.called[1])
            && self.has_in_play(now, peers)
            && peers.all().all(|(was, is)| {
                let (then, now) = (&self.players[was], &now.players[is]);
                then.is_alike(now, at)
                    && (then.has_same_roles(now) || peers.described_otherwise().contains(&was))
            })
    }

    /// Whether a description suits somebody as well as it suits a later reader's.
    pub fn suits_alike(&self, described: &Described, who: usize, (now, is): (&Discourse, usize)) -> bool {
        described.suits(&self.players[who]) == described.suits(&now.players[is])
    }

    /// Whether the same are in play. Those of no account take the place of others where there come to be more than are
    /// weighed.
    fn has_in_play(&self, now: &Discourse, peers: &Peers) -> bool {
        if peers.take_places() {
            return self.in_play().map(|who| peers.anybody_now(who)).eq(now.in_play().map(Some));
        }
        let then = self.in_play().filter_map(|who| peers.now(who));
        then.eq(now.in_play().filter(|who| peers.is_of_account(*who)))
    }
}

impl Described {
    /// How well it suits somebody; `None` if it contradicts what is known.
    fn suits(&self, player: &Player) -> Option<f32> {
        let has = |word: u64| player.roles.iter().any(|role| role.has(word));
        let mut score: f32 = if has(self.head) {
            3.0
        } else if player.roles.iter().any(|role| self.stands_for.iter().any(|word| role.has(*word))) {
            2.2
        } else if self.title {
            // "The mayor" is nobody's description whose role is another, or not known.
            return None;
        } else if player.roles.is_empty() {
            0.3
        } else {
            0.0
        };
        let known = || player.roles.iter().flat_map(|role| &role.nations);
        for nation in &self.nations {
            if known().any(|known| known == nation) {
                score += 1.2;
            } else if known().next().is_some() {
                return None;
            }
        }
        score += 0.5 * self.others.iter().filter(|word| has(**word)).count() as f32;
        Some(score)
    }
}

/// Puts people who were scored in order, the best first and equal ones as they stood.
fn best_first(ranked: &mut [(usize, f32)]) {
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::classes::MASCULINE;
    use crate::entities::case::Case;
    use crate::entities::described::Played;
    use std::sync::Arc;

    /// Whom a description means, its last word being its noun.
    fn meant(play: &Discourse, words: &str, at: Place) -> Option<usize> {
        play.description(&Described::of_words(words), 0, false, at).clear()
    }

    fn person(gender: u64, role: &str) -> Player {
        let mut player = Player::new(true, gender);
        player.plays(&Arc::new(Played::of(role)));
        player
    }

    fn subject() -> Site {
        let mut site = Site::default();
        site.case = Case::Subject;
        site
    }

    fn at(sentence: u32, order: u32) -> Place {
        Place {
            sentence,
            block: 0,
            order,
            quoted: false,
            reports: false,
            leads: true,
            site: subject(),
            mentioned: Mentioned::Name,
            single: false,
        }
    }

    #[test]
    fn a_general_noun_goes_to_the_one_whose_role_and_nation_fit() {
        let mut play = Discourse::new(vec![
            person(MASCULINE, "french president"),
            person(FEMININE, "deputy press secretary"),
        ]);
        play.mention(0, at(0, 0));
        play.mention(1, at(0, 1));
        assert_eq!(meant(&play, "the US official", at(1, 2)), Some(1));
        assert_eq!(meant(&play, "the French leader", at(1, 2)), Some(0));
    }

    #[test]
    fn pronouns_agree_in_gender() {
        let mut play = Discourse::new(vec![person(MASCULINE, "mayor"), person(FEMININE, "teacher")]);
        play.mention(1, at(0, 0));
        play.mention(0, at(0, 1));
        assert_eq!(play.pronoun(FEMININE, at(1, 2), &[]).clear(), Some(1));
        assert_eq!(play.pronoun(MASCULINE, at(1, 2), &[]).clear(), Some(0));
    }

    #[test]
    fn a_name_behind_the_pronoun_may_be_meant() {
        let mut play = Discourse::new(vec![person(FEMININE, "teacher"), person(MASCULINE, "mayor")]);
        play.mention(1, at(0, 0));
        let fit = play.pronoun(FEMININE, at(1, 1), &[(1, subject()), (0, subject())]);
        assert_eq!((fit.clear(), fit.orphan), (Some(0), true));
    }

    #[test]
    fn two_who_are_alike_leave_it_open() {
        let mut play = Discourse::new(vec![person(MASCULINE, "mayor"), person(MASCULINE, "teacher")]);
        play.mention(0, at(0, 0));
        play.mention(1, at(0, 1));
        let fit = play.pronoun(MASCULINE, at(1, 2), &[]);
        assert_eq!((fit.clear(), fit.doubtful().len()), (None, 2));
    }
}
