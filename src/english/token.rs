use super::classes::{ABBREVIATION, ABBREVIATION_MID};
use super::common::Common;
use super::lexicon::{Classes, Known, known, lookup};
use crate::text::Span;

/// A word, a number, or a mark of punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is, in bytes of the text that was cut.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub shape: Shape,
    /// What the word lists know about it; nothing for anything but words.
    known: Known,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with the hyphens, apostrophes and full stops that belong to them.
    Word,
    /// Digits, with what is between them.
    Number,
    /// The end of a contraction: ’s ’re ’ve ’ll ’d ’m, or the apostrophe of a plural's possessive.
    Clitic,
    /// A character that may be a quotation mark or an apostrophe; `''` counts as one.
    Mark,
    /// .
    Stop,
    /// ? or !
    Exclamation,
    /// … or ...
    Ellipsis,
    /// ,
    Comma,
    /// ;
    Semicolon,
    /// :
    Colon,
    /// — or – or --, and a hyphen between blanks
    Dash,
    /// ( or [
    Open,
    /// ) or ]
    Close,
    /// A whole stretch in quotation marks, in a sentence that is read without looking inside.
    Quoted,
    /// Anything else.
    Symbol,
}

/// How a token is written: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(u8);

impl Shape {
    const CAPITAL: u8 = 1;
    const ALL_CAPITALS: u8 = 2;
    const SPACED: u8 = 4;
    const ABBREVIATED: u8 = 8;

    /// The first letter is upper case.
    pub const fn capital(self) -> bool {
        self.0 & Self::CAPITAL != 0
    }

    /// Two or more letters, all of them upper case.
    pub const fn all_capitals(self) -> bool {
        self.0 & Self::ALL_CAPITALS != 0
    }

    /// A blank stands before it (or it is the first).
    pub const fn spaced(self) -> bool {
        self.0 & Self::SPACED != 0
    }

    /// It ends with a full stop that belongs to it: `Mr.`, `U.S.`
    pub const fn abbreviated(self) -> bool {
        self.0 & Self::ABBREVIATED != 0
    }
}

impl Token {
    /// The token's text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text)
    }

    /// The token that stands for a whole stretch in quotation marks, this one being the mark in front.
    pub fn quoted(self, span: Span) -> Token {
        Token { span, kind: Kind::Quoted, ..self }
    }

    /// Whether it is this ASCII word, in any case. Lengths are compared first: most differ.
    #[inline]
    pub fn is_written(&self, text: &str, word: &str) -> bool {
        self.span.len() as usize == word.len() && self.of(text).eq_ignore_ascii_case(word)
    }

    /// The same token elsewhere.
    pub fn moved(self, span: Span) -> Token {
        Token { span, ..self }
    }

    /// What the word lists know about it; empty for anything but words.
    #[inline]
    pub fn classes(&self) -> Classes {
        self.known.classes()
    }

    /// Whether it is a word in any of these classes.
    #[inline]
    pub fn is(&self, classes: u64) -> bool {
        self.classes().any(classes)
    }

    /// Whether it is a word with a capital.
    pub fn is_capital_word(&self) -> bool {
        self.kind == Kind::Word && self.shape.capital()
    }

    /// Whether it ends a sentence unless something else says no.
    pub fn is_terminal(&self) -> bool {
        matches!(self.kind, Kind::Stop | Kind::Exclamation)
    }
}

/// Arabic articles as they stand in front of a name.
const ARTICLES: [&str; 8] = ["al-", "el-", "ad-", "ar-", "as-", "ash-", "az-", "ul-"];

/// Cuts text into tokens. Every byte that is not white space belongs to exactly one.
pub fn tokens(text: &str) -> Vec<Token> {
    let tokens = Vec::with_capacity(text.len() / 5);
    let mut cutter = Cutter { text, bytes: text.as_bytes(), at: 0, spaced: true, tokens };
    cutter.cut(text.len());
    cutter.tokens
}

/// The same, given what the text has in `common` with another and how that was cut: only what differs is cut anew, with
/// the rest of its words.
///
/// What stands between two blanks is cut by itself, but for whether anything stands before it.
pub fn tokens_again(text: &str, common: Common, earlier: &[Token]) -> Vec<Token> {
    let blank = |bytes: &[u8], at: usize| bytes[at] == b' ';
    let bytes = text.as_bytes();
    let Some(from) = (0..common.head).rev().find(|at| blank(bytes, *at)) else { return tokens(text) };
    let to = (text.len() - common.tail..text.len()).find(|at| blank(bytes, *at)).unwrap_or(text.len());
    let first = earlier.partition_point(|token| token.span.end as usize <= from);
    if first == 0 {
        return tokens(text);
    }
    let mut tokens = Vec::with_capacity(earlier.len() + 4);
    tokens.extend_from_slice(&earlier[..first]);
    let mut cutter = Cutter { text, bytes, at: from, spaced: true, tokens };
    cutter.cut(to);
    let then = common.then(to) as u32;
    let rest = &earlier[first + earlier[first..].partition_point(|token| token.span.start < then)..];
    cutter.tokens.extend(rest.iter().map(|token| token.moved(common.now(token.span))));
    cutter.tokens
}

/// Whether a character may be a quotation mark or an apostrophe.
pub fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '„' | '‚' | '‟' | '«' | '»' | '‹' | '›' | '`')
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    spaced: bool,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    /// Cuts the text up to `end`, where a blank stands or the text ends.
    fn cut(&mut self, end: usize) {
        while let Some(byte) = self.bytes[..end].get(self.at) {
            // Most are blanks and words of ASCII.
            if *byte == b' ' {
                self.at += 1;
                self.spaced = true;
                continue;
            }
            if byte.is_ascii_alphabetic() {
                self.word();
                continue;
            }
            let Some(c) = self.char_at(self.at) else { break };
            if c.is_whitespace() {
                self.at += c.len_utf8();
                self.spaced = true;
            } else if c.is_alphabetic() {
                self.word();
            } else if c.is_numeric() {
                self.number();
            } else {
                self.punctuation(c);
            }
        }
    }

    fn push(&mut self, end: usize, kind: Kind, shape: u8, known: Known) {
        let shape = Shape(shape | if self.spaced { Shape::SPACED } else { 0 });
        self.tokens.push(Token { span: Span::from(self.at..end), kind, shape, known });
        self.at = end;
        self.spaced = false;
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The end of a run of letters and digits from `at`.
    fn run_end(&self, mut at: usize) -> usize {
        while let Some(&b) = self.bytes.get(at) {
            if b.is_ascii() {
                if !b.is_ascii_alphanumeric() {
                    break;
                }
                at += 1;
            } else {
                match self.char_at(at) {
                    Some(c) if c.is_alphanumeric() || is_combining(c) => at += c.len_utf8(),
                    _ => break,
                }
            }
        }
        at
    }

    /// A word of nothing but letters and digits of ASCII, with a blank or a comma behind it, which most are: nothing else
    /// can belong to it. Whether it is one.
    fn plain_word(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().take_while(|letter| letter.is_ascii_alphanumeric()).count();
        if len == 0 || !matches!(rest.get(len), Some(b' ' | b',')) {
            return false;
        }
        let word = &rest[..len];
        let mut shape = 0;
        if word[0].is_ascii_uppercase() {
            shape |= Shape::CAPITAL;
            let mut letters = word[1..].iter().filter(|letter| letter.is_ascii_alphabetic()).peekable();
            if letters.peek().is_some() && letters.all(u8::is_ascii_uppercase) {
                shape |= Shape::ALL_CAPITALS;
            }
        }
        let end = self.at + len;
        self.push(end, Kind::Word, shape, known(&self.text[self.at..end]));
        true
    }

    fn word(&mut self) {
        if self.plain_word() {
            return;
        }
        let start = self.at;
        let mut end = self.run_end(start);
        loop {
            match self.char_at(end) {
                // A clitic is a token of its own; in O’Brien and don’t the apostrophe is a letter.
                Some(c @ ('\'' | '’')) => {
                    let rest = end + c.len_utf8();
                    let next = self.run_end(rest);
                    if next == rest || is_clitic(&self.text[rest..next]) {
                        break;
                    }
                    end = next;
                }
                // Some word processors turn the apostrophe the wrong way round: Ruiz‘s, don‘t.
                Some('‘') if self.is_run(end + '‘'.len_utf8(), "t") && self.text[..end].ends_with('n') => {
                    end = self.run_end(end + '‘'.len_utf8());
                }
                Some('-' | '‑') if self.letter_or_digit_after(end) => {
                    end = self.run_end(end + self.char_at(end).map_or(1, char::len_utf8));
                }
                // AT&T
                Some('&') if self.letter_or_digit_after(end) => end = self.run_end(end + 1),
                Some('.') => match self.after_stop(start, end) {
                    Some(longer) if longer > end + 1 => end = longer,
                    Some(longer) => {
                        end = longer;
                        break;
                    }
                    None => break,
                },
                _ => break,
            }
        }
        let word = &self.text[start..end];
        let abbreviated = word.ends_with('.');
        let mut shape = if abbreviated { Shape::ABBREVIATED } else { 0 };
        // "al-Masri said": the article of a surname takes no capital inside a sentence.
        let named = || {
            let article = ARTICLES.iter().find_map(|article| word.strip_prefix(article));
            article.is_some_and(|name| name.starts_with(char::is_uppercase))
        };
        if word.starts_with(char::is_uppercase) || word.contains('-') && named() {
            shape |= Shape::CAPITAL;
            let mut rest = word.chars().filter(|c| c.is_alphabetic()).skip(1).peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) {
                shape |= Shape::ALL_CAPITALS;
            }
        }
        let known = known(word);
        self.push(end, Kind::Word, shape, known);
        self.clitic();
    }

    /// Whether the run of letters and digits from `at` is this one.
    fn is_run(&self, at: usize, run: &str) -> bool {
        &self.text[at..self.run_end(at)] == run
    }

    fn letter_or_digit_after(&self, at: usize) -> bool {
        let rest = at + self.char_at(at).map_or(1, char::len_utf8);
        self.run_end(rest) > rest
    }

    /// Whether the full stop at `end` belongs to the word from `start`: the end of the word with it, and with
    /// the letter behind it in `U.S.`.
    fn after_stop(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        if word == "I" {
            return None;
        }
        // "D-N.Y.": letters behind a hyphen are abbreviated as any others.
        let party = word.as_bytes().get(1) == Some(&b'-') && self.letter_or_digit_after(end);
        let last_run = word.rsplit('.').next().unwrap_or(word);
        let last_run = if party { last_run.rsplit('-').next().unwrap_or(last_run) } else { last_run };
        let single = last_run.chars().count() == 1;
        if !single && self.bytes.get(end + 1).is_some_and(u8::is_ascii_lowercase) {
            // A domain: example.com
            return Some(self.run_end(end + 1));
        }
        if single && self.letter_or_digit_after(end) {
            let next = self.run_end(end + 1);
            // U.S, but not "of Vitamin C.Then"
            return (self.text[end + 1..next].chars().count() == 1).then_some(next);
        }
        let initial = single && last_run.chars().all(char::is_uppercase);
        let letters = word.contains('.');
        let listed = || lookup(&self.text[start..end + 1]).any(ABBREVIATION | ABBREVIATION_MID);
        (initial || letters || listed()).then_some(end + 1)
    }

    fn clitic(&mut self) {
        if let Some(c @ ('\'' | '’' | '‘')) = self.char_at(self.at) {
            let rest = self.at + c.len_utf8();
            let end = self.run_end(rest);
            if end > rest && is_clitic(&self.text[rest..end]) {
                self.push(end, Kind::Clitic, 0, Known::default());
            }
        }
    }

    fn number(&mut self) {
        let mut end = self.run_end(self.at);
        while let Some(c) = self.char_at(end) {
            if !matches!(c, '.' | ',' | ':' | '/' | '-' | '–') || !self.digit_after(end) {
                break;
            }
            end = self.run_end(end + c.len_utf8());
        }
        if self.bytes.get(end) == Some(&b'-') && self.letter_or_digit_after(end) {
            // 54-year-old
            while self.bytes.get(end) == Some(&b'-') && self.letter_or_digit_after(end) {
                end = self.run_end(end + 1);
            }
            let known = known(&self.text[self.at..end]);
            return self.push(end, Kind::Word, 0, known);
        }
        if self.bytes.get(end) == Some(&b'%') {
            end += 1;
        }
        self.push(end, Kind::Number, 0, Known::default());
        self.clitic();
    }

    fn digit_after(&self, at: usize) -> bool {
        let rest = at + self.char_at(at).map_or(1, char::len_utf8);
        self.bytes.get(rest).is_some_and(u8::is_ascii_digit)
    }

    fn punctuation(&mut self, c: char) {
        let one = self.at + c.len_utf8();
        let twice = self.text[one..].starts_with(c);
        let (end, kind) = match c {
            // "the word 'old,'''": the single mark inside closes before the double one around it.
            '\'' if twice && !self.spaced && self.text[one + 1..].starts_with('\'') => (one, Kind::Mark),
            '\'' | '`' if twice => (one + 1, Kind::Mark),
            _ if is_mark(c) => (one, Kind::Mark),
            '.' if self.text[self.at..].starts_with("...") => {
                (self.at + self.text[self.at..].bytes().take_while(|b| *b == b'.').count(), Kind::Ellipsis)
            }
            '…' => (one, Kind::Ellipsis),
            '.' => (one, Kind::Stop),
            '?' | '!' => (one, Kind::Exclamation),
            ',' => (one, Kind::Comma),
            ';' => (one, Kind::Semicolon),
            ':' => (one, Kind::Colon),
            '—' | '–' | '―' => (one, Kind::Dash),
            '-' if twice => {
                (self.at + self.text[self.at..].bytes().take_while(|b| *b == b'-').count(), Kind::Dash)
            }
            // At the head of a line a hyphen is a dash, too: "-Ana Ruiz".
            '-' if self.spaced
                && (self.tokens.is_empty() || self.char_at(one).is_none_or(char::is_whitespace)) =>
            {
                (one, Kind::Dash)
            }
            '(' | '[' => (one, Kind::Open),
            ')' | ']' => (one, Kind::Close),
            _ => (one, Kind::Symbol),
        };
        self.push(end, kind, 0, Known::default());
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}')
}

/// Whether a clitic says whose something is: `Ruiz’s`, `the officials’`.
pub fn is_possessive(clitic: &str) -> bool {
    matches!(clitic.trim_start_matches(['\'', '’', '‘']), "" | "s" | "S")
}

fn is_clitic(rest: &str) -> bool {
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|c| rest.eq_ignore_ascii_case(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> String {
        tokens(text).iter().map(|t| t.of(text)).collect::<Vec<_>>().join("|")
    }

    proptest! {
        #[test]
        fn what_is_cut_again_is_cut_the_same(
            head in PIECES, one in PIECES, other in PIECES, tail in PIECES,
        ) {
            let (then, now) = (format!("{head}{one}{tail}"), format!("{head}{other}{tail}"));
            let again = tokens_again(&now, Common::of(&then, &now), &tokens(&then));
            prop_assert_eq!(again, tokens(&now));
        }
    }

    /// Pieces of words and punctuation, in whatever order.
    const PIECES: &str = "(a|B|é|ruiz|Mr|U|S| |\n|\u{a0}|  |[.]|,|-|—|’|'|s|“|”|1|9|%|[(]|\\?|…|&|no){0,12}";

    #[test]
    fn clitics_are_split_and_contractions_are_not() {
        assert_eq!(cut("Park (D-N.Y.) said"), "Park|(|D-N.Y.|)|said");
        assert_eq!(cut("Ruiz‘s aide can‘t say"), "Ruiz|‘s|aide|can‘t|say");
        assert_eq!(cut("Moscow’s aide doesn’t say he’s O’Brien"), "Moscow|’s|aide|doesn’t|say|he|’s|O’Brien");
    }

    #[test]
    fn full_stops_belong_to_abbreviations_and_initials() {
        assert_eq!(cut("Mr. J. Doe of the U.S. left. So did I."), "Mr.|J.|Doe|of|the|U.S.|left|.|So|did|I|.");
    }

    #[test]
    fn numbers_and_ages_hold_together() {
        assert_eq!(cut("A 54-year-old paid $1,200.50 (3%)."), "A|54-year-old|paid|$|1,200.50|(|3%|)|.");
    }

    #[test]
    fn marks_are_tokens_and_typewriter_quotes_are_one() {
        assert_eq!(cut("''It is 'old,''' he said"), "''|It|is|'|old|,|'|''|he|said");
        assert_eq!(cut("''No,'' he said. “Yes”"), "''|No|,|''|he|said|.|“|Yes|”");
    }

    #[test]
    fn dashes() {
        assert_eq!(cut("civilians and -- and - well—no"), "civilians|and|--|and|-|well|—|no");
    }
}
