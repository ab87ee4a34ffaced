//! Whether a paragraph reads as before to everybody else in the article: it names the same people by the same words,
//! in sentences as many, and so whom its words mean and what others learn from it is the same.

use super::facts::Facts;
use super::resolve::Article;
use crate::english::names::NameKind;
use crate::entities::mention::{Form, Local, Pronoun};
use crate::text::Span;

/// Whether the block with this index reads in both versions of an article alike. What it leaves to compare is all
/// that [`resolve`](super::resolve) reads of a paragraph without annotations, save decisions about quotations.
pub(super) fn reads_alike(then: Article<'_>, now: Article<'_>, block: usize) -> bool {
    let (was, is) = (Seen::of(then, block), Seen::of(now, block));
    let (a, b) = (was.facts, is.facts);
    a.mentions.len() == b.mentions.len()
        && a.frame.sentences.len() == b.frame.sentences.len()
        && (0..a.mentions.len()).all(|index| same_mention(was, is, index))
        && (0..a.frame.sentences.len()).all(|s| was.mentions_in(s) == is.mentions_in(s))
        && around(was).eq(around(is))
}

/// A version of a paragraph.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) facts: &'a Facts,
    plain: &'a str,
}

impl<'a> Seen<'a> {
    /// The block with this index.
    pub(super) fn of(article: Article<'a>, block: usize) -> Self {
        Seen { facts: &article.facts[block], plain: article.plain(block) }
    }

    fn words(self, span: Span) -> &'a str {
        span.of(self.plain)
    }

    /// How many mentions begin before the end of a sentence.
    fn mentions_in(self, sentence: usize) -> usize {
        let last = self.facts.frame.sentences[sentence].end.checked_sub(1);
        let end = last.map_or(0, |last| self.facts.frame.tokens[last].span.end);
        self.facts.mentions.partition_point(|mention| mention.span.start < end)
    }

    /// Whether a pronoun is weighed in it: then the words between mentions count.
    fn weighs(self) -> bool {
        let pronoun = |m: &Local| matches!(m.form, Form::Pronoun(Pronoun::He | Pronoun::She));
        self.facts.mentions.iter().any(pronoun)
    }
}

/// Whether a mention says the same, by the same words.
fn same_mention(was: Seen<'_>, is: Seen<'_>, index: usize) -> bool {
    let (a, b) = (&was.facts.mentions[index], &is.facts.mentions[index]);
    let (s, t) = (&was.facts.sites[index], &is.facts.sites[index]);
    let same_site = if was.weighs() { s == t } else { (s.case, s.opening) == (t.case, t.opening) };
    same_site
        && (a.quoted, a.reports) == (b.quoted, b.reports)
        && was.words(a.span) == is.words(b.span)
        && same_form(was, is, a, b)
        && was.facts.ties[index].is_alike(&is.facts.ties[index])
}

/// Whether two names say the same of whom they mean, and the words beside them do; by their indices.
pub(super) fn same_name((was, a): (Seen<'_>, usize), (is, b): (Seen<'_>, usize)) -> bool {
    let (one, other) = (&was.facts.mentions[a], &is.facts.mentions[b]);
    one.reports == other.reports
        && was.words(one.span) == is.words(other.span)
        && same_form(was, is, one, other)
        && was.facts.ties[a].beside() == is.facts.ties[b].beside()
}

/// Whether two forms say the same; how likely a name names what is compared elsewhere
/// ([`Start::same_names`](super::resolve::Start::same_names)).
fn same_form(was: Seen<'_>, is: Seen<'_>, a: &Local, b: &Local) -> bool {
    match (&a.form, &b.form) {
        (
            Form::Name { kind, gender, role, titled, .. },
            Form::Name { kind: kind2, gender: gender2, role: role2, titled: titled2, .. },
        ) => {
            let titled_name =
                |seen: Seen<'_>, m: &Local, at: u32| seen.words(Span::new(at, m.span.end)).to_owned();
            let may_be_surname = |kind: &NameKind| !matches!(kind, NameKind::Place | NameKind::Organisation);
            gender == gender2
                && may_be_surname(kind) == may_be_surname(kind2)
                && role.map(|role| was.words(role)) == role2.map(|role| is.words(role))
                && titled.map(|at| titled_name(was, a, at)) == titled2.map(|at| titled_name(is, b, at))
        }
        (Form::Description(d), Form::Description(e)) => {
            let from = |m: &Local, head: Span| (m.span.start.wrapping_sub(head.start), head.len());
            from(a, d.head) == from(b, e.head)
                && (d.plural, d.definite, d.gender, d.noun, d.taken_up)
                    == (e.plural, e.definite, e.gender, e.noun, e.taken_up)
        }
        (Form::Pronoun(p), Form::Pronoun(q)) => p == q,
        _ => false,
    }
}

/// For each quoted mention, the speech it stands in.
fn around(seen: Seen<'_>) -> impl Iterator<Item = Option<usize>> {
    let facts = seen.facts;
    facts.mentions.iter().map(|mention| {
        facts
            .speeches
            .iter()
            .position(|speech| facts.marks.stretches[speech.stretch].outer.covers(mention.span))
    })
}
