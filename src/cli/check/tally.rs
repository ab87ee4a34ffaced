//! The line that closes a report.

use super::Checked;
use crate::cli::terminal::counted;
use crate::cli::{EXIT_CLEAN, EXIT_FAILED, EXIT_FOUND};
use crate::rules::Severity;

/// What the closing line says.
#[derive(Default)]
pub(super) struct Tally {
    /// By severity: error, warning, information, hint.
    found: [usize; 4],
    /// Articles with something found in them.
    affected: usize,
    /// Articles read.
    read: usize,
    /// Files and folders that could not be read.
    pub(super) unread: usize,
    /// Mistakes in configuration files and people lists.
    pub(super) mistakes: usize,
    /// What `--fix` mended.
    pub(super) mended: usize,
}

impl Tally {
    pub(super) fn add(&mut self, article: &Checked) {
        self.read += 1;
        self.mended += article.mended.len();
        self.affected += usize::from(!article.diagnostics.is_empty());
        for diagnostic in &article.diagnostics {
            self.found[diagnostic.severity as usize] += 1;
        }
    }

    pub(super) fn exit_code(&self) -> u8 {
        let problems = self.found[Severity::Error as usize] + self.found[Severity::Warning as usize];
        match (self.unread + self.mistakes, problems) {
            (1.., _) => EXIT_FAILED,
            (0, 1..) => EXIT_FOUND,
            (0, 0) => EXIT_CLEAN,
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        if self.read == 0 {
            write!(f, "Nothing was checked; {} could not be read", self.unread)?;
            return self.write_mistakes(f);
        }
        let [errors, warnings, notes, hints] = self.found;
        let parts = [
            (errors, counted(errors, "error")),
            (warnings, counted(warnings, "warning")),
            (notes, format!("{notes} for information")),
            (hints, counted(hints, "hint")),
        ];
        let parts: Vec<_> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
        match parts.split_last() {
            None => write!(f, "No problems")?,
            Some((last, [])) => write!(f, "{last}")?,
            Some((last, rest)) => write!(f, "{} and {last}", rest.join(", "))?,
        }
        if self.affected == 0 || self.affected == self.read {
            write!(f, " in {}", counted(self.read, "article"))?;
        } else {
            write!(f, " in {} of {}", self.affected, counted(self.read, "article"))?;
        }
        if self.mended > 0 {
            write!(f, "; {} mended", self.mended)?;
        }
        if self.unread > 0 {
            write!(f, "; {} could not be read", self.unread)?;
        }
        self.write_mistakes(f)
    }
}

impl Tally {
    fn write_mistakes(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self.mistakes {
            0 => Ok(()),
            n => write!(f, "; {} in the configuration", counted(n, "mistake")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(found: [usize; 4], affected: usize, read: usize, unread: usize) -> String {
        Tally { found, affected, read, unread, ..Tally::default() }.to_string()
    }

    #[test]
    fn the_closing_line_reads_as_a_sentence() {
        insta::assert_snapshot!(line([0, 0, 0, 0], 0, 1, 0), @"No problems in 1 article");
        insta::assert_snapshot!(line([0, 3, 0, 0], 2, 2, 0), @"3 warnings in 2 articles");
        insta::assert_snapshot!(line([1, 2, 3, 1], 2, 5, 0), @"1 error, 2 warnings, 3 for information and 1 hint in 2 of 5 articles");
        insta::assert_snapshot!(line([0, 1, 0, 0], 1, 3, 2), @"1 warning in 1 of 3 articles; 2 could not be read");
        let mended = Tally { read: 2, mended: 3, ..Tally::default() };
        insta::assert_snapshot!(mended, @"No problems in 2 articles; 3 mended");
    }

    #[test]
    fn information_and_hints_do_not_fail_a_run() {
        assert_eq!(Tally { found: [0, 0, 4, 9], ..Tally::default() }.exit_code(), EXIT_CLEAN);
        assert_eq!(Tally { found: [0, 1, 0, 0], ..Tally::default() }.exit_code(), EXIT_FOUND);
        assert_eq!(Tally { found: [0, 1, 0, 0], unread: 1, ..Tally::default() }.exit_code(), EXIT_FAILED);
    }
}
