//! Floor 5: what an editor shows, one file a feature: pure functions from an analysis to plain data.

mod card;
#[cfg(test)]
pub(crate) mod fixture;
mod folding;
mod hints;
mod hover;
mod lenses;
mod outline;
mod selection;
mod tokens;
mod words;

pub use card::{Card, Place};
pub use folding::{Fold, FoldKind, folds};
pub use hints::{Hint, HintDetails, HintKind, hint_details, hints};
pub use hover::{Hover, hover};
pub use lenses::{Lens, LensAbout, lens_places, lens_title, lenses};
pub use outline::{Symbol, SymbolKind, outline, outline_by_section};
pub use selection::selection;
pub use tokens::{Token, TokenKind, TokenModifiers, tokens};
