//! How a name is taken apart.

/// The words of a name in lower case, without full stops, suffixes, hyphens and a nickname in marks.
pub(crate) fn parts(name: &str) -> Vec<String> {
    let (before, behind) = around_nickname(name);
    let between = |c: char| c.is_whitespace() || c == '-' || c == '‑';
    let words = before.split(between).chain(behind.split(between));
    let mut parts: Vec<String> = words.map(in_lower_case).filter(|word| !word.is_empty()).collect();
    while parts.len() > 1 && parts.last().is_some_and(|word| suffix_of(word).is_some()) {
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

/// A suffix among all that there are.
fn suffix_of(word: &str) -> Option<&'static str> {
    ["jr", "sr", "ii", "iii", "iv"].into_iter().find(|suffix| *suffix == word)
}

/// `jr`, `iii`: what tells a son from his father.
pub(super) fn suffix(name: &str) -> Option<&'static str> {
    let mut words = name.split_whitespace();
    let last = words.next_back().filter(|last| last.len() <= "III.".len())?.to_lowercase().replace('.', "");
    // "Henry VIII" is a name, and "Henry" alone says no less.
    suffix_of(&last).filter(|_| words.nth(1).is_some())
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
