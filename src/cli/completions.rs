use super::terminal;
use super::{Cli, EXIT_CLEAN};
use clap::CommandFactory;
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
  onrecord completions powershell >> $PROFILE")]
pub(super) struct Args {
    /// The shell that the script is for
    shell: Shell,
}

pub(super) fn run(args: &Args) -> io::Result<u8> {
    // Into memory first: the generator does not expect that writing fails.
    let mut script = vec![];
    clap_complete::generate(args.shell, &mut Cli::command(), "onrecord", &mut script);
    let mut out = terminal::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(EXIT_CLEAN)
}
