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
