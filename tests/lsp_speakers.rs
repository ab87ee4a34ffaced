//! What editors have of who speaks, over the wire: `onrecord/speakers`, and the commands for reports and exports.

mod support;

use serde_json::{Value, json};
use support::{Client, capabilities};

const URI: &str = "file:///desk/bridge%20one.article";
const ARTICLE: &str = "date: 2024-03-04\n\nDeputy Mayor Ana Ruiz came.\n\n\
    “It took 🏗 years,” the deputy mayor said. “Late.”\n\nIt rained.\n\n“And now?”\n";

/// A client that wants to be told.
fn client() -> Client {
    let mut client = Client::in_process();
    let mut all = capabilities();
    all["experimental"] = json!({ "onrecordSpeakers": true });
    let answer = client.initialize(all);
    assert_eq!(answer["capabilities"]["experimental"], json!({ "onrecordSpeakers": true }));
    client
}

/// What is told next of a document.
fn told(client: &mut Client, uri: &str) -> Value {
    let message = client.find("onrecord/speakers", |message| {
        message["method"] == "onrecord/speakers" && message["params"]["uri"] == uri
    });
    message["params"].clone()
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

#[test]
fn a_client_that_wants_it_is_told_who_speaks() {
    let mut client = client();
    client.open(URI, 3, ARTICLE);
    client.diagnostics(URI, 3);
    let quotation =
        |words: &str, by: &str, range: Value| json!({ "words": words, "shownBy": by, "range": range });
    assert_eq!(
        told(&mut client, URI),
        json!({ "uri": URI, "version": 3, "speakers": [
            { "kind": "person", "name": "Ana Ruiz", "role": "Deputy Mayor", "quotations": [
                quotation("“It took 🏗 years,”", "the deputy mayor", range(4, 1, 18)),
                quotation("“Late.”", "the deputy mayor", range(4, 44, 49)),
            ] },
            { "kind": "unattributed", "name": "Unattributed", "quotations": [
                { "words": "“And now?”", "range": range(8, 1, 9) },
            ] },
        ] })
    );
    // Whatever is told of a burst, its end is. (How long is waited, `server::speakers` tests.)
    for version in 4..14 {
        let insert = json!([{ "range": range(0, 16, 16), "text": "\n" }]);
        client.change(URI, version, insert);
    }
    client.diagnostics(URI, 13);
    let after = std::iter::repeat_with(|| told(&mut client, URI)).find(|told| told["version"] == 13).unwrap();
    assert_eq!(after["speakers"][1]["quotations"][0]["range"], range(18, 1, 9));
    // What tells nothing new is not told.
    client.change(URI, 14, json!([{ "range": range(16, 9, 9), "text": " It snowed." }]));
    client.diagnostics(URI, 14);
    client.change(URI, 15, json!([{ "range": range(14, 0, 0), "text": "“No,” said Bo Park. " }]));
    client.diagnostics(URI, 15);
    assert_eq!(told(&mut client, URI)["version"], 15);
    client.leave();
}

#[test]
fn what_is_no_article_has_no_speakers() {
    let mut client = client();
    let text = "“No,” said Bo Park.\n";
    let document =
        json!({ "uri": "file:///desk/notes.txt", "languageId": "plaintext", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(
        told(&mut client, "file:///desk/notes.txt"),
        json!({ "uri": "file:///desk/notes.txt", "speakers": null })
    );
    client.leave();
}

#[test]
fn a_client_that_has_not_asked_is_told_nothing() {
    let mut client = Client::in_process();
    let answer = client.initialize(capabilities());
    assert!(answer["capabilities"].get("experimental").is_none());
    client.open(URI, 1, ARTICLE);
    client.diagnostics(URI, 1);
    std::thread::sleep(std::time::Duration::from_millis(400));
    // `leave` fails if a message was left unread.
    client.leave();
}

fn execute(client: &mut Client, command: &str, arguments: Value) -> Value {
    client.request("workspace/executeCommand", json!({ "command": command, "arguments": arguments }))
}

#[test]
fn a_report_and_exports_are_the_results_of_commands() {
    let mut client = Client::in_process();
    let answer = client.initialize(capabilities());
    assert_eq!(
        answer["capabilities"]["executeCommandProvider"]["commands"],
        json!(["onrecord.show", "onrecord.report", "onrecord.export"])
    );
    client.open(URI, 1, ARTICLE);
    client.diagnostics(URI, 1);
    let page = execute(&mut client, "onrecord.report", json!([URI]));
    let page = page.as_str().unwrap();
    assert!(
        page.starts_with("<!DOCTYPE html>")
            && page.contains("Ana Ruiz")
            && page.contains("bridge one.article")
    );
    assert!(!page.contains("/desk/"), "the folders of somebody's machine");
    let csv = execute(&mut client, "onrecord.export", json!([URI, "csv"]));
    assert!(csv.as_str().unwrap().contains(",Ana Ruiz,named,person,"), "{csv}");
    let brat = execute(&mut client, "onrecord.export", json!([URI, "brat"]));
    assert!(brat["text"].as_str().unwrap().starts_with("Deputy Mayor") && brat["annotations"].is_string());
    // What was typed a moment ago is in it.
    client.change(URI, 2, json!([{ "range": range(6, 0, 0), "text": "“No,” said Bo Park. " }]));
    let text = execute(&mut client, "onrecord.export", json!([URI, "text"]));
    assert!(text.as_str().unwrap().contains("Bo Park"));
    client.diagnostics(URI, 2);
    client.leave();
}

#[test]
fn a_command_that_cannot_be_done_says_why() {
    let mut client = Client::in_process();
    client.initialize(capabilities());
    let mut refused = |command: &str, arguments: Value| {
        let params = json!({ "command": command, "arguments": arguments });
        let id = client.send("workspace/executeCommand", params);
        client.answer(id)["error"]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused("onrecord.report", json!([URI])), format!("{URI} is not open, or is no article"));
    assert_eq!(refused("onrecord.report", json!([])), "`onrecord.report` takes a document's URI");
    assert_eq!(
        refused("onrecord.export", json!([URI, "word"])),
        "`onrecord.export` takes a document's URI and a format: `text`, `jsonl`, `csv`, `brat`, `tei`, `web-annotation`"
    );
    assert!(refused("onrecord.print", json!([URI])).contains("there is `onrecord.show`, `onrecord.report`"));
    client.leave();
}
