use super::block::{heading_marks, quote_mark};
use super::lines::{Line, comment_end, ignored_rules};
use super::markdown;
use super::{EntityKind, Part, Problem};
use crate::rare::Nothing;
use crate::text::{Span, sort_by_number};
use attributes::Fault;
use jiff::civil::Date;
use memchr::{memchr2, memchr3};

mod attributes;
mod tags;

pub use attributes::{CLASSES as ANNOTATION_CLASSES, KEYS as ANNOTATION_KEYS};

/// One block's text, read: what would be printed, and what the annotations say about it.
///
/// Annotations and comments are zero-width for the analysis: everything above this room works on
/// [`Inline::plain`] and asks [`Inline::to_source`] for the place in the block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// The printed text, where it differs from the block's.
    plain: Option<Box<str>>,
    /// For each stretch copied to `plain`: (first byte in `plain`, first byte in the block), ascending.
    stretches: Vec<(u32, u32)>,
    /// Annotations in order, in bytes of the plain text.
    pub annotations: Vec<Annotation>,
    /// Comments in order.
    pub comments: Vec<Comment>,
    /// Plain-text bytes of characters that a `\` or an HTML tag around them made literal: never a quotation mark.
    /// Ascending.
    pub literal: Vec<u32>,
    /// What is malformed, in order; spans are bytes of the block.
    pub problems: Vec<Problem>,
}

/// What an annotation says about a stretch of the plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The words annotated, in bytes of the plain text: inside the square brackets, or the empty span behind
    /// the closing quotation mark.
    pub target: Span,
    /// The braces, in bytes of the block.
    pub braces: Span,
    /// What it says.
    pub kind: AnnotationKind,
}

/// What an annotation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnnotationKind {
    /// `“…”{speaker="…"}`
    Speaker(SpeakerName),
    /// `“…”{.scare}`: a term held at arm's length.
    Scare,
    /// `“…”{.title}`: the title of a work.
    Title,
    /// `[…]{person="…"}` and so on.
    Entity(EntityKind, String),
    /// `[…]{date=2023-09-14}`
    Date(Date),
}

/// Whom a `speaker` annotation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerName {
    /// A declared or mentioned entity, or a new name.
    Name(String),
    /// `speaker=anonymous`: deliberately unnamed.
    Anonymous,
}

/// `{% … %}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// With its braces, in bytes of the block.
    pub span: Span,
    /// The rules of `{% ignore RULE … %}`; empty for any other comment.
    pub ignored_rules: Vec<String>,
}

impl Nothing for Inline {
    const NOTHING: &'static Self = &Inline {
        plain: None,
        stretches: Vec::new(),
        annotations: Vec::new(),
        comments: Vec::new(),
        literal: Vec::new(),
        problems: Vec::new(),
    };
}

impl Inline {
    /// Whether the block has no markup, nor what was meant to be some: it is printed as it stands.
    pub(crate) fn is_plain(&self) -> bool {
        let Inline { plain, stretches: _, annotations, comments, literal, problems } = self;
        plain.is_none()
            && annotations.is_empty()
            && comments.is_empty()
            && literal.is_empty()
            && problems.is_empty()
    }

    /// Whether the block is printed letter by letter as it stands.
    pub(crate) fn is_as_printed(&self) -> bool {
        self.plain.is_none()
    }

    /// The text as it would be printed.
    pub fn plain<'a>(&'a self, block: &'a str) -> &'a str {
        self.plain.as_deref().unwrap_or(block)
    }

    /// Where a span of the plain text is in the block, in bytes. Markup at its ends is left outside, markup
    /// in the middle is covered. An empty span is right behind the printed character before it.
    pub fn to_source(&self, span: Span) -> Span {
        let Some(&first) = self.stretches.first() else {
            return if self.plain.is_some() { Span::default() } else { span };
        };
        let behind = |(plain, source): (u32, u32), at: u32| source + (at - plain);
        let before_end = self.stretches.partition_point(|&(plain, _)| plain < span.end);
        let end = before_end.checked_sub(1).map_or(first.1, |i| behind(self.stretches[i], span.end));
        if span.is_empty() {
            return Span::empty(end);
        }
        let to_start = self.stretches.partition_point(|&(plain, _)| plain <= span.start);
        let start = to_start.checked_sub(1).map_or(first.1, |i| behind(self.stretches[i], span.start));
        Span::new(start, end)
    }

    /// Where a byte of the block is in the plain text; a byte of markup is where the text behind it begins.
    pub fn to_plain(&self, offset: u32) -> u32 {
        let Some(plain_text) = &self.plain else { return offset };
        let behind = self.stretches.partition_point(|&(_, source)| source <= offset);
        let Some(i) = behind.checked_sub(1) else { return 0 };
        let (plain, source) = self.stretches[i];
        let end = self.stretches.get(behind).map_or(plain_text.len() as u32, |next| next.0);
        (plain + (offset - source)).min(end)
    }
}

/// Reads the annotations, comments and escapes of one block. Never fails.
///
/// The `#` of a heading and the `>` of a block quotation are markup like any other: the plain text is without.
pub fn parse_inline(block: &str) -> Inline {
    let marked =
        block.starts_with(['#', '>']) && (heading_marks(block).is_some() || quote_mark(block).is_some());
    if !marked && memchr3(b'{', b'\\', b'<', block.as_bytes()).is_none() {
        return Inline::default();
    }
    let mut scan = Scan { block, ..Scan::default() };
    if marked {
        scan.line_marks();
    }
    scan.run();
    scan.finish()
}

/// The same of a block of Markdown, whose own markup is left out of the plain text as well.
pub fn parse_markdown(block: &str) -> Inline {
    let markup = markdown::cuts(block);
    if markup.is_empty() && memchr2(b'{', b'\\', block.as_bytes()).is_none() {
        return Inline::default();
    }
    let mut scan = Scan { block, markup, ..Scan::default() };
    scan.run();
    scan.finish()
}

/// The length of all the `>` at the start of a line, for a quotation in a quotation, in bytes.
fn quote_marks(line: &str) -> usize {
    let mut len = 0;
    while let Some(mark) = quote_mark(&line[len..]) {
        len += mark;
    }
    len
}

/// The character that the `\` at `at` makes literal.
fn escaped(block: &str, at: usize) -> Option<char> {
    block[at + 1..].chars().next().filter(|&c| matches!(c, '[' | '{') || is_quotation_mark(c))
}

/// Whether what Markdown would cut out is a `\` that says more here.
fn is_escape(block: &str, cut: Span) -> bool {
    cut.of(block) == "\\" && escaped(block, cut.start as usize).is_some()
}

/// Whether `c` is a quotation mark in English or in the languages around it; apostrophes are.
pub(super) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›')
}

/// Whether `c` can close a quotation; `“` and `«` do in German and in Danish.
pub(super) fn is_closing_mark(c: char) -> bool {
    is_quotation_mark(c) && !matches!(c, '„' | '‚' | '`')
}

/// One pass over a block that has markup: what to cut out, and what it says. All places are bytes of the block.
#[derive(Default)]
struct Scan<'a> {
    block: &'a str,
    /// Markdown's own markup, in order.
    markup: Vec<Span>,
    /// Markup, disjoint; in order only once the scan is over, as a `[` is known for markup at its `]`.
    cuts: Vec<Span>,
    /// `[` that are still open.
    brackets: Vec<usize>,
    /// Annotations whose targets are still spans of the block.
    annotations: Vec<Annotation>,
    comments: Vec<Comment>,
    literal: Vec<u32>,
    problems: Vec<Problem>,
}

/// Where a pair of braces stands.
#[derive(Clone, Copy)]
enum Place {
    /// Behind the closing quotation mark that ends at this byte.
    Mark(usize),
    /// Behind the `]` of the bracket that opened at this byte.
    Bracket(usize),
    /// Somewhere in the prose.
    Prose,
}

impl Scan<'_> {
    /// Cuts the marks of a heading or a block quotation.
    fn line_marks(&mut self) {
        if let Some((_, len)) = heading_marks(self.block) {
            return self.cut(0, len);
        }
        let mut at = 0;
        while at < self.block.len() {
            let line = Line::at(self.block, at);
            let words = line.of(self.block);
            let indent = words.len() - words.trim_start().len();
            let marks = quote_marks(&words[indent..]);
            if marks > 0 {
                self.cut(line.start, line.start + indent + marks);
            }
            at = line.next;
        }
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.cuts.push(Span::from(start..end));
    }

    fn run(&mut self) {
        let mut markup = std::mem::take(&mut self.markup).into_iter().peekable();
        let mut at = 0;
        let is_markup = |b: &u8| matches!(b, b'{' | b'[' | b']' | b'\\');
        loop {
            let next = self.block.as_bytes()[at..].iter().position(is_markup).map(|i| at + i);
            match markup.next_if(|cut| next.is_none_or(|next| cut.start as usize <= next)) {
                // Inside a comment or braces, which are cut out already.
                Some(cut) if (cut.start as usize) < at => {}
                Some(cut) if is_escape(self.block, cut) => {}
                Some(cut) => {
                    self.cuts.push(cut);
                    at = cut.end as usize;
                }
                None => match next {
                    Some(next) => at = self.step(next),
                    None => return,
                },
            }
        }
    }

    /// Reads what stands at `at`, which is one of `{ [ ] \`; returns where to go on.
    fn step(&mut self, at: usize) -> usize {
        match self.block.as_bytes()[at] {
            b'\\' => self.escape(at),
            b'[' => {
                self.brackets.push(at);
                at + 1
            }
            b']' => match self.brackets.pop() {
                Some(open)
                    if self.block[at + 1..].starts_with('{') && !self.block[at + 1..].starts_with("{%") =>
                {
                    self.braces(at + 1, Place::Bracket(open))
                }
                _ => at + 1,
            },
            _ if self.block[at..].starts_with("{%") => self.comment(at),
            _ => self.braces(at, self.place(at)),
        }
    }

    fn escape(&mut self, at: usize) -> usize {
        let Some(c) = escaped(self.block, at) else {
            return at + 1;
        };
        self.cut(at, at + 1);
        self.literal.push(at as u32 + 1);
        at + 1 + c.len_utf8()
    }

    fn comment(&mut self, at: usize) -> usize {
        let Some(end) = comment_end(self.block, at) else {
            let braces = Span::from(at..at + 2);
            self.problem(
                braces,
                "this comment is never closed",
                "`%}` at its end, as in `{% call her back %}`",
            );
            return at + 2;
        };
        let span = Span::from(at..end);
        let rules = ignored_rules(span.of(self.block));
        if rules.as_ref().is_some_and(Vec::is_empty) {
            let expected = "the code of a rule, as in `{% ignore unattributed-quote %}`";
            self.problem(span, "this `ignore` names no rule", expected);
        }
        self.cut(at, end);
        self.comments.push(Comment { span, ignored_rules: rules.unwrap_or_default() });
        end
    }

    /// What the braces at `at` stand behind, looking through the markup just cut.
    fn place(&self, at: usize) -> Place {
        let mut behind = at;
        for cut in self.cuts.iter().rev() {
            if cut.end as usize != behind {
                break;
            }
            behind = cut.start as usize;
        }
        let escaped = |c: char| self.literal.last() == Some(&((behind - c.len_utf8()) as u32));
        match self.block[..behind].chars().next_back() {
            Some(c) if is_closing_mark(c) && !escaped(c) => Place::Mark(behind),
            _ => Place::Prose,
        }
    }

    /// Reads the braces at `at`; returns where to go on.
    fn braces(&mut self, at: usize, place: Place) -> usize {
        let read = attributes::read(self.block, at);
        let tries = match place {
            Place::Bracket(_) => true,
            Place::Mark(_) => read.shaped,
            Place::Prose => read.known,
        };
        if !tries {
            return at + 1;
        }
        let kinds =
            read.result.and_then(|(kinds, end)| self.fits(place, kinds, at, end).map(|kinds| (kinds, end)));
        match kinds {
            Ok((kinds, end)) => {
                self.annotate(place, kinds, at, end);
                end
            }
            Err(fault) => {
                let Fault { span, message, expected, mended } = fault;
                self.problem(span, message, expected);
                if let Some(problem) = self.problems.last_mut() {
                    problem.mended = mended;
                }
                at + 1
            }
        }
    }

    /// Whether what the braces say can be said at their place.
    fn fits(
        &self,
        place: Place,
        kinds: Vec<AnnotationKind>,
        at: usize,
        end: usize,
    ) -> Result<Vec<AnnotationKind>, Fault> {
        let braces = Span::from(at..end);
        let of_quotation = |kind: &AnnotationKind| {
            matches!(kind, AnnotationKind::Speaker(_) | AnnotationKind::Scare | AnnotationKind::Title)
        };
        let quotations = kinds.iter().filter(|kind| of_quotation(kind)).count();
        let entities = kinds.iter().filter(|kind| matches!(kind, AnnotationKind::Entity(..))).count();
        let speakers = kinds.iter().filter(|kind| matches!(kind, AnnotationKind::Speaker(_))).count();
        let quotation_end = self.quotation_end(place, at);
        let said_before = quotations > 0
            && self
                .annotations
                .last()
                .is_some_and(|last| Some(last.target) == quotation_end.map(Span::empty));
        if speakers > 1 || said_before {
            let expected = "one annotation for a quotation, as in `{speaker=\"Ann Lee\"}`";
            let what = if speakers > 1 {
                "this quotation is given two speakers"
            } else {
                "this quotation is annotated already"
            };
            return Err(Fault::new(braces, what, expected));
        }
        if quotations > 1
            || entities > 1
            || kinds.len() - quotations - entities > 1
            || quotations > 0 && quotations < kinds.len()
        {
            return Err(Fault::new(braces, "these annotations contradict each other", "one of them"));
        }
        match place {
            Place::Prose if quotations > 0 => {
                let expected = "it right after the closing mark, as in `“No.”{speaker=\"Ann Lee\"}`";
                Err(Fault::new(braces, "this annotation does not stand after a quotation mark", expected))
            }
            Place::Mark(_) | Place::Prose if quotations == 0 => {
                let expected = "the words in square brackets, as in `[he]{person=\"Ann Lee\"}`";
                Err(Fault::new(braces, "this annotation does not say which words it is about", expected))
            }
            Place::Bracket(open) if self.block[open + 1..at - 1].trim().is_empty() => Err(Fault::new(
                braces,
                "there are no words between the brackets",
                "words, as in `[he]{person=\"Bo Park\"}`",
            )),
            Place::Bracket(_) if quotations > 0 && quotation_end.is_none() => {
                let expected = "a quotation mark before it, as in `“No.”{speaker=\"Ann Lee\"}`";
                Err(Fault::new(braces, "this annotation is about a quotation and there is none", expected))
            }
            _ => Ok(kinds),
        }
    }

    /// One past the closing mark that braces at `at` are about. `[“No.”]{speaker=…}`, as Pandoc has it, says
    /// the same as `“No.”{speaker=…}`.
    fn quotation_end(&self, place: Place, at: usize) -> Option<u32> {
        let place = if let Place::Bracket(_) = place { self.place(at - 1) } else { place };
        if let Place::Mark(mark) = place { Some(mark as u32) } else { None }
    }

    fn annotate(&mut self, place: Place, kinds: Vec<AnnotationKind>, at: usize, end: usize) {
        let braces = Span::from(at..end);
        for kind in kinds {
            let target = match (place, &kind) {
                (Place::Bracket(open), AnnotationKind::Entity(..) | AnnotationKind::Date(_)) => {
                    Span::from(open + 1..at - 1)
                }
                _ => Span::empty(self.quotation_end(place, at).unwrap_or(at as u32)),
            };
            self.annotations.push(Annotation { target, braces, kind });
        }
        match place {
            Place::Bracket(open) => {
                self.cut(open, open + 1);
                self.cut(at - 1, end);
            }
            Place::Mark(_) | Place::Prose => self.cut(at, end),
        }
    }

    fn problem(&mut self, span: Span, message: impl Into<String>, expected: impl Into<String>) {
        self.problems.push(Problem {
            span,
            part: Part::Annotation,
            message: message.into(),
            expected: expected.into(),
            mended: None,
        });
    }

    /// Makes the plain text, and moves every place to it that belongs there.
    fn finish(mut self) -> Inline {
        let mut inline = Inline { comments: self.comments, problems: self.problems, ..Inline::default() };
        if !self.cuts.is_empty() {
            self.cuts.sort_unstable();
            let mut plain = String::with_capacity(self.block.len());
            let mut at = 0;
            for cut in self.cuts.iter().copied().chain([Span::empty(self.block.len() as u32)]) {
                if at < cut.start {
                    inline.stretches.push((plain.len() as u32, at));
                    plain.push_str(Span::new(at, cut.start).of(self.block));
                }
                // A comment of several lines may hold the `>` of a block quotation.
                at = at.max(cut.end);
            }
            inline.plain = Some(plain.into());
        }
        let in_cut = |at: u32| self.cuts.iter().any(|cut| cut.start <= at && at < cut.end);
        self.literal.extend(tags::marks(self.block).filter(|&at| !in_cut(at)));
        self.literal.sort_unstable();
        self.literal.dedup();
        inline.literal = self.literal.iter().map(|&at| inline.to_plain(at)).collect();
        for annotation in &mut self.annotations {
            let Span { start, end } = annotation.target;
            annotation.target = Span::new(inline.to_plain(start), inline.to_plain(end));
        }
        sort_by_number(&mut self.annotations, |annotation| annotation.target.longer_first());
        inline.annotations = self.annotations;
        inline
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The plain text, and below it what the annotations say of which words and what is malformed.
    fn read(block: &str) -> String {
        let inline = parse_inline(block);
        let plain = inline.plain(block);
        let mut lines = vec![plain.to_owned()];
        for annotation in &inline.annotations {
            let words = annotation.target.of(plain);
            let words = if words.is_empty() { &plain[..annotation.target.start as usize] } else { words };
            lines.push(format!("{words} => {:?}", annotation.kind));
        }
        for problem in &inline.problems {
            lines.push(format!("{} !! {}", problem.span.of(block), problem.message));
        }
        lines.join("\n")
    }

    #[test]
    fn plain_prose_costs_nothing() {
        let block = "“[He] left [sic],” she said.";
        let inline = parse_inline(block);
        assert_eq!(inline, Inline::default());
        assert_eq!(inline.plain(block), block);
        assert_eq!(inline.to_source(Span::new(3, 8)), Span::new(3, 8));
    }

    #[test]
    fn a_speaker_stands_behind_the_closing_mark() {
        assert_eq!(
            read("“No.”{speaker=\"Ann Lee\"} He left."),
            "“No.” He left.\n“No.” => Speaker(Name(\"Ann Lee\"))"
        );
        assert_eq!(read("\"No.\"{speaker=anonymous}"), "\"No.\"\n\"No.\" => Speaker(Anonymous)");
        assert_eq!(read("“No.”{speaker=“Ann Lee”}"), "“No.”\n“No.” => Speaker(Name(\"Ann Lee\"))");
        assert_eq!(
            read("“No.”{speaker=\"Al \\\"Ace\\\" Lee\"}"),
            "“No.”\n“No.” => Speaker(Name(\"Al \\\"Ace\\\" Lee\"))"
        );
        assert_eq!(read("“No.”{speaker=\"Anonymous\"}"), "“No.”\n“No.” => Speaker(Name(\"Anonymous\"))");
        assert_eq!(read("„Nein.“{speaker=Lee}"), "„Nein.“\n„Nein.“ => Speaker(Name(\"Lee\"))");
        assert_eq!(read("[“No.”]{speaker=Lee}"), "“No.”\n“No.” => Speaker(Name(\"Lee\"))");
    }

    #[test]
    fn what_is_not_speech_says_so() {
        assert_eq!(read("a “smart”{.scare} lamp"), "a “smart” lamp\na “smart” => Scare");
        assert_eq!(read("in ‘Low Tide’{ .title }"), "in ‘Low Tide’\nin ‘Low Tide’ => Title");
    }

    #[test]
    fn brackets_with_braces_say_what_words_stand_for() {
        assert_eq!(read("[he]{person=\"Bo Park\"} left"), "he left\nhe => Entity(Person, \"Bo Park\")");
        assert_eq!(read("on [Friday]{date=2024-03-01}."), "on Friday.\nFriday => Date(2024-03-01)");
        assert_eq!(
            read("[the [Echo]{organisation=\"Brookford Echo\"}’s fair]{event=\"Echo Fair\" date=2024-03-01}"),
            "the Echo’s fair\nthe Echo’s fair => Entity(Event, \"Echo Fair\")\nthe Echo’s fair => Date(2024-03-01)\n\
             Echo => Entity(Organisation, \"Brookford Echo\")"
        );
        assert_eq!(read("[sic [he]{person=Bo}"), "[sic he\nhe => Entity(Person, \"Bo\")");
    }

    #[test]
    fn braces_and_brackets_in_prose_are_text() {
        for text in
            ["a {brace} here", "the set {a=1}", "“x” {y}", "[sic]", "[he](note)", "f{.x}", "“No”{maybe}"]
        {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn a_backslash_makes_text() {
        assert_eq!(read(r#"12\" pipes and \[he]\{x} c:\new"#), r#"12" pipes and [he]{x} c:\new"#);
        let block = r#"12\" and 14\""#;
        let inline = parse_inline(block);
        assert!(inline.literal.iter().all(|&at| inline.plain(block).as_bytes()[at as usize] == b'"'));
        assert_eq!(inline.literal, [2, 10]);
        assert_eq!(read("‘n\\’{speaker=Lee}").lines().count(), 2, "a literal mark closes nothing");
    }

    #[test]
    fn marks_in_a_tag_are_none() {
        let block = r#"“No”{speaker=Lee} <a href="x" title='It‘s'>here</a>, "she" said."#;
        let inline = parse_inline(block);
        let plain = inline.plain(block);
        assert_eq!(plain, r#"“No” <a href="x" title='It‘s'>here</a>, "she" said."#);
        assert_eq!((inline.literal.len(), inline.literal[0]), (5, 17));
    }

    #[test]
    fn comments_vanish() {
        assert_eq!(read("Rain{% sure? %} fell."), "Rain fell.");
        let inline = parse_inline("{% ignore name-variant %}Rain.");
        assert_eq!(inline.comments[0].ignored_rules, ["name-variant"]);
        assert_eq!(read("“No.”{% sure? %}{speaker=Lee}"), "“No.”\n“No.” => Speaker(Name(\"Lee\"))");
        assert_eq!(read("{% [he]{person=\"Bo\"} %}x"), "x");
    }

    #[test]
    fn the_marks_of_headings_and_block_quotations_are_not_printed() {
        assert_eq!(read("## Rain"), "Rain");
        assert_eq!(read("> Rain\n> fell\n— Bo"), "Rain\nfell\n— Bo");
        assert_eq!(read("> > Rain\n>> fell"), "Rain\nfell");
        assert_eq!(read("> Rain {% was\n> it? %}fell"), "Rain fell");
    }

    #[test]
    fn malformed_markup_is_text_and_a_problem() {
        let problem = |text: &str| {
            let read = read(text);
            let (plain, problem) = read.split_once('\n').unwrap_or((&read, "none"));
            assert_eq!(plain, text, "malformed markup is text");
            problem.to_owned()
        };
        assert_eq!(
            problem("“No.”{speeker=\"Bo\"}"),
            "speeker !! `speeker` is not an annotation; did you mean `speaker=`?"
        );
        assert_eq!(
            problem("“No.”{.scary}"),
            ".scary !! `scary` is not an annotation; did you mean `.scare`?"
        );
        assert_eq!(problem("“No.”{speaker=\"\"}"), "speaker=\"\" !! `speaker` is empty");
        assert_eq!(problem("“No.”{speaker=}"), "speaker= !! `speaker` is empty");
        assert_eq!(problem("“No.”{speaker=\"Bo\" He left."), "He !! `He` is not an annotation");
        assert_eq!(problem("“No.”{speaker=\"Bo\""), "{speaker=\"Bo\" !! this annotation is never closed");
        assert_eq!(
            problem("“No.”{speaker=\"Bo}"),
            "{speaker=\"Bo} !! the value of `speaker` has no closing quotation mark"
        );
        assert_eq!(
            problem("“No.”{speaker=Bo Park}"),
            "{speaker=Bo Park} !! a name of several words needs quotation marks"
        );
        assert_eq!(
            problem("“No.”{speaker=Bo speaker=Ann}"),
            "{speaker=Bo speaker=Ann} !! this quotation is given two speakers"
        );
        assert_eq!(
            problem("“No.”{speaker=Bo .scare}"),
            "{speaker=Bo .scare} !! these annotations contradict each other"
        );
        assert_eq!(problem("[Friday]{date=2024-02-30}"), "date=2024-02-30 !! `2024-02-30` is not a date");
        assert_eq!(problem("[he]{person}"), "person !! `person` has no value");
        assert_eq!(problem("[he]{Bo}"), "Bo !! `Bo` is not an annotation");
        assert_eq!(problem("[he]{}"), "{} !! these braces say nothing");
        assert_eq!(problem("[he]{=Bo}"), "{= !! these braces are not an annotation");
        assert_eq!(problem("[he]{.}"), "{. !! these braces are not an annotation");
        assert_eq!(problem("[]{person=Bo}"), "{person=Bo} !! there are no words between the brackets");
        assert_eq!(
            problem("[he]{speaker=Bo}"),
            "{speaker=Bo} !! this annotation is about a quotation and there is none"
        );
        assert_eq!(
            problem("“No.” {speaker=Bo}"),
            "{speaker=Bo} !! this annotation does not stand after a quotation mark"
        );
        assert_eq!(
            problem("He {person=Bo} left"),
            "{person=Bo} !! this annotation does not say which words it is about"
        );
        assert_eq!(problem("Rain {% fell"), "{% !! this comment is never closed");
        assert!(
            read("“No.”{speaker=Bo}{speaker=Ann}")
                .contains("{speaker=Ann} !! this quotation is annotated already")
        );
    }

    #[test]
    fn places_go_there_and_back() {
        let block = "[Bo]{person=\"Bo Park\"} said “no”{.scare}.";
        let inline = parse_inline(block);
        let plain = inline.plain(block);
        assert_eq!(plain, "Bo said “no”.");
        assert_eq!(inline.to_source(Span::new(0, 2)).of(block), "Bo", "markup at the ends is left outside");
        assert_eq!(
            inline.to_source(Span::new(0, 7)).of(block),
            "Bo]{person=\"Bo Park\"} said",
            "and in the middle covered"
        );
        assert_eq!(inline.to_plain(1), 0);
        assert_eq!(inline.to_plain(5), 2, "markup is where the text behind it begins");
    }

    fn marked_up() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "“",
            "”",
            "\"",
            "'",
            "[",
            "]",
            "{",
            "}",
            "{%",
            "%}",
            "\\",
            "=",
            "speaker",
            "{speaker=\"Ann Lee\"}",
            "{.scare}",
            "]{person=\"Bo\"}",
            "{date=2024-03-01}",
            "]{date=2024-03-01}",
            "é",
            " ",
            "\n",
            "> ",
            "# ",
            "Rain",
            "{% c %}",
            "{speaker=“",
            "\n> ",
            "{% a\n> b %}",
        ]);
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    /// Words as annotated and as printed.
    fn pieces() -> impl Strategy<Value = (&'static str, &'static str)> {
        prop::sample::select(vec![
            ("Rain fell. ", "Rain fell. "),
            ("[He] [sic] ", "[He] [sic] "),
            ("[he]{person=\"Bo Park\"} ", "he "),
            ("[the [Echo]{organisation=Echo} man]{person=Bo}", "the Echo man"),
            ("“No.”{speaker=\"Ann Lee\"} ", "“No.” "),
            ("‘é’{.title}", "‘é’"),
            ("{% sure? %}", ""),
            ("\n{% ignore\nname-variant %}\n", "\n\n"),
            ("12\\\" ", "12\" "),
            ("{so} ", "{so} "),
        ])
    }

    proptest! {
        #[test]
        fn every_printed_character_is_where_it_says(block in prop_oneof![marked_up(), any::<String>()]) {
            let inline = parse_inline(&block);
            let plain = inline.plain(&block);
            for (at, c) in plain.char_indices() {
                let span = Span::from(at..at + c.len_utf8());
                let source = inline.to_source(span);
                prop_assert_eq!(source.of(&block), span.of(plain));
                prop_assert_eq!(inline.to_plain(source.start), span.start);
            }
            for offset in 0..=block.len() as u32 {
                prop_assert!(inline.to_plain(offset) as usize <= plain.len());
            }
            for annotation in &inline.annotations {
                prop_assert_eq!(&annotation.braces.of(&block)[..1], "{");
                let _ = annotation.target.of(plain);
                let _ = inline.to_source(annotation.target).of(&block);
            }
            for problem in &inline.problems {
                prop_assert!(!problem.span.of(&block).is_empty());
            }
        }

        #[test]
        fn an_article_without_its_annotations_is_the_same_article(pieces in prop::collection::vec(pieces(), 0..12)) {
            let annotated: String = pieces.iter().map(|(annotated, _)| *annotated).collect();
            let printed: String = pieces.iter().map(|(_, printed)| *printed).collect();
            let inline = parse_inline(&annotated);
            prop_assert_eq!(&inline.problems, &vec![]);
            prop_assert_eq!(inline.plain(&annotated), printed);
        }
    }
}
