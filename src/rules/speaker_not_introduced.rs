use super::fix::Printed;
use super::{Diagnostic, Rule, RuleOption, RuleSettings, Severity, Step};
use crate::analysis::{Analysis, Entity, EntityId, How, QuotationKind, Speaker};
use crate::article::{BlockKind, EntityKind};
use crate::english::classes::{FIRST_NAME, SURNAME, TITLE};
use crate::english::lexicon::lookup;
use rustc_hash::{FxHashMap, FxHashSet};

/// Somebody quoted by surname whom the article never introduces.
pub(super) static RULE: Rule = Rule {
    code: "speaker-not-introduced",
    severity: Severity::Warning,
    summary: "people quoted by surname who are given neither a full name nor a role",
    explanation: r#"
## What it finds
A person whose words are quoted and who is called by a surname only, everywhere in the article, without a title or a
role beside it. Whoever is in the header’s `people:` or in the newsroom’s people list is known, and so are those whom
readers know by one name, if `accept` lists them.

## Why it matters
The reader asks “who?”. Often the paragraph that introduced the speaker was cut, or stands further down.

## Example
```article
The bridge fell on Monday.

“We knew in spring that it would fall,” Hallowell said.
```

Write instead:

```article
The bridge fell on Monday.

“We knew in spring that it would fall,” said Bea Hallowell, the engineer.
```

## How to silence it
Add the person to `people:` in the header, or to the newsroom’s people list; or the name to `accept`. Or write
`{% ignore speaker-not-introduced %}` in the paragraph, on a line alone above it, or for the whole article right below
its header (without one, at the top of the file).
"#,
    options: &[ACCEPT],
    check,
    again: |step, _| {
        (step.same_speakers && step.nothing_near("speaker-not-introduced") && !names_by_one_word(step))
            .then(|| step.moved("speaker-not-introduced"))
    },
};

/// Whether an edited paragraph has the name of somebody whom the article calls by one word: a word in front of it may
/// introduce them.
fn names_by_one_word(step: &Step<'_>) -> bool {
    [step.before, step.now].iter().any(|analysis| {
        let people =
            analysis.entities.iter().filter(|entity| entity.kind == EntityKind::Person && entity.named);
        let mut names = people.map(|entity| entity.name.as_str()).filter(|name| !name.contains(' '));
        let edited = |name: &str| {
            let mut blocks = step.patched.blocks.iter();
            blocks.any(|block| analysis.slice(analysis.blocks[*block].span).contains(name))
        };
        names.any(edited)
    })
}

const ACCEPT: RuleOption =
    RuleOption::names("accept", "People whom readers know by one name, as singers and popes.");

/// Below this the words may well be somebody else's.
const SURE_ENOUGH: f32 = 0.6;

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let accepted = settings.names(&ACCEPT);
    let mut told = FxHashSet::default();
    let mut surname_only: FxHashMap<EntityId, bool> = FxHashMap::default();
    for quotation in &analysis.quotations {
        let Some(attribution) = &quotation.attribution else { continue };
        let heading = matches!(analysis.blocks[quotation.block as usize].kind, BlockKind::Heading(_));
        let (Speaker::Entity(id), How::Name, Some(span)) =
            (&attribution.speaker, attribution.how, attribution.shown_by)
        else {
            continue;
        };
        let spoken = quotation.kind != QuotationKind::Indirect && !heading;
        let entity = analysis.entity(*id);
        let accepted = || accepted.iter().any(|name| name.to_lowercase() == entity.name.to_lowercase());
        if spoken
            && attribution.confidence >= SURE_ENOUGH
            && !told.contains(id)
            && *surname_only.entry(*id).or_insert_with(|| is_surname_only(analysis, *id))
            && !accepted()
            && told.insert(*id)
        {
            let name = &entity.name;
            let message = format!(
                "{name} is quoted, and the article never says who that is. Give the full name and a role."
            );
            let mut diagnostic = RULE.diagnostic(span, message).about(name);
            let first = entity.mentions.first().map(|&mention| analysis.mentions[mention as usize].span);
            if let Some(first) = first.filter(|first| !first.overlaps(span)) {
                diagnostic = diagnostic.related(first, format!("{name} is first named here"));
            }
            found.push(diagnostic);
        }
    }
}

/// A person whom the article calls by one word only, which is not a given name, and says nothing more about.
fn is_surname_only(analysis: &Analysis, id: EntityId) -> bool {
    let entity = analysis.entity(id);
    let written =
        || entity.name.chars().any(char::is_lowercase) && entity.name.chars().all(char::is_alphabetic);
    let given = || {
        let classes = lookup(&entity.name);
        classes.any(FIRST_NAME) && !classes.any(SURNAME)
    };
    entity.kind == EntityKind::Person
        && !is_brand(&entity.name)
        && entity.named
        && entity.declared.is_none()
        && entity.role.is_none()
        && entity.aliases.iter().all(|alias| !alias.contains(' '))
        && written()
        && !given()
        && !is_introduced_anywhere(analysis, entity)
}

/// Whether a capital stands inside a word that is no `McAdam`, `MacLeod`, `DeWitt`, `O’Hara`: `FairHarbour` is a company.
fn is_brand(name: &str) -> bool {
    let inside = name.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
    inside.is_some_and(|(at, _)| {
        !matches!(&name[..at], "Mc" | "Mac" | "De" | "Du" | "Di" | "La" | "Le" | "Van" | "Fitz" | "St")
    })
}

/// Whether the name stands somewhere behind another name or a title: the reader then knows, though the cast may not.
fn is_introduced_anywhere(analysis: &Analysis, entity: &Entity) -> bool {
    (0..analysis.blocks.len()).any(|block| {
        let text = Printed::of(analysis, block).text();
        text.match_indices(entity.name.as_str()).any(|(at, name)| {
            let after = text[at + name.len()..].chars().next();
            let whole = !after.is_some_and(char::is_alphanumeric);
            let before = text[..at].trim_end_matches([' ', '\n', '-', '‑']);
            let before = without_nickname(before);
            let word =
                before.rsplit(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '‘' | '(')).next();
            let word = word.unwrap_or_default();
            whole && before.len() < at && introduces(before, word)
        })
    })
}

/// What stands in front of `“Tig”` or `(Tig)`, if that is what `before` ends with.
fn without_nickname(before: &str) -> &str {
    const LONGEST: usize = 40;
    let pairs = [('”', '“'), ('"', '"'), ('’', '‘'), ('\'', '\''), (')', '(')];
    let inner = pairs.iter().find_map(|&(close, open)| Some((before.strip_suffix(close)?, open)));
    let Some((inner, open)) = inner else { return before };
    match inner.rfind(open) {
        Some(at) if inner.len() - at <= LONGEST => inner[..at].trim_end(),
        _ => before,
    }
}

/// Whether the word in front of a surname is a given name, an initial or a title: `before` ends with it.
fn introduces(before: &str, word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    let starts_sentence = {
        let rest = before[..before.len() - word.len()].trim_end();
        rest.is_empty() || rest.ends_with(['.', '!', '?', '”', '"', '’', ':', '—'])
    };
    let classes = lookup(word.trim_end_matches('.'));
    let initial = word.trim_end_matches('.').chars().count() == 1;
    let named = classes.any(FIRST_NAME | TITLE) || initial || lookup(word).any(TITLE);
    let lower_title = classes.any(TITLE) && !capital;
    !word.ends_with([',', ';', ':', '!', '?', '”', '’'])
        && (lower_title || capital && (named || !starts_sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::newsroom::Value;
    use crate::rules::fixture::{diagnostics_of, diagnostics_with, flagged};
    use crate::rules::{check_with, recheck};

    const CODE: &str = "speaker-not-introduced";
    const BARE: &str =
        "The bridge fell on Monday.\n\n“We knew in spring that it would fall,” Hallowell said.";

    /// Far from the quotation, a word in front of the name becomes one that introduces it, and back.
    #[test]
    fn what_introduces_somebody_may_be_edited() {
        let text = |word: &str| format!("{BARE}{}\n\nIn {word} Hallowell left.", "\n\nRain fell.".repeat(6));
        let settings = crate::newsroom::Settings::default();
        let mut analysis = Analysis::new(text("may"), crate::analysis::Options::default());
        let mut found = check_with(&analysis, &settings);
        for word in ["May", "may", "Mr.", "may"] {
            let next = analysis.update(text(word));
            found = recheck(&analysis, &found, &next, &settings);
            assert_eq!(found, check_with(&next, &settings), "{word}");
            analysis = next;
        }
    }

    #[test]
    fn a_surname_out_of_nowhere() {
        assert_eq!(
            diagnostics_of(CODE, BARE),
            "speaker-not-introduced @ \"Hallowell\": Hallowell is quoted, and the article never says who that is. Give \
             the full name and a role."
        );
    }

    #[test]
    fn people_who_are_introduced() {
        for introduction in [
            "Bea Hallowell came.",
            "Bea “Dodo” Hallowell came.",
            "Mrs Hallowell came.",
            "It was the engineer, Bea Hallowell.",
            "President Hallowell came.",
        ] {
            let text = format!("{BARE}\n\n{introduction}");
            assert!(flagged(CODE, &text).is_empty(), "{introduction}");
        }
        assert!(flagged(CODE, &format!("---\npeople: [Bea Hallowell]\n---\n\n{BARE}")).is_empty());
        assert_eq!(diagnostics_with(CODE, BARE, &[], "- Bea Hallowell\n"), "");
    }

    #[test]
    fn given_names_and_those_whom_readers_know() {
        assert!(flagged(CODE, "The bridge fell.\n\n“We knew that it would fall,” Ivana said.").is_empty());
        let accept = [("accept", Value::Names(vec!["Hallowell".to_owned()]))];
        assert_eq!(diagnostics_with(CODE, BARE, &accept, ""), "");
    }

    #[test]
    fn capitals_inside_a_word() {
        let brand = |name| super::is_brand(name);
        assert!(brand("FairHarbour") && brand("HarbourWatch"));
        assert!(!brand("Hallowell") && !brand("McAdam") && !brand("DeWitt") && !brand("FitzRoy"));
    }

    #[test]
    fn it_can_be_silenced() {
        assert!(flagged(CODE, &format!("{{% ignore speaker-not-introduced %}}\n\n{BARE}")).is_empty());
    }
}
