//! Floor 4: [`Analysis`], the immutable result for one version of one article.
//!
//! Analysis cannot fail and does not panic: any text gives one, and what is wrong with the text is data.

mod alike;
mod dates;
mod described;
mod digest;
mod edited;
mod facts;
mod marked;
mod model;
mod nested;
mod patch;
mod resolve;
mod reuse;
mod sentences;
mod shown;
pub mod study;
mod ties;
mod transcript;

pub use described::Described;
pub use digest::Digest;
pub use edited::Edited;
pub use marked::{Family, Marked};
pub use model::{
    Alternative, Attribution, Dated, Declaration, Entity, EntityId, Gender, How, MarkFault, Mention,
    NestedQuotation, Quotation, QuotationKind, Role, Speaker, Term, TermKind, TermReason, TimeKind,
    TimeValue, UnpairedMark, Variant,
};
pub use patch::Patched;

use crate::article::{Block, BlockKind, Declared, Header, Inline, Layout};
use crate::english::{gist, wording};
use crate::entities::people::People;
use crate::text::{Lines, SharedText, Span};
use facts::{Facts, Setting};
use jiff::civil::Date;
use resolve::Article;
use reuse::Known;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What an analysis depends on besides the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How the file is laid out.
    pub layout: Layout,
    /// The article's date, for an article whose header gives none.
    pub date: Option<Date>,
    /// Whom the newsroom knows.
    pub people: Arc<People>,
}

/// Everything that is known about one version of one article. Cheap to share, never changed.
///
/// All spans are bytes of [`Analysis::text`]; all lists are in the order of the text.
#[derive(Debug, Clone)]
pub struct Analysis {
    text: SharedText,
    options: Options,
    facts: Vec<Arc<Facts>>,
    settings: Vec<Setting>,
    digests: Vec<Digest>,
    /// Which words each quotation in marks has, as a set: 0 for what is reported without marks.
    gists: Vec<u64>,
    trace: resolve::Trace,
    /// Stands for this analysis, whoever has a copy of it.
    identity: Arc<()>,
    /// Where its lines begin, once anybody has asked.
    lines: OnceLock<Lines>,
    /// How it was got from the one before, if that was simple.
    patched: Option<Patched>,
    /// What stands above the article.
    pub header: Header,
    /// Paragraphs, headings and block quotations.
    pub blocks: Vec<Block>,
    /// Stretches in marks that are speech, and reported clauses; none stands in another.
    pub quotations: Vec<Quotation>,
    /// What is quoted inside `quotations`.
    pub nested: Vec<NestedQuotation>,
    /// Stretches in marks that are not speech.
    pub terms: Vec<Term>,
    /// People, organisations, places and events, by first mention; an [`EntityId`] is an index.
    pub entities: Vec<Entity>,
    /// Names, descriptions and pronouns.
    pub mentions: Vec<Mention>,
    /// Expressions of time.
    pub dates: Vec<Dated>,
    /// Quotation marks that open or close nothing.
    pub unpaired: Vec<UnpairedMark>,
    /// Names one slip away from another.
    pub variants: Vec<Variant>,
}

/// What is left of an analysis that nobody needs any more: which facts it had. The next version but one has nearly all of
/// them, and to list them anew costs raising and lowering each one's count of users, all over memory.
#[derive(Debug, Default)]
pub struct Remains {
    facts: Vec<Arc<Facts>>,
}

impl Remains {
    /// The same list as another, made of this one.
    fn like(mut self, others: &[Arc<Facts>]) -> Vec<Arc<Facts>> {
        if self.facts.len() != others.len() {
            return others.to_vec();
        }
        for (facts, other) in self.facts.iter_mut().zip(others) {
            if !Arc::ptr_eq(facts, other) {
                facts.clone_from(other);
            }
        }
        self.facts
    }
}

impl Analysis {
    /// Analyses an article from nothing.
    pub fn new(text: impl Into<SharedText>, options: Options) -> Self {
        Self::after(None, text.into(), options, None, Remains::default())
    }

    /// Analyses the next version of the same article, reusing what did not change. Equal to
    /// `Analysis::new(text, options)` whatever `self` was.
    pub fn update(&self, text: impl Into<SharedText>) -> Self {
        self.update_with(text, self.options.clone())
    }

    /// Analyses the next version of the same article, under options that may have changed. Equal to
    /// `Analysis::new(text, options)` whatever `self` was: what a paragraph says does not depend on the options.
    pub fn update_with(&self, text: impl Into<SharedText>, options: Options) -> Self {
        Self::after(Some(self), text.into(), options, None, Remains::default())
    }

    /// The same for whoever knows more, which saves time. `within` is the stretch in which the texts differ, at most, so that
    /// they need not be compared from one end to the other; it must be true. `remains` may be those of any analysis; best are
    /// those of the version before this one.
    pub fn update_within(
        &self,
        text: impl Into<SharedText>,
        options: Options,
        within: Option<Edited>,
        remains: Remains,
    ) -> Self {
        Self::after(Some(self), text.into(), options, within, remains)
    }

    /// Splits the text, takes the facts of each block from the version before or reads them, and brings them
    /// together.
    fn after(
        before: Option<&Self>,
        text: SharedText,
        options: Options,
        within: Option<Edited>,
        remains: Remains,
    ) -> Self {
        let before = before.map(|before| (before, before.edited(&text, within)));
        let spare = match before.map(|(before, edit)| before.patched(&text, &options, edit, remains)) {
            Some(Ok(patched)) => return patched,
            Some(Err(spare)) => spare,
            None => None,
        };
        let (header, blocks) = crate::article::split(&text, options.layout);
        let mut known = before.map(|(before, edit)| Known::new(before, &text, &blocks, edit));
        let mut facts: Vec<Arc<Facts>> = Vec::with_capacity(blocks.len());
        let mut settings = Vec::with_capacity(blocks.len());
        let plain = Setting { markdown: options.layout.markdown, ..Setting::default() };
        let mut carried = None;
        for (index, block) in blocks.iter().enumerate() {
            let setting = match block.kind {
                BlockKind::Paragraph => Setting { carried, ..plain },
                BlockKind::Heading(_) => Setting { heading: true, ..plain },
                BlockKind::Quotation | BlockKind::Comment => plain,
            };
            let words = block.span.of(&text);
            let read = known.as_mut().and_then(|known| known.facts(index, blocks.len(), words, setting));
            let spare = || spare.as_ref().filter(|s| s.span == block.span && s.setting == setting);
            let read = read.or_else(|| spare().map(|spare| Arc::clone(&spare.facts)));
            let read = read.unwrap_or_else(|| Arc::new(Facts::of(words, setting)));
            if block.kind != BlockKind::Comment {
                carried =
                    read.marks.open.map(|(family, _)| family).filter(|_| block.kind == BlockKind::Paragraph);
            }
            facts.push(read);
            settings.push(setting);
        }
        let date = header.date.as_ref().map(|d| d.day).or(options.date);
        let earlier = known.map(|known| {
            let decisions = &known.old.trace.decisions;
            (resolve::Version { article: known.old.article(), decisions }, known.window(&facts))
        });
        let article =
            Article { text: &text, header: &header, people: &options.people, blocks: &blocks, facts: &facts };
        let resolved = resolve::resolve(article, date, earlier);
        let digest = |(block, facts): (&Block, &Arc<Facts>)| {
            Digest::of(facts, facts.inline.plain(block.span.of(&text)))
        };
        let digests = blocks.iter().zip(&facts).map(digest).collect();
        Analysis {
            digests,
            gists: resolved.quotations.iter().map(|quotation| gist_of(&text, quotation)).collect(),
            text,
            options,
            header,
            blocks,
            facts,
            settings,
            quotations: resolved.quotations,
            nested: resolved.nested,
            terms: resolved.terms,
            entities: resolved.entities,
            mentions: resolved.mentions,
            dates: resolved.dates,
            unpaired: resolved.unpaired,
            variants: resolved.variants,
            trace: resolved.trace,
            identity: Arc::default(),
            lines: OnceLock::new(),
            patched: None,
        }
    }

    /// What differs in the next version of the text, `within` a stretch if that is known.
    fn edited(&self, text: &str, within: Option<Edited>) -> Edited {
        match within.filter(|within| within.fits(&self.text, text)) {
            Some(within) => {
                let edit = within.narrowed(&self.text, text);
                debug_assert_eq!(edit, Edited::between(&self.text, text));
                edit
            }
            None => Edited::between(&self.text, text),
        }
    }

    /// The text analysed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, and what the next version but one can use, for whoever has no use for the rest.
    pub fn into_remains(self) -> (SharedText, Remains) {
        (self.text, Remains { facts: self.facts })
    }

    /// The words of a span as they are printed, for people to read: without annotations and markup. Of what is not printed,
    /// such as braces, what stands there.
    pub fn words(&self, span: Span) -> Cow<'_, str> {
        self.article().words(span)
    }

    /// What stands in a span of the file.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The words of the block with this index as they are printed, without markup.
    pub fn printed(&self, block: usize) -> &str {
        self.inline(block).plain(self.slice(self.blocks[block].span))
    }

    /// The article's date: the header's, or else the one given in the options.
    pub fn date(&self) -> Option<Date> {
        self.header.date.as_ref().map(|d| d.day).or(self.options.date)
    }

    /// What the analysis depends on besides the text.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What the header or the people list says of an entity of this analysis.
    pub fn declared(&self, entity: &Entity) -> Option<&Declared> {
        Some(match entity.declared? {
            Declaration::Header(index) => &self.header.declared[index as usize],
            Declaration::List(index) => self.options.people.entry(index),
        })
    }

    /// The annotations of the block with this index.
    pub fn inline(&self, block: usize) -> &Inline {
        &self.facts[block].inline
    }

    /// The annotations of each block, in order.
    pub fn inlines(&self) -> impl ExactSizeIterator<Item = &Inline> {
        self.facts.iter().map(|facts| &*facts.inline)
    }

    /// What each block may hold, in order.
    pub fn digests(&self) -> &[Digest] {
        &self.digests
    }

    /// For each quotation the [`gist`] of its words; 0 for what is reported without marks.
    pub fn gists(&self) -> &[u64] {
        &self.gists
    }

    /// The blocks that may hold something, in order.
    pub fn blocks_with(&self, what: Digest) -> impl Iterator<Item = usize> {
        (0..self.digests.len()).filter(move |block| self.digests[*block].has(what))
    }

    /// The article as those who bring its facts together see it.
    fn article(&self) -> Article<'_> {
        Article {
            text: &self.text,
            header: &self.header,
            people: &self.options.people,
            blocks: &self.blocks,
            facts: &self.facts,
        }
    }

    /// How this analysis was got from another, if nothing but a stretch of it differs: the short way of
    /// [`update`](Self::update).
    pub fn patched_from(&self, before: &Analysis) -> Option<&Patched> {
        self.patched.as_ref().filter(|patched| Arc::ptr_eq(&patched.before, &before.identity))
    }

    /// The indices of the quotations of the block with this index.
    pub fn quotations_in(&self, block: usize) -> Range<usize> {
        let from = self.quotations.partition_point(|quotation| (quotation.block as usize) < block);
        let here = self.quotations[from..].iter().take_while(|quotation| quotation.block as usize == block);
        from..from + here.count()
    }

    /// Where the lines of the text begin; found when it is first asked for.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    /// The mentions that begin in a block.
    pub fn mentions_in(&self, block: usize) -> &[Mention] {
        let Span { start, end } = self.blocks[block].span;
        let begins_before = |at: u32| self.mentions.partition_point(|mention| mention.span.start < at);
        &self.mentions[begins_before(start)..begins_before(end)]
    }

    /// The quotation in marks that holds a span, marks and all. No two overlap, so it is the last that begins before.
    pub fn marked_quotation_around(&self, span: Span) -> Option<&Quotation> {
        let behind = self.quotations.partition_point(|quotation| quotation.outer.start <= span.start);
        let last = self.quotations[..behind].last()?;
        (last.outer != last.span && last.outer.covers(span)).then_some(last)
    }

    /// The entity with this id.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The index in `blocks` of the block that holds the byte at `offset` or ends there.
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        let i = self.blocks.partition_point(|b| b.span.end < offset);
        (i < self.blocks.len() && self.blocks[i].span.touches(offset)).then_some(i)
    }
}

fn gist_of(text: &str, quotation: &Quotation) -> u64 {
    match quotation.kind {
        QuotationKind::Indirect => 0,
        QuotationKind::Direct | QuotationKind::Mixed => gist(wording(quotation.span.of(text))),
    }
}

/// The index of the next block of prose behind `block`, comments left aside.
fn next_prose(blocks: &[Block], block: usize) -> Option<usize> {
    (block + 1..blocks.len()).find(|b| blocks[*b].kind != BlockKind::Comment)
}
