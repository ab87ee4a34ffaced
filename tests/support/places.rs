//! Places as a test names them, by their words, and a client that has a folder open.

#![allow(dead_code, reason = "each test program uses some of it")]

use crate::common::Desk;
use crate::support::{self, Client};
use serde_json::{Value, json};

/// The position of the first byte of these words, which must be ASCII up to there on their line.
pub(crate) fn at(text: &str, words: &str) -> Value {
    let offset = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    let line = text[..offset].matches('\n').count();
    let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
    json!({ "line": line, "character": text[start..offset].encode_utf16().count() })
}

/// The words of a range.
pub(crate) fn words(text: &str, range: &Value) -> String {
    text[bytes(text, range)].to_owned()
}

/// The bytes of a range.
pub(crate) fn bytes(text: &str, range: &Value) -> std::ops::Range<usize> {
    let number = |place: &Value, key: &str| place[key].as_u64().expect("a number") as usize;
    let offset = |place: &Value| {
        let line: usize = text.split_inclusive('\n').take(number(place, "line")).map(str::len).sum();
        let units: Vec<u16> = text[line..].encode_utf16().take(number(place, "character")).collect();
        line + String::from_utf16(&units).expect("a place between characters").len()
    };
    offset(&range["start"])..offset(&range["end"])
}

pub(crate) fn uri(desk: &Desk, name: &str) -> String {
    format!("file://{}", desk.path().join(name).display())
}

/// A client of an editor that can do these things of documents and workspaces.
pub(crate) fn client(desk: &Desk, document: Value, workspace: Value) -> Client {
    let mut client = Client::in_process();
    let mut capabilities = support::capabilities();
    for (key, value) in document.as_object().unwrap() {
        capabilities["textDocument"][key] = value.clone();
    }
    capabilities["workspace"] = workspace;
    let params = json!({
        "processId": null, "rootUri": null, "capabilities": capabilities,
        "workspaceFolders": [{ "uri": uri(desk, ""), "name": "desk" }],
    });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    client
}

/// Says goodbye; what the server says meanwhile of its own accord is not looked at.
pub(crate) fn leave(mut client: Client) {
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}
