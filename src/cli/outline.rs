use super::files::sources;
use super::mistakes::Mistakes;
use super::settings::{ReadingArgs, RuleArgs, Search, newsroom};
use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED};
use crate::analysis::Analysis;
use crate::features::{self, Symbol};
use crate::text::Lines;
use std::io::{self, Write};
use std::path::PathBuf;

/// Show who is quoted, and what they say
///
/// Prints each article as a tree: the speakers in the order in which they first speak, below each the opening
/// words of their quotations and the words that show the speaker, and at the end what unnamed sources and
/// what nobody is shown to have said. After each stands its place, as line:column.
#[derive(clap::Args)]
#[command(after_help = "Exit codes:
  0  all was read
  2  a file could not be read or the configuration has mistakes (the rest is
     done all the same), or wrong usage

Examples:
  onrecord outline story.article
  onrecord outline stories/ > who-says-what.txt")]
pub(super) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// Look for no configuration file and no people list
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    no_config: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let search = if args.no_config { Search::Nowhere } else { Search::Upwards };
    let newsroom = newsroom(&args.reading, &RuleArgs::default(), search, color);
    let Some(newsroom) = newsroom else { return Ok(EXIT_FAILED) };
    let mut out = terminal::stdout();
    let mut mistakes = Mistakes::new(color);
    let mut code = EXIT_CLEAN;
    let mut first = true;
    for source in sources(&args.paths, &newsroom) {
        let read = source.and_then(|source| Ok((source.read()?, source)));
        let (text, source) = match read {
            Ok(article) => article,
            Err(error) => {
                code = EXIT_FAILED;
                out.flush()?;
                terminal::report(color, format_args!("{error}"));
                continue;
            }
        };
        if !std::mem::take(&mut first) {
            writeln!(out)?;
        }
        let configuration = newsroom.configuration(&source.folder());
        mistakes.tell(&configuration);
        let options = configuration.options("", source.path());
        write_article(&mut out, &source.name(), &Analysis::new(text, options))?;
    }
    out.flush()?;
    Ok(code.max(mistakes.exit_code()))
}

fn write_article(out: &mut impl Write, name: &str, analysis: &Analysis) -> io::Result<()> {
    let symbols = features::outline(analysis);
    writeln!(out, "{name}")?;
    if symbols.is_empty() {
        return writeln!(out, "└── nobody is quoted");
    }
    let tree = Tree { text: analysis.text(), lines: Lines::new(analysis.text()) };
    tree.write(out, &symbols, "")
}

struct Tree<'a> {
    text: &'a str,
    lines: Lines,
}

impl Tree<'_> {
    /// Writes entries and all below them; `indent` is what stands before each of them.
    fn write(&self, out: &mut impl Write, symbols: &[Symbol], indent: &str) -> io::Result<()> {
        for (i, symbol) in symbols.iter().enumerate() {
            let last = i + 1 == symbols.len();
            let (branch, below) = if last { ("└── ", "    ") } else { ("├── ", "│   ") };
            let place = self.lines.place(self.text, symbol.selection.start);
            write!(out, "{indent}{branch}{}", symbol.name)?;
            if !symbol.detail.is_empty() {
                write!(out, "  ({})", symbol.detail)?;
            }
            writeln!(out, "  {}:{}", place.line, place.column)?;
            self.write(out, &symbol.children, &format!("{indent}{below}"))?;
        }
        Ok(())
    }
}
