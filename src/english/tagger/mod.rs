//! Names by what a model has learned: which words are the name of a person, an organisation or a place.
//!
//! A conditional random field over a first-order chain (Lafferty, McCallum and Pereira 2001), with the labels
//! [`Label`]. Most words cannot be part of a name; only [`stretches`] around words with capitals are read, each as a
//! chain of its own. The weights are in `weights.bin`, made by `examples/train_names.rs`; `docs/names.md` says from
//! what data and how good they are.

pub mod features;
pub mod gazetteer;
mod memory;
mod model;
mod stretch;
pub mod table {
    //! A table from hashes to a few bytes, read in place.
    include!("table.rs");

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_was_written_is_read_and_nothing_else() {
            let entries = [(7, vec![1, 2]), (7 << 16, vec![3, 4]), (u32::MAX, vec![5, 6]), (7, vec![9, 9])];
            let mut bytes = write(2, entries.to_vec());
            bytes.push(42);
            let (table, rest) = Table::open(&bytes).expect("a table");
            assert_eq!(
                [7, 7 << 16, u32::MAX].map(|h| table.get(h)),
                [&[1, 2], &[3, 4], &[5, 6]].map(|v| Some(&v[..]))
            );
            assert_eq!((table.get(8), rest), (None, &[42][..]));
        }

        #[test]
        fn bytes_that_are_cut_short_are_no_table() {
            let bytes = write(2, vec![(7, vec![1, 2])]);
            assert!((0..bytes.len()).all(|end| Table::open(&bytes[..end]).is_none()));
        }
    }
}

pub use model::{Emission, LABELS, Label, Model, is_allowed};
pub use stretch::stretches;

use super::names::NameKind;
use super::{Common, Token};
use features::{Looks, REACH};
use memory::Remembered;
use std::ops::Range;

/// A name that the model found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tagged {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// What it names.
    pub kind: NameKind,
    /// How likely the words, taken together, name a person, an organisation, a place.
    pub odds: [f32; 3],
}

/// A block as the model sees it.
#[derive(Debug)]
pub struct Reading<'m> {
    model: &'m Model<'m>,
    stretches: Vec<Range<usize>>,
    /// What the tokens of all stretches say, one after the other.
    emissions: Vec<Emission>,
    /// The names, in order.
    names: Vec<Tagged>,
}

impl Reading<'static> {
    /// Reads the tokens of a block with the model that comes with the program.
    pub fn of(text: &str, tokens: &[Token]) -> Self {
        let mut reading = Reading::new(Model::shipped());
        reading.read(text, tokens, |_, _| false);
        reading
    }

    /// The same, given what the block has in `common` with an earlier version of it, and how that was read: only the
    /// stretches that differ, or stand beside what does, are read anew.
    pub fn again(text: &str, tokens: &[Token], common: Common, earlier: (&[Token], &Self)) -> Self {
        let (then, earlier) = earlier;
        let (same, rest) = common.tokens(then, tokens, text);
        let mut passed = Passed::default();
        let mut reading = Reading::new(Model::shipped());
        reading.read(text, tokens, |stretch, reading| {
            // A sentence begins with a word for the sake of the two in front of it.
            let in_head = stretch.end + REACH <= same;
            let in_tail = stretch.start >= REACH + 2 + tokens.len() - rest;
            let before = match () {
                () if in_head => stretch.clone(),
                () if in_tail => {
                    stretch.start + then.len() - tokens.len()..stretch.end + then.len() - tokens.len()
                }
                () => return false,
            };
            earlier.take(before, stretch.start, &mut passed, reading)
        });
        reading
    }

    /// Reads the tokens of a block, but for the stretches of which `known` has written down what there is to say.
    fn read(
        &mut self,
        text: &str,
        tokens: &[Token],
        mut known: impl FnMut(&Range<usize>, &mut Self) -> bool,
    ) {
        let mut remembered = Remembered::default();
        let mut labels = Vec::new();
        for stretch in stretches(text, tokens) {
            if !known(&stretch, self) {
                remembered.at(text, tokens, stretch.clone());
                self.emissions.extend(stretch.clone().map(|i| remembered.emission(i)));
                self.name(&stretch, &mut labels);
            }
            self.stretches.push(stretch);
        }
    }

    /// Adds to `reading` what this one says of the stretch `before`, which begins with the token `start` there. Whether
    /// this one has it: stretches are asked for in order.
    fn take(&self, before: Range<usize>, start: usize, passed: &mut Passed, reading: &mut Self) -> bool {
        while let Some(stretch) = self.stretches.get(passed.stretches)
            && stretch.start < before.start
        {
            passed.stretches += 1;
            passed.emissions += stretch.len();
        }
        if self.stretches.get(passed.stretches) != Some(&before) {
            return false;
        }
        let emissions = passed.emissions..passed.emissions + before.len();
        reading.emissions.extend_from_slice(&self.emissions[emissions]);
        passed.names +=
            self.names[passed.names..].iter().take_while(|name| name.first < before.start).count();
        let names = self.names[passed.names..].iter().take_while(|name| name.last < before.end);
        reading.names.extend(names.map(|name| Tagged {
            first: name.first - before.start + start,
            last: name.last - before.start + start,
            ..*name
        }));
        true
    }
}

/// How much of a reading was gone over.
#[derive(Default)]
struct Passed {
    stretches: usize,
    emissions: usize,
    names: usize,
}

impl<'m> Reading<'m> {
    fn new(model: &'m Model<'m>) -> Self {
        Reading { model, stretches: Vec::new(), emissions: Vec::new(), names: Vec::new() }
    }

    /// Reads the tokens of a block with a model.
    pub fn by(model: &'m Model<'m>, text: &str, tokens: &[Token]) -> Self {
        let mut looks = Looks::default();
        let mut labels = Vec::new();
        let mut reading = Reading::new(model);
        for stretch in stretches(text, tokens) {
            looks.at(text, tokens, stretch.clone());
            reading.emissions.extend(stretch.clone().map(|i| model.emission(&looks, i)));
            reading.name(&stretch, &mut labels);
            reading.stretches.push(stretch);
        }
        reading
    }

    /// Finds the names in a stretch, of which the last emissions are; `labels` is room for its labels.
    fn name(&mut self, stretch: &Range<usize>, labels: &mut Vec<Label>) {
        let emissions = &self.emissions[self.emissions.len() - stretch.len()..];
        self.model.decode(emissions, labels);
        model::spans(labels, |range, kind| {
            self.names.push(Tagged {
                first: stretch.start + range.start,
                last: stretch.start + range.end - 1,
                kind,
                odds: self.model.odds(&emissions[range]),
            });
        });
    }

    /// The names, in order.
    pub fn names(&self) -> &[Tagged] {
        &self.names
    }

    /// How likely these tokens, taken together, name a person, an organisation, a place; the rest to one is that they
    /// name nothing.
    pub fn odds(&self, tokens: Range<usize>) -> [f32; 3] {
        let mut from = 0;
        for stretch in &self.stretches {
            if stretch.start <= tokens.start && tokens.end <= stretch.end && !tokens.is_empty() {
                let at = from + tokens.start - stretch.start;
                return self.model.odds(&self.emissions[at..at + tokens.len()]);
            }
            from += stretch.len();
        }
        [0.0; 3]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;
    use proptest::prelude::*;

    /// Each name with what it names.
    fn read(text: &str) -> Vec<String> {
        let cut = tokens(text);
        let words =
            |name: &Tagged| &text[cut[name.first].span.start as usize..cut[name.last].span.end as usize];
        let reading = Reading::of(text, &cut);
        reading.names().iter().map(|name| format!("{}: {:?}", words(name), name.kind)).collect()
    }

    proptest! {
        #[test]
        fn what_is_read_again_is_read_the_same(
            head in pieces(), one in pieces(), other in pieces(), tail in pieces(),
        ) {
            let (then, now) = (format!("{head}{one}{tail}"), format!("{head}{other}{tail}"));
            let (cut_then, cut) = (tokens(&then), tokens(&now));
            let earlier = Reading::of(&then, &cut_then);
            let again = Reading::again(&now, &cut, Common::of(&then, &now), (&cut_then, &earlier));
            let plain = Reading::of(&now, &cut);
            prop_assert_eq!(&again.stretches, &plain.stretches);
            prop_assert_eq!(&again.emissions, &plain.emissions);
            prop_assert_eq!(again.names(), plain.names());
        }
    }

    /// Pieces of sentences with names, in whatever order.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "Ana",
            "Ruiz",
            "Marlow",
            "University",
            "of",
            "the",
            "New",
            "York",
            "4",
            "said",
            ".",
            "?",
            "”",
            "“",
            ",",
            "to",
            "’s",
            "U.S.",
            "Sen.",
            "The",
            "In",
            "harbour",
            "NATO",
            "-",
            "l",
        ]);
        let spaced = (piece, prop::bool::weighted(0.8))
            .prop_map(|(piece, blank)| format!("{piece}{}", if blank { " " } else { "" }));
        prop::collection::vec(spaced, 0..9).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn what_stands_around_a_name_tells_what_it_names() {
        assert_eq!(read("The ferry sailed to Marlow on Monday."), ["Marlow: Place"]);
        assert_eq!(read("“We were late,” said Marlow, who sailed the ferry."), ["Marlow: Person"]);
    }

    #[test]
    fn the_last_word_of_a_name_tells_what_it_names() {
        assert_eq!(read("She works for Marlow University."), ["Marlow University: Organisation"]);
        assert_eq!(read("She swam in the Marlow River."), ["Marlow River: Place"]);
    }

    #[test]
    fn names_that_no_list_holds_are_found() {
        assert_eq!(read("A teacher, Zbyra Okvenko, lost her house."), ["Zbyra Okvenko: Person"]);
    }

    #[test]
    fn a_people_a_month_and_a_title_are_no_names() {
        assert!(read("The French president spoke to the Senator in April.").is_empty());
    }

    #[test]
    fn shares_of_what_words_may_name_add_up_to_one_at_most() {
        let text = "In Port Ellen officials met Ana Ruiz.";
        let cut = tokens(text);
        let reading = Reading::of(text, &cut);
        let [person, organisation, place] = reading.odds(5..7);
        assert!(person > 0.9 && person + organisation + place <= 1.001, "{person} {organisation} {place}");
        assert_eq!(reading.odds(4..5), [0.0; 3], "a small word outside of all stretches names nothing");
    }
}
