//! Reading the next version of an article: from the edit to where it goes on as before.
//!
//! What stands above the edit is not weighed again: whom it means is known, and is noted. From the edit on two readers go
//! side by side, one of the earlier version, who knows all the answers, and one of the later. Where they are alike, the
//! rest is what it was. Where the edit changes a name there is somebody whom only one of them knows; that makes no
//! difference if it is a place that no pronoun means, unless a description further down may be of one, or if it is the person
//! whose name is being typed: the one who is gone and the one who is new are the same but for the letters. Nor does it make one by
//! which words somebody without a name is described, unless something further down tells them apart; nor who is described in one
//! version alone, once they are not weighed any more, unless something further down may mean them. Transcripts are not read
//! so: there a label far below may tell who speaks above.

use super::article::Article;
use super::descriptions::Descriptions;
use super::follow::Follow;
use super::reader::{Below, Reader};
use super::reading::Reading;
use super::start::{SameNames, Start};
use super::strangers::Strangers;
use crate::article::EntityKind;
use crate::entities::abreast::{Abreast, Count, LONG_AGO};
use crate::quotes::attribute::Decision;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

/// Over so many blocks behind the edit two readers are compared. Whoever has not come to be alike by then rarely does.
const PATIENCE: usize = 512;

/// The same where only one of them meets somebody without a name: it weighs them until two dozen others were mentioned,
/// which is soon, or never.
const PATIENCE_WITH_STRANGERS: usize = 64;

/// Where no more blocks than so stand below the edit, one reader reads them sooner than two find out that they need not be
/// read.
const FEW_BLOCKS: usize = 8;

/// A version of an article, and what was decided in it.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Version<'a> {
    pub(in crate::analysis) article: Article<'a>,
    pub(in crate::analysis) decisions: &'a [Decision],
}

/// From one version of an article to the next.
pub(in crate::analysis) struct Again<'a> {
    /// The earlier version, and the reading of it.
    pub(in crate::analysis) then: Version<'a>,
    pub(in crate::analysis) earlier: &'a Reading,
    /// The later one.
    pub(in crate::analysis) now: Version<'a>,
    /// The blocks that are not as they were.
    pub(in crate::analysis) edited: Range<usize>,
    /// Whether a description below those may mean a place.
    pub(in crate::analysis) asks_for_places: bool,
    /// What the blocks below say of those without a name, and perhaps some of the edited ones, whose words are as they were:
    /// from the version before, or once it is asked of this one.
    pub(in crate::analysis) descriptions: OnceCell<Arc<Descriptions>>,
}

impl Again<'_> {
    /// Reads the later version, which has the same names.
    pub(in crate::analysis) fn with_same_names(&self, names: SameNames) -> Reading {
        self.read(self.earlier.start.again(names), Some(Follow::itself(&self.earlier.start)))
    }

    /// Reads the later version, in which one block names others than before; `touched` are the blocks that were edited since
    /// the earlier reading learned its names.
    pub(in crate::analysis) fn with_other_names(&self, touched: &[usize]) -> Reading {
        let start = self.earlier.start.with_other_names(self.now.article, touched);
        let follow = Follow::of(&self.earlier.start, &start, self.edited.clone());
        self.read(start, follow)
    }

    fn read(&self, start: Start, follow: Option<Follow>) -> Reading {
        let mut reader = self.at_the_edit(self.now, &start, follow.as_ref());
        let mark = Some(Arc::new(reader.mark()));
        if let Some(follow) = follow
            && self.now.article.facts.len() - self.edited.end > FEW_BLOCKS
            && self.may_go_on(&start, &follow)
            && let Some(follow) = self.goes_on(&mut reader, follow, self.gives_names(&start))
            && let Some(reading) = reader.finish_as(self.earlier, &follow)
        {
            return Reading { mark, ..reading };
        }
        reader.read();
        Reading { mark, ..reader.finish() }
    }

    /// A reader of a version who stands at the top of the edited blocks.
    fn at_the_edit<'a>(&'a self, version: Version<'a>, start: &Start, follow: Option<&Follow>) -> Reader<'a> {
        let Version { article, decisions } = version;
        let at_mark = follow.and_then(|follow| {
            Reader::at_mark(article, decisions, start, (self.earlier, follow), self.edited.start)
        });
        let mut reader = at_mark.unwrap_or_else(|| Reader::of_prose(article, decisions, start.clone()));
        for block in reader.meant.len()..self.edited.start {
            let meant = follow.and_then(|follow| follow.meant(self.earlier, block));
            reader.read_block(meant.as_deref());
        }
        reader
    }

    /// Whether the rest of the article may be what it was: it names the same, nobody is named elsewhere than in words, and
    /// whoever is new or gone may be of no account.
    fn may_go_on(&self, start: &Start, follow: &Follow) -> bool {
        let before = &self.earlier.start;
        Arc::ptr_eq(&before.cast, &start.cast)
            || self.may_all_be_things(start, follow)
                && !self.gives_names(start)
                && follow.has_same_names(before, start, self.edited.end)
    }

    /// Whether somebody who is met below the edit, from a number of the earlier version on, is called by the name that is
    /// being typed, as groups are by their members.
    fn calls_others(&self, follow: &Follow, from: usize) -> bool {
        follow.renamed().is_some_and(|was| {
            let Reading { start, cast, .. } = self.earlier;
            let name = &*start.cast.characters[was].name;
            (from..cast.len()).any(|who| cast.name(who).contains(name))
        })
    }

    /// Whether annotations or signatures give names, in either version.
    fn gives_names(&self, start: &Start) -> bool {
        let Reading { start: before, signed, annotated, .. } = self.earlier;
        let is_annotated = |start: &Start| start.annotated().is_some();
        !signed.is_empty() || !annotated.is_empty() || is_annotated(before) || is_annotated(start)
    }

    /// Whether everybody who is new or gone, or known otherwise, may be of no account: a place that no pronoun means. What is
    /// none beforehand does not turn into one.
    fn may_all_be_things(&self, start: &Start, follow: &Follow) -> bool {
        let may_be_thing = |start: &Start, who: usize| {
            !self.asks_for_places
                && start.cast.characters[who].kind == EntityKind::Place
                && start.players[who].is_thing()
        };
        follow.gone().all(|who| may_be_thing(&self.earlier.start, who))
            && follow.new_ones().all(|who| may_be_thing(start, who))
    }

    /// What stands below the edited blocks, gone over if it was not yet.
    fn descriptions(&self) -> &Descriptions {
        self.descriptions.get_or_init(|| Arc::new(Descriptions::below(self.now.article, self.edited.end)))
    }

    /// Reads on until the rest of the article is what it was, and says who is who there; `None` if it never is. Then it is to be
    /// read to its end.
    fn goes_on(&self, reader: &mut Reader<'_>, follow: Follow, gives_names: bool) -> Option<Follow> {
        let Again { earlier, asks_for_places, .. } = *self;
        let start = &earlier.start;
        let mut before = self.at_the_edit(self.then, start, Some(&Follow::itself(start)));
        let edited = reader.count();
        for block in self.edited.clone() {
            self.read_both(block, &mut before, reader);
        }
        let edit_ended = reader.count();
        let follow = follow.with_strangers(Strangers::of(&before.cast, &reader.cast));
        let known_in_the_end = earlier.cast.len();
        let descriptions = &|| self.descriptions();
        let below = Below { follow: &follow, asks_for_places, gives_names, known_in_the_end, descriptions };
        if !before.may_be_alike(reader, self.edited.end, &below)
            || self.calls_others(&follow, before.cast.len())
        {
            return None;
        }
        let patience = if follow.strangers().are_there() { PATIENCE_WITH_STRANGERS } else { PATIENCE };
        for behind in 0..=patience.min(self.now.article.facts.len() - self.edited.end) {
            if behind > 0 {
                self.read_both(self.edited.end + behind - 1, &mut before, reader);
            }
            let block = (self.edited.end + behind - 1) as u32;
            let at = Abreast { block, edited, then: before.count(), now: reader.count() };
            if is_worth_it(behind) && are_far(&at, edit_ended) && before.is_alike(reader, &at, &below) {
                return Some(follow);
            }
        }
        None
    }

    /// Has the readers of both versions read a block.
    fn read_both(&self, block: usize, before: &mut Reader<'_>, now: &mut Reader<'_>) {
        now.read_block(None);
        before.read_block(Some(&self.earlier.meant.block(block).collect::<Vec<_>>()));
    }
}

/// Whether readers are compared so many blocks behind the edit: the farther, the seldomer.
fn is_worth_it(behind: usize) -> bool {
    behind.is_power_of_two() || behind.is_multiple_of(3) && (behind / 3).is_power_of_two() || behind < 2
}

/// Whether what stands above the edit is long ago, or as long ago in both versions.
fn are_far(at: &Abreast, edit_ended: Count) -> bool {
    let far = |now: u32, ended: u32, long: u32| now - ended >= long;
    at.then == at.now
        || far(at.now.sentence, edit_ended.sentence, LONG_AGO.sentence)
            && far(at.now.order, edit_ended.order, LONG_AGO.order)
}
