//! The text of a document in one piece, as its analysis wants it.
//!
//! A rope holds it in thousands. To put those together for every key is to write the article again each time; but the text of
//! the version before the last, which nobody needs any more, differs by two keys.

use super::documents::{Snapshot, Text};
use crate::analysis::{Edited, Remains};
use crate::text::SharedText;
use ropey::Rope;
use std::sync::Arc;

/// Room for what is typed.
const ROOM: usize = 1024;

/// What is left of an earlier revision.
#[derive(Debug)]
pub(super) struct Leftover {
    revision: u64,
    text: SharedText,
    remains: Remains,
}

impl Leftover {
    /// What is left of a snapshot that nobody looks at any more.
    pub(super) fn of(snapshot: Arc<Snapshot>) -> Option<Leftover> {
        let snapshot = Arc::into_inner(snapshot)?;
        let (text, remains) = snapshot.analysis.into_remains();
        Some(Leftover { revision: snapshot.text.revision, text, remains })
    }
}

/// A text in one piece, made of what is left of an earlier one where that is of use; and what else is left of that.
pub(super) fn in_one_piece(text: &Text, leftover: Option<Leftover>) -> (SharedText, Remains) {
    let Some(Leftover { revision, text: old, remains }) = leftover else {
        return (written(&text.rope), Remains::default());
    };
    (brought_up_to_date(text, revision, old).unwrap_or_else(|| written(&text.rope)), remains)
}

fn written(rope: &Rope) -> SharedText {
    let mut text = String::with_capacity(rope.len_bytes() + ROOM);
    text.extend(rope.chunks());
    text.into()
}

fn brought_up_to_date(text: &Text, revision: u64, mut old: SharedText) -> Option<SharedText> {
    let Edited { start, old_end, new_end } = text.edited_since(revision)?;
    let edited = text.rope.get_byte_slice(start as usize..new_end as usize)?;
    let all = old.alone()?;
    if all.capacity() > 2 * text.rope.len_bytes() + ROOM {
        // Much was taken out: its room is given back.
        return None;
    }
    if all.capacity() < text.rope.len_bytes() {
        // Left to itself it would take twice the room.
        all.reserve_exact(text.rope.len_bytes() + ROOM - all.len());
    }
    all.get(start as usize..old_end as usize)?;
    all.replace_range(start as usize..old_end as usize, &String::from(edited));
    debug_assert_eq!(text.rope, **all);
    // A text that is wrong once would be wrong in all versions to come.
    (all.len() == text.rope.len_bytes()).then_some(old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::edits::Edits;
    use crate::server::typing::Edit;
    use proptest::prelude::*;

    fn text(words: &str, revision: u64, edits: Edits) -> Text {
        let (version, language_id, typing) = (0, "article".into(), None);
        Text { rope: Rope::from_str(words), version, revision, language_id, typing, edits }
    }

    #[test]
    fn what_is_left_is_written_on_where_it_lies() {
        let old = written(&Rope::from_str("Rain fell — on us."));
        let place = old.as_ptr();
        let mut edits = Edits::default();
        edits.note(&[Edit { start: 5, removed: 4, inserted: "came" }]);
        edits.note(&[Edit { start: 9, removed: 0, inserted: " down" }]);
        let now = text("Rain came down — on us.", 3, edits);
        let leftover = |revision, text| Some(Leftover { revision, text, remains: Remains::default() });
        let (of_another, _) = in_one_piece(&now, leftover(1, old.clone()));
        assert_eq!(
            (&*of_another, of_another.as_ptr() == place),
            ("Rain came down — on us.", false),
            "in use"
        );
        let (unknown, _) = in_one_piece(&now, leftover(0, old.clone()));
        assert_eq!(&*unknown, "Rain came down — on us.", "nobody knows what was edited since");
        let (now_there, _) = in_one_piece(&now, leftover(1, old));
        assert_eq!((&*now_there, now_there.as_ptr()), ("Rain came down — on us.", place));
    }

    proptest! {
        #[test]
        fn keys_at_any_place_make_the_text_that_the_rope_has(
            words in "[a“é\n]{0,30}", keys in prop::collection::vec((0_usize..40, 0_usize..4, "[a”\r\n]{0,3}"), 1..6),
        ) {
            let (mut edits, mut now) = (Edits::default(), words.clone());
            for (at, len, inserted) in &keys {
                let start = now.floor_char_boundary(at % (now.len() + 1));
                let end = now.floor_char_boundary((start + len).min(now.len())).max(start);
                edits.note(&[Edit { start, removed: end - start, inserted }]);
                now.replace_range(start..end, inserted);
            }
            let text = text(&now, 1 + keys.len() as u64, edits);
            let written_on = brought_up_to_date(&text, 1, words.into());
            prop_assert_eq!(&*written_on.expect("it is known what was edited"), &*now);
        }
    }
}
