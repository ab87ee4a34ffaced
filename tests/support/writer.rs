//! Somebody who writes an article key by key, and sees what an editor would show.

use super::model::Model;
use super::{Client, capabilities};
use onrecord::text::position::Encoding;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const URI: &str = "file:///desk/bridge.article";

/// A key that removes the character before the cursor.
pub(crate) const BACKSPACE: char = '\u{8}';

/// How many errors and warnings there are, by rule.
pub(crate) type Alarms = BTreeMap<String, usize>;

/// Errors and warnings, by rule.
pub(crate) fn alarms(diagnostics: &Value) -> Alarms {
    let mut alarms = Alarms::new();
    for diagnostic in diagnostics.as_array().unwrap() {
        if diagnostic["severity"].as_i64().unwrap() <= 2 {
            *alarms.entry(diagnostic["code"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    alarms
}

/// How often more is alarming than before and behind a sentence. `states` are those after each key; each rise counts.
pub(crate) fn flashes(before: &Alarms, states: &[Alarms]) -> usize {
    let codes: BTreeSet<&String> = states.iter().flat_map(BTreeMap::keys).collect();
    let mut flashes = 0;
    for code in codes {
        let count = |state: &Alarms| state.get(code).copied().unwrap_or(0);
        let calm = count(before).max(states.last().map_or(0, count));
        let mut shown = 0;
        for state in states {
            let now = count(state).saturating_sub(calm);
            flashes += now.saturating_sub(shown);
            shown = now;
        }
    }
    flashes
}

/// Somebody who types at the end of a document.
pub(crate) struct Writer {
    pub(crate) client: Client,
    pub(crate) model: Model,
    pub(crate) version: i64,
    /// What the editor shows.
    pub(crate) shown: Value,
    pulls: bool,
}

impl Writer {
    /// One who has an empty file open, in an editor that asks for diagnostics or has them sent.
    pub(crate) fn new(pulls: bool) -> Writer {
        let mut all = capabilities();
        if pulls {
            all["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
        }
        Writer::with(all)
    }

    /// The same in an editor that can do these things.
    pub(crate) fn with(capabilities: Value) -> Writer {
        let pulls = capabilities["textDocument"].get("diagnostic").is_some();
        let mut client = Client::in_process();
        let server = client.initialize(capabilities);
        assert_eq!(server["capabilities"].get("diagnosticProvider").is_some(), pulls);
        client.open(URI, 0, "");
        let mut writer =
            Writer { client, model: Model::new("", Encoding::Utf16), version: 0, shown: json!([]), pulls };
        writer.look();
        writer
    }

    /// Presses a key at the end of the text, and looks at what is shown then.
    pub(crate) fn press(&mut self, key: char) {
        let end = self.model.position(self.model.text.len());
        let (start, inserted) = match key {
            BACKSPACE => {
                self.model.text.pop();
                (self.model.position(self.model.text.len()), String::new())
            }
            key => {
                self.model.text.push(key);
                (end.clone(), key.to_string())
            }
        };
        self.version += 1;
        let change = json!([{ "range": { "start": start, "end": end }, "text": inserted }]);
        self.client.change(URI, self.version, change);
        self.look();
    }

    /// Makes edits of the protocol, as an editor makes those that somebody has chosen, and looks at what is shown then.
    pub(crate) fn edit(&mut self, edits: &Value) {
        let place = |edit: &Value| {
            let start = &edit["range"]["start"];
            std::cmp::Reverse((start["line"].as_u64(), start["character"].as_u64()))
        };
        let mut edits = edits.as_array().expect("edits").clone();
        edits.sort_by_key(place);
        let changes: Vec<Value> =
            edits.iter().map(|edit| json!({ "range": edit["range"], "text": edit["newText"] })).collect();
        changes.iter().for_each(|change| self.model.apply(change));
        self.version += 1;
        self.client.change(URI, self.version, json!(changes));
        self.look();
    }

    /// Puts another text in the place of all of it, as undoing does.
    pub(crate) fn replace(&mut self, text: &str) {
        self.version += 1;
        self.model.text = text.to_owned();
        self.client.change(URI, self.version, json!([{ "text": text }]));
        self.look();
    }

    /// Looks at what is shown.
    pub(crate) fn look(&mut self) {
        self.shown = if self.pulls {
            let params = json!({ "textDocument": { "uri": URI } });
            let report = self.client.request("textDocument/diagnostic", params);
            assert_eq!(report["kind"], "full");
            report["items"].clone()
        } else {
            self.client.diagnostics(URI, self.version)
        };
    }

    /// Saves, after which everything is shown that is wrong.
    pub(crate) fn save(&mut self) {
        self.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
        let all = self.model.diagnostics(URI);
        if self.shown != all {
            self.look();
        }
        assert_eq!(self.shown, all, "of\n{}", self.model.text);
    }
}
