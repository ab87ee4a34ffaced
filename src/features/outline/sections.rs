//! The outline by section.

use super::{Heading, Symbol, SymbolKind, heading, quotation_symbol};
use crate::analysis::{Analysis, Quotation};
use crate::article::BlockKind;
use crate::features::words::{is_shown, name, one_line, quotations};

/// The article's headings, each with the quotations up to the next one and the headings of a lower level below it; what
/// is quoted above the first heading stands beside them. A quotation is listed by its speaker and its opening words.
///
/// Sections end where the next one begins and quotations do not overlap, so the path to the cursor is that of the text.
pub fn outline_by_section(analysis: &Analysis) -> Vec<Symbol> {
    let shown: Vec<&Quotation> = analysis.quotations.iter().filter(|q| is_shown(q)).collect();
    let mut sections = Sections { analysis, shown, next: 0 };
    sections.below(0, analysis.blocks.len(), 0)
}

struct Sections<'a> {
    analysis: &'a Analysis,
    shown: Vec<&'a Quotation>,
    /// The first of `shown` that is not listed yet.
    next: usize,
}

impl Sections<'_> {
    /// Quotations and sections of the blocks from `first` up to `end`, where headings of up to `level` do not occur.
    fn below(&mut self, first: usize, end: usize, level: u8) -> Vec<Symbol> {
        let mut symbols = vec![];
        let mut block = first;
        while block < end {
            let Some(own) = self.level(block).filter(|&own| own > level) else {
                self.quotations_of(block, &mut symbols);
                block += 1;
                continue;
            };
            let next = (block + 1..end).find(|&i| self.level(i).is_some_and(|other| other <= own));
            let next = next.unwrap_or(end);
            symbols.push(self.section(block, next, own));
            block = next;
        }
        symbols
    }

    fn level(&self, block: usize) -> Option<u8> {
        match self.analysis.blocks[block].kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        }
    }

    fn section(&mut self, block: usize, end: usize, level: u8) -> Symbol {
        let selection = self.analysis.blocks[block].span;
        let span = selection.hull(self.analysis.blocks[end - 1].span);
        let before = self.next;
        let mut children = vec![];
        self.quotations_of(block, &mut children);
        children.extend(self.below(block + 1, end, level));
        // The heading may be a picture.
        let printed = one_line(self.analysis.printed(block));
        Symbol {
            name: if printed.is_empty() { one_line(self.analysis.slice(selection)) } else { printed },
            detail: quotations(self.next - before),
            kind: SymbolKind::Section,
            span,
            selection,
            children,
        }
    }

    fn quotations_of(&mut self, block: usize, symbols: &mut Vec<Symbol>) {
        while let Some(quotation) = self.shown.get(self.next).filter(|q| q.block as usize <= block) {
            symbols.push(self.quotation(quotation));
            self.next += 1;
        }
    }

    /// "Ana Ruiz: “It took eleven years…”"
    fn quotation(&self, quotation: &Quotation) -> Symbol {
        let mut symbol = quotation_symbol(self.analysis, quotation);
        let who = match heading(self.analysis, quotation) {
            Heading::Entity(id) => name(self.analysis, id),
            Heading::Unnamed => "Unnamed".to_owned(),
            Heading::Unresolved => "Unresolved".to_owned(),
            Heading::Unattributed => "Unattributed".to_owned(),
        };
        symbol.name = format!("{who}: {}", symbol.name);
        symbol
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::How;
    use crate::features::fixture::Builder;
    use std::fmt::Write;

    fn draw(analysis: &Analysis, symbols: &[Symbol], depth: usize, text: &mut String) {
        for symbol in symbols {
            let Symbol { name, detail, .. } = symbol;
            let indent = "  ".repeat(depth);
            writeln!(text, "{indent}{name} ({detail}) [{}]", analysis.slice(symbol.selection)).unwrap();
            assert!(symbol.children.iter().all(|child| symbol.span.covers(child.span)));
            assert!(symbol.children.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            draw(analysis, &symbol.children, depth + 1, text);
        }
    }

    #[test]
    fn quotations_stand_below_their_headings() {
        let text = "“One,” said Ana Ruiz.\n\n# The bridge\n\n“Two,” she said.\n\n## The crane\n\n“Three.”\n\n# The quay\n\nRain.";
        let (analysis, _) = Builder::new(text)
            .person("Ana Ruiz")
            .quote("“One,”")
            .by("Ana Ruiz", "Ana Ruiz", How::Name)
            .quote("“Two,”")
            .by("Ana Ruiz", "she", How::Pronoun)
            .quote("“Three.”")
            .build();
        let mut text = String::new();
        draw(&analysis, &outline_by_section(&analysis), 0, &mut text);
        insta::assert_snapshot!(text, @r"
        Ana Ruiz: “One,” (Ana Ruiz) [One,]
        The bridge (2 quotations) [# The bridge]
          Ana Ruiz: “Two,” (she) [Two,]
          The crane (1 quotation) [## The crane]
            Unattributed: “Three.” () [Three.]
        The quay (0 quotations) [# The quay]
        ");
    }
}
