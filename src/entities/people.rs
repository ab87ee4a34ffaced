//! The people whom a newsroom knows, whichever article they are in.
//!
//! A list may have thousands of entries, of which an article is about a handful. An article's cast therefore takes in
//! those alone whom its own words name ([`People::named`]); everybody else stays out, so that a long list neither
//! costs anything at a keystroke nor puts strangers behind “he” and “the mayor”.

use super::cast::{one_slip, parts};
use crate::article::{Declared, EntityKind};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A people list that was read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFile {
    /// Where it was read.
    pub path: PathBuf,
    /// All of it: spans of its entries are bytes of this.
    pub text: Arc<str>,
    /// Its entries.
    pub entries: Vec<Declared>,
}

/// Everybody in a newsroom's people lists, and how to find them by name. Plain data: whoever makes it has read the
/// files.
#[derive(Clone, Debug, Default)]
pub struct People {
    files: Vec<ListFile>,
    /// File and entry of each person, in order.
    entries: Vec<(usize, usize)>,
    /// The words of each one's name, in lower case.
    names: Vec<Vec<String>>,
    /// Full names and aliases, by their words in lower case.
    by_name: FxHashMap<Vec<String>, Vec<u32>>,
    /// People by the last word of their full name.
    by_surname: FxHashMap<String, Vec<u32>>,
    /// People of full name by all words of it but one.
    by_all_but_one: FxHashMap<Vec<String>, Vec<u32>>,
}

/// Lists are equal if their files are: the rest follows.
impl PartialEq for People {
    fn eq(&self, other: &Self) -> bool {
        self.files == other.files
    }
}

impl Eq for People {}

/// A name that an article uses.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The words, without title or possessive.
    pub words: &'a str,
    /// Whether they may name a person by surname alone; not those of a place, say.
    pub may_be_surname: bool,
}

impl People {
    /// Everybody in these lists. Of two entries of the same kind and name the first counts.
    pub fn new(files: Vec<ListFile>) -> Self {
        let mut people = People::default();
        let mut seen = FxHashSet::default();
        for (f, file) in files.iter().enumerate() {
            for (e, entry) in file.entries.iter().enumerate() {
                if seen.insert((entry.kind, parts(&entry.name))) {
                    people.index(entry);
                    people.entries.push((f, e));
                }
            }
        }
        people.files = files;
        people
    }

    fn index(&mut self, entry: &Declared) {
        let id = self.entries.len() as u32;
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            self.by_name.entry(parts(name)).or_default().push(id);
        }
        let name = parts(&entry.name);
        if entry.kind == EntityKind::Person && name.len() > 1 {
            for left_out in 0..name.len() {
                self.by_all_but_one.entry(all_but(&name, left_out)).or_default().push(id);
            }
            let surname = name[name.len() - 1].clone();
            self.by_surname.entry(surname).or_default().push(id);
        }
        self.names.push(name);
    }

    /// Whether the lists are empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry with this index, which must be below [`len`](Self::len).
    pub fn entry(&self, index: u32) -> &Declared {
        let (file, entry) = self.entries[index as usize];
        &self.files[file].entries[entry]
    }

    /// The file that holds an entry, and where its name stands there, in bytes.
    pub fn place(&self, index: u32) -> (&ListFile, Span) {
        (&self.files[self.entries[index as usize].0], self.entry(index).span)
    }

    /// All entries, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Declared> {
        (0..self.len() as u32).map(|index| self.entry(index))
    }

    /// The lists, in order.
    pub fn lists(&self) -> &[ListFile] {
        &self.files
    }

    /// Whether somebody or something has this name or alias, or one person this surname.
    pub fn knows(&self, name: &str) -> bool {
        let name = parts(name);
        self.by_name.contains_key(&name)
            || matches!(&name[..], [word] if self.by_surname.get(word).is_some_and(|bearers| bearers.len() == 1))
    }

    /// Whom an article means that uses these names: the indices of their entries, ascending.
    ///
    /// Those whose name or alias it uses; those whose name is a slip away from one that it uses, and that nobody
    /// has; and for a surname alone that is nobody's in the article, whoever alone has it here. `declared` are the
    /// entries of the article's own header, which outrank those of the same name.
    pub fn named(&self, names: &[Named], declared: &[Declared]) -> Vec<u32> {
        if self.is_empty() {
            return vec![];
        }
        let header: FxHashSet<Vec<String>> = declared
            .iter()
            .flat_map(|d| std::iter::once(&d.name).chain(&d.aliases))
            .map(|n| parts(n))
            .collect();
        let mut used: FxHashMap<Vec<String>, bool> = FxHashMap::default();
        for name in names {
            *used.entry(parts(name.words)).or_default() |= name.may_be_surname;
        }
        let taken: FxHashSet<&str> = used
            .keys()
            .chain(&header)
            .filter(|name| name.len() > 1)
            .flat_map(|name| [&name[0], &name[name.len() - 1]])
            .map(String::as_str)
            .collect();
        let mut found = FxHashSet::default();
        for (name, may_be_surname) in &used {
            if let Some(known) = self.by_name.get(name) {
                found.extend(known.iter().copied());
            } else if let [surname] = name.as_slice() {
                let free = *may_be_surname && !taken.contains(surname.as_str());
                let bearers = self.by_surname.get(surname).map_or(&[][..], Vec::as_slice);
                found.extend(bearers.iter().copied().filter(|_| free && bearers.len() == 1));
            } else {
                for i in 0..name.len() {
                    let alike = self.by_all_but_one.get(&all_but(name, i)).map_or(&[][..], Vec::as_slice);
                    // Hundreds may share a surname: most given names need not be compared letter by letter.
                    let long = |id: u32| self.names[id as usize][i].len().abs_diff(name[i].len()) > 8;
                    let slip = |id: &u32| !long(*id) && one_slip(&self.names[*id as usize], name);
                    found.extend(alike.iter().copied().filter(slip));
                }
            }
        }
        let mut found: Vec<u32> =
            found.into_iter().filter(|&index| !header.contains(&self.names[index as usize])).collect();
        found.sort_unstable();
        found
    }
}

/// A name without one of its words, whose place is kept.
fn all_but(name: &[String], left_out: usize) -> Vec<String> {
    let mut rest = name.to_vec();
    rest[left_out].clear();
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::people_list;
    use std::path::Path;

    fn people(list: &str) -> People {
        let (entries, problems) = people_list(list);
        assert_eq!(problems, []);
        People::new(vec![ListFile { path: "people.yaml".into(), text: list.into(), entries }])
    }

    fn named(people: &People, names: &[&str], header: &str) -> Vec<String> {
        let names: Vec<Named> = names.iter().map(|words| Named { words, may_be_surname: true }).collect();
        let found = people.named(&names, &people_list(header).0);
        found.into_iter().map(|index| people.entry(index).name.clone()).collect()
    }

    const LIST: &str = "people:\n- {name: Ann Lee, aliases: [Annie]}\n- Bo Lee\n- Margaret Lindqvist\n\
        organisations: [Brookford Council]\n";

    #[test]
    fn an_article_is_about_those_whom_it_names() {
        let people = people(LIST);
        assert_eq!(named(&people, &["Ann Lee", "Brookford Council"], ""), ["Ann Lee", "Brookford Council"]);
        assert_eq!(named(&people, &["Annie"], ""), ["Ann Lee"]);
        assert_eq!(named(&people, &["ANN LEE"], ""), ["Ann Lee"]);
        assert_eq!(named(&people, &["Cy Dole"], ""), [""; 0]);
    }

    #[test]
    fn a_surname_is_enough_if_it_is_nobody_elses() {
        let people = people(LIST);
        assert_eq!(named(&people, &["Lindqvist"], ""), ["Margaret Lindqvist"]);
        assert_eq!(named(&people, &["Lee"], ""), [""; 0], "two have it");
        assert_eq!(named(&people, &["Lindqvist", "Olle Lindqvist"], ""), ["Margaret Lindqvist"; 0]);
        assert_eq!(named(&people, &["Lindqvist"], "- Olle Lindqvist"), [""; 0]);
        let place = [Named { words: "Lindqvist", may_be_surname: false }];
        assert_eq!(people.named(&place, &[]), [0; 0], "a place, say");
    }

    #[test]
    fn a_name_that_is_a_slip_away_is_theirs() {
        assert_eq!(named(&people(LIST), &["Margaret Lindqivst"], ""), ["Margaret Lindqvist"]);
    }

    #[test]
    fn the_articles_own_header_outranks_the_list() {
        assert_eq!(named(&people(LIST), &["Ann Lee"], "- name: Ann Lee\n  title: mayor"), [""; 0]);
    }

    #[test]
    fn an_entry_has_its_place() {
        let people = people(LIST);
        let (file, span) = people.place(2);
        assert_eq!(
            (file.path.as_path(), span.of(&file.text)),
            (Path::new("people.yaml"), "Margaret Lindqvist")
        );
    }

    #[test]
    fn of_two_lists_the_first_counts() {
        let file = |path: &str, text: &str| ListFile {
            path: path.into(),
            text: text.into(),
            entries: people_list(text).0,
        };
        let people = People::new(vec![
            file("a.yaml", "- {name: Ann Lee, title: mayor}\n"),
            file("b.yaml", "- {name: Ann Lee, title: clerk}\n- Bo Park\n"),
        ]);
        let all: Vec<_> = people.iter().map(|d| (d.name.as_str(), d.title.as_deref())).collect();
        assert_eq!(all, [("Ann Lee", Some("mayor")), ("Bo Park", None)]);
        assert_eq!(people.place(1).0.path, Path::new("b.yaml"));
    }
}
