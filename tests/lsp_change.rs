//! Changes that the server makes, over the wire.

mod common;
#[path = "support/places.rs"]
mod places;
mod support;

use common::Desk;
use places::{at, client, leave, uri, words};
use serde_json::{Value, json};

const ARTICLE: &str = "Ana Ruiz met Bo Ek on Monday.\n\n\
    “It took eleven years,” Ruiz said. “Nobody helped.”\n\n\
    “I asked Ruiz,” Ek said. Then he left.\n";

/// The workspace of an editor that can show edits before they are made.
fn previews() -> Value {
    json!({ "workspaceEdit": { "documentChanges": true, "changeAnnotationSupport": {} } })
}

fn rename(uri: &str, words: &str, new: &str) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": at(ARTICLE, words), "newName": new })
}

/// The text with edits made, and `(?)` behind those that somebody has to confirm.
fn edited(text: &str, edits: &Value, annotations: &Value) -> String {
    let mut edits: Vec<&Value> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| {
        let start = &edit["range"]["start"];
        std::cmp::Reverse((start["line"].as_u64(), start["character"].as_u64()))
    });
    let mut text = text.to_owned();
    for edit in edits {
        let range = places::bytes(&text, &edit["range"]);
        let asks = edit
            .get("annotationId")
            .is_some_and(|id| annotations[id.as_str().unwrap()]["needsConfirmation"] == true);
        let new = edit["newText"].as_str().unwrap();
        text.replace_range(range, &format!("{new}{}", if asks { "(?)" } else { "" }));
    }
    text
}

#[test]
fn a_person_is_renamed_everywhere_and_inside_quotations_on_demand() {
    let desk = Desk::new();
    let mut client = client(&desk, json!({ "rename": { "prepareSupport": true } }), previews());
    let uri = uri(&desk, "a.article");
    client.open(&uri, 7, ARTICLE);
    let place = json!({ "textDocument": { "uri": uri }, "position": at(ARTICLE, "Ruiz said") });
    let prepared = client.request("textDocument/prepareRename", place);
    assert_eq!(words(ARTICLE, &prepared["range"]), "Ruiz");
    assert_eq!(prepared["placeholder"], "Ruiz");
    let edit = client.request("textDocument/rename", rename(&uri, "Ruiz said", "Ruiz-Lopez"));
    let changes = &edit["documentChanges"];
    assert_eq!(changes.as_array().unwrap().len(), 1);
    assert_eq!(changes[0]["textDocument"], json!({ "uri": uri, "version": 7 }));
    insta::assert_snapshot!(edited(ARTICLE, &changes[0]["edits"], &edit["changeAnnotations"]), @r"
    Ana Ruiz-Lopez met Bo Ek on Monday.

    “It took eleven years,” Ruiz-Lopez said. “Nobody helped.”

    “I asked Ruiz-Lopez(?),” Ek said. Then he left.
    ");
    leave(client);
}

#[test]
fn a_client_of_few_capabilities_gets_plain_edits() {
    let desk = Desk::new();
    desk.file("people.yaml", "- Ana Ruiz\n");
    let mut client = client(&desk, json!({}), json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    let edit = client.request("textDocument/rename", rename(&uri, "Ana", "Eva Ruiz"));
    assert_eq!(edit.get("documentChanges"), None);
    let changes = edit["changes"].as_object().unwrap();
    assert_eq!(changes.keys().collect::<Vec<_>>(), [&uri], "the list counts for others: nobody was asked");
    let text = edited(ARTICLE, &changes[&uri], &Value::Null);
    assert!(text.starts_with("Eva Ruiz met") && text.contains("Ruiz said"), "{text}");
    leave(client);
}

#[test]
fn the_newsrooms_list_is_changed_if_the_user_says_so() {
    let desk = Desk::new();
    let list = "- name: Ana Ruiz\n  title: deputy mayor\n";
    desk.file("people.yaml", list);
    let mut client = client(&desk, json!({}), previews());
    let article = uri(&desk, "a.article");
    client.open(&article, 1, ARTICLE);
    let edit = client.request("textDocument/rename", rename(&article, "Ruiz said", "Ruiz-Lopez"));
    let lists = &edit["documentChanges"][1];
    assert_eq!(lists["textDocument"], json!({ "uri": uri(&desk, "people.yaml"), "version": null }));
    let text = edited(list, &lists["edits"], &edit["changeAnnotations"]);
    assert_eq!(text, "- name: Ana Ruiz-Lopez(?)\n  title: deputy mayor\n");
    leave(client);
}

#[test]
fn what_cannot_be_renamed_says_why() {
    let desk = Desk::new();
    let mut client = client(&desk, json!({}), previews());
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    let mut refused = |method: &str, words: &str| {
        let id = client.send(method, rename(&uri, words, "Bo Ek"));
        let answer = client.answer(id);
        assert_eq!(answer["error"]["code"], -32803, "{answer}");
        answer["error"]["message"].as_str().unwrap().to_owned()
    };
    let taken = refused("textDocument/rename", "Ruiz said");
    assert_eq!(
        taken,
        "Bo Ek is somebody else in this article already (line 1); two people would become one."
    );
    let pronoun = refused("textDocument/prepareRename", "he left");
    assert_eq!(pronoun, "“he” stands for Bo Ek; to rename, put the cursor on a name.");
    let prose = refused("textDocument/rename", "eleven");
    assert_eq!(prose, "There is no name here; put the cursor on the name of a person.");
    let place = json!({ "textDocument": { "uri": uri }, "position": at(ARTICLE, "eleven") });
    assert_eq!(client.request("textDocument/prepareRename", place), Value::Null);
    leave(client);
}

#[test]
fn a_rename_is_of_the_text_that_the_user_has_seen() {
    let desk = Desk::new();
    let mut client = client(&desk, json!({}), previews());
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    // However far the server is: an edit before the request counts, and one behind it makes it void or comes too late.
    client.change(&uri, 2, json!([{ "text": ARTICLE }]));
    let id = client.send("textDocument/rename", rename(&uri, "Ruiz said", "Diaz"));
    client.change(&uri, 3, json!([{ "text": "Nothing.\n" }]));
    let answer = client.answer(id);
    let version = &answer["result"]["documentChanges"][0]["textDocument"]["version"];
    assert!(*version == 2 || answer["error"]["code"] == -32801, "{answer}");
    leave(client);
}
