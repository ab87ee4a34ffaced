//! The questions that are asked while an article is read, with all their answers: for those who train and
//! judge the weights of `quotes::features`.

use super::Analysis;
use super::resolve::{self, questions};
use crate::entities::salience;
use crate::quotes::features::Features;
use crate::text::Span;

/// A question: who says this stretch?
#[derive(Clone, Debug)]
pub struct Question {
    /// The stretch with its marks, in bytes of the file.
    pub outer: Span,
    /// All answers, that nobody does first.
    pub answers: Vec<Answer>,
}

/// An answer to the question who says a stretch.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The words that show the speaker, in bytes of the file; `None` if nobody says it.
    pub shown_by: Option<Span>,
    /// The reporting words, in bytes of the file.
    pub cue: Option<Span>,
    /// The pattern, as `annotate` names it.
    pub pattern: &'static str,
    /// What speaks for it.
    pub features: Features,
}

/// A question: whom does this pronoun of the writer's mean?
#[derive(Clone, Debug)]
pub struct PronounQuestion {
    /// The pronoun, in bytes of the file.
    pub span: Span,
    /// Those who fit, latest first.
    pub people: Vec<Antecedent>,
}

/// Somebody whom a pronoun may mean.
#[derive(Clone, Debug)]
pub struct Antecedent {
    /// Their name.
    pub name: String,
    /// All places where the article names them, in bytes of the file.
    pub named: Vec<Span>,
    /// What speaks for them.
    pub features: Vec<salience::Feature>,
}

/// All questions about an article's masculine and feminine pronouns outside quotations, in order.
pub fn pronouns(analysis: &Analysis) -> Vec<PronounQuestion> {
    resolve::pronouns(analysis.article())
}

/// All questions about an article's marked stretches that its annotations do not settle, in order.
pub fn study(analysis: &Analysis) -> Vec<Question> {
    questions(analysis.article())
}
