//! Everywhere that somebody is meant, and what belongs to a quotation.

use super::definition::{File, declared, introduced, shown_by};
use super::under::{Under, annotations, mentions_of, name_in_braces, named_by, under};
use super::words::is_shown;
use crate::analysis::{Analysis, EntityId, Quotation};
use crate::text::{Span, sort_by_number};

/// A place that is about the thing under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Which file.
    pub file: File,
    /// The words, in bytes of the file.
    pub span: Span,
    /// Whether it is where [`definition`](super::definition()) leads.
    pub is_declaration: bool,
}

/// Every place that means the person (organisation, place, event) under the cursor, in the order of the text: names,
/// descriptions, pronouns, annotations, and the entry in the header or in the newsroom's people list. Of a quotation: the
/// other parts of what is said there, and the words that say whose it is.
pub fn references(analysis: &Analysis, offset: u32) -> Vec<Reference> {
    let Some(under) = under(analysis, offset) else { return vec![] };
    let mut found: Vec<Reference> = match under {
        Under::Quotation(quotation) => of_quotation(analysis, quotation)
            .into_iter()
            .map(|highlight| Reference {
                file: File::Article,
                span: highlight.span,
                is_declaration: highlight.kind == HighlightKind::Read,
            })
            .collect(),
        _ => under.whom(analysis).into_iter().flat_map(|id| of_entity(analysis, id)).collect(),
    };
    found.sort_by_key(|reference| (reference.file, reference.span));
    found.dedup_by_key(|reference| (reference.file, reference.span));
    found
}

fn of_entity(analysis: &Analysis, id: EntityId) -> Vec<Reference> {
    let declared = declared(analysis, id);
    let declaration = declared.or_else(|| introduced(analysis, id));
    let place = |file, span| Reference {
        file,
        span,
        is_declaration: declaration.is_some_and(|d| (d.file, d.words) == (file, span)),
    };
    let annotated = annotations(analysis).filter(|(_, a)| named_by(analysis, &a.kind) == Some(id));
    let annotated = annotated.filter_map(|(braces, a)| name_in_braces(analysis, braces, &a.kind));
    let mentioned = mentions_of(analysis, id).map(|mention| mention.span);
    let mut found: Vec<Reference> =
        mentioned.chain(annotated).map(|span| place(File::Article, span)).collect();
    found.extend(declared.map(|target| place(target.file, target.words)));
    found
}

/// Words to mark in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The words, in bytes.
    pub span: Span,
    /// What they do.
    pub kind: HighlightKind,
}

/// What marked words do, in the terms that editors have for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HighlightKind {
    /// They introduce or declare somebody.
    Write,
    /// They stand for somebody.
    Read,
    /// They are a quotation.
    Text,
}

/// What belongs to the thing under the cursor, in this article: all that means a person; of a quotation its parts and its
/// attribution, and of reporting words what they report.
pub fn highlights(analysis: &Analysis, offset: u32) -> Vec<Highlight> {
    let mut found = match under(analysis, offset) {
        Some(Under::Quotation(quotation)) => of_quotation(analysis, quotation),
        Some(under) => under.whom(analysis).into_iter().flat_map(|id| of_person(analysis, id)).collect(),
        None => reported_by(analysis, offset),
    };
    sort_by_number(&mut found, |highlight| highlight.span.shorter_first());
    found.dedup_by_key(|highlight| highlight.span);
    found
}

fn of_person(analysis: &Analysis, id: EntityId) -> Vec<Highlight> {
    let introduction = introduced(analysis, id).map(|target| target.words);
    let here = of_entity(analysis, id).into_iter().filter(|reference| reference.file == File::Article);
    let kind = |reference: &Reference| {
        let writes = reference.is_declaration || Some(reference.span) == introduction;
        if writes { HighlightKind::Write } else { HighlightKind::Read }
    };
    here.map(|reference| Highlight { span: reference.span, kind: kind(&reference) }).collect()
}

/// All parts of what is said there, and the words that say whose it is.
fn of_quotation(analysis: &Analysis, quotation: &Quotation) -> Vec<Highlight> {
    let parts = analysis.quotations.iter().filter(|q| {
        quotation.depth == 0 && q.utterance == quotation.utterance && is_shown(q) == is_shown(quotation)
    });
    let text = |q: &Quotation| Highlight { span: q.outer, kind: HighlightKind::Text };
    let mut found: Vec<Highlight> = parts.map(text).collect();
    if quotation.depth > 0 {
        found.push(text(quotation));
    }
    let words = quotation.attribution.as_ref().and_then(|by| shown_by(analysis, quotation, by));
    found.extend(words.map(|(_, words)| Highlight { span: words, kind: HighlightKind::Read }));
    found
}

/// The quotations that the reporting words under the cursor report.
fn reported_by(analysis: &Analysis, offset: u32) -> Vec<Highlight> {
    let touches = |q: &&Quotation| {
        let cue = q.attribution.as_ref().and_then(|by| by.cue);
        cue.is_some_and(|cue| cue.touches(offset))
    };
    let reported = analysis.quotations.iter().filter(touches);
    let mut found: Vec<Highlight> = reported.clone().flat_map(|q| of_quotation(analysis, q)).collect();
    let cues = reported.filter_map(|q| q.attribution.as_ref()?.cue);
    found.extend(cues.map(|span| Highlight { span, kind: HighlightKind::Text }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{How, Options};
    use crate::features::fixture::Builder;

    /// The article with what is found in brackets, the declaration in double ones.
    fn found(analysis: &Analysis, cursor: u32) -> String {
        let mut text = analysis.text().to_owned();
        for reference in references(analysis, cursor).iter().rev() {
            let (open, close) = if reference.is_declaration { ("[[", "]]") } else { ("[", "]") };
            text.insert_str(reference.span.end as usize, close);
            text.insert_str(reference.span.start as usize, open);
        }
        text
    }

    /// The article with what is marked between tags: w, r and t for the kinds.
    fn marked(builder: Builder) -> String {
        let (analysis, cursor) = builder.build();
        let mut text = analysis.text().to_owned();
        for highlight in highlights(&analysis, cursor).iter().rev() {
            let tag = match highlight.kind {
                HighlightKind::Write => 'w',
                HighlightKind::Read => 'r',
                HighlightKind::Text => 't',
            };
            text.insert(highlight.span.end as usize, '⟩');
            text.insert_str(highlight.span.start as usize, &format!("⟨{tag} "));
        }
        text
    }

    fn ruiz(article: &str) -> Builder {
        Builder::new(article)
            .person("Ana Ruiz")
            .alias("One,” |Ruiz| said")
            .mention("the deputy mayor", How::Description)
            .mention("|she| added", How::Pronoun)
            .person("Bo Ek")
            .quote("“One,”")
            .by("Ana Ruiz", "|Ruiz| said", How::Name)
            .cue("|said|. “Two")
            .quote("“Two,”")
            .same_utterance()
            .by("Ana Ruiz", "|Ruiz| said", How::Continued)
            .cue("|said|. “Two")
    }

    const ARTICLE: &str = "Bo Ek met Ana Ruiz, the deputy mayor. “One,” Ruiz said. “Two,” she added.";

    fn with_cursor(words: &str) -> String {
        assert!(ARTICLE.contains(words), "{words}");
        ARTICLE.replacen(words, &format!("$0{words}"), 1)
    }

    #[test]
    fn a_person_is_found_by_name_description_and_pronoun() {
        let (analysis, cursor) = ruiz(&with_cursor("Ruiz said")).build();
        insta::assert_snapshot!(found(&analysis, cursor), @"Bo Ek met [[Ana Ruiz]], [the deputy mayor]. “One,” [Ruiz] said. “Two,” [she] added.");
        let (analysis, cursor) = ruiz(&with_cursor(" met")).build();
        insta::assert_snapshot!(found(&analysis, cursor), @"[[Bo Ek]] met Ana Ruiz, the deputy mayor. “One,” Ruiz said. “Two,” she added.");
    }

    #[test]
    fn annotations_and_the_header_name_people_too() {
        let article =
            "---\npeople:\n  - name: Ana Ruiz\n---\nAna Ruiz came. “One.”{speaker=\"Ana R$0uiz\"}\n";
        let cursor = article.find("$0").unwrap() as u32;
        let analysis = Analysis::new(article.replace("$0", ""), Options::default());
        insta::assert_snapshot!(found(&analysis, cursor), @r#"
        ---
        people:
          - name: [[Ana Ruiz]]
        ---
        [Ana Ruiz] came. “One.”{speaker="[Ana Ruiz]"}
        "#);
    }

    #[test]
    fn the_introduction_of_a_person_is_written_and_the_rest_read() {
        insta::assert_snapshot!(marked(ruiz(&with_cursor("she"))), @"Bo Ek met ⟨w Ana Ruiz⟩, ⟨r the deputy mayor⟩. “One,” ⟨r Ruiz⟩ said. “Two,” ⟨r she⟩ added.");
    }

    #[test]
    fn a_quotation_goes_with_its_other_parts_and_its_attribution() {
        insta::assert_snapshot!(marked(ruiz(&with_cursor("Two"))), @"Bo Ek met Ana Ruiz, the deputy mayor. ⟨t “One,”⟩ ⟨r Ruiz⟩ said. ⟨t “Two,”⟩ she added.");
        insta::assert_snapshot!(marked(ruiz(&with_cursor("said"))), @"Bo Ek met Ana Ruiz, the deputy mayor. ⟨t “One,”⟩ ⟨r Ruiz⟩ ⟨t said⟩. ⟨t “Two,”⟩ she added.");
    }

    #[test]
    fn prose_has_neither() {
        let builder = ruiz(&with_cursor("et Ana"));
        let (analysis, cursor) = builder.build();
        assert_eq!(references(&analysis, cursor), []);
        assert_eq!(highlights(&analysis, cursor), []);
    }
}
