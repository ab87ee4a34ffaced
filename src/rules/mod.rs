//! Floor 5: diagnostics, one file a rule: its code, default severity, explanation, check and tests.
//!
//! A rule reads the [`Analysis`] and nothing else; what it finds is data. `docs/rules/` is made from the
//! explanations: `UPDATE=1 cargo test explanations` writes it anew.

mod ambiguous_speaker;
mod anonymous_source;
mod fix;
mod inconsistent_title;
mod malformed_annotation;
mod malformed_header;
mod mixed_quote_marks;
mod name_order;
mod name_variant;
mod nested_quote_marks;
mod quote_punctuation;
mod relative_date;
mod repeated_quote;
mod speaker_not_introduced;
mod speakers;
mod typography;
mod unattributed_quote;
mod unbalanced_quote;
mod understood;
mod unknown_speaker;
mod unresolved_speaker;
mod weekday_mismatch;

#[cfg(test)]
mod engine_tests;
#[cfg(test)]
mod fixture;

use crate::analysis::{Analysis, Digest, Edited, Patched, Quotation, QuotationKind};
use crate::article::BlockKind;
pub use crate::newsroom::Severity;
use crate::newsroom::{RuleOption, RuleSettings, RuleSpec, Settings};
use crate::text::Span;
pub(crate) use fix::compatible;
pub use fix::{Applicability, Fix, Fixed, Mended, fix_all};
pub(crate) use mixed_quote_marks::fixes as mark_fixes;
use rustc_hash::FxHashSet;
pub(crate) use speakers::all_fixes as speaker_fixes;
use std::fmt::Write;

/// One kind of diagnostic.
#[derive(Debug)]
pub struct Rule {
    /// As people write it in `{% ignore CODE %}`.
    pub code: &'static str,
    /// How much its diagnostics matter unless the house says otherwise.
    pub severity: Severity,
    /// What it finds, in half a line without a full stop.
    pub summary: &'static str,
    /// What it finds, why that matters, a bad and a good example and how to silence it, in Markdown. The first
    /// `article` block is the bad example, the second the good one.
    pub explanation: &'static str,
    /// What can be set about it besides its severity.
    pub options: &'static [RuleOption],
    /// Finds it, as what is set about this rule has it.
    pub check: fn(&Analysis, &RuleSettings, &mut Vec<Diagnostic>),
    /// What it finds in the next version of an article, if it can tell from what it found before: worth it for rules that
    /// look at more than they find. Whoever answers may rely on what a [`Patched`] analysis has in common with the one
    /// before.
    pub again: fn(&Step<'_>, &RuleSettings) -> Option<Vec<Diagnostic>>,
}

/// From one version of an article to the next.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The version before.
    pub before: &'a Analysis,
    /// What was found in it.
    pub found: &'a [Diagnostic],
    /// The next version.
    pub now: &'a Analysis,
    /// How that was got.
    pub patched: &'a Patched,
    /// Whether all quotations stand where they stood, and are of the same speakers by the same words, of whom the article
    /// says the same.
    pub same_speakers: bool,
    /// Whether they are word for word what they were besides.
    pub same_quotations: bool,
}

impl<'a> Step<'a> {
    fn new(before: &'a Analysis, found: &'a [Diagnostic], now: &'a Analysis) -> Option<Self> {
        let patched = now.patched_from(before)?;
        let (same_speakers, same_quotations) = same_quotations(before, now, patched);
        Some(Step { before, found, now, patched, same_speakers, same_quotations })
    }

    /// What a rule found before, with its places moved.
    fn moved(&self, code: &str) -> Vec<Diagnostic> {
        let found = self.found.iter().filter(|diagnostic| diagnostic.code == code);
        found.map(|diagnostic| diagnostic.moved(self.patched.edit)).collect()
    }

    /// Whether a rule found nothing near the edited paragraphs: what can be done about a diagnostic may depend on what
    /// stands around it.
    fn nothing_near(&self, code: &str) -> bool {
        const NEAR: usize = 3;
        let blocks = &self.patched.blocks;
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return true };
        let near = first.saturating_sub(NEAR)..(last + 1 + NEAR).min(self.before.blocks.len());
        let (from, to) =
            (self.before.blocks[near.start].span.start, self.before.blocks[near.end - 1].span.end);
        let is_near = |span: Span| from <= span.end && span.start <= to;
        let mut found = self.found.iter().filter(|diagnostic| diagnostic.code == code);
        !found.any(|d| is_near(d.span) || d.related.iter().any(|related| is_near(related.span)))
    }
}

/// Whether all quotations are of the same speakers as before, and word for word the same.
fn same_quotations(before: &Analysis, now: &Analysis, patched: &Patched) -> (bool, bool) {
    let edit = patched.edit;
    let said_alike = |(was, is): (&Quotation, &Quotation)| {
        let words = was.attribution.as_ref().and_then(|attribution| attribution.shown_by);
        words.is_none_or(|words| edit.leaves(words)) && was.moved(edit) == *is
    };
    let in_both = |block: usize| (before.quotations_in(block), now.quotations_in(block));
    let same_speakers = patched.same_people
        && patched.blocks.iter().map(|block| in_both(*block)).all(|(was, is)| {
            was == is && before.quotations[was].iter().zip(&now.quotations[is]).all(said_alike)
        });
    let said = |was: &Quotation| was.kind == QuotationKind::Indirect || edit.leaves(was.outer);
    let mut were = patched.blocks.iter().flat_map(|block| before.quotations_in(*block));
    (same_speakers, same_speakers && were.all(|index| said(&before.quotations[index])))
}

/// For rules that look at the article anew at every edit.
fn anew(_: &Step<'_>, _: &RuleSettings) -> Option<Vec<Diagnostic>> {
    None
}

/// All rules, by code.
pub static RULES: &[&Rule] = &[
    &ambiguous_speaker::RULE,
    &anonymous_source::RULE,
    &inconsistent_title::RULE,
    &malformed_annotation::RULE,
    &malformed_header::RULE,
    &mixed_quote_marks::RULE,
    &name_order::RULE,
    &name_variant::RULE,
    &nested_quote_marks::RULE,
    &quote_punctuation::RULE,
    &relative_date::RULE,
    &repeated_quote::RULE,
    &speaker_not_introduced::RULE,
    &unattributed_quote::RULE,
    &unbalanced_quote::RULE,
    &unknown_speaker::RULE,
    &unresolved_speaker::RULE,
    &weekday_mismatch::RULE,
];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// What a newsroom can set about all rules.
pub fn specs() -> impl Iterator<Item = RuleSpec> {
    RULES.iter().map(|rule| {
        let &Rule { code, severity, summary, options, .. } = *rule;
        RuleSpec { code, severity, summary, options }
    })
}

/// The page that explains the rule with this code.
pub fn explanation_url(code: &str) -> String {
    format!("{}/blob/main/docs/rules/{code}.md", env!("CARGO_PKG_REPOSITORY"))
}

impl Rule {
    /// The page of the rule in the manual, in Markdown.
    pub fn page(&self) -> String {
        let Rule { code, severity, summary, .. } = self;
        let severity = severity.word();
        format!(
            "# {code}\n\nFinds {summary}. Default severity: {severity}.\n\n{}\n",
            self.whole_explanation()
        )
    }

    /// The explanation, and what can be set about the rule, in Markdown.
    pub fn whole_explanation(&self) -> String {
        let Rule { code, severity, explanation, .. } = self;
        let mut page = format!(
            "{}\n\n## Settings\nIn `onrecord.toml`, or likewise in the editor’s settings (docs/configuration.md):\n\n\
             ```toml\n[rules.{code}]\nseverity = \"{}\"",
            explanation.trim(),
            severity.word()
        );
        for option in self.options {
            let _ = write!(page, "\n# {}\n{} = {}", option.summary, option.key, option.default_value());
        }
        page + "\n```"
    }

    fn diagnostic(&self, span: Span, message: String) -> Diagnostic {
        Diagnostic {
            code: self.code,
            severity: self.severity,
            span,
            message,
            related: vec![],
            fixes: vec![],
            about: None,
        }
    }
}

/// Something an editor ought to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where, in bytes of the file.
    pub span: Span,
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
    /// The evidence.
    pub related: Vec<Related>,
    /// What can be done about it, the best first.
    pub fixes: Vec<Fix>,
    /// The name of somebody whom a list of people would make known, if that would settle it.
    pub about: Option<String>,
}

/// A place that is evidence for a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in bytes of the file.
    pub span: Span,
    /// What it shows.
    pub message: String,
}

impl Diagnostic {
    fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// The same with its places moved by an edit.
    fn moved(&self, edit: Edited) -> Diagnostic {
        let mut moved = self.clone();
        let edits = moved.fixes.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
        let related = moved.related.iter_mut().map(|related| &mut related.span);
        for span in std::iter::once(&mut moved.span).chain(related).chain(edits) {
            *span = edit.moved_span(*span);
        }
        moved
    }

    /// Says whom a list of people would make known.
    fn about(self, name: impl Into<String>) -> Self {
        Diagnostic { about: Some(name.into()), ..self }
    }

    /// Adds something that can be done about it.
    fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// Runs all rules with nothing set about them: [`check_with`] the default settings.
pub fn check(analysis: &Analysis) -> Vec<Diagnostic> {
    check_with(analysis, &Settings::default())
}

/// Runs all rules that are not switched off, and leaves out what the article says to ignore; diagnostics are in the
/// order of the text.
pub fn check_with(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    check_after(None, analysis, settings)
}

/// The same for the next version of an article, given what was found in the one before under the same settings. What
/// is costly to find and has not changed is not looked for again.
pub fn recheck(
    before: &Analysis,
    found: &[Diagnostic],
    analysis: &Analysis,
    settings: &Settings,
) -> Vec<Diagnostic> {
    check_after(Step::new(before, found, analysis), analysis, settings)
}

fn check_after(step: Option<Step<'_>>, analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let mut found = vec![];
    for rule in RULES {
        let settings = settings.rule(rule.code);
        if settings.is_off() {
            continue;
        }
        let first = found.len();
        match step.and_then(|step| (rule.again)(&step, settings)) {
            Some(again) => found.extend(again),
            None => (rule.check)(analysis, settings, &mut found),
        }
        if let Some(severity) = settings.severity() {
            found[first..].iter_mut().for_each(|diagnostic| diagnostic.severity = severity);
        }
    }
    let ignored = ignored_in_blocks(analysis);
    found.retain(|diagnostic| {
        let in_file = analysis.header.ignored_rules.iter().any(|code| code == diagnostic.code);
        let in_block = || {
            let block = analysis.block_at(diagnostic.span.start);
            block.is_some_and(|block| ignored.contains(&(block, diagnostic.code)))
        };
        !in_file && (ignored.is_empty() || !in_block())
    });
    found.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    found
}

/// Blocks with a rule that is ignored in them. An `{% ignore … %}` speaks of the block it stands in; where it
/// is a block of its own, of the next that is more than comments.
fn ignored_in_blocks(analysis: &Analysis) -> FxHashSet<(usize, &str)> {
    let mut ignored = FxHashSet::default();
    let mut pending: Vec<&str> = vec![];
    let mut next = 0;
    for block in analysis.blocks_with(Digest::MARKUP) {
        if next < block {
            // What the comments above speak of has no markup itself.
            ignored.extend(pending.drain(..).map(|code| (next, code)));
        }
        let comments = analysis.inline(block).comments.iter();
        pending.extend(comments.flat_map(|comment| &comment.ignored_rules).map(String::as_str));
        // Its own diagnostics too: a comment may hold one about itself.
        ignored.extend(pending.iter().map(|&code| (block, code)));
        if analysis.blocks[block].kind != BlockKind::Comment {
            pending.clear();
        }
        next = block + 1;
    }
    ignored.extend(pending.into_iter().map(|code| (next, code)));
    ignored
}

/// The first words of a span of text, for a message: on one line, cut at a word.
fn excerpt(words: &str) -> String {
    const MOST_CHARS: usize = 40;
    let mut short = String::new();
    for word in words.split_whitespace() {
        if !short.is_empty() {
            if short.chars().count() + word.chars().count() > MOST_CHARS {
                return short + " …";
            }
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::fixture::{diagnostics, diagnostics_of};
    use super::*;
    use crate::newsroom::Level;
    use proptest::prelude::*;
    use std::path::Path;

    #[test]
    fn codes_are_in_order_and_pages_have_two_examples() {
        assert!(RULES.is_sorted_by_key(|rule| rule.code));
        for rule in RULES {
            assert_eq!(rule.explanation.matches("```article\n").count(), 2, "{}", rule.code);
            assert!(rule.explanation.contains(&format!("{{% ignore {} %}}", rule.code)), "{}", rule.code);
            assert!(!rule.summary.ends_with('.'));
        }
        assert_eq!(rule("name-variant").map(|rule| rule.severity), Some(Severity::Warning));
        assert!(explanation_url("name-variant").ends_with("/docs/rules/name-variant.md"));
    }

    #[test]
    fn explanations_in_the_manual_are_current() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
        for rule in RULES {
            let path = docs.join(rule.code).with_extension("md");
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, rule.page()).unwrap();
            }
            let page = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(
                page,
                rule.page(),
                "stale; `UPDATE=1 cargo test explanations` writes {}",
                path.display()
            );
        }
    }

    #[test]
    fn examples_of_the_format_show_what_they_say() {
        for code in ["malformed-annotation", "malformed-header", "unknown-speaker"] {
            examples_show_what_they_say(rule(code).unwrap());
        }
    }

    fn examples_show_what_they_say(rule: &Rule) {
        let examples: Vec<&str> =
            rule.explanation.split("```").filter_map(|e| e.strip_prefix("article\n")).collect();
        assert_ne!(diagnostics_of(rule.code, examples[0]), "", "bad example of {}", rule.code);
        assert_eq!(diagnostics_of(rule.code, examples[1]), "", "good example of {}", rule.code);
    }

    #[test]
    fn an_ignore_speaks_of_one_block_or_of_the_file() {
        let bad = "“No.”{speeker=Lee}";
        let count = |text: &str| diagnostics(text).matches("malformed-annotation @").count();
        assert_eq!(count(&format!("Rain fell.\n\n{bad}\n\n{bad}")), 2);
        let ignore = "{% ignore malformed-annotation %}";
        assert_eq!(count(&format!("Rain fell.\n\n{ignore}\n\n{bad}\n\n{bad}")), 1, "the block that follows");
        assert_eq!(count(&format!("Rain fell.\n\n{ignore}\n{bad}\n\n{bad}")), 1, "the block it begins");
        assert_eq!(count(&format!("Rain fell.\n\n{bad} {ignore}\n\n{bad}")), 1, "the block it is in");
        assert_eq!(count(&format!("{ignore}\n\n{bad}\n\n{bad}")), 0, "the file");
        assert_eq!(count(&format!("date 2024-03-01\n{ignore}\n\n{bad}\n\n{bad}")), 0, "the file");
    }

    #[test]
    fn a_house_sets_severities_and_switches_rules_off() {
        let analysis = Analysis::new("“No.”{speeker=Lee}", crate::analysis::Options::default());
        let severity = |settings: &Settings| {
            let found = check_with(&analysis, settings);
            found.into_iter().find(|d| d.code == "malformed-annotation").map(|d| d.severity)
        };
        let mut settings = Settings::default();
        assert_eq!(severity(&settings), Some(Severity::Warning));
        settings.set_level("malformed-annotation", Level::On(Severity::Error));
        assert_eq!(severity(&settings), Some(Severity::Error));
        settings.set_level("malformed-annotation", Level::Off);
        assert_eq!(severity(&settings), None);
    }

    #[test]
    fn explanations_tell_what_can_be_set() {
        let page = rule("unattributed-quote").unwrap().page();
        assert!(page.contains("[rules.unattributed-quote]\nseverity = \"warning\"\n# The fewest"), "{page}");
        assert!(page.contains("\nmin_words = 1\n"), "{page}");
        let catalogue = crate::newsroom::Catalogue::new(specs());
        for rule in RULES {
            let page = rule.page();
            let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
            let layer = crate::newsroom::Layer::of_file(&catalogue, Path::new("onrecord.toml"), example);
            assert_eq!(layer.mistakes, [], "{}", rule.code);
        }
    }

    #[test]
    fn excerpts_are_cut_at_a_word() {
        assert_eq!(excerpt("Rain\nfell."), "Rain fell.");
        assert_eq!(
            excerpt("It rained on the harbour and on the bridge and on us."),
            "It rained on the harbour and on the …"
        );
    }
    fn articles() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "Ann Lee",
            "“It fell,”",
            "”",
            "\"",
            " said ",
            "he",
            ".",
            "\n\n",
            "\n",
            "---\n",
            "people: [Bo]\n",
            "date 2024-02-30 ",
            "{speaker=\"Bo Prak\"}",
            "[he]{person=Anne}",
            "{speeker=x}",
            "{% ignore nothing %}",
            "{%",
            "\\",
            "é",
            "> ",
            "# ",
        ]);
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn diagnostics_are_in_order_and_on_words_of_the_text(text in articles()) {
            let analysis = Analysis::new(text, crate::analysis::Options::default());
            let found = check(&analysis);
            prop_assert!(found.is_sorted_by_key(|diagnostic| diagnostic.span));
            for diagnostic in &found {
                let _ = analysis.slice(diagnostic.span);
                for related in &diagnostic.related {
                    let _ = analysis.slice(related.span);
                }
                prop_assert!(diagnostic.message.ends_with(['.', '?']), "{}", diagnostic.message);
                prop_assert!(rule(diagnostic.code).is_some());
            }
        }
    }
}
