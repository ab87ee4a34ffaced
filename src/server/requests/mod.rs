//! One request a file: what it asks, of which feature, and how the answer is put into the protocol's terms.

pub(super) mod code_action;
pub(super) mod configuration;
pub(super) mod diagnostics;
pub(super) mod document_symbol;
pub(super) mod hover;
pub(super) mod initialize;
pub(super) mod inlay_hint;
pub(super) mod synchronise;
pub(super) mod view_text;
