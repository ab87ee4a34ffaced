//! The writer's own sentences: a block in which each marked stretch is one token.

use super::marks::{Marks, Stretch};
use crate::english::classes::*;
use crate::english::{Kind, Token, sentences};
use crate::text::Span;
use std::ops::Range;

/// A block read without looking inside its quotations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Tokens outside marks, and one of kind [`Kind::Quoted`] for each stretch that is not looked into.
    pub tokens: Vec<Token>,
    /// The sentences, as ranges of `tokens`.
    pub sentences: Vec<Range<usize>>,
    /// The tokens that are stretches, ascending, each with its index in [`Marks::stretches`].
    stretches: Vec<(u32, u32)>,
}

impl Frame {
    /// The stretch that a token stands for.
    pub fn stretch(&self, token: usize) -> Option<usize> {
        let at = self.stretches.binary_search_by_key(&token, |(token, _)| *token as usize).ok()?;
        Some(self.stretches[at].1 as usize)
    }

    /// The tokens that stand for stretches, ascending, and which they stand for.
    pub fn quoted(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.stretches.iter().map(|(token, stretch)| (*token as usize, *stretch as usize))
    }

    /// Gives back the room that its lists were made with and have not filled.
    pub fn fit(&mut self) {
        self.tokens.shrink_to_fit();
        self.sentences.shrink_to_fit();
        self.stretches.shrink_to_fit();
    }

    /// The index of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= token)
    }
}

/// Turns marks that are apostrophes into what they are, so that no later reader takes them for marks.
pub fn settle_apostrophes(tokens: &mut [Token], marks: &Marks) {
    for &i in &marks.apostrophes {
        let token = &mut tokens[i as usize];
        token.kind = if token.shape.spaced() { Kind::Symbol } else { Kind::Clitic };
    }
}

/// Reads a block without looking inside its quotations. Stretches for which `skip` says so (nicknames) are
/// left out, so that the words around them stand together.
pub fn frame(text: &str, tokens: &[Token], marks: &Marks, skip: impl Fn(&Stretch) -> bool) -> Frame {
    frame_at(0, text, tokens, marks, skip)
}

/// Reads the words of an outermost stretch, `tokens` being those between its marks, without looking inside the
/// stretches that are nested in it.
pub fn frame_inside(text: &str, tokens: &[Token], marks: &Marks, skip: impl Fn(&Stretch) -> bool) -> Frame {
    frame_at(1, text, tokens, marks, skip)
}

/// Reads `tokens` with each stretch of this depth as one token.
fn frame_at(
    depth: u8,
    text: &str,
    tokens: &[Token],
    marks: &Marks,
    skip: impl Fn(&Stretch) -> bool,
) -> Frame {
    let mut frame = Frame { tokens: Vec::with_capacity(tokens.len()), ..Frame::default() };
    let from = tokens.first().map_or(0, |t| t.span.start);
    let here = |s: &Stretch| s.depth == depth && s.outer.end > from;
    let mut outer = marks.stretches.iter().enumerate().filter(|(_, s)| here(s)).peekable();
    let mut i = 0;
    while i < tokens.len() {
        match outer.peek().copied() {
            Some((index, stretch)) if stretch.outer.start <= tokens[i].span.start => {
                let inside = tokens[i..].iter().take_while(|t| t.span.start < stretch.outer.end).count();
                if !skip(stretch) {
                    let label =
                        if i == 0 && tokens[0].kind == Kind::Mark { label(&tokens[1..inside]) } else { &[] };
                    frame.tokens.extend_from_slice(label);
                    let start = label.last().map_or(stretch.outer.start, |colon| colon.span.end);
                    let span = Span::new(start, stretch.outer.end);
                    frame.stretches.push((frame.tokens.len() as u32, index as u32));
                    frame.tokens.push(tokens[i].quoted(span));
                }
                i += inside;
                outer.next();
            }
            next => {
                let start = next.map_or(u32::MAX, |(_, stretch)| stretch.outer.start);
                let outside = tokens[i..].iter().take_while(|t| t.span.start < start).count();
                frame.tokens.extend_from_slice(&tokens[i..i + outside]);
                i += outside;
            }
        }
    }
    frame.sentences = sentences(text, &frame.tokens);
    frame
}

/// `“RUIZ: It will stay.”`: the label of a transcript, with its colon, stands inside the marks. It is the writer's.
fn label(inside: &[Token]) -> &[Token] {
    const MOST_WORDS: usize = 4;
    let words = inside.iter().take(MOST_WORDS + 1).take_while(|t| t.kind == Kind::Word).count();
    // "WARNING: …", "UPDATE: …" name nobody.
    let other = CLAIM_NOUN | DOCUMENT_NOUN | EVENT_NOUN | VERB_ING | DETERMINER | PREPOSITION | PRONOUN;
    let names = inside[..words].iter().all(|t| {
        let named = !t.is(NOUN) || t.is(FIRST_NAME | SURNAME | PERSON_NOUN | TITLE);
        t.shape.all_capitals() && named && !t.is(other | CONJUNCTION | AUXILIARY)
    });
    let colon = inside.get(words).is_some_and(|t| t.kind == Kind::Colon)
        && inside.get(words + 1).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number));
    if (1..=MOST_WORDS).contains(&words) && names && colon { &inside[..=words] } else { &[] }
}

/// Dwayne “The Rock” Johnson: a short stretch between the parts of a name.
pub fn is_nickname(text: &str, tokens: &[Token], stretch: &Stretch) -> bool {
    let first = tokens.partition_point(|t| t.span.start < stretch.outer.start);
    let behind = tokens.partition_point(|t| t.span.start < stretch.outer.end);
    let inside = &tokens[first..behind];
    let words = || inside.iter().filter(|t| t.kind == Kind::Word);
    // In a headline, small words have capitals too: `To ‘Mend’ By`.
    let small = DETERMINER | PREPOSITION | CONJUNCTION | PRONOUN | AUXILIARY;
    let named = |t: Option<&Token>| {
        t.is_some_and(|t| {
            let name = !t.is(small) || t.is(FIRST_NAME) && !t.is(PREPOSITION | DETERMINER | PRONOUN);
            t.is_capital_word() && !t.shape.abbreviated() && name
        })
    };
    let adjacent =
        |t: Option<&Token>, at: u32| t.is_some_and(|t| Span::new(t.span.end.min(at), at).len() <= 1);
    let before = first.checked_sub(1).and_then(|i| tokens.get(i));
    let short = (1..=3).contains(&words().count()) && words().any(|t| t.shape.capital());
    short
        && named(before)
        && adjacent(before, stretch.outer.start)
        && named(tokens.get(behind))
        && !stretch.inner.of(text).ends_with(['.', ',', '?', '!'])
        && before.is_some_and(|t| !t.classes().cue())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;
    use crate::quotes::marks::pair;

    fn read(text: &str) -> Vec<String> {
        let mut cut = tokens(text);
        let marks = pair(text, &cut, &[], None);
        settle_apostrophes(&mut cut, &marks);
        let frame = frame(text, &cut, &marks, |s| is_nickname(text, &cut, s));
        let word = |t: &Token| if t.kind == Kind::Quoted { "Q" } else { t.of(text) };
        frame
            .sentences
            .iter()
            .map(|s| frame.tokens[s.clone()].iter().map(word).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_full_stop_in_marks_ends_the_sentence_only_where_another_begins() {
        assert_eq!(
            read("“No,” she said. “Never.” The door closed."),
            ["Q she said .", "Q", "The door closed ."]
        );
        assert_eq!(read("“Why?” asked Ruiz. “Why not?” Ruiz said."), ["Q asked Ruiz .", "Q Ruiz said ."]);
        assert_eq!(
            read("The U.S. Senate met. Mr. Ruiz of Acme Inc. spoke."),
            ["The U.S. Senate met .", "Mr. Ruiz of Acme Inc. spoke ."]
        );
    }

    #[test]
    fn the_words_of_a_quotation_are_read_like_the_writers() {
        let text = "“He said ‘no.’ I said “‘why’ not.” So it goes,” Ruiz said. “Ask Ana ‘Rock’ Lee ‘why.’”";
        let mut cut = tokens(text);
        let marks = pair(text, &cut, &[], None);
        settle_apostrophes(&mut cut, &marks);
        let read = |outer: &Stretch| {
            let within = |t: &&Token| outer.inner.covers(t.span);
            let inside: Vec<Token> = cut.iter().filter(within).copied().collect();
            let frame = frame_inside(text, &inside, &marks, |s| is_nickname(text, &inside, s));
            let word = |t: &Token| if t.kind == Kind::Quoted { "Q" } else { t.of(text) };
            frame.tokens.iter().map(word).collect::<Vec<_>>().join(" ")
        };
        let outermost: Vec<_> = marks.stretches.iter().filter(|s| s.depth == 0).map(read).collect();
        assert_eq!(outermost, ["He said Q I said Q So it goes ,", "Ask Ana Lee Q"]);
    }

    #[test]
    fn a_label_inside_the_marks_is_the_writers() {
        assert_eq!(read("“RUIZ: It will stay.”"), ["RUIZ : Q"]);
        assert_eq!(read("“MAYOR RUIZ: It will stay."), ["MAYOR RUIZ : Q"]);
        assert_eq!(read("“WARNING: It may fall.”"), ["Q"]);
        assert_eq!(read("“Ruiz: It will stay.”"), ["Q"]);
        assert_eq!(read("“RUIZ:”"), ["Q"]);
    }

    #[test]
    fn nicknames_do_not_part_a_name() {
        assert_eq!(read("Ana “The Rock” Ruiz said “no.”"), ["Ana Ruiz said Q"]);
    }
}
