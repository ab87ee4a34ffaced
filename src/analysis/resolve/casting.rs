//! What the cast is made of: the uses of names, and whoever is declared.

use super::article::Article;
use super::reading::Named as Place;
use super::spellings::{Spellings, Spelt};
use crate::analysis::facts::Facts;
use crate::analysis::model::Declaration;
use crate::article::{AnnotationKind, Declared, EntityKind, SpeakerName};
use crate::english::classes::{FIRST_NAME, SURNAME};
use crate::english::lexicon::lookup;
use crate::english::names::NameKind;
use crate::entities::cast::{Character, Gloss, NameUse};
use crate::entities::described::Played;
use crate::entities::mention::Form;
use crate::entities::people::Named;
use crate::entities::player::Player;
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// What an article says by its names, in the order of the text.
///
/// It is learned in one go, since to fetch what is known of each paragraph takes longer than to look at it; and kept for
/// the next version of the article, of which all but a few paragraphs name whom they named.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    uses: Vec<Use>,
    /// Of these, by index, where something is said beside them of their bearers.
    telling: Vec<u32>,
    /// For each block, how many names stand before it.
    before: Vec<u32>,
    spellings: Spellings,
    /// The first block in which an annotation says who somebody is or speaks.
    pub(super) annotated: Option<usize>,
}

/// A use of a name, wherever its paragraph stands.
#[derive(Clone, Copy, Debug)]
struct Use {
    block: u32,
    /// The index of the mention in the block.
    mention: u32,
    /// Its words: a number of [`Spellings`].
    spelling: u32,
    /// A title stands in front of it.
    titled: bool,
    kind: NameKind,
    odds: [u8; 3],
    gender: u64,
    reports: bool,
    gloss: Option<Gloss>,
    /// The block has annotations or markup: what it prints is not what stands in the file.
    marked_up: bool,
}

impl Names {
    pub(super) fn of(article: Article<'_>) -> Self {
        let mut names = Names::default();
        let nothing = Spellings::default();
        let mut spelt = Spelt::new(&nothing);
        names.blocks(article, 0..article.facts.len(), &mut spelt);
        names.spellings = Spellings::of(&spelt.new);
        names
    }

    /// The names of a later version of the article, in which none but the `edited` blocks may differ, which are in order.
    pub(super) fn again(&self, article: Article<'_>, edited: &[usize]) -> Self {
        if self.spellings.are_stale() {
            return Names::of(article);
        }
        let mut names = Names::default();
        let mut spelt = Spelt::new(&self.spellings);
        names.uses.reserve(self.uses.len() + SOME_MORE);
        let mut from = 0;
        for &block in edited {
            names.keep(self, from..block);
            names.blocks(article, block..block + 1, &mut spelt);
            from = block + 1;
        }
        names.keep(self, from..self.before.len());
        names.spellings = self.spellings.with(&spelt.new);
        names
    }

    /// Adds the names of blocks as they were in an earlier version.
    fn keep(&mut self, then: &Names, blocks: Range<usize>) {
        let (from, to) = (then.before(blocks.start), then.before(blocks.end));
        let more = self.uses.len() as i32 - from as i32;
        let moved = |at: &u32| at.wrapping_add_signed(more);
        let telling = |end: usize| then.telling.partition_point(|at| (*at as usize) < end);
        self.uses.extend_from_slice(&then.uses[from..to]);
        self.telling.extend(then.telling[telling(from)..telling(to)].iter().map(moved));
        self.before.extend(then.before[blocks.clone()].iter().map(moved));
        self.annotated = self.annotated.or(then.annotated.filter(|block| blocks.contains(block)));
    }

    /// How many names stand before the block with this index.
    pub(super) fn before(&self, block: usize) -> usize {
        self.before.get(block).map_or(self.uses.len(), |before| *before as usize)
    }

    /// The uses of names as the cast is made of them.
    pub(super) fn uses<'a>(&'a self, article: Article<'a>) -> Vec<NameUse<'a>> {
        let words: Vec<&str> = self.spellings.all().collect();
        self.uses.iter().map(|used| used.seen_in(article, words[used.spelling as usize])).collect()
    }

    /// The names beside which something is said of their bearers, by their indices among all uses, and where they stand.
    pub(super) fn telling(&self) -> impl Iterator<Item = (usize, Place)> + '_ {
        let place = |used: &Use| (used.block as usize, used.mention as usize);
        self.telling.iter().map(move |at| (*at as usize, place(&self.uses[*at as usize])))
    }

    /// Where names with a title in front of them stand, in order.
    pub(super) fn titled(&self) -> impl Iterator<Item = Place> + '_ {
        let telling = self.telling.iter().map(|at| &self.uses[*at as usize]);
        telling.filter(|used| used.titled).map(|used| (used.block as usize, used.mention as usize))
    }

    fn blocks<'k, 't: 'k>(&mut self, article: Article<'t>, blocks: Range<usize>, spelt: &mut Spelt<'k, 't>) {
        for block in blocks {
            self.before.push(self.uses.len() as u32);
            let plain = article.plain(block);
            self.block(block, &article.facts[block], |span| spelt.number(span.of(plain)));
        }
    }

    fn block(&mut self, block: usize, facts: &Facts, mut spelling: impl FnMut(Span) -> u32) {
        let says_who =
            |kind: &AnnotationKind| matches!(kind, AnnotationKind::Entity(..) | AnnotationKind::Speaker(_));
        if facts.inline.annotations.iter().any(|annotation| says_who(&annotation.kind)) {
            self.annotated.get_or_insert(block);
        }
        let marked_up = !facts.inline.is_plain();
        for (index, (mention, ties)) in facts.mentions.iter().zip(facts.ties.iter()).enumerate() {
            let Form::Name { kind, odds, gender, role, titled, .. } = mention.form else { continue };
            if role.is_some() || titled.is_some() || ties.tells_of_bearer() {
                self.telling.push(self.uses.len() as u32);
            }
            self.uses.push(Use {
                block: block as u32,
                mention: index as u32,
                spelling: spelling(mention.span),
                titled: titled.is_some(),
                kind,
                odds,
                gender,
                reports: mention.reports,
                gloss: ties.gloss,
                marked_up,
            });
        }
    }
}

impl Use {
    fn seen_in<'a>(&self, article: Article<'a>, words: &'a str) -> NameUse<'a> {
        let Use { spelling, kind, odds, gender, reports, gloss, .. } = *self;
        let annotation = || {
            let block = self.block as usize;
            article.annotation_of(block, &article.facts[block].mentions[self.mention as usize])
        };
        let annotated = if self.marked_up { annotation() } else { None };
        NameUse { words, spelling, kind, odds, gender, reports, gloss, annotated }
    }
}

/// Room for names that an edit brings.
const SOME_MORE: usize = 16;

/// Everybody whom the header declares, and those of the people list whom the article names; where, and what is said.
pub(super) fn declared(article: Article<'_>, uses: &[NameUse]) -> (Vec<Declaration>, Vec<Declared>) {
    let header = &article.header.declared;
    let mut places: Vec<_> = (0..header.len() as u32).map(Declaration::Header).collect();
    let mut declared = header.clone();
    if !article.people.is_empty() {
        let listed = article.people.named(&all_names(article, uses), header);
        declared.extend(listed.iter().map(|&index| article.people.entry(index).clone()));
        places.extend(listed.into_iter().map(Declaration::List));
    }
    (places, declared)
}

/// The names that the article prints, and those that its annotations and signatures give.
fn all_names<'a>(article: Article<'a>, uses: &[NameUse<'a>]) -> Vec<Named<'a>> {
    let person = |words| Named { words, may_be_surname: true };
    let mut names: Vec<Named> = uses
        .iter()
        .map(|name| {
            let may_be_surname = !matches!(name.kind, NameKind::Place | NameKind::Organisation);
            Named { words: name.words, may_be_surname }
        })
        .collect();
    for facts in article.facts {
        names.extend(facts.inline.annotations.iter().filter_map(|annotation| match &annotation.kind {
            AnnotationKind::Speaker(SpeakerName::Name(name)) | AnnotationKind::Entity(_, name) => {
                Some(person(name.as_str()))
            }
            _ => None,
        }));
    }
    let signatures = article.blocks.iter().filter_map(|block| block.attribution);
    names.extend(signatures.map(|signature| person(signature.of(article.text))));
    names
}

pub(super) fn player(character: &Character, declared: &[(Declaration, Declared)]) -> Player {
    let declared = character.declared.and_then(|d| declared.get(d as usize)).map(|d| &d.1);
    let person = character.kind == EntityKind::Person;
    let known = lookup(&character.name);
    let one_word = declared.is_none() && !character.name.contains(' ');
    let mut player = if one_word {
        Player::of_one_word(person, character.gender, known.any(SURNAME) || !known.any(FIRST_NAME))
    } else {
        Player::new(person, character.gender)
    };
    if let Some(title) = declared.and_then(|d| d.title.as_ref()) {
        player.plays(&Arc::new(Played::of(title)));
    }
    player.neutral = declared.and_then(|d| d.pronouns.as_deref()).is_some_and(|p| p.starts_with("they"));
    player
}
