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

pub use model::{Emission, LABELS, Label, Model, STEPS, is_allowed};
pub use stretch::stretches;

use super::Token;
use super::names::NameKind;
use features::Looks;

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

/// Finds the names among the tokens of a block, in order.
pub fn tag(text: &str, tokens: &[Token]) -> Vec<Tagged> {
    let model = Model::shipped();
    let mut looks = Looks::default();
    let mut emissions: Vec<Emission> = Vec::new();
    let mut labels: Vec<Label> = Vec::new();
    let mut found = Vec::new();
    for stretch in stretches(text, tokens) {
        looks.at(text, tokens, stretch.clone());
        emissions.clear();
        emissions.extend(stretch.clone().map(|i| model.emission(&looks, i)));
        model.decode(&emissions, &mut labels);
        model::spans(&labels, |range, kind| {
            found.push(Tagged {
                first: stretch.start + range.start,
                last: stretch.start + range.end - 1,
                kind,
                odds: model.odds(&emissions[range]),
            });
        });
    }
    found
}
