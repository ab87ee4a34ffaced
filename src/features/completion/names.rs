//! Names, those first of whoever is likely to be meant.

use super::{Item, ItemKind, plain};
use crate::analysis::{Analysis, Entity, EntityId, How, Quotation};
use crate::article::EntityKind;
use crate::features::rename::surname;
use crate::features::under::mentions_of;
use crate::features::words::{one_line, speaker};
use std::cmp::Reverse;

/// Kinds of those who speak.
pub(super) const SPEAKERS: [EntityKind; 2] = [EntityKind::Person, EntityKind::Organisation];

/// Names for the prose at `offset`, where `typed` has been typed, and whether there are more: of whoever has been
/// introduced, the name as the article has it since; full names of the others, and of the newsroom's list.
pub(super) fn for_prose(
    analysis: &Analysis,
    offset: u32,
    behind: Option<&Quotation>,
    typed: &str,
) -> (Vec<Item>, bool) {
    let ranked = ranked(analysis, offset, behind, &SPEAKERS);
    let mut full = vec![];
    let mut items = vec![];
    for id in ranked {
        let entity = analysis.entity(id);
        let whole = item(analysis, entity, None);
        match short(analysis, id, offset) {
            Some(short) if short != whole.label => {
                items.push(item(analysis, entity, Some(short)));
                full.push(whole);
            }
            _ => items.push(whole),
        }
    }
    items.extend(full);
    let more = add_listed(analysis, &SPEAKERS, typed, &mut items);
    (items, more)
}

/// Full names of these kinds, and whether there are more.
pub(super) fn full(
    analysis: &Analysis,
    offset: u32,
    behind: Option<&Quotation>,
    kinds: &[EntityKind],
    typed: &str,
) -> (Vec<Item>, bool) {
    let ranked = ranked(analysis, offset, behind, kinds).into_iter();
    let mut items: Vec<Item> = ranked.map(|id| item(analysis, analysis.entity(id), None)).collect();
    let more = add_listed(analysis, kinds, typed, &mut items);
    (items, more)
}

/// Everybody with a name: whoever says the quotation before, by the weights of the attribution; whoever spoke last before
/// the place, the last first; and the others by how often they are named.
fn ranked(
    analysis: &Analysis,
    offset: u32,
    behind: Option<&Quotation>,
    kinds: &[EntityKind],
) -> Vec<EntityId> {
    let attribution = behind.and_then(|q| q.attribution.as_ref());
    let said = behind.and_then(speaker).into_iter();
    let alternatives = attribution.into_iter().flat_map(|by| by.alternatives.iter().map(|a| a.entity));
    let before = analysis.quotations.iter().rev().filter(|q| q.outer.end <= offset);
    let spoke = before.filter_map(speaker);
    let mut others: Vec<EntityId> = (0..analysis.entities.len() as u32).map(EntityId).collect();
    let named = |id: EntityId| mentions_of(analysis, id).filter(|m| m.how == How::Name).count();
    others.sort_by_key(|&id| (analysis.entity(id).kind, Reverse(named(id))));
    let mut ranked: Vec<EntityId> = vec![];
    for id in said.chain(alternatives).chain(spoke).chain(others) {
        let entity = analysis.entity(id);
        if entity.named && kinds.contains(&entity.kind) && !ranked.contains(&id) {
            ranked.push(id);
        }
    }
    // A name that is just being typed is a mention, too, but nobody to offer.
    ranked.retain(|&id| {
        let mut mentions = mentions_of(analysis, id).peekable();
        mentions.peek().is_none() || mentions.any(|m| !m.span.touches(offset))
    });
    ranked
}

/// The name that the article has for a person since the introduction: `Ruiz`. `None` before it.
fn short(analysis: &Analysis, id: EntityId, offset: u32) -> Option<String> {
    let entity = analysis.entity(id);
    let full = one_line(&entity.name);
    let words = |span| one_line(&analysis.words(span));
    let named = || mentions_of(analysis, id).filter(|m| m.how == How::Name && m.span.end < offset);
    if entity.kind != EntityKind::Person || !named().any(|m| words(m.span) == full) {
        return None;
    }
    let used =
        named().map(|m| words(m.span)).filter(|name| *name != full && !name.contains(char::is_whitespace));
    Some(used.last().unwrap_or_else(|| surname(&full)))
}

fn item(analysis: &Analysis, entity: &Entity, short: Option<String>) -> Item {
    let full = one_line(&entity.name);
    let role = entity.role.as_ref().map(|role| one_line(&role.text));
    let title = || analysis.declared(entity).and_then(|entry| entry.title.clone());
    let role = role.or_else(title).unwrap_or_else(|| match entity.kind {
        EntityKind::Person => String::new(),
        kind => kind.word().to_owned(),
    });
    let kind = ItemKind::Name(entity.kind);
    let name = Some(entity.name.clone());
    match short {
        None => Item { name, ..plain(kind, full, role) },
        Some(short) => {
            let detail = if role.is_empty() { full.clone() } else { format!("{full}, {role}") };
            // Some editors look at the beginning only.
            Item { name, filter: format!("{short} {full}"), ..plain(kind, short, detail) }
        }
    }
}

/// Adds those of the newsroom's list who are not in the article, and of many those who begin as is typed; whether there
/// are more.
fn add_listed(analysis: &Analysis, kinds: &[EntityKind], typed: &str, items: &mut Vec<Item>) -> bool {
    let typed = typed.to_lowercase();
    let fits = |name: &str| name.split([' ', '-']).any(|word| word.to_lowercase().starts_with(&typed));
    let known: Vec<String> = analysis.entities.iter().map(|e| e.name.to_lowercase()).collect();
    let entries = analysis.options().people.iter();
    let mut entries = entries.filter(|entry| {
        kinds.contains(&entry.kind)
            && (fits(&entry.name) || entry.aliases.iter().any(|alias| fits(alias)))
            && !known.contains(&entry.name.to_lowercase())
    });
    while items.len() < super::MOST {
        let Some(entry) = entries.next() else { return false };
        let filter =
            std::iter::once(&entry.name).chain(&entry.aliases).cloned().collect::<Vec<_>>().join(" ");
        let detail = entry.title.clone().unwrap_or_else(|| entry.kind.word().to_owned());
        let name = Some(entry.name.clone());
        items.push(Item { name, filter, ..plain(ItemKind::Name(entry.kind), entry.name.clone(), detail) });
    }
    entries.next().is_some()
}
