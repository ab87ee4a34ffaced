//! Whom descriptions mean: `the company`, `the country`, `the 54-year-old`, `his daughter`.

use super::reader::Reader;
use crate::article::EntityKind;
use crate::english::classes::{FEMININE, MASCULINE};
use crate::english::names::NameKind;
use crate::entities::cast::Character;
use crate::entities::discourse::Place;
use crate::entities::gallery::{Gallery, Seen, Suits};
use crate::entities::mention::{Description, Form, Local, Noun, Pronoun};
use crate::entities::standing::Mentioned;

impl Reader<'_> {
    /// Learns that somebody is somebody's: `his daughter, Ann Lee`.
    pub(super) fn learn_kin(&mut self, block: usize, index: usize, who: usize) {
        if let Some((noun, of)) = self.article.facts[block].ties[index].kin
            && let Some(of) = self.whom(block, of as usize)
        {
            self.gallery.is_kin(who, noun.of(self.article.plain(block)), of);
        }
    }

    /// Notes a mention for the descriptions behind it.
    pub(super) fn portray(&mut self, who: usize, local: &Local, place: &Place) {
        let gender = match local.form {
            Form::Pronoun(Pronoun::He) => MASCULINE,
            Form::Pronoun(Pronoun::She) => FEMININE,
            Form::Description(description) => description.gender,
            Form::Pronoun(_) | Form::Name { .. } => 0,
        };
        if !place.quoted {
            let seen =
                Seen { sentence: place.sentence, order: place.order, leads: place.leads || place.reports };
            self.gallery.mention(who, gender, seen);
        }
    }

    /// Whom a description means by what the article shows of age, kin, bodies and places. `sure` leaves out what the
    /// noun alone suggests.
    pub(super) fn described(
        &self,
        (block, index): (usize, usize),
        description: Description,
        place: Place,
        sure: bool,
    ) -> Option<usize> {
        let facts = &self.article.facts[block];
        let ties = &facts.ties[index];
        let described = ties.described.as_deref().filter(|_| !description.plural)?;
        if let Some(age) = described.age {
            return self.gallery.of_age(age, description.gender, place.sentence);
        }
        if let Some(owner) = ties.owner {
            let head = description.head.of(self.article.plain(block));
            return self.owner_of(block, owner as usize, place).and_then(|of| self.gallery.kin_of(of, head));
        }
        if let Some(behind) = ties.named_behind
            && let named = &facts.mentions[behind as usize]
            && let name = named.span.of(self.article.plain(block))
            && let Some(who) = self.cast.find_named(self.named_kind(named), name)
        {
            return Some(who);
        }
        if let Some((who, suits)) = self.gallery.body(described, place.sentence)
            && (suits == Suits::ByName || !sure)
        {
            return Some(who);
        }
        if !sure
            && description.noun == Noun::Person
            && let Some(who) = self.gallery.only_one(described, description.gender)
        {
            return Some(who);
        }
        let the = described.begins_with_the().then_some(described)?;
        let bare = the.is_bare() && !place.reports;
        self.gallery.place(the, place.sentence).filter(|_| bare || !sure)
    }

    /// What sort of thing a name in commas behind a description names.
    fn named_kind(&self, local: &Local) -> EntityKind {
        match local.form {
            Form::Name { kind: NameKind::Organisation, .. } => EntityKind::Organisation,
            _ => EntityKind::Person,
        }
    }

    /// Whose a daughter is, before the owner's own turn.
    fn owner_of(&self, block: usize, owner: usize, place: Place) -> Option<usize> {
        let local = &self.article.facts[block].mentions[owner];
        let gender = match local.form {
            Form::Pronoun(Pronoun::He) => MASCULINE,
            Form::Pronoun(Pronoun::She) => FEMININE,
            Form::Name { .. } => {
                let name = local.span.of(self.article.plain(block));
                return self.cast.find_named(EntityKind::Person, name);
            }
            _ => return None,
        };
        let site = self.article.facts[block].sites[owner];
        let place = Place { site, reports: false, mentioned: Mentioned::Pronoun, ..place };
        self.discourse.pronoun(gender, place, &[]).clear()
    }
}

/// Hangs up the portrait of a character.
pub(super) fn hang(gallery: &mut Gallery, character: &Character, named: bool) {
    let aliases = character.aliases.iter().map(String::as_str);
    gallery.add((character.kind, named), character.gender, &character.name, aliases);
}
