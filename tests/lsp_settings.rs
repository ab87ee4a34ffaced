//! Settings over the wire: from the editor, from `onrecord.toml` and from people lists, each in effect at once.

mod common;
mod support;

use common::Desk;
use serde_json::{Value, json};
use support::Client;

/// Nobody is shown to have said the second quotation; the third is said by somebody who is nowhere else.
const ARTICLE: &str = "Ann Lee, the mayor, came. “It stays shut,” the mayor said.\n\n\
    The quay was empty. “Nobody tells us anything about the bridge.”\n\n\
    “No.”{speaker=\"Margaret Lindqvist\"}\n";

fn uri(desk: &Desk, name: &str) -> String {
    format!("file://{}", desk.path().join(name).display())
}

/// A client that has opened these folders of the desk.
fn client(desk: &Desk, roots: &[&str], capabilities: Value, options: Value) -> Client {
    let mut client = Client::in_process();
    let folders: Vec<Value> =
        roots.iter().map(|root| json!({ "uri": uri(desk, root), "name": root })).collect();
    let mut all = support::capabilities();
    all["workspace"] = capabilities;
    let params = json!({
        "processId": null, "rootUri": null, "workspaceFolders": folders,
        "capabilities": all, "initializationOptions": options,
    });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    client
}

/// Code and severity of published diagnostics: `unattributed-quote 2, unknown-speaker 2`.
fn summary(diagnostics: &Value) -> String {
    let word = |d: &Value| format!("{} {}", d["code"].as_str().unwrap(), d["severity"]);
    diagnostics.as_array().unwrap().iter().map(word).collect::<Vec<_>>().join(", ")
}

/// The diagnostics that are published until they are these: a change may be seen in two steps.
fn until(client: &mut Client, uri: &str, expected: &str) {
    while summary(&client.published(uri).1) != expected {}
}

fn hints(client: &mut Client, uri: &str) -> usize {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": uri }, "range": range });
    client.request("textDocument/inlayHint", params).as_array().map_or(0, Vec::len)
}

fn push(client: &mut Client, settings: Value) {
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
}

/// Says goodbye. A change that is told of and looked at as well is taken twice, and diagnostics may then be out
/// twice.
fn leave(mut client: Client) {
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

const BOTH: &str = "unattributed-quote 2, unknown-speaker 2";

#[test]
fn settings_that_the_editor_sends_are_in_effect_at_once() {
    let desk = Desk::new();
    let mut client = client(&desk, &[""], json!({}), json!({ "rules": { "unknown-speaker": "hint" } }));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    until(&mut client, &uri, "unattributed-quote 2, unknown-speaker 4");
    assert_eq!(hints(&mut client, &uri), 1);
    push(
        &mut client,
        json!({ "onrecord": { "rules": { "unattributed-quote": "error" }, "hints": { "speakers": false } } }),
    );
    assert_eq!(hints(&mut client, &uri), 0, "a request behind the change knows of it");
    until(&mut client, &uri, "unattributed-quote 1, unknown-speaker 4");
    push(&mut client, json!({ "onrecord": { "rules": { "unattributed-quote": { "min_words": 20 } } } }));
    until(&mut client, &uri, "unknown-speaker 4");
    assert_eq!(hints(&mut client, &uri), 1);
    push(&mut client, Value::Null);
    until(&mut client, &uri, "unattributed-quote 2, unknown-speaker 4");
    client.leave();
}

#[test]
fn an_editor_is_asked_for_the_settings_of_each_folder() {
    let desk = Desk::new();
    let capabilities = json!({
        "configuration": true,
        "didChangeConfiguration": { "dynamicRegistration": true },
        "inlayHint": { "refreshSupport": true },
    });
    let mut client = client(&desk, &["one", "two"], capabilities, Value::Null);
    let registration = client.called("client/registerCapability");
    assert_eq!(registration["params"]["registrations"][0]["method"], "workspace/didChangeConfiguration");
    assert_eq!(
        registration["params"]["registrations"][0]["registerOptions"],
        json!({ "section": "onrecord" })
    );
    client.respond(&registration, Value::Null);
    let (one, two) = (uri(&desk, "one/a.article"), uri(&desk, "two/a.article"));
    let asked = client.called("workspace/configuration");
    let scopes: Vec<&Value> =
        asked["params"]["items"].as_array().unwrap().iter().map(|i| &i["scopeUri"]).collect();
    assert_eq!(scopes, [&json!(uri(&desk, "one")), &json!(uri(&desk, "two")), &Value::Null]);
    client.open(&one, 1, ARTICLE);
    client.open(&two, 1, ARTICLE);
    let off = json!({ "rules": { "unattributed-quote": "off", "unknown-speaker": null } });
    client.respond(&asked, json!([off, null, null]));
    until(&mut client, &one, "unknown-speaker 2");
    until(&mut client, &two, BOTH);
    let refresh = client.called("workspace/inlayHint/refresh");
    client.respond(&refresh, Value::Null);

    push(&mut client, Value::Null);
    let asked = client.called("workspace/configuration");
    client.respond(&asked, json!([null, off, null]));
    until(&mut client, &one, BOTH);
    until(&mut client, &two, "unknown-speaker 2");
    let listing = client.request("onrecord/configuration", json!({ "uri": two }));
    let off = |line: &&str| line.starts_with("rules.unattributed-quote.severity");
    let line = listing.as_str().unwrap().lines().find(off).unwrap();
    let (value, origin) = line.split_once('#').unwrap();
    assert_eq!((value.trim(), origin), ("rules.unattributed-quote.severity = \"off\"", " editor"));
    leave(client);
}

#[test]
fn a_configuration_file_that_is_edited_is_read_anew_and_its_mistakes_are_published() {
    let desk = Desk::new();
    let capabilities = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut client = client(&desk, &[""], capabilities, Value::Null);
    let registration = client.called("client/registerCapability");
    let options = &registration["params"]["registrations"][0]["registerOptions"];
    let globs: Vec<&str> =
        options["watchers"].as_array().unwrap().iter().map(|w| w["globPattern"].as_str().unwrap()).collect();
    assert_eq!(globs, ["**/onrecord.toml", "**/people.yaml"]);
    client.respond(&registration, Value::Null);
    let (article, configuration) = (uri(&desk, "week/a.article"), uri(&desk, "onrecord.toml"));
    client.open(&article, 1, ARTICLE);
    until(&mut client, &article, BOTH);

    let write = |client: &mut Client, kind: u8, text: &str| {
        desk.file("onrecord.toml", text);
        let changes = json!([{ "uri": configuration, "type": kind }]);
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    };
    write(&mut client, 1, "[rules]\nunattributed-quote = \"error\"\nunknown-speker = \"off\" # é\n");
    until(&mut client, &article, "unattributed-quote 1, unknown-speaker 2");
    let (version, mistakes) = client.published(&configuration);
    assert_eq!(version, None);
    assert_eq!(
        mistakes,
        json!([{
            "range": { "start": { "line": 2, "character": 0 }, "end": { "line": 2, "character": 14 } },
            "severity": 1,
            "code": "configuration",
            "source": "onrecord",
            "message": "`unknown-speker` is not a rule; did you mean `unknown-speaker`?",
        }])
    );
    write(&mut client, 2, "[rules]\nunknown-speaker = \"off\"\n");
    until(&mut client, &article, "unattributed-quote 2");
    assert_eq!(client.published(&configuration).1, json!([]));

    // A list with another name is watched from now on.
    write(&mut client, 2, "people = [\"council.yaml\"]\n");
    until(&mut client, &article, BOTH);
    assert_eq!(summary(&client.published(&configuration).1), "configuration 1", "it is missing");
    let gone = client.called("client/unregisterCapability");
    client.respond(&gone, Value::Null);
    let registration = client.called("client/registerCapability");
    assert!(registration.to_string().contains("**/council.yaml"), "{registration}");
    client.respond(&registration, Value::Null);
    desk.file("council.yaml", "- Margaret Lindqvist\n- title: clerk\n");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    until(&mut client, &article, "unattributed-quote 2");
    assert_eq!(client.published(&configuration).1, json!([]));
    assert_eq!(summary(&client.published(&uri(&desk, "council.yaml")).1), "people-list 1");
    leave(client);
}

#[test]
fn files_that_the_client_does_not_watch_are_looked_at() {
    let desk = Desk::new();
    let mut client = client(&desk, &[], json!({}), Value::Null);
    let article = uri(&desk, "week/a.article");
    client.open(&article, 1, ARTICLE);
    until(&mut client, &article, BOTH);
    desk.file("onrecord.toml", "[rules]\nunattributed-quote = \"off\"\n");
    until(&mut client, &article, "unknown-speaker 2");
    desk.file("people.yaml", "- Margaret Lindqvist\n");
    until(&mut client, &article, "");
    std::fs::remove_file(desk.path().join("onrecord.toml")).unwrap();
    until(&mut client, &article, "unattributed-quote 2");
    leave(client);
}

#[test]
fn a_people_list_makes_its_people_known() {
    let desk = Desk::new();
    let mut client = client(&desk, &[""], json!({}), Value::Null);
    let article = uri(&desk, "a.article");
    client.open(
        &article,
        1,
        "Lindqvist came. “No.”{speaker=\"Margaret Lindqvist\"} “Yes.”{speaker=\"Cy Dole\"}\n",
    );
    until(&mut client, &article, "unknown-speaker 2");
    desk.file(
        "people.yaml",
        "- {name: Margaret Lindqvist, title: engineer, note: call her office first}\n- Cy Dole\n",
    );
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let params = json!({ "textDocument": { "uri": article }, "position": { "line": 0, "character": 2 } });
    let card = client.request("textDocument/hover", params);
    let card = card["contents"]["value"].as_str().unwrap();
    assert!(
        card.contains("**Margaret Lindqvist**, engineer") && card.contains("call her office first"),
        "{card}"
    );
    until(&mut client, &article, "");
    leave(client);
}

#[test]
fn two_folders_have_a_configuration_each() {
    let desk = Desk::new();
    desk.file("one/onrecord.toml", "[rules]\nunattributed-quote = \"off\"\n");
    desk.file("two/onrecord.toml", "[rules]\nunknown-speaker = \"error\"\nweather = \"off\"\n");
    let mut client = client(&desk, &["one", "two"], json!({}), Value::Null);
    // Nothing has to be open for a mistake to be seen.
    assert_eq!(summary(&client.published(&uri(&desk, "two/onrecord.toml")).1), "configuration 1");
    let (one, two) = (uri(&desk, "one/a.article"), uri(&desk, "two/a.article"));
    client.open(&one, 1, ARTICLE);
    client.open(&two, 1, ARTICLE);
    until(&mut client, &one, "unknown-speaker 2");
    until(&mut client, &two, "unattributed-quote 2, unknown-speaker 1");
    let removed = json!([{ "uri": uri(&desk, "two"), "name": "two" }]);
    client.close(&two);
    until(&mut client, &two, "");
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [], "removed": removed } }),
    );
    assert_eq!(
        client.published(&uri(&desk, "two/onrecord.toml")).1,
        json!([]),
        "its mistakes are nobody's now"
    );
    let added = json!([{ "uri": uri(&desk, "two"), "name": "two" }]);
    client
        .notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": added, "removed": [] } }));
    assert_eq!(summary(&client.published(&uri(&desk, "two/onrecord.toml")).1), "configuration 1");
    leave(client);
}

#[test]
fn what_is_an_article_is_a_setting() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "exclude = [\"archive/\"]\n");
    let mut client = client(&desk, &[""], json!({}), Value::Null);
    let (notes, old) = (uri(&desk, "notes.txt"), uri(&desk, "archive/old.article"));
    client.open(&old, 1, ARTICLE);
    let document = json!({ "uri": notes, "languageId": "plaintext", "version": 1, "text": ARTICLE });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let symbols = |client: &mut Client, uri: &str| {
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))
    };
    assert_eq!(symbols(&mut client, &notes), Value::Null);
    assert_eq!(symbols(&mut client, &old), Value::Null);
    push(&mut client, json!({ "language_ids": ["article", "plaintext"] }));
    until(&mut client, &notes, BOTH);
    assert!(symbols(&mut client, &notes).is_array());
    assert_eq!(symbols(&mut client, &old), Value::Null, "excluded whatever its language");
    push(&mut client, json!({}));
    until(&mut client, &notes, "");
    assert_eq!(symbols(&mut client, &notes), Value::Null);
    leave(client);
}

#[test]
fn mistakes_in_the_editors_settings_are_told_once() {
    let desk = Desk::new();
    let mut client = client(&desk, &[""], json!({}), json!({ "rules": { "weather": "off" } }));
    let message = client.called("window/showMessage");
    assert_eq!(
        message["params"]["message"],
        "Onrecord: `weather` is not a rule. Expected a code that `onrecord explain` lists."
    );
    push(&mut client, json!({ "onrecord": { "hints": true } }));
    let message = client.called("window/showMessage");
    assert_eq!(
        message["params"]["message"],
        "Onrecord: `hints` is a truth value. Expected a table with `speakers`, `people` or `dates`."
    );
    client.leave();
}

#[test]
fn an_editor_that_can_be_asked_shows_the_houses_files() {
    let mut client = Client::in_process();
    let mut able = support::capabilities();
    able["textDocument"]["synchronization"] = json!({ "dynamicRegistration": true });
    client.initialize(able);
    let asked = client.called("client/registerCapability");
    let registrations = asked["params"]["registrations"].as_array().unwrap();
    let methods: Vec<&str> = registrations.iter().map(|r| r["method"].as_str().unwrap()).collect();
    assert_eq!(methods, ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"]);
    let files = &registrations[0]["registerOptions"]["documentSelector"];
    assert_eq!(
        (&files[0]["pattern"], &files[1]["pattern"]),
        (&json!("**/onrecord.toml"), &json!("**/people.yaml"))
    );
    client.respond(&asked, Value::Null);
    client.leave();
}

#[test]
fn a_people_list_may_have_any_name() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "people = [\"desk/sources.yml\"]\n");
    desk.file("desk/sources.yml", "- Margaret Lindqvist\n- {name: Cy Dole, rank: 1}\n");
    let watching = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut client = Client::in_process();
    let mut able = support::capabilities();
    able["workspace"] = watching;
    able["textDocument"]["synchronization"] = json!({ "dynamicRegistration": true });
    let folder = json!([{ "uri": uri(&desk, ""), "name": "desk" }]);
    let params =
        json!({ "processId": null, "rootUri": null, "capabilities": able, "workspaceFolders": folder });
    client.request("initialize", params);
    client.notify("initialized", json!({}));

    // Its editor shows it and watches it under the name that it has.
    let (mut shown, mut watched) = (false, false);
    while !(shown && watched) {
        let asked = client.called("client/registerCapability");
        let all = asked["params"]["registrations"].to_string();
        shown |= all.contains("textDocument/didOpen") && all.contains("**/sources.yml");
        watched |= all.contains("workspace/didChangeWatchedFiles") && all.contains("**/sources.yml");
        client.respond(&asked, Value::Null);
    }
    // What is wrong in it is told at its place, before it is opened and as it is typed.
    let list = uri(&desk, "desk/sources.yml");
    let mistakes = client.published(&list).1;
    assert_eq!(mistakes[0]["range"]["start"], json!({ "line": 1, "character": 18 }), "{mistakes}");
    let article = uri(&desk, "a.article");
    client.open(&article, 1, "“No.”{speaker=\"Margaret Lindqvist\"} “Yes.”{speaker=\"Cy Dole\"}\n");
    until(&mut client, &article, "");
    let typed = "- Margaret Lindqvist\n";
    let document = json!({ "uri": list, "languageId": "yaml", "version": 1, "text": typed });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    until(&mut client, &list, "");
    until(&mut client, &article, "unknown-speaker 2");
    // And as somebody else writes it.
    client.close(&list);
    until(&mut client, &article, "");
    desk.file("desk/sources.yml", "- Cy Dole\n");
    let changes = json!({ "changes": [{ "uri": list, "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changes);
    until(&mut client, &article, "unknown-speaker 2");
    leave(client);
}

#[test]
fn what_is_typed_into_the_houses_files_counts_before_it_is_saved() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "[rules]\nunattributed-quote = \"hint\"\n");
    let mut client = client(&desk, &[""], json!({}), Value::Null);
    let (article, settings) = (uri(&desk, "a.article"), uri(&desk, "onrecord.toml"));
    client.open(&article, 1, ARTICLE);
    until(&mut client, &article, "unattributed-quote 4, unknown-speaker 2");
    let document = |uri: &str, text: &str| json!({ "textDocument": { "uri": uri, "languageId": "toml", "version": 1, "text": text } });
    client.notify("textDocument/didOpen", document(&settings, "[rules]\nunattributed-quote = \"error\"\n"));
    until(&mut client, &article, "unattributed-quote 1, unknown-speaker 2");
    let typed = "[rules]\nunattributed-quote = \"off\"\nunknown-speker = \"off\"\n";
    client.change(&settings, 2, json!([{ "text": typed }]));
    until(&mut client, &article, "unknown-speaker 2");
    let mistakes = client.published(&settings).1;
    assert_eq!(mistakes[0]["range"]["start"], json!({ "line": 2, "character": 0 }), "{mistakes}");

    // A list that was never saved.
    let people = uri(&desk, "people.yaml");
    client.notify("textDocument/didOpen", document(&people, "- Margaret Lindqvist\n"));
    until(&mut client, &article, "");
    client.close(&people);
    until(&mut client, &article, "unknown-speaker 2");
    client.close(&settings);
    until(&mut client, &article, "unattributed-quote 4, unknown-speaker 2");
    leave(client);
}

#[test]
fn a_configuration_file_that_is_open_as_a_document_keeps_its_mistakes() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "weather = 1\n");
    let mut client = client(&desk, &[""], json!({}), Value::Null);
    let configuration = uri(&desk, "onrecord.toml");
    assert_eq!(summary(&client.published(&configuration).1), "configuration 1");
    let document =
        json!({ "uri": configuration, "languageId": "toml", "version": 1, "text": "weather = 1\n" });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(client.text(&configuration).as_deref(), Some("weather = 1\n"));
    client.close(&configuration);
    assert_eq!(client.text(&configuration), None);
    client.leave();
}

#[test]
fn what_is_shown_is_fetched_anew_when_a_file_of_the_house_changes_in_any_folder() {
    let desk = Desk::new();
    let refresh = json!({ "refreshSupport": true });
    let able = json!({
        "didChangeWatchedFiles": { "dynamicRegistration": true },
        "inlayHint": refresh, "semanticTokens": refresh, "codeLens": refresh, "diagnostics": refresh,
    });
    let mut client = client(&desk, &["one", "two"], able, Value::Null);
    let (one, two) = (uri(&desk, "one/a.article"), uri(&desk, "two/a.article"));
    client.open(&one, 1, ARTICLE);
    client.open(&two, 1, ARTICLE);
    until(&mut client, &one, BOTH);
    until(&mut client, &two, BOTH);
    let fetched_anew = |client: &mut Client| {
        for what in ["inlayHint", "semanticTokens", "codeLens", "diagnostic"] {
            let asked = client.called(&format!("workspace/{what}/refresh"));
            client.respond(&asked, Value::Null);
        }
    };
    let write = |client: &mut Client, name: &str, text: &str| {
        desk.file(name, text);
        let changes = json!([{ "uri": uri(&desk, name), "type": 1 }]);
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    };
    write(&mut client, "two/people.yaml", "- Margaret Lindqvist\n");
    fetched_anew(&mut client);
    until(&mut client, &two, "unattributed-quote 2");
    write(&mut client, "one/onrecord.toml", "[rules]\nunattributed-quote = \"off\"\n");
    fetched_anew(&mut client);
    until(&mut client, &one, "unknown-speaker 2");
    leave(client);
}

#[test]
fn names_are_compared_with_those_of_the_people_list() {
    let desk = Desk::new();
    desk.file("people.yaml", "- Margaret Lindqvist\n");
    let mut client = client(&desk, &[""], json!({}), Value::Null);
    let article = uri(&desk, "a.article");
    client.open(&article, 1, "Margaret Lindqvst, the engineer, came. “It holds,” Lindqvst said.\n");
    let found = client.diagnostics(&article, 1);
    assert_eq!(summary(&found), "name-variant 2");
    assert!(found[0]["message"].as_str().unwrap().contains("Margaret Lindqvist"), "{found}");
    leave(client);
}
