//! Names in a block, and what kind of thing each seems to name.
//!
//! Which words are a name, and of what, is learned ([`tagger`](super::tagger)). Patterns of capitals, lists and
//! neighbours say what the tagger cannot: where a title ends and the person begins, and what else may be a name
//! ([`NameKind::Unknown`]) if the article uses the same words as one elsewhere.

mod partners;
mod teams;

use super::calendar::is_calendar_word;
use super::classes::*;
use super::lexicon::{Classes, lookup};
use super::tagger::{Reading, Tagged};
use super::token::{Kind, Token};
use crate::text::Span;

/// A name in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its first token.
    pub first: u32,
    /// Its last token.
    pub last: u32,
    /// What it seems to name.
    pub kind: NameKind,
    /// How that is known.
    pub sure: bool,
    /// For a person: [`MASCULINE`], [`FEMININE`] or 0.
    pub gender: u64,
    /// The first token of the capitalised title in front (`Deputy Press Secretary`), or `first`.
    pub title: u32,
    /// How likely it is that the words name a person, an organisation, a place, as far as the block tells: in 255ths.
    pub odds: [u8; 3],
}

/// What a name seems to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// A company, a party, a ministry.
    Organisation,
    /// A country, a town, a river.
    Place,
    /// Nothing in the block tells.
    Unknown,
}

fn certainly(kind: NameKind) -> [u8; 3] {
    match kind {
        NameKind::Person => [255, 0, 0],
        NameKind::Organisation => [0, 255, 0],
        NameKind::Place => [0, 0, 255],
        NameKind::Unknown => [0; 3],
    }
}

fn in_255ths(share: f32) -> u8 {
    (share * 255.0) as u8
}

/// The share from which on a part of what the tagger took for one name is a name of its own.
const LIKELY: f32 = 0.6;

/// What ends the name of a company.
const LEGAL: [&str; 13] =
    ["Ltd", "Ltd.", "Inc", "Inc.", "Corp", "Corp.", "plc", "LLC", "LLP", "NV", "N.V.", "AG", "GmbH"];

/// The share from which on a name's kind counts as certain.
const CERTAIN: f32 = 0.9;

impl Name {
    /// Its bytes, without the title.
    pub fn span(&self, tokens: &[Token]) -> Span {
        Span::new(tokens[self.first as usize].span.start, tokens[self.last as usize].span.end)
    }

    /// A name by its pattern that the tagger takes for none: only a title in front makes it one here.
    fn doubted(self, reading: &Reading) -> Self {
        if self.title < self.first && self.kind == NameKind::Person {
            return Name { odds: certainly(NameKind::Person), ..self };
        }
        let odds = reading.odds(self.first as usize..self.last as usize + 1).map(in_255ths);
        Name { kind: NameKind::Unknown, sure: false, odds, ..self }
    }
}

/// Finds the names among the tokens of a block. In a `heading` every word may have a capital, so that
/// capitals alone make no name.
///
/// The [tagger](super::tagger) decides which words are names and of what. Titles in front of people are read by
/// pattern. Other capitals that look like a name are [`NameKind::Unknown`]: they are one if they are elsewhere.
pub fn names(text: &str, tokens: &[Token], heading: bool) -> Vec<Name> {
    names_in(text, tokens, heading, &Reading::of(text, tokens))
}

/// The same, given how the tagger reads the block.
pub fn names_in(text: &str, tokens: &[Token], heading: bool, reading: &Reading) -> Vec<Name> {
    let finder = Finder { text, tokens, capitals_mean_little: heading && mostly_capital(tokens) };
    let mut patterns = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        i = if tokens[i].is_capital_word() { finder.run(i, &mut patterns) } else { i + 1 };
    }
    let mut tagged = Vec::with_capacity(reading.names().len() + 2);
    for name in reading.names() {
        finder.apart(finder.registered(*name), reading, &mut tagged);
    }
    let mut found = Vec::with_capacity(tagged.len() + patterns.len());
    found.extend(tagged.iter().filter_map(|name| finder.tagged(name, &patterns)));
    let people: Vec<u32> = found.iter().filter(|n| n.kind == NameKind::Person).map(|n| n.first).collect();
    found.retain(|name| !finder.in_a_title(name, &people));
    found.iter_mut().for_each(|name| finder.of_a_saint(name));
    finder.put_together(&mut found, &patterns);
    let within = |one: &Name| found.iter().any(|two| two.first < one.first && one.first <= two.last);
    if found.iter().any(within) {
        let all = found.clone();
        found.retain(|one| !all.iter().any(|two| two.first < one.first && one.first <= two.last));
    }
    patterns.retain(|p| !found.iter().any(|f| f.first <= p.last && p.first <= f.last));
    found.extend(patterns.into_iter().map(|name| name.doubted(reading)));
    found.sort_unstable_by_key(|name| name.first);
    teams::mark(text, tokens, &mut found);
    partners::mark(text, tokens, &mut found);
    found
}

/// Whether a heading is set In Capitals Like This.
fn mostly_capital(tokens: &[Token]) -> bool {
    let long = tokens.iter().filter(|t| t.kind == Kind::Word && t.span.len() > 3);
    let (capital, all) = long.fold((0, 0), |(c, n), t| (c + u32::from(t.shape.capital()), n + 1));
    all > 2 && capital * 4 >= all * 3
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    capitals_mean_little: bool,
}

impl<'a> Finder<'a> {
    /// A name that the tagger found, with the title in front of it; `None` for capitals that mean little.
    fn tagged(&self, tagged: &Tagged, patterns: &[Name]) -> Option<Name> {
        let likely = tagged.odds.iter().copied().fold(0.0, f32::max);
        if self.capitals_mean_little && likely < CERTAIN {
            return None;
        }
        let (mut first, mut last) = (tagged.first, tagged.last);
        if tagged.kind == NameKind::Organisation {
            last = self.without_tail(first, last + 1) - 1;
            first = self.body_of(first, last, patterns);
        }
        let titled = patterns.iter().find(|p| p.title < p.first && p.last as usize == last);
        if tagged.kind == NameKind::Person
            && let Some(pattern) = titled
        {
            first = first.max(pattern.first as usize);
        }
        let title = self.title_of(first, last, titled);
        let mut name = self.name(first, last, tagged.kind, likely >= CERTAIN);
        name.odds = tagged.odds.map(in_255ths);
        if tagged.kind == NameKind::Person || titled.is_some() && title < first {
            name.kind = NameKind::Person;
            name.title = title as u32;
            name.gender = self.gender(first, (title < first).then_some(title));
        }
        if name.title < name.first {
            (name.sure, name.odds) = (true, certainly(NameKind::Person));
        } else if let Some(kind) = self.listed(first, last) {
            (name.kind, name.sure, name.odds) = (kind, true, certainly(kind));
        }
        Some(name)
    }

    /// `Ann Lee Inc.` is nobody.
    fn registered(&self, tagged: Tagged) -> Tagged {
        let legal = tagged.first < tagged.last && self.is_word(tagged.last, &LEGAL);
        if !legal || tagged.kind == NameKind::Organisation {
            return tagged;
        }
        Tagged { kind: NameKind::Organisation, odds: [0.0, CERTAIN, 0.0], ..tagged }
    }

    /// Two organisations joined by "and" are two, if each is likely one by itself: `Oxfam and Human Rights Watch`, but
    /// not `Food and Drug Administration`. What stands behind `Ltd of` or `Inc. in` is where it sits.
    fn apart(&self, tagged: Tagged, reading: &Reading, parts: &mut Vec<Tagged>) {
        let (first, last) = (tagged.first, tagged.last);
        let whole = tagged.kind != NameKind::Organisation || self.listed(first, last).is_some();
        let cut = (first + 1..last).find(|j| {
            self.is_word(*j, &["and"]) || self.is_word(*j - 1, &LEGAL) && self.is_word(*j, &["of", "in"])
        });
        let Some(cut) = cut.filter(|_| !whole) else { return parts.push(tagged) };
        let part = |first: usize, last: usize| {
            let odds = reading.odds(first..last + 1);
            let likely = (0..3).max_by(|a, b| odds[*a].total_cmp(&odds[*b])).unwrap_or(0);
            let kind = [NameKind::Person, NameKind::Organisation, NameKind::Place][likely];
            Tagged { first, last, kind, odds }
        };
        let (one, two) = (part(first, cut - 1), part(cut + 1, last));
        let listed = |name: &Tagged| self.listed(name.first, name.last) == Some(NameKind::Organisation);
        let likely = |name: &Tagged| name.odds.iter().sum::<f32>() >= LIKELY;
        let body = |name: &Tagged| name.kind == NameKind::Organisation && likely(name);
        if !self.is_word(cut, &["and"]) {
            parts.push(one);
            return parts.extend(Some(two).filter(likely));
        }
        // Whatever is joined to a whole name of the lists is another.
        if listed(&one) || listed(&two) || body(&one) && body(&two) {
            let organisation = |part: Tagged| Tagged { kind: NameKind::Organisation, ..part };
            parts.push(organisation(one));
            return self.apart(organisation(two), reading, parts);
        }
        parts.push(tagged);
    }

    /// `State` in `Secretary of State Ana Ruiz`: an ordinary word of the title of somebody behind it.
    fn in_a_title(&self, name: &Name, people: &[u32]) -> bool {
        let (first, last) = (name.first as usize, name.last as usize);
        first == last
            && first > 1
            && self.is(first, NOUN)
            && !self.is(first, COUNTRY | CITY)
            && !self.tokens[first].shape.all_capitals()
            && self.is_word(first - 1, &["of", "for"])
            && self.capital(first - 2)
            && self.is(first - 2, TITLE | PERSON_NOUN)
            && people.contains(&(name.last + 1))
    }

    /// `St. Mary’s Hospital` is one name, and no saint's.
    fn of_a_saint(&self, name: &mut Name) {
        let clitic = name.last as usize + 1;
        let owns = self.tokens.get(clitic).is_some_and(|t| t.kind == Kind::Clitic);
        let body = self.capital(clitic + 1) && self.is(clitic + 1, ORGANISATION_WORD);
        if owns && body && self.is_word(name.first as usize, &["St.", "St", "Saint"]) {
            *name = Name {
                odds: certainly(NameKind::Organisation),
                ..self.name(name.first as usize, clitic + 1, NameKind::Organisation, true)
            };
        }
    }

    /// What the lists hold as a whole is one name, though the tagger found a part of it or two:
    /// `Democratic Republic of the Congo`.
    fn put_together(&self, found: &mut Vec<Name>, patterns: &[Name]) {
        for whole in patterns.iter().filter(|p| p.sure) {
            let (first, last) = (whole.first as usize, whole.last as usize);
            let Some(kind) = self.listed(first, last) else { continue };
            let inside = |name: &Name| whole.first <= name.first && name.last <= whole.last;
            let touched = |name: &Name| whole.first <= name.last && name.first <= whole.last;
            let is_whole = |name: &Name| inside(name) && (name.first, name.last) == (whole.first, whole.last);
            if found.iter().filter(|name| touched(name)).all(|name| inside(name) && !is_whole(name)) {
                found.retain(|name| !inside(name));
                found.push(Name { kind, sure: true, odds: certainly(kind), ..*whole });
                found.sort_unstable_by_key(|name| name.first);
            }
        }
    }

    /// Where the title in front of a name begins; `first` if there is none. `titled` is a pattern that ends there.
    fn title_of(&self, first: usize, last: usize, titled: Option<&Name>) -> usize {
        if let Some(pattern) = titled.filter(|p| p.first as usize == first) {
            return pattern.title as usize;
        }
        let run = (0..first).rev().take_while(|j| self.capital(*j)).last().unwrap_or(first);
        if run < first && self.after_title(run, last + 1) == first { run } else { first }
    }

    /// Where an organisation's name begins that ends at `last`: `Ministry of the Interior`, if `Interior` is one.
    fn body_of(&self, first: usize, last: usize, patterns: &[Name]) -> usize {
        let body = patterns.iter().find(|p| {
            p.kind == NameKind::Organisation
                && p.last as usize == last
                && self.is(p.first as usize, ORGANISATION_WORD | GROUP_NOUN)
                && self.is_word(p.first as usize + 1, &["of", "for"])
        });
        body.map_or(first, |p| first.min(p.first as usize))
    }

    /// What a name of several words is that stands in the lists as a whole.
    fn listed(&self, first: usize, last: usize) -> Option<NameKind> {
        let (_, classes) = self.phrase(first).filter(|(end, _)| first < last && *end == last + 1)?;
        match classes {
            c if c.any(ORGANISATION) => Some(NameKind::Organisation),
            c if c.any(COUNTRY | STATE) => Some(NameKind::Place),
            _ => None,
        }
    }

    fn word(&self, i: usize) -> &'a str {
        self.tokens[i].of(self.text)
    }

    fn is(&self, i: usize, classes: u64) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == Kind::Word && t.is(classes))
    }

    fn capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(Token::is_capital_word)
    }

    fn is_word(&self, i: usize, words: &[&str]) -> bool {
        self.tokens.get(i).is_some_and(|t| words.iter().any(|word| t.is_written(self.text, word)))
    }

    /// Whether a sentence or a quotation begins with the token: its capital says nothing.
    fn starts(&self, i: usize) -> bool {
        match i.checked_sub(1).map(|p| &self.tokens[p]) {
            None => true,
            Some(p) => {
                p.is_terminal()
                    || matches!(p.kind, Kind::Mark | Kind::Colon | Kind::Ellipsis | Kind::Dash)
                    || p.shape.abbreviated() && !p.is(TITLE | ABBREVIATION_MID)
            }
        }
    }

    /// Reads the run of capitals that begins at `i`; returns where to go on.
    fn run(&self, i: usize, found: &mut Vec<Name>) -> usize {
        if let Some((end, classes)) = self.phrase(i) {
            if classes.any(COUNTRY | STATE | ORGANISATION) && !self.capital(end) {
                let kind = if classes.any(ORGANISATION) { NameKind::Organisation } else { NameKind::Place };
                found.push(self.name(i, end - 1, kind, true));
                return end;
            }
            if classes.any(DEMONYM) && !self.name_goes_on(end) {
                return end;
            }
        }
        if let Some(end) = self.titled_of(i, found) {
            return end;
        }
        let start = self.skip_ordinary(i);
        if start > i {
            return start;
        }
        let end = self.run_end(i);
        self.split(i, end, found);
        end
    }

    /// `Secretary of State Ana Ruiz`, `Leader of the Opposition Bo Park`: a title with "of" or "for" and the
    /// person behind it. Returns where to go on.
    fn titled_of(&self, i: usize, found: &mut Vec<Name>) -> Option<usize> {
        if !self.is(i, TITLE | PERSON_NOUN) {
            return None;
        }
        let of = (i + 1..i + 4).find(|j| self.is_word(*j, &["of", "for"]))?;
        if !(i + 1..of).all(|j| self.capital(j)) {
            return None;
        }
        let inside = |j: &usize| self.capital(*j) || self.is_word(*j, &["the", "and", "of", "for"]);
        let mut behind = (of + 1..of + 8).take_while(inside);
        let first = behind
            .find(|j| *j > of + 1 && self.is(*j, FIRST_NAME) && self.capital(*j) && self.capital(*j + 1))?;
        let end = self.run_end(first);
        let mut name = self.name(first, end - 1, NameKind::Person, true);
        name.title = i as u32;
        name.gender = self.gender(first, None);
        found.push(name);
        Some(end)
    }

    /// Whether the capitals behind a demonym belong to the same name: `Russian Orthodox Church`.
    fn name_goes_on(&self, i: usize) -> bool {
        self.capital(i) && !self.is(i, TITLE | PERSON_NOUN | FIRST_NAME)
    }

    /// The longest phrase of the lists that begins at `i` (one word counts): its end and its classes.
    fn phrase(&self, i: usize) -> Option<(usize, Classes)> {
        const INTERESTING: u64 = COUNTRY | STATE | CITY | ORGANISATION | DEMONYM;
        let mut best = self.is(i, INTERESTING).then(|| (i + 1, self.tokens[i].classes()));
        if self.is(i, PHRASE) {
            for end in (i + 2..=(i + 5).min(self.tokens.len())).rev() {
                // Asked before the lists are: each look-up is a wait for memory.
                let may_be_name = self.capital(end - 1)
                    && self.tokens[i + 1..end].iter().all(|t| t.kind == Kind::Word && t.shape.spaced());
                if !may_be_name {
                    continue;
                }
                let words =
                    &self.text[Span::new(self.tokens[i].span.start, self.tokens[end - 1].span.end).range()];
                let classes = lookup(words);
                if classes.any(INTERESTING) {
                    best = Some((end, classes));
                    break;
                }
            }
        }
        best
    }

    /// Steps over a capital that makes no name; returns `i` where a name may begin.
    fn skip_ordinary(&self, i: usize) -> usize {
        let token = &self.tokens[i];
        let word = self.word(i);
        if is_calendar_word(word) || word == "I" {
            return i + 1;
        }
        let function = token.is(DETERMINER | PREPOSITION | CONJUNCTION | PRONOUN | AUXILIARY);
        let named = token.is(FIRST_NAME | SURNAME) && !self.starts(i);
        if function && !named {
            return i + 1;
        }
        let goes_on =
            self.capital(i + 1) && self.tokens[i + 1].shape.spaced() && !is_calendar_word(self.word(i + 1));
        if self.starts(i) {
            let known = token.is(FIRST_NAME | SURNAME | COUNTRY | CITY | STATE | ORGANISATION | TITLE);
            let ordinary =
                token.is(NOUN | ADJECTIVE | ADVERB) || token.classes().verb() || word.ends_with("ly");
            let likely_name = token.is(FIRST_NAME) && !token.is(NOUN | ADJECTIVE | ADVERB);
            if ordinary && !goes_on && !likely_name && !token.is(COUNTRY | STATE | ORGANISATION) {
                return i + 1;
            }
            if ordinary && goes_on && !known && !self.belongs(i) {
                return i + 1;
            }
        }
        if token.is(DEMONYM) && !goes_on {
            return i + 1;
        }
        i
    }

    /// Whether an ordinary word at the start of a sentence belongs to the capitals behind it: `Justice
    /// Department`, but not `Former President`.
    fn belongs(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        !token.is(ADVERB)
            && !token.of(self.text).ends_with("ly")
            && (token.is(NOUN) || !token.is(ADJECTIVE))
            && !token.is(VERB_ING)
    }

    /// One past the last token of the run of capitals from `i`, with the small words inside it.
    fn run_end(&self, i: usize) -> usize {
        let mut end = i + 1;
        while end < self.tokens.len() {
            let token = &self.tokens[end];
            if !token.shape.spaced() && !matches!(self.tokens[end - 1].kind, Kind::Symbol) {
                break;
            }
            let previous_ends = self.tokens[end - 1].shape.abbreviated()
                && !self.tokens[end - 1].is(ABBREVIATION_MID | TITLE)
                && self.tokens[end - 1].span.len() > 2
                && self.is(end, DETERMINER | PRONOUN | CONJUNCTION | PREPOSITION);
            if token.is_capital_word()
                && !is_calendar_word(self.word(end))
                && !previous_ends
                && !self.is_word(end, &["I"])
            {
                end += 1;
            } else if let Some(longer) = self.small_words(i, end) {
                end = longer;
            } else {
                break;
            }
        }
        end
    }

    /// `of the`, `van der`, `and` inside a name: where the capitals go on, if they do.
    fn small_words(&self, start: usize, at: usize) -> Option<usize> {
        let mut end = at;
        while end < at + 3 && (self.is(end, NAME_PARTICLE) || self.is_word(end, &["bint", "abu"])) {
            end += 1;
        }
        if end > at && self.capital(end) {
            return Some(end + 1);
        }
        // "Ministry of the Interior", "Bank of England": only behind a word that makes organisations or places.
        let carries = (start..at).any(|j| self.is(j, ORGANISATION_WORD | GROUP_NOUN | PLACE_WORD));
        if carries && self.is_word(at, &["of", "for"]) {
            let next = if self.is_word(at + 1, &["the"]) { at + 2 } else { at + 1 };
            if self.capital(next) && !self.is(next, PRONOUN) && !is_calendar_word(self.word(next)) {
                return Some(next + 1);
            }
        }
        let listed = (start..at).any(|j| self.is(j, ORGANISATION_WORD | GROUP_NOUN))
            && self.is_word(at.wrapping_sub(2), &["of", "for"]);
        if listed && self.is_word(at, &["and"]) && self.capital(at + 1) && !self.is(at + 1, FIRST_NAME) {
            return Some(at + 2);
        }
        None
    }

    /// Divides a run into a title and a name, and says what the name is.
    fn split(&self, start: usize, end: usize, found: &mut Vec<Name>) {
        let end = self.without_tail(start, end);
        let organisation = self.organisation_end(start, end);
        if let Some(at) = organisation.filter(|_| !self.titled_person(start, end)) {
            found.push(self.name(start, at - 1, NameKind::Organisation, true));
            if at < end && self.capital(at) {
                self.split(at, end, found);
            }
            return;
        }
        let named = self.after_title(start, end);
        if named == end {
            return;
        }
        let mut name = self.classify(named, end, named > start);
        name.title = start as u32;
        if name.kind != NameKind::Person {
            name.title = name.first;
        }
        if self.capitals_mean_little && !name.sure {
            return;
        }
        found.push(name);
    }

    /// A run does not end in an ordinary plural: `UN Security Council Resolutions`. A `Court of Appeals` does.
    fn without_tail(&self, start: usize, mut end: usize) -> usize {
        let has_organisation = |to: usize| (start..to).any(|j| self.is(j, ORGANISATION_WORD | ORGANISATION));
        while end > start + 1
            && self.is(end - 1, PLURAL)
            && !self.is_word(end - 2, &["of", "for", "and"])
            && !self.is(end - 1, ORGANISATION_WORD | PLACE_WORD | SURNAME | FIRST_NAME)
            && has_organisation(end - 1)
        {
            end -= 1;
        }
        end
    }

    /// Whether the run is a title and a person's name rather than an organisation: `Justice Department
    /// Spokeswoman Ana Ruiz`.
    fn titled_person(&self, start: usize, end: usize) -> bool {
        let named = self.after_title(start, end);
        named > start && named < end && self.is(named, FIRST_NAME)
    }

    /// Where an organisation's name ends in the run, if it is one.
    fn organisation_end(&self, start: usize, end: usize) -> Option<usize> {
        let last = (start + 1..end).rev().find(|j| {
            self.is(*j, ORGANISATION_WORD)
                && !(end - start == 2 && self.is(start, FIRST_NAME) && self.is(*j, SURNAME))
        })?;
        // "Department of Health": all of it; "Council President Ruiz" is a person.
        let of = (start..end).any(|j| self.is_word(j, &["of", "for", "and"]));
        if of {
            return Some(end);
        }
        if self.is(last + 1, TITLE | PERSON_NOUN) && last + 1 < end {
            return None;
        }
        Some(last + 1)
    }

    /// The first token behind a capitalised title; `end` if nothing is left.
    fn after_title(&self, start: usize, end: usize) -> usize {
        let is_title =
            |j: usize| self.is(j, TITLE) || self.is(j, PERSON_NOUN) && !self.is(j, FIRST_NAME | SURNAME);
        if end - start == 1 {
            let only_title = is_title(start) && (!self.is(start, SURNAME) || self.is(start, TITLE));
            return if only_title { end } else { start };
        }
        // "Stephen King" is no king; "King Stephen" is.
        let last = if self.is(end - 2, FIRST_NAME) || !is_title(end - 1) { end - 1 } else { end };
        if self.is(start, FIRST_NAME) && !self.is(start, TITLE) {
            return start;
        }
        match (start..last).rev().find(|j| is_title(*j)) {
            Some(j) if j + 1 < end && self.is_word(j + 1, &["of", "for"]) => start,
            Some(j) => j + 1,
            None if self.is_word(start, &["Former", "Then", "Ex", "Late", "Acting"]) => start + 1,
            None => start,
        }
    }

    fn name(&self, first: usize, last: usize, kind: NameKind, sure: bool) -> Name {
        Name {
            first: first as u32,
            last: last as u32,
            kind,
            sure,
            gender: 0,
            title: first as u32,
            odds: [0; 3],
        }
    }

    fn gender(&self, first: usize, title: Option<usize>) -> u64 {
        let from_title = title.map_or(0, |t| {
            (t..first).map(|j| self.tokens[j].classes().0 & (MASCULINE | FEMININE)).fold(0, |a, b| a | b)
        });
        if from_title != 0 {
            return from_title;
        }
        if self.is(first, FIRST_NAME) { self.tokens[first].classes().0 & (MASCULINE | FEMININE) } else { 0 }
    }

    fn classify(&self, first: usize, end: usize, titled: bool) -> Name {
        let last = end - 1;
        let mut name = self.name(first, last, NameKind::Unknown, false);
        let (kind, sure) = if titled { (NameKind::Person, true) } else { self.kind(first, end) };
        name.kind = kind;
        name.sure = sure;
        if kind == NameKind::Person {
            let title = (0..first).rev().take_while(|j| self.is(*j, TITLE)).last();
            name.gender = self.gender(first, title);
        }
        name
    }

    fn kind(&self, first: usize, end: usize) -> (NameKind, bool) {
        use NameKind::{Organisation, Person, Place, Unknown};
        let (len, last) = (end - first, end - 1);
        if let Some((_, classes)) = self.phrase(first).filter(|p| p.0 == end) {
            if classes.any(ORGANISATION) {
                return (Organisation, true);
            }
            if classes.any(COUNTRY | STATE)
                && !(len == 1 && self.is(first, FIRST_NAME) && !classes.any(COUNTRY))
            {
                return (Place, true);
            }
            if classes.any(CITY) && (len > 1 || !self.is(first, FIRST_NAME | SURNAME) || self.located(first))
            {
                // A town alone may be somebody's surname; where it stands tells.
                return (Place, len > 1 || self.located(first));
            }
        }
        if self.is(last, PLACE_WORD) && len > 1 && !self.is(first, FIRST_NAME)
            || self.is_word(first, &["Lake", "Mount", "Cape", "Fort"]) && len > 1
        {
            return (Place, true);
        }
        if len > 1 && len <= 5 && self.is(first, FIRST_NAME) && self.namelike(first + 1, end) {
            return (Person, true);
        }
        if len > 1 && len <= 4 && self.is(last, SURNAME) && self.namelike(first, end) {
            return (Person, true);
        }
        if len == 1 {
            return self.single(first);
        }
        if len <= 4
            && (first..end).all(|j| {
                !self.is(j, NOUN | ADJECTIVE | ADVERB | DEMONYM) && !self.tokens[j].shape.all_capitals()
            })
        {
            return (Person, false);
        }
        if (first..end)
            .all(|j| self.is(j, NOUN | ADJECTIVE | DEMONYM) || self.is_word(j, &["of", "the", "and"]))
        {
            return (Organisation, false);
        }
        (Unknown, false)
    }

    /// Words that may be part of a person's name.
    fn namelike(&self, from: usize, end: usize) -> bool {
        (from..end).all(|j| {
            let token = &self.tokens[j];
            let ordinary = token.is(NOUN | ADJECTIVE | ADVERB) || token.classes().verb();
            let lower = !token.shape.capital();
            lower || token.shape.abbreviated() || token.is(SURNAME | FIRST_NAME) || !ordinary
        })
    }

    /// in, at, near, from right before: a place.
    fn located(&self, first: usize) -> bool {
        first > 0
            && self.is_word(
                first - 1,
                &["in", "at", "near", "from", "to", "around", "outside", "across", "visit"],
            )
    }

    fn single(&self, i: usize) -> (NameKind, bool) {
        let token = &self.tokens[i];
        if token.shape.all_capitals() && token.span.len() <= 6 && !token.is(FIRST_NAME | SURNAME) {
            return (NameKind::Organisation, false);
        }
        if self.located(i) && !token.is(FIRST_NAME | SURNAME) {
            return (NameKind::Place, false);
        }
        let said = self.is(i + 1, CUE_A | CUE_B) && !self.is(i + 1, NOUN);
        if said || token.is(FIRST_NAME | SURNAME) && !token.is(NOUN | ADJECTIVE) {
            return (NameKind::Person, false);
        }
        (NameKind::Unknown, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;

    /// Each name with its kind; a question mark behind what is not sure.
    fn read(text: &str) -> Vec<String> {
        let cut = tokens(text);
        let show =
            |n: &Name| format!("{}: {:?}{}", n.span(&cut).of(text), n.kind, if n.sure { "" } else { "?" });
        names(text, &cut, false).iter().map(show).collect()
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        assert_eq!(read("Then President Ana Ruiz spoke."), ["Ana Ruiz: Person"]);
        assert_eq!(read("They met Mr. Ruiz there."), ["Ruiz: Person"]);
    }

    #[test]
    fn small_words_belong_to_names() {
        assert_eq!(read("They met Maria van der Berg there."), ["Maria van der Berg: Person"]);
        assert_eq!(
            read("A spokesman for the Ministry of the Interior was there."),
            ["Ministry of the Interior: Organisation?"]
        );
    }

    #[test]
    fn lists_know_places_and_organisations() {
        assert_eq!(read("She left Ukraine for NATO."), ["Ukraine: Place", "NATO: Organisation"]);
    }

    #[test]
    fn two_organisations_joined_by_and_are_two() {
        let letters = read("Letters went to Greenpeace and Human Rights Watch.");
        let words: Vec<&str> = letters.iter().filter_map(|name| name.split(':').next()).collect();
        assert_eq!(words, ["Greenpeace", "Human Rights Watch"]);
        assert_eq!(
            read("She asked the Food and Drug Administration."),
            ["Food and Drug Administration: Organisation"]
        );
    }

    #[test]
    fn a_hospital_may_have_a_saints_name() {
        assert_eq!(
            read("They searched St. Mary’s Hospital in Tulsa.")[0],
            "St. Mary’s Hospital: Organisation"
        );
    }

    #[test]
    fn what_the_lists_hold_as_a_whole_is_one_name() {
        assert_eq!(
            read("He was born in the Democratic Republic of the Congo."),
            ["Democratic Republic of the Congo: Place"]
        );
    }

    #[test]
    fn a_word_of_a_title_is_no_name() {
        assert_eq!(read("They met Secretary of State Laura Brandt."), ["Laura Brandt: Person"]);
    }

    #[test]
    fn a_court_of_appeals_keeps_its_end() {
        assert_eq!(read("She went to the Court of Appeals in March."), ["Court of Appeals: Organisation"]);
    }

    #[test]
    fn a_capital_alone_is_no_name() {
        assert!(read("The house fell on Tuesday. Nobody saw it, and I was late.").is_empty());
    }
}
