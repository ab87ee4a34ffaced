//! Small words that mean somebody whom the reading has settled: “I” in a quotation is its speaker, and “its” behind
//! an organisation that does something is that organisation.
//!
//! They are looked up when everything else is known, and nothing else depends on them.

use super::*;
use crate::english::Token;
use crate::english::classes::{AUXILIARY, VERB_PAST, VERB_THIRD};

impl Resolver<'_> {
    /// The small words, by start. Entities have their final numbers: `id` leads there from a character.
    pub(super) fn small_words(&self, id: &[Option<EntityId>]) -> Vec<Mention> {
        let mut found = self.first_person();
        for block in 0..self.article.facts.len() {
            if matches!(self.article.blocks[block].kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
                self.neuter(block, id, &mut found);
            }
        }
        let known = |m: &Mention| {
            let at = self.resolved.mentions.partition_point(|k| k.span.start < m.span.start);
            self.resolved.mentions[at..]
                .iter()
                .take_while(|k| k.span.start == m.span.start)
                .any(|k| k.span == m.span)
        };
        found.retain(|m| !known(m));
        found
    }

    /// `I`, `me`, `my` in what people say.
    fn first_person(&self) -> Vec<Mention> {
        let mut found = vec![];
        for quotation in self.resolved.quotations.iter().filter(|q| q.kind != QuotationKind::Indirect) {
            let Some(Attribution { speaker: Speaker::Entity(who), .. }) = quotation.attribution else {
                continue;
            };
            let words = quotation.span.of(self.article.text);
            let nested: Vec<Span> = self.resolved.nested.iter().map(|n| n.quotation.outer).collect();
            for (at, word) in words_of(words) {
                let span = Span::new(
                    quotation.span.start + at as u32,
                    quotation.span.start + (at + word.len()) as u32,
                );
                let speaks = word == "I"
                    || ["me", "my", "mine", "myself"].iter().any(|small| word.eq_ignore_ascii_case(small));
                // "World War I", and what the speaker lets others say.
                let numeral =
                    word == "I" && self.resolved.mentions.iter().any(|m| m.span.end + 1 == span.start);
                if speaks && !numeral && !nested.iter().any(|inner| inner.covers(span)) {
                    found.push(pronoun(span, who));
                }
            }
        }
        found
    }

    /// `it`, `its` in the writer's own words, behind an organisation or a place that does something.
    fn neuter(&self, block: usize, id: &[Option<EntityId>], found: &mut Vec<Mention>) {
        let facts = &self.article.facts[block];
        let (plain, tokens) = (self.article.plain(block), &facts.frame.tokens);
        let mut last = None;
        for sentence in &facts.frame.sentences {
            let mut subject = None;
            for (i, token) in tokens[sentence.clone()].iter().enumerate() {
                let at = sentence.start + i;
                // "Elephants near Amboseli were poisoned": a place is an actor only where the sentence begins with it.
                let place = |who: usize| self.cast.characters[who].kind == EntityKind::Place;
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
                    && let Some(who) = meant.and_then(|who: usize| id[who])
                {
                    found.push(pronoun(self.article.place(block, token.span), who));
                }
            }
            last = subject.filter(|who| self.leads(block, sentence.clone(), *who));
        }
    }

    /// The organisation or place whose mention ends with the token, if it is the subject of what follows.
    fn acting(&self, block: usize, at: usize) -> Option<usize> {
        let facts = &self.article.facts[block];
        let end = facts.frame.tokens[at].span.end;
        let acts = facts.frame.tokens.get(at + 1).is_some_and(|t| t.is(VERB_PAST | VERB_THIRD | AUXILIARY));
        let index = facts.mentions.iter().position(|m| m.span.end == end && !m.quoted)?;
        let who = self.meant[block][index].who?;
        let neuter = matches!(self.cast.characters[who].kind, EntityKind::Organisation | EntityKind::Place);
        (neuter && self.named[who] && (acts || facts.mentions[index].reports)).then_some(who)
    }

    /// Whether the sentence begins with them.
    fn leads(&self, block: usize, sentence: std::ops::Range<usize>, who: usize) -> bool {
        let facts = &self.article.facts[block];
        let Some(first) = facts.frame.tokens.get(sentence.start) else { return false };
        let index = facts.mentions.iter().position(|m| m.span.start >= first.span.start);
        index.is_some_and(|index| self.meant[block][index].who == Some(who))
    }
}

fn pronoun(span: Span, who: EntityId) -> Mention {
    Mention { span, how: How::Pronoun, entity: Some(who), candidates: vec![] }
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
