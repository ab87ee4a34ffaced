//! Somebody writes an article from an empty file, key by key: no error is shown that is only there because the
//! sentence is not finished.

mod support;

use onrecord::text::position::Encoding;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::model::Model;
use support::{Client, capabilities};

const URI: &str = "file:///desk/bridge.article";

/// A key that removes the character before the cursor.
const BACKSPACE: char = '\u{8}';

/// What is typed, a finished sentence an entry.
const SENTENCES: &[&str] = &[
    "date: 2024-03-04\n\n",
    "Deputy Mayor Ana Ruiz opened the new bridge in Brookford on Friday and said that it would not be the last.\n\n",
    "“It took eleven yeers\u{8}\u{8}\u{8}ars, and we would do it again,” the deputy mayor said.",
    " “Nobody believed us.”\n\n",
    "The engineer Bo Ek, who built it, was less cheerful: “The rail is too thin.”",
    " Asked whether it would hold, he said: “For now.”\n\n",
    "“When we began,” Ek went on, “there was only a ferry.",
    " It sank.\n\n“Nobody asked us to come back, but we did,” he said.\n\n",
    "A council official called the toll \"unfair\" and said, \"It will be gone by May.\"\n\n",
    "“Why so soon?” asked Ana Ruis, who had not heard of it.\n\n",
    "“We will see,”{speaker=\"Bo Ek\"} came the answer from the [engineer]{person=\"Bo Ek\"}.\n\n",
    "The square was empty by noon.",
    " “We were never told.”\n\n",
    "Nobody stayed to watch the lamps.",
];

/// How many errors and warnings there are, by rule.
type Alarms = BTreeMap<String, usize>;

/// Errors and warnings, by rule.
fn alarms(diagnostics: &Value) -> Alarms {
    let mut alarms = Alarms::new();
    for diagnostic in diagnostics.as_array().unwrap() {
        if diagnostic["severity"].as_i64().unwrap() <= 2 {
            *alarms.entry(diagnostic["code"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    alarms
}

/// How often more is alarming than before and behind a sentence. `states` are those after each key; each rise counts.
fn flashes(before: &Alarms, states: &[Alarms]) -> usize {
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

/// An editor in which somebody types.
struct Desk {
    client: Client,
    model: Model,
    version: i64,
    /// What the editor shows.
    shown: Value,
    pulls: bool,
}

impl Desk {
    fn new(pulls: bool) -> Desk {
        let mut all = capabilities();
        if pulls {
            all["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
        }
        let mut client = Client::in_process();
        let server = client.initialize(all);
        assert_eq!(server["capabilities"].get("diagnosticProvider").is_some(), pulls);
        client.open(URI, 0, "");
        let mut desk =
            Desk { client, model: Model::new("", Encoding::Utf16), version: 0, shown: json!([]), pulls };
        desk.look();
        desk
    }

    /// Presses a key at the end of the text, and looks at what is shown then.
    fn press(&mut self, key: char) {
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

    fn look(&mut self) {
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
    fn save(&mut self) {
        self.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
        let all = self.model.diagnostics(URI);
        if self.shown != all {
            self.look();
        }
        assert_eq!(self.shown, all, "of\n{}", self.model.text);
    }
}

/// Types the article, and saves behind each sentence; how often something flashed.
fn session(pulls: bool) -> usize {
    let mut desk = Desk::new(pulls);
    let mut flashed = 0;
    for sentence in SENTENCES {
        let before = alarms(&desk.shown);
        let mut states = vec![];
        for key in sentence.chars() {
            desk.press(key);
            states.push(alarms(&desk.shown));
        }
        desk.save();
        states.push(alarms(&desk.shown));
        let here = flashes(&before, &states);
        if here > 0 {
            eprintln!("{here} in {sentence:?}: {states:?}");
        }
        flashed += here;
    }
    let finished: String = SENTENCES.concat().replace("eers\u{8}\u{8}\u{8}", "e");
    assert_eq!(desk.model.text, finished);
    assert_eq!(desk.client.text(URI), Some(finished));
    let found = alarms(&desk.shown);
    let expected = [("name-variant", 1), ("unattributed-quote", 1)];
    assert_eq!(found, expected.map(|(code, n)| (code.to_owned(), n)).into());
    desk.client.leave();
    flashed
}

/// The same if everything were shown at each key.
fn without_calm() -> usize {
    let mut model = Model::new("", Encoding::Utf16);
    let mut flashed = 0;
    for sentence in SENTENCES {
        let before = alarms(&model.diagnostics(URI));
        let mut states = vec![];
        for key in sentence.chars() {
            match key {
                BACKSPACE => drop(model.text.pop()),
                key => model.text.push(key),
            }
            states.push(alarms(&model.diagnostics(URI)));
        }
        flashed += flashes(&before, &states);
    }
    flashed
}

#[test]
fn no_error_flashes_while_one_types() {
    let (published, pulled, all) = (session(false), session(true), without_calm());
    eprintln!(
        "errors and warnings that flashed: {published} published, {pulled} pulled, {all} without holding back"
    );
    assert!(published <= 2 && pulled <= 2, "{published} published, {pulled} pulled");
    assert!(all > 10, "the session has nothing to hold back: {all}");
}

#[test]
fn a_pause_shows_what_is_wrong() {
    for pulls in [false, true] {
        let mut desk = Desk::new(pulls);
        for key in "Rain fell. “It fell".chars() {
            desk.press(key);
        }
        assert_eq!(desk.shown, json!([]));
        std::thread::sleep(std::time::Duration::from_millis(2_100));
        desk.look();
        assert_eq!(alarms(&desk.shown).get("unbalanced-quote"), Some(&1), "{}", desk.shown);
        desk.client.leave();
    }
}

#[test]
fn what_is_mended_goes_at_once_and_what_was_wrong_stays() {
    let mut desk = Desk::new(false);
    let text = "Rain fell. “It fell.\n\nThe quay was shut. “Nobody told us anything at all.”\n\n";
    desk.client.change(URI, 1, json!([{ "text": text }]));
    (desk.version, desk.model.text) = (1, text.to_owned());
    desk.look();
    assert_eq!(alarms(&desk.shown).len(), 2, "a whole text is not typed: {}", desk.shown);
    desk.press('A');
    assert_eq!(alarms(&desk.shown).len(), 2, "{}", desk.shown);
    let place = json!({ "line": 0, "character": 20 });
    desk.client.change(URI, 3, json!([{ "range": { "start": place, "end": place }, "text": "”" }]));
    desk.version = 3;
    desk.look();
    let codes: Vec<_> = alarms(&desk.shown).into_keys().collect();
    assert!(!codes.contains(&"unbalanced-quote".to_owned()), "{codes:?}");
    desk.client.leave();
}

#[test]
fn an_unchanged_report_is_named() {
    let mut desk = Desk::new(true);
    let text = "The quay was shut. “Nobody told us anything at all.”";
    desk.client.change(URI, 1, json!([{ "text": text }]));
    let mut pull = |previous: Value| {
        let params = json!({ "textDocument": { "uri": URI }, "previousResultId": previous });
        desk.client.request("textDocument/diagnostic", params)
    };
    let first = pull(Value::Null);
    assert_eq!((&first["kind"], first["items"].as_array().unwrap().len()), (&json!("full"), 1));
    assert!(first["items"][0]["codeDescription"]["href"].is_string(), "{first}");
    assert_eq!(
        pull(first["resultId"].clone()),
        json!({ "kind": "unchanged", "resultId": first["resultId"] })
    );
    assert_eq!(pull(json!("of another day"))["kind"], "full");
    desk.client.change(URI, 2, json!([{ "text": "Rain fell." }]));
    let params = json!({ "textDocument": { "uri": URI }, "previousResultId": first["resultId"] });
    assert_eq!(desk.client.request("textDocument/diagnostic", params)["items"], json!([]));
    desk.client.leave();
}
