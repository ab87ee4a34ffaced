//! What is kept of each article in a newsroom's folders, whether it is open anywhere or not.
//!
//! [`Index`] keeps what a function makes of an analysis, and throws the analysis away: an archive is larger than memory.
//! [`survey`] walks folders and says which files count, within [`Bounds`]; [`Index::renew`] takes one file that is new or
//! looks different from when it was read. Nothing in here starts a thread: whoever has one calls this from it, a file at a
//! time, and may stop between any two.

mod files;

pub use files::{ArticleFile, Visited, walk};

use super::find::Newsroom;
use super::look::Look;
use crate::analysis::{Analysis, Options};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most files and folders that are looked at by name in each folder that is open: somebody may have opened all of a
/// disk.
const MOST_ENTRIES: usize = 250_000;

/// How much is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// How many articles.
    pub files: usize,
    /// How many bytes of them.
    pub bytes: u64,
}

/// The articles of some folders, as far as the bounds reach.
#[derive(Debug, Default)]
pub struct Survey {
    /// The articles, in the order of their paths in each folder, with how each looks.
    pub files: Vec<(ArticleFile, Look)>,
    /// Whether there are more.
    pub cut_short: bool,
}

/// Looks for articles in and below these folders, each with its newsroom; `stop` is asked at each file, and `None` is the
/// answer if it says so. The bounds of each folder are those of its configuration. Folders that cannot be read have none.
pub fn survey<'a>(
    roots: impl IntoIterator<Item = (&'a Path, &'a Newsroom)>,
    stop: &dyn Fn() -> bool,
) -> Option<Survey> {
    let mut survey = Survey::default();
    let mut seen: FxHashSet<PathBuf> = FxHashSet::default();
    for (root, newsroom) in roots {
        let bounds = newsroom.configuration(root).index;
        let (mut files, mut bytes, mut entries) = (0, 0, 0);
        let _ = walk(root, newsroom, &mut |visited| {
            if stop() {
                return ControlFlow::Break(());
            }
            let file = match visited {
                Visited::Article(file) => file,
                Visited::Unreadable(..) => return ControlFlow::Continue(()),
                Visited::Folder(more) => {
                    entries += more;
                    if entries <= MOST_ENTRIES {
                        return ControlFlow::Continue(());
                    }
                    survey.cut_short = true;
                    return ControlFlow::Break(());
                }
            };
            let look = Look::at(&file.path);
            // One root may lie in another.
            if !seen.insert(file.path.clone()) {
                return ControlFlow::Continue(());
            }
            files += 1;
            bytes += look.bytes();
            if files > bounds.files || bytes > bounds.bytes {
                survey.cut_short = true;
                return ControlFlow::Break(());
            }
            survey.files.push((file, look));
            ControlFlow::Continue(())
        });
        if stop() {
            return None;
        }
    }
    Some(survey)
}

/// All of an article, unless it cannot be read or is not UTF-8.
pub fn text_of(path: &Path) -> Option<String> {
    super::lists::read_text(path).ok()
}

/// Reads and analyses an article of a survey. `None` if it cannot be read, or is not UTF-8: other editors and the command
/// line tell about that.
pub fn analyse(file: &ArticleFile) -> Option<Analysis> {
    Some(Analysis::new(text_of(&file.path)?, file.options()))
}

/// What is kept of each article, by path.
#[derive(Debug)]
pub struct Index<T> {
    articles: BTreeMap<PathBuf, Kept<T>>,
}

#[derive(Debug)]
struct Kept<T> {
    /// How the file looked just before it was read.
    look: Look,
    /// What its analysis depended on besides the text.
    options: Options,
    what: Arc<T>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Index { articles: BTreeMap::new() }
    }
}

impl<T> Index<T> {
    /// Forgets articles that are not in a survey; those of it that have to be read, in order.
    pub fn begin(&mut self, survey: Survey) -> Vec<(ArticleFile, Look)> {
        let wanted: FxHashSet<&Path> = survey.files.iter().map(|(file, _)| file.path.as_path()).collect();
        self.articles.retain(|path, _| wanted.contains(path.as_path()));
        let mut stale = vec![];
        for (file, look) in survey.files {
            match self.articles.get_mut(&file.path) {
                Some(kept) if kept.look == look && kept.options == file.options() => {
                    // The same, but shared with the others of this survey.
                    kept.options = file.options();
                }
                _ => stale.push((file, look)),
            }
        }
        stale
    }

    /// Keeps what has been made of an article, or forgets it if that is nothing.
    pub fn renew(&mut self, file: ArticleFile, look: Look, what: Option<T>) {
        match what {
            Some(what) => {
                let options = file.options();
                self.articles.insert(file.path, Kept { look, options, what: Arc::new(what) });
            }
            None => drop(self.articles.remove(&file.path)),
        }
    }

    /// What is kept of an article.
    pub fn get(&self, path: &Path) -> Option<&Arc<T>> {
        self.articles.get(path).map(|kept| &kept.what)
    }

    /// Whether a file still looks as it did when it was read.
    pub fn is_current(&self, path: &Path) -> bool {
        self.articles.get(path).is_some_and(|kept| !kept.look.has_changed())
    }

    /// All articles, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Arc<T>)> {
        self.articles.iter().map(|(path, kept)| (path.as_path(), &kept.what))
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::newsroom::{Catalogue, Layer};

    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new(files: &[(&str, &str)]) -> Self {
            let desk = Desk(tempfile::tempdir().unwrap());
            files.iter().for_each(|(name, text)| desk.write(name, text));
            desk
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.0.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }

        fn newsroom(&self) -> Newsroom {
            Newsroom::new(Arc::new(Catalogue::new([])), Vec::<Layer>::new())
        }

        /// The names of the articles found, and whether there are more.
        fn survey(&self) -> (Vec<String>, Survey) {
            let survey = survey([(self.0.path(), &self.newsroom())], &|| false).unwrap();
            let name = |(file, _): &(ArticleFile, Look)| {
                file.path.strip_prefix(self.0.path()).unwrap().display().to_string()
            };
            (survey.files.iter().map(name).collect(), survey)
        }

        /// Renews an index with the lengths of the articles; the names of those that were read.
        fn renew(&self, index: &mut Index<usize>) -> Vec<String> {
            let stale = index.begin(self.survey().1);
            let mut read = vec![];
            for (file, look) in stale {
                read.push(file.path.file_name().unwrap().to_string_lossy().into_owned());
                let what = analyse(&file).map(|analysis| analysis.text().len());
                index.renew(file, look, what);
            }
            read
        }
    }

    #[test]
    fn articles_are_found_by_name_in_all_folders_that_are_not_left_out() {
        let desk = Desk::new(&[
            ("onrecord.toml", "exclude = [\"old/\"]"),
            ("b.article", "Two."),
            ("a/one.article", "One."),
            ("a/notes.txt", "Notes."),
            ("old/three.article", "Three."),
            (".git/four.article", "Four."),
        ]);
        let (names, survey) = desk.survey();
        assert_eq!(
            (names, survey.cut_short),
            (vec!["a/one.article".to_owned(), "b.article".to_owned()], false)
        );
    }

    #[test]
    fn a_survey_ends_at_its_bounds() {
        let files = [("a.article", "One."), ("b.article", "Two, and more."), ("c.article", "Three.")];
        let found = |settings: &str| {
            let desk = Desk::new(&files);
            desk.write("onrecord.toml", settings);
            let (names, survey) = desk.survey();
            (names.len(), survey.cut_short)
        };
        assert_eq!(found(""), (3, false));
        assert_eq!(found("index.max_files = 2"), (2, true));
        assert_eq!(found("index.max_files = 0"), (0, true));
        assert_eq!(found("index.max_megabytes = 0"), (0, true));
    }

    #[test]
    fn a_survey_can_be_stopped() {
        let desk = Desk::new(&[("a.article", "One.")]);
        assert!(survey([(desk.0.path(), &desk.newsroom())], &|| true).is_none());
    }

    #[test]
    fn only_what_is_new_or_has_changed_is_read() {
        let desk = Desk::new(&[("a.article", "One."), ("b.article", "Two.")]);
        let mut index = Index::default();
        assert_eq!(desk.renew(&mut index), ["a.article", "b.article"]);
        assert_eq!(desk.renew(&mut index), [""; 0]);
        desk.write("b.article", "Two, changed.");
        desk.write("c.article", "Three.");
        assert!(!index.is_current(&desk.0.path().join("b.article")));
        assert_eq!(desk.renew(&mut index), ["b.article", "c.article"]);
        std::fs::remove_file(desk.0.path().join("a.article")).unwrap();
        assert_eq!(desk.renew(&mut index), [""; 0]);
        assert_eq!(index.len(), 2);
        // A people list is in effect for all articles.
        desk.write("people.yaml", "- Ann Lee\n");
        assert_eq!(desk.renew(&mut index), ["b.article", "c.article"]);
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let desk = Desk::new(&[("a.article", "One.")]);
        std::fs::write(desk.0.path().join("b.article"), b"\xFF\xFE").unwrap();
        let mut index = Index::default();
        desk.renew(&mut index);
        assert_eq!(index.iter().map(|(_, length)| **length).collect::<Vec<_>>(), [4]);
    }
}
