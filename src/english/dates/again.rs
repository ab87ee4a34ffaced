//! Finding the expressions of time of a block again when a letter was typed.
//!
//! An expression is read with a look at tokens beside it, and often far from it: a verb says which Thursday is meant. How far
//! one has to look is known only to whoever reads. So it is noted who looked at which token, and when a token differs,
//! those that were asked with a look at it are asked again, and no others.

use super::reader::{Reader, dates, word_of};
use super::when::Expression;
use super::words::Word;
use crate::english::{Common, Token};
use crate::text::Span;
use std::cell::Cell;
use std::ops::Range;

/// What was looked at in a block when its expressions of time were found.
#[derive(Debug, Default)]
pub struct Asked {
    /// What each token says about time.
    words: Vec<Word>,
    notes: Notes,
}

/// A block as it was before something was typed.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// What its text has in common with that of now.
    pub common: Common,
    /// Its tokens. Where these are not as many as were looked at, all is read anew.
    pub tokens: &'a [Token],
    /// What was found among them.
    pub dates: &'a [Expression],
}

impl Asked {
    /// Finds the expressions of time as [`dates`] does, and notes what was looked at.
    ///
    /// Where as many tokens stand as before, those that differ are asked anew, and what lies between the ones that were
    /// asked with a look at them.
    pub fn dates(&mut self, text: &str, tokens: &[Token], before: Option<Before>) -> Vec<Expression> {
        if let Some(found) = before.and_then(|before| self.again(text, tokens, before)) {
            debug_assert_eq!(found, dates(text, tokens));
            return found;
        }
        self.words.clear();
        self.words.extend(tokens.iter().map(|token| word_of(text, token)));
        self.notes.begin(tokens.len());
        Reader::new(text, tokens, &self.words, Some(&self.notes)).expressions()
    }

    /// The same, with what was found `before` and is not read anew; `None` where all has to be.
    fn again(&mut self, text: &str, tokens: &[Token], before: Before) -> Option<Vec<Expression>> {
        let Before { common, tokens: then, dates } = before;
        // With a token more or less, others stand elsewhere as seen from each other.
        let comparable = self.words.len() == then.len() && then.len() == tokens.len();
        if !comparable || self.notes.left_out.get() {
            return None;
        }
        let (head, tail) = common.tokens(then, tokens, text);
        let differ = head..tokens.len() - tail;
        for i in differ.clone() {
            self.words[i] = word_of(text, &tokens[i]);
        }
        let reader = Reader::new(text, tokens, &self.words, Some(&self.notes));
        // An expression ends behind the token that was asked, so that those that end before a token were found before it.
        let found_before = |i: usize| match then.get(i) {
            Some(token) => dates.partition_point(|date| date.span.end <= token.span.start),
            None => dates.len(),
        };
        let anew = self.notes.to_be_asked(&differ);
        let mut found = dates[..found_before(anew.start)].to_vec();
        let mut i = anew.start;
        while i < anew.end || i > anew.start && self.notes.is_passed_over(i) {
            i = reader.step(i, &mut found);
        }
        let from = then.get(differ.start).map_or(u32::MAX, |token| token.span.start);
        let place = |at: u32| if at < from { at } else { common.now(Span::empty(at)).start };
        let placed = |span: Span| Span::new(place(span.start), place(span.end));
        found.extend(dates[found_before(i)..].iter().map(|date| date.placed(placed)));
        let in_order = found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        (in_order && !self.notes.left_out.get()).then_some(found)
    }
}

/// Which tokens were looked at, and asked what begins with them.
#[derive(Debug, Default)]
pub(super) struct Notes {
    of_tokens: Vec<Cell<Note>>,
    /// Whether an expression was left out because it reaches back into the one before.
    left_out: Cell<bool>,
}

/// What is noted of a token. It may say more than is so: a look is forgotten only when all is read anew.
#[derive(Clone, Copy, Debug)]
struct Note {
    /// The first token that was asked when somebody looked at this one.
    first: u32,
    /// The last.
    last: u32,
    /// Whether this one was asked, and does not stand in the middle of an expression.
    asked: bool,
}

impl Note {
    const NONE: Note = Note { first: u32::MAX, last: 0, asked: false };
}

impl Notes {
    /// Nothing is noted yet of so many tokens.
    fn begin(&mut self, tokens: usize) {
        self.of_tokens.clear();
        self.of_tokens.resize(tokens, Cell::new(Note::NONE));
        self.left_out.set(false);
    }

    /// The token at `i` is asked what begins with it.
    pub(super) fn ask(&self, i: usize) {
        let note = &self.of_tokens[i];
        note.set(Note { asked: true, ..note.get() });
    }

    /// Somebody looks at the token at `i` while another, or itself, is asked.
    pub(super) fn look(&self, i: usize, asked: usize) {
        let (note, by) = (&self.of_tokens[i], asked as u32);
        let Note { first, last, asked } = note.get();
        note.set(Note { first: first.min(by), last: last.max(by), asked });
    }

    /// These stand in the middle of an expression and are not asked.
    pub(super) fn pass_over(&self, tokens: Range<usize>) {
        for note in &self.of_tokens[tokens] {
            note.set(Note { asked: false, ..note.get() });
        }
    }

    /// An expression was left out.
    pub(super) fn leave_out(&self) {
        self.left_out.set(true);
    }

    /// Which tokens have to be asked anew if some `differ`: these, and what lies between those that were asked with a look at
    /// them.
    fn to_be_asked(&self, differ: &Range<usize>) -> Range<usize> {
        if differ.is_empty() {
            return differ.clone();
        }
        let (mut from, mut to) = (differ.start, differ.end);
        for note in &self.of_tokens[differ.clone()] {
            from = from.min(note.get().first as usize);
            to = to.max(note.get().last as usize + 1);
        }
        while from > 0 && self.is_passed_over(from) {
            from -= 1;
        }
        from..to
    }

    /// Whether there is a token at `i`, and it was not asked.
    fn is_passed_over(&self, i: usize) -> bool {
        self.of_tokens.get(i).is_some_and(|note| !note.get().asked)
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::tests::sentences;
    use super::super::when::When;
    use super::*;
    use crate::english::tokens;
    use proptest::prelude::*;

    /// Reads each of the texts as what the one before became, and hands on what was found again; `None` where all had to be
    /// read anew.
    fn typed(texts: &[String], mut found_again: impl FnMut(&str, Option<Vec<Expression>>)) {
        let mut asked = Asked::default();
        let (mut then, mut was) = (&texts[0], tokens(&texts[0]));
        let mut found = asked.dates(then, &was, None);
        for now in &texts[1..] {
            let is = tokens(now);
            let before = Before { common: Common::of(then, now), tokens: &was, dates: &found };
            let again = asked.again(now, &is, before);
            found = again.clone().unwrap_or_else(|| asked.dates(now, &is, None));
            found_again(now, again);
            (then, was) = (now, is);
        }
    }

    /// Which expressions are taken over when the word `then` becomes the word `now`.
    fn taken_over(text: &str, then: &str, now: &str) -> Vec<String> {
        let typed = text.replacen(then, now, 1);
        assert_ne!(typed, text);
        let (was, is) = (tokens(text), tokens(&typed));
        let mut asked = Asked::default();
        let mut found = asked.dates(text, &was, None);
        // What nobody would find so was taken over.
        let mark = When::Year(0);
        found.iter_mut().for_each(|date| date.when = mark.clone());
        let before = Before { common: Common::of(text, &typed), tokens: &was, dates: &found };
        let again = asked.again(&typed, &is, before).unwrap_or_default();
        again.iter().filter(|date| date.when == mark).map(|date| date.span.of(&typed).to_owned()).collect()
    }

    #[test]
    fn only_what_was_read_with_a_look_at_the_word_is_read_anew() {
        let text = "Ministers in Bath were told in May. The harbour closed on Thursday, said Ana Ruiz of Marlow in 2019.";
        assert_eq!(
            taken_over(text, "Ministers", "Minister"),
            ["May", "Thursday", "2019"],
            "a verb stands between"
        );
        assert_eq!(taken_over(text, "closed", "closes"), ["May", "2019"], "the verb says which Thursday");
        assert_eq!(taken_over(text, "in May", "to May"), ["Thursday", "2019"]);
        assert_eq!(taken_over(text, "Marlow", "Monday"), ["May", "Thursday", "2019"], "one more is found");
        assert_eq!(taken_over(text, "told", "now told"), [] as [&str; 0], "there is a word more");
    }

    #[test]
    fn a_blank_in_the_middle_moves_what_stands_behind_it() {
        let texts = ["Ana left on May 9, a Sunday.", "Ana left on May  9, a Sunday."].map(str::to_owned);
        let mut found = vec![];
        typed(&texts, |text, again| {
            let again = again.expect("as many tokens as before");
            found.extend(again.iter().map(|date| date.span.of(text).to_owned()));
        });
        assert_eq!(found, ["May  9", "Sunday"]);
    }

    proptest! {
        #[test]
        fn what_is_typed_is_found_as_it_would_be(
            [head, middle, tail] in [sentences(), sentences(), sentences()],
            words in prop::collection::vec(
                (any::<bool>(), prop_oneof!["[a-zA-Z]{1,4}", "[0-9]{1,4}", " {0,3}", sentences()]),
                2..12,
            ),
        ) {
            // Typed in two places, now here and now there.
            let mut places = [String::new(), String::new()];
            let mut texts = vec![];
            for (second, word) in words {
                places[usize::from(second)] = word;
                texts.push(format!("{head}{}{middle}{}{tail}", places[0], places[1]));
            }
            let mut all = Vec::new();
            typed(&texts, |text, again| all.extend(again.map(|again| (again, dates(text, &tokens(text))))));
            for (again, anew) in all {
                prop_assert_eq!(again, anew);
            }
        }
    }
}
