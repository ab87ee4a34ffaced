//! Who "he" is, and "the US official": the people in play while an article is read from the top.

use super::case::Case;
use super::salience::{self, Asked, Feature, Mentioned, Spoken, Standing};
use crate::english::classes::{FEMININE, MASCULINE, TITLE};
use crate::english::lexicon::{lookup, people_of, roles_of};

/// A member of the cast as the reader of the article knows it so far.
#[derive(Clone, Debug, Default)]
pub struct Player {
    /// [`MASCULINE`], [`FEMININE`], both or 0.
    pub gender: u64,
    /// A person, and not an organisation or a place.
    pub person: bool,
    /// It has a name.
    pub named: bool,
    /// More than one.
    pub plural: bool,
    /// Its roles, as the whole article gives them; for the unnamed, their description.
    roles: Vec<PlayedRole>,
    /// Where it was last mentioned.
    seen: Option<Seen>,
    /// The sentence in which it was last a subject of the writer's.
    subject: Option<u32>,
    /// How often it was mentioned so far.
    times: u32,
}

/// A role in lower case, and the nationalities in it.
#[derive(Clone, Debug)]
struct PlayedRole {
    words: String,
    nations: Vec<&'static str>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    sentence: u32,
    block: u32,
    place: u32,
    quoted: bool,
    subject: bool,
    leads: bool,
    case: Case,
    mentioned: Mentioned,
}

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
    /// What part it plays in its sentence.
    pub case: Case,
    /// By what sort of words.
    pub mentioned: Mentioned,
}

impl Place {
    /// The subject of reporting words, or the first whom the writer mentions in the sentence.
    fn is_subject(&self) -> bool {
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
    /// Entities by their last mention, latest last; each once.
    recent: Vec<usize>,
}

/// How many of the people mentioned last are weighed.
const MEMORY: usize = 24;

/// From which probability on the second best is worth a question to the writer, where one sentence brought
/// both into play.
const DOUBT_TOGETHER: f32 = 0.05;

/// The same where they came into play apart.
const DOUBT: f32 = 0.42;

/// From which probability on the second best leaves the first without a claim.
const TIE: f32 = 0.44;

/// The outcome for a pronoun or a description: who fits, likeliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// Those who fit, with how well.
    pub ranked: Vec<(usize, f32)>,
    /// The best two were last mentioned in one sentence, and neither has spoken since.
    pub together: bool,
    /// Besides, they play the same part there, and neither was mentioned more often: `Ruiz and Park met.`
    pub alike: bool,
}

impl Fit {
    /// The one who fits best, unless another fits as well.
    pub fn clear(&self) -> Option<usize> {
        let best = self.ranked.first()?.0;
        (self.second() < TIE && !self.alike).then_some(best)
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
            [one, two, ..] => 1.0 / (1.0 + (one.1 - two.1).exp()),
            _ => 0.0,
        }
    }
}

impl Player {
    /// Somebody not mentioned yet.
    pub fn new(person: bool, gender: u64) -> Self {
        Player { gender, person, named: true, ..Player::default() }
    }

    /// Learns a role; one it has already says nothing new, and a dozen say all.
    pub fn plays(&mut self, role: &str) {
        const MOST: usize = 12;
        let words = role.to_lowercase();
        if self.roles.len() < MOST && !self.roles.iter().any(|r| r.words == words) {
            self.roles.push(PlayedRole { nations: nations(&words), words });
        }
    }

    /// Whether some role holds a word, in lower case.
    fn has_word(&self, word: &str) -> bool {
        self.roles.iter().any(|r| has_word(&r.words, word))
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
        player.times += 1;
        // Somebody whom the writer has just named stays the writer's, though a quotation names them as well.
        let demoted = at.quoted && player.seen.is_some_and(|s| s.block == at.block && !s.quoted);
        if !demoted {
            player.seen = Some(Seen {
                sentence: at.sentence,
                block: at.block,
                place: at.order,
                quoted: at.quoted,
                subject: at.is_subject(),
                leads: at.leads,
                case: at.case,
                mentioned: at.mentioned,
            });
        }
        if at.case == Case::Subject && !at.quoted {
            player.subject = Some(at.sentence);
        }
        if at.reports && !at.quoted {
            self.last_reporter = Some((who, at.block));
        }
        if let Some(i) = self.recent.iter().rposition(|r| *r == who) {
            self.recent.remove(i);
        }
        self.recent.push(who);
        // Whoever was mentioned longer ago is never weighed.
        if self.recent.len() > 2 * MEMORY {
            self.recent.drain(..MEMORY);
        }
    }

    /// Who of these was mentioned last.
    pub fn latest_of(&self, who: &[usize]) -> Option<usize> {
        let place = |w: &usize| self.players[*w].seen.map(|s| s.place);
        who.iter().copied().filter(|w| place(w).is_some()).max_by_key(place)
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
        presence -= 0.02 * (at.order - seen.place).min(20) as f32;
        if let Some((_, block)) = self.last_speaker.filter(|(speaker, _)| *speaker == who) {
            presence += if at.is_subject() { 1.4 } else { 0.7 };
            presence += if block == at.block { 0.8 } else { 0.0 };
        }
        presence
    }

    /// Whom `he` (or `she`) at a place stands for; `gender` is [`MASCULINE`] or [`FEMININE`].
    pub fn pronoun(&self, gender: u64, at: Place) -> Fit {
        let asked = asked(at);
        let standing = self.standing(gender, at);
        let mut ranked: Vec<(usize, f32)> =
            standing.into_iter().map(|(who, standing)| (who, salience::score(asked, standing))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked.truncate(4);
        let sentence = |r: &(usize, f32)| self.players[r.0].seen.map(|s| s.sentence);
        let spoke = |r: &(usize, f32)| self.last_speaker.is_some_and(|s| s.0 == r.0);
        let together = ranked.len() > 1
            && sentence(&ranked[0]) == sentence(&ranked[1])
            && !ranked[..2].iter().any(spoke);
        let part = |r: &(usize, f32)| {
            let player = &self.players[r.0];
            (player.seen.map(|s| s.case), player.times)
        };
        let alike = together && part(&ranked[0]) == part(&ranked[1]);
        Fit { ranked, together, alike }
    }

    /// What [`pronoun`](Self::pronoun) weighs: for each person who fits, the features that hold.
    pub fn weighed(&self, gender: u64, at: Place) -> Vec<(usize, Vec<Feature>)> {
        let features = |standing| salience::features(asked(at), standing).collect();
        self.standing(gender, at).into_iter().map(|(who, standing)| (who, features(standing))).collect()
    }

    /// The people whom a pronoun may mean, latest first.
    fn standing(&self, gender: u64, at: Place) -> Vec<(usize, Standing)> {
        let fits = |player: &Player| {
            let known = player.gender & (MASCULINE | FEMININE);
            player.person && !player.plural && (known == 0 || known & gender != 0)
        };
        let in_play = || self.in_play().filter(|p| fits(&self.players[*p]));
        let most = in_play().map(|p| self.players[p].times).max().unwrap_or(0);
        let standing = |(rank, who): (usize, usize)| {
            let player = &self.players[who];
            let seen = player.seen?;
            let marked = self.last_speaker.filter(|(speaker, _)| *speaker == who);
            let reported = self.last_reporter.filter(|(speaker, _)| *speaker == who);
            let spoken = match (marked, reported) {
                (None, None) => Spoken::No,
                (Some(_), None) => Spoken::Marked,
                (None, Some(_)) => Spoken::Reported,
                (Some(_), Some(_)) => Spoken::Both,
            };
            let standing = Standing {
                sentences: at.sentence - seen.sentence,
                blocks: at.block - seen.block,
                case: seen.case,
                leads: seen.leads,
                mentioned: seen.mentioned,
                quoted: seen.quoted,
                subject: player.subject.map(|s| at.sentence - s),
                times: player.times,
                topic: player.times == most,
                spoken,
                spoke_here: marked.or(reported).is_some_and(|(_, block)| block == at.block),
                rank,
                agrees: player.gender & gender != 0,
                named: player.named,
            };
            Some((who, standing))
        };
        in_play().enumerate().filter_map(standing).collect()
    }

    /// Whom `the US official` at a place stands for. `words` are the description's own, without "the".
    pub fn description(&self, words: &str, head: &str, gender: u64, plural: bool, at: Place) -> Fit {
        let mut ranked: Vec<(usize, f32)> = self
            .in_play()
            .filter(|p| {
                let player = &self.players[*p];
                let known = player.gender & (MASCULINE | FEMININE);
                player.person && player.plural == plural && (gender == 0 || known == 0 || known & gender != 0)
            })
            .filter_map(|p| Some((p, self.suits(p, words, head)? + 0.4 * self.presence(p, at).max(-6.0))))
            .filter(|(_, score)| *score >= 0.9)
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked.truncate(4);
        Fit { ranked, together: false, alike: false }
    }

    /// How well a description suits somebody; `None` if it contradicts what is known.
    fn suits(&self, who: usize, words: &str, head: &str) -> Option<f32> {
        let player = &self.players[who];
        let head = head.to_lowercase();
        let mut score: f32 = if player.has_word(&head) {
            3.0
        } else if player.roles.iter().any(|r| stands_for(&head, &r.words)) {
            2.2
        } else if lookup(&head).any(TITLE) {
            // "The mayor" is nobody's description whose role is another, or not known.
            return None;
        } else if player.roles.is_empty() {
            0.3
        } else {
            0.0
        };
        let known = || player.roles.iter().flat_map(|r| &r.nations);
        for nation in nations(words) {
            if known().any(|n| *n == nation) {
                score += 1.2;
            } else if known().next().is_some() {
                return None;
            }
        }
        let others = words.split_whitespace().filter(|w| !w.eq_ignore_ascii_case(&head));
        score += 0.5 * others.filter(|w| player.has_word(&w.to_lowercase())).count() as f32;
        Some(score)
    }
}

fn asked(at: Place) -> Asked {
    Asked { case: at.case, reports: at.reports, leads: at.leads }
}

fn has_word(role: &str, word: &str) -> bool {
    role.split(|c: char| !c.is_alphanumeric()).any(|w| w == word)
}

/// Whether a general noun may stand for a role: `official` for `press secretary`.
fn stands_for(head: &str, role: &str) -> bool {
    roles_of(head).any(|word| has_word(role, word))
}

/// The nationalities in a role or a description, each in one spelling.
fn nations(words: &str) -> Vec<&'static str> {
    let list: Vec<&str> = words.split_whitespace().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < list.len() {
        let two = list.get(i + 1).and_then(|next| people_of(&format!("{} {next}", list[i])));
        found.extend(two.or_else(|| people_of(list[i])));
        i += if two.is_some() { 2 } else { 1 };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(gender: u64, role: &str) -> Player {
        let mut player = Player::new(true, gender);
        player.plays(role);
        player
    }

    fn at(sentence: u32, order: u32) -> Place {
        Place {
            sentence,
            block: 0,
            order,
            quoted: false,
            reports: false,
            leads: true,
            case: Case::Subject,
            mentioned: Mentioned::Words,
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
        assert_eq!(play.description("US official", "official", 0, false, at(1, 2)).clear(), Some(1));
        assert_eq!(play.description("French leader", "leader", 0, false, at(1, 2)).clear(), Some(0));
    }

    #[test]
    fn pronouns_agree_in_gender() {
        let mut play = Discourse::new(vec![person(MASCULINE, "mayor"), person(FEMININE, "teacher")]);
        play.mention(1, at(0, 0));
        play.mention(0, at(0, 1));
        assert_eq!(play.pronoun(FEMININE, at(1, 2)).clear(), Some(1));
        assert_eq!(play.pronoun(MASCULINE, at(1, 2)).clear(), Some(0));
    }
}
