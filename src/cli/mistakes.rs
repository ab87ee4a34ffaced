//! What is wrong in configuration files and people lists, on standard error: for whoever prints something else.

use super::files::printable;
use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED, excerpt};
use crate::newsroom::Configuration;
use crate::text::Lines;
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

/// Mistakes, each told once, however many articles they count for.
pub(super) struct Mistakes {
    color: Color,
    files: FxHashSet<PathBuf>,
    messages: FxHashSet<String>,
    found: bool,
}

impl Mistakes {
    pub(super) fn new(color: Color) -> Self {
        Mistakes { color, files: FxHashSet::default(), messages: FxHashSet::default(), found: false }
    }

    /// Tells what is wrong in a configuration and has not been told, with the lines it is in.
    pub(super) fn tell(&mut self, configuration: &Configuration) {
        for message in &configuration.mistakes {
            if self.messages.insert(message.clone()) {
                self.found = true;
                terminal::report(self.color, format_args!("{message}"));
            }
        }
        for file in &configuration.files {
            if file.mistakes.is_empty() || !self.files.insert(file.path.clone()) {
                continue;
            }
            self.found = true;
            let (pen, lines) = (excerpt::Pen::for_errors(self.color), Lines::new(&file.text));
            for mistake in &file.mistakes {
                let drawn = pen.draw_mistake(&shown(&file.path), file, &lines, mistake);
                terminal::print_error(self.color, &drawn);
            }
        }
    }

    /// Whether there were any.
    pub(super) fn exit_code(&self) -> u8 {
        if self.found { EXIT_FAILED } else { EXIT_CLEAN }
    }
}

/// A path as somebody in the current folder would write it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    printable(path.strip_prefix(here).unwrap_or(path))
}
