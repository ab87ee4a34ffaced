//! Small words that mean somebody whom the reading has settled: “I” in a quotation is its speaker, as is “we” if that is
//! an organisation or a group, and “its” behind an organisation that does something is that organisation.
//!
//! They are looked up when everything else is known, and nothing else depends on them.

use super::output::{Output, Pages};
use crate::analysis::model::*;
use crate::article::{BlockKind, EntityKind};
use crate::english::Token;
use crate::english::classes::{self, AUXILIARY, GROUP_NOUN, VERB_PAST, VERB_THIRD};
use crate::english::lexicon::lookup;
use crate::entities::case::Case;
use crate::text::Span;

/// Whether a description is of more than one: a group, or several people.
fn is_of_several(description: &str) -> bool {
    // "A lawyer for the fishermen" is one.
    let ties = [" of ", " for ", " at ", " in ", " from ", " with "];
    let end = ties.iter().filter_map(|tie| description.find(tie)).min();
    let core = end.and_then(|end| description.get(..end)).unwrap_or(description);
    let last = core.rsplit(' ').next().unwrap_or_default().to_lowercase();
    core.contains(" and ") || lookup(&last).any(classes::PLURAL | GROUP_NOUN)
}

impl Output<'_> {
    /// The small words of a block, by start. Its quotations, what they quote and its other mentions are on the pages,
    /// from these indices on.
    pub(super) fn small_words(
        &self,
        block: usize,
        pages: &Pages,
        (quotations, nested, mentions): (usize, usize, usize),
    ) -> Vec<Mention> {
        let known = &pages.mentions[mentions..];
        let mut found = self.first_person(&pages.quotations[quotations..], &pages.nested[nested..], known);
        let prose = matches!(self.article.blocks[block].kind, BlockKind::Paragraph | BlockKind::Heading(_));
        if prose && self.reading.transcript.turn(block).is_none() {
            self.neuter(block, &mut found);
            self.several(block, &mut found);
        }
        found.retain(|small| !known.iter().any(|mention| mention.span == small.span));
        found
    }

    /// `I`, `me`, `my` in what people say, and `we`, `our` in what bodies and groups do. `nested` is what they quote
    /// themselves, and `mentions` whom they mention besides.
    fn first_person(
        &self,
        quotations: &[Quotation],
        nested: &[NestedQuotation],
        mentions: &[Mention],
    ) -> Vec<Mention> {
        let mut found = vec![];
        let text = self.article.text;
        let nested: Vec<Span> = nested.iter().map(|n| n.quotation.outer).collect();
        for quotation in quotations.iter().filter(|q| q.kind != QuotationKind::Indirect) {
            let Some(Attribution { speaker: Speaker::Entity(who), .. }) = quotation.attribution else {
                continue;
            };
            let group = self.speaks_as_we(who);
            for (at, word) in words_of(quotation.span.of(text)) {
                let start = quotation.span.start + at as u32;
                let span = Span::new(start, start + word.len() as u32);
                let speaks = is_one_of(word, &SINGULAR) || group && is_one_of(word, &PLURAL);
                // "World War I", and what the speaker lets others say.
                let numeral = || word == "I" && mentions.iter().any(|m| m.span.end + 1 == span.start);
                if speaks && !numeral() && !covered(&nested, span) {
                    found.push(pronoun(span, who));
                }
            }
        }
        found
    }

    /// Whether a speaker is an organisation or a group: somebody who says “we” means more people than themselves.
    fn speaks_as_we(&self, speaker: EntityId) -> bool {
        let cast = &self.reading.cast;
        self.reading.order.get(speaker.0 as usize).is_some_and(|&who| match cast.is_named(who) {
            true => cast.kind(who) == EntityKind::Organisation,
            false => is_of_several(cast.name(who)),
        })
    }

    /// `it`, `its` in the writer's own words, behind an organisation or a place that does something.
    fn neuter(&self, block: usize, found: &mut Vec<Mention>) {
        let facts = &self.article.facts[block];
        let (plain, tokens) = (self.article.plain(block), &facts.frame.tokens);
        let is_neuter = |token: &Token| {
            let word = token.of(plain);
            word.starts_with(['i', 'I']) && NEUTER.iter().any(|one| word.eq_ignore_ascii_case(one))
        };
        if !tokens.iter().any(is_neuter) {
            return;
        }
        let mut last = None;
        for sentence in &facts.frame.sentences {
            let mut subject = None;
            let mut goes_on = false;
            for (i, token) in tokens[sentence.clone()].iter().enumerate() {
                let at = sentence.start + i;
                // "Elephants near Amboseli were poisoned": a place is an actor only where the sentence begins with it.
                let place = |who: usize| self.kind(who) == EntityKind::Place;
                if let Some(who) = self.acting(block, at)
                    && (!place(who) || self.leads(block, sentence.clone(), who))
                {
                    subject = Some(who);
                }
                let word = token.of(plain);
                let owns = word.eq_ignore_ascii_case("its") || word.eq_ignore_ascii_case("itself");
                let acts =
                    word.eq_ignore_ascii_case("it") && tokens.get(at + 1).is_some_and(|t| does(t, plain));
                let meant = subject.or(last.filter(|_| i == 0));
                if (owns || acts)
                    && let Some(who) = meant
                {
                    found.push(pronoun(self.article.place(block, token.span), self.reading.id(who)));
                    goes_on |= i == 0;
                }
            }
            // "Its shares fell. It will close." The sentence is about whoever it began with, by name or not.
            last = match subject {
                Some(who) => Some(who).filter(|who| self.leads(block, sentence.clone(), *who)),
                None => last.filter(|_| goes_on),
            };
        }
    }

    /// The organisation or place whose mention ends with the token, if it is the subject of what follows.
    fn acting(&self, block: usize, at: usize) -> Option<usize> {
        let facts = &self.article.facts[block];
        let index = self.ending_with(block, at).next()?;
        let who = self.reading.meant.of(block, index).who()?;
        let acts = facts.sites[index].case == Case::Subject
            || facts.frame.tokens.get(at + 1).is_some_and(|t| t.is(VERB_PAST | VERB_THIRD | AUXILIARY));
        let neuter = matches!(self.kind(who), EntityKind::Organisation | EntityKind::Place);
        (neuter && self.reading.cast.is_named(who) && (acts || facts.mentions[index].reports)).then_some(who)
    }

    /// The mentions in the writer's own words that end with the token; of those, the one that begins last comes first.
    pub(super) fn ending_with(&self, block: usize, at: usize) -> impl Iterator<Item = usize> {
        let facts = &self.article.facts[block];
        let end = facts.frame.tokens[at].span.end;
        // Mentions stand in order, so those that end here are among the last few that begin before.
        let behind = facts.mentions.partition_point(|m| m.span.start < end);
        let near = behind.saturating_sub(4)..behind;
        near.rev().filter(move |i| facts.mentions[*i].span.end == end && !facts.mentions[*i].quoted)
    }

    fn kind(&self, who: usize) -> EntityKind {
        self.reading.cast.kind(who)
    }

    /// Whether the sentence begins with them.
    fn leads(&self, block: usize, sentence: std::ops::Range<usize>, who: usize) -> bool {
        let facts = &self.article.facts[block];
        let Some(first) = facts.frame.tokens.get(sentence.start) else { return false };
        let index = facts.mentions.partition_point(|m| m.span.start < first.span.start);
        self.reading.meant.get(block, index).is_some_and(|meant| meant.who() == Some(who))
    }
}

/// What somebody calls themselves.
const SINGULAR: [&str; 5] = ["I", "me", "my", "mine", "myself"];

/// What several call themselves.
const PLURAL: [&str; 5] = ["we", "us", "our", "ours", "ourselves"];

/// What an organisation or a place that does something is called behind that.
const NEUTER: [&str; 3] = ["it", "its", "itself"];

/// Whether a word is one of these, small or with a capital: “i” is a letter, and “US” a country.
fn is_one_of(word: &str, all: &[&str]) -> bool {
    all.iter().filter(|one| one.len() == word.len()).any(|one| {
        word == *one || word.eq_ignore_ascii_case(one) && one.len() > 1 && !word.ends_with(char::is_uppercase)
    })
}

/// Whether one of these stretches, which stand in order, holds the span.
fn covered(stretches: &[Span], span: Span) -> bool {
    let behind = stretches.partition_point(|stretch| stretch.start <= span.start);
    stretches[..behind].last().is_some_and(|stretch| stretch.covers(span))
}

pub(super) fn pronoun(span: Span, who: EntityId) -> Mention {
    Mention { span, how: How::Pronoun, entity: Some(who), candidates: Default::default() }
}

/// Whether `it` in front of a token is somebody who does something: `it would`, `it had`, but not `it was raining`.
fn does(token: &Token, plain: &str) -> bool {
    const BEING: [&str; 6] = ["is", "was", "be", "’s", "'s", "seems"];
    token.is(AUXILIARY | VERB_PAST | VERB_THIRD)
        && !BEING.iter().any(|word| token.of(plain).eq_ignore_ascii_case(word))
}

/// The words of a quotation with their places in bytes, without annotations.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let mut depth = 0_i32;
    text.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let at = start;
        start += word.len();
        let separator = text[start..].chars().next();
        start += separator.map_or(0, char::len_utf8);
        let inside = depth > 0;
        match separator {
            Some('{') => depth += 1,
            Some('}') => depth = (depth - 1).max(0),
            _ => {}
        }
        (!word.is_empty() && !inside).then_some((at, word))
    })
}
