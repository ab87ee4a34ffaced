//! Floor 5: diagnostics, one file a rule: its code, default severity, explanation, check and tests.

use crate::text::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be mended before publication.
    Error,
    /// Ought to be looked at.
    Warning,
    /// Worth knowing.
    Information,
    /// For those who ask.
    Hint,
}

/// Something an editor ought to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where, in bytes of the file.
    pub span: Span,
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
    /// The evidence.
    pub related: Vec<Related>,
}

/// A place that is evidence for a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in bytes of the file.
    pub span: Span,
    /// What it shows.
    pub message: String,
}

/// Runs all rules; diagnostics are in the order of the text.
pub fn check(analysis: &crate::analysis::Analysis) -> Vec<Diagnostic> {
    let _ = analysis;
    vec![]
}
