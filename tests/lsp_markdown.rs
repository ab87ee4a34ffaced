//! Markdown over the wire, where the house has it turned on.

mod common;
#[path = "support/places.rs"]
mod places;
mod support;

use common::Desk;
use places::{at, client, leave, uri, words};
use serde_json::{Value, json};
use support::Client;

const PAGE: &str = "# The *bridge*

Ana Ruiz, the deputy mayor, came. *“It took eleven years,”* the [deputy mayor](https://a.example/b) said.

```python
print(\"“Nobody says this,” he said.\")
```

- The quay was **empty**. “We were *never* told anything at all.”
- See `“code”` and <https://a.example/“c”>.
";

/// Opens a page as an editor does that takes it for a language.
fn open(client: &mut Client, uri: &str, language: &str, text: &str) {
    let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
}

/// The rules that flag something, each with its words in the file.
fn flagged(text: &str, diagnostics: &Value) -> Vec<String> {
    let flag = |d: &Value| format!("{} {}", d["code"].as_str().unwrap(), words(text, &d["range"]));
    diagnostics.as_array().unwrap().iter().map(flag).collect()
}

const NEVER: &str = "unattributed-quote “We were *never* told anything at all.”";

#[test]
fn prose_is_read_and_code_is_not() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "include = [\"*.article\", \"*.md\"]\n");
    let mut client = client(&desk, json!({}), json!({}));
    let page = uri(&desk, "page.md");
    open(&mut client, &page, "markdown", PAGE);
    assert_eq!(flagged(PAGE, &client.diagnostics(&page, 1)), [NEVER]);

    let document = json!({ "uri": page });
    let place = json!({ "textDocument": document, "position": at(PAGE, "It took") });
    let hover = client.request("textDocument/hover", place);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Ana Ruiz"), "{hover}");
    assert_eq!(words(PAGE, &hover["range"]), "“It took eleven years,”");
    let code = json!({ "textDocument": document, "position": at(PAGE, "Nobody says") });
    assert_eq!(client.request("textDocument/hover", code), Value::Null);

    let folds = client.request("textDocument/foldingRange", json!({ "textDocument": document }));
    assert!(folds.as_array().unwrap().iter().any(|fold| fold["startLine"] == 0), "a section: {folds}");
    leave(client);
}

#[test]
fn an_edit_is_an_edit_of_the_page() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "language_ids = [\"article\", \"markdown\"]\n");
    let mut client = client(&desk, json!({}), json!({ "workspaceEdit": { "documentChanges": true } }));
    let page = uri(&desk, "page.md");
    open(&mut client, &page, "markdown", PAGE);
    client.diagnostics(&page, 1);

    let params = json!({ "textDocument": { "uri": page }, "position": at(PAGE, "Ruiz"), "newName": "Diaz" });
    let renamed = client.request("textDocument/rename", params);
    let edits = renamed["documentChanges"][0]["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 1, "the address of the link stays: {renamed}");
    assert_eq!(words(PAGE, &edits[0]["range"]), "Ana Ruiz");

    // A mark of emphasis is typed, and a fence is opened above everything.
    let place = at(PAGE, "The quay");
    client.change(&page, 2, json!([{ "range": { "start": place, "end": place }, "text": "*So*: " }]));
    let text = PAGE.replace("The quay", "*So*: The quay");
    assert_eq!(flagged(&text, &client.diagnostics(&page, 2)), [NEVER]);
    let top = json!({ "line": 0, "character": 0 });
    client.change(&page, 3, json!([{ "range": { "start": top, "end": top }, "text": "~~~\n" }]));
    assert_eq!(client.diagnostics(&page, 3), json!([]), "all of it is code");
    leave(client);
}

#[test]
fn a_page_that_is_called_an_article_is_one() {
    let desk = Desk::new();
    let mut client = client(&desk, json!({}), json!({}));
    let page = uri(&desk, "page.md");
    let text = "Rain.\n\n    “Nobody told us anything at all.”\n";
    open(&mut client, &page, "article", text);
    assert_eq!(flagged(text, &client.diagnostics(&page, 1)).len(), 1, "a blank before it is no code");
    leave(client);
}

const EMPHATIC: &str = "# The *bridge*

Ana Ruiz, the **deputy mayor**, met [Margaret **Lindqvist**](https://a.example/b) on **Monday**. “It took *eleven* years,” the **deputy mayor** said.

Margaret **Lindqivst** left. “We *never* knew that it would take so long,” a **senior** official said. “We *never* knew that
it would take so long,” said the **old** engineer. “That was *never* on paper, not in all those years.”

## What *else*

> It was **never** shut.
>
> — *Margaret* Lindqvist
";

/// All strings of an answer but those that an edit writes, and addresses.
fn told(answer: &Value) -> Vec<String> {
    match answer {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(told).collect(),
        Value::Object(fields) => {
            let silent = [
                "edit",
                "newText",
                "textEdit",
                "textEdits",
                "uri",
                "target",
                "data",
                "codeDescription",
                "tooltip",
            ];
            fields
                .iter()
                .filter(|(key, _)| !silent.contains(&key.as_str()))
                .flat_map(|(_, v)| told(v))
                .collect()
        }
        _ => vec![],
    }
}

#[test]
fn people_are_shown_words_without_their_markup() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "include = [\"*.md\"]\n");
    let mut client = client(
        &desk,
        json!({ "hover": { "contentFormat": ["plaintext"] }, "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } }),
        json!({}),
    );
    let page = uri(&desk, "page.md");
    open(&mut client, &page, "markdown", EMPHATIC);
    let document = json!({ "uri": page });
    let found = client.diagnostics(&page, 1);
    let codes: Vec<&str> =
        found.as_array().unwrap().iter().filter_map(|found| found["code"].as_str()).collect();
    for code in ["anonymous-source", "name-variant", "relative-date", "repeated-quote", "unattributed-quote"]
    {
        assert!(codes.contains(&code), "{code} is not among {codes:?}");
    }
    let whole = json!({ "start": at(EMPHATIC, "# The"), "end": at(EMPHATIC, "— *Marg") });
    let mut shown = vec![("diagnostics", told(&found))];
    for (method, more) in [
        ("textDocument/documentSymbol", json!({})),
        ("textDocument/foldingRange", json!({})),
        ("textDocument/codeLens", json!({})),
        ("textDocument/inlayHint", json!({ "range": whole })),
        ("textDocument/codeAction", json!({ "range": whole, "context": { "diagnostics": found } })),
    ] {
        let mut params = more;
        params["textDocument"] = document.clone();
        shown.push((method, told(&client.request(method, params))));
    }
    for place in [
        "deputy mayor**, met",
        "*deputy mayor** said",
        "eleven",
        "Lindqivst",
        "Monday",
        "old** eng",
        "paper",
        "shut",
    ] {
        let place = json!({ "textDocument": document, "position": at(EMPHATIC, place) });
        shown.push(("textDocument/hover", told(&client.request("textDocument/hover", place.clone()))));
        shown.push((
            "prepareCallHierarchy",
            told(&client.request("textDocument/prepareCallHierarchy", place.clone())),
        ));
        // A refusal is told to people, too.
        let renaming = client.send("textDocument/prepareRename", place);
        shown.push(("prepareRename", told(&client.answer(renaming))));
    }
    shown.push(("workspace/symbol", told(&client.request("workspace/symbol", json!({ "query": "never" })))));
    for (command, arguments) in
        [("onrecord.export", json!([page, "csv"])), ("onrecord.export", json!([page, "text"]))]
    {
        let params = json!({ "command": command, "arguments": arguments });
        shown.push((command, told(&client.request("workspace/executeCommand", params))));
    }
    for (what, words) in shown {
        for words in words {
            assert!(!words.contains(['*', ']']) || words.contains("{person"), "{what}: {words}");
        }
    }
    let outline = client.request("textDocument/documentSymbol", json!({ "textDocument": document }));
    assert!(told(&outline).contains(&"the deputy mayor".to_owned()), "{outline}");
    let report = client
        .request("workspace/executeCommand", json!({ "command": "onrecord.report", "arguments": [page] }));
    let report = report.as_str().unwrap();
    assert!(report.contains("the deputy mayor") && !report.contains("**"), "{report}");
    leave(client);
}
