//! What a paragraph mentions: names with their roles, pronouns, and descriptions of people and bodies.
//!
//! Everything here is a pure function of one paragraph; who is meant is decided article-wide, in
//! [`cast`](super::cast) and [`discourse`](super::discourse).

mod definite;
mod several;

use super::role::{body_role, kind_beside, role_after, role_before};
use crate::english::classes::*;
use crate::english::names::{Name, NameKind};
use crate::english::phrase::{Phrase, Sentence};
use crate::english::{Kind, Token};
use crate::text::Span;
pub use definite::owner;
pub use several::{Rival, is_they, rival, rivalled};

/// Words of a paragraph that refer to somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// The words, in bytes of the paragraph's plain text.
    pub span: Span,
    /// How they refer.
    pub form: Form,
    /// They stand inside quotation marks: somebody else's words.
    pub quoted: bool,
    /// They are the subject of reporting words.
    pub reports: bool,
}

impl Local {
    /// Whether it is the word “they”, and not “others” or “some”.
    pub fn is_they(&self, text: &str) -> bool {
        self.form == Form::Pronoun(Pronoun::They) && self.span.of(text).eq_ignore_ascii_case("they")
    }

    /// Whether “they” seems to take it up.
    pub fn is_taken_up(&self) -> bool {
        matches!(self.form, Form::Description(Description { taken_up: true, .. }))
    }

    /// What the words seem to mean, as a value of
    /// [`Family::Subject`](crate::quotes::features::Family::Subject).
    pub fn kind_value(&self) -> usize {
        match &self.form {
            Form::Name { kind: NameKind::Person, .. } => 0,
            Form::Name { kind: NameKind::Organisation, .. } => 1,
            Form::Name { kind: NameKind::Place, .. } => 2,
            Form::Name { kind: NameKind::Unknown, .. } => 3,
            Form::Pronoun(Pronoun::He | Pronoun::She) => 4,
            Form::Pronoun(Pronoun::They) => 5,
            Form::Pronoun(Pronoun::It) => 6,
            Form::Pronoun(Pronoun::Speaking) => 7,
            Form::Pronoun(Pronoun::Who) => 8,
            Form::Description(d) => match d.noun {
                Noun::Person if d.plural => 10,
                Noun::Person => 9,
                Noun::Body if d.plural => 14,
                Noun::Body => 11,
                Noun::Document => 12,
                Noun::Other => 13,
            },
        }
    }
}

/// How words refer, with what they show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A name.
    Name {
        /// What it seems to name.
        kind: NameKind,
        /// How likely it names a person, an organisation, a place, in 255ths.
        odds: [u8; 3],
        /// [`MASCULINE`], [`FEMININE`] or 0.
        gender: u64,
        /// Title or role before or behind the name.
        role: Option<Span>,
        /// `Mr.`, `President` right in front: from its first byte.
        titled: Option<u32>,
    },
    /// he, she, they …
    Pronoun(Pronoun),
    /// the US official
    Description(Description),
}

/// A pronoun's person and gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// he, him, his
    He,
    /// she, her, hers
    She,
    /// they, them, their; also others, some
    They,
    /// who, which, that
    Who,
    /// it, its
    It,
    /// I, we, you: somebody outside the article
    Speaking,
}

/// What a description says of whom it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// The word that says what it is: `official`.
    pub head: Span,
    /// More than one.
    pub plural: bool,
    /// the, this, his: somebody known already.
    pub definite: bool,
    /// [`MASCULINE`], [`FEMININE`] or 0.
    pub gender: u64,
    /// What the head is a noun for.
    pub noun: Noun,
    /// “They” behind it seems to mean it.
    pub taken_up: bool,
}

/// What the head of a description is a noun for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// official, mayor
    Person,
    /// ministry, police
    Body,
    /// report, poll
    Document,
    /// idea, year
    Other,
}

/// A paragraph as `mentions` reads it.
pub struct Paragraph<'a> {
    /// Its plain text.
    pub text: &'a str,
    /// All its tokens.
    pub tokens: &'a [Token],
    /// The tokens of the writer's own sentences (each marked stretch is one).
    pub frame: &'a [Token],
    /// Stretches in marks, as spans with their marks; ascending.
    pub marked: &'a [Span],
    /// Its names.
    pub names: &'a [Name],
    /// The subjects of its reporting words, as phrases of `frame`.
    pub subjects: &'a [Phrase],
}

/// Finds what a paragraph mentions, by start.
pub fn mentions(paragraph: &Paragraph) -> Vec<Local> {
    let mut found: Vec<Local> = paragraph.names.iter().map(|name| paragraph.name(name)).collect();
    paragraph.pronouns(&mut found);
    longer_first(&mut found);
    paragraph.subjects(&mut found);
    paragraph.definite(&mut found);
    longer_first(&mut found);
    paragraph.groups(&mut found);
    found
}

/// Puts mentions in the order of the text, and of those that start together the longer first.
fn longer_first(found: &mut [Local]) {
    found.sort_by_key(|m| m.span.longer_first());
}

/// `Ruiz and Dr. Park met`: whether only "and" and a title stand between a mention and the next.
pub fn joined(text: &str, one: &Local, two: &Local) -> bool {
    let start = match two.form {
        Form::Name { titled: Some(start), .. } => start.min(two.span.start),
        _ => two.span.start,
    };
    one.span.end <= start && Span::new(one.span.end, start).of(text).trim() == "and"
}

/// How far behind the beginning of its title a name may begin, in bytes.
pub const LONGEST_TITLE: u32 = 500;

/// The mentions that may touch a span, with their indices. `mentions` are in the order of their starts, and none is
/// longer than a very long sentence.
pub fn near(mentions: &[Local], span: Span) -> impl Iterator<Item = (usize, &Local)> + Clone {
    const LONGEST: u32 = 5_000;
    let first = mentions.partition_point(|m| m.span.start.saturating_add(LONGEST) < span.start);
    let close = mentions[first..].iter().take_while(move |m| m.span.start < span.end);
    close.enumerate().map(move |(i, m)| (first + i, m))
}

/// The mention that a subject phrase is about: the one that ends with its head, or the last inside its core.
pub fn mention_of(tokens: &[Token], phrase: &Phrase, mentions: &[Local]) -> Option<usize> {
    let (core, head) = (phrase.core_span(tokens), tokens[phrase.head].span);
    let inside = |m: &(usize, &Local)| core.covers(m.1.span) || phrase.span(tokens) == m.1.span;
    let whole = phrase.span(tokens);
    let near = near(mentions, whole);
    let all = near.clone().filter(|m| m.1.span.start <= head.start && m.1.span.end >= core.start);
    // "Secretary of State Ana Ruiz": the head is the title, the person stands at the end.
    let titled = near.clone().find(|(_, m)| {
        let title = match m.form {
            Form::Name { titled, .. } => titled,
            _ => None,
        };
        m.span.end == whole.end && title.is_some_and(|start| start <= whole.start)
    });
    let all = || all.clone().filter(inside);
    titled
        .or_else(|| all().find(|m| m.1.span.end == head.end && !matches!(m.1.form, Form::Description(_))))
        .or_else(|| all().find(|m| m.1.span == whole))
        .or_else(|| all().find(|m| m.1.span.end == head.end))
        .map(|m| m.0)
}

impl Paragraph<'_> {
    fn quoted(&self, at: u32) -> bool {
        let i = self.marked.partition_point(|s| s.end <= at);
        self.marked.get(i).is_some_and(|s| s.contains(at))
    }

    fn name(&self, name: &Name) -> Local {
        let span = name.span(self.tokens);
        let whole = Sentence { text: self.text, tokens: self.tokens, first: 0, end: self.tokens.len() };
        let (kind, odds) = kind_beside(&whole, name);
        let role = match kind {
            NameKind::Person => role_before(&whole, name).or_else(|| role_after(&whole, name)),
            NameKind::Organisation => body_role(&whole, name),
            NameKind::Place | NameKind::Unknown => None,
        };
        let titled = (name.title < name.first).then(|| self.tokens[name.title as usize].span.start);
        let form = Form::Name { kind, odds, gender: name.gender, role, titled };
        Local { span, form, quoted: self.quoted(span.start), reports: false }
    }

    fn pronouns(&self, found: &mut Vec<Local>) {
        for token in self.tokens.iter().filter(|t| t.kind == Kind::Word && t.is(PRONOUN | DETERMINER)) {
            let Some(pronoun) = pronoun(token.of(self.text)) else { continue };
            // A name may be spelt like a pronoun: Ms. Her.
            let before = self.names.partition_point(|n| n.span(self.tokens).end <= token.span.start);
            let named = self.names.get(before).is_some_and(|n| n.span(self.tokens).covers(token.span));
            if matches!(pronoun, Pronoun::He | Pronoun::She) && !named {
                let form = Form::Pronoun(pronoun);
                found.push(Local {
                    span: token.span,
                    form,
                    quoted: self.quoted(token.span.start),
                    reports: false,
                });
            }
        }
    }

    /// Subjects of reporting words that no name or pronoun covers become mentions of their own.
    fn subjects(&self, found: &mut Vec<Local>) {
        for phrase in self.subjects {
            if let Some(i) = mention_of(self.frame, phrase, found) {
                found[i].reports = true;
                continue;
            }
            let span = uncrossed(phrase.span(self.frame), found);
            // Two phrases that cross may have come to the same words.
            let same = near(found, span).find(|(_, m)| m.span == span).map(|(i, _)| i);
            if let Some(same) = same {
                found[same].reports = true;
                continue;
            }
            let form = self.form(phrase, span);
            let at = found.partition_point(|m| m.span.start < span.start);
            found.insert(at, Local { span, form, quoted: false, reports: true });
        }
    }

    /// How a phrase that is no name refers, `span` being its words.
    pub fn form(&self, phrase: &Phrase, span: Span) -> Form {
        match pronoun(span.of(self.text)) {
            Some(pronoun) => Form::Pronoun(pronoun),
            None => Form::Description(self.describe(phrase)),
        }
    }

    fn describe(&self, phrase: &Phrase) -> Description {
        let head = &self.frame[phrase.head];
        let first = &self.frame[phrase.first];
        let article = first.of(self.text);
        let indefinite = ["a", "an", "some", "many", "several", "one", "another", "no", "few", "most"];
        Description {
            head: head.span,
            plural: head.is(PLURAL),
            definite: first.is(DETERMINER) && !indefinite.iter().any(|w| article.eq_ignore_ascii_case(w)),
            gender: head.classes().0 & (MASCULINE | FEMININE),
            noun: match head.classes() {
                c if c.any(PERSON_NOUN) && !c.any(WEAK_PERSON) => Noun::Person,
                c if c.any(GROUP_NOUN) => Noun::Body,
                c if c.any(DOCUMENT_NOUN) => Noun::Document,
                c if c.any(PERSON_NOUN) => Noun::Person,
                _ => Noun::Other,
            },
            taken_up: false,
        }
    }
}

/// The mention that an annotation of `target` speaks of: the one that stands there, or the name that ends there
/// (`[Deputy Mayor Ruiz]{person="Ana Ruiz"}`), unless the target is about something else (`the mayor of Bath`).
pub fn annotated(text: &str, target: Span, mentions: &[Local]) -> Option<usize> {
    const TIES: [&str; 6] = ["of", "for", "in", "at", "from", "with"];
    let tied = |m: &Local| {
        let before = Span::new(target.start, m.span.start).of(text);
        before.split_whitespace().any(|word| TIES.contains(&word))
    };
    let exact = mentions.iter().position(|m| m.span == target);
    exact.or_else(|| {
        mentions.iter().position(|m| target.covers(m.span) && m.span.end == target.end && !tied(m))
    })
}

/// Adds what annotations speak of and nothing else found: `[the thing]{person="Ana Ruiz"}`.
pub fn add_annotated(text: &str, targets: impl Iterator<Item = Span>, mentions: &mut Vec<Local>) {
    for target in targets.filter(|t| !t.is_empty()) {
        let crosses = |m: &Local| m.span.overlaps(target) && !m.span.covers(target) && !target.covers(m.span);
        if annotated(text, target, mentions).is_some() || mentions.iter().any(crosses) {
            continue;
        }
        let description = Description {
            head: target,
            plural: false,
            definite: false,
            gender: 0,
            noun: Noun::Other,
            taken_up: false,
        };
        let key = |m: &Local| (m.span.start, std::cmp::Reverse(m.span.end));
        let at = mentions.partition_point(|m| key(m) < (target.start, std::cmp::Reverse(target.end)));
        let form = Form::Description(description);
        mentions.insert(at, Local { span: target, form, quoted: false, reports: false });
    }
}

/// The span, wide enough to hold every mention that it would cross.
fn uncrossed(span: Span, found: &[Local]) -> Span {
    let crosses =
        |m: &&Local, span: Span| m.span.overlaps(span) && !span.covers(m.span) && !m.span.covers(span);
    let mut wide = span;
    while let Some((_, other)) = near(found, wide).find(|(_, m)| crosses(m, wide)) {
        wide = wide.hull(other.span);
    }
    wide
}

/// The pronoun that a word is.
pub fn pronoun(word: &str) -> Option<Pronoun> {
    const LONGEST: usize = "himself".len();
    let mut key = [0u8; LONGEST];
    let key = key.get_mut(..word.len())?;
    key.copy_from_slice(word.as_bytes());
    key.make_ascii_lowercase();
    Some(match &*key {
        b"he" | b"him" | b"his" | b"himself" => Pronoun::He,
        b"she" | b"her" | b"hers" | b"herself" => Pronoun::She,
        b"they" | b"them" | b"their" | b"others" | b"some" | b"many" | b"several" | b"both" | b"most"
        | b"few" => Pronoun::They,
        b"who" | b"which" | b"that" => Pronoun::Who,
        b"it" | b"its" | b"this" => Pronoun::It,
        b"i" | b"we" | b"you" | b"my" | b"our" | b"one" => Pronoun::Speaking,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;

    #[test]
    fn subjects_that_cross_are_one_description() {
        let text = "The old harbour master spoke.";
        let cut = tokens(text);
        let phrase = |first, last| Phrase { first, last, head: last, core: first };
        let subjects = [phrase(0, 2), phrase(0, 3), phrase(1, 3)];
        let paragraph =
            Paragraph { text, tokens: &cut, frame: &cut, marked: &[], names: &[], subjects: &subjects };
        let found = mentions(&paragraph);
        let words: Vec<&str> = found.iter().map(|m| m.span.of(text)).collect();
        assert_eq!(words, ["The old harbour master", "The old harbour"]);
    }
}
