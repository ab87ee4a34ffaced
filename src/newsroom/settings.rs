//! What the rules are told: the severities that the house has set, and the rules' options.

use super::severity::{Level, Severity};
use super::value::{Kind, Value};
use rustc_hash::FxHashMap;

/// Something that can be set about a rule, besides its severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleOption {
    /// Its key in `[rules.CODE]`.
    pub key: &'static str,
    /// Its value unless somebody sets it.
    pub default: OptionDefault,
    /// What it does, as a sentence.
    pub summary: &'static str,
}

/// The default of an option, and by that what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionDefault {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(u32),
    /// One of these words; the first is the default.
    Choice(&'static [&'static str]),
    /// A list of names, empty by default.
    Names,
}

impl RuleOption {
    /// An option that is `true` or `false`.
    pub const fn flag(key: &'static str, default: bool, summary: &'static str) -> Self {
        RuleOption { key, default: OptionDefault::Flag(default), summary }
    }

    /// An option that is a whole number.
    pub const fn number(key: &'static str, default: u32, summary: &'static str) -> Self {
        RuleOption { key, default: OptionDefault::Number(default), summary }
    }

    /// An option that is one of `words`, of which there must be at least one; the first is the default.
    pub const fn choice(key: &'static str, words: &'static [&'static str], summary: &'static str) -> Self {
        RuleOption { key, default: OptionDefault::Choice(words), summary }
    }

    /// An option that is a list of names, empty by default.
    pub const fn names(key: &'static str, summary: &'static str) -> Self {
        RuleOption { key, default: OptionDefault::Names, summary }
    }

    /// What it takes.
    pub(super) const fn kind(&self) -> Kind {
        match self.default {
            OptionDefault::Flag(_) => Kind::Flag,
            OptionDefault::Number(_) => Kind::Number,
            OptionDefault::Choice(words) => Kind::Choice(words),
            OptionDefault::Names => Kind::Names,
        }
    }

    /// Its default as a value.
    pub fn default_value(&self) -> Value {
        match self.default {
            OptionDefault::Flag(flag) => Value::Flag(flag),
            OptionDefault::Number(number) => Value::Number(number),
            OptionDefault::Choice(words) => Value::Word(words[0]),
            OptionDefault::Names => Value::Names(vec![]),
        }
    }
}

/// What the house has set about all rules; by default nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    rules: FxHashMap<&'static str, RuleSettings>,
}

/// What the house has set about one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSettings {
    level: Option<Level>,
    options: FxHashMap<&'static str, Value>,
}

impl Settings {
    /// What is set about the rule with this code.
    pub fn rule(&self, code: &str) -> &RuleSettings {
        static NOTHING: std::sync::LazyLock<RuleSettings> = std::sync::LazyLock::new(RuleSettings::default);
        self.rules.get(code).unwrap_or(&NOTHING)
    }

    /// Sets a rule's severity, or switches it off.
    pub fn set_level(&mut self, code: &'static str, level: Level) {
        self.rules.entry(code).or_default().level = Some(level);
    }

    /// Sets a rule's option. A value of another kind than the option's is as good as none.
    pub fn set_option(&mut self, code: &'static str, key: &'static str, value: Value) {
        self.rules.entry(code).or_default().options.insert(key, value);
    }
}

impl RuleSettings {
    /// Whether the rule is switched off.
    pub fn is_off(&self) -> bool {
        self.level == Some(Level::Off)
    }

    /// The severity that the house wants, if it wants one.
    pub fn severity(&self) -> Option<Severity> {
        match self.level? {
            Level::Off => None,
            Level::On(severity) => Some(severity),
        }
    }

    /// An option that is `true` or `false`.
    pub fn flag(&self, option: &RuleOption) -> bool {
        match (self.options.get(option.key), option.default) {
            (Some(Value::Flag(flag)), _) => *flag,
            (_, OptionDefault::Flag(flag)) => flag,
            _ => false,
        }
    }

    /// An option that is a whole number.
    pub fn number(&self, option: &RuleOption) -> u32 {
        match (self.options.get(option.key), option.default) {
            (Some(Value::Number(number)), _) => *number,
            (_, OptionDefault::Number(number)) => number,
            _ => 0,
        }
    }

    /// An option that is one of several words.
    pub fn word(&self, option: &RuleOption) -> &'static str {
        match (self.options.get(option.key), option.default) {
            (Some(Value::Word(word)), _) => word,
            (_, OptionDefault::Choice(words)) => words[0],
            _ => "",
        }
    }

    /// An option that is a list of names.
    pub fn names(&self, option: &RuleOption) -> &[String] {
        match self.options.get(option.key) {
            Some(Value::Names(names)) => names,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: RuleOption = RuleOption::number("min_words", 3, "");
    const STRICT: RuleOption = RuleOption::flag("strict", true, "");
    const NAMES: RuleOption = RuleOption::names("accept", "");
    const STYLE: RuleOption = RuleOption::choice("style", &["us", "uk"], "");

    #[test]
    fn what_is_not_set_is_the_default() {
        let mut settings = Settings::default();
        let rule = settings.rule("name-variant");
        assert_eq!((rule.number(&WORDS), rule.flag(&STRICT), rule.names(&NAMES)), (3, true, &[][..]));
        assert_eq!(rule.word(&STYLE), "us");
        assert!(!rule.is_off() && rule.severity().is_none());
        settings.set_option("name-variant", "min_words", Value::Number(5));
        settings.set_option("name-variant", "strict", Value::Flag(false));
        settings.set_option("name-variant", "style", Value::Word("uk"));
        settings.set_option("name-variant", "accept", Value::Number(5));
        settings.set_level("name-variant", Level::On(Severity::Hint));
        let rule = settings.rule("name-variant");
        assert_eq!((rule.number(&WORDS), rule.flag(&STRICT), rule.names(&NAMES)), (5, false, &[][..]));
        assert_eq!(rule.word(&STYLE), "uk");
        assert_eq!(rule.severity(), Some(Severity::Hint));
        assert_eq!(settings.rule("unknown-speaker"), &RuleSettings::default());
    }
}
