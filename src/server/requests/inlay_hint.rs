//! `textDocument/inlayHint` and `inlayHint/resolve`: the speaker behind a quotation, the person behind a pronoun, the
//! day behind "Thursday".

use crate::features::{self, HintDetails, HintKind};
use crate::server::agreed::Agreed;
use crate::server::cards;
use crate::server::convert::Places;
use crate::server::documents::Snapshot;
use crate::server::session::Session;
use crate::server::written::Written;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintParams, InlayHintTooltip, Location, TextEdit, Uri,
};

/// What a hint needs to be resolved: it comes back as it went.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    /// Of the text that `at` is a byte of.
    revision: u64,
    at: u32,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Speaker,
    Person,
    Date,
}

/// The hints in the part of the document that the client shows. What the client asks for by `inlayHint/resolve` is left
/// out until then.
pub(crate) async fn inlay_hint(session: &Session, params: InlayHintParams) -> Result<Option<Written>> {
    let uri = params.text_document.uri;
    let answer = session.write(&uri.clone(), move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let range = places.span(params.range);
        let hints = features::hints(&snapshot.analysis, range, snapshot.configuration.hints);
        Some(
            hints
                .into_iter()
                .map(|hint| converted(hint, &uri, &places, snapshot, agreed))
                .collect::<Vec<_>>(),
        )
    });
    answer.await
}

/// The hint with all that it was sent without; as it came, if the text has changed since.
pub(crate) async fn resolve(session: &Session, hint: InlayHint) -> Result<InlayHint> {
    let data = hint.data.as_ref().and_then(|data| Data::deserialize(data).ok());
    let Some(data) = data else { return Ok(hint) };
    let mut resolved = hint.clone();
    let answer = session.answer(&data.uri.clone(), move |snapshot, agreed| {
        if snapshot.text.revision != data.revision {
            return None;
        }
        let details = features::hint_details(&snapshot.analysis, data.at, data.kind.into())?;
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let all = Parts { tooltip: true, location: true, edits: true };
        fill(&mut resolved, &details, all, &data.uri, &places, agreed);
        Some(resolved)
    });
    Ok(answer.await?.unwrap_or(hint))
}

/// Which parts of a hint are filled in.
#[derive(Clone, Copy)]
struct Parts {
    tooltip: bool,
    location: bool,
    edits: bool,
}

fn converted(
    hint: features::Hint,
    uri: &Uri,
    places: &Places,
    snapshot: &Snapshot,
    agreed: Agreed,
) -> InlayHint {
    let later = agreed.hints_resolve;
    let now = Parts { tooltip: !later.tooltip, location: !later.location, edits: !later.edits };
    let lazy = later.tooltip || later.location || later.edits;
    let data =
        Data { uri: uri.clone(), revision: snapshot.text.revision, at: hint.at, kind: hint.kind.into() };
    let mut converted = InlayHint {
        position: places.position(hint.at),
        label: InlayHintLabel::LabelParts(vec![InlayHintLabelPart {
            value: hint.label,
            ..InlayHintLabelPart::default()
        }]),
        kind: None,
        text_edits: None,
        tooltip: None,
        // The words before it end there; those behind it have their own space or punctuation.
        padding_left: Some(true),
        padding_right: None,
        data: serde_json::to_value(data).ok().filter(|_| lazy),
    };
    if (now.tooltip || now.location || now.edits)
        && let Some(details) = features::hint_details(&snapshot.analysis, hint.at, hint.kind)
    {
        fill(&mut converted, &details, now, uri, places, agreed);
    }
    converted
}

fn fill(
    hint: &mut InlayHint,
    details: &HintDetails,
    parts: Parts,
    uri: &Uri,
    places: &Places,
    agreed: Agreed,
) {
    if parts.tooltip {
        let card = cards::in_markdown(&details.tooltip, uri, places, agreed);
        hint.tooltip = Some(InlayHintTooltip::MarkupContent(card));
    }
    if parts.edits && !details.annotation.is_empty() {
        let edit = |(at, words): &(u32, String)| TextEdit {
            range: places.range(Span::empty(*at)),
            new_text: words.clone(),
        };
        hint.text_edits = Some(details.annotation.iter().map(edit).collect());
    }
    if parts.location
        && let (Some(place), InlayHintLabel::LabelParts(labels)) = (details.place, &mut hint.label)
    {
        for label in labels {
            label.location = Some(Location { uri: uri.clone(), range: places.range(place) });
        }
    }
}

impl From<HintKind> for Kind {
    fn from(kind: HintKind) -> Self {
        match kind {
            HintKind::Speaker => Kind::Speaker,
            HintKind::Person => Kind::Person,
            HintKind::Date => Kind::Date,
        }
    }
}

impl From<Kind> for HintKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Speaker => HintKind::Speaker,
            Kind::Person => HintKind::Person,
            Kind::Date => HintKind::Date,
        }
    }
}
