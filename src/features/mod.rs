//! Floor 5: what an editor shows, one file a feature: pure functions from an analysis to plain data.

mod actions;
#[cfg(test)]
pub(crate) mod fixture;
mod hints;
mod hover;
mod outline;
mod words;

pub use actions::{Action, ActionKind, Change, HouseFile, Question, actions};
pub use hints::{Hint, hints};
pub use hover::{Hover, hover};
pub use outline::{Symbol, SymbolKind, outline};
