//! Floor 6: the command line. One file a subcommand; what they share is in `files` (articles from disk), `input` (streams
//! of them), `output` (where results go), `mistakes` (of the configuration) and `terminal` (colour, width, errors).

mod annotate;
mod check;
mod completions;
mod config;
mod draft;
mod excerpt;
mod explain;
mod export;
mod files;
mod input;
mod man;
mod mistakes;
mod outline;
mod output;
mod report;
mod server;
mod settings;
mod terminal;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Nothing to report.
const EXIT_CLEAN: u8 = 0;
/// The run is complete and found something: problems, or records that could not be read.
const EXIT_FOUND: u8 = 1;
/// The run is not complete: a file could not be read, output could not be written, or wrong usage.
const EXIT_FAILED: u8 = 2;

/// Reads news copy and knows who says what.
///
/// Onrecord finds every quotation in an article, says who said it and by which words the reader is told so,
/// and points at quotations that nobody is shown to have said.
#[derive(Parser)]
#[command(name = "onrecord", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Examples:
  onrecord check story.article          problems, with the lines they are in
  onrecord outline story.article        who is quoted, and what they say
  onrecord report story.article -o story.html
                                        all that, as a page to read and print
  onrecord export stories/ -o said.csv  a row for each quotation; or TEI, brat …
  onrecord annotate < in.jsonl          a record of each article, for archives
  onrecord explain unattributed-quote   what a rule is for, and what to do
  onrecord config                       the settings, and where each comes from

`onrecord COMMAND --help` tells more about each.")]
struct Cli {
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: terminal::Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Args),
    Annotate(annotate::Args),
    Outline(outline::Args),
    Report(report::Args),
    Export(export::Args),
    Explain(explain::Args),
    Config(config::Args),
    Server(server::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // `--help` and `--version` come this way too, with exit code 0.
        Err(message) => {
            let _ = message.print();
            return ExitCode::from(message.exit_code() as u8);
        }
    };
    let result = match cli.command {
        Command::Check(args) => check::run(&args, cli.color),
        Command::Annotate(args) => annotate::run(&args, cli.color),
        Command::Outline(args) => outline::run(&args, cli.color),
        Command::Report(args) => report::run(&args, cli.color),
        Command::Export(args) => export::run(&args, cli.color),
        Command::Explain(args) => explain::run(&args, cli.color),
        Command::Config(args) => config::run(&args, cli.color),
        Command::Server(args) => return server::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args, cli.color),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        // Whoever read the output has had enough (`onrecord check … | head`).
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::from(EXIT_CLEAN),
        Err(e) => {
            terminal::report(cli.color, format_args!("the output cannot be written: {e}"));
            ExitCode::from(EXIT_FAILED)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    /// What is laid out by hand is not wrapped with its indentation, so it has to fit a terminal of the usual width.
    #[test]
    fn examples_and_exit_codes_fit_a_terminal() {
        let cli = Cli::command();
        for command in cli.get_subcommands().chain([&cli]) {
            let by_hand = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let about = command.get_long_about().map(ToString::to_string).unwrap_or_default();
            let about = if command.get_name() == "annotate" || command.get_name() == "export" {
                about
            } else {
                String::new()
            };
            for line in by_hand.lines().chain(about.lines()) {
                assert!(line.chars().count() <= 80, "{}: {line}", command.get_name());
            }
        }
    }
}
