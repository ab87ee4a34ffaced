use super::lists::{Unread, read_text};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files of the house that somebody has open in an editor. What stands there counts, saved or not, and not what is on disk.
#[derive(Clone, Debug, Default)]
pub struct Drafts(Arc<BTreeMap<PathBuf, Arc<str>>>);

impl Drafts {
    /// These texts, by absolute path.
    pub fn of(texts: BTreeMap<PathBuf, Arc<str>>) -> Self {
        Drafts(Arc::new(texts))
    }

    /// All of a file, as its editor has it or else from disk.
    pub(super) fn read(&self, path: &Path) -> Result<Arc<str>, Unread> {
        match self.0.get(path) {
            Some(text) => Ok(Arc::clone(text)),
            None => read_text(path).map(Arc::from),
        }
    }

    /// Whether there is such a file; one that is open need not have been saved yet.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.0.contains_key(path) || path.is_file()
    }
}
