//! What tests of rules are written with.

use super::{Diagnostic, check, check_with, recheck};
use crate::analysis::{
    Analysis, Attribution, Entity, EntityId, Gender, How, Mention, Options, Quotation, QuotationKind, Speaker,
};
use crate::article::{EntityKind, people_list};
use crate::entities::people::{ListFile, People};
use crate::newsroom::{Settings, Value};
use crate::text::{Span, apply};
use std::sync::Arc;

/// What the rules say of an article: `code @ "words": message`, and the evidence indented below it.
pub(super) fn diagnostics(text: &str) -> String {
    let analysis = Analysis::new(text, Options::default());
    render(&analysis, &check(&analysis))
}

/// The same for one rule only.
pub(super) fn diagnostics_of(code: &str, text: &str) -> String {
    let analysis = Analysis::new(text, Options::default());
    let mut found = check(&analysis);
    found.retain(|diagnostic| diagnostic.code == code);
    render(&analysis, &found)
}

/// What one rule says with some of it set, and with the newsroom's people list.
pub(super) fn diagnostics_with(
    code: &'static str,
    text: &str,
    set: &[(&'static str, Value)],
    list: &str,
) -> String {
    let mut settings = Settings::default();
    set.iter().for_each(|(key, value)| settings.set_option(code, key, value.clone()));
    let entries = people_list(list).0;
    let people = People::new(vec![ListFile { path: "people.yaml".into(), text: list.into(), entries }]);
    let analysis = Analysis::new(text, Options { people: Arc::new(people), ..Options::default() });
    let mut found = check_with(&analysis, &settings);
    found.retain(|diagnostic| diagnostic.code == code);
    render(&analysis, &found)
}

/// What one rule says of an article while words are typed in place of `▮`, letter by letter, and taken out again. It is
/// looked for again each time, and must be what is found in the article as it then is; in how many versions it is there.
pub(super) fn found_while_typing(code: &str, text: &str, words: &str) -> usize {
    let (before, behind) = text.split_once('▮').expect("a place to type");
    let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
    let settings = Settings::default();
    let mut analysis = Analysis::new(format!("{before}{behind}"), Options::default());
    let mut found = check_with(&analysis, &settings);
    let (mut times, mut short) = (0, 0);
    for end in ends.iter().chain(ends.iter().rev().skip(1)) {
        let next = analysis.update(format!("{before}{}{behind}", &words[..*end]));
        found = recheck(&analysis, &found, &next, &settings);
        let fresh = check_with(&next, &settings);
        assert_eq!(render(&next, &found), render(&next, &fresh), "behind {:?}", &words[..*end]);
        assert_eq!(found, fresh, "behind {:?}", &words[..*end]);
        times += usize::from(found.iter().any(|diagnostic| diagnostic.code == code));
        short += usize::from(next.patched_from(&analysis).is_some());
        analysis = next;
    }
    assert!(short > ends.len() / 4, "{short} of {} versions were got the short way", 2 * ends.len());
    times
}

/// The words that one rule flags.
pub(super) fn flagged(code: &str, text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Options::default());
    let found = check(&analysis).into_iter().filter(|diagnostic| diagnostic.code == code);
    found.map(|diagnostic| analysis.slice(diagnostic.span).to_owned()).collect()
}

/// What can be done about the first diagnostic of a rule: the title of each fix, and the article it makes.
pub(super) fn fixed(code: &str, text: &str) -> Vec<(String, String)> {
    let analysis = Analysis::new(text, Options::default());
    fixes(&analysis, check(&analysis).into_iter().find(|diagnostic| diagnostic.code == code))
}

/// The same with some of the rule set.
pub(super) fn fixed_with(
    code: &'static str,
    text: &str,
    set: &[(&'static str, Value)],
) -> Vec<(String, String)> {
    let mut settings = Settings::default();
    set.iter().for_each(|(key, value)| settings.set_option(code, key, value.clone()));
    let analysis = Analysis::new(text, Options::default());
    let found = check_with(&analysis, &settings);
    fixes(&analysis, found.into_iter().find(|diagnostic| diagnostic.code == code))
}

fn fixes(analysis: &Analysis, found: Option<Diagnostic>) -> Vec<(String, String)> {
    let fixes = found.into_iter().flat_map(|diagnostic| diagnostic.fixes);
    fixes.map(|fix| (fix.title, apply(analysis.text(), &fix.edits))).collect()
}

/// Diagnostics as text.
pub(super) fn render(analysis: &Analysis, found: &[Diagnostic]) -> String {
    let mut lines = vec![];
    for diagnostic in found {
        lines.push(format!(
            "{} @ {:?}: {}",
            diagnostic.code,
            analysis.slice(diagnostic.span),
            diagnostic.message
        ));
        for related in &diagnostic.related {
            lines.push(format!("  {:?}: {}", analysis.slice(related.span), related.message));
        }
    }
    lines.join("\n")
}

/// An analysis drawn by hand, for what a rule makes of it, whatever the engine would have found.
pub(super) struct Sketch {
    pub(super) analysis: Analysis,
}

/// A quotation just drawn.
pub(super) struct Drawn<'a> {
    pub(super) quotation: &'a mut Quotation,
    text: String,
}

impl Sketch {
    pub(super) fn new(text: &str) -> Self {
        let mut analysis = Analysis::new(text, Options::default());
        analysis.quotations.clear();
        analysis.nested.clear();
        analysis.terms.clear();
        analysis.entities.clear();
        analysis.mentions.clear();
        analysis.unpaired.clear();
        analysis.variants.clear();
        analysis.dates.clear();
        Sketch { analysis }
    }

    /// Where the article has these words first.
    pub(super) fn find(&self, words: &str) -> Span {
        find(self.analysis.text(), words)
    }

    /// A person with the words that mention them.
    pub(super) fn person(&mut self, name: &str, mentions: &[&str]) -> EntityId {
        let id = EntityId(self.analysis.entities.len() as u32);
        let first = self.analysis.mentions.len() as u32;
        for words in mentions {
            let mention = Mention {
                span: self.find(words),
                how: How::Name,
                entity: Some(id),
                candidates: Default::default(),
            };
            self.analysis.mentions.push(mention);
        }
        self.analysis.entities.push(Entity {
            kind: EntityKind::Person,
            name: name.to_owned(),
            named: true,
            aliases: vec![],
            role: None,
            gender: Gender::Unknown,
            declared: None,
            mentions: (first..self.analysis.mentions.len() as u32).collect(),
        });
        id
    }

    /// A quotation, given with its marks, that nobody is shown to have said yet.
    pub(super) fn quotation(&mut self, outer: &str, utterance: u32) -> Drawn<'_> {
        let mark = |c: Option<char>| c.map_or(0, |c| c.len_utf8() as u32);
        let span = self.find(outer);
        let inner =
            Span::new(span.start + mark(outer.chars().next()), span.end - mark(outer.chars().next_back()));
        let block = self.analysis.block_at(span.start).unwrap_or_default() as u32;
        let text = self.analysis.text().to_owned();
        self.analysis.quotations.push(Quotation {
            span: inner,
            outer: span,
            kind: QuotationKind::Direct,
            utterance,
            block,
            depth: 0,
            attribution: None,
        });
        let last = self.analysis.quotations.len() - 1;
        Drawn { quotation: &mut self.analysis.quotations[last], text }
    }

    pub(super) fn diagnostics(&self) -> String {
        render(&self.analysis, &check(&self.analysis))
    }

    /// The severity of each diagnostic.
    pub(super) fn severities(&self) -> Vec<&'static str> {
        check(&self.analysis).iter().map(|diagnostic| diagnostic.severity.word()).collect()
    }
}

impl Drawn<'_> {
    pub(super) fn said_by(&mut self, who: EntityId, shown_by: &str) {
        self.said(Speaker::Entity(who), How::Name, shown_by);
    }

    pub(super) fn said(&mut self, speaker: Speaker, how: How, shown_by: &str) {
        self.quotation.attribution = Some(Attribution {
            speaker,
            shown_by: Some(find(&self.text, shown_by)),
            how,
            cue: None,
            confidence: 0.9,
            evidence: "quote-verb-subject",
            alternatives: Default::default(),
        });
    }
}

fn find(text: &str, words: &str) -> Span {
    let found = text.find(&format!(" {words}")).map(|at| at + 1);
    let start = found.or_else(|| text.find(words)).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
    Span::from(start..start + words.len())
}
