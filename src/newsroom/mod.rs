//! Floor 4: what goes across files: a newsroom's configuration and the people it knows.
//!
//! The way of a setting:
//!
//! 1. [`Catalogue`] lists every setting there is: those in `catalogue.rs`, and the severity and options that each
//!    rule brings along. The documentation, the JSON Schema and `onrecord config` are made from it.
//! 2. A source (`onrecord.toml`, the editor, the command line) becomes a [`Layer`]: `toml.rs` and `json.rs` make a
//!    tree of it that keeps places, and `layer.rs` walks the tree. A mistake costs the value it is in, and is a
//!    [`Mistake`] with its place.
//! 3. [`Configuration`] lays one layer over the other, reads the people lists, and says of each value where it comes
//!    from.
//! 4. [`Newsroom`] finds the file that counts for an article, upwards from it, and remembers what it has read.
//!
//! [`index`] goes through the articles of whole folders, and keeps what somebody above wants to know of each.
//!
//! This is the lowest floor that opens files.

mod catalogue;
mod configuration;
mod drafts;
mod find;
pub mod index;
mod json;
mod layer;
mod lists;
mod look;
mod patterns;
mod schema;
mod settings;
mod severity;
mod toml;
mod value;

pub use catalogue::{Catalogue, RuleSpec, Setting};
pub use configuration::{Configuration, Hints, Lenses, SourceFile, Writing};
pub use drafts::Drafts;
pub use find::{Newsroom, absolute};
pub use layer::{Layer, Mistake, Origin};
pub use lists::is_current;
pub use look::Look;
pub use schema::schema;
pub use settings::{RuleOption, RuleSettings, Settings};
pub use severity::{Level, Severity};
pub use value::{Kind, Value};

/// The name of the configuration file.
pub const FILE_NAME: &str = "onrecord.toml";
/// The name of the people list unless the configuration names others.
pub const PEOPLE_NAME: &str = "people.yaml";
