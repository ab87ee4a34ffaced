//! `onrecord annotate`: the record of an article. The format is documented in `docs/annotate.md`.

mod record;
#[cfg(test)]
mod tests;

use super::input::{self, Fields, Item, Stdin};
use super::mistakes::Mistakes;
use super::settings::{ReadingArgs, RuleArgs, Search, newsroom};
use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED, EXIT_FOUND};
use crate::newsroom::Configuration;
use crate::text::Unit;

use rayon::prelude::*;
use serde_json::value::RawValue;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// JSON Schema (draft 2020-12) of a line of output.
const SCHEMA: &str = include_str!("../annotate.schema.json");
/// The version of the output format; it changes when a reader of the old one would misread the new one.
const SCHEMA_VERSION: u32 = 1;

/// Write a record of each article, for archives and programs
///
/// Reads JSON Lines, an article a line, and writes JSON Lines, a record a line, in
/// the same order, on all cores and in bounded memory, so that archives of any
/// size can be piped through:
///
///   in   {"id": "a1", "text": "…", "date": "2023-09-15"}
///   out  {"id": "a1", "date": "2023-09-15", "quotes": […], "terms": […], …}
///
/// `id` may be any JSON value and comes back as it is; `date` may be left out and
/// yields to a date in the text's header; other fields are ignored. A line that is
/// not such an object becomes {"id": …, "line": 17, "error": "…"} in its place.
/// Blank lines are passed over.
///
/// FILE is read as JSON Lines if its name ends in .jsonl, .ndjson or .json, and as
/// one article otherwise; a folder stands for all .article files in and below it.
/// The id of an article from a file is its path.
///
/// A record depends on the article and on the command alone: no onrecord.toml and
/// no people list is looked for. --config and --people say which ones to read.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
#[command(after_help = "Exit codes:
  0  every article has its record
  1  some lines were not articles: their errors stand in their place
  2  a file could not be read (the others are done all the same), or there are
     mistakes in the configuration (nothing is done), or wrong usage

Examples:
  onrecord annotate < in.jsonl > out.jsonl
  onrecord annotate --text-field body --id-field uri < in.jsonl > out.jsonl
  onrecord annotate stories/ | jq -r '.quotes[] | [.speaker.name, .kind] | @tsv'
  onrecord annotate --schema > annotate.schema.json")]
pub(super) struct Args {
    /// JSON Lines, articles or folders of articles; standard input if there are none, or for -
    #[arg(value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// What start and end count: code points, bytes of UTF-8, or UTF-16 code units
    #[arg(long, value_enum, default_value_t)]
    offsets: Counted,
    /// The field that holds an article's id
    #[arg(long, value_name = "NAME", default_value = "id")]
    id_field: String,
    /// The field that holds its text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// The field that holds its date, such as 2023-09-15
    #[arg(long, value_name = "NAME", default_value = "date")]
    date_field: String,
    /// Begin with a line that names the format's version, the program's, and the unit of offsets
    #[arg(long)]
    header: bool,
    /// How many cores to use; all if left out
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Print the JSON Schema of the output and leave
    #[arg(long)]
    schema: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    rules: RuleArgs,
}

/// `--offsets`
#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Counted {
    /// Unicode code points, as Python and SQL count
    #[default]
    Chars,
    /// Bytes of UTF-8, as Rust and Go count
    Bytes,
    /// UTF-16 code units, as JavaScript and Java count
    Utf16,
}

impl From<Counted> for Unit {
    fn from(counted: Counted) -> Self {
        match counted {
            Counted::Chars => Unit::Chars,
            Counted::Bytes => Unit::Bytes,
            Counted::Utf16 => Unit::Utf16,
        }
    }
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let mut out = terminal::stdout();
    if args.schema {
        out.write_all(SCHEMA.as_bytes())?;
        out.flush()?;
        return Ok(EXIT_CLEAN);
    }
    let Some(newsroom) = newsroom(&args.reading, &args.rules, Search::Nowhere, color) else {
        return Ok(EXIT_FAILED);
    };
    let here = crate::newsroom::absolute(std::path::Path::new("."));
    let configuration = newsroom.configuration(&here);
    let mut mistakes = Mistakes::new(color);
    mistakes.tell(&configuration);
    if mistakes.exit_code() != EXIT_CLEAN {
        return Ok(EXIT_FAILED);
    }
    if args.header {
        let header = record::HeaderLine::new(args.offsets.into());
        serde_json::to_writer(&mut out, &header)?;
        out.write_all(b"\n")?;
    }
    let threads = args.jobs.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
    let fields =
        Fields { id: args.id_field.clone(), text: args.text_field.clone(), date: args.date_field.clone() };
    let unit = args.offsets.into();
    let mut code = EXIT_CLEAN;
    for batch in input::read(args.paths.clone(), Stdin::Lines, newsroom.into()) {
        let lines: Vec<_> =
            pool.install(|| batch.par_iter().map(|i| answer(i, &fields, unit, &configuration)).collect());
        for line in lines {
            code = code.max(line.code());
            match line {
                Answer::Record(json) | Answer::Error(json) => out.write_all(&json)?,
                Answer::Unreadable(message) => {
                    out.flush()?;
                    terminal::report(color, format_args!("{message}"));
                }
            }
        }
        // Whoever waits for the answer to a line gets it, though the next line is not there yet.
        out.flush()?;
    }
    Ok(code)
}

/// What an item of the input becomes.
enum Answer {
    /// A line of output.
    Record(Vec<u8>),
    /// A line of output that says why there is no record.
    Error(Vec<u8>),
    /// A file that could not be read: for standard error.
    Unreadable(String),
}

impl Answer {
    fn code(&self) -> u8 {
        match self {
            Answer::Record(_) => EXIT_CLEAN,
            Answer::Error(_) => EXIT_FOUND,
            Answer::Unreadable(_) => EXIT_FAILED,
        }
    }
}

fn answer(item: &Item, fields: &Fields, unit: Unit, configuration: &Configuration) -> Answer {
    let article = match item {
        Item::Unreadable(message) => return Answer::Unreadable(message.clone()),
        Item::File(source) => match input::article_of_file(source) {
            Ok(article) => article,
            Err(error) => return Answer::Unreadable(error.to_string()),
        },
        Item::Line(line) => match line.article(fields) {
            Ok(article) => article,
            Err(error) => return Answer::Error(json_line(&error)),
        },
    };
    let id = article.id.clone();
    guarded(item, id, || record::write(article, unit, configuration))
}

/// The record that `write` makes. Analysis does not panic; if it does all the same, one article is lost, and
/// said to be, and not the run of a night.
fn guarded(item: &Item, id: Box<RawValue>, write: impl FnOnce() -> Vec<u8>) -> Answer {
    const FAULT: &str = "a fault in onrecord: this article could not be analysed; please report it";
    match (catch_unwind(AssertUnwindSafe(write)), item) {
        (Ok(record), _) => Answer::Record(record),
        (Err(_), Item::Line(line)) => Answer::Error(json_line(&line.error(Some(id), FAULT.to_owned()))),
        (Err(_), _) => Answer::Unreadable(format!("{}: {FAULT}", id.get())),
    }
}

/// A value as a line of JSON.
fn json_line(value: &impl serde::Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("records have string keys and no failing types");
    line.push(b'\n');
    line
}
