use super::files::printable;
use super::settings::{ReadingArgs, RuleArgs, Search, newsroom};
use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED, excerpt};
use crate::newsroom::{Catalogue, Configuration, absolute, schema};
use crate::rules;
use crate::text::Lines;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Show the settings that hold for an article, and where each comes from
///
/// Prints every setting as a line of TOML with its value, and behind it where that was set: nowhere (default), in a
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
    let found = report(&configuration, color);
    Ok(if found == 0 { EXIT_CLEAN } else { EXIT_FAILED })
}

/// A path as somebody in the current folder would write it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    printable(path.strip_prefix(here).unwrap_or(path))
}

/// Draws the mistakes in a configuration's files on standard error; how many there are.
pub(super) fn report(configuration: &Configuration, color: Color) -> usize {
    let pen = excerpt::Pen::for_errors(color);
    let mut found = configuration.mistakes.len();
    for message in &configuration.mistakes {
        terminal::report(color, format_args!("{message}"));
    }
    for file in &configuration.files {
        let lines = Lines::new(&file.text);
        for mistake in &file.mistakes {
            terminal::print_error(color, &pen.draw_mistake(&shown(&file.path), file, &lines, mistake));
            found += 1;
        }
    }
    found
}
