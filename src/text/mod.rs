//! Floor 1: text and places in it.
//!
//! Inside the house every place is a byte span of UTF-8. Other units exist at the door only: `server` converts with
//! [`position`] for editors, `annotate` and what is exported with [`Offsets`] for other programs.

mod edit;
mod lines;
mod offsets;
pub mod position;
mod shared;
mod span;

pub use edit::{Edit, apply};
pub use lines::{Lines, Place};
pub use offsets::{Offsets, Unit};
pub use shared::SharedText;
pub use span::Span;
