//! The exam: everything that must come out of an article, all at once. `examples/harbour.article` is always
//! examined; the article that the project was asked for is examined where it is beside the repository.

use onrecord::analysis::{Analysis, Entity, Options, Quotation, QuotationKind, Speaker};
use onrecord::article::EntityKind;
use onrecord::rules;
use onrecord::text::Span;
use serde_json::Value;
use std::path::Path;

#[test]
fn harbour() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    examine(&root.join("examples/harbour.article"), &root.join("tests/data/harbour.expected.json"));
}

#[test]
fn seed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed");
    if folder.is_dir() {
        examine(&folder.join("article.txt"), &folder.join("expected.json"));
    }
}

fn examine(article: &Path, expected: &Path) {
    let text = std::fs::read_to_string(article).expect("the article can be read");
    let expected = std::fs::read_to_string(expected).expect("the expectations can be read");
    let expected: Value = serde_json::from_str(&expected).expect("the expectations are JSON");
    let mut exam = Exam { analysis: Analysis::new(text, Options::default()), expected, faults: vec![] };
    exam.date();
    exam.quotes();
    exam.speakers();
    exam.people();
    exam.names("organisations", EntityKind::Organisation);
    exam.names("places", EntityKind::Place);
    exam.dates();
    exam.diagnostics();
    assert!(exam.faults.is_empty(), "{} faults:\n{}", exam.faults.len(), exam.faults.join("\n"));
}

struct Exam {
    analysis: Analysis,
    expected: Value,
    faults: Vec<String>,
}

/// A string of the expectations.
fn string(value: &Value) -> &str {
    value.as_str().expect("a string")
}

/// Names and roles as they compare: expectations are typed with straight apostrophes.
fn plain(words: &str) -> String {
    words.replace('’', "'").to_lowercase()
}

impl Exam {
    fn check(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.faults.push(fault());
        }
    }

    fn list(&self, key: &str) -> Vec<Value> {
        self.expected[key].as_array().expect("a list").clone()
    }

    fn map(&self, key: &str) -> Vec<(String, Value)> {
        let map = self.expected[key].as_object().expect("an object");
        map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn date(&mut self) {
        let found = self.analysis.date().map(|date| date.to_string());
        let expected = self.expected["date"].as_str().map(str::to_owned);
        self.check(found == expected, || format!("the date is {found:?}, not {expected:?}"));
    }

    /// In marks, and not inside another quotation.
    fn in_marks(&self) -> impl Iterator<Item = &Quotation> {
        self.analysis.quotations.iter().filter(|q| q.kind != QuotationKind::Indirect)
    }

    fn speaker(&self, quotation: &Quotation) -> Option<&str> {
        match quotation.attribution.as_ref()?.speaker {
            Speaker::Entity(id) => Some(self.analysis.entity(id).name.as_str()),
            _ => None,
        }
    }

    /// Kind, speaker and the words that show the speaker, as the expectations have them.
    fn answer(&self, starts: &str) -> Option<[String; 3]> {
        let quotation = self.in_marks().find(|q| self.analysis.slice(q.span).starts_with(starts))?;
        let shown_by = quotation.attribution.as_ref().and_then(|a| a.shown_by);
        Some([
            quotation.kind.word().to_owned(),
            self.speaker(quotation).unwrap_or("nobody").to_owned(),
            shown_by.map_or("nothing", |span| self.analysis.slice(span)).to_owned(),
        ])
    }

    fn quotes(&mut self) {
        let expected = self.list("quotes");
        for quote in &expected {
            let starts = string(&quote["starts"]);
            let answer = self.answer(starts);
            let right = ["kind", "speaker", "shown_by"].map(|key| string(&quote[key]).to_owned());
            self.check(answer.as_ref() == Some(&right), || format!("“{starts}”: {answer:?}, not {right:?}"));
        }
        let found = self.in_marks().count();
        self.check(found == expected.len(), || {
            format!("{found} quotations in marks, not {}", expected.len())
        });
    }

    fn speakers(&mut self) {
        for (name, times) in self.map("speakers") {
            let found = self.in_marks().filter(|q| self.speaker(q) == Some(&name)).count() as u64;
            self.check(Some(found) == times.as_u64(), || {
                format!("{name} is quoted {found} times, not {times}")
            });
        }
    }

    fn entity(&self, kind: EntityKind, name: &str) -> Option<&Entity> {
        let mut of_kind = self.analysis.entities.iter().filter(|e| e.kind == kind);
        of_kind.find(|e| e.name == name || e.aliases.iter().any(|alias| alias == name))
    }

    fn people(&mut self) {
        for (name, about) in self.map("people") {
            let Some(person) = self.entity(EntityKind::Person, &name).filter(|e| e.name == name).cloned()
            else {
                self.faults.push(format!("there is no person {name}"));
                continue;
            };
            for alias in about["aliases"].as_array().expect("a list").iter().map(string) {
                let known = self.stands_for(alias, &person);
                self.check(known, || format!("{alias} is not {name}"));
            }
            // "Pentagon's Deputy Press Secretary" may be given as "Deputy Press Secretary".
            let role = person.role.as_ref().map(|role| plain(&role.text)).unwrap_or_default();
            let right = plain(string(&about["role"]));
            let fits = !role.is_empty() && right.ends_with(&role);
            self.check(fits, || format!("the role of {name} is {role:?}, not {right:?}"));
        }
    }

    /// Whether words stand for a person somewhere, with or without a title in front.
    fn stands_for(&self, words: &str, person: &Entity) -> bool {
        let places = self.analysis.text().match_indices(words).map(|(i, _)| Span::from(i..i + words.len()));
        let mut mentions = person.mentions.iter().map(|&i| self.analysis.mentions[i as usize].span);
        let places: Vec<_> = places.collect();
        mentions.any(|mention| places.iter().any(|place| place.covers(mention) && place.end == mention.end))
    }

    fn names(&mut self, key: &str, kind: EntityKind) {
        for name in self.list(key) {
            let known = self.entity(kind, string(&name)).is_some();
            self.check(known, || format!("{name} is not one of the {key}"));
        }
    }

    fn dates(&mut self) {
        for (words, value) in self.map("dates") {
            let found = self.analysis.dates.iter().find(|date| self.analysis.slice(date.span) == words);
            let found = found.and_then(|date| date.value);
            self.check(found.as_deref() == value.as_str(), || format!("{words} is {found:?}, not {value}"));
        }
    }

    fn diagnostics(&mut self) {
        let found = rules::check(&self.analysis);
        for expected in self.list("diagnostics") {
            let [code, at, suggests] = ["code", "at", "suggests"].map(|key| string(&expected[key]));
            let meant = |d: &&rules::Diagnostic| d.code == code && self.analysis.slice(d.span) == at;
            let told = found.iter().find(meant).is_some_and(|d| d.message.contains(suggests));
            self.check(told, || format!("{at} is not told to be {suggests} ({code})"));
        }
        for code in self.list("no_diagnostics") {
            for wrong in found.iter().filter(|d| d.code == string(&code)) {
                let words = self.analysis.slice(wrong.span).to_owned();
                self.faults.push(format!("{} at “{words}”: {}", wrong.code, wrong.message));
            }
        }
    }
}
