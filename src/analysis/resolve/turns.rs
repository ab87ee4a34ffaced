//! Transcripts: what is read and put down of the paragraphs in which people take turns.

use super::output::{Output, Pages, how_of};
use super::reader::{Around, Reader};
use super::reading::Meant;
use crate::analysis::model::*;
use crate::analysis::nested::{By, Nested, Said, Source};
use crate::analysis::transcript::{Label, Turn, Who};
use crate::article::{EntityKind, is_byline};
use crate::english::classes::CUE_A;
use crate::entities::mention::{Form, Local, Pronoun};
use crate::quotes::attribute::{self, ReportId, Verdict};
use crate::quotes::candidates::{Candidate, Speech};
use crate::quotes::reports::Found;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// How sure it is that whom a label names says what stands behind it.
const LABELLED: f32 = 0.97;
/// The same of the paragraphs behind that have no label.
const WITHOUT_LABEL: f32 = 0.8;
/// How sure it is that words beside a quotation in a turn show whose it is, and not the label.
const BESIDE_LABEL: f32 = 0.8;

impl<'a> Reader<'a> {
    /// A mention as the reader takes it: all that stands behind a label is somebody's speech, and `Q` is no name for
    /// whoever asks.
    pub(super) fn in_its_turn(&self, block: usize, index: usize) -> Cow<'a, Local> {
        let facts = &self.article.facts[block];
        let local = &facts.mentions[index];
        let Some(turn) = self.transcript.turn(block) else { return Cow::Borrowed(local) };
        let label = facts.label.as_ref().filter(|_| turn.label == block);
        let quoted = label.is_none_or(|label| local.span.start >= label.speech.start);
        let names = label.is_some_and(|label| matches!(label.who, Who::Mention(_)));
        match (quoted, names) {
            (false, true) => Cow::Borrowed(local),
            _ => Cow::Owned(Local { quoted, reports: false, ..local.clone() }),
        }
    }

    /// Whom a mention that is a label means, where that goes by other rules than elsewhere: `Q` is nobody's name, and
    /// `COOK` is somebody of that surname.
    pub(super) fn in_label(&self, block: usize, local: &Local) -> Option<Meant> {
        let turn = self.transcript.turn(block).filter(|turn| turn.label == block)?;
        let label = self.article.facts[turn.label].label.as_ref().filter(|l| l.words.covers(local.span))?;
        match (label.who, &local.form) {
            (Who::Asks | Who::Answers, _) => Some(Meant::default()),
            (_, Form::Description(_)) => {
                let who = self.of_surname(local.span.of(self.article.plain(block)))?;
                Some(Meant::only(Some(who)))
            }
            _ => None,
        }
    }

    /// The one person of the cast with this surname.
    fn of_surname(&self, word: &str) -> Option<usize> {
        let mut of_it = (0..self.cast.len()).filter(|who| {
            let name = self.cast.name(*who);
            let last = name.rsplit(' ').next().filter(|last| last.len() < name.len());
            self.cast.kind(*who) == EntityKind::Person
                && last.is_some_and(|last| last.eq_ignore_ascii_case(word))
        });
        let only = of_it.next()?;
        of_it.next().is_none().then_some(only)
    }

    /// Who takes a turn, as far as the article has been read.
    pub(super) fn taking(&self, turn: &Turn) -> Around {
        let who = self.article.facts[turn.label].label.as_ref().map(|label| label.who);
        let meant = match who {
            Some(Who::Mention(mention)) => {
                let mention = mention as usize;
                let read = turn.label < self.meant.len();
                if read { self.meant.get(turn.label, mention) } else { self.here.get(mention).copied() }
            }
            Some(Who::Answers) => return Around::Unclear,
            Some(Who::Asks | Who::Other | Who::Nobody) | None => return Around::Nobody,
        };
        meant.and_then(|meant| meant.who()).map_or(Around::Unclear, Around::Known)
    }

    /// Who answers in each run of turns: the one person whom the article has named until then.
    pub(super) fn answers(&self) -> FxHashMap<usize, usize> {
        let mut answers = FxHashMap::default();
        for run in self.transcript.turns().iter().filter(|turn| turn.run == turn.label).map(|turn| turn.run) {
            if let Some(who) = self.only_person_before(run) {
                answers.insert(run, who);
            }
        }
        answers
    }

    fn only_person_before(&self, block: usize) -> Option<usize> {
        // Whoever wrote the article is not whom it is about.
        let first_line =
            |block: usize| self.article.plain(block).trim_start().lines().next().unwrap_or_default();
        let prose = (0..block).filter(|block| !is_byline(first_line(*block)));
        let mut people = prose.flat_map(|block| {
            let mentions = self.article.facts[block].mentions.iter().zip(self.meant.block(block));
            mentions
                .filter(|(local, _)| matches!(local.form, Form::Name { .. }))
                .filter_map(|(_, meant)| meant.who())
        });
        let person = |who: &usize| self.cast.kind(*who) == EntityKind::Person;
        let first = people.by_ref().find(person)?;
        people.filter(person).all(|who| who == first).then_some(first)
    }
}

impl Output<'_> {
    /// Puts down what somebody says in a block of a transcript.
    pub(super) fn turn(&self, block: usize, turn: &Turn, pages: &mut Pages) {
        let Some(label) = &self.article.facts[turn.label].label else { return };
        self.nicknames(block, pages);
        let plain = self.article.plain(block);
        let lead = plain.len() - plain.trim_start().len();
        let whole = Span::new(lead as u32, plain.trim_end().len().max(lead) as u32);
        let said = if turn.label == block { label.speech } else { whole };
        let span = self.article.place(block, said);
        let utterance = pages.turn(turn.label);
        let within = pages.quotations.len();
        pages.quotations.push(Quotation {
            span,
            outer: span,
            kind: QuotationKind::Direct,
            utterance,
            block: block as u32,
            depth: 0,
            attribution: Some(self.labelled(label, turn, turn.label != block)),
        });
        self.quoted_in_turn(block, within, pages);
    }

    /// Puts down what somebody quotes in a turn, which is the quotation on the pages with the index `within`.
    fn quoted_in_turn(&self, block: usize, within: usize, pages: &mut Pages) {
        let facts = &self.article.facts[block];
        let (turn, by) = (pages.quotations[within].span, pages.quotations[within].attribution);
        let mut last = None;
        for decision in self.decisions_in(block) {
            let speech = &facts.speeches[decision.speech];
            let outer = self.article.place(block, facts.marks.stretches[speech.stretch].outer);
            let Some(source) =
                self.quoted_by(block, speech, &decision.verdict).filter(|_| turn.covers(outer))
            else {
                continue;
            };
            let utterance = match last {
                Some((decided, utterance)) if decided == decision.utterance => utterance,
                _ => pages.next_nested(),
            };
            last = Some((decision.utterance, utterance));
            let (stretch, direct) = (speech.stretch, speech.direct);
            let nested = Nested { stretch, outer: stretch, direct, utterance: decision.utterance, source };
            let quotation = self.nested(block, &nested, by.as_ref(), utterance);
            pages.put_nested(within, quotation);
        }
    }

    /// Who says words in marks inside a turn; `None` if it is whoever takes it, who quotes nobody then, and if the words
    /// are no speech.
    fn quoted_by(&self, block: usize, speech: &Speech, verdict: &Verdict) -> Option<Source> {
        let facts = &self.article.facts[block];
        let said = match verdict {
            Verdict::Title(_) | Verdict::Scare(_) | Verdict::Word => return None,
            Verdict::Nobody => return Some(Source::Nobody),
            Verdict::Annotated(index) => return Some(Source::Annotated(*index)),
            Verdict::Said(said) if said.report.block != block => return Some(Source::Nobody),
            Verdict::Said(said) if facts.reports[said.report.report].by == Found::Label => {
                self.beside_label(block, speech)?
            }
            Verdict::Said(said) => *said,
        };
        let report = said.report.report;
        let (Some(subject), Some(shown_by)) = (facts.subjects[report], facts.shown_by[report]) else {
            return Some(Source::Nobody);
        };
        let local = &facts.mentions[subject as usize];
        let words = local.span.of(self.article.plain(block));
        let first_person = ["i", "we", "my", "our"].iter().any(|word| words.eq_ignore_ascii_case(word));
        let by = match local.form {
            Form::Pronoun(Pronoun::Speaking) if first_person => By::Outer,
            Form::Name { .. } => By::Mention(subject),
            Form::Pronoun(_) | Form::Description(_) => By::Other,
        };
        Some(Source::Said(Said {
            by,
            form: local.form.clone(),
            shown_by,
            cue: facts.cues[report],
            confidence: said.confidence,
            pattern: said.pattern,
            continued: said.continued,
        }))
    }

    /// The reporting words that say whose words in marks are, where a label at the head of the paragraph was thought to: `RUIZ: Bo Ek told me, “…”`.
    fn beside_label(&self, block: usize, speech: &Speech) -> Option<attribute::Said> {
        let reports = &self.article.facts[block].reports;
        let says = |candidate: &&Candidate| {
            let report = &reports[candidate.report];
            report.classes.any(CUE_A) && !matches!(report.by, Found::Label | Found::Colon | Found::Possessor)
        };
        let best = speech
            .candidates
            .iter()
            .filter(says)
            .max_by(|a, b| a.features.score().total_cmp(&b.features.score()))?;
        let report = ReportId { block, report: best.report };
        Some(attribute::Said { report, confidence: BESIDE_LABEL, pattern: best.pattern, continued: false })
    }

    fn labelled(&self, label: &Label, turn: &Turn, continued: bool) -> Attribution {
        let facts = &self.article.facts[turn.label];
        let (speaker, how, alternatives, evidence) = match label.who {
            Who::Mention(mention) => {
                let meant = &self.reading.meant.of(turn.label, mention as usize);
                let how = how_of(&facts.mentions[mention as usize].form);
                (self.speaker(Some(meant)), how, self.alternatives(meant), "transcript-label")
            }
            Who::Asks => (Speaker::Unresolved, How::Description, Default::default(), "transcript-question"),
            Who::Other | Who::Nobody => {
                (Speaker::Unresolved, How::Description, Default::default(), "transcript-label")
            }
            Who::Answers => {
                let who = self.reading.answers.get(&turn.run).map(|who| self.reading.id(*who));
                let speaker = who.map_or(Speaker::Unresolved, Speaker::Entity);
                (speaker, How::Description, Default::default(), "transcript-answer")
            }
        };
        let (how, evidence, confidence) = match continued {
            true => (How::Continued, "transcript-goes-on", WITHOUT_LABEL),
            false => (how, evidence, LABELLED),
        };
        Attribution {
            speaker,
            shown_by: Some(self.article.place(turn.label, label.words)),
            how,
            cue: None,
            confidence,
            evidence,
            alternatives,
        }
    }
}
