//! What an editor shows of an article, over the wire: hovers, hints, and all that is read and not changed.

mod support;

use serde_json::{Value, json};
use support::{Client, capabilities};

const URI: &str = "file:///desk/bridge.article";

const ARTICLE: &str = "date: 2024-03-04\n\n\
    Deputy Mayor Ana Ruiz opened the bridge 🌉 on Friday.\n\n\
    “It took eleven years,” the deputy mayor said. “We would do it again.”\n";

/// A client that can do all this, and more that is given.
fn client(more: impl FnOnce(&mut Value)) -> Client {
    let mut client = Client::in_process();
    let mut all = capabilities();
    more(&mut all);
    client.initialize(all);
    client
}

/// The position of the first occurrence of `words`, in UTF-16 units.
fn position(article: &str, words: &str) -> Value {
    let at = article.find(words).unwrap_or_else(|| panic!("{words:?} is not in the article"));
    let line = article[..at].matches('\n').count();
    let start = article[..at].rfind('\n').map_or(0, |i| i + 1);
    json!({ "line": line, "character": article[start..at].encode_utf16().count() })
}

fn everything() -> Value {
    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1000, "character": 0 } })
}

fn document() -> Value {
    json!({ "uri": URI })
}

fn hover(client: &mut Client, words: &str) -> Value {
    let params = json!({ "textDocument": document(), "position": position(ARTICLE, words) });
    client.request("textDocument/hover", params)["contents"].clone()
}

#[test]
fn a_card_comes_in_the_clients_format() {
    let mut markdown = client(|_| {});
    markdown.open(URI, 1, ARTICLE);
    markdown.diagnostics(URI, 1);
    assert_eq!(
        hover(&mut markdown, "Ana"),
        json!({ "kind": "markdown", "value":
            "**Ana Ruiz**, Deputy Mayor  \nnamed once · quoted twice (9 words) · \
             first on [line 3](file:///desk/bridge.article#L3,14)  \nalso “the deputy mayor”" })
    );
    markdown.leave();

    let mut plain = client(|all| all["textDocument"]["hover"]["contentFormat"] = json!(["plaintext"]));
    plain.open(URI, 1, ARTICLE);
    plain.diagnostics(URI, 1);
    assert_eq!(
        hover(&mut plain, "Friday"),
        json!({ "kind": "plaintext", "value":
            "Friday 1 March 2024 · 2024-03-01\n3 days before the article’s date" })
    );
    plain.leave();
}

#[test]
fn neovim_gets_no_links() {
    let mut client = Client::in_process();
    let params = json!({
        "processId": null, "rootUri": null, "capabilities": capabilities(), "clientInfo": { "name": "Neovim" },
    });
    client.request("initialize", params);
    client.open(URI, 1, ARTICLE);
    client.diagnostics(URI, 1);
    let card = hover(&mut client, "Ana")["value"].clone();
    assert!(card.as_str().unwrap().contains(" · first on line 3  \nalso "), "{card}");
    client.leave();
}

fn hints(client: &mut Client) -> Vec<Value> {
    let params = json!({ "textDocument": document(), "range": everything() });
    client.request("textDocument/inlayHint", params).as_array().unwrap().clone()
}

/// What the hint behind “again.” is, all of it.
fn assert_whole(hint: &Value) {
    assert_eq!(hint["label"][0]["value"], "Ana Ruiz");
    assert_eq!(hint["label"][0]["location"]["range"]["start"], position(ARTICLE, "the deputy mayor said"));
    assert!(hint["tooltip"]["value"].as_str().unwrap().starts_with("**Ana Ruiz**, Deputy Mayor"), "{hint}");
    let end = &hint["position"];
    assert_eq!(
        hint["textEdits"],
        json!([{ "range": { "start": end, "end": end }, "newText": "{speaker=\"Ana Ruiz\"}" }])
    );
}

#[test]
fn a_hint_is_whole_at_once_or_when_it_is_asked_about() {
    let mut eager = client(|_| {});
    eager.open(URI, 1, ARTICLE);
    eager.diagnostics(URI, 1);
    let all = hints(&mut eager);
    assert_eq!(all.len(), 2, "the day and the speaker: {all:?}");
    assert_eq!(all[0]["label"][0]["value"], "1 March");
    assert_whole(&all[1]);
    eager.leave();

    let mut lazy = client(|all| {
        all["textDocument"]["inlayHint"]["resolveSupport"] =
            json!({ "properties": ["tooltip", "textEdits", "label.location"] });
    });
    lazy.open(URI, 1, ARTICLE);
    lazy.diagnostics(URI, 1);
    let hint = hints(&mut lazy)[1].clone();
    assert!(hint.get("tooltip").is_none() && hint.get("textEdits").is_none(), "{hint}");
    assert!(hint["label"][0].get("location").is_none(), "{hint}");
    assert_whole(&lazy.request("inlayHint/resolve", hint.clone()));
    lazy.change(URI, 2, json!([{ "text": "Something else." }]));
    assert_eq!(lazy.request("inlayHint/resolve", hint.clone()), hint, "it is of another text");
    lazy.diagnostics(URI, 2);
    lazy.leave();
}

#[test]
fn what_is_shown_is_fetched_anew_when_settings_change() {
    let mut client = client(|all| {
        let refresh = json!({ "refreshSupport": true });
        all["workspace"] = json!({
            "inlayHint": refresh, "semanticTokens": refresh, "codeLens": refresh, "diagnostics": refresh,
        });
    });
    client.open(URI, 1, ARTICLE);
    client.diagnostics(URI, 1);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "hints": { "dates": false } } }));
    for what in ["inlayHint", "semanticTokens", "codeLens", "diagnostics"] {
        let asked =
            client.called(&format!("workspace/{what}/refresh").replace("diagnostics/", "diagnostic/"));
        client.respond(&asked, Value::Null);
    }
    assert_eq!(hints(&mut client).len(), 1);
    client.published(URI);
    client.leave();
}
