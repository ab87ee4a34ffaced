//! Quotations inside quotations: what a paragraph alone says of who said them.
//!
//! The words between the marks of a quotation are read as an article of one paragraph, with the means and the
//! weights that read the article itself: `“‘It will fall,’ the engineer told me,” Ruiz said.`

use super::shown::shown_by;
use crate::article::Inline;
use crate::english::Token;
use crate::entities::mention::{self, Form, Local, Pronoun, mention_of};
use crate::quotes::attribute::{self, Attribution, Decision, Utterance, Verdict};
use crate::quotes::candidates::{self, Speech, cue_span, speeches};
use crate::quotes::frame::{Frame, frame_inside, is_nickname};
use crate::quotes::indirect::reported;
use crate::quotes::marks::Marks;
use crate::quotes::reports::{Report, reports};
use crate::text::Span;

/// A quotation inside an outermost marked stretch. Places are bytes of the paragraph's plain text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Nested {
    /// The index of its stretch.
    pub stretch: usize,
    /// The index of the stretch it stands in.
    pub outer: usize,
    /// Whole sentences, all in marks.
    pub direct: bool,
    /// Those of one outer stretch that one attribution splits share it.
    pub utterance: Utterance,
    /// Who said it.
    pub source: Source,
}

/// Who said a quotation inside a quotation, as far as the paragraph shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// Nobody is shown.
    Nobody,
    /// An annotation names the speaker: its index in the block.
    Annotated(usize),
    /// Words of the outer speaker say so.
    Said(Said),
}

/// The outer speaker's words for who said a quotation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    /// Whom the words stand for.
    pub by: By,
    /// How they refer.
    pub form: Form,
    /// The words.
    pub shown_by: Span,
    /// The reporting words.
    pub cue: Span,
    /// The probability that these words show the speaker, 0 to 1.
    pub confidence: f32,
    /// The pattern, as `annotate` names it.
    pub pattern: &'static str,
    /// They stand with an earlier or later quotation, not with this one.
    pub continued: bool,
}

/// Whom words inside a quotation stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// What the paragraph's mention with this index stands for.
    Mention(u32),
    /// `I`, `we`: whoever says the outer quotation.
    Outer,
    /// `they`, `the engineer`: the quotation does not tell.
    Other,
}

/// A paragraph as `nested` reads it.
pub(super) struct Paragraph<'a> {
    /// Its plain text.
    pub text: &'a str,
    /// Its annotations.
    pub inline: &'a Inline,
    /// All its tokens.
    pub tokens: &'a [Token],
    /// Its marks.
    pub marks: &'a Marks,
    /// The writer's own sentences.
    pub frame: &'a Frame,
    /// Its names, pronouns and descriptions.
    pub mentions: &'a [Local],
    /// It is a heading.
    pub heading: bool,
}

/// Finds the quotations inside a paragraph's quotations, by start. A few words that nobody says are a term or a title,
/// which are not looked for in here; what stands deeper still is left alone.
pub(super) fn nested(paragraph: &Paragraph) -> Vec<Nested> {
    if paragraph.marks.stretches.iter().all(|s| s.depth == 0) {
        return vec![];
    }
    paragraph.frame.quoted().flat_map(|(quoted, outer)| paragraph.inside(quoted, outer)).collect()
}

impl<'a> Paragraph<'a> {
    /// The quotations inside a token of the frame that stands for a stretch.
    fn inside(&self, quoted: usize, outer: usize) -> Vec<Nested> {
        let tokens = self.words(quoted, outer);
        let Some((first, last)) = tokens.first().zip(tokens.last()) else { return vec![] };
        let holds = |at: u32| first.span.start <= at && at <= last.span.start;
        if !self.marks.stretches.iter().any(|s| s.depth == 1 && holds(s.outer.start)) {
            return vec![];
        }
        let frame = frame_inside(self.text, tokens, self.marks, |s| is_nickname(self.text, tokens, s));
        let reports = reports(self.text, &frame);
        let subjects = reports.iter().map(|r| self.subject(&frame, r)).collect();
        Inside { paragraph: self, outer, frame, reports, subjects }.read()
    }

    /// The tokens between the marks of a stretch, but not a label, which is the writer's.
    fn words(&self, quoted: usize, outer: usize) -> &'a [Token] {
        let inner = self.marks.stretches[outer].inner;
        let start = inner.start.max(self.frame.tokens[quoted].span.start);
        let first = self.tokens.partition_point(|t| t.span.start < start);
        let end = self.tokens.partition_point(|t| t.span.start < inner.end);
        &self.tokens[first..end.max(first)]
    }

    /// The subject of a report, and whom it stands for.
    fn subject(&self, frame: &Frame, report: &Report) -> Option<(By, Local)> {
        let phrase = report.subject?;
        if let Some(index) = mention_of(&frame.tokens, &phrase, self.mentions) {
            return Some((By::Mention(index as u32), self.mentions[index].clone()));
        }
        let span = phrase.span(&frame.tokens);
        let words = mention::Paragraph {
            text: self.text,
            tokens: self.tokens,
            frame: &frame.tokens,
            marked: &[],
            names: &[],
            subjects: &[],
        };
        let form = words.form(&phrase, span);
        let first_person =
            ["i", "we", "my", "our"].iter().any(|w| span.of(self.text).eq_ignore_ascii_case(w));
        let by = match form {
            Form::Pronoun(Pronoun::Speaking) if first_person => By::Outer,
            _ => By::Other,
        };
        Some((by, Local { span, form, quoted: true, reports: true }))
    }
}

/// The words of an outermost quotation, read as its speaker's own sentences.
struct Inside<'a> {
    paragraph: &'a Paragraph<'a>,
    /// The index of the stretch.
    outer: usize,
    frame: Frame,
    reports: Vec<Report>,
    /// The subject of each report, and whom it stands for.
    subjects: Vec<Option<(By, Local)>>,
}

impl Inside<'_> {
    fn read(&self) -> Vec<Nested> {
        let Paragraph { text, inline, tokens, marks, heading, .. } = *self.paragraph;
        let (frame, reports) = (&self.frame, &self.reports);
        let kind = |s: &Option<(By, Local)>| s.as_ref().map_or(13, |(_, local)| local.kind_value());
        let subjects: &[usize] = &self.subjects.iter().map(kind).collect::<Vec<_>>();
        let reported = &reported(text, frame, reports);
        let speeches = &speeches(candidates::Paragraph {
            text,
            tokens,
            marks,
            frame,
            reports,
            reported,
            subjects,
            heading,
        });
        let mut attribution = Attribution::default();
        let paragraph = attribute::Paragraph { text, inline, marks, frame, reports, subjects, speeches };
        attribution.paragraph(0, &paragraph);
        attribution.decisions.iter().filter_map(|d| self.nested(d, &speeches[d.speech])).collect()
    }

    fn nested(&self, decision: &Decision, speech: &Speech) -> Option<Nested> {
        let source = match decision.verdict {
            Verdict::Title(_) | Verdict::Scare(_) | Verdict::Word => return None,
            Verdict::Nobody => Source::Nobody,
            Verdict::Annotated(index) => Source::Annotated(index),
            Verdict::Said(said) => Source::Said(self.said(said)?),
        };
        let (direct, utterance) = (speech.direct, decision.utterance);
        Some(Nested { stretch: speech.stretch, outer: self.outer, direct, utterance, source })
    }

    fn said(&self, said: attribute::Said) -> Option<Said> {
        let report = &self.reports[said.report.report];
        let (by, local) = self.subjects[said.report.report].as_ref()?;
        Some(Said {
            by: *by,
            form: local.form.clone(),
            shown_by: shown_by(self.paragraph.text, &self.frame, local, report),
            cue: cue_span(&self.frame, report),
            confidence: said.confidence,
            pattern: said.pattern,
            continued: said.continued,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{Facts, Setting};
    use super::*;

    /// Each quotation inside a quotation of a paragraph: how its words stand, whom the words that show its speaker
    /// mean, and by which pattern.
    fn read(text: &str) -> Vec<String> {
        let facts = Facts::of(text, Setting::default());
        let show = |nested: &Nested| {
            let words = facts.marks.stretches[nested.stretch].inner.of(text);
            let outer = facts.marks.stretches[nested.outer];
            assert!(outer.depth == 0 && outer.inner.of(text).contains(words));
            let source = match &nested.source {
                Source::Nobody => "nobody".to_owned(),
                Source::Annotated(index) => format!("annotation {index}"),
                Source::Said(said) => {
                    let whom = match said.by {
                        By::Mention(index) => {
                            format!("mention {:?}", facts.mentions[index as usize].span.of(text))
                        }
                        By::Outer => "outer speaker".to_owned(),
                        By::Other => "somebody".to_owned(),
                    };
                    let (shown_by, cue) = (said.shown_by.of(text), said.cue.of(text));
                    format!("{whom} by {shown_by:?}, {cue:?} ({})", said.pattern)
                }
            };
            format!("{words} <- {source}")
        };
        facts.nested.iter().map(show).collect()
    }

    #[test]
    fn the_speaker_of_an_inner_quotation_is_looked_for_inside_the_outer_one() {
        assert_eq!(
            read("“‘It will fall soon,’ Bo Ek told me,” Ruiz said."),
            ["It will fall soon, <- mention \"Bo Ek\" by \"Bo Ek\", \"told\" (quote-subject-verb)"]
        );
        assert_eq!(
            read("“We said, ‘Nobody has wanted this bridge.’”"),
            ["Nobody has wanted this bridge. <- outer speaker by \"We\", \"said\" (subject-verb-quote)"]
        );
        assert_eq!(
            read("“The clerk said: ‘You will have to wait,’” said Bo Ek."),
            ["You will have to wait, <- somebody by \"The clerk\", \"said\" (subject-verb-quote)"],
        );
    }

    #[test]
    fn each_outer_quotation_has_its_own_inner_ones() {
        assert_eq!(
            read("“I said, ‘It will fall soon,’” said Ruiz. “And he said, ‘It never will.’”"),
            [
                "It will fall soon, <- outer speaker by \"I\", \"said\" (subject-verb-quote)",
                "It never will. <- mention \"he\" by \"he\", \"said\" (subject-verb-quote)",
            ],
        );
    }

    #[test]
    fn a_label_inside_the_outer_marks_labels_the_outer_quotation() {
        assert_eq!(
            read("“RUIZ: That was there: ‘It will fall very soon.’ And it did.”"),
            ["It will fall very soon. <- nobody"],
            "the label is not among Ruiz’s words"
        );
    }

    #[test]
    fn there_is_nothing_to_find_where_nothing_is_nested() {
        for text in
            ["It rained.", "“It will fall soon,” Ruiz said.", "‘It is called “the harp” here,’ Ruiz said."]
        {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_stands_deeper_is_left_alone() {
        assert_eq!(
            read("“Ek told me, ‘My father said, “It will outlive us all,” and he was wrong,’” Ruiz said."),
            [
                "My father said, “It will outlive us all,” and he was wrong, <- mention \"Ek\" by \"Ek\", \"told\" (subject-verb-clause)"
            ]
        );
    }
}
