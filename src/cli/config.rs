use super::mistakes::{Mistakes, shown};
use super::settings::{ReadingArgs, RuleArgs, Search, newsroom};
use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED};
use crate::newsroom::{Catalogue, absolute, schema};
use crate::rules;
use std::io::{self, Write};
use std::path::PathBuf;

/// Show the settings that hold for an article, and where each comes from
///
/// Prints every setting as a line of TOML with its value, and after it where that was set: nowhere (default), in a
/// line of a configuration file, or on the command line. Mistakes in the configuration file and in people lists go
/// to standard error, with the lines they are in.
///
/// A configuration file is called onrecord.toml. The nearest one counts that is found upwards from the article.
#[derive(clap::Args)]
#[command(after_help = "Exit codes:
  0  the configuration is right
  2  there are mistakes in it, or wrong usage

Examples:
  onrecord config
  onrecord config stories/bridge.article | grep name-variant
  onrecord config --schema > onrecord.schema.json")]
pub(super) struct Args {
    /// The article or the folder for which they hold
    #[arg(default_value = ".", value_name = "FILE|DIR")]
    path: PathBuf,
    /// Print the JSON Schema of onrecord.toml, for editors, and leave
    #[arg(long)]
    schema: bool,
    /// Look for no configuration file and no people list
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    rules: RuleArgs,
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let mut out = terminal::stdout();
    if args.schema {
        serde_json::to_writer_pretty(&mut out, &schema(&Catalogue::new(rules::specs())))?;
        writeln!(out)?;
        out.flush()?;
        return Ok(EXIT_CLEAN);
    }
    let search = if args.no_config { Search::Nowhere } else { Search::Upwards };
    let Some(newsroom) = newsroom(&args.reading, &args.rules, search, color) else { return Ok(EXIT_FAILED) };
    let path = absolute(&args.path);
    let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
    let configuration = newsroom.configuration(folder);
    out.write_all(configuration.listing(shown).as_bytes())?;
    out.flush()?;
    let mut mistakes = Mistakes::new(color);
    mistakes.tell(&configuration);
    Ok(mistakes.exit_code())
}
