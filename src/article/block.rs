use super::Header;
use super::header::{self, HeaderStyle};
use super::lines::{Line, all_ignored_rules, comment_end, next_comment, only_comments};
use crate::text::Span;

/// How an article is laid out; from the configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Each line is a paragraph, as in many wire texts, instead of each run of lines between blank ones.
    pub line_is_paragraph: bool,
    /// It is a page of Markdown: CommonMark says what its blocks are, and which of them are prose.
    pub markdown: bool,
}

/// A stretch of the file between blank lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is in the file, in bytes, without the blanks and line ends around it. The marks of a heading
    /// (`#`) and of a block quotation (`>`) are inside; [`Inline::plain`](super::Inline::plain) leaves them out.
    pub span: Span,
    /// The name in the `— Name` line that attributes a block quotation, in bytes of the file; without the
    /// dash and without what follows a comma or a parenthesis ("— Ann Lee, mayor of Brookford").
    pub attribution: Option<Span>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Prose.
    Paragraph,
    /// `# …`, or a line alone without closing punctuation; the level is 1 for `#` and 2 for a bare line.
    Heading(u8),
    /// `> …`: speech without marks.
    Quotation,
    /// Nothing but comments.
    Comment,
}

/// Cuts an article into its header and its blocks, in order. Never fails.
///
/// Takes time proportional to the text. A byte order mark at the start belongs to neither header nor blocks.
pub fn split(text: &str, layout: Layout) -> (Header, Vec<Block>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (mut header, body) = header::parse(text, start);
    let mut splitter = Splitter {
        text,
        layout,
        at: body,
        next_comment: next_comment(text, body),
        run: None,
        blocks: Vec::with_capacity(text.len() / 400),
    };
    splitter.header_comments(&mut header);
    if layout.markdown {
        let from = splitter.run.map_or(splitter.at, |run| run.start);
        super::markdown::blocks(text, from, &mut splitter.blocks);
        return (header, splitter.blocks);
    }
    while let Some(line) = splitter.line() {
        splitter.take(line);
    }
    splitter.close_run();
    let mut blocks = splitter.blocks;
    demote_last_heading(text, &mut blocks);
    (header, blocks)
}

/// The blocks so far and the run of lines that will be the next one.
struct Splitter<'a> {
    text: &'a str,
    layout: Layout,
    /// First byte not yet taken.
    at: usize,
    /// The next `{%` at or behind `at`.
    next_comment: Option<usize>,
    run: Option<Run>,
    blocks: Vec<Block>,
}

/// Lines that belong to one block.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    quotation: bool,
    lines: u32,
}

impl Splitter<'_> {
    /// The next line; a comment opened in it takes the lines up to its end along, blank ones too.
    fn line(&mut self) -> Option<Line> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut line = Line::at(self.text, self.at);
        while let Some(open) = self.next_comment.filter(|&open| open < line.end) {
            let past = comment_end(self.text, open).unwrap_or(open + 2);
            if past > line.end {
                line = Line { start: line.start, ..Line::at(self.text, past) };
            }
            self.next_comment = next_comment(self.text, past);
        }
        self.at = line.next;
        Some(line)
    }

    /// Comments on the lines right below the header speak of the whole file; so does a comment block that is
    /// the first thing of a file without a header.
    fn header_comments(&mut self, header: &mut Header) {
        let absent = header.style == HeaderStyle::Absent;
        if absent {
            self.skip_blank_lines();
        }
        let mut rules = vec![];
        while let Some(line) = self.comment_line() {
            rules.extend(all_ignored_rules(line.of(self.text)));
            self.line();
            self.extend_run(line, false);
        }
        let heads_a_paragraph = absent && !Line::at(self.text, self.at).is_blank(self.text);
        if !heads_a_paragraph {
            header.ignored_rules.extend(rules);
            self.close_run();
        }
    }

    /// The next line if it holds nothing but whole comments.
    fn comment_line(&self) -> Option<Line> {
        let line = Line::at(self.text, self.at);
        if !line.of(self.text).trim_start().starts_with("{%") {
            return None;
        }
        let end = comment_end(self.text, self.next_comment?)?;
        let line = Line { start: line.start, ..Line::at(self.text, end) };
        only_comments(line.of(self.text)).then_some(line)
    }

    fn skip_blank_lines(&mut self) {
        while self.at < self.text.len() {
            let line = Line::at(self.text, self.at);
            if !line.is_blank(self.text) {
                return;
            }
            self.at = line.next;
        }
    }

    fn take(&mut self, line: Line) {
        let words = line.of(self.text).trim_start();
        if words.is_empty() {
            return self.close_run();
        }
        let quotation = quote_mark(words).is_some();
        if self.attributes_quotation(words) {
            self.extend_run(line, true);
            return self.close_run();
        }
        if quotation != self.run.is_some_and(|run| run.quotation) {
            self.close_run();
        }
        if let Some((level, _)) = heading_marks(words) {
            self.close_run();
            return self.push(BlockKind::Heading(level), line.start, line.end);
        }
        self.extend_run(line, quotation);
        if self.layout.line_is_paragraph && !self.run.is_some_and(|run| run.quotation) {
            self.close_run();
        }
    }

    /// Whether a line without `>` is the attribution of the block quotation right above it.
    fn attributes_quotation(&self, words: &str) -> bool {
        self.run.is_some_and(|run| run.quotation) && attributed_name(words).is_some()
    }

    fn extend_run(&mut self, line: Line, quotation: bool) {
        let run = self.run.get_or_insert(Run { start: line.start, end: line.end, quotation, lines: 0 });
        run.end = line.end;
        run.lines += 1;
    }

    fn close_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        let words = &self.text[run.start..run.end];
        let kind = if run.quotation {
            BlockKind::Quotation
        } else if only_comments(words) {
            BlockKind::Comment
        } else if run.lines == 1 && super::heading::is_heading(words) {
            BlockKind::Heading(BARE_LEVEL)
        } else {
            BlockKind::Paragraph
        };
        self.push(kind, run.start, run.end);
    }

    fn push(&mut self, kind: BlockKind, start: usize, end: usize) {
        let words = self.text[start..end].trim();
        let start = start + (self.text[start..end].len() - self.text[start..end].trim_start().len());
        let span = Span::from(start..start + words.len());
        let attribution = match kind {
            BlockKind::Quotation => attribution(words).map(|name| name.shifted(span.start)),
            _ => None,
        };
        self.blocks.push(Block { kind, span, attribution });
    }
}

/// Whether words that stand between blank lines, somewhere below the first block, are one paragraph and nothing else,
/// whatever stands around them; `last` if no prose follows. "No" may mean "perhaps": braces that belong to a comment,
/// and what may close a header or sign a block quotation, are not looked into.
pub(crate) fn is_one_paragraph(words: &str, layout: Layout, last: bool) -> bool {
    if layout.markdown {
        return super::markdown::is_plain_line(words);
    }
    let ends_header = |line: &str| matches!(line.trim(), "---" | "...");
    let doubtful = words.contains("{%")
        || words.contains("%}")
        || attributed_name(words.lines().next().unwrap_or_default()).is_some()
        || words.lines().any(ends_header);
    if doubtful {
        return false;
    }
    let mut splitter = Splitter { text: words, layout, at: 0, next_comment: None, run: None, blocks: vec![] };
    while let Some(line) = splitter.line() {
        splitter.take(line);
    }
    splitter.close_run();
    let mut blocks = splitter.blocks;
    if last {
        demote_last_heading(words, &mut blocks);
    }
    let whole = Span::from(0..words.len());
    matches!(&blocks[..], [Block { kind: BlockKind::Paragraph, span, .. }] if *span == whole)
}

/// The level of a heading that is a line alone.
const BARE_LEVEL: u8 = 2;

/// A heading stands above something: a bare line at the very end of the file is being typed, or is a
/// paragraph that lacks its full stop.
fn demote_last_heading(text: &str, blocks: &mut [Block]) {
    let last = blocks.iter_mut().rev().find(|block| block.kind != BlockKind::Comment);
    if let Some(block) = last
        && matches!(block.kind, BlockKind::Heading(_))
        && heading_marks(block.span.of(text)).is_none()
    {
        block.kind = BlockKind::Paragraph;
    }
}

/// The level of a `# …` heading and the length of its marks with the blanks behind them, in bytes.
pub(super) fn heading_marks(line: &str) -> Option<(u8, usize)> {
    let level = line.bytes().take_while(|&b| b == b'#').count();
    let rest = &line[level..];
    let words = rest.trim_start_matches([' ', '\t']);
    let spaced = words.len() < rest.len() && !words.is_empty() && !words.starts_with(['\n', '\r']);
    ((1..=6).contains(&level) && spaced).then_some((level as u8, line.len() - words.len()))
}

/// The length of the `>` that makes a line part of a block quotation, with the blank behind it, in bytes.
///
/// `>50` and `>=` are comparisons.
pub(super) fn quote_mark(line: &str) -> Option<usize> {
    let rest = line.strip_prefix('>')?;
    match rest.chars().next() {
        Some(c) if c.is_ascii_digit() || c == '=' => None,
        Some(' ' | '\t') => Some(2),
        _ => Some(1),
    }
}

/// The name in the last line of a block quotation, in bytes of the block.
pub(super) fn attribution(block: &str) -> Option<Span> {
    let last_line = block.rfind(['\n', '\r'])? + 1;
    let line = &block[last_line..];
    let unquoted = line.trim_start();
    let unquoted = &unquoted[quote_mark(unquoted).unwrap_or(0)..];
    let name = attributed_name(unquoted)?;
    let start = last_line + (line.len() - unquoted.len()) + name.start as usize;
    Some(Span::from(start..start + name.len() as usize))
}

/// The name in a `— Name` line, in bytes of the line.
fn attributed_name(line: &str) -> Option<Span> {
    const MOST_WORDS: usize = 12;
    let words = line.trim_start();
    let dash = ["---", "--", "—", "–", "―", "- "].into_iter().find(|dash| words.starts_with(dash))?;
    let rest = words[dash.len()..].trim_start();
    let named = rest.starts_with(|c: char| c.is_alphabetic() || c == '[');
    if !named || rest.split_whitespace().nth(MOST_WORDS).is_some() {
        return None;
    }
    let name = rest.split([',', '(']).next().unwrap_or(rest).trim_end();
    let start = line.len() - rest.len();
    Some(Span::from(start..start + name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One line a block: its kind and its words, line ends as `⏎`.
    fn blocks_of(text: &str, layout: Layout) -> String {
        let (_, blocks) = split(text, layout);
        let lines = blocks.iter().map(|block| {
            let words = block.span.of(text).replace("\r\n", "⏎").replace(['\n', '\r'], "⏎");
            let kind = match block.kind {
                BlockKind::Paragraph => "text".to_owned(),
                BlockKind::Heading(level) => format!("heading {level}"),
                BlockKind::Quotation => match block.attribution {
                    Some(name) => format!("quotation by {}", name.of(text)),
                    None => "quotation".to_owned(),
                },
                BlockKind::Comment => "comment".to_owned(),
            };
            format!("{kind} | {words}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn blocks(text: &str) -> String {
        blocks_of(text, Layout::default())
    }

    #[test]
    fn blank_lines_part_paragraphs_whatever_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "\u{feff}Rain fell.\nIt fell all day.\n \t \n\nThen it stopped.\n".replace('\n', end);
            assert_eq!(blocks(&text), "text | Rain fell.⏎It fell all day.\ntext | Then it stopped.");
        }
    }

    #[test]
    fn wire_texts_have_a_paragraph_a_line() {
        let layout = Layout { line_is_paragraph: true, ..Layout::default() };
        assert_eq!(blocks_of("Rain fell.\nIt stopped.", layout), "text | Rain fell.\ntext | It stopped.");
        assert_eq!(
            blocks_of("> Rain\n> falls\n— Bo Park\nEnd.", layout),
            "quotation by Bo Park | > Rain⏎> falls⏎— Bo Park\ntext | End."
        );
    }

    #[test]
    fn hashes_make_a_heading_and_need_a_blank_behind_them() {
        assert_eq!(blocks("## The flood.\nRain fell."), "heading 2 | ## The flood.\ntext | Rain fell.");
        assert_eq!(blocks("#flood is what people wrote."), "text | #flood is what people wrote.");
    }

    #[test]
    fn a_line_alone_above_something_is_a_heading() {
        assert_eq!(blocks("Bridge shuts\n\nIt shut."), "heading 2 | Bridge shuts\ntext | It shut.");
        assert_eq!(blocks("Bridge shuts"), "text | Bridge shuts", "nothing below: it is being typed");
        assert_eq!(blocks("Bridge shuts\nIt shut."), "text | Bridge shuts⏎It shut.", "not alone");
    }

    #[test]
    fn a_block_quotation_may_have_several_lines_and_a_name() {
        assert_eq!(blocks("> We will build.\n> And build."), "quotation | > We will build.⏎> And build.");
        assert_eq!(
            blocks("> We will build.\n> — Ann Lee, mayor of Brookford"),
            "quotation by Ann Lee | > We will build.⏎> — Ann Lee, mayor of Brookford"
        );
        assert_eq!(
            blocks("> We will build.\n-- Ann Lee\n\nEnd."),
            "quotation by Ann Lee | > We will build.⏎-- Ann Lee\ntext | End."
        );
        assert_eq!(blocks(">50 people came."), "text | >50 people came.");
        assert_eq!(blocks("Rain fell.\n> We saw it."), "text | Rain fell.\nquotation | > We saw it.");
    }

    #[test]
    fn a_comment_may_hold_blank_lines() {
        assert_eq!(
            blocks("Rain {% check\n\nthis %} fell.\n\nEnd."),
            "text | Rain {% check⏎⏎this %} fell.\ntext | End."
        );
        assert_eq!(blocks("One.\n\n{% a\n\nb %}\n\nTwo."), "text | One.\ncomment | {% a⏎⏎b %}\ntext | Two.");
    }

    #[test]
    fn a_comment_never_closed_is_text() {
        assert_eq!(blocks("Rain {% fell.\n\nEnd."), "text | Rain {% fell.\ntext | End.");
        assert_eq!(
            blocks("Rain {% fell.\n\nEnd. {% well closed %}"),
            "text | Rain {% fell.\ntext | End. {% well closed %}",
            "the next comment's end is not its end"
        );
    }

    #[test]
    fn comments_in_the_header_area_speak_of_the_file() {
        let ignored = |text: &str| split(text, Layout::default()).0.ignored_rules.join(" ");
        assert_eq!(ignored("{% ignore name-variant %}\n\nRain fell."), "name-variant");
        assert_eq!(ignored("date 2024-03-01\n{% ignore name-variant %}\nRain fell."), "name-variant");
        assert_eq!(ignored("date 2024-03-01\n\n{% ignore name-variant %}\nRain fell."), "", "its own block");
        assert_eq!(ignored("date 2024-03-01\n{% ignore name-variant %} Rain fell."), "", "its own block");
        assert_eq!(ignored("Rain fell.\n\n{% ignore name-variant %}\n\nEnd."), "", "the block that follows");
        assert_eq!(
            blocks("date 2024-03-01\n{% ignore name-variant %}\nRain fell."),
            "comment | {% ignore name-variant %}\ntext | Rain fell."
        );
    }

    fn articles() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "{%",
            "%}",
            "{% ignore a %}",
            "---\n",
            "date 2024-03-01 ",
            "title: ",
            "people:\n",
            "- name: ",
            "# ",
            "> ",
            "— ",
            "“",
            "”",
            "\"",
            "Ann Lee",
            "said",
            "rain é",
            ".",
            "\u{feff}",
            "\\",
            "[",
            "]",
            "{",
            "}",
            "{speaker=\"A\"}",
            "\u{a0}",
            "#",
            "- ",
            ": ",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn blocks_hold_all_that_is_no_header(text in prop_oneof![articles(), any::<String>()], line_is_paragraph: bool) {
            let (header, blocks) = split(&text, Layout { line_is_paragraph, ..Layout::default() });
            prop_assert!(text.is_char_boundary(header.span.start as usize));
            let mut at = header.span.end as usize;
            for block in &blocks {
                prop_assert!(text[at..block.span.start as usize].trim().is_empty(), "lost {:?}", &text[at..block.span.start as usize]);
                let words = block.span.of(&text);
                prop_assert_eq!(words, words.trim());
                prop_assert!(!words.is_empty());
                if let Some(name) = block.attribution {
                    prop_assert!(block.span.covers(name) && !name.of(&text).is_empty());
                }
                at = block.span.end as usize;
            }
            prop_assert!(text[at..].trim().is_empty(), "lost {:?}", &text[at..]);
            for problem in &header.problems {
                let _ = problem.span.of(&text);
            }
        }
    }
}
