//! Who speaks, and how much.

use crate::analysis::{Analysis, EntityId, Quotation};
use crate::article::EntityKind;
use crate::features::clean::Clean;
use crate::features::outline::{Heading, heading};
use crate::features::words::{count, is_shown, name, one_line};

/// Somebody who speaks; or all quotations of which it is not known who does, as if they were one's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Whether there is a name.
    pub standing: Standing,
    /// The fullest name, or the description of an unnamed source.
    pub name: String,
    /// As the article gives it.
    pub role: Option<String>,
    /// Whether it is an organisation, a place or the like, and no person.
    pub body: bool,
    /// What they say: indices into [`Report::quotations`](super::Report::quotations).
    pub quotations: Vec<usize>,
    /// How many words these have.
    pub words: usize,
    /// How many words are reported of them without marks.
    pub reported: usize,
    /// The line of the file in which they are first heard, from 1.
    pub line: u32,
}

/// Whether a speaker has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The article gives it.
    Named,
    /// A source whom the article describes, or keeps unnamed by annotation.
    Unnamed,
    /// “He” or “the official”, who may be anybody.
    Unclear,
    /// Nobody is shown to speak.
    Nobody,
}

/// Everybody who speaks, whoever says most first, and the quotations that a reader sees as such, each with its voice.
pub(super) fn voices<'a>(analysis: &'a Analysis, clean: &Clean) -> (Vec<Voice>, Vec<(usize, &'a Quotation)>) {
    let lines = analysis.lines();
    let mut heard: Vec<(Key, Voice)> = vec![];
    let mut shown = vec![];
    for quotation in &analysis.quotations {
        let key = key(analysis, quotation);
        // Nobody asks who speaks where nothing is in marks.
        if !is_shown(quotation) && matches!(key, Key::Unclear | Key::Nobody) {
            continue;
        }
        let index = heard.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            let line = lines.line(quotation.outer.start);
            heard.push((key, Voice { line, ..voice(analysis, key) }));
            heard.len() - 1
        });
        let words = clean.place(analysis, quotation.span).map_or(0, |place| count(clean.slice(place)));
        let voice = &mut heard[index].1;
        if is_shown(quotation) {
            voice.words += words;
            voice.quotations.push(shown.len());
            shown.push((index, quotation));
        } else {
            voice.reported += words;
        }
    }
    let mut order: Vec<usize> = (0..heard.len()).collect();
    order.sort_by_key(|&index| {
        let voice = &heard[index].1;
        let known = matches!(voice.standing, Standing::Named | Standing::Unnamed);
        (!known, voice.standing.max(Standing::Unnamed), std::cmp::Reverse((voice.words, voice.reported)))
    });
    for (voice, _) in &mut shown {
        *voice = order.iter().position(|index| index == voice).unwrap_or(0);
    }
    (order.into_iter().map(|index| heard[index].1.clone()).collect(), shown)
}

/// Whose voice it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Entity(EntityId),
    /// By annotation.
    Anonymous,
    Unclear,
    Nobody,
}

fn key(analysis: &Analysis, quotation: &Quotation) -> Key {
    match (heading(analysis, quotation), crate::features::words::speaker(quotation)) {
        (_, Some(id)) => Key::Entity(id),
        (Heading::Entity(id), None) => Key::Entity(id),
        (Heading::Unnamed, None) => Key::Anonymous,
        (Heading::Unresolved, None) => Key::Unclear,
        (Heading::Unattributed, None) => Key::Nobody,
    }
}

fn voice(analysis: &Analysis, key: Key) -> Voice {
    let (standing, name, role, body) = match key {
        Key::Entity(id) => {
            let entity = analysis.entity(id);
            let standing = if entity.named { Standing::Named } else { Standing::Unnamed };
            let role = entity.role.as_ref().map(|role| one_line(&role.text));
            (standing, name(analysis, id), role, entity.kind != EntityKind::Person)
        }
        Key::Anonymous => (Standing::Unnamed, "A source deliberately not named".to_owned(), None, false),
        Key::Unclear => (Standing::Unclear, "Unclear".to_owned(), None, false),
        Key::Nobody => (Standing::Nobody, "Nobody shown".to_owned(), None, false),
    };
    Voice { standing, name, role, body, quotations: vec![], words: 0, reported: 0, line: 0 }
}
