//! How a name is taken apart.

use crate::english::word_key;

/// The words of a name in lower case, without full stops, suffixes, hyphens and a nickname in marks.
pub(crate) fn parts(name: &str) -> Vec<String> {
    words_of(name).map(in_lower_case).collect()
}

/// The same as [`word_key`]s, which takes no allocation where no word has a full stop or a letter outside of ASCII.
pub(super) fn keys_of(name: &str) -> impl Iterator<Item = u64> {
    let is_plain = |word: &str| word.bytes().all(|byte| byte.is_ascii() && byte != b'.');
    words_of(name)
        .map(move |word| if is_plain(word) { word_key(word) } else { word_key(&in_lower_case(word)) })
}

/// The same as they stand.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || c == '-' || c == '‑';
    let (before, behind) = around_nickname(name);
    let words = before.split(between).chain(behind.split(between));
    let words = words.filter(|word| word.bytes().any(|byte| byte != b'.'));
    let ends = words.clone().enumerate().filter(|(at, word)| *at == 0 || suffix_of(word).is_none());
    let all = ends.last().map_or(0, |(last, _)| last + 1);
    words.take(all)
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

/// The suffix that a word is, in any case and with full stops or without.
fn suffix_of(word: &str) -> Option<&'static str> {
    if word.len() > "I.I.I.".len() {
        return None;
    }
    let letters = word.bytes().filter(|letter| *letter != b'.').map(|letter| letter.to_ascii_lowercase());
    ["jr", "sr", "ii", "iii", "iv"].into_iter().find(|suffix| letters.clone().eq(suffix.bytes()))
}

/// `jr`, `iii`: what tells a son from his father.
pub(super) fn suffix(name: &str) -> Option<&'static str> {
    let mut words = name.split_whitespace();
    let last = words.next_back().filter(|last| last.len() <= "III.".len())?;
    // "Henry VIII" is a name, and "Henry" alone says no less.
    suffix_of(last).filter(|_| words.nth(1).is_some())
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

/// What stands before and behind a nickname in marks.
fn around_nickname(name: &str) -> (&str, &str) {
    nickname_at(name).map_or((name, ""), |(start, end)| (&name[..start], &name[end..]))
}

/// A name on one line and without a nickname in marks: `Walter Harlan`.
pub(super) fn without_nickname(name: &str) -> String {
    let (before, behind) = around_nickname(name);
    let mut words = String::with_capacity(name.len());
    for word in before.split_whitespace().chain(behind.split_whitespace()) {
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(word);
    }
    words
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
        assert_eq!(suffix("Walter Harlan Jr."), Some("jr"));
        assert_eq!(suffix("Edward III"), None, "no son of Edward's");
        assert_eq!(parts("İZMİR"), parts("İzmir"));
    }
}
