//! Pairs quotation marks and tells them from apostrophes, primes and elisions.

use crate::english::{Kind, Token, is_mark};
use crate::rare::Nothing;
use crate::text::Span;

/// A stretch of a block between two quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The words between the marks.
    pub inner: Span,
    /// The same with the marks that are there.
    pub outer: Span,
    /// How many other stretches it stands in.
    pub depth: u8,
    /// Which marks.
    pub family: Family,
    /// The speech comes from the paragraph before.
    pub continues: bool,
    /// The speech goes on in the paragraph behind: no mark closes it.
    pub runs_on: bool,
}

/// Marks that close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// “…” "…" ''…'' „…“
    Double,
    /// ‘…’ '…' ‚…‘
    Single,
    /// «…» »…«
    Guillemet,
    /// ‹…› ›…‹
    SingleGuillemet,
}

/// What the marks of a block come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Stretches in marks, by start; an outer one before those inside it.
    pub stretches: Vec<Stretch>,
    /// Marks that open what is not closed in this block and does not run on.
    pub never_closed: Vec<Span>,
    /// Marks that close what is not open.
    pub never_opened: Vec<Span>,
    /// Marks that are apostrophes or primes: indices of tokens.
    pub apostrophes: Vec<u32>,
    /// The mark that is still open at the end of the block, if the next block may go on with it.
    pub open: Option<(Family, Span)>,
    /// Whether this block went on with the quotation that was handed in.
    pub went_on: bool,
}

impl Nothing for Marks {
    const NOTHING: &'static Self = &Marks {
        stretches: Vec::new(),
        never_closed: Vec::new(),
        never_opened: Vec::new(),
        apostrophes: Vec::new(),
        open: None,
        went_on: false,
    };
}

/// Pairs the marks of a block. `literal` are the bytes of characters that a `\` made plain, ascending;
/// `carried` is the family still open at the end of the paragraph before.
pub fn pair(text: &str, tokens: &[Token], literal: &[u32], carried: Option<Family>) -> Marks {
    let mut pairing = Pairing { text, tokens, literal, open: vec![], carried: None, marks: Marks::default() };
    if !tokens.iter().any(|t| t.kind == Kind::Mark) && carried.is_none() {
        return pairing.marks;
    }
    pairing.carried(carried);
    for (index, _) in tokens.iter().enumerate().filter(|(_, t)| t.kind == Kind::Mark) {
        pairing.step(index);
    }
    pairing.finish()
}

/// A mark that waits for its partner.
#[derive(Clone, Copy)]
struct Waiting {
    family: Family,
    /// „ is closed by “, which opens everywhere else.
    low: bool,
    mark: Span,
    /// Where the words begin.
    inner: u32,
    continues: bool,
    /// Carried over from the paragraph before without a mark of its own.
    silent: bool,
}

/// What one mark does.
enum Act {
    Open { family: Family, low: bool },
    Close(Family),
    Apostrophe,
}

struct Pairing<'a> {
    text: &'a str,
    tokens: &'a [Token],
    literal: &'a [u32],
    open: Vec<Waiting>,
    /// The family still open at the end of the paragraph before.
    carried: Option<Family>,
    marks: Marks,
}

impl Pairing<'_> {
    /// Lets an open quotation of the paragraph before wait here, until a mark opens it again or closes it.
    fn carried(&mut self, carried: Option<Family>) {
        self.carried = carried;
        let Some(family) = carried else { return };
        self.open.push(Waiting {
            family,
            low: false,
            mark: Span::empty(0),
            inner: 0,
            continues: true,
            silent: true,
        });
    }

    fn char_of(&self, token: &Token) -> char {
        token.of(self.text).chars().next().unwrap_or(' ')
    }

    /// The family of a mark and whether it is low (as „).
    fn family(&self, token: &Token) -> (Family, bool) {
        match self.char_of(token) {
            '“' | '”' | '"' | '‟' => (Family::Double, false),
            '„' => (Family::Double, true),
            '‚' => (Family::Single, true),
            '«' | '»' => (Family::Guillemet, false),
            '‹' | '›' => (Family::SingleGuillemet, false),
            _ if token.span.len() == 2 => (Family::Double, false),
            _ => (Family::Single, false),
        }
    }

    fn before(&self, token: &Token) -> Option<char> {
        self.text[..token.span.start as usize].chars().next_back()
    }

    fn after(&self, token: &Token) -> Option<char> {
        self.text[token.span.end as usize..].chars().next()
    }

    fn waits(&self, family: Family) -> bool {
        self.open.iter().any(|w| w.family == family)
    }

    fn step(&mut self, index: usize) {
        let token = self.tokens[index];
        if self.literal.binary_search(&token.span.start).is_ok() {
            self.marks.apostrophes.push(index as u32);
            return;
        }
        match self.act(index) {
            Act::Open { family, low } => self.opens(index, family, low),
            Act::Close(family) => self.closes(token, family),
            Act::Apostrophe => self.marks.apostrophes.push(index as u32),
        }
    }

    fn act(&self, index: usize) -> Act {
        let token = &self.tokens[index];
        let (family, low) = self.family(token);
        let waits = self.waits(family);
        match self.char_of(token) {
            '„' | '‚' => Act::Open { family, low },
            '“' if self.open.last().is_some_and(|w| w.low && w.family == family) => Act::Close(family),
            // Set the wrong way round: “It is late,“ she said.
            '“' if waits && !self.looks_open(token) && self.after(token).is_none_or(char::is_whitespace) => {
                Act::Close(family)
            }
            '“' | '‟' => Act::Open { family, low },
            // Some write ”so”; a closing mark in front of a word opens if nothing is open.
            '”' if !waits && self.looks_open(token) => Act::Open { family, low },
            '”' => Act::Close(family),
            '«' | '»' | '‹' | '›' if waits => Act::Close(family),
            '«' | '»' | '‹' | '›' => Act::Open { family, low },
            _ if family == Family::Double => self.straight_double(token, waits),
            '‘' | '`' => self.left_single(index),
            '’' => self.right_single(index, waits),
            _ => self.straight_single(index, waits),
        }
    }

    /// Nothing or white space or an opening character before, and something behind.
    fn looks_open(&self, token: &Token) -> bool {
        let free_before = self.before(token).is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '…')
                || is_mark(c) && !self.closed_at(token.span.start)
        });
        free_before && self.after(token).is_some_and(|c| !c.is_whitespace())
    }

    /// Whether a stretch ends right at `offset`: the mark before is a closing one.
    fn closed_at(&self, offset: u32) -> bool {
        self.marks.stretches.iter().any(|s| s.outer.end == offset)
    }

    /// Nothing of a word behind, something before.
    fn looks_closed(&self, token: &Token) -> bool {
        self.before(token).is_some_and(|c| !c.is_whitespace())
            && self.after(token).is_none_or(|c| !c.is_alphanumeric())
    }

    fn straight_double(&self, token: &Token, waits: bool) -> Act {
        let family = Family::Double;
        let digit_before = self.before(token).is_some_and(|c| c.is_ascii_digit());
        if digit_before && (!waits || self.is_feet_and_inches(token)) {
            return Act::Apostrophe;
        }
        let (opens, closes) = (self.looks_open(token), self.looks_closed(token));
        match (opens, closes, waits) {
            (true, false, _) => Act::Open { family, low: false },
            (_, true, true) | (false, false, true) => Act::Close(family),
            (true, true, false) | (false, false, false) => Act::Open { family, low: false },
            (false, true, false) => Act::Close(family),
        }
    }

    /// `6'2"`
    fn is_feet_and_inches(&self, token: &Token) -> bool {
        let before = self.text[..token.span.start as usize].trim_end_matches(|c: char| c.is_ascii_digit());
        let Some(feet) = before.strip_suffix(['\'', '’', '′']) else { return false };
        feet.ends_with(|c: char| c.is_ascii_digit())
    }

    fn left_single(&self, index: usize) -> Act {
        let token = &self.tokens[index];
        if self.open.last().is_some_and(|w| w.low && w.family == Family::Single) {
            return Act::Close(Family::Single);
        }
        let spaced = self.after(token).is_none_or(char::is_whitespace);
        if spaced || self.is_elision(index) && self.closing_single_after(index).is_none() {
            return Act::Apostrophe;
        }
        Act::Open { family: Family::Single, low: false }
    }

    fn right_single(&self, index: usize, waits: bool) -> Act {
        let token = &self.tokens[index];
        if !waits || !self.looks_closed(token) || self.is_possessive(index) {
            return Act::Apostrophe;
        }
        Act::Close(Family::Single)
    }

    fn straight_single(&self, index: usize, waits: bool) -> Act {
        let token = &self.tokens[index];
        if waits && self.looks_closed(token) {
            let apostrophe = self.is_possessive(index);
            return if apostrophe { Act::Apostrophe } else { Act::Close(Family::Single) };
        }
        let opens =
            self.looks_open(token) && !self.is_elision(index) && self.closing_single_after(index).is_some();
        if opens { Act::Open { family: Family::Single, low: false } } else { Act::Apostrophe }
    }

    /// ’90s, ’em, rock ’n’ roll: the mark stands for letters left out.
    fn is_elision(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let Some(next) = self.tokens.get(index + 1) else { return false };
        if next.span.start != token.span.end {
            return false;
        }
        let word = next.of(self.text);
        let decade = word.len() >= 2
            && word.bytes().take(2).all(|b| b.is_ascii_digit())
            && matches!(word.get(2..), Some("" | "s"));
        decade
            || ["n", "em", "til", "tis", "twas", "cause", "bout", "round", "cos", "cuz", "im", "er"]
                .iter()
                .any(|e| word.eq_ignore_ascii_case(e))
    }

    /// The next mark that could close a single quotation, if no other opens before it.
    fn closing_single_after(&self, index: usize) -> Option<usize> {
        for (i, token) in self.tokens.iter().enumerate().skip(index + 1) {
            if token.kind != Kind::Mark || token.span.len() == 2 {
                continue;
            }
            match self.char_of(token) {
                '‘' => return None,
                '’' | '\'' if self.looks_closed(token) => return Some(i),
                _ => {}
            }
        }
        None
    }

    /// `officials’ plan`: an s before, a word in lower case behind, and a later mark left to close.
    fn is_possessive(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let after_s = self.before(token).is_some_and(|c| matches!(c, 's' | 'S'));
        let next = self.tokens.get(index + 1);
        let before_word =
            next.is_some_and(|n| n.kind == Kind::Word && n.shape.spaced() && !n.shape.capital());
        after_s && before_word && self.closing_single_after(index).is_some()
    }

    fn opens(&mut self, index: usize, family: Family, low: bool) {
        let mark = self.tokens[index].span;
        if let Some(at) = self.open.iter().rposition(|w| w.family == family) {
            let waiting = self.open[at];
            if waiting.silent {
                self.open.remove(at);
            } else if !self.enough_closers(index, family) {
                while self.open.len() > at {
                    self.give_up(self.open.len() - 1, mark.start);
                }
            }
        }
        let continues = self.carried == Some(family) && index == 0;
        self.marks.went_on |= continues;
        let inner = self.skip_blanks(mark.end);
        self.open.push(Waiting { family, low, mark, inner, continues, silent: false });
    }

    fn skip_blanks(&self, at: u32) -> u32 {
        let rest = &self.text[at as usize..];
        at + (rest.len() - rest.trim_start().len()) as u32
    }

    /// Whether there are marks left to close everything that is open and the one at `index` too.
    fn enough_closers(&self, index: usize, family: Family) -> bool {
        let needed = self.open.iter().filter(|w| w.family == family).count() + 1;
        let mut level = needed;
        for token in &self.tokens[index + 1..] {
            if token.kind == Kind::Mark && self.family(token).0 == family {
                match self.char_of(token) {
                    '“' | '‘' | '„' => level += 1,
                    '”' | '’' if self.looks_closed(token) => level -= 1,
                    '"' | '\'' if self.looks_closed(token) => level -= 1,
                    _ => {}
                }
            }
            if level == 0 {
                return true;
            }
        }
        false
    }

    /// The mark at `at` of the stack is never closed: its words end with the sentence before `end`.
    fn give_up(&mut self, at: usize, end: u32) {
        let waiting = self.open.remove(at);
        self.marks.never_closed.push(waiting.mark);
        let words = self.text[waiting.inner as usize..end.max(waiting.inner) as usize].trim_end();
        let inner = Span::new(waiting.inner, waiting.inner + words.len() as u32);
        self.push(waiting, inner, inner.end, false);
    }

    fn push(&mut self, waiting: Waiting, inner: Span, outer_end: u32, runs_on: bool) {
        self.marks.stretches.push(Stretch {
            inner,
            outer: Span::new(waiting.mark.start, outer_end),
            depth: 0,
            family: waiting.family,
            continues: waiting.continues,
            runs_on,
        });
    }

    fn closes(&mut self, token: Token, family: Family) {
        let Some(at) = self.open.iter().rposition(|w| w.family == family) else {
            self.marks.never_opened.push(token.span);
            return;
        };
        while self.open.len() > at + 1 {
            self.give_up(self.open.len() - 1, token.span.start);
        }
        let Some(waiting) = self.open.pop() else { return };
        self.marks.went_on |= waiting.silent;
        let words =
            self.text[waiting.inner.min(token.span.start) as usize..token.span.start as usize].trim_end();
        let start = waiting.inner.min(token.span.start);
        self.push(waiting, Span::new(start, start + words.len() as u32), token.span.end, false);
    }

    /// What still waits at the end runs on into the next paragraph, if it is the outermost.
    fn finish(mut self) -> Marks {
        self.open.retain(|w| !w.silent);
        let end = self.text.trim_end().len() as u32;
        while self.open.len() > 1 {
            let mark = self.open[self.open.len() - 1].mark;
            self.give_up(self.open.len() - 1, end);
            // Closed with the paragraph that closes the outer one: not a fault of this paragraph.
            self.marks.never_closed.retain(|m| *m != mark);
        }
        if let Some(waiting) = self.open.pop() {
            let inner = Span::new(waiting.inner.min(end), end);
            self.marks.open = Some((waiting.family, waiting.mark));
            self.push(waiting, inner, end, true);
        }
        nest(&mut self.marks.stretches);
        self.marks
    }
}

/// Puts stretches in order and counts for each how many others it stands in. One that crosses the end of
/// another would have no place in a tree, and is left out.
fn nest(stretches: &mut Vec<Stretch>) {
    stretches.sort_by_key(|s| s.outer.longer_first());
    let mut around: Vec<u32> = Vec::new();
    stretches.retain_mut(|s| {
        while around.last().is_some_and(|end| *end <= s.outer.start) {
            around.pop();
        }
        let fits = around.last().is_none_or(|end| s.outer.end <= *end);
        if fits {
            s.depth = around.len().min(250) as u8;
            around.push(s.outer.end);
        }
        fits
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;

    /// Stretches as `depth:words`, faults as `never closed`/`never opened` with the mark's place.
    fn read(text: &str) -> String {
        read_carried(text, None)
    }

    fn read_carried(text: &str, carried: Option<Family>) -> String {
        let marks = pair(text, &tokens(text), &[], carried);
        let mut lines: Vec<String> = marks
            .stretches
            .iter()
            .map(|s| {
                let flags = [(s.continues, "<"), (s.runs_on, ">")]
                    .iter()
                    .filter(|f| f.0)
                    .map(|f| f.1)
                    .collect::<String>();
                format!("{}:{}{flags}", s.depth, s.inner.of(text))
            })
            .collect();
        lines.extend(marks.never_closed.iter().map(|m| format!("never closed {}", m.start)));
        lines.extend(marks.never_opened.iter().map(|m| format!("never opened {}", m.start)));
        lines.join(" | ")
    }

    #[test]
    fn curly_straight_and_typewriter_marks() {
        assert_eq!(read("“Yes,” she said. “No.”"), "0:Yes, | 0:No.");
        assert_eq!(read("\"Yes,\" she said. \"No.\""), "0:Yes, | 0:No.");
        assert_eq!(read("''Yes,'' she said. ''No.''"), "0:Yes, | 0:No.");
        assert_eq!(read("``Yes,'' she said."), "0:Yes,");
        assert_eq!(read("‘Yes,’ she said."), "0:Yes,");
        assert_eq!(read("“Yes,“ she said. “No.”"), "0:Yes, | 0:No.", "set the wrong way round");
        assert_eq!(read("'Yes,' she said."), "0:Yes,");
    }

    #[test]
    fn guillemets_and_low_marks() {
        assert_eq!(read("«Oui», he said, and „ja“ and ‚nein‘."), "0:Oui | 0:ja | 0:nein");
    }

    #[test]
    fn apostrophes_are_not_marks() {
        for text in [
            "Moscow’s plan and the officials’ plan",
            "back in the ’90s and the '90s",
            "rock ’n’ roll, rock 'n' roll",
            "give ’em that, ’til then",
            "the workers' and bosses' pay",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
        assert_eq!(read("‘Don’t touch the officials’ plan,’ he said."), "0:Don’t touch the officials’ plan,");
        assert_eq!(read("'The officials' plan isn't bad,' he said."), "0:The officials' plan isn't bad,");
    }

    #[test]
    fn feet_and_inches() {
        assert_eq!(read("He is 6'2\" tall and she 5'4\"."), "");
        assert_eq!(read("\"He is 6'2\" tall,\" she said."), "0:He is 6'2\" tall,");
        assert_eq!(read("a 12\" record"), "");
    }

    #[test]
    fn nested_in_other_marks_and_in_the_same() {
        assert_eq!(read("“He said ‘no’ to me,” she said."), "0:He said ‘no’ to me, | 1:no");
        assert_eq!(read("“He said “no” to me,” she said."), "0:He said “no” to me, | 1:no");
        assert_eq!(read("\"'No,' he said,\" she said."), "0:'No,' he said, | 1:No,");
        assert_eq!(read("“‘No.’”"), "0:‘No.’ | 1:No.");
    }

    #[test]
    fn speech_runs_over_paragraphs() {
        assert_eq!(read("“It is late. We go."), "0:It is late. We go.>");
        assert_eq!(read_carried("“And we return.”", Some(Family::Double)), "0:And we return.<");
        assert_eq!(read_carried("And we return,” he said.", Some(Family::Double)), "0:And we return,<");
    }

    #[test]
    fn an_elision_at_the_head_of_a_paragraph_opens_nothing_again() {
        assert_eq!(read_carried("’90s rock it was,’ he said.", Some(Family::Single)), "0:’90s rock it was,<");
    }

    #[test]
    fn stretches_never_cross() {
        assert_eq!(
            read("“A ‘b “c d’ e” f."),
            "0:A ‘b | 1:b | 0:c d’ e | never closed 5 | never closed 0",
            "what opened inside a quotation that is given up is given up with it"
        );
    }

    #[test]
    fn a_mark_without_a_partner() {
        assert_eq!(read("It is late,” she said."), "never opened 11");
        assert_eq!(
            read("“It is late. He said: “We go.”"),
            "0:It is late. He said: | 0:We go. | never closed 0"
        );
    }
}
