//! Where reports and exports go: standard output, a file, or a folder with a file for each article.

use super::draft::Draft;
use super::files::printable;
use super::terminal;
use crate::newsroom::{Newsroom, absolute};
use rustc_hash::FxHashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// `--output`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Output {
    Stdout,
    File(PathBuf),
    /// A file for each article.
    Folder(PathBuf),
}

impl Output {
    /// A folder is one that there is, or what is written like one.
    pub(super) fn of(path: Option<&Path>) -> Self {
        match path {
            None => Output::Stdout,
            Some(path) if path.as_os_str() == "-" => Output::Stdout,
            Some(path) if path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\']) => {
                Output::Folder(path.to_owned())
            }
            Some(path) => Output::File(path.to_owned()),
        }
    }
}

/// What must not be written over: articles, whether they are read now or lie beside what is written.
pub(super) struct Guard {
    newsroom: Arc<Newsroom>,
    /// The files that the command line names.
    named: Vec<PathBuf>,
}

impl Guard {
    /// `given` is what the command line says to read.
    pub(super) fn new(newsroom: Arc<Newsroom>, given: &[PathBuf]) -> Self {
        let files = given.iter().filter(|path| path.is_file());
        Guard { newsroom, named: files.map(|path| real(path)).collect() }
    }

    /// The file that may be written by this name, behind all links; on error, why it may not.
    fn admit(&self, path: &Path) -> Result<PathBuf, &'static str> {
        let target = real(path);
        if !target.is_file() {
            return Ok(target);
        }
        if self.named.contains(&target) {
            return Err("is one of the articles; choose another name for --output");
        }
        let is_article = |path: &Path| {
            let folder = path.parent().unwrap_or(path);
            path.extension().is_some_and(|end| end == "article")
                || self.newsroom.configuration(folder).is_article_file(path)
        };
        if is_article(&absolute(path)) || is_article(&target) {
            return Err("is an article by its name, as `include` has it; choose another name for --output");
        }
        Ok(target)
    }
}

/// A path from the root and without links, as far as it is there.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| absolute(path))
}

/// A stream to standard output or into a file.
pub(super) enum Stream {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    File(Draft),
    /// A pipe or a device, which nothing can take the place of.
    Device(BufWriter<File>),
}

impl Stream {
    /// Begins a stream; on error, a message of one line.
    pub(super) fn open(file: Option<&Path>, guard: &Guard) -> Result<Self, String> {
        let Some(path) = file else { return Ok(Stream::Stdout(terminal::stdout())) };
        let target = guard.admit(path).map_err(|why| format!("{}: {why}", printable(path)))?;
        let opened = match target.exists() && !target.is_file() {
            true => File::create(&target).map(|file| Stream::Device(BufWriter::new(file))),
            false => Draft::new(target).map(Stream::File),
        };
        opened.map_err(|e| unwritable(path, &e))
    }

    /// Ends it. A file that was not ended is as it was before.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Stream::Stdout(mut out) => out.flush(),
            Stream::File(draft) => draft.finish(),
            Stream::Device(mut out) => out.flush(),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Stream::Stdout(out) => out.write(bytes),
            Stream::File(out) => out.write(bytes),
            Stream::Device(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Stream::Stdout(out) => out.flush(),
            Stream::File(out) => out.flush(),
            Stream::Device(out) => out.flush(),
        }
    }
}

/// A folder with a file for each article, called as the article is and in folders as the articles are.
pub(super) struct Shelf {
    folder: PathBuf,
    guard: Guard,
    /// What the command line was given: an article's name counts from there.
    given: Vec<PathBuf>,
    /// Names that are taken, without what they end in.
    taken: FxHashSet<PathBuf>,
}

impl Shelf {
    pub(super) fn new(folder: PathBuf, newsroom: Arc<Newsroom>, given: &[PathBuf]) -> Self {
        let guard = Guard::new(newsroom, given);
        let given = given.iter().filter(|path| path.is_dir()).cloned().collect();
        Shelf { folder, guard, given, taken: FxHashSet::default() }
    }

    /// The name of an article's file below the folder, without what it ends in. No two articles get the same.
    pub(super) fn name(&mut self, article: &Path) -> PathBuf {
        let inside = self.given.iter().filter_map(|given| article.strip_prefix(given).ok());
        let inside = inside.min_by_key(|path| path.components().count());
        let name = inside.or(article.file_name().map(Path::new)).unwrap_or(article);
        // Nothing may lead out of the folder.
        let name: PathBuf = name.components().filter(|part| matches!(part, Component::Normal(_))).collect();
        let name = if name.as_os_str().is_empty() { PathBuf::from("article") } else { name };
        let numbered = (2..).map(|number| {
            let mut name = name.as_os_str().to_owned();
            name.push(format!("-{number}"));
            PathBuf::from(name)
        });
        let mut free = [name.with_extension(""), name.clone()].into_iter().chain(numbered);
        let free = free.find(|name| !self.taken.contains(name)).unwrap_or(name);
        self.taken.insert(free.clone());
        free
    }

    /// Writes a file below the folder, by a name from [`Shelf::name`] with what it ends in; on error, a message of one
    /// line. `article` is not written over.
    pub(super) fn write(
        &self,
        name: &Path,
        extension: &str,
        content: &str,
        article: Option<&Path>,
    ) -> Result<(), String> {
        let mut path = self.folder.join(name).into_os_string();
        path.push(format!(".{extension}"));
        let path = PathBuf::from(path);
        if article.is_some_and(|article| absolute(article) == absolute(&path)) {
            return Err(format!(
                "{}: is the article itself; choose another folder for --output",
                printable(&path)
            ));
        }
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(|e| unwritable(folder, &e))?;
        let mut out = Stream::open(Some(&path), &self.guard)?;
        out.write_all(content.as_bytes()).and_then(|()| out.finish()).map_err(|e| unwritable(&path, &e))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> String {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no folder to put it in".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not write it".to_owned(),
        _ => error.to_string().replace(['\n', '\r'], " "),
    };
    format!("{}: {reason}", printable(path))
}

/// The path that an id of JSON Lines becomes: what could lead elsewhere, or be no name, is replaced.
pub(super) fn path_of_id(id: &str) -> PathBuf {
    const MOST: usize = 100;
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = id.trim_matches('"').chars().take(MOST).map(plain).collect();
    let name = name.trim_matches('.');
    // What stands behind a full stop is part of an id, and not the end of a file's name.
    PathBuf::from(if name.is_empty() { "article".to_owned() } else { name.to_owned() + ".id" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::newsroom::Catalogue;

    fn newsroom() -> Arc<Newsroom> {
        let catalogue = Catalogue::new(crate::rules::specs());
        Arc::new(Newsroom::new(Arc::new(catalogue), vec![]).without_files())
    }

    #[test]
    fn files_are_called_as_their_articles_are() {
        let desk = tempfile::tempdir().unwrap();
        let stories = desk.path().join("stories");
        fs::create_dir_all(&stories).unwrap();
        let mut shelf = Shelf::new(PathBuf::from("out"), newsroom(), std::slice::from_ref(&stories));
        let mut name = |path: &str| shelf.name(&stories.join(path)).to_string_lossy().into_owned();
        assert_eq!(name("bridge.article"), "bridge");
        assert_eq!(name("may/bridge.article"), "may/bridge");
        assert_eq!(name("bridge.txt"), "bridge.txt");
        assert_eq!(name("bridge.txt"), "bridge.txt-2");
        assert_eq!(shelf.name(Path::new("../elsewhere/crane.article")), Path::new("crane"));
        assert_eq!(shelf.name(Path::new("<stdin>")), Path::new("<stdin>"));
    }

    #[test]
    fn ids_lead_nowhere_else() {
        let mut shelf = Shelf::new(PathBuf::from("out"), newsroom(), &[]);
        let mut name = |id: &str| shelf.name(&path_of_id(id)).to_string_lossy().into_owned();
        assert_eq!(name("\"../../etc/passwd\""), "_.._etc_passwd");
        assert_eq!(name("\"a.1\""), "a.1");
        assert_eq!(name("17"), "17");
        assert_eq!(name("null"), "null");
        assert_eq!(name("\"..\""), "article");
    }
}
