//! Floor 5: what an editor shows, one file a feature: pure functions from an analysis to plain data.

mod calls;
mod card;
pub mod dates;
mod definition;
#[cfg(test)]
pub(crate) mod fixture;
mod hints;
mod hover;
mod links;
mod outline;
mod references;
mod rename;
mod under;
mod words;

pub use calls::{Call, Caller, Step, calls, incoming, outgoing};
pub use card::{Card, Place};
pub use definition::{Definition, File, Target, declaration, definition};
pub use hints::{Hint, HintDetails, HintKind, hint_details, hints};
pub use hover::{Hover, hover};
pub use links::{Link, links};
pub use outline::{Symbol, SymbolKind, outline};
pub use references::{Highlight, HighlightKind, Reference, highlights, references};
pub use rename::{Doubt, Refusal, Renameable, Replacement, prepare_rename, rename};
