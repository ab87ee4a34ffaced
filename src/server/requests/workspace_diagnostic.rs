//! `workspace/diagnostic`: what the rules find in the articles of the open folders that are not open themselves.
//!
//! Each file is reported as soon as it is read, where the client takes partial results, and analysed again when it or
//! the settings have changed; clients ask every few seconds.

use super::diagnostics;
use crate::analysis::Analysis;
use crate::newsroom::Look;
use crate::newsroom::index::{ArticleFile, Index, survey, text_of};
use crate::rules;
use crate::server::agreed::Agreed;
use crate::server::convert::Places;
use crate::server::house::Offices;
use crate::server::session::Session;
use ropey::Rope;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::{
    Diagnostic, FullDocumentDiagnosticReport, ProgressToken, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

/// How many files go into a partial result.
const PART: usize = 20;

/// What was found in files, as long as they and the settings stay as they are.
#[derive(Debug, Default)]
pub(crate) struct Reports(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The session's offices when these were made, and those that read for the files here.
    offices: Option<(Arc<Offices>, Offices)>,
    kept: Index<Kept>,
}

#[derive(Debug)]
struct Kept {
    result_id: String,
    items: Vec<Diagnostic>,
}

/// `$/progress`, for partial results as well as for work.
enum Progress {}

impl Notification for Progress {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}

/// Tells the work that nobody waits for it any more.
struct Cancel(Arc<AtomicBool>);

impl Drop for Cancel {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Reports on all articles of the open folders that are not open; those that are as they were are only named.
pub(crate) async fn report(
    session: &Arc<Session>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let _cancel = Cancel(Arc::clone(&cancelled));
    let previous = params.previous_result_ids.into_iter().map(|known| (known.uri, known.value)).collect();
    let mut work = Work {
        session: Arc::clone(session),
        agreed: session.agreed(),
        previous,
        partial: params.partial_result_params.partial_result_token,
        progress: params.work_done_progress_params.work_done_token,
        items: vec![],
        cancelled,
    };
    let working = tokio::task::spawn_blocking(move || {
        work.run();
        work.items
    });
    let items = working.await.map_err(|_| Error::internal_error())?;
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

struct Work {
    session: Arc<Session>,
    agreed: Agreed,
    /// The result ids that the client has.
    previous: FxHashMap<Uri, String>,
    partial: Option<ProgressToken>,
    progress: Option<ProgressToken>,
    /// What is not sent yet.
    items: Vec<WorkspaceDocumentDiagnosticReport>,
    cancelled: Arc<AtomicBool>,
}

impl Work {
    fn run(&mut self) {
        let reports = Arc::clone(&self.session.reports);
        let mut state = reports.0.lock().unwrap_or_else(PoisonError::into_inner);
        let State { offices, kept } = &mut *state;
        let now = self.session.house.offices();
        if offices.as_ref().is_none_or(|(then, _)| !Arc::ptr_eq(then, &now)) {
            *offices = Some((now, self.session.house.new_offices()));
            *kept = Index::default();
        }
        let Some((_, offices)) = offices else { return };
        let cancelled = Arc::clone(&self.cancelled);
        let Some(survey) = survey(offices.roots(), &|| cancelled.load(Ordering::Relaxed)) else { return };
        if survey.cut_short {
            tracing::info!(
                "not all articles are checked: `index.max_files` or `index.max_megabytes` is reached"
            );
        }
        let paths: Vec<PathBuf> = survey.files.iter().map(|(file, _)| file.path.clone()).collect();
        let stale = kept.begin(survey).into_iter();
        let mut stale: FxHashMap<PathBuf, (ArticleFile, Look)> =
            stale.map(|(file, look)| (file.path.clone(), (file, look))).collect();
        let open: FxHashSet<Uri> = self.session.documents.uris().into_iter().collect();
        self.tell(json!({ "kind": "begin", "title": "Checking articles", "percentage": 0 }));
        for (done, path) in paths.iter().enumerate() {
            if self.cancelled.load(Ordering::Relaxed) {
                break;
            }
            let Some(uri) = Uri::from_file_path(path) else { continue };
            // The editor asks for the diagnostics of what is open by itself.
            if open.contains(&uri) {
                self.previous.remove(&uri);
                continue;
            }
            if let Some((file, look)) = stale.remove(path) {
                let items = self.check(&file, &uri);
                kept.renew(file, look, Some(Kept { result_id: diagnostics::result_id(&items), items }));
            }
            if let Some(known) = kept.get(path) {
                self.add(uri, known);
            }
            if self.items.len() >= PART {
                self.send_part();
                let (all, message) = (paths.len(), format!("{done} of {}", paths.len()));
                let percentage = 100 * done / all.max(1);
                self.tell(json!({ "kind": "report", "message": message, "percentage": percentage }));
            }
        }
        self.take_back();
        self.send_part();
        self.tell(json!({ "kind": "end" }));
    }

    /// What is wrong with a file; nothing, if it cannot be read.
    fn check(&self, file: &ArticleFile, uri: &Uri) -> Vec<Diagnostic> {
        let Some(text) = text_of(&file.path) else { return vec![] };
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            let rope = Rope::from_str(&text);
            let analysis = Analysis::new(text, file.options());
            let found = rules::check_with(&analysis, &file.configuration.rules);
            let places = Places::of(&rope, self.agreed.encoding);
            diagnostics::all(&analysis, found.iter(), &places, uri, self.agreed)
        }));
        attempt.unwrap_or_else(|_| {
            tracing::error!("checking {} panicked", file.path.display());
            vec![]
        })
    }

    fn add(&mut self, uri: Uri, known: &Kept) {
        let unchanged = self.previous.remove(&uri).is_some_and(|id| id == known.result_id);
        self.items.push(if unchanged {
            let unchanged_document_diagnostic_report =
                UnchangedDocumentDiagnosticReport { result_id: known.result_id.clone() };
            WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version: None,
                unchanged_document_diagnostic_report,
            })
        } else {
            full(uri, Some(known.result_id.clone()), known.items.clone())
        });
    }

    /// Of files that are gone, or no articles any more, there is nothing to show.
    fn take_back(&mut self) {
        if !self.cancelled.load(Ordering::Relaxed) {
            let gone = std::mem::take(&mut self.previous).into_keys();
            self.items.extend(gone.map(|uri| full(uri, None, vec![])));
        }
    }

    /// Sends what there is, if the client takes it in parts.
    fn send_part(&mut self) {
        if let Some(token) = &self.partial
            && !self.items.is_empty()
        {
            let items = std::mem::take(&mut self.items);
            let params = json!({ "token": token, "value": { "items": items } });
            self.session.notify::<Progress>(params);
        }
    }

    fn tell(&self, value: Value) {
        if let Some(token) = &self.progress {
            self.session.notify::<Progress>(json!({ "token": token, "value": value }));
        }
    }
}

fn full(uri: Uri, result_id: Option<String>, items: Vec<Diagnostic>) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}
