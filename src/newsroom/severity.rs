/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be mended before publication.
    Error,
    /// Ought to be looked at.
    Warning,
    /// Worth knowing.
    Information,
    /// For those who ask.
    Hint,
}

impl Severity {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }
}

/// What a house makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is left alone.
    Off,
    /// Its diagnostics matter so much.
    On(Severity),
}

impl Level {
    /// All of them, the least first.
    pub const ALL: [Level; 5] = [
        Level::Off,
        Level::On(Severity::Hint),
        Level::On(Severity::Information),
        Level::On(Severity::Warning),
        Level::On(Severity::Error),
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::On(severity) => severity.word(),
        }
    }

    /// The level that a word names.
    pub fn of_word(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.word() == word)
    }
}
