//! `textDocument/publishDiagnostics`: what the rules found.

use crate::analysis::Analysis;
use crate::newsroom::SourceFile;
use crate::rules::{self, Related, Severity};
use crate::server::agreed::Agreed;
use crate::server::convert::Places;
use crate::server::documents::Snapshot;
use ropey::Rope;
use serde_json::json;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Uri,
};

/// All diagnostics of one version of a document.
pub(crate) fn of(snapshot: &Snapshot, places: &Places, uri: &Uri, agreed: Agreed) -> Vec<Diagnostic> {
    let found = rules::check_with(&snapshot.analysis, &snapshot.configuration.rules);
    found.iter().map(|found| converted(&snapshot.analysis, found, places, uri, agreed)).collect()
}

/// What is wrong in a configuration file or a people list.
pub(crate) fn of_file(file: &SourceFile, agreed: Agreed) -> Vec<Diagnostic> {
    let rope = Rope::from_str(&file.text);
    let places = Places::of(&rope, agreed.encoding);
    let mistakes = file.mistakes.iter();
    mistakes
        .map(|mistake| Diagnostic {
            range: places.range(mistake.span),
            severity: Some(DiagnosticSeverity::ERROR),
            code: Some(NumberOrString::String(file.code.to_owned())),
            source: Some("onrecord".to_owned()),
            message: mistake.message.clone(),
            ..Diagnostic::default()
        })
        .collect()
}

/// A diagnostic in the protocol's terms. Its `data` is what [`same`] knows it by when the client sends it back.
pub(crate) fn converted(
    analysis: &Analysis,
    found: &rules::Diagnostic,
    places: &Places,
    uri: &Uri,
    agreed: Agreed,
) -> Diagnostic {
    Diagnostic {
        range: places.range(found.span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.code.to_owned())),
        code_description: agreed.code_description.then(|| explanation(found.code)).flatten(),
        source: Some("onrecord".to_owned()),
        message: found.message.clone(),
        related_information: (agreed.related_information && !found.related.is_empty())
            .then(|| found.related.iter().map(|related| evidence(related, places, uri)).collect()),
        tags: None,
        data: agreed.diagnostic_data.then(|| json!({ "words": analysis.slice(found.span) })),
    }
}

/// Whether a diagnostic that the client has is one of the text as it is now: it stands at the same place, of the same
/// rule, and is about the same words if the client has kept them.
pub(crate) fn same(theirs: &Diagnostic, ours: &Diagnostic) -> bool {
    let words = theirs.data.is_none() || ours.data.is_none() || theirs.data == ours.data;
    theirs.code == ours.code && theirs.range == ours.range && words
}

fn evidence(related: &Related, places: &Places, uri: &Uri) -> DiagnosticRelatedInformation {
    let location = Location { uri: uri.clone(), range: places.range(related.span) };
    DiagnosticRelatedInformation { location, message: related.message.clone() }
}

/// The page that explains a rule.
fn explanation(code: &str) -> Option<CodeDescription> {
    rules::explanation_url(code).parse().ok().map(|href| CodeDescription { href })
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}
