//! Decides, paragraph after paragraph, which words say who speaks each marked stretch.
//!
//! What its own sentence offers goes first; where it offers nothing, speech goes on: from the sentence before,
//! from the paragraph before, or over paragraphs whose marks say so. Who the words mean is not decided here.

use super::candidates::{Likeness, Speech};
use super::features::{Family, Features, grade_value, how_value, words_bucket};
use super::frame::Frame;
use super::marks::Marks;
use super::reports::{Found, Report, is_dash, of_sentence};
use crate::article::{AnnotationKind, Inline};
use crate::english::Kind;
use crate::english::classes::{CUE_A, CUE_B, FRAME_QUOTE, VERB_ING};
use crate::exponential::exp;

/// A report of the article: the index of its block and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportId {
    /// The index of the block.
    pub block: usize,
    /// The index of the report in the block.
    pub report: usize,
}

/// Stretches that one attribution splits: the index of the block where the first of them was decided, and which of its
/// utterances it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utterance {
    /// The index of the block.
    pub block: u32,
    /// 0 for the first one that the block began.
    pub number: u32,
}

/// What is decided for a marked stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// The index of the block.
    pub block: usize,
    /// The index of the speech in the block.
    pub speech: usize,
    /// What it is.
    pub verdict: Verdict,
    /// Stretches that one attribution splits share it.
    pub utterance: Utterance,
    /// The stretch comes from the paragraph before.
    pub continues: bool,
    /// The stretch goes on in the paragraph behind.
    pub runs_on: bool,
}

/// The decisions about a block, of those about an article in the order of the text.
pub fn decisions_in(all: &[Decision], block: usize) -> &[Decision] {
    let from = all.partition_point(|decision| decision.block < block);
    let count = all[from..].iter().take_while(|decision| decision.block == block).count();
    &all[from..from + count]
}

/// What a marked stretch is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// Speech, and these words show who says it.
    Said(Said),
    /// Speech, and an annotation names the speaker: its index in the block.
    Annotated(usize),
    /// Speech that nobody is shown to have said.
    Nobody,
    /// No speech, but a title.
    Title(By),
    /// No speech, but a term at arm's length.
    Scare(By),
    /// No speech, but a word spoken of as a word.
    Word,
}

/// Who or what says that words in marks are no speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The writer, in an annotation.
    Annotation,
    /// What they look like, with nobody who says them.
    Looks,
}

/// The words that show who speaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// Whose subject the speaker is.
    pub report: ReportId,
    /// The probability that they do, 0 to 1.
    pub confidence: f32,
    /// The pattern, as `annotate` names it.
    pub pattern: &'static str,
    /// The words stand with an earlier or later quotation, not with this one.
    pub continued: bool,
}

/// What a block is to whoever follows speech through an article.
pub enum Passage<'a> {
    /// Prose, in which speech may go on from the paragraph before.
    Paragraph(Paragraph<'a>),
    /// No speech goes on over it.
    Heading(Paragraph<'a>),
    /// A block quotation, all of it speech without marks; no other speech goes on over it.
    Quotation,
    /// Nothing: what stands above and below it follow on each other.
    Comment,
}

/// A paragraph as this room sees it.
pub struct Paragraph<'a> {
    /// Its plain text.
    pub text: &'a str,
    /// Its annotations.
    pub inline: &'a Inline,
    /// Its marks.
    pub marks: &'a Marks,
    /// The writer's own sentences.
    pub frame: &'a Frame,
    /// Its reporting words.
    pub reports: &'a [Report],
    /// For each report, what its subject is: a value of [`Family::Subject`].
    pub subjects: &'a [usize],
    /// Its outermost marked stretches.
    pub speeches: &'a [Speech],
}

/// Who is speaking while the article is read from the top.
#[derive(Debug, Default)]
pub struct Attribution {
    /// All decisions so far.
    pub decisions: Vec<Decision>,
    /// How many utterances the present block began.
    utterances: u32,
    /// The last report that a stretch was given to.
    last: Option<Last>,
    /// The paragraph before, if speech can go on from it.
    pub(super) before: Option<Before>,
    /// The block of the paragraph before; comments between blocks are none.
    pub(super) previous: Option<usize>,
    /// All questions with their answers are kept here, for whoever studies them.
    pub watch: Option<Vec<Question>>,
}

/// A question that was asked: who says this stretch?
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The index of the block.
    pub block: usize,
    /// The index of the speech in the block.
    pub speech: usize,
    /// All answers, that nobody does first.
    pub answers: Vec<Answer>,
}

/// An answer to the question who says a stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The words that say so, by which pattern, and how they are tied to the stretch; `None` if nobody says it.
    pub said: Option<(ReportId, &'static str, Tie)>,
    /// What speaks for it.
    pub features: Features,
}

/// How the words that show a speaker are tied to a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// They stand in its sentence.
    Own,
    /// They are those of the stretch before in the paragraph.
    GoesOn,
    /// They stand in the sentence before or behind.
    Sentence,
    /// They stand in the paragraph before.
    Paragraph,
}

#[derive(Clone, Copy, Debug)]
struct Last {
    report: ReportId,
    block: usize,
    sentence: usize,
    utterance: Utterance,
}

/// How the paragraph before leaves things.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Before {
    /// Answers that the reports of its last sentence give to speech behind it.
    pub(super) introduces: Vec<Answer>,
    /// It ends with a colon.
    pub(super) colon: bool,
    /// It has speech of this report, and whether in its last sentence.
    pub(super) spoke: Option<(ReportId, bool)>,
    /// Its last words are in marks.
    pub(super) ends_in_speech: bool,
    /// Its last quotation runs on: the index of the decision.
    pub(super) runs_on: Option<usize>,
}

impl Attribution {
    /// Reads the next block.
    pub fn block(&mut self, block: usize, passage: &Passage) {
        match passage {
            Passage::Paragraph(paragraph) => {
                self.paragraph(block, paragraph);
                self.before = Some(Before::of(block, paragraph, &self.decisions));
                self.previous = Some(block);
            }
            Passage::Heading(paragraph) => {
                self.paragraph(block, paragraph);
                self.interruption();
            }
            Passage::Quotation => self.interruption(),
            Passage::Comment => {}
        }
    }

    /// Reads a paragraph, whatever follows it.
    pub fn paragraph(&mut self, block: usize, paragraph: &Paragraph) {
        self.utterances = 0;
        self.sign(block, paragraph);
        for index in 0..paragraph.speeches.len() {
            let decision = self.decide(block, index, paragraph);
            self.decisions.push(decision);
        }
    }

    /// A paragraph that is a signature (`— Ana Ruiz`) signs the quotation before it.
    fn sign(&mut self, block: usize, paragraph: &Paragraph) {
        let dash = paragraph.frame.tokens.first().is_some_and(|t| is_dash(paragraph.text, t));
        let only = paragraph.speeches.is_empty() && paragraph.frame.sentences.len() == 1 && dash;
        let Some(report) = paragraph.reports.iter().position(|r| only && r.by == Found::Signature) else {
            return;
        };
        let Some(decision) = self.decisions.last_mut().filter(|d| Some(d.block) == self.previous) else {
            return;
        };
        let open = match decision.verdict {
            Verdict::Nobody => true,
            Verdict::Said(said) => said.continued,
            _ => false,
        };
        if open {
            let report = ReportId { block, report };
            decision.verdict =
                Verdict::Said(Said { report, confidence: 0.95, pattern: "signature", continued: false });
        }
    }

    /// A heading or the like: no speech goes on over it.
    fn interruption(&mut self) {
        self.before = None;
        self.previous = None;
    }

    fn decide(&mut self, block: usize, index: usize, paragraph: &Paragraph) -> Decision {
        let speech = &paragraph.speeches[index];
        let stretch = &paragraph.marks.stretches[speech.stretch];
        let (continues, runs_on) = (stretch.continues, stretch.runs_on);
        let decision =
            |verdict, utterance| Decision { block, speech: index, verdict, utterance, continues, runs_on };
        if let Some(verdict) = annotated(paragraph, speech) {
            return decision(verdict, self.next_utterance(block));
        }
        if let Some((said, utterance)) = self.runs_on(block, index, paragraph) {
            return decision(Verdict::Said(said), utterance);
        }
        if let Some(signed) = speech.candidates.iter().find(|c| c.pattern == "signature") {
            // Too plain to be weighed, and too rare for the weights to have learnt it.
            let report = ReportId { block, report: signed.report };
            let utterance = self.own(block, speech, report);
            let said = Said { report, confidence: 0.95, pattern: signed.pattern, continued: false };
            return decision(Verdict::Said(said), utterance);
        }
        let mut answers = self.answers(block, index, paragraph);
        let scores: Vec<f32> = answers.iter().map(|a| a.features.score()).collect();
        let (best, confidence) = match (likeliest(&scores), called_by(speech, paragraph)) {
            ((0, _), Some(agent)) => (1 + agent, CALLED_BY),
            ((0, nobody), None) => somebody_of_the_sentence(speech, &scores, nobody),
            (likeliest, _) => likeliest,
        };
        if let Some(watch) = &mut self.watch {
            watch.push(Question { block, speech: index, answers: answers.clone() });
        }
        let answer = answers.swap_remove(best);
        let Some((report, pattern, tie)) = answer.said else {
            let open = self.before.as_ref().and_then(|b| b.runs_on).filter(|_| continues && index == 0);
            let utterance = match open {
                Some(earlier) => self.decisions[earlier].utterance,
                None => self.next_utterance(block),
            };
            return decision(nobody(speech), utterance);
        };
        // Words of its own sentence are its own, though the stretch before has them too.
        let own = speech.candidates.iter().find(|c| report == ReportId { block, report: c.report });
        let (pattern, tie) = own.map_or((pattern, tie), |c| (c.pattern, Tie::Own));
        let said = Said { report, confidence, pattern, continued: tie != Tie::Own };
        let utterance = match tie {
            Tie::Own => self.own(block, speech, report),
            Tie::GoesOn if speech.direct => self.last_utterance(block),
            _ => self.next_utterance(block),
        };
        if tie == Tie::Own {
            self.hand_back(index, paragraph, said, utterance);
        }
        self.last = Some(Last { report, block, sentence: speech.sentence, utterance });
        decision(Verdict::Said(said), utterance)
    }

    /// All answers to "who says this?", that nobody does first.
    fn answers(&self, block: usize, index: usize, paragraph: &Paragraph) -> Vec<Answer> {
        let speech = &paragraph.speeches[index];
        let mut answers = vec![Answer { said: None, features: self.nobody_features(block, speech) }];
        answers.extend(speech.candidates.iter().map(|c| Answer {
            said: Some((ReportId { block, report: c.report }, c.pattern, Tie::Own)),
            features: c.features.clone(),
        }));
        let ties = Ties { attribution: self, block, index, paragraph };
        answers.extend(ties.goes_on());
        answers.extend(ties.introduced());
        answers.extend(ties.followed());
        answers.extend(ties.paragraph_before());
        answers
    }

    fn nobody_features(&self, block: usize, speech: &Speech) -> Features {
        let mut features = speech.nobody.clone();
        features.add_if(self.last.is_some_and(|l| l.block == block), Family::NobodyAgainst, 3);
        features
    }

    /// An utterance that the block begins.
    fn next_utterance(&mut self, block: usize) -> Utterance {
        self.utterances += 1;
        Utterance { block: block as u32, number: self.utterances - 1 }
    }

    /// The utterance of the stretch before, which goes on.
    fn last_utterance(&mut self, block: usize) -> Utterance {
        self.last.map(|last| last.utterance).unwrap_or_else(|| self.next_utterance(block))
    }

    /// The utterance of a stretch with words of its own: the same as before if they are the same words.
    fn own(&mut self, block: usize, speech: &Speech, report: ReportId) -> Utterance {
        let same = |l: &Last| l.report == report && l.sentence == speech.sentence && l.block == block;
        match self.last.filter(same) {
            Some(last) => last.utterance,
            None => self.next_utterance(block),
        }
    }

    /// Speech that began paragraphs ago and is attributed only here: its earlier parts are the same speaker's.
    fn hand_back(&mut self, index: usize, paragraph: &Paragraph, said: Said, utterance: Utterance) {
        let stretch = &paragraph.marks.stretches[paragraph.speeches[index].stretch];
        let open = self.before.as_ref().and_then(|b| b.runs_on).filter(|_| stretch.continues && index == 0);
        let mut part = open;
        while let Some(at) = part {
            let decision = &mut self.decisions[at];
            if decision.verdict != Verdict::Nobody || !decision.runs_on {
                break;
            }
            decision.utterance = utterance;
            decision.verdict = Verdict::Said(Said { pattern: "attributed-later", continued: true, ..said });
            part = at.checked_sub(1).filter(|_| decision.continues);
        }
    }

    /// A quotation that is open since the paragraph before has that one's speaker.
    fn runs_on(&mut self, block: usize, index: usize, paragraph: &Paragraph) -> Option<(Said, Utterance)> {
        let stretch = &paragraph.marks.stretches[paragraph.speeches[index].stretch];
        let open =
            self.before.as_ref().and_then(|b| b.runs_on).filter(|_| stretch.continues && index == 0)?;
        if has_own_words(&paragraph.speeches[index], paragraph.reports) {
            return None;
        }
        let Verdict::Said(earlier) = self.decisions[open].verdict else { return None };
        let said = Said { pattern: "open-quotation", continued: true, ..earlier };
        let utterance = self.decisions[open].utterance;
        let sentence = paragraph.speeches[index].sentence;
        self.last = Some(Last { report: said.report, block, sentence, utterance });
        Some((said, utterance))
    }
}

impl Before {
    /// How a paragraph leaves things, given all decisions up to its last.
    pub(super) fn of(block: usize, paragraph: &Paragraph, decisions: &[Decision]) -> Before {
        let own = decisions_in(decisions, block);
        let last_sentence = paragraph.frame.sentences.len().saturating_sub(1);
        // Reporting words that have speech of their own introduce none, unless a colon says so.
        let colon = paragraph.frame.tokens.last().is_some_and(|t| t.kind == Kind::Colon);
        let taken = paragraph.frame.sentences.is_empty() || has_speech(paragraph, last_sentence) && !colon;
        let introduces = match taken {
            true => vec![],
            false => tied(block, last_sentence, paragraph, introduces_what_follows),
        };
        let suits = |a: &Answer| a.said.is_some_and(|s| can_introduce(&paragraph.reports[s.0.report], colon));
        let introduces = introduces.into_iter().map(|a| a.1).filter(suits).collect();
        let spoke = own.iter().rev().find_map(|d| match d.verdict {
            Verdict::Said(said) => {
                Some((said.report, paragraph.speeches[d.speech].sentence == last_sentence))
            }
            _ => None,
        });
        let running = paragraph.speeches.last().is_some_and(|s| paragraph.marks.stretches[s.stretch].runs_on);
        let runs_on = (running && !own.is_empty()).then(|| decisions.len() - 1);
        let ends_in_speech = paragraph.frame.tokens.last().is_some_and(|t| t.kind == Kind::Quoted);
        Before { introduces, colon, spoke, ends_in_speech, runs_on }
    }
}

/// The answers that earlier and later sentences offer.
struct Ties<'a> {
    attribution: &'a Attribution,
    block: usize,
    index: usize,
    paragraph: &'a Paragraph<'a>,
}

impl Ties<'_> {
    fn speech(&self) -> &Speech {
        &self.paragraph.speeches[self.index]
    }

    fn mixed(&self) -> usize {
        usize::from(!self.speech().direct)
    }

    /// What the sentence itself offers: 0 nothing, 1 subjects of other verbs, 2 reporting words.
    fn own_words(&self) -> usize {
        let Some(speech) = self.paragraph.speeches.get(self.index) else { return 0 };
        let reports = speech.candidates.iter().map(|c| self.paragraph.reports[c.report].by);
        reports.map(|by| if by == Found::Bare { 1 } else { 2 }).max().unwrap_or(0)
    }

    fn answer(&self, report: ReportId, pattern: &'static str, tie: Tie) -> Answer {
        let mut features = Features::default();
        features.add(Family::GoesOnAgainst, self.own_words());
        Answer { said: Some((report, pattern, tie)), features }
    }

    /// `“A,” said Ruiz. “B.”`
    fn goes_on(&self) -> Option<Answer> {
        let last = self.attribution.last.filter(|l| l.block == self.block)?;
        let mut answer = self.answer(last.report, "speech-goes-on", Tie::GoesOn);
        let value = match self.speech().sentence - last.sentence.min(self.speech().sentence) {
            0 => 4 + self.mixed(),
            1 => 2 * self.mixed(),
            _ => 1 + 2 * self.mixed(),
        };
        answer.features.add(Family::GoesOn, value);
        answer.features.add(Family::GoesOnWords, 5 * self.mixed() + words_bucket(self.speech().words));
        Some(answer)
    }

    /// `Ruiz disagreed. “It will stay.”`: the sentence before, which has no speech, says who speaks.
    fn introduced(&self) -> Vec<Answer> {
        let Some(before) = self.speech().sentence.checked_sub(1).filter(|s| !has_speech(self.paragraph, *s))
        else {
            return vec![];
        };
        let tokens = &self.paragraph.frame.tokens[self.paragraph.frame.sentences[before].clone()];
        let colon = tokens.last().is_some_and(|t| t.kind == Kind::Colon);
        let mut answers = self.tied(before, "introduced");
        for (bare, answer) in &mut answers {
            answer.features.add(Family::Introduced, 2 * usize::from(*bare) + self.mixed());
            answer.features.add_if(colon, Family::Introduced, 4);
        }
        answers.into_iter().map(|a| a.1).collect()
    }

    /// `“It will stay.” Ruiz was speaking at the opening.`: the sentence behind says it, and has no speech of its own.
    fn followed(&self) -> Vec<Answer> {
        let behind = self.speech().sentence + 1;
        if behind >= self.paragraph.frame.sentences.len() || has_speech(self.paragraph, behind) {
            return vec![];
        }
        let mut answers = self.tied(behind, "followed");
        for (bare, answer) in &mut answers {
            answer.features.add(Family::Followed, 2 * usize::from(*bare) + self.mixed());
        }
        answers.into_iter().map(|a| a.1).collect()
    }

    /// An answer for each subject of another sentence, and whether its verb reports nothing by itself.
    fn tied(&self, sentence: usize, pattern: &'static str) -> Vec<(bool, Answer)> {
        let answer = |report| self.answer(report, pattern, Tie::Sentence);
        tied(self.block, sentence, self.paragraph, answer)
    }

    /// Speech at the head of a paragraph may be that of the paragraph before, or be introduced by it.
    fn paragraph_before(&self) -> Vec<Answer> {
        let opens = self.index == 0 && self.speech().sentence == 0 && self.speech().token == 0;
        let Some(before) = self.attribution.before.as_ref().filter(|_| opens && self.speech().direct) else {
            return vec![];
        };
        let mut answers = Vec::new();
        for introduced in &before.introduces {
            let mut answer = introduced.clone();
            answer.features.add(Family::GoesOnAgainst, self.own_words());
            answer.features.add(Family::Before, usize::from(before.colon));
            answers.push(answer);
        }
        let whole = self.speech().alone && self.paragraph.frame.sentences.len() == 1;
        if let Some((report, at_end)) = before.spoke {
            let mut answer = self.answer(report, "next-paragraph", Tie::Paragraph);
            answer.features.add(Family::Before, 2 + usize::from(at_end));
            let end = match at_end {
                true => usize::from(before.ends_in_speech),
                false => 2,
            };
            answer.features.add_if(whole, Family::Alone, end);
            answers.push(answer);
        }
        for answer in &mut answers {
            answer.features.add(Family::BeforeWith, usize::from(!whole));
        }
        answers
    }
}

/// What a report answers to speech of the next paragraph, of which nothing is known yet.
fn introduces_what_follows(report: ReportId) -> Answer {
    Answer { said: Some((report, "introduced-before", Tie::Paragraph)), features: Features::default() }
}

/// An `answer` for each subject of a sentence, and whether its verb reports nothing by itself.
fn tied(
    block: usize,
    sentence: usize,
    paragraph: &Paragraph,
    answer: impl Fn(ReportId) -> Answer,
) -> Vec<(bool, Answer)> {
    let suits = |index: &usize| {
        let report = &paragraph.reports[*index];
        let bare = report.by == Found::Bare && !is_personal(paragraph.subjects[*index]);
        report.subject.is_some() && report.by != Found::Possessor && !bare
    };
    let all: Vec<usize> = of_sentence(paragraph.reports, sentence).filter(suits).collect();
    let answer = |place: usize, report: usize| {
        let found = &paragraph.reports[report];
        let mut answer = answer(ReportId { block, report });
        answer.features.add(Family::TiedGrade, grade_value(found.classes));
        answer.features.add(Family::TiedHow, how_value(found.by));
        answer.features.add(Family::TiedSubject, paragraph.subjects[report]);
        answer.features.add(
            Family::TiedPlace,
            match place {
                _ if all.len() == 1 => 0,
                0 => 1,
                _ if place + 1 == all.len() => 3,
                _ => 2,
            },
        );
        (found.by == Found::Bare, answer)
    };
    all.iter().enumerate().map(|(place, report)| answer(place, *report)).collect()
}

fn has_speech(paragraph: &Paragraph, sentence: usize) -> bool {
    let range = paragraph.frame.sentences[sentence].clone();
    paragraph.frame.tokens[range].iter().any(|t| t.kind == Kind::Quoted)
}

/// Whether words that can only be its own stand beside a stretch: `“…,” Ruiz said`, `RUIZ: “…”`.
fn has_own_words(speech: &Speech, reports: &[Report]) -> bool {
    speech.candidates.iter().any(|c| {
        let beside = matches!(c.pattern, "quote-subject-verb" | "quote-verb-subject" | "label");
        beside && reports[c.report].classes.any(CUE_A | CUE_B)
    })
}

/// How sure it is that whoever calls something a few words in marks says them.
const CALLED_BY: f32 = 0.8;

/// `It was called “unsafe” by the engineers`: the candidate who does the calling, where words in marks stand between the
/// verb and “by”. Too plain to be weighed with the many few words that nobody says.
fn called_by(speech: &Speech, paragraph: &Paragraph) -> Option<usize> {
    let by = paragraph.frame.tokens.get(speech.token + 1).is_some_and(|t| t.of(paragraph.text) == "by");
    let words = matches!(speech.likeness, Likeness::MaybeScare | Likeness::Speech);
    speech.candidates.iter().position(|candidate| {
        let report = &paragraph.reports[candidate.report];
        by && words && report.by == Found::Agent && report.cue.1 + 1 == speech.token
    })
}

/// Whether a subject, a value of [`Family::Subject`], is one person: `Ruiz shook her head. “No.”`, but not
/// `The harbour was closed. “No.”`
fn is_personal(subject: usize) -> bool {
    matches!(subject, 0 | 4 | 9)
}

/// Whether a report can introduce speech of the next paragraph: its sentence ends with a colon, or its verb is
/// one that reports speech and stands in the main clause.
fn can_introduce(report: &Report, colon: bool) -> bool {
    let reports = report.classes.any(CUE_A) || report.classes.all(CUE_B | FRAME_QUOTE);
    let main = matches!(
        report.by,
        Found::Before | Found::Apposition | Found::Inverted | Found::AccordingTo | Found::Elided
    );
    colon || reports && main && !report.classes.any(VERB_ING) && !report.negated
}

/// The answer with the highest score, and its probability by softmax.
fn likeliest(scores: &[f32]) -> (usize, f32) {
    let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0);
    let sum: f32 = scores.iter().map(|s| exp(s - scores[best])).sum();
    (best, 1.0 / sum)
}

/// The answer for a stretch that nobody seems to say, though it looks like speech and the writer's words stand around
/// it (`nobody` is the probability that nobody says it, the first answer): the likeliest of their own subjects, if they have any and it is not far behind. An answer of a few per cent
/// that can be seen and put right serves better than none.
fn somebody_of_the_sentence(speech: &Speech, scores: &[f32], nobody: f32) -> (usize, f32) {
    const FAR: f32 = 3.0;
    let own = 1..=speech.candidates.len();
    let best = own.max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
    let looks = speech.likeness == Likeness::Speech && !speech.alone;
    match best.filter(|b| looks && scores[0] - scores[*b] < FAR) {
        Some(best) => (best, nobody * exp(scores[best] - scores[0])),
        None => (0, nobody),
    }
}

fn annotated(paragraph: &Paragraph, speech: &Speech) -> Option<Verdict> {
    let end = paragraph.marks.stretches[speech.stretch].outer.end;
    let (index, annotation) = paragraph
        .inline
        .annotations
        .iter()
        .enumerate()
        .find(|(_, a)| a.target.start == end && a.target.is_empty())?;
    match annotation.kind {
        AnnotationKind::Speaker(_) => Some(Verdict::Annotated(index)),
        AnnotationKind::Scare => Some(Verdict::Scare(By::Annotation)),
        AnnotationKind::Title => Some(Verdict::Title(By::Annotation)),
        AnnotationKind::Entity(..) | AnnotationKind::Date(_) => None,
    }
}

/// What a stretch is that nobody says.
fn nobody(speech: &Speech) -> Verdict {
    match speech.likeness {
        _ if speech.direct && speech.alone => Verdict::Nobody,
        Likeness::MaybeTitle | Likeness::Title => Verdict::Title(By::Looks),
        Likeness::MaybeScare => Verdict::Scare(By::Looks),
        Likeness::Word => Verdict::Word,
        Likeness::Speech => Verdict::Nobody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_answer_has_the_highest_score_and_its_share() {
        assert_eq!(likeliest(&[0.0]), (0, 1.0));
        let (best, share) = likeliest(&[-1.0, 4.0, 4.0 - 3f32.ln()]);
        assert_eq!(best, 1);
        assert!((0.74..0.75).contains(&share), "three to one, and a little for the third: {share}");
    }

    #[test]
    fn only_speech_in_the_main_clause_introduces_the_next_paragraph() {
        let report = |by, classes, negated| Report {
            sentence: 0,
            cue: (0, 0),
            group: 0,
            subject: None,
            by,
            classes: crate::english::lexicon::Classes(classes),
            negated,
        };
        let said = |by| report(by, CUE_A, false);
        assert!(can_introduce(&said(Found::Before), false), "Ruiz said no.");
        assert!(!can_introduce(&said(Found::Relative), false), "Ruiz, who said no, left.");
        assert!(can_introduce(&said(Found::Relative), true), "A colon introduces whatever stands before it.");
        assert!(!can_introduce(&report(Found::Before, CUE_A, true), false), "Ruiz did not say.");
        assert!(!can_introduce(&report(Found::Before, CUE_B, false), false), "Ruiz laughed.");
        assert!(!can_introduce(&report(Found::Elided, CUE_A | VERB_ING, false), false), "…, saying no.");
    }
}
