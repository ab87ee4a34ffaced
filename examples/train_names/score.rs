//! How often names are found.

use crate::corpus::{Sentence, trimmed};
use onrecord::english::names::NameKind;
use onrecord::english::tagger::{Label, Model, Reading};
use onrecord::english::tokens;
use onrecord::text::Span;
use std::fmt;

/// Names found rightly, found wrongly and missed: all, people, organisations, places, and all whatever their kind.
#[derive(Default)]
pub(crate) struct Counts([[usize; 3]; 5]);

/// The names that a model finds in a sentence.
pub(crate) fn found(weights: &[u8], sentence: &Sentence) -> Vec<(Span, Label)> {
    let model = Model::open(weights).expect("weights that were just written");
    let cut = tokens(&sentence.text);
    let label = |kind| match kind {
        NameKind::Person => 2,
        NameKind::Organisation => 4,
        NameKind::Place | NameKind::Unknown => 6,
    };
    Reading::by(&model, &sentence.text, &cut)
        .names()
        .iter()
        .map(|name| {
            let span = Span::new(cut[name.first].span.start, cut[name.last].span.end);
            (trimmed(&sentence.text, span), label(name.kind))
        })
        .collect()
}

impl Counts {
    pub(crate) fn add(&mut self, gold: &[(Span, Label)], found: &[(Span, Label)]) {
        for (kind, counts) in self.0.iter_mut().enumerate() {
            let pick = |names: &[(Span, Label)]| -> Vec<(Span, Label)> {
                let of_kind = |name: &&(Span, Label)| matches!(kind, 0 | 4) || name.1 as usize == kind * 2;
                names.iter().filter(of_kind).map(|n| if kind == 4 { (n.0, 0) } else { *n }).collect()
            };
            let (gold, found) = (pick(gold), pick(found));
            let right = found.iter().filter(|name| gold.contains(name)).count();
            counts[0] += right;
            counts[1] += found.len() - right;
            counts[2] += gold.len() - right;
        }
    }
}

impl fmt::Display for Counts {
    /// Precision, recall and F1 of each row, in hundredths.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (name, counts) in ["all", "people", "organisations", "places", "whatever"].iter().zip(self.0) {
            let [right, wrong, missed] = counts.map(|n| n as f64);
            let share = |part: f64, all: f64| 100.0 * part / all.max(1.0);
            let f1 = share(2.0 * right, 2.0 * right + wrong + missed);
            write!(
                f,
                "  {name} {:.1} {:.1} {f1:.1}",
                share(right, right + wrong),
                share(right, right + missed)
            )?;
        }
        Ok(())
    }
}
