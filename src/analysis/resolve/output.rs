//! The outcome of the reading, in the terms of the model.

use super::article::Article;
use super::reading::{Meant, Named, Reading};
use crate::analysis::model::*;
use crate::article::BlockKind;
use crate::english::with_single_blanks;
use crate::entities::cast::Character;
use crate::entities::mention::Form;
use crate::few::Few;
use crate::quotes::attribute::{self, By, Decision, ReportId, Said, Utterance, Verdict};
use crate::quotes::candidates::Likeness;
use crate::quotes::reports::Found;
use crate::text::Span;
use rustc_hash::FxHashMap;

/// What is left of a confidence where it is unclear whom the words mean.
pub(super) const UNCLEAR: f32 = 0.6;

/// An article that was read, and what it comes to.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Output<'a> {
    pub(in crate::analysis) article: Article<'a>,
    /// Which words say who speaks, in the order of the text.
    pub(in crate::analysis) decisions: &'a [Decision],
    /// Who is who.
    pub(in crate::analysis) reading: &'a Reading,
    /// The blocks that were edited since the names that the reading started from were learned, in order.
    pub(in crate::analysis) touched: &'a [usize],
}

/// What some blocks say, each list in the order of the text. They follow on `before` quotations and `before_nested`
/// inside those.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Pages {
    before: usize,
    before_nested: usize,
    pub(in crate::analysis) quotations: Vec<Quotation>,
    /// Their utterances count from 0.
    pub(in crate::analysis) nested: Vec<NestedQuotation>,
    pub(in crate::analysis) terms: Vec<Term>,
    pub(in crate::analysis) mentions: Vec<Mention>,
    /// The number of each utterance, by the one that its decisions have. It is that of the first quotation of it that
    /// was put down, so it is nobody else's.
    utterances: FxHashMap<Utterance, u32>,
    /// The number of the utterance that a turn of a transcript is, by its first block.
    turns: FxHashMap<usize, u32>,
}

impl Pages {
    /// Pages behind so many quotations, and quotations inside those, none of which shares an utterance with them but
    /// those on the pages that were put down `last`.
    pub(in crate::analysis) fn behind(before: usize, before_nested: usize, last: Option<&mut Pages>) -> Self {
        let utterances = last.map(|last| std::mem::take(&mut last.utterances)).unwrap_or_default();
        Pages { before, before_nested, utterances, ..Pages::default() }
    }

    /// The number of the next quotation.
    fn next(&self) -> u32 {
        (self.before + self.quotations.len()) as u32
    }

    /// The number of the next quotation inside a quotation.
    pub(super) fn next_nested(&self) -> u32 {
        (self.before_nested + self.nested.len()) as u32
    }

    /// Puts down a quotation inside the one with an index on these pages.
    pub(super) fn put_nested(&mut self, within: usize, quotation: Quotation) {
        let within = (self.before + within) as u32;
        self.nested.push(NestedQuotation { quotation, within });
    }

    /// The utterance of the next quotation, given the number that decisions have for it.
    fn utterance(&mut self, decided: Utterance) -> u32 {
        let next = self.next();
        *self.utterances.entry(decided).or_insert(next)
    }

    /// The utterance of the next quotation, which is part of the turn that begins in a block.
    pub(super) fn turn(&mut self, label: usize) -> u32 {
        let next = self.next();
        *self.turns.entry(label).or_insert(next)
    }
}

impl Output<'_> {
    /// Adds what a block says.
    pub(in crate::analysis) fn block(&self, block: usize, pages: &mut Pages) {
        let quotations = pages.quotations.len();
        let (terms, nested, mentions) = (pages.terms.len(), pages.nested.len(), pages.mentions.len());
        if let Some(turn) = self.reading.transcript.turn(block) {
            self.turn(block, turn, pages);
        } else {
            self.prose(block, pages, quotations);
        }
        pages.terms[terms..].sort_by_key(|term| term.span.start);
        self.mentions(block, pages);
        let small = self.small_words(block, pages, (quotations, nested, mentions));
        pages.mentions.extend(small);
        pages.mentions[mentions..].sort_by_key(|m| m.span.longer_first());
    }

    /// Adds the quotations of a block that is not part of a transcript, which are those from an index on, and what else
    /// stands in marks.
    fn prose(&self, block: usize, pages: &mut Pages, quotations: usize) {
        for decision in self.decisions_in(block) {
            self.stretch(decision, pages);
        }
        self.nicknames(block, pages);
        match self.article.blocks[block].kind {
            // A block quotation is somebody's speech from end to end.
            BlockKind::Quotation => self.block_quotation(block, pages),
            _ => self.reported_clauses(block, pages),
        }
        pages.quotations[quotations..].sort_by_key(|q| (q.span.start, q.span.end));
        self.nested_quotations(block, pages, quotations);
    }

    /// The decisions about a block.
    pub(in crate::analysis) fn decisions_in(&self, block: usize) -> &[Decision] {
        attribute::decisions_in(self.decisions, block)
    }

    /// Puts a marked stretch among the quotations or the terms.
    fn stretch(&self, decision: &Decision, pages: &mut Pages) {
        let facts = &self.article.facts[decision.block];
        let speech = &facts.speeches[decision.speech];
        let stretch = &facts.marks.stretches[speech.stretch];
        let place = |span| self.article.place(decision.block, span);
        let (span, outer) = (place(stretch.inner), place(stretch.outer));
        let looks = || match (speech.beside, speech.likeness) {
            (Some(words), _) => TermReason::Words(place(words)),
            (None, Likeness::MaybeTitle) => TermReason::Capitals,
            (None, _) => TermReason::FewWords,
        };
        let reason = |by: By| if by == By::Annotation { TermReason::Annotation } else { looks() };
        let mut term = |kind, by| pages.terms.push(Term { span, outer, kind, reason: reason(by) });
        let attribution = match &decision.verdict {
            Verdict::Title(by) => return term(TermKind::Title, *by),
            Verdict::Scare(by) => return term(TermKind::Scare, *by),
            Verdict::Word => return term(TermKind::Word, By::Looks),
            Verdict::Nobody => None,
            Verdict::Annotated(index) => Some(self.annotated_speaker(decision.block, *index)),
            Verdict::Said(said) => Some(self.attributed(said)),
        };
        let kind = if speech.direct { QuotationKind::Direct } else { QuotationKind::Mixed };
        let (utterance, block) = (pages.utterance(decision.utterance), decision.block as u32);
        pages.quotations.push(Quotation { span, outer, kind, utterance, block, depth: 0, attribution });
    }

    pub(super) fn annotated_speaker(&self, block: usize, index: usize) -> Attribution {
        let speaker = match self.reading.annotated.get(&(block, index)) {
            None => Speaker::Anonymous,
            Some(who) => Speaker::Entity(self.reading.id(*who)),
        };
        Attribution {
            speaker,
            shown_by: None,
            how: How::Annotation,
            cue: None,
            confidence: 1.0,
            evidence: "annotation",
            alternatives: Few::default(),
        }
    }

    /// The words that show who speaks.
    fn shown_by(&self, id: ReportId) -> Option<Span> {
        let words = self.article.facts[id.block].shown_by[id.report]?;
        Some(self.article.place(id.block, words))
    }

    fn attributed(&self, said: &Said) -> Attribution {
        let facts = &self.article.facts[said.report.block];
        let subject = self.article.subject(said.report);
        let local = subject.map(|i| &facts.mentions[i]);
        let meant = subject.map(|i| self.reading.meant.of(said.report.block, i));
        let speaker = self.speaker(meant.as_ref());
        let how =
            if said.continued { How::Continued } else { local.map_or(How::Description, |l| how_of(&l.form)) };
        let known = if matches!(speaker, Speaker::Entity(_)) { 1.0 } else { UNCLEAR };
        Attribution {
            speaker,
            shown_by: self.shown_by(said.report),
            how,
            cue: Some(self.article.place(said.report.block, facts.cues[said.report.report])),
            confidence: said.confidence * known,
            evidence: said.pattern,
            alternatives: meant.as_ref().map_or(Few::default(), |meant| self.alternatives(meant)),
        }
    }

    /// Who speaks, if these are the words that show it.
    pub(super) fn speaker(&self, meant: Option<&Meant>) -> Speaker {
        match meant {
            Some(meant) => match meant.who() {
                Some(who) => Speaker::Entity(self.reading.id(who)),
                None if meant.candidates().len() > 1 => Speaker::Ambiguous,
                None => Speaker::Unresolved,
            },
            None => Speaker::Unresolved,
        }
    }

    /// Those who fit besides the one who is meant.
    pub(super) fn alternatives(&self, meant: &Meant) -> Few<Alternative> {
        let others = meant.candidates().filter(|candidate| Some(candidate.0) != meant.who());
        others.map(|(who, confidence)| Alternative { entity: self.reading.id(who), confidence }).collect()
    }

    pub(super) fn nicknames(&self, block: usize, pages: &mut Pages) {
        let facts = &self.article.facts[block];
        for &index in &facts.nicknames {
            let stretch = &facts.marks.stretches[index];
            let (span, outer) =
                (self.article.place(block, stretch.inner), self.article.place(block, stretch.outer));
            pages.terms.push(Term { span, outer, kind: TermKind::Nickname, reason: TermReason::InName });
        }
    }

    /// `> …`: speech without marks, by the name in its last line.
    fn block_quotation(&self, index: usize, pages: &mut Pages) {
        let block = &self.article.blocks[index];
        let end = block.attribution.map_or(block.span.end, |a| a.start);
        let words = Span::new(block.span.start, end).of(self.article.text);
        let lead = words.len() - words.trim_start_matches(['>', ' ']).len();
        let words = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '—' | '–' | '-'));
        let span =
            Span::new(block.span.start + lead.min(words.len()) as u32, block.span.start + words.len() as u32);
        let signed = block.attribution.zip(self.reading.signed.get(&index));
        let attribution = signed.map(|(signature, who)| Attribution {
            speaker: Speaker::Entity(self.reading.id(*who)),
            shown_by: Some(signature),
            how: How::Name,
            cue: None,
            confidence: 0.99,
            evidence: "block-quotation",
            alternatives: Few::default(),
        });
        pages.quotations.push(Quotation {
            span,
            outer: block.span,
            kind: QuotationKind::Direct,
            utterance: pages.next(),
            block: index as u32,
            depth: 0,
            attribution,
        });
    }

    /// Reported clauses without marks; those of one report are one utterance, and so is what it says in marks.
    fn reported_clauses(&self, block: usize, pages: &mut Pages) {
        let facts = &self.article.facts[block];
        let mut own: Vec<(usize, u32)> = vec![];
        for clause in &facts.clauses {
            let report = ReportId { block, report: clause.report };
            let according = facts.reports[clause.report].by == Found::AccordingTo;
            let pattern = if according { "according-to-clause" } else { "reported-clause" };
            let said = Said { report, confidence: 0.8, pattern, continued: false };
            let attribution = Some(self.attributed(&said));
            let span = self.article.place(block, clause.span);
            let known = self.marked_of(report, pages);
            let known = known.or_else(|| own.iter().find(|(r, _)| *r == clause.report).map(|(_, u)| *u));
            let utterance = known.unwrap_or_else(|| pages.next());
            own.push((clause.report, utterance));
            pages.quotations.push(Quotation {
                span,
                outer: span,
                kind: QuotationKind::Indirect,
                utterance,
                block: block as u32,
                depth: 0,
                attribution,
            });
        }
    }

    /// The utterance of the marked stretches that are given to a report.
    fn marked_of(&self, id: ReportId, pages: &mut Pages) -> Option<u32> {
        let given = self.decisions_in(id.block).iter().find_map(|decision| match decision.verdict {
            Verdict::Said(said) if said.report == id && !said.continued => Some(decision.utterance),
            _ => None,
        })?;
        Some(pages.utterance(given))
    }

    /// Those of the block whose meaning is known, or one of several.
    fn mentions(&self, block: usize, pages: &mut Pages) {
        let facts = &self.article.facts[block];
        for (local, meant) in facts.mentions.iter().zip(self.reading.meant.block(block)) {
            if meant.who().is_none() && meant.candidates().len() == 0 {
                continue;
            }
            pages.mentions.push(Mention {
                span: self.article.place(block, local.span),
                how: how_of(&local.form),
                entity: meant.who().map(|who| self.reading.id(who)),
                candidates: meant.candidates().map(|candidate| self.reading.id(candidate.0)).collect(),
            });
        }
    }

    /// Names one slip away from another.
    pub(in crate::analysis) fn variants(&self) -> Vec<Variant> {
        let place = |at: Named| self.mentioned(at);
        let slips = self.reading.slips.iter();
        slips
            .map(|slip| Variant {
                span: place(slip.at),
                entity: self.reading.id(slip.who),
                suggestion: slip.suggestion.clone(),
                example: slip.example.map(place),
            })
            .collect()
    }

    /// Where a mention stands in the file.
    fn mentioned(&self, (block, index): Named) -> Span {
        self.article.place(block, self.article.facts[block].mentions[index].span)
    }

    /// The title or role that an entity has, in the article's words.
    pub(in crate::analysis) fn role(&self, entity: usize) -> Option<Role> {
        let who = self.reading.order[entity];
        if let Some(text) = self.reading.declared(who).and_then(|(_, declared)| declared.title.as_ref()) {
            return Some(Role { text: text.clone(), span: None });
        }
        let (block, index) = self.reading.role(who)?;
        let Form::Name { role: Some(span), .. } = self.article.facts[block].mentions[index].form else {
            return None;
        };
        let text = with_single_blanks(span.of(self.article.plain(block))).into_owned();
        Some(Role { text, span: Some(self.article.place(block, span)) })
    }

    /// The entities, in the order of the text, with those of `mentions` that mean them. `variants` are names one slip
    /// away from another.
    pub(in crate::analysis) fn entities(&self, mentions: &[Mention], variants: &[Variant]) -> Vec<Entity> {
        let mut entities = self.bare_entities();
        make_room(&mut entities, mentions);
        let titled = self.titled_names();
        let mut titled = Titled::new(&titled);
        for (index, mention) in mentions.iter().enumerate() {
            let Some(entity) = mention.entity.and_then(|id| entities.get_mut(id.0 as usize)) else {
                continue;
            };
            entity.mentions.push(index as u32);
            if mention.how == How::Name && !variants.iter().any(|variant| variant.span == mention.span) {
                self.add_name(entity, mention.span, &mut titled);
            }
        }
        entities
    }

    /// Adds the other names that the mentions of an entity show, of which none has a slip.
    pub(in crate::analysis) fn add_names(&self, entity: &mut Entity, mentions: &[Mention], titled: &[Span]) {
        let mut titled = Titled::new(titled);
        for at in 0..entity.mentions.len() {
            let mention = &mentions[entity.mentions[at] as usize];
            if mention.how == How::Name {
                self.add_name(entity, mention.span, &mut titled);
            }
        }
    }

    /// Adds a name, and the same with its title, to the other names of an entity.
    fn add_name(&self, entity: &mut Entity, name: Span, titled: &mut Titled<'_>) {
        for words in [Some(name), titled.ending_at(name.end)].into_iter().flatten() {
            // Most are written as they were before.
            let written = words.of(self.article.text);
            if written == entity.name || entity.aliases.iter().any(|alias| alias == written) {
                continue;
            }
            let words = self.article.words(words);
            if *words != entity.name && !entity.aliases.iter().any(|alias| *alias == words) {
                entity.aliases.push(words.into_owned());
            }
        }
    }

    /// The entities without their mentions and the names that these show.
    pub(in crate::analysis) fn bare_entities(&self) -> Vec<Entity> {
        (0..self.reading.order.len()).map(|entity| self.entity(entity)).collect()
    }

    /// An entity without its mentions and its other names.
    fn entity(&self, entity: usize) -> Entity {
        let Reading { order, cast, genders, .. } = self.reading;
        let who = order[entity];
        let Character { name, aliases, .. } = cast.character(who);
        Entity {
            kind: cast.kind(who),
            name: name.to_string(),
            named: cast.is_named(who),
            aliases: aliases.clone(),
            role: self.role(entity),
            gender: genders[who],
            declared: self.reading.declared(who).map(|(place, _)| *place),
            mentions: vec![],
        }
    }

    /// `President Ruiz`: a surname with the title in front of it, by end.
    pub(in crate::analysis) fn titled_names(&self) -> Vec<Span> {
        let with_title = |(block, index): Named| {
            let mention = &self.article.facts[block].mentions[index];
            let Form::Name { titled: Some(start), .. } = mention.form else { return None };
            let is_surname = !mention.span.of(self.article.plain(block)).contains(' ');
            is_surname.then(|| self.article.place(block, Span::new(start, mention.span.end)))
        };
        // Where the names were learned from an earlier version, those of some blocks stand elsewhere in it.
        let is_touched = |block: &usize| self.touched.binary_search(block).is_ok();
        let titled = self.reading.start.titled().filter(|(block, _)| !is_touched(block));
        let anew =
            |&block: &usize| (0..self.article.facts[block].mentions.len()).map(move |index| (block, index));
        let mut found: Vec<Span> =
            titled.chain(self.touched.iter().flat_map(anew)).filter_map(with_title).collect();
        found.sort_unstable_by_key(|name| name.end);
        found
    }
}

/// Makes room for the mentions of each.
fn make_room(entities: &mut [Entity], mentions: &[Mention]) {
    let mut counts = vec![0; entities.len()];
    for EntityId(id) in mentions.iter().filter_map(|mention| mention.entity) {
        if let Some(count) = counts.get_mut(id as usize) {
            *count += 1;
        }
    }
    entities.iter_mut().zip(counts).for_each(|(entity, count)| entity.mentions.reserve_exact(count));
}

/// Names with their titles, for whoever goes over names in about the order of the text.
struct Titled<'t> {
    /// In order.
    names: &'t [Span],
    /// The first that ends where the last name asked for did, or behind it.
    at: usize,
}

impl<'t> Titled<'t> {
    fn new(names: &'t [Span]) -> Self {
        Titled { names, at: 0 }
    }

    /// The one that ends at a place.
    fn ending_at(&mut self, end: u32) -> Option<Span> {
        while self.at > 0 && self.names[self.at - 1].end >= end {
            self.at -= 1;
        }
        while self.names.get(self.at).is_some_and(|name| name.end < end) {
            self.at += 1;
        }
        self.names.get(self.at).copied().filter(|name| name.end == end)
    }
}

/// How words of a form refer.
pub(super) fn how_of(form: &Form) -> How {
    match form {
        Form::Name { .. } => How::Name,
        Form::Pronoun(_) => How::Pronoun,
        Form::Description(_) => How::Description,
    }
}
