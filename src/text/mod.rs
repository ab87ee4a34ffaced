//! Floor 1: text and places in it.
//!
//! Inside the house every place is a byte span of UTF-8; other encodings exist only in `server` (for
//! editors) and `cli` (for `annotate --offsets`), which convert with [`position`] at the door.

mod edit;
mod lines;
pub mod position;
mod span;

pub use edit::{Edit, apply};
pub use lines::{Lines, Place};
pub use span::Span;
