//! What the cast is made of: the uses of names, and whoever is declared.

use super::article::Article;
use super::reading::Named as Place;
use crate::analysis::facts::Facts;
use crate::analysis::model::Declaration;
use crate::article::{AnnotationKind, Declared, EntityKind, SpeakerName};
use crate::english::classes::{FIRST_NAME, SURNAME};
use crate::english::lexicon::lookup;
use crate::english::names::NameKind;
use crate::entities::cast::{Character, NameUse};
use crate::entities::described::Played;
use crate::entities::mention::Form;
use crate::entities::people::Named;
use crate::entities::player::Player;
use std::sync::Arc;

/// What an article says by its names, in the order of the text. It is learned in one go: to fetch what is known of each
/// paragraph takes longer than to look at it.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub(super) uses: Vec<NameUse<'a>>,
    /// Of these, by index, where they stand beside which something is said of their bearers.
    pub(super) telling: Vec<(usize, Place)>,
    /// For each block, how many names stand before it.
    pub(super) before: Vec<u32>,
    /// The first block in which an annotation says who somebody is or speaks.
    pub(super) annotated: Option<usize>,
}

impl<'a> Names<'a> {
    pub(super) fn of(article: Article<'a>) -> Self {
        let mut names = Names::default();
        for (block, facts) in article.facts.iter().enumerate() {
            names.before.push(names.uses.len() as u32);
            names.block(article, block, facts);
        }
        names
    }

    fn block(&mut self, article: Article<'a>, block: usize, facts: &Facts) {
        let says_who =
            |kind: &AnnotationKind| matches!(kind, AnnotationKind::Entity(..) | AnnotationKind::Speaker(_));
        if facts.inline.annotations.iter().any(|annotation| says_who(&annotation.kind)) {
            self.annotated.get_or_insert(block);
        }
        let plain = article.plain(block);
        for (index, (mention, ties)) in facts.mentions.iter().zip(facts.ties.iter()).enumerate() {
            let Form::Name { kind, odds, gender, role, titled, .. } = mention.form else { continue };
            if role.is_some() || titled.is_some() || ties.tells_of_bearer() {
                self.telling.push((self.uses.len(), (block, index)));
            }
            self.uses.push(NameUse {
                words: mention.span.of(plain),
                kind,
                odds,
                gender,
                reports: mention.reports,
                gloss: ties.gloss,
                annotated: article.annotation_of(block, mention),
            });
        }
    }
}

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
