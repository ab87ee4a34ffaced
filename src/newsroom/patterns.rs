//! Patterns of file names, as `include` and `exclude` have them.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// Patterns, and the folder from which their paths count.
#[derive(Clone, Debug, Default)]
pub(super) struct Patterns {
    base: PathBuf,
    files: GlobSet,
    folders: GlobSet,
}

/// What is wrong with a pattern, if anything is.
pub(super) fn fault(pattern: &str) -> Option<String> {
    if pattern.trim().is_empty() {
        return Some("a pattern of nothing".to_owned());
    }
    compiled(&globs(pattern).itself).err().map(|error| error.kind().to_string())
}

impl Patterns {
    /// The patterns that are in order.
    pub(super) fn new(base: &Path, patterns: &[String]) -> Self {
        let (mut files, mut folders) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for pattern in patterns {
            let Globs { itself, inside, only_folder } = globs(pattern);
            let (Ok(itself), Ok(inside)) = (compiled(&itself), compiled(&inside)) else { continue };
            folders.add(itself.clone()).add(inside.clone());
            files.add(inside);
            if !only_folder {
                files.add(itself);
            }
        }
        let set = |builder: GlobSetBuilder| builder.build().unwrap_or_default();
        Patterns { base: base.to_owned(), files: set(files), folders: set(folders) }
    }

    /// Whether one of them is that of this file, whose path must be absolute, or of a folder that it is in.
    pub(super) fn matches(&self, path: &Path) -> bool {
        self.any(&self.files, path)
    }

    /// Whether one of them is that of this folder, whose path must be absolute, or of one that it is in.
    pub(super) fn matches_folder(&self, path: &Path) -> bool {
        self.any(&self.folders, path)
    }

    fn any(&self, globs: &GlobSet, path: &Path) -> bool {
        match path.strip_prefix(&self.base) {
            Ok(inside) => globs.is_match(inside),
            Err(_) => path.file_name().is_some_and(|name| globs.is_match(name)),
        }
    }
}

/// The globs that a pattern stands for.
struct Globs {
    itself: String,
    /// All that is in it, should it be a folder.
    inside: String,
    /// It ends with a slash, and is no file's.
    only_folder: bool,
}

/// Without a slash a pattern is a name in any folder, and with one a path.
fn globs(pattern: &str) -> Globs {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let (folder, only_folder) = match pattern.strip_suffix('/') {
        Some(folder) => (folder, true),
        None => (pattern, false),
    };
    let itself = match folder.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None if folder.contains('/') => folder.to_owned(),
        None => format!("**/{folder}"),
    };
    Globs { inside: format!("{itself}/**"), itself, only_folder }
}

fn compiled(glob: &str) -> Result<globset::Glob, globset::Error> {
    GlobBuilder::new(glob).literal_separator(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        Patterns::new(Path::new("/desk"), &[pattern.to_owned()]).matches(Path::new(path))
    }

    #[test]
    fn a_pattern_without_a_slash_is_a_name_in_any_folder() {
        assert!(matches("*.article", "/desk/a.article"));
        assert!(matches("*.article", "/desk/week/1/a.article"));
        assert!(matches("*.article", "/elsewhere/a.article"));
        assert!(!matches("*.article", "/desk/a.article.txt"));
    }

    #[test]
    fn a_pattern_with_a_slash_is_a_path_from_the_configuration() {
        assert!(matches("copy/*.txt", "/desk/copy/a.txt"));
        assert!(!matches("copy/*.txt", "/desk/old/copy/a.txt"));
        assert!(!matches("copy/*.txt", "/desk/copy/old/a.txt"));
        assert!(matches("copy/**/*.txt", "/desk/copy/old/a.txt"));
        assert!(matches("/notes.txt", "/desk/notes.txt"));
        assert!(!matches("/notes.txt", "/desk/week/notes.txt"));
        assert!(matches("./copy/*.txt", "/desk/copy/a.txt"));
    }

    #[test]
    fn a_folder_stands_for_all_that_is_in_it() {
        assert!(matches("archive/", "/desk/archive/1999/a.article"));
        assert!(matches("archive", "/desk/week/archive/a.article"));
        assert!(!matches("archive/", "/desk/archive"));
        assert!(matches("archive", "/desk/archive"));
        let folder = |pattern: &str, path: &str| {
            Patterns::new(Path::new("/desk"), &[pattern.to_owned()]).matches_folder(Path::new(path))
        };
        assert!(folder("archive/", "/desk/archive") && folder("archive/", "/desk/archive/1999"));
        assert!(folder("week/archive", "/desk/week/archive") && !folder("week/archive", "/desk/week"));
        assert!(!folder("*.article", "/desk/week"));
    }

    #[test]
    fn a_broken_pattern_says_why_and_is_left_out() {
        assert_eq!(fault("*.article"), None);
        assert_eq!(fault("[a").as_deref(), Some("unclosed character class; missing ']'"));
        assert!(fault(" ").is_some());
        assert!(!matches("[a", "/desk/a"));
    }
}
