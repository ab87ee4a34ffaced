//! What the tagger sees of a token: its own shape and letters, its neighbours, lists, clusters, and the run of capitals
//! it stands in. Every sign is a hash of 32 bits; training and use make them here and nowhere else.

use super::gazetteer::{Walk, cluster};
use super::table::{OFFSET, add, fold};
use crate::english::classes::*;
use crate::english::{Kind, Token};
use std::ops::Range;

/// How many tokens to either side are looked at.
const REACH: usize = 2;
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

/// A token as the tagger sees it, made once for all tokens around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// Its letters as they are.
    cased: u64,
    /// Its letters in lower case.
    lower: u64,
    shape: u64,
    prefixes: [u64; 3],
    suffixes: [u64; 4],
    cluster: u16,
    classes: u64,
    /// What the gazetteer knows about the name that the token is in, and where in it.
    listed: u8,
    place: u8,
    capital: bool,
    /// A sentence begins with it.
    starts: bool,
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
        self.at_by(text, tokens, stretch, |i| look(text, tokens, i));
    }

    /// The same, by the looks that somebody else gives for each token.
    pub(super) fn at_by(
        &mut self,
        text: &str,
        tokens: &[Token],
        stretch: Range<usize>,
        look: impl FnMut(usize) -> Look,
    ) {
        self.from = stretch.start.saturating_sub(REACH);
        let end = (stretch.end + REACH).min(tokens.len());
        self.looks.clear();
        self.looks.extend((self.from..end).map(look));
        self.list(text, tokens, stretch.clone());
        self.stretch = stretch;
    }

    /// Marks the longest names of the gazetteer in the stretch, from its start to its end.
    fn list(&mut self, text: &str, tokens: &[Token], stretch: Range<usize>) {
        let mut i = stretch.start;
        while i < stretch.end {
            let mut walk = Walk::default();
            let mut best = None;
            let longest = i..(i + LONGEST_NAME).min(stretch.end);
            for (token, j) in tokens[longest.clone()].iter().zip(longest) {
                match walk.word(token.of(text)) {
                    None => break,
                    Some(0) => {}
                    Some(flags) if self.looks[j - self.from].capital => best = Some((j + 1, flags)),
                    Some(_) => {}
                }
            }
            let Some((end, flags)) = best.filter(|_| self.looks[i - self.from].capital) else {
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

    /// A token with the looks of five around it, as if no sentence ended there.
    pub(super) fn of_one(look: Look) -> Self {
        Looks { looks: vec![Look { starts: false, ..look }; AROUND], from: 0, stretch: 0..AROUND }
    }

    /// A token that nothing stands around.
    pub(super) fn alone(look: Look) -> Self {
        Looks { looks: vec![look], from: 0, stretch: 0..1 }
    }

    fn get(&self, i: usize) -> Option<&Look> {
        self.looks.get(i.checked_sub(self.from)?)
    }

    /// The look `steps` to the right, or to the left if negative; `None` beyond the sentence.
    fn beside(&self, i: usize, steps: isize) -> Option<&Look> {
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
    fn run(&self, i: usize) -> Range<usize> {
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
        self.put_signs::<true, true>(i, |_, hash| sign(hash));
    }

    /// Calls `sign` with those signs of a token that hang on more than one word.
    pub(super) fn signs_together(&self, i: usize, mut sign: impl FnMut(u32)) {
        self.put_signs::<false, true>(i, |_, hash| sign(hash));
    }

    /// Calls `sign` with each sign that hangs on one word alone, and which word it is: 0 to [`AROUND`], 2 being the
    /// token itself.
    pub(super) fn signs_of_words(&self, i: usize, mut sign: impl FnMut(usize, u32)) {
        self.put_signs::<true, false>(i, |template, hash| {
            if let Some(at) = word_of(template) {
                sign(at, hash);
            }
        });
    }

    /// Calls `sign` with signs of a token and the templates they are of: those of single `WORDS`, and those `TOGETHER`.
    fn put_signs<const WORDS: bool, const TOGETHER: bool>(&self, i: usize, mut sign: impl FnMut(u64, u32)) {
        let mut put = |template: u64, value: u64| {
            if if word_of(template).is_some() { WORDS } else { TOGETHER } {
                sign(template, fold(value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            }
        };
        let Some(own) = self.get(i) else { return };
        let around = [-2, -1, 0, 1, 2].map(|steps| self.beside(i, steps));
        let lower = around.map(|look| look.map_or(1, |l| l.lower));
        let shape = around.map(|look| look.map_or(1, |l| l.shape));
        let cluster = around.map(|look| look.map_or(1, |l| u64::from(l.cluster) + 2));
        put(0, 0);
        put(1, own.cased);
        for (at, word) in lower.into_iter().enumerate() {
            put(2 + at as u64, word);
        }
        put(7, pair(lower[1], lower[2]));
        put(8, pair(lower[2], lower[3]));
        put(9, pair(lower[1], lower[3]));
        put(10, own.shape);
        put(11, shape[1]);
        put(12, shape[3]);
        put(13, pair(pair(shape[1], shape[2]), shape[3]));
        put(14, pair(own.shape, u64::from(own.starts)));
        own.prefixes.iter().enumerate().for_each(|(n, letters)| put(15 + n as u64, *letters));
        own.suffixes.iter().enumerate().for_each(|(n, letters)| put(20 + n as u64, *letters));
        for (at, path) in cluster.into_iter().enumerate() {
            let at = at as u64 * 4;
            put(30 + at, path);
            if path > 2 {
                put(31 + at, (path - 2) & 0xf);
                put(32 + at, (path - 2) & 0x3f);
                put(33 + at, (path - 2) & 0xff);
            }
        }
        put(50, pair(cluster[1], cluster[2]));
        put(51, pair(cluster[2], cluster[3]));
        put(52, pair(cluster[1], cluster[3]));
        for (at, look) in around.iter().enumerate().skip(1).take(3) {
            let Some(look) = look else { continue };
            let telling = if WORDS { &TELLING[..] } else { &[] };
            for n in (0..telling.len()).filter(|n| look.classes & telling[*n] != 0) {
                put(60 + at as u64, n as u64);
            }
            put(64 + at as u64, pair(u64::from(look.listed), u64::from(look.place)));
            put(70 + at as u64, look.classes & MOST_TELLING);
        }
        put(68, pair(own.lower, u64::from(own.listed)));
        put(69, pair(own.classes & MOST_TELLING, u64::from(own.starts)));
        put(75, pair(lower[1], own.classes & MOST_TELLING));
        put(76, pair(lower[3], own.classes & MOST_TELLING));
        put(77, pair(lower[1], own.shape));
        put(78, pair(lower[3], own.shape));
        if TOGETHER {
            self.signs_of_run(i, own, &mut put);
        }
    }

    /// The words at the ends of the run of capitals and beside it.
    fn signs_of_run(&self, i: usize, own: &Look, put: &mut impl FnMut(u64, u64)) {
        let run = self.run(i);
        if run.is_empty() {
            return;
        }
        let place = pair((i - run.start).min(3) as u64, (run.end - i).min(4) as u64);
        put(80, place);
        put(81, pair(place, own.classes & MOST_TELLING));
        let (Some(first), Some(last)) = (self.get(run.start), self.get(run.end - 1)) else { return };
        let left = self.beside(run.start, -1);
        let right = self.beside(run.end - 1, 1);
        let word = |look: Option<&Look>| look.map_or(1, |l| l.lower);
        let kind = |look: Option<&Look>| look.map_or(1, |l| u64::from(l.cluster) + 2);
        put(82, last.lower);
        put(83, first.lower);
        put(84, last.classes & MOST_TELLING);
        put(85, first.classes & MOST_TELLING);
        put(86, word(left));
        put(87, word(right));
        put(88, kind(left));
        put(89, kind(right));
        put(90, pair(word(left), word(right)));
        put(91, pair(word(left), last.classes & MOST_TELLING));
        put(92, pair(word(right), last.classes & MOST_TELLING));
        put(93, u64::from(last.cluster));
        put(94, u64::from(first.cluster));
        put(95, *last.suffixes.get(2).unwrap_or(&0));
        put(96, pair(first.classes & MOST_TELLING, last.classes & MOST_TELLING));
    }
}

/// Which of the words around a token a template is of, 2 being the token itself; `None` if it is of several, or of
/// where they stand.
#[inline]
const fn word_of(template: u64) -> Option<usize> {
    match template {
        0 | 1 | 10 | 15..=17 | 20..=23 => Some(2),
        2..=6 => Some(template as usize - 2),
        11 => Some(1),
        12 => Some(3),
        30..=49 => Some((template as usize - 30) / 4),
        61..=63 => Some(template as usize - 60),
        71..=73 => Some(template as usize - 70),
        _ => None,
    }
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
        cased: OFFSET,
        lower: OFFSET,
        shape: OFFSET,
        prefixes: [0; 3],
        suffixes: [0; 4],
        cluster: 0,
        classes: token.classes.0,
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

/// The hashes of a word, of its shape and of its first and last letters.
fn read_letters(word: &str, look: &mut Look) {
    let mut last_shape = 0;
    let mut letters = 0;
    for c in word.chars() {
        let c = if c == '’' { '\'' } else { c };
        letters += 1;
        mix(&mut look.cased, c);
        if c.is_ascii() {
            look.lower = add(look.lower, c.to_ascii_lowercase() as u8);
        } else {
            c.to_lowercase().for_each(|c| mix(&mut look.lower, c));
        }
        if (2..=4).contains(&letters) {
            look.prefixes[letters - 2] = look.lower;
        }
        let shape = shape_of(c);
        if shape != last_shape {
            look.shape = add(look.shape, shape);
            last_shape = shape;
        }
    }
    look.shape = pair(look.shape, letters.min(4) as u64);
    let mut suffix = OFFSET;
    for (n, c) in word.chars().rev().take(4).enumerate() {
        c.to_lowercase().for_each(|c| mix(&mut suffix, c));
        look.suffixes[n] = suffix;
    }
    look.cluster = cluster(word);
}

fn read_number(word: &str, look: &mut Look) {
    look.lower = pair(3, word.len().min(5) as u64);
    look.cased = look.lower;
    look.shape = word.bytes().fold(OFFSET, |hash, b| add(hash, if b.is_ascii_digit() { b'0' } else { b }));
}

fn mix(hash: &mut u64, c: char) {
    let mut utf8 = [0; 4];
    for byte in c.encode_utf8(&mut utf8).bytes() {
        *hash = add(*hash, byte);
    }
}

fn shape_of(c: char) -> u8 {
    match c {
        _ if c.is_uppercase() => b'X',
        _ if c.is_alphabetic() => b'x',
        _ if c.is_numeric() => b'0',
        '.' | '-' | '&' | '\'' => c as u8,
        _ => b'?',
    }
}
