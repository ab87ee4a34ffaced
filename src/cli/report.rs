use super::files::{ReadError, Source, sources};
use super::mistakes::Mistakes;
use super::output::{Guard, Output, Shelf, Stream};
use super::settings::{ReadingArgs, RuleArgs, Search, newsroom};
use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED};
use crate::analysis::Analysis;
use crate::features::report::{Contents, Pages, Report, page};
use crate::newsroom::Newsroom;
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Articles read before the first of them is written.
const BATCH: usize = 64;

/// Write a page about who speaks in an article, to read and to print
///
/// The page tells who speaks, how much and by name or not; what nobody is shown to have said, first; every quotation
/// with the words that show the speaker, how sure that is and why; sources without a name; the days that are meant;
/// problems; and the article itself, where all of this is marked.
///
/// It is one file of HTML that needs nothing else and loads nothing: send it, archive it, print it. Several articles
/// stand on one page with a table of contents. If OUTPUT is a folder, or ends in a slash, each gets a page of its own,
/// and index.html leads to them.
#[derive(clap::Args)]
#[command(after_help = "Exit codes:
  0  the report is written, whatever it says
  2  a file could not be read or written or the configuration has mistakes
     (the rest is done all the same), or wrong usage

Examples:
  onrecord report story.article -o story.html
  onrecord report stories/ -o reports/
  onrecord report - < story.article > story.html
  onrecord report stories/ --select unattributed-quote,anonymous-source -o a/")]
pub(super) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// The page to write, or a folder for a page each; standard output if left out
    #[arg(long, short, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Look for no configuration file and no people list
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    no_config: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    rules: RuleArgs,
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let search = if args.no_config { Search::Nowhere } else { Search::Upwards };
    let Some(newsroom) = newsroom(&args.reading, &args.rules, search, color) else { return Ok(EXIT_FAILED) };
    let mut desk = Desk { newsroom: Arc::new(newsroom), color, code: EXIT_CLEAN };
    let sources = sources(&args.paths, &desk.newsroom);
    let mut mistakes = Mistakes::new(color);
    sources.iter().flatten().for_each(|source| mistakes.tell(&desk.newsroom.configuration(&source.folder())));
    match Output::of(args.output.as_deref()) {
        Output::Folder(folder) => {
            let shelf = Shelf::new(folder, Arc::clone(&desk.newsroom), &args.paths);
            desk.pages(&sources, shelf);
        }
        Output::File(file) => desk.page(&sources, Some(&file))?,
        Output::Stdout => desk.page(&sources, None)?,
    }
    Ok(desk.code.max(mistakes.exit_code()))
}

/// Where reports are made.
struct Desk {
    newsroom: Arc<Newsroom>,
    color: Color,
    code: u8,
}

impl Desk {
    /// All articles on one page.
    fn page(&mut self, sources: &[Result<Source, ReadError>], file: Option<&Path>) -> io::Result<()> {
        let mut pages = Pages::default();
        self.each(sources, |_, source, report| {
            pages.add(&source.name(), &report);
            Ok(())
        });
        // A page that says nothing would look as if all were well.
        if pages.is_empty() {
            return Ok(());
        }
        let articles: Vec<PathBuf> =
            sources.iter().flatten().filter_map(Source::path).map(Path::to_owned).collect();
        match Stream::open(file, &Guard::new(Arc::clone(&self.newsroom), &articles)) {
            Ok(mut out) => {
                out.write_all(pages.finish().as_bytes())?;
                out.finish()?;
            }
            Err(message) => self.complain(&message),
        }
        Ok(())
    }

    /// A page for each article, and one that leads to them.
    fn pages(&mut self, sources: &[Result<Source, ReadError>], mut shelf: Shelf) {
        let mut contents = Contents::default();
        // What leads to the others has its name first.
        let index = shelf.name(Path::new("index"));
        self.each(sources, |desk, source, report| {
            let name = source.name();
            let file = shelf.name(source.path().unwrap_or(Path::new(&name)));
            let written = shelf.write(&file, "html", &page(&name, &report), source.path());
            match written {
                Ok(()) => contents.add(&name, &address(&file), &report),
                Err(message) => desk.complain(&message),
            }
            Ok(())
        });
        if let Err(message) = shelf.write(&index, "html", &contents.page(), None) {
            self.complain(&message);
        }
    }

    /// Reports on all articles, on all cores, and does something with each, in order.
    fn each(
        &mut self,
        sources: &[Result<Source, ReadError>],
        mut take: impl FnMut(&mut Self, &Source, Report) -> Result<(), String>,
    ) {
        for batch in sources.chunks(BATCH) {
            let newsroom = &self.newsroom;
            let reports: Vec<_> = batch.par_iter().map(|source| report(source, newsroom)).collect();
            for report in reports {
                let taken = report.and_then(|(source, report)| take(self, source, report));
                taken.unwrap_or_else(|message| self.complain(&message));
            }
        }
    }

    fn complain(&mut self, message: &str) {
        self.code = EXIT_FAILED;
        terminal::report(self.color, format_args!("{message}"));
    }
}

fn report<'a>(
    source: &'a Result<Source, ReadError>,
    newsroom: &Newsroom,
) -> Result<(&'a Source, Report), String> {
    let source = source.as_ref().map_err(ToString::to_string)?;
    let text = source.read().map_err(|error| error.to_string())?;
    let configuration = newsroom.configuration(&source.folder());
    let analysis = Analysis::new(text, configuration.options("", source.path()));
    Ok((source, Report::of(&analysis, &configuration.rules)))
}

/// Where a page is, seen from the one that leads there.
fn address(file: &Path) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let parts = file
        .components()
        .map(|part| utf8_percent_encode(&part.as_os_str().to_string_lossy(), KEPT).to_string());
    parts.collect::<Vec<_>>().join("/") + ".html"
}
