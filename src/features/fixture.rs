//! Articles for tests, with what the engine would find in them said by hand.
//!
//! A feature is then tested for what it does with an analysis, whatever the engine makes of the words.
//! Places are named by their words: `"said |he|."` is the `he` with these words around it; without bars all
//! the words are meant. `$0` in the article is the cursor.

use crate::analysis::{
    Alternative, Analysis, Attribution, Dated, Entity, EntityId, Gender, How, Mention, NestedQuotation,
    Options, Quotation, QuotationKind, Role, Speaker, Term, TermKind, TermReason, TimeValue,
};
use crate::article::EntityKind;
use crate::few::Few;
use crate::text::Span;

/// Builds an analysis from words. What describes a person or a quotation describes the last one named.
pub(crate) struct Builder {
    analysis: Analysis,
    cursor: Option<u32>,
}

impl Builder {
    pub(crate) fn new(article: &str) -> Self {
        let cursor = article.find("$0").map(|at| at as u32);
        let mut analysis = Analysis::new(article.replacen("$0", "", 1), Options::default());
        // Whatever the engine thinks of it.
        analysis.quotations.clear();
        analysis.nested.clear();
        analysis.terms.clear();
        analysis.entities.clear();
        analysis.mentions.clear();
        analysis.dates.clear();
        analysis.unpaired.clear();
        analysis.variants.clear();
        Builder { analysis, cursor }
    }

    /// The analysis, and the cursor, which is at 0 if the article has no `$0`.
    pub(crate) fn build(mut self) -> (Analysis, u32) {
        let analysis = &mut self.analysis;
        analysis.mentions.sort_by_key(|m| m.span.start);
        analysis.quotations.sort_by_key(|q| q.span.start);
        let nested: Vec<_> = analysis.quotations.extract_if(.., |q| q.depth > 0).collect();
        for quotation in nested {
            let within = analysis.quotations.iter().position(|q| q.outer.covers(quotation.outer));
            let within = within.expect("a nested quotation stands in another") as u32;
            analysis.nested.push(NestedQuotation { quotation, within });
        }
        for (id, entity) in analysis.entities.iter_mut().enumerate() {
            let mentions = analysis.mentions.iter().enumerate();
            let of_it = mentions.filter(|(_, m)| m.entity == Some(EntityId(id as u32)));
            entity.mentions = of_it.map(|(i, _)| i as u32).collect();
        }
        (self.analysis, self.cursor.unwrap_or(0))
    }

    fn find(&self, words: &str) -> Span {
        let plain = words.replace('|', "");
        let at =
            self.analysis.text().find(&plain).unwrap_or_else(|| panic!("{plain:?} is not in the article"));
        let mut parts = words.split('|');
        let before = parts.next().unwrap_or_default().len();
        match parts.next() {
            None => Span::from(at..at + plain.len()),
            Some(meant) => Span::from(at + before..at + before + meant.len()),
        }
    }

    fn id(&self, name: &str) -> EntityId {
        let at = self.analysis.entities.iter().position(|e| e.name == name);
        EntityId(at.unwrap_or_else(|| panic!("no entity is called {name:?}")) as u32)
    }

    fn entity(mut self, kind: EntityKind, name: &str, named: bool) -> Self {
        self.analysis.entities.push(Entity {
            kind,
            name: name.to_owned(),
            named,
            aliases: vec![],
            role: None,
            gender: Gender::Unknown,
            declared: None,
            mentions: vec![],
        });
        let how = if named { How::Name } else { How::Description };
        if self.analysis.text().contains(name) { self.mention(name, how) } else { self }
    }

    /// A person, mentioned where the full name stands first.
    pub(crate) fn person(self, name: &str) -> Self {
        self.entity(EntityKind::Person, name, true)
    }

    /// Somebody who is never named, mentioned where the description stands first.
    pub(crate) fn unnamed(self, description: &str) -> Self {
        self.entity(EntityKind::Person, description, false)
    }

    pub(crate) fn organisation(self, name: &str) -> Self {
        self.entity(EntityKind::Organisation, name, true)
    }

    /// Something that is no person and is never named, mentioned where the description stands first.
    pub(crate) fn thing(self, description: &str) -> Self {
        self.entity(EntityKind::Organisation, description, false)
    }

    pub(crate) fn role(mut self, words: &str) -> Self {
        let span = self.find(words);
        let text = self.analysis.slice(span).to_owned();
        if let Some(entity) = self.analysis.entities.last_mut() {
            entity.role = Some(Role { text, span: Some(span) });
        }
        self
    }

    /// Another form of the name, with a mention.
    pub(crate) fn alias(mut self, words: &str) -> Self {
        let span = self.find(words);
        let form = self.analysis.slice(span).to_owned();
        if let Some(entity) = self.analysis.entities.last_mut() {
            entity.aliases.push(form);
        }
        self.mention(words, How::Name)
    }

    pub(crate) fn mention(mut self, words: &str, how: How) -> Self {
        let entity = Some(EntityId(self.analysis.entities.len() as u32 - 1));
        let span = self.find(words);
        self.analysis.mentions.push(Mention { span, how, entity, candidates: Few::default() });
        self
    }

    /// Words that fit all of `names`, or nobody.
    pub(crate) fn unclear(mut self, words: &str, how: How, names: &[&str]) -> Self {
        let candidates = names.iter().map(|name| self.id(name)).collect();
        let span = self.find(words);
        self.analysis.mentions.push(Mention { span, how, entity: None, candidates });
        self
    }

    pub(crate) fn date(mut self, words: &str, value: Option<&str>) -> Self {
        let span = self.find(words);
        let value = value.map(|value| TimeValue::from(value).expect("a value fits"));
        self.analysis.dates.push(Dated { span, value, ..Dated::default() });
        self
    }

    /// Words in marks, marks included, that are not speech.
    pub(crate) fn term(mut self, words: &str, kind: TermKind) -> Self {
        let outer = self.find(words);
        let reason = TermReason::FewWords;
        self.analysis.terms.push(Term { span: self.inside(outer), outer, kind, reason });
        self
    }

    /// Words in marks, marks included, that are an utterance of its own; nobody is shown to have said them.
    pub(crate) fn quote(mut self, words: &str) -> Self {
        let outer = self.find(words);
        self.analysis.quotations.push(Quotation {
            span: self.inside(outer),
            outer,
            kind: QuotationKind::Direct,
            utterance: self.analysis.quotations.len() as u32,
            block: self.analysis.block_at(outer.start).unwrap_or(0) as u32,
            depth: 0,
            attribution: None,
        });
        self
    }

    /// What is between the first and the last character.
    fn inside(&self, outer: Span) -> Span {
        let words = self.analysis.slice(outer);
        let inner = &words[words.chars().next().map_or(0, char::len_utf8)..];
        let inner = &inner[..inner.len() - inner.chars().next_back().map_or(0, char::len_utf8)];
        let start = outer.start + (words.len() - inner.len()) as u32 / 2;
        Span::new(start, start + inner.len() as u32)
    }

    fn last(mut self, change: impl FnOnce(&mut Quotation)) -> Self {
        self.analysis.quotations.last_mut().map(change);
        self
    }

    pub(crate) fn mixed(self) -> Self {
        self.last(|q| q.kind = QuotationKind::Mixed)
    }

    /// A reported clause: there are no marks.
    pub(crate) fn indirect(self) -> Self {
        self.last(|q| (q.kind, q.span) = (QuotationKind::Indirect, q.outer))
    }

    /// Inside one of the other quotations.
    pub(crate) fn nested(self) -> Self {
        self.last(|q| q.depth = 1)
    }

    /// Of one utterance with the quotation before.
    pub(crate) fn same_utterance(self) -> Self {
        let quotations = &self.analysis.quotations;
        let before = quotations[quotations.len() - 2].utterance;
        self.last(|q| q.utterance = before)
    }

    fn attributed(self, speaker: Speaker, shown_by: Option<&str>, how: How) -> Self {
        let shown_by = shown_by.map(|words| self.find(words));
        self.last(|q| {
            q.attribution = Some(Attribution {
                speaker,
                shown_by,
                how,
                cue: None,
                confidence: 0.97,
                evidence: "quote-subject-verb",
                alternatives: Few::default(),
            });
        })
    }

    pub(crate) fn by(self, name: &str, words: &str, how: How) -> Self {
        let speaker = Speaker::Entity(self.id(name));
        self.attributed(speaker, Some(words), how)
    }

    pub(crate) fn by_annotation(self, name: &str) -> Self {
        let speaker = Speaker::Entity(self.id(name));
        self.attributed(speaker, None, How::Annotation)
    }

    pub(crate) fn anonymous(self) -> Self {
        self.attributed(Speaker::Anonymous, None, How::Annotation)
    }

    pub(crate) fn unresolved(self, words: &str) -> Self {
        self.attributed(Speaker::Unresolved, Some(words), How::Pronoun)
    }

    pub(crate) fn ambiguous(self, words: &str, names: &[(&str, f32)]) -> Self {
        self.attributed(Speaker::Ambiguous, Some(words), How::Pronoun).or_else(names)
    }

    /// Who else it might be.
    pub(crate) fn or_else(self, names: &[(&str, f32)]) -> Self {
        let others: Few<_> = names
            .iter()
            .map(|&(name, confidence)| Alternative { entity: self.id(name), confidence })
            .collect();
        self.last(|q| q.attribution.iter_mut().for_each(|a| a.alternatives = others))
    }

    pub(crate) fn cue(self, words: &str) -> Self {
        let span = self.find(words);
        self.last(|q| q.attribution.iter_mut().for_each(|a| a.cue = Some(span)))
    }
}
