//! A mark in an article: where a reader stood at the top of the paragraph that is being edited.
//!
//! Whoever types stays in one paragraph, and with every letter of a name the article is read again from there. What the
//! paragraphs above it leave behind is kept, so that nothing above is read but once.

use super::Reader;
use crate::analysis::resolve::article::Article;
use crate::analysis::resolve::follow::Follow;
use crate::analysis::resolve::reading::Reading;
use crate::analysis::resolve::start::Start;
use crate::article::EntityKind;
use crate::entities::cast::Character;
use crate::entities::discourse::Discourse;
use crate::entities::gallery::Gallery;
use crate::quotes::attribute::Decision;
use rustc_hash::FxHashMap;

/// A reader at the top of a block.
#[derive(Debug)]
pub(in crate::analysis) struct Mark {
    /// The index of the block.
    pub(in crate::analysis::resolve) block: usize,
    /// What those are who had a name beforehand.
    kinds: Vec<EntityKind>,
    /// Who was met without one.
    added: Vec<Character>,
    named: Vec<bool>,
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
        let known = self.start.cast.characters.len();
        let (beforehand, added) = self.cast.characters.split_at(known);
        Mark {
            block: self.meant.len(),
            kinds: beforehand.iter().map(|character| character.kind).collect(),
            added: added.to_vec(),
            named: self.named[known..].to_vec(),
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
        for (was, kind) in mark.kinds.iter().enumerate() {
            if let Some(now) = follow.now(was) {
                reader.cast.characters[now].kind = *kind;
            }
        }
        for character in &mark.added {
            reader.cast.add(character.clone());
        }
        let now = |who: usize| follow.now(who);
        reader.discourse.go_on_as(&mark.discourse, mark.kinds.len(), now)?;
        reader.gallery.go_on_as(&mark.gallery, mark.kinds.len(), now)?;
        reader.named.extend(&mark.named);
        let unnamed = mark.unnamed.iter().map(|(words, who)| Some((words.clone(), now(*who)?)));
        reader.unnamed = unnamed.collect::<Option<_>>()?;
        follow.go_on(&mut reader.meant, earlier, 0..mark.block)?;
        (reader.order, reader.sentence) = (mark.order, mark.sentence);
        (reader.link, reader.next) = (mark.link, mark.next);
        Some(reader)
    }
}
