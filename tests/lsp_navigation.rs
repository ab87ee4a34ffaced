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
