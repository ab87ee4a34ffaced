//! What is known of an article's people before its first word is read: their names, from all places where these stand,
//! and the roles and ages beside them, since a description may stand before the name that explains it.
//!
//! It hangs on names alone, so an edit that changes no name leaves it as it is.

use super::article::Article;
use super::casting::{Names, declared, player};
use super::reading::Named;
use crate::analysis::alike::{Seen, same_name};
use crate::analysis::facts::Facts;
use crate::analysis::model::Declaration;
use crate::article::{Declared, EntityKind};
use crate::entities::cast::{Cast, Character, Links, Name, Odds, Uses};
use crate::entities::gallery::Gallery;
use crate::entities::mention::Form;
use crate::entities::player::Player;
use std::ops::Range;
use std::sync::Arc;

/// What is known at the top of an article. Cheap to share.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct Start {
    /// Who is declared, in the header and then in the people list, and where.
    pub(super) declared: Arc<Vec<(Declaration, Declared)>>,
    /// Whoever has a name.
    pub(super) cast: Arc<Cast>,
    /// For each name, in the order of the text, the characters it fits.
    pub(super) links: Arc<Links>,
    /// What is known of each as somebody whom a pronoun may mean.
    pub(super) players: Arc<Vec<Player>>,
    /// What descriptions go by.
    pub(super) gallery: Arc<Gallery>,
    /// The mention that gives each its role.
    pub(super) roles: Arc<Vec<Option<Named>>>,
    /// How likely the names name what.
    pub(in crate::analysis) odds: Arc<Odds>,
    /// The uses of names that it was learned from.
    names: Arc<Names>,
}

impl Start {
    /// Learns the names of an article.
    pub(super) fn of(article: Article<'_>) -> Self {
        Start::with(article, Names::of(article), None)
    }

    /// Learns the names of a later version of the article, in which none but the `edited` blocks may differ, which are in
    /// order.
    pub(super) fn with_other_names(&self, article: Article<'_>, edited: &[usize]) -> Self {
        Start::with(article, self.names.again(article, edited), Some(self))
    }

    /// The start of an article with these names; an `earlier` one of the same article knows most of them.
    fn with(article: Article<'_>, names: Names, earlier: Option<&Start>) -> Self {
        let spellings = names.spellings();
        let (places, declared) = declared(article, (names.uses(), &spellings));
        let annotations = names.annotations(article);
        let uses = Uses { all: names.uses(), names: &spellings, annotated: &annotations };
        let (mut cast, odds) = Cast::of(&declared, uses);
        let declared: Vec<_> = places.into_iter().zip(declared).collect();
        let mut players: Vec<Player> = cast.characters.iter().map(|c| player(c, &declared)).collect();
        odds.of_persons().for_each(|(who, odds)| players[who].may_be_person(odds));
        let links = std::mem::take(&mut cast.links);
        let gallery = gallery(&cast, earlier);
        let mut learning = Learning { roles: vec![None; players.len()], cast: &cast, players, gallery };
        for (at, place) in names.telling() {
            if let [who] = links[at] {
                learning.name(article, place, who);
            }
        }
        let Learning { roles, players, gallery, .. } = learning;
        Start {
            declared: Arc::new(declared),
            links: Arc::new(links),
            players: Arc::new(players),
            gallery: Arc::new(gallery),
            roles: Arc::new(roles),
            cast: Arc::new(cast),
            odds: Arc::new(odds),
            names: Arc::new(names),
        }
    }

    /// How many names stand before the block with this index.
    pub(super) fn names_before(&self, block: usize) -> usize {
        self.names.before(block)
    }

    /// The names that stand outside of some blocks, each spelling once.
    pub(super) fn names_outside(&self, blocks: Range<usize>) -> impl Iterator<Item = &Name> {
        self.names.outside(blocks)
    }

    /// Where names with a title in front of them stand, in order.
    pub(super) fn titled(&self) -> impl Iterator<Item = Named> + '_ {
        self.names.titled()
    }

    /// The first block in which an annotation says who somebody is or speaks.
    pub(super) fn annotated(&self) -> Option<usize> {
        self.names.annotated
    }

    /// The names of the block that was edited, if there are the same as before, with the same beside them, and nothing
    /// hangs on how likely they now name what; `odds` are those of the version before. `then` and `now` are its two
    /// versions.
    pub(in crate::analysis) fn same_names(
        &self,
        odds: &Arc<Odds>,
        block: usize,
        (then, now): (Seen<'_>, Seen<'_>),
    ) -> Option<SameNames> {
        let names = |facts: &Facts| -> Vec<usize> {
            let is_name = |index: &usize| matches!(facts.mentions[*index].form, Form::Name { .. });
            (0..facts.mentions.len()).filter(is_name).collect()
        };
        let (were, are) = (names(then.facts), names(now.facts));
        let same = |(a, b): (&usize, &usize)| same_name((then, *a), (now, *b));
        if were.len() != are.len() || !were.iter().zip(&are).all(same) {
            return None;
        }
        let first = self.names_before(block);
        let mut odds = Arc::clone(odds);
        for (nth, (was, is)) in were.iter().zip(&are).enumerate() {
            let of = |facts: &Facts, index: usize| match facts.mentions[index].form {
                Form::Name { odds, .. } => odds,
                Form::Description(_) | Form::Pronoun(_) => [0; 3],
            };
            let (was, is) = (of(then.facts, *was), of(now.facts, *is));
            let at = first + nth;
            if was != is && !Arc::make_mut(&mut odds).change(at, &self.links[at], was, is) {
                return None;
            }
        }
        Some(SameNames { block, were, are, odds })
    }

    /// The same for the next version of the article, where the edited block has the same names.
    pub(in crate::analysis) fn again(&self, names: SameNames) -> Start {
        let SameNames { block, were, are, odds } = names;
        if were == are {
            return Start { odds, ..self.clone() };
        }
        let is_at = |at: Named| match were.binary_search(&at.1) {
            Ok(name) if at.0 == block => (block, are[name]),
            _ => at,
        };
        let roles = self.roles.iter().map(|role| role.map(is_at)).collect();
        Start { roles: Arc::new(roles), odds, ..self.clone() }
    }
}

/// The portraits of a cast, of which an `earlier` one has most, and nearly in the same order.
fn gallery(cast: &Cast, earlier: Option<&Start>) -> Gallery {
    const FAR: usize = 3;
    let mut gallery = Gallery::default();
    let mut at = 0;
    for character in &cast.characters {
        let is_it = |other: &Character| {
            Arc::ptr_eq(&other.name, &character.name)
                && other.kind == character.kind
                && other.aliases == character.aliases
        };
        let same = earlier.and_then(|earlier| {
            let next = earlier.cast.characters.get(at..)?;
            let there = at + next.iter().take(FAR).position(is_it)?;
            Some((&*earlier.gallery, there))
        });
        match same {
            Some((earlier, there)) => {
                gallery.add_like(character.gender, (earlier, there));
                at = there + 1;
            }
            None => super::described::hang(&mut gallery, character, true),
        }
    }
    gallery
}

/// The names of an edited block, where they are the same in both versions: the indices of their mentions then and now.
pub(in crate::analysis) struct SameNames {
    block: usize,
    were: Vec<usize>,
    are: Vec<usize>,
    /// How likely all names now name what.
    pub(in crate::analysis) odds: Arc<Odds>,
}

/// Roles count for the whole article.
struct Learning<'c> {
    cast: &'c Cast,
    players: Vec<Player>,
    gallery: Gallery,
    roles: Vec<Option<Named>>,
}

impl Learning<'_> {
    /// Learns what a name shows of the one whom it means.
    fn name(&mut self, article: Article<'_>, (block, index): Named, who: usize) {
        let facts = &article.facts[block];
        let (mention, ties) = (&facts.mentions[index], &facts.ties[index]);
        let Form::Name { role: span, titled, gender, .. } = mention.form else { return };
        if self.cast.characters[who].kind == EntityKind::Person {
            if let Some(age) = ties.age {
                self.gallery.is_aged(who, age);
            }
            if let Some(nation) = &ties.nation {
                self.players[who].plays(nation);
            }
        } else if let Some(role) = span {
            self.gallery.is_called(who, role.of(article.plain(block)));
        }
        if titled.is_some() {
            self.players[who].shown(gender);
        }
        let Some(role) = &ties.role else { return };
        self.roles[who].get_or_insert((block, index));
        self.gallery.plays(who, role);
        self.players[who].plays(role);
    }
}
