//! Goes over the tokens of a block and asks what each may begin.

use super::again::Notes;
use super::when::{Clock, Expression, Modifier, Part, Recurring, Unit, When};
use super::words::{Word, word};
use crate::english::classes::TIME_WORD;
use crate::english::token::{Kind, Token};
use crate::text::Span;
use std::cell::Cell;

/// Finds the expressions of time among the tokens of a block.
pub fn dates(text: &str, tokens: &[Token]) -> Vec<Expression> {
    let words: Vec<Word> = tokens.iter().map(|token| word_of(text, token)).collect();
    Reader::new(text, tokens, &words, None).expressions()
}

/// What a token says about time.
pub(super) fn word_of(text: &str, token: &Token) -> Word {
    match token.kind {
        Kind::Word if token.is(TIME_WORD) => word(token.of(text)),
        Kind::Clitic if matches!(token.of(text), "'ll" | "’ll") => Word::Will,
        _ => Word::Other,
    }
}

/// A block whose expressions are read. Whoever looks at another token than the one that is asked does so by its methods, which
/// note it: if that one is typed over, this one is asked again.
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// What each token says about time.
    words: &'a [Word],
    /// Where to note who looks at what, if somebody wants to know.
    notes: Option<&'a Notes>,
    /// The token that is asked what begins with it.
    asked: Cell<usize>,
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
    pub(super) fn new(
        text: &'a str,
        tokens: &'a [Token],
        words: &'a [Word],
        notes: Option<&'a Notes>,
    ) -> Self {
        Reader { text, tokens, words, notes, asked: Cell::new(0) }
    }

    /// All expressions, in order.
    pub(super) fn expressions(&self) -> Vec<Expression> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            i = self.step(i, &mut found);
        }
        found
    }

    /// Adds what begins with the token at `i`; says which to ask next.
    pub(super) fn step(&self, i: usize, found: &mut Vec<Expression>) -> usize {
        let Some(Found { start, end, when, part, clock, modifier }) = self.at(i) else { return i + 1 };
        // Whoever reads only some of it again counts on this.
        debug_assert!(end > i, "an expression ends behind the token that was asked");
        let next = end.max(i + 1);
        if let Some(notes) = self.notes {
            notes.pass_over(i + 1..next);
        }
        let span = Span::new(self.tokens[start].span.start, self.tokens[end - 1].span.end);
        // What reaches back into the one before is left out.
        if found.last().is_none_or(|last| last.span.end <= span.start) {
            found.push(Expression { span, when, part, clock, modifier });
        } else if let Some(notes) = self.notes {
            notes.leave_out();
        }
        next
    }

    /// The token at `i`, at which somebody looks.
    pub(super) fn token(&self, i: usize) -> Option<&'a Token> {
        let token = self.tokens.get(i)?;
        if let Some(notes) = self.notes {
            notes.look(i, self.asked.get());
        }
        Some(token)
    }

    /// How many tokens there are.
    pub(super) fn count(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn text(&self, i: usize) -> &'a str {
        self.token(i).map_or("", |token| token.of(self.text))
    }

    pub(super) fn word(&self, i: usize) -> Word {
        self.token(i).map_or(Word::Other, |_| self.words[i])
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.token(i).map(|token| token.kind)
    }

    /// Whether the token is one of these, whatever its case; a token before the first is none.
    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        self.token(i).is_some_and(|token| words.iter().any(|word| token.is_written(self.text, word)))
    }

    /// Whether the token is a word in any of these classes.
    pub(super) fn is_any(&self, i: usize, classes: u64) -> bool {
        self.token(i).is_some_and(|token| token.is(classes))
    }

    /// Whether the token before `i` is one of these words.
    pub(super) fn follows(&self, i: usize, words: &[&str]) -> bool {
        i > 0 && self.is(i - 1, words)
    }

    /// Whether the token begins with a capital letter.
    pub(super) fn capital(&self, i: usize) -> bool {
        self.token(i).is_some_and(Token::is_capital_word)
    }

    /// Whether the token has two or more letters, all of them capitals.
    pub(super) fn all_capitals(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.shape.all_capitals())
    }

    /// Whether the token is a word in lower case.
    pub(super) fn lower(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.kind == Kind::Word && !token.shape.capital())
    }

    /// Whether a sentence begins with the token, as far as one can tell from the token before it.
    pub(super) fn leads(&self, i: usize) -> bool {
        i == 0
            || matches!(
                self.kind(i - 1),
                Some(
                    Kind::Stop
                        | Kind::Exclamation
                        | Kind::Mark
                        | Kind::Dash
                        | Kind::Colon
                        | Kind::Ellipsis
                        | Kind::Symbol
                        | Kind::Open
                )
            )
    }

    /// One past `i`, or past the full stop behind it that a short form has: `Sat.`
    pub(super) fn past_stop(&self, i: usize) -> usize {
        let stop = self.token(i + 1).filter(|t| t.kind == Kind::Stop && !t.shape.spaced());
        if stop.is_some() { i + 2 } else { i + 1 }
    }

    /// Past a comma at `i`, if there is one.
    pub(super) fn past_comma(&self, i: usize) -> usize {
        if self.kind(i) == Some(Kind::Comma) { i + 1 } else { i }
    }

    /// The expression that begins at `i`.
    fn at(&self, i: usize) -> Option<Found> {
        self.asked.set(i);
        if let Some(notes) = self.notes {
            notes.ask(i);
        }
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

    /// Whether the token that is asked, which the list does not know, may begin an expression: a word with a capital or a
    /// hyphen.
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
        match self.kind(i)? {
            Kind::Number => return self.number(i),
            Kind::Mark | Kind::Symbol => return self.short_year(i),
            Kind::Word => {}
            _ => return None,
        }
        let by_word = match self.word(i) {
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
pub(super) mod tests {
    use super::*;
    use crate::english::dates::Reckoner;
    use crate::english::tokens;
    use proptest::prelude::*;

    /// Pieces of sentences about time, in whatever order, with odd ones among them.
    pub(in crate::english::dates) fn sentences() -> impl Strategy<Value = String> {
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
