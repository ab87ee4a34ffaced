//! Semantic tokens: what the words of the article are, for an editor to colour.

use super::words::is_shown;
use crate::analysis::{Analysis, Entity, How, Quotation, Speaker};
use crate::article::EntityKind;
use crate::text::Span;

/// Words with a meaning of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where they are, in bytes; never empty.
    pub span: Span,
    /// What they are.
    pub kind: TokenKind,
    /// More about them.
    pub modifiers: TokenModifiers,
}

/// What words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// They name or stand for a person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// An event.
    Event,
    /// They say when.
    Date,
    /// Speech, with its marks.
    Quotation,
    /// They say that somebody says something: "said".
    ReportingVerb,
    /// A key of the header.
    HeaderKey,
    /// The braces of an annotation.
    Annotation,
    /// A comment.
    Comment,
}

impl TokenKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [TokenKind; 10] = [
        TokenKind::Person,
        TokenKind::Organisation,
        TokenKind::Place,
        TokenKind::Event,
        TokenKind::Date,
        TokenKind::Quotation,
        TokenKind::ReportingVerb,
        TokenKind::HeaderKey,
        TokenKind::Annotation,
        TokenKind::Comment,
    ];
}

/// More about a token: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenModifiers(u32);

impl TokenModifiers {
    /// The first words that name somebody or something.
    pub const DECLARATION: TokenModifiers = TokenModifiers(1);
    /// A pronoun.
    pub const PRONOUN: TokenModifiers = TokenModifiers(2);
    /// A role or a description.
    pub const DESCRIPTION: TokenModifiers = TokenModifiers(4);
    /// Speech that nobody is shown to have said.
    pub const UNATTRIBUTED: TokenModifiers = TokenModifiers(8);
    /// Speech of a source without a name.
    pub const ANONYMOUS: TokenModifiers = TokenModifiers(16);
    /// Speech whose words of attribution fit nobody, or several.
    pub const UNRESOLVED: TokenModifiers = TokenModifiers(32);

    /// Which flags are set: a bit each, in the order of the constants.
    pub const fn bits(self) -> u32 {
        self.0
    }

    fn with(self, other: TokenModifiers, when: bool) -> Self {
        if when { TokenModifiers(self.0 | other.0) } else { self }
    }
}

/// The tokens that overlap `range`, by start, outer ones first. They are nested or apart; with `flat` they are all
/// apart: a quotation is then cut around what is in it. Costs what stands in the blocks of `range`.
pub fn tokens(analysis: &Analysis, range: Span, flat: bool) -> Vec<Token> {
    // Nothing reaches over the end of its block.
    let first = analysis.blocks.partition_point(|block| block.span.end < range.start);
    let last = analysis.blocks.partition_point(|block| block.span.start <= range.end);
    let mut all = vec![];
    if let (Some(from), Some(to)) = (analysis.blocks.get(first), analysis.blocks[..last].last()) {
        let near = Span::new(from.span.start.min(range.start), to.span.end.max(range.end));
        entities(analysis, near, &mut all);
        dates(analysis, near, &mut all);
        speech(analysis, near, &mut all);
        markup(analysis, first..last, &mut all);
    }
    if analysis.header.span.overlaps(range) {
        header(analysis, &mut all);
    }
    all.retain(|token| !token.span.is_empty());
    all.sort_by_key(|token| (token.span.start, std::cmp::Reverse(token.span.end), token.kind));
    let mut tokens = nested(all);
    if flat {
        tokens = apart(&tokens);
    }
    tokens.retain(|token| token.span.overlaps(range));
    tokens
}

fn token(span: Span, kind: TokenKind) -> Token {
    Token { span, kind, modifiers: TokenModifiers::default() }
}

/// Those of `things`, which are in the order of the text, that begin in `near`.
fn within<T>(things: &[T], near: Span, span: impl Fn(&T) -> Span) -> &[T] {
    let first = things.partition_point(|thing| span(thing).start < near.start);
    let last = things.partition_point(|thing| span(thing).start <= near.end);
    &things[first..last.max(first)]
}

fn entities(analysis: &Analysis, near: Span, all: &mut Vec<Token>) {
    let first = analysis.mentions.partition_point(|m| m.span.start < near.start);
    for (i, mention) in within(&analysis.mentions, near, |m| m.span).iter().enumerate() {
        let entity = mention.entity.map(|id| analysis.entity(id));
        if mention.how == How::Description && entity.is_some_and(is_mere_thing) {
            continue;
        }
        let kind = match entity.map(|entity| entity.kind) {
            // Words that fit several, or nobody, are about people.
            Some(EntityKind::Person) | None => TokenKind::Person,
            Some(EntityKind::Organisation) => TokenKind::Organisation,
            Some(EntityKind::Place) => TokenKind::Place,
            Some(EntityKind::Event) => TokenKind::Event,
        };
        let index = (first + i) as u32;
        let modifiers = TokenModifiers::default()
            .with(TokenModifiers::DECLARATION, entity.is_some_and(|e| e.mentions.first() == Some(&index)))
            .with(TokenModifiers::PRONOUN, mention.how == How::Pronoun)
            .with(TokenModifiers::DESCRIPTION, mention.how == How::Description);
        all.push(Token { span: mention.span, kind, modifiers });
    }
}

/// Something that is no person and is never named: "a promise" may turn out to be what an "it" means, and is prose all the same.
fn is_mere_thing(entity: &Entity) -> bool {
    !entity.named && entity.kind != EntityKind::Person
}

fn dates(analysis: &Analysis, near: Span, all: &mut Vec<Token>) {
    // "Eleven years" and "now" are no days.
    let dates = within(&analysis.dates, near, |d| d.span).iter().filter(|date| date.is_on_calendar());
    all.extend(dates.map(|date| token(date.span, TokenKind::Date)));
}

/// Quotations in marks, and the reporting words of all speech.
fn speech(analysis: &Analysis, near: Span, all: &mut Vec<Token>) {
    // Reporting words may stand in front of their quotation: a range may begin between them.
    for quotation in within(&analysis.quotations, near, |q| q.outer) {
        if is_shown(quotation) {
            let modifiers = attribution(analysis, quotation);
            all.push(Token { span: quotation.outer, kind: TokenKind::Quotation, modifiers });
        }
        let cue = quotation.attribution.as_ref().and_then(|attribution| attribution.cue);
        all.extend(cue.map(|cue| token(cue, TokenKind::ReportingVerb)));
    }
}

fn attribution(analysis: &Analysis, quotation: &Quotation) -> TokenModifiers {
    match quotation.attribution.as_ref().map(|attribution| &attribution.speaker) {
        None => TokenModifiers::UNATTRIBUTED,
        Some(Speaker::Anonymous) => TokenModifiers::ANONYMOUS,
        Some(Speaker::Entity(id)) if !analysis.entity(*id).named => TokenModifiers::ANONYMOUS,
        Some(Speaker::Unresolved | Speaker::Ambiguous) => TokenModifiers::UNRESOLVED,
        Some(Speaker::Entity(_)) => TokenModifiers::default(),
    }
}

fn markup(analysis: &Analysis, blocks: std::ops::Range<usize>, all: &mut Vec<Token>) {
    for block in blocks {
        let (base, inline) = (analysis.blocks[block].span.start, analysis.inline(block));
        let annotations = inline.annotations.iter();
        all.extend(annotations.map(|a| token(a.braces.shifted(base), TokenKind::Annotation)));
        all.extend(inline.comments.iter().map(|c| token(c.span.shifted(base), TokenKind::Comment)));
    }
}

fn header(analysis: &Analysis, all: &mut Vec<Token>) {
    let header = &analysis.header;
    all.extend(header.keys(analysis.text()).into_iter().map(|(span, _)| token(span, TokenKind::HeaderKey)));
    all.extend(header.date.as_ref().map(|date| token(date.span, TokenKind::Date)));
    all.extend(header.declared.iter().map(|entry| {
        let kind = match entry.kind {
            EntityKind::Person => TokenKind::Person,
            EntityKind::Organisation => TokenKind::Organisation,
            EntityKind::Place => TokenKind::Place,
            EntityKind::Event => TokenKind::Event,
        };
        token(entry.span, kind)
    }));
}

/// Sorted tokens without those that stand across another's end, or where another is.
fn nested(all: Vec<Token>) -> Vec<Token> {
    let mut open: Vec<Span> = vec![];
    let mut tokens: Vec<Token> = Vec::with_capacity(all.len());
    for token in all {
        while open.last().is_some_and(|outer| outer.end <= token.span.start) {
            open.pop();
        }
        let fits = open.last().is_none_or(|outer| outer.covers(token.span) && *outer != token.span);
        if fits {
            open.push(token.span);
            tokens.push(token);
        }
    }
    tokens
}

/// Nested tokens, cut so that none is in another.
fn apart(nested: &[Token]) -> Vec<Token> {
    let mut flat: Vec<Token> = Vec::with_capacity(nested.len());
    // Outer tokens of which something is left, and where that begins.
    let mut open: Vec<(Token, u32)> = vec![];
    let close = |open: &mut Vec<(Token, u32)>, flat: &mut Vec<Token>, at: u32| {
        while let Some(&(token, from)) = open.last().filter(|(token, _)| token.span.end <= at) {
            if from < token.span.end {
                flat.push(Token { span: Span::new(from, token.span.end), ..token });
            }
            open.pop();
            if let Some((_, from)) = open.last_mut() {
                *from = (*from).max(token.span.end);
            }
        }
    };
    for &token in nested {
        close(&mut open, &mut flat, token.span.start);
        if let Some((outer, from)) = open.last_mut() {
            if *from < token.span.start {
                flat.push(Token { span: Span::new(*from, token.span.start), ..*outer });
            }
            *from = token.span.start;
        }
        open.push((token, token.span.start));
    }
    close(&mut open, &mut flat, u32::MAX);
    flat
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::features::fixture::Builder;
    use std::fmt::Write;

    /// A token a line.
    fn drawn(analysis: &Analysis, range: Span, flat: bool) -> String {
        let mut text = String::new();
        for token in tokens(analysis, range, flat) {
            let modifiers = token.modifiers.bits();
            let words = analysis.slice(token.span);
            writeln!(text, "{:?} {modifiers} {words}", token.kind).unwrap();
        }
        text
    }

    fn all(analysis: &Analysis) -> Span {
        Span::new(0, analysis.text().len() as u32)
    }

    fn article() -> Analysis {
        let text = "Ana Ruiz came on Monday.\n\n“Bo Ek left me,” she said. “No.”";
        Builder::new(text)
            .person("Ana Ruiz")
            .mention("she", How::Pronoun)
            .person("Bo Ek")
            .date("Monday", None)
            .quote("“Bo Ek left me,”")
            .by("Ana Ruiz", "she", How::Pronoun)
            .cue("said")
            .quote("“No.”")
            .build()
            .0
    }

    #[test]
    fn words_are_what_the_analysis_knows() {
        let analysis = article();
        insta::assert_snapshot!(drawn(&analysis, all(&analysis), false), @r"
        Person 1 Ana Ruiz
        Date 0 Monday
        Quotation 0 “Bo Ek left me,”
        Person 1 Bo Ek
        Person 2 she
        ReportingVerb 0 said
        Quotation 8 “No.”
        ");
    }

    #[test]
    fn things_that_have_no_name_are_prose() {
        let text = "The Herald broke a promise. The paper kept it, two editors said.";
        let analysis = Builder::new(text)
            .organisation("The Herald")
            .mention("The paper", How::Description)
            .thing("a promise")
            .unnamed("two editors")
            .build()
            .0;
        insta::assert_snapshot!(drawn(&analysis, all(&analysis), false), @r"
        Organisation 1 The Herald
        Organisation 4 The paper
        Person 5 two editors
        ");
    }

    #[test]
    fn flat_tokens_cut_a_quotation_around_what_is_in_it() {
        let analysis = article();
        let quotation = analysis.quotations[0].outer;
        insta::assert_snapshot!(drawn(&analysis, quotation, true), @r"
        Quotation 0 “
        Person 1 Bo Ek
        Quotation 0  left me,”
        ");
    }

    #[test]
    fn a_range_has_the_tokens_that_reach_into_it() {
        let analysis = article();
        let middle = analysis.quotations[0].outer.start + 12;
        insta::assert_snapshot!(drawn(&analysis, Span::new(middle, middle + 1), false), @"Quotation 0 “Bo Ek left me,”");
    }

    #[test]
    fn markup_and_the_header_are_tokens() {
        let text = "date: 2024-03-04\n\nThe “smart”{.scare} crane. {% why? %}";
        let analysis = Analysis::new(text, Options::default());
        insta::assert_snapshot!(drawn(&analysis, all(&analysis), true), @r"
        HeaderKey 0 date
        Date 0 2024-03-04
        Annotation 0 {.scare}
        Comment 0 {% why? %}
        ");
    }

    #[test]
    fn three_deep_is_cut_too() {
        let deep = |from, to| token(Span::new(from, to), TokenKind::Quotation);
        let spans =
            |tokens: Vec<Token>| tokens.iter().map(|t| (t.span.start, t.span.end)).collect::<Vec<_>>();
        let nested = [deep(0, 10), deep(2, 8), deep(2, 4), deep(6, 8)];
        assert_eq!(spans(apart(&nested)), [(0, 2), (2, 4), (4, 6), (6, 8), (8, 10)]);
        let crossing = vec![deep(0, 4), deep(2, 6), deep(4, 6), deep(4, 6)];
        assert_eq!(spans(super::nested(crossing)), [(0, 4), (4, 6)]);
    }
}
