//! The life of a session: hello, capabilities, goodbye, and everything an editor may get wrong in between.

mod support;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use support::model::{self, Model};
use support::{Client, capabilities, server_process};

use onrecord::text::position::Encoding;

const URI: &str = "file:///desk/bridge.article";
const ARTICLE: &str = "“It took eleven years 🌉,” said Deputy Mayor Ana Ruiz.\r\n\r\n\
    “Nobody is shown to have said this, or to have been asked.”\r\n";

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

#[test]
fn only_what_works_is_advertised() {
    let mut client = Client::of_process();
    let result = client.initialize(json!({}));
    assert_eq!(
        result,
        json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
                "codeActionProvider": {
                    "codeActionKinds": ["quickfix", "refactor.rewrite", "source.fixAll.onrecord"],
                    "resolveProvider": true,
                },
                "hoverProvider": true,
                "documentSymbolProvider": true,
                "inlayHintProvider": { "resolveProvider": true },
                "codeLensProvider": { "resolveProvider": true },
                "executeCommandProvider": { "commands": ["onrecord.show", "onrecord.report", "onrecord.export"] },
                "foldingRangeProvider": true,
                "selectionRangeProvider": true,
                "semanticTokensProvider": {
                    "full": { "delta": true },
                    "range": true,
                    "legend": {
                        "tokenTypes": [
                            "class", "namespace", "enumMember", "event", "number", "string", "function", "property",
                            "decorator", "comment",
                        ],
                        "tokenModifiers": [
                            "declaration", "pronoun", "description", "unattributed", "anonymous", "unresolved",
                            "person", "organisation", "place", "event", "date", "quotation", "reportingVerb",
                            "headerKey", "annotation", "remark",
                        ],
                    },
                },
                "definitionProvider": true,
                "declarationProvider": true,
                "referencesProvider": true,
                "documentHighlightProvider": true,
                "documentLinkProvider": { "resolveProvider": false },
                "callHierarchyProvider": true,
                "workspaceSymbolProvider": { "resolveProvider": false },
                "completionProvider": {
                    "resolveProvider": true,
                    "triggerCharacters": [" ", "{", "=", "\"", "“", ".", "%"],
                },
                "documentOnTypeFormattingProvider": {
                    "firstTriggerCharacter": "\"", "moreTriggerCharacter": ["'", " ", ",", "."],
                },
                "renameProvider": { "prepareProvider": true },
                "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
            },
            "serverInfo": { "name": "onrecord", "version": env!("CARGO_PKG_VERSION") },
        })
    );
    client.leave();
}

#[test]
fn the_client_chooses_the_encoding() {
    for (offered, chosen) in [
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-16", "utf-8"]), "utf-16"),
        (json!(["ebcdic", "utf-32"]), "utf-32"),
        (json!([]), "utf-16"),
    ] {
        let mut client = Client::in_process();
        let result = client.initialize(json!({ "general": { "positionEncodings": offered } }));
        assert_eq!(result["capabilities"]["positionEncoding"], chosen);
        client.leave();
    }
}

#[test]
fn requests_before_hello_and_after_goodbye_are_refused() {
    let mut client = Client::of_process();
    client.open(URI, 1, ARTICLE);
    assert_eq!(client.error("textDocument/documentSymbol", document()), NOT_INITIALIZED);
    assert_eq!(client.error("shutdown", Value::Null), NOT_INITIALIZED);
    client.initialize(json!({}));
    assert_eq!(client.error("initialize", json!({ "capabilities": {} })), INVALID_REQUEST);
    assert_eq!(client.text(URI), None, "it was opened before hello");
    client.request("shutdown", Value::Null);
    client.open(URI, 1, ARTICLE);
    assert_eq!(client.error("textDocument/documentSymbol", document()), INVALID_REQUEST);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
    client.assert_all_read();
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    for initialized in [false, true] {
        let mut client = Client::of_process();
        if initialized {
            client.initialize(json!({}));
        }
        client.notify("exit", Value::Null);
        assert_eq!(client.exit_code(), Some(1));
        client.assert_all_read();
    }
}

#[test]
fn the_server_leaves_when_the_pipe_is_closed() {
    for client in [Client::of_process, Client::in_process] {
        let mut client = client().agreed("utf-8");
        client.open(URI, 1, ARTICLE);
        client.diagnostics(URI, 1);
        let request = client.send("textDocument/documentSymbol", document());
        client.hang_up();
        client.result(request);
        assert_eq!(client.exit_code(), Some(1));
        client.assert_all_read();
    }
}

#[test]
fn a_pipe_closed_inside_a_message_is_closed() {
    let mut client = Client::of_process();
    client.initialize(json!({}));
    client.raw("Content-Length: 1000\r\n\r\n{\"jsonrpc\"");
    client.hang_up();
    assert_eq!(client.exit_code(), Some(1));
    client.assert_all_read();
}

/// Its pipe is full after a few answers: what it says is read all the same, to the last word.
#[test]
fn a_client_that_does_not_listen_is_heard() {
    let mut child = server_process();
    let mut input = child.stdin.take().unwrap();
    let mut say = |message: Value| {
        let body = message.to_string();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    };
    say(json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": {} } }));
    say(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    let text = ARTICLE.repeat(20);
    let item = json!({ "uri": URI, "languageId": "article", "version": 1, "text": text });
    say(json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": item } }));
    for id in 1..1000 {
        let version = json!({ "uri": URI, "version": id + 1 });
        let at = json!({ "line": 0, "character": 0 });
        let changes = json!([{ "range": { "start": at, "end": at }, "text": "Rain. " }]);
        let params = json!({ "textDocument": version, "contentChanges": changes });
        say(json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }));
        let symbols = "textDocument/documentSymbol";
        say(json!({ "jsonrpc": "2.0", "id": id, "method": symbols, "params": document() }));
    }
    say(json!({ "jsonrpc": "2.0", "id": 1000, "method": "shutdown" }));
    say(json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn one_client_is_served_over_tcp() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["server", "--tcp", "0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("onrecord: listening on ").expect("the address on stderr");
    let stream = TcpStream::connect(address).unwrap();
    let mut client = Client::of_pipes(stream.try_clone().unwrap(), stream).agreed("utf-16");
    client.open(URI, 1, ARTICLE);
    client.diagnostics(URI, 1);
    client.leave();
    assert_eq!(server.wait().unwrap().code(), Some(0));
}

#[test]
fn nonsense_is_answered_and_forgotten() {
    let mut client = Client::of_process().agreed("utf-16");
    let null = |message: &Value| message["id"].is_null() && message.get("method").is_none();
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    for (body, code) in [
        (b"{nonsense".as_slice(), PARSE_ERROR),
        (b"\xff\xfe\x00", PARSE_ERROR),
        (deep.as_bytes(), PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b"null", INVALID_REQUEST),
    ] {
        client.body(body);
        assert_eq!(client.find("an error without id", null)["error"]["code"], code);
    }
    client.raw("a wrapper's stray output\r\n\r\n");
    client.body(r#"{"jsonrpc":"2.0","id":9001}"#);
    assert_eq!(client.answer(9001)["error"]["code"], INVALID_REQUEST);
    client.body(r#"{"jsonrpc":"2.0","id":"a word","method":"no/such"}"#);
    let answer = client.find("an answer to a word", |message| message["id"] == "a word");
    assert_eq!(answer["error"]["code"], METHOD_NOT_FOUND);
    assert_eq!(client.error("$/noSuch", json!({})), METHOD_NOT_FOUND, "silence is no answer");
    assert_eq!(client.error("textDocument/hover", json!({ "position": "here" })), INVALID_PARAMS);
    client.notify("no/such", json!({}));
    client.notify("$/noSuch", json!([]));
    client.notify("textDocument/didOpen", json!({ "textDocument": "this one" }));
    client.body(r#"{"jsonrpc":"2.0","id":77,"result":"of a request that nobody made"}"#);
    client.open(URI, 1, ARTICLE);
    client.diagnostics(URI, 1);
    client.leave();
}

#[test]
fn a_huge_article_is_an_article() {
    let mut client = Client::of_process().agreed("utf-16");
    let text = ARTICLE.repeat(20_000);
    client.open(URI, 1, &text);
    client.diagnostics(URI, 1);
    assert_eq!(client.text(URI).as_deref(), Some(text.as_str()));
    client.leave();
}

#[test]
fn every_cancelled_request_is_answered() {
    let mut client = Client::of_process().agreed("utf-16");
    client.open(URI, 1, &ARTICLE.repeat(2000));
    let requests: Vec<i64> = (0..50)
        .map(|_| {
            let id = client.send("textDocument/documentSymbol", document());
            client.notify("$/cancelRequest", json!({ "id": id }));
            id
        })
        .collect();
    for id in requests {
        let answer = client.answer(id);
        assert!(answer["result"].is_array() || answer["error"]["code"] == CANCELLED, "{answer}");
    }
    client.notify("$/cancelRequest", json!({ "id": 1 }));
    client.notify("$/cancelRequest", json!({ "id": 31_415 }));
    client.diagnostics(URI, 1);
    client.leave();
}

#[test]
fn the_wire_says_what_the_library_says() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let mut client = Client::in_process().agreed(model::name(encoding));
        let model = Model::new(ARTICLE, encoding);
        client.open(URI, 1, ARTICLE);
        assert_eq!(client.diagnostics(URI, 1), model.diagnostics(URI));
        let symbols = client.request("textDocument/documentSymbol", document());
        assert_eq!(model::symbols(&symbols), model.symbols());
        let everything = json!({ "start": model.position(0), "end": model.position(ARTICLE.len()) });
        let params = json!({ "textDocument": { "uri": URI }, "range": everything });
        let hints = client.request("textDocument/inlayHint", params);
        assert_eq!(model::hints(&hints), model.hints());
        for (offset, _) in ARTICLE.char_indices() {
            let params = json!({ "textDocument": { "uri": URI }, "position": model.position(offset) });
            let expected = match &ARTICLE[offset..] {
                // No position is inside a line break.
                rest if rest.starts_with('\n') => model.hover(URI, offset - 1),
                _ => model.hover(URI, offset),
            };
            assert_eq!(client.request("textDocument/hover", params), expected, "at {offset}");
        }
        client.leave();
    }
}

#[test]
fn a_client_gets_what_it_can_take() {
    let mut client = Client::in_process();
    client.initialize(json!({}));
    client.open(URI, 3, ARTICLE);
    let (version, diagnostics) = client.published(URI);
    assert_eq!(version, None);
    let expected = Model::new(ARTICLE, Encoding::Utf16).diagnostics(URI);
    assert_eq!(diagnostics.as_array().unwrap().len(), expected.as_array().unwrap().len());
    for diagnostic in diagnostics.as_array().unwrap() {
        assert!(diagnostic.get("codeDescription").is_none());
        assert!(diagnostic.get("relatedInformation").is_none());
    }
    let symbols = client.request("textDocument/documentSymbol", document());
    let names: Vec<Value> = symbols.as_array().unwrap().iter().map(|s| s["name"].clone()).collect();
    let outline = Model::new(ARTICLE, Encoding::Utf16).symbols();
    assert_eq!(names, outline.into_iter().map(|(_, name, _)| name).collect::<Vec<_>>());
    for symbol in symbols.as_array().unwrap() {
        assert_eq!(symbol["location"]["uri"], URI, "a flat list");
    }
    client.leave();
}

#[test]
fn closing_takes_the_diagnostics_away() {
    let mut client = Client::in_process().agreed("utf-16");
    for version in 1..20 {
        client.open(URI, version, ARTICLE);
        client.diagnostics(URI, version);
        client.close(URI);
        assert_eq!(client.published(URI), (None, json!([])));
        assert_eq!(client.request("textDocument/documentSymbol", document()), Value::Null);
    }
    // Without waiting: whatever was published on the way, nothing remains.
    for version in 20..60 {
        client.open(URI, version, ARTICLE);
        client.close(URI);
    }
    client.open(URI, 60, ARTICLE);
    let mut closed = 0;
    while client.published(URI).0 != Some(60) {
        closed += 1;
    }
    assert!((40..=80).contains(&closed), "{closed}");
    client.leave();
}

#[test]
fn an_editor_that_lost_count_is_followed() {
    let mut client = Client::in_process().agreed("utf-16");
    // Of a document that is not open.
    client.change(URI, 7, json!([{ "text": "nobody" }]));
    client.close(URI);
    assert_eq!(client.text(URI), None);
    // Opened twice: the second text is what it shows.
    client.open(URI, 1, "one");
    client.diagnostics(URI, 1);
    client.open(URI, 2, "two");
    client.diagnostics(URI, 2);
    assert_eq!(client.text(URI).as_deref(), Some("two"));
    // A version that goes back, and one that stays.
    client.change(URI, 1, json!([{ "text": "three" }]));
    client.diagnostics(URI, 1);
    client.change(URI, 1, json!([{ "text": "four" }]));
    client.diagnostics(URI, 1);
    assert_eq!(client.text(URI).as_deref(), Some("four"));
    // No change at all is a version too.
    client.change(URI, 5, json!([]));
    client.diagnostics(URI, 5);
    client.notify("textDocument/didSave", document());
    client.close(URI);
    assert_eq!(client.published(URI), (None, json!([])));
    client.change(URI, 6, json!([{ "text": "after the close" }]));
    client.close(URI);
    assert_eq!(client.text(URI), None);
    client.leave();
}

#[test]
fn what_is_unread_fails_the_test() {
    let mut client = Client::in_process().agreed("utf-16");
    client.open(URI, 1, ARTICLE);
    client.find("diagnostics", |message| message["method"] == "textDocument/publishDiagnostics");
    client.close(URI);
    let leaving = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| client.leave()));
    let message = *leaving.unwrap_err().downcast::<String>().unwrap();
    assert!(message.starts_with("messages left unread"), "{message}");
}

#[test]
fn capabilities_of_the_tests_are_those_of_a_capable_editor() {
    assert_eq!(capabilities()["general"]["positionEncodings"], json!(["utf-16"]));
}
