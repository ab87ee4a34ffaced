//! The front door: everything is behind [`onrecord::cli::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::run()
}
