//! Whom “they” means: a group or an organisation that acts, where nothing else can be meant.
//!
//! A group is somebody without a name, and is called what the article calls it: “the firefighters”, “Ana Ruiz and Bo
//! Park”. As a subject of reporting words “they” is somebody for the [`Reader`]; anywhere else it is a small word, and
//! nothing depends on it.

use super::output::Output;
use super::reader::Reader;
use super::reading::{Named, Reading};
use super::small_words::pronoun;
use crate::analysis::model::{Gender, Mention};
use crate::article::EntityKind;
use crate::english::Kind;
use crate::english::classes::{AUXILIARY, GROUP_NOUN, PREPOSITION, VERB_BASE, VERB_PAST, VERB_THIRD};
use crate::english::lexicon::lookup;
use crate::entities::discourse::Place;
use crate::entities::mention::{Description, Form, Noun, Pronoun, Rival, is_they, rival};
use std::ops::Range;

impl Reader<'_> {
    /// Whom `they` means that says something: the group or the organisation that this sentence or the one before began
    /// with. It is somebody of its own where there is none, or where other people stand in between.
    pub(super) fn they(&mut self, (block, index): Named, place: Place) -> Option<usize> {
        let facts = &self.article.facts[block];
        let local = &facts.mentions[index];
        if !local.reports {
            return None;
        }
        let group = self.discourse.latest_group(place, |who| self.is_group(who));
        let clear = group.filter(|_| !facts.ties[index].rivalled);
        clear.or_else(|| Some(self.unnamed(local.span.of(self.article.plain(block)), None)))
    }

    /// Whether “they” may mean somebody: an organisation, or several who have no name.
    fn is_group(&self, who: usize) -> bool {
        if self.cast.is_named(who) {
            return self.cast.kind(who) == EntityKind::Organisation;
        }
        let name = self.cast.name(who);
        let last = name.rsplit(' ').next().unwrap_or_default();
        let pronoun = crate::entities::mention::pronoun(name);
        match self.cast.kind(who) {
            EntityKind::Person => {
                self.discourse.players[who].plural && pronoun.is_none_or(|p| p == Pronoun::They)
            }
            _ => lookup(&last.to_lowercase()).any(GROUP_NOUN),
        }
    }

    /// The group that a description counts: `the two senators`, if two are known; or that it names: `Ana Ruiz and Bo
    /// Park`.
    pub(super) fn counted(&mut self, (block, index): Named, description: Description) -> Option<usize> {
        if !description.plural {
            return None;
        }
        let members = self.named_in((block, index));
        let members = match members.len() {
            0 => {
                let facts = &self.article.facts[block];
                let counted = facts.ties[index].described.as_deref()?.counted?;
                self.discourse.all_who_are(counted.role, usize::from(counted.many))?
            }
            _ => members,
        };
        let names: Vec<&str> = members.iter().map(|who| self.cast.name(*who)).collect();
        let (last, others) = names.split_last().filter(|(_, others)| !others.is_empty())?;
        let name = format!("{} and {last}", others.join(", "));
        Some(self.unnamed(&name, Some(description)))
    }

    /// Whom a group names, if each name means one of the cast.
    fn named_in(&self, (block, index): Named) -> Vec<usize> {
        let mentions = &self.article.facts[block].mentions;
        let group = &mentions[index];
        let inside = mentions[index + 1..].iter().take_while(|m| group.span.covers(m.span));
        let names = inside.filter(|m| group.is_taken_up() && matches!(m.form, Form::Name { .. }));
        let plain = self.article.plain(block);
        let of =
            |m: &crate::entities::mention::Local| self.cast.find_named(EntityKind::Person, m.span.of(plain));
        names.map(of).collect::<Option<Vec<usize>>>().unwrap_or_default()
    }
}

/// A group that acts, and the token behind which its rivals would stand.
type Acting = (usize, usize);

impl Output<'_> {
    /// `they`, `their` in the writer's own words, behind a group that does something.
    pub(super) fn several(&self, block: usize, found: &mut Vec<Mention>) {
        let facts = &self.article.facts[block];
        let (plain, tokens) = (self.article.plain(block), &facts.frame.tokens);
        if !tokens.iter().any(|token| is_they(token, plain)) {
            return;
        }
        let mut last: Option<Acting> = None;
        for sentence in &facts.frame.sentences {
            let mut here: Option<Acting> = None;
            let mut leads = false;
            for at in sentence.clone() {
                if let Some((who, opens)) = self.acting_group(block, at, sentence) {
                    leads = opens || leads && here.is_some_and(|(other, _)| other == who);
                    here = Some((who, at));
                }
                let token = &tokens[at];
                // As a subject of reporting words it is a mention, and acts.
                if !is_they(token, plain) || here.is_some_and(|(_, from)| from == at) {
                    continue;
                }
                let they = token.of(plain).eq_ignore_ascii_case("they");
                // Who says "its" of a firm says "their" of others; who says "they" of it goes on so.
                let agrees = |(who, from): &Acting| {
                    they || at == sentence.start
                        || is_they(&tokens[*from], plain)
                        || !self.reading.cast.is_named(*who)
                };
                let Some((who, from)) = here.or(last).filter(agrees) else { continue };
                // Once somebody else has come in between, that is so for each "they" behind.
                if self.is_rivalled(block, who, from + 1..at) {
                    (here, last) = (None, None);
                    continue;
                }
                found.push(pronoun(self.article.place(block, token.span), self.reading.id(who)));
                if they {
                    here = Some((who, at));
                    leads |= at == sentence.start;
                }
            }
            last = here.filter(|_| leads);
        }
    }

    /// The group whose mention ends with the token, if it is the subject of what follows; and whether the sentence begins
    /// with it.
    fn acting_group(&self, block: usize, at: usize, sentence: &Range<usize>) -> Option<(usize, bool)> {
        let facts = &self.article.facts[block];
        let tokens = &facts.frame.tokens;
        let next = tokens.get(at + 1).filter(|t| t.kind == Kind::Word);
        self.ending_with(block, at).find_map(|index| {
            let local = &facts.mentions[index];
            let who = self.reading.meant.of(block, index).who()?;
            let plural = local.is_taken_up() || matches!(local.form, Form::Description(d) if d.plural);
            let acts = next.is_some_and(|t| {
                t.is(VERB_PAST | VERB_THIRD | AUXILIARY) || plural && t.is(VERB_BASE | PREPOSITION)
            });
            let is_subject = acts || local.reports || plural;
            let opens = local.span.start <= tokens[sentence.start].span.start;
            (is_subject && self.is_several(block, index, who)).then_some((who, opens))
        })
    }

    /// Whether “they” may mean somebody whom a mention means.
    fn is_several(&self, block: usize, index: usize, who: usize) -> bool {
        let Reading { cast, genders, .. } = self.reading;
        if cast.is_named(who) {
            return cast.kind(who) == EntityKind::Organisation || genders[who] == Gender::Neutral;
        }
        match self.article.facts[block].mentions[index].form {
            Form::Description(d) => d.plural && d.noun == Noun::Person || d.noun == Noun::Body,
            Form::Pronoun(p) => {
                p == Pronoun::They && crate::entities::mention::pronoun(cast.name(who)).is_none()
            }
            Form::Name { .. } => false,
        }
    }

    /// Whether something else that “they” may mean stands among these tokens: a plural, another organisation, or two
    /// people who are named together.
    fn is_rivalled(&self, block: usize, who: usize, between: Range<usize>) -> bool {
        let facts = &self.article.facts[block];
        let Some(tokens) = facts.frame.tokens.get(between) else { return false };
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
        let Reading { cast, genders, .. } = self.reading;
        let rivals = match genders[who] {
            Gender::Neutral => Rival::People,
            _ if cast.is_named(who) => Rival::Anybody,
            _ => Rival::Several,
        };
        let from = facts.mentions.partition_point(|m| m.span.start < first.span.start);
        let others =
            facts.mentions[from..].iter().enumerate().take_while(|(_, m)| m.span.end <= last.span.end);
        let mut others = others.filter(|(_, m)| !m.quoted);
        rival(self.article.plain(block), tokens, rivals)
            || others.any(|(i, _)| {
                let other = self.reading.meant.of(block, from + i).who();
                let body =
                    other.is_some_and(|other| other != who && cast.kind(other) == EntityKind::Organisation);
                body || facts.ties[from + i].joined
            })
    }
}
