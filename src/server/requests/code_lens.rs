//! `textDocument/codeLens` and `codeLens/resolve`: how much somebody is quoted, above the first mention; how many
//! sources have no name, above the article.

use super::execute_command::SHOW;
use crate::analysis::{Analysis, EntityId};
use crate::features::{self, LensAbout};
use crate::server::convert::Places;
use crate::server::session::Session;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command, Uri};

/// What a lens needs to be resolved: it comes back as it went.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    /// The speaker's name, which outlives an edit as a number would not; none for the lens about sources.
    speaker: Option<String>,
}

/// The lenses of a document, still without what they say.
pub(crate) async fn code_lens(session: &Session, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let uri = params.text_document.uri;
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let lens = |lens: features::Lens| {
            let speaker = match lens.about {
                LensAbout::Speaker(id) => Some(snapshot.analysis.entity(id).name.clone()),
                LensAbout::Sources => None,
            };
            let data = serde_json::to_value(Data { uri: uri.clone(), speaker }).ok();
            CodeLens { range: places.range(lens.span), command: None, data }
        };
        let lenses = features::lenses(&snapshot.analysis, snapshot.configuration.lenses);
        Some(lenses.into_iter().map(lens).collect())
    });
    answer.await
}

/// The lens with what it says of the newest text, and a command that shows the first of the quotations that it counts.
pub(crate) async fn resolve(session: &Session, lens: CodeLens) -> Result<CodeLens> {
    let data = lens.data.as_ref().and_then(|data| Data::deserialize(data).ok());
    let Some(data) = data else { return Ok(lens) };
    let answer = session.answer(&data.uri.clone(), move |snapshot, agreed| {
        let analysis = &snapshot.analysis;
        let about = about(analysis, data.speaker.as_deref())?;
        let first = features::lens_places(analysis, about).into_iter().next();
        let places = Places::many(snapshot, agreed.encoding);
        let arguments = first.map(|first| vec![json!(data.uri), json!(places.range(first))]);
        let arguments = arguments.filter(|_| agreed.shows_documents);
        Some(Command {
            title: features::lens_title(analysis, about),
            // An editor that cannot be led there has a line to read.
            command: if arguments.is_some() { SHOW.to_owned() } else { String::new() },
            arguments,
        })
    });
    let nothing =
        || Command { title: "no longer quoted".to_owned(), command: String::new(), arguments: None };
    let command = answer.await?.unwrap_or_else(nothing);
    Ok(CodeLens { command: Some(command), ..lens })
}

fn about(analysis: &Analysis, speaker: Option<&str>) -> Option<LensAbout> {
    let Some(name) = speaker else { return Some(LensAbout::Sources) };
    let index = analysis.entities.iter().position(|entity| entity.name == name)?;
    Some(LensAbout::Speaker(EntityId(index as u32)))
}
