use crate::server::ServerOptions;
use std::process::ExitCode;

/// Run the language server, for editors
///
/// Speaks the Language Server Protocol on standard input and output. Editors start it by themselves; the
/// README says how to set them up.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  onrecord server               what an editor runs
  onrecord server --tcp 9257    for debugging: waits for one editor on this port")]
pub(super) struct Args {
    /// Listen on a port of this machine instead
    #[arg(long, value_name = "PORT")]
    tcp: Option<u16>,
    /// Use standard input and output, as it does in any case; many editors pass it
    #[arg(long, conflicts_with = "tcp")]
    stdio: bool,
}

pub(super) fn run(args: &Args) -> ExitCode {
    crate::server::run(ServerOptions { tcp: args.tcp })
}
