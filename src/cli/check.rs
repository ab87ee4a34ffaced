use super::config::shown;
use super::files::{ReadError, Source, sources};
use super::settings::{ReadingArgs, RuleArgs, Search, newsroom};
use super::terminal::{self, Color, counted};
use super::{EXIT_CLEAN, EXIT_FAILED, EXIT_FOUND, excerpt};
use crate::analysis::Analysis;
use crate::newsroom::{Configuration, Newsroom, SourceFile};
use crate::rules::{self, Diagnostic, Severity};
use crate::text::{Lines, Span};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files analysed before the first of them is printed: enough for all cores, little enough for memory.
const BATCH: usize = 64;

/// Find problems and show the lines they are in
///
/// Prints every problem with an excerpt and its evidence, and a line at the end that counts them. A folder
/// stands for all .article files in and below it, `-` for standard input.
///
/// Settings are taken from the onrecord.toml that is found upwards from an article; mistakes in it are shown first.
#[derive(clap::Args)]
#[command(after_help = "Exit codes:
  0  nothing was found at warning or above
  1  warnings or errors were found
  2  a file could not be read or the configuration has mistakes (the others are done all the same, and what is right
     in the configuration holds), or wrong usage

Examples:
  onrecord check story.article
  onrecord check stories/ --min-severity warning
  onrecord check stories/ --select unattributed-quote --severity unattributed-quote=error
  onrecord check - < story.article
  onrecord check stories/ --format json | jq -r .code | sort | uniq -c")]
pub(super) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// text: excerpts for people; json: an object a line for programs
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Leave out what matters less than this; it then does not count for the exit code either
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    min_severity: MinSeverity,
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
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let search = if args.no_config { Search::Nowhere } else { Search::Upwards };
    let Some(newsroom) = newsroom(&args.reading, &args.rules, search, color) else { return Ok(EXIT_FAILED) };
    let mut out = terminal::stdout();
    let mut tally = Tally::default();
    let pen = excerpt::Pen::new(color);
    let sources = sources(&args.paths, &newsroom);
    let configurations = configurations(&sources, &newsroom);
    let placeless: BTreeSet<&String> = configurations.iter().flat_map(|c| &c.mistakes).collect();
    for message in placeless {
        tally.mistakes += 1;
        terminal::report(color, format_args!("{message}"));
    }
    for file in files(&configurations) {
        tally.mistakes += file.mistakes.len();
        match args.format {
            Format::Text => write_mistakes(&mut out, &pen, file)?,
            Format::Json => write_json_mistakes(&mut out, file)?,
        }
    }
    for batch in sources.chunks(BATCH) {
        let checked: Vec<_> =
            batch.par_iter().map(|source| check(source, args.min_severity.into(), &newsroom)).collect();
        for result in checked {
            match result {
                Ok(article) => {
                    tally.add(&article);
                    match args.format {
                        Format::Text => write_text(&mut out, &pen, &article)?,
                        Format::Json => write_json(&mut out, &article)?,
                    }
                }
                Err(message) => {
                    tally.unread += 1;
                    out.flush()?;
                    terminal::report(color, format_args!("{message}"));
                }
            }
        }
    }
    if args.format == Format::Text {
        writeln!(out, "{tally}")?;
    }
    out.flush()?;
    Ok(tally.exit_code())
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

fn check(
    source: &Result<Source, ReadError>,
    least: Severity,
    newsroom: &Newsroom,
) -> Result<Checked, String> {
    let source = source.as_ref().map_err(ToString::to_string)?;
    let text = source.read().map_err(|e| e.to_string())?;
    let configuration = newsroom.configuration(&source.folder());
    let analysis = Analysis::new(text, configuration.options());
    let mut diagnostics = rules::check_with(&analysis, &configuration.rules);
    diagnostics.retain(|d| d.severity <= least);
    Ok(Checked { name: source.name(), analysis, diagnostics })
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

fn write_json_mistakes(out: &mut impl Write, file: &SourceFile) -> io::Result<()> {
    let (name, lines) = (shown(&file.path), Lines::new(&file.text));
    for mistake in &file.mistakes {
        let line = JsonDiagnostic {
            file: &name,
            code: file.code,
            severity: Severity::Error.word(),
            place: JsonPlace::of(&file.text, &lines, mistake.span),
            message: &mistake.message,
            related: vec![],
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A diagnostic on a line of its own. Lines and columns count from 1, columns in characters.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    file: &'a str,
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: JsonPlace,
    message: &'a str,
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    #[serde(flatten)]
    place: JsonPlace,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonPlace {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl JsonPlace {
    fn of(text: &str, lines: &Lines, span: Span) -> Self {
        let (start, end) = (lines.place(text, span.start), lines.place(text, span.end));
        JsonPlace { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

fn write_json(out: &mut impl Write, article: &Checked) -> io::Result<()> {
    let text = article.analysis.text();
    let lines = Lines::new(text);
    let place = |span: Span| JsonPlace::of(text, &lines, span);
    for found in &article.diagnostics {
        let related = found.related.iter().map(|r| JsonRelated { place: place(r.span), message: &r.message });
        let line = JsonDiagnostic {
            file: &article.name,
            code: found.code,
            severity: found.severity.word(),
            place: place(found.span),
            message: &found.message,
            related: related.collect(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// What the closing line says.
#[derive(Default)]
struct Tally {
    /// By severity: error, warning, information, hint.
    found: [usize; 4],
    /// Articles with something found in them.
    affected: usize,
    /// Articles read.
    read: usize,
    /// Files and folders that could not be read.
    unread: usize,
    /// Mistakes in configuration files and people lists.
    mistakes: usize,
}

impl Tally {
    fn add(&mut self, article: &Checked) {
        self.read += 1;
        self.affected += usize::from(!article.diagnostics.is_empty());
        for diagnostic in &article.diagnostics {
            self.found[diagnostic.severity as usize] += 1;
        }
    }

    fn exit_code(&self) -> u8 {
        let problems = self.found[Severity::Error as usize] + self.found[Severity::Warning as usize];
        match (self.unread + self.mistakes, problems) {
            (1.., _) => EXIT_FAILED,
            (0, 1..) => EXIT_FOUND,
            (0, 0) => EXIT_CLEAN,
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        if self.read == 0 {
            write!(f, "Nothing was checked; {} could not be read", self.unread)?;
            return self.write_mistakes(f);
        }
        let [errors, warnings, notes, hints] = self.found;
        let parts = [
            (errors, counted(errors, "error")),
            (warnings, counted(warnings, "warning")),
            (notes, format!("{notes} for information")),
            (hints, counted(hints, "hint")),
        ];
        let parts: Vec<_> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
        match parts.split_last() {
            None => write!(f, "No problems")?,
            Some((last, [])) => write!(f, "{last}")?,
            Some((last, rest)) => write!(f, "{} and {last}", rest.join(", "))?,
        }
        if self.affected == 0 || self.affected == self.read {
            write!(f, " in {}", counted(self.read, "article"))?;
        } else {
            write!(f, " in {} of {}", self.affected, counted(self.read, "article"))?;
        }
        if self.unread > 0 {
            write!(f, "; {} could not be read", self.unread)?;
        }
        self.write_mistakes(f)
    }
}

impl Tally {
    fn write_mistakes(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self.mistakes {
            0 => Ok(()),
            n => write!(f, "; {} in the configuration", counted(n, "mistake")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(found: [usize; 4], affected: usize, read: usize, unread: usize) -> String {
        Tally { found, affected, read, unread, mistakes: 0 }.to_string()
    }

    #[test]
    fn the_closing_line_reads_as_a_sentence() {
        insta::assert_snapshot!(line([0, 0, 0, 0], 0, 1, 0), @"No problems in 1 article");
        insta::assert_snapshot!(line([0, 3, 0, 0], 2, 2, 0), @"3 warnings in 2 articles");
        insta::assert_snapshot!(line([1, 2, 3, 1], 2, 5, 0), @"1 error, 2 warnings, 3 for information and 1 hint in 2 of 5 articles");
        insta::assert_snapshot!(line([0, 1, 0, 0], 1, 3, 2), @"1 warning in 1 of 3 articles; 2 could not be read");
    }

    #[test]
    fn information_and_hints_do_not_fail_a_run() {
        assert_eq!(Tally { found: [0, 0, 4, 9], ..Tally::default() }.exit_code(), EXIT_CLEAN);
        assert_eq!(Tally { found: [0, 1, 0, 0], ..Tally::default() }.exit_code(), EXIT_FOUND);
        assert_eq!(Tally { found: [0, 1, 0, 0], unread: 1, ..Tally::default() }.exit_code(), EXIT_FAILED);
    }
}
