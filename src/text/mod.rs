//! Floor 1: text and places in it.
//!
//! Inside the house every place is a byte span of UTF-8. Other units exist at the door only: `server` converts with
//! [`position`] for editors, `annotate` and what is exported with [`Offsets`] for other programs.

mod common;
mod edit;
mod lines;
mod offsets;
mod order;
pub mod position;
mod shared;
mod span;

pub(crate) use common::{common_head, common_tail};
pub use edit::{Edit, apply};
pub use lines::{Lines, Place};
pub use offsets::{Offsets, Unit};
pub use order::sort_by_number;
pub use shared::SharedText;
pub use span::Span;
