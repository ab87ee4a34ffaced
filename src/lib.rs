//! **Onrecord** reads a news article and knows who says what.
//!
//! The library is a house of six floors; a module may use what stands below it, never above.
//!
//! | floor | module | what lives there |
//! | --- | --- | --- |
//! | 6 | [`server`], [`cli`] | the protocol (tower-lsp and nowhere else) and the command line |
//! | 5 | [`features`], [`rules`] | one file an editor feature, one file a diagnostic |
//! | 4 | [`analysis`] | [`analysis::Analysis`], the immutable result for one version of one article |
//! | 4 | [`newsroom`] | across files: configuration, and the people whom a newsroom knows |
//! | 3 | [`quotes`], [`entities`] | marks to quotations to attribution; words to people |
//! | 2 | [`article`], [`english`] | the format; the language |
//! | 1 | [`text`], [`rare`] | spans, positions, encodings; lists that mostly are empty |
//!
//! `docs/architecture.md` is the guided tour.

pub mod analysis;
pub mod article;
pub mod cli;
pub mod english;
pub mod entities;
pub mod exponential;
pub mod features;
pub mod few;
pub mod learned;
pub mod newsroom;
pub mod quotes;
pub mod rare;
pub mod rules;
pub mod server;
pub mod text;
