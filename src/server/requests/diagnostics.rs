//! `textDocument/publishDiagnostics`: what the rules found.

use crate::newsroom::SourceFile;
use crate::rules::{self, Related, Severity};
use crate::server::agreed::Agreed;
use crate::server::convert::Places;
use crate::server::documents::Snapshot;
use ropey::Rope;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Uri,
};

/// All diagnostics of one version of a document.
pub(crate) fn of(snapshot: &Snapshot, places: &Places, uri: &Uri, agreed: Agreed) -> Vec<Diagnostic> {
    let found = rules::check_with(&snapshot.analysis, &snapshot.configuration.rules);
    found.into_iter().map(|found| converted(found, places, uri, agreed)).collect()
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

fn converted(found: rules::Diagnostic, places: &Places, uri: &Uri, agreed: Agreed) -> Diagnostic {
    Diagnostic {
        range: places.range(found.span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.code.to_owned())),
        code_description: agreed.code_description.then(|| explanation(found.code)).flatten(),
        source: Some("onrecord".to_owned()),
        message: found.message,
        related_information: (agreed.related_information && !found.related.is_empty())
            .then(|| found.related.into_iter().map(|related| evidence(related, places, uri)).collect()),
        tags: None,
        data: None,
    }
}

fn evidence(related: Related, places: &Places, uri: &Uri) -> DiagnosticRelatedInformation {
    let location = Location { uri: uri.clone(), range: places.range(related.span) };
    DiagnosticRelatedInformation { location, message: related.message }
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
