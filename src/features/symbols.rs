//! Speakers and quotations of an article, to be found among those of many.

use super::SymbolKind;
use super::outline::{opening, shown_words};
use super::under::introduction;
use super::words::{is_shown, name, quotations, speaker};
use crate::analysis::{Analysis, EntityId};
use crate::article::EntityKind;
use crate::text::Span;
use code_fuzzy_match::FuzzyMatcher;

/// A speaker or a quotation: what is kept of an article that is not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleSymbol {
    /// The name, or the opening words with their marks.
    pub name: Box<str>,
    /// Of a speaker, how often that is; of a quotation, who says it.
    pub container: Box<str>,
    /// A speaker, an organisation that speaks, or a quotation.
    pub kind: SymbolKind,
    /// The introduction, or the quotation, in bytes.
    pub span: Span,
}

/// Who speaks in an article, each with what is said; what nobody is shown to have said as well.
pub fn article_symbols(analysis: &Analysis) -> Vec<ArticleSymbol> {
    let mut symbols = vec![];
    for id in (0..analysis.entities.len() as u32).map(EntityId) {
        let entity = analysis.entity(id);
        let said = || analysis.quotations.iter().filter(|q| is_shown(q) && speaker(q) == Some(id));
        let Some(first) = said().next().filter(|_| entity.named) else { continue };
        let is_person = entity.kind == EntityKind::Person;
        symbols.push(ArticleSymbol {
            name: name(analysis, id).into(),
            container: quotations(said().count()).into(),
            kind: if is_person { SymbolKind::Speaker } else { SymbolKind::Organisation },
            span: introduction(analysis, id).unwrap_or(first.outer),
        });
    }
    let shown = analysis.quotations.iter().filter(|q| is_shown(q));
    symbols.extend(shown.map(|quotation| ArticleSymbol {
        name: opening(&shown_words(analysis, quotation)).into(),
        container: speaker(quotation).map_or_else(String::new, |id| name(analysis, id)).into(),
        kind: SymbolKind::Quotation,
        span: quotation.outer,
    }));
    symbols
}

/// What somebody looks for among symbols.
pub struct Search {
    /// In lower case.
    words: Vec<String>,
    matcher: FuzzyMatcher,
}

impl Search {
    /// A search for these words, in any order.
    pub fn new(query: &str) -> Self {
        let words = query.split_whitespace().map(str::to_lowercase).collect();
        Search { words, matcher: FuzzyMatcher::new() }
    }

    /// How well a symbol fits, more for the better; `None` if it does not. Names fit by their letters in order (`anrz`),
    /// and quotations by what words of theirs, or of their speaker's name, begin with: in so many words, letters in order
    /// are found anywhere.
    pub fn score(&mut self, symbol: &ArticleSymbol) -> Option<usize> {
        let mut total = 0;
        for word in &self.words {
            total += match symbol.kind {
                SymbolKind::Quotation => {
                    let in_name = begins_word(&symbol.name, word).then_some(word.len());
                    in_name.or_else(|| begins_word(&symbol.container, word).then_some(1))?
                }
                _ => self.matcher.fuzzy_match(&symbol.name, word)? + SPEAKER_FIRST,
            };
        }
        Some(total)
    }
}

/// Speakers come before what they said.
const SPEAKER_FIRST: usize = 1_000;

/// Whether a word of `text` begins with `start`, which is in lower case.
fn begins_word(text: &str, start: &str) -> bool {
    let text = text.to_lowercase();
    let mut places = text.match_indices(start);
    places.any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::How;
    use crate::features::fixture::Builder;

    fn symbols() -> Vec<ArticleSymbol> {
        let (analysis, _) =
            Builder::new("Ana Ruiz met Bo Ek. “It is late,” Ruiz said. “No bridge.” She left.")
                .person("Ana Ruiz")
                .person("Bo Ek")
                .quote("“It is late,”")
                .by("Ana Ruiz", "|Ruiz| said", How::Name)
                .quote("“No bridge.”")
                .build();
        article_symbols(&analysis)
    }

    /// What is found, the best first.
    fn found(query: &str) -> String {
        let mut search = Search::new(query);
        let symbols = symbols();
        let mut found: Vec<_> = symbols.iter().filter_map(|s| Some((search.score(s)?, s))).collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.iter().map(|(_, s)| format!("{} ({})", s.name, s.container)).collect::<Vec<_>>().join(" · ")
    }

    #[test]
    fn speakers_and_quotations_are_symbols() {
        insta::assert_snapshot!(found(""), @"Ana Ruiz (1 quotation) · “It is late,” (Ana Ruiz) · “No bridge.” ()");
    }

    #[test]
    fn names_are_found_by_their_letters_and_quotations_by_their_words() {
        insta::assert_snapshot!(found("anrz"), @"Ana Ruiz (1 quotation)");
        insta::assert_snapshot!(found("ruiz"), @"Ana Ruiz (1 quotation) · “It is late,” (Ana Ruiz)");
        insta::assert_snapshot!(found("brid"), @"“No bridge.” ()");
        insta::assert_snapshot!(found("late ruiz"), @"“It is late,” (Ana Ruiz)");
        assert_eq!(found("ridge"), "");
        assert_eq!(found("Bo"), "", "who is not quoted is no speaker");
    }
}
