//! Reading the next version of an article: from the edit to where it goes on as before.
//!
//! What stands above the edit is not weighed again: whom it means is known, and is noted. From the edit on two readers go
//! side by side, one of the earlier version, who knows all the answers, and one of the later. Where they are alike, the
//! rest is what it was. Where the edit changes a name, the rest is weighed again. Transcripts are not read so: there a label
//! far below may tell who speaks above.

use super::article::Article;
use super::follow::Follow;
use super::reader::Reader;
use super::reading::Reading;
use super::start::Start;
use crate::entities::abreast::{Abreast, Count, LONG_AGO};
use crate::quotes::attribute::Decision;
use std::ops::Range;
use std::sync::Arc;

/// Over so many blocks two readers are compared. Whoever has not come to be alike by then rarely does.
const PATIENCE: usize = 512;

/// A version of an article, and what was decided in it.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Version<'a> {
    pub(in crate::analysis) article: Article<'a>,
    pub(in crate::analysis) decisions: &'a [Decision],
}

/// Reads the later version of an article, of which the `edited` blocks are not as they were, given the reading of the
/// earlier one and what is known before the first word of the later one.
pub(in crate::analysis) fn read_again(
    then: Version<'_>,
    earlier: &Reading,
    now: Version<'_>,
    start: Start,
    edited: Range<usize>,
) -> Reading {
    let mut reader = Reader::of_prose(now.article, now.decisions, start);
    for block in 0..edited.start {
        reader.read_block(Some(&earlier.meant[block]));
    }
    let begun = reader.count();
    let mark = earlier.mark.clone().filter(|mark| mark.block <= edited.start);
    let mut before = reader.of_the_version_before(then.article, then.decisions, earlier.start.clone());
    let mut edit_ended = Count::default();
    for block in edited.start..now.article.facts.len().min(edited.end + PATIENCE) {
        reader.read_block(None);
        before.read_block(Some(&earlier.meant[block]));
        if block + 1 < edited.end {
            continue;
        }
        if block + 1 == edited.end {
            edit_ended = reader.count();
        }
        let at = Abreast { block: block as u32, edited: begun, then: before.count(), now: reader.count() };
        if are_far(&at, edit_ended) && before.is_alike(&reader, &at) {
            return Reading { mark, ..reader.finish_as(earlier) };
        }
    }
    reader.read();
    Reading { mark, ..reader.finish() }
}

/// Reads the later version of an article, in which one block names others than before, given the reading of the earlier
/// one; `edited` are the blocks that are not as they were, and `touched` those that were edited since that one began.
pub(in crate::analysis) fn read_with_other_names(
    earlier: &Reading,
    now: Version<'_>,
    edited: Range<usize>,
    touched: &[usize],
) -> Reading {
    let start = earlier.start.with_other_names(now.article, touched);
    let follow = Follow::of(&earlier.start, &start, edited.start);
    let at_mark = follow.as_ref().and_then(|follow| {
        Reader::at_mark(now.article, now.decisions, &start, (earlier, follow), edited.start)
    });
    let mut reader = at_mark.unwrap_or_else(|| Reader::of_prose(now.article, now.decisions, start));
    for block in reader.meant.len()..edited.start {
        let meant = follow.as_ref().and_then(|follow| follow.meant(earlier, block));
        reader.read_block(meant.as_ref());
    }
    let mark = Some(Arc::new(reader.mark()));
    reader.read();
    Reading { mark, ..reader.finish() }
}

/// Whether what stands above the edit is long ago, or as long ago in both versions.
fn are_far(at: &Abreast, edit_ended: Count) -> bool {
    let far = |now: u32, ended: u32, long: u32| now - ended >= long;
    at.then == at.now
        || far(at.now.sentence, edit_ended.sentence, LONG_AGO.sentence)
            && far(at.now.order, edit_ended.order, LONG_AGO.order)
}
