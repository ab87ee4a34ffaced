//! Floor 6: the command line.

use crate::server::{self, ServerOptions};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "onrecord", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve an editor over standard input and output
    Server {
        /// Listen on this port of this machine instead (0: any free one), for one client
        #[arg(long, value_name = "PORT")]
        tcp: Option<u16>,
        /// Accepted for editors that pass it: standard input and output are the default
        #[arg(long, hide = true, conflicts_with = "tcp")]
        stdio: bool,
    },
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Server { tcp, .. } => server::run(ServerOptions { tcp }),
    }
}
