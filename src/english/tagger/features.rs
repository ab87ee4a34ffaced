//! What the tagger sees of a token: its own shape and letters, its neighbours, lists, clusters, and the run of capitals
//! it stands in. Every sign is a hash of 32 bits; training and use make them here and nowhere else.

use super::gazetteer::{Walk, cluster};
use super::table::{OFFSET, add, fold};
use crate::english::classes::*;
use crate::english::{Kind, Token};
use std::ops::Range;

/// How many tokens to either side are looked at.
pub(super) const REACH: usize = 2;
/// How many words are looked at: the token, and those to either side.
pub(super) const AROUND: usize = 2 * REACH + 1;
/// The longest name of the gazetteer, in words.
const LONGEST_NAME: usize = 5;
/// The classes of words that tell something about names, each a sign of its own.
const TELLING: [u64; 34] = [
    FIRST_NAME,
    SURNAME,
    TITLE,
    PERSON_NOUN,
    COUNTRY,
    DEMONYM,
    STATE,
    CITY,
    ORGANISATION,
    ORGANISATION_WORD,
    PLACE_WORD,
    GROUP_NOUN,
    NAME_PARTICLE,
    CUE_A,
    CUE_B,
    VERB_BASE,
    VERB_PAST,
    VERB_ING,
    VERB_THIRD,
    NOUN,
    PLURAL,
    ADJECTIVE,
    ADVERB,
    PREPOSITION,
    DETERMINER,
    PRONOUN,
    CONJUNCTION,
    AUXILIARY,
    MASCULINE,
    FEMININE,
    TIME_UNIT,
    DOCUMENT_NOUN,
    EVENT_NOUN,
    WORK_WORD,
];

/// All of them.
const ALL_TELLING: u64 = {
    let (mut all, mut n) = (0, 0);
    while n < TELLING.len() {
        all |= TELLING[n];
        n += 1;
    }
    all
};
/// For each bit of a class, which of them it is.
const NUMBER_OF: [u8; 64] = {
    let (mut numbers, mut n) = ([0; 64], 0);
    while n < TELLING.len() {
        numbers[TELLING[n].trailing_zeros() as usize] = n as u8;
        n += 1;
    }
    numbers
};

/// A token as the tagger sees it, made once for all tokens around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// Its letters in lower case.
    lower: u64,
    shape: u64,
    cluster: u16,
    classes: u64,
    /// What the gazetteer knows about the name that the token is in, and where in it.
    pub(super) listed: u8,
    pub(super) place: u8,
    pub(super) capital: bool,
    /// A sentence begins with it.
    pub(super) starts: bool,
}

/// What only a token itself and the end of a run tell of their letters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    /// All as they are.
    cased: u64,
    prefixes: [u64; 3],
    suffixes: [u64; 4],
}

impl Look {
    /// The look of the same word where the token at `i` stands.
    pub(super) fn standing_at(self, text: &str, tokens: &[Token], i: usize) -> Self {
        Look { starts: starts(tokens, i), capital: is_capital(text, &tokens[i]), ..self }
    }
}

/// Room for the looks of the tokens around a stretch, used again for every stretch.
#[derive(Default)]
pub struct Looks {
    looks: Vec<Look>,
    /// The letters of each, unless somebody else keeps what they say.
    letters: Vec<Letters>,
    /// The token that the first look is of.
    from: usize,
    stretch: Range<usize>,
}

/// Whether a token may be a name or the end of one by its letters.
pub(super) fn is_capital(text: &str, token: &Token) -> bool {
    token.kind == Kind::Word
        && (token.shape.capital() || token.of(text).bytes().any(|b| b.is_ascii_uppercase()))
}

/// Whether a sentence begins with the token at `i`: its capital says nothing.
pub(super) fn starts(tokens: &[Token], i: usize) -> bool {
    let Some(before) = i.checked_sub(1).map(|p| &tokens[p]) else { return true };
    before.is_terminal()
        || matches!(before.kind, Kind::Ellipsis)
        || matches!(before.kind, Kind::Mark | Kind::Close | Kind::Quoted)
            && i > 1
            && tokens[i - 2].is_terminal()
}

impl Looks {
    /// Looks at the tokens of a stretch and those around it.
    pub fn at(&mut self, text: &str, tokens: &[Token], stretch: Range<usize>) {
        self.at_by(tokens, stretch.clone(), |i| look(text, tokens, i));
        self.list(text, tokens, stretch, |i| Walk::from(tokens[i].of(text)));
        let around = &tokens[self.from..self.from + self.looks.len()];
        self.letters.clear();
        self.letters.extend(around.iter().map(|token| letters(token.of(text), token.kind)));
    }

    /// The same without what the gazetteer says, by the looks that somebody else gives for each token.
    pub(super) fn at_by(&mut self, tokens: &[Token], stretch: Range<usize>, look: impl FnMut(usize) -> Look) {
        self.from = stretch.start.saturating_sub(REACH);
        let end = (stretch.end + REACH).min(tokens.len());
        self.looks.clear();
        self.looks.extend((self.from..end).map(look));
        self.stretch = stretch;
    }

    /// Marks the longest names of the gazetteer in the stretch, from its start to its end; `first` gives the walks behind
    /// first words.
    pub(super) fn list(
        &mut self,
        text: &str,
        tokens: &[Token],
        stretch: Range<usize>,
        first: impl Fn(usize) -> Option<(Walk, u8)>,
    ) {
        let mut i = stretch.start;
        while i < stretch.end {
            let begun = if self.looks[i - self.from].capital { first(i) } else { None };
            let Some((mut walk, flags)) = begun else {
                i += 1;
                continue;
            };
            let mut best = (flags != 0).then_some((i + 1, flags));
            let longest = i + 1..(i + LONGEST_NAME).min(stretch.end);
            for (token, j) in tokens[longest.clone()].iter().zip(longest) {
                match walk.word(token.of(text)) {
                    None => break,
                    Some(0) => {}
                    Some(flags) if self.looks[j - self.from].capital => best = Some((j + 1, flags)),
                    Some(_) => {}
                }
            }
            let Some((end, flags)) = best else {
                i += 1;
                continue;
            };
            for j in i..end {
                let look = &mut self.looks[j - self.from];
                look.listed = flags;
                look.place = if end - i == 1 {
                    1
                } else if j == i {
                    2
                } else if j + 1 == end {
                    3
                } else {
                    4
                };
            }
            i = end;
        }
    }

    /// The token that the first look is of.
    pub(super) fn from(&self) -> usize {
        self.from
    }

    pub(super) fn get(&self, i: usize) -> Option<&Look> {
        self.looks.get(i.checked_sub(self.from)?)
    }

    /// The look `steps` to the right, or to the left if negative; `None` beyond the sentence.
    pub(super) fn beside(&self, i: usize, steps: isize) -> Option<&Look> {
        self.looks.get(self.index_beside(i, steps)?)
    }

    /// The same by its index among the looks.
    pub(super) fn index_beside(&self, i: usize, steps: isize) -> Option<usize> {
        let far = i.checked_add_signed(steps)?;
        let crossed = if steps < 0 { far + 1..i + 1 } else { i + 1..far + 1 };
        if crossed.into_iter().any(|j| self.get(j).is_none_or(|look| look.starts)) {
            return None;
        }
        far.checked_sub(self.from).filter(|index| *index < self.looks.len())
    }

    /// The run of capitals that a token of the stretch stands in; empty for a small word.
    pub(super) fn run(&self, i: usize) -> Range<usize> {
        let capital = |j: &usize| self.stretch.contains(j) && self.get(*j).is_some_and(|look| look.capital);
        let right = (i..self.stretch.end).take_while(capital).count();
        if right == 0 {
            return i..i;
        }
        let left = (self.stretch.start..i).rev().take_while(capital).count();
        i - left..i + right
    }

    /// Calls `sign` with every sign of a token of the stretch.
    pub fn signs(&self, i: usize, mut sign: impl FnMut(u32)) {
        let Some(own) = self.get(i) else { return };
        signs_of_own(own, self.letters_of(i), &mut sign);
        for at in 0..AROUND {
            let look = self.around(i, at);
            signs_of_word(look, at, &mut sign);
            if let Some(look) = look.filter(|_| (1..=3).contains(&at)) {
                sign(sign_of_list(at, look.listed, look.place));
            }
        }
        signs_of_opening(own, own.starts, &mut sign);
        sign(sign_of_listed(own, own.listed));
        self.signs_of_several(i, &mut sign);
        let run = self.run(i);
        if !run.is_empty() {
            let [first, last, left, right] = self.ends(&run);
            let place = place_in(&run, i);
            sign(sign_of_place(place));
            sign(sign_of_place_and_word(place, own));
            signs_of_first(first.unwrap_or(own), &mut sign);
            signs_of_last(last.unwrap_or(own), self.letters_of(run.end - 1), &mut sign);
            signs_of_left(left, &mut sign);
            signs_of_right(right, &mut sign);
            self.signs_of_run(&run, &mut sign);
        }
    }

    fn letters_of(&self, i: usize) -> &Letters {
        &self.letters[i - self.from]
    }

    /// The look of the word `at` of those around a token, 2 being its own.
    pub(super) fn around(&self, i: usize, at: usize) -> Option<&Look> {
        self.beside(i, at as isize - REACH as isize)
    }

    /// The looks of a run's first word and its last one, and of what stands to its left and to its right.
    fn ends(&self, run: &Range<usize>) -> [Option<&Look>; 4] {
        [self.get(run.start), self.get(run.end - 1), self.beside(run.start, -1), self.beside(run.end - 1, 1)]
    }

    /// Calls `sign` with those signs of a token that hang on more than one word.
    pub(super) fn signs_of_several(&self, i: usize, mut sign: impl FnMut(u32)) {
        let Some(own) = self.get(i) else { return };
        let (left, right) = (self.beside(i, -1), self.beside(i, 1));
        let [before, behind] = [left, right].map(lower_of);
        let shapes = [left, right].map(|look| look.map_or(1, |l| l.shape));
        let [cluster_before, cluster, cluster_behind] = [left, Some(own), right].map(cluster_of);
        let classes = own.classes & MOST_TELLING;
        sign(hashed(7, pair(before, own.lower)));
        sign(hashed(8, pair(own.lower, behind)));
        sign(hashed(9, pair(before, behind)));
        sign(hashed(13, pair(pair(shapes[0], own.shape), shapes[1])));
        sign(hashed(50, pair(cluster_before, cluster)));
        sign(hashed(51, pair(cluster, cluster_behind)));
        sign(hashed(52, pair(cluster_before, cluster_behind)));
        sign(hashed(75, pair(before, classes)));
        sign(hashed(76, pair(behind, classes)));
        sign(hashed(77, pair(before, own.shape)));
        sign(hashed(78, pair(behind, own.shape)));
    }

    /// Calls `sign` with those signs of a run of capitals that hang on more than one word.
    pub(super) fn signs_of_run(&self, run: &Range<usize>, mut sign: impl FnMut(u32)) {
        let [Some(first), Some(last), left, right] = self.ends(run) else { return };
        let [left, right] = [left, right].map(lower_of);
        let [first, last] = [first, last].map(|look| look.classes & MOST_TELLING);
        sign(hashed(90, pair(left, right)));
        sign(hashed(91, pair(left, last)));
        sign(hashed(92, pair(right, last)));
        sign(hashed(96, pair(first, last)));
    }
}

/// A sign, by its template and what that is filled with.
const fn hashed(template: u64, value: u64) -> u32 {
    fold(value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The letters of a word; 1 beyond the sentence.
fn lower_of(look: Option<&Look>) -> u64 {
    look.map_or(1, |l| l.lower)
}

/// The cluster of a word; 2 if it has none, 1 beyond the sentence.
fn cluster_of(look: Option<&Look>) -> u64 {
    look.map_or(1, |l| u64::from(l.cluster) + 2)
}

/// The signs that hang on one word alone, `at` being which of those around the token it is.
pub(super) fn signs_of_word(look: Option<&Look>, at: usize, sign: &mut impl FnMut(u32)) {
    let place = at as u64;
    sign(hashed(2 + place, lower_of(look)));
    let path = cluster_of(look);
    sign(hashed(30 + 4 * place, path));
    if path > 2 {
        for (n, bits) in [0xf, 0x3f, 0xff].into_iter().enumerate() {
            sign(hashed(31 + 4 * place + n as u64, (path - 2) & bits));
        }
    }
    let shape = look.map_or(1, |l| l.shape);
    match at {
        1 => sign(hashed(11, shape)),
        3 => sign(hashed(12, shape)),
        _ => {}
    }
    let Some(look) = look else { return };
    if (1..=3).contains(&at) {
        let mut classes = look.classes & ALL_TELLING;
        while classes != 0 {
            sign(hashed(60 + place, u64::from(NUMBER_OF[classes.trailing_zeros() as usize])));
            classes &= classes - 1;
        }
        sign(hashed(70 + place, look.classes & MOST_TELLING));
    }
}

/// The signs of a token's own letters.
pub(super) fn signs_of_own(own: &Look, letters: &Letters, sign: &mut impl FnMut(u32)) {
    sign(hashed(0, 0));
    sign(hashed(1, letters.cased));
    sign(hashed(10, own.shape));
    letters.prefixes.iter().zip(15..).for_each(|(first, template)| sign(hashed(template, *first)));
    letters.suffixes.iter().zip(20..).for_each(|(last, template)| sign(hashed(template, *last)));
}

/// The signs of a token by whether a sentence begins with it.
pub(super) fn signs_of_opening(own: &Look, starts: bool, sign: &mut impl FnMut(u32)) {
    sign(hashed(14, pair(own.shape, u64::from(starts))));
    sign(hashed(69, pair(own.classes & MOST_TELLING, u64::from(starts))));
}

/// What the gazetteer says of the name that the word `at` is in, and where in it.
pub(super) fn sign_of_list(at: usize, listed: u8, place: u8) -> u32 {
    hashed(64 + at as u64, pair(u64::from(listed), u64::from(place)))
}

/// A token's letters with what the gazetteer says of its name.
pub(super) fn sign_of_listed(own: &Look, listed: u8) -> u32 {
    hashed(68, pair(own.lower, u64::from(listed)))
}

/// How far a token stands from either end of its run of capitals, as far as that is told apart.
pub(super) fn place_in(run: &Range<usize>, i: usize) -> [usize; 2] {
    [(i - run.start).min(LONGEST_WAY[0]), (run.end - i).min(LONGEST_WAY[1])]
}

/// The most steps to either end of a run that are told apart.
pub(super) const LONGEST_WAY: [usize; 2] = [3, 4];

/// Where a token stands in its run of capitals.
pub(super) fn sign_of_place([from, to]: [usize; 2]) -> u32 {
    hashed(80, pair(from as u64, to as u64))
}

/// The same, with what the lists know of the token.
pub(super) fn sign_of_place_and_word([from, to]: [usize; 2], own: &Look) -> u32 {
    hashed(81, pair(pair(from as u64, to as u64), own.classes & MOST_TELLING))
}

/// The signs of a run of capitals that hang on its first word.
pub(super) fn signs_of_first(first: &Look, sign: &mut impl FnMut(u32)) {
    sign(hashed(83, first.lower));
    sign(hashed(85, first.classes & MOST_TELLING));
    sign(hashed(94, u64::from(first.cluster)));
}

/// The signs of a run of capitals that hang on its last word.
pub(super) fn signs_of_last(last: &Look, letters: &Letters, sign: &mut impl FnMut(u32)) {
    sign(hashed(82, last.lower));
    sign(hashed(84, last.classes & MOST_TELLING));
    sign(hashed(93, u64::from(last.cluster)));
    sign(hashed(95, letters.suffixes[2]));
}

/// The signs of a run of capitals that hang on the word in front of it.
pub(super) fn signs_of_left(left: Option<&Look>, sign: &mut impl FnMut(u32)) {
    sign(hashed(86, lower_of(left)));
    sign(hashed(88, cluster_of(left)));
}

/// The signs of a run of capitals that hang on the word behind it.
pub(super) fn signs_of_right(right: Option<&Look>, sign: &mut impl FnMut(u32)) {
    sign(hashed(87, lower_of(right)));
    sign(hashed(89, cluster_of(right)));
}

/// The classes that, taken together, tell most about a word.
const MOST_TELLING: u64 = FIRST_NAME
    | SURNAME
    | TITLE
    | PERSON_NOUN
    | COUNTRY
    | DEMONYM
    | STATE
    | CITY
    | ORGANISATION
    | ORGANISATION_WORD
    | PLACE_WORD
    | GROUP_NOUN
    | NOUN
    | ADJECTIVE
    | VERB_BASE
    | VERB_PAST
    | PREPOSITION
    | DETERMINER
    | PRONOUN;

const fn pair(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0x2545_f491_4f6c_dd1d)
}

/// The look of the token at `i`.
pub(super) fn look(text: &str, tokens: &[Token], i: usize) -> Look {
    let token = &tokens[i];
    let word = token.of(text);
    let mut look = Look {
        lower: OFFSET,
        shape: OFFSET,
        cluster: 0,
        classes: token.classes().0,
        listed: 0,
        place: 0,
        capital: is_capital(text, token),
        starts: starts(tokens, i),
    };
    match token.kind {
        Kind::Word | Kind::Clitic => read_letters(word, &mut look),
        Kind::Number => read_number(word, &mut look),
        // All quotation marks are one, and so are all dashes, however they are typed.
        kind => look.lower = pair(7, kind as u64),
    }
    look
}

/// The hashes of a word and of its shape.
fn read_letters(word: &str, look: &mut Look) {
    let mut last_shape = 0;
    let mut letters = 0;
    for c in word.chars().map(settled) {
        letters += 1;
        mix_lower(&mut look.lower, c);
        let shape = shape_of(c);
        if shape != last_shape {
            look.shape = add(look.shape, shape);
            last_shape = shape;
        }
    }
    look.shape = pair(look.shape, letters.min(4) as u64);
    look.cluster = cluster(word);
}

fn read_number(word: &str, look: &mut Look) {
    look.lower = number(word);
    look.shape = word.bytes().fold(OFFSET, |hash, b| add(hash, if b.is_ascii_digit() { b'0' } else { b }));
}

fn number(word: &str) -> u64 {
    pair(3, word.len().min(5) as u64)
}

/// A token's letters as they are, and those that it begins and ends with.
pub(super) fn letters(word: &str, kind: Kind) -> Letters {
    let mut letters = Letters { cased: OFFSET, ..Letters::default() };
    match kind {
        Kind::Word | Kind::Clitic => {}
        Kind::Number => return Letters { cased: number(word), ..letters },
        _ => return letters,
    }
    word.chars().map(settled).for_each(|c| mix(&mut letters.cased, c));
    let mut prefix = OFFSET;
    for (n, c) in word.chars().map(settled).take(4).enumerate() {
        mix_lower(&mut prefix, c);
        if let Some(n) = n.checked_sub(1) {
            letters.prefixes[n] = prefix;
        }
    }
    let mut suffix = OFFSET;
    for (n, c) in word.chars().rev().take(4).enumerate() {
        mix_lower(&mut suffix, c);
        letters.suffixes[n] = suffix;
    }
    letters
}

/// An apostrophe is one however it is typed.
const fn settled(c: char) -> char {
    if c == '’' { '\'' } else { c }
}

fn mix_lower(hash: &mut u64, c: char) {
    if c.is_ascii() {
        *hash = add(*hash, c.to_ascii_lowercase() as u8);
    } else {
        c.to_lowercase().for_each(|c| mix(hash, c));
    }
}

fn mix(hash: &mut u64, c: char) {
    let mut utf8 = [0; 4];
    for byte in c.encode_utf8(&mut utf8).bytes() {
        *hash = add(*hash, byte);
    }
}

fn shape_of(c: char) -> u8 {
    match c {
        'a'..='z' => b'x',
        'A'..='Z' => b'X',
        _ if c.is_uppercase() => b'X',
        _ if c.is_alphabetic() => b'x',
        _ if c.is_numeric() => b'0',
        '.' | '-' | '&' | '\'' => c as u8,
        _ => b'?',
    }
}
