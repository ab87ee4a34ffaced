//! What a paragraph alone says about each of its marked stretches: who may say it, by which words, and what
//! speaks for its being no speech.

mod lead;
mod likeness;

use super::features::{
    Family, Features, Side, coarse_subject, frame_values, gap_bucket, grade_value, how_value, likeness_value,
    on, words_bucket,
};
use super::frame::Frame;
use super::indirect::Clause;
use super::marks::{self, Marks, Stretch};
use super::reports::{Found, Report, of_sentence};
use crate::english::classes::*;
use crate::english::{Kind, Token};
use crate::text::Span;
use lead::INSIDE;
pub use likeness::Likeness;

/// A marked stretch of a paragraph, with all that the paragraph alone says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// The index of the stretch.
    pub stretch: usize,
    /// The stretch, as a token of the frame.
    pub token: usize,
    /// The index of the sentence in the frame.
    pub sentence: usize,
    /// Whole sentences, all in marks.
    pub direct: bool,
    /// Nothing else stands in its sentence.
    pub alone: bool,
    /// How many words are in it.
    pub words: usize,
    /// What it is if nobody says it.
    pub likeness: Likeness,
    /// The words beside it that say so, in bytes of the paragraph: `the novel`, `so-called`.
    pub beside: Option<Span>,
    /// What speaks for its being no speech, or speech of nobody.
    pub nobody: Features,
    /// Who may say it, as far as its own sentence shows.
    pub candidates: Vec<Candidate>,
}

impl Speech {
    /// Gives back the room that its lists were made with and have not filled.
    pub fn fit(&mut self) {
        self.nobody.fit();
        self.candidates.shrink_to_fit();
        self.candidates.iter_mut().for_each(|candidate| candidate.features.fit());
    }
}

/// A report of the same sentence that may go with a stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The index of the report.
    pub report: usize,
    /// What speaks for it.
    pub features: Features,
    /// The pattern, as `annotate` names it.
    pub pattern: &'static str,
}

/// A paragraph as `speeches` reads it.
#[derive(Clone, Copy)]
pub struct Paragraph<'a> {
    /// Its plain text.
    pub text: &'a str,
    /// All its tokens.
    pub tokens: &'a [Token],
    /// Its marks.
    pub marks: &'a Marks,
    /// The writer's own sentences.
    pub frame: &'a Frame,
    /// Its reporting words.
    pub reports: &'a [Report],
    /// What they report in clauses.
    pub reported: &'a [Clause],
    /// For each report, what its subject is: a value of [`Family::Subject`].
    pub subjects: &'a [usize],
    /// It is a heading.
    pub heading: bool,
}

/// Reads what a paragraph alone says about each of its outermost marked stretches.
pub fn speeches(paragraph: Paragraph) -> Vec<Speech> {
    let frame = paragraph.frame;
    frame
        .quoted()
        .map(|(q, stretch)| Reader { paragraph, q, sentence: frame.sentence_of(q) }.speech(stretch))
        .collect()
}

struct Reader<'a> {
    paragraph: Paragraph<'a>,
    /// The stretch, as a token of the frame.
    q: usize,
    sentence: usize,
}

/// Looks of a stretch that several questions need.
#[derive(Clone, Copy)]
struct Looks {
    direct: bool,
    alone: bool,
    words: usize,
    likeness: Likeness,
    /// The words beside it that say so.
    beside: Option<Span>,
    /// All its content words have capitals.
    capitals: bool,
}

impl<'a> Reader<'a> {
    fn speech(&self, index: usize) -> Speech {
        let stretch = &self.paragraph.marks.stretches[index];
        let inner = self.inner(stretch);
        let looks = self.looks(stretch, inner);
        let reports = of_sentence(self.paragraph.reports, self.sentence);
        let candidates = reports
            .map(|i| (i, &self.paragraph.reports[i]))
            .filter(|(_, r)| r.subject.is_some() && self.may_sign(r))
            .filter(|(_, r)| !self.tells_when(r))
            .map(|(i, r)| self.candidate(i, r, looks))
            .collect();
        Speech {
            stretch: index,
            token: self.q,
            sentence: self.sentence,
            direct: looks.direct,
            alone: looks.alone,
            words: looks.words,
            likeness: looks.likeness,
            beside: looks.beside,
            nobody: self.nobody(stretch, inner, looks),
            candidates,
        }
    }

    /// A signature signs the quotation right in front of it and no other.
    fn may_sign(&self, report: &Report) -> bool {
        report.by != Found::Signature || report.cue.0 == self.q + 1
    }

    fn inner(&self, stretch: &Stretch) -> &'a [Token] {
        let tokens = self.paragraph.tokens;
        let first = tokens.partition_point(|t| t.span.start < stretch.inner.start);
        let end = tokens.partition_point(|t| t.span.start < stretch.inner.end);
        &tokens[first..end]
    }

    fn looks(&self, stretch: &Stretch, inner: &[Token]) -> Looks {
        let words = inner.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Number)).count();
        let content = inner
            .iter()
            .filter(|t| t.kind == Kind::Word && !t.is(PREPOSITION | DETERMINER | CONJUNCTION | AUXILIARY));
        let (capital, all) = content.fold((0, 0), |(c, n), t| (c + usize::from(t.shape.capital()), n + 1));
        let capitals =
            words <= 10 && all > 0 && capital == all && inner.first().is_some_and(|t| t.shape.capital());
        let range = self.paragraph.frame.sentences[self.sentence].clone();
        let (likeness, beside) = self.likeness(stretch, inner, words, capitals);
        Looks {
            direct: self.is_direct(stretch, inner),
            alone: range.clone().all(|i| i == self.q || !self.says_something(i)),
            words,
            likeness,
            beside,
            capitals,
        }
    }

    fn says_something(&self, i: usize) -> bool {
        matches!(self.paragraph.frame.tokens[i].kind, Kind::Word | Kind::Number | Kind::Quoted)
    }

    fn token(&self, i: usize) -> Option<&'a Token> {
        self.paragraph.frame.sentences[self.sentence].contains(&i).then(|| &self.paragraph.frame.tokens[i])
    }

    fn before(&self) -> Option<&'a Token> {
        self.q.checked_sub(1).and_then(|i| self.token(i))
    }

    fn is_one_of(&self, i: usize, words: &[&str]) -> bool {
        self.token(i).is_some_and(|t| words.iter().any(|word| t.is_written(self.paragraph.text, word)))
    }

    /// Whole sentences: a capital first, and the writer's sentence stops for it.
    fn is_direct(&self, stretch: &Stretch, inner: &[Token]) -> bool {
        let capital = inner
            .iter()
            .find(|t| matches!(t.kind, Kind::Word | Kind::Number))
            .is_some_and(|t| t.shape.capital() || t.kind == Kind::Number);
        let before = self.before();
        let stops = before.is_none_or(|t| {
            matches!(t.kind, Kind::Comma | Kind::Colon | Kind::Quoted | Kind::Dash | Kind::Ellipsis)
                || t.classes().cue()
        });
        let goes_on = before.is_some_and(|t| t.kind == Kind::Comma) && self.follows_same_utterance();
        stretch.continues || (capital || goes_on) && stops
    }

    /// `“A,” she said, “and b.”`: the second half begins in lower case.
    fn follows_same_utterance(&self) -> bool {
        let range = self.paragraph.frame.sentences[self.sentence].clone();
        range.take_while(|i| *i < self.q).any(|i| self.paragraph.frame.tokens[i].kind == Kind::Quoted)
    }

    /// `dubbed “the harp” when it opened`: whether a report behind the stretch is a clause of time, and its verb says
    /// little of speech.
    fn tells_when(&self, report: &Report) -> bool {
        const TIMES: [&str; 6] = ["when", "after", "before", "until", "since", "once"];
        let opens = self.q + 1;
        opens < self.unit(report).0 && self.is_one_of(opens, &TIMES) && !report.classes.any(CUE_A | CUE_B)
    }

    fn nobody(&self, stretch: &Stretch, inner: &[Token], looks: Looks) -> Features {
        let mut features = Features::default();
        features.add(Family::NobodyLikeness, likeness_value(looks.likeness));
        features.add(Family::NobodyWords, words_bucket(looks.words));
        features.add(Family::NobodyKind, usize::from(!looks.direct) + if looks.alone { 2 } else { 0 });
        let beside = self.nobody_beside(stretch, inner, looks);
        for (value, holds) in beside.into_iter().enumerate() {
            features.add_if(holds, Family::NobodyBeside, value);
        }
        features.add(Family::NobodyBefore, self.before_value() + if looks.capitals { 0 } else { 13 });
        features.add(Family::NobodyAgainst, self.own_words());
        let clause = 5 * usize::from(self.in_clause(|_| true));
        features.add(Family::NobodyClauseWords, clause + words_bucket(looks.words));
        features.add(Family::NobodyClause, clause + likeness_value(looks.likeness));
        features.add_if(self.paragraph.heading, Family::NobodyAgainst, 4);
        features
    }

    /// The word in front, as a value of [`Family::NobodyBefore`].
    fn before_value(&self) -> usize {
        let Some(before) = self.before() else { return 0 };
        match before.kind {
            Kind::Comma => 1,
            Kind::Clitic => 6,
            Kind::Word | Kind::Number => match before {
                t if self.is_one_of(self.q - 1, &["of"]) && t.is(PREPOSITION) => 3,
                t if t.is(PREPOSITION) => 4,
                t if t.is(DETERMINER) => 5,
                t if t.is(CONJUNCTION) => 11,
                t if t.shape.capital() => 9,
                t if t.classes().cue() => 7,
                t if t.is(NOUN | PERSON_NOUN | GROUP_NOUN) => 10,
                t if t.classes().verb() => 8,
                _ => 12,
            },
            _ => 2,
        }
    }

    /// What the sentence has of reports: 0 none, 1 subjects of other verbs only, 2 reporting words.
    fn own_words(&self) -> usize {
        let here = &self.paragraph.reports[of_sentence(self.paragraph.reports, self.sentence)];
        let mut here = here.iter().filter(|r| r.subject.is_some());
        match here.clone().any(|r| r.by != Found::Bare) {
            true => 2,
            false => usize::from(here.next().is_some()),
        }
    }

    /// The values of [`Family::NobodyBeside`] that hold.
    fn nobody_beside(&self, stretch: &Stretch, inner: &[Token], looks: Looks) -> [bool; 18] {
        let text = stretch.inner.of(self.paragraph.text);
        let before = self.before();
        let behind = self.token(self.q + 1);
        let is =
            |t: Option<&Token>, classes| t.is_some_and(|t: &Token| t.kind == Kind::Word && t.is(classes));
        let first = inner.iter().find(|t| t.kind == Kind::Word);
        let speaker = |t: &Token| {
            matches!(
                t.of(self.paragraph.text),
                "I" | "we" | "We" | "my" | "My" | "our" | "Our" | "I’m" | "I'm"
            )
        };
        [
            is(before, DETERMINER),
            is(behind, NOUN) && behind.is_some_and(|t| !t.is(PREPOSITION | CONJUNCTION | AUXILIARY)),
            text.ends_with(','),
            text.ends_with('.'),
            self.work_beside().is_some(),
            self.naming_words().is_some(),
            is(before, PREPOSITION),
            first.is_some_and(|t| t.shape.capital()),
            first.is_some_and(|t| !t.shape.capital()),
            behind.is_none_or(Token::is_terminal),
            before.is_some_and(|t| t.kind == Kind::Quoted) || behind.is_some_and(|t| t.kind == Kind::Quoted),
            before.is_some_and(|t| t.classes().cue()),
            before.is_some_and(|t| ["like", "as"].contains(&t.of(self.paragraph.text))),
            before.is_some_and(|t| t.classes().verb() && !t.is(NOUN) && !t.classes().cue()),
            looks.capitals,
            text.ends_with(['?', '!']),
            inner.iter().any(speaker),
            stretch.family == marks::Family::Single,
        ]
    }

    fn candidate(&self, index: usize, report: &Report, looks: Looks) -> Candidate {
        let unit = self.unit(report);
        let side = match () {
            () if self.q < unit.0 => Side::Behind,
            () if self.q > unit.1 => Side::Front,
            () => Side::Inside,
        };
        let (from, to) = match side {
            Side::Behind => (self.q + 1, unit.0),
            Side::Front => (unit.1 + 1, self.q),
            Side::Inside => (self.q, self.q),
        };
        let mut features = Features::default();
        let mut add = |family, value| features.add(family, on(side, value, family));
        add(Family::How, how_value(report.by));
        add(Family::Grade, grade_value(report.classes));
        let (grade, gap) = (grade_value(report.classes), gap_bucket(self.words_between(from, to)));
        add(Family::Gap, gap);
        add(Family::GradeGap, grade * 7 + gap);
        add(Family::GradeWords, grade * 5 + words_bucket(looks.words));
        if how_value(report.by) < 5 {
            add(Family::HowBeside, 2 * how_value(report.by) + usize::from(gap > 0));
        }
        frame_values(report.classes).for_each(|f| add(Family::Frame, f));
        add(Family::Rivals, self.rivals(report, from, to));
        add(Family::Earlier, self.earlier(report));
        add(Family::Nested, usize::from(!self.nested(report)));
        add(Family::Beside, self.beside(side, report));
        for (value, holds) in self.between(from, to).into_iter().enumerate() {
            if holds {
                add(Family::Between, value);
            }
        }
        for (value, place) in [unit.0.checked_sub(1), Some(unit.1 + 1)].into_iter().enumerate() {
            if place.is_some_and(|i| i != self.q && self.is_other_stretch(i)) {
                add(Family::Serves, value);
            }
        }
        add(Family::Kind, usize::from(!looks.direct));
        add(Family::Words, words_bucket(looks.words));
        self.verb_values(report).for_each(|v| add(Family::Verb, v));
        let clause = self.in_clause(|c| c.report == index);
        add(Family::Clause, usize::from(clause));
        features.add(
            Family::Lead,
            match side {
                Side::Front => self.lead(from, to),
                Side::Behind => self.tag(unit.1),
                Side::Inside => INSIDE,
            },
        );
        let subject = self.paragraph.subjects[index];
        features.add(Family::Subject, subject);
        features.add(Family::GradeSubject, grade * 5 + coarse_subject(subject));
        features.add(Family::Governed, usize::from(!self.governed(report)));
        Candidate { report: index, features, pattern: pattern(report, side, self.words_between(from, to)) }
    }

    /// Whether another stretch stands at `i`, or behind a comma there.
    fn is_other_stretch(&self, i: usize) -> bool {
        let quoted = |i: usize| i != self.q && self.token(i).is_some_and(|t| t.kind == Kind::Quoted);
        let comma = self.token(i).is_some_and(|t| t.kind == Kind::Comma);
        quoted(i) || comma && (quoted(i + 1) || i.checked_sub(1).is_some_and(quoted))
    }

    /// First and last token of the report: its words and its subject where that stands beside them.
    fn unit(&self, report: &Report) -> (usize, usize) {
        let (mut first, mut last) = (report.group, report.cue.1);
        if let Some(subject) = report.subject {
            match report.by {
                Found::Before | Found::Apposition | Found::Relative | Found::Possessor | Found::Bare => {
                    first = first.min(subject.first)
                }
                Found::Inverted | Found::AccordingTo | Found::Signature => last = last.max(subject.last),
                // "described by Ruiz as", but not "called “late” by Ruiz".
                Found::Agent if subject.first < self.q || self.q < first => last = last.max(subject.last),
                _ => {}
            }
        }
        (first, last)
    }

    fn words_between(&self, from: usize, to: usize) -> usize {
        (from..to)
            .filter(|i| {
                self.token(*i).is_some_and(|t| t.kind == Kind::Word && !self.is_one_of(*i, &["that"]))
            })
            .count()
    }

    /// The values of [`Family::Between`] that hold.
    fn between(&self, from: usize, to: usize) -> [bool; 6] {
        const SUBORDINATORS: [&str; 12] = [
            "because", "after", "before", "when", "although", "though", "while", "as", "if", "since",
            "which", "who",
        ];
        let any = |holds: &dyn Fn(usize, &Token) -> bool| {
            (from..to).any(|i| self.token(i).is_some_and(|t| holds(i, t)))
        };
        [
            any(&|i, _| self.is_one_of(i, &["and", "but", "or"])),
            any(&|_, t| t.kind == Kind::Comma),
            any(&|_, t| t.kind == Kind::Quoted),
            any(&|i, _| self.is_one_of(i, &SUBORDINATORS)),
            any(&|_, t| {
                t.kind == Kind::Word && (t.is(AUXILIARY) || t.is(VERB_PAST | VERB_THIRD) && !t.is(NOUN))
            }),
            any(&|_, t| matches!(t.kind, Kind::Dash | Kind::Semicolon)),
        ]
    }

    /// Other reports between this one and the stretch.
    fn rivals(&self, report: &Report, from: usize, to: usize) -> usize {
        self.others(report).filter(|r| (from..to).contains(&r.cue.0)).count()
    }

    fn others(&self, report: &Report) -> impl Iterator<Item = &'a Report> {
        let cue = report.cue;
        let here = of_sentence(self.paragraph.reports, self.sentence);
        self.paragraph.reports[here].iter().filter(move |r| {
            r.cue != cue && r.subject.is_some() && !matches!(r.by, Found::Possessor | Found::Bare)
        })
    }

    /// Other reports in front of this one.
    fn earlier(&self, report: &Report) -> usize {
        self.others(report).filter(|r| r.cue.0 < report.cue.0).count()
    }

    /// Whether the report stands in the clause of another: `Ruiz said that Lee had called it “late”`.
    fn nested(&self, report: &Report) -> bool {
        let start = report.subject.map_or(report.group, |s| s.first.min(report.group));
        self.others(report).any(|r| {
            r.cue.1 < start && r.classes.any(FRAME_THAT) && self.words_between(r.cue.1 + 1, start) <= 12
        })
    }

    /// The value of [`Family::Beside`].
    fn beside(&self, side: Side, report: &Report) -> usize {
        let at = match side {
            Side::Behind => self.q + 1,
            _ => self.q.wrapping_sub(1),
        };
        let quoted = self.paragraph.frame.tokens[self.q].of(self.paragraph.text);
        let comma_inside =
            side == Side::Behind && quoted.trim_end_matches(crate::english::is_mark).ends_with(',');
        let Some(token) = self.token(at) else { return 9 };
        match token.kind {
            _ if comma_inside => 0,
            Kind::Comma => 0,
            Kind::Colon => 1,
            Kind::Dash => 4,
            Kind::Semicolon => 8,
            Kind::Word if (report.group..=report.cue.1).contains(&at) => 7,
            Kind::Word if self.is_one_of(at, &["that"]) => 2,
            Kind::Word if token.is(CONJUNCTION) => 3,
            Kind::Word if token.classes().verb() && !token.is(NOUN) => 5,
            _ => 6,
        }
    }

    /// The values of [`Family::Verb`] that hold.
    fn verb_values(&self, report: &Report) -> impl Iterator<Item = usize> {
        let token = &self.paragraph.frame.tokens[report.cue.0];
        let form = match token.classes() {
            _ if token.kind != Kind::Word || matches!(report.by, Found::AccordingTo | Found::Possessor) => 5,
            c if c.any(VERB_ING) => 1,
            c if c.any(VERB_PAST) => 3,
            c if c.any(VERB_THIRD) => 4,
            _ => 2,
        };
        [report.negated.then_some(0), Some(form)].into_iter().flatten()
    }

    /// Whether the subject hangs on a preposition or another verb.
    fn governed(&self, report: &Report) -> bool {
        let before = report.subject.and_then(|s| s.first.checked_sub(1)).and_then(|i| self.token(i));
        let by = matches!(report.by, Found::AccordingTo | Found::Agent | Found::Inverted);
        // "with Ruiz calling it late": a clause of its own.
        let with = report.by == Found::Before
            && self.paragraph.frame.tokens[report.cue.0].is(VERB_ING)
            && report.subject.is_some_and(|s| self.is_one_of(s.first.wrapping_sub(1), &["with"]));
        !by && !with
            && before.is_some_and(|t| {
                t.kind == Kind::Word && (t.is(PREPOSITION) || t.classes().verb() && !t.is(NOUN))
            })
    }
}

/// The name of the pattern that a report and a stretch form.
fn pattern(report: &Report, side: Side, gap: usize) -> &'static str {
    match (report.by, side) {
        (Found::AccordingTo, Side::Behind) => "quote-according-to",
        (Found::AccordingTo, _) => "according-to-quote",
        (Found::Inverted, Side::Behind) => "quote-verb-subject",
        (Found::Agent, _) => "passive-by",
        (Found::Possessor, _) => "possessor-noun-quote",
        (Found::Label, _) => "label",
        (Found::Signature, _) => "signature",
        (Found::Colon, _) => "colon",
        (Found::Bare, _) => "subject-of-sentence",
        (_, Side::Behind) => "quote-subject-verb",
        (_, Side::Front) if gap == 0 => "subject-verb-quote",
        (_, Side::Front) => "subject-verb-clause",
        (_, Side::Inside) => "inside-attribution",
    }
}

/// The words of a report's cue.
pub fn cue_span(frame: &Frame, report: &Report) -> Span {
    Span::new(frame.tokens[report.cue.0].span.start, frame.tokens[report.cue.1].span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;
    use crate::quotes::frame::frame;
    use crate::quotes::indirect::reported;
    use crate::quotes::marks::pair;
    use crate::quotes::reports::reports;

    /// Each stretch as what it looks like, with the patterns of those who may say it.
    fn read(text: &str) -> Vec<String> {
        let cut = tokens(text);
        let marks = pair(text, &cut, &[], None);
        let frame = frame(text, &cut, &marks, |_| false);
        let reports = reports(text, &frame);
        let reported = reported(text, &frame, &reports);
        let subjects = vec![0; reports.len()];
        let paragraph = Paragraph {
            text,
            tokens: &cut,
            marks: &marks,
            frame: &frame,
            reports: &reports,
            reported: &reported,
            subjects: &subjects,
            heading: false,
        };
        let show = |s: &Speech| {
            let patterns: Vec<_> = s.candidates.iter().map(|c| c.pattern).collect();
            format!("{:?}{}: {}", s.likeness, if s.direct { " direct" } else { "" }, patterns.join(", "))
        };
        speeches(paragraph).iter().map(show).collect()
    }

    #[test]
    fn a_pattern_says_where_the_reporting_words_stand() {
        assert_eq!(read("“It is late, and we go,” Ruiz said."), ["Speech direct: quote-subject-verb"]);
        assert_eq!(read("“It is late, and we go,” said Ruiz."), ["Speech direct: quote-verb-subject"]);
        assert_eq!(read("Ruiz said, “It is late, and we go.”"), ["Speech direct: subject-verb-quote"]);
        assert_eq!(read("RUIZ: “It is late, and we go.”"), ["Speech direct: label"]);
    }

    #[test]
    fn few_words_may_be_no_speech() {
        assert_eq!(
            read("Ruiz said it was “late”."),
            ["MaybeScare: subject-verb-clause, subject-of-sentence"]
        );
        assert_eq!(read("She is known as “Ana”."), ["Word: "]);
        assert_eq!(read("It is in the novel “The Long Bridge”."), ["Title: subject-of-sentence"]);
    }
}
