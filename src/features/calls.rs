//! Who says what as a hierarchy of calls: a speaker calls the quotations, a quotation those inside it.

use super::outline::{opening, shown_words};
use super::under::{Under, introduction, under};
use super::words::{is_shown, name, one_line, quotations, speaker};
use crate::analysis::{Alternative, Analysis, EntityId, Quotation, Speaker};
use crate::article::EntityKind;
use crate::text::Span;

/// A speaker or a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The name, or the opening words.
    pub name: String,
    /// A role and how often somebody is quoted; whoever says a quotation.
    pub detail: String,
    /// Which it is.
    pub what: Caller,
    /// All of it, in bytes.
    pub span: Span,
    /// The words to select, inside `span`.
    pub selection: Span,
}

/// Which of the two it is, so that it is found again when the text has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Somebody, by the name in [`Entity::name`](crate::analysis::Entity::name).
    Speaker(EntityKind, String),
    /// A quotation, by the byte at which it starts with its mark.
    Quotation(u32),
}

/// A step from one to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where it leads.
    pub to: Call,
    /// The words that say so, in bytes; they stand with the caller.
    pub by: Vec<Span>,
}

/// What the cursor is on: somebody, a quotation, or the reporting words of quotations.
pub fn calls(analysis: &Analysis, offset: u32) -> Vec<Call> {
    match under(analysis, offset) {
        Some(Under::Quotation(quotation)) => vec![of_quotation(analysis, quotation)],
        Some(under) => under.whom(analysis).into_iter().filter_map(|id| of_entity(analysis, id)).collect(),
        None => reported(analysis, offset).map(|quotation| of_quotation(analysis, quotation)).collect(),
    }
}

/// The quotations whose reporting words the cursor is on.
fn reported(analysis: &Analysis, offset: u32) -> impl Iterator<Item = &Quotation> {
    analysis.quotations.iter().filter(move |quotation| {
        let cue = quotation.attribution.as_ref().and_then(|by| by.cue);
        cue.is_some_and(|cue| cue.touches(offset))
    })
}

/// What somebody says; what is quoted inside a quotation.
pub fn outgoing(analysis: &Analysis, caller: &Caller) -> Vec<Step> {
    match caller {
        Caller::Speaker(kind, name) => {
            let Some(id) = find(analysis, *kind, name) else { return vec![] };
            let said = all(analysis).filter(|q| is_shown(q) && speaker(q) == Some(id));
            said.map(|q| Step { to: of_quotation(analysis, q), by: shown_by(q) }).collect()
        }
        Caller::Quotation(start) => {
            let inside = analysis.nested.iter().filter(|nested| {
                analysis.quotations[nested.within as usize].outer.start == *start
                    && nested.quotation.outer.start != *start
            });
            let step = |q: &Quotation| Step { to: of_quotation(analysis, q), by: vec![q.outer] };
            inside.map(|nested| step(&nested.quotation)).collect()
        }
    }
}

/// Who says a quotation, or may; and of one inside another, which that is. Of a speaker: the quotations that pass on what
/// they said.
pub fn incoming(analysis: &Analysis, called: &Caller) -> Vec<Step> {
    match called {
        Caller::Speaker(kind, name) => {
            let Some(id) = find(analysis, *kind, name) else { return vec![] };
            let passed_on = analysis.nested.iter().filter(|n| speaker(&n.quotation) == Some(id));
            let step = |within: &Quotation, inner: &Quotation| Step {
                to: of_quotation(analysis, within),
                by: vec![inner.outer],
            };
            passed_on.map(|n| step(&analysis.quotations[n.within as usize], &n.quotation)).collect()
        }
        Caller::Quotation(start) => {
            let Some(quotation) = all(analysis).find(|q| q.outer.start == *start) else { return vec![] };
            let speakers = speakers(quotation).into_iter().filter_map(|id| of_entity(analysis, id));
            let mut steps: Vec<Step> = speakers.map(|to| Step { to, by: shown_by(quotation) }).collect();
            let nested = analysis.nested.iter().find(|n| n.quotation.outer == quotation.outer);
            steps.extend(nested.map(|n| Step {
                to: of_quotation(analysis, &analysis.quotations[n.within as usize]),
                by: vec![quotation.outer],
            }));
            steps
        }
    }
}

/// All quotations, the outer ones first.
fn all(analysis: &Analysis) -> impl Iterator<Item = &Quotation> {
    analysis.quotations.iter().chain(analysis.nested.iter().map(|nested| &nested.quotation))
}

/// Who says it, or everybody who may.
fn speakers(quotation: &Quotation) -> Vec<EntityId> {
    let Some(attribution) = &quotation.attribution else { return vec![] };
    match attribution.speaker {
        Speaker::Entity(id) => vec![id],
        Speaker::Ambiguous => attribution.alternatives.iter().map(|a: &Alternative| a.entity).collect(),
        Speaker::Anonymous | Speaker::Unresolved => vec![],
    }
}

/// The words that say whose it is. Where none do, as with an annotation, the quotation itself: some editors list a step by its
/// places, and would leave it out without one.
fn shown_by(quotation: &Quotation) -> Vec<Span> {
    vec![quotation.attribution.as_ref().and_then(|by| by.shown_by).unwrap_or(quotation.outer)]
}

fn find(analysis: &Analysis, kind: EntityKind, name: &str) -> Option<EntityId> {
    let at = analysis.entities.iter().position(|e| e.kind == kind && e.name == name)?;
    Some(EntityId(at as u32))
}

/// Somebody as a caller, at the place that introduces them, or else at the first quotation.
fn of_entity(analysis: &Analysis, id: EntityId) -> Option<Call> {
    let entity = analysis.entity(id);
    let said = || all(analysis).filter(|q| speaker(q) == Some(id));
    let place = introduction(analysis, id).or_else(|| said().next().map(|q| q.outer))?;
    let count = said().filter(|q| is_shown(q) && q.depth == 0).count();
    let role = entity.role.as_ref().map(|role| format!(" · {}", one_line(&role.text)));
    Some(Call {
        name: name(analysis, id),
        detail: quotations(count) + &role.unwrap_or_default(),
        what: Caller::Speaker(entity.kind, entity.name.clone()),
        span: place,
        selection: place,
    })
}

fn of_quotation(analysis: &Analysis, quotation: &Quotation) -> Call {
    let who: Vec<String> = speakers(quotation).into_iter().map(|id| name(analysis, id)).collect();
    Call {
        name: opening(&shown_words(analysis, quotation)),
        detail: who.join(" or "),
        what: Caller::Quotation(quotation.outer.start),
        span: quotation.outer,
        selection: quotation.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::How;
    use crate::features::fixture::Builder;

    fn ruiz(article: &str) -> (Analysis, u32) {
        Builder::new(article)
            .person("Ana Ruiz")
            .role("Deputy Mayor")
            .person("Bo Ek")
            .quote("“One,”")
            .by("Ana Ruiz", "One,” |she| said", How::Pronoun)
            .quote("“He said ‘never’,”")
            .by("Ana Ruiz", "never’,” |she| added", How::Pronoun)
            .quote("‘never’")
            .nested()
            .by("Bo Ek", "“|He| said", How::Pronoun)
            .quote("“Two,”")
            .ambiguous("Two,” |she| said", &[("Ana Ruiz", 0.6), ("Bo Ek", 0.3)])
            .quote("“Three.”")
            .build()
    }

    const ARTICLE: &str = "Deputy Mayor Ana Ruiz met Bo Ek. “One,” she said. “He said ‘never’,” she added. \
        “Two,” she said. “Three.”";

    fn with_cursor(words: &str) -> String {
        ARTICLE.replacen(words, &format!("$0{words}"), 1)
    }

    fn line(call: &Call) -> String {
        format!("{} ({})", call.name, call.detail)
    }

    /// The item, what it calls behind `→` and what calls it behind `←`, each with the words that say so.
    fn shown(words: &str) -> String {
        let (analysis, cursor) = ruiz(&with_cursor(words));
        let mut lines = vec![];
        for call in calls(&analysis, cursor) {
            assert!(call.span.covers(call.selection));
            lines.push(line(&call));
            let by = |step: &Step| step.by.iter().map(|s| analysis.slice(*s)).collect::<Vec<_>>().join(", ");
            let step = |arrow, step: &Step| format!("  {arrow} {} by [{}]", line(&step.to), by(step));
            lines.extend(outgoing(&analysis, &call.what).iter().map(|s| step('→', s)));
            lines.extend(incoming(&analysis, &call.what).iter().map(|s| step('←', s)));
        }
        lines.join("\n")
    }

    #[test]
    fn a_speaker_calls_the_quotations() {
        insta::assert_snapshot!(shown("Ana Ruiz"), @r"
        Ana Ruiz (2 quotations · Deputy Mayor)
          → “One,” (Ana Ruiz) by [she]
          → “He said ‘never’,” (Ana Ruiz) by [she]
        ");
    }

    #[test]
    fn a_quotation_is_called_by_its_speaker_or_by_all_who_may_have_said_it() {
        insta::assert_snapshot!(shown("One"), @r"
        “One,” (Ana Ruiz)
          ← Ana Ruiz (2 quotations · Deputy Mayor) by [she]
        ");
        insta::assert_snapshot!(shown("Two"), @r"
        “Two,” (Ana Ruiz or Bo Ek)
          ← Ana Ruiz (2 quotations · Deputy Mayor) by [she]
          ← Bo Ek (0 quotations) by [she]
        ");
        insta::assert_snapshot!(shown("Three"), @"“Three.” ()");
    }

    #[test]
    fn a_quotation_inside_another_is_called_by_that_too() {
        insta::assert_snapshot!(shown("never"), @r"
        ‘never’ (Bo Ek)
          ← Bo Ek (0 quotations) by [He]
          ← “He said ‘never’,” (Ana Ruiz) by [‘never’]
        ");
        insta::assert_snapshot!(shown("said ‘never"), @r"
        “He said ‘never’,” (Ana Ruiz)
          → ‘never’ (Bo Ek) by [‘never’]
          ← Ana Ruiz (2 quotations · Deputy Mayor) by [she]
        ");
        insta::assert_snapshot!(shown("Bo Ek"), @r"
        Bo Ek (0 quotations)
          → ‘never’ (Bo Ek) by [He]
          ← “He said ‘never’,” (Ana Ruiz) by [‘never’]
        ");
    }

    #[test]
    fn the_word_for_said_leads_to_what_it_reports() {
        let analysis =
            Analysis::new("Ana Ruiz met Bo Ek. “One,” Ruiz said.", crate::analysis::Options::default());
        let found = calls(&analysis, analysis.text().find("said").unwrap() as u32);
        assert_eq!(found.iter().map(line).collect::<Vec<_>>(), ["“One,” (Ana Ruiz)"]);
        assert_eq!(calls(&analysis, analysis.text().find("met").unwrap() as u32), []);
    }

    #[test]
    fn a_step_has_a_place_even_where_an_annotation_says_who_speaks() {
        let text = "Ana Ruiz met Bo Ek.\n\n“One.”{speaker=\"Ana Ruiz\"}";
        let analysis = Analysis::new(text, crate::analysis::Options::default());
        let ruiz = calls(&analysis, 0);
        let steps = outgoing(&analysis, &ruiz[0].what);
        assert_eq!(
            steps.iter().flat_map(|step| &step.by).map(|by| analysis.slice(*by)).collect::<Vec<_>>(),
            ["“One.”"]
        );
    }
}
