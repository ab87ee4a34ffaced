use super::input::{self, Fields, Item, Stdin, holds_lines};
use super::mistakes::Mistakes;
use super::output::{Guard, Output, Shelf, Stream, path_of_id};
use super::settings::{ReadingArgs, RuleArgs, Search, newsroom};
use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED};
use crate::analysis::{Analysis, Options};
use crate::cli::files::Source;
use crate::features::export::{self, Article, Format, brat};
use crate::newsroom::{Newsroom, absolute};
use rayon::prelude::*;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Write quotations, speakers and mentions in a format of other programs
///
///   text            the article as printed: no header, annotations or comments
///   csv             a row for each quotation and reported clause
///   jsonl           the same columns, an object a line
///   brat            a .txt and a .ann for each article; needs a folder
///   tei             TEI P5: text with <said who="#…">, names, dates and persons
///   web-annotation  W3C Web Annotation (JSON-LD), about the article's file
///
/// docs/export.md tells what is where in each.
///
/// FILE is read as JSON Lines ({"id": …, "text": …, "date": …}, as by `annotate`)
/// if its name ends in .jsonl, .ndjson or .json, and as one article otherwise.
/// Articles are read, written and forgotten as they come, on all cores, so
/// archives of any size can be piped through.
///
/// If OUTPUT is a folder, or ends in a slash, each article gets a file of its own.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
#[command(after_help = "Exit codes:
  0  everything is written
  2  something could not be read or written or the configuration has mistakes
     (the rest is done all the same), or wrong usage

Examples:
  onrecord export --format csv stories/ -o said.csv
  onrecord export --format brat stories/ -o for-brat/
  onrecord export --format tei story.article | xmllint --noout -
  zstdcat all.jsonl.zst | onrecord export --format jsonl --lines - > said.jsonl")]
pub(super) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// The format; if left out, the end of OUTPUT's name says it
    #[arg(long, short, value_name = "FORMAT", value_parser = format())]
    format: Option<Format>,
    /// A file, or a folder for a file each; standard output if left out
    #[arg(long, short, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Standard input holds JSON Lines, and not one article
    #[arg(long)]
    lines: bool,
    /// The field of JSON Lines that holds an article's id
    #[arg(long, value_name = "NAME", default_value = "id")]
    id_field: String,
    /// The field that holds its text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// The field that holds its date, such as 2023-09-15
    #[arg(long, value_name = "NAME", default_value = "date")]
    date_field: String,
    /// Look for no configuration file and no people list
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    no_config: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// The formats by their words.
fn format() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(Format::ALL.map(Format::word))
        .map(|word| Format::of_word(&word).expect("the parser knows the words"))
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let output = Output::of(args.output.as_deref());
    let format = match format_of(args, &output) {
        Ok(format) => format,
        Err(message) => {
            terminal::report(color, format_args!("{message}"));
            return Ok(EXIT_FAILED);
        }
    };
    let search = if args.no_config { Search::Nowhere } else { Search::Upwards };
    let newsroom = newsroom(&args.reading, &RuleArgs::default(), search, color);
    let Some(newsroom) = newsroom.map(Arc::new) else { return Ok(EXIT_FAILED) };
    let fields =
        Fields { id: args.id_field.clone(), text: args.text_field.clone(), date: args.date_field.clone() };
    let mistakes = Mistakes::new(color);
    let mut desk = Desk { format, fields, newsroom, mistakes, color, code: EXIT_CLEAN, articles: 0 };
    match output {
        Output::Folder(folder) => {
            let shelf = Shelf::new(folder, Arc::clone(&desk.newsroom), &args.paths);
            desk.files(args, shelf);
        }
        Output::File(file) => desk.stream(args, Some(&file))?,
        Output::Stdout => desk.stream(args, None)?,
    }
    Ok(desk.code.max(desk.mistakes.exit_code()))
}

/// The format that was asked for, by name or by the end of the file's name.
fn format_of(args: &Args, output: &Output) -> Result<Format, String> {
    let by_name = || {
        let Output::File(file) = output else { return None };
        let extension = file.extension()?.to_str()?;
        Format::ALL.into_iter().find(|format| format.extension() == extension)
    };
    let words = Format::ALL.map(Format::word).join(", ");
    let format = args
        .format
        .or_else(by_name)
        .ok_or_else(|| format!("which format? Say --format and one of {words}"))?;
    if format == Format::Brat && !matches!(output, Output::Folder(_)) {
        return Err(
            "brat has two files for each article: say --output and a folder, as in -o for-brat/".to_owned()
        );
    }
    Ok(format)
}

/// Where exports are made.
struct Desk {
    format: Format,
    fields: Fields,
    newsroom: Arc<Newsroom>,
    mistakes: Mistakes,
    color: Color,
    code: u8,
    /// How many there were.
    articles: usize,
}

/// An article that was read.
struct Read {
    /// What its file is called after.
    path: PathBuf,
    /// Its file, if it has one.
    file: Option<PathBuf>,
    /// As it is exported.
    pieces: Pieces,
}

enum Pieces {
    One(String),
    Brat(brat::Standoff),
}

impl Desk {
    /// All articles in one stream.
    fn stream(&mut self, args: &Args, file: Option<&Path>) -> io::Result<()> {
        let mut out = match Stream::open(file, &Guard::new(Arc::clone(&self.newsroom), &args.paths)) {
            Ok(out) => out,
            Err(message) => {
                self.complain(&message);
                return Ok(());
            }
        };
        let format = self.format;
        // What is one article for certain is not numbered.
        let stdin_is_one = !args.lines;
        let one = |path: &PathBuf| {
            if path.as_os_str() == "-" { stdin_is_one } else { !path.is_dir() && !holds_lines(path) }
        };
        let several = args.paths.len() != 1 || !args.paths.iter().all(one);
        out.write_all(export::opening(format, several).as_bytes())?;
        let mut first = true;
        let mut failed = None;
        self.each(args, several, |_, read| {
            let Pieces::One(piece) = read.pieces else { return Ok(()) };
            if piece.is_empty() || failed.is_some() {
                return Ok(());
            }
            let between = if std::mem::take(&mut first) { "" } else { export::between(format) };
            let written = out.write_all(between.as_bytes()).and_then(|()| out.write_all(piece.as_bytes()));
            failed = written.err();
            if failed.is_some() { Err(Stop) } else { Ok(()) }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        out.write_all(export::closing(format, several).as_bytes())?;
        out.finish()
    }

    /// A file for each article.
    fn files(&mut self, args: &Args, mut shelf: Shelf) {
        let format = self.format;
        self.each(args, false, |desk, read| {
            let name = shelf.name(&read.path);
            let file = read.file.as_deref();
            let written = match &read.pieces {
                Pieces::One(piece) => {
                    let content = export::opening(format, false) + piece + export::closing(format, false);
                    shelf.write(&name, format.extension(), &content, file)
                }
                Pieces::Brat(brat::Standoff { text, annotations }) => shelf
                    .write(&name, "txt", text, file)
                    .and_then(|()| shelf.write(&name, "ann", annotations, file)),
            };
            written.unwrap_or_else(|message| desk.complain(&message));
            Ok(())
        });
        if format == Format::Brat
            && let Err(message) = shelf.write(Path::new("annotation"), "conf", brat::CONFIGURATION, None)
        {
            self.complain(&message);
        }
    }

    /// Exports all articles, on all cores, and does something with each, in order, until that wants no more.
    fn each(
        &mut self,
        args: &Args,
        numbered: bool,
        mut take: impl FnMut(&mut Self, Read) -> Result<(), Stop>,
    ) {
        let stdin = if args.lines { Stdin::Lines } else { Stdin::Article };
        for batch in input::read(args.paths.clone(), stdin, Arc::clone(&self.newsroom)) {
            self.tell_mistakes(&batch);
            let first = self.articles + 1;
            self.articles += batch.len();
            let desk = &*self;
            let read: Vec<_> = batch
                .par_iter()
                .enumerate()
                .map(|(i, item)| desk.read(item, numbered.then_some(first + i)))
                .collect();
            for read in read {
                match read {
                    Ok(read) => {
                        if take(self, read).is_err() {
                            return;
                        }
                    }
                    Err(message) => self.complain(&message),
                }
            }
        }
    }

    /// Tells what is wrong in the settings that count for these articles.
    fn tell_mistakes(&mut self, batch: &[Item]) {
        let mut folders: Vec<PathBuf> = batch.iter().filter_map(folder).collect();
        folders.sort_unstable();
        folders.dedup();
        folders.iter().for_each(|folder| self.mistakes.tell(&self.newsroom.configuration(folder)));
    }

    fn read(&self, item: &Item, number: Option<usize>) -> Result<Read, String> {
        match item {
            Item::Unreadable(message) => Err(message.clone()),
            Item::File(source) => {
                let text = source.read().map_err(|error| error.to_string())?;
                let options = self.newsroom.configuration(&source.folder()).options("", source.path());
                let name = source.name();
                let file = if let Source::File(path) = source { Some(path.clone()) } else { None };
                // Standard input has no name for a file.
                let path = file.clone().unwrap_or_else(|| PathBuf::from("stdin"));
                let pieces = self.pieces(&name, text, options, number)?;
                Ok(Read { path, file, pieces })
            }
            Item::Line(line) => {
                let article = line.article(&self.fields).map_err(|error| error.to_string())?;
                let options = self.newsroom.configuration(&absolute(Path::new("."))).options("", None);
                let options = Options { date: article.date.or(options.date), ..options };
                let id = article.id.get();
                let name = serde_json::from_str::<String>(id).unwrap_or_else(|_| id.to_owned());
                let pieces = self.pieces(&name, article.text, options, number)?;
                Ok(Read { path: path_of_id(&name), file: None, pieces })
            }
        }
    }

    /// Analysis does not panic; if it does all the same, one article is lost, and said to be.
    fn pieces(
        &self,
        name: &str,
        text: String,
        options: Options,
        number: Option<usize>,
    ) -> Result<Pieces, String> {
        let export = || {
            let analysis = Analysis::new(text, options);
            let article = Article { name, number, analysis: &analysis };
            match self.format {
                Format::Brat => Pieces::Brat(brat::Standoff::of(&analysis)),
                format => Pieces::One(export::piece(format, article)),
            }
        };
        let fault = "a fault in onrecord: this article could not be exported; please report it";
        catch_unwind(AssertUnwindSafe(export)).map_err(|_| format!("{name}: {fault}"))
    }

    fn complain(&mut self, message: &str) {
        self.code = EXIT_FAILED;
        terminal::report(self.color, format_args!("{message}"));
    }
}

/// The folder whose settings count for an article: of lines, the current one.
fn folder(item: &Item) -> Option<PathBuf> {
    match item {
        Item::Unreadable(_) => None,
        Item::File(source) => Some(source.folder()),
        Item::Line(_) => Some(absolute(Path::new("."))),
    }
}

/// Nobody wants any more.
struct Stop;
