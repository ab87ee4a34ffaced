//! The settings of the session: what the editor says, which folders are open, and what stands in files there.
//!
//! A change of any of it makes new [`Offices`], which read files anew when somebody asks. Making them reads nothing,
//! so it is done where the change arrives, in the order of the wire; reading is done by whoever analyses.

use crate::newsroom::{Catalogue, Configuration, Drafts, Layer, Look, Newsroom, SourceFile, absolute};
use crate::rules;
use crate::text::sort_by_number;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tower_lsp::ls_types::Uri;

/// The section of the editor's settings that is ours.
pub(crate) const SECTION: &str = "onrecord";

/// All that settings come from.
#[derive(Debug)]
pub(crate) struct House {
    catalogue: Arc<Catalogue>,
    state: Mutex<State>,
    /// What was said to the client of files of the house.
    pub(crate) told: Mutex<Told>,
}

#[derive(Debug)]
struct State {
    sources: Sources,
    offices: Arc<Offices>,
}

/// What the editor says.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// The folders that are open.
    pub(crate) roots: Vec<Uri>,
    /// `initializationOptions`.
    pub(crate) initial: Value,
    /// What `workspace/didChangeConfiguration` brought.
    pub(crate) pushed: Value,
    /// The house's own files that are open in the editor, with what stands in them there.
    pub(crate) drafts: BTreeMap<PathBuf, Arc<str>>,
    /// What the editor answered to `workspace/configuration`: for each folder, and for files outside of them.
    pub(crate) pulled: HashMap<Option<Uri>, Value>,
}

/// What was said to the client.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Files with mistakes for which diagnostics are out.
    pub(crate) files: BTreeMap<PathBuf, SourceFile>,
    /// Mistakes outside of files.
    pub(crate) messages: BTreeSet<String>,
    /// The patterns of files that the client watches: of settings, and of articles.
    pub(crate) watched: [BTreeSet<String>; 2],
    /// The names of the house's own files that the client was asked to show when they are open.
    pub(crate) shown: BTreeSet<String>,
    /// How the files that count looked when they were read.
    pub(crate) looked_for: BTreeSet<Look>,
}

/// A newsroom for each folder that is open, and one for what is elsewhere.
#[derive(Debug)]
pub(crate) struct Offices {
    /// The deepest folders first.
    roots: Vec<(PathBuf, Newsroom)>,
    /// For files outside of all folders.
    elsewhere: Newsroom,
    /// For documents that were never saved, where no folder is open.
    nowhere: Newsroom,
}

impl Default for House {
    fn default() -> Self {
        let catalogue = Arc::new(Catalogue::new(rules::specs()));
        let sources = Sources::default();
        let offices = Arc::new(Offices::new(&catalogue, &sources));
        House { catalogue, state: Mutex::new(State { sources, offices }), told: Mutex::default() }
    }
}

impl House {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what settings come from, or only forgets what was read.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Sources)) {
        let mut state = self.state();
        change(&mut state.sources);
        state.offices = Arc::new(Offices::new(&self.catalogue, &state.sources));
    }

    /// The offices as they are now.
    pub(crate) fn offices(&self) -> Arc<Offices> {
        Arc::clone(&self.state().offices)
    }

    /// The same, which have read nothing yet.
    pub(crate) fn new_offices(&self) -> Offices {
        Offices::new(&self.catalogue, &self.state().sources)
    }

    /// The folders that are open.
    pub(crate) fn roots(&self) -> Vec<Uri> {
        self.state().sources.roots.clone()
    }

    /// What was said to the client; whoever holds it may not wait.
    pub(crate) fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether diagnostics are out for this file as one of the house's own.
    pub(crate) fn has_told_of(&self, uri: &Uri) -> bool {
        file_path(uri).is_some_and(|path| self.told().files.contains_key(&path))
    }
}

impl Offices {
    fn new(catalogue: &Arc<Catalogue>, sources: &Sources) -> Self {
        let drafts = Drafts::of(sources.drafts.clone());
        let newsroom = |scope: Option<&Uri>| {
            let pulled = sources.pulled.get(&scope.cloned()).unwrap_or(&Value::Null);
            let layers = [&sources.initial, &sources.pushed, pulled];
            let layers = layers.map(|settings| Layer::of_editor(catalogue, own_section(settings)));
            Newsroom::new(Arc::clone(catalogue), layers.into()).with_drafts(drafts.clone())
        };
        let roots = sources.roots.iter().filter_map(|uri| Some((file_path(uri)?, newsroom(Some(uri)))));
        let mut roots: Vec<_> = roots.collect();
        sort_by_number(&mut roots, |(path, _)| !(path.components().count() as u64));
        Offices { roots, elsewhere: newsroom(None), nowhere: newsroom(None).without_files() }
    }

    /// What holds for a document. Reads files the first time.
    pub(crate) fn configuration(&self, uri: &Uri) -> Arc<Configuration> {
        let path = file_path(uri);
        match (path.as_deref().and_then(Path::parent), self.roots.last()) {
            (Some(folder), _) => self.newsroom(folder).configuration(folder),
            (None, Some((root, newsroom))) => newsroom.configuration(root),
            (None, None) => self.nowhere.configuration(Path::new("/")),
        }
    }

    fn newsroom(&self, folder: &Path) -> &Newsroom {
        let root = self.roots.iter().find(|(root, _)| folder.starts_with(root));
        root.map_or(&self.elsewhere, |(_, newsroom)| newsroom)
    }

    /// The open folders, each with its newsroom.
    pub(crate) fn roots(&self) -> impl Iterator<Item = (&Path, &Newsroom)> {
        self.roots.iter().map(|(path, newsroom)| (path.as_path(), newsroom))
    }

    /// Reads what holds for the open folders themselves.
    pub(crate) fn read_roots(&self) {
        for (root, newsroom) in &self.roots {
            newsroom.configuration(root);
        }
    }

    /// Everything that was read so far.
    pub(crate) fn read_so_far(&self) -> Vec<Arc<Configuration>> {
        self.newsrooms().flat_map(Newsroom::read_so_far).collect()
    }

    /// What is wrong with the editor's settings.
    pub(crate) fn mistakes(&self) -> impl Iterator<Item = &str> {
        self.newsrooms().flat_map(Newsroom::mistakes).map(|mistake| mistake.message.as_str())
    }

    /// Whether a path is in one of the open folders.
    pub(crate) fn is_inside(&self, path: &Path) -> bool {
        self.roots.iter().any(|(root, _)| path.starts_with(root))
    }

    fn newsrooms(&self) -> impl Iterator<Item = &Newsroom> {
        self.roots.iter().map(|(_, newsroom)| newsroom).chain([&self.elsewhere, &self.nowhere])
    }
}

/// Our part of an editor's settings, which may come with its name or without.
fn own_section(settings: &Value) -> &Value {
    settings.get(SECTION).unwrap_or(settings)
}

/// The file that a document is, if it was ever saved.
pub(crate) fn file_path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    uri.to_file_path().filter(|_| is_file).map(|path| absolute(&path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn uri(text: &str) -> Uri {
        text.parse().unwrap()
    }

    #[test]
    fn only_files_have_paths() {
        assert_eq!(file_path(&uri("file:///desk/a%20b.article")), Some(PathBuf::from("/desk/a b.article")));
        assert_eq!(file_path(&uri("untitled:Untitled-1")), None);
    }

    #[test]
    fn what_the_editor_says_last_counts_for_each_folder() {
        let house = House::default();
        let line_is_paragraph =
            |document: &str| house.offices().configuration(&uri(document)).layout.line_is_paragraph;
        house.change(|sources| {
            sources.roots = vec![uri("file:///nowhere/one"), uri("file:///nowhere/one/inner")];
            sources.initial = json!({ "line_is_paragraph": true });
        });
        assert!(line_is_paragraph("file:///nowhere/one/a.article"));
        assert!(line_is_paragraph("untitled:Untitled-1"));
        house.change(|sources| sources.pushed = json!({ "onrecord": { "line_is_paragraph": false } }));
        assert!(!line_is_paragraph("file:///nowhere/one/a.article"));
        let inner = json!({ "line_is_paragraph": true });
        house.change(|sources| drop(sources.pulled.insert(Some(uri("file:///nowhere/one/inner")), inner)));
        assert!(line_is_paragraph("file:///nowhere/one/inner/a.article"));
        assert!(!line_is_paragraph("file:///nowhere/one/a.article"));
        assert!(!line_is_paragraph("file:///elsewhere/a.article"));
    }
}
