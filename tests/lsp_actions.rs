//! What an editor offers to do, over the wire: every kind of action as a whole change, taken and looked at.

mod support;

use onrecord::text::position::Encoding;
use serde_json::{Value, json};
use support::model::Model;
use support::{Client, capabilities};

const URI: &str = "untitled:Untitled-1";

/// An editor that can do everything about actions.
fn able() -> Value {
    let mut able = capabilities();
    able["textDocument"]["publishDiagnostics"]["dataSupport"] = json!(true);
    able["textDocument"]["codeAction"] = json!({
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor", "source"] } },
        "isPreferredSupport": true,
        "disabledSupport": true,
        "dataSupport": true,
        "resolveSupport": { "properties": ["edit"] },
    });
    able["workspace"] = json!({
        "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
    });
    able
}

/// An editor with one document open.
struct Editor {
    client: Client,
    uri: String,
    model: Model,
    version: i64,
    /// What was published last.
    diagnostics: Value,
}

impl Editor {
    fn open(capabilities: Value, uri: &str, text: &str) -> Editor {
        let mut client = Client::in_process();
        let result = client.initialize(capabilities);
        assert_eq!(result["capabilities"]["codeActionProvider"]["resolveProvider"], true);
        client.open(uri, 1, text);
        let diagnostics = client.diagnostics(uri, 1);
        let model = Model::new(text, Encoding::Utf16);
        Editor { client, uri: uri.to_owned(), model, version: 1, diagnostics }
    }

    /// An able editor with an article that was never saved.
    fn with(text: &str) -> Editor {
        Editor::open(able(), URI, text)
    }

    fn range(&self, words: &str) -> Value {
        let at = self.model.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the article"));
        json!({ "start": self.model.position(at), "end": self.model.position(at + words.len()) })
    }

    /// What is offered at these words, the diagnostics there given back as they were published.
    fn offered(&mut self, words: &str, context: Value) -> Vec<Value> {
        let range = self.range(words);
        let lines = |range: &Value| (range["start"]["line"].as_u64(), range["end"]["line"].as_u64());
        let here = self.diagnostics.as_array().expect("diagnostics").iter();
        let here: Vec<_> = here.filter(|d| lines(&d["range"]).0 == lines(&range).0).cloned().collect();
        let mut whole = json!({ "diagnostics": here });
        whole.as_object_mut().expect("an object").extend(context.as_object().expect("an object").clone());
        self.asked(range, whole)
    }

    fn asked(&mut self, range: Value, context: Value) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": self.uri }, "range": range, "context": context });
        let result = self.client.request("textDocument/codeAction", params);
        result.as_array().unwrap_or_else(|| panic!("no actions: {result}")).clone()
    }

    /// The action with this title at these words, with its edit.
    fn chosen(&mut self, words: &str, title: &str) -> Value {
        let offered = self.offered(words, json!({}));
        let titles: Vec<_> = offered.iter().map(|action| action["title"].clone()).collect();
        let action = offered.into_iter().find(|action| action["title"] == title);
        let action = action.unwrap_or_else(|| panic!("{title:?} is not among {titles:#?}"));
        assert!(action.get("edit").is_none(), "edits come when they are asked for");
        let resolved = self.client.request("codeAction/resolve", action.clone());
        assert_eq!(resolved["title"], action["title"]);
        resolved
    }

    /// The article after the action with this title was taken at these words.
    fn after(&mut self, words: &str, title: &str) -> String {
        let action = self.chosen(words, title);
        let changes = action["edit"]["documentChanges"].as_array().expect("changes");
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0]["textDocument"], json!({ "uri": self.uri, "version": self.version }));
        edited(&self.model.text, &changes[0]["edits"])
    }

    /// Types over the whole article.
    fn retype(&mut self, text: &str) {
        self.version += 1;
        self.model.text = text.to_owned();
        self.client.change(&self.uri, self.version, json!([{ "text": text }]));
        self.diagnostics = self.client.diagnostics(&self.uri, self.version);
    }
}

/// A text with the edits of a `TextDocumentEdit` made.
fn edited(text: &str, edits: &Value) -> String {
    let mut model = Model::new(text, Encoding::Utf16);
    let mut edits = edits.as_array().expect("edits").clone();
    let place = |edit: &Value| {
        (edit["range"]["start"]["line"].as_u64(), edit["range"]["start"]["character"].as_u64())
    };
    edits.sort_by_key(place);
    for edit in edits.iter().rev() {
        model.apply(&json!({ "range": edit["range"], "text": edit["newText"] }));
    }
    model.text
}

const NOBODY: &str = "Mayor Ann Lee waited at the bridge.\n\nThe quay 🌉 was empty. “We are not told anything.”\n\nIt rained.\n";

#[test]
fn speech_is_given_to_somebody_or_to_nobody() {
    let mut editor = Editor::with(NOBODY);
    let closed = |behind: &str| NOBODY.replace("anything.”", &format!("anything.”{behind}"));
    for (title, behind) in [
        ("Attribute to Ann Lee", "{speaker=\"Ann Lee\"}"),
        ("Attribute to somebody else: fill in the name", "{speaker=\"NAME\"}"),
        ("Attribute to a source that stays unnamed", "{speaker=anonymous}"),
        ("Not speech: mark as words held at arm’s length", "{.scare}"),
        ("Not speech: mark as the title of a work", "{.title}"),
    ] {
        assert_eq!(editor.after("“We are", title), closed(behind));
    }
    let action = editor.chosen("“We are", "Attribute to Ann Lee");
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"].as_array().map(Vec::len), Some(1));
    assert_eq!(action["diagnostics"][0]["code"], "unattributed-quote");
    assert_eq!(action["diagnostics"][0]["data"], json!({ "words": "“We are not told anything.”" }));
    editor.client.leave();
}

#[test]
fn an_action_taken_rids_the_article_of_its_diagnostic() {
    let mut editor = Editor::with(NOBODY);
    assert!(editor.diagnostics.to_string().contains("unattributed-quote"));
    let text = editor.after("“We are", "Attribute to Ann Lee");
    editor.retype(&text);
    assert_eq!(editor.diagnostics, json!([]));
    editor.client.leave();
}

#[test]
fn a_rule_is_left_alone_here_or_in_the_article() {
    let mut editor = Editor::with(NOBODY);
    assert_eq!(
        editor.after("“We are", "Ignore unattributed-quote in this paragraph"),
        NOBODY.replace("The quay", "{% ignore unattributed-quote %}\n\nThe quay")
    );
    assert_eq!(
        editor.after("“We are", "Ignore unattributed-quote in this article"),
        format!("{{% ignore unattributed-quote %}}\n\n{NOBODY}")
    );
    let offered = editor.offered("“We are", json!({})).into_iter();
    let in_project = offered.filter(|action| action["title"].to_string().contains("onrecord.toml")).count();
    assert_eq!(in_project, 0, "what was never saved is in no project");
    editor.client.leave();
}

#[test]
fn a_name_is_mended_here_or_everywhere() {
    let text = "---\npeople: [Margaret Lindqvist]\n---\n\nMayor Margaret Lindqivst came. It rained.\n\nMargaret Lindqivst left.\n";
    let mut editor = Editor::with(text);
    let here = text.replacen("Lindqivst", "Lindqvist", 1);
    assert_eq!(editor.after("Margaret Lindqivst", "Write “Margaret Lindqvist”"), here);
    let action = editor.chosen("Margaret Lindqivst", "Write “Margaret Lindqvist”");
    assert_eq!(action["isPreferred"], true);
    let everywhere = text.replace("Lindqivst", "Lindqvist");
    assert_eq!(editor.after("Margaret Lindqivst", "Write “Margaret Lindqvist” in all 2 places"), everywhere);
    let both = text.replace("[Margaret Lindqvist]", "[Margaret Lindqivst, Margaret Lindqvist]");
    assert_eq!(editor.after("Margaret Lindqivst", "Add Margaret Lindqivst to the article’s people"), both);
    editor.client.leave();
}

#[test]
fn a_quotation_is_closed() {
    let text = "“The bridge stays shut, Mayor Ann Lee said on Monday.\n";
    let mut editor = Editor::with(text);
    let title = "Close the quotation before “Mayor Ann Lee said on Monday”";
    assert_eq!(editor.after("“The", title), text.replace("shut,", "shut,”"));
    assert_eq!(editor.after("“The", "Take the mark out"), text.replace('“', ""));
    editor.client.leave();
}

#[test]
fn a_pronoun_is_said_to_be_somebody() {
    let text =
        "Mr Otto Brandt, the pilot, met Mr Ivo Stern, the harbour master.\n\n“The ferry is late,” he said.\n";
    let mut editor = Editor::with(text);
    let mended = text.replace("he said", "[he]{person=\"Otto Brandt\"} said");
    assert_eq!(editor.after("he said", "“he” is Otto Brandt"), mended);
    editor.client.leave();
}

#[test]
fn marks_and_the_date_of_an_article() {
    let text = "It's raining since Thursday.\n";
    let mut editor = Editor::with(text);
    assert_eq!(
        editor.after("raining", "Make all marks and apostrophes curly"),
        "It’s raining since Thursday.\n"
    );
    let offered = editor.offered("raining", json!({ "triggerKind": 1 }));
    let date = offered.iter().find(|action| action["title"].to_string().contains("Date the article"));
    // `relative-date` asks for it.
    assert_eq!(date.map(|action| action["kind"].clone()), Some(json!("quickfix")));
    let title = date.expect("a date")["title"].as_str().expect("a title").to_owned();
    let dated = editor.after("raining", &title);
    assert!(dated.starts_with("date: 2") && dated.ends_with(&format!("\n\n{text}")), "{dated}");
    editor.client.leave();
}

#[test]
fn all_safe_fixes_of_the_article_when_it_is_saved() {
    let text =
        "“It’s shut,” said Ann Lee, the mayor. “She told me “it is shut” and left.”\n\n\"No,\" Lee said.\n";
    let mended = text.replace("“it is shut”", "‘it is shut’").replace("\"No,\"", "“No,”");
    let mut editor = Editor::with(text);
    for kind in ["source.fixAll", "source.fixAll.onrecord", "source"] {
        let start = json!({ "line": 0, "character": 0 });
        let all = json!({ "start": start, "end": editor.model.position(text.len()) });
        let offered = editor.asked(all, json!({ "diagnostics": [], "only": [kind] }));
        assert_eq!(offered.len(), 1);
        assert_eq!(offered[0]["kind"], "source.fixAll.onrecord");
        let action = editor.client.request("codeAction/resolve", offered[0].clone());
        assert_eq!(edited(text, &action["edit"]["documentChanges"][0]["edits"]), mended);
    }
    editor.retype(&mended);
    let all = editor.range("Lee");
    assert_eq!(editor.asked(all, json!({ "diagnostics": [], "only": ["source.fixAll"] })), [] as [Value; 0]);
    editor.client.leave();
}

#[test]
fn only_what_is_asked_for_is_offered() {
    let mut editor = Editor::with(NOBODY);
    let kinds = |actions: Vec<Value>| {
        let mut kinds: Vec<_> =
            actions.iter().map(|action| action["kind"].as_str().unwrap().to_owned()).collect();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds(editor.offered("“We are", json!({ "only": ["quickfix"] }))), ["quickfix"]);
    assert_eq!(kinds(editor.offered("“We are", json!({ "only": ["refactor"] }))), ["refactor.rewrite"]);
    assert_eq!(kinds(editor.offered("“We are", json!({ "only": ["refactor.extract"] }))), [""; 0]);
    assert_eq!(
        kinds(editor.offered("It rained", json!({ "triggerKind": 2 }))),
        [""; 0],
        "no light without need"
    );
    editor.client.leave();
}

#[test]
fn what_is_stale_is_refused() {
    let mut editor = Editor::with(NOBODY);
    let offered = editor.offered("“We are", json!({ "only": ["quickfix"] }));
    let published = editor.diagnostics.clone();
    editor.retype(&NOBODY.replace("empty", "crowded"));
    // ContentModified
    assert_eq!(editor.client.error("codeAction/resolve", offered[0].clone()), -32801);
    // The diagnostics that were published then are of words that stand elsewhere now.
    let rain = editor.range("It rained");
    let offered = editor.asked(rain, json!({ "diagnostics": published, "only": ["quickfix"] }));
    assert_eq!(offered, [] as [Value; 0]);
    // Those that are published now are found wherever the cursor is.
    let rain = editor.range("It rained");
    let offered =
        editor.asked(rain, json!({ "diagnostics": editor.diagnostics.clone(), "only": ["quickfix"] }));
    assert!(offered.iter().any(|action| action["title"] == "Attribute to Ann Lee"));
    editor.client.leave();
}

#[test]
fn the_project_and_its_people() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap();
    let text = "Mayor Ann Lee came. “It stays shut.”{speaker=\"Anne Leigh\"}\n";
    std::fs::write(path.join("people.yaml"), "- Bo Park\n").unwrap();
    let uri = |name: &str| format!("file://{}/{name}", path.display());
    let mut editor = Editor::open(able(), &uri("a.article"), text);

    let action = editor.chosen("Anne Leigh", "Add Anne Leigh to people.yaml");
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": uri("people.yaml"), "version": null }));
    assert_eq!(edited("- Bo Park\n", &change["edits"]), "- Anne Leigh\n- Bo Park\n");

    let action = editor.chosen("Anne Leigh", "Switch unknown-speaker off in onrecord.toml");
    let changes = &action["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[0]["uri"], uri("onrecord.toml"));
    assert_eq!(edited("", &changes[1]["edits"]), "[rules]\nunknown-speaker = \"off\"\n");

    // With one that is there, as the editor has it open.
    let settings = "# Ours.\n[rules]\nname-variant = \"error\"\n";
    let document =
        json!({ "uri": uri("onrecord.toml"), "languageId": "toml", "version": 7, "text": settings });
    editor.client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    // What is open counts before it is saved, so the article is looked at anew.
    editor.client.published(&uri("a.article"));
    let action = editor.chosen("Anne Leigh", "Switch unknown-speaker off in onrecord.toml");
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "it need not be made");
    assert_eq!(changes[0]["textDocument"], json!({ "uri": uri("onrecord.toml"), "version": 7 }));
    assert_eq!(edited(settings, &changes[0]["edits"]), format!("{settings}unknown-speaker = \"off\"\n"));
    editor.client.leave();
}

#[test]
fn an_editor_that_can_do_little_gets_what_it_can_take() {
    let mut plain = capabilities();
    plain["textDocument"]["codeAction"] =
        json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } });
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("file://{}/a.article", folder.path().canonicalize().unwrap().display());
    let mut editor = Editor::open(plain, &uri, NOBODY);
    assert!(editor.diagnostics[0].get("data").is_none());
    let offered = editor.offered("“We are", json!({}));
    for action in &offered {
        assert!(action.get("data").is_none() && action.get("isPreferred").is_none(), "{action}");
        assert!(action["edit"]["changes"].is_object(), "{action}");
    }
    let lee = offered.iter().find(|action| action["title"] == "Attribute to Ann Lee").unwrap();
    assert_eq!(
        edited(NOBODY, &lee["edit"]["changes"][uri.as_str()]),
        NOBODY.replace("anything.”", "anything.”{speaker=\"Ann Lee\"}")
    );
    assert!(offered.iter().all(|action| action["title"] != "Switch unattributed-quote off in onrecord.toml"));
    // An action that had its edit from the start is given back as it is.
    assert_eq!(editor.client.request("codeAction/resolve", lee.clone()), *lee);
    editor.client.leave();

    let mut disabled = able();
    disabled["workspace"]["workspaceEdit"]["resourceOperations"] = json!([]);
    let mut editor = Editor::open(disabled, &uri, NOBODY);
    let offered = editor.offered("“We are", json!({}));
    let off =
        offered.iter().find(|action| action["title"] == "Switch unattributed-quote off in onrecord.toml");
    assert!(off.unwrap()["disabled"]["reason"].as_str().unwrap().contains("does not exist"));
    editor.client.leave();
}

#[test]
fn an_editor_without_literals_is_offered_nothing() {
    let mut client = Client::in_process().agreed("utf-16");
    client.open(URI, 1, NOBODY);
    client.diagnostics(URI, 1);
    let start = json!({ "line": 0, "character": 0 });
    let range = json!({ "start": start, "end": start });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
    assert_eq!(client.request("textDocument/codeAction", params), Value::Null);
    client.leave();
}
