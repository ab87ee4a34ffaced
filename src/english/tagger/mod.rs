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

use super::Token;
use super::names::NameKind;
use features::Looks;
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
}

impl Reading<'static> {
    /// Reads the tokens of a block with the model that comes with the program.
    pub fn of(text: &str, tokens: &[Token]) -> Self {
        let mut remembered = Remembered::default();
        let model = Model::shipped();
        Reading::with(model, text, tokens, |stretch, emissions| {
            remembered.at(text, tokens, stretch.clone());
            emissions.extend(stretch.map(|i| remembered.emission(i)));
        })
    }
}

impl<'m> Reading<'m> {
    /// Reads the tokens of a block with a model.
    pub fn by(model: &'m Model<'m>, text: &str, tokens: &[Token]) -> Self {
        let mut looks = Looks::default();
        Reading::with(model, text, tokens, |stretch, emissions| {
            looks.at(text, tokens, stretch.clone());
            emissions.extend(stretch.map(|i| model.emission(&looks, i)));
        })
    }

    fn with(
        model: &'m Model<'m>,
        text: &str,
        tokens: &[Token],
        mut emit: impl FnMut(Range<usize>, &mut Vec<Emission>),
    ) -> Self {
        let mut reading = Reading { model, stretches: Vec::new(), emissions: Vec::new() };
        for stretch in stretches(text, tokens) {
            emit(stretch.clone(), &mut reading.emissions);
            reading.stretches.push(stretch);
        }
        reading
    }

    /// The names, in order.
    pub fn names(&self) -> Vec<Tagged> {
        let mut found = Vec::new();
        let mut labels: Vec<Label> = Vec::new();
        let mut from = 0;
        for stretch in &self.stretches {
            let emissions = &self.emissions[from..from + stretch.len()];
            self.model.decode(emissions, &mut labels);
            model::spans(&labels, |range, kind| {
                found.push(Tagged {
                    first: stretch.start + range.start,
                    last: stretch.start + range.end - 1,
                    kind,
                    odds: self.model.odds(&emissions[range]),
                });
            });
            from += stretch.len();
        }
        found
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

    /// Each name with what it names.
    fn read(text: &str) -> Vec<String> {
        let cut = tokens(text);
        let words =
            |name: &Tagged| &text[cut[name.first].span.start as usize..cut[name.last].span.end as usize];
        let names = Reading::of(text, &cut).names();
        names.iter().map(|name| format!("{}: {:?}", words(name), name.kind)).collect()
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
