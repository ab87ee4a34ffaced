//! What a stretch looks like apart from speech, and which words beside it say so.

use super::Reader;
use crate::english::classes::*;
use crate::english::lexicon::lookup;
use crate::english::{Kind, Token, with_single_blanks};
use crate::quotes::marks::Stretch;
use crate::text::Span;

/// What a stretch looks like apart from speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// It is a work's title: the words around it say so.
    Title,
    /// It is spoken of as a word or a name: `the term`, `dubbed`.
    Word,
    /// A few capitalised words: a title if nobody says them.
    MaybeTitle,
    /// A few words: scare quotes if nobody says them.
    MaybeScare,
    /// Speech.
    Speech,
}

impl Reader<'_> {
    /// What a stretch looks like, and the words beside it that say so, if any do.
    pub(super) fn likeness(
        &self,
        stretch: &Stretch,
        inner: &[Token],
        words: usize,
        capitals: bool,
    ) -> (Likeness, Option<Span>) {
        let text = stretch.inner.of(self.paragraph.text);
        let sentence_inside = inner.iter().any(|t| t.kind == Kind::Stop && t.span.end < stretch.inner.end);
        if let Some(work) = self.work_beside().filter(|_| capitals) {
            return (Likeness::Title, Some(work));
        }
        if text.ends_with(['?', '!']) && words > 4 || sentence_inside {
            return (Likeness::Speech, None);
        }
        if !capitals && self.is_sentence(text, inner) {
            return (Likeness::Speech, None);
        }
        if let Some(naming) = self.naming_words().filter(|_| words <= 5) {
            let doubted = self.is_one_of(self.q - 1, &["so-called"]);
            let likeness = if doubted { Likeness::MaybeScare } else { Likeness::Word };
            return (likeness, Some(naming));
        }
        let likeness = match words {
            2..=8 if capitals => Likeness::MaybeTitle,
            ..=4 => Likeness::MaybeScare,
            _ => Likeness::Speech,
        };
        (likeness, None)
    }

    /// `Ruiz nodded: “It will stay.”`, `“It is over,” the two wrote`: a capital first, and a mark as at a sentence's end.
    fn is_sentence(&self, text: &str, inner: &[Token]) -> bool {
        let first = inner.iter().find(|t| matches!(t.kind, Kind::Word | Kind::Number));
        let several = inner.iter().filter(|t| t.kind == Kind::Word).count() > 1;
        let opens = match self.before() {
            None => text.ends_with([',', '.', '?', '!']) && self.token(self.q + 1).is_some(),
            Some(t) => t.kind == Kind::Colon && text.ends_with(['.', '?', '!']),
        };
        several && opens && first.is_some_and(|t| t.shape.capital())
    }

    /// `the film “…”`, `her book, “…”`, `“…” album`: the word for a work, with the article in front of it.
    pub(super) fn work_beside(&self) -> Option<Span> {
        let work = |i: &usize| self.token(*i).is_some_and(|t| t.kind == Kind::Word && t.is(WORK_WORD));
        let in_front = (1..=3).filter_map(|back| self.q.checked_sub(back)).find(work);
        let at = in_front.or_else(|| Some(self.q + 1).filter(work))?;
        Some(self.with_article(at, self.token(at)?.span))
    }

    /// `the word “…”`, `so-called “…”`, `dubbed “…”`: the longest words of the list that stand in front.
    pub(super) fn naming_words(&self) -> Option<Span> {
        const MOST_WORDS: usize = 4;
        let last = self.before()?.span;
        let named = |back: usize| {
            let first = self.q.checked_sub(back).and_then(|i| self.token(i))?.span;
            let words = first.hull(last);
            let listed = lookup(&with_single_blanks(words.of(self.paragraph.text))).any(NAMING_WORD);
            listed.then(|| self.with_article(self.q - back, words))
        };
        (1..=MOST_WORDS).rev().find_map(named)
    }

    /// Words from the token `first` on, and the article in front of them if that is a noun.
    fn with_article(&self, first: usize, words: Span) -> Span {
        let noun = self.token(first).is_some_and(|t| t.is(NOUN));
        let article = first.checked_sub(1).filter(|_| noun).and_then(|i| self.token(i));
        let article = article.filter(|t| t.kind == Kind::Word && t.is(DETERMINER | POSSESSIVE));
        article.map_or(words, |article| article.span.hull(words))
    }
}
