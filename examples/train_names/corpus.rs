//! CoNLL files to sentences as they would be printed.

use onrecord::english::tagger::Label;
use onrecord::text::Span;
use std::path::Path;

/// A file of sentences and how it is used.
pub(crate) struct Source {
    /// The file without `.conll`.
    pub(crate) name: &'static str,
    /// How much one of its sentences counts.
    pub(crate) weight: f32,
    /// Whether people made its labels.
    pub(crate) gold: bool,
}

pub(crate) const SOURCES: [Source; 5] = [
    Source { name: "voa_silver", weight: 0.3, gold: false },
    Source { name: "ewt", weight: 1.0, gold: true },
    Source { name: "gum_ccby", weight: 1.0, gold: true },
    Source { name: "gum_ccbysa", weight: 1.0, gold: true },
    Source { name: "wikigold", weight: 1.0, gold: true },
];

/// A file without documents is cut into parts of as many sentences.
const PART: usize = 500;

/// Every how many sentences one is learned once more as a headline: all in capitals, or Each Word with One.
const HEADLINES: usize = 24;

/// A sentence as it would be printed, with its names.
#[derive(Clone)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    /// Where each name is, in bytes, and the label of its inside: 2 for a person, 4 for an organisation, 6 for a place.
    pub(crate) names: Vec<(Span, Label)>,
    /// The index in [`SOURCES`].
    pub(crate) source: usize,
    pub(crate) document: usize,
}

/// Reads all sources in `folder`.
pub(crate) fn read(folder: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, source) in SOURCES.iter().enumerate() {
        let path = Path::new(folder).join(source.name).with_extension("conll");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        read_file(&text, index, &mut sentences);
    }
    sentences
}

fn read_file(text: &str, source: usize, sentences: &mut Vec<Sentence>) {
    let (mut documents, mut read, mut words) = (0, 0, Vec::new());
    for line in text.lines().chain([""]) {
        if line.starts_with("-DOCSTART-") {
            documents += 1;
        } else if let Some((word, tag)) = line.split_once('\t') {
            words.push((word, tag.trim_end()));
        } else if !words.is_empty() {
            read += 1;
            let document = if SOURCES[source].gold { documents } else { read / PART };
            // Some corpora set the hyphens of names apart (`Al - Zaman`). Half of the documents stay so; in the others
            // they are put together, as people write.
            let (text, names) = print(&words, documents % 2 == 0);
            sentences.push(Sentence { text, names, source, document });
            words.clear();
        }
    }
}

/// Sentences set as headlines are: some in capitals throughout, some with a capital on each word. The sources have few of
/// either.
pub(crate) fn headlines(sentences: &[&Sentence]) -> Vec<Sentence> {
    let capital = |c: char| same_length(c, c.to_uppercase());
    let capitals = |text: &str| text.chars().map(capital).collect();
    let title = |text: &str| {
        let mut begins = true;
        let letter = |c: char| if std::mem::replace(&mut begins, c == ' ') { capital(c) } else { c };
        text.chars().map(letter).collect()
    };
    let set = |(at, sentence): (usize, &&Sentence)| {
        let text = if at % 2 == 0 { capitals(&sentence.text) } else { title(&sentence.text) };
        Sentence { text, ..(*sentence).clone() }
    };
    sentences.iter().step_by(HEADLINES).enumerate().map(set).collect()
}

/// The capital of a letter if that takes as many bytes, so that names stay where they are.
fn same_length(letter: char, mut capital: std::char::ToUppercase) -> char {
    let one = capital.next().filter(|one| one.len_utf8() == letter.len_utf8());
    one.filter(|_| capital.next().is_none()).unwrap_or(letter)
}

/// Puts words together as they would be printed.
fn print(words: &[(&str, &str)], join_hyphens: bool) -> (String, Vec<(Span, Label)>) {
    const NO_BEFORE: &[&str] = &[
        ".", ",", ";", ":", "!", "?", ")", "]", "}", "”", "’", "'s", "’s", "'S", "n't", "n’t", "%", "'re",
        "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m", "''",
    ];
    const NO_AFTER: &[&str] = &["(", "[", "{", "“", "‘", "$", "£", "€", "``", "#"];
    let joint = |at: usize| {
        join_hyphens && words.get(at).is_some_and(|(word, tag)| *word == "-" && tag.starts_with("I-"))
    };
    let mut text = String::new();
    let mut names: Vec<(Span, Label)> = Vec::new();
    let (mut open, mut glued) = (false, true);
    for (at, (word, tag)) in words.iter().enumerate() {
        let straight = *word == "\"";
        let closes = NO_BEFORE.contains(word) || straight && open;
        if !(glued || closes || joint(at) || at > 0 && joint(at - 1)) {
            text.push(' ');
        }
        let start = text.len() as u32;
        text.push_str(word);
        let end = text.len() as u32;
        match tag.split_once('-') {
            Some(("B", kind)) => names.push((Span::new(start, end), label(kind))),
            Some(_) => names.last_mut().expect("I- follows B-").0.end = end,
            None => {}
        }
        glued = NO_AFTER.contains(word) || straight && !open;
        open ^= straight;
    }
    names.iter_mut().for_each(|name| name.0 = trimmed(&text, name.0));
    (text, names)
}

fn label(kind: &str) -> Label {
    match kind {
        "PER" => 2,
        "ORG" => 4,
        "LOC" => 6,
        other => panic!("unknown kind of name {other:?}: expected PER, ORG or LOC"),
    }
}

/// A name without an article in front and a possessive behind.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let begins =
        |article: &&&str| words.get(..article.len()).is_some_and(|w| w.eq_ignore_ascii_case(article));
    let front = ["the ", "a ", "an "].iter().find(begins).map_or(0, |a| a.len());
    let rest = &words[front..];
    let back = ["'s", "’s", "'", "’"].iter().find(|p| rest.len() > p.len() && rest.ends_with(**p));
    Span::new(span.start + front as u32, span.end - back.map_or(0, |p| p.len() as u32))
}
