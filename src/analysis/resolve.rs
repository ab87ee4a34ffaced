//! From the facts of the paragraphs to what the article says: who is who, and who says what.
//!
//! Everything here runs over facts, from the top of the article to its end; it looks at words only to compare names
//! and roles.

use super::facts::Facts;
use super::model::*;
use super::study;
use crate::article::{AnnotationKind, Block, BlockKind, Declared, EntityKind, Header, SpeakerName};
use crate::english::classes::{FEMININE, FIRST_NAME, GENERAL_PERSON, MASCULINE, SURNAME};
use crate::english::lexicon::{body_noun, lookup};
use crate::english::names::NameKind;
use crate::entities::cast::{Cast, Character, Gloss, NameUse};
use crate::entities::discourse::{Discourse, Fit, Place};
use crate::entities::gallery::Gallery;
use crate::entities::mention::{Description, Form, Local, Noun, Pronoun, annotated, joined};
use crate::entities::people::{Named, People};
use crate::entities::player::Player;
use crate::entities::salience::Feature;
use crate::entities::site::Site;
use crate::entities::standing::Mentioned;
use crate::quotes::attribute::{self, Decision, ReportId, Said, Verdict};
use crate::quotes::reports::Found;
use crate::quotes::resume::{Decided, Earlier, Window};
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What the article as a whole says.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub quotations: Vec<Quotation>,
    pub nested: Vec<NestedQuotation>,
    pub terms: Vec<Term>,
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
    pub dates: Vec<Dated>,
    pub unpaired: Vec<UnpairedMark>,
    pub variants: Vec<Variant>,
    pub trace: Trace,
}

/// How the article was read, for the next version of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    decided: Decided,
}

/// Brings the facts of all blocks together.
pub(super) fn resolve(
    text: &str,
    header: &Header,
    people: &People,
    blocks: &[Block],
    facts: &[Arc<Facts>],
    date: Option<Date>,
    earlier: Option<(&Trace, Window)>,
) -> Resolved {
    let article = Article { text, header, people, blocks, facts };
    let mut resolver = Resolver::new(article);
    let earlier = earlier.map(|(trace, window)| Earlier::new(&trace.decided, window));
    resolver.decide(earlier.as_ref());
    resolver.read();
    let mut resolved = resolver.finish();
    resolved.dates = super::dates::dates(blocks, facts, date);
    resolved.unpaired = article.unpaired();
    resolved
}

/// The questions about marked stretches, as [`study`](super::study) shows them.
pub(super) fn questions(
    text: &str,
    header: &Header,
    people: &People,
    blocks: &[Block],
    facts: &[Arc<Facts>],
) -> Vec<study::Question> {
    let article = Article { text, header, people, blocks, facts };
    let mut resolver = Resolver::new(article);
    resolver.attribution.watch = Some(vec![]);
    resolver.decide(None);
    let asked = resolver.attribution.watch.take().unwrap_or_default();
    asked.into_iter().map(|question| resolver.question(question)).collect()
}

/// The questions about pronouns, as [`study`](super::study) shows them.
pub(super) fn pronouns(
    text: &str,
    header: &Header,
    people: &People,
    blocks: &[Block],
    facts: &[Arc<Facts>],
) -> Vec<study::PronounQuestion> {
    let mut resolver = Resolver::new(Article { text, header, people, blocks, facts });
    resolver.decide(None);
    resolver.watched = Some(vec![]);
    resolver.read();
    let mut named = vec![Vec::new(); resolver.cast.characters.len()];
    for (block, facts) in facts.iter().enumerate() {
        for (local, meant) in facts.mentions.iter().zip(&resolver.meant[block]) {
            if let (Form::Name { .. }, Some(who)) = (&local.form, meant.who) {
                named[who].push(resolver.article.place(block, local.span));
            }
        }
    }
    let person = |(who, features): (usize, Vec<Feature>)| study::Antecedent {
        name: resolver.cast.characters[who].name.clone(),
        named: named[who].clone(),
        features,
    };
    let watched = resolver.watched.take().unwrap_or_default();
    watched
        .into_iter()
        .map(|(span, people)| study::PronounQuestion {
            span,
            people: people.into_iter().map(person).collect(),
        })
        .collect()
}

#[derive(Clone, Copy)]
struct Article<'a> {
    text: &'a str,
    header: &'a Header,
    people: &'a People,
    blocks: &'a [Block],
    facts: &'a [Arc<Facts>],
}

impl<'a> Article<'a> {
    /// Where a span of a block's plain text is in the file.
    fn place(&self, block: usize, span: Span) -> Span {
        self.facts[block].inline.to_source(span).shifted(self.blocks[block].span.start)
    }

    fn plain(&self, block: usize) -> &'a str {
        self.facts[block].inline.plain(self.blocks[block].span.of(self.text))
    }

    /// The entity that an annotation gives to a mention.
    fn annotation_of(&self, block: usize, mention: &Local) -> Option<(EntityKind, &'a str)> {
        let facts = &self.facts[block];
        facts.inline.annotations.iter().find_map(|annotation| match &annotation.kind {
            AnnotationKind::Entity(kind, name) if annotation.target.overlaps(mention.span) => {
                let index = annotated(self.plain(block), annotation.target, &facts.mentions)?;
                (facts.mentions[index].span == mention.span).then_some((*kind, name.as_str()))
            }
            _ => None,
        })
    }

    fn unpaired(&self) -> Vec<UnpairedMark> {
        let mut unpaired = Vec::new();
        for (block, facts) in self.facts.iter().enumerate() {
            let mut push =
                |span: Span, fault| unpaired.push(UnpairedMark { span: self.place(block, span), fault });
            facts.marks.never_closed.iter().for_each(|m| push(*m, MarkFault::NeverClosed));
            facts.marks.never_opened.iter().for_each(|m| push(*m, MarkFault::NeverOpened));
            let goes_on =
                super::next_prose(self.blocks, block).is_some_and(|next| self.facts[next].marks.went_on);
            if let Some((_, mark)) = facts.marks.open.filter(|_| !goes_on) {
                push(mark, MarkFault::NeverClosed);
            }
        }
        unpaired.sort_by_key(|u| u.span);
        unpaired
    }
}

/// Whom a mention means.
#[derive(Clone, Debug, Default)]
struct Meant {
    /// The index of the character.
    who: Option<usize>,
    /// All who fit, where more than one does, with their probabilities.
    candidates: Vec<(usize, f32)>,
}

/// A stretch in marks, and the report that says who speaks.
#[derive(Clone, Copy)]
struct Quoting {
    block: usize,
    outer: Span,
    report: ReportId,
}

/// Who says the quotation around a mention.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Nobody of the cast.
    Nobody,
    /// Somebody who is named behind it, or not.
    Unclear,
    /// A character.
    Known(usize),
}

impl Around {
    fn known(self) -> Option<usize> {
        match self {
            Around::Known(who) => Some(who),
            Around::Nobody | Around::Unclear => None,
        }
    }
}

/// A pronoun, and whoever fits it with what speaks for them.
type Watched = (Span, Vec<(usize, Vec<Feature>)>);

struct Resolver<'a> {
    article: Article<'a>,
    /// Who is declared, in the header and then in the people list, and where.
    declared: Vec<(Declaration, Declared)>,
    cast: Cast,
    discourse: Discourse,
    /// What descriptions go by.
    gallery: Gallery,
    /// For each block, whom each of its mentions means.
    meant: Vec<Vec<Meant>>,
    attribution: attribute::Attribution,
    /// Whether a character has a name.
    named: Vec<bool>,
    roles: Vec<Option<(usize, Span)>>,
    /// Characters without a name, by their description in lower case.
    unnamed: FxHashMap<String, usize>,
    order: u32,
    sentence: u32,
    resolved: Resolved,
    /// Stretches in marks that somebody says, in order.
    quoting: Vec<Quoting>,
    /// What is weighed for each pronoun, if anybody wants to know.
    watched: Option<Vec<Watched>>,
}

impl<'a> Resolver<'a> {
    fn new(article: Article<'a>) -> Self {
        let uses = name_uses(article);
        let (places, declared) = declared(article, &uses);
        let cast = Cast::of(&declared, &uses);
        let declared: Vec<_> = places.into_iter().zip(declared).collect();
        let mut players: Vec<Player> = cast.characters.iter().map(|c| player(c, &declared)).collect();
        for (who, odds) in odds_of_person(&cast, &uses) {
            players[who].may_be_person(odds);
        }
        let named = vec![true; cast.characters.len()];
        let roles = vec![None; cast.characters.len()];
        let gallery = Self::gallery(&cast);
        Resolver {
            article,
            declared,
            cast,
            discourse: Discourse::new(players),
            gallery,
            meant: Vec::with_capacity(article.facts.len()),
            attribution: attribute::Attribution::default(),
            named,
            roles,
            unnamed: FxHashMap::default(),
            order: 0,
            sentence: 0,
            resolved: Resolved::default(),
            quoting: vec![],
            watched: None,
        }
    }

    /// Which words say who speaks: needs no names.
    fn decide(&mut self, earlier: Option<&Earlier>) {
        let mut from = 0;
        if let Some(earlier) = earlier {
            (self.attribution, from) = attribute::Attribution::resume(earlier);
        }
        for (index, facts) in self.article.facts.iter().enumerate().skip(from) {
            if earlier.is_some_and(|earlier| self.attribution.take_rest(earlier, index)) {
                break;
            }
            let first = self.attribution.decisions.len();
            match self.article.blocks[index].kind {
                BlockKind::Paragraph | BlockKind::Heading(_) => {
                    let paragraph = attribute::Paragraph {
                        text: self.article.plain(index),
                        inline: &facts.inline,
                        marks: &facts.marks,
                        frame: &facts.frame,
                        reports: &facts.reports,
                        subjects: &facts.subject_kinds,
                        speeches: &facts.speeches,
                    };
                    self.attribution.paragraph(index, &paragraph);
                    if matches!(self.article.blocks[index].kind, BlockKind::Heading(_)) {
                        self.attribution.interruption();
                    }
                }
                BlockKind::Quotation => self.attribution.interruption(),
                BlockKind::Comment => {}
            }
            self.attribution.leave_block(first);
        }
    }

    /// Reads the article from the top: names first, since a surname may stand before its full name.
    fn read(&mut self) {
        self.learn_roles();
        let decisions = std::mem::take(&mut self.attribution.decisions);
        self.quoting = decisions.iter().filter_map(|decision| self.quoting(decision)).collect();
        let mut used = 0;
        let mut next = 0;
        for block in 0..self.article.facts.len() {
            let facts = &self.article.facts[block];
            let links = self.name_links(block, &mut used);
            self.meant.push(vec![Meant::default(); facts.mentions.len()]);
            let (mut at, sentences) = (0, facts.frame.sentences.len());
            for sentence in 0..sentences.max(1) {
                let end = sentence_end(facts, sentence);
                let first = at;
                while at < facts.mentions.len()
                    && (facts.mentions[at].span.start < end || sentence + 1 >= sentences)
                {
                    let leads = at == first
                        || at == first + 1
                            && joined(
                                self.article.plain(block),
                                &facts.mentions[first],
                                &facts.mentions[first + 1],
                            );
                    self.mention(block, at, &links, end, leads);
                    at += 1;
                }
                while next < decisions.len()
                    && decisions[next].block == block
                    && facts.speeches[decisions[next].speech].sentence == sentence
                {
                    self.note_speaker(&decisions[next], block);
                    next += 1;
                }
                self.sentence += 1;
            }
        }
        self.attribution.decisions = decisions;
        for index in 0..self.attribution.decisions.len() {
            let decision = self.attribution.decisions[index].clone();
            self.stretch(&decision);
        }
    }

    fn quoting(&self, decision: &Decision) -> Option<Quoting> {
        let Verdict::Said(said) = decision.verdict else { return None };
        let facts = &self.article.facts[decision.block];
        let outer = facts.marks.stretches[facts.speeches[decision.speech].stretch].outer;
        Some(Quoting { block: decision.block, outer, report: said.report })
    }

    /// For each mention of a block that is a name, the characters it fits.
    fn name_links(&self, block: usize, used: &mut usize) -> Vec<Option<Vec<usize>>> {
        let mentions = &self.article.facts[block].mentions;
        mentions
            .iter()
            .map(|m| {
                matches!(m.form, Form::Name { .. }).then(|| {
                    *used += 1;
                    self.cast.links[*used - 1].clone()
                })
            })
            .collect()
    }

    /// Roles count for the whole article: a description may stand before the name that explains it.
    fn learn_roles(&mut self) {
        let mut used = 0;
        for block in 0..self.article.facts.len() {
            let links = self.name_links(block, &mut used);
            for (mention, link) in self.article.facts[block].mentions.iter().zip(links) {
                if let Some([who]) = link.as_deref() {
                    self.learn_beside(block, mention, *who);
                }
                let (Form::Name { role, titled, gender, .. }, Some([who])) = (&mention.form, link.as_deref())
                else {
                    continue;
                };
                if titled.is_some() {
                    self.discourse.players[*who].shown(*gender);
                }
                let Some(role) = role else { continue };
                if self.roles[*who].is_none() {
                    self.roles[*who] = Some((block, *role));
                }
                self.gallery.plays(*who, role.of(self.article.plain(block)));
                self.discourse.players[*who].plays(role.of(self.article.plain(block)));
            }
        }
    }

    /// Reads a mention, `links` being what the names of its block fit, and `end` the end of its sentence.
    fn mention(&mut self, block: usize, index: usize, links: &[Option<Vec<usize>>], end: u32, first: bool) {
        let facts = &self.article.facts[block];
        let local = &facts.mentions[index];
        let place = Place {
            sentence: self.sentence,
            block: block as u32,
            order: self.order,
            quoted: local.quoted,
            reports: local.reports,
            leads: first,
            site: facts.sites[index],
            mentioned: match local.form {
                Form::Pronoun(_) => Mentioned::Pronoun,
                Form::Name { .. } => Mentioned::Name,
                Form::Description(_) => Mentioned::Description,
            },
            single: !local.span.of(self.article.plain(block)).contains(' '),
        };
        let link = links[index].as_deref();
        let ahead = match local.form {
            Form::Pronoun(Pronoun::He | Pronoun::She) => names_ahead(facts, index, links, end),
            _ => vec![],
        };
        let speaker = if local.quoted { self.speaker_around(block, local, links) } else { Around::Nobody };
        self.watch(block, index, place, &ahead);
        self.order += 1;
        let annotated = self.annotated(block, local);
        let meant = match annotated {
            Some(who) => Meant { who: Some(who), candidates: vec![] },
            None => self.who(block, local, link.unwrap_or(&[]), place, (&ahead, speaker)),
        };
        let inferred = annotated.is_none() && matches!(local.form, Form::Pronoun(Pronoun::He | Pronoun::She));
        // Whom a speaker's "he" means is not certain enough to build on.
        if let Some(who) = meant.who.filter(|_| !(inferred && local.quoted)) {
            // Nothing but a person is "he".
            if inferred {
                self.cast.characters[who].kind = EntityKind::Person;
                self.discourse.players[who].person = true;
            }
            self.learn(who, local, place);
            self.learn_kin(block, index, who);
            self.portray(who, local, &place);
            self.discourse.mention(who, place);
        }
        self.meant[block][index] = meant;
    }

    /// Keeps what is weighed for a pronoun, for whoever studies it.
    fn watch(&mut self, block: usize, index: usize, place: Place, ahead: &[(usize, Site)]) {
        let Some(watched) = &mut self.watched else { return };
        let local = &self.article.facts[block].mentions[index];
        let gender = match local.form {
            Form::Pronoun(Pronoun::He) => MASCULINE,
            Form::Pronoun(Pronoun::She) => FEMININE,
            _ => return,
        };
        let weighed = self.discourse.weighed(gender, place, ahead);
        watched.push((self.article.place(block, local.span), weighed));
    }

    /// The character that an annotation gives to a mention.
    fn annotated(&mut self, block: usize, local: &Local) -> Option<usize> {
        let (kind, name) = self.article.annotation_of(block, local)?;
        Some(self.find_or_add(kind, name))
    }

    fn find_or_add(&mut self, kind: EntityKind, name: &str) -> usize {
        match self.cast.find(kind, name) {
            Some(who) => who,
            None => self.add(
                Character { kind, name: name.to_owned(), aliases: vec![], gender: 0, declared: None },
                true,
            ),
        }
    }

    fn add(&mut self, character: Character, named: bool) -> usize {
        let mut player = player(&character, &self.declared);
        player.named = named;
        self.discourse.players.push(player);
        described::hang(&mut self.gallery, &character, named);
        self.cast.characters.push(character);
        self.named.push(named);
        self.roles.push(None);
        self.cast.characters.len() - 1
    }

    fn who(
        &mut self,
        block: usize,
        local: &Local,
        link: &[usize],
        place: Place,
        around: (&[(usize, Site)], Around),
    ) -> Meant {
        let words = local.span.of(self.article.plain(block));
        match &local.form {
            // "Clinton" alone is a man's given name as well, and says nothing.
            Form::Name { gender, titled, .. } => {
                self.name(link, if titled.is_some() { *gender } else { 0 }, place)
            }
            Form::Pronoun(Pronoun::He) => self.fit(MASCULINE, place, around),
            Form::Pronoun(Pronoun::She) => self.fit(FEMININE, place, around),
            Form::Pronoun(Pronoun::It) if local.reports => {
                let body = self.gallery.acting_body(place.sentence);
                Meant { who: body.or_else(|| Some(self.unnamed(words, None))), candidates: vec![] }
            }
            Form::Pronoun(Pronoun::They) if self.discourse.singular_they(place).is_some() => Meant {
                who: self.discourse.singular_they(place).filter(|_| !place.quoted),
                candidates: vec![],
            },
            Form::Pronoun(_) => {
                Meant { who: local.reports.then(|| self.unnamed(words, None)), candidates: vec![] }
            }
            Form::Description(description) => self.description(block, local, *description, place),
        }
    }

    /// A surname that relatives share goes to the one whose title fits and who was named last; to neither, where
    /// nothing tells which.
    fn name(&self, link: &[usize], gender: u64, place: Place) -> Meant {
        let fits = |who: &&usize| {
            let known = self.discourse.players[**who].gender();
            gender == 0 || known == 0 || known & gender != 0
        };
        let who = match link {
            [one] => Some(*one),
            _ => {
                let fitting: Vec<usize> = link.iter().copied().filter(|who| fits(&who)).collect();
                if let Some(rivals) = self.discourse.rivals(&fitting, place).filter(|_| !place.quoted) {
                    return Meant { who: None, candidates: rivals.map(|who| (who, 0.5)).to_vec() };
                }
                self.discourse.latest_of(&fitting).or_else(|| fitting.first().copied())
            }
        };
        Meant { who, candidates: vec![] }
    }

    fn fit(&mut self, gender: u64, place: Place, (ahead, speaker): (&[(usize, Site)], Around)) -> Meant {
        let fit: Fit = self.discourse.pronoun(gender, place, ahead);
        if place.quoted {
            // Speakers call themselves "I".
            return Meant {
                who: fit.likely_but(speaker.known()).filter(|_| speaker != Around::Unclear),
                candidates: vec![],
            };
        }
        if fit.orphan {
            self.discourse.orphan(gender);
        }
        Meant { who: fit.clear(), candidates: fit.doubtful() }
    }

    /// Who says the quotation in which a mention stands.
    fn speaker_around(&self, block: usize, local: &Local, links: &[Option<Vec<usize>>]) -> Around {
        let first = self.quoting.partition_point(|q| q.block < block);
        let here = self.quoting[first..].iter().take_while(|q| q.block == block);
        let Some(quoting) = { here }.find(|q| q.outer.covers(local.span)) else { return Around::Nobody };
        let Some(subject) = self.subject(quoting.report) else { return Around::Nobody };
        if let Some(who) = self.speaker_of(quoting.report) {
            return Around::Known(who);
        }
        match (&self.article.facts[quoting.report.block].mentions[subject].form, links.get(subject)) {
            (Form::Name { .. }, Some(Some(link))) if quoting.report.block == block && link.len() == 1 => {
                Around::Known(link[0])
            }
            (Form::Name { .. } | Form::Pronoun(_), _) => Around::Unclear,
            (Form::Description(_), _) => Around::Nobody,
        }
    }

    fn description(&mut self, block: usize, local: &Local, description: Description, place: Place) -> Meant {
        let plain = self.article.plain(block);
        let (words, head) = (local.span.of(plain), description.head.of(plain));
        let bare = without_article(words);
        if let Some(who) = self.described(block, local, description, place, true) {
            return Meant { who: Some(who), candidates: vec![] };
        }
        if description.definite && description.noun != Noun::Body {
            let fit = self.discourse.description(bare, head, description.gender, description.plural, place);
            // "The evidence" and "the retailer" are somebody's description only if that is what they are.
            let person = description.noun == Noun::Person && body_noun(&head.to_lowercase()).is_none();
            if let Some(best) = fit.ranked.first().filter(|best| person || best.1 >= OF_THE_ROLE) {
                return Meant { who: Some(best.0), candidates: vec![] };
            }
        }
        if let Some(who) = self.described(block, local, description, place, false) {
            return Meant { who: Some(who), candidates: vec![] };
        }
        if !local.reports {
            return Meant::default();
        }
        let one_person = description.definite && !description.plural && description.noun == Noun::Person;
        if one_person && bare.eq_ignore_ascii_case(head) && is_generic(head) {
            return Meant::default();
        }
        Meant { who: Some(self.unnamed(words, Some(description))), candidates: vec![] }
    }

    /// Somebody who has no name: one character for each description.
    fn unnamed(&mut self, words: &str, description: Option<Description>) -> usize {
        let words = &words.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = self.unnamed.get(&words.to_lowercase()).copied();
        if let Some(known) = known {
            return known;
        }
        let body = description.is_some_and(|d| d.noun != Noun::Person);
        let kind = if body { EntityKind::Organisation } else { EntityKind::Person };
        let gender = description.map_or(0, |d| d.gender);
        let who = self
            .add(Character { kind, name: words.to_owned(), aliases: vec![], gender, declared: None }, false);
        self.unnamed.insert(words.to_lowercase(), who);
        let player = &mut self.discourse.players[who];
        player.plural = description.is_none_or(|d| d.plural);
        player.plays(without_article(words));
        who
    }

    /// What a mention shows of whom it means.
    fn learn(&mut self, who: usize, local: &Local, place: Place) {
        match &local.form {
            Form::Pronoun(Pronoun::He) => self.discourse.called(who, MASCULINE, place),
            Form::Pronoun(Pronoun::She) => self.discourse.called(who, FEMININE, place),
            Form::Description(d) => self.discourse.players[who].shown(d.gender),
            Form::Name { .. } | Form::Pronoun(_) => {}
        }
    }

    fn note_speaker(&mut self, decision: &Decision, block: usize) {
        if let Verdict::Said(said) = &decision.verdict
            && let Some(who) = self.speaker_of(said.report)
        {
            self.discourse.last_speaker = Some((who, block as u32));
        }
    }

    fn subject(&self, report: ReportId) -> Option<usize> {
        self.article.facts[report.block].subjects[report.report].map(|i| i as usize)
    }

    fn speaker_of(&self, report: ReportId) -> Option<usize> {
        self.meant.get(report.block)?.get(self.subject(report)?)?.who
    }
}

/// Names for the cast, in the order of the text.
fn name_uses(article: Article<'_>) -> Vec<NameUse<'_>> {
    let mut uses = Vec::new();
    for (block, facts) in article.facts.iter().enumerate() {
        let plain = article.plain(block);
        let mut before: Option<Span> = None;
        for mention in &facts.mentions {
            let Form::Name { kind, sure, odds, gender, .. } = mention.form else { continue };
            let gloss = before.and_then(|before| gloss(plain, before, mention.span));
            before = Some(mention.span);
            let annotated = article.annotation_of(block, mention);
            uses.push(NameUse {
                words: mention.span.of(plain),
                kind,
                sure,
                odds,
                gender,
                reports: mention.reports,
                gloss,
                annotated,
            });
        }
    }
    uses
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

/// From which weight on a description repeats what somebody is.
const OF_THE_ROLE: f32 = 1.8;

/// Everybody whom the header declares, and those of the people list whom the article names; where, and what is said.
fn declared(article: Article<'_>, uses: &[NameUse]) -> (Vec<Declaration>, Vec<Declared>) {
    let header = &article.header.declared;
    let mut places: Vec<_> = (0..header.len() as u32).map(Declaration::Header).collect();
    let mut declared = header.clone();
    if !article.people.is_empty() {
        let listed = article.people.named(&all_names(article, uses), header);
        declared.extend(listed.iter().map(|&index| article.people.entry(index).clone()));
        places.extend(listed.into_iter().map(Declaration::List));
    }
    (places, declared)
}

/// The names that the article prints, and those that its annotations and signatures give.
fn all_names<'a>(article: Article<'a>, uses: &[NameUse<'a>]) -> Vec<Named<'a>> {
    let person = |words| Named { words, may_be_surname: true };
    let mut names: Vec<Named> = uses
        .iter()
        .map(|name| {
            let may_be_surname = !matches!(name.kind, NameKind::Place | NameKind::Organisation);
            Named { words: name.words, may_be_surname }
        })
        .collect();
    for facts in article.facts {
        names.extend(facts.inline.annotations.iter().filter_map(|annotation| match &annotation.kind {
            AnnotationKind::Speaker(SpeakerName::Name(name)) | AnnotationKind::Entity(_, name) => {
                Some(person(name.as_str()))
            }
            _ => None,
        }));
    }
    let signatures = article.blocks.iter().filter_map(|block| block.attribution);
    names.extend(signatures.map(|signature| person(signature.of(article.text))));
    names
}

fn player(character: &Character, declared: &[(Declaration, Declared)]) -> Player {
    let declared = character.declared.and_then(|d| declared.get(d as usize)).map(|d| &d.1);
    let person = character.kind == EntityKind::Person;
    let known = lookup(&character.name);
    let one_word = declared.is_none() && !character.name.contains(' ');
    let mut player = if one_word {
        Player::of_one_word(person, character.gender, known.any(SURNAME) || !known.any(FIRST_NAME))
    } else {
        Player::new(person, character.gender)
    };
    if let Some(title) = declared.and_then(|d| d.title.as_ref()) {
        player.plays(title);
    }
    player.neutral = declared.and_then(|d| d.pronouns.as_deref()).is_some_and(|p| p.starts_with("they"));
    player
}

/// For each character, how likely its names are a person's, in 255ths: the mean over all that mean it alone.
fn odds_of_person(cast: &Cast, uses: &[NameUse]) -> impl Iterator<Item = (usize, u8)> {
    let mut sums = vec![(0u32, 0u32); cast.characters.len()];
    for (name, link) in uses.iter().zip(&cast.links) {
        if let [who] = link[..] {
            sums[who] = (sums[who].0 + u32::from(name.odds[0]), sums[who].1 + 1);
        }
    }
    sums.into_iter()
        .enumerate()
        .filter(|(_, (_, uses))| *uses > 0)
        .map(|(who, (sum, uses))| (who, (sum / uses) as u8))
}

/// The characters whose names stand behind a mention in its sentence, in order.
fn names_ahead(facts: &Facts, index: usize, links: &[Option<Vec<usize>>], end: u32) -> Vec<(usize, Site)> {
    let behind = index + 1..facts.mentions.len();
    let quoted = facts.mentions[index].quoted;
    let behind =
        behind.take_while(|i| facts.mentions[*i].span.start < end && (quoted || !facts.mentions[*i].quoted));
    let named = behind.filter_map(|i| match links[i].as_deref() {
        Some([who]) => Some((*who, facts.sites[i])),
        _ => None,
    });
    named.collect()
}

/// Where a sentence of the frame ends, in bytes of the plain text.
fn sentence_end(facts: &Facts, sentence: usize) -> u32 {
    facts
        .frame
        .sentences
        .get(sentence)
        .and_then(|range| facts.frame.tokens[range.clone()].last())
        .map_or(u32::MAX, |t| t.span.end)
}

/// `the US official` without "the".
fn without_article(words: &str) -> &str {
    match words.split_once(' ') {
        Some((first, rest))
            if ["the", "this", "that", "a", "an"].iter().any(|a| first.eq_ignore_ascii_case(a)) =>
        {
            rest
        }
        _ => words,
    }
}

/// Nouns that say so little that they need somebody to stand for.
fn is_generic(head: &str) -> bool {
    lookup(head).any(GENERAL_PERSON)
}

mod described;
mod nested;
mod output;
mod small_words;
