//! What a paragraph says of a mention besides its own words: how it hangs together with others of the paragraph, and what
//! stands beside it.

use super::casting::gloss;
use super::described::{kin_of, named_behind, nation_before};
use crate::entities::cast::Gloss;
use crate::entities::gallery::age_beside;
use crate::entities::mention::{Form, Local, joined, owner};

/// What ties a mention to its surroundings, and so all that the [`Reader`](super::reader::Reader) learns of a mention
/// from words that are not its own.
#[derive(Debug, PartialEq)]
pub(in crate::analysis) struct Ties<'a> {
    /// Of a name: the age beside it, and the people that its bearer is of.
    beside: (Option<u16>, Option<&'static str>),
    /// It says the name before it again.
    gloss: Option<Gloss>,
    /// The name in commas behind it.
    named_behind: Option<&'a str>,
    /// Its owner, as in `his daughter`.
    owner: Option<usize>,
    /// Whose kin it is, as in `his daughter, Ann Lee`.
    kin: Option<(&'a str, usize)>,
    /// It is one of two: `Ann Lee and Bo Park`.
    joined: bool,
}

impl<'a> Ties<'a> {
    /// The ties of the mention with this index.
    pub(in crate::analysis) fn of(plain: &'a str, mentions: &[Local], index: usize) -> Self {
        let local = &mentions[index];
        let is_name = |m: &&Local| matches!(m.form, Form::Name { .. });
        let name = Some(local).filter(is_name);
        let before = mentions[..index].iter().rev().find(is_name);
        Ties {
            beside: name
                .map_or((None, None), |name| (age_beside(plain, name.span), nation_before(plain, name.span))),
            gloss: name.zip(before).and_then(|(name, before)| gloss(plain, before.span, name.span)),
            named_behind: named_behind(plain, local, mentions),
            owner: owner(mentions, local.span),
            kin: kin_of(plain, mentions, index),
            joined: mentions.get(index + 1).is_some_and(|next| joined(plain, local, next)),
        }
    }
}
