use anstream::{AutoStream, ColorChoice};
use std::fmt::Arguments;
use std::io::{BufWriter, IsTerminal, StderrLock, StdoutLock, Write};

/// Characters in a line of an excerpt where the output is not a terminal.
const WIDTH_WITHOUT_TERMINAL: usize = 100;

/// `--color`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Color {
    /// When the output is a terminal that shows colours, and NO_COLOR is not set
    #[default]
    Auto,
    /// Always, for instance into `less -R`
    Always,
    /// Never
    Never,
}

impl Color {
    fn choice(self) -> ColorChoice {
        match self {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        }
    }

    /// Whether standard error gets colours.
    pub(super) fn on_stderr(self) -> bool {
        match self {
            Color::Auto => AutoStream::choice(&std::io::stderr()) != ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        }
    }

    /// Whether standard output gets colours.
    pub(super) fn on_stdout(self) -> bool {
        match self {
            Color::Auto => AutoStream::choice(&std::io::stdout()) != ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        }
    }
}

/// Standard output, buffered, and locked for the rest of the run.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, std::io::stdout().lock())
}

/// How many characters wide an excerpt may be.
pub(super) fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return WIDTH_WITHOUT_TERMINAL;
    }
    terminal_size::terminal_size().map_or(WIDTH_WITHOUT_TERMINAL, |(width, _)| usize::from(width.0).max(40))
}

/// Says on standard error, in one line, what went wrong.
pub(super) fn report(color: Color, message: Arguments) {
    let mut err = AutoStream::<StderrLock>::new(std::io::stderr().lock(), color.choice());
    // Nobody is left to be told where standard error is closed as well.
    let _ = writeln!(err, "\x1b[1;31merror\x1b[0m: {message}");
}

/// Says on standard error, in one line, what has been done.
pub(super) fn say(color: Color, message: Arguments) {
    let mut err = AutoStream::<StderrLock>::new(std::io::stderr().lock(), color.choice());
    let _ = writeln!(err, "{message}");
}

/// Writes a drawn report to standard error, with a blank line behind it.
pub(super) fn print_error(color: Color, drawn: &str) {
    let mut err = AutoStream::<StderrLock>::new(std::io::stderr().lock(), color.choice());
    let _ = writeln!(err, "{drawn}\n");
}

/// "1 warning", "2 warnings".
pub(super) fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
