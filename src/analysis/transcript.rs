//! Transcripts: paragraphs that a speaker's label heads, and that are speech without quotation marks.
//!
//! One label proves nothing (`UPDATE: …`, `Brookford: …`), so each paragraph only says whether it has one, and what
//! several of them come to is the article's matter: in a run of them people take turns.

use super::facts::Facts;
use crate::article::{AnnotationKind, Block, BlockKind, Inline};
use crate::english::classes::{PERSON_NOUN, PLURAL};
use crate::english::names::NameKind;
use crate::english::{Kind, Token};
use crate::entities::mention::{Description, Form, Local, Noun};
use crate::quotes::frame::Frame;
use crate::text::Span;
use std::sync::Arc;

/// The label at the head of a paragraph, with the speech behind it. Places are bytes of the paragraph's plain text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    /// Who speaks.
    pub who: Who,
    /// The words of the label without what ends it.
    pub words: Span,
    /// What is said.
    pub speech: Span,
    /// The label is sure to name a speaker, and what stands behind it is such as people say.
    pub sure: bool,
}

/// Whom a label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The paragraph's mention with this index: `RUIZ:`, `Ana Ruiz:`, `MODERATOR:`
    Mention(u32),
    /// Whoever asks: `Q:`
    Asks,
    /// Whoever is asked: `A:`
    Answers,
    /// Somebody who has no mention: `Moderator:`
    Other,
    /// Nobody, though it is written as a label is: `UPDATE:`
    Nobody,
}

/// A paragraph as `label` reads it.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'a> {
    /// Its plain text.
    pub text: &'a str,
    /// Its annotations.
    pub inline: &'a Inline,
    /// The writer's own sentences.
    pub frame: &'a Frame,
    /// Its names, pronouns and descriptions.
    pub mentions: &'a [Local],
}

/// How many tokens a label may have before its colon: a name with its titles and a parenthesis.
const LONGEST_LABEL: usize = 14;

/// The label of a paragraph that has one, with words behind it that are not all in marks.
pub(super) fn label(paragraph: Paragraph<'_>) -> Option<Label> {
    let (label, behind) = paragraph.cut()?;
    // `RUIZ: “It will stay.”` is a quotation like any other.
    if !behind.iter().any(|t| t.kind == Kind::Word) {
        return None;
    }
    let speech = Span::new(behind.first()?.span.start, paragraph.text.trim_end().len() as u32);
    let words = label.first()?.span.hull(label.last()?.span);
    let (who, person) = paragraph.whom(label, words)?;
    Some(Label { who, words, speech, sure: person && talks(behind) })
}

impl<'a> Paragraph<'a> {
    /// The tokens of the label, and those behind the colon that ends it; behind `Q` and `A` also a full stop does.
    fn cut(&self) -> Option<(&'a [Token], &'a [Token])> {
        let tokens = &self.frame.tokens;
        let stop = tokens.get(1).is_some_and(|t| t.kind == Kind::Stop);
        match tokens.first()?.of(self.text) {
            "Q." | "A." => return Some(tokens.split_at(1)),
            "Q" | "A" if stop => return Some((&tokens[..1], &tokens[2..])),
            _ => {}
        }
        let mut near = tokens.iter().take(LONGEST_LABEL);
        let end = near.position(|t| matches!(t.kind, Kind::Colon | Kind::Quoted))?;
        (end > 0 && tokens[end].kind == Kind::Colon).then(|| (&tokens[..end], &tokens[end + 1..]))
    }

    /// Whom a label means, if that may speak, and whether it is somebody beyond doubt.
    fn whom(&self, label: &[Token], words: Span) -> Option<(Who, bool)> {
        let annotation = |m: &Local| {
            let annotations = self.inline.annotations.iter();
            m.span == words && { annotations }
                .any(|a| a.target == words && matches!(a.kind, AnnotationKind::Entity(..)))
        };
        // `[A]{person="Ana Ruiz"}:`
        if let Some(mention) = self.mentions.iter().position(annotation) {
            return Some((Who::Mention(mention as u32), true));
        }
        match words.of(self.text).trim_end_matches('.') {
            "Q" | "Question" | "QUESTION" => return Some((Who::Asks, true)),
            "A" | "Answer" | "ANSWER" => return Some((Who::Answers, true)),
            _ => {}
        }
        let Some(mention) = self.named(label) else { return self.unnamed(label) };
        let person = match &self.mentions[mention].form {
            Form::Name { kind: NameKind::Person, .. } => true,
            Form::Name { kind: NameKind::Unknown, odds, .. } => {
                all_capitals(label) && odds[0] > 0 && odds.iter().all(|other| *other <= odds[0])
            }
            Form::Name { .. } => false,
            Form::Description(Description { noun, plural, .. }) => *noun == Noun::Person && !plural,
            Form::Pronoun(_) => return None,
        };
        Some((Who::Mention(mention as u32), person))
    }

    /// What a label says that no mention is behind.
    fn unnamed(&self, label: &[Token]) -> Option<(Who, bool)> {
        const MOST_WORDS: usize = 4;
        let words = label.len() <= MOST_WORDS && label.iter().all(|t| t.kind == Kind::Word);
        let last = label.last().filter(|_| words)?;
        match () {
            () if last.is(PERSON_NOUN) && last.shape.capital() && !last.is(PLURAL) => {
                Some((Who::Other, false))
            }
            () if all_capitals(label) => Some((Who::Nobody, false)),
            () => None,
        }
    }

    /// The mention that is all of a label but its titles, or all but a parenthesis or what a comma sets off.
    fn named(&self, label: &[Token]) -> Option<usize> {
        let extra = label.iter().position(|t| matches!(t.kind, Kind::Open | Kind::Comma));
        let name = &label[..extra.unwrap_or(label.len())];
        let (start, end) = (name.first()?.span.start, name.last()?.span.end);
        let closed = label.last().is_some_and(|t| t.kind == Kind::Close);
        if extra.is_some() && !closed && !all_capitals(label) {
            return None;
        }
        self.mentions.iter().position(|m| {
            let from = match m.form {
                Form::Name { titled: Some(title), .. } => title,
                Form::Name { role: Some(role), .. } if role.end <= m.span.start => role.start,
                _ => m.span.start,
            };
            m.span.end == end && from == start
        })
    }
}

fn all_capitals<'a>(label: impl IntoIterator<Item = &'a Token>) -> bool {
    label.into_iter().all(|t| t.kind != Kind::Word || t.shape.all_capitals())
}

/// Whether words are such as people say: `Clinton: 547.` is a score, and `Name: Ana Ruiz` a form.
fn talks(words: &[Token]) -> bool {
    let ends = |t: &Token| {
        t.is_terminal() || matches!(t.kind, Kind::Dash | Kind::Close | Kind::Quoted | Kind::Ellipsis)
    };
    words.first().is_some_and(|t| t.kind != Kind::Number) && words.last().is_some_and(ends)
}

/// Somebody's turn in a transcript: the paragraph with the label, and those behind it without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The block with the label.
    pub label: usize,
    /// The blocks in which the speech goes on.
    pub more: Vec<usize>,
    /// The first block of the run that the turn is part of.
    pub run: usize,
}

/// All turns of an article, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Transcript(Vec<Turn>);

/// What a block is to a transcript.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A label opens a turn.
    Label,
    /// Speech may go on in it.
    MayGoOn,
    /// `(LAUGHTER)`, `…`: nobody says it, and it ends nothing.
    Aside,
    /// The writer speaks.
    Break,
}

/// More paragraphs than this without a label are the writer's.
const MOST_WITHOUT_LABEL: usize = 12;

impl Transcript {
    /// Finds the runs of labelled paragraphs. `plain` gives a block's plain text.
    pub(super) fn of<'a>(
        blocks: &[Block],
        facts: &[Arc<Facts>],
        plain: impl Fn(usize) -> &'a str,
    ) -> Transcript {
        let mut all = Transcript::default();
        if facts.iter().filter(|facts| facts.label.is_some()).nth(1).is_none() {
            return all;
        }
        let mut run: Vec<Turn> = vec![];
        // Paragraphs behind the last label: whether they go on with it is seen at the next.
        let mut open: Vec<usize> = vec![];
        let mut close = |run: &mut Vec<Turn>, open: &mut Vec<usize>| {
            open.clear();
            let turns = std::mem::take(run);
            if is_conversation(&turns, facts, &plain) {
                all.0.extend(turns);
            }
        };
        let first = blocks.iter().position(|block| block.kind == BlockKind::Paragraph);
        for (block, of) in blocks.iter().enumerate() {
            match part(of.kind, &facts[block], plain(block)) {
                // `Ruiz: Bridge Will Stay.` is the headline.
                Part::Label if first == Some(block) && is_headline(&facts[block]) => {
                    close(&mut run, &mut open)
                }
                Part::Label => {
                    if let Some(last) = run.last_mut() {
                        last.more.append(&mut open);
                    }
                    let first = run.first().map_or(block, |turn| turn.label);
                    run.push(Turn { label: block, more: vec![], run: first });
                }
                Part::MayGoOn if !run.is_empty() && open.len() < MOST_WITHOUT_LABEL => open.push(block),
                Part::Aside => {}
                Part::MayGoOn | Part::Break => close(&mut run, &mut open),
            }
        }
        close(&mut run, &mut open);
        all
    }

    /// All turns, in order.
    pub(super) fn turns(&self) -> &[Turn] {
        &self.0
    }

    /// The turn that a block is part of.
    #[inline]
    pub(super) fn turn(&self, block: usize) -> Option<&Turn> {
        // Few articles are transcripts.
        if self.0.is_empty() {
            return None;
        }
        let behind = self.0.partition_point(|turn| turn.label <= block);
        let turn = self.0.get(behind.checked_sub(1)?)?;
        (turn.label == block || turn.more.contains(&block)).then_some(turn)
    }

    /// Whether nobody takes turns.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a label at the top of the article may be part of a headline.
fn is_headline(facts: &Facts) -> bool {
    let label = facts.label.as_ref().filter(|label| matches!(label.who, Who::Mention(_) | Who::Other));
    label.is_some_and(|label| {
        !all_capitals(facts.frame.tokens.iter().take_while(|t| t.span.end <= label.words.end))
    })
}

fn part(kind: BlockKind, facts: &Facts, plain: &str) -> Part {
    match (kind, &facts.label) {
        (BlockKind::Comment, _) => Part::Aside,
        (BlockKind::Heading(_) | BlockKind::Quotation, _) => Part::Break,
        (BlockKind::Paragraph, Some(label)) if label.who == Who::Nobody => Part::Break,
        (BlockKind::Paragraph, Some(_)) => Part::Label,
        (BlockKind::Paragraph, None) if is_aside(plain.trim()) => Part::Aside,
        (BlockKind::Paragraph, None) if is_told(facts, plain) => Part::Break,
        // `What they said follows:`
        (BlockKind::Paragraph, None) if plain.trim_end().ends_with(':') => Part::Break,
        (BlockKind::Paragraph, None) => Part::MayGoOn,
    }
}

/// `“It fell,” Ruiz said.`: the writer tells what somebody said. Whoever takes a turn and quotes somebody says “I” or “we”.
fn is_told(facts: &Facts, plain: &str) -> bool {
    const SPEAKING: [&str; 6] = ["i", "we", "my", "our", "me", "us"];
    let told = facts.speeches.iter().any(|speech| speech.direct && !speech.candidates.is_empty());
    let mut words = facts.frame.tokens.iter().filter(|t| t.kind == Kind::Word).map(|t| t.of(plain));
    told && !words.any(|word| SPEAKING.iter().any(|speaking| word.eq_ignore_ascii_case(speaking)))
}

/// `(LAUGHTER)`, `[crosstalk]`, `* * *`: a stage direction, or no words at all.
fn is_aside(plain: &str) -> bool {
    let bracketed = |open: char, close: char| {
        plain
            .strip_prefix(open)
            .and_then(|p| p.trim_end_matches('.').strip_suffix(close))
            .is_some_and(|p| !p.contains(close))
    };
    bracketed('(', ')') || bracketed('[', ']') || !plain.contains(char::is_alphanumeric)
}

/// Whether turns are a conversation: somebody asks and is answered, or somebody speaks, somebody else does, and one of
/// them speaks again.
fn is_conversation<'a>(turns: &[Turn], facts: &[Arc<Facts>], plain: impl Fn(usize) -> &'a str) -> bool {
    let labels = turns.iter().filter_map(|turn| Some((turn.label, facts[turn.label].label.as_ref()?)));
    let sure: Vec<_> = labels.filter(|(_, label)| label.sure).collect();
    let has = |who: Who| sure.iter().any(|(_, label)| label.who == who);
    let surnames: Vec<String> =
        sure.iter().map(|(block, label)| surname(label, facts, plain(*block), *block)).collect();
    let again = surnames.iter().enumerate().any(|(i, name)| surnames[..i].contains(name));
    let others = surnames.iter().any(|name| *name != surnames[0]);
    others && (again || has(Who::Asks) && has(Who::Answers))
}

/// What two labels of one speaker have in common: the last word of the name, in lower case.
fn surname(label: &Label, facts: &[Arc<Facts>], plain: &str, block: usize) -> String {
    let words = match label.who {
        Who::Mention(mention) => facts[block].mentions[mention as usize].span,
        Who::Asks | Who::Answers | Who::Other | Who::Nobody => label.words,
    };
    let last = words.of(plain).split_whitespace().next_back().unwrap_or("");
    last.trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::facts::Setting;
    use super::*;

    /// Whom the label of a paragraph means and what stands behind it; a question mark where it proves nothing.
    fn read(text: &str) -> String {
        let facts = Facts::of(text, Setting::default());
        let Some(label) = &facts.label else { return "no label".to_owned() };
        let who = match label.who {
            Who::Mention(mention) => facts.mentions[mention as usize].span.of(text),
            Who::Asks => "who asks",
            Who::Answers => "who answers",
            Who::Other => "somebody",
            Who::Nobody => return "nobody".to_owned(),
        };
        format!("{who}{}: {}", if label.sure { "" } else { "?" }, label.speech.of(text))
    }

    #[test]
    fn a_label_is_a_name_or_what_stands_for_one() {
        assert_eq!(read("RUIZ: It will stay."), "RUIZ: It will stay.");
        assert_eq!(read("Ana Ruiz: It will stay."), "Ana Ruiz: It will stay.");
        assert_eq!(read("SEN. RUIZ (D-Ohio): It will stay."), "RUIZ: It will stay.");
        assert_eq!(read("ANA RUIZ, HOST: It will stay."), "ANA RUIZ: It will stay.");
        assert_eq!(read("THE PRESIDENT: It will stay."), "THE PRESIDENT: It will stay.");
        assert_eq!(read("Q: Will it stay?"), "who asks: Will it stay?");
        assert_eq!(read("A. It will."), "who answers: It will.");
        assert_eq!(read("Moderator: One at a time."), "somebody?: One at a time.");
    }

    #[test]
    fn other_words_before_a_colon_are_no_label_or_prove_nothing() {
        assert_eq!(read("UPDATE: The bridge has opened."), "nobody");
        assert_eq!(read("The plan is simple: It will stay."), "no label");
        assert_eq!(read("RUIZ: “It will stay.”"), "no label");
        assert_eq!(read("Ana Ruiz: 34 points."), "Ana Ruiz?: 34 points.");
        assert_eq!(read("HOUSTON: The ferry left late."), "HOUSTON?: The ferry left late.");
    }

    /// The turns of an article whose blocks are these paragraphs: the label's block, and those behind it.
    fn turns(paragraphs: &[&str]) -> Vec<Vec<usize>> {
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, 0), attribution: None };
        let blocks = vec![block; paragraphs.len()];
        let facts: Vec<_> = paragraphs.iter().map(|p| Arc::new(Facts::of(p, Setting::default()))).collect();
        let transcript = Transcript::of(&blocks, &facts, |block| paragraphs[block]);
        let turn = |turn: &Turn| std::iter::once(turn.label).chain(turn.more.iter().copied()).collect();
        transcript.turns().iter().map(turn).collect()
    }

    #[test]
    fn people_take_turns() {
        let none: [Vec<usize>; 0] = [];
        assert_eq!(turns(&["RUIZ: It fell.", "EK: Did it?", "RUIZ: It did."]), [[0], [1], [2]]);
        assert_eq!(turns(&["Q: Did it fall?", "A: It did."]), [[0], [1]]);
        assert_eq!(turns(&["RUIZ: It fell.", "EK: Did it?"]), none, "two captions, perhaps");
        assert_eq!(turns(&["RUIZ: It fell.", "RUIZ: It did.", "RUIZ: Yes."]), none, "nobody else speaks");
        assert_eq!(turns(&["Ana Ruiz: 34 points.", "Bo Ek: 3 points.", "Ana Ruiz: 1 goal."]), none);
    }

    #[test]
    fn a_turn_goes_on_until_the_next_label() {
        let told = "The two were tired.";
        assert_eq!(
            turns(&["RUIZ: It fell.", "It fell in May.", "(LAUGHTER)", "EK: Did it?", "RUIZ: Yes.", told]),
            [vec![0, 1], vec![3], vec![4]]
        );
        let says = "“I was there,” Ek said.";
        assert_eq!(
            turns(&["RUIZ: It fell.", says, "EK: Did it?", "RUIZ: It did.", "EK: Well."]),
            [[2], [3], [4]],
            "the writer tells what somebody said"
        );
        let quotes = "We saw it, and “It fell,” Ek said.";
        assert_eq!(
            turns(&["RUIZ: It fell.", quotes, "EK: I did not.", "RUIZ: Well."]),
            [vec![0, 1], vec![2], vec![3]]
        );
    }
}
