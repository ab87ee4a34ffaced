//! Words for what is shown, the same in every feature.

use crate::analysis::{Analysis, EntityId, Quotation, QuotationKind, Speaker};
use std::borrow::Cow;

/// Whether a quotation is one that a reader sees as such: in marks, or a block of its own. Counts and lists are of
/// these.
pub(super) fn is_shown(quotation: &Quotation) -> bool {
    quotation.kind != QuotationKind::Indirect
}

/// The entity that says a quotation, if it is known.
pub(super) fn speaker(quotation: &Quotation) -> Option<EntityId> {
    match quotation.attribution.as_ref()?.speaker {
        Speaker::Entity(id) => Some(id),
        _ => None,
    }
}

/// "1 quotation", "2 quotations".
pub(super) fn quotations(n: usize) -> String {
    if n == 1 { "1 quotation".to_owned() } else { format!("{n} quotations") }
}

/// "1 mention", "2 mentions".
pub(super) fn mentions(n: usize) -> String {
    if n == 1 { "1 mention".to_owned() } else { format!("{n} mentions") }
}

/// "once", "twice", "3 times".
pub(super) fn times(n: usize) -> Cow<'static, str> {
    match n {
        1 => "once".into(),
        2 => "twice".into(),
        _ => format!("{n} times").into(),
    }
}

/// "A", "A or B", "A, B or C".
pub(super) fn either(names: &[String]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// Words of the article on one line, however the file wraps them.
pub(super) fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words_of_lines(words) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// What is between blanks, without the marks of a block quotation's further lines, which are no words.
pub(super) fn words_of_lines(words: &str) -> impl Iterator<Item = &str> {
    let lines = words.lines().enumerate().map(|(i, line)| match line.trim_start().strip_prefix('>') {
        Some(rest) if i > 0 => rest,
        _ => line,
    });
    lines.flat_map(str::split_whitespace)
}

/// How many words there are in a stretch: what is between blanks and has a letter or a digit.
pub(super) fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// The full name of an entity, on one line.
pub(super) fn name(analysis: &Analysis, id: EntityId) -> String {
    one_line(&analysis.entity(id).name)
}

/// Words of the article in Markdown, on one line; `begins` says whether they begin the line. Neovim shows a card's
/// source, backslashes included, so only what Markdown would read as markup is escaped.
pub(super) fn markdown(words: &str, begins: bool) -> String {
    let line = one_line(words);
    let mut escaped = String::with_capacity(line.len());
    for (i, c) in line.char_indices() {
        let markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            '&' => line[i..].contains(';'),
            // A heading or a list.
            '#' | '+' | '-' => begins && i == 0,
            _ => false,
        };
        if markup {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_the_articles_words_is_plain_text() {
        let markdown = |words| markdown(words, true);
        assert_eq!(markdown("*Ann*  _Lee_\n[1] <b>"), "\\*Ann\\* \\_Lee\\_ \\[1\\] \\<b\\>");
        assert_eq!(markdown("AT&T and R&D; a well-known name"), "AT\\&T and R\\&D; a well-known name");
        assert_eq!(markdown("AT&T"), "AT&T");
        assert_eq!(markdown("# One"), "\\# One");
        assert_eq!(super::markdown("# One", false), "# One");
    }

    #[test]
    fn dashes_are_not_words() {
        assert_eq!(count("It opens — at last — in 2026."), 6);
    }
}
