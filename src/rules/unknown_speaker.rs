use super::{Diagnostic, Fix, Rule, RuleOption, RuleSettings, Severity, anew};
use crate::analysis::{Analysis, Digest};
use crate::article::{AnnotationKind, EntityKind, SpeakerName, closest};
use crate::entities::people::People;
use crate::text::{Edit, Span};

/// An annotation that names somebody who is nowhere else.
pub(super) static RULE: Rule = Rule {
    code: "unknown-speaker",
    severity: Severity::Warning,
    summary: "annotations that name somebody who is nowhere in the article or the people list",
    explanation: r#"
## What it finds
A `{speaker="…"}` or `{person="…"}` whose name the article does not print and the header’s `people:` does not list.
A surname that the article prints is enough.

## Why it matters
More often than not the name is misspelt, and the quotation is then counted for somebody who does not exist. Where
it is right, the reader never learns who is speaking.

## Example
```article
Ann Lee, the mayor, came to the bridge. “It stays shut.”{speaker="Anne Leigh"}
```

Write instead:

```article
Ann Lee, the mayor, came to the bridge. “It stays shut.”{speaker="Ann Lee"}
```

## How to silence it
Add the name to `people:` in the header, or to the newsroom’s people list. Or write `{% ignore unknown-speaker %}` in
the paragraph, on a line alone above it, or for the whole article right below its header (without one, at the top of
the file).
"#,
    options: &[SURNAME_IS_ENOUGH],
    check,
    again: anew,
};

const SURNAME_IS_ENOUGH: RuleOption = RuleOption::flag(
    "surname_is_enough",
    true,
    "A name is known if the article prints its last word; otherwise it has to print all of it.",
);

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let surname_is_enough = settings.flag(&SURNAME_IS_ENOUGH);
    let mut known: Option<Known> = None;
    for block in analysis.blocks_with(Digest::MARKUP) {
        let (block, inline) = (&analysis.blocks[block], analysis.inline(block));
        for annotation in &inline.annotations {
            let (AnnotationKind::Speaker(SpeakerName::Name(name))
            | AnnotationKind::Entity(EntityKind::Person, name)) = &annotation.kind
            else {
                continue;
            };
            let known = known.get_or_insert_with(|| Known::new(analysis));
            if let Some(unknown) = known.missing(name, surname_is_enough) {
                let braces = annotation.braces.shifted(block.span.start);
                found.push(diagnostic(analysis, name, braces, unknown));
            }
        }
    }
}

fn diagnostic(analysis: &Analysis, name: &str, braces: Span, unknown: Unknown) -> Diagnostic {
    let told = |message: String| RULE.diagnostic(braces, message).about(name);
    let nowhere = format!("{name} is nowhere in the article and not in its people list.");
    match unknown.meant {
        Some((meant, span)) => {
            let diagnostic = told(format!("{nowhere} Did you mean {meant}?"));
            let diagnostic = match renamed(analysis, name, braces, &meant) {
                Some(fix) => diagnostic.fix(fix),
                None => diagnostic,
            };
            match span {
                Some(span) => diagnostic.related(span, format!("{meant} is here")),
                None => diagnostic,
            }
        }
        None => told(format!("{nowhere} Check the name, or add it to `people:` in the header.")),
    }
}

/// Writes the name that was meant into the braces.
fn renamed(analysis: &Analysis, name: &str, braces: Span, meant: &str) -> Option<Fix> {
    let at = analysis.slice(braces).find(name)?;
    let written = Span::from(at..at + name.len()).shifted(braces.start);
    let quoted = analysis.slice(braces)[..at].ends_with(['"', '“', '”']);
    let text = if quoted || !meant.contains(char::is_whitespace) {
        meant.to_owned()
    } else {
        format!("\"{meant}\"")
    };
    let clean = !meant.contains(['"', '“', '”', '{', '}', '\\']);
    clean.then(|| Fix::suggested(format!("Write “{meant}”"), vec![Edit::replace(written, text)]).preferred())
}

/// A name that is nowhere, and the one that may have been meant, with its place in the file if it is there.
struct Unknown {
    meant: Option<(String, Option<Span>)>,
}

/// The names that the header declares and the words that the article prints.
struct Known<'a> {
    declared: Vec<(&'a str, Span)>,
    people: &'a People,
    /// The printed words in order; names are looked up word by word, so that a line end between them or a
    /// possessive behind them makes no difference.
    words: Vec<Word<'a>>,
}

struct Word<'a> {
    text: &'a str,
    /// In bytes of the file.
    span: Span,
    capital: bool,
}

impl<'a> Known<'a> {
    fn new(analysis: &'a Analysis) -> Self {
        let declared = analysis.header.declared.iter().flat_map(|declared| {
            let aliases = declared.aliases.iter();
            aliases.chain([&declared.name]).map(|name| (name.as_str(), declared.span))
        });
        let mut words = vec![];
        for (block, inline) in analysis.blocks.iter().zip(analysis.inlines()) {
            let plain = inline.plain(analysis.slice(block.span));
            words.extend(words_of(plain).map(|(start, text)| {
                let source = inline.to_source(Span::from(start..start + text.len()));
                let capital = text.starts_with(char::is_uppercase);
                Word { text, span: source.shifted(block.span.start), capital }
            }));
        }
        Known { declared: declared.collect(), people: &analysis.options().people, words }
    }

    /// `None` if the name is known.
    fn missing(&self, name: &str, surname_is_enough: bool) -> Option<Unknown> {
        let parts: Vec<&str> = words_of(name).map(|(_, word)| word).collect();
        let declared = self.declared.iter().any(|(declared, _)| same(declared, name));
        if declared || parts.is_empty() || self.people.knows(name) || self.prints(&parts) {
            return None;
        }
        let meant = self.meant(name, parts.len());
        let surname_printed = surname_is_enough && self.prints(&parts[parts.len() - 1..]);
        (meant.is_some() || !surname_printed).then_some(Unknown { meant })
    }

    fn prints(&self, parts: &[&str]) -> bool {
        self.words
            .windows(parts.len())
            .any(|window| window.iter().zip(parts).all(|(word, part)| same(word.text, part)))
    }

    /// The declared name, or the printed run of as many capitalised words, or else the name of the newsroom's
    /// people list, that is a slip or two away.
    fn meant(&self, name: &str, len: usize) -> Option<(String, Option<Span>)> {
        let declared = self.declared.iter().map(|&(name, span)| (name.to_owned(), Some(span)));
        let listed = self.people.iter().map(|listed| (listed.name.clone(), None));
        let printed =
            self.words.windows(len).filter(|window| window.iter().all(|word| word.capital)).map(|window| {
                let name = window.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
                (name, Some(window[0].span.hull(window[len - 1].span)))
            });
        let names: Vec<(String, Option<Span>)> = declared.chain(printed).chain(listed).collect();
        let meant = closest(name, names.iter().map(|(name, _)| name.as_str()))?.to_owned();
        names.into_iter().find(|(name, _)| *name == meant)
    }
}

/// Letters and digits, with their first byte.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = move |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (start(word), word))
}

fn same(a: &str, b: &str) -> bool {
    a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use crate::newsroom::Value;
    use crate::rules::fixture::{diagnostics_of, diagnostics_with, fixed};

    #[test]
    fn the_name_that_was_meant_is_a_fix() {
        let text = "Bo Park came. [He]{person=\"Bo Prak\"} left.";
        let mended = text.replace("Prak", "Park");
        assert_eq!(fixed("unknown-speaker", text), [("Write “Bo Park”".to_owned(), mended)]);
        let text = "---\npeople: [Lindqvist]\n---\n\n“It stays shut.”{speaker=Lindqivst}";
        let mended = text.replace("Lindqivst", "Lindqvist");
        assert_eq!(fixed("unknown-speaker", text), [("Write “Lindqvist”".to_owned(), mended)]);
    }

    fn diagnostics(text: &str) -> String {
        diagnostics_of("unknown-speaker", text)
    }

    #[test]
    fn names_in_the_article_or_the_people_list_are_known() {
        assert_eq!(diagnostics("Ann\nLee’s team came. “It stays shut.”{speaker=\"Ann Lee\"}"), "");
        assert_eq!(
            diagnostics("Lee came. “It stays shut.”{speaker=\"Ann Lee\"}"),
            "",
            "the surname is enough"
        );
        assert_eq!(diagnostics("The mayor came. “It stays shut.”{speaker=\"the mayor\"}"), "");
        assert_eq!(diagnostics("---\npeople: [Ann Lee]\n---\n\n“It stays shut.”{speaker=\"Ann Lee\"}"), "");
        assert_eq!(diagnostics("“It stays shut.”{speaker=anonymous}"), "");
        assert_eq!(
            diagnostics("It fell in [the town]{place=Brookford}."),
            "",
            "places are explained, not quoted"
        );
    }

    #[test]
    fn names_in_the_newsrooms_list_are_known() {
        let list = "- {name: Margaret Lindqvist, aliases: [Maggie L.]}\n- Ann Lee\n- Bo Lee\n";
        let with_list = |name: &str| {
            diagnostics_with("unknown-speaker", &format!("“No.”{{speaker=\"{name}\"}}"), &[], list)
        };
        assert_eq!(with_list("Margaret Lindqvist"), "");
        assert_eq!(with_list("Maggie L."), "");
        assert_eq!(with_list("Lindqvist"), "");
        assert!(with_list("Lee").contains("Lee is nowhere"), "two have that surname");
        assert!(with_list("Margaret Lindqivst").ends_with("Did you mean Margaret Lindqvist?"));
    }

    #[test]
    fn a_house_may_want_the_whole_name() {
        let text = "Lee came. “It stays shut.”{speaker=\"Ann Lee\"}";
        let strict = [("surname_is_enough", Value::Flag(false))];
        assert!(diagnostics_with("unknown-speaker", text, &strict, "").contains("Ann Lee is nowhere"));
        assert_eq!(diagnostics_with("unknown-speaker", text, &[], ""), "");
    }

    #[test]
    fn a_name_nowhere_else_is_unknown() {
        assert_eq!(
            diagnostics("The mayor came. “It stays shut.”{speaker=\"Ann Lee\"}"),
            "unknown-speaker @ \"{speaker=\\\"Ann Lee\\\"}\": Ann Lee is nowhere in the article and not in its people \
             list. Check the name, or add it to `people:` in the header."
        );
    }

    #[test]
    fn a_slip_is_shown_what_it_may_mean() {
        assert_eq!(
            diagnostics("Bo Park came. [He]{person=\"Bo Prak\"} left."),
            "unknown-speaker @ \"{person=\\\"Bo Prak\\\"}\": Bo Prak is nowhere in the article and not in its people \
             list. Did you mean Bo Park?\n  \"Bo Park\": Bo Park is here"
        );
        assert_eq!(
            diagnostics("---\npeople: [Ann Lee]\n---\n\n“It stays shut.”{speaker=\"Anne Lee\"}"),
            "unknown-speaker @ \"{speaker=\\\"Anne Lee\\\"}\": Anne Lee is nowhere in the article and not in its people \
             list. Did you mean Ann Lee?\n  \"Ann Lee\": Ann Lee is here"
        );
    }
}
