//! Reporting verbs, those first that the article uses.

use super::{Item, ItemKind, plain};
use crate::analysis::Analysis;
use crate::english::classes::{CUE_A, FRAME_QUOTE, VERB_PAST, VERB_THIRD};
use crate::english::lexicon::{lookup, reporting_words};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Verbs that are almost always speech, of one word, in the past and in the present: `said`, `says`.
static FORMS: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    [VERB_PAST, VERB_THIRD]
        .map(|form| reporting_words(CUE_A | FRAME_QUOTE | form).filter(|word| !word.contains(' ')).collect())
});

/// Reporting verbs in the tense that the article's attributions have; behind a question, first the one that asks.
pub(super) fn items(analysis: &Analysis, question: bool) -> Vec<Item> {
    let mut used: HashMap<String, usize> = HashMap::new();
    let cues = analysis.quotations.iter().filter_map(|q| q.attribution.as_ref()?.cue);
    for cue in cues {
        *used.entry(analysis.words(cue).to_lowercase()).or_default() += 1;
    }
    let count =
        |form: u64| -> usize { used.iter().filter(|(word, _)| lookup(word).any(form)).map(|(_, n)| n).sum() };
    let present = count(VERB_THIRD) > count(VERB_PAST);
    let [said, asked] = if present { ["says", "asks"] } else { ["said", "asked"] };
    // Besides, those that this writer uses, and that which asks.
    let form = if present { VERB_THIRD } else { VERB_PAST };
    let own = used.keys().filter(|word| !word.contains(' ') && lookup(word).any(form)).map(String::as_str);
    let own = own.chain(question.then_some(asked));
    let mut verbs: Vec<&str> = FORMS[usize::from(present)].iter().copied().chain(own).collect();
    verbs.sort_unstable();
    verbs.dedup();
    let rank = |verb: &str| {
        let uses = used.get(verb).copied().unwrap_or(0);
        (Reverse(question && verb == asked), Reverse(uses), Reverse(verb == said))
    };
    // Stable: the rest is in the order of the alphabet.
    verbs.sort_by_key(|verb| rank(verb));
    verbs.into_iter().map(item).collect()
}

fn item(verb: &str) -> Item {
    // Somebody is always told.
    let snippet = matches!(verb, "told" | "tells").then(|| format!("{verb} ${{1:reporters}}"));
    Item { snippet, ..plain(ItemKind::Verb, verb, "reporting verb") }
}
