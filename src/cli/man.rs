use super::files::printable;
use super::terminal::{self, Color};
use super::{Cli, EXIT_CLEAN, EXIT_FAILED};
use clap::builder::Resettable;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Print the manual page of onrecord or of one of its commands
///
/// The pages say what `--help` says. With --output, all of them are written into a folder, for whoever installs
/// onrecord where `man` finds them.
#[derive(clap::Args)]
#[command(after_help = "Exit codes:
  0  the pages are written
  2  there is no such command, or a page could not be written

Examples:
  onrecord man | man -l -
  onrecord man check | man -l -
  onrecord man -o ~/.local/share/man/man1")]
pub(super) struct Args {
    /// The command that the page is about; onrecord itself if left out
    command: Option<String>,
    /// Write all pages into this folder, as onrecord.1, onrecord-check.1 and so on
    #[arg(long, short, value_name = "DIR", conflicts_with = "command")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let mut whole = Cli::command();
    // Names the commands' pages, and gives them the options that all have.
    whole.build();
    if let Some(folder) = &args.output {
        return Ok(match write_all(&whole, folder) {
            Ok(()) => EXIT_CLEAN,
            Err(message) => {
                terminal::report(color, format_args!("{message}"));
                EXIT_FAILED
            }
        });
    }
    let asked = match &args.command {
        None => Some(&whole),
        Some(name) => whole.find_subcommand(name),
    };
    let Some(asked) = asked else {
        let name = args.command.as_deref().unwrap_or_default();
        terminal::report(color, format_args!("there is no command {name:?} (`onrecord --help` lists them)"));
        return Ok(EXIT_FAILED);
    };
    let mut out = terminal::stdout();
    out.write_all(&page(asked)?)?;
    out.flush()?;
    Ok(EXIT_CLEAN)
}

/// Writes a page for each command; on error, a message of one line.
fn write_all(whole: &Command, folder: &Path) -> Result<(), String> {
    let written = |path: &Path, result: io::Result<()>| {
        result.map_err(|e| format!("{}: cannot be written: {e}", printable(path)))
    };
    written(folder, fs::create_dir_all(folder))?;
    for command in whole.get_subcommands().chain([whole]) {
        let path = folder.join(Man::new(command.clone()).get_filename());
        written(&path, page(command).and_then(|page| fs::write(&path, page)))?;
    }
    Ok(())
}

/// A manual page. What is laid out by hand below the options gets sections of its own, and keeps its lines.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = vec![];
    Man::new(command.clone().after_help(Resettable::Reset)).render(&mut page)?;
    let by_hand = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for section in by_hand.split("\n\n") {
        match section.split_once(":\n") {
            Some((heading, lines)) => writeln!(page, ".SH {}\n.nf", heading.to_uppercase())
                .and_then(|()| lines.lines().try_for_each(|line| writeln!(page, "{}", escaped(line))))
                .and_then(|()| writeln!(page, ".fi"))?,
            None => writeln!(page, ".PP")
                .and_then(|()| section.lines().try_for_each(|line| writeln!(page, "{}", escaped(line))))?,
        }
    }
    Ok(page)
}

/// A line as roff takes it for text: `\` and `-` mean themselves, and no line begins with what makes a command of it.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('`', "\\(ga");
    if line.starts_with('.') { format!("\\&{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::{escaped, page};
    use clap::Command;

    #[test]
    fn what_is_laid_out_by_hand_becomes_sections() {
        let by_hand =
            "Exit codes:\n  0  it holds\n\nExamples:\n  moor --fast   a boat\n\n`moor X --help` tells more.";
        let page = page(&Command::new("moor").about("Tie up").after_help(by_hand)).expect("memory");
        let page = String::from_utf8(page).expect("UTF-8");
        let (_, sections) = page.split_once(".SH EXIT").expect("the section");
        insta::assert_snapshot!(sections, @r"
         CODES
        .nf
          0  it holds
        .fi
        .SH EXAMPLES
        .nf
          moor \-\-fast   a boat
        .fi
        .PP
        \(gamoor X \-\-help\(ga tells more.
        ");
    }

    #[test]
    fn a_line_of_text_is_no_command_of_roff() {
        assert_eq!(escaped(r".article 'n\'"), r"\&.article \(aqn\e\(aq");
    }
}
