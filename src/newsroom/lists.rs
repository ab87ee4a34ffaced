//! People lists from disk.

use super::drafts::Drafts;
use super::layer::Mistake;
use crate::article::people_list;
use crate::entities::people::ListFile;
use std::io;
use std::path::Path;

/// Reads a people list; with what is wrong in it.
pub(super) fn read(path: &Path, drafts: &Drafts) -> Result<(ListFile, Vec<Mistake>), Unread> {
    let text = drafts.read(path)?;
    let (entries, problems) = people_list(&text);
    let mistakes = problems.iter().map(|p| Mistake { span: p.span, message: p.sentences() }).collect();
    Ok((ListFile { path: path.to_owned(), text, entries }, mistakes))
}

/// Why a file could not be read, in a few words: `there is no such file`.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unread {
    #[error("there is no such file")]
    Missing,
    #[error("it is not UTF-8")]
    NotUtf8,
    #[error("it is larger than 4 GiB")]
    TooLarge,
    #[error("{0}")]
    Other(io::Error),
}

/// All of a file.
pub(super) fn read_text(path: &Path) -> Result<String, Unread> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unread::Missing,
        _ => Unread::Other(error),
    })?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(Unread::TooLarge);
    }
    String::from_utf8(bytes).map_err(|_| Unread::NotUtf8)
}

/// Whether a people list still is as it was when it was read, so that places in it can be edited.
pub fn is_current(list: &ListFile) -> bool {
    read_text(&list.path).is_ok_and(|text| text == *list.text)
}
