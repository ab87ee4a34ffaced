//! The cards of annotations and comments, and help on the rules that a comment ignores.

use super::person::title;
use super::{Card, Hover, Line, Place};
use crate::analysis::{Analysis, EntityId};
use crate::article::{Annotation, AnnotationKind, BlockKind, SpeakerName};
use crate::features::dates::long_date;
use crate::rules::{self, Rule};
use crate::text::Span;

/// The card of the annotation or the comment whose braces hold the byte at `offset`.
pub(super) fn at(analysis: &Analysis, offset: u32) -> Option<Hover> {
    let block = analysis.block_at(offset)?;
    let base = analysis.blocks[block].span.start;
    let inline = analysis.inline(block);
    if let Some(annotation) = inline.annotations.iter().find(|a| a.braces.shifted(base).contains(offset)) {
        let span = annotation.braces.shifted(base);
        return Some(Hover { span, card: Card::line(card(analysis, annotation)) });
    }
    let comment = inline.comments.iter().find(|c| c.span.shifted(base).contains(offset))?;
    // Above the article, a comment speaks of all of it.
    let above = analysis.blocks[..=block].iter().all(|block| block.kind == BlockKind::Comment);
    let alone = analysis.blocks[block].kind == BlockKind::Comment;
    let scope = match (above, alone) {
        (true, _) => "in the whole article",
        (false, true) => "in the block below",
        (false, false) => "in this block",
    };
    Some(comment_card(analysis, comment.span.shifted(base), &comment.ignored_rules, offset, scope))
}

fn comment_card(analysis: &Analysis, span: Span, ignored: &[String], offset: u32, scope: &str) -> Hover {
    let (word, at) = word_at(analysis, span, offset);
    if let Some(rule) = rules::rule(word).filter(|_| ignored.iter().any(|code| code == word)) {
        return Hover { span: at, card: Card::of(rule_lines(rule, scope)) };
    }
    let named = ignored.iter().filter_map(|code| rules::rule(code));
    let lines: Vec<Line> = named.flat_map(|rule| rule_lines(rule, scope)).collect();
    if lines.is_empty() {
        let line = Line::default().text("a comment: not analysed, and not printed");
        return Hover { span, card: Card::line(line) };
    }
    Hover { span, card: Card::of(lines) }
}

/// What a rule finds, and that this is not reported here.
fn rule_lines(rule: &'static Rule, scope: &str) -> [Line; 2] {
    let page = Place::Web(rules::explanation_url(rule.code));
    let first = Line::default().text("**not reported ").text(scope).text("** ").link(rule.code, page);
    let severity = rule.severity.word();
    [first, Line::default().text(format!("finds {} ({severity})", rule.summary))]
}

/// The word of a comment under the cursor, and where it is.
fn word_at(analysis: &Analysis, comment: Span, offset: u32) -> (&str, Span) {
    let words = analysis.slice(comment);
    let at = (offset - comment.start) as usize;
    let is_end = |c: char| c.is_whitespace() || c == ',' || c == '%';
    let start =
        words[..at].rfind(is_end).map_or(0, |i| i + words[i..].chars().next().map_or(0, char::len_utf8));
    let end = words[at..].find(is_end).map_or(words.len(), |i| at + i);
    let span = Span::from(start..end.max(start));
    (span.of(words), span.shifted(comment.start))
}

fn card(analysis: &Analysis, annotation: &Annotation) -> Line {
    let line = Line::default();
    match &annotation.kind {
        AnnotationKind::Speaker(SpeakerName::Name(speaker)) => {
            let known = analysis.entities.iter().position(|e| e.name == *speaker);
            let who = match known {
                Some(id) => title(analysis, EntityId(id as u32)),
                None => Line::default().strong(speaker),
            };
            line.text("annotation: said by ").then(who)
        }
        AnnotationKind::Speaker(SpeakerName::Anonymous) => {
            line.text("annotation: said by a source who is deliberately not named")
        }
        AnnotationKind::Scare => line.text("annotation: words held at arm’s length, not speech"),
        AnnotationKind::Title => line.text("annotation: the title of a work, not speech"),
        AnnotationKind::Entity(kind, name) => {
            line.text(format!("annotation: the {} ", kind.word())).strong(name)
        }
        AnnotationKind::Date(day) => line.text("annotation: ").strong(&long_date(*day)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::card_in as card;

    #[test]
    fn annotations_say_what_they_mean() {
        insta::assert_snapshot!(card("Mayor Ann Lee came. “No.”{spea$0ker=\"Ann Lee\"}"), @r#"
        [{speaker="Ann Lee"}]
        annotation: said by **Ann Lee**, Mayor
        "#);
        insta::assert_snapshot!(card("“No.”{speaker=$0anonymous}"), @r"
        [{speaker=anonymous}]
        annotation: said by a source who is deliberately not named
        ");
        insta::assert_snapshot!(card("It opened on [Monday]{date$0=2024-03-04}."), @r"
        [{date=2024-03-04}]
        annotation: **Monday 4 March 2024**
        ");
        insta::assert_snapshot!(card("The “smart”{.sc$0are} crane fell."), @r"
        [{.scare}]
        annotation: words held at arm’s length, not speech
        ");
    }

    #[test]
    fn a_comment_tells_what_its_rule_finds() {
        insta::assert_snapshot!(card("Rain fell.\n\n{% ignore unattributed$0-quote %}\n\n“It fell.”"), @r"
        [unattributed-quote]
        **not reported in the block below** [unattributed-quote](https://github.com/onrecord-lsp/onrecord/blob/main/docs/rules/unattributed-quote.md)⏎
        finds speech in quotation marks that nobody is shown to have said (warning)
        ");
        insta::assert_snapshot!(card("{% ignore name-vari$0ant %}\n\nRain fell."), @r"
        [name-variant]
        **not reported in the whole article** [name-variant](https://github.com/onrecord-lsp/onrecord/blob/main/docs/rules/name-variant.md)⏎
        finds names one slip away from a name in the article or the people list (warning)
        ");
        insta::assert_snapshot!(card("Rain fell. {% check th$0is %} It fell."), @r"
        [{% check this %}]
        a comment: not analysed, and not printed
        ");
    }
}
