//! Whom descriptions mean: `the company`, `the country`, `the 54-year-old`, `his daughter`.

use super::reader::Reader;
use crate::article::EntityKind;
use crate::english::classes::{FEMININE, MASCULINE};
use crate::english::lexicon::people_of;
use crate::english::names::NameKind;
use crate::entities::cast::{Cast, Character};
use crate::entities::discourse::Place;
use crate::entities::gallery::{Gallery, Seen, Suits, age_beside, age_in};
use crate::entities::mention::{Description, Form, Local, Noun, Pronoun, owner};
use crate::entities::standing::Mentioned;
use crate::text::Span;

impl Reader<'_> {
    /// What is known of a cast before the article is read.
    pub(super) fn gallery(cast: &Cast) -> Gallery {
        let mut gallery = Gallery::default();
        for character in &cast.characters {
            hang(&mut gallery, character, true);
        }
        gallery
    }

    /// Learns what stands beside a name: an age, and what an organisation is.
    pub(super) fn learn_beside(&mut self, block: usize, mention: &Local, who: usize) {
        let plain = self.article.plain(block);
        if self.cast.characters[who].kind == EntityKind::Person {
            if let Some(age) = age_beside(plain, mention.span) {
                self.gallery.is_aged(who, age);
            }
            if let Some(nation) = nation_before(plain, mention.span) {
                self.discourse.players[who].plays(nation);
            }
        } else if let Form::Name { role: Some(role), .. } = mention.form {
            self.gallery.is_called(who, role.of(plain));
        }
    }

    /// Learns that somebody is somebody's: `his daughter, Ann Lee`.
    pub(super) fn learn_kin(&mut self, block: usize, index: usize, who: usize) {
        let plain = self.article.plain(block);
        if let Some((noun, of)) = kin_of(plain, &self.article.facts[block].mentions, index)
            && let Some(of) = self.meant[block][of].who
        {
            self.gallery.is_kin(who, noun, of);
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
        block: usize,
        local: &Local,
        description: Description,
        place: Place,
        sure: bool,
    ) -> Option<usize> {
        let plain = self.article.plain(block);
        let (words, head) = (local.span.of(plain), description.head.of(plain));
        if description.plural {
            return None;
        }
        if let Some(age) = age_in(words) {
            return self.gallery.of_age(age, description.gender, place.sentence);
        }
        if let Some(owner) = owner(&self.article.facts[block].mentions, local.span) {
            return self.owner_of(block, owner, place).and_then(|of| self.gallery.kin_of(of, head));
        }
        if let Some(name) = named_behind(plain, local, &self.article.facts[block].mentions)
            && let Some(who) = self.cast.find(EntityKind::Person, name)
        {
            return Some(who);
        }
        let mut between = words.split_whitespace();
        let the =
            between.next().is_some_and(|w| ["the", "this", "that"].iter().any(|t| w.eq_ignore_ascii_case(t)));
        if !description.definite || !the {
            return None;
        }
        let others: Vec<String> = between.take_while(|w| *w != head).map(str::to_lowercase).collect();
        if let Some((who, suits)) = self.gallery.body(head, &others, place.sentence)
            && (suits == Suits::ByName || !sure)
        {
            return Some(who);
        }
        if !sure
            && description.noun == Noun::Person
            && let Some(who) = self.gallery.only_one(head, &others, description.gender)
        {
            return Some(who);
        }
        let bare = others.is_empty() && !local.reports;
        self.gallery.place(head, place.sentence).filter(|_| bare || !sure)
    }

    /// Whose a daughter is, before the owner's own turn.
    fn owner_of(&self, block: usize, owner: usize, place: Place) -> Option<usize> {
        let local = &self.article.facts[block].mentions[owner];
        let gender = match local.form {
            Form::Pronoun(Pronoun::He) => MASCULINE,
            Form::Pronoun(Pronoun::She) => FEMININE,
            Form::Name { .. } => {
                let name = local.span.of(self.article.plain(block));
                return self.cast.find(EntityKind::Person, name);
            }
            _ => return None,
        };
        let site = self.article.facts[block].sites[owner];
        let place = Place { site, reports: false, mentioned: Mentioned::Pronoun, ..place };
        self.discourse.pronoun(gender, place, &[]).clear()
    }
}

/// `Kenya’s Mercy Chepkoech`: the people that somebody is of.
pub(super) fn nation_before(plain: &str, name: Span) -> Option<&'static str> {
    let before = plain[..name.start as usize].strip_suffix(' ')?;
    let owner = before.strip_suffix("’s").or_else(|| before.strip_suffix("'s"))?;
    let mut words = owner.rsplit([' ', '\n', '“', '"']);
    let last = words.next()?;
    let two = words.next().map(|first| format!("{first} {last}"));
    two.and_then(|two| people_of(&two)).or_else(|| people_of(last))
}

/// What somebody is to whom: for `his daughter, Ann Lee`, "daughter" and the mention "his".
pub(super) fn kin_of<'a>(plain: &'a str, mentions: &[Local], index: usize) -> Option<(&'a str, usize)> {
    let Form::Name { role: Some(role), .. } = mentions[index].form else { return None };
    let noun = role.of(plain).split_whitespace().next_back()?;
    let _ = crate::english::lexicon::kin_noun(&noun.to_lowercase())?;
    // The role of "his daughter" is "daughter", and that of "Ruiz’s daughter" is all of it.
    let owns =
        |m: &Local| m.span.start == role.start && m.span.end < role.end || m.span.end + 1 == role.start;
    let of = mentions[..index].iter().rposition(|m| owns(m) && !matches!(m.form, Form::Description(_)))?;
    Some((noun, of))
}

/// The name behind a subject, between commas: `The defense lawyer, T. J. Crane, said`.
pub(super) fn named_behind<'a>(plain: &'a str, local: &Local, mentions: &[Local]) -> Option<&'a str> {
    if !local.reports {
        return None;
    }
    let behind = |m: &&Local| {
        let start = match m.form {
            Form::Name { kind: NameKind::Person, titled, .. } => titled.unwrap_or(m.span.start),
            _ => return false,
        };
        start == local.span.end + 2
            && plain[local.span.end as usize..].starts_with(", ")
            && plain[m.span.end as usize..].starts_with(',')
    };
    Some(mentions.iter().find(behind)?.span.of(plain))
}

/// Hangs up the portrait of a character.
pub(super) fn hang(gallery: &mut Gallery, character: &Character, named: bool) {
    let aliases = character.aliases.iter().map(String::as_str);
    gallery.add((character.kind, named), character.gender, &character.name, aliases);
}
