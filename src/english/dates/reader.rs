//! Goes over the tokens of a block and asks what each may begin.

use super::when::{Clock, Expression, Modifier, Part, Recurring, Unit, When};
use super::words::{Word, word};
use crate::english::classes::TIME_WORD;
use crate::english::token::{Kind, Token};
use crate::text::Span;

/// Finds the expressions of time among the tokens of a block.
pub fn dates(text: &str, tokens: &[Token]) -> Vec<Expression> {
    let words: Vec<Word> = tokens
        .iter()
        .map(|token| match token.kind {
            Kind::Word if token.is(TIME_WORD) => word(token.of(text)),
            Kind::Clitic if matches!(token.of(text), "'ll" | "’ll") => Word::Will,
            _ => Word::Other,
        })
        .collect();
    let reader = Reader { text, tokens, words: &words };
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let Some(read) = reader.at(i) else {
            i += 1;
            continue;
        };
        // Nothing reaches back into what was found before.
        i = read.end.max(i + 1);
        let span = Span::new(tokens[read.start].span.start, tokens[read.end - 1].span.end);
        let Found { when, part, clock, modifier, .. } = read;
        if found.last().is_none_or(|last: &Expression| last.span.end <= span.start) {
            found.push(Expression { span, when, part, clock, modifier });
        }
    }
    found
}

/// A block whose expressions are read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// What each token says about time.
    pub words: &'a [Word],
}

/// An expression among the tokens.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    pub when: When,
    pub part: Option<Part>,
    pub clock: Option<Clock>,
    pub modifier: Option<Modifier>,
}

impl Found {
    pub(super) fn new(start: usize, end: usize, when: When) -> Self {
        Found { start, end, when, part: None, clock: None, modifier: None }
    }

    pub(super) fn part(self, part: Option<Part>) -> Self {
        Found { part, ..self }
    }

    /// Whether it is one day, so that a time may belong to it.
    pub(super) fn is_day(&self) -> bool {
        match self.when {
            When::Recurring { what, .. } => matches!(
                what,
                Recurring::Weekday(_)
                    | Recurring::Day { .. }
                    | Recurring::DayOfMonth(_)
                    | Recurring::Holiday(_)
            ),
            When::Offset { unit, .. } => unit == Unit::Day,
            _ => false,
        }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn text(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| token.of(self.text))
    }

    pub(super) fn word(&self, i: usize) -> Word {
        self.words.get(i).copied().unwrap_or(Word::Other)
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.tokens.get(i).map(|token| token.kind)
    }

    /// Whether the token is one of these, whatever its case; a token before the first is none.
    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        self.tokens.get(i).is_some_and(|token| words.iter().any(|word| token.is_written(self.text, word)))
    }

    /// The same for the token before `i`.
    pub(super) fn follows(&self, i: usize, words: &[&str]) -> bool {
        i > 0 && self.is(i - 1, words)
    }

    /// Whether the token begins with a capital letter.
    pub(super) fn capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(Token::is_capital_word)
    }

    /// Whether the token is a word in lower case.
    pub(super) fn lower(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.kind == Kind::Word && !token.shape.capital())
    }

    /// Whether a sentence begins with the token, as far as one can tell from the token before it.
    pub(super) fn leads(&self, i: usize) -> bool {
        i == 0
            || matches!(
                self.tokens[i - 1].kind,
                Kind::Stop
                    | Kind::Exclamation
                    | Kind::Mark
                    | Kind::Dash
                    | Kind::Colon
                    | Kind::Ellipsis
                    | Kind::Symbol
                    | Kind::Open
            )
    }

    /// One past `i`, or past the full stop behind it that a short form has: `Sat.`
    pub(super) fn past_stop(&self, i: usize) -> usize {
        let stop = self.tokens.get(i + 1).filter(|t| t.kind == Kind::Stop && !t.shape.spaced());
        if stop.is_some() { i + 2 } else { i + 1 }
    }

    /// Past a comma at `i`, if there is one.
    pub(super) fn past_comma(&self, i: usize) -> usize {
        if self.kind(i) == Some(Kind::Comma) { i + 1 } else { i }
    }

    /// The expression that begins at `i`.
    fn at(&self, i: usize) -> Option<Found> {
        if self.words[i].only_tells_of_others() && !self.capital(i) {
            return None;
        }
        if self.tokens[i].kind != Kind::Number && self.words[i] == Word::Other {
            if !self.may_begin(i) {
                return None;
            }
            if self.tokens[i].kind == Kind::Word {
                return self.unlisted(i);
            }
        }
        self.modified(i).or_else(|| self.timed(i))
    }

    /// The expression that begins with a word which the list does not know, which no time of the day does.
    fn unlisted(&self, i: usize) -> Option<Found> {
        let found = self.hyphened(i).or_else(|| self.holiday(i))?;
        Some(if found.is_day() { self.day_and_clock(found) } else { found })
    }

    /// Whether a token that the list does not know may begin an expression: a word with a capital or a hyphen.
    fn may_begin(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        match token.kind {
            Kind::Word => token.shape.capital() || token.of(self.text).as_bytes().contains(&b'-'),
            // An apostrophe, settled as one or not yet: ’90s
            Kind::Mark | Kind::Symbol => self.kind(i + 1) == Some(Kind::Number),
            _ => false,
        }
    }

    /// An expression with the time of the day that stands before or behind it.
    pub(super) fn timed(&self, i: usize) -> Option<Found> {
        if let Some(clock) = self.clock(i) {
            return Some(self.clock_and_day(i, clock));
        }
        if let Some(found) = self.part_of(i) {
            return Some(found);
        }
        let found = self.plain(i)?;
        Some(if found.is_day() { self.day_and_clock(found) } else { found })
    }

    /// An expression without a time of the day beside it.
    pub(super) fn plain(&self, i: usize) -> Option<Found> {
        match self.tokens.get(i)?.kind {
            Kind::Number => return self.number(i),
            Kind::Mark | Kind::Symbol => return self.short_year(i),
            Kind::Word => {}
            _ => return None,
        }
        let by_word = match self.words[i] {
            Word::Weekday(_) | Word::ShortWeekday(_) => self.weekday(i),
            Word::Month(_) | Word::ShortMonth(_) => self.month(i),
            Word::Weekdays(day) => self.weekdays(i, day),
            Word::Day(_) | Word::Tonight => self.day_word(i),
            Word::Last | Word::Past | Word::Previous | Word::Next | Word::Coming | Word::This => {
                self.relative(i)
            }
            Word::That | Word::Same | Word::Following => self.relative(i),
            Word::Recent => self.recent(i),
            Word::Earlier => self.sooner(i),
            Word::Unit(unit) => self.unit(i, unit),
            Word::Units(unit) => self.units(i, unit),
            Word::Count(_) | Word::One | Word::Few | Word::Couple | Word::Half => self.quantity(i),
            Word::Ordinal(_) => self.ordinal(i),
            Word::Decade(first) => self.decade_word(i, first),
            Word::Season(_) => self.season(i),
            Word::Every => self.every(i),
            Word::Times => self.times(i),
            Word::Often(_) | Word::Present | Word::Lately | Word::Soon | Word::Time => self.adverb(i),
            Word::Fiscal => self.fiscal(i),
            Word::Other => self.hyphened(i),
            _ => None,
        };
        by_word.or_else(|| self.holiday(i))
    }

    fn number(&self, i: usize) -> Option<Found> {
        self.written_date(i)
            .or_else(|| self.day_month(i))
            .or_else(|| self.ordinal(i))
            .or_else(|| self.quantity(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.year(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::dates::Reckoner;
    use crate::english::tokens;
    use proptest::prelude::*;

    /// Pieces of sentences about time, in whatever order, with odd ones among them.
    fn sentences() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "Monday",
            "Sun.",
            "Sept.",
            "May",
            "9",
            "31",
            "9th",
            "2019",
            "0",
            "24",
            "99",
            "9999",
            "-",
            "–",
            "/",
            ",",
            ".",
            "’",
            "'",
            "s",
            "the",
            "of",
            "on",
            "in",
            "at",
            "and",
            "to",
            "last",
            "next",
            "this",
            "that",
            "same",
            "past",
            "early",
            "mid-",
            "end",
            "week",
            "weeks",
            "year",
            "years",
            "century",
            "quarter",
            "night",
            "nights",
            "ago",
            "before",
            "later",
            "earlier",
            "a",
            "half",
            "two",
            "several",
            "couple",
            "every",
            "once",
            "p.m.",
            "GMT",
            "ET",
            "noon",
            "fiscal",
            "FY",
            "Q3",
            "New",
            "Year",
            "Eve",
            "Easter",
            "will",
            "met",
            "is",
            "29 February",
            "2019-02-30",
            "1/2/2019",
            "’90s",
            "Sunday Times",
            "“",
            "é",
            "嚯",
            "3ﬁ",
        ]);
        let spaced = (piece, prop::bool::weighted(0.8))
            .prop_map(|(piece, blank)| format!("{piece}{}", if blank { " " } else { "" }));
        prop::collection::vec(spaced, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn expressions_are_in_order_on_tokens_and_can_be_reckoned(text in sentences(), dated: bool) {
            let tokens = tokens(&text);
            let found = dates(&text, &tokens);
            prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{found:#?}");
            let article = dated.then(|| jiff::civil::date(2024, 2, 29));
            let mut reckoner = Reckoner::new(article);
            for expression in &found {
                prop_assert!(tokens.iter().any(|t| t.span.start == expression.span.start), "{expression:?}");
                prop_assert!(tokens.iter().any(|t| t.span.end == expression.span.end), "{expression:?}");
                if let Some(reckoned) = reckoner.read(0, expression.span, expression) {
                    prop_assert!(reckoned.days.is_none_or(|(first, last)| first <= last), "{reckoned:?}");
                    prop_assert!(reckoned.value.is_some() || reckoned.fault.is_some() || !dated, "{reckoned:?}");
                }
            }
        }
    }
}
