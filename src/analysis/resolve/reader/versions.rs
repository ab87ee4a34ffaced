//! Two readers of two versions of an article: the one begins where the other stands, and both stop where they are alike.

use super::{Reader, number};
use crate::analysis::resolve::article::Article;
use crate::analysis::resolve::reading::{Named, Reading, Somebody};
use crate::analysis::resolve::start::Start;
use crate::analysis::transcript::Transcript;
use crate::entities::abreast::{Abreast, Count};
use crate::entities::cast::Character;
use crate::quotes::attribute::Decision;
use std::sync::Arc;

impl<'a> Reader<'a> {
    /// How far it was read.
    pub(in crate::analysis::resolve) fn count(&self) -> Count {
        Count { sentence: self.sentence, order: self.order }
    }

    /// A reader who has read as far, of the earlier version of the article: what stands above is the same in both. Neither
    /// is a transcript.
    pub(in crate::analysis::resolve) fn of_the_version_before(
        &self,
        article: Article<'a>,
        decisions: &'a [Decision],
        start: Start,
    ) -> Self {
        Reader {
            article,
            start,
            decisions,
            transcript: Transcript::default(),
            here: vec![],
            watched: None,
            cast: self.cast.clone(),
            discourse: self.discourse.clone(),
            gallery: self.gallery.clone(),
            meant: self.meant.clone(),
            named: self.named.clone(),
            unnamed: self.unnamed.clone(),
            order: self.order,
            sentence: self.sentence,
            link: self.link,
            next: self.next,
        }
    }

    /// Whether this reader, of an earlier version, and that of the next will go on alike.
    pub(in crate::analysis::resolve) fn is_alike(&self, now: &Reader, at: &Abreast) -> bool {
        let same_kind = |(a, b): (&Character, &Character)| a.kind == b.kind;
        let added = |reader: &Reader| reader.start.cast.characters.len();
        self.discourse.is_alike(&now.discourse, at)
            && self.gallery.is_alike(&now.gallery, at)
            && self.decisions.len() - self.next == now.decisions.len() - now.next
            && self.cast.characters.iter().zip(&now.cast.characters).all(same_kind)
            && self.cast.characters[added(self)..] == now.cast.characters[added(now)..]
    }

    /// What the reading came to, if it was left where an earlier version was alike: from there on it comes to the same.
    pub(in crate::analysis::resolve) fn finish_as(mut self, earlier: &Reading) -> Reading {
        self.meant.extend(earlier.meant[self.meant.len()..].iter().cloned());
        let same_roles = Arc::ptr_eq(&self.start.roles, &earlier.start.roles);
        let roles = self.start.roles.iter().copied().chain(std::iter::repeat(None));
        let somebody = |(known, role): (&Somebody, Option<Named>)| Somebody { role, ..known.clone() };
        let mut reading = Reading {
            cast: match same_roles {
                true => Arc::clone(&earlier.cast),
                false => earlier.cast.iter().zip(roles).map(somebody).collect(),
            },
            annotated: earlier.annotated.clone(),
            signed: earlier.signed.clone(),
            slips: self.slips(),
            meant: std::mem::take(&mut self.meant),
            start: self.start.clone(),
            ..Reading::default()
        };
        number(&mut reading, self.decisions, self.article.facts);
        reading
    }
}
