//! TEI P5 (<https://tei-c.org/guidelines/p5/>): the article as text with its speakers in a list, each quotation as
//! `<said who="#…">`. Several articles in one stream are a `<teiCorpus>`.

use super::Article;
use crate::analysis::{Analysis, Dated, Entity, EntityId, How, Mention, Quotation, Speaker, Term, TermKind};
use crate::article::{BlockKind, EntityKind};
use crate::features::clean::{Clean, Passage};
use crate::features::outline::shown_span;
use crate::features::words::one_line;
use crate::text::Span;
use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

pub(super) fn opening(several: bool) -> String {
    if !several {
        return DECLARATION.to_owned();
    }
    let mut out = Out::default();
    out.start("teiHeader", &[]);
    out.start("fileDesc", &[]);
    out.within("titleStmt", |out| out.words("title", &[], "Articles and who speaks in them"));
    published(&mut out);
    out.within("sourceDesc", |out| out.words("p", &[], "Each article has a header of its own."));
    out.end("fileDesc");
    out.end("teiHeader");
    format!("{DECLARATION}<teiCorpus xmlns=\"{NAMESPACE}\">\n{}\n", out.finish())
}

pub(super) fn closing(several: bool) -> &'static str {
    if several { "</teiCorpus>\n" } else { "" }
}

/// The article as a `<TEI>`.
pub(super) fn article(article: Article) -> String {
    let prefix = article.number.map_or(String::new(), |number| format!("a{number}-"));
    let clean = Clean::of(article.analysis);
    let mut page = Page { article, analysis: article.analysis, clean: &clean, prefix, out: Out::default() };
    page.out.start("TEI", &[("xmlns", NAMESPACE)]);
    page.header();
    page.cast();
    page.text();
    page.out.end("TEI");
    page.out.finish() + "\n"
}

fn published(out: &mut Out) {
    out.within("publicationStmt", |out| {
        out.words("p", &[], "Made by a program, for whoever has the article.");
    });
}

/// Elements on their way out.
struct Out(Writer<Vec<u8>>);

impl Default for Out {
    fn default() -> Self {
        Out(Writer::new(vec![]))
    }
}

type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Out {
    fn event(&mut self, event: Event) {
        self.0.write_event(event).expect("memory does not fail");
    }

    fn start(&mut self, name: &str, attributes: Attributes) {
        let mut element = BytesStart::new(name);
        for &(key, value) in attributes {
            element.push_attribute((key, allowed(value).as_str()));
        }
        self.event(Event::Start(element));
    }

    fn end(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn text(&mut self, words: &str) {
        self.event(Event::Text(BytesText::new(&allowed(words))));
    }

    fn words(&mut self, name: &str, attributes: Attributes, words: &str) {
        self.start(name, attributes);
        self.text(words);
        self.end(name);
    }

    fn within(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.start(name, &[]);
        inside(self);
        self.end(name);
    }

    fn line(&mut self) {
        self.text("\n");
    }

    fn finish(self) -> String {
        String::from_utf8(self.0.into_inner()).expect("elements are text")
    }
}

/// With a sign in the place of each character that XML does not know, even escaped.
fn allowed(words: &str) -> String {
    let known = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..);
    words.chars().map(|c| if known(c) { c } else { '\u{FFFD}' }).collect()
}

struct Page<'a> {
    article: Article<'a>,
    analysis: &'a Analysis,
    clean: &'a Clean,
    /// Before each id: ids are of the whole file.
    prefix: String,
    out: Out,
}

impl Page<'_> {
    fn header(&mut self) {
        let header = &self.analysis.header;
        let value =
            |field: &Option<crate::article::Field>| field.as_ref().map(|field| one_line(&field.value));
        let title = value(&header.title).unwrap_or_else(|| one_line(self.article.name));
        let (author, source, url) = (value(&header.author), value(&header.source), value(&header.url));
        let date = self.analysis.date().map(|date| date.to_string());
        let language = self.language();
        let out = &mut self.out;
        out.start("teiHeader", &[]);
        out.start("fileDesc", &[]);
        out.within("titleStmt", |out| {
            out.words("title", &[], &title);
            author.iter().for_each(|author| out.words("author", &[], author));
        });
        published(out);
        out.start("sourceDesc", &[]);
        out.within("bibl", |out| {
            out.words("title", &[], &title);
            author.iter().for_each(|author| out.words("author", &[], author));
            source.iter().for_each(|source| out.words("publisher", &[], source));
            date.iter().for_each(|date| out.words("date", &[("when", date)], date));
            url.iter().for_each(|url| out.words("idno", &[("type", "url")], url));
        });
        out.end("sourceDesc");
        out.end("fileDesc");
        out.within("encodingDesc", |out| {
            out.within("appInfo", |out| {
                let version = env!("CARGO_PKG_VERSION");
                out.start("application", &[("ident", "onrecord"), ("version", version)]);
                out.words("label", &[], "Onrecord");
                out.end("application");
            });
            out.within("editorialDecl", |out| {
                out.start("quotation", &[("marks", "all")]);
                out.words("p", &[], "Quotation marks are kept, inside the elements that they mark.");
                out.end("quotation");
            });
        });
        out.within("profileDesc", |out| {
            out.within("langUsage", |out| out.words("language", &[("ident", &language)], &language));
        });
        out.end("teiHeader");
        out.line();
    }

    fn language(&self) -> String {
        let language = self.analysis.header.language.as_ref().map_or("en", |language| language.value.trim());
        // A tag as BCP 47 has it; whatever else stands there would not be XML Schema's `language`.
        let tag = !language.is_empty()
            && language
                .split('-')
                .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
            && language.starts_with(|c: char| c.is_ascii_alphabetic());
        if tag { language.to_owned() } else { "en".to_owned() }
    }

    /// Who and what is mentioned, in lists beside the text.
    fn cast(&mut self) {
        let anonymous = self.analysis.quotations.iter().any(|quotation| {
            quotation.attribution.as_ref().is_some_and(|by| by.speaker == Speaker::Anonymous)
        });
        if self.analysis.entities.is_empty() && !anonymous {
            return;
        }
        self.out.start("standOff", &[]);
        let lists = [
            ("listPerson", EntityKind::Person),
            ("listOrg", EntityKind::Organisation),
            ("listPlace", EntityKind::Place),
            ("listEvent", EntityKind::Event),
        ];
        for (list, kind) in lists {
            let members: Vec<usize> = (0..self.analysis.entities.len())
                .filter(|&id| self.analysis.entities[id].kind == kind)
                .collect();
            let unnamed = anonymous && kind == EntityKind::Person;
            if members.is_empty() && !unnamed {
                continue;
            }
            self.out.start(list, &[]);
            for id in members {
                self.member(EntityId(id as u32));
            }
            if unnamed {
                let id = format!("{}anonymous", self.prefix);
                self.out.start("person", &[("xml:id", &id)]);
                self.out.words("note", &[], "a source deliberately not named");
                self.out.end("person");
            }
            self.out.end(list);
        }
        self.out.end("standOff");
        self.out.line();
    }

    fn member(&mut self, id: EntityId) {
        let analysis = self.analysis;
        let entity: &Entity = analysis.entity(id);
        let reference = analysis.declared(entity).and_then(|declared| declared.reference.as_deref());
        let (element, name) = match entity.kind {
            EntityKind::Person => ("person", "persName"),
            EntityKind::Organisation => ("org", "orgName"),
            EntityKind::Place => ("place", "placeName"),
            EntityKind::Event => ("event", "label"),
        };
        let xml_id = self.entity_id(id);
        let out = &mut self.out;
        out.start(element, &[("xml:id", &xml_id)]);
        // Somebody who is never named is no more than how the article describes them.
        let name = if entity.named || entity.kind != EntityKind::Person { name } else { "note" };
        out.words(name, &[], &one_line(&entity.name));
        if name.ends_with("Name") {
            entity.aliases.iter().for_each(|alias| out.words(name, &[("type", "alias")], &one_line(alias)));
        }
        if let (EntityKind::Person, Some(role)) = (entity.kind, &entity.role) {
            out.words("occupation", &[], &one_line(&role.text));
        }
        if let Some(reference) = reference.filter(|_| entity.kind != EntityKind::Event) {
            let (kind, id) = match reference.split_once(':') {
                Some(("wikidata", item)) => ("wikidata", item),
                _ => ("url", reference),
            };
            out.words("idno", &[("type", kind)], id);
        }
        out.end(element);
    }

    fn entity_id(&self, id: EntityId) -> String {
        format!("{}e{}", self.prefix, id.0 + 1)
    }

    fn text(&mut self) {
        let language = self.language();
        self.out.start("text", &[("xml:lang", &language)]);
        self.out.start("body", &[]);
        let mut elements = elements(self);
        elements.sort_by_key(|element| (element.span.start, Reverse(element.span.end), element.rank));
        let mut ahead = elements.into_iter().peekable();
        let mut in_division = false;
        for passage in self.clean.passages() {
            let heading = matches!(self.analysis.blocks[passage.block].kind, BlockKind::Heading(_));
            if heading {
                if std::mem::replace(&mut in_division, true) {
                    self.out.end("div");
                }
                self.out.start("div", &[]);
            }
            let inside =
                std::iter::from_fn(|| ahead.next_if(|element| element.span.start < passage.span.end));
            self.passage(if heading { "head" } else { "p" }, passage, inside.collect());
        }
        if in_division {
            self.out.end("div");
        }
        if self.clean.passages().is_empty() {
            self.out.words("p", &[], "");
        }
        self.out.end("body");
        self.out.end("text");
    }

    /// A block with its elements, of which each is inside another or behind it: what crosses one is left out.
    fn passage(&mut self, name: &str, passage: &Passage, elements: Vec<Element>) {
        let mut open: Vec<Element> = vec![];
        let mut at = passage.span.start;
        self.out.start(name, &[]);
        for element in elements {
            while open.last().is_some_and(|outer| outer.span.end <= element.span.start) {
                self.close(&mut open, &mut at);
            }
            let fits = open.last().is_none_or(|outer| element.span.end <= outer.span.end);
            if fits && element.span.end <= passage.span.end {
                self.copy(&mut at, element.span.start);
                let attributes: Vec<(&str, &str)> =
                    element.attributes.iter().map(|(key, value)| (*key, value.as_str())).collect();
                self.out.start(element.name, &attributes);
                open.push(element);
            }
        }
        while !open.is_empty() {
            self.close(&mut open, &mut at);
        }
        self.copy(&mut at, passage.span.end);
        self.out.end(name);
        self.out.line();
    }

    fn close(&mut self, open: &mut Vec<Element>, at: &mut u32) {
        if let Some(element) = open.pop() {
            self.copy(at, element.span.end);
            self.out.end(element.name);
        }
    }

    fn copy(&mut self, at: &mut u32, until: u32) {
        let clean = self.clean;
        self.out.text(clean.slice(Span::new(*at, until)));
        *at = until;
    }
}

/// An element around words of the clean text.
struct Element {
    span: Span,
    /// Which is outside where two are around the same words.
    rank: u8,
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
}

fn elements(page: &Page) -> Vec<Element> {
    let analysis = page.analysis;
    let mut evidence = Evidence { page, ids: FxHashMap::default(), elements: vec![] };
    let quotations = &analysis.quotations;
    let mut elements = vec![];
    for (index, quotation) in quotations.iter().enumerate() {
        let mut attributes = vec![("xml:id", format!("{}q{}", page.prefix, index + 1))];
        attributes.extend(said(page, quotation));
        let shown = evidence.of(quotation);
        attributes.extend((!shown.is_empty()).then(|| ("corresp", shown.join(" "))));
        // Parts of one utterance point at each other.
        let part = |other: Option<usize>| {
            let other =
                other.filter(|&i| quotations.get(i).is_some_and(|q| q.utterance == quotation.utterance))?;
            Some(format!("#{}q{}", page.prefix, other + 1))
        };
        attributes.extend(part(index.checked_sub(1)).map(|id| ("prev", id)));
        attributes.extend(part(Some(index + 1)).map(|id| ("next", id)));
        elements.push((shown_span(analysis, quotation), 0, "said", attributes));
    }
    for nested in &analysis.nested {
        elements.push((nested.quotation.outer, 1, "said", said(page, &nested.quotation).collect()));
    }
    elements.extend(evidence.elements);
    elements.extend(analysis.mentions.iter().filter_map(|mention| named(page, mention)));
    elements.extend(analysis.dates.iter().filter_map(dated));
    elements.extend(analysis.terms.iter().map(term));
    let placed = elements.into_iter().filter_map(|(span, rank, name, attributes)| {
        Some(Element { span: page.clean.place(analysis, span)?, rank, name, attributes })
    });
    placed.collect()
}

/// An element around words of the file.
type Found = (Span, u8, &'static str, Vec<(&'static str, String)>);

fn said(page: &Page, quotation: &Quotation) -> impl Iterator<Item = (&'static str, String)> + use<> {
    let by = quotation.attribution.as_ref();
    let who = by.and_then(|by| match by.speaker {
        Speaker::Entity(id) => Some(format!("#{}", page.entity_id(id))),
        Speaker::Anonymous => Some(format!("#{}anonymous", page.prefix)),
        Speaker::Unresolved | Speaker::Ambiguous => None,
    });
    let direct = quotation.kind != crate::analysis::QuotationKind::Indirect;
    // How sure the speaker is, where there is one.
    let sure = by.filter(|_| who.is_some()).map(|by| format!("{:.2}", by.certainty()));
    let who = who.map(|who| ("who", who));
    who.into_iter().chain([("direct", direct.to_string())]).chain(sure.map(|sure| ("cert", sure)))
}

/// The words that show who speaks, each once, whatever number of quotations they stand for.
struct Evidence<'a> {
    page: &'a Page<'a>,
    ids: FxHashMap<Span, String>,
    elements: Vec<Found>,
}

impl Evidence<'_> {
    /// The ids of the words that show who says a quotation, for a pointer.
    fn of(&mut self, quotation: &Quotation) -> Vec<String> {
        let by = quotation.attribution.as_ref();
        let words = by.into_iter().flat_map(|by| [(by.shown_by, "speaker"), (by.cue, "cue")]);
        words.filter_map(|(span, what)| Some(self.id(span?, what))).collect()
    }

    fn id(&mut self, span: Span, what: &str) -> String {
        let next = self.ids.len() + 1;
        let (prefix, elements) = (&self.page.prefix, &mut self.elements);
        let id = self.ids.entry(span).or_insert_with(|| {
            let id = format!("{prefix}w{next}");
            elements.push((span, 2, "seg", vec![("xml:id", id.clone()), ("type", what.to_owned())]));
            id
        });
        format!("#{id}")
    }
}

fn named(page: &Page, mention: &Mention) -> Option<Found> {
    let id = mention.entity?;
    let reference = ("ref", format!("#{}", page.entity_id(id)));
    let (name, kind) = match (mention.how, page.analysis.entity(id).kind) {
        (How::Name, EntityKind::Person) => ("persName", None),
        (How::Name, EntityKind::Organisation) => ("orgName", None),
        (How::Name, EntityKind::Place) => ("placeName", None),
        (How::Name, EntityKind::Event) => ("name", Some("event")),
        (how, _) => ("rs", Some(how.word())),
    };
    let kind = kind.map(|kind| ("type", kind.to_owned()));
    Some((mention.span, 3, name, std::iter::once(reference).chain(kind).collect()))
}

/// A date that XML Schema knows, or the days that it goes from and to.
fn dated(date: &Dated) -> Option<Found> {
    let value = date.value.as_deref()?;
    let is_date = matches!(value.len(), 4 | 7 | 10) && value.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let attributes = match (date.day, date.last) {
        _ if !date.is_on_calendar() || date.fault.is_some() => return None,
        _ if is_date => vec![("when", value.to_owned())],
        (Some(first), Some(last)) => vec![("from", first.to_string()), ("to", last.to_string())],
        _ => return None,
    };
    Some((date.span, 4, "date", attributes))
}

fn term(term: &Term) -> Found {
    let (name, attributes) = match term.kind {
        TermKind::Scare => ("soCalled", vec![]),
        TermKind::Title => ("title", vec![]),
        TermKind::Word => ("mentioned", vec![]),
        TermKind::Nickname => ("addName", vec![("type", "nickname".to_owned())]),
    };
    (term.outer, 1, name, attributes)
}
