//! The articles in and below a folder, by name.

use crate::analysis::Options;
use crate::newsroom::{Configuration, Newsroom, absolute};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that is an article by its name.
#[derive(Clone, Debug)]
pub struct ArticleFile {
    /// Its path, from the folder that the walk began with.
    pub path: PathBuf,
    /// What holds for it.
    pub configuration: Arc<Configuration>,
}

impl ArticleFile {
    /// What its analysis depends on besides the text.
    pub fn options(&self) -> Options {
        self.configuration.options("", Some(&self.path))
    }
}

/// What a walk comes upon.
#[derive(Debug)]
pub enum Visited {
    /// A folder with so many entries, before what is in it.
    Folder(usize),
    /// An article.
    Article(ArticleFile),
    /// A folder that cannot be read.
    Unreadable(PathBuf, io::Error),
}

/// Visits the articles in and below `folder`, by name, until the visitor breaks off. Hidden folders (`.git`) and those
/// that `exclude` has are passed over, and links to folders are not followed, so that the walk ends.
pub fn walk(
    folder: &Path,
    newsroom: &Newsroom,
    visit: &mut dyn FnMut(Visited) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let entries = std::fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return visit(Visited::Unreadable(folder.to_owned(), error)),
    };
    visit(Visited::Folder(entries.len()))?;
    let here = absolute(folder);
    let configuration = newsroom.configuration(&here);
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let path = entry.path();
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !hidden && !configuration.excludes_folder(&here.join(entry.file_name())) {
                walk(&path, newsroom, visit)?;
            }
        } else if configuration.is_article_file(&here.join(entry.file_name())) && !path.is_dir() {
            let configuration = Arc::clone(&configuration);
            visit(Visited::Article(ArticleFile { path, configuration }))?;
        }
    }
    ControlFlow::Continue(())
}
