//! Changes that the server makes, over the wire.

mod common;
#[path = "support/places.rs"]
mod places;
mod support;

use common::Desk;
use places::{at, client, leave, uri, words};
use serde_json::{Value, json};
use support::Client;

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

/// An editor that takes what there is of completions.
fn completes() -> Value {
    json!({ "completion": { "completionItem": {
        "snippetSupport": true, "insertReplaceSupport": true, "documentationFormat": ["markdown"],
        "resolveSupport": { "properties": ["documentation"] },
    } } })
}

/// Asks for what may be written at the end of a text.
fn complete(client: &mut Client, uri: &str, version: i64, text: &str) -> Value {
    client.change(uri, version, json!([{ "text": text }]));
    let line = text.matches('\n').count();
    let character = text.rsplit('\n').next().unwrap().encode_utf16().count();
    let position = json!({ "line": line, "character": character });
    let context = json!({ "triggerKind": 2, "triggerCharacter": " " });
    let params = json!({ "textDocument": { "uri": uri }, "position": position, "context": context });
    client.request("textDocument/completion", params)
}

fn labels(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn a_speaker_is_offered_where_one_is_called_for_and_described_on_demand() {
    let desk = Desk::new();
    desk.file("people.yaml", "- name: Cy Dole\n  title: clerk\n  note: Answers before noon.\n");
    let mut client = client(&desk, completes(), json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    let text = format!("{ARTICLE}\n“It will open,” said ");
    let list = complete(&mut client, &uri, 2, &text);
    assert_eq!(labels(&list), ["Ek", "Ruiz", "Bo Ek", "Ana Ruiz", "Cy Dole"]);
    assert_eq!(list["isIncomplete"], false);
    let items = &list["items"];
    assert_eq!((&items[1]["sortText"], &items[1]["filterText"]), (&json!("001"), &json!("Ruiz Ana Ruiz")));
    assert_eq!(items[1]["textEdit"]["newText"], "Ruiz");
    assert_eq!(words(&text, &items[1]["textEdit"]["insert"]), "");
    let dole = client.request("completionItem/resolve", items[4].clone());
    assert_eq!(dole["documentation"]["kind"], "markdown");
    assert_eq!(dole["documentation"]["value"], "**Cy Dole**, clerk  \nAnswers before noon.");
    let ruiz = client.request("completionItem/resolve", items[1].clone());
    assert!(ruiz["documentation"]["value"].as_str().unwrap().starts_with("**Ana Ruiz**"), "{ruiz}");
    // Accepting it gives the quotation its speaker.
    let text = text + "Ruiz.\n";
    client.change(&uri, 3, json!([{ "text": text }]));
    let place = json!({ "textDocument": { "uri": uri }, "position": at(&text, "It will") });
    let hover = client.request("textDocument/hover", place);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Ana Ruiz"), "{hover}");
    leave(client);
}

#[test]
fn annotations_come_as_snippets_where_these_are_understood() {
    let desk = Desk::new();
    for (capabilities, expected) in [(completes(), "speaker=\"${1}\""), (json!({}), "speaker=")] {
        let mut client = client(&desk, capabilities, json!({}));
        let uri = uri(&desk, "a.article");
        client.open(&uri, 1, ARTICLE);
        let list = complete(&mut client, &uri, 2, &format!("{ARTICLE}\n“It will open.”{{"));
        assert_eq!(list["items"][0]["textEdit"]["newText"], expected);
        leave(client);
    }
}

#[test]
fn ordinary_prose_is_left_in_peace() {
    let desk = Desk::new();
    let mut client = client(&desk, completes(), json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    for (version, words) in (2..).zip(["The bridge ", "Ruiz said ", "“It will ", "“It opens.” "]) {
        let list = complete(&mut client, &uri, version, &format!("{ARTICLE}\n{words}"));
        assert_eq!(list, Value::Null, "{words}");
    }
    leave(client);
}

#[test]
fn marks_become_curly_as_they_are_typed_where_the_house_wants_it() {
    let desk = Desk::new();
    let mut client = client(&desk, json!({}), json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, "The bridge isn'");
    let params = json!({
        "textDocument": { "uri": uri }, "position": { "line": 0, "character": 15 }, "ch": "'",
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    assert_eq!(client.request("textDocument/onTypeFormatting", params.clone()), Value::Null);
    let settings = json!({ "onrecord": { "typing": { "curly_quotes": true } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    let edits = client.request("textDocument/onTypeFormatting", params);
    assert_eq!(edited("The bridge isn'", &edits, &Value::Null), "The bridge isn’");
    leave(client);
}

#[test]
fn verbs_keys_and_rules_are_offered_where_they_may_stand() {
    let desk = Desk::new();
    let mut client = client(&desk, completes(), json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    let mut offered = |version: i64, text: &str| {
        let list = complete(&mut client, &uri, version, text);
        labels(&list).iter().take(3).copied().collect::<Vec<_>>().join(", ")
    };
    assert_eq!(offered(2, &format!("{ARTICLE}\n“It will open,” s")), "said, added, announced");
    assert_eq!(offered(3, &format!("{ARTICLE}\n“Will it open?” ")), "asked, Ek, Ruiz");
    assert_eq!(offered(4, "da"), "date");
    assert_eq!(offered(5, "---\npeople:\n  - name: Ana Ruiz\n    t"), "title");
    assert_eq!(offered(6, &format!("{ARTICLE}\n“No.”{{speaker=")), "Bo Ek, Ana Ruiz, anonymous");
    assert_eq!(
        offered(7, &format!("{ARTICLE}\n{{% ignore un")),
        "ambiguous-speaker, anonymous-source, inconsistent-title"
    );
    leave(client);
}
