//! Days, weeks and years that are counted from the article's day, or from the day mentioned last.

use super::day::recurring;
use super::reader::{Found, Reader};
use super::when::{Base, Modifier, Part, Recurring, Unit, Vague, When, Which};
use super::words::Word;
use crate::english::classes::{AUXILIARY, CONJUNCTION, DETERMINER, NOUN, PREPOSITION, PRONOUN, VERB_PAST};
use crate::english::token::Kind;

const fn offset(unit: Unit, by: i32, base: Base) -> When {
    When::Offset { unit, by, base }
}

impl Reader<'_> {
    /// `yesterday evening`, `today`, `tonight`
    pub(super) fn day_word(&self, i: usize) -> Option<Found> {
        // USA Today, the Today show, Entertainment Tonight
        if self.follows(i, &["usa"])
            || self.capital(i) && !self.all_capitals(i) && (!self.leads(i) || self.is(i + 1, &["show"]))
        {
            return None;
        }
        let (by, part, end) = match self.word(i) {
            Word::Tonight => (0, Some(Part::Night), i + 1),
            Word::Day(by) => {
                let (part, end) = self.part_behind(i + 1);
                (by, part, end)
            }
            _ => return None,
        };
        Some(Found::new(i, end, offset(Unit::Day, by.into(), Base::Article)).part(part))
    }

    /// `last month`, `this Thursday`, `the next day`, `that summer`
    pub(super) fn relative(&self, i: usize) -> Option<Found> {
        if self.word(i) == Word::That && self.word(i + 1) == Word::Same {
            return self.relative(i + 1).map(|found| Found { start: i, ..found });
        }
        let this_past = self.word(i) == Word::This && matches!(self.word(i + 1), Word::Past | Word::Coming);
        let at = i + usize::from(this_past);
        let (by, j) = (self.word(at), at + 1);
        if !this_past && let Some(found) = self.spell(i) {
            return Some(found);
        }
        // ABC's This Week, Last Week Tonight
        let title = self.capital(j) && self.capital(i) && !self.all_capitals(i);
        match self.word(j) {
            Word::Unit(unit) if !title => self.relative_unit(i, j, unit, this_past),
            Word::Part(part) if self.lower(j) && !self.text(j).ends_with('s') => {
                self.relative_part(by, part).map(|when| Found::new(i, j + 1, when).part(Some(part)))
            }
            Word::Weekday(_) | Word::Month(_) | Word::ShortMonth(_) | Word::Season(_) => {
                self.relative_recurring(i, j, this_past)
            }
            Word::Units(unit) if by == Word::Coming && unit >= Unit::Day => {
                Some(Found::new(i, j + 1, When::Vague(Vague::Future)))
            }
            _ => self.relative_holiday(i, j, this_past).or_else(|| self.in_the_past(i)),
        }
    }

    fn relative_unit(&self, i: usize, j: usize, unit: Unit, this_past: bool) -> Option<Found> {
        let found = |when| Some(Found::new(i, j + 1, when));
        if unit < Unit::Day {
            return None;
        }
        if unit == Unit::Weekend {
            let which = self.which_of(i, j, this_past)?;
            return found(recurring(Recurring::Weekend, which));
        }
        // "over the past year" is as long as a year; "the next day" is a day.
        let the = self.follows(i, &["the"]);
        let when = match self.word(i) {
            Word::Next if unit == Unit::Day => offset(unit, 1, Base::Mention),
            Word::Last | Word::Next | Word::Coming if the => When::Duration(Some(10), unit),
            Word::Past => When::Duration(Some(10), unit),
            Word::This if this_past && self.word(i + 1) == Word::Past => When::Duration(Some(10), unit),
            Word::This if this_past => offset(unit, 1, Base::Article),
            Word::Last | Word::This | Word::Coming if unit == Unit::Day => return None,
            Word::Last => offset(unit, -1, Base::Article),
            Word::This => offset(unit, 0, Base::Article),
            Word::Next | Word::Coming => offset(unit, 1, Base::Article),
            Word::Previous => offset(unit, -1, Base::Mention),
            Word::Same | Word::That => offset(unit, 0, Base::Mention),
            Word::Following => offset(unit, 1, Base::Mention),
            _ => return None,
        };
        found(when)
    }

    fn relative_part(&self, by: Word, part: Part) -> Option<When> {
        Some(match by {
            Word::Last if matches!(part, Part::Night | Part::Evening) => offset(Unit::Day, -1, Base::Article),
            Word::This if part != Part::Night => offset(Unit::Day, 0, Base::Article),
            Word::That | Word::Same => offset(Unit::Day, 0, Base::Mention),
            Word::Next | Word::Following => offset(Unit::Day, 1, Base::Mention),
            Word::Previous => offset(Unit::Day, -1, Base::Mention),
            _ => return None,
        })
    }

    /// Which of the Thursdays, Mays or summers the word at `i` means.
    fn which_of(&self, i: usize, j: usize, this_past: bool) -> Option<Which> {
        Some(match self.word(i) {
            Word::This if this_past && self.word(i + 1) == Word::Past => Which::Past,
            Word::This if this_past => Which::Next,
            Word::Last | Word::Past | Word::Previous => Which::Last,
            Word::Next | Word::Coming => Which::Next,
            Word::This => Which::This(self.tense(i, j + 1)),
            // "said that Tuesday was fine"
            Word::That if self.follows_preposition(i) || self.leads(i) => Which::That,
            Word::Same => Which::That,
            Word::Following => Which::Following,
            _ => return None,
        })
    }

    fn relative_recurring(&self, i: usize, j: usize, this_past: bool) -> Option<Found> {
        let which = self.which_of(i, j, this_past)?;
        if matches!(self.word(j), Word::Weekday(_)) && self.is_day_name(j) {
            return None;
        }
        match self.word(j) {
            Word::Weekday(day) if self.capital(j) => {
                let dated = self.weekday(j)?;
                // "this Tuesday, Sept. 9"
                if !matches!(dated.when, When::Recurring { what: Recurring::Weekday(_), .. }) {
                    return Some(Found { start: i, ..dated });
                }
                Some(Found { start: i, when: recurring(Recurring::Weekday(day), which), ..dated })
            }
            Word::Season(season) => Some(Found::new(i, j + 1, recurring(Recurring::Season(season), which))),
            _ => {
                let (month, end) = self.month_at(j)?;
                if let Some(day) = self.day_at(end) {
                    return Some(Found::new(i, end + 1, super::day::day(month, day, which)));
                }
                // "this May said": somebody's name is rarer than the month.
                Some(Found::new(i, end, recurring(Recurring::Month(month), which)))
            }
        }
    }

    fn relative_holiday(&self, i: usize, j: usize, this_past: bool) -> Option<Found> {
        let (when, end) = self.holiday_at(j)?;
        let When::Recurring { what, .. } = when else { return None };
        Some(Found::new(i, end, recurring(what, self.which_of(i, j, this_past)?)))
    }

    /// `in the past`, where nothing is counted.
    fn in_the_past(&self, i: usize) -> Option<Found> {
        let stands =
            self.word(i) == Word::Past && self.follows(i, &["the"]) && i > 1 && self.is(i - 2, &["in"]);
        let next = self.token(i + 1);
        let alone = next.is_none_or(|t| t.kind != Kind::Number && !t.is(NOUN) && !t.shape.capital());
        (stands && alone).then(|| Found::new(i - 2, i + 1, When::Vague(Vague::Past)))
    }

    /// `in recent years`
    pub(super) fn recent(&self, i: usize) -> Option<Found> {
        match self.word(i + 1) {
            Word::Units(unit) if unit >= Unit::Day => Some(Found::new(i, i + 2, When::Vague(Vague::Past))),
            _ => None,
        }
    }

    /// `earlier this week`, `later in the day`, `earlier Thursday`
    pub(super) fn sooner(&self, i: usize) -> Option<Found> {
        let mut next = i + 1;
        if self.is(next, &["in", "on"]) {
            next += 1;
            if self.is(next, &["the"]) {
                next += 1;
                let Word::Unit(unit) = self.word(next) else { return None };
                let base = if unit == Unit::Day { Base::MentionOrArticle } else { Base::Article };
                return (unit >= Unit::Day).then(|| Found::new(i, next + 1, offset(unit, 0, base)));
            }
        }
        let found = self.token(next).and_then(|_| self.timed(next))?;
        let counted = match found.when {
            When::Offset { .. } => true,
            When::Recurring { what, .. } => !matches!(what, Recurring::Season(_) | Recurring::Quarter(_)),
            _ => false,
        };
        (counted && found.start == next).then_some(Found { start: i, ..found })
    }

    /// A unit without a number: `day before yesterday`, `week of March 3`, `weekend`, `day before`, `year’s end`.
    pub(super) fn unit(&self, i: usize, unit: Unit) -> Option<Found> {
        if unit == Unit::Day {
            match (self.is(i + 1, &["before"]), self.is(i + 1, &["after"]), self.word(i + 2)) {
                (true, _, Word::Day(-1)) => {
                    return Some(Found::new(i, i + 3, offset(unit, -2, Base::Article)));
                }
                (_, true, Word::Day(1)) => return Some(Found::new(i, i + 3, offset(unit, 2, Base::Article))),
                _ => {}
            }
        }
        if matches!(unit, Unit::Week | Unit::Weekend)
            && self.is(i + 1, &["of", "ending", "beginning", "starting"])
            && let Some(day) = self
                .token(i + 2)
                .and_then(|_| self.plain(i + 2))
                .filter(|day| day.is_day() && day.start == i + 2)
        {
            return Some(Found::new(i, day.end, When::Around(unit, Box::new(day.when))));
        }
        if unit == Unit::Weekend {
            let introduced = self.follows(i, &["the"]) && i > 1 && self.is_any(i - 2, PREPOSITION);
            let over = i > 1 && self.is(i - 2, &["over"]);
            let plain = introduced
                && !self.is(i + 1, &["of"])
                && (over || !self.is(i + 1, &["before", "after"]))
                && !self.lower_noun_behind(i);
            let which = self.which_of_month(i, i + 1);
            return plain.then(|| Found::new(i, i + 1, recurring(Recurring::Weekend, which)));
        }
        if unit == Unit::Year && self.is(i + 1, &["'s", "’s"]) && self.is(i + 2, &["end"]) {
            let when = offset(unit, 0, Base::Article);
            return Some(Found { modifier: Some(Modifier::End), ..Found::new(i, i + 3, when) });
        }
        let by = self.before_or_after(i + 1).filter(|_| unit >= Unit::Day && self.follows(i, &["the"]))?;
        Some(Found::new(i, i + 2, offset(unit, by, Base::Mention)))
    }

    fn lower_noun_behind(&self, i: usize) -> bool {
        self.lower(i + 1) && self.is_any(i + 1, NOUN) && !self.is_any(i + 1, PREPOSITION | AUXILIARY)
    }

    /// "before" (-1) or "after" (1) at `i`, if nothing hangs on it, as on "the day before the vote".
    pub(super) fn before_or_after(&self, i: usize) -> Option<i32> {
        let by = match () {
            () if self.is(i, &["before"]) => -1,
            () if self.is(i, &["after"]) => 1,
            () => return None,
        };
        let free = self.token(i + 1).is_none_or(|t| match t.kind {
            Kind::Word => {
                t.is(PREPOSITION | CONJUNCTION | AUXILIARY | VERB_PAST)
                    && !t.is(DETERMINER | PRONOUN)
                    && !t.shape.capital()
            }
            Kind::Number | Kind::Quoted | Kind::Mark => false,
            _ => true,
        });
        free.then_some(by)
    }

    /// Plural units without a number: `these days`, `for years`, `decades ago`, `weekends`.
    pub(super) fn units(&self, i: usize, unit: Unit) -> Option<Found> {
        if unit == Unit::Weekend {
            let when = When::Set(super::when::Set::Recurring(Recurring::Weekend));
            return self.follows(i, &["on", "and", "or"]).then(|| Found::new(i, i + 1, when));
        }
        if unit < Unit::Hour {
            return None;
        }
        if self.is(i + 1, &["ago"]) {
            return Some(Found::new(i, i + 2, When::Vague(Vague::Past)));
        }
        if unit == Unit::Day && self.follows(i, &["these"]) {
            return Some(Found::new(i - 1, i + 1, When::Vague(Vague::Present)));
        }
        let long =
            self.follows(i, &["for", "over", "after", "within", "in"]) && !self.is(i + 1, &["of", "to"]);
        (long && unit != Unit::Quarter).then(|| Found::new(i, i + 1, When::Duration(None, unit)))
    }
}
