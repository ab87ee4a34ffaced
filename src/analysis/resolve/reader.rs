//! Reads an article from the top, and finds out who is who.

mod mark;
mod speakers;
mod strangers;
mod versions;

use super::article::Article;
use super::casting::player;
use super::everybody::Everybody;
use super::meanings::Meanings;
use super::reading::{Meant, Named, Reading, Slipped};
use super::start::Start;
use crate::analysis::facts::Facts;
use crate::analysis::model::{EntityId, Gender};
use crate::analysis::transcript::Transcript;
use crate::article::EntityKind;
use crate::english::classes::{FEMININE, MASCULINE};
use crate::entities::cast::{self, Character};
use crate::entities::described::{Played, without_article};
use crate::entities::discourse::{Discourse, Fit, Place};
use crate::entities::gallery::Gallery;
use crate::entities::mention::{Description, Form, Local, Noun, Pronoun};
use crate::entities::player::Player;
use crate::entities::salience::Feature;
use crate::entities::site::Site;
use crate::entities::standing::Mentioned;
use crate::quotes::attribute::{Decision, ReportId, Verdict, decisions_in};
use crate::text::Span;
use rustc_hash::FxHashMap;
use speakers::annotated_inside;
use std::cmp::Ordering;
use std::sync::Arc;

pub(in crate::analysis) use mark::Mark;
pub(super) use versions::Below;

/// Whom the names of a block mean.
#[derive(Clone, Copy)]
struct Links<'l> {
    all: &'l cast::Links,
    /// How many names stand in front of the block.
    before: usize,
    mentions: &'l [Local],
}

impl<'l> Links<'l> {
    /// The characters that a mention fits, by its index; `None` for what is no name.
    fn of(self, index: usize) -> Option<&'l [usize]> {
        let is_name = |mention: &Local| matches!(mention.form, Form::Name { .. });
        let (before, behind) = self.mentions.split_at_checked(index)?;
        behind.first().filter(|mention| is_name(mention))?;
        Some(&self.all[self.before + before.iter().filter(|mention| is_name(mention)).count()])
    }
}

/// Who says the quotation around a mention.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Nobody of the cast.
    Nobody,
    /// Somebody who is named behind it, or not.
    Unclear,
    /// A character.
    Known(usize),
}

impl Around {
    fn known(self) -> Option<usize> {
        match self {
            Around::Known(who) => Some(who),
            Around::Nobody | Around::Unclear => None,
        }
    }
}

/// A pronoun, and whoever fits it with what speaks for them.
type Watched = (Span, Vec<(usize, Vec<Feature>)>);

/// Somebody who reads an article from the top.
pub(super) struct Reader<'a> {
    pub(super) article: Article<'a>,
    /// What was known beforehand.
    start: Start,
    pub(super) cast: Everybody,
    pub(super) discourse: Discourse,
    /// What descriptions go by.
    pub(super) gallery: Gallery,
    /// For each block that was read, whom each of its mentions means.
    pub(super) meant: Meanings,
    /// The same for the block that is being read, as far as it was.
    pub(super) here: Vec<Meant>,
    /// Which words say who speaks.
    decisions: &'a [Decision],
    /// Characters without a name, by their description in lower case.
    unnamed: FxHashMap<String, usize>,
    order: u32,
    sentence: u32,
    /// How many names were read.
    link: usize,
    /// How many decisions were.
    next: usize,
    /// Who takes turns in speaking.
    pub(super) transcript: Transcript,
    /// What is weighed for each pronoun, if anybody wants to know.
    pub(super) watched: Option<Vec<Watched>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(article: Article<'a>, decisions: &'a [Decision], start: Start) -> Self {
        Reader { transcript: article.transcript(), ..Reader::of_prose(article, decisions, start) }
    }

    /// A reader of an article that is known to be no transcript.
    pub(super) fn of_prose(article: Article<'a>, decisions: &'a [Decision], start: Start) -> Self {
        Reader {
            article,
            cast: Everybody::of(&start.cast),
            discourse: Discourse::new(Vec::clone(&start.players)),
            gallery: Gallery::clone(&start.gallery),
            start,
            meant: Meanings::default(),
            here: vec![],
            link: 0,
            next: 0,
            decisions,
            unnamed: FxHashMap::default(),
            order: 0,
            sentence: 0,
            transcript: Transcript::default(),
            watched: None,
        }
    }

    /// Reads the article from the top, or from where it was read to.
    pub(super) fn read(&mut self) {
        while self.meant.len() < self.article.facts.len() {
            self.read_block(None);
        }
    }

    /// Reads the next block. Whom its mentions mean may be `known`: then what they leave behind is noted, and nothing is
    /// weighed.
    pub(super) fn read_block(&mut self, known: Option<&[Meant]>) {
        let block = self.meant.len();
        let all = Arc::clone(&self.start.links);
        let facts = &self.article.facts[block];
        let links = Links { all: &all, before: self.link, mentions: &facts.mentions };
        self.here.clear();
        let (mut at, sentences) = (0, facts.frame.sentences.len());
        for sentence in 0..sentences.max(1) {
            let end = sentence_end(facts, sentence);
            let first = at;
            while at < facts.mentions.len()
                && (facts.mentions[at].span.start < end || sentence + 1 >= sentences)
            {
                let leads = leads(facts, first, at);
                let place = self.place(block, at, leads);
                match known {
                    Some(known) => self.remember(block, at, place, known[at]),
                    None => self.mention(block, at, links, end, place),
                }
                at += 1;
            }
            self.note_speakers(block, sentence);
            self.sentence += 1;
        }
        self.meant.push(known.unwrap_or(&self.here).iter().copied());
    }

    /// Notes who speaks in a sentence, unless people take turns there.
    fn note_speakers(&mut self, block: usize, sentence: usize) {
        let facts = &self.article.facts[block];
        while let Some(decision) = self.decisions.get(self.next)
            && decision.block == block
            && facts.speeches[decision.speech].sentence == sentence
        {
            if self.transcript.turn(block).is_none() {
                self.note_speaker(decision, block);
            }
            self.next += 1;
        }
    }

    /// Where a mention stands; `leads` if it is the first of its sentence.
    fn place(&self, block: usize, index: usize, leads: bool) -> Place {
        let facts = &self.article.facts[block];
        let local = &*self.in_its_turn(block, index);
        Place {
            sentence: self.sentence,
            block: block as u32,
            order: self.order,
            quoted: local.quoted,
            reports: local.reports,
            leads,
            site: facts.sites[index],
            mentioned: match local.form {
                Form::Pronoun(_) => Mentioned::Pronoun,
                Form::Name { .. } => Mentioned::Name,
                Form::Description(_) => Mentioned::Description,
            },
            single: !facts.ties[index].long,
        }
    }

    /// Reads a mention, `links` being what the names of its block fit, and `end` the end of its sentence.
    fn mention(&mut self, block: usize, index: usize, links: Links, end: u32, place: Place) {
        let facts = &self.article.facts[block];
        let local = &*self.in_its_turn(block, index);
        let link = match local.form {
            Form::Name { .. } => Some(&links.all[self.link]),
            Form::Pronoun(_) | Form::Description(_) => None,
        };
        let ahead = match local.form {
            Form::Pronoun(Pronoun::He | Pronoun::She) => {
                names_ahead(facts, index, links.all.from(self.link), end)
            }
            _ => vec![],
        };
        let speaker = if local.quoted { self.speaker_around(block, local, links) } else { Around::Nobody };
        self.watch(block, index, place, &ahead);
        let annotated = self.annotated(block, local);
        let meant = match annotated {
            Some(who) => Meant::only(Some(who)),
            None => match self.in_label(block, local) {
                Some(meant) => meant,
                None => self.who((block, index), link.unwrap_or(&[]), place, (&ahead, speaker)),
            },
        };
        self.note(block, index, place, meant, annotated.is_some());
    }

    /// Notes a mention of which it is known whom it means.
    fn remember(&mut self, block: usize, index: usize, place: Place, meant: Meant) {
        let local = &self.article.facts[block].mentions[index];
        let annotated = self.annotated(block, local).is_some();
        if meant.who() == Some(self.cast.len()) {
            // Somebody without a name is met here for the first time.
            let description = match local.form {
                Form::Description(description) => Some(description),
                Form::Name { .. } | Form::Pronoun(_) => None,
            };
            // A group is called by its members, and anybody else as the article has it.
            if description.and_then(|description| self.counted((block, index), description)).is_none() {
                self.unnamed(local.span.of(self.article.plain(block)), description);
            }
        }
        let gender = match local.form {
            Form::Pronoun(Pronoun::He) => MASCULINE,
            Form::Pronoun(Pronoun::She) => FEMININE,
            Form::Pronoun(_) | Form::Name { .. } | Form::Description(_) => 0,
        };
        if gender != 0 && meant.orphan {
            self.discourse.orphan(gender);
        }
        self.note(block, index, place, meant, annotated);
    }

    /// Notes what a mention leaves behind for those to come, and whom it means.
    fn note(&mut self, block: usize, index: usize, place: Place, meant: Meant, annotated: bool) {
        let local = &self.article.facts[block].mentions[index];
        self.order += 1;
        let inferred = !annotated && matches!(local.form, Form::Pronoun(Pronoun::He | Pronoun::She));
        // Whom a speaker's "he" means is not certain enough to build on.
        if let Some(who) = meant.who().filter(|_| !(inferred && place.quoted)) {
            // Nothing but a person is "he".
            if inferred {
                self.cast.is(who, EntityKind::Person);
                self.discourse.players[who].person = true;
            }
            self.learn(who, local, place);
            self.learn_kin(block, index, who);
            self.portray(who, local, &place);
            self.discourse.mention(who, place);
        }
        self.here.push(meant);
        self.link += usize::from(matches!(local.form, Form::Name { .. }));
    }

    /// Keeps what is weighed for a pronoun, for whoever studies it.
    fn watch(&mut self, block: usize, index: usize, place: Place, ahead: &[(usize, Site)]) {
        let Some(watched) = &mut self.watched else { return };
        let local = &self.article.facts[block].mentions[index];
        let gender = match local.form {
            Form::Pronoun(Pronoun::He) => MASCULINE,
            Form::Pronoun(Pronoun::She) => FEMININE,
            _ => return,
        };
        let weighed = self.discourse.weighed(gender, place, ahead);
        watched.push((self.article.place(block, local.span), weighed));
    }

    /// The character that an annotation gives to a mention.
    fn annotated(&mut self, block: usize, local: &Local) -> Option<usize> {
        let (kind, name) = self.article.annotation_of(block, local)?;
        Some(self.find_or_add(kind, name))
    }

    fn find_or_add(&mut self, kind: EntityKind, name: &str) -> usize {
        match self.cast.find(kind, name) {
            Some(who) => who,
            None => self
                .add(Character { kind, name: name.into(), aliases: vec![], gender: 0, declared: None }, true),
        }
    }

    fn add(&mut self, character: Character, named: bool) -> usize {
        let mut player = player(&character, &self.start.declared);
        player.named = named;
        self.discourse.players.push(player);
        self.gallery.meet((character.kind, named), character.gender, &character.name);
        self.cast.meet(character, named)
    }

    fn who(
        &mut self,
        (block, index): Named,
        link: &[usize],
        place: Place,
        around: (&[(usize, Site)], Around),
    ) -> Meant {
        let article = self.article;
        let local = &article.facts[block].mentions[index];
        let words = || local.span.of(article.plain(block));
        match &local.form {
            // "Clinton" alone is a man's given name as well, and says nothing.
            Form::Name { gender, titled, .. } => {
                self.name(link, if titled.is_some() { *gender } else { 0 }, place)
            }
            Form::Pronoun(Pronoun::He) => self.fit(MASCULINE, place, around),
            Form::Pronoun(Pronoun::She) => self.fit(FEMININE, place, around),
            Form::Pronoun(Pronoun::It) if place.reports => {
                let body = self.gallery.acting_body(place.sentence);
                Meant::only(body.or_else(|| Some(self.unnamed(words(), None))))
            }
            Form::Pronoun(Pronoun::They) if self.discourse.singular_they(place).is_some() => {
                Meant::only(self.discourse.singular_they(place).filter(|_| !place.quoted))
            }
            Form::Pronoun(Pronoun::They) if local.is_they(article.plain(block)) => {
                Meant::only(self.they((block, index), place))
            }
            Form::Pronoun(_) => Meant::only(place.reports.then(|| self.unnamed(words(), None))),
            Form::Description(description) => self.description((block, index), *description, place),
        }
    }

    /// A surname that relatives share goes to the one whose title fits and who was named last; to neither, where
    /// nothing tells which.
    fn name(&self, link: &[usize], gender: u64, place: Place) -> Meant {
        let fits = |who: &&usize| {
            let known = self.discourse.players[**who].gender();
            gender == 0 || known == 0 || known & gender != 0
        };
        let who = match link {
            [one] => Some(*one),
            _ => {
                let fitting: Vec<usize> = link.iter().copied().filter(|who| fits(&who)).collect();
                if let Some(rivals) = self.discourse.rivals(&fitting, place).filter(|_| !place.quoted) {
                    return Meant::one_of(None, rivals.map(|who| (who, 0.5)));
                }
                self.discourse.latest_of(&fitting).or_else(|| fitting.first().copied())
            }
        };
        Meant::only(who)
    }

    fn fit(&mut self, gender: u64, place: Place, (ahead, speaker): (&[(usize, Site)], Around)) -> Meant {
        let fit: Fit = self.discourse.pronoun(gender, place, ahead);
        if place.quoted {
            // Speakers call themselves "I".
            let likely = fit.likely_but(speaker.known());
            return Meant::only(likely.filter(|_| speaker != Around::Unclear));
        }
        if fit.orphan {
            self.discourse.orphan(gender);
        }
        Meant::one_of(fit.clear(), fit.doubtful()).where_orphan(fit.orphan)
    }

    /// Who says the quotation in which a mention stands.
    fn speaker_around(&self, block: usize, local: &Local, links: Links) -> Around {
        if let Some(turn) = self.transcript.turn(block) {
            return self.taking(turn);
        }
        let Some(report) = self.report_around(block, local.span) else { return Around::Nobody };
        let Some(subject) = self.article.subject(report) else { return Around::Nobody };
        if let Some(who) = self.speaker_of(report) {
            return Around::Known(who);
        }
        match (&self.article.facts[report.block].mentions[subject].form, links.of(subject)) {
            (Form::Name { .. }, Some(link)) if report.block == block && link.len() == 1 => {
                Around::Known(link[0])
            }
            (Form::Name { .. } | Form::Pronoun(_), _) => Around::Unclear,
            (Form::Description(_), _) => Around::Nobody,
        }
    }

    /// The report of the stretch in marks that holds a span of a block, if somebody says it.
    fn report_around(&self, block: usize, span: Span) -> Option<ReportId> {
        let facts = &self.article.facts[block];
        let report_of = |decision: &Decision| match decision.verdict {
            Verdict::Said(said) => {
                let outer = facts.marks.stretches[facts.speeches[decision.speech].stretch].outer;
                outer.covers(span).then_some(said.report)
            }
            _ => None,
        };
        decisions_in(self.decisions, block).iter().find_map(report_of)
    }

    fn description(&mut self, at: Named, description: Description, place: Place) -> Meant {
        let meant = |who: usize| Meant::only(Some(who));
        let (block, index) = at;
        let facts = &self.article.facts[block];
        let Some(described) = facts.ties[index].described.as_deref() else { return Meant::default() };
        if let Some(who) =
            self.counted(at, description).or_else(|| self.described(at, description, place, true))
        {
            return meant(who);
        }
        if description.definite && description.noun != Noun::Body {
            let fit = self.discourse.description(described, description.gender, description.plural, place);
            // "The evidence" and "the retailer" are somebody's description only if that is what they are.
            let person = description.noun == Noun::Person && !described.is_body();
            if let Some(best) = fit.ranked.first().filter(|best| person || best.1 >= OF_THE_ROLE) {
                return meant(best.0);
            }
        }
        if let Some(who) = self.described(at, description, place, false) {
            return meant(who);
        }
        if !facts.mentions[index].reports && !description.taken_up {
            return Meant::default();
        }
        let one_person = description.definite && !description.plural && description.noun == Noun::Person;
        if one_person && described.is_general {
            return Meant::default();
        }
        let words = facts.mentions[index].span.of(self.article.plain(block));
        // "Its shares added 3 percent": a thing of somebody's is nobody.
        let owned = ["its ", "their "].iter().any(|owner| words.to_lowercase().starts_with(owner));
        if owned && description.noun == Noun::Other {
            return Meant::default();
        }
        meant(self.unnamed(words, Some(description)))
    }

    /// Somebody who has no name: one character for each description.
    pub(super) fn unnamed(&mut self, words: &str, description: Option<Description>) -> usize {
        let words = &words.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = self.unnamed.get(&words.to_lowercase()).copied();
        if let Some(known) = known {
            return known;
        }
        let body = description.is_some_and(|d| d.noun != Noun::Person);
        let kind = if body { EntityKind::Organisation } else { EntityKind::Person };
        let gender = description.map_or(0, |d| d.gender);
        let who = self.add(
            Character { kind, name: words.as_str().into(), aliases: vec![], gender, declared: None },
            false,
        );
        self.unnamed.insert(words.to_lowercase(), who);
        let player = &mut self.discourse.players[who];
        player.plural = description.is_none_or(|d| d.plural);
        player.plays(&Arc::new(Played::of(without_article(words))));
        who
    }

    /// What a mention shows of whom it means.
    fn learn(&mut self, who: usize, local: &Local, place: Place) {
        match &local.form {
            Form::Pronoun(Pronoun::He) => self.discourse.called(who, MASCULINE, place),
            Form::Pronoun(Pronoun::She) => self.discourse.called(who, FEMININE, place),
            Form::Description(d) => self.discourse.players[who].shown(d.gender),
            Form::Name { .. } | Form::Pronoun(_) => {}
        }
    }

    fn note_speaker(&mut self, decision: &Decision, block: usize) {
        if let Verdict::Said(said) = &decision.verdict
            && let Some(who) = self.speaker_of(said.report)
        {
            self.discourse.last_speaker = Some((who, block as u32));
        }
    }

    /// Whom a mention means, as far as the article was read.
    pub(super) fn whom(&self, block: usize, index: usize) -> Option<usize> {
        match block.cmp(&self.meant.len()) {
            Ordering::Less => self.meant.get(block, index)?.who(),
            Ordering::Equal => self.here.get(index)?.who(),
            Ordering::Greater => None,
        }
    }

    fn speaker_of(&self, report: ReportId) -> Option<usize> {
        self.whom(report.block, self.article.subject(report)?)
    }

    /// What the reading came to.
    pub(super) fn finish(mut self) -> Reading {
        let mut reading = Reading::from(self.start.clone());
        self.meet_speakers(&mut reading);
        reading.slips = self.slips();
        reading.answers = self.answers();
        reading.transcript = std::mem::take(&mut self.transcript);
        reading.meant = std::mem::take(&mut self.meant);
        reading.genders = self.genders().collect();
        reading.cast = self.cast.clone();
        number(&mut reading, self.decisions, self.article.facts);
        reading
    }

    /// The gender of everybody who is known so far.
    fn genders(&self) -> impl Iterator<Item = Gender> + '_ {
        let gender = |(who, player): (usize, &Player)| {
            let declared = self.cast.character(who).declared;
            let declared = declared.and_then(|declared| self.start.declared.get(declared as usize));
            gender_of(declared.and_then(|(_, declared)| declared.pronouns.as_deref()), player.gender())
        };
        self.discourse.players.iter().enumerate().map(gender)
    }

    /// Names one slip away from another, with their places.
    fn slips(&self) -> Vec<Slipped> {
        if self.start.cast.slips.is_empty() {
            return vec![];
        }
        let names = self.article.facts.iter().enumerate().flat_map(|(block, facts)| {
            let names = facts.mentions.iter().enumerate();
            names.filter(|(_, m)| matches!(m.form, Form::Name { .. })).map(move |(index, _)| (block, index))
        });
        let places: Vec<Named> = names.collect();
        let slips = self.start.cast.slips.iter().map(|slip| Slipped {
            at: places[slip.at],
            who: slip.character,
            suggestion: slip.suggestion.clone(),
            example: slip.example.map(|use_| places[use_]),
        });
        slips.collect()
    }
}

/// From which weight on a description repeats what somebody is.
const OF_THE_ROLE: f32 = 1.8;

/// Whether a mention is the first of its sentence, or the second of two who are named together; of a group that has
/// names, its members are.
fn leads(facts: &Facts, first: usize, at: usize) -> bool {
    let group = facts.mentions[first].is_taken_up()
        && facts.mentions.get(first + 1).is_some_and(|next| facts.mentions[first].span.covers(next.span));
    let one = first + usize::from(group);
    at == first || at == one || at == one + 1 && facts.ties[one].joined
}

/// The characters whose names stand behind a mention in its sentence, in order; `links` are those of the names behind it.
fn names_ahead<'l>(
    facts: &Facts,
    index: usize,
    mut links: impl Iterator<Item = &'l [usize]>,
    end: u32,
) -> Vec<(usize, Site)> {
    let quoted = facts.mentions[index].quoted;
    let behind = (index + 1..facts.mentions.len())
        .take_while(|i| facts.mentions[*i].span.start < end && (quoted || !facts.mentions[*i].quoted));
    let names = behind.filter(|i| matches!(facts.mentions[*i].form, Form::Name { .. }));
    let named = names.filter_map(|i| match links.next() {
        Some([who]) => Some((*who, facts.sites[i])),
        _ => None,
    });
    named.collect()
}

/// Where a sentence of the frame ends, in bytes of the plain text.
fn sentence_end(facts: &Facts, sentence: usize) -> u32 {
    facts
        .frame
        .sentences
        .get(sentence)
        .and_then(|range| facts.frame.tokens[range.clone()].last())
        .map_or(u32::MAX, |t| t.span.end)
}

/// Which pronouns fit: those that are declared, or those of the gender that is known.
fn gender_of(pronouns: Option<&str>, known: u64) -> Gender {
    match (pronouns, known & (MASCULINE | FEMININE)) {
        (Some(pronouns), _) if pronouns.starts_with("they") => Gender::Neutral,
        (_, MASCULINE) => Gender::Masculine,
        (_, FEMININE) => Gender::Feminine,
        _ => Gender::Unknown,
    }
}

/// Numbers the entities by their first mention; then those who are only candidates, those who only speak, and those
/// who are only misspelt. Whoever is neither mentioned nor quoted gets no number.
fn number(reading: &mut Reading, all: &[Decision], facts: &[Arc<Facts>]) {
    let Reading { meant, annotated, signed, slips, ids, order, cast, .. } = reading;
    *ids = vec![None; cast.len()];
    let mut meet = |who: usize| {
        if ids[who].is_none() {
            ids[who] = Some(EntityId(order.len() as u32));
            order.push(who);
        }
    };
    meant.everybody().for_each(&mut meet);
    if !annotated.is_empty() || !signed.is_empty() {
        let mut decisions = all.iter().peekable();
        for block in 0..facts.len() {
            while let Some(decision) = decisions.next_if(|decision| decision.block == block) {
                if let Verdict::Annotated(index) = decision.verdict {
                    annotated.get(&(block, index)).into_iter().for_each(|who| meet(*who));
                }
            }
            signed.get(&block).into_iter().for_each(|who| meet(*who));
        }
        for place in annotated_inside(all, facts) {
            annotated.get(&place).into_iter().for_each(|who| meet(*who));
        }
    }
    slips.iter().for_each(|slip| meet(slip.who));
}
