//! Goes over the tokens of a block and asks what each may begin.

use super::when::{Clock, Expression, Modifier, Part, Recurring, Unit, When};
use super::words::{Word, word};
use crate::english::Common;
use crate::english::classes::TIME_WORD;
use crate::english::token::{Kind, Token};
use crate::text::Span;
use std::cell::Cell;
use std::ops::Range;

/// Finds the expressions of time among the tokens of a block.
pub fn dates(text: &str, tokens: &[Token]) -> Vec<Expression> {
    let words: Vec<Word> = tokens.iter().map(|token| word_of(text, token)).collect();
    Reader::new(text, tokens, &words, None).expressions()
}

/// What was looked at in a block when its expressions of time were found, for finding them again when a letter was typed.
#[derive(Debug, Default)]
pub struct Asked {
    /// What each token says about time.
    words: Vec<Word>,
    notes: Notes,
}

/// Who looked at what.
#[derive(Debug, Default)]
struct Notes {
    of_tokens: Vec<Cell<Note>>,
    /// Whether an expression was left out because it reaches back into the one before.
    left_out: Cell<bool>,
}

/// Who looked at a token.
#[derive(Clone, Copy, Debug)]
struct Note {
    /// The first token that it was looked at for, to read what begins there.
    first: u32,
    /// The last.
    last: u32,
    /// Whether it was asked itself what begins with it.
    asked: bool,
}

impl Note {
    const NONE: Note = Note { first: u32::MAX, last: 0, asked: false };
}

/// A block as it was before something was typed.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// What its text has in common with that of now.
    pub common: Common,
    /// Its tokens, all that were looked at.
    pub tokens: &'a [Token],
    /// What was found among them.
    pub dates: &'a [Expression],
}

impl Asked {
    /// Finds the expressions of time as [`dates`] does, and notes what was looked at.
    ///
    /// Where as many tokens stand as before, only what begins with those that differ, or was read with a look at them, is
    /// read anew.
    pub fn dates(&mut self, text: &str, tokens: &[Token], before: Option<Before>) -> Vec<Expression> {
        if let Some(dates) = before.and_then(|before| self.again(text, tokens, before)) {
            return dates;
        }
        self.words.clear();
        self.words.extend(tokens.iter().map(|token| word_of(text, token)));
        self.notes.of_tokens.clear();
        self.notes.of_tokens.resize(tokens.len(), Cell::new(Note::NONE));
        self.notes.left_out.set(false);
        Reader::new(text, tokens, &self.words, Some(&self.notes)).expressions()
    }

    /// The same, with what was found `before` and is not read anew; `None` where all has to be.
    fn again(&mut self, text: &str, tokens: &[Token], before: Before) -> Option<Vec<Expression>> {
        let Before { common, tokens: then, dates } = before;
        // With a token more or less, others stand elsewhere as seen from each other.
        let comparable = self.words.len() == then.len() && then.len() == tokens.len();
        if !comparable || self.notes.left_out.get() {
            return None;
        }
        let (head, tail) = common.tokens(then, tokens, text);
        let differ = head..tokens.len() - tail;
        for i in differ.clone() {
            self.words[i] = word_of(text, &tokens[i]);
        }
        let reader = Reader::new(text, tokens, &self.words, Some(&self.notes));
        // An expression ends behind the token that was asked.
        let before = |i: usize| match then.get(i) {
            Some(token) => dates.partition_point(|date| date.span.end <= token.span.start),
            None => dates.len(),
        };
        let anew = self.notes.to_be_asked(&differ);
        let mut found = dates[..before(anew.start)].to_vec();
        let mut i = anew.start;
        while i < anew.end || i > anew.start && self.notes.is_passed_over(i) {
            i = reader.step(i, &mut found);
        }
        let from = then.get(differ.start).map_or(u32::MAX, |token| token.span.start);
        let place = |at: u32| if at < from { at } else { common.now(Span::empty(at)).start };
        let placed = |span: Span| Span::new(place(span.start), place(span.end));
        found.extend(dates[before(i)..].iter().map(|date| date.placed(placed)));
        let in_order = found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        (in_order && !self.notes.left_out.get()).then_some(found)
    }
}

impl Notes {
    /// Which tokens have to be asked anew if some `differ`: these, and what lies between those that were read with a look at
    /// them.
    fn to_be_asked(&self, differ: &Range<usize>) -> Range<usize> {
        if differ.is_empty() {
            return differ.clone();
        }
        let (mut from, mut to) = (differ.start, differ.end);
        for note in &self.of_tokens[differ.clone()] {
            from = from.min(note.get().first as usize);
            to = to.max(note.get().last as usize + 1);
        }
        while from > 0 && self.is_passed_over(from) {
            from -= 1;
        }
        from..to
    }

    /// Whether there is a token at `i` which was not asked, as one in the middle of an expression.
    fn is_passed_over(&self, i: usize) -> bool {
        self.of_tokens.get(i).is_some_and(|note| !note.get().asked)
    }
}

/// What a token says about time.
fn word_of(text: &str, token: &Token) -> Word {
    match token.kind {
        Kind::Word if token.is(TIME_WORD) => word(token.of(text)),
        Kind::Clitic if matches!(token.of(text), "'ll" | "’ll") => Word::Will,
        _ => Word::Other,
    }
}

/// A block whose expressions are read. Whoever looks at a token does so by its methods, which note it.
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// What each token says about time.
    words: &'a [Word],
    /// Where to note who looks at what, if somebody wants to know.
    notes: Option<&'a Notes>,
    /// The token that is asked what begins with it.
    asking: Cell<usize>,
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
    fn new(text: &'a str, tokens: &'a [Token], words: &'a [Word], notes: Option<&'a Notes>) -> Self {
        Reader { text, tokens, words, notes, asking: Cell::new(0) }
    }

    /// All expressions, in order.
    fn expressions(&self) -> Vec<Expression> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            i = self.step(i, &mut found);
        }
        found
    }

    /// Adds what begins at `i`, and goes on behind it.
    fn step(&self, i: usize, found: &mut Vec<Expression>) -> usize {
        let read = self.at(i);
        // Nothing reaches back into what was found before.
        let next = read.as_ref().map_or(i + 1, |read| read.end.max(i + 1));
        if let Some(notes) = self.notes {
            notes.of_tokens[i + 1..next]
                .iter()
                .for_each(|note| note.set(Note { asked: false, ..note.get() }));
        }
        let Some(Found { start, end, when, part, clock, modifier }) = read else { return next };
        debug_assert!(end > i, "an expression ends behind the token that was asked");
        let span = Span::new(self.tokens[start].span.start, self.tokens[end - 1].span.end);
        if found.last().is_none_or(|last| last.span.end <= span.start) {
            found.push(Expression { span, when, part, clock, modifier });
        } else if let Some(notes) = self.notes {
            notes.left_out.set(true);
        }
        next
    }

    /// The token at `i`, which somebody looks at to read what begins with the one that is asked.
    pub(super) fn token(&self, i: usize) -> Option<&'a Token> {
        let token = self.tokens.get(i)?;
        if let Some(notes) = self.notes {
            let (note, asking) = (&notes.of_tokens[i], self.asking.get() as u32);
            let Note { first, last, asked } = note.get();
            note.set(Note { first: first.min(asking), last: last.max(asking), asked });
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

    /// The same for the token before `i`.
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
        self.asking.set(i);
        if let Some(notes) = self.notes {
            let note = &notes.of_tokens[i];
            note.set(Note { asked: true, ..note.get() });
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

    /// Reads each of the texts as what the one before became, and hands on what was found again; `None` where all had to be
    /// read anew.
    fn typed(texts: &[String], mut found_again: impl FnMut(&str, Option<Vec<Expression>>)) {
        let mut asked = Asked::default();
        let (mut then, mut was) = (&texts[0], tokens(&texts[0]));
        let mut found = asked.dates(then, &was, None);
        for now in &texts[1..] {
            let is = tokens(now);
            let before = Before { common: Common::of(then, now), tokens: &was, dates: &found };
            let again = asked.again(now, &is, before);
            found = again.clone().unwrap_or_else(|| asked.dates(now, &is, None));
            found_again(now, again);
            (then, was) = (now, is);
        }
    }

    /// Which expressions are taken over when the word `then` becomes the word `now`.
    fn taken_over(text: &str, then: &str, now: &str) -> Vec<String> {
        let typed = text.replacen(then, now, 1);
        let (was, is) = (tokens(text), tokens(&typed));
        let mut asked = Asked::default();
        let mut found = asked.dates(text, &was, None);
        // What nobody would find so was taken over.
        let mark = When::Year(0);
        found.iter_mut().for_each(|date| date.when = mark.clone());
        let before = Before { common: Common::of(text, &typed), tokens: &was, dates: &found };
        let again = asked.dates(&typed, &is, Some(before));
        again.iter().filter(|date| date.when == mark).map(|date| date.span.of(&typed).to_owned()).collect()
    }

    #[test]
    fn only_what_was_read_with_a_look_at_the_word_is_read_anew() {
        let text =
            "Ana Ruiz was told in May. The harbour closed on Thursday, said Ana Ruiz of Marlow in 2019.";
        assert_eq!(
            taken_over(text, "Ministers", "Minister"),
            ["May", "Thursday", "2019"],
            "a verb stands between"
        );
        assert_eq!(taken_over(text, "closed", "closes"), ["May", "2019"], "the verb says which Thursday");
        assert_eq!(taken_over(text, "in May", "to May"), ["Thursday", "2019"]);
        assert_eq!(taken_over(text, "Marlow", "Monday"), ["May", "Thursday", "2019"], "one more is found");
        assert_eq!(taken_over(text, "told", "now told"), [] as [&str; 0], "there is a word more");
    }

    proptest! {
        #[test]
        fn what_is_typed_is_found_as_it_would_be(
            [head, middle, tail] in [sentences(), sentences(), sentences()],
            words in prop::collection::vec(
                (any::<bool>(), prop_oneof!["[a-zA-Z]{1,4}", "[0-9]{1,4}", " {0,3}", sentences()]),
                2..12,
            ),
        ) {
            // Typed in two places, now here and now there.
            let mut places = [String::new(), String::new()];
            let mut texts = vec![];
            for (second, word) in words {
                places[usize::from(second)] = word;
                texts.push(format!("{head}{}{middle}{}{tail}", places[0], places[1]));
            }
            let mut all = Vec::new();
            typed(&texts, |text, again| all.extend(again.map(|again| (again, dates(text, &tokens(text))))));
            for (again, anew) in all {
                prop_assert_eq!(again, anew);
            }
        }

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
