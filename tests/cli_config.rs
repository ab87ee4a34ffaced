//! Settings and people lists on the command line: what they change, where they come from, and what is said of mistakes.

mod common;

use common::Desk;
use insta::assert_snapshot;

/// Nobody is shown to have said the second quotation, and the last name is nowhere else.
const ARTICLE: &str = "Ann Lee, the mayor, came to the bridge. “It stays shut,” Lee said.\n\n\
    The quay was empty. “Nobody tells us anything about the bridge.”\n\n\
    “No.”{speaker=\"Margaret Lindqvist\"}\n";

fn codes(desk: &Desk, arguments: &[&str]) -> String {
    let run = desk.run(&[&["check", "--format", "json"], arguments].concat());
    let line = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let word = |key: &str| json[key].as_str().expect("a string").to_owned();
        format!("{} {}:{} {}", word("severity"), word("file"), json["line"], word("code"))
    };
    let mut lines: Vec<_> = run.out.lines().map(line).collect();
    lines.extend(run.err.lines().map(str::to_owned));
    lines.push(format!("exit code: {}", run.code.unwrap()));
    lines.join("\n")
}

#[test]
fn a_configuration_file_counts_for_all_below_it() {
    let desk = Desk::new();
    desk.file("desk/week/a.article", ARTICLE).file("b.article", ARTICLE);
    desk.file("desk/onrecord.toml", "[rules]\nunattributed-quote = \"error\"\nunknown-speaker = \"off\"\n");
    assert_snapshot!(codes(&desk, &["b.article", "desk"]), @r"
    warning b.article:3 unattributed-quote
    warning b.article:5 unknown-speaker
    error desk/week/a.article:3 unattributed-quote
    exit code: 1
    ");
}

#[test]
fn the_command_line_overrides_it() {
    let desk = Desk::new();
    desk.file("a.article", ARTICLE);
    desk.file("onrecord.toml", "[rules]\nunattributed-quote = \"error\"\nunknown-speaker = \"off\"\n");
    assert_snapshot!(codes(&desk, &["a.article", "--select", "unknown-speaker"]), @r"
    warning a.article:5 unknown-speaker
    exit code: 1
    ");
    assert_snapshot!(codes(&desk, &["a.article", "--ignore", "unattributed-quote"]), @"exit code: 0");
    assert_snapshot!(codes(&desk, &["a.article", "--severity", "unattributed-quote=information"]), @r"
    information a.article:3 unattributed-quote
    exit code: 0
    ");
    assert_snapshot!(codes(&desk, &["a.article", "--set", "rules.unattributed-quote.min_words=20"]), @"exit code: 0");
    assert_snapshot!(codes(&desk, &["a.article", "--no-config"]), @r"
    warning a.article:3 unattributed-quote
    warning a.article:5 unknown-speaker
    exit code: 1
    ");
    desk.file("strict/house.toml", "[rules]\nunattributed-quote = \"hint\"\n");
    assert_snapshot!(codes(&desk, &["a.article", "--config", "strict/house.toml", "--min-severity", "hint"]), @r"
    hint a.article:3 unattributed-quote
    warning a.article:5 unknown-speaker
    exit code: 1
    ");
}

#[test]
fn a_slip_on_the_command_line_says_what_was_meant() {
    let desk = Desk::new();
    desk.file("a.article", ARTICLE);
    assert_snapshot!(desk.run(&["check", "a.article", "--select", "unknown-speker"]), @r"
    stderr: error: invalid value 'unknown-speker' for '--select <CODE>': there is no such rule; did you mean unknown-speaker? (`onrecord explain` lists them)
    stderr: 
    stderr: For more information, try '--help'.
    exit code: 2
    ");
    assert_snapshot!(desk.run(&["check", "a.article", "--severity", "unknown-speaker=fatal"]), @r"
    stderr: error: invalid value 'unknown-speaker=fatal' for '--severity <CODE=SEVERITY>': expected one of off, hint, information, warning, error
    stderr: 
    stderr: For more information, try '--help'.
    exit code: 2
    ");
    assert_snapshot!(desk.run(&["check", "a.article", "--set", "line_is_paragraf=true"]), @r"
    stderr: error: --set: `line_is_paragraf` is not a setting; did you mean `line_is_paragraph`?
    exit code: 2
    ");
    assert_snapshot!(desk.run(&["check", "a.article", "--config", "none.toml"]), @r"
    stderr: error: --config: none.toml: there is no such file
    exit code: 2
    ");
}

#[test]
fn mistakes_in_the_configuration_are_shown_like_those_in_articles() {
    let desk = Desk::new();
    desk.file("a.article", "It rained all day.\n");
    desk.file(
        "onrecord.toml",
        "people = [\"people.yaml\", \"council.yaml\"]\n\n[rules]\nname-varient = \"off\"\nunknown-speaker = \"fatal\"\n",
    );
    desk.file("people.yaml", "- name: Ann Lee\n  alias: Annie\n");
    let run = desk.run(&["check", "a.article"]).to_string().replace(&*desk.path().to_string_lossy(), "DESK");
    assert_snapshot!(run, @r#"
    error[configuration]: The people list DESK/council.yaml cannot be read: there is no such file.
      ╭▸ onrecord.toml:1:26
      │
    1 │ people = ["people.yaml", "council.yaml"]
      ╰╴                         ━━━━━━━━━━━━━━

    error[configuration]: `name-varient` is not a rule; did you mean `name-variant`?
      ╭▸ onrecord.toml:4:1
      │
    4 │ name-varient = "off"
      ╰╴━━━━━━━━━━━━

    error[configuration]: "fatal" is not a severity. Expected one of "off", "hint", "information", "warning", "error".
      ╭▸ onrecord.toml:5:19
      │
    5 │ unknown-speaker = "fatal"
      ╰╴                  ━━━━━━━

    error[people-list]: `alias` is not a key of an entry; did you mean `aliases`? Expected one of name, aliases, title, pronouns, ref, note.
      ╭▸ people.yaml:2:3
      │
    2 │   alias: Annie
      ╰╴  ━━━━━

    No problems in 1 article; 4 mistakes in the configuration
    exit code: 2
    "#);
    assert_snapshot!(codes(&desk, &["a.article"]), @r"
    error onrecord.toml:1 configuration
    error onrecord.toml:4 configuration
    error onrecord.toml:5 configuration
    error people.yaml:2 people-list
    exit code: 2
    ");
    let run = desk.run(&["config"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("error[configuration]: `name-varient` is not a rule"), "{run}");
    assert!(run.out.contains("rules.name-variant.severity"), "{run}");
}

#[test]
fn whoever_reads_the_settings_tells_what_is_wrong_in_them() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "inclued = []\n")
        .file("a.article", "It rained.\n")
        .file("b.article", "It snowed.\n");
    desk.file("in.jsonl", "{\"id\": 1, \"text\": \"It rained.\"}\n");
    for command in [
        &["outline", "a.article", "b.article"][..],
        &["report", "a.article", "b.article"],
        &["report", "a.article", "b.article", "-o", "pages/"],
        &["export", "--format", "csv", "a.article", "b.article"],
        &["export", "--format", "csv", "in.jsonl"],
    ] {
        let run = desk.run(command);
        assert_eq!(run.err.matches("`inclued` is not a setting").count(), 1, "{command:?}: {run}");
        assert_eq!(run.code, Some(2), "{command:?}");
        let alone = desk.run(&[command, &["--no-config"]].concat());
        assert_eq!((alone.err.as_str(), alone.code), ("", Some(0)), "{command:?}");
        assert_eq!(run.out, alone.out, "what is right counts, and the work is done: {command:?}");
    }
}

#[test]
fn the_people_list_is_known_in_every_article() {
    let desk = Desk::new();
    let article = "Lindqvist came to the bridge on Monday. “It stays shut,” the engineer said.\n\n\
        “No.”{speaker=\"Cy Dole\"}\n";
    desk.file("week/a.article", article);
    assert_snapshot!(desk.run(&["outline", "week/a.article"]), @r"
    week/a.article
    ├── Cy Dole  (1 quotation)  3:1
    │   └── “No.”  (Cy Dole)  3:2
    └── Unnamed sources  (1 quotation)  1:41
        └── “It stays shut,”  (the engineer)  1:42
    exit code: 0
    ");
    assert_snapshot!(codes(&desk, &["week/a.article"]), @r"
    warning week/a.article:3 unknown-speaker
    exit code: 1
    ");
    desk.file("people.yaml", "- {name: Margaret Lindqvist, title: engineer}\n- Cy Dole\n");
    assert_snapshot!(desk.run(&["outline", "week/a.article"]), @r"
    week/a.article
    ├── Margaret Lindqvist  (1 quotation · engineer)  1:58
    │   └── “It stays shut,”  (the engineer)  1:42
    └── Cy Dole  (1 quotation)  3:1
        └── “No.”  (Cy Dole)  3:2
    exit code: 0
    ");
    assert_snapshot!(codes(&desk, &["week/a.article"]), @"exit code: 0");
    assert_snapshot!(codes(&desk, &["week/a.article", "--no-config"]), @r"
    warning week/a.article:3 unknown-speaker
    exit code: 1
    ");
}

#[test]
fn annotate_reads_what_it_is_told_to_and_nothing_else() {
    let desk = Desk::new();
    desk.file("people.yaml", "- {name: Margaret Lindqvist, title: engineer}\n");
    desk.file("onrecord.toml", "[rules]\nunattributed-quote = \"off\"\n");
    let line = "{\"text\": \"Lindqvist came. The quay was empty. “Nobody tells us anything about it.”\"}\n";
    let summary = |arguments: &[&str]| {
        let run = desk.run_with(&[&["annotate"], arguments].concat(), line.as_bytes());
        let record: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run}"));
        let all = |list: &str, key: &str| {
            let items = record[list].as_array().expect("a list").iter();
            items.map(|item| item[key].as_str().unwrap_or("none").to_owned()).collect::<Vec<_>>().join(", ")
        };
        format!("{} · {} · {}", all("entities", "name"), all("entities", "role"), all("diagnostics", "code"))
    };
    assert_snapshot!(summary(&[]), @"Lindqvist, The quay · none, none · unattributed-quote");
    assert_snapshot!(summary(&["--people", "people.yaml"]), @"Margaret Lindqvist, The quay · engineer, none · unattributed-quote");
    assert_snapshot!(summary(&["--config", "onrecord.toml"]), @"Margaret Lindqvist, The quay · engineer, none ·");
    assert_snapshot!(summary(&["--ignore", "unattributed-quote"]), @"Lindqvist, The quay · none, none ·");
    assert_snapshot!(desk.run(&["annotate", "--people", "none.yaml"]).to_string().replace(&*desk.path().to_string_lossy(), "DESK"), @r"
    stderr: error: The people list DESK/none.yaml cannot be read: there is no such file.
    exit code: 2
    ");
}

#[test]
fn patterns_say_which_files_are_articles() {
    let desk = Desk::new();
    desk.file("onrecord.toml", "include = [\"*.article\", \"copy/*.txt\"]\nexclude = [\"archive/\"]\n");
    desk.file("a.article", ARTICLE).file("copy/b.txt", ARTICLE).file("notes.txt", ARTICLE);
    desk.file("archive/c.article", ARTICLE);
    assert_snapshot!(codes(&desk, &[".", "--select", "unknown-speaker"]), @r"
    warning ./a.article:5 unknown-speaker
    warning ./copy/b.txt:5 unknown-speaker
    exit code: 1
    ");
    assert_snapshot!(codes(&desk, &["archive/c.article", "--select", "unknown-speaker"]), @r"
    warning archive/c.article:5 unknown-speaker
    exit code: 1
    ");
}

#[test]
fn lines_are_paragraphs_where_the_house_says_so() {
    let desk = Desk::new();
    // As one paragraph, the first line says who speaks in the second.
    desk.file("wire.article", "Ann Lee shook her head.\n“Nobody tells us anything about the bridge.”\n");
    assert_snapshot!(codes(&desk, &["wire.article"]), @"exit code: 0");
    assert_snapshot!(codes(&desk, &["wire.article", "--set", "line_is_paragraph=true"]), @r"
    warning wire.article:2 unattributed-quote
    exit code: 1
    ");
}

#[test]
fn every_value_is_shown_with_where_it_comes_from() {
    let desk = Desk::new();
    desk.file("week/a.article", ARTICLE).file("people.yaml", "- Ann Lee\n");
    desk.file("onrecord.toml", "line_is_paragraph = true\n\n[rules.unattributed-quote]\nmin_words = 3\n");
    assert_snapshot!(desk.run(&["config", "week/a.article", "--ignore", "name-variant"]), @r#"
    include = ["*.article"]                            # default
    exclude = []                                       # default
    language_ids = ["article"]                         # default
    line_is_paragraph = true                           # onrecord.toml:1
    people = ["people.yaml"]                           # default
    hints.speakers = true                              # default
    hints.people = false                               # default
    hints.dates = true                                 # default
    lenses.speakers = true                             # default
    lenses.sources = true                              # default
    outline.by_section = false                         # default
    completion.names_in_prose = false                  # default
    typing.curly_quotes = false                        # default
    index.max_files = 10000                            # default
    index.max_megabytes = 64                           # default
    rules.ambiguous-speaker.severity = "hint"          # default
    rules.anonymous-source.severity = "hint"           # default
    rules.anonymous-source.reported = true             # default
    rules.inconsistent-title.severity = "information"  # default
    rules.malformed-annotation.severity = "warning"    # default
    rules.malformed-header.severity = "warning"        # default
    rules.mixed-quote-marks.severity = "hint"          # default
    rules.mixed-quote-marks.marks = "majority"         # default
    rules.name-order.severity = "information"          # default
    rules.name-order.accept = []                       # default
    rules.name-variant.severity = "off"                # command line
    rules.name-variant.accept = []                     # default
    rules.nested-quote-marks.severity = "hint"         # default
    rules.nested-quote-marks.outer = "either"          # default
    rules.quote-punctuation.severity = "hint"          # default
    rules.quote-punctuation.style = "off"              # default
    rules.relative-date.severity = "hint"              # default
    rules.repeated-quote.severity = "information"      # default
    rules.repeated-quote.min_words = 7                 # default
    rules.speaker-not-introduced.severity = "warning"  # default
    rules.speaker-not-introduced.accept = []           # default
    rules.unattributed-quote.severity = "warning"      # default
    rules.unattributed-quote.min_words = 3             # onrecord.toml:4
    rules.unbalanced-quote.severity = "error"          # default
    rules.unknown-speaker.severity = "warning"         # default
    rules.unknown-speaker.surname_is_enough = true     # default
    rules.unresolved-speaker.severity = "information"  # default
    rules.weekday-mismatch.severity = "error"          # default
    # 1 entry in people.yaml
    exit code: 0
    "#);
}

#[test]
fn what_config_prints_can_be_a_configuration() {
    let desk = Desk::new();
    desk.file("a.article", ARTICLE).file("people.yaml", "- Ann Lee\n");
    let defaults = desk.run(&["config"]).out;
    desk.file("onrecord.toml", &defaults);
    let run = desk.run(&["config"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let values = |out: &str| {
        out.lines().map(|l| l.split("  # ").next().unwrap().trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(values(&run.out), values(&defaults));
    assert_eq!(run.out.matches("# onrecord.toml:").count(), defaults.matches("# default").count());
}

#[test]
fn the_schema_has_every_setting() {
    let desk = Desk::new();
    let schema: serde_json::Value =
        serde_json::from_str(&desk.run(&["config", "--schema"]).out).expect("JSON");
    for line in desk.run(&["config"]).out.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(" = ").next().unwrap();
        let mut at = &schema;
        for key in name.split('.') {
            // A rule is a severity, or a table.
            let table = if at["anyOf"].is_array() { &at["anyOf"][1] } else { at };
            assert_eq!(table["additionalProperties"], false, "{name}");
            at = &table["properties"][key];
        }
        assert!(at["description"].is_string() && !at["default"].is_null(), "{name}: {at}");
    }
}
