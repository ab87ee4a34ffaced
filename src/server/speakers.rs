//! `onrecord/speakers`: who speaks in a document, told to a client that shows it beside the article and has said so by
//! `experimental.onrecordSpeakers` among its capabilities.
//!
//! It is told once nobody has typed for a moment, by a task that nobody waits for, and only if it is anything new.

use super::agreed::Agreed;
use super::convert::Places;
use super::documents::Snapshot;
use crate::features::{self, Speaks, Spoken};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::{Range, Uri};

/// What a client has among its experimental capabilities if it wants to be told.
pub(crate) const CAPABILITY: &str = "onrecordSpeakers";
/// How long a text must have been the newest before it is told who speaks in it.
const CALM: Duration = Duration::from_millis(150);
/// Whoever types without pause is told this often all the same.
const SELDOMEST: Duration = Duration::from_secs(1);

/// The notification.
pub(crate) enum Speakers {}

impl Notification for Speakers {
    type Params = SpeakersParams;
    const METHOD: &'static str = "onrecord/speakers";
}

/// What it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SpeakersParams {
    uri: Uri,
    /// The version of the text, as the client counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    /// `null` if the document is no article.
    speakers: Option<Vec<Speaker>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Speaker {
    /// person, organisation, unnamed, unresolved or unattributed
    kind: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    quotations: Vec<Quotation>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Quotation {
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    shown_by: Option<String>,
    range: Range,
}

/// What a client was told of a document.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// The revision it was told of last, or might have been, had there been anything new; revisions begin with 1.
    revision: u64,
    last: Option<Option<Vec<Speaker>>>,
}

impl Told {
    /// What there is to tell of a revision of a document, which is then told. The snapshot may be an older one, if the
    /// analysis of this revision panicked: then there is nothing.
    pub(crate) fn news(
        &mut self,
        uri: &Uri,
        revision: u64,
        snapshot: Option<&Snapshot>,
        agreed: Agreed,
    ) -> Option<SpeakersParams> {
        if revision <= self.revision || snapshot.is_some_and(|snapshot| snapshot.text.revision != revision) {
            return None;
        }
        self.revision = revision;
        let speakers = snapshot.map(|snapshot| speakers(snapshot, agreed));
        if self.last.as_ref() == Some(&speakers) {
            return None;
        }
        self.last = Some(speakers.clone());
        let version = snapshot.map(|snapshot| snapshot.text.version);
        Some(SpeakersParams { uri: uri.clone(), version, speakers })
    }
}

fn speakers(snapshot: &Snapshot, agreed: Agreed) -> Vec<Speaker> {
    let places = Places::many(snapshot, agreed.encoding);
    let quotation =
        |Spoken { words, shown_by, span }| Quotation { words, shown_by, range: places.range(span) };
    let speaker = |Speaks { kind, name, role, quotations }| Speaker {
        kind: kind.word().to_owned(),
        name,
        role,
        quotations: quotations.into_iter().map(quotation).collect(),
    };
    features::speakers(&snapshot.analysis).into_iter().map(speaker).collect()
}

/// The pause that has to pass before there is telling.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pause {
    /// When something was first left to tell, and when the last text came.
    begun: Option<(Instant, Instant)>,
}

impl Pause {
    /// There is a new text to tell of.
    pub(crate) fn begin(&mut self, now: Instant) {
        self.begun = Some((self.begun.map_or(now, |(first, _)| first), now));
    }

    /// When it will be over, if it has begun.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.begun.map(|(first, last)| (last + CALM).min(first + SELDOMEST))
    }

    /// It is over.
    pub(crate) fn end(&mut self) {
        self.begun = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_types_on_is_told_all_the_same() {
        let begin = Instant::now();
        let mut pause = Pause::default();
        assert_eq!(pause.due(), None);
        pause.begin(begin);
        assert_eq!(pause.due(), Some(begin + CALM));
        for ms in (100..900).step_by(100) {
            let now = begin + Duration::from_millis(ms);
            pause.begin(now);
            assert_eq!(pause.due(), Some(now + CALM));
        }
        let late = begin + Duration::from_millis(950);
        pause.begin(late);
        assert_eq!(pause.due(), Some(begin + SELDOMEST));
        pause.end();
        assert_eq!(pause.due(), None);
    }
}
