//! `workspace/executeCommand`: commands of the server's own, which work in every editor.
//!
//! A report and an export are the command's result, as texlab gives its graphs: what an editor does with a page, show it,
//! save it, print it, is the editor's.

use crate::features::export::{self, Format, brat};
use crate::features::report::{Report, page};
use crate::server::documents::Snapshot;
use crate::server::house::file_path;
use crate::server::session::Session;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Range, ShowDocumentParams, Uri};

/// Shows a place: its arguments are a document and a range.
pub(crate) const SHOW: &str = "onrecord.show";
/// The report on an article that is open, as a page of HTML; its argument is the document.
const REPORT: &str = "onrecord.report";
/// An article that is open, in a format of `onrecord export`; its arguments are the document and the format.
const EXPORT: &str = "onrecord.export";

/// All commands.
pub(crate) fn commands() -> Vec<String> {
    [SHOW, REPORT, EXPORT].map(str::to_owned).into()
}

/// Does what a command says. What has to be asked of the client is asked by a task.
pub(crate) fn execute(
    session: &Session,
    params: ExecuteCommandParams,
) -> impl Future<Output = Result<Option<Value>>> + use<> {
    // What a command is about is settled before anything is waited for.
    let begun = begin(session, params);
    async move {
        match begun? {
            Some(answer) => answer.await.map(Some),
            None => Ok(None),
        }
    }
}

type Answer = std::pin::Pin<Box<dyn Future<Output = Result<Value>> + Send>>;

fn begin(session: &Session, params: ExecuteCommandParams) -> Result<Option<Answer>> {
    let ExecuteCommandParams { command, arguments, .. } = params;
    match command.as_str() {
        SHOW => show(session, arguments).map(|()| None),
        REPORT => Ok(Some(about(session, REPORT, &arguments, report)?)),
        EXPORT => {
            let format = arguments.get(1).and_then(Value::as_str).and_then(Format::of_word);
            let Some(format) = format else {
                let words = Format::ALL.map(Format::word).join("`, `");
                let message = format!("`{EXPORT}` takes a document's URI and a format: `{words}`");
                return Err(Error::invalid_params(message));
            };
            let export = move |name: &str, snapshot: &Snapshot| exported(format, name, snapshot);
            Ok(Some(about(session, EXPORT, &arguments, export)?))
        }
        _ => {
            let known = commands().join("`, `");
            Err(Error::invalid_params(format!("there is no command `{command}`; there is `{known}`")))
        }
    }
}

fn show(session: &Session, arguments: Vec<Value>) -> Result<()> {
    let mut arguments = arguments.into_iter();
    let uri = arguments.next().and_then(|uri| serde_json::from_value::<Uri>(uri).ok());
    let range = arguments.next().and_then(|range| serde_json::from_value::<Range>(range).ok());
    let Some((uri, selection)) = uri.zip(range) else {
        return Err(Error::invalid_params(format!("`{SHOW}` takes a document's URI and a range")));
    };
    let can = session.agreed().shows_documents;
    if let Some(client) = session.client().filter(|_| can) {
        let selection = Some(selection);
        let params = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection };
        tokio::spawn(async move {
            if let Err(error) = client.show_document(params).await {
                tracing::warn!("the client does not show a document: {error}");
            }
        });
    }
    Ok(())
}

/// What `make` makes of the article that the first argument names.
fn about(
    session: &Session,
    command: &'static str,
    arguments: &[Value],
    make: impl FnOnce(&str, &Snapshot) -> Value + Send + 'static,
) -> Result<Answer> {
    let uri = arguments.first().and_then(|uri| serde_json::from_value::<Uri>(uri.clone()).ok());
    let Some(uri) = uri else {
        return Err(Error::invalid_params(format!("`{command}` takes a document's URI")));
    };
    let name = name(&uri);
    let answer = session.answer(&uri, move |snapshot, _| Some(make(&name, snapshot)));
    Ok(Box::pin(async move {
        let missing = || format!("{} is not open, or is no article", uri.as_str());
        answer.await?.ok_or_else(|| Error::invalid_params(missing()))
    }))
}

/// What an article is called in what is given away: its file's name, without the folders of somebody's machine.
fn name(uri: &Uri) -> String {
    let file = file_path(uri).and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    file.unwrap_or_else(|| uri.path().as_str().rsplit('/').next().unwrap_or_default().to_owned())
}

fn report(name: &str, snapshot: &Snapshot) -> Value {
    json!(page(name, &Report::of(&snapshot.analysis, &snapshot.configuration.rules)))
}

/// The export as a text; brat's, which is two files, as an object of both.
fn exported(format: Format, name: &str, snapshot: &Snapshot) -> Value {
    match format {
        Format::Brat => {
            let brat::Standoff { text, annotations } = brat::Standoff::of(&snapshot.analysis);
            json!({ "text": text, "annotations": annotations })
        }
        format => json!(export::alone(format, name, &snapshot.analysis)),
    }
}
