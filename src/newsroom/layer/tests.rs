use super::*;
use crate::newsroom::catalogue::tests::catalogue;

/// What a file sets, one line a setting with its line number, and what is wrong with it.
fn read(text: &str) -> String {
    let catalogue = catalogue();
    let layer = Layer::of_file(&catalogue, Path::new("onrecord.toml"), text);
    show(&catalogue, &layer, |span| format!("{:?}: ", span.of(text)))
}

fn show(catalogue: &Catalogue, layer: &Layer, place: impl Fn(Span) -> String) -> String {
    let line = |set: &Set| match layer.origin(set) {
        Origin::File { line, .. } => line.to_string(),
        other => format!("{other:?}"),
    };
    let set =
        |set: &Set| format!("{} = {}  # {}", catalogue.settings()[set.setting].name(), set.value, line(set));
    let mut lines: Vec<_> = layer.values.iter().map(set).collect();
    lines.extend(layer.mistakes.iter().map(|m| format!("{}{}", place(m.span), m.message)));
    lines.join("\n")
}

fn read_json(json: &str) -> String {
    let catalogue = catalogue();
    let layer = Layer::of_editor(&catalogue, &serde_json::from_str(json).unwrap());
    show(&catalogue, &layer, |_| String::new())
}

const ALL: &str = "\
include = ['*.article', \"copy/*.txt\"]
exclude = []
line_is_paragraph = true
people = [
    \"people.yaml\",
]

[hints]
speakers = false

[rules]
unknown-speaker = \"off\"

[rules.name-variant]
severity = \"error\"
min_words = 1_0
accept = [\"Élan\"]
marks = \"curly\"
";

#[test]
fn a_file_that_is_right() {
    insta::assert_snapshot!(read(ALL), @r#"
        include = ["*.article", "copy/*.txt"]  # 1
        exclude = []  # 2
        line_is_paragraph = true  # 3
        people = ["people.yaml"]  # 4
        hints.speakers = false  # 9
        rules.unknown-speaker.severity = "off"  # 12
        rules.name-variant.severity = "error"  # 15
        rules.name-variant.min_words = 10  # 16
        rules.name-variant.accept = ["Élan"]  # 17
        rules.name-variant.marks = "curly"  # 18
        "#);
    let rust = read(&ALL.replace('\n', "\r\n"));
    assert_eq!(rust, read(ALL), "line ends do not matter");
    assert_eq!(read(&format!("\u{feff}{ALL}")), read(ALL));
    assert_eq!(read(""), "");
}

#[test]
fn unknown_keys_are_named_with_what_was_meant() {
    insta::assert_snapshot!(read("inclued = []\nweather = 1\nhints.speeker = true\n"), @r#"
        "inclued": `inclued` is not a setting; did you mean `include`?
        "weather": `weather` is not a setting. Expected `include`, `exclude`, `language_ids`, `line_is_paragraph`, `people`, `hints`, `lenses`, `outline`, `completion`, `typing`, `index` or `rules`.
        "speeker": `speeker` is not a setting of `hints`; did you mean `speakers`?
        "#);
    insta::assert_snapshot!(read("[rules]\nname-varient = 'off'\nweather = 'off'\n[rules.name-variant]\nmin_word = 2\n"), @r#"
        "name-varient": `name-varient` is not a rule; did you mean `name-variant`?
        "weather": `weather` is not a rule. Expected a code that `onrecord explain` lists.
        "min_word": `min_word` is not an option of name-variant; did you mean `min_words`?
        "#);
}

#[test]
fn wrong_types_say_what_was_expected() {
    insta::assert_snapshot!(read("include = '*.txt'\nline_is_paragraph = 'yes'\npeople = [1]\nexclude = 1979-05-27\nhints = true\n"), @r#"
        "'*.txt'": `include` is a string. Expected a list of patterns as in `["*.article", "copy/**/*.txt"]`.
        "'yes'": `line_is_paragraph` is a string. Expected `true` or `false`.
        "1": an item of `people` is a number. Expected a list of paths as in `["people.yaml"]`.
        "1979-05-27": `exclude` is a date or a fraction. Expected a list of patterns as in `["*.article", "copy/**/*.txt"]`.
        "true": `hints` is a truth value. Expected a table with `speakers`, `people` or `dates`.
        "#);
    insta::assert_snapshot!(read("[rules]\nname-variant = 3\n[rules.unknown-speaker]\nseverity = true\n"), @r#"
        "3": `name-variant` is a number. Expected a severity as in "off", or a table with `severity`, `min_words`, `accept` or `marks`.
        "true": `severity` is a truth value. Expected one of "off", "hint", "information", "warning", "error".
        "#);
    insta::assert_snapshot!(read("rules.name-variant.min_words = -1\n"), @r#""-1": `min_words` is negative or too large. Expected a whole number as in `4`."#);
    insta::assert_snapshot!(read("rules = 'off'\n"), @r#""'off'": `rules` is a string. Expected a table with `name-variant` or `unknown-speaker`."#);
}

#[test]
fn a_word_that_is_no_choice() {
    insta::assert_snapshot!(read("[rules.name-variant]\nmarks = 'curl'\n"), @r#""'curl'": "curl" is not a value of `marks`; did you mean "curly"? Expected one of "any", "curly", "straight"."#);
}

#[test]
fn a_severity_that_there_is_not() {
    insta::assert_snapshot!(read("[rules]\nname-variant = 'warn'\nunknown-speaker.severity = 'fatal'\n"), @r#"
        "'warn'": "warn" is not a severity; did you mean "warning"? Expected one of "off", "hint", "information", "warning", "error".
        "'fatal'": "fatal" is not a severity. Expected one of "off", "hint", "information", "warning", "error".
        "#);
}

#[test]
fn patterns_are_looked_at() {
    insta::assert_snapshot!(read("include = ['*.article', '[a']\n"), @r#"
        include = ["*.article", "[a"]  # 1
        "'[a'": `[a` is not a pattern: unclosed character class; missing ']'. Expected a list of patterns as in `["*.article", "copy/**/*.txt"]`.
        "#);
}

#[test]
fn what_is_no_toml_costs_its_line() {
    insta::assert_snapshot!(read("include = ['*.txt'\nline_is_paragraph = true\n"), @r#""": This is not TOML: missing comma between array elements, expected `,`."#);
    insta::assert_snapshot!(read("include = \nline_is_paragraph = true\n"), @r#"
        line_is_paragraph = true  # 2
        "": This is not TOML: string values must be quoted, expected literal string.
        "#);
    insta::assert_snapshot!(read("line_is_paragraph = yes\nhints.speakers = false\n"), @r#"
        hints.speakers = false  # 2
        "yes": This is not TOML: string values must be quoted, expected literal string.
        "#);
    insta::assert_snapshot!(read("exclude = ['a']\nexclude = ['b']\n"), @r#"
        exclude = ["a"]  # 1
        "exclude": This is not TOML: duplicate key.
        "#);
}

#[test]
fn an_editor_may_leave_out_what_it_likes_and_has_settings_of_its_own() {
    insta::assert_snapshot!(
        read_json(r#"{"rules": {"name-variant": "hint", "unknown-speaker": null}, "hints": null, "trace": {"server": "off"}}"#),
        @r#"rules.name-variant.severity = "hint"  # Editor"#
    );
    insta::assert_snapshot!(read_json(r#"{"hint": {}, "rules": {"name-varient": "off"}, "hints": {"speakers": 1.5}}"#), @r"
        `hint` is not a setting; did you mean `hints`?
        `speakers` is a date or a fraction. Expected `true` or `false`.
        `name-varient` is not a rule; did you mean `name-variant`?
        ");
    assert_eq!(read_json("null"), "");
    insta::assert_snapshot!(read_json("[]"), @"the settings are a list. Expected a table with `include`, `exclude`, `language_ids`, `line_is_paragraph`, `people`, `hints`, `lenses`, `outline`, `completion`, `typing`, `index` or `rules`.");
}

#[test]
fn an_assignment_is_a_line_of_toml() {
    let catalogue = catalogue();
    let mut layer = Layer::of_command_line();
    for assignment in [
        "line_is_paragraph=true",
        "rules.name-variant=off",
        "people=['a.yaml']",
        "rules.name-variant.min_words = 4",
        "nonsense",
        "weather=true",
    ] {
        layer.assign(&catalogue, assignment);
    }
    insta::assert_snapshot!(show(&catalogue, &layer, |_| String::new()), @r#"
        line_is_paragraph = true  # CommandLine
        rules.name-variant.severity = "off"  # CommandLine
        people = ["a.yaml"]  # CommandLine
        rules.name-variant.min_words = 4  # CommandLine
        `nonsense` is no `KEY=VALUE`: key with no value, expected `=`.
        `weather` is not a setting. Expected `include`, `exclude`, `language_ids`, `line_is_paragraph`, `people`, `hints`, `lenses`, `outline`, `completion`, `typing`, `index` or `rules`.
        "#);
}
