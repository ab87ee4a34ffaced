use super::files::{ReadError, Source, sources};
use super::mistakes::shown;
use super::settings::{ReadingArgs, RuleArgs, Search, newsroom};
use super::terminal::{self, Color};
use super::{EXIT_FAILED, excerpt};
use crate::analysis::Analysis;
use crate::newsroom::{Configuration, Newsroom, SourceFile};
use crate::rules::{self, Applicability, Diagnostic, Mended, Severity};
use crate::text::Lines;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tally::Tally;

mod fix;
mod github;
mod json;
mod sarif;
mod tally;

/// Files analysed before the first of them is printed: enough for all cores, little enough for memory.
const BATCH: usize = 64;

/// Find problems and show the lines they are in
///
/// Prints every problem with an excerpt and its evidence, and a line at the end that counts them. A folder
/// stands for all .article files in and below it, `-` for standard input.
///
/// With --fix, what can be mended without asking is mended first: typography and markup, never what the article says.
/// All of it is told, with its rule and its place, whatever --min-severity leaves out.
///
/// Settings are taken from the onrecord.toml that is found upwards from an article; mistakes in it are shown first.
#[derive(clap::Args)]
#[command(after_help = "Exit codes:
  0  nothing was found at warning or above
  1  warnings or errors were found
  2  a file could not be read or the configuration has mistakes (the rest is
     done all the same, and what is right in the configuration holds), or wrong
     usage

Examples:
  onrecord check story.article
  onrecord check stories/ --min-severity warning
  onrecord check stories/ --select unattributed-quote,unbalanced-quote
  onrecord check stories/ --severity unattributed-quote=error
  onrecord check - < story.article
  onrecord check stories/ --fix --select mixed-quote-marks
  onrecord check stories/ --format json | jq -r .code | sort | uniq -c")]
pub(super) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// text: excerpts for people; json: an object a line for programs; sarif: a log for code hosts; github: annotations
    /// of a workflow
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Leave out what matters less than this; it then does not count for the exit code either
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    min_severity: MinSeverity,
    /// Make the safe fixes, and write the files; what is left is reported
    #[arg(long)]
    fix: bool,
    /// Make the obvious one of the suggested fixes, too, which may change what the article says
    #[arg(long, requires = "fix")]
    suggested: bool,
    /// Look for no configuration file and no people list
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    no_config: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    rules: RuleArgs,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum MinSeverity {
    Error,
    Warning,
    #[default]
    Information,
    Hint,
}

impl From<MinSeverity> for Severity {
    fn from(least: MinSeverity) -> Self {
        match least {
            MinSeverity::Error => Severity::Error,
            MinSeverity::Warning => Severity::Warning,
            MinSeverity::Information => Severity::Information,
            MinSeverity::Hint => Severity::Hint,
        }
    }
}

/// An article with what was found in it.
struct Checked {
    name: String,
    analysis: Analysis,
    diagnostics: Vec<Diagnostic>,
    /// What was mended.
    mended: Vec<Mended>,
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let search = if args.no_config { Search::Nowhere } else { Search::Upwards };
    let Some(newsroom) = newsroom(&args.reading, &args.rules, search, color) else { return Ok(EXIT_FAILED) };
    let mut out = terminal::stdout();
    let mut tally = Tally::default();
    let mut report = Report::new(args.format, color);
    let sources = sources(&args.paths, &newsroom);
    let configurations = configurations(&sources, &newsroom);
    let placeless: BTreeSet<&String> = configurations.iter().flat_map(|c| &c.mistakes).collect();
    for message in placeless {
        tally.mistakes += 1;
        terminal::report(color, format_args!("{message}"));
    }
    for file in files(&configurations) {
        tally.mistakes += file.mistakes.len();
        report.mistakes(&mut out, file)?;
    }
    for batch in sources.chunks(BATCH) {
        let checked: Vec<_> = batch.par_iter().map(|source| check(source, args, &newsroom)).collect();
        for result in checked {
            match result {
                Ok(article) => {
                    tally.add(&article);
                    report.mended(&mut out, &article, color)?;
                    report.article(&mut out, &article)?;
                }
                Err(message) => {
                    tally.unread += 1;
                    out.flush()?;
                    terminal::report(color, format_args!("{message}"));
                }
            }
        }
    }
    report.end(&mut out, &tally)?;
    out.flush()?;
    Ok(tally.exit_code())
}

/// How what is found is told.
enum Report {
    Text(excerpt::Pen),
    Json,
    Sarif(sarif::Log),
    Github,
}

impl Report {
    fn new(format: Format, color: Color) -> Self {
        match format {
            Format::Text => Report::Text(excerpt::Pen::new(color)),
            Format::Json => Report::Json,
            Format::Sarif => Report::Sarif(sarif::Log::default()),
            Format::Github => Report::Github,
        }
    }

    fn mistakes(&mut self, out: &mut impl Write, file: &SourceFile) -> io::Result<()> {
        match self {
            Report::Text(pen) => write_mistakes(out, pen, file),
            Report::Json => json::write_mistakes(out, file),
            Report::Sarif(log) => {
                log.add_mistakes(file);
                Ok(())
            }
            Report::Github => github::write_mistakes(out, file),
        }
    }

    /// What `--fix` has mended: on standard error where the output is for programs, which expect problems there.
    fn mended(&self, out: &mut impl Write, article: &Checked, color: Color) -> io::Result<()> {
        for Mended { code, place, title } in &article.mended {
            let line = format!("mended[{code}] {}:{}:{}: {title}", article.name, place.line, place.column);
            match self {
                Report::Text(_) => writeln!(out, "{line}")?,
                _ => terminal::say(color, format_args!("{line}")),
            }
        }
        if matches!(self, Report::Text(_)) && !article.mended.is_empty() {
            writeln!(out)?;
        }
        Ok(())
    }

    fn article(&mut self, out: &mut impl Write, article: &Checked) -> io::Result<()> {
        match self {
            Report::Text(pen) => write_text(out, pen, article),
            Report::Json => json::write(out, article),
            Report::Sarif(log) => {
                log.add(article);
                Ok(())
            }
            Report::Github => github::write(out, article),
        }
    }

    fn end(self, out: &mut impl Write, tally: &Tally) -> io::Result<()> {
        match self {
            Report::Text(_) => writeln!(out, "{tally}"),
            Report::Sarif(log) => log.write(out),
            Report::Json | Report::Github => Ok(()),
        }
    }
}

/// The configurations of all articles, each once.
fn configurations(sources: &[Result<Source, ReadError>], newsroom: &Newsroom) -> Vec<Arc<Configuration>> {
    let mut folders: Vec<PathBuf> = sources.iter().flatten().map(Source::folder).collect();
    folders.sort_unstable();
    folders.dedup();
    folders.iter().map(|folder| newsroom.configuration(folder)).collect()
}

/// The files of these configurations, each once, by name.
fn files(configurations: &[Arc<Configuration>]) -> Vec<&SourceFile> {
    let all = configurations.iter().flat_map(|configuration| &configuration.files);
    let by_path: BTreeMap<&Path, &SourceFile> = all.map(|file| (file.path.as_path(), file)).collect();
    by_path.into_values().collect()
}

fn check(source: &Result<Source, ReadError>, args: &Args, newsroom: &Newsroom) -> Result<Checked, String> {
    let source = source.as_ref().map_err(ToString::to_string)?;
    if args.fix && *source == Source::Stdin {
        return Err(format!(
            "{}: --fix writes files, and this is none: name the file instead",
            source.name()
        ));
    }
    let text = source.read().map_err(|e| e.to_string())?;
    let configuration = newsroom.configuration(&source.folder());
    let mut analysis = Analysis::new(text, configuration.options("", source.path()));
    let mut mended = vec![];
    if args.fix {
        let least = if args.suggested { Applicability::Suggested } else { Applicability::Safe };
        let fixed = fix::fix(source, analysis, &configuration.rules, least)?;
        (analysis, mended) = (fixed.analysis, fixed.mended);
    }
    let mut diagnostics = rules::check_with(&analysis, &configuration.rules);
    diagnostics.retain(|d| d.severity <= args.min_severity.into());
    Ok(Checked { name: source.name(), analysis, diagnostics, mended })
}

fn write_text(out: &mut impl Write, pen: &excerpt::Pen, article: &Checked) -> io::Result<()> {
    let lines = Lines::new(article.analysis.text());
    for diagnostic in &article.diagnostics {
        let drawn = pen.draw(&article.name, article.analysis.text(), &lines, diagnostic);
        writeln!(out, "{drawn}\n")?;
    }
    Ok(())
}

fn write_mistakes(out: &mut impl Write, pen: &excerpt::Pen, file: &SourceFile) -> io::Result<()> {
    let (name, lines) = (shown(&file.path), Lines::new(&file.text));
    for mistake in &file.mistakes {
        writeln!(out, "{}\n", pen.draw_mistake(&name, file, &lines, mistake))?;
    }
    Ok(())
}
