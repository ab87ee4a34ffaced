//! Compiles the word lists under `src/english/lists` into one table that the program reads in place.
//!
//! Every word and phrase becomes a key (lower case, blanks between the words of a phrase) whose value is an
//! index into an array of distinct [class sets](../src/english/lexicon.rs). The names of the classes are shared
//! with the program through `classes.rs`, which both include.

// The included modules are public for the library that shares them.
#![allow(unreachable_pub)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/english/classes.rs"]
mod classes;
#[path = "src/english/inflect.rs"]
mod inflect;
#[allow(dead_code, reason = "only the program reads tables")]
#[path = "src/english/tagger/table.rs"]
mod table;
#[path = "src/english/word_table.rs"]
mod word_table;

use classes::*;
use inflect::{Forms, Irregular, plural};

/// Everything known about each word or phrase.
#[derive(Default)]
struct Words(BTreeMap<String, u64>);

impl Words {
    fn add(&mut self, word: &str, class: u64) {
        let key = word.trim().to_lowercase().replace('’', "'");
        if key.is_empty() {
            return;
        }
        if let Some((first, _)) = key.split_once(' ') {
            *self.0.entry(first.to_owned()).or_default() |= PHRASE;
        }
        *self.0.entry(key).or_default() |= class;
    }

    /// Marks the words with which reporting words of several begin.
    fn mark_cue_phrases(&mut self) {
        let cue = |set: &u64| set & (CUE_A | CUE_B | CUE_C) != 0;
        let phrases =
            self.0.iter().filter(|(_, set)| cue(set)).filter_map(|(words, _)| words.split_once(' '));
        let first: Vec<String> = phrases.map(|(first, _)| first.to_owned()).collect();
        for word in first {
            *self.0.entry(word).or_default() |= CUE_PHRASE;
        }
    }

    /// Whether a name may be a word of the language, a town, or somebody: `target`, `ralph lauren`.
    fn ordinary(&self, name: &str) -> bool {
        const PERSON: u64 = FIRST_NAME | SURNAME;
        const WORD: u64 =
            PERSON | CITY | STATE | COUNTRY | DEMONYM | NOUN | PLURAL | ADJECTIVE | VERB_BASE | PREPOSITION;
        let is = |word: &str, classes: u64| self.0.get(word).is_some_and(|own| own & classes != 0);
        match name.split_once(' ') {
            None => is(name, WORD),
            Some((first, rest)) => is(first, FIRST_NAME) && is(rest, PERSON),
        }
    }
}

fn main() {
    let lists = PathBuf::from("src/english/lists");
    println!("cargo::rerun-if-changed=src/english/lists");
    println!("cargo::rerun-if-changed=src/english/classes.rs");
    println!("cargo::rerun-if-changed=src/english/inflect.rs");
    println!("cargo::rerun-if-changed=src/english/tagger/table.rs");
    println!("cargo::rerun-if-changed=src/english/word_table.rs");
    println!("cargo::rerun-if-changed=build.rs");

    let irregular = irregular_verbs(&lists);
    let mut words = Words::default();
    plain_lists(&lists, &mut words);
    pronouns(&lists, &mut words);
    verbs(&lists, &irregular, &mut words);
    nouns(&lists, &mut words);
    names(&lists, &mut words);
    time_words(&lists, &mut words);
    words.mark_cue_phrases();

    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    write(&words, &out);
    gazetteer(&lists, &words, &out);
    clusters(&lists, &out);
    for (table, array) in
        [("src/quotes/weights.txt", "speaker_weights.rs"), ("src/entities/weights.txt", "pronoun_weights.rs")]
    {
        println!("cargo::rerun-if-changed={table}");
        weights(Path::new(table), &out.join(array));
    }
}

/// Turns the table of learned weights (name, tab, weight) into an array.
fn weights(table: &Path, out: &Path) {
    let text = fs::read_to_string(table).unwrap_or_else(|e| panic!("{}: {e}", table.display()));
    let weights: Vec<f32> = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let (_, weight) =
                line.split_once('\t').unwrap_or_else(|| panic!("weights.txt: no tab in {line:?}"));
            weight.parse().unwrap_or_else(|e| panic!("weights.txt: {line:?}: {e}"))
        })
        .collect();
    let code = format!(
        "/// The weights, in the order of the names.\npub(super) static WEIGHTS: [f32; {}] = {weights:?};",
        weights.len()
    );
    fs::write(out, code).expect("OUT_DIR is writable");
}

/// The lines of a list without its comments, split at tabs.
fn rows(lists: &Path, name: &str) -> Vec<Vec<String>> {
    let path = lists.join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// Lists whose every entry has one class.
fn plain_lists(lists: &Path, words: &mut Words) {
    for (name, class) in [
        ("adverbs.txt", ADVERB),
        ("not_adverbs.txt", NOT_ADVERB),
        ("prepositions.txt", PREPOSITION),
        ("determiners.txt", DETERMINER),
        ("conjunctions.txt", CONJUNCTION),
        ("auxiliaries.txt", AUXILIARY),
        ("common_adjectives.txt", ADJECTIVE),
        ("organisation_words.txt", ORGANISATION_WORD),
        ("place_words.txt", PLACE_WORD),
        ("work_words.txt", WORK_WORD),
        ("naming_words.txt", NAMING_WORD),
        ("general_people.txt", GENERAL_PERSON),
        ("subordinators.txt", SUBORDINATOR),
        ("subject_pronouns.txt", SUBJECT_PRONOUN),
        ("name_particles.txt", NAME_PARTICLE),
        ("verb_insertions.txt", VERB_INSERTION),
        ("time_units.txt", TIME_UNIT),
    ] {
        for row in rows(lists, name) {
            words.add(&row[0], class);
        }
    }
}

/// Pronouns with what they are in their sentence: the last of the words in the second column.
fn pronouns(lists: &Path, words: &mut Words) {
    for row in rows(lists, "pronouns.txt") {
        let part = row[1].rsplit(',').next().unwrap_or("");
        let class = match part {
            "poss" | "objposs" => POSSESSIVE,
            wh if wh.starts_with("wh") => RELATIVE,
            _ => 0,
        };
        words.add(&row[0], PRONOUN | class);
    }
}

fn irregular_verbs(lists: &Path) -> Vec<(String, Irregular)> {
    rows(lists, "irregular_verbs.txt")
        .into_iter()
        .map(|row| {
            let cell = |i: usize| row.get(i).filter(|c| !c.is_empty() && *c != "-").cloned();
            let forms = Irregular { past: cell(1), participle: cell(2), third: cell(3), ing: cell(4) };
            (row[0].clone(), forms)
        })
        .collect()
}

/// Verbs in all their forms; a reporting verb's grade and frames go with every form.
fn verbs(lists: &Path, irregular: &[(String, Irregular)], words: &mut Words) {
    let doubling: BTreeSet<String> =
        rows(lists, "doubling_verbs.txt").into_iter().map(|row| row[0].clone()).collect();
    let find = |base: &str| irregular.iter().find(|(b, _)| b == base).map(|(_, forms)| forms);
    let mut add = |verb: &str, extra: u64| {
        // Of a multi-word verb the first word is inflected: "pointed out".
        let (head, tail) = match verb.split_once(' ') {
            Some((head, tail)) => (head, format!(" {tail}")),
            None => (verb, String::new()),
        };
        let forms = Forms::of(head, find(head), doubling.contains(head));
        words.add(verb, VERB_BASE | extra);
        for third in forms.third.split(',') {
            words.add(&format!("{third}{tail}"), VERB_THIRD | extra);
        }
        for ing in forms.ing.split(',') {
            words.add(&format!("{ing}{tail}"), VERB_ING | extra);
        }
        for past in forms.past.split(',') {
            words.add(&format!("{past}{tail}"), VERB_PAST | extra);
        }
        for participle in forms.participle.split(',') {
            words.add(&format!("{participle}{tail}"), VERB_PARTICIPLE | extra);
        }
    };
    for row in rows(lists, "common_verbs.txt") {
        add(&row[0], 0);
    }
    for (base, _) in irregular {
        add(base, 0);
    }
    for row in rows(lists, "reporting_verbs.txt") {
        let grade = match row[1].as_str() {
            "a" => CUE_A,
            "b" => CUE_B,
            "c" => CUE_C,
            other => panic!("reporting_verbs.txt: unknown grade {other:?} of {:?}", row[0]),
        };
        let frames = row.get(2).map_or("", String::as_str).split(',').map(str::trim);
        add(&row[0], frames.fold(grade, |set, frame| set | frame_class(frame)));
    }
}

fn frame_class(frame: &str) -> u64 {
    match frame {
        "that" => FRAME_THAT,
        "quote" => FRAME_QUOTE,
        "obj" => FRAME_OBJECT,
        "inf" => FRAME_INFINITIVE,
        "as" => FRAME_AS,
        "np" => FRAME_NOUN,
        "whether" => FRAME_WHETHER,
        "belief" => FRAME_BELIEF,
        _ => 0,
    }
}

/// Nouns in both numbers.
fn nouns(lists: &Path, words: &mut Words) {
    for (name, one, many) in [
        ("common_nouns.txt", NOUN, NOUN | PLURAL),
        ("group_nouns.txt", NOUN | GROUP_NOUN, NOUN | GROUP_NOUN | PLURAL),
    ] {
        for row in rows(lists, name) {
            words.add(&row[0], one);
            words.add(&plural(&row[0]), many);
        }
    }
    for row in rows(lists, "person_nouns.txt") {
        let weak = if row.get(1).is_some_and(|c| c == "s") { WEAK_PERSON } else { 0 };
        words.add(&row[0], NOUN | PERSON_NOUN | weak);
        words.add(&plural(&row[0]), NOUN | PERSON_NOUN | PLURAL | weak);
    }
    for row in rows(lists, "gendered_nouns.txt") {
        let class = NOUN | PERSON_NOUN | if row[1] == "f" { FEMININE } else { MASCULINE };
        words.add(&row[0], class);
        words.add(&plural(&row[0]), class | PLURAL);
    }
    for row in rows(lists, "reporting_nouns.txt") {
        let class = NOUN
            | row[1].split(',').fold(0, |set, kind| match kind {
                "doc" => set | DOCUMENT_NOUN,
                "event" => set | EVENT_NOUN,
                _ => set | CLAIM_NOUN,
            });
        words.add(&row[0], class);
        words.add(&plural(&row[0]), class | PLURAL);
    }
}

/// Names of people, places and organisations, and what goes with them.
fn names(lists: &Path, words: &mut Words) {
    for row in rows(lists, "first_names.txt") {
        let class = match row.get(1).map(String::as_str) {
            Some("m") => FIRST_NAME | MASCULINE,
            Some("f") => FIRST_NAME | FEMININE,
            _ => FIRST_NAME,
        };
        words.add(&row[0], class);
    }
    for row in rows(lists, "surnames.txt") {
        words.add(&row[0], SURNAME);
    }
    for row in rows(lists, "titles.txt") {
        let gender = match row.get(1).map(String::as_str) {
            Some("m") => MASCULINE,
            Some("f") => FEMININE,
            _ => 0,
        };
        words.add(&row[0], TITLE | gender);
        words.add(row[0].trim_end_matches('.'), TITLE | gender);
    }
    for row in rows(lists, "abbreviations.txt") {
        // "No." and "Sat." are abbreviations only before a number; they are left to the context.
        match row.get(1).map(String::as_str) {
            Some("mid") => words.add(&row[0], ABBREVIATION_MID),
            Some("any") => words.add(&row[0], ABBREVIATION),
            _ => {}
        }
    }
    for row in rows(lists, "countries.txt") {
        words.add(&row[0], COUNTRY);
        for demonym in row.get(1).map_or("", String::as_str).split(';') {
            words.add(demonym, DEMONYM);
        }
    }
    for row in rows(lists, "us_states.txt") {
        for (i, cell) in row.iter().enumerate() {
            for name in cell.split([';', ',']) {
                words.add(name, if i < 2 { STATE } else { DEMONYM });
            }
        }
    }
    // Names that are ordinary words as well ("Nice", "Time") would cost more than they bring.
    for row in rows(lists, "cities.txt").iter().filter(|row| row.len() < 2) {
        words.add(&row[0], CITY);
    }
    for row in rows(lists, "organisations.txt") {
        match row.get(1).map(String::as_str) {
            Some("people") => words.add(&row[0], DEMONYM),
            Some("word") => {}
            _ => words.add(&row[0], ORGANISATION),
        }
    }
}

/// Words that say something about time, with the full stop that a short form may have.
fn time_words(lists: &Path, words: &mut Words) {
    for row in rows(lists, "time_words.txt") {
        for form in row[2].split(' ') {
            words.add(form, TIME_WORD);
            words.add(&format!("{form}."), TIME_WORD);
        }
    }
}

/// Writes the table of words, the array of class sets, and which words report.
fn write(words: &Words, out: &Path) {
    // The first is that of a word that the lists do not know.
    let sets: Vec<u64> = words.0.values().copied().chain([0]).collect::<BTreeSet<_>>().into_iter().collect();
    let index = |set: &u64| sets.binary_search(set).expect("every set is in the array") as u16;
    assert!(sets.len() <= 1 << 16, "a value of the table has two bytes");
    let table = word_table::write(words.0.iter().map(|(word, set)| (word.as_str(), index(set))));
    fs::write(out.join("words.bin"), table).expect("OUT_DIR is writable");
    let reporting = words.0.iter().filter(|(_, set)| **set & (CUE_A | CUE_B | CUE_C) != 0);
    let reporting: Vec<&str> = reporting.map(|(word, _)| word.as_str()).collect();
    fs::write(out.join("reporting.txt"), reporting.join("\n")).expect("OUT_DIR is writable");
    fs::write(out.join("sets.rs"), format!("{sets:?}")).expect("OUT_DIR is writable");
    fs::write(out.join("sets_len.rs"), sets.len().to_string()).expect("OUT_DIR is writable");
}

/// Names of places and organisations of one word and more, for the name tagger: to each a set of the bits in
/// [`tagger::gazetteer`](../src/english/tagger/gazetteer.rs).
fn gazetteer(lists: &Path, words: &Words, out: &Path) {
    const PLACE_OR_BODY: [u64; 6] = [1, 2, 4, 8, 16, 32];
    let [country, state, city, town, organisation, body] = PLACE_OR_BODY;
    let mut names: BTreeMap<String, u64> = BTreeMap::new();
    let mut add = |name: &str, flag: u64| {
        let name = name.to_lowercase().replace('’', "'");
        // "Moody's" is a name and what looks like a possessive, which is a token of its own.
        let name = name.strip_suffix("'s").unwrap_or(&name);
        if name.chars().count() > 1 {
            *names.entry(name.to_owned()).or_default() |= flag;
        }
    };
    for row in rows(lists, "countries.txt") {
        add(&row[0], country);
    }
    for row in rows(lists, "us_states.txt") {
        row.iter().take(2).flat_map(|cell| cell.split([';', ','])).for_each(|name| add(name, state));
    }
    rows(lists, "cities.txt").iter().for_each(|row| add(&row[0], city));
    rows(lists, "towns.txt").iter().for_each(|row| add(&row[0], town));
    for row in rows(lists, "organisations.txt") {
        match row.get(1).map(String::as_str) {
            Some("people") => {}
            Some("word") => add(&row[0], body),
            _ => add(&row[0], organisation),
        }
    }
    for list in ["clubs_and_bodies.txt", "companies.txt"] {
        rows(lists, list).iter().for_each(|row| add(&row[0], body));
    }
    // What can be nothing else is as good as a well-known organisation, of which there is more to learn from.
    names.iter_mut().filter(|(name, flags)| **flags == body && !words.ordinary(name)).for_each(
        |(_, flags)| {
            *flags = organisation;
        },
    );
    let map = fst::Map::from_iter(names).expect("a BTreeMap iterates in order");
    fs::write(out.join("gazetteer.fst"), map.as_fst().as_bytes()).expect("OUT_DIR is writable");
}

/// The clusters of words, for the name tagger.
fn clusters(lists: &Path, out: &Path) {
    let mut entries = Vec::new();
    for row in rows(lists, "clusters.txt") {
        let number: u16 = row[0].parse().unwrap_or_else(|e| panic!("clusters.txt: {:?}: {e}", row[0]));
        for word in row[1].split(' ') {
            let hash = table::fold(table::hash_of(word.as_bytes()));
            entries.push((hash, number.to_le_bytes().to_vec()));
        }
    }
    fs::write(out.join("clusters.bin"), table::write(2, entries)).expect("OUT_DIR is writable");
}
