//! What holds for the articles of a folder: one layer of settings over the other, and the people lists read.

use super::catalogue::{Catalogue, Setting};
use super::drafts::Drafts;
use super::index::Bounds;
use super::layer::{Layer, Mistake, Origin, Set};
use super::lists::{self, Unread};
use super::look::Look;
use super::patterns::Patterns;
use super::settings::Settings;
use super::value::Value;
use crate::analysis::Options;
use crate::article::Layout;
use crate::entities::people::People;
use crate::text::{Span, sort_by_number};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What holds for the articles of a folder.
#[derive(Clone, Debug)]
pub struct Configuration {
    catalogue: Arc<Catalogue>,
    /// Value and origin of each setting of the catalogue.
    values: Vec<(Value, Origin)>,
    include: Patterns,
    exclude: Patterns,
    language_ids: Vec<String>,
    /// How articles are laid out.
    pub layout: Layout,
    /// Whom the newsroom knows.
    pub people: Arc<People>,
    /// What the rules are told.
    pub rules: Settings,
    /// Which hints are shown.
    pub hints: Hints,
    /// Which lenses are shown.
    pub lenses: Lenses,
    /// Whether the outline lists quotations below the article's headings, instead of below their speakers.
    pub outline_by_section: bool,
    /// How editors help with writing.
    pub writing: Writing,
    /// How much is read of articles that are not open.
    pub index: Bounds,
    /// The files that were read: the configuration file and the people lists.
    pub files: Vec<SourceFile>,
    /// What is wrong and has no place in a file: a people list that the editor or the command line names and that
    /// cannot be read.
    pub mistakes: Vec<String>,
    /// Everything that was looked for on disk, whether or not it was there: if none of these has changed, this
    /// configuration is current.
    pub looked_for: Vec<Look>,
}

/// Which hints editors show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hints {
    /// The speaker behind a quotation.
    pub speakers: bool,
    /// The person behind a pronoun or a description.
    pub people: bool,
    /// The day behind "Thursday".
    pub dates: bool,
}

/// Which lenses editors show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lenses {
    /// How often somebody is quoted, above the first mention.
    pub speakers: bool,
    /// How many quotations have no name, above the article.
    pub sources: bool,
}

/// How editors help with writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Names are offered in ordinary prose, too.
    pub names_in_prose: bool,
    /// Straight marks become curly as they are typed.
    pub curly_quotes: bool,
}

/// A file of the newsroom, with what is wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it was read.
    pub path: PathBuf,
    /// All of it.
    pub text: Arc<str>,
    /// What it is: `configuration` or `people-list`, the code of its diagnostics.
    pub code: &'static str,
    /// What is wrong in it, in order.
    pub mistakes: Vec<Mistake>,
}

/// The code of diagnostics in configuration files.
pub(super) const CONFIGURATION: &str = "configuration";
/// The code of diagnostics in people lists.
const PEOPLE_LIST: &str = "people-list";

impl Configuration {
    /// Lays `layers` over the defaults, the last one on top, and reads the people lists. `file` is the
    /// configuration file that the first of them was read from, if there is one; paths count from `base`, and
    /// `drafts` before what is on disk.
    pub(super) fn new(
        catalogue: Arc<Catalogue>,
        base: &Path,
        file: Option<SourceFile>,
        layers: &[&Layer],
        drafts: &Drafts,
        mut looked_for: Vec<Look>,
    ) -> Self {
        let mut values: Vec<(Value, Origin)> =
            catalogue.settings().iter().map(|s| (s.default.clone(), Origin::Default)).collect();
        let mut places: Vec<&[Span]> = vec![&[]; values.len()];
        for layer in layers {
            for set in &layer.values {
                let Set { setting, value, items, instead_of, .. } = set;
                if instead_of.as_ref().is_some_and(|only| *only != values[*setting].0) {
                    continue;
                }
                values[*setting] = (value.clone(), layer.origin(set));
                places[*setting] = items;
            }
        }
        let of = |path: &[&str]| catalogue.find(path).map(|index| (&values[index], places[index]));
        let names = |path: &[&str]| match of(path) {
            Some(((Value::Names(names), _), _)) => names.clone(),
            _ => vec![],
        };
        let flag = |path: &[&str]| matches!(of(path), Some(((Value::Flag(true), _), _)));

        let number = |path: &[&str]| match of(path) {
            Some(((Value::Number(number), _), _)) => *number,
            _ => 0,
        };

        let mut files: Vec<SourceFile> = file.into_iter().collect();
        let mut mistakes = vec![];
        let people = {
            let (origin, places) = of(&["people"]).map_or((&Origin::Default, &[][..]), |((_, o), p)| (o, p));
            let lists = Lists {
                base,
                origin,
                drafts,
                files: &mut files,
                mistakes: &mut mistakes,
                looked_for: &mut looked_for,
            };
            lists.read(&names(&["people"]), places)
        };
        Configuration {
            include: Patterns::new(base, &names(&["include"])),
            exclude: Patterns::new(base, &names(&["exclude"])),
            language_ids: names(&["language_ids"]),
            layout: Layout { line_is_paragraph: flag(&["line_is_paragraph"]), ..Layout::default() },
            people: Arc::new(people),
            rules: rules(&catalogue, &values),
            hints: Hints {
                speakers: flag(&["hints", "speakers"]),
                people: flag(&["hints", "people"]),
                dates: flag(&["hints", "dates"]),
            },
            lenses: Lenses { speakers: flag(&["lenses", "speakers"]), sources: flag(&["lenses", "sources"]) },
            outline_by_section: flag(&["outline", "by_section"]),
            writing: Writing {
                names_in_prose: flag(&["completion", "names_in_prose"]),
                curly_quotes: flag(&["typing", "curly_quotes"]),
            },
            index: Bounds {
                files: number(&["index", "max_files"]) as usize,
                bytes: u64::from(number(&["index", "max_megabytes"])) * 1_000_000,
            },
            files,
            mistakes,
            looked_for,
            catalogue,
            values,
        }
    }

    /// Every setting with its value and where that comes from, in the catalogue's order.
    pub fn effective(&self) -> impl Iterator<Item = (&Setting, &Value, &Origin)> {
        let settings = self.catalogue.settings().iter().zip(&self.values);
        settings.map(|(setting, (value, origin))| (setting, value, origin))
    }

    /// Every setting as a line of TOML with its value, and behind it where that was set; then how long the people lists
    /// are. `shown` writes paths as whoever reads it would.
    pub fn listing(&self, shown: impl Fn(&Path) -> String) -> String {
        let lines: Vec<(String, String)> = self
            .effective()
            .map(|(setting, value, origin)| (format!("{} = {value}", setting.name()), origin.words(&shown)))
            .collect();
        let widest = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or(0);
        let mut listing = String::new();
        for (line, origin) in lines {
            let _ = writeln!(listing, "{line:widest$}  # {origin}");
        }
        for list in self.people.lists() {
            let (n, path) = (list.entries.len(), shown(&list.path));
            let _ = writeln!(listing, "# {n} {} in {path}", if n == 1 { "entry" } else { "entries" });
        }
        listing
    }

    /// Whether a file is an article by its name: `include` has it and `exclude` has not. `path` must be absolute.
    pub fn is_article_file(&self, path: &Path) -> bool {
        self.include.matches(path) && !self.exclude.matches(path)
    }

    /// Whether a document of an editor is an article: by its language or by its name, unless `exclude` has it.
    /// `path` must be absolute; a document that was never saved has none.
    pub fn is_article(&self, language_id: &str, path: Option<&Path>) -> bool {
        let excluded = path.is_some_and(|path| self.exclude.matches(path));
        let included = path.is_some_and(|path| self.include.matches(path));
        !excluded && (included || self.language_ids.iter().any(|id| id == language_id))
    }

    /// The patterns of `include`.
    pub fn include(&self) -> &[String] {
        match self.effective().find(|(setting, ..)| setting.path == ["include"]) {
            Some((_, Value::Names(patterns), _)) => patterns,
            _ => &[],
        }
    }

    /// Whether nothing in this folder is to be looked for. `folder` must be absolute.
    pub fn excludes_folder(&self, folder: &Path) -> bool {
        self.exclude.matches_folder(folder)
    }

    /// What the analysis of an article depends on besides the text. It is Markdown if its editor says so, or else if its
    /// name does; `language_id` is empty where no editor says anything, and what was never saved has no path.
    pub fn options(&self, language_id: &str, path: Option<&Path>) -> Options {
        let markdown = match language_id {
            "markdown" => true,
            "article" => false,
            _ => path.is_some_and(is_markdown),
        };
        let layout = Layout { markdown, ..self.layout };
        Options { layout, people: Arc::clone(&self.people), ..Options::default() }
    }
}

/// Whether a file is Markdown by its name.
fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["md", "markdown"].iter().any(|markdown| extension.eq_ignore_ascii_case(markdown))
}

/// What is set about rules; what is not set is left to them.
fn rules(catalogue: &Catalogue, values: &[(Value, Origin)]) -> Settings {
    let mut settings = Settings::default();
    for (setting, (value, origin)) in catalogue.settings().iter().zip(values) {
        let [super::catalogue::RULES, code, key] = setting.path[..] else { continue };
        match value {
            _ if *origin == Origin::Default => {}
            Value::Level(level) => settings.set_level(code, *level),
            value => settings.set_option(code, key, value.clone()),
        }
    }
    settings
}

/// Reads people lists.
struct Lists<'a> {
    base: &'a Path,
    origin: &'a Origin,
    drafts: &'a Drafts,
    files: &'a mut Vec<SourceFile>,
    mistakes: &'a mut Vec<String>,
    looked_for: &'a mut Vec<Look>,
}

impl Lists<'_> {
    fn read(self, paths: &[String], places: &[Span]) -> People {
        let mut lists = vec![];
        for (i, written) in paths.iter().enumerate() {
            let path = self.base.join(written);
            self.looked_for.push(Look::at(&path));
            match lists::read(&path, self.drafts) {
                Ok((list, mistakes)) => {
                    let text = Arc::clone(&list.text);
                    self.files.push(SourceFile { path, text, code: PEOPLE_LIST, mistakes });
                    lists.push(list);
                }
                Err(Unread::Missing) if *self.origin == Origin::Default => {}
                Err(why) => {
                    let message = format!("The people list {} cannot be read: {why}.", path.display());
                    match (self.origin, self.files.first_mut(), places.get(i)) {
                        (Origin::File { .. }, Some(file), Some(&span)) if file.code == CONFIGURATION => {
                            file.mistakes.push(Mistake { span, message });
                            sort_by_number(&mut file.mistakes, |mistake| mistake.span.shorter_first());
                        }
                        _ => self.mistakes.push(message),
                    }
                }
            }
        }
        People::new(lists)
    }
}
