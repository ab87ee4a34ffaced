//! Floor 4: [`Analysis`], the immutable result for one version of one article.
//!
//! Analysis cannot fail and does not panic: any text gives one, and what is wrong with the text is data.

mod model;

pub use model::{
    Alternative, Attribution, Dated, Entity, EntityId, Gender, How, MarkFault, Mention, Quotation,
    QuotationKind, Role, Speaker, Term, TermKind, UnpairedMark, Variant,
};

use crate::article::{Block, Header, Inline, Layout};
use crate::text::Span;
use jiff::civil::Date;
use std::sync::Arc;

/// What an analysis depends on besides the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How the file is laid out.
    pub layout: Layout,
    /// The article's date, for an article whose header gives none.
    pub date: Option<Date>,
}

/// Everything that is known about one version of one article. Cheap to share, never changed.
///
/// All spans are bytes of [`Analysis::text`]; all lists are in the order of the text.
#[derive(Debug, Clone)]
pub struct Analysis {
    text: Arc<str>,
    options: Options,
    /// What stands above the article.
    pub header: Header,
    /// Paragraphs, headings and block quotations.
    pub blocks: Vec<Block>,
    /// The annotations of each block, one for each of `blocks`.
    pub inlines: Vec<Arc<Inline>>,
    /// Stretches in marks that are speech, and reported clauses.
    pub quotations: Vec<Quotation>,
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

impl Analysis {
    /// Analyses an article from nothing.
    pub fn new(text: impl Into<Arc<str>>, options: Options) -> Self {
        let text = text.into();
        let (header, blocks) = crate::article::split(&text, options.layout);
        let inlines =
            blocks.iter().map(|b| Arc::new(crate::article::parse_inline(b.span.of(&text)))).collect();
        Analysis {
            text,
            options,
            header,
            blocks,
            inlines,
            quotations: vec![],
            terms: vec![],
            entities: vec![],
            mentions: vec![],
            dates: vec![],
            unpaired: vec![],
            variants: vec![],
        }
    }

    /// Analyses the next version of the same article, reusing what did not change. Equal to
    /// `Analysis::new(text, options)` whatever `self` was.
    pub fn update(&self, text: impl Into<Arc<str>>) -> Self {
        Analysis::new(text, self.options.clone())
    }

    /// The text analysed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The article's date: the header's, or else the one given in the options.
    pub fn date(&self) -> Option<Date> {
        self.header.date.as_ref().map(|d| d.day).or(self.options.date)
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
