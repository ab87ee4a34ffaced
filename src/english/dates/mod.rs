//! Expressions of time, and the day each means once the article's date is known.
//!
//! [`dates`] reads a block on its own: what it finds says "last month" or "Thursday, looking back", and no day, so
//! that it holds whatever the article's date is. [`Reckoner`] goes over the expressions of an article in order, knows
//! its date and the days mentioned so far, and gives each its value. `docs/dates.md` says what is understood, and by
//! which conventions; `tests/dates/` has a sentence for each kind.

mod again;
mod clock;
mod day;
mod named;
mod quantity;
mod reader;
mod reckon;
mod relative;
mod repeated;
mod season;
mod tense;
mod when;
mod words;
mod year;

pub use again::{Asked, Before};
pub use reader::dates;
pub use reckon::{Fault, Reckoned, Reckoner, Source};
pub use when::{Expression, Modifier, When};
