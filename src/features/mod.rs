//! Floor 5: what an editor shows, one file a feature: pure functions from an analysis to plain data.

mod hints;
mod hover;
mod outline;

pub use hints::{Hint, hints};
pub use hover::{Hover, hover};
pub use outline::{Symbol, SymbolKind, outline};
