//! What the cast is made of: the uses of names, and whoever is declared.

use super::article::Article;
use super::reading::Named as Place;
use super::spellings::{First, Spellings};
use crate::analysis::facts::Facts;
use crate::analysis::model::Declaration;
use crate::article::{AnnotationKind, Declared, EntityKind, SpeakerName};
use crate::english::classes::{FIRST_NAME, SURNAME};
use crate::english::lexicon::lookup;
use crate::english::names::NameKind;
use crate::entities::cast::{Character, Name, NameUse};
use crate::entities::described::Played;
use crate::entities::mention::{Form, Local};
use crate::entities::people::Named;
use crate::entities::player::Player;
use std::ops::Range;
use std::sync::Arc;

/// What an article says by its names, in the order of the text.
///
/// It is learned in one go, since to fetch what is known of each paragraph takes longer than to look at it; and kept for
/// the next version of the article, of which all but a few paragraphs name whom they named.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    uses: Vec<NameUse>,
    /// Where something is said beside a name of its bearers.
    telling: Vec<At>,
    /// Where names stand in blocks that have annotations or markup: what these print is not what stands in the file.
    marked_up: Vec<At>,
    /// For each block, how many names stand before it.
    before: Vec<u32>,
    spellings: Spellings,
    /// The first block in which an annotation says who somebody is or speaks.
    pub(super) annotated: Option<usize>,
}

/// A use of a name and its place.
#[derive(Clone, Copy, Debug)]
struct At {
    /// Its index among all uses.
    used: u32,
    block: u32,
    /// The index of the mention in the block.
    mention: u32,
    /// A title stands in front of it.
    titled: bool,
}

impl At {
    fn place(&self) -> Place {
        (self.block as usize, self.mention as usize)
    }
}

impl Names {
    pub(super) fn of(article: Article<'_>) -> Self {
        let (mut names, mut first) = (Names::default(), First::default());
        names.blocks(article, 0..article.facts.len(), |written| first.number(written));
        Names { spellings: Spellings::of(first), ..names }
    }

    /// The names of a later version of the article, in which none but the `edited` blocks may differ, which are in order.
    pub(super) fn again(&self, article: Article<'_>, edited: &[usize]) -> Self {
        if self.spellings.are_stale() {
            return Names::of(article);
        }
        let (mut names, mut spellings) = (Names::default(), self.spellings.clone());
        names.uses.reserve(self.uses.len() + SOME_MORE);
        let mut from = 0;
        for &block in edited {
            names.keep(self, from..block);
            names.blocks(article, block..block + 1, |written| spellings.number(written));
            from = block + 1;
        }
        names.keep(self, from..self.before.len());
        Names { spellings, ..names }
    }

    /// Adds the names of blocks as they were in an earlier version.
    fn keep(&mut self, then: &Names, blocks: Range<usize>) {
        let (from, to) = (then.before(blocks.start), then.before(blocks.end));
        let more = self.uses.len() as i32 - from as i32;
        let moved = |at: &u32| at.wrapping_add_signed(more);
        let kept = |all: &[At]| {
            let before = |end: usize| all.partition_point(|at| (at.used as usize) < end);
            before(from)..before(to)
        };
        let at_moved = |at: &At| At { used: moved(&at.used), ..*at };
        self.telling.extend(then.telling[kept(&then.telling)].iter().map(at_moved));
        self.marked_up.extend(then.marked_up[kept(&then.marked_up)].iter().map(at_moved));
        self.uses.extend_from_slice(&then.uses[from..to]);
        self.before.extend(then.before[blocks.clone()].iter().map(moved));
        self.annotated = self.annotated.or(then.annotated.filter(|block| blocks.contains(block)));
    }

    /// How many names stand before the block with this index.
    pub(super) fn before(&self, block: usize) -> usize {
        self.before.get(block).map_or(self.uses.len(), |before| *before as usize)
    }

    /// The uses of names, in the order of the text.
    pub(super) fn uses(&self) -> &[NameUse] {
        &self.uses
    }

    /// The names, by the number of their spelling.
    pub(super) fn spellings(&self) -> Vec<&Name> {
        self.spellings.all().collect()
    }

    /// The names that stand outside of some blocks, each spelling once.
    pub(super) fn outside(&self, blocks: Range<usize>) -> impl Iterator<Item = &Name> {
        let all = self.spellings();
        let mut stands = vec![false; all.len()];
        let (above, below) = (&self.uses[..self.before(blocks.start)], &self.uses[self.before(blocks.end)..]);
        above.iter().chain(below).for_each(|used| stands[used.spelling as usize] = true);
        all.into_iter().zip(stands).filter(|(_, stands)| *stands).map(|(name, _)| name)
    }

    /// The uses of names, by their indices, of which an annotation says which entity they are.
    pub(super) fn annotations<'a>(&self, article: Article<'a>) -> Vec<(usize, (EntityKind, &'a str))> {
        let annotation = |at: &At| {
            let mention = &article.facts[at.block as usize].mentions[at.mention as usize];
            Some((at.used as usize, article.annotation_of(at.block as usize, mention)?))
        };
        self.marked_up.iter().filter_map(annotation).collect()
    }

    /// The names beside which something is said of their bearers, by their indices among all uses, and where they stand.
    pub(super) fn telling(&self) -> impl Iterator<Item = (usize, Place)> + '_ {
        self.telling.iter().map(|at| (at.used as usize, at.place()))
    }

    /// Where names with a title in front of them stand, in order.
    pub(super) fn titled(&self) -> impl Iterator<Item = Place> + '_ {
        self.telling.iter().filter(|at| at.titled).map(At::place)
    }

    fn blocks<'t>(
        &mut self,
        article: Article<'t>,
        blocks: Range<usize>,
        mut number: impl FnMut(&'t str) -> u32,
    ) {
        for block in blocks {
            self.before.push(self.uses.len() as u32);
            let (facts, plain) = (&article.facts[block], article.plain(block));
            self.block(block, facts, |mention| number(mention.span.of(plain)));
        }
    }

    fn block(&mut self, block: usize, facts: &Facts, mut number: impl FnMut(&Local) -> u32) {
        let says_who =
            |kind: &AnnotationKind| matches!(kind, AnnotationKind::Entity(..) | AnnotationKind::Speaker(_));
        if facts.inline.annotations.iter().any(|annotation| says_who(&annotation.kind)) {
            self.annotated.get_or_insert(block);
        }
        let marked_up = !facts.inline.is_plain();
        for (index, (mention, ties)) in facts.mentions.iter().zip(facts.ties.iter()).enumerate() {
            let Form::Name { kind, odds, gender, role, titled, .. } = mention.form else { continue };
            let titled = titled.is_some();
            let at = At { used: self.uses.len() as u32, block: block as u32, mention: index as u32, titled };
            if role.is_some() || titled || ties.tells_of_bearer() {
                self.telling.push(at);
            }
            if marked_up {
                self.marked_up.push(at);
            }
            let (spelling, reports, gloss) = (number(mention), mention.reports, ties.gloss);
            self.uses.push(NameUse { spelling, kind, odds, gender, reports, gloss });
        }
    }
}

/// Room for names that an edit brings.
const SOME_MORE: usize = 16;

/// Everybody whom the header declares, and those of the people list whom the article names; where, and what is said.
pub(super) fn declared(
    article: Article<'_>,
    (uses, names): (&[NameUse], &[&Name]),
) -> (Vec<Declaration>, Vec<Declared>) {
    let header = &article.header.declared;
    let mut places: Vec<_> = (0..header.len() as u32).map(Declaration::Header).collect();
    let mut declared = header.clone();
    if !article.people.is_empty() {
        let listed = article.people.named(&all_names(article, (uses, names)), header);
        declared.extend(listed.iter().map(|&index| article.people.entry(index).clone()));
        places.extend(listed.into_iter().map(Declaration::List));
    }
    (places, declared)
}

/// The names that the article prints, and those that its annotations and signatures give.
fn all_names<'a>(article: Article<'a>, (uses, names): (&[NameUse], &[&'a Name])) -> Vec<Named<'a>> {
    let person = |words| Named { words, may_be_surname: true };
    let named = |used: &NameUse| {
        let may_be_surname = !matches!(used.kind, NameKind::Place | NameKind::Organisation);
        Named { words: names[used.spelling as usize].written(), may_be_surname }
    };
    let mut all: Vec<Named> = uses.iter().map(named).collect();
    for facts in article.facts {
        all.extend(facts.inline.annotations.iter().filter_map(|annotation| match &annotation.kind {
            AnnotationKind::Speaker(SpeakerName::Name(name)) | AnnotationKind::Entity(_, name) => {
                Some(person(name.as_str()))
            }
            _ => None,
        }));
    }
    let signatures = article.blocks.iter().filter_map(|block| block.attribution);
    all.extend(signatures.map(|signature| person(signature.of(article.text))));
    all
}

pub(super) fn player(character: &Character, declared: &[(Declaration, Declared)]) -> Player {
    let declared = character.declared.and_then(|d| declared.get(d as usize)).map(|d| &d.1);
    let person = character.kind == EntityKind::Person;
    let one_word = declared.is_none() && !character.name.contains(' ');
    let mut player = if one_word {
        let known = lookup(&character.name);
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
