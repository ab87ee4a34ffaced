use super::{Diagnostic, Fix, Rule, RuleOption, RuleSettings, Severity};
use crate::analysis::{Analysis, Entity, How};
use crate::article::EntityKind;
use crate::english::classes::{FEMININE, MASCULINE};
use crate::english::lexicon::{full_forms, lookup};
use crate::english::word_key;
use crate::text::{Edit, Span};
use rustc_hash::FxHashMap;

/// A full name that contradicts an earlier one.
pub(super) static RULE: Rule = Rule {
    code: "name-order",
    severity: Severity::Information,
    summary: "full names that contradict an earlier one: another given name, another order, other accents",
    explanation: r#"
## What it finds
Two full names in one article that are probably meant for one person: the same surname with given names that look alike
(Sabrina and Sandra), the same words in another order, or the same letters with and without accents. Names one slip apart
are [name-variant](name-variant.md)’s. Relatives have given names that look different, or roles of their own; Pete for
Peter is a choice and no slip.

## Why it matters
It is how a name goes wrong that was typed from memory, and no spelling checker sees it.

## Example
```article
Margaret Lindqvist, the mayor, closed the bridge on Monday. Margaret Lindqvist was the first to cross it.

“It was a good bridge,” Margot Lindqvist said.
```

Write instead:

```article
Margaret Lindqvist, the mayor, closed the bridge on Monday. Margaret Lindqvist was the first to cross it.

“It was a good bridge,” Margaret Lindqvist said.
```

## How to silence it
If they are two people, list both under `people:` in the header, or one of them under `accept`. Or write
`{% ignore name-order %}` in the paragraph, on a line alone above it, or for the whole article right below its header
(without one, at the top of the file).
"#,
    options: &[ACCEPT],
    check,
    again: |step, _| step.patched.same_people.then(|| step.moved("name-order")),
};

const ACCEPT: RuleOption =
    RuleOption::names("accept", "Full names that are right, though they resemble another.");

/// How much two given names look alike, by Jaro and Winkler, that are probably one person's.
const ALIKE: f64 = 0.75;

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let accepted = settings.names(&ACCEPT);
    let people = with_namesakes(analysis);
    let mut alike: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (i, later) in people.iter().enumerate() {
        let is_accepted = accepted.iter().any(|name| name.to_lowercase() == later.entity.name.to_lowercase());
        let mut near: Vec<usize> = vec![];
        for key in keys(&later.entity.name) {
            let bearers = alike.entry(key).or_default();
            near.extend(bearers.iter());
            bearers.push(i);
        }
        near.sort_unstable();
        let near = near.iter().map(|earlier| &people[*earlier]);
        let earlier = { near }.find_map(|earlier| Some((earlier, contradiction(earlier, later)?)));
        if let Some((earlier, how)) = earlier.filter(|_| !is_accepted) {
            found.push(diagnostic(analysis, earlier, later, how));
        }
    }
}

/// Those with a full name that others may contradict: names do so only if they have the same words, or the same surname.
fn with_namesakes(analysis: &Analysis) -> Vec<Person<'_>> {
    let people = || analysis.entities.iter().filter(|entity| has_full_name(entity));
    let mut bearers: FxHashMap<u64, usize> = FxHashMap::default();
    for key in people().flat_map(|entity| keys(&entity.name)) {
        *bearers.entry(key).or_default() += 1;
    }
    let shares = |entity: &&Entity| keys(&entity.name).iter().any(|key| bearers[key] > 1);
    people().filter(shares).filter_map(|entity| Person::of(analysis, entity)).collect()
}

/// Whether somebody is a person whose name has more words than one, and is not declared to be right.
fn has_full_name(entity: &Entity) -> bool {
    let person = entity.kind == EntityKind::Person && entity.named && entity.declared.is_none();
    person && entity.name.split_whitespace().nth(1).is_some()
}

/// What a name shares with one that is at odds with it: the words, in any order and without accents, or the surname.
fn keys(name: &str) -> [u64; 2] {
    let plain = |word: &str| match word.is_ascii() {
        true => word_key(word),
        false => word_key(&without_accents(&word.to_lowercase())),
    };
    let words = name.split_whitespace().map(plain).fold(0, u64::wrapping_add);
    // A capital sigma at the end of a word is another letter than one in the middle.
    let lower = |word: &str| if word.is_ascii() { word_key(word) } else { word_key(&word.to_lowercase()) };
    let surname = name.split_whitespace().next_back().map_or(0, lower);
    [words, !surname]
}

/// Somebody with a full name.
struct Person<'a> {
    entity: &'a Entity,
    /// The words of the name in lower case.
    words: Vec<String>,
    /// Where the full name stands first.
    first: Span,
}

impl<'a> Person<'a> {
    fn of(analysis: &'a Analysis, entity: &'a Entity) -> Option<Self> {
        let first = full_names(analysis, entity).next()?;
        let words = entity.name.split_whitespace().map(str::to_lowercase).collect();
        Some(Person { entity, words, first })
    }
}

/// Where the full name of an entity stands.
fn full_names<'a>(analysis: &'a Analysis, entity: &'a Entity) -> impl Iterator<Item = Span> + 'a {
    let mentions = entity.mentions.iter().map(|&mention| &analysis.mentions[mention as usize]);
    let full = |span: Span| analysis.words(span).split_whitespace().eq(entity.name.split_whitespace());
    mentions.filter(move |mention| mention.how == How::Name && full(mention.span)).map(|mention| mention.span)
}

/// In which way a name contradicts an earlier one.
#[derive(Clone, Copy)]
enum Contradiction {
    Order,
    Accents,
    GivenName,
}

fn contradiction(earlier: &Person, later: &Person) -> Option<Contradiction> {
    let (one, other) = (&earlier.words, &later.words);
    let plain = |words: &[String]| words.iter().map(|word| without_accents(word)).collect::<Vec<_>>();
    if one == other {
        return None;
    }
    if plain(one) == plain(other) {
        return Some(Contradiction::Accents);
    }
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    if sorted(one) == sorted(other) {
        return Some(Contradiction::Order);
    }
    let (2, 2, true) = (one.len(), other.len(), one[1] == other[1]) else { return None };
    let (given, given_later) = (&one[0], &other[0]);
    let long = |name: &str| name.chars().count() >= 4 && name.chars().all(char::is_alphabetic);
    let alike = long(given) && long(given_later) && strsim::jaro_winkler(given, given_later) >= ALIKE;
    // A role of one's own, or other pronouns, make a relative.
    let own_role = earlier.entity.role.is_some() && later.entity.role.is_some();
    let gender = |name: &str| lookup(name).0 & (MASCULINE | FEMININE);
    let (a, b) = (gender(given), gender(given_later));
    let same_gender = a == 0 || b == 0 || a & b != 0;
    let short = is_short_for(given, given_later) || is_short_for(given_later, given);
    (alike && same_gender && !own_role && !short).then_some(Contradiction::GivenName)
}

/// Whether the first name, in lower case, is a short form of the second.
fn is_short_for(short: &str, full: &str) -> bool {
    full_forms(short).iter().any(|form| form == full)
}

/// The letters of a word without what stands above or below them, for those that European names have.
fn without_accents(word: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        c => c,
    };
    word.chars().map(plain).collect()
}

fn diagnostic(analysis: &Analysis, earlier: &Person, later: &Person, how: Contradiction) -> Diagnostic {
    let (one, other) = (&earlier.entity.name, &later.entity.name);
    let message = match how {
        Contradiction::Order => format!("“{other}” is “{one}” in another order. Is it the same person?"),
        Contradiction::Accents => format!("“{other}” is “{one}” with other accents. Is it the same person?"),
        Contradiction::GivenName => {
            format!("“{other}” has the surname of “{one}” and nearly the given name. Is it the same person?")
        }
    };
    let diagnostic = RULE.diagnostic(later.first, message).about(other);
    let diagnostic =
        diagnostic.related(earlier.first, format!("“{}” is first named here", earlier.entity.name));
    let write =
        |name: &str, at: Span| Fix::suggested(format!("Write “{name}”"), vec![Edit::replace(at, name)]);
    let plain = |span: Span| !analysis.slice(span).contains(['{', '[', '\\']);
    let uses = |person: &Person| full_names(analysis, person.entity).count();
    // The spelling that is used more often is probably the right one.
    let fix = write(one, later.first);
    match plain(later.first) {
        true if uses(earlier) >= uses(later) => diagnostic.fix(fix.preferred()),
        true => diagnostic.fix(fix),
        false => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use crate::newsroom::Value;
    use crate::rules::fixture::{Sketch, diagnostics_with};

    /// What is said of these two full names, given in one sentence each.
    fn said(one: &str, other: &str) -> String {
        let mut sketch = Sketch::new(&format!("{one} came. {other} left."));
        sketch.person(one, &[one]);
        sketch.person(other, &[other]);
        sketch.diagnostics()
    }

    #[test]
    fn a_given_name_that_looks_alike() {
        assert_eq!(
            said("Sabrina Voss", "Sandra Voss"),
            "name-order @ \"Sandra Voss\": “Sandra Voss” has the surname of “Sabrina Voss” and nearly the given name. Is \
             it the same person?\n  \"Sabrina Voss\": “Sabrina Voss” is first named here"
        );
    }

    #[test]
    fn other_accents_and_another_order() {
        assert!(said("François Doré", "Francois Dore").contains("with other accents"));
        assert!(said("Vo Thi Lan", "Lan Thi Vo").contains("in another order"));
    }

    #[test]
    fn relatives_short_forms_and_strangers() {
        for (one, other) in [
            ("Hilda Voss", "Peter Voss"),
            ("Jim Voss", "Jill Voss"),
            ("Martin Voss", "Martina Voss"),
            ("Peter Voss", "Pete Voss"),
            ("Sandy Voss", "Sandra Voss"),
            ("Sabrina Voss", "Sandra Holm"),
        ] {
            assert_eq!(said(one, other), "", "{one}, {other}");
        }
    }

    #[test]
    fn two_people_who_are_declared() {
        let text = "Sabrina Voss came. Sandra Voss left, Sabrina Voss said.";
        assert_ne!(diagnostics_with("name-order", text, &[], ""), "");
        let accept = [("accept", Value::Names(vec!["Sandra Voss".to_owned()]))];
        assert_eq!(diagnostics_with("name-order", text, &accept, ""), "");
        let declared = format!("---\npeople: [Sabrina Voss, Sandra Voss]\n---\n\n{text}");
        assert_eq!(diagnostics_with("name-order", &declared, &[], ""), "");
    }
}
