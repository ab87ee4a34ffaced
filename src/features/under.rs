//! What is under the cursor, and whom it is about.

use super::words::one_line;
use crate::analysis::{Analysis, Declaration, EntityId, How, Mention, Quotation};
use crate::article::{Annotation, AnnotationKind, EntityKind, SpeakerName};
use crate::text::Span;

/// What is under the cursor.
#[derive(Clone, Copy, Debug)]
pub(super) enum Under<'a> {
    /// The braces of an annotation, with their place in the file.
    Annotation(Span, &'a Annotation),
    /// The name of an entry of the header: its index.
    Declared(u32),
    /// A name, a description or a pronoun.
    Mention(&'a Mention),
    /// A quotation, the innermost.
    Quotation(&'a Quotation),
}

impl Under<'_> {
    /// The words, in bytes.
    pub(super) fn span(&self, analysis: &Analysis) -> Span {
        match self {
            Under::Annotation(braces, annotation) => {
                name_in_braces(analysis, *braces, &annotation.kind).unwrap_or(*braces)
            }
            Under::Declared(index) => analysis.header.declared[*index as usize].span,
            Under::Mention(mention) => mention.span,
            Under::Quotation(quotation) => quotation.outer,
        }
    }

    /// Whom it names or stands for; where several fit, all of them, the likeliest first. Of a quotation nobody: that
    /// is said by other words.
    pub(super) fn whom(&self, analysis: &Analysis) -> Vec<EntityId> {
        match self {
            Under::Annotation(_, annotation) => named_by(analysis, &annotation.kind).into_iter().collect(),
            Under::Declared(index) => {
                let declared = Some(Declaration::Header(*index));
                let at = analysis.entities.iter().position(|e| e.declared == declared);
                at.map(|i| EntityId(i as u32)).into_iter().collect()
            }
            Under::Mention(Mention { entity: Some(id), .. }) => vec![*id],
            Under::Mention(mention) => mention.candidates.to_vec(),
            Under::Quotation(_) => vec![],
        }
    }
}

/// What the byte at `offset` is part of, or else what ends there.
pub(super) fn under(analysis: &Analysis, offset: u32) -> Option<Under<'_>> {
    if let Some((braces, annotation)) = annotations(analysis).find(|(braces, _)| braces.contains(offset)) {
        return Some(Under::Annotation(braces, annotation));
    }
    let mut declared = analysis.header.declared.iter();
    if let Some(index) = declared.position(|entry| entry.span.touches(offset)) {
        return Some(Under::Declared(index as u32));
    }
    if let Some(mention) = smallest(analysis.mentions.iter(), |m| m.span, offset) {
        return Some(Under::Mention(mention));
    }
    let nested = analysis.nested.iter().map(|nested| &nested.quotation);
    let nested = smallest(nested, |q| q.outer, offset).filter(|q| q.outer.contains(offset));
    let quotation = nested.or_else(|| smallest(analysis.quotations.iter(), |q| q.outer, offset))?;
    Some(Under::Quotation(quotation))
}

/// The shortest of the things that hold the byte at `offset`, or else of those that end there.
fn smallest<'a, T>(
    things: impl Iterator<Item = &'a T>,
    span: impl Fn(&T) -> Span,
    offset: u32,
) -> Option<&'a T> {
    let around = things.filter(|thing| span(thing).touches(offset));
    around.min_by_key(|thing| (!span(thing).contains(offset), span(thing).len()))
}

/// All annotations, each with the place of its braces in the file.
pub(super) fn annotations(analysis: &Analysis) -> impl Iterator<Item = (Span, &Annotation)> {
    analysis.blocks.iter().zip(analysis.inlines()).flat_map(|(block, inline)| {
        inline.annotations.iter().map(|a| (a.braces.shifted(block.span.start), a))
    })
}

/// The name that an annotation gives.
pub(super) fn name_of(kind: &AnnotationKind) -> Option<&str> {
    match kind {
        AnnotationKind::Speaker(SpeakerName::Name(name)) | AnnotationKind::Entity(_, name) => Some(name),
        _ => None,
    }
}

/// Whom an annotation names.
pub(super) fn named_by(analysis: &Analysis, kind: &AnnotationKind) -> Option<EntityId> {
    let wanted = match kind {
        AnnotationKind::Entity(kind, _) => Some(*kind),
        _ => None,
    };
    named(analysis, wanted, name_of(kind)?)
}

/// Who has this name: the full one, or else another that the article uses; among people first, unless `kind` says.
pub(super) fn named(analysis: &Analysis, kind: Option<EntityKind>, name: &str) -> Option<EntityId> {
    let same = |other: &str| one_line(other).to_lowercase() == one_line(name).to_lowercase();
    let entities = || {
        let all = analysis.entities.iter().enumerate();
        all.filter(|(_, e)| kind.is_none_or(|kind| e.kind == kind))
    };
    let full = entities().filter(|(_, e)| same(&e.name)).min_by_key(|(_, e)| e.kind);
    let other = || entities().filter(|(_, e)| e.aliases.iter().any(|a| same(a))).min_by_key(|(_, e)| e.kind);
    full.or_else(other).map(|(i, _)| EntityId(i as u32))
}

/// Where an annotation's braces spell the name that they give; `None` if it is broken by a line end or an escape.
pub(super) fn name_in_braces(analysis: &Analysis, braces: Span, kind: &AnnotationKind) -> Option<Span> {
    let (words, name) = (analysis.slice(braces), name_of(kind)?);
    let value = words.find('=')? + 1;
    let start = braces.start as usize + value + words[value..].find(name)?;
    Some(Span::from(start..start + name.len()))
}

/// The mentions of somebody, in the order of the text.
pub(super) fn mentions_of(analysis: &Analysis, id: EntityId) -> impl Iterator<Item = &Mention> {
    analysis.entity(id).mentions.iter().map(|&i| &analysis.mentions[i as usize])
}

/// Where the article introduces somebody: the first mention by the full name, or else by a name, or else at all.
pub(super) fn introduction(analysis: &Analysis, id: EntityId) -> Option<Span> {
    let name = &analysis.entity(id).name;
    let full = |m: &&Mention| one_line(&analysis.words(m.span)) == one_line(name);
    let mentions = || mentions_of(analysis, id);
    let introduction = mentions().find(full).or_else(|| mentions().find(|m| m.how == How::Name));
    introduction.or_else(|| mentions().next()).map(|mention| mention.span)
}
