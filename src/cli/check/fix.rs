//! `--fix`: what can be mended is mended, and the file written.

use crate::analysis::Analysis;
use crate::cli::draft::Draft;
use crate::cli::files::Source;
use crate::newsroom::Settings;
use crate::rules::{Applicability, Fixed, fix_all};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Mends an article and writes it back if that changed anything. On error, a message of one line.
pub(super) fn fix(
    source: &Source,
    analysis: Analysis,
    settings: &Settings,
    least: Applicability,
) -> Result<Fixed, String> {
    let before = analysis.text().to_owned();
    let fixed = fix_all(analysis, settings, least);
    if fixed.analysis.text() != before
        && let Source::File(path) = source
    {
        replace(path, &before, fixed.analysis.text())
            .map_err(|e| format!("{}: the mended article cannot be written: {e}", source.name()))?;
    }
    Ok(fixed)
}

/// Puts `new` in the place of a file's text: all of it or nothing, through a file beside it. The file keeps its
/// permissions, and a link stays a link.
fn replace(path: &Path, old: &str, new: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    if fs::read(&path)? != old.as_bytes() {
        return Err(io::Error::other("it has changed meanwhile"));
    }
    let mut draft = Draft::new(path)?;
    draft.write_all(new.as_bytes())?;
    draft.sync()?;
    draft.finish()
}
