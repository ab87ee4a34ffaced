//! A diagnostic drawn with the lines it is about, by the library that draws rustc's own errors.
//!
//! A line of an article is a paragraph of hundreds of characters. The drawing library shows of each line
//! what is annotated, so everything in one excerpt has to stand close together: the span is cut to what fits
//! the width, and evidence that stands too far away gets an excerpt of its own.

use super::terminal::{self, Color};
use crate::newsroom::{Mistake, SourceFile};
use crate::rules::{Diagnostic, Related, Severity};
use crate::text::{Lines, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

/// Columns that the drawing library needs besides the annotated words: the line number and two ellipses.
const FRAME: usize = 20;

/// The longest line, in bytes, that is handed to the drawing library as a whole.
const LONGEST_PARAGRAPH: u32 = 1 << 13;

/// Draws excerpts.
pub(super) struct Pen {
    renderer: Renderer,
    /// The most characters that the annotations of one excerpt may cover together.
    reach: usize,
}

impl Pen {
    /// A pen for standard output.
    pub(super) fn new(color: Color) -> Self {
        let renderer = if color.on_stdout() { Renderer::styled() } else { Renderer::plain() };
        Pen::with(renderer, terminal::width())
    }

    /// A pen for standard error.
    pub(super) fn for_errors(color: Color) -> Self {
        let renderer = if color.on_stderr() { Renderer::styled() } else { Renderer::plain() };
        Pen::with(renderer, terminal::width())
    }

    fn with(renderer: Renderer, width: usize) -> Self {
        // News copy has curly quotes, so a terminal that shows it shows lines drawn with Unicode as well.
        let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(width.saturating_sub(8));
        Pen { renderer, reach: width.saturating_sub(FRAME).max(FRAME) }
    }

    /// A mistake in a configuration file or a people list as a report of several lines, without a line end behind the
    /// last.
    pub(super) fn draw_mistake(
        &self,
        name: &str,
        file: &SourceFile,
        lines: &Lines,
        mistake: &Mistake,
    ) -> String {
        let scene = Scene { name, text: &file.text, lines, reach: self.reach };
        let window = scene.window(mistake.span);
        let mark = scene.mark(window, mistake.span, AnnotationKind::Primary);
        let excerpt = scene.excerpt(window, mistake.span, std::iter::once(mark));
        let main = Level::ERROR.primary_title(&mistake.message).id(file.code).elements(excerpt);
        self.renderer.render(&[main])
    }

    /// The diagnostic as a report of several lines, without a line end behind the last.
    pub(super) fn draw(&self, name: &str, text: &str, lines: &Lines, found: &Diagnostic) -> String {
        let scene = Scene { name, text, lines, reach: self.reach };
        let (near, far): (Vec<_>, Vec<_>) = found.related.iter().partition(|r| scene.near(found.span, r));
        let window = scene.window(found.span);
        let near = near.iter().map(|r| scene.mark(window, r.span, AnnotationKind::Context).label(&r.message));
        let primary = scene.mark(window, found.span, AnnotationKind::Primary);
        let mut main = level(found.severity)
            .primary_title(&found.message)
            .id(found.code)
            .elements(scene.excerpt(window, found.span, std::iter::once(primary).chain(near)));
        let more = format!("`onrecord explain {}` tells why and what to do", found.code);
        if far.is_empty() {
            main = main.element(Level::HELP.message(&more));
            return self.renderer.render(&[main]);
        }
        let mut groups = vec![main];
        groups.extend(far.iter().map(|r| scene.note(r)));
        if let Some(last) = groups.pop() {
            groups.push(last.element(Level::HELP.message(&more)));
        }
        self.renderer.render(&groups)
    }
}

fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::NOTE,
    };
    level.with_name(severity.word())
}

/// An article to be drawn from.
struct Scene<'a> {
    name: &'a str,
    text: &'a str,
    lines: &'a Lines,
    reach: usize,
}

impl<'a> Scene<'a> {
    /// Whether evidence can be shown in the excerpt of `main`: on its line, and no further than fits.
    fn near(&self, main: Span, related: &Related) -> bool {
        let (main, other) = (self.cut(main), self.cut(related.span));
        let all = main.hull(other);
        let label = related.message.chars().count();
        !main.overlaps(other)
            && self.lines.line(all.start) == self.lines.line(all.end)
            && all.of(self.text).chars().count() + label <= self.reach
    }

    /// The part of a span that can be drawn: on its first line, and no longer than fits.
    fn cut(&self, span: Span) -> Span {
        let line = self.lines.span(self.text, self.lines.line(span.start));
        let start = span.start.min(line.end);
        let words = Span::new(start, span.end.clamp(start, line.end)).of(self.text);
        let end = words.char_indices().nth(self.reach).map_or(words.len(), |(i, _)| i);
        Span::new(start, start + end as u32)
    }

    /// The part of a line that is handed over: all of it, unless it is longer than any paragraph, and then
    /// more than will be shown. The library goes through all that it is given, and a whole book may stand on
    /// one line.
    fn window(&self, span: Span) -> Span {
        let line = self.line(span);
        if line.len() <= LONGEST_PARAGRAPH {
            return line;
        }
        let words = self.cut(span);
        let margin = 2 * self.reach;
        let before = Span::new(line.start, words.start).of(self.text);
        let behind = Span::new(words.end, line.end).of(self.text);
        let start = before.char_indices().nth_back(margin).map_or(0, |(i, _)| i);
        let end = behind.char_indices().nth(margin).map_or(behind.len(), |(i, _)| i);
        Span::new(line.start + start as u32, words.end + end as u32)
    }

    fn line(&self, span: Span) -> Span {
        self.lines.span(self.text, self.lines.line(span.start))
    }

    /// An annotation in the snippet of a window.
    fn mark(&self, window: Span, span: Span, kind: AnnotationKind) -> Annotation<'a> {
        let span = self.cut(span);
        kind.span((span.start - window.start) as usize..(span.end - window.start) as usize)
    }

    /// A window with its annotations, and above it where `span` is.
    fn excerpt(
        &self,
        window: Span,
        span: Span,
        marks: impl Iterator<Item = Annotation<'a>>,
    ) -> Vec<Element<'a>> {
        let place = self.lines.place(self.text, self.cut(span).start);
        let snippet =
            Snippet::source(window.of(self.text)).line_start(place.line as usize).annotations(marks);
        if window == self.line(span) {
            return vec![snippet.path(self.name).into()];
        }
        // The library would count the column from the window's start.
        let origin = Origin::path(self.name).line(place.line as usize).char_column(place.column as usize);
        vec![origin.into(), snippet.into()]
    }

    fn note(&self, related: &'a Related) -> Group<'a> {
        // A secondary title is printed as it is, control characters included.
        let title = annotate_snippets::normalize_untrusted_str(&related.message);
        let window = self.window(related.span);
        let mark = self.mark(window, related.span, AnnotationKind::Primary);
        let excerpt = self.excerpt(window, related.span, std::iter::once(mark));
        Level::NOTE.secondary_title(title).elements(excerpt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(text: &str, words: &str, related: &[(&str, &str)]) -> String {
        let find = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::from(start..start + words.len())
        };
        let found = Diagnostic {
            code: "name-variant",
            severity: Severity::Warning,
            span: find(words),
            message: "this name is one slip away from another".to_owned(),
            related: related
                .iter()
                .map(|(w, m)| Related { span: find(w), message: (*m).to_owned() })
                .collect(),
            fixes: vec![],
            about: None,
        };
        Pen::with(Renderer::plain(), 100).draw("a.article", text, &Lines::new(text), &found)
    }

    #[test]
    fn evidence_beside_it_is_shown_in_the_same_excerpt() {
        let text = "\nMayor Ann Lee spoke.\n\nAnne Lee met Bo Ek and Ann Lee’s son.\n";
        insta::assert_snapshot!(draw(text, "Anne Lee", &[("Ann Lee’s", "spelt so here")]), @r"
        warning[name-variant]: this name is one slip away from another
          ╭▸ a.article:4:1
          │
        4 │ Anne Lee met Bo Ek and Ann Lee’s son.
          │ ━━━━━━━━               ───────── spelt so here
          │
          ╰ help: `onrecord explain name-variant` tells why and what to do
        ");
    }

    #[test]
    fn evidence_elsewhere_is_shown_in_an_excerpt_of_its_own() {
        let text = "\nMayor Ann Lee spoke.\n\nAnne Lee left.\n";
        insta::assert_snapshot!(draw(text, "Anne Lee", &[("Ann Lee", "spelt so here")]), @r"
        warning[name-variant]: this name is one slip away from another
          ╭▸ a.article:4:1
          │
        4 │ Anne Lee left.
          │ ━━━━━━━━
          ╰╴
        note: spelt so here
          ╭▸ a.article:2:7
          │
        2 │ Mayor Ann Lee spoke.
          │       ━━━━━━━
          ╰ help: `onrecord explain name-variant` tells why and what to do
        ");
    }

    #[test]
    fn long_lines_are_cut_around_the_words() {
        let far = "The harbour of Port Sorrel has been dredged each spring since the war. ".repeat(4);
        let text = format!("{far}Ann Lee spoke. {far}Then Anne Lee left. {far}");
        insta::assert_snapshot!(draw(&text, "Anne Lee", &[("Ann Lee", "spelt so here")]), @r"
        warning[name-variant]: this name is one slip away from another
          ╭▸ a.article:1:589
          │
        1 │ …redged each spring since the war. Then Anne Lee left. The harbour of Port Sorrel has b…
          │                                         ━━━━━━━━
          ╰╴
        note: spelt so here
          ╭▸ a.article:1:285
          │
        1 │ …een dredged each spring since the war. Ann Lee spoke. The harbour of Port Sorrel has b…
          │                                         ━━━━━━━
          ╰ help: `onrecord explain name-variant` tells why and what to do
        ");
    }

    #[test]
    fn a_book_on_one_line_is_shown_at_the_right_column() {
        let far = "The harbour of Port Sorrel has been dredged each spring since the war. ".repeat(200);
        let text = format!("\n{far}Then Anne Lee left. {far}Ann Lee spoke. {far}");
        insta::assert_snapshot!(draw(&text, "Anne Lee", &[("Ann Lee", "spelt so here")]), @r"
        warning[name-variant]: this name is one slip away from another
          ╭▸ a.article:2:14206
          │
          ⸬  
        2 │ …redged each spring since the war. Then Anne Lee left. The harbour of Port Sorrel has b…
          │                                         ━━━━━━━━
          ╰╴
        note: spelt so here
          ╭▸ a.article:2:28421
          │
          ⸬  
        2 │ …een dredged each spring since the war. Ann Lee spoke. The harbour of Port Sorrel has b…
          │                                         ━━━━━━━
          ╰ help: `onrecord explain name-variant` tells why and what to do
        ");
    }

    #[test]
    fn long_words_are_cut_to_what_fits() {
        let long = format!("“{}”", "It opens on Monday. ".repeat(20));
        insta::assert_snapshot!(draw(&long, &long, &[]), @r"
        warning[name-variant]: this name is one slip away from another
          ╭▸ a.article:1:1
          │
        1 │ “It opens on Monday. It opens on Monday. It opens on Monday. It opens on Monday. It ope…
          │ ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
          │
          ╰ help: `onrecord explain name-variant` tells why and what to do
        ");
    }

    #[test]
    fn spans_over_line_ends_and_at_the_end_of_the_file_can_be_drawn() {
        let text = "“One.\r\n\r\n“Two.\r\n";
        insta::assert_snapshot!(draw(text, text, &[]), @r"
        warning[name-variant]: this name is one slip away from another
          ╭▸ a.article:1:1
          │
        1 │ “One.
          │ ━━━━━
          │
          ╰ help: `onrecord explain name-variant` tells why and what to do
        ");
        let found = Diagnostic {
            code: "unbalanced-quote",
            severity: Severity::Error,
            span: Span::empty(text.len() as u32),
            message: "m".to_owned(),
            related: vec![Related { span: Span::empty(0), message: "r".to_owned() }],
            fixes: vec![],
            about: None,
        };
        Pen::with(Renderer::plain(), 10).draw("a", text, &Lines::new(text), &found);
        Pen::with(Renderer::plain(), 10).draw(
            "a",
            "",
            &Lines::new(""),
            &Diagnostic { span: Span::empty(0), ..found },
        );
    }
}
