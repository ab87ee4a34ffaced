use super::typography::{Glyph, Style, glyphs, glyphs_in, set_all};
use super::{Diagnostic, Fix, Rule, RuleOption, RuleSettings, Severity, Step, speakers};
use crate::analysis::{Analysis, Digest, Family, Marked, QuotationKind};
use crate::article::BlockKind;
use crate::text::Span;

/// Straight and curly marks, or two styles of nesting, in one article.
pub(super) static RULE: Rule = Rule {
    code: "mixed-quote-marks",
    severity: Severity::Hint,
    summary: "straight and curly marks, or speech in double and in single marks, in one article",
    explanation: r#"
## What it finds
Two things that stand beside each other when copy comes from two keyboards or two desks: straight and curly quotation
marks or apostrophes; and speech in double marks here, in single ones there. It is told once for the article, at
the first of those that are fewer. Feet and inches, marks in HTML tags, those in a headline or a crosshead, where single
ones are a custom, and words that are no speech do not count as a style of nesting.

## Why it matters
Readers notice, and a search for one kind of mark finds only half of what was said.

## Example
```article
“The bridge stays shut,” said Ann Lee, the mayor.

"We will mend it by May," Lee said.
```

Write instead:

```article
“The bridge stays shut,” said Ann Lee, the mayor.

“We will mend it by May,” Lee said.
```

## How to silence it
The fix sets all marks of the article one way. If the house has a style, set it with `marks`. Or write
`{% ignore mixed-quote-marks %}` in the paragraph, on a line alone above it, or for the whole article right below its
header (without one, at the top of the file).
"#,
    options: &[MARKS],
    check,
    again,
};

const MARKS: RuleOption = RuleOption::choice(
    "marks",
    &["majority", "curly", "straight"],
    "How marks and apostrophes are to be set: \"curly\", \"straight\", or as most of them in the article are.",
);

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let wanted = settings.word(&MARKS);
    let has = |what| analysis.blocks_with(what).next().is_some();
    let mixed = has(Digest::STRAIGHT) && has(Digest::CURLY);
    if mixed || matches!(wanted, "curly" | "straight") {
        found.extend(straight_and_curly(&glyphs(analysis), wanted));
    }
    if has(Digest::SINGLE) {
        found.extend(double_and_single(analysis));
    }
}

/// What was found, if the edited paragraphs have the marks that they had, and the same of what stands in them is speech.
fn again(step: &Step<'_>, _: &RuleSettings) -> Option<Vec<Diagnostic>> {
    let edit = step.patched.edit;
    let glyphs = |&block: &usize| {
        let was = glyphs_in(step.before, block).into_iter();
        was.map(|glyph| Glyph { span: edit.moved_span(glyph.span), ..glyph }).eq(glyphs_in(step.now, block))
    };
    let speech = |&block: &usize| {
        let spoken = |analysis, marked: Marked| {
            (marked.opening, marked.outer, marked.family, is_speech(analysis, &marked))
        };
        let was = step.before.marked_in(block).map(|marked| spoken(step.before, marked));
        let moved = |(opening, outer, family, speech): (Option<Span>, Span, Family, bool)| {
            (opening.map(|mark| edit.moved_span(mark)), edit.moved_span(outer), family, speech)
        };
        was.map(moved).eq(step.now.marked_in(block).map(|marked| spoken(step.now, marked)))
    };
    let blocks = &step.patched.blocks;
    let same = blocks.iter().all(glyphs) && blocks.iter().all(speech) && speakers::same_are_pulled(step);
    same.then(|| step.moved(RULE.code))
}

fn straight_and_curly(glyphs: &[Glyph], wanted: &str) -> Option<Diagnostic> {
    let straight = glyphs.iter().filter(|glyph| glyph.style == Style::Straight).count();
    let curly = glyphs.len() - straight;
    let right = match wanted {
        "curly" => Style::Curly,
        "straight" => Style::Straight,
        _ if straight == 0 || curly == 0 => return None,
        _ if straight > curly => Style::Straight,
        _ => Style::Curly,
    };
    let (wrong, others) = if right == Style::Curly { (straight, curly) } else { (curly, straight) };
    let first = glyphs.iter().find(|glyph| glyph.style != right)?;
    let wrong_word = first.style.word();
    let are = if wrong == 1 { "mark or apostrophe is" } else { "marks and apostrophes are" };
    let message = match others {
        0 => format!("{wrong} {are} {wrong_word}; the house sets them {}.", right.word()),
        _ => format!("{wrong} {are} {wrong_word}, and {others} {}.", right.word()),
    };
    let mut diagnostic = RULE.diagnostic(first.span, message);
    if let Some(other) = glyphs.iter().find(|glyph| glyph.style == right) {
        diagnostic = diagnostic.related(other.span, format!("{} here", right.word()));
    }
    let (fix, other) = (set_all(glyphs, right), set_all(glyphs, first.style));
    diagnostic = diagnostic.fix(Fix::safe(title(right), fix));
    // In a house with a style there is one way only.
    let free = !matches!(wanted, "curly" | "straight");
    Some(if free { diagnostic.fix(Fix::suggested(title(first.style), other)) } else { diagnostic })
}

fn title(style: Style) -> String {
    format!("Make all marks and apostrophes {}", style.word())
}

/// Sets all marks of the article one way, where they are not set so already.
pub(crate) fn fixes(analysis: &Analysis) -> Vec<Fix> {
    let glyphs = glyphs(analysis);
    let both =
        [Style::Curly, Style::Straight].map(|style| Fix::suggested(title(style), set_all(&glyphs, style)));
    both.into_iter().filter(|fix| !fix.edits.is_empty()).collect()
}

/// Speech in double marks here, in single ones there.
fn double_and_single(analysis: &Analysis) -> Option<Diagnostic> {
    let in_single = analysis.blocks_with(Digest::SINGLE).flat_map(|block| analysis.marked_in(block));
    let in_single = in_single.filter(|marked| marked.family == Family::Single);
    if !{ in_single }.any(|marked| is_speech(analysis, &marked)) {
        return None;
    }
    let speech: Vec<Marked> = analysis.marked().filter(|marked| is_speech(analysis, marked)).collect();
    let of = |family: Family| speech.iter().filter(move |marked| marked.family == family);
    let (double, single) = (of(Family::Double).count(), of(Family::Single).count());
    if double == 0 || single == 0 {
        return None;
    }
    let (few, many) =
        if single <= double { (Family::Single, Family::Double) } else { (Family::Double, Family::Single) };
    let (first, other) = (of(few).next()?, of(many).next()?);
    let word = |family: Family| if family == Family::Single { "single" } else { "double" };
    let message = format!(
        "This speech is in {} marks, and {} {} in {} ones. Use the same marks for all speech.",
        word(few),
        double.max(single),
        if double.max(single) == 1 { "other quotation is" } else { "other quotations are" },
        word(many)
    );
    let diagnostic = RULE.diagnostic(first.opening.unwrap_or(first.outer), message);
    Some(diagnostic.related(other.opening.unwrap_or(other.outer), format!("{} here", word(many))))
}

/// Whole sentences of somebody's: single marks around a word or two are often a term.
fn is_speech(analysis: &Analysis, marked: &Marked) -> bool {
    let at = analysis.quotations.partition_point(|quotation| quotation.outer.start < marked.outer.start);
    let heading =
        matches!(analysis.blocks[marked.block].kind, BlockKind::Heading(_)) || is_headline(analysis, marked);
    let direct = analysis.quotations.get(at).is_some_and(|quotation| {
        quotation.outer == marked.outer
            && quotation.kind == QuotationKind::Direct
            && !speakers::is_pulled(analysis, quotation)
    });
    marked.depth == 0 && !heading && direct
}

/// A short first paragraph, which may be a headline that ends with a full stop.
fn is_headline(analysis: &Analysis, marked: &Marked) -> bool {
    const MOST_WORDS: usize = 20;
    let first = analysis.blocks.iter().position(|block| block.kind != BlockKind::Comment);
    first == Some(marked.block)
        && analysis.blocks.len() > marked.block + 1
        && analysis.slice(analysis.blocks[marked.block].span).split_whitespace().count() <= MOST_WORDS
}

#[cfg(test)]
mod tests {
    use crate::newsroom::Value;
    use crate::rules::fixture::{diagnostics_of, diagnostics_with, fixed, fixed_with, found_while_typing};

    const CODE: &str = "mixed-quote-marks";
    const MIXED: &str = "“It’s shut,” said Ann Lee, the mayor.\n\n\"No,\" Lee said.";

    #[test]
    fn marks_that_are_all_alike() {
        assert_eq!(diagnostics_of(CODE, "“It’s shut,” said Ann Lee. “‘No’ is what I heard,” Lee said."), "");
        assert_eq!(diagnostics_of(CODE, "\"It's shut,\" said Ann Lee, who is 6'2\" tall."), "");
        assert_eq!(diagnostics_of(CODE, "# Lee: ‘It’s shut’\n\n“It’s shut,” said Ann Lee, the mayor."), "");
        assert_eq!(diagnostics_of(CODE, "“It’s shut,” said Ann Lee of the ‘old’ bridge."), "", "no speech");
        assert_eq!(diagnostics_of(CODE, "“It’s <a href=\"/b\">shut</a>,” said Ann Lee."), "", "HTML");
        let crosshead = "Rain fell.\n\n‘We were never told’\n\n“We were never told it was shut,” said Ann Lee, the mayor.";
        assert_eq!(diagnostics_of(CODE, crosshead), "", "a crosshead");
    }

    #[test]
    fn straight_among_curly() {
        assert_eq!(
            diagnostics_of(CODE, MIXED),
            "mixed-quote-marks @ \"\\\"\": 2 marks and apostrophes are straight, and 3 curly.\n  \"“\": curly here"
        );
        assert_eq!(
            fixed(CODE, MIXED),
            [
                (
                    "Make all marks and apostrophes curly".to_owned(),
                    "“It’s shut,” said Ann Lee, the mayor.\n\n“No,” Lee said.".to_owned()
                ),
                (
                    "Make all marks and apostrophes straight".to_owned(),
                    "\"It's shut,\" said Ann Lee, the mayor.\n\n\"No,\" Lee said.".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn a_house_has_its_style() {
        let straight = [("marks", Value::Word("straight"))];
        let titles: Vec<_> = fixed_with(CODE, MIXED, &straight).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, ["Make all marks and apostrophes straight"]);
        assert_eq!(
            diagnostics_with(CODE, "Ann Lee’s bridge.", &straight, ""),
            "mixed-quote-marks @ \"’\": 1 mark or apostrophe is curly; the house sets them straight."
        );
        assert_eq!(diagnostics_with(CODE, "Ann Lee's bridge.", &straight, ""), "");
    }

    #[test]
    fn speech_in_single_marks_among_double() {
        let text = "‘The bridge fell.’\n\n“The bridge is shut,” said Ann Lee, the mayor.\n\n‘We will mend it in May,’ Lee said.";
        assert_eq!(
            diagnostics_of(CODE, text),
            "mixed-quote-marks @ \"‘\": This speech is in single marks, and 1 other quotation is in double ones. Use the \
             same marks for all speech.\n  \"“\": double here"
        );
    }

    /// Far from the marks that are found, and among them.
    #[test]
    fn marks_while_somebody_types() {
        let rain = "Rain fell on the harbour.\n\n".repeat(5);
        let typed = " It was the mayor’s, and the crew's. ‘We knew it,’ said Bo Ek. “We did not,” he said.";
        let far = format!(
            "“It is shut,” said Ann Lee, the mayor.\n\n{rain}Nobody came.▮\n\n{rain}\"No,\" Lee said."
        );
        assert!(found_while_typing(CODE, &far, typed) > 2 * typed.len() - 20, "it is there all the time");
        let near =
            format!("“It is shut,” said Ann Lee, the mayor.\n\n{rain}Nobody came.▮ She left.\n\n{rain}");
        let times = found_while_typing(CODE, &near, typed);
        assert!(times > 0 && times < typed.len() * 2, "it comes and goes: {times}");
    }

    /// A line that is set in large type is no speech while somebody says the same words elsewhere.
    #[test]
    fn words_that_are_pulled_out_while_somebody_types_them() {
        let rain = "Rain fell on the harbour.\n\n".repeat(5);
        let text = format!(
            "{rain}‘We were never told it was shut’\n\n{rain}“We were never ▮,” said Ann Lee, the mayor.\n\n{rain}“No,” \
             Lee said."
        );
        found_while_typing(CODE, &text, "told it was shut");
    }

    #[test]
    fn it_can_be_silenced() {
        assert_eq!(diagnostics_of(CODE, &format!("{{% ignore mixed-quote-marks %}}\n\n{MIXED}")), "");
    }
}
