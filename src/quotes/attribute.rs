//! Decides, paragraph after paragraph, which words say who speaks each marked stretch.
//!
//! What its own sentence offers goes first; where it offers nothing, speech goes on: from the sentence before,
//! from the paragraph before, or over paragraphs whose marks say so. Who the words mean is not decided here.

use super::candidates::{Likeness, Speech, THRESHOLD};
use super::frame::Frame;
use super::marks::Marks;
use super::reports::{Found, Report};
use crate::article::{AnnotationKind, Inline};
use crate::english::Kind;

/// A report of the article: the index of its block and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportId {
    /// The index of the block.
    pub block: usize,
    /// The index of the report in the block.
    pub report: usize,
}

/// What is decided for a marked stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The index of the block.
    pub block: usize,
    /// The index of the speech in the block.
    pub speech: usize,
    /// What it is.
    pub verdict: Verdict,
    /// Stretches that one attribution splits share it.
    pub utterance: u32,
}

/// What a marked stretch is.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Speech, and these words show who says it.
    Said(Said),
    /// Speech, and an annotation names the speaker: its index in the block.
    Annotated(usize),
    /// Speech that nobody is shown to have said.
    Nobody,
    /// No speech, but a title.
    Title,
    /// No speech, but a term at arm's length.
    Scare,
    /// No speech, but a word spoken of as a word.
    Word,
}

/// The words that show who speaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// Whose subject the speaker is.
    pub report: ReportId,
    /// How well it fits, on the scale of [`THRESHOLD`].
    pub score: f32,
    /// The pattern, as `annotate` names it.
    pub pattern: &'static str,
    /// The words stand with an earlier or later quotation, not with this one.
    pub continued: bool,
}

/// A paragraph as this room sees it.
pub struct Paragraph<'a> {
    /// Its annotations.
    pub inline: &'a Inline,
    /// Its marks.
    pub marks: &'a Marks,
    /// The writer's own sentences.
    pub frame: &'a Frame,
    /// Its reporting words.
    pub reports: &'a [Report],
    /// Its outermost marked stretches.
    pub speeches: &'a [Speech],
}

/// Who is speaking while the article is read from the top.
#[derive(Debug, Default)]
pub struct Attribution {
    /// All decisions so far.
    pub decisions: Vec<Decision>,
    utterances: u32,
    /// The last report that a stretch was given to.
    last: Option<Last>,
    /// The paragraph before, if speech can go on from it.
    before: Option<Before>,
}

#[derive(Clone, Copy, Debug)]
struct Last {
    report: ReportId,
    block: usize,
    sentence: usize,
    utterance: u32,
}

/// How the paragraph before leaves things.
#[derive(Clone, Copy, Debug)]
struct Before {
    /// The report in whose words it ends, or a colon.
    introduces: Option<ReportId>,
    /// It has speech of this report.
    spoke: Option<ReportId>,
    /// Its last quotation runs on: the index of the decision.
    runs_on: Option<usize>,
}

impl Attribution {
    /// Reads the next paragraph.
    pub fn paragraph(&mut self, block: usize, paragraph: &Paragraph) {
        let first = self.decisions.len();
        for index in 0..paragraph.speeches.len() {
            let decision = self.decide(block, index, paragraph);
            self.decisions.push(decision);
        }
        self.before = Some(self.leave(block, first, paragraph));
    }

    /// A heading or the like: no speech goes on over it.
    pub fn interruption(&mut self) {
        self.before = None;
    }

    fn decide(&mut self, block: usize, index: usize, paragraph: &Paragraph) -> Decision {
        let speech = &paragraph.speeches[index];
        let said = |verdict, utterance| Decision { block, speech: index, verdict, utterance };
        if let Some(verdict) = annotated(paragraph, speech) {
            let utterance = self.next_utterance();
            return said(verdict, utterance);
        }
        if let Some(term) = plainly_no_speech(speech) {
            let utterance = self.next_utterance();
            return said(term, utterance);
        }
        if let Some(best) = speech.candidates.first().filter(|c| c.score >= THRESHOLD) {
            let report = ReportId { block, report: best.report };
            let said_by = Said { report, score: best.score, pattern: best.pattern, continued: false };
            let utterance = self.own(block, speech, report);
            self.hand_back(block, index, paragraph, said_by, utterance);
            return said(Verdict::Said(said_by), utterance);
        }
        if let Some((said_by, utterance)) = self.goes_on(block, index, paragraph) {
            self.last = Some(Last { report: said_by.report, block, sentence: speech.sentence, utterance });
            return said(Verdict::Said(said_by), utterance);
        }
        let utterance = self.next_utterance();
        said(nobody(speech), utterance)
    }

    fn next_utterance(&mut self) -> u32 {
        self.utterances += 1;
        self.utterances - 1
    }

    /// The utterance of a stretch with words of its own: the same as before if they are the same words.
    fn own(&mut self, block: usize, speech: &Speech, report: ReportId) -> u32 {
        let utterance = match self.last {
            Some(last) if last.report == report && last.sentence == speech.sentence && last.block == block => last.utterance,
            _ => self.next_utterance(),
        };
        self.last = Some(Last { report, block, sentence: speech.sentence, utterance });
        utterance
    }

    /// Speech that began paragraphs ago and is attributed only here: its earlier parts are the same speaker's.
    fn hand_back(&mut self, block: usize, index: usize, paragraph: &Paragraph, said: Said, utterance: u32) {
        let stretch = &paragraph.marks.stretches[paragraph.speeches[index].stretch];
        let open = self.before.and_then(|b| b.runs_on).filter(|_| stretch.continues && index == 0);
        let Some(mut at) = open else { return };
        let mut inside = block;
        while self.decisions[at].verdict == Verdict::Nobody && self.decisions[at].block + 1 >= inside {
            inside = self.decisions[at].block;
            self.decisions[at].utterance = utterance;
            self.decisions[at].verdict = Verdict::Said(Said { pattern: "attributed-later", continued: true, ..said });
            let Some(earlier) = at.checked_sub(1) else { break };
            at = earlier;
        }
    }

    /// Speech without words of its own that say who speaks.
    fn goes_on(&mut self, block: usize, index: usize, paragraph: &Paragraph) -> Option<(Said, u32)> {
        let speech = &paragraph.speeches[index];
        let stretch = &paragraph.marks.stretches[speech.stretch];
        let said = |report, score, pattern| Said { report, score, pattern, continued: true };
        if stretch.continues && index == 0 {
            let open = self.before.and_then(|b| b.runs_on)?;
            let Verdict::Said(earlier) = self.decisions[open].verdict else { return None };
            return Some((said(earlier.report, 4.0, "open-quotation"), self.decisions[open].utterance));
        }
        if speech.likeness != Likeness::Speech && !speech.direct {
            return None;
        }
        if let Some(last) = self.last.filter(|l| l.block == block) {
            let score = if speech.direct { 3.0 } else { 1.4 };
            let utterance = if speech.direct { last.utterance } else { self.next_utterance() };
            return Some((said(last.report, score, "speech-goes-on"), utterance));
        }
        if !speech.direct {
            return None;
        }
        if let Some(report) = introduced(block, speech, paragraph) {
            return Some((said(report, 1.8, "introduced"), self.next_utterance()));
        }
        if let Some(report) = followed(block, speech, paragraph) {
            return Some((said(report, 1.3, "followed"), self.next_utterance()));
        }
        let opens = paragraph.frame.tokens.iter().position(|t| t.kind == Kind::Quoted) == Some(0);
        let before = self.before.filter(|_| opens && speech.alone)?;
        if let Some(report) = before.introduces {
            return Some((said(report, 2.2, "introduced-before"), self.next_utterance()));
        }
        let report = before.spoke?;
        Some((said(report, 1.4, "next-paragraph"), self.next_utterance()))
    }

    fn leave(&self, block: usize, first: usize, paragraph: &Paragraph) -> Before {
        let last_sentence = paragraph.frame.sentences.len().saturating_sub(1);
        let introduces = paragraph
            .reports
            .iter()
            .rposition(|r| r.sentence == last_sentence && r.subject.is_some() && r.by != Found::Possessor)
            .map(|report| ReportId { block, report });
        let here = || self.decisions[first..].iter();
        let spoke = here().rev().find_map(|d| match d.verdict {
            Verdict::Said(said) => Some(said.report),
            _ => None,
        });
        let running = paragraph.speeches.last().is_some_and(|s| paragraph.marks.stretches[s.stretch].runs_on);
        Before { introduces, spoke, runs_on: (running && first < self.decisions.len()).then(|| self.decisions.len() - 1) }
    }
}

fn annotated(paragraph: &Paragraph, speech: &Speech) -> Option<Verdict> {
    let end = paragraph.marks.stretches[speech.stretch].outer.end;
    let (index, annotation) =
        paragraph.inline.annotations.iter().enumerate().find(|(_, a)| a.target.start == end && a.target.is_empty())?;
    match annotation.kind {
        AnnotationKind::Speaker(_) => Some(Verdict::Annotated(index)),
        AnnotationKind::Scare => Some(Verdict::Scare),
        AnnotationKind::Title => Some(Verdict::Title),
        AnnotationKind::Entity(..) | AnnotationKind::Date(_) => None,
    }
}

/// A title or a word by what stands before it, unless reporting words stand right beside it.
fn plainly_no_speech(speech: &Speech) -> Option<Verdict> {
    let beside = speech.candidates.first().is_some_and(|c| c.score >= 3.5);
    match speech.likeness {
        Likeness::Title if !beside => Some(Verdict::Title),
        Likeness::Word if !beside => Some(Verdict::Word),
        _ => None,
    }
}

/// What a stretch is that nobody says.
fn nobody(speech: &Speech) -> Verdict {
    match speech.likeness {
        _ if speech.direct && speech.alone => Verdict::Nobody,
        Likeness::MaybeTitle | Likeness::Title => Verdict::Title,
        Likeness::MaybeScare => Verdict::Scare,
        Likeness::Word => Verdict::Word,
        Likeness::Speech => Verdict::Nobody,
    }
}

/// `Ruiz disagreed. “It will stay.”`: the sentence before says who speaks.
fn introduced(block: usize, speech: &Speech, paragraph: &Paragraph) -> Option<ReportId> {
    let before = speech.sentence.checked_sub(1)?;
    let report = paragraph.reports.iter().rposition(|r| r.sentence == before && r.subject.is_some() && r.by != Found::Possessor)?;
    Some(ReportId { block, report })
}

/// `“It will stay.” That was what Ruiz told them.`: the sentence behind says it, and has no speech of its own.
fn followed(block: usize, speech: &Speech, paragraph: &Paragraph) -> Option<ReportId> {
    let behind = speech.sentence + 1;
    let range = paragraph.frame.sentences.get(behind)?;
    let own_speech = range.clone().any(|i| paragraph.frame.tokens[i].kind == Kind::Quoted);
    let report = paragraph.reports.iter().position(|r| r.sentence == behind && r.subject.is_some() && r.by != Found::Possessor)?;
    (!own_speech).then_some(ReportId { block, report })
}
