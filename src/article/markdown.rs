//! Markdown: which parts of a page are prose, and what in them is markup.
//!
//! Twice CommonMark's own grammar is asked, and not imitated: [`blocks`] has it read the whole page, [`cuts`] one block, so
//! that what is known of a block still depends on nothing but its text.

use super::block::{Block, BlockKind, attribution};
use super::lines::{comment_end, next_comment, only_comments};
use crate::text::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// CommonMark, with what newsrooms' systems add to it.
const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

/// The same for a block alone, which does not know whether there is a footnote `[^1]`.
const OF_A_BLOCK: Options = DIALECT.union(Options::ENABLE_OLD_FOOTNOTES);

/// A block alone does not know where `[words][reference]` leads, but that it is a link. `[He]` alone is the editor's word
/// for somebody more often than a link.
fn known_elsewhere<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let is_link = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
    is_link.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}

type Callback = for<'a> fn(BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)>;

fn events(text: &str, dialect: Options) -> OffsetIter<'_, Callback> {
    let callback: Callback = known_elsewhere;
    Parser::new_with_broken_link_callback(text, dialect, Some(callback)).into_offset_iter()
}

/// Appends the blocks of the page that begins at `from` (a byte) to `blocks`: headings, paragraphs (those in lists and
/// footnotes, too) and block quotations. Code, tables, HTML, rules, pictures that stand alone and the addresses of links
/// are nobody's prose, and have no block.
pub(super) fn blocks(text: &str, from: usize, blocks: &mut Vec<Block>) {
    let first = blocks.len();
    let mut page = Page { text, from, run: None, pictures: 0, blocks };
    let mut open: Vec<bool> = vec![];
    let mut inside = 0;
    for (event, range) in events(&text[from..], DIALECT) {
        match &event {
            Event::Start(tag) => {
                let whole = whole(tag);
                if let Some(kind) = whole.filter(|_| inside == 0) {
                    page.close_run();
                    page.whole(kind, range.clone());
                }
                open.push(whole.is_some());
                inside += usize::from(whole.is_some());
            }
            Event::End(_) if open.pop() == Some(true) => {
                inside -= 1;
                continue;
            }
            _ => {}
        }
        match inside {
            0 if is_inline(&event) => page.extend_run(&event, range),
            0 => page.close_run(),
            _ => {}
        }
    }
    page.close_run();
    join_comments(text, blocks, first);
}

/// Whether a paragraph of one line stays one, whatever stands around it, since nothing in it can be markup. "No" may mean
/// "perhaps".
pub(super) fn is_plain_line(words: &str) -> bool {
    const MARKUP: [char; 18] =
        ['*', '_', '`', '[', ']', '<', '>', '\\', '&', '~', '|', '{', '}', '$', '^', '\n', '\r', '\t'];
    let begins = |c: char| c.is_alphabetic() || matches!(c, '“' | '‘' | '"');
    words.starts_with(begins) && !words.contains(MARKUP)
}

/// What is taken in one piece: a kind of block, or nothing that is read.
fn whole(tag: &Tag) -> Option<Option<BlockKind>> {
    match tag {
        Tag::Heading { level, .. } => Some(Some(BlockKind::Heading(*level as u8))),
        Tag::BlockQuote(_) => Some(Some(BlockKind::Quotation)),
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) | Tag::MetadataBlock(_) => Some(None),
        _ => None,
    }
}

/// Whether an event belongs to a paragraph. In lists without blank lines nothing else says that there is one.
fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        ),
        Event::Rule | Event::TaskListMarker(_) => false,
        _ => true,
    }
}

/// The blocks so far, and the paragraph that will be the next one.
struct Page<'a> {
    text: &'a str,
    from: usize,
    run: Option<Run>,
    /// How many pictures one is inside of, whose words describe them.
    pictures: usize,
    blocks: &'a mut Vec<Block>,
}

/// A paragraph.
struct Run {
    range: Range<usize>,
    /// It has words that are printed.
    words: bool,
}

impl Page<'_> {
    fn extend_run(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures -= 1,
            _ => {}
        }
        let words = matches!(event, Event::Text(_)) && self.pictures == 0;
        let run = self.run.get_or_insert(Run { range: range.clone(), words });
        run.range.end = run.range.end.max(range.end);
        run.words |= words;
    }

    fn close_run(&mut self) {
        let Some(Run { range, words: true }) = self.run.take() else { return };
        let kind = match only_comments(&self.text[self.from..][range.clone()]) {
            true => BlockKind::Comment,
            false => BlockKind::Paragraph,
        };
        self.push(kind, range);
    }

    fn whole(&mut self, kind: Option<BlockKind>, range: Range<usize>) {
        let has_words = self.text[self.from..][range.clone()].contains(char::is_alphanumeric);
        if let Some(kind) = kind.filter(|_| has_words) {
            self.push(kind, range);
        }
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        let words = &self.text[self.from..][range.clone()];
        let start = self.from + range.start + (words.len() - words.trim_start().len());
        let words = words.trim();
        let span = Span::from(start..start + words.len());
        let attribution = match kind {
            BlockKind::Quotation => attribution(words).map(|name| name.shifted(span.start)),
            _ => None,
        };
        self.blocks.push(Block { kind, span, attribution });
    }
}

/// A comment goes on over blank lines, of which CommonMark knows nothing: blocks from `first` on that have parts of one are
/// one block.
fn join_comments(text: &str, blocks: &mut Vec<Block>, first: usize) {
    let mut from = blocks.get(first).map_or(text.len(), |block| block.span.start as usize);
    let mut at = first;
    while let Some(open) = next_comment(text, from) {
        from = comment_end(text, open).unwrap_or(open + 2);
        at += blocks[at..].partition_point(|block| (block.span.end as usize) <= open);
        let Some(block) = blocks.get(at).filter(|block| (block.span.start as usize) <= open) else {
            continue;
        };
        if (block.span.end as usize) < from {
            let behind = blocks[at..].partition_point(|block| (block.span.start as usize) < from);
            let last = &blocks[at + behind - 1];
            let span = Span::new(block.span.start, last.span.end.max(from as u32));
            let kind = if only_comments(span.of(text)) { BlockKind::Comment } else { block.kind };
            blocks.splice(at..at + behind, [Block { kind, span, attribution: None }]);
        }
    }
}

/// What in a block of Markdown is not printed, in order: marks of emphasis, headings, lists and quotations, addresses of
/// links, code, HTML, pictures, a `\` that makes something literal. Ends of lines are never among it.
pub(super) fn cuts(block: &str) -> Vec<Span> {
    let mut cuts = vec![];
    let mut printed = 0;
    let mut open: Vec<bool> = vec![];
    for (event, range) in events(block, OF_A_BLOCK) {
        match event {
            Event::Start(tag) => open.push(hides(&tag)),
            Event::End(_) => drop(open.pop()),
            Event::Text(_) if !open.contains(&true) => {
                cut_between(block, printed..range.start, &mut cuts);
                printed = printed.max(range.end);
            }
            _ => {}
        }
    }
    cut_between(block, printed..block.len(), &mut cuts);
    cuts
}

/// Whether what a tag holds is not printed, or is no prose.
fn hides(tag: &Tag) -> bool {
    match tag {
        Tag::Link { link_type, .. } => matches!(link_type, LinkType::Autolink | LinkType::Email),
        Tag::Image { .. } => true,
        _ => whole(tag) == Some(None),
    }
}

/// Cuts out all but the ends of lines.
fn cut_between(block: &str, gap: Range<usize>, cuts: &mut Vec<Span>) {
    let mut at = gap.start;
    for line in block.get(gap).unwrap_or_default().split_inclusive(['\n', '\r']) {
        let words = line.trim_end_matches(['\n', '\r']);
        if !words.is_empty() {
            cuts.push(Span::from(at..at + words.len()));
        }
        at += line.len();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Layout, parse_markdown, split};
    use super::*;
    use proptest::prelude::*;

    /// One line a block: its kind, its level or who signs it, and its words as printed, ends of lines as `⏎`.
    fn read(text: &str) -> String {
        let (_, blocks) = split(text, Layout { markdown: true, ..Layout::default() });
        let lines = blocks.iter().map(|block| {
            let words = block.span.of(text);
            let inline = parse_markdown(words);
            let printed = inline.plain(words).replace("\r\n", "⏎").replace(['\n', '\r'], "⏎");
            let kind = match block.kind {
                BlockKind::Paragraph => "text".to_owned(),
                BlockKind::Heading(level) => format!("heading {level}"),
                BlockKind::Quotation => match block.attribution {
                    Some(name) => format!("quotation by {}", name.of(text)),
                    None => "quotation".to_owned(),
                },
                BlockKind::Comment => "comment".to_owned(),
            };
            format!("{kind} | {printed}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn headings_have_marks_before_or_below() {
        assert_eq!(read("## The *flood*\nRain fell."), "heading 2 | The flood\ntext | Rain fell.");
        assert_eq!(read("The flood\n=========\nRain fell."), "heading 1 | The flood⏎\ntext | Rain fell.");
        assert_eq!(
            read("The flood\n\nRain fell."),
            "text | The flood\ntext | Rain fell.",
            "a line is a paragraph"
        );
    }

    #[test]
    fn emphasis_and_the_addresses_of_links_take_up_no_room() {
        assert_eq!(
            read("“It *will* stand,” **Ann Lee** [told the Echo](https://echo.example/a \"t\")."),
            "text | “It will stand,” Ann Lee told the Echo."
        );
        assert_eq!(
            read("The [Echo][e] and the [Herald][].\n\n[e]: https://echo.example"),
            "text | The Echo and the Herald."
        );
        assert_eq!(
            read("“[He] left [sic],” ~~she~~ said."),
            "text | “[He] left [sic],” she said.",
            "an editor’s brackets"
        );
        assert_eq!(read("See <https://echo.example> or <a@echo.example>."), "text | See  or .");
        assert_eq!(read("5 \\* 3, said Ann\\_Lee\\\nand left."), "text | 5 * 3, said Ann_Lee⏎and left.");
    }

    #[test]
    fn code_html_tables_and_pictures_are_no_prose() {
        assert_eq!(read("Write `“x”` <b>now</b>.<!-- “later” -->"), "text | Write  now.");
        assert_eq!(
            read(
                "One.\n\n```\n“No,” x said.\n```\n\n    “No,” y said.\n\n<div>“No”</div>\n\n| “a” | b |\n| --- | --- |\n| “c” | d |\n\n![“no”](a.png)\n\n---\n\nTwo. ![“no”](a.png)"
            ),
            "text | One.\ntext | Two. "
        );
        assert_eq!(read("+++\ntitle = “no”\n+++\n\nRain fell."), "text | Rain fell.", "Hugo’s other header");
    }

    #[test]
    fn an_item_of_a_list_is_a_paragraph() {
        assert_eq!(
            read("Said:\n\n- “One,” Ann Lee\n  said.\n- [x] “Two.”\n  1. Three.\n\n     Four."),
            "text | Said:\ntext | “One,” Ann Lee⏎said.\ntext | “Two.”\ntext | Three.\ntext | Four."
        );
        assert_eq!(read("Rain.[^1]\n\n[^1]: It fell *all* day."), "text | Rain.\ntext | It fell all day.");
    }

    #[test]
    fn a_block_quotation_is_one_block_and_may_be_signed() {
        assert_eq!(
            read("> We *will* build.\n>\n> And build\nagain.\n\nEnd."),
            "quotation | We will build.⏎⏎And build⏎again.\ntext | End."
        );
        assert_eq!(
            read("> We will build.\n> — Ann Lee, mayor"),
            "quotation by Ann Lee | We will build.⏎— Ann Lee, mayor"
        );
    }

    #[test]
    fn the_articles_own_markup_counts_as_well() {
        let text = "---\ndate: 2024-03-01\n---\n\n*“No,”*{speaker=\"Ann *Lee*\"} [she]{person=\"Ann Lee\"} said. \\“So\\”";
        let (header, blocks) = split(text, Layout { markdown: true, ..Layout::default() });
        let inline = parse_markdown(blocks[0].span.of(text));
        assert!(header.date.is_some());
        assert_eq!(inline.plain(blocks[0].span.of(text)), "“No,” she said. “So”");
        assert_eq!((inline.annotations.len(), inline.literal.len(), inline.problems.len()), (2, 2, 0));
        assert_eq!(read("One `{speaker=x}` and `{% c %}`."), "text | One  and .", "but not in code");
        assert_eq!(
            read("One.\n\n{% ignore name-variant %}\n\nTwo {% a\n\nb %} three.\n\n{% c\n\nd %}"),
            "text | One.\ncomment | \ntext | Two  three.\ncomment | "
        );
    }

    fn pages() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "    ",
            "# ",
            "> ",
            "- ",
            "1. ",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "~~",
            "[",
            "]",
            "](",
            ")",
            "![",
            "[^1]",
            "[^1]: ",
            "<b>",
            "<!--",
            "-->",
            "<http://a.b>",
            "&amp;",
            "\\",
            "|",
            "---\n",
            "===\n",
            "{%",
            "%}",
            "{speaker=\"A\"}",
            "]{person=\"B\"}",
            "“",
            "”",
            "\"",
            "Rain",
            "é",
            ".",
            "— Ann Lee",
            "\u{feff}",
            "\0",
            "\t",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_printed_character_is_where_it_says(text in prop_oneof![pages(), any::<String>()]) {
            let (header, blocks) = split(&text, Layout { markdown: true, ..Layout::default() });
            let mut at = header.span.end;
            for block in &blocks {
                prop_assert!(at <= block.span.start, "blocks are apart and in order");
                at = block.span.end;
                let words = block.span.of(&text);
                prop_assert!(!words.is_empty() && words == words.trim());
                let inline = parse_markdown(words);
                let plain = inline.plain(words);
                for (at, c) in plain.char_indices() {
                    let span = Span::from(at..at + c.len_utf8());
                    prop_assert_eq!(inline.to_source(span).of(words), span.of(plain));
                }
            }
        }
    }
}
