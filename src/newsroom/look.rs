use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Something that was looked for on disk, and how it looked just before it was read. As long as it looks the same,
/// what was read is current.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// What was looked for.
    pub path: PathBuf,
    /// When it was last changed and how many bytes it had; `None` if it was not there.
    seen: Option<(SystemTime, u64)>,
}

impl Look {
    /// Looks now.
    pub(super) fn at(path: &Path) -> Self {
        Look { path: path.to_owned(), seen: seen(path) }
    }

    /// How many bytes it had; none if it was not there.
    pub fn bytes(&self) -> u64 {
        self.seen.map_or(0, |(_, bytes)| bytes)
    }

    /// Whether it looks different now.
    pub fn has_changed(&self) -> bool {
        seen(&self.path) != self.seen
    }
}

fn seen(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_come_change_and_go_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.yaml");
        let absent = Look::at(&path);
        assert!(!absent.has_changed());
        std::fs::write(&path, "- Ann Lee").unwrap();
        let present = Look::at(&path);
        assert!(absent.has_changed() && !present.has_changed());
        std::fs::write(&path, "- Ann Lee\n").unwrap();
        assert!(present.has_changed());
        let present = Look::at(&path);
        std::fs::remove_file(&path).unwrap();
        assert!(present.has_changed());
    }
}
