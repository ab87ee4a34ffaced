//! What a paragraph says of a mention besides its place: what its words tell, how it hangs together with others of the
//! paragraph, and what stands beside it.

use crate::english::lexicon::{kin_noun, people_of};
use crate::english::names::NameKind;
use crate::entities::cast::Gloss;
use crate::entities::described::{Described, Played};
use crate::entities::gallery::age_beside;
use crate::entities::mention::{Description, Form, LONGEST_TITLE, Local, Noun, joined, near, owner};
use crate::rare::{Nothing, Rare};
use crate::text::Span;
use std::ops::Deref;
use std::sync::Arc;

/// All that the reader of an article learns of a mention from words, its own and those around it. Taken from them once
/// for each paragraph: an article is read many times while one types.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ties {
    /// It and the next are two: `Ann Lee and Bo Park`.
    pub joined: bool,
    /// It has more than one word.
    pub long: bool,
    /// Of “they”: other people stand in front of it whom it may mean.
    pub rivalled: bool,
    /// What few mentions are told of.
    told: Rare<Told>,
}

/// What the words of a mention and those beside it say of whom it means. Ties are read as if it were part of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    /// Of a name: the age beside it, in years.
    pub age: Option<u16>,
    /// Of a name: the people that its bearer is of.
    pub nation: Option<Arc<Played>>,
    /// Of a name: the title or role beside it.
    pub role: Option<Arc<Played>>,
    /// It says the name before it again.
    pub gloss: Option<Gloss>,
    /// The name in commas behind it.
    pub named_behind: Option<u32>,
    /// Its owner, as in `his daughter`.
    pub owner: Option<u32>,
    /// What it is to whom: in `his daughter, Ann Lee`, "daughter" and the mention "his".
    pub kin: Option<(Span, u32)>,
    /// What a description says.
    pub described: Option<Arc<Described>>,
}

impl Nothing for Told {
    const NOTHING: &'static Self = &Told {
        age: None,
        nation: None,
        role: None,
        gloss: None,
        named_behind: None,
        owner: None,
        kin: None,
        described: None,
    };
}

impl Deref for Ties {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.told
    }
}

/// An earlier version of a paragraph: its plain text, its mentions and their ties. Words that stand in both are taken
/// apart once.
#[derive(Clone, Copy)]
pub(super) struct Earlier<'a> {
    pub plain: &'a str,
    pub mentions: &'a [Local],
    pub ties: &'a [Ties],
}

impl<'a> Earlier<'a> {
    /// The mentions that one may have been, by its place from either end: `count` is how many there are now.
    fn likely(self, index: usize, count: usize) -> impl Iterator<Item = (&'a Local, &'a Ties)> {
        let from_end = (index + self.mentions.len()).checked_sub(count);
        let places = [Some(index), from_end].into_iter().flatten();
        places.filter_map(move |at| Some((self.mentions.get(at)?, self.ties.get(at)?)))
    }

    /// What was taken from a role of the same words.
    fn played(self, role: &str, index: usize, count: usize) -> Option<Arc<Played>> {
        let same = |local: &Local| matches!(local.form, Form::Name { role: Some(words), .. } if words.of(self.plain) == role);
        self.likely(index, count).find(|(local, _)| same(local))?.1.role.clone()
    }

    /// What was taken from a description of the same words. One of several hangs on the words in front of it as well.
    fn described(
        self,
        words: &str,
        span: Span,
        description: Description,
        at: (usize, usize),
    ) -> Option<Arc<Described>> {
        let head = description.head.start - span.start;
        let same = |local: &Local| match local.form {
            Form::Description(then) => {
                local.span.of(self.plain) == words
                    && then.head.start - local.span.start == head
                    && (then.plural, then.definite) == (false, description.definite)
            }
            _ => false,
        };
        let (index, count) = at;
        self.likely(index, count).find(|(local, _)| same(local) && !description.plural)?.1.described.clone()
    }
}

impl Ties {
    /// The ties of each mention of a paragraph, given its plain text, and what it was before if that is known.
    pub(super) fn of(plain: &str, mentions: &[Local], earlier: Option<Earlier>) -> Vec<Ties> {
        let count = mentions.len();
        let mut before: Option<Span> = None;
        let mut all = Vec::with_capacity(mentions.len());
        for (index, local) in mentions.iter().enumerate() {
            let mut told = Told { named_behind: named_behind(plain, local, mentions), ..Told::default() };
            match local.form {
                Form::Name { role, .. } => {
                    told.age = age_beside(plain, local.span);
                    told.nation = nation_before(plain, local.span).map(|nation| Arc::new(Played::of(nation)));
                    told.role = role.map(|role| {
                        let words = role.of(plain);
                        let known = earlier.and_then(|earlier| earlier.played(words, index, count));
                        known.unwrap_or_else(|| Arc::new(Played::of(words)))
                    });
                    told.gloss = before.and_then(|before| gloss(plain, before, local.span));
                    told.kin = kin_of(plain, mentions, index);
                    before = Some(local.span);
                }
                Form::Description(description) => {
                    told.owner = owner(mentions, local.span).map(|owner| owner as u32);
                    let words = local.span.of(plain);
                    let known = earlier.and_then(|earlier| {
                        earlier.described(words, local.span, description, (index, count))
                    });
                    let described = || Arc::new(Described::of(plain, local.span, description));
                    told.described = Some(known.unwrap_or_else(described));
                }
                Form::Pronoun(_) => {}
            }
            all.push(Ties {
                joined: mentions.get(index + 1).is_some_and(|next| joined(plain, local, next)),
                long: local.span.of(plain).contains(' '),
                rivalled: false,
                told: told.into(),
            });
        }
        all
    }

    /// Of a name: whether the words beside it say what its bearer is.
    pub(super) fn tells_of_bearer(&self) -> bool {
        self.age.is_some() || self.nation.is_some() || self.role.is_some()
    }

    /// Of a name: what the words beside it say of its bearer.
    pub(super) fn beside(&self) -> (Option<u16>, Option<&Played>, Option<&Played>, Option<Gloss>) {
        (self.age, self.nation.as_deref(), self.role.as_deref(), self.gloss)
    }

    /// Whether a mention of another version of the paragraph is tied alike. Where the words for kin stand is no matter:
    /// they are part of the role.
    pub(super) fn is_alike(&self, other: &Ties) -> bool {
        let kin = |ties: &Ties| ties.kin.map(|(_, of)| of);
        let place = |ties: &Ties| (ties.named_behind, ties.owner, ties.joined, ties.long, ties.rivalled);
        self.beside() == other.beside()
            && place(self) == place(other)
            && kin(self) == kin(other)
            && self.described == other.described
    }
}

/// `Kenya’s Mercy Chepkoech`: the people that somebody is of.
fn nation_before(plain: &str, name: Span) -> Option<&'static str> {
    let before = plain[..name.start as usize].strip_suffix(' ')?;
    let owner = before.strip_suffix("’s").or_else(|| before.strip_suffix("'s"))?;
    let mut words = owner.rsplit([' ', '\n', '“', '"']);
    let last = words.next()?;
    let two = words.next().map(|first| format!("{first} {last}"));
    two.and_then(|two| people_of(&two)).or_else(|| people_of(last))
}

/// What somebody is to whom: for `his daughter, Ann Lee`, "daughter" and the mention "his".
fn kin_of(plain: &str, mentions: &[Local], index: usize) -> Option<(Span, u32)> {
    let Form::Name { role: Some(role), .. } = mentions[index].form else { return None };
    let words = role.of(plain);
    let noun = words.split_whitespace().next_back().filter(|noun| words.ends_with(noun))?;
    let _ = kin_noun(&noun.to_lowercase())?;
    // The role of "his daughter" is "daughter", and that of "Ruiz’s daughter" is all of it.
    let owns =
        |m: &Local| m.span.start == role.start && m.span.end < role.end || m.span.end + 1 == role.start;
    let of = mentions[..index].iter().rposition(|m| owns(m) && !matches!(m.form, Form::Description(_)))?;
    Some((Span::new(role.end - noun.len() as u32, role.end), of as u32))
}

/// The name behind a subject, between commas: `The defense lawyer, T. J. Crane, said`; `The company, Acme Tools, said`.
fn named_behind(plain: &str, local: &Local, mentions: &[Local]) -> Option<u32> {
    if !local.reports {
        return None;
    }
    let is_body = matches!(local.form, Form::Description(Description { noun: Noun::Body, .. }));
    let behind = |m: &Local| {
        let start = match m.form {
            Form::Name { kind: NameKind::Person, titled, .. } => titled.unwrap_or(m.span.start),
            Form::Name { kind: NameKind::Organisation, .. } if is_body => m.span.start,
            _ => return false,
        };
        start == local.span.end + 2
            && plain[local.span.end as usize..].starts_with(", ")
            && plain[m.span.end as usize..].starts_with(',')
    };
    let close = Span::new(local.span.end, local.span.end + LONGEST_TITLE);
    near(mentions, close).find(|(_, m)| behind(m)).map(|(index, _)| index as u32)
}

/// How the second of two names says the first again: `Union (KMWU)`, `Union, or KMWU,`, `Silva, known to all as Juba,`.
fn gloss(plain: &str, first: Span, second: Span) -> Option<Gloss> {
    if second.start < first.end {
        return None;
    }
    let (between, behind) =
        (&plain[first.end as usize..second.start as usize], &plain[second.end as usize..]);
    let known = [", known ", ", better known ", ", also known ", ", nicknamed ", ", called "];
    match between {
        " (" | " (the " | " (“" | " (\"" => {
            let closes = behind.trim_start_matches(['”', '"']).starts_with([')', ';', ',']);
            closes.then_some(Gloss::Acronym)
        }
        ", or " | ", or the " => Some(Gloss::Acronym),
        _ if known.iter().any(|k| between.starts_with(k)) && between.len() < 50 => {
            let ends = between.ends_with(" as ") || between.ends_with(" as “") || between.ends_with("named ");
            ends.then_some(Gloss::KnownAs)
        }
        _ => None,
    }
}
