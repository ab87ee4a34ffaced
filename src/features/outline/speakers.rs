//! The outline by speaker.

use super::{Heading, Symbol, SymbolKind, heading, quotation_symbol};
use crate::analysis::{Analysis, EntityId, Quotation};
use crate::article::EntityKind;
use crate::features::words::{is_shown, name, one_line, quotations};
use crate::text::Span;

/// Speakers with their quotations, in the order in which they first speak; unnamed sources, unresolved
/// speakers and the unattributed as groups at the end. Speech without marks is not listed.
///
/// Editors show the path to the cursor by walking down the tree, and VS Code takes the first sibling whose
/// span holds the cursor. Spans of siblings therefore never overlap: a speaker's span goes only as far as
/// nobody else is quoted, and children outside it are listed all the same.
pub fn outline_by_speaker(analysis: &Analysis) -> Vec<Symbol> {
    let folders = folders(analysis);
    let places = places(analysis, &folders);
    let symbols = folders.iter().zip(&places);
    symbols.map(|(folder, &(span, selection))| symbol(analysis, folder, span, selection)).collect()
}

/// An entry at the top with what is below it.
pub(in crate::features) struct Folder<'a> {
    pub(in crate::features) heading: Heading,
    /// In the order of the text; never empty.
    pub(in crate::features) quotations: Vec<&'a Quotation>,
}

/// The entries at the top, in order.
pub(in crate::features) fn folders(analysis: &Analysis) -> Vec<Folder<'_>> {
    let mut folders: Vec<Folder> = vec![];
    for quotation in analysis.quotations.iter().filter(|q| is_shown(q)) {
        let heading = heading(analysis, quotation);
        match folders.iter_mut().find(|folder| folder.heading == heading) {
            Some(folder) => folder.quotations.push(quotation),
            None => folders.push(Folder { heading, quotations: vec![quotation] }),
        }
    }
    // Entities stay in the order of their first quotation, groups go behind them.
    folders.sort_by_key(|folder| match folder.heading {
        Heading::Entity(_) => Heading::Entity(EntityId(0)),
        group => group,
    });
    folders
}

/// The span and the selection of each folder. Spans do not overlap.
fn places(analysis: &Analysis, folders: &[Folder]) -> Vec<(Span, Span)> {
    let selections = selections(analysis, folders);
    let spans = folders.iter().enumerate().map(|(i, folder)| {
        let foreign = folders.iter().zip(&selections).enumerate().filter(|(j, _)| *j != i);
        let obstacles: Vec<Span> = foreign
            .flat_map(|(_, (other, &selection))| other.quotations.iter().map(|q| q.outer).chain([selection]))
            .collect();
        run(selections[i], &folder.quotations, &obstacles)
    });
    spans.zip(selections.iter().copied()).collect()
}

/// What each folder selects: the words that show the speaker at the first quotation, or else the first
/// mention, or else the quotation. No two overlap, and none is in a quotation of another folder.
fn selections(analysis: &Analysis, folders: &[Folder]) -> Vec<Span> {
    let mut taken: Vec<Span> = vec![];
    for folder in folders {
        let others = folders.iter().filter(|other| other.heading != folder.heading);
        let foreign: Vec<Span> = others.flat_map(|other| other.quotations.iter().map(|q| q.outer)).collect();
        let free = |span: &Span| !foreign.iter().chain(&taken).any(|t| t.overlaps(*span));
        let words = match folder.heading {
            Heading::Entity(id) => naming_words(analysis, id, folder.quotations[0]).into_iter().find(free),
            _ => None,
        };
        taken.push(words.unwrap_or(folder.quotations[0].outer));
    }
    taken
}

/// Words to select for a speaker, the best first.
fn naming_words(analysis: &Analysis, id: EntityId, first: &Quotation) -> Vec<Span> {
    let shown_by = first.attribution.as_ref().and_then(|a| a.shown_by);
    let mentions = analysis.entity(id).mentions.first();
    let first_mention = mentions.map(|&i| analysis.mentions[i as usize].span);
    shown_by.into_iter().chain(first_mention).filter(|span| !span.is_empty()).collect()
}

/// `seed` with all of `own` around it that can be reached without an obstacle.
fn run(seed: Span, own: &[&Quotation], obstacles: &[Span]) -> Span {
    let is_free = |span: Span| !obstacles.iter().any(|o| o.overlaps(span));
    let before = own.iter().rev().filter(|q| q.outer.start < seed.start).map(|q| q.outer);
    let behind = own.iter().filter(|q| q.outer.start >= seed.start).map(|q| q.outer);
    let reach = |run: Span, next: Span| Some(run.hull(next)).filter(|&longer| is_free(longer)).ok_or(run);
    let run = before.clone().try_fold(seed, reach).unwrap_or_else(|run| run);
    behind.clone().try_fold(run, reach).unwrap_or_else(|run| run)
}

fn symbol(analysis: &Analysis, folder: &Folder, span: Span, selection: Span) -> Symbol {
    let count = quotations(folder.quotations.len());
    let (name, kind, detail) = match folder.heading {
        Heading::Unnamed => ("Unnamed sources".to_owned(), SymbolKind::Group, count),
        Heading::Unresolved => ("Unresolved speakers".to_owned(), SymbolKind::Group, count),
        Heading::Unattributed => ("Unattributed".to_owned(), SymbolKind::Group, count),
        Heading::Entity(id) => {
            let entity = analysis.entity(id);
            let is_person = entity.kind == EntityKind::Person;
            let kind = if is_person { SymbolKind::Speaker } else { SymbolKind::Organisation };
            let role = entity.role.as_ref().map(|role| format!(" · {}", one_line(&role.text)));
            (name(analysis, id), kind, count + &role.unwrap_or_default())
        }
    };
    let children = folder.quotations.iter().map(|q| quotation_symbol(analysis, q)).collect();
    Symbol { name, detail, kind, span, selection, children }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::How;
    use crate::features::fixture::Builder;
    use std::fmt::Write;

    /// The tree as text: name, detail, the selected words, and all of its span.
    fn drawn(builder: Builder) -> String {
        let (analysis, _) = builder.build();
        let symbols = outline_by_speaker(&analysis);
        assert_sound(&symbols);
        let mut text = String::new();
        for top in &symbols {
            let (span, selection) = (analysis.slice(top.span), analysis.slice(top.selection));
            writeln!(text, "{} ({}) [{selection}] in [{span}]", top.name, top.detail).unwrap();
            for child in &top.children {
                writeln!(text, "  {} ({}) [{}]", child.name, child.detail, analysis.slice(child.selection))
                    .unwrap();
            }
        }
        text
    }

    /// What editors rely on.
    fn assert_sound(symbols: &[Symbol]) {
        for (i, symbol) in symbols.iter().enumerate() {
            assert!(symbol.span.covers(symbol.selection), "{symbol:?}");
            for other in &symbols[i + 1..] {
                assert!(!symbol.span.overlaps(other.span), "{symbol:?} and {other:?}");
            }
            assert_sound(&symbol.children);
        }
    }

    #[test]
    fn a_speaker_covers_the_quotations_and_selects_the_words_that_name_her() {
        let builder = Builder::new("Deputy Mayor Ana Ruiz came.\n\n“One,” Ruiz said. “Two,” she added.")
            .person("Ana Ruiz")
            .role("Deputy Mayor")
            .quote("“One,”")
            .by("Ana Ruiz", "|Ruiz| said", How::Name)
            .quote("“Two,”")
            .by("Ana Ruiz", "she", How::Pronoun);
        insta::assert_snapshot!(drawn(builder), @r"
        Ana Ruiz (2 quotations · Deputy Mayor) [Ruiz] in [“One,” Ruiz said. “Two,”]
          “One,” (Ruiz) [One,]
          “Two,” (she) [Two,]
        ");
    }

    #[test]
    fn a_speaker_ends_where_another_is_quoted() {
        let builder =
            Builder::new("“One,” said Ana Ruiz. “Two,” said Bo Ek. “Three,” said Ruiz. “Four,” said Ek.")
                .person("Ana Ruiz")
                .person("Bo Ek")
                .quote("“One,”")
                .by("Ana Ruiz", "Ana Ruiz", How::Name)
                .quote("“Two,”")
                .by("Bo Ek", "Bo Ek", How::Name)
                .quote("“Three,”")
                .by("Ana Ruiz", "“Three,” said |Ruiz|", How::Name)
                .quote("“Four,”")
                .by("Bo Ek", "“Four,” said |Ek|", How::Name);
        insta::assert_snapshot!(drawn(builder), @r"
        Ana Ruiz (2 quotations) [Ana Ruiz] in [“One,” said Ana Ruiz]
          “One,” (Ana Ruiz) [One,]
          “Three,” (Ruiz) [Three,]
        Bo Ek (2 quotations) [Bo Ek] in [“Two,” said Bo Ek]
          “Two,” (Bo Ek) [Two,]
          “Four,” (Ek) [Four,]
        ");
    }

    #[test]
    fn words_inside_somebody_elses_quotation_are_not_selected() {
        let builder = Builder::new("“Ana Ruiz is late,” said Bo Ek. “I am not.”{speaker=\"Ana Ruiz\"}")
            .person("Ana Ruiz")
            .person("Bo Ek")
            .quote("“Ana Ruiz is late,”")
            .by("Bo Ek", "Bo Ek", How::Name)
            .quote("“I am not.”")
            .by_annotation("Ana Ruiz");
        insta::assert_snapshot!(drawn(builder), @r"
        Bo Ek (1 quotation) [Bo Ek] in [“Ana Ruiz is late,” said Bo Ek]
          “Ana Ruiz is late,” (Bo Ek) [Ana Ruiz is late,]
        Ana Ruiz (1 quotation) [“I am not.”] in [“I am not.”]
          “I am not.” (Ana Ruiz) [I am not.]
        ");
    }

    #[test]
    fn groups_come_last_in_a_fixed_order() {
        let builder =
            Builder::new("“One.” “Two,” he said. “Three,” an aide said. “Four,” said the Met Office.")
                .organisation("Met Office")
                .unnamed("an aide")
                .quote("“One.”")
                .quote("“Two,”")
                .unresolved("he")
                .quote("“Three,”")
                .by("an aide", "an aide", How::Description)
                .quote("“Four,”")
                .by("Met Office", "Met Office", How::Name);
        insta::assert_snapshot!(drawn(builder), @r"
        Met Office (1 quotation) [Met Office] in [“Four,” said the Met Office]
          “Four,” (Met Office) [Four,]
        Unnamed sources (1 quotation) [“Three,”] in [“Three,”]
          “Three,” (an aide) [Three,]
        Unresolved speakers (1 quotation) [“Two,”] in [“Two,”]
          “Two,” (he) [Two,]
        Unattributed (1 quotation) [“One.”] in [“One.”]
          “One.” () [One.]
        ");
    }

    #[test]
    fn reported_clauses_and_quotations_inside_others_are_not_listed() {
        let builder = Builder::new("Bo Ek said it was late. “He said ‘late’,” said Bo Ek.")
            .person("Bo Ek")
            .quote("it was late")
            .indirect()
            .by("Bo Ek", "Bo Ek", How::Name)
            .quote("‘late’")
            .nested()
            .quote("“He said ‘late’,”")
            .by("Bo Ek", "said |Bo Ek|", How::Name);
        insta::assert_snapshot!(drawn(builder), @r"
        Bo Ek (1 quotation) [Bo Ek] in [“He said ‘late’,” said Bo Ek]
          “He said ‘late’,” (Bo Ek) [He said ‘late’,]
        ");
    }
}
