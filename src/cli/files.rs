use crate::newsroom::index::{self, Visited};
use crate::newsroom::{Newsroom, absolute};
use std::fs;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What standard input is called in output.
const STDIN: &str = "<stdin>";

/// Somewhere an article can be read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// `-`
    Stdin,
    File(PathBuf),
}

/// Why there is no article. Each message is one line and begins with the file's name.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("{name}: {}", reason(.error))]
    Unreadable { name: String, error: io::Error },
    #[error("{name}: is empty")]
    Empty { name: String },
    #[error("{name}: is not UTF-8: byte 0x{byte:02X} on line {line}, at offset {offset}; {}", remedy(*.byte, *.offset))]
    NotUtf8 { name: String, byte: u8, line: usize, offset: usize },
    #[error("{name}: is larger than the 4 GiB an article may have")]
    TooLarge { name: String },
    #[error("{name}: there are no articles in it, which are files like {patterns}")]
    NoArticles { name: String, patterns: String },
}

impl Source {
    /// What it is called in output.
    pub(super) fn name(&self) -> String {
        match self {
            Source::Stdin => STDIN.to_owned(),
            Source::File(path) => printable(path),
        }
    }

    /// The file that it is.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Source::Stdin => None,
            Source::File(path) => Some(path),
        }
    }

    /// The absolute path of the folder it is in: of standard input, the current one.
    pub(super) fn folder(&self) -> PathBuf {
        let path = match self {
            Source::Stdin => PathBuf::from("x"),
            Source::File(path) => path.clone(),
        };
        let mut path = absolute(&path);
        path.pop();
        path
    }

    /// Reads the article.
    pub(super) fn read(&self) -> Result<String, ReadError> {
        let bytes = match self {
            Source::Stdin => {
                let mut bytes = vec![];
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Source::File(path) => fs::read(path),
        };
        let bytes = bytes.map_err(|error| ReadError::Unreadable { name: self.name(), error })?;
        decode(bytes, || self.name())
    }
}

/// The articles that command-line arguments mean, in their order: a file is itself, a folder is all that the newsroom
/// takes for articles in and below it by name, `-` is standard input. A folder that cannot be read is an error in its
/// place.
pub(super) fn sources(arguments: &[PathBuf], newsroom: &Newsroom) -> Vec<Result<Source, ReadError>> {
    let mut found = vec![];
    for argument in arguments {
        if argument.as_os_str() == "-" {
            found.push(Ok(Source::Stdin));
        } else if argument.is_dir() {
            let before = found.len();
            walk(argument, newsroom, &mut found);
            if found.len() == before {
                let patterns = newsroom.configuration(&absolute(argument)).include().join(", ");
                found.push(Err(ReadError::NoArticles { name: printable(argument), patterns }));
            }
        } else {
            found.push(Ok(Source::File(argument.clone())));
        }
    }
    found
}

/// Adds the articles in and below `folder`, by name.
fn walk(folder: &Path, newsroom: &Newsroom, found: &mut Vec<Result<Source, ReadError>>) {
    let _ = index::walk(folder, newsroom, &mut |visited| {
        match visited {
            Visited::Folder(_) => {}
            Visited::Article(article) => found.push(Ok(Source::File(article.path))),
            Visited::Unreadable(folder, error) => {
                found.push(Err(ReadError::Unreadable { name: printable(&folder), error }));
            }
        }
        ControlFlow::Continue(())
    });
}

/// An article's text from its bytes.
fn decode(bytes: Vec<u8>, name: impl Fn() -> String) -> Result<String, ReadError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(ReadError::TooLarge { name: name() });
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..offset];
        let newlines = before.iter().filter(|&&b| b == b'\n').count();
        // Files from old Macs end their lines with `\r` alone.
        let line = 1 + if newlines > 0 { newlines } else { before.iter().filter(|&&b| b == b'\r').count() };
        ReadError::NotUtf8 { name: name(), byte: error.as_bytes()[offset], line, offset }
    })?;
    match text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}') {
        "" => Err(ReadError::Empty { name: name() }),
        _ => Ok(text),
    }
}

/// A path on one line, whatever is in its name.
pub(super) fn printable(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.contains(char::is_control) { shown.escape_debug().to_string() } else { shown }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string().replace(['\n', '\r'], " "),
    }
}

/// What to do about a file that is not UTF-8.
fn remedy(byte: u8, offset: usize) -> &'static str {
    match (byte, offset) {
        (0xFE | 0xFF, 0) => "it looks like UTF-16: save it as UTF-8",
        // Where Windows-1252 has its curly quotes, dashes and ellipsis.
        (0x80..=0x9F, _) => "it looks like Windows-1252: save it as UTF-8",
        _ => "save it as UTF-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), || "a.article".to_owned()).unwrap_err().to_string()
    }

    #[test]
    fn the_first_bad_byte_is_named_with_its_line() {
        insta::assert_snapshot!(message(b"One.\n\nIt\x92s two.\n"),
            @"a.article: is not UTF-8: byte 0x92 on line 3, at offset 8; it looks like Windows-1252: save it as UTF-8");
        insta::assert_snapshot!(message(b"\xFF\xFEa\0"),
            @"a.article: is not UTF-8: byte 0xFF on line 1, at offset 0; it looks like UTF-16: save it as UTF-8");
    }

    #[test]
    fn blank_files_are_empty() {
        assert_eq!(message(b""), "a.article: is empty");
        assert_eq!(message("\u{FEFF}\r\n \n".as_bytes()), "a.article: is empty");
    }

    #[test]
    fn a_name_stays_on_its_line() {
        assert_eq!(printable(Path::new("a\nb.article")), "a\\nb.article");
        assert_eq!(printable(Path::new("été.article")), "été.article");
    }
}
