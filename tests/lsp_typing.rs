//! Somebody writes an article from an empty file, key by key: no error is shown that is only there because the
//! sentence is not finished.

mod support;

use onrecord::text::position::Encoding;
use serde_json::{Value, json};
use support::capabilities;
use support::model::Model;
use support::writer::{BACKSPACE, URI, Writer, alarms, flashes};

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

/// Types the article, and saves behind each sentence; how often something flashed.
fn session(pulls: bool) -> usize {
    let mut writer = Writer::new(pulls);
    let mut flashed = 0;
    for sentence in SENTENCES {
        let before = alarms(&writer.shown);
        let mut states = vec![];
        for key in sentence.chars() {
            writer.press(key);
            states.push(alarms(&writer.shown));
        }
        writer.save();
        states.push(alarms(&writer.shown));
        let here = flashes(&before, &states);
        if here > 0 {
            eprintln!("{here} in {sentence:?}: {states:?}");
        }
        flashed += here;
    }
    let finished: String = SENTENCES.concat().replace("eers\u{8}\u{8}\u{8}", "e");
    assert_eq!(writer.model.text, finished);
    assert_eq!(writer.client.text(URI), Some(finished));
    let found = alarms(&writer.shown);
    let expected = [("name-variant", 1), ("unattributed-quote", 1)];
    assert_eq!(found, expected.map(|(code, n)| (code.to_owned(), n)).into());
    writer.client.leave();
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
fn whoever_thinks_in_the_middle_of_a_sentence_is_left_alone() {
    for pulls in [false, true] {
        for written in ["Rain fell. “It fell", "Rain fell. “It fell on us. ", "Rain fell. \""] {
            let mut writer = Writer::new(pulls);
            written.chars().for_each(|key| writer.press(key));
            std::thread::sleep(std::time::Duration::from_millis(2_100));
            if pulls {
                writer.look();
            }
            assert_eq!(writer.shown, json!([]), "{written}");
            writer.save();
            assert_eq!(alarms(&writer.shown).get("unbalanced-quote"), Some(&1), "saved: {}", writer.shown);
            writer.client.leave();
        }
    }
}

#[test]
fn a_pause_in_what_was_finished_shows_what_is_wrong() {
    for pulls in [false, true] {
        let mut writer = Writer::new(pulls);
        writer.replace("Rain fell on the bridge.\n\nThe quay was shut.");
        let place = json!({ "line": 0, "character": 10 });
        writer.edit(&json!([{ "range": { "start": place, "end": place }, "newText": "“" }]));
        assert_eq!(writer.shown, json!([]));
        std::thread::sleep(std::time::Duration::from_millis(400));
        writer.look();
        assert_eq!(alarms(&writer.shown).get("unbalanced-quote"), Some(&1), "{}", writer.shown);
        writer.client.leave();
    }
}

#[test]
fn an_editor_that_asks_after_the_last_key_is_told_when_to_ask_again() {
    let mut all = capabilities();
    all["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
    all["workspace"] = json!({ "diagnostics": { "refreshSupport": true } });
    let mut writer = Writer::with(all);
    writer.replace("Rain fell on the bridge.\n\nThe quay was shut.");
    // Three keys make typing certain: the pause is then two seconds long, and the editor asks well before it is over.
    for (column, key) in [(10, "“"), (11, "I"), (12, "t")] {
        let place = json!({ "line": 0, "character": column });
        writer.version += 1;
        let change = json!([{ "range": { "start": place, "end": place }, "text": key }]);
        writer.client.change(URI, writer.version, change);
    }
    // The analysis is done by then, and nothing was held back yet, because nobody had asked.
    writer.client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    std::thread::sleep(std::time::Duration::from_millis(50));
    writer.look();
    assert_eq!(writer.shown, json!([]));
    let asked = writer.client.called("workspace/diagnostic/refresh");
    writer.client.respond(&asked, Value::Null);
    writer.look();
    assert_eq!(alarms(&writer.shown).get("unbalanced-quote"), Some(&1), "{}", writer.shown);
    writer.client.leave();
}

#[test]
fn what_is_mended_goes_at_once_and_what_was_wrong_stays() {
    let mut writer = Writer::new(false);
    let text = "Rain fell. “It fell.\n\nThe quay was shut. “Nobody told us anything at all.”\n\n";
    writer.client.change(URI, 1, json!([{ "text": text }]));
    (writer.version, writer.model.text) = (1, text.to_owned());
    writer.look();
    assert_eq!(alarms(&writer.shown).len(), 2, "a whole text is not typed: {}", writer.shown);
    writer.press('A');
    assert_eq!(alarms(&writer.shown).len(), 2, "{}", writer.shown);
    let place = json!({ "line": 0, "character": 20 });
    writer.client.change(URI, 3, json!([{ "range": { "start": place, "end": place }, "text": "”" }]));
    writer.version = 3;
    writer.look();
    let codes: Vec<_> = alarms(&writer.shown).into_keys().collect();
    assert!(!codes.contains(&"unbalanced-quote".to_owned()), "{codes:?}");
    writer.client.leave();
}

#[test]
fn an_unchanged_report_is_named() {
    let mut writer = Writer::new(true);
    let text = "The quay was shut. “Nobody told us anything at all.”";
    writer.client.change(URI, 1, json!([{ "text": text }]));
    let mut pull = |previous: Value| {
        let params = json!({ "textDocument": { "uri": URI }, "previousResultId": previous });
        writer.client.request("textDocument/diagnostic", params)
    };
    let first = pull(Value::Null);
    assert_eq!((&first["kind"], first["items"].as_array().unwrap().len()), (&json!("full"), 1));
    assert!(first["items"][0]["codeDescription"]["href"].is_string(), "{first}");
    assert_eq!(
        pull(first["resultId"].clone()),
        json!({ "kind": "unchanged", "resultId": first["resultId"] })
    );
    assert_eq!(pull(json!("of another day"))["kind"], "full");
    writer.client.change(URI, 2, json!([{ "text": "Rain fell." }]));
    let params = json!({ "textDocument": { "uri": URI }, "previousResultId": first["resultId"] });
    assert_eq!(writer.client.request("textDocument/diagnostic", params)["items"], json!([]));
    writer.client.leave();
}
