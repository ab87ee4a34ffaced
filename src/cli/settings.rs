//! The options by which the command line overrides configuration files.

use super::terminal::{self, Color};
use crate::newsroom::{Catalogue, Layer, Level, Newsroom, Value, absolute};
use crate::rules::{self, RULES};
use std::path::PathBuf;
use std::sync::Arc;

/// What says how articles are read.
#[derive(clap::Args, Debug, Default)]
#[command(next_help_heading = "Settings")]
pub(super) struct ReadingArgs {
    /// Take the settings from this file, whatever onrecord.toml there is beside the articles
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Know the people of this list, and not those whom the settings name; may be given several times
    #[arg(long, value_name = "FILE")]
    people: Vec<PathBuf>,
    /// Change a setting, as in line_is_paragraph=true; `onrecord config` lists them all
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

/// What says which rules are run.
#[derive(clap::Args, Debug, Default)]
#[command(next_help_heading = "Settings")]
pub(super) struct RuleArgs {
    /// Run these rules only, several with commas between; even if the settings switch them off
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    select: Vec<&'static str>,
    /// Leave these rules out
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    ignore: Vec<&'static str>,
    /// Give a rule another severity: off, hint, information, warning or error
    #[arg(long, value_name = "CODE=SEVERITY", value_delimiter = ',', value_parser = code_and_level)]
    severity: Vec<(&'static str, Level)>,
}

/// Whether configuration files are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// Upwards from each article.
    Upwards,
    /// Nowhere.
    Nowhere,
}

/// The newsroom that these arguments ask for; `None` if something is wrong with them, which has then been said.
pub(super) fn newsroom(
    reading: &ReadingArgs,
    rules: &RuleArgs,
    search: Search,
    color: Color,
) -> Option<Newsroom> {
    let catalogue = Catalogue::new(rules::specs());
    let layer = layer(reading, rules, &catalogue);
    if !layer.mistakes.is_empty() {
        for mistake in &layer.mistakes {
            terminal::report(color, format_args!("--set: {}", mistake.message));
        }
        return None;
    }
    let newsroom = Newsroom::new(Arc::new(catalogue), vec![layer]);
    match (&reading.config, search) {
        (Some(file), _) if !file.is_file() => {
            let name = super::files::printable(file);
            terminal::report(color, format_args!("--config: {name}: there is no such file"));
            None
        }
        (Some(file), _) => Some(newsroom.with_file(absolute(file))),
        (None, Search::Upwards) => Some(newsroom),
        (None, Search::Nowhere) => Some(newsroom.without_files()),
    }
}

fn layer(reading: &ReadingArgs, rules: &RuleArgs, catalogue: &Catalogue) -> Layer {
    let mut layer = Layer::of_command_line();
    for assignment in &reading.set {
        layer.assign(catalogue, assignment);
    }
    if !reading.people.is_empty() {
        let paths = reading.people.iter().map(|path| absolute(path).to_string_lossy().into_owned());
        layer.set(catalogue, &["people"], Value::Names(paths.collect()));
    }
    for rule in RULES {
        if rules.select.contains(&rule.code) {
            layer.switch_on(catalogue, rule.code);
        } else if !rules.select.is_empty() {
            layer.set_level(catalogue, rule.code, Level::Off);
        }
    }
    for code in &rules.ignore {
        layer.set_level(catalogue, code, Level::Off);
    }
    for (code, level) in &rules.severity {
        layer.set_level(catalogue, code, *level);
    }
    layer
}

/// The code of a rule that there is.
fn code(written: &str) -> Result<&'static str, String> {
    match rules::rule(written) {
        Some(rule) => Ok(rule.code),
        None => {
            let meant =
                super::explain::nearest(written).map_or(String::new(), |m| format!("; did you mean {m}?"));
            Err(format!("there is no such rule{meant} (`onrecord explain` lists them)"))
        }
    }
}

fn code_and_level(written: &str) -> Result<(&'static str, Level), String> {
    let (rule, level) =
        written.split_once('=').ok_or("expected a rule and a severity, as in name-variant=error")?;
    let words = || Level::ALL.map(Level::word).join(", ");
    let level = Level::of_word(level.trim()).ok_or_else(|| format!("expected one of {}", words()))?;
    Ok((code(rule.trim())?, level))
}
