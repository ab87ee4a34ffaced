//! Floor 5: what an editor shows, one file a feature: pure functions from an analysis to plain data.

mod card;
#[cfg(test)]
pub(crate) mod fixture;
mod hints;
mod hover;
mod outline;
mod words;

pub use card::{Card, Place};
pub use hints::{Hint, HintDetails, HintKind, hint_details, hints};
pub use hover::{Hover, hover};
pub use outline::{Symbol, SymbolKind, outline};
