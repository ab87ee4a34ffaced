//! `textDocument/publishDiagnostics` and `textDocument/diagnostic`: what the rules found.

use crate::analysis::Analysis;
use crate::newsroom::SourceFile;
use crate::rules::{self, Related, Severity};
use crate::server::agreed::Agreed;
use crate::server::convert::Places;
use crate::server::documents::Snapshot;
use crate::server::session::Session;
use crate::server::typing::Calm;
use ropey::Rope;
use rustc_hash::{FxHashMap, FxHasher};
use serde_json::json;
use std::hash::Hasher;
use std::sync::LazyLock;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, Location,
    NumberOrString, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri,
};

/// The diagnostics of one version of a document, without those that `calm` holds back while somebody is typing.
pub(crate) fn of(snapshot: &Snapshot, calm: &Calm, uri: &Uri, agreed: Agreed) -> Vec<Diagnostic> {
    let found = calm.sift(snapshot.found(), snapshot).into_iter();
    all(&snapshot.analysis, found, &Places::of(&snapshot.text.rope, agreed.encoding), uri, agreed)
}

/// What the rules found, in the client's terms.
pub(crate) fn all<'a>(
    analysis: &Analysis,
    found: impl Iterator<Item = &'a rules::Diagnostic>,
    places: &Places,
    uri: &Uri,
    agreed: Agreed,
) -> Vec<Diagnostic> {
    found.map(|found| converted(analysis, found, places, uri, agreed)).collect()
}

/// `textDocument/diagnostic`: the diagnostics of a document, or only that they are those of `previousResultId`.
pub(crate) async fn pull(
    session: &Session,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    let calm = session.documents.calm(&uri);
    let answer =
        session.answer(&uri.clone(), move |snapshot, agreed| Some(of(snapshot, &*calm?, &uri, agreed)));
    // What is not open, and what is no article, has none.
    let items = answer.await?.unwrap_or_default();
    let id = result_id(&items);
    let report = if params.previous_result_id.as_ref() == Some(&id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: id };
        let report = RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report,
        };
        DocumentDiagnosticReport::Unchanged(report)
    } else {
        let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items };
        let report =
            RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report };
        DocumentDiagnosticReport::Full(report)
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

/// A name for these diagnostics, the same for the same ones.
pub(crate) fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    hasher.write(&serde_json::to_vec(items).unwrap_or_default());
    format!("{:016x}", hasher.finish())
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
    // Parsing an address takes longer than writing the rest of a diagnostic.
    static PAGES: LazyLock<FxHashMap<&str, CodeDescription>> = LazyLock::new(|| {
        let page = |code| Some((code, CodeDescription { href: rules::explanation_url(code).parse().ok()? }));
        rules::RULES.iter().filter_map(|rule| page(rule.code)).collect()
    });
    PAGES.get(code).cloned()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}
