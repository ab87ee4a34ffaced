//! Floor 5: what an editor shows, one file a feature: pure functions from an analysis to plain data.

mod actions;
mod calls;
mod card;
mod clean;
mod completion;
pub mod dates;
mod definition;
pub mod export;
#[cfg(test)]
pub(crate) mod fixture;
mod folding;
mod hints;
mod hover;
mod lenses;
mod links;
mod outline;
mod references;
mod rename;
pub mod report;
mod selection;
mod speakers;
mod symbols;
mod tokens;
mod typing;
mod under;
mod words;

pub use actions::{Action, ActionKind, Change, HouseFile, Question, actions};
pub use calls::{Call, Caller, Step, calls, incoming, outgoing};
pub use card::{Card, Place};
pub use completion::{Completions, Item, ItemKind, Wish, completions, describe};
pub use definition::{Definition, File, Target, declaration, definition};
pub use folding::{Fold, FoldKind, folds};
pub use hints::{Hint, HintDetails, HintKind, hint_details, hints};
pub use hover::{Hover, hover};
pub use lenses::{Lens, LensAbout, lens_places, lens_title, lenses};
pub use links::{Link, links};
pub use outline::{Symbol, SymbolKind, outline, outline_by_section};
pub use references::{Highlight, HighlightKind, Reference, highlights, references};
pub use rename::{Doubt, Refusal, Renameable, Replacement, prepare_rename, rename};
pub use selection::selection;
pub use speakers::{SpeakerKind, Speaks, Spoken, speakers};
pub use symbols::{ArticleSymbol, Search, article_symbols};
pub use tokens::{Token, TokenKind, TokenModifiers, tokens};
pub use typing::{CURLS_AT, Curl, curl};
