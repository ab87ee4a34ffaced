//! Which configuration counts for an article.

use super::catalogue::Catalogue;
use super::configuration::{CONFIGURATION, Configuration, SourceFile};
use super::drafts::Drafts;
use super::layer::{Layer, Mistake};
use super::look::Look;
use super::{FILE_NAME, PEOPLE_NAME};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The configurations of a newsroom's folders. What it has read from disk it remembers: whoever learns that a file
/// has changed makes a new one.
#[derive(Debug)]
pub struct Newsroom {
    catalogue: Arc<Catalogue>,
    search: Search,
    /// What stands above configuration files, the last one on top.
    layers: Vec<Layer>,
    drafts: Drafts,
    /// The folder above which nothing is looked for.
    top: Option<PathBuf>,
    known: Mutex<Known>,
}

/// Where the configuration file is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Search {
    /// In the folder of the article and in those above it.
    Upwards,
    /// This file, wherever the article is.
    Always(PathBuf),
    /// Nowhere, and no people list either unless a layer names one.
    Nowhere,
}

#[derive(Debug, Default)]
struct Known {
    by_folder: FxHashMap<PathBuf, Arc<Configuration>>,
    /// By the folder that the file that counts is in.
    by_base: FxHashMap<PathBuf, Arc<Configuration>>,
}

impl Newsroom {
    /// A newsroom in which `onrecord.toml` is looked for upwards from each article; `layers` are laid over it.
    pub fn new(catalogue: Arc<Catalogue>, layers: Vec<Layer>) -> Self {
        Newsroom {
            catalogue,
            search: Search::Upwards,
            layers,
            drafts: Drafts::default(),
            top: None,
            known: Mutex::default(),
        }
    }

    /// The same, but with this configuration file for all articles.
    pub fn with_file(mut self, file: PathBuf) -> Self {
        self.search = Search::Always(file);
        self
    }

    /// The same, but without any file.
    pub fn without_files(mut self) -> Self {
        self.search = Search::Nowhere;
        self
    }

    /// The same, but with these texts instead of what is on disk.
    pub fn with_drafts(mut self, drafts: Drafts) -> Self {
        self.drafts = drafts;
        self
    }

    /// The same, but nothing is looked for above this folder.
    pub fn up_to(mut self, folder: PathBuf) -> Self {
        self.top = Some(folder);
        self
    }

    /// Every setting there is.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What is wrong with the layers above configuration files.
    pub fn mistakes(&self) -> impl Iterator<Item = &Mistake> {
        self.layers.iter().flat_map(|layer| &layer.mistakes)
    }

    /// The configuration that counts for the articles in a folder, which must be absolute. Reads files the first
    /// time, and waits for whoever is just doing so.
    pub fn configuration(&self, folder: &Path) -> Arc<Configuration> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(configuration) = known.by_folder.get(folder) {
            return Arc::clone(configuration);
        }
        let Found { file, base, looked_for } = self.find(folder);
        let configuration = match known.by_base.get(&base) {
            // Found from somewhere else: the same, but for where it was looked for in vain.
            Some(same) if looked_for.iter().all(|look| same.looked_for.contains(look)) => Arc::clone(same),
            Some(same) => {
                let mut other = Configuration::clone(same);
                other.looked_for.extend(looked_for);
                Arc::new(other)
            }
            None => Arc::new(self.read(file.as_deref(), &base, looked_for)),
        };
        known.by_base.entry(base).or_insert_with(|| Arc::clone(&configuration));
        known.by_folder.insert(folder.to_owned(), Arc::clone(&configuration));
        configuration
    }

    /// The configurations that were asked for so far.
    pub fn read_so_far(&self) -> Vec<Arc<Configuration>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.by_folder.values().cloned().collect()
    }

    fn find(&self, folder: &Path) -> Found {
        let mut looked_for = vec![];
        match &self.search {
            Search::Nowhere => Found { file: None, base: folder.to_owned(), looked_for },
            Search::Always(file) => {
                let base = file.parent().unwrap_or(folder).to_owned();
                Found { file: Some(file.clone()), base, looked_for }
            }
            Search::Upwards => {
                let inside = |folder: &&Path| self.top.as_ref().is_none_or(|top| folder.starts_with(top));
                let mut upwards = |name: &str| {
                    folder.ancestors().take_while(inside).find(|folder| {
                        let path = folder.join(name);
                        looked_for.push(Look::at(&path));
                        self.drafts.has(&path)
                    })
                };
                let configured = upwards(FILE_NAME);
                // Without a configuration the nearest list counts.
                let base = configured.or_else(|| upwards(PEOPLE_NAME)).unwrap_or(folder);
                Found { file: configured.map(|f| f.join(FILE_NAME)), base: base.to_owned(), looked_for }
            }
        }
    }

    fn read(&self, path: Option<&Path>, base: &Path, mut looked_for: Vec<Look>) -> Configuration {
        let mut file = None;
        let mut own = None;
        if let Some(path) = path {
            looked_for.push(Look::at(path));
            let (text, layer, mistakes) = match self.drafts.read(path) {
                Ok(text) => {
                    let mut layer = Layer::of_file(&self.catalogue, path, &text);
                    let mistakes = std::mem::take(&mut layer.mistakes);
                    (text, Some(layer), mistakes)
                }
                Err(why) => {
                    let message = format!("The configuration cannot be read: {why}.");
                    (Arc::from(""), None, vec![Mistake { span: Span::empty(0), message }])
                }
            };
            own = layer;
            file = Some(SourceFile { path: path.to_owned(), text, code: CONFIGURATION, mistakes });
        }
        let nobody = (self.search == Search::Nowhere).then(|| Layer::without_people(&self.catalogue));
        let layers: Vec<&Layer> = nobody.iter().chain(&own).chain(&self.layers).collect();
        Configuration::new(Arc::clone(&self.catalogue), base, file, &layers, &self.drafts, looked_for)
    }
}

/// The configuration file that counts, and the folder from which its paths count.
struct Found {
    file: Option<PathBuf>,
    base: PathBuf,
    looked_for: Vec<Look>,
}

/// The absolute path of one that may be relative to the current folder, without `.` and `..`. Links are not followed.
pub fn absolute(path: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for component in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match component {
            Component::ParentDir => drop(absolute.pop()),
            Component::CurDir => {}
            other => absolute.push(other),
        }
    }
    absolute
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::tests::catalogue;
    use super::super::{Level, Origin, Severity, Value};
    use super::*;

    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new(files: &[(&str, &str)]) -> Self {
            let desk = Desk(tempfile::tempdir().unwrap());
            for (name, text) in files {
                let path = desk.0.path().join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            desk
        }

        fn path(&self, name: &str) -> PathBuf {
            if name.is_empty() { self.0.path().to_owned() } else { self.0.path().join(name) }
        }
    }

    impl Desk {
        /// The newsroom of this folder: whatever lies above it is none of its business.
        fn newsroom(&self, layers: Vec<Layer>) -> Newsroom {
            Newsroom::new(Arc::new(catalogue()), layers).up_to(self.path(""))
        }
    }

    /// The value of a setting and where it comes from, as `onrecord config` would show it.
    fn effective(configuration: &Configuration, name: &str) -> String {
        let (_, value, origin) =
            configuration.effective().find(|(setting, ..)| setting.name() == name).unwrap();
        let from = match origin {
            Origin::File { path, line } => format!("{}:{line}", path.file_name().unwrap().display()),
            other => format!("{other:?}"),
        };
        format!("{value} from {from}")
    }

    #[test]
    fn the_nearest_file_counts_and_alone() {
        let desk = Desk::new(&[
            ("onrecord.toml", "line_is_paragraph = true\n"),
            ("sport/onrecord.toml", "\nhints.speakers = false\n"),
            ("sport/week/a.article", ""),
            ("news/a.article", ""),
        ]);
        let newsroom = desk.newsroom(vec![]);
        let sport = newsroom.configuration(&desk.path("sport/week"));
        assert_eq!(effective(&sport, "hints.speakers"), "false from onrecord.toml:2");
        assert_eq!(effective(&sport, "line_is_paragraph"), "false from Default");
        assert!(!sport.hints.speakers && !sport.layout.line_is_paragraph);
        let news = newsroom.configuration(&desk.path("news"));
        assert!(news.hints.speakers && news.layout.line_is_paragraph);
        assert!(sport.looked_for.iter().any(|look| look.path == desk.path("sport/week/onrecord.toml")));
    }

    #[test]
    fn layers_lie_over_the_file() {
        let file = "[rules]\nname-variant = 'off'\nunknown-speaker = 'hint'\n";
        let desk = Desk::new(&[("onrecord.toml", file)]);
        let catalogue = catalogue();
        let json = serde_json::json!({ "rules": { "unknown-speaker": "error" }, "line_is_paragraph": true });
        let editor = Layer::of_editor(&catalogue, &json);
        let mut command = Layer::of_command_line();
        command.switch_on(&catalogue, "name-variant");
        command.switch_on(&catalogue, "unknown-speaker");
        command.assign(&catalogue, "line_is_paragraph=false");
        let configuration = desk.newsroom(vec![editor, command]).configuration(&desk.path(""));
        assert_eq!(effective(&configuration, "rules.name-variant.severity"), "\"warning\" from CommandLine");
        assert_eq!(effective(&configuration, "rules.unknown-speaker.severity"), "\"error\" from Editor");
        assert_eq!(effective(&configuration, "line_is_paragraph"), "false from CommandLine");
        assert_eq!(effective(&configuration, "rules.name-variant.min_words"), "1 from Default");
        assert_eq!(configuration.rules.rule("unknown-speaker").severity(), Some(Severity::Error));
    }

    #[test]
    fn people_lists_are_found_beside_the_configuration_or_upwards() {
        let desk = Desk::new(&[
            ("a/onrecord.toml", ""),
            ("a/people.yaml", "- Ann Lee\n"),
            ("b/people.yaml", "- Bo Park\n"),
            ("b/week/x.article", ""),
            ("c/onrecord.toml", "people = ['../b/people.yaml', 'cy.yaml']"),
            ("c/cy.yaml", "- Cy Dole\n"),
        ]);
        let newsroom = desk.newsroom(vec![]);
        let names = |folder: &str| {
            let configuration = newsroom.configuration(&desk.path(folder));
            configuration.people.iter().map(|person| person.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("a"), ["Ann Lee"]);
        assert_eq!(names("b/week"), ["Bo Park"]);
        assert_eq!(names("c"), ["Bo Park", "Cy Dole"]);
        assert_eq!(names(""), [""; 0]);
        let nobody = Newsroom::new(Arc::new(catalogue()), vec![]).without_files();
        assert!(nobody.configuration(&desk.path("a")).people.is_empty());
        let always = Newsroom::new(Arc::new(catalogue()), vec![]).with_file(desk.path("a/onrecord.toml"));
        assert_eq!(always.configuration(&desk.path("c")).people.len(), 1);
    }

    /// What is wrong in the files of a folder, with the words that it is about.
    fn mistakes(configuration: &Configuration) -> Vec<String> {
        let files = configuration.files.iter();
        files
            .flat_map(|file| {
                let name = file.path.file_name().unwrap().display().to_string();
                let line = |m: &Mistake| format!("{name}: {:?}: {}", m.span.of(&file.text), m.message);
                file.mistakes.iter().map(line).collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn what_is_open_counts_before_what_is_on_disk() {
        let desk =
            Desk::new(&[("onrecord.toml", "line_is_paragraph = true\n"), ("people.yaml", "- Ann Lee\n")]);
        let drafts = [
            ("onrecord.toml", "lines = 1\npeople = ['people.yaml', 'cy.yaml']\n"),
            ("cy.yaml", "- Cy Dole\n"),
            ("sport/onrecord.toml", "hints.dates = false\n"),
        ];
        let drafts = drafts.map(|(name, text)| (desk.path(name), text.into()));
        let newsroom = desk.newsroom(vec![]).with_drafts(Drafts::of(drafts.into()));
        let configuration = newsroom.configuration(&desk.path(""));
        let names: Vec<_> = configuration.people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["Ann Lee", "Cy Dole"]);
        assert!(!configuration.layout.line_is_paragraph);
        assert!(
            mistakes(&configuration)[0].starts_with("onrecord.toml: \"lines\": `lines` is not a setting.")
        );
        assert!(!newsroom.configuration(&desk.path("sport")).hints.dates, "though it was never saved");
    }

    #[test]
    fn mistakes_are_in_the_file_that_they_are_about() {
        let desk = Desk::new(&[
            ("onrecord.toml", "people = ['people.yaml', 'nobody.yaml']\n"),
            ("people.yaml", "- name: Ann Lee\n  alias: Annie\n"),
        ]);
        let configuration = desk.newsroom(vec![]).configuration(&desk.path(""));
        let missing = desk.path("nobody.yaml");
        assert_eq!(
            mistakes(&configuration),
            [
                format!(
                    "onrecord.toml: \"'nobody.yaml'\": The people list {} cannot be read: there is no such file.",
                    missing.display()
                ),
                "people.yaml: \"alias\": `alias` is not a key of an entry; did you mean `aliases`? Expected one of name, \
                 aliases, title, pronouns, ref, note."
                    .to_owned(),
            ]
        );
        assert_eq!(configuration.people.len(), 1, "Ann Lee is known all the same");
        assert_eq!(configuration.mistakes, [""; 0]);
    }

    #[test]
    fn a_list_that_the_editor_names_has_no_place_to_be_missing_at() {
        let desk = Desk::new(&[("latin.yaml", "")]);
        std::fs::write(desk.path("latin.yaml"), b"- Ren\xE9").unwrap();
        let json = serde_json::json!({ "people": ["latin.yaml"] });
        let editor = Layer::of_editor(&catalogue(), &json);
        let configuration = desk.newsroom(vec![editor]).configuration(&desk.path(""));
        let path = desk.path("latin.yaml");
        let expected = format!("The people list {} cannot be read: it is not UTF-8.", path.display());
        assert_eq!(configuration.mistakes, [expected]);
    }

    #[test]
    fn a_configuration_that_cannot_be_read_is_one_mistake() {
        let desk = Desk::new(&[("onrecord.toml", "")]);
        std::fs::write(desk.path("onrecord.toml"), b"\xFF").unwrap();
        let configuration = desk.newsroom(vec![]).configuration(&desk.path(""));
        assert_eq!(
            mistakes(&configuration),
            ["onrecord.toml: \"\": The configuration cannot be read: it is not UTF-8."]
        );
    }

    #[test]
    fn what_is_an_article() {
        let desk = Desk::new(&[(
            "onrecord.toml",
            "include = ['*.article', 'copy/**/*.txt']\nexclude = ['archive/']\nlanguage_ids = ['plaintext']\n",
        )]);
        let configuration = desk.newsroom(vec![]).configuration(&desk.path(""));
        assert!(configuration.is_article_file(&desk.path("week/a.article")));
        assert!(configuration.is_article_file(&desk.path("copy/b.txt")));
        assert!(!configuration.is_article_file(&desk.path("notes.txt")));
        assert!(!configuration.is_article_file(&desk.path("archive/a.article")));
        assert!(configuration.excludes_folder(&desk.path("archive")));
        assert!(!configuration.excludes_folder(&desk.path("week")));
        assert!(configuration.is_article("plaintext", None));
        assert!(configuration.is_article("plaintext", Some(&desk.path("notes.txt"))));
        assert!(!configuration.is_article("article", None), "no longer a language of ours");
        assert!(configuration.is_article("", Some(&desk.path("a.article"))));
        assert!(!configuration.is_article("plaintext", Some(&desk.path("archive/a.txt"))));
    }

    #[test]
    fn paths_are_made_absolute_by_their_words() {
        assert_eq!(absolute(Path::new("/desk/./week/../a.article")), Path::new("/desk/a.article"));
        assert_eq!(absolute(Path::new("a.article")), std::env::current_dir().unwrap().join("a.article"));
    }

    #[test]
    fn a_level_that_is_set_is_the_rules_own() {
        let catalogue = catalogue();
        let mut layer = Layer::of_command_line();
        layer.set_level(&catalogue, "name-variant", Level::Off);
        layer.set(&catalogue, &["rules", "name-variant", "accept"], Value::Names(vec!["Bo".to_owned()]));
        let configuration =
            Newsroom::new(Arc::new(catalogue), vec![layer]).configuration(Path::new("/nowhere/at/all"));
        assert!(configuration.rules.rule("name-variant").is_off());
        assert!(!configuration.rules.rule("unknown-speaker").is_off());
    }
}
