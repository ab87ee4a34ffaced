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

/// A client with this article open.
fn reading(article: &str, more: impl FnOnce(&mut Value)) -> Client {
    let mut client = client(more);
    client.open(URI, 1, article);
    client.diagnostics(URI, 1);
    client
}

/// The numbers of tokens as words of the article: `class person+declaration Ana Ruiz`.
fn read_tokens(client_says: &Value, legend: &Value, article: &str) -> Vec<String> {
    let (mut line, mut start) = (0, 0);
    let numbers: Vec<u64> = client_says.as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
    let lines: Vec<Vec<u16>> = article.split('\n').map(|line| line.encode_utf16().collect()).collect();
    let token = |numbers: &[u64]| {
        let &[lines_on, units_on, length, kind, flags] = numbers else { panic!("five numbers a token") };
        line += lines_on as usize;
        start = if lines_on == 0 { start } else { 0 } + units_on as usize;
        let words = String::from_utf16(&lines[line][start..start + length as usize]).unwrap();
        let names = legend["tokenModifiers"].as_array().unwrap().iter().enumerate();
        let flags: Vec<&str> =
            names.filter(|(i, _)| flags & 1 << i != 0).map(|(_, name)| name.as_str().unwrap()).collect();
        format!("{} {} {words}", legend["tokenTypes"][kind as usize].as_str().unwrap(), flags.join("+"))
    };
    numbers.chunks(5).map(token).collect()
}

/// The legend as the server of the lifecycle's test has it.
fn legend() -> Value {
    let mut other = Client::in_process();
    let server = other.initialize(json!({}));
    other.leave();
    server["capabilities"]["semanticTokensProvider"]["legend"].clone()
}

#[test]
fn words_have_colours() {
    let mut client = reading(ARTICLE, |_| {});
    let all = client.request("textDocument/semanticTokens/full", json!({ "textDocument": document() }));
    let expected = [
        "property headerKey date",
        "number date 2024-03-04",
        "class declaration+person Ana Ruiz",
        "number date Friday",
        "string quotation “It took eleven years,”",
        "class description+person the deputy mayor",
        "function reportingVerb said",
        "string quotation “We would do it again.”",
    ];
    assert_eq!(read_tokens(&all["data"], &legend(), ARTICLE), expected);
    let range = json!({ "start": position(ARTICLE, "the bridge"), "end": position(ARTICLE, "took") });
    let params = json!({ "textDocument": document(), "range": range });
    let some = client.request("textDocument/semanticTokens/range", params);
    assert_eq!(read_tokens(&some["data"], &legend(), ARTICLE), expected[3..5]);
    client.leave();
}

#[test]
fn a_delta_makes_the_new_tokens_of_the_old_ones() {
    let mut client = reading(ARTICLE, |_| {});
    let document = json!({ "textDocument": document() });
    let old = client.request("textDocument/semanticTokens/full", document.clone());
    let at = position(ARTICLE, "the deputy mayor said");
    let change = json!([{ "range": { "start": at, "end": at }, "text": "on Monday " }]);
    client.change(URI, 2, change);
    client.diagnostics(URI, 2);
    let params = json!({ "textDocument": { "uri": URI }, "previousResultId": old["resultId"] });
    let delta = client.request("textDocument/semanticTokens/full/delta", params.clone());
    let mut data: Vec<Value> = old["data"].as_array().unwrap().clone();
    assert_eq!(delta["edits"].as_array().unwrap().len(), 1);
    for edit in delta["edits"].as_array().unwrap() {
        let start = edit["start"].as_u64().unwrap() as usize;
        let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
        assert!(end - start < data.len() / 2, "what stays is not sent: {delta}");
        data.splice(start..end, edit["data"].as_array().cloned().unwrap_or_default());
    }
    let new = client.request("textDocument/semanticTokens/full", document);
    assert_eq!(json!(data), new["data"]);
    let again = client.request("textDocument/semanticTokens/full/delta", params);
    assert_eq!(again["data"], new["data"], "of an id that is not known any more, all");
    client.leave();
}

#[test]
fn tokens_are_cut_for_clients_that_cannot_take_them_whole() {
    let article = "Bo Ek came.\n\n“Ask\nBo Ek,” said Ana Ruiz.\n";
    let count = |overlapping: bool, multiline: bool| {
        let mut client = reading(article, |all| {
            all["textDocument"]["semanticTokens"] = json!({
                "requests": {}, "tokenTypes": [], "tokenModifiers": [], "formats": [],
                "overlappingTokenSupport": overlapping, "multilineTokenSupport": multiline,
            });
        });
        let all = client.request("textDocument/semanticTokens/full", json!({ "textDocument": document() }));
        client.leave();
        all["data"].as_array().unwrap().len() / 5
    };
    // Besides Bo Ek, said and Ana Ruiz: “Ask, Bo Ek and ,” — both lines, with Bo Ek in the second — all of it, and Bo Ek.
    assert_eq!((count(false, false), count(true, false), count(true, true)), (6, 6, 5));
}

#[test]
fn lenses_say_how_much_somebody_is_quoted() {
    let mut client = reading(ARTICLE, |all| all["window"] = json!({ "showDocument": { "support": true } }));
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": document() }));
    let lens = &lenses[0];
    assert_eq!(lenses.as_array().unwrap().len(), 1, "everybody has a name");
    assert_eq!(lens["range"]["start"], position(ARTICLE, "Ana Ruiz"));
    assert!(lens.get("command").is_none(), "{lens}");
    let command = client.request("codeLens/resolve", lens.clone())["command"].clone();
    assert_eq!(command["title"], "Ana Ruiz: 2 quotations · 2 mentions");
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(client.request("workspace/executeCommand", params), Value::Null);
    let shown = client.called("window/showDocument");
    assert_eq!(shown["params"]["uri"], URI);
    assert_eq!(shown["params"]["selection"]["start"], position(ARTICLE, "“It took"));
    client.respond(&shown, json!({ "success": true }));
    client.change(URI, 2, json!([{ "text": "Rain fell." }]));
    client.diagnostics(URI, 2);
    assert_eq!(client.request("codeLens/resolve", lens.clone())["command"]["title"], "no longer quoted");
    client.leave();
}

#[test]
fn a_lens_that_leads_nowhere_has_no_command_and_a_wrong_command_is_refused() {
    let mut client = reading("“It fell,” a city official said.\n", |_| {});
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": document() }));
    let resolved = client.request("codeLens/resolve", lenses[0].clone());
    assert_eq!(
        resolved["command"],
        json!({ "title": "1 of 1 quotation by an unnamed source", "command": "" })
    );
    assert_eq!(client.error("workspace/executeCommand", json!({ "command": "rm" })), -32602);
    assert_eq!(client.error("workspace/executeCommand", json!({ "command": "onrecord.show" })), -32602);
    client.leave();
}

const LONG: &str = "date: 2024-03-04\ntitle: Bridge opens\n\n# The bridge\n\nMayor Ana Ruiz came.\n\n\
    “It took years,” Ruiz said.\n\n“It was worth it,” she said.\n\n# The quay\n\nRain fell.\n";

#[test]
fn folds_are_as_the_client_takes_them() {
    let mut whole = reading(LONG, |_| {});
    let folds = whole.request("textDocument/foldingRange", json!({ "textDocument": document() }));
    let lines = |folds: &Value| -> Vec<(u64, u64)> {
        let number = |fold: &Value, key: &str| fold[key].as_u64().unwrap();
        let folds = folds.as_array().unwrap().iter();
        folds.map(|fold| (number(fold, "startLine"), number(fold, "endLine"))).collect()
    };
    assert_eq!(lines(&folds), [(0, 1), (3, 9), (7, 9), (11, 13)]);
    assert_eq!(folds[0]["endCharacter"], 19, "{folds}");
    assert!(folds[0].get("collapsedText").is_none());
    whole.leave();

    let mut lines_only = reading(LONG, |all| {
        all["textDocument"]["foldingRange"] = json!({
            "lineFoldingOnly": true, "rangeLimit": 3, "foldingRange": { "collapsedText": true },
        });
    });
    let folds = lines_only.request("textDocument/foldingRange", json!({ "textDocument": document() }));
    assert_eq!(lines(&folds), [(0, 1), (3, 9), (11, 13)], "the most wanted");
    assert_eq!(folds[0]["collapsedText"], "Bridge opens");
    assert!(folds[0].get("endCharacter").is_none(), "{folds}");
    lines_only.leave();
}

#[test]
fn selections_grow() {
    let mut client = reading(LONG, |_| {});
    let positions = [position(LONG, "took"), position(LONG, "Rain")];
    let params = json!({ "textDocument": document(), "positions": positions });
    let ranges = client.request("textDocument/selectionRange", params);
    let (mut depth, mut range) = (0, &ranges[0]);
    while range["parent"].is_object() {
        (depth, range) = (depth + 1, &range["parent"]);
    }
    // took, It took years, with its marks, its sentence and paragraph, the section, the article.
    assert_eq!((depth, ranges.as_array().unwrap().len()), (5, 2), "{ranges}");
    assert_eq!(range["range"]["start"], json!({ "line": 0, "character": 0 }));
    client.leave();
}

#[test]
fn the_outline_may_be_by_section() {
    let mut client = reading(LONG, |_| {});
    let names = |client: &mut Client| -> Vec<String> {
        let outline = client.request("textDocument/documentSymbol", json!({ "textDocument": document() }));
        outline.as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&mut client), ["Ana Ruiz"]);
    let settings = json!({ "settings": { "outline": { "by_section": true } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(names(&mut client), ["The bridge", "The quay"]);
    client.published(URI);
    client.leave();
}

#[test]
fn whatever_the_cursor_is_on_has_its_card() {
    let article = "date: 2024-03-04\n\nAna Ruiz, the mayor, called it a “circus”{.scare}.\n\n{% ignore repeated-quote %}\n\n\
        “It took eleven years,” Ruiz said. “We would do it again.”{speaker=\"Ana Ruiz\"}\n";
    let mut client = reading(article, |_| {});
    let mut card = |words: &str| {
        let params = json!({ "textDocument": document(), "position": position(article, words) });
        let card = client.request("textDocument/hover", params);
        card["contents"]["value"].as_str().unwrap_or_else(|| panic!("no card on {words:?}")).to_owned()
    };
    let cards = [
        ("a quotation", card("It took")),
        ("words held at arm's length", card("circus")),
        ("a key of the header", card("date")),
        ("an annotation", card("speaker=")),
        ("a comment", card("repeated-quote")),
    ];
    let cards: Vec<String> = cards.iter().map(|(what, card)| format!("{what}:\n{card}")).collect();
    insta::assert_snapshot!(cards.join("\n\n"), @"
    a quotation:
    **Ana Ruiz**, mayor  
    by “Ruiz”, a name, with “said” ([line 7](file:///desk/bridge.article#L7,25))  
    almost certain (99 %): the attribution follows the quotation

    words held at arm's length:
    “circus”: words held at arm’s length, not speech  
    the annotation after it says so

    a key of the header:
    `date`: the article’s day, as in 2024-03-01; “Thursday” and “last month” are told from it

    an annotation:
    annotation: said by **Ana Ruiz**, mayor

    a comment:
    **not reported in the block below** [repeated-quote](https://github.com/onrecord-lsp/onrecord/blob/main/docs/rules/repeated-quote.md)  
    finds the same words quoted twice; a warning where two people are shown to have said them (information)
    ");
    client.leave();
}

#[test]
fn hints_behind_pronouns_and_lenses_are_as_the_house_wants_them() {
    let article = "Ana Ruiz, the mayor, met Bo Ek. She left early.\n\n“It was late,” said an aide.\n";
    let mut client = reading(article, |_| {});
    let shown = |client: &mut Client| {
        let hints = hints(client).len();
        let lenses = client.request("textDocument/codeLens", json!({ "textDocument": document() }));
        (hints, lenses.as_array().map_or(0, Vec::len))
    };
    assert_eq!(shown(&mut client), (0, 1));
    let set = |client: &mut Client, settings: Value| {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        client.published(URI);
        shown(client)
    };
    assert_eq!(set(&mut client, json!({ "hints": { "people": true } })), (1, 1));
    assert_eq!(hints(&mut client)[0]["label"][0]["value"], "Ana Ruiz");
    assert_eq!(set(&mut client, json!({ "lenses": { "sources": false } })), (0, 0));
    client.leave();
}

/// An outline as lines: what each entry is, its name and detail, and the words that it covers; and a check that editors can
/// follow the cursor by it: what is below an entry lies inside of it, and entries beside each other do not overlap.
fn drawn(symbols: &Value, inside: &Value, indent: &str) -> String {
    let place =
        |position: &Value| (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let mut lines = String::new();
    let mut end = place(&inside["start"]);
    let mut in_order = symbols.as_array().unwrap().clone();
    in_order.sort_by_key(|symbol| place(&symbol["range"]["start"]));
    for symbol in &in_order {
        let (range, selection) = (&symbol["range"], &symbol["selectionRange"]);
        assert!(end <= place(&range["start"]) && place(&range["end"]) <= place(&inside["end"]), "{symbol}");
        assert!(
            place(&range["start"]) <= place(&selection["start"])
                && place(&selection["end"]) <= place(&range["end"])
        );
        end = place(&range["end"]);
        let kind = match symbol["kind"].as_u64() {
            Some(3) => "namespace",
            Some(5) => "class",
            Some(15) => "string",
            _ => panic!("another kind: {symbol}"),
        };
        let detail = symbol["detail"].as_str().unwrap_or_default();
        lines += &format!("{indent}{kind} {} ({detail})\n", symbol["name"].as_str().unwrap());
        lines += &drawn(&symbol["children"], range, &format!("{indent}  "));
    }
    lines
}

#[test]
fn an_outline_says_what_everything_is_and_where() {
    let article = format!("{LONG}\n“Nobody asked us.”\n\n“It is late,” said an aide.\n");
    let mut client = reading(&article, |_| {});
    let outline = |client: &mut Client| {
        let outline = client.request("textDocument/documentSymbol", json!({ "textDocument": document() }));
        drawn(&outline, &everything(), "")
    };
    insta::assert_snapshot!(outline(&mut client), @"
    class Ana Ruiz (2 quotations · Mayor)
      string “It took years,” (Ruiz)
      string “It was worth it,” (she)
    namespace Unattributed (1 quotation)
      string “Nobody asked us.” ()
    namespace Unnamed sources (1 quotation)
      string “It is late,” (an aide)
    ");
    let settings = json!({ "settings": { "outline": { "by_section": true } } });
    client.notify("workspace/didChangeConfiguration", settings);
    insta::assert_snapshot!(outline(&mut client), @"
    namespace The bridge (2 quotations)
      string Ana Ruiz: “It took years,” (Ruiz)
      string Ana Ruiz: “It was worth it,” (she)
    namespace The quay (2 quotations)
      string Unattributed: “Nobody asked us.” ()
      string Unnamed: “It is late,” (an aide)
    ");
    client.published(URI);
    client.leave();
}
