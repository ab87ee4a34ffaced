//! Two readers of two versions of an article, who stop where they are alike.

use super::{Reader, number};
use crate::analysis::resolve::follow::Follow;
use crate::analysis::resolve::reading::{Reading, Somebody};
use crate::article::EntityKind;
use crate::entities::abreast::{Abreast, Count, Peers};
use crate::entities::cast::Character;

/// What is known of the article below the place where two readers are compared.
#[derive(Clone, Copy)]
pub(in crate::analysis::resolve) struct Below<'a> {
    /// Who there is who now.
    pub(in crate::analysis::resolve) follow: &'a Follow,
    /// Whether a description may mean a place.
    pub(in crate::analysis::resolve) asks_for_places: bool,
    /// How many the earlier version knows at its end.
    pub(in crate::analysis::resolve) known_in_the_end: usize,
}

impl Reader<'_> {
    /// How far it was read.
    pub(in crate::analysis::resolve) fn count(&self) -> Count {
        Count { sentence: self.sentence, order: self.order }
    }

    /// Whether this reader, of an earlier version, and that of the next may come to be alike: whoever is new or gone is of
    /// no account.
    pub(in crate::analysis::resolve) fn may_be_alike(&self, now: &Reader, below: &Below) -> bool {
        self.peers(now, below).is_some()
    }

    /// Whether they will go on alike.
    pub(in crate::analysis::resolve) fn is_alike(&self, now: &Reader, at: &Abreast, below: &Below) -> bool {
        let Some(peers) = self.peers(now, below) else { return false };
        let same_kind = |(was, is): (&Character, &Option<usize>)| {
            is.is_none_or(|is| was.kind == now.cast.characters[is].kind)
        };
        self.discourse.is_alike(&now.discourse, at, &peers)
            && self.gallery.is_alike(&now.gallery, at, &peers)
            && self.decisions.len() - self.next == now.decisions.len() - now.next
            && self.cast.characters.iter().zip(below.follow.named()).all(same_kind)
            && self.without_names() == now.without_names()
    }

    fn peers(&self, now: &Reader, below: &Below) -> Option<Peers> {
        let is_thing = |reader: &Reader, who: usize| !below.asks_for_places && reader.is_thing(who);
        let more = now.start.cast.characters.len().saturating_sub(self.start.cast.characters.len());
        Peers::of(
            (0..self.cast.characters.len()).map(|who| below.follow.now(who)),
            |who| is_thing(self, who),
            (0..now.cast.characters.len()).map(|who| is_thing(now, who)),
            below.known_in_the_end + more,
        )
    }

    /// Whether somebody is a place, and no pronoun means it.
    fn is_thing(&self, who: usize) -> bool {
        self.cast.characters[who].kind == EntityKind::Place && self.discourse.players[who].is_thing()
    }

    /// Who was met so far without a name.
    fn without_names(&self) -> &[Character] {
        &self.cast.characters[self.start.cast.characters.len()..]
    }

    /// What the reading came to, if it was left where an earlier version was alike: from there on it comes to the same.
    /// `None` if the earlier one means somebody there who is gone.
    pub(in crate::analysis::resolve) fn finish_as(
        &mut self,
        earlier: &Reading,
        follow: &Follow,
    ) -> Option<Reading> {
        let (read, named) = (self.meant.len(), self.start.cast.characters.len());
        if follow.go_on(&mut self.meant, earlier, read..earlier.meant.len()).is_none() {
            self.meant.truncate(read);
            return None;
        }
        let mut cast: Vec<Somebody> = self.somebodies().take(named).collect();
        for (was, now) in follow.named().iter().enumerate() {
            // What is learned of them further down is what was.
            if let Some(now) = *now {
                let was = &earlier.cast[was];
                (cast[now].gender, cast[now].character.kind) = (was.gender, was.character.kind);
            }
        }
        cast.extend(earlier.cast[follow.named().len()..].iter().cloned());
        let mut reading = Reading {
            cast: cast.into(),
            annotated: earlier.annotated.clone(),
            signed: earlier.signed.clone(),
            slips: self.slips(),
            meant: std::mem::take(&mut self.meant),
            start: self.start.clone(),
            ..Reading::default()
        };
        number(&mut reading, self.decisions, self.article.facts);
        Some(reading)
    }
}
