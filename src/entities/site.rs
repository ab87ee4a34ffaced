//! Where a mention stands in its block: its case, and how much of what lies in front of it.
//!
//! There is no parser. What lies between two mentions of a block is the difference of what lies in front of them, and
//! that tells whether they share a phrase, a clause or a sentence well enough to weigh them.

use super::case::Case;
use super::mention::Local;
use crate::english::classes::*;
use crate::english::{Kind, Token};

/// Where a mention stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The part it plays.
    pub case: Case,
    /// It stands in the phrase or the clause that opens its sentence, in front of the subject: `In her review, …`.
    pub opening: bool,
    /// What lies in front of it, from the beginning of the block.
    before: Counts,
    /// The same with its own words.
    behind: Counts,
}

/// How many of what there are, in no other unit. From the beginning of a block they are counted modulo 65,536, which
/// tells what lies between two mentions all the same: there is a site for each mention, and many are held at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words and numbers.
    pub words: u16,
    /// Finite verbs.
    pub verbs: u16,
    /// Commas.
    pub commas: u16,
    /// and, but, or
    pub coordinators: u16,
    /// that, who, because: what opens a clause that hangs on another.
    pub subordinators: u16,
    /// Prepositions.
    pub prepositions: u16,
    /// Semicolons, colons, dashes, ends of sentences.
    pub breaks: u16,
}

impl Counts {
    /// How many more there are than at an earlier place; none where that is in truth a later one, as for a mention
    /// that stands in another.
    fn since(self, earlier: Counts) -> Counts {
        let more = |now: u16, then: u16| match now.wrapping_sub(then) {
            more if more > u16::MAX / 2 => 0,
            more => more,
        };
        Counts {
            words: more(self.words, earlier.words),
            verbs: more(self.verbs, earlier.verbs),
            commas: more(self.commas, earlier.commas),
            coordinators: more(self.coordinators, earlier.coordinators),
            subordinators: more(self.subordinators, earlier.subordinators),
            prepositions: more(self.prepositions, earlier.prepositions),
            breaks: more(self.breaks, earlier.breaks),
        }
    }
}

/// What divides two mentions of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Nothing: `told Ann her`.
    Nothing,
    /// Only "and": `Ann and her`.
    And,
    /// Only a comma: `Ann, her`.
    Comma,
    /// Words of the same phrase or phrases, and no verb.
    Phrase,
    /// A verb.
    Verb,
    /// A comma, and no conjunction.
    Commas,
    /// "and", and a verb.
    Coordinated,
    /// A word that opens a clause.
    Subordinate,
    /// A stronger mark than a comma.
    Break,
}

impl Site {
    /// What lies between this mention and a later one of the same block.
    pub fn until(&self, later: &Site) -> Counts {
        later.before.since(self.behind)
    }
}

impl Counts {
    /// What divides two mentions that these words stand between.
    pub fn bound(&self) -> Bound {
        match self {
            Counts { breaks: 1.., .. } => Bound::Break,
            Counts { words: 0, commas: 0, .. } => Bound::Nothing,
            Counts { words: 0, commas: 1, .. } => Bound::Comma,
            Counts { words: 1, commas: 0, coordinators: 1, .. } => Bound::And,
            Counts { subordinators: 1.., .. } => Bound::Subordinate,
            Counts { coordinators: 1.., verbs: 1.., .. } => Bound::Coordinated,
            Counts { commas: 1.., .. } => Bound::Commas,
            Counts { verbs: 0, .. } => Bound::Phrase,
            Counts { .. } => Bound::Verb,
        }
    }
}

/// The site of each mention of a block whose tokens these are; `cases` are theirs.
pub fn sites(tokens: &[Token], mentions: &[Local], cases: &[Case]) -> Vec<Site> {
    let mut reader =
        Reader { tokens, at: 0, counts: Counts::default(), start: Start::None, commas: 0, verb: None };
    let mut sites: Vec<Site> = Vec::with_capacity(mentions.len());
    for (mention, case) in mentions.iter().zip(cases) {
        reader.read_to(mention.span.start);
        // A mention that stands in another begins behind where that one ended: the counts go back for it.
        let mut ahead = Reader { ..reader };
        ahead.read_to(mention.span.end);
        sites.push(Site {
            case: *case,
            opening: reader.opening(),
            before: reader.counts,
            behind: ahead.counts,
        });
    }
    sites
}

/// How a sentence begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// No word yet.
    None,
    /// With a word that opens a phrase or a clause in front of the subject.
    Opening,
    /// With anything else.
    Plain,
}

fn count(what: &mut u16) {
    *what = what.wrapping_add(1);
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    counts: Counts,
    start: Start,
    /// Commas at the beginning of the sentence.
    commas: u16,
    /// The last token that is part of a finite verb.
    verb: Option<usize>,
}

impl Reader<'_> {
    fn opening(&self) -> bool {
        self.start == Start::Opening && self.counts.commas == self.commas
    }

    fn read_to(&mut self, end: u32) {
        while let Some(token) = self.tokens.get(self.at).filter(|t| t.span.start < end) {
            self.count(token);
            self.at += 1;
        }
    }

    fn count(&mut self, token: &Token) {
        match token.kind {
            Kind::Word => self.word(token),
            Kind::Number => count(&mut self.counts.words),
            Kind::Comma => count(&mut self.counts.commas),
            Kind::Clitic => return,
            Kind::Stop | Kind::Exclamation => {
                count(&mut self.counts.breaks);
                (self.start, self.commas) = (Start::None, self.counts.commas);
                return;
            }
            Kind::Semicolon | Kind::Colon | Kind::Dash => count(&mut self.counts.breaks),
            _ => {}
        }
        if self.start == Start::None && matches!(token.kind, Kind::Word | Kind::Number) {
            const OPENERS: u64 = PREPOSITION | SUBORDINATOR | VERB_ING | VERB_PARTICIPLE;
            let opens = token.is(OPENERS) && !token.is(PRONOUN | DETERMINER | FIRST_NAME);
            self.start = if opens { Start::Opening } else { Start::Plain };
        }
    }

    fn word(&mut self, token: &Token) {
        count(&mut self.counts.words);
        if token.shape.capital() && token.is(FIRST_NAME | SURNAME) {
            return;
        }
        let finite =
            token.is(AUXILIARY | VERB_PAST | VERB_THIRD) && (!token.is(NOUN) || token.classes().cue());
        if finite {
            // "had been seen" is one verb.
            if self.verb.is_none_or(|v| v + 2 < self.at) {
                count(&mut self.counts.verbs);
            }
            self.verb = Some(self.at);
        } else if token.is(SUBORDINATOR | RELATIVE) {
            count(&mut self.counts.subordinators);
        } else if token.is(CONJUNCTION) && !token.is(PREPOSITION) {
            count(&mut self.counts.coordinators);
        } else if token.is(PREPOSITION) {
            count(&mut self.counts.prepositions);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::names::names;
    use crate::english::tokens;
    use crate::entities::case::cases;
    use crate::entities::mention::{Paragraph, mentions};

    fn read(text: &str) -> Vec<Site> {
        let cut = tokens(text);
        let names = names(text, &cut, false);
        let paragraph =
            Paragraph { text, tokens: &cut, frame: &cut, marked: &[], names: &names, subjects: &[] };
        let mentions = mentions(&paragraph);
        sites(&cut, &mentions, &cases(text, &cut, &mentions))
    }

    /// What divides the first mention from the last.
    fn bound(text: &str) -> Bound {
        let sites = read(text);
        sites[0].until(&sites[sites.len() - 1]).bound()
    }

    #[test]
    fn the_words_between_two_mentions_divide_them() {
        assert_eq!(bound("Ana Ruiz and her aides left."), Bound::And);
        assert_eq!(bound("Ana Ruiz, her hat in hand, left."), Bound::Comma);
        assert_eq!(bound("Ana Ruiz in her hat"), Bound::Phrase);
        assert_eq!(bound("Ana Ruiz dropped her hat."), Bound::Verb);
        assert_eq!(bound("Ana Ruiz stood up and took her hat."), Bound::Coordinated);
        assert_eq!(bound("Ana Ruiz left because she was late."), Bound::Subordinate);
        assert_eq!(bound("Ana Ruiz left; she was late."), Bound::Break);
    }

    #[test]
    fn what_stands_in_front_of_the_subject_opens_a_sentence() {
        let opening = |text: &str| {
            let sites = read(text);
            sites[sites.len() - 2..].iter().map(|site| site.opening).collect::<Vec<_>>()
        };
        assert_eq!(opening("In her review, Ana Ruiz found fault."), [true, false]);
        assert_eq!(opening("It rained. Ana Ruiz took her hat."), [false, false]);
    }
}
