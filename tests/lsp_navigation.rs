//! Ways through an article, over the wire.

mod common;
#[path = "support/places.rs"]
mod places;
mod support;

use common::Desk;
use places::{at, client, leave, uri, words};
use serde_json::{Value, json};
use support::Client;

const ARTICLE: &str = "Ana Ruiz, the deputy mayor, opened the bridge. See https://example.org/bridge.\n\n\
    “It took eleven years,” Ruiz said. “We are glad.”\n";

fn ask(client: &mut Client, method: &str, uri: &str, words: &str) -> Value {
    let place = json!({ "textDocument": { "uri": uri }, "position": at(ARTICLE, words) });
    client.request(method, place)
}

fn each<'a>(answer: &'a Value, key: &'a str) -> Vec<String> {
    answer.as_array().unwrap().iter().map(|entry| words(ARTICLE, &entry[key])).collect()
}

#[test]
fn a_name_leads_to_its_introduction_and_a_quotation_to_its_attribution() {
    let desk = Desk::new();
    let links = json!({ "definition": { "linkSupport": true } });
    let mut client = client(&desk, links, json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    let found = ask(&mut client, "textDocument/definition", &uri, "Ruiz said");
    let link = &found[0];
    assert_eq!(link["targetUri"], uri);
    assert_eq!(words(ARTICLE, &link["originSelectionRange"]), "Ruiz");
    assert_eq!(words(ARTICLE, &link["targetSelectionRange"]), "Ana Ruiz");
    assert!(words(ARTICLE, &link["targetRange"]).starts_with("Ana Ruiz, the deputy mayor, opened"));
    let found = ask(&mut client, "textDocument/definition", &uri, "eleven");
    assert_eq!(words(ARTICLE, &found[0]["targetSelectionRange"]), "Ruiz");
    assert_eq!(words(ARTICLE, &found[0]["targetRange"]), "Ruiz said");
    assert_eq!(ask(&mut client, "textDocument/definition", &uri, "opened"), Value::Null);
    // This client takes no links of declarations.
    let found = ask(&mut client, "textDocument/declaration", &uri, "Ruiz said");
    assert_eq!((each(&found, "range"), &found[0]["uri"]), (vec!["Ana Ruiz".to_owned()], &json!(uri)));
    leave(client);
}

#[test]
fn a_name_of_the_newsrooms_list_leads_to_its_entry_there() {
    let desk = Desk::new();
    let list = "- Cy Dole\n- name: Ana Ruiz\n  title: deputy mayor\n";
    desk.file("people.yaml", list);
    let mut client = client(&desk, json!({}), json!({}));
    let article = uri(&desk, "a.article");
    client.open(&article, 1, ARTICLE);
    let found = ask(&mut client, "textDocument/definition", &article, "Ruiz said");
    assert_eq!(found[0]["uri"], uri(&desk, "people.yaml"));
    assert_eq!(words(list, &found[0]["range"]), "Ana Ruiz");
    let params = |with: bool| {
        json!({
            "textDocument": { "uri": article }, "position": at(ARTICLE, "Ruiz said"),
            "context": { "includeDeclaration": with },
        })
    };
    let all = client.request("textDocument/references", params(true));
    let rest = client.request("textDocument/references", params(false));
    assert_eq!(all.as_array().unwrap().len(), rest.as_array().unwrap().len() + 1);
    assert!(rest.as_array().unwrap().iter().all(|place| place["uri"] == article));
    leave(client);
}

#[test]
fn references_and_highlights_are_all_that_means_a_person() {
    let desk = Desk::new();
    let mut client = client(&desk, json!({}), json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    let params = |with: bool| {
        json!({
            "textDocument": { "uri": uri }, "position": at(ARTICLE, "Ruiz said"),
            "context": { "includeDeclaration": with },
        })
    };
    let found = client.request("textDocument/references", params(true));
    let found = each(&found, "range");
    assert_eq!((&found[0], found.last().unwrap()), (&"Ana Ruiz".to_owned(), &"Ruiz".to_owned()));
    let rest = client.request("textDocument/references", params(false));
    assert_eq!(each(&rest, "range"), found[1..]);
    let marked = ask(&mut client, "textDocument/documentHighlight", &uri, "Ruiz said");
    assert_eq!(each(&marked, "range"), found);
    assert_eq!((&marked[0]["kind"], &marked[1]["kind"]), (&json!(3), &json!(2)), "written, then read");
    assert_eq!(ask(&mut client, "textDocument/documentHighlight", &uri, "opened"), Value::Null);
    leave(client);
}

#[test]
fn a_speaker_calls_quotations_and_these_are_called_by_their_speaker() {
    let desk = Desk::new();
    let mut client = client(&desk, json!({}), json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    let found = ask(&mut client, "textDocument/prepareCallHierarchy", &uri, "Ruiz said");
    assert_eq!((&found[0]["name"], &found[0]["kind"]), (&json!("Ana Ruiz"), &json!(5)));
    let calls = client.request("callHierarchy/outgoingCalls", json!({ "item": found[0] }));
    let calls: Vec<&Value> = calls.as_array().unwrap().iter().collect();
    let names: Vec<&Value> = calls.iter().map(|call| &call["to"]["name"]).collect();
    assert_eq!(names, ["“It took eleven years,”", "“We are glad.”"]);
    assert_eq!(words(ARTICLE, &calls[0]["fromRanges"][0]), "Ruiz");
    let quotation = &calls[1]["to"];
    let callers = client.request("callHierarchy/incomingCalls", json!({ "item": quotation }));
    assert_eq!(callers[0]["from"]["name"], "Ana Ruiz");
    assert_eq!(client.request("callHierarchy/outgoingCalls", json!({ "item": quotation })), json!([]));
    let verb = ask(&mut client, "textDocument/prepareCallHierarchy", &uri, "said");
    assert_eq!(verb[0]["name"], "“It took eleven years,”", "a reporting verb stands for what it reports");
    assert_eq!(ask(&mut client, "textDocument/prepareCallHierarchy", &uri, "opened"), Value::Null);
    leave(client);
}

#[test]
fn urls_are_links_that_say_what_they_open() {
    let desk = Desk::new();
    let tooltips = json!({ "documentLink": { "tooltipSupport": true } });
    let mut client = client(&desk, tooltips, json!({}));
    let uri = uri(&desk, "a.article");
    client.open(&uri, 1, ARTICLE);
    let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(each(&links, "range"), ["https://example.org/bridge"]);
    assert_eq!(links[0]["target"], "https://example.org/bridge");
    assert_eq!(links[0]["tooltip"], "Open example.org");
    leave(client);
}

/// Names and containers of what is found, in order.
fn found(client: &mut Client, query: &str) -> Vec<String> {
    let symbols = client.request("workspace/symbol", json!({ "query": query }));
    let word = |symbol: &Value, key: &str| symbol.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let line = |symbol: &Value| format!("{} ({})", word(symbol, "name"), word(symbol, "containerName"));
    symbols.as_array().unwrap().iter().map(line).collect()
}

const OTHER: &str = "Bo Ek came on Monday.\n\n“The crane is rusty,” Ek said.\n";

#[test]
fn speakers_and_quotations_are_found_in_articles_that_are_not_open() {
    let desk = Desk::new();
    desk.file("a.article", ARTICLE)
        .file("week/b.article", OTHER)
        .file("notes.txt", "“Nothing,” said Cy Dole.\n");
    let mut client = client(&desk, json!({}), json!({}));
    assert_eq!(found(&mut client, "ek"), ["Bo Ek (1 quotation)", "“The crane is rusty,” (Bo Ek)"]);
    assert_eq!(found(&mut client, "elev"), ["“It took eleven years,” (Ana Ruiz)"]);
    assert_eq!(found(&mut client, "dole"), [""; 0]);
    let symbols = client.request("workspace/symbol", json!({ "query": "crane" }));
    assert_eq!(symbols[0]["location"]["uri"], uri(&desk, "week/b.article"));
    assert_eq!(words(OTHER, &symbols[0]["location"]["range"]), "“The crane is rusty,”");
    // What is open counts as it is in the editor.
    let open = uri(&desk, "week/b.article");
    client.open(&open, 1, &OTHER.replace("rusty", "sound"));
    assert_eq!(found(&mut client, "crane"), ["“The crane is sound,” (Bo Ek)"]);
    client.close(&open);
    assert_eq!(found(&mut client, "crane"), ["“The crane is rusty,” (Bo Ek)"]);
    leave(client);
}

#[test]
fn what_was_open_while_articles_were_read_is_found_when_it_is_closed() {
    let desk = Desk::new();
    desk.file("b.article", OTHER);
    // One that says when files change is not asked at each search.
    let watches = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut client = client(&desk, json!({}), watches);
    let open = uri(&desk, "b.article");
    client.open(&open, 1, "Nobody came.\n");
    assert_eq!(found(&mut client, "crane"), [""; 0]);
    client.close(&open);
    assert_eq!(found(&mut client, "crane"), ["“The crane is rusty,” (Bo Ek)"]);
    leave(client);
}

#[test]
fn ranges_are_found_when_somebody_asks_for_them() {
    let desk = Desk::new();
    desk.file("b.article", OTHER);
    let workspace = json!({ "symbol": { "resolveSupport": { "properties": ["location.range"] } } });
    let mut client = client(&desk, json!({}), workspace);
    let symbols = client.request("workspace/symbol", json!({ "query": "crane" }));
    assert_eq!(symbols[0]["location"], json!({ "uri": uri(&desk, "b.article") }));
    // The file changes before anybody goes there.
    let changed = format!("The harbour was quiet.\n\n{OTHER}");
    desk.file("b.article", &changed);
    let symbol = client.request("workspaceSymbol/resolve", symbols[0].clone());
    assert_eq!(words(&changed, &symbol["location"]["range"]), "“The crane is rusty,”");
    leave(client);
}

#[test]
fn files_that_come_change_and_go_are_found_as_they_are() {
    let desk = Desk::new();
    desk.file("a.article", ARTICLE);
    for watches in [false, true] {
        let watched = json!({ "didChangeWatchedFiles": { "dynamicRegistration": watches } });
        let mut client = client(&desk, json!({}), watched);
        if watches {
            let request = client.called("client/registerCapability");
            let articles = &request["params"]["registrations"][1];
            assert_eq!(articles["registerOptions"]["watchers"], json!([{ "globPattern": "**/*.article" }]));
            client.respond(&request, Value::Null);
        }
        let tell = |client: &mut Client| {
            if watches {
                let changes = json!([{ "uri": uri(&desk, "b.article"), "type": 2 }]);
                client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
            }
        };
        assert_eq!(found(&mut client, "crane"), [""; 0]);
        desk.file("b.article", OTHER);
        tell(&mut client);
        assert_eq!(found(&mut client, "crane"), ["“The crane is rusty,” (Bo Ek)"]);
        desk.file("b.article", OTHER.replace("rusty", "nearly new"));
        tell(&mut client);
        assert_eq!(found(&mut client, "crane"), ["“The crane is nearly new,” (Bo Ek)"]);
        std::fs::remove_file(desk.path().join("b.article")).unwrap();
        tell(&mut client);
        assert_eq!(found(&mut client, "crane"), [""; 0]);
        leave(client);
    }
}

#[test]
fn settings_say_which_articles_are_searched_and_how_many() {
    let desk = Desk::new();
    desk.file("a.txt", ARTICLE).file("b.txt", OTHER).file("onrecord.toml", "include = [\"*.txt\"]\n");
    let mut client = client(&desk, json!({}), json!({}));
    assert_eq!(found(&mut client, "").len(), 5);
    let settings = json!({ "onrecord": { "index": { "max_files": 1 } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    assert_eq!(found(&mut client, "").len(), 3);
    leave(client);
}

#[test]
fn reading_many_articles_is_shown_as_work() {
    let desk = Desk::new();
    for i in 0..60 {
        desk.file(&format!("{i}.article"), OTHER);
    }
    let mut client = Client::in_process();
    let mut capabilities = support::capabilities();
    capabilities["window"] = json!({ "workDoneProgress": true });
    let params = json!({
        "processId": null, "rootUri": uri(&desk, ""), "capabilities": capabilities,
    });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    let create = client.called("window/workDoneProgress/create");
    client.respond(&create, Value::Null);
    let token = &create["params"]["token"];
    let mut kinds = vec![];
    while kinds.last() != Some(&"end".to_owned()) {
        let progress = client.called("$/progress");
        assert_eq!(progress["params"]["token"], *token);
        kinds.push(progress["params"]["value"]["kind"].as_str().unwrap().to_owned());
    }
    assert_eq!(kinds[0], "begin");
    assert_eq!(found(&mut client, "crane").len(), 60);
    leave(client);
}
