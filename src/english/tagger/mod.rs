//! Names by what a model has learned: which words are the name of a person, an organisation or a place.
//!
//! A conditional random field over a first-order chain (Lafferty, McCallum and Pereira 2001), with the labels
//! [`Label`]. Most words cannot be part of a name; only [`stretches`] around words with capitals are read, each as a
//! chain of its own. The weights are in `weights.bin`, made by `examples/train_names.rs`; `docs/names.md` says from
//! what data and how good they are.

pub mod features;
pub mod gazetteer;
mod model;
mod stretch;
pub mod table {
    //! A table from hashes to a few bytes, read in place.
    include!("table.rs");
}

pub use model::{Emission, LABELS, Label, Model, is_allowed};
pub use stretch::stretches;

use super::Token;
use super::names::NameKind;
use features::Looks;
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
        Reading::by(Model::shipped(), text, tokens)
    }
}

impl<'m> Reading<'m> {
    /// Reads the tokens of a block with a model.
    pub fn by(model: &'m Model<'m>, text: &str, tokens: &[Token]) -> Self {
        let mut looks = Looks::default();
        let mut reading = Reading { model, stretches: Vec::new(), emissions: Vec::new() };
        for stretch in stretches(text, tokens) {
            looks.at(text, tokens, stretch.clone());
            reading.emissions.extend(stretch.clone().map(|i| model.emission(&looks, i)));
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
