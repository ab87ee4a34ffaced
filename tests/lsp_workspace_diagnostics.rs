//! Diagnostics of articles that are not open, over the wire.

mod common;
mod support;

use common::Desk;
use serde_json::{Value, json};
use support::{Client, capabilities};

const WRONG: &str = "The quay was empty. “Nobody tells us anything about the bridge.”\n";

fn uri(desk: &Desk, name: &str) -> String {
    format!("file://{}", desk.path().join(name).display())
}

fn client(desk: &Desk) -> Client {
    let mut client = Client::in_process();
    let mut all = capabilities();
    all["textDocument"]["diagnostic"] = json!({});
    let folders = json!([{ "uri": uri(desk, ""), "name": "desk" }]);
    let params =
        json!({ "processId": null, "rootUri": null, "workspaceFolders": folders, "capabilities": all });
    let server = client.request("initialize", params);
    assert_eq!(server["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.notify("initialized", json!({}));
    client
}

/// File, kind and number of items of each report: `a.article full 1`.
fn summary(items: &Value) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    let line = |report: &Value| {
        let name = report["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let count = report["items"].as_array().map_or(0, Vec::len);
        format!("{name} {} {count}", report["kind"].as_str().unwrap())
    };
    items.map(line).collect()
}

/// The result ids of reports, as they are sent back.
fn ids(items: &Value) -> Value {
    let items = items.as_array().unwrap().iter();
    items.map(|report| json!({ "uri": report["uri"], "value": report["resultId"] })).collect()
}

#[test]
fn articles_that_are_not_open_are_reported_and_unchanged_ones_named() {
    let desk = Desk::new();
    desk.file("a.article", WRONG);
    desk.file("b.article", "Rain fell.\n");
    desk.file("notes.txt", WRONG);
    desk.file("desk/c.article", WRONG);
    let mut client = client(&desk);
    let first = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(summary(&first["items"]), ["a.article full 1", "b.article full 0", "c.article full 1"]);
    assert_eq!(first["items"][0]["items"][0]["code"], "unattributed-quote");

    desk.file("b.article", WRONG);
    std::fs::remove_file(desk.path().join("desk/c.article")).unwrap();
    client.open(&uri(&desk, "a.article"), 1, WRONG);
    let again = json!({ "previousResultIds": ids(&first["items"]) });
    let second = client.request("workspace/diagnostic", again.clone());
    assert_eq!(summary(&second["items"]), ["b.article full 1", "c.article full 0"], "a is open");
    client.close(&uri(&desk, "a.article"));
    let third = client.request("workspace/diagnostic", again);
    assert_eq!(summary(&third["items"]), ["a.article unchanged 0", "b.article full 1", "c.article full 0"]);

    let off = json!({ "settings": { "rules": { "unattributed-quote": "off" } } });
    client.notify("workspace/didChangeConfiguration", off);
    let last = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(summary(&last["items"]), ["a.article full 0", "b.article full 0"]);
    client.leave();
}

#[test]
fn reports_come_in_parts_with_progress() {
    let desk = Desk::new();
    for i in 0..45 {
        desk.file(&format!("{i:02}.article"), WRONG);
    }
    let mut client = client(&desk);
    let params = json!({ "previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work" });
    let id = client.send("workspace/diagnostic", params);
    assert_eq!(client.result(id)["items"], json!([]), "all came before");
    let mut told = |token: &str| {
        let message = client.find("progress", |message| {
            message["method"] == "$/progress" && message["params"]["token"] == token
        });
        message["params"]["value"].clone()
    };
    let parts: Vec<usize> = (0..3).map(|_| told("part")["items"].as_array().unwrap().len()).collect();
    assert_eq!(parts, [20, 20, 5]);
    let kinds: Vec<Value> = (0..4).map(|_| told("work")["kind"].clone()).collect();
    assert_eq!(kinds, ["begin", "report", "report", "end"]);
    client.leave();
}
