//! A session from an empty file to a finished article, key by key: a completion is accepted, every kind of quick fix is
//! taken where it is called for, somebody is renamed, and that is undone. No error flashes on the way.

mod support;

use serde_json::{Value, json};
use support::capabilities;
use support::writer::{BACKSPACE, URI, Writer, alarms, flashes};

/// An editor that completes, mends and renames.
fn able() -> Value {
    let mut able = capabilities();
    able["textDocument"]["codeAction"] = json!({
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor", "source"] } },
        "isPreferredSupport": true,
        "dataSupport": true,
        "resolveSupport": { "properties": ["edit"] },
    });
    able["textDocument"]["completion"] = json!({ "completionItem": { "insertReplaceSupport": true } });
    able["textDocument"]["rename"] = json!({ "prepareSupport": true });
    able["workspace"] =
        json!({ "workspaceEdit": { "documentChanges": true, "changeAnnotationSupport": {} } });
    able
}

/// What somebody does in the session.
enum Step {
    /// Types a sentence to its end, and saves.
    Type(&'static str),
    /// Types, and accepts what is offered behind it with this label.
    Complete(&'static str, &'static str),
    /// Takes the quick fix with this title at the first place where these words stand; it is about this rule.
    Fix { rule: &'static str, at: &'static str, title: &'static str },
    /// Takes that one whose title begins so.
    FixBeginning { rule: &'static str, at: &'static str, title: &'static str },
}

use Step::{Complete, Fix, FixBeginning, Type};

/// The session. Slips of the pen stand in what is typed, and each is mended where its rule offers to.
const STEPS: &[Step] = &[
    Type("---\nauther: Ines Falk\n---\n\n"),
    Fix { rule: "malformed-header", at: "auther", title: "Write `author`" },
    Type("Harbour to get no second lock\n\n“It is a pity,” she said on the quay.\n\n"),
    Fix { rule: "unresolved-speaker", at: "she said", title: "Ignore unresolved-speaker in this paragraph" },
    Type(
        "Deputy Director Mara Quill of the port authority rejected a second lock on Friday, 5 March 2024.\n\n",
    ),
    Fix { rule: "weekday-mismatch", at: "Friday", title: "Change “Friday” to “Tuesday”" },
    Complete("“We cannot pay for it,” said ", "Quill"),
    Type(". “We neber\u{8}\u{8}\u{8}ver could.”\n\n"),
    Type("Mr Otto Brandt, the pilot, met Mr Ivo Stern, the harbour master, on the quay.\n\n"),
    Type("“The ferry is late,” he said.\n\n"),
    Fix { rule: "ambiguous-speaker", at: "late,” he said", title: "“he” is Ivo Stern" },
    Type("The quay was empty by noon. “We were never asked about any of it.”\n\n"),
    Fix { rule: "unattributed-quote", at: "“We were never", title: "Attribute to Ivo Stern" },
    Type("“The lock stays shut, Quill said on the quay.\n\n"),
    Fix {
        rule: "unbalanced-quote",
        at: "“The lock",
        title: "Close the quotation before “Quill said on the quay”",
    },
    Type("Otto Brant left before it was dark.\n\n"),
    Fix { rule: "name-variant", at: "Otto Brant left", title: "Write “Otto Brandt”" },
    Type("“It is wet,” Marian Quill said.\n\n"),
    FixBeginning { rule: "name-order", at: "Marian Quill", title: "Write “Mara Quill”" },
    Type("“It is late,” Haskell said.\n\n"),
    FixBeginning {
        rule: "speaker-not-introduced",
        at: "Haskell",
        title: "Add Haskell to the article’s people",
    },
    Type("\"It is dark,\" Stern said.\n\n"),
    Fix { rule: "mixed-quote-marks", at: "\"It", title: "Make all marks and apostrophes curly" },
    Type("“She told me “it is shut” and left,” Brandt said.\n\n"),
    FixBeginning { rule: "nested-quote-marks", at: "“it is shut”", title: "Use " },
    Type("“No.”{speeker=\"Mara Quill\"}\n\n"),
    Fix { rule: "malformed-annotation", at: "speeker", title: "Write `speaker`" },
    Type("“Never.”{speaker=\"Mara Quil\"}\n\n"),
    Fix { rule: "unknown-speaker", at: "Mara Quil\"", title: "Write “Mara Quill”" },
    Type("The rain had begun yesterday."),
    FixBeginning { rule: "relative-date", at: "yesterday", title: "Date the article: " },
];

const FINISHED: &str = "Harbour to get no second lock

{% ignore unresolved-speaker %}

“It is a pity,” she said on the quay.

Deputy Director Mara Quill of the port authority rejected a second lock on Tuesday, 5 March 2024.

“We cannot pay for it,” said Quill. “We never could.”

Mr Otto Brandt, the pilot, met Mr Ivo Stern, the harbour master, on the quay.

“The ferry is late,” [he]{person=\"Ivo Stern\"} said.

The quay was empty by noon. “We were never asked about any of it.”{speaker=\"Ivo Stern\"}

“The lock stays shut,” Quill said on the quay.

Otto Brandt left before it was dark.

“It is wet,” Mara Quill said.

“It is late,” Haskell said.

“It is dark,” Stern said.

“She told me ‘it is shut’ and left,” Brandt said.

“No.”{speaker=\"Mara Quill\"}

“Never.”{speaker=\"Mara Quill\"}

The rain had begun yesterday.";

/// Types, and counts what flashes from the first key until it is saved.
fn write(writer: &mut Writer, keys: &str) -> (usize, usize) {
    let before = alarms(&writer.shown);
    let mut states = vec![];
    for key in keys.chars() {
        writer.press(key);
        states.push(alarms(&writer.shown));
    }
    writer.save();
    states.push(alarms(&writer.shown));
    let flashed = flashes(&before, &states);
    if flashed > 0 {
        eprintln!("{flashed} in {keys:?}");
    }
    (states.len() - 1, flashed)
}

/// Accepts what is offered at the end of the text with this label.
fn complete(writer: &mut Writer, label: &str) {
    let position = writer.model.position(writer.model.text.len());
    let params =
        json!({ "textDocument": { "uri": URI }, "position": position, "context": { "triggerKind": 1 } });
    let list = writer.client.request("textDocument/completion", params);
    let items = list["items"].as_array().unwrap_or_else(|| panic!("nothing is offered: {list}"));
    let item = items.iter().find(|item| item["label"] == label);
    let item = item.unwrap_or_else(|| panic!("{label:?} is not among {items:#?}"));
    let edit = &item["textEdit"];
    writer.edit(&json!([{ "range": edit["insert"], "newText": edit["newText"] }]));
}

/// The range of words that stand in the text.
fn range(writer: &Writer, words: &str) -> Value {
    let at = writer.model.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the article"));
    json!({ "start": writer.model.position(at), "end": writer.model.position(at + words.len()) })
}

/// Takes a quick fix, after which its diagnostic is gone.
fn fix(writer: &mut Writer, rule: &str, at: &str, is_it: impl Fn(&str) -> bool) {
    let count = |writer: &Writer| {
        let shown = writer.shown.as_array().expect("diagnostics").iter();
        shown.filter(|diagnostic| diagnostic["code"] == rule).count()
    };
    let range = range(writer, at);
    let here = writer.shown.as_array().expect("diagnostics").iter();
    let here: Vec<&Value> = here
        .filter(|diagnostic| diagnostic["code"] == rule)
        .filter(|diagnostic| diagnostic["range"]["start"]["line"] == range["start"]["line"])
        .collect();
    assert_eq!(here.len(), 1, "{rule} at {at:?}: {:#}", writer.shown);
    let params = json!({
        "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": here, "only": ["quickfix"] },
    });
    let before = count(writer);
    let offered = writer.client.request("textDocument/codeAction", params);
    let offered = offered.as_array().expect("actions");
    let action = offered.iter().find(|action| action["title"].as_str().is_some_and(&is_it));
    let action = action.unwrap_or_else(|| panic!("{rule} at {at:?} offers {offered:#?}"));
    let action = writer.client.request("codeAction/resolve", action.clone());
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": writer.version }));
    writer.edit(&change["edits"]);
    writer.save();
    assert_eq!(count(writer), before - 1, "{rule} at {at:?} is mended in\n{}", writer.model.text);
}

#[test]
fn an_article_from_an_empty_file() {
    let mut writer = Writer::with(able());
    let (mut keys, mut flashed) = (0, 0);
    let mut typed = |writer: &mut Writer, words: &str| {
        let (pressed, here) = write(writer, words);
        keys += pressed;
        flashed += here;
    };
    for step in STEPS {
        match *step {
            Type(words) => typed(&mut writer, words),
            Complete(words, label) => {
                typed(&mut writer, words);
                complete(&mut writer, label);
            }
            Fix { rule, at, title } => fix(&mut writer, rule, at, |offered| offered == title),
            FixBeginning { rule, at, title } => {
                fix(&mut writer, rule, at, |offered| offered.starts_with(title));
            }
        }
    }
    eprintln!("errors and warnings that flashed: {flashed} at {keys} keys");
    assert!(flashed <= 2, "{flashed}");
    assert!(keys > 700 && STEPS.iter().any(|step| matches!(step, Type(words) if words.contains(BACKSPACE))));
    let (header, article) = writer.model.text.split_once("\n\n").expect("a header");
    // The day is the one on which the test runs.
    let (date, declared) = header.trim_start_matches("---\n").split_once('\n').expect("lines");
    assert!(date.starts_with("date: 2"), "{header}");
    assert_eq!(declared, "people:\n  - Haskell\nauthor: Ines Falk\n---");
    assert_eq!(article, FINISHED);
    let finished = writer.model.text.clone();
    assert_eq!(alarms(&writer.shown), [].into(), "nothing is left to mend: {:#}", writer.shown);

    let shown = writer.shown.clone();
    let place = range(&writer, "Quill of")["start"].clone();
    let params = json!({ "textDocument": { "uri": URI }, "position": place, "newName": "Mara Harte" });
    let renamed = writer.client.request("textDocument/rename", params);
    writer.edit(&renamed["documentChanges"][0]["edits"]);
    writer.save();
    assert_eq!(writer.model.text, finished.replace("Quill", "Harte"));
    assert_eq!(alarms(&writer.shown), [].into(), "{:#}", writer.shown);

    writer.replace(&finished);
    writer.save();
    assert_eq!(writer.shown, shown, "all is as it was");
    assert_eq!(writer.client.text(URI), Some(finished));
    writer.client.leave();
}
