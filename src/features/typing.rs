//! Curly marks for straight ones, as they are typed.

use super::completion::in_header;
use crate::analysis::Analysis;
use crate::text::Span;

/// A mark to put in the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curl {
    /// The mark that stands there, in bytes.
    pub span: Span,
    /// The right one.
    pub mark: char,
}

/// Characters behind which [`curl`] has something to do.
pub const CURLS_AT: [char; 5] = ['"', '\'', ' ', ',', '.'];

/// What to do about the character before the byte at `offset`, which has just been typed: a straight mark opens or closes
/// by what stands before it, or is an apostrophe. Behind a word, the mark at its front is an apostrophe after all in
/// `’tis` and `’90s`. Left alone are the header, annotations and comments, code, URLs, what a `\` makes plain, and inches.
pub fn curl(analysis: &Analysis, offset: u32) -> Option<Curl> {
    let text = analysis.text();
    let typed = text.get(..offset as usize)?.chars().next_back()?;
    let at = offset as usize - typed.len_utf8();
    let block = analysis.blocks.iter().rfind(|block| block.span.start as usize <= at)?;
    let before = &text[block.span.start as usize..at];
    // What is behind the last block is nobody's prose, unless there is nothing.
    if at > block.span.end as usize && !text[block.span.end as usize..at].trim().is_empty() {
        return None;
    }
    if in_header(&text[..at]) || is_markup(&text[..at], before) {
        return None;
    }
    let behind = &text[offset as usize..];
    match typed {
        '"' => double(before).map(|mark| Curl { span: Span::from(at..offset as usize), mark }),
        '\'' => Some(Curl { span: Span::from(at..offset as usize), mark: single(before, behind) }),
        ' ' | ',' | '.' => elision(before).map(|start| {
            let start = block.span.start as usize + start;
            Curl { span: Span::from(start..start + '‘'.len_utf8()), mark: '’' }
        }),
        _ => None,
    }
}

/// Whether a mark here belongs to markup, or to words that are nobody's prose. `above` is all of the text before it, and
/// `before` what of it is in its block.
fn is_markup(above: &str, before: &str) -> bool {
    let escaped = before.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
    let in_braces = before.rfind('{').is_some_and(|open| !before[open..].contains('}'));
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let in_url = word.contains("://") || word.starts_with("www.");
    let in_code = before.matches('`').count() % 2 == 1;
    let is_fence = |line: &&str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    let fenced = above.split(['\n', '\r']).filter(is_fence).count() % 2 == 1;
    escaped || in_braces || in_url || in_code || fenced
}

/// The mark for `"`; `None` for inches.
fn double(before: &str) -> Option<char> {
    let open = before.rfind('“').is_some_and(|at| !before[at..].contains('”'));
    match before.chars().next_back() {
        // Speech that is broken off, rather than an aside that begins with it.
        Some('—' | '–') if open => Some('”'),
        last if opens(before, last) => Some('“'),
        Some(last) if last.is_ascii_digit() && !open => None,
        _ => Some('”'),
    }
}

/// The mark for `'`, which is mostly an apostrophe.
fn single(before: &str, behind: &str) -> char {
    // Nothing tells the mark that closes from an apostrophe.
    let may_close = before.contains('‘');
    match before.chars().next_back() {
        Some('—' | '–') if may_close => '’',
        last if opens(before, last) => {
            let word = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if elides(word) { '’' } else { '‘' }
        }
        _ => '’',
    }
}

/// Whether a mark behind this character opens something.
fn opens(before: &str, last: Option<char>) -> bool {
    match last {
        None => true,
        Some('-') => before.ends_with("--") || before.ends_with(" -"),
        Some(last) => {
            last.is_whitespace() || matches!(last, '(' | '[' | '—' | '–' | '“' | '‘' | '„' | '«' | '/')
        }
    }
}

/// Where the mark stands at the front of the last word, if it should be an apostrophe.
fn elision(before: &str) -> Option<usize> {
    let start = before.rfind('‘')?;
    let word = &before[start + '‘'.len_utf8()..];
    let whole = opens(before, before[..start].chars().next_back());
    // Rock ’n’ roll leaves a letter out on either side.
    (whole && (elides(word) || word == "n’")).then_some(start)
}

/// Whether letters are left out at the front of a word, whatever follows it. `’cause` and `’round` are not among these: as
/// words of their own they begin quotations.
fn elides(word: &str) -> bool {
    let decade =
        word.strip_suffix('s').is_some_and(|n| n.len() == 2 && n.ends_with('0') && n.parse::<u8>().is_ok());
    decade || ["tis", "twas", "twere", "til", "em", "n", "cos", "cuz"].contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;

    /// The text after it has been typed, key by key, behind `start`.
    fn typed_behind(start: &str, keys: &str) -> String {
        let mut text = start.to_owned();
        for key in keys.chars() {
            text.push(key);
            if !CURLS_AT.contains(&key) {
                continue;
            }
            let analysis = Analysis::new(text.clone(), Options::default());
            if let Some(Curl { span, mark }) = curl(&analysis, text.len() as u32) {
                text.replace_range(span.range(), &mark.to_string());
            }
        }
        text[start.len()..].to_owned()
    }

    fn typed(keys: &str) -> String {
        typed_behind("", keys)
    }

    #[test]
    fn marks_open_and_close_by_what_stands_before_them() {
        insta::assert_snapshot!(typed("\"No,\" she said. \"It's late.\""), @"“No,” she said. “It’s late.”");
        insta::assert_snapshot!(typed("She (\"Ana\") said--\"never\"."), @"She (“Ana”) said--“never”.");
        insta::assert_snapshot!(typed("The bridge—\"a wreck\"—is shut."), @"The bridge—“a wreck”—is shut.");
        insta::assert_snapshot!(typed("\"I never—\" she said."), @"“I never—” she said.");
    }

    #[test]
    fn marks_stand_in_marks() {
        insta::assert_snapshot!(typed("\"He said 'no,'\" she said. \"'No,' he said.\""), @"“He said ‘no,’” she said. “‘No,’ he said.”");
        insta::assert_snapshot!(typed("'She said \"no\" twice'"), @"‘She said “no” twice’");
    }

    #[test]
    fn apostrophes_are_no_marks() {
        insta::assert_snapshot!(typed("Ruiz's and the Joneses' boats don't sail."), @"Ruiz’s and the Joneses’ boats don’t sail.");
        insta::assert_snapshot!(typed("In the '90s, 'tis said, rock 'n' roll was 'in'."), @"In the ’90s, ’tis said, rock ’n’ roll was ‘in’.");
    }

    #[test]
    fn a_mark_before_words_that_are_there_knows_them() {
        let article = "In the '90s it sailed.";
        let analysis = Analysis::new(article, Options::default());
        assert_eq!(curl(&analysis, 8).map(|curl| curl.mark), Some('’'));
    }

    #[test]
    fn inches_and_escapes_stay() {
        insta::assert_snapshot!(typed("The pipe is 6\" wide. \"About 6\" she said. A \\\"mark."), @r#"The pipe is 6" wide. “About 6” she said. A \"mark."#);
    }

    #[test]
    fn markup_stays() {
        insta::assert_snapshot!(typed("\"No.\"{speaker=\"Ana Ruiz\"} {% it's fine %} 'x'"), @r#"“No.”{speaker="Ana Ruiz"} {% it's fine %} ‘x’"#);
        insta::assert_snapshot!(typed("See https://example.org/'a'?b=\"c\" or `it's`."), @r#"See https://example.org/'a'?b="c" or `it's`."#);
        assert_eq!(typed_behind("Text.\n\n```\n", "let a = \"b\";"), "let a = \"b\";");
    }

    #[test]
    fn headers_stay() {
        assert_eq!(typed_behind("---\n", "title: \"It's late\""), "title: \"It's late\"");
        assert_eq!(typed_behind("date 2024-03-01\n", "title It's late"), "title It's late");
        assert_eq!(typed_behind("---\ntitle: A\n---\n\n", "\"No.\""), "“No.”");
    }
}
