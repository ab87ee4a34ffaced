//! The words of a name, and how alike those of two names are.

use crate::english::classes::{FIRST_NAME, NAME_PARTICLE};
use crate::english::lexicon::lookup;

/// The words of a name in lower case, without full stops, suffixes, hyphens and a nickname in marks.
pub(crate) fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = without_nickname(name)
        .split(|c: char| c.is_whitespace() || c == '-' || c == '‑')
        .map(in_lower_case)
        .filter(|w| !w.is_empty())
        .collect();
    while parts.len() > 1 && parts.last().is_some_and(|word| is_suffix(word)) {
        parts.pop();
    }
    parts
}

/// A word in lower case, without full stops, and with apostrophes of one kind.
fn in_lower_case(word: &str) -> String {
    if word.is_ascii() {
        let mut lower = String::with_capacity(word.len());
        lower.extend(word.chars().filter(|c| *c != '.').map(|c| c.to_ascii_lowercase()));
        return lower;
    }
    // A capital İ becomes an i and a dot of its own.
    word.to_lowercase().replace('.', "").replace('’', "'").replace("i\u{307}", "i")
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// `jr`, `iii`: what tells a son from his father.
pub(super) fn suffix(name: &str) -> Option<String> {
    let mut words = name.split_whitespace();
    let last = words.next_back().filter(|last| last.len() <= "III.".len())?.to_lowercase().replace('.', "");
    // "Henry VIII" is a name, and "Henry" alone says no less.
    (is_suffix(&last) && words.nth(1).is_some()).then_some(last)
}

/// Where a nickname stands in a name, with its marks: `“Buck”` in `Walter “Buck” Harlan`.
fn nickname_at(name: &str) -> Option<(usize, usize)> {
    const MARKS: [(char, char); 4] = [('“', '”'), ('"', '"'), ('‘', '’'), ('(', ')')];
    if name.bytes().all(|byte| byte.is_ascii() && byte != b'"' && byte != b'(') {
        return None;
    }
    MARKS.iter().find_map(|(open, close)| {
        let start = name.find(*open)?;
        let inside = start + open.len_utf8();
        let length = name[inside..].find(*close)?;
        (start > 0 && length > 0).then_some((start, inside + length + close.len_utf8()))
    })
}

/// A nickname inside a name, without its marks.
pub(super) fn nickname(name: &str) -> Option<&str> {
    let (start, end) = nickname_at(name)?;
    let is_mark = |c: char| matches!(c, '“' | '”' | '"' | '‘' | '’' | '(' | ')');
    Some(name[start..end].trim_matches(is_mark))
}

/// A name on one line and without a nickname in marks: `Walter Harlan`.
pub(super) fn without_nickname(name: &str) -> String {
    let (before, behind) =
        nickname_at(name).map_or((name, ""), |(start, end)| (&name[..start], &name[end..]));
    let mut words = String::with_capacity(name.len());
    for word in before.split_whitespace().chain(behind.split_whitespace()) {
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(word);
    }
    words
}

/// Whether a shorter name may be what is left of a longer one without given names: `van der Meer`, `Okafor-Bello`,
/// `Tello Rivas`, but not `Ann Lee` of `Mary Ann Lee`.
pub(super) fn is_surname_of(short: &[String], one_word: bool, full: &[String]) -> bool {
    let Some(first) = short.first() else { return false };
    let surname = one_word || is_particle(first) || !lookup(first).any(FIRST_NAME);
    surname && short.len() < full.len() && full.ends_with(short)
}

/// `al`, `van`, `ó`.
pub(super) fn is_particle(word: &str) -> bool {
    lookup(word).any(NAME_PARTICLE)
}

/// The words of a name without one of them, for each of them; its place is marked.
pub(super) fn all_but_one(parts: &[String]) -> impl Iterator<Item = String> {
    (0..parts.len()).map(move |left_out| {
        let word = |(i, part): (usize, &String)| if i == left_out { "*".to_owned() } else { part.clone() };
        parts.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
    })
}

/// The capitals that its words begin with: `FTC`.
pub(super) fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect()
}

/// `FTC`, `U.N.`: two capitals and more, and nothing else.
pub(super) fn is_acronym(words: &str) -> bool {
    let letters = words.chars().filter(|c| *c != '.');
    words.len() >= 2 && letters.clone().count() >= 2 && letters.clone().all(|c| c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nickname_and_a_suffix_are_no_part_of_a_name() {
        assert_eq!(parts("Walter “Buck” Harlan Jr."), ["walter", "harlan"]);
        assert_eq!(nickname("Walter \"Buck\" Harlan"), Some("Buck"));
        assert_eq!(nickname("Walter Harlan"), None);
        assert_eq!(suffix("Walter Harlan Jr."), Some("jr".to_owned()));
        assert_eq!(suffix("Edward III"), None, "no son of Edward's");
        assert_eq!(parts("İZMİR"), parts("İzmir"));
    }

    #[test]
    fn surnames_of_several_words_are_left_without_given_names() {
        let short =
            |short: &str, full: &str| is_surname_of(&parts(short), !short.contains(' '), &parts(full));
        assert!(short("van der Meer", "Pieter van der Meer"));
        assert!(short("Al-Masri", "Hisham al-Masri"));
        assert!(short("Okafor-Bello", "Ngozi Okafor-Bello"));
        assert!(!short("Mary Lee", "Ann Mary Lee"), "another woman");
        assert!(!short("Ann Lee", "Ann Lee"), "the same");
    }
}
