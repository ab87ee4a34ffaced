use super::terminal;
use super::{Cli, EXIT_CLEAN};
use crate::rules::{RULES, Rule};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use std::io::{self, Write};

/// Print a script that lets a shell complete commands and options
///
/// Put it where your shell looks for such scripts, once for each version of onrecord, and begin a new shell.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  source <(onrecord completions bash)               in ~/.bashrc
  onrecord completions zsh > ~/.zfunc/_onrecord     a folder of your $fpath
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish
  onrecord completions powershell | Out-String | Invoke-Expression   in $PROFILE")]
pub(super) struct Args {
    /// The shell that the script is for
    shell: Shell,
}

pub(super) fn run(args: &Args) -> io::Result<u8> {
    // Into memory first: the generator does not expect that writing fails.
    let mut script = vec![];
    clap_complete::generate(args.shell, &mut with_codes(Cli::command()), "onrecord", &mut script);
    let mut out = terminal::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(EXIT_CLEAN)
}

/// The command line with the codes of rules where arguments are such. The arguments themselves take any word, and tell what
/// is wrong with it in words of their own.
fn with_codes(whole: Command) -> Command {
    let code = |rule: &Rule| PossibleValue::new(rule.code).help(rule.summary);
    whole.mut_subcommands(|command| {
        command.mut_args(|argument| match argument.get_id().as_str() {
            "code" | "select" | "ignore" => {
                argument.value_parser(PossibleValuesParser::new(RULES.iter().map(|rule| code(rule))))
            }
            _ => argument,
        })
    })
}
