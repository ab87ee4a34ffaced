//! Renames somebody everywhere in an article.

mod possessive;
mod words;

use super::definition::{File, declared};
use super::under::{Under, annotations, mentions_of, name_in_braces, named_by, under};
use super::words::{either, is_shown, name, one_line};
use crate::analysis::{Analysis, Declaration, Entity, EntityId, How};
use crate::article::EntityKind;
use crate::english::classes;
use crate::english::lexicon::lookup;
use crate::text::Span;
use possessive::Endings;
use words::Change;

pub(super) use words::surname;

/// What can be renamed at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renameable {
    /// The words of the name, in bytes.
    pub span: Span,
    /// The same on one line, to begin with.
    pub placeholder: String,
}

/// Words to replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// In which file.
    pub file: File,
    /// The words, in bytes of the file.
    pub span: Span,
    /// What they become.
    pub new: String,
    /// Why one may not want it here.
    pub doubt: Option<Doubt>,
}

/// Why one may not want a replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is in a quotation: somebody said these words.
    Quoted,
    /// It leaves a surname that this other person has, too.
    Shared(String),
    /// It is in the newsroom's people list, which counts for other articles.
    OtherArticles,
}

/// Why something is not renamed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No name is there.
    #[error("There is no name here; put the cursor on the name of a person.")]
    NoName,
    /// The words stand for somebody by no name.
    #[error("“{words}” stands for {whom}; to rename, put the cursor on a name.")]
    StandsFor {
        /// The words.
        words: String,
        /// Whom they stand for, or may.
        whom: String,
    },
    /// It is a country: more words belong to it than its name.
    #[error(
        "{0} is a country, and words for its people would keep the old name; replace it by search instead."
    )]
    Country(String),
    /// What was typed is no name.
    #[error("“{0}” cannot be a name; one has letters, blanks, hyphens, apostrophes and full stops.")]
    NotAName(String),
    /// Somebody else has the name.
    #[error("{name} is somebody else in this article already (line {line}); two people would become one.")]
    Taken {
        /// The name.
        name: String,
        /// Where that is, from 1.
        line: u32,
    },
}

/// The name under the cursor, which [`rename`] would change; `None` where there is only prose.
pub fn prepare_rename(analysis: &Analysis, offset: u32) -> Result<Option<Renameable>, Refusal> {
    match named_here(analysis, offset) {
        Ok((_, span)) => Ok(Some(Renameable { span, placeholder: one_line(&analysis.words(span)) })),
        Err(Refusal::NoName) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// What to replace so that whoever is named under the cursor is named `new` there, and accordingly everywhere else: in
/// full and by surname, with initials and in the possessive, in annotations, in the header, and in the newsroom's people
/// list if the entry is there. In the order of the text, without overlaps; empty if nothing changes.
pub fn rename(analysis: &Analysis, offset: u32, new: &str) -> Result<Vec<Replacement>, Refusal> {
    let (id, span) = named_here(analysis, offset)?;
    let new = one_line(new);
    if !new.contains(char::is_alphabetic) || new.contains(|c: char| !is_of_names(c)) {
        return Err(Refusal::NotAName(new));
    }
    let entity = analysis.entity(id);
    let change = match entity.kind {
        EntityKind::Person => Change::of_person(&entity.name, analysis.slice(span), &new),
        _ => Change::whole(analysis.slice(span), &new),
    };
    let full = change.apply(&entity.name).unwrap_or_else(|| entity.name.clone());
    refuse_taken(analysis, id, &full).and_then(|()| refuse_taken(analysis, id, &new))?;
    let renaming = Renaming { analysis, id, entity, change, endings: Endings::of(analysis) };
    let mut found = renaming.in_the_text();
    found.extend(renaming.in_annotations());
    found.extend(renaming.in_declarations());
    found.sort_by_key(|replacement| (replacement.file, replacement.span));
    found.dedup_by(|next, before| next.file == before.file && next.span.overlaps(before.span));
    Ok(found)
}

fn is_of_names(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '-' | '‑' | '.' | ',' | '\'' | '’' | '&' | '·')
        // Accents that stand by themselves.
        || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whom the words under the cursor name, and the words.
fn named_here(analysis: &Analysis, offset: u32) -> Result<(EntityId, Span), Refusal> {
    let under = under(analysis, offset).ok_or(Refusal::NoName)?;
    let span = under.span(analysis);
    let whom = under.whom(analysis);
    let by_name = match under {
        Under::Mention(mention) => mention.how == How::Name,
        Under::Annotation(..) | Under::Declared(_) => true,
        Under::Quotation(_) => return Err(Refusal::NoName),
    };
    let words = || one_line(&analysis.words(span));
    match whom[..] {
        [] => Err(Refusal::NoName),
        [id] if by_name && analysis.entity(id).named => match analysis.entity(id).kind {
            EntityKind::Place if lookup(&words()).any(classes::COUNTRY) => Err(Refusal::Country(words())),
            _ => Ok((id, span)),
        },
        _ => {
            let names: Vec<String> = whom.iter().map(|&id| name(analysis, id)).collect();
            let whom =
                if analysis.entity(whom[0]).named { either(&names) } else { "nobody with a name".to_owned() };
            Err(Refusal::StandsFor { words: words(), whom })
        }
    }
}

/// Refuses a name that somebody else has.
fn refuse_taken(analysis: &Analysis, id: EntityId, new: &str) -> Result<(), Refusal> {
    let wanted = one_line(new).to_lowercase();
    let has_it = |entity: &Entity| {
        std::iter::once(&entity.name)
            .chain(&entity.aliases)
            .any(|name| one_line(name).to_lowercase() == wanted)
    };
    let others = analysis.entities.iter().enumerate().filter(|(i, _)| *i != id.0 as usize);
    let Some((other, _)) = others.filter(|(_, e)| e.named).find(|(_, e)| has_it(e)) else { return Ok(()) };
    let place = super::under::introduction(analysis, EntityId(other as u32));
    let line = place.map_or(1, |place| analysis.lines().line(place.start));
    Err(Refusal::Taken { name: one_line(new), line })
}

/// One person's new name.
struct Renaming<'a> {
    analysis: &'a Analysis,
    id: EntityId,
    entity: &'a Entity,
    change: Change,
    endings: Endings<'a>,
}

impl Renaming<'_> {
    fn here(&self, span: Span, new: String) -> Replacement {
        Replacement { file: File::Article, span, new, doubt: None }
    }

    fn in_the_text(&self) -> Vec<Replacement> {
        let names = mentions_of(self.analysis, self.id).filter(|mention| mention.how == How::Name);
        let replacement = |span: Span| {
            let new = self.change.apply(self.analysis.slice(span))?;
            let doubt = self.doubt(span, &new);
            let (span, new) = self.endings.behind(span, new);
            Some(Replacement { doubt, ..self.here(span, new) })
        };
        names.filter_map(|mention| replacement(mention.span)).collect()
    }

    fn doubt(&self, span: Span, new: &str) -> Option<Doubt> {
        let quoted = self.analysis.quotations.iter().filter(|q| is_shown(q)).any(|q| q.span.covers(span));
        if quoted {
            return Some(Doubt::Quoted);
        }
        let alone = self.entity.kind == EntityKind::Person && !new.contains(' ');
        let surname = |e: &Entity| e.name.rsplit(' ').next().is_some_and(|s| s.eq_ignore_ascii_case(new));
        let mut others = self.analysis.entities.iter().enumerate().filter(|(i, e)| {
            *i != self.id.0 as usize && e.named && e.kind == EntityKind::Person && surname(e)
        });
        let (_, other) = others.next().filter(|_| alone)?;
        Some(Doubt::Shared(one_line(&other.name)))
    }

    fn in_annotations(&self) -> Vec<Replacement> {
        let ours =
            annotations(self.analysis).filter(|(_, a)| named_by(self.analysis, &a.kind) == Some(self.id));
        let replacement = |span: Span| Some(self.here(span, self.change.apply(self.analysis.slice(span))?));
        ours.filter_map(|(braces, a)| replacement(name_in_braces(self.analysis, braces, &a.kind)?)).collect()
    }

    /// The entry in the header with its aliases, or the name of the entry in the newsroom's list.
    fn in_declarations(&self) -> Vec<Replacement> {
        let Some(place) = declared(self.analysis, self.id) else { return vec![] };
        let Some(Declaration::Header(index)) = self.entity.declared else {
            let entry =
                self.analysis.declared(self.entity).map(|entry| entry.name.clone()).unwrap_or_default();
            let new = self.change.apply(&entry);
            let list = |new| Replacement {
                file: place.file,
                span: place.words,
                new,
                doubt: Some(Doubt::OtherArticles),
            };
            return new.map(list).into_iter().collect();
        };
        let header = &self.analysis.header;
        let next = header.declared.get(index as usize + 1).map(|entry| entry.span.start);
        let rest = Span::new(place.words.end, next.unwrap_or(header.span.end).max(place.words.end));
        let aliases = header.declared[index as usize].aliases.iter();
        let aliases = aliases.filter_map(|alias| whole_words(self.analysis.slice(rest), alias));
        let spans = aliases.map(|span| span.shifted(rest.start)).chain([place.words]);
        let replacement = |span: Span| {
            let new = self.change.apply(self.analysis.slice(span))?;
            // Inside single marks YAML doubles an apostrophe.
            let marked = self.analysis.text()[..span.start as usize].ends_with('\'');
            Some(self.here(span, if marked { new.replace('\'', "''") } else { new }))
        };
        spans.filter_map(replacement).collect()
    }
}

/// Where words stand that are not a part of longer ones.
fn whole_words(text: &str, words: &str) -> Option<Span> {
    let mut places = text.match_indices(words).filter(|(start, _)| {
        !text[..*start].ends_with(char::is_alphanumeric)
            && !text[start + words.len()..].starts_with(char::is_alphanumeric)
    });
    places.next().map(|(start, _)| Span::from(start..start + words.len()))
}

#[cfg(test)]
mod tests;
