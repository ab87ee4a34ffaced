//! Thousands of edits, with requests racing them: afterwards the server's text is the editor's, and what it
//! says of it is what a fresh server says that opens the final text.

mod support;

use onrecord::text::position::Encoding;
use serde_json::{Value, json};
use support::Client;
use support::model::{self, Dice, Model};

const URI: &str = "untitled:Untitled-1";

const ARTICLE: &str = "---\ndate: 2024-03-01\n---\n\n\
    Deputy Mayor Ana Ruiz opened the bridge on Friday.\n\n\
    “It took eleven years 🌉,” the deputy mayor said. “We would do it again.”\n\n\
    「橋」 – the word for bridge – was painted on it by Kenji Ōta, who said it was “a gift”.\r\n\r\n\
    “Cafe\u{301}s will follow,” he added.\r\rA senior official called the toll “unfair”.\n";

const BITS: &[&str] = &[
    "a",
    " ",
    ".",
    ",",
    "”",
    "“",
    "\"",
    "’",
    "‘",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "é",
    "e\u{301}",
    "中文",
    "😀",
    "👩‍👩‍👧",
    "said Ana Ruiz",
    "she said",
    "Ruiz ",
    "he said, “No.”",
    "{speaker=Ana Ruiz}",
    "{% ignore %}",
    "---\n",
    "date 2024-02-30\n",
    "# ",
    "> ",
    "on Thursday ",
    "\\",
    "",
];

/// A position, mostly of a character, sometimes nowhere.
fn place(dice: &mut Dice, model: &Model) -> (u64, u64) {
    let lines = model.lines();
    if dice.below(40) == 0 {
        let far = [0, 1, lines.len(), 5000, i32::MAX as usize, u32::MAX as usize];
        return (*dice.of(&far) as u64, *dice.of(&far) as u64);
    }
    let line = dice.below(lines.len());
    let (start, end) = lines[line];
    // Any unit, so the middle of a character too; or a little behind the end.
    let units = model.encoding.measure(&model.text[start..end]);
    (line as u64, dice.below(units + 2) as u64)
}

/// One edit as a client sends it, applied to the model.
fn edit(dice: &mut Dice, model: &mut Model) -> Value {
    if model.text.len() > 20_000 || dice.below(300) == 0 {
        let whole = json!({ "text": ARTICLE });
        model.apply(&whole);
        return whole;
    }
    let (line, character) = place(dice, model);
    let start = json!({ "line": line, "character": character });
    let end = match dice.below(10) {
        0..5 => start.clone(),
        5..9 => {
            json!({ "line": line, "character": (character + dice.below(30) as u64).min(u32::MAX.into()) })
        }
        _ => {
            // Anywhere, so sometimes before the start, but not so often that nothing is left.
            let (line, character) = place(dice, model);
            json!({ "line": line, "character": character })
        }
    };
    let text: String = (0..dice.below(3)).map(|_| *dice.of(BITS)).collect();
    let change = json!({ "range": { "start": start, "end": end }, "text": text });
    model.apply(&change);
    change
}

/// What a request that raced the edits must have been answered with.
enum Racing {
    /// The text as it was then, to the letter.
    Text(i64, String),
    /// Something, of that text or a newer one.
    Anything(i64),
}

fn race(client: &mut Client, dice: &mut Dice, model: &Model) -> Racing {
    let document = json!({ "uri": URI });
    let (line, character) = place(dice, model);
    let position = json!({ "line": line, "character": character });
    match dice.below(4) {
        0 => Racing::Text(client.send("onrecord/viewText", document), model.text.clone()),
        1 => {
            let params = json!({ "textDocument": document, "position": position });
            Racing::Anything(client.send("textDocument/hover", params))
        }
        2 => {
            Racing::Anything(client.send("textDocument/documentSymbol", json!({ "textDocument": document })))
        }
        _ => {
            let range = json!({ "start": { "line": 0, "character": 0 }, "end": position });
            let params = json!({ "textDocument": document, "range": range });
            Racing::Anything(client.send("textDocument/inlayHint", params))
        }
    }
}

/// Everything the server says of a document.
fn everything(client: &mut Client, model: &Model) -> (Value, Value) {
    let document = json!({ "uri": URI });
    let all = json!({ "start": model.position(0), "end": model.position(model.text.len()) });
    let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": document }));
    let hints = client.request("textDocument/inlayHint", json!({ "textDocument": document, "range": all }));
    (symbols, hints)
}

fn follows_every_edit(mut client: Client, encoding: Encoding, seed: u64, messages: i64) {
    let mut dice = Dice(seed);
    let mut model = Model::new(ARTICLE, encoding);
    let mut racing = vec![];
    client.open(URI, 0, ARTICLE);
    for version in 1..=messages {
        let edits = *dice.of(&[1, 1, 1, 2, 3]);
        let changes: Vec<Value> = (0..edits).map(|_| edit(&mut dice, &mut model)).collect();
        client.change(URI, version, changes.into());
        if dice.below(8) == 0 {
            racing.push(race(&mut client, &mut dice, &model));
        }
    }
    for request in racing {
        match request {
            Racing::Text(id, text) => assert_eq!(client.result(id), json!(text)),
            Racing::Anything(id) => drop(client.result(id)),
        }
    }
    assert_eq!(client.text(URI).as_deref(), Some(model.text.as_str()));

    let diagnostics = settled(&mut client, messages, &model);
    let (symbols, hints) = everything(&mut client, &model);
    client.leave();

    let mut fresh = Client::in_process().agreed(model::name(encoding));
    fresh.open(URI, messages, &model.text);
    assert_eq!(diagnostics, fresh.diagnostics(URI, messages), "of\n{}", model.text);
    let said = (symbols, hints);
    assert_eq!(said, everything(&mut fresh, &model), "of\n{}", model.text);
    fresh.leave();

    assert_eq!(diagnostics, model.diagnostics(URI), "of\n{}", model.text);
    assert_eq!(model::symbols(&said.0), model.symbols(), "of\n{}", model.text);
    assert_eq!(model::hints(&said.1), model.hints(), "of\n{}", model.text);
}

/// The diagnostics of a version with those that are held back while somebody seems to type.
fn settled(client: &mut Client, version: i64, model: &Model) -> Value {
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    let first = client.diagnostics(URI, version);
    if first == model.diagnostics(URI) { first } else { client.published(URI).1 }
}

#[test]
fn edits_in_utf_8() {
    for seed in 0..4 {
        let client = Client::in_process().agreed("utf-8");
        follows_every_edit(client, Encoding::Utf8, seed, 1000);
    }
}

#[test]
fn edits_in_utf_16() {
    for seed in 10..14 {
        let client = Client::in_process().agreed("utf-16");
        follows_every_edit(client, Encoding::Utf16, seed, 1000);
    }
}

#[test]
fn edits_in_utf_32() {
    for seed in 20..24 {
        let client = Client::in_process().agreed("utf-32");
        follows_every_edit(client, Encoding::Utf32, seed, 1000);
    }
}

#[test]
fn edits_to_the_program() {
    let client = Client::of_process().agreed("utf-16");
    follows_every_edit(client, Encoding::Utf16, 30, 3000);
}

#[test]
fn a_request_behind_an_edit_sees_it() {
    let mut client = Client::of_process().agreed("utf-16");
    let mut model = Model::new("", Encoding::Utf16);
    client.open(URI, 0, "");
    let last = ARTICLE.chars().count() as i64;
    for (version, c) in (1..).zip(ARTICLE.chars()) {
        let end = model.position(model.text.len());
        let change = json!({ "range": { "start": end, "end": end }, "text": c.to_string() });
        model.apply(&change);
        client.change(URI, version, json!([change]));
        let (symbols, hints) = everything(&mut client, &model);
        assert_eq!(model::symbols(&symbols), model.symbols());
        assert_eq!(model::hints(&hints), model.hints());
        let all = model.diagnostics(URI);
        let shown = if version == last {
            settled(&mut client, version, &model)
        } else {
            client.diagnostics(URI, version)
        };
        let shown = shown.as_array().unwrap();
        assert!(shown.iter().all(|one| all.as_array().unwrap().contains(one)), "{shown:?} of {all}");
        assert!(version != last || shown.len() == all.as_array().unwrap().len());
    }
    client.leave();
}

#[test]
fn ten_thousand_edits_in_flight_do_not_silence_it() {
    let mut client = Client::of_process().agreed("utf-16");
    client.open(URI, 0, ARTICLE);
    let start = json!({ "line": 0, "character": 0 });
    for version in 1..=10_000 {
        let change = json!({ "range": { "start": start, "end": start }, "text": "a" });
        client.change(URI, version, json!([change]));
    }
    let text = format!("{}{ARTICLE}", "a".repeat(10_000));
    let model = Model::new(&text, Encoding::Utf16);
    assert_eq!(model::symbols(&everything(&mut client, &model).0), model.symbols());
    assert_eq!(client.text(URI), Some(text));
    settled(&mut client, 10_000, &model);
    client.leave();
}
