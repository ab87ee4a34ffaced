use super::edited::Edited;
use crate::article::EntityKind;
use crate::english::dates::{Fault, Modifier, Source};
use crate::few::Few;
use crate::text::Span;
use arrayvec::ArrayString;
use jiff::civil::Date;

/// An index into [`Analysis::entities`](super::Analysis::entities).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A person, an organisation, a place or an event of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name, or the description of somebody who is never named ("a senior official").
    pub name: String,
    /// Whether `name` is a name; an unnamed source has a description only.
    pub named: bool,
    /// Other names and forms the article uses, in the order of the text.
    pub aliases: Vec<String>,
    /// Title or role in the article's words.
    pub role: Option<Role>,
    /// Masculine or feminine, where the article or the name shows it.
    pub gender: Gender,
    /// Where it is declared, if it is.
    pub declared: Option<Declaration>,
    /// Indices into [`Analysis::mentions`](super::Analysis::mentions), ascending.
    pub mentions: Vec<u32>,
}

/// Where somebody or something is declared. The header outranks the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Declaration {
    /// In the article's header: an index into [`Header::declared`](crate::article::Header::declared).
    Header(u32),
    /// In the newsroom's people list: an index for [`People::entry`](crate::entities::people::People::entry).
    List(u32),
}

/// A title or role with the words that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// In the article's words, without an article or a possessive's noun.
    pub text: String,
    /// Where the article says so; `None` if the header or the people list does.
    pub span: Option<Span>,
}

/// Which pronouns fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Nothing shows it.
    #[default]
    Unknown,
    /// he
    Masculine,
    /// she
    Feminine,
    /// they, declared
    Neutral,
}

/// How words refer to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// By name.
    Name,
    /// By role or description.
    Description,
    /// By pronoun.
    Pronoun,
    /// Not at all: the speech goes on.
    Continued,
    /// By annotation.
    Annotation,
}

impl How {
    /// The word for it in `annotate`.
    pub const fn word(self) -> &'static str {
        match self {
            How::Name => "name",
            How::Description => "description",
            How::Pronoun => "pronoun",
            How::Continued => "continued",
            How::Annotation => "annotation",
        }
    }
}

/// A name, a description or a pronoun in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// The words, without a possessive's ending.
    pub span: Span,
    /// How they refer.
    pub how: How,
    /// To whom; `None` where nobody fits, or two fit about as well.
    pub entity: Option<EntityId>,
    /// Where more than one fits: the likeliest two, likelier first, the one in `entity` included.
    pub candidates: Few<EntityId>,
}

/// What a quotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotationKind {
    /// Whole sentences, all in marks.
    Direct,
    /// Part of the writer's sentence, in marks.
    Mixed,
    /// A reported clause without marks.
    Indirect,
}

impl QuotationKind {
    /// The word for it in `annotate`.
    pub const fn word(self) -> &'static str {
        match self {
            QuotationKind::Direct => "direct",
            QuotationKind::Mixed => "mixed",
            QuotationKind::Indirect => "indirect",
        }
    }
}

/// Speech: a stretch in marks, or a reported clause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quotation {
    /// The words between the marks, or the reported clause.
    pub span: Span,
    /// The same with its marks.
    pub outer: Span,
    /// What it is.
    pub kind: QuotationKind,
    /// Quotations that one attribution splits share it.
    pub utterance: u32,
    /// The index of its block.
    pub block: u32,
    /// How deep it stands inside other quotations: 0 in [`Analysis::quotations`](super::Analysis::quotations), 1 in a
    /// [`NestedQuotation`].
    pub depth: u8,
    /// Who says it; `None` where nobody is shown.
    pub attribution: Option<Attribution>,
}

impl Quotation {
    /// The same with its places moved by an edit.
    pub(crate) fn moved(mut self, edit: Edited) -> Quotation {
        self.moves(|place| edit.moved_span(place));
        self
    }

    /// Moves its places.
    #[inline]
    pub(crate) fn moves(&mut self, place: impl Fn(Span) -> Span) {
        self.span = place(self.span);
        self.outer = place(self.outer);
        if let Some(attribution) = &mut self.attribution {
            attribution.shown_by = attribution.shown_by.map(&place);
            attribution.cue = attribution.cue.map(&place);
        }
    }

    /// Gives entities the numbers that they have now.
    pub(crate) fn renumber(&mut self, id: impl Fn(EntityId) -> EntityId) {
        if let Some(attribution) = &mut self.attribution {
            if let Speaker::Entity(who) = &mut attribution.speaker {
                *who = id(*who);
            }
            for other in attribution.alternatives.iter_mut() {
                other.entity = id(other.entity);
            }
        }
    }
}

/// A quotation inside a quotation. Whoever says the outer one passes it on: for who said it, there is only their
/// word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NestedQuotation {
    /// Where it is and who said it. Unlike elsewhere, `he`, `she` and descriptions stand for nobody here, and `I`
    /// and `we` for the speaker of the outer quotation.
    pub quotation: Quotation,
    /// The outer quotation, an index into [`Analysis::quotations`](super::Analysis::quotations).
    pub within: u32,
}

/// Who says a quotation, by which words, how sure, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attribution {
    /// Who.
    pub speaker: Speaker,
    /// The words that show it; `None` if an annotation does.
    pub shown_by: Option<Span>,
    /// How those words refer; `Continued` where the speech goes on from an earlier quotation.
    pub how: How,
    /// The reporting words.
    pub cue: Option<Span>,
    /// Probability that the words show the speaker and mean that one, 0 to 1. Readers are told [`Attribution::certainty`].
    pub confidence: f32,
    /// The pattern that decided, as `annotate` names it: `quote-subject-verb`.
    pub evidence: &'static str,
    /// Where more than one fits, who else it might be (the speaker left out), likeliest first.
    pub alternatives: Few<Alternative>,
}

impl Attribution {
    /// Probability that the speaker is right, 0 to 1, as everybody is told it: no higher than those leave it who may have
    /// said it instead.
    pub fn certainty(&self) -> f32 {
        match self.speaker {
            Speaker::Entity(_) | Speaker::Anonymous => {
                let others: f32 = self.alternatives.iter().map(|other| other.confidence).sum();
                self.confidence.min((1.0 - others).max(0.0))
            }
            // Nobody is chosen: the words alone are what one is sure of.
            Speaker::Unresolved | Speaker::Ambiguous => self.confidence,
        }
    }

    /// Whether a label in a transcript shows who speaks: `RUIZ: …`, `Q: …`.
    pub fn is_labelled(&self) -> bool {
        self.evidence.starts_with("transcript-")
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speaker {
    /// An entity of the article.
    Entity(EntityId),
    /// Deliberately unnamed, by annotation.
    Anonymous,
    /// "he", "the official": the words are there (`shown_by`), but nobody for them to stand for.
    Unresolved,
    /// The words fit more than one person: see `alternatives`.
    Ambiguous,
}

/// Somebody else who may have said it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alternative {
    /// Who.
    pub entity: EntityId,
    /// Probability, 0 to 1.
    pub confidence: f32,
}

/// A stretch in marks that is not speech.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The words between the marks.
    pub span: Span,
    /// The same with its marks.
    pub outer: Span,
    /// What it is instead.
    pub kind: TermKind,
    /// Why it is taken for that.
    pub reason: TermReason,
}

impl Term {
    /// Moves its places.
    pub(crate) fn moves(&mut self, place: impl Fn(Span) -> Span) {
        if let TermReason::Words(words) = &mut self.reason {
            *words = place(*words);
        }
        self.span = place(self.span);
        self.outer = place(self.outer);
    }
}

/// Why a stretch in marks is taken for no speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermReason {
    /// The writer says so in an annotation.
    Annotation,
    /// These words beside it say so: `the novel “…”`, `so-called “…”`.
    Words(Span),
    /// It stands between the parts of a name.
    InName,
    /// Its words have capitals as a title's have, and nobody is shown to say them.
    Capitals,
    /// It is but a few words of the writer's sentence, and nobody is shown to say them.
    FewWords,
}

/// What a stretch in marks is that is not speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// Held at arm's length: the “smart” bomb.
    Scare,
    /// The title of a work.
    Title,
    /// Dwayne “The Rock” Johnson.
    Nickname,
    /// A word spoken of as a word.
    Word,
}

impl TermKind {
    /// The word for it in `annotate`.
    pub const fn word(self) -> &'static str {
        match self {
            TermKind::Scare => "scare",
            TermKind::Title => "title",
            TermKind::Nickname => "nickname",
            TermKind::Word => "word",
        }
    }
}

/// The value of an expression of time. It is kept in place, so that lists of dates are copied as they lie; the longest there
/// is, from one day to another and a time of day with its zone (`2023-09-14/2023-09-15T10:30-05:00`), has 33 bytes, and
/// years before our era would add six.
pub type TimeValue = ArrayString<40>;

/// An expression of time, and the stretch of the calendar it means if it means one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// The words.
    pub span: Span,
    /// ISO 8601 with the precision the words have (`2023-09-14`, `2023-08`, `2015`, `P3Y`), or the value of TIMEX3 where
    /// ISO has none (`2015-SU`, `PAST_REF`); `None` where the article's date would be needed and is not known, and
    /// where there is no such day.
    pub value: Option<TimeValue>,
    /// The first day of it, for the calendar; `None` for lengths and the like, which have no place there.
    pub day: Option<Date>,
    /// The last day of it.
    pub last: Option<Date>,
    /// What it is.
    pub kind: TimeKind,
    /// Whether only its beginning, middle or end is meant: "early 2019".
    pub modifier: Option<Modifier>,
    /// From which day it was counted.
    pub source: Source,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

impl Dated {
    /// Moves its places.
    pub(super) fn moves(&mut self, place: impl Fn(Span) -> Span) {
        self.span = place(self.span);
        if let Source::Mention(span) = &mut self.source {
            *span = place(*span);
        }
        if let Some(Fault::Weekday { span, .. }) = &mut self.fault {
            *span = place(*span);
        }
    }

    /// Whether it lies on the calendar, or would if the article's date were known: "Thursday" does, "three years",
    /// "every Thursday" and "recently" do not.
    pub fn is_on_calendar(&self) -> bool {
        let vague = self.value.as_ref().is_some_and(|value| value.ends_with("_REF"));
        matches!(self.kind, TimeKind::Date | TimeKind::Time) && !vague
    }
}

/// What an expression of time is, as in TIMEX3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day, or a longer stretch of the calendar; also "now" and "recently".
    #[default]
    Date,
    /// A time of a day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

impl TimeKind {
    /// The word for it in `annotate`.
    pub const fn word(self) -> &'static str {
        match self {
            TimeKind::Date => "date",
            TimeKind::Time => "time",
            TimeKind::Duration => "duration",
            TimeKind::Set => "set",
        }
    }
}

/// A quotation mark that opens or closes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnpairedMark {
    /// The mark.
    pub span: Span,
    /// What is missing.
    pub fault: MarkFault,
}

/// What is wrong with a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkFault {
    /// It opens and is never closed.
    NeverClosed,
    /// It closes what was not open.
    NeverOpened,
}

/// A name one slip away from another (`Kim Jon Un`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The name with the slip.
    pub span: Span,
    /// The entity meant.
    pub entity: EntityId,
    /// The right spelling for this place.
    pub suggestion: String,
    /// Where the article spells it so.
    pub example: Option<Span>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_surer_than_others_leave_one() {
        let certainty = |speaker, others: &[f32]| {
            let other =
                |(i, &confidence): (usize, &f32)| Alternative { entity: EntityId(i as u32 + 1), confidence };
            let alternatives = others.iter().enumerate().map(other).collect();
            let (shown_by, how, cue, evidence) = (None, How::Pronoun, None, "quote-subject-verb");
            let words = Attribution { speaker, shown_by, how, cue, confidence: 0.75, evidence, alternatives };
            words.certainty()
        };
        let ruiz = || Speaker::Entity(EntityId(0));
        assert_eq!(certainty(ruiz(), &[]), 0.75);
        assert_eq!(certainty(ruiz(), &[0.125]), 0.75, "the words are less sure than that");
        assert_eq!(certainty(ruiz(), &[0.25, 0.25]), 0.5);
        assert_eq!(certainty(ruiz(), &[0.75, 0.5]), 0.0);
        assert_eq!(certainty(Speaker::Ambiguous, &[0.5, 0.5]), 0.75, "nobody is chosen among them");
    }
}
