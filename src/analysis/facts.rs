//! What one paragraph says, whatever stands around it.

use super::nested::{self, Nested};
use super::shown::shown_by;
use super::ties::{self, Ties};
use super::transcript::{self, Label};
use crate::article::{Annotation, AnnotationKind, Inline};
use crate::article::{parse_inline, parse_markdown};
use crate::english::dates::{Asked, Before, Expression, dates};
use crate::english::names::names_in;
use crate::english::tagger::Reading;
use crate::english::{Common, Token, tokens, tokens_again};
use crate::entities::case::cases;
use crate::entities::mention::{Local, Paragraph, add_annotated, mention_of, mentions, rivalled};
use crate::entities::site::{Site, sites};
use crate::quotes::candidates::{self, Speech, cue_span, speeches};
use crate::quotes::frame::{Frame, frame, is_nickname, settle_apostrophes};
use crate::quotes::indirect::{Clause, outside_marks, reported};
use crate::quotes::marks::{Family, Marks, pair};
use crate::quotes::reports::{Earlier, Report, reports, reports_again};
use crate::rare::{Nothing, Rare};
use crate::text::Span;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Arc;

/// The facts about one block: a pure function of its text, its kind and the quotation carried into it.
///
/// All places are bytes of the block's plain text; [`Inline::to_source`] leads to the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    /// The block's annotations.
    pub inline: Rare<Inline>,
    /// Its quotation marks.
    pub marks: Rare<Marks>,
    /// The writer's own sentences.
    pub frame: Frame,
    /// Names, descriptions and pronouns.
    pub mentions: Vec<Local>,
    /// For each mention, where in its sentence it stands.
    pub sites: Vec<Site>,
    /// For each mention, what its words and those around it say of it.
    pub ties: Vec<Ties>,
    /// Expressions of time.
    pub dates: Vec<Expression>,
    /// What is said in it.
    said: Rare<Said>,
}

/// The facts about what is said in a block. They are read as if they were part of [`Facts`]; in half of all blocks nobody
/// says anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    /// Where the writer's sentences say that somebody says something.
    pub reports: Vec<Report>,
    /// For each report, the index in `mentions` of its subject.
    pub subjects: Vec<Option<u32>>,
    /// For each report, what its subject is: a value of `Family::Subject`.
    pub subject_kinds: Vec<usize>,
    /// For each report, its reporting words.
    pub cues: Vec<Span>,
    /// For each report, the words that show who speaks; `None` if its subject is no mention.
    pub shown_by: Vec<Option<Span>>,
    /// What they report outside marks.
    pub clauses: Vec<Clause>,
    /// What the block says of each outermost marked stretch.
    pub speeches: Vec<Speech>,
    /// Speech inside them.
    pub nested: Vec<Nested>,
    /// The label of a speaker at its head.
    pub label: Option<Label>,
    /// Stretches that are nicknames.
    pub nicknames: Vec<usize>,
}

impl Nothing for Said {
    const NOTHING: &'static Self = &Said {
        reports: Vec::new(),
        subjects: Vec::new(),
        subject_kinds: Vec::new(),
        cues: Vec::new(),
        shown_by: Vec::new(),
        clauses: Vec::new(),
        speeches: Vec::new(),
        nested: Vec::new(),
        label: None,
        nicknames: Vec::new(),
    };
}

impl Deref for Facts {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.said
    }
}

/// What the facts of a block depend on besides its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Setting {
    /// It is a heading.
    pub heading: bool,
    /// It is of a page of Markdown.
    pub markdown: bool,
    /// A quotation that is open at the end of the paragraph before.
    pub carried: Option<Family>,
}

/// What was found out about the words of the block that was read last, for reading it again when a letter was typed.
#[derive(Default)]
struct Draft {
    text: String,
    /// Its tokens as they were cut, and as they are once apostrophes are settled and nicknames left out.
    cut: Vec<Token>,
    own: Vec<Token>,
    reading: Option<Reading<'static>>,
    /// What was looked at for expressions of time.
    asked: Asked,
    facts: Arc<Facts>,
}

thread_local! {
    static DRAFT: RefCell<Draft> = RefCell::default();
}

impl Facts {
    /// Reads a block.
    pub(super) fn of(block: &str, setting: Setting) -> Facts {
        Facts::read(block, setting, None)
    }

    /// Reads a block that is being typed: what is looked up for a word or a name is looked up once, and not with every
    /// letter of another.
    pub(super) fn again(block: &str, setting: Setting) -> Arc<Facts> {
        let mut draft = DRAFT.take();
        let facts = Arc::new(Facts::read(block, setting, Some(&mut draft)));
        draft.facts = Arc::clone(&facts);
        DRAFT.set(draft);
        facts
    }

    /// Reads a block. `draft` is what was written down when it was read last, and takes what the next reading needs.
    fn read(block: &str, setting: Setting, mut draft: Option<&mut Draft>) -> Facts {
        let inline = if setting.markdown { parse_markdown(block) } else { parse_inline(block) };
        let text = inline.plain(block);
        let common = draft.as_deref().map(|draft| Common::of(&draft.text, text));
        let mut before = None;
        let mut all = match (&mut draft, common) {
            (Some(draft), Some(common)) => {
                let cut = tokens_again(text, common, &draft.cut);
                before = Some(std::mem::replace(&mut draft.text, text.to_owned()));
                draft.cut.clone_from(&cut);
                cut
            }
            _ => tokens(text),
        };
        let mut marks = pair(text, &all, &inline.literal, setting.carried);
        settle_apostrophes(&mut all, &marks);
        let nicknames: Vec<usize> = (0..marks.stretches.len())
            .filter(|i| marks.stretches[*i].depth == 0 && is_nickname(text, &all, &marks.stretches[*i]))
            .collect();
        let frame = frame(text, &all, &marks, |s| nicknames.iter().any(|n| marks.stretches[*n] == *s));
        let then = draft.as_deref().map(|draft| Arc::clone(&draft.facts));
        let reports = match common.zip(then.as_deref()) {
            Some((common, then)) => {
                let earlier = Earlier { common, frame: &then.frame, reports: &then.reports };
                reports_again(text, &frame, earlier)
            }
            None => reports(text, &frame),
        };
        // "Walter “Buck” Harlan" is one name.
        let nickname = |t: &Token| nicknames.iter().any(|n| marks.stretches[*n].outer.covers(t.span));
        let own: Cow<[Token]> = if nicknames.is_empty() {
            Cow::Borrowed(&all)
        } else {
            Cow::Owned(all.iter().filter(|t| !nickname(t)).cloned().collect())
        };
        let earlier = draft.as_deref().and_then(|draft| Some((&draft.own[..], draft.reading.as_ref()?)));
        let reading = match common.zip(earlier) {
            Some((common, earlier)) => Reading::again(text, &own, common, earlier),
            None => Reading::of(text, &own),
        };
        // A nickname makes fewer own tokens than were looked at: then all is read anew.
        let dates = match &mut draft {
            Some(draft) => {
                let before = common.zip(then.as_deref()).map(|(common, then)| Before {
                    common,
                    tokens: &draft.own,
                    dates: &then.dates,
                });
                draft.asked.dates(text, &all, before)
            }
            None => dates(text, &all),
        };
        let names = names_in(text, &own, setting.heading, &reading);
        let earlier = before.as_deref().zip(then.as_deref()).map(|(plain, facts)| ties::Earlier {
            plain,
            mentions: &facts.mentions,
            ties: &facts.ties,
        });
        if let Some(draft) = draft {
            draft.own.clear();
            draft.own.extend_from_slice(&own);
            draft.reading = Some(reading);
        }
        let marked: Vec<Span> = marks.stretches.iter().filter(|s| s.depth == 0).map(|s| s.outer).collect();
        let phrases: Vec<_> = reports.iter().filter_map(|r| r.subject).collect();
        let paragraph = Paragraph {
            text,
            tokens: &own,
            frame: &frame.tokens,
            marked: &marked,
            names: &names,
            subjects: &phrases,
        };
        let mut mentions = mentions(&paragraph);
        let entity = |a: &Annotation| matches!(a.kind, AnnotationKind::Entity(..)).then_some(a.target);
        add_annotated(text, inline.annotations.iter().filter_map(entity), &mut mentions);
        let subjects: Vec<Option<u32>> = reports
            .iter()
            .map(|r| r.subject.and_then(|s| mention_of(&frame.tokens, &s, &mentions)).map(|i| i as u32))
            .collect();
        let subject_kinds: Vec<usize> =
            subjects.iter().map(|s| s.map_or(13, |i| mentions[i as usize].kind_value())).collect();
        let shown_by = (reports.iter().zip(&subjects))
            .map(|(r, subject)| Some(shown_by(text, &frame, &mentions[(*subject)? as usize], r)))
            .collect();
        let reported = reported(text, &frame, &reports);
        let speeches = speeches(candidates::Paragraph {
            text,
            tokens: &all,
            marks: &marks,
            frame: &frame,
            reports: &reports,
            reported: &reported,
            subjects: &subject_kinds,
            heading: setting.heading,
        });
        let sites = sites(&all, &mentions, &cases(text, &all, &mentions));
        let mut ties = Ties::of(text, &mentions, earlier);
        for (local, ties) in mentions.iter().zip(&mut ties).filter(|(local, _)| local.is_they(text)) {
            let at = frame.tokens.partition_point(|t| t.span.start < local.span.start);
            ties.rivalled = rivalled(text, &frame.tokens, at);
        }
        let label = transcript::label(transcript::Paragraph {
            text,
            inline: &inline,
            frame: &frame,
            mentions: &mentions,
        });
        let nested = nested::nested(&nested::Paragraph {
            text,
            inline: &inline,
            tokens: &all,
            marks: &marks,
            frame: &frame,
            mentions: &mentions,
            heading: setting.heading,
        });
        let mut said = Said {
            cues: reports.iter().map(|r| cue_span(&frame, r)).collect(),
            clauses: outside_marks(text, &reported, &marked),
            shown_by,
            reports,
            subjects,
            subject_kinds,
            speeches,
            nested,
            label,
            nicknames,
        };
        said.fit();
        marks.stretches.shrink_to_fit();
        let (inline, marks, said) = (inline.into(), marks.into(), said.into());
        let mut facts = Facts { inline, marks, frame, mentions, sites, ties, dates, said };
        facts.fit();
        facts
    }

    /// Gives back the room that lists were made with and have not filled: facts are kept as long as the article is open, and
    /// there is one of each for every paragraph.
    fn fit(&mut self) {
        self.frame.fit();
        self.mentions.shrink_to_fit();
        self.sites.shrink_to_fit();
        self.ties.shrink_to_fit();
        self.dates.shrink_to_fit();
    }
}

impl Said {
    fn fit(&mut self) {
        self.reports.shrink_to_fit();
        self.clauses.shrink_to_fit();
        self.speeches.shrink_to_fit();
        self.speeches.iter_mut().for_each(Speech::fit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of sentences, in whatever order.
    fn pieces(most: usize) -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "Ana Ruiz",
            "the mayor",
            "Mayor Ana Ruiz",
            "Marlow",
            "Acme Tools",
            "French",
            "Kenya’s",
            "his daughter,",
            "54,",
            "said",
            "told reporters",
            "that",
            "according to",
            "the company",
            "two officials",
            "he",
            "they",
            "who",
            "is",
            "will",
            "on Thursday",
            "in May",
            "last week",
            "in the ’90s",
            "2019",
            "of",
            "to",
            "and",
            "by",
            "harbour",
            "a",
            "s",
            "“",
            "”",
            "“No,”",
            "“We go.”",
            "‘",
            "’",
            ".",
            ".",
            ".",
            ",",
            "?",
            ":",
            "—",
            "(",
            ")",
            "\n",
            "RUIZ:",
            "Ludwig “Buck” Harlan",
            "U.S.",
            "4",
            "3-1",
        ]);
        let spaced = (piece, prop::bool::weighted(0.8))
            .prop_map(|(piece, blank)| format!("{piece}{}", if blank { " " } else { "" }));
        prop::collection::vec(spaced, 0..most).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]
        #[test]
        fn what_is_typed_reads_the_same(
            head in pieces(24), tail in pieces(24), typed in prop::collection::vec(pieces(3), 1..4), heading: bool,
        ) {
            let setting = Setting { heading, ..Setting::default() };
            for typed in typed {
                let text = format!("{head}{typed}{tail}");
                prop_assert_eq!(&*Facts::again(&text, setting), &Facts::of(&text, setting));
            }
        }
    }
}
