//! Two readers of two versions of an article, who stop where they are alike.

use super::{Reader, number};
use crate::analysis::model::Gender;
use crate::analysis::resolve::follow::Follow;
use crate::analysis::resolve::reading::Reading;
use crate::article::EntityKind;
use crate::entities::abreast::{Abreast, Count, Peers};

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
        let same_kind =
            |(was, is): (&EntityKind, &Option<usize>)| is.is_none_or(|is| *was == now.cast.kind(is));
        self.discourse.is_alike(&now.discourse, at, &peers)
            && self.gallery.is_alike(&now.gallery, at, &peers)
            && self.decisions.len() - self.next == now.decisions.len() - now.next
            && self.cast.kinds().iter().zip(below.follow.named()).all(same_kind)
            && self.cast.met_the_same_as(&now.cast)
    }

    fn peers(&self, now: &Reader, below: &Below) -> Option<Peers> {
        let is_thing = |reader: &Reader, who: usize| !below.asks_for_places && reader.is_thing(who);
        let more = now.cast.cast_len().saturating_sub(self.cast.cast_len());
        Peers::of(
            (0..self.cast.len()).map(|who| below.follow.now(who)),
            |who| is_thing(self, who),
            (0..now.cast.len()).map(|who| is_thing(now, who)),
            below.known_in_the_end + more,
        )
    }

    /// Whether somebody is a place, and no pronoun means it.
    fn is_thing(&self, who: usize) -> bool {
        self.cast.kind(who) == EntityKind::Place && self.discourse.players[who].is_thing()
    }

    /// What the reading came to, if it was left where an earlier version was alike: from there on it comes to the same.
    /// `None` if the earlier one means somebody there who is gone.
    pub(in crate::analysis::resolve) fn finish_as(
        &mut self,
        earlier: &Reading,
        follow: &Follow,
    ) -> Option<Reading> {
        let read = self.meant.len();
        if follow.go_on(&mut self.meant, earlier, read..earlier.meant.len()).is_none() {
            self.meant.truncate(read);
            return None;
        }
        let mut cast = self.cast.clone();
        let mut genders: Vec<Gender> = self.genders().take(cast.cast_len()).collect();
        for (was, now) in follow.named().iter().enumerate() {
            // What is learned of them further down is what was.
            if let Some(now) = *now {
                genders[now] = earlier.genders[was];
                cast.is(now, earlier.cast.kind(was));
            }
        }
        genders.extend_from_slice(&earlier.genders[follow.named().len()..]);
        cast.meet_all_of(&earlier.cast);
        let mut reading = Reading {
            cast,
            genders,
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
