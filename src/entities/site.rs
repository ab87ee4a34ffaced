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
    /// What its own words are. They are few, unlike those of a block.
    own: Counts<u16>,
}

/// How many of what there are from the beginning of a block; in no other unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts<N = u32> {
    /// Words and numbers.
    pub words: N,
    /// Finite verbs.
    pub verbs: N,
    /// Commas.
    pub commas: N,
    /// and, but, or
    pub coordinators: N,
    /// that, who, because: what opens a clause that hangs on another.
    pub subordinators: N,
    /// Prepositions.
    pub prepositions: N,
    /// Semicolons, colons, dashes, ends of sentences.
    pub breaks: N,
}

impl<N> Counts<N> {
    /// The counts that come of each of these and of its like among others.
    fn with<M, O>(self, other: Counts<M>, of: impl Fn(N, M) -> O) -> Counts<O> {
        Counts {
            words: of(self.words, other.words),
            verbs: of(self.verbs, other.verbs),
            commas: of(self.commas, other.commas),
            coordinators: of(self.coordinators, other.coordinators),
            subordinators: of(self.subordinators, other.subordinators),
            prepositions: of(self.prepositions, other.prepositions),
            breaks: of(self.breaks, other.breaks),
        }
    }
}

impl Counts {
    fn since(self, earlier: Counts) -> Counts {
        self.with(earlier, u32::saturating_sub)
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
        let behind = self.before.with(self.own, |before, own| before + u32::from(own));
        later.before.since(behind)
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
            own: ahead
                .counts
                .with(reader.counts, |behind, before| u16::try_from(behind - before).unwrap_or(u16::MAX)),
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

#[derive(Clone, Copy)]
struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    counts: Counts,
    start: Start,
    /// Commas at the beginning of the sentence.
    commas: u32,
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
            Kind::Number => self.counts.words += 1,
            Kind::Comma => self.counts.commas += 1,
            Kind::Clitic => return,
            Kind::Stop | Kind::Exclamation => {
                self.counts.breaks += 1;
                (self.start, self.commas) = (Start::None, self.counts.commas);
                return;
            }
            Kind::Semicolon | Kind::Colon | Kind::Dash => self.counts.breaks += 1,
            _ => {}
        }
        if self.start == Start::None && matches!(token.kind, Kind::Word | Kind::Number) {
            const OPENERS: u64 = PREPOSITION | SUBORDINATOR | VERB_ING | VERB_PARTICIPLE;
            let opens = token.is(OPENERS) && !token.is(PRONOUN | DETERMINER | FIRST_NAME);
            self.start = if opens { Start::Opening } else { Start::Plain };
        }
    }

    fn word(&mut self, token: &Token) {
        self.counts.words += 1;
        if token.shape.capital() && token.is(FIRST_NAME | SURNAME) {
            return;
        }
        let finite =
            token.is(AUXILIARY | VERB_PAST | VERB_THIRD) && (!token.is(NOUN) || token.classes().cue());
        if finite {
            // "had been seen" is one verb.
            if self.verb.is_none_or(|v| v + 2 < self.at) {
                self.counts.verbs += 1;
            }
            self.verb = Some(self.at);
        } else if token.is(SUBORDINATOR | RELATIVE) {
            self.counts.subordinators += 1;
        } else if token.is(CONJUNCTION) && !token.is(PREPOSITION) {
            self.counts.coordinators += 1;
        } else if token.is(PREPOSITION) {
            self.counts.prepositions += 1;
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
