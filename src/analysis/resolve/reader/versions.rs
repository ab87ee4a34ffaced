//! Two readers of two versions of an article, who stop where they are alike.

use super::{Reader, number};
use crate::analysis::model::Gender;
use crate::analysis::resolve::descriptions::{Descriptions, letters};
use crate::analysis::resolve::follow::Follow;
use crate::analysis::resolve::reading::Reading;
use crate::article::EntityKind;
use crate::entities::abreast::{Abreast, Count, Peers};
use crate::entities::described::Described;
use crate::entities::mention::Form;
use crate::quotes::attribute::{Decision, Verdict};

/// What is known of the article below the place where two readers are compared.
#[derive(Clone, Copy)]
pub(in crate::analysis::resolve) struct Below<'a> {
    /// Who there is who now.
    pub(in crate::analysis::resolve) follow: &'a Follow,
    /// Whether a description may mean a place.
    pub(in crate::analysis::resolve) asks_for_places: bool,
    /// Whether annotations or signatures give names, in either version.
    pub(in crate::analysis::resolve) gives_names: bool,
    /// How many the earlier version knows at its end.
    pub(in crate::analysis::resolve) known_in_the_end: usize,
    /// What it says of those who have no name: at least what stands there, and perhaps more, from the edit on.
    pub(in crate::analysis::resolve) descriptions: &'a dyn Fn() -> &'a Descriptions,
}

impl Reader<'_> {
    /// How far it was read.
    pub(in crate::analysis::resolve) fn count(&self) -> Count {
        Count { sentence: self.sentence, order: self.order }
    }

    /// Whether this reader, of an earlier version, and that of the next may come to be alike, both standing at a block: whoever
    /// is new or gone is of no account, those without a name are who they were but for their words, which nothing further
    /// down changes, and strangers may drop out of account and are never met again.
    pub(in crate::analysis::resolve) fn may_be_alike(
        &self,
        now: &Reader,
        block: usize,
        below: &Below,
    ) -> bool {
        self.described_otherwise(now, below).is_some()
            && self.peers(now, below).is_some_and(|peers| {
                self.strangers_may_leave(now, below, &peers)
                    && self.strangers_are_never_met(now, block, below)
            })
    }

    /// Whether they will go on alike.
    pub(in crate::analysis::resolve) fn is_alike(&self, now: &Reader, at: &Abreast, below: &Below) -> bool {
        let Some(otherwise) = self.described_otherwise(now, below) else { return false };
        let Some(peers) = self.peers(now, below) else { return false };
        let peers = peers.where_described_otherwise(otherwise);
        let same_kind =
            |(was, is): (&EntityKind, &Option<usize>)| is.is_none_or(|is| *was == now.cast.kind(is));
        self.discourse.is_alike(&now.discourse, at, &peers)
            && self.gallery.is_alike(&now.gallery, at, &peers)
            && self.decisions.len() - self.next == now.decisions.len() - now.next
            && self.speaks_on_alike(now, at.block as usize, below)
            && self.cast.kinds().iter().zip(below.follow.named()).all(same_kind)
            && (peers.described_otherwise().iter())
                .all(|who| self.is_never_told_apart(now, *who, at.block as usize + 1, below))
    }

    /// Whether whoever speaks further down by words of the last block or one above is the same: `Ruiz said` may tell who says
    /// the next paragraph, too.
    fn speaks_on_alike(&self, now: &Reader, block: usize, below: &Below) -> bool {
        let report = |decision: &Decision| match decision.verdict {
            Verdict::Said(said) => Some(said.report).filter(|report| report.block <= block),
            _ => None,
        };
        let is_near = |(was, _): &(&Decision, &Decision)| was.block <= block + 1 || report(was).is_some();
        let speaker = |reader: &Reader, decision: &Decision| reader.speaker_of(report(decision)?);
        let same = |(was, is): (&Decision, &Decision)| match (speaker(self, was), speaker(now, is)) {
            (None, None) => true,
            (Some(was), Some(is)) => below.follow.now(was) == Some(is),
            _ => false,
        };
        let further = self.decisions[self.next..].iter().zip(&now.decisions[now.next..]);
        further.take_while(is_near).all(same)
    }

    fn peers(&self, now: &Reader, below: &Below) -> Option<Peers> {
        let is_thing = |reader: &Reader, who: usize| !below.asks_for_places && reader.is_thing(who);
        let (gone, new) = (self.strangers_gone(below), now.new_strangers(below));
        let more = now.cast.cast_len().saturating_sub(self.cast.cast_len()) + new.len();
        Peers::of(
            (0..self.cast.len()).map(|who| below.follow.now(who)),
            |who| gone.contains(&who) || is_thing(self, who),
            (0..now.cast.len()).map(|who| new.contains(&who) || is_thing(now, who)),
            below.known_in_the_end + more,
        )
    }

    /// Whether somebody is a place, and no pronoun means it.
    fn is_thing(&self, who: usize) -> bool {
        self.cast.kind(who) == EntityKind::Place && self.discourse.players[who].is_thing()
    }

    /// Which of those who have no name the later version describes by other words, as it does whomever one is typing a
    /// description of; `None` if they differ in more than that, or names that are given may be theirs.
    fn described_otherwise(&self, now: &Reader, below: &Below) -> Option<Vec<usize>> {
        let mut otherwise = vec![];
        let (gone, new) = (self.strangers_gone(below), now.new_strangers(below));
        let met = self.cast.met().filter(|who| !gone.contains(who));
        let met_now = now.cast.met().filter(|who| !new.contains(who));
        for (who, there) in met.zip(met_now) {
            if !self.cast.is_same_but_for_words(who, (&now.cast, there)) {
                return None;
            }
            if self.cast.name(who) != now.cast.name(there) {
                let names = [self.cast.name(who), now.cast.name(there)];
                let by_members = self.discourse.players[who].plural
                    && names.iter().any(|name| may_be_called_by_members(name));
                if below.gives_names || by_members || self.is_group(who) != now.is_group(there) {
                    return None;
                }
                otherwise.push(who);
            }
        }
        (self.cast.met().len() - gone.len() == now.cast.met().len() - new.len()).then_some(otherwise)
    }

    /// Whether no description from a block on suits somebody without a name better in one version than in the other, and
    /// nothing but a name there has the very words by which either knows them: “it” and “some” may be somebody, too.
    fn is_never_told_apart(&self, now: &Reader, who: usize, block: usize, below: &Below) -> bool {
        let Some(there) = below.follow.now(who) else { return false };
        let suits_alike = |described: &Described| {
            self.discourse.suits_alike(described, who, (&now.discourse, there))
                && self.gallery.suits_alike(described, who, (&now.gallery, there))
        };
        now.leaves_alone(block, below, &[self.cast.name(who), now.cast.name(there)], &suits_alike)
    }

    /// Whether every description from a block on leaves somebody alone, and nothing but a name there has one of the very
    /// words by which they are known: “it” and “some” may be somebody, too.
    pub(super) fn leaves_alone(
        &self,
        block: usize,
        below: &Below,
        names: &[&str],
        leaves: &dyn Fn(&Described) -> bool,
    ) -> bool {
        let written: Vec<Written> = names.iter().map(|name| Written::of(name)).collect();
        let block_leaves = |block: usize| {
            let (facts, plain) = (&self.article.facts[block], self.article.plain(block));
            facts.mentions.iter().zip(facts.ties.iter()).all(|(mention, ties)| {
                let has_name = matches!(mention.form, Form::Name { .. });
                let is_called_so = || written.iter().any(|name| name.is_written(mention.span.of(plain)));
                ties.described.as_deref().is_none_or(leaves) && (has_name || !is_called_so())
            })
        };
        let all = || (block..self.article.facts.len()).all(block_leaves);
        let descriptions = (below.descriptions)();
        debug_assert!(descriptions.from <= block, "{} is below {block}", descriptions.from);
        if !names.iter().any(|name| descriptions.may_have_words(name)) && descriptions.described().all(leaves)
        {
            debug_assert!(all(), "{names:?} are not left alone from {block} on");
            return true;
        }
        // What refused may stand between the edit and the block, or be other words with the same key.
        all()
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
        let mut genders: Vec<Gender> = self.genders().collect();
        let strangers = follow.strangers();
        let met = cast.met().len() - strangers.new_ones().len() + strangers.gone().len();
        for was in 0..follow.named().len() + met {
            // What is learned of them further down is what was.
            if let Some(now) = follow.now(was) {
                genders[now] = earlier.genders[was];
                cast.is(now, earlier.cast.kind(was));
            }
        }
        genders.extend_from_slice(&earlier.genders[follow.named().len() + met..]);
        cast.meet_rest_of(&earlier.cast, met);
        let mut reading = Reading {
            cast,
            genders,
            annotated: earlier.annotated.clone(),
            signed: earlier.signed.clone(),
            slips: self.slips(),
            meant: std::mem::take(&mut self.meant),
            ..Reading::from(self.start.clone())
        };
        number(&mut reading, self.decisions, self.article.facts);
        Some(reading)
    }
}

/// Whether somebody without a name may be a group that is called by the names of its members, `Ana Ruiz and Bo Park`: then it
/// is met where those words need not stand.
pub(super) fn may_be_called_by_members(name: &str) -> bool {
    name.contains(" and ")
}

/// A description that somebody without a name has, for whoever looks where the same words stand, whatever their blanks and
/// capitals.
struct Written<'a> {
    words: &'a str,
    first: Option<char>,
}

impl<'a> Written<'a> {
    fn of(words: &'a str) -> Self {
        Written { words, first: letters(words).next() }
    }

    /// Most words begin with another letter.
    fn is_written(&self, words: &str) -> bool {
        let begins = match words.as_bytes().first() {
            Some(first) if first.is_ascii_alphabetic() => {
                self.first == Some(char::from(first.to_ascii_lowercase()))
            }
            _ => true,
        };
        begins && letters(words).eq(letters(self.words))
    }
}
