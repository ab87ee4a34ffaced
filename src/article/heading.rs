//! Which line alone is a heading.
//!
//! A paragraph taken for a heading costs its quotations, a heading taken for a paragraph costs nearly nothing;
//! so whatever looks like prose, or like the furniture around an article (byline, dateline, credit, list
//! item), is not a heading.

use super::inline::{is_closing_mark, is_quotation_mark, parse_inline};

/// More words than this are a sentence that lacks its full stop.
const MOST_WORDS: usize = 20;
/// The same in bytes, to tell without counting.
const MOST_BYTES: usize = 300;

/// Whether a line that stands alone is a heading. Annotations do not count: the line is judged as printed.
pub(super) fn is_heading(line: &str) -> bool {
    if line.len() > MOST_BYTES {
        return false;
    }
    let inline = parse_inline(line);
    let line = inline.plain(line).trim();
    begins_like_a_heading(line)
        && !is_closed(line)
        && line.split_whitespace().nth(MOST_WORDS).is_none()
        && !is_speech(line)
        && !is_furniture(line)
}

fn begins_like_a_heading(line: &str) -> bool {
    line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || is_quotation_mark(c))
        && line.contains(char::is_alphabetic)
}

/// Ends in punctuation, whatever marks and brackets stand behind it.
fn is_closed(line: &str) -> bool {
    let inner = line.trim_end_matches(|c: char| is_closing_mark(c) || matches!(c, ')' | ']' | '*' | '_'));
    inner.is_empty() || inner.ends_with(PUNCTUATION) || line.ends_with([')', ']'])
}

const PUNCTUATION: [char; 11] = ['.', '!', '?', '…', ':', ';', ',', '-', '–', '—', '―'];

/// `“We won,” she said` is a paragraph that lacks its full stop, and `“We will` is being typed.
fn is_speech(line: &str) -> bool {
    let mut before = ' ';
    let mut open = 0i32;
    let mut straight = 0;
    for c in line.chars() {
        if matches!(c, '”' | '"' | '’' | '»') && matches!(before, ',' | '.' | '!' | '?' | '…') {
            return true;
        }
        match c {
            '“' | '«' | '„' => open += 1,
            '”' | '»' => open -= 1,
            '"' => straight += 1,
            _ => {}
        }
        before = c;
    }
    open != 0 || straight % 2 != 0
}

fn is_furniture(line: &str) -> bool {
    is_byline(line) || is_dateline(line) || is_credit(line) || is_list_item(line)
}

/// `By Ann Lee`, `BY ANN LEE AND BO PARK`: what follows is names only, unlike in `By train to the sea`. What is told of
/// whoever is named stands behind a comma or a bar: `By Ann Lee, political editor`.
pub(crate) fn is_byline(line: &str) -> bool {
    let names = line.split([',', '|', '•']).next().unwrap_or_default();
    let mut words = names.split_whitespace();
    let by = words.next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let joins = |word: &str| {
        matches!(word, "and" | "in" | "for" | "of" | "the" | "with" | "&")
            || matches!(
                word,
                "de" | "da" | "del" | "der" | "den" | "di" | "la" | "al" | "bin" | "van" | "von" | "y"
            )
    };
    by && words.all(|word| joins(word) || word.starts_with(char::is_uppercase))
}

/// Nothing but a place and a day or an agency: `BROOKFORD, 3 March`, `3 March 2024`, `Updated 10:42 GMT`.
fn is_dateline(line: &str) -> bool {
    let mut days = false;
    line.split([' ', ',', '/', '|']).filter(|word| !word.is_empty()).all(|word| {
        let day = word.starts_with(|c: char| c.is_ascii_digit()) || is_calendar_word(word);
        days |= day;
        day || is_capitals(word)
    }) && days
}

fn is_calendar_word(word: &str) -> bool {
    const STARTS: [&str; 19] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue",
        "wed", "thu", "fri", "sat", "sun",
    ];
    const WHOLE: [&str; 3] = ["Updated", "Published", "Posted"];
    let start = word.get(..3).map(str::to_ascii_lowercase);
    let of_calendar = start.is_some_and(|start| STARTS.contains(&start.as_str()));
    WHOLE.contains(&word) || of_calendar && (word.len() <= 4 || word.ends_with("day") || is_month(word))
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 9] =
        ["january", "february", "march", "april", "august", "september", "october", "november", "december"];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    word == "sept" || MONTHS.contains(&word.as_str())
}

fn is_capitals(word: &str) -> bool {
    word.chars().all(|c| !c.is_lowercase()) && word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// `Photo: Ann Lee/Brookford Echo`
fn is_credit(line: &str) -> bool {
    const CREDITS: [&str; 10] = [
        "photo",
        "photograph",
        "photographer",
        "picture",
        "image",
        "credit",
        "source",
        "file photo",
        "graphic",
        "illustration",
    ];
    line.split_once(':').is_some_and(|(word, _)| CREDITS.contains(&word.to_lowercase().as_str()))
}

/// `1. First` or `1) First`
fn is_list_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") "))
}

#[cfg(test)]
mod tests {
    use super::is_heading;

    #[test]
    fn headlines_are_headings() {
        for line in [
            "Mayor promises ‘a bridge for everyone’ by spring",
            "Council backs “historic” tunnel plan",
            "Harbour to close, says ‘tired’ crew",
            "12 rescued from flooded school",
            "‘A bridge for everyone’",
            "By train to the sea in three hours",
            "May stays cool on bridge plan",
            "Mayor backs [Lee]{person=\"Ann Lee\"}",
            "What comes next",
        ] {
            assert!(is_heading(line), "{line}");
        }
    }

    #[test]
    fn prose_is_not() {
        for line in [
            "The bridge was shut.",
            "“The bridge is shut.”",
            "“The bridge is shut.”{speaker=\"Ann Lee\"}",
            "“The bridge is shut,” she said",
            "“The bridge is",
            "and the crew went home",
            "Asked why the bridge was shut, she said:",
            "Why was it shut?",
            "***",
            "The mayor, who has been in office since the spring of last year and who has not spoken in public since the bridge fell, was not there",
        ] {
            assert!(!is_heading(line), "{line}");
        }
    }

    #[test]
    fn furniture_is_not() {
        for line in [
            "By Ann Lee",
            "BY ANN LEE AND BO PARK",
            "By Ann Lee in Brookford",
            "BROOKFORD, 3 March",
            "BROOKFORD, March 3 (Echo) —",
            "Sunday, 3 March 2024",
            "Updated 10:42 GMT",
            "Photo: Ann Lee/Echo",
            "(Reporting by Ann Lee)",
            "1. Open the bridge",
        ] {
            assert!(!is_heading(line), "{line}");
        }
    }
}
