//! A mark in an article: where a reader stood at the top of the paragraph that is being edited.
//!
//! Whoever types stays in one paragraph, and with every letter of a name the article is read again from there. What the
//! paragraphs above it leave behind is kept, so that nothing above is read but once.

use super::Reader;
use crate::analysis::resolve::article::Article;
use crate::analysis::resolve::everybody::Everybody;
use crate::analysis::resolve::follow::Follow;
use crate::analysis::resolve::reading::Reading;
use crate::analysis::resolve::start::Start;
use crate::entities::discourse::Discourse;
use crate::entities::gallery::Gallery;
use crate::quotes::attribute::Decision;
use rustc_hash::FxHashMap;

/// A reader at the top of a block.
#[derive(Debug)]
pub(in crate::analysis) struct Mark {
    /// The index of the block.
    pub(in crate::analysis::resolve) block: usize,
    cast: Everybody,
    unnamed: FxHashMap<String, usize>,
    discourse: Discourse,
    gallery: Gallery,
    order: u32,
    sentence: u32,
    link: usize,
    next: usize,
}

impl<'a> Reader<'a> {
    /// Marks where the reader stands.
    pub(in crate::analysis::resolve) fn mark(&self) -> Mark {
        Mark {
            block: self.meant.len(),
            cast: self.cast.clone(),
            unnamed: self.unnamed.clone(),
            discourse: self.discourse.clone(),
            gallery: self.gallery.clone(),
            order: self.order,
            sentence: self.sentence,
            link: self.link,
            next: self.next,
        }
    }

    /// A reader of the next version who stands at the mark of an `earlier` one, if there is one in the first so many
    /// blocks: up to there nothing differs but the numbers of the characters.
    pub(in crate::analysis::resolve) fn at_mark(
        article: Article<'a>,
        decisions: &'a [Decision],
        start: &Start,
        (earlier, follow): (&Reading, &Follow),
        blocks: usize,
    ) -> Option<Self> {
        let mark = earlier.mark.as_deref().filter(|mark| mark.block <= blocks)?;
        let mut reader = Reader::of_prose(article, decisions, start.clone());
        let (named, now) = (mark.cast.cast_len(), |who: usize| follow.now(who));
        reader.cast = mark.cast.in_another(&start.cast, now);
        reader.discourse.go_on_as(&mark.discourse, named, now)?;
        reader.gallery.go_on_as(&mark.gallery, named, now)?;
        let unnamed = mark.unnamed.iter().map(|(words, who)| Some((words.clone(), now(*who)?)));
        reader.unnamed = unnamed.collect::<Option<_>>()?;
        follow.go_on(&mut reader.meant, earlier, 0..mark.block)?;
        (reader.order, reader.sentence) = (mark.order, mark.sentence);
        (reader.link, reader.next) = (mark.link, mark.next);
        Some(reader)
    }
}
