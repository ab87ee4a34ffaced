//! Descriptions of somebody or something known already: `the US official`, `the company`, `the 54-year-old`,
//! `his daughter`.

use super::{Form, Local, Paragraph, near};
use crate::english::classes::*;
use crate::english::lexicon::{body_noun, kin_noun, place_noun};
use crate::english::names::NameKind;
use crate::english::phrase::{Phrase, Sentence};
use crate::english::{Kind, Token};
use crate::text::Span;

impl Paragraph<'_> {
    /// Known people, bodies and places, wherever they are described in the writer's own words.
    pub(super) fn definite(&self, found: &mut Vec<Local>) {
        let sentence = Sentence { text: self.text, tokens: self.frame, first: 0, end: self.frame.len() };
        let known = found.len();
        for i in 0..self.frame.len() {
            let Some(phrase) = self.definite_phrase(&sentence, i) else { continue };
            let span = phrase.span(self.frame);
            let owned = |m: &Local| m.span.start == span.start && m.span.end < self.frame[i].span.start;
            let beside = |m: &Local| m.span.start == span.end + 1 && matches!(m.form, Form::Name { .. });
            let around = Span::new(span.start, span.end + 2);
            let close = near(&found[..known], around).map(|(_, m)| m).chain(found[known..].last());
            let taken = { close }.any(|m| m.span.overlaps(span) && !owned(m) || beside(m));
            if !taken && !self.says_what_somebody_is(&sentence, &phrase, &found[..known]) {
                let form = Form::Description(self.describe(&phrase));
                found.push(Local { span, form, quoted: false, reports: false });
            }
        }
    }

    /// The phrase that ends with the token, if it describes somebody or something that is known.
    fn definite_phrase(&self, sentence: &Sentence, i: usize) -> Option<Phrase> {
        let token = &self.frame[i];
        // "The Turkish “offensive”" is no Turk.
        let goes_on = |t: &Token| matches!(t.kind, Kind::Quoted | Kind::Mark);
        if token.kind != Kind::Word || token.is(PLURAL) {
            return None;
        }
        let the = |at: usize| sentence.is_one_of(at, &["the", "this", "that"]);
        let word = token.of(self.text);
        let old = word.ends_with("-year-old");
        let kin = !old && self.belongs(sentence, i) && kin_noun(&word.to_lowercase()).is_some();
        if !old && !kin && !self.describes(token, || i.checked_sub(1).is_some_and(the))
            || sentence.is_nominal(i + 1)
            || token.shape.capital() && sentence.get(i + 1).is_some_and(goes_on)
        {
            return None;
        }
        if old {
            let at = i.checked_sub(1).filter(|at| the(*at))?;
            return Some(Phrase { first: at, last: i, head: i, core: at });
        }
        let phrase = sentence.core_ending(i)?;
        (the(phrase.first) || kin).then_some(phrase)
    }

    /// Whether a token is a noun for a person, a body or a place; `the` says that it stands right behind the article,
    /// where it may have a capital: `the Minister`, `the Kenyan`.
    fn describes(&self, token: &Token, the: impl Fn() -> bool) -> bool {
        if token.shape.capital() {
            let office = token.is(PERSON_NOUN) && !token.is(WEAK_PERSON | COUNTRY | CITY | ORGANISATION);
            return (office || token.is(DEMONYM)) && !token.shape.all_capitals() && the();
        }
        if token.is(PERSON_NOUN) && !token.is(WEAK_PERSON) {
            return true;
        }
        let word = token.of(self.text);
        token.is(NOUN | GROUP_NOUN | PERSON_NOUN) && (body_noun(word).is_some() || place_noun(word).is_some())
    }

    /// `his`, `Ruiz’s`: whether an owner stands a word or two in front.
    fn belongs(&self, sentence: &Sentence, i: usize) -> bool {
        let mut before = (1..=2).filter_map(|back| i.checked_sub(back)).map(|at| (at, &self.frame[at]));
        before.any(|(at, token)| match token.kind {
            Kind::Clitic => true,
            Kind::Word => token.is(PRONOUN | DETERMINER) && sentence.is_one_of(at, &["his", "her"]),
            _ => false,
        })
    }

    /// Whether a phrase says what somebody is, and does not mention them again: `Ruiz, the mayor,`; `the mayor, Ana
    /// Ruiz,`; `Ruiz is the mayor`.
    fn says_what_somebody_is(&self, sentence: &Sentence, phrase: &Phrase, found: &[Local]) -> bool {
        /// How far off a comma may stand that sets off a name, in bytes.
        const FARTHEST: u32 = 100;
        // "Ruiz, the company’s director": a company is no apposition to a person.
        let person = self.frame[phrase.head].is(PERSON_NOUN);
        let alike = |kind: NameKind| match kind {
            NameKind::Person => person,
            NameKind::Organisation => !person || body_noun(self.frame[phrase.head].of(self.text)).is_some(),
            NameKind::Place => !person,
            NameKind::Unknown => true,
        };
        let name_at = |at: &dyn Fn(&Local) -> bool| {
            let span = phrase.span(self.frame);
            let around = Span::new(span.start.saturating_sub(FARTHEST), span.end + FARTHEST);
            near(found, around)
                .any(|(_, m)| matches!(m.form, Form::Name { kind, .. } if alike(kind)) && at(m))
        };
        let owns = sentence.get(phrase.last + 1).is_some_and(|t| t.kind == Kind::Clitic);
        let comma = |i: usize| sentence.get(i).filter(|t| t.kind == Kind::Comma);
        let before = phrase.first.checked_sub(1);
        if let Some(comma) = before.and_then(comma)
            && !owns
            && (name_at(&|m| m.span.end == comma.span.start) || comma_closes_age(sentence, before))
        {
            return true;
        }
        if let Some(comma) = comma(phrase.last + 1)
            && name_at(&|m| m.span.start == comma.span.end + 1)
        {
            return true;
        }
        const BEING: [&str; 12] = [
            "is", "was", "be", "been", "being", "became", "become", "becomes", "as", "named", "remains", "’s",
        ];
        before.is_some_and(|at| sentence.is_one_of(at, &BEING))
    }
}

/// `Ruiz, 54, the mayor`: whether a number stands between two commas.
fn comma_closes_age(sentence: &Sentence, comma: Option<usize>) -> bool {
    let number = comma.and_then(|comma| sentence.before(comma)).is_some_and(|t| t.kind == Kind::Number);
    let opened = comma.and_then(|comma| comma.checked_sub(2)).and_then(|at| sentence.get(at));
    number && opened.is_some_and(|t| t.kind == Kind::Comma)
}

/// The mention of the owner inside a description: `his` in `his daughter`.
pub fn owner(mentions: &[Local], description: Span) -> Option<usize> {
    let inside = |m: &Local| m.span.start == description.start && m.span.end < description.end;
    let owner =
        near(mentions, description).find(|(_, m)| inside(m) && !matches!(m.form, Form::Description(_)));
    owner.map(|(index, _)| index)
}
