//! Every setting there is.

use super::settings::RuleOption;
use super::severity::{Level, Severity};
use super::value::{Kind, Value};

/// What the catalogue has to know of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleSpec {
    /// Its code.
    pub code: &'static str,
    /// Its severity unless somebody sets another.
    pub severity: Severity,
    /// What it finds, in half a line without a full stop.
    pub summary: &'static str,
    /// What can be set about it.
    pub options: &'static [RuleOption],
}

/// Something that can be set.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The tables it is in and its own key: `["rules", "name-variant", "severity"]`.
    pub path: Vec<&'static str>,
    /// What it takes.
    pub kind: Kind,
    /// Its value unless somebody sets it.
    pub default: Value,
    /// What it does, in one or two sentences.
    pub summary: String,
    /// A value that somebody may set, as TOML.
    pub example: String,
}

impl Setting {
    /// Its path as TOML writes it: `rules.name-variant.severity`.
    pub fn name(&self) -> String {
        self.path.join(".")
    }
}

/// Every setting there is, in the order in which they are shown.
#[derive(Clone, Debug)]
pub struct Catalogue {
    settings: Vec<Setting>,
}

/// The table that holds a table for each rule.
pub(super) const RULES: &str = "rules";
/// The key of a rule's severity in its table.
pub(super) const SEVERITY: &str = "severity";

impl Catalogue {
    /// The settings of the house, and those of these rules.
    pub fn new(rules: impl IntoIterator<Item = RuleSpec>) -> Self {
        let mut settings = general();
        for rule in rules {
            settings.push(Setting {
                path: vec![RULES, rule.code, SEVERITY],
                kind: Kind::Level,
                default: Value::Level(Level::On(rule.severity)),
                summary: format!("The severity of what the rule finds: {}.", rule.summary),
                example: "\"off\"".to_owned(),
            });
            settings.extend(rule.options.iter().map(|option| Setting {
                path: vec![RULES, rule.code, option.key],
                kind: option.kind(),
                default: option.default_value(),
                summary: option.summary.to_owned(),
                example: match option.kind() {
                    Kind::Flag => "false".to_owned(),
                    Kind::Number => "5".to_owned(),
                    Kind::Choice(words) => format!("\"{}\"", words[words.len() - 1]),
                    _ => "[\"Ann Lee\"]".to_owned(),
                },
            }));
        }
        Catalogue { settings }
    }

    /// All settings.
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// The index of the setting with this path.
    pub(super) fn find(&self, path: &[&str]) -> Option<usize> {
        self.settings.iter().position(|setting| setting.path == path)
    }

    /// The keys that may stand in the table with this path, in order, each once; none if there is no such table.
    pub(super) fn keys(&self, table: &[&str]) -> Vec<&'static str> {
        let mut keys = vec![];
        for setting in &self.settings {
            let inside = setting.path.len() > table.len() && setting.path[..table.len()] == *table;
            let Some(&key) = setting.path.get(table.len()).filter(|_| inside) else { continue };
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
}

/// The settings that belong to no rule.
fn general() -> Vec<Setting> {
    let setting = |path: &[&'static str], kind, default, example: &str, summary: &str| Setting {
        path: path.to_vec(),
        kind,
        default,
        summary: summary.to_owned(),
        example: example.to_owned(),
    };
    let names = |names: &[&str]| Value::Names(names.iter().map(|&name| name.to_owned()).collect());
    vec![
        setting(
            &["include"],
            Kind::Patterns,
            names(&["*.article"]),
            "[\"*.article\", \"copy/**/*.txt\"]",
            "Which files are articles: those that are looked for in folders, and those that the server reads \
             whatever language the editor takes them for. A pattern without a slash is one of a file’s name, in any \
             folder; one with a slash is one of the path from the folder of the configuration file.",
        ),
        setting(
            &["exclude"],
            Kind::Patterns,
            names(&[]),
            "[\"archive/\", \"*.draft.article\"]",
            "Which files and folders are left alone, though `include` has them. On the command line, a file that is \
             named itself is read all the same.",
        ),
        setting(
            &["language_ids"],
            Kind::Names,
            names(&["article"]),
            "[\"article\", \"plaintext\"]",
            "The languages, as the editor calls them, whose documents the server reads.",
        ),
        setting(
            &["line_is_paragraph"],
            Kind::Flag,
            Value::Flag(false),
            "true",
            "Take each line for a paragraph, as wire copy has it, instead of what stands between blank lines.",
        ),
        setting(
            &["people"],
            Kind::Paths,
            names(&[super::PEOPLE_NAME]),
            "[\"people.yaml\", \"../desk/council.yaml\"]",
            "The newsroom’s people lists, as paths from the folder of the configuration file. A name that stands in \
             several is taken from the first.",
        ),
        setting(
            &["hints", "speakers"],
            Kind::Flag,
            Value::Flag(true),
            "false",
            "Show the speaker’s name after a quotation, in editors.",
        ),
        setting(
            &["hints", "people"],
            Kind::Flag,
            Value::Flag(false),
            "true",
            "Show the person’s name after a pronoun or a description that turns to somebody else, in editors.",
        ),
        setting(
            &["hints", "dates"],
            Kind::Flag,
            Value::Flag(true),
            "false",
            "Show which day words like “Thursday” mean, and which month “last month” is, in editors.",
        ),
        setting(
            &["lenses", "speakers"],
            Kind::Flag,
            Value::Flag(true),
            "false",
            "Show above the first mention of a speaker how often they are quoted and mentioned, in editors.",
        ),
        setting(
            &["lenses", "sources"],
            Kind::Flag,
            Value::Flag(true),
            "false",
            "Show above the article how many of its quotations are by unnamed sources, in editors.",
        ),
        setting(
            &["outline", "by_section"],
            Kind::Flag,
            Value::Flag(false),
            "true",
            "List quotations in the outline below the article’s headings, instead of below their speakers.",
        ),
        setting(
            &["completion", "names_in_prose"],
            Kind::Flag,
            Value::Flag(false),
            "true",
            "Offer names wherever one is begun with a capital and one more letter, and not only where a speaker is called \
             for, in editors.",
        ),
        setting(
            &["typing", "curly_quotes"],
            Kind::Flag,
            Value::Flag(false),
            "true",
            "Turn straight quotation marks and apostrophes into curly ones as they are typed, in editors that format \
             what one types.",
        ),
        setting(
            &["index", "max_files"],
            Kind::Number,
            Value::Number(10_000),
            "2000",
            "How many articles of a folder are read, in the background, so that speakers and quotations are found in \
             articles that are not open, and their problems listed. Beyond that, those are found that come first by \
             name. With 0, only open articles are searched.",
        ),
        setting(
            &["index", "max_megabytes"],
            Kind::Number,
            Value::Number(64),
            "16",
            "How many megabytes of articles of a folder are read for that.",
        ),
    ]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A catalogue for tests, with two rules.
    pub(in crate::newsroom) fn catalogue() -> Catalogue {
        const OPTIONS: &[RuleOption] = &[
            RuleOption::number("min_words", 1, "The fewest words."),
            RuleOption::names("accept", "Names that are right."),
            RuleOption::choice("marks", &["any", "curly", "straight"], "Which marks."),
        ];
        let rule = |code, options| RuleSpec { code, severity: Severity::Warning, summary: "things", options };
        Catalogue::new([rule("name-variant", OPTIONS), rule("unknown-speaker", &[])])
    }

    #[test]
    fn keys_of_a_table() {
        let catalogue = catalogue();
        assert_eq!(catalogue.keys(&["hints"]), ["speakers", "people", "dates"]);
        assert_eq!(catalogue.keys(&["rules"]), ["name-variant", "unknown-speaker"]);
        assert_eq!(catalogue.keys(&["rules", "name-variant"]), ["severity", "min_words", "accept", "marks"]);
        assert_eq!(catalogue.keys(&["people"]), [""; 0]);
        assert!(catalogue.keys(&[]).contains(&"people"));
    }
}
