//! What holds for the analysis of any text: an update is equal to a fresh analysis, nothing panics, and
//! whatever is reported stands on words of the text.

use onrecord::analysis::{Analysis, Declaration, Edited, EntityId, Options, Remains, Speaker};
use onrecord::article::{Layout, people_list};
use onrecord::entities::people::{ListFile, People};
use onrecord::features::{Symbol, hints, hover, outline};
use onrecord::newsroom::{Hints, Settings};
use onrecord::rules;
use onrecord::text::Span;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fmt::Debug;
use std::sync::Arc;

/// Every kind of hint.
const ALL: Hints = Hints { speakers: true, people: true, dates: true };

const HARBOUR: &str = include_str!("../examples/harbour.article");

const TRANSCRIPT: &str = "\
Mayor Ann Lee and Bob Stone, the engineer, argued about the bridge.

LEE: We will appeal. I said so in May.

He knows that it will fall.

(LAUGHTER)

STONE: Why not mend it?

“It rains all day,” she said.

LEE: Because it rains.

The reporter went home, and the mayor with her.

Q: Does it rain, Bob Stone?

A: It does. Lee said that it rains all day.

It will rain “for ever”.

Q: And tomorrow?
";

/// Everything that matters to somebody who reads news copy, so that texts made of it have all kinds of trouble.
const PIECES: &[&str] = &[
    // Quotation marks of all kinds, apostrophes and what looks like one.
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "''",
    "``",
    "„",
    "«",
    "»",
    "‹",
    "›",
    "’s",
    "n’t",
    "officials’ ",
    "’90s",
    "6'2\"",
    "“‘",
    "’”",
    // Ends of sentences, paragraphs and lines.
    ".",
    ",",
    "?",
    "!",
    ":",
    "…",
    " ",
    " -- ",
    " — ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\n\n\n\n",
    // Markup.
    "{speaker=\"Ann Lee\"}",
    "{speaker=anonymous}",
    "{speaker=Zed Quux}",
    "{speaker=",
    "{.scare}",
    "{.title}",
    "[",
    "]",
    "[she]{person=\"Ann Lee\"}",
    "{date=2024-02-30}",
    "[Friday]{date=2024-03-01}",
    "{% ignore unattributed-quote %}",
    "{% ignore all %}",
    "{%",
    "%}",
    "{",
    "}",
    "\\",
    "# ",
    "## ",
    "> ",
    "— Ann Lee",
    // Markdown.
    "*",
    "`",
    "](https://a.example)",
    "```\n",
    "    ",
    "- ",
    "1. ",
    "<b>",
    "| a | b |\n| - | - |\n",
    "===\n",
    // Headers.
    "---\n",
    "date 2024-03-01 ",
    "date: 2024-03-01\n",
    "title: Rain\n",
    "people:\n  - Ann Lee\n  - name: Bob Stone\n    role: mayor\n",
    "author Cy Ray\n",
    "\u{feff}",
    // People, and what stands for them.
    "Ann Lee",
    "Lee",
    "Bob Stone",
    "Mayor Bob Stone",
    "Stone",
    "Anne Lee",
    "Bob Ston",
    "the mayor",
    "a senior official",
    "the United Nations",
    "Reuters",
    "she",
    "he",
    "they",
    "Her",
    "I",
    "we",
    "Mr. ",
    "Dr Lee",
    "LEE: ",
    "\n\nLEE: It rains all day.\n\n",
    "\n\nSTONE: Does it?\n\n",
    "\n\nAnn Lee: It does.\n\n",
    "\n\nQ: Does it?\n\n",
    "\n\nA: It rains.\n\n",
    "\n\n(LAUGHTER)\n\n",
    "Ann Lee, the chief of police, ",
    "officials",
    "The firefighters reached the pier. ",
    "They",
    "their",
    "Ann Lee and Cy Ray met. ",
    "Senator Ann Lee and Senator Bob Stone ",
    "the two senators",
    "The company, Reuters, ",
    "Its ",
    // Speech.
    " said ",
    "said",
    " told reporters ",
    " that ",
    " according to ",
    "According to ",
    " asked whether ",
    " added, ",
    " has said ",
    " in a statement ",
    "“No,” ",
    "“It rains.” ",
    "‘It rains all day,’ ",
    "“‘It rains all day,’ Lee said,” ",
    "“We said, ‘It rains all day.’” ",
    "It rained. ",
    // Days.
    "Thursday",
    "last month",
    "on Friday",
    "yesterday",
    "2019",
    "March 3",
    "tomorrow",
    // Letters of more than one byte, and of none that show.
    "é",
    "ß",
    "İ",
    "ﬁ",
    "🙂",
    "👩‍👩‍👧",
    "東京",
    "他说：「好」",
    "e\u{301}",
    "\u{200b}",
    "\u{a0}",
    "\u{2028}",
    "\0",
    "\t",
];

fn pieces(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), count).prop_map(|pieces| pieces.concat())
}

/// An article that makes sense here and there.
fn articles() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => pieces(0..60),
        1 => Just(HARBOUR.to_owned()),
        1 => Just(TRANSCRIPT.to_owned()),
        1 => edits().prop_map(|edits| edits.iter().fold(HARBOUR.to_owned(), |text, edit| edited(&text, edit))),
        1 => Just(HARBOUR.replace('\n', "\r\n")),
    ]
}

/// Puts `put` in the place of what is between two boundaries of characters.
#[derive(Clone, Debug)]
struct Edit {
    from: Index,
    to: Index,
    put: String,
}

/// Typing, pasting, deleting, and now and then the loss of half the article.
fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(
        (any::<Index>(), any::<Index>(), pieces(0..4)).prop_map(|(from, to, put)| Edit { from, to, put }),
        1..6,
    )
}

fn boundaries(text: &str) -> Vec<usize> {
    (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect()
}

/// Most edits are small: of the stretch between the two places only a few characters go.
fn edited(text: &str, edit: &Edit) -> String {
    let places = boundaries(text);
    let from = edit.from.index(places.len());
    let most = if edit.to.index(8) == 0 { places.len() } else { 12 };
    let to = (from + edit.to.index(most)).min(places.len() - 1);
    format!("{}{}{}", &text[..places[from]], edit.put, &text[places[to]..])
}

/// People lists: none, one of people whom [`PIECES`] name, and one that says other things of them.
const PEOPLE: &[&str] = &[
    "",
    "- {name: Ann Lee, title: chief of police, pronouns: she}\n- {name: Bob Stone, aliases: [Bobby]}\n- Zed Quux\n",
    "people: [{name: Anne Lee, pronouns: he}, Sam Stone, Ann Stone, Cy Ray]\norganisations: [Lee, United Nations]\n",
];

fn people(list: &str) -> Arc<People> {
    let (entries, problems) = people_list(list);
    assert_eq!(problems, [], "{list}");
    Arc::new(People::new(vec![ListFile { path: "people.yaml".into(), text: list.into(), entries }]))
}

fn layouts() -> impl Strategy<Value = Options> {
    (any::<bool>(), any::<bool>(), select(PEOPLE)).prop_map(|(line_is_paragraph, markdown, list)| Options {
        layout: Layout { line_is_paragraph, markdown },
        people: people(list),
        ..Options::default()
    })
}

fn whole(analysis: &Analysis) -> Span {
    Span::new(0, analysis.text().len() as u32)
}

/// Compares one output at a time, so that a failure shows the list that differs and not everything.
fn same<T: PartialEq + Debug>(what: &str, updated: &T, fresh: &T) -> Result<(), TestCaseError> {
    prop_assert!(updated == fresh, "{} differ\nupdated: {:#?}\nfresh: {:#?}", what, updated, fresh);
    Ok(())
}

fn same_in_all_outputs(updated: &Analysis, fresh: &Analysis) -> Result<(), TestCaseError> {
    same("texts", &updated.text(), &fresh.text())?;
    same("headers", &updated.header, &fresh.header)?;
    same("blocks", &updated.blocks, &fresh.blocks)?;
    let inlines = |analysis: &Analysis| analysis.inlines().cloned().collect::<Vec<_>>();
    same("annotations", &inlines(updated), &inlines(fresh))?;
    same("quotations", &updated.quotations, &fresh.quotations)?;
    same("nested quotations", &updated.nested, &fresh.nested)?;
    same("terms", &updated.terms, &fresh.terms)?;
    same("entities", &updated.entities, &fresh.entities)?;
    same("mentions", &updated.mentions, &fresh.mentions)?;
    same("dates", &updated.dates, &fresh.dates)?;
    same("unpaired marks", &updated.unpaired, &fresh.unpaired)?;
    same("variants", &updated.variants, &fresh.variants)?;
    same("diagnostics", &rules::check(updated), &rules::check(fresh))?;
    same("outlines", &outline(updated), &outline(fresh))?;
    same("hints", &hints(updated, whole(updated), ALL), &hints(fresh, whole(fresh), ALL))
}

/// What people type: words that matter to nobody but their paragraph, and such as matter to the whole article.
const TYPED: &[&str] = &[
    " the spokesman told reporters on Tuesday that it would",
    " and",
    " former",
    " the mayor",
    " said",
    ", he said, ",
    " “It rained,”",
    "”",
    "“",
    "’s",
    " Lunde",
    " Mayor Lunde",
    " (NSC)",
    " Ola Quist",
    " Grace Lunde",
    " Port Rand",
    " the spokesman, Ola Quist of the Rand Foundation,",
    " on Sept. 9, 2023,",
    " the next day",
    " in 2019",
    ", 54,",
    ". ",
    " she",
    "\n",
    "%}",
    " it’s “late”",
    "'",
    "\"",
    "é",
];

/// Paragraphs that begin speech, go on with it, end it or cut it off.
const SPEECH: &[&str] = &[
    "“We will appeal. It rains",
    "“We will appeal,” Ana Ruiz said. “It rains all day.",
    "“It rained on the bridge all day.",
    "“It rained on the bridge all day.”",
    "“It rained,” Bo Ek said.",
    "“It rained,” she said. “And it will rain.",
    "“The bridge fell,” the mayor said, “and it rained.”",
    "Ana Ruiz said: “It is late.",
    "Bo Ek disagreed. “It will stay.",
    "The mayor was speaking at the opening:",
    "It rained in Bath all day.",
    "— Ana Ruiz",
    "“It is late.”{speaker=\"Bo Ek\"}",
    "[She]{person=\"Ana Ruiz\"} left. “No.”",
    "{% a note %}",
    "# Rain in “Bath”",
    "> It rained all day.\n> — Ana Ruiz",
    "“‘It rains,’ Lee said",
    "it goes on” and on.",
    "The late Capt. Ana Ruiz met Oak Lindgren.",
];

/// Where a name is typed: instead of the bar.
const NAMED: &[&str] = &[
    "In Holm, | voted against it. She said so.",
    "“It rains,” said |. He slept.",
    "“It rains,” | said in Holm.",
    "Ana Ruiz met | in Holm. They ate.",
    "Senator | and Senator Ana Ruiz spoke. They said it was late.",
    "The office of | closed.",
];

/// Names of people of whom some may be known already.
const NAMES: &[&str] = &[
    "Tor Lindqvist",
    "Bo Quist",
    "Senator Bo Quist",
    "Ola Ek, 54,",
    "Mayor Tor Ek",
    "Mary Park",
    "Kim",
    "Lindqvist",
    "Ana Ruiz-Park",
    "Bo Quist and Kim Lee",
];

/// Paragraphs in which those may be meant.
const MEANING: &[&str] = &[
    "He said so.",
    "She left, and he slept.",
    "“No,” he said.",
    "They said it was dear. They ate.",
    "“It is dear,” the two senators said.",
    "Senator Ana Ruiz and Bo Park met. “It is cold,” they said.",
    "Park slept.",
    "“Yes,” said Quist.",
    "Quist’s brother left.",
    "The senator agreed. “It is late,” the senator said.",
    "The mayor, Ola Quist, said so.",
    "His daughter, Kim, came.",
    "The 54-year-old slept.",
    "The Quist Foundation closed. It said so.",
    "“Maybe,” the man said.",
    "The engineer, Lee, said no.",
    "It rained in Bath. The wind fell. Nobody came.",
    "Tor came late.",
    "An official of Ek’s said so.",
    "“No,” said the official.",
];

/// Where somebody without a name is described: instead of the bar.
const DESCRIBED: &[&str] = &[
    "“It rains,” |leader said in Holm.",
    "The |leader said that it rained. He slept.",
    "“It rains,” said the |. “It is late.",
    "The | and Ana Ruiz said so. “No,” Bo Ek said.",
    "It rained, a |\nsaid. They slept.",
    "He met the |leader, who said so.",
];

/// Descriptions of people and of bodies, and what makes one of the other.
const DESCRIPTIONS: &[&str] = &[
    "port official ",
    "spokesman told reporters ",
    "tall",
    "mining companies’ ",
    "police and fire officers ",
    "54-year-old ",
    "they ",
    "that it ",
];

/// Paragraphs in which those may be meant.
const UNNAMED: &[&str] = &[
    "“Nobody came,” the port official said.",
    "“Nobody came,” the leader said. He slept.",
    "“It is dear.",
    "The company said so. Its shares fell.",
    "They said it was late. Their leader agreed.",
    "The 54-year-old left, a leader said.",
    "“No,” the officers said. “We slept.”",
    "The police and fire officers ate.",
];

/// People who take the places of those mentioned before.
const CROWD: &[&str] = &[
    "Ada Alm met Ben Berg and Cleo Carlsen in Lunde.",
    "Dag Dahl, Eva Eng and Finn Falk came.",
    "Gro Gran saw Hans Holt. Ida Ihle slept.",
    "Jon Juul and Kari Krog left Moen.",
    "Lars Lind wrote to Mia Myhre and Nils Nord.",
    "Odd Olsen, Pia Prestmo and Rolf Rud ate.",
    "Siri Sand met Tom Tveit. Unni Ulvik sang.",
    "Vera Vang, Willy Wold and Yngve Ytre said no.",
    "Åse Aasen drove Kai Kolstad to Sund.",
    "Leif Lokke saw Mari Melby in the Rand Valley.",
    "“It is cold,” Åse Aasen said.",
];

/// Those people, and paragraphs in which nobody is mentioned any more.
fn crowd() -> String {
    format!("{}{}", CROWD.join("\n\n"), rain(6))
}

/// What is put between two words of such an article.
const BETWEEN: &[&str] = &[
    "“",
    "”",
    "‘",
    " said Bo Ek",
    ", she said",
    " Ruiz",
    " Capt.",
    "— ",
    " and",
    ".",
    "\n\n“",
    "\n\n— Ana Ruiz\n\n",
];

/// What happens to an article of such paragraphs.
#[derive(Clone, Debug)]
enum Change {
    /// Something is typed in front of a blank or a line.
    Typed(Index, &'static str),
    /// So many letters go.
    Deleted(Index, usize),
    /// A paragraph comes.
    Inserted(Index, &'static str),
    /// A paragraph goes.
    Removed(Index),
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        6 => (any::<Index>(), select(BETWEEN)).prop_map(|(at, words)| Change::Typed(at, words)),
        4 => (any::<Index>(), 1..12_usize).prop_map(|(at, letters)| Change::Deleted(at, letters)),
        1 => (any::<Index>(), select(SPEECH)).prop_map(|(at, paragraph)| Change::Inserted(at, paragraph)),
        1 => any::<Index>().prop_map(Change::Removed),
    ]
}

fn changed(text: &str, change: &Change) -> String {
    let mut paragraphs: Vec<&str> = text.split("\n\n").collect();
    match change {
        Change::Typed(at, words) => {
            let ends_word = |at: &usize| text[*at..].chars().next().is_none_or(char::is_whitespace);
            let places: Vec<usize> = boundaries(text).into_iter().filter(ends_word).collect();
            let (before, behind) = text.split_at(places[at.index(places.len())]);
            return format!("{before}{words}{behind}");
        }
        Change::Deleted(at, letters) => {
            let places = boundaries(text);
            let from = at.index(places.len());
            let to = (from + letters).min(places.len() - 1);
            return format!("{}{}", &text[..places[from]], &text[places[to]..]);
        }
        Change::Inserted(at, paragraph) => paragraphs.insert(at.index(paragraphs.len() + 1), paragraph),
        Change::Removed(at) => drop(paragraphs.remove(at.index(paragraphs.len()))),
    }
    paragraphs.join("\n\n")
}

/// Somebody whose text is analysed at every change, and whose diagnostics are looked for again.
struct Typist {
    options: Options,
    analysis: Analysis,
    found: Vec<rules::Diagnostic>,
    /// What is left of the version before the last.
    remains: Remains,
    /// Changes that went the short way.
    short: usize,
}

impl Typist {
    fn new(text: &str, options: Options) -> Self {
        let analysis = Analysis::new(text, options.clone());
        let remains = Remains::default();
        Typist { found: rules::check(&analysis), options, analysis, remains, short: 0 }
    }

    fn types(&mut self, text: String) -> Result<(), TestCaseError> {
        let remains = std::mem::take(&mut self.remains);
        let within = Some(stretch_around_an_edit(self.analysis.text(), &text));
        let next = self.analysis.update_within(text.clone(), self.options.clone(), within, remains);
        let fresh = Analysis::new(text, self.options.clone());
        same_in_all_outputs(&next, &fresh)?;
        self.found = rules::recheck(&self.analysis, &self.found, &next, &Settings::default());
        same("diagnostics looked for again", &self.found, &rules::check(&fresh))?;
        self.short += usize::from(next.patched_from(&self.analysis).is_some());
        (_, self.remains) = std::mem::replace(&mut self.analysis, next).into_remains();
        Ok(())
    }
}

/// A stretch outside of which two texts are the same, as an editor tells it: at times wider than it need be.
fn stretch_around_an_edit(old: &str, new: &str) -> Edited {
    let same = |(a, b): &(u8, u8)| a == b;
    let head = old.bytes().zip(new.bytes()).take_while(same).count();
    let mut start = head.saturating_sub(new.len() % 5);
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let most = old.len().min(new.len()) - start;
    let tail = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(same).count();
    let mut tail = tail.saturating_sub(new.len() % 3);
    while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
        tail -= 1;
    }
    let (start, old_end, new_end) = (start as u32, (old.len() - tail) as u32, (new.len() - tail) as u32);
    Edited { start, old_end, new_end }
}

/// Whatever is reported is inside the text and cuts no character, and points at what exists.
fn sound(analysis: &Analysis) -> Result<(), TestCaseError> {
    let text = analysis.text();
    let on_words = |what: &str, span: Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        prop_assert!(start <= end && end <= text.len(), "{} {:?} of {} bytes", what, span, text.len());
        prop_assert!(
            text.is_char_boundary(start) && text.is_char_boundary(end),
            "{} {:?} cuts a character",
            what,
            span
        );
        Ok(())
    };
    let exists = |id: EntityId| {
        prop_assert!((id.0 as usize) < analysis.entities.len(), "{:?} does not exist", id);
        Ok(())
    };
    on_words("header", analysis.header.span)?;
    prop_assert_eq!(analysis.blocks.len(), analysis.inlines().len());
    for block in &analysis.blocks {
        on_words("block", block.span)?;
    }
    let nested = analysis.nested.iter().map(|nested| &nested.quotation);
    for quotation in analysis.quotations.iter().chain(nested) {
        on_words("quotation", quotation.span)?;
        on_words("quotation with its marks", quotation.outer)?;
        prop_assert!(quotation.outer.covers(quotation.span), "{:?}", quotation);
        let block = analysis.blocks[quotation.block as usize].span;
        prop_assert!(block.covers(quotation.outer), "{:?} is outside its block {:?}", quotation, block);
        let Some(attribution) = &quotation.attribution else { continue };
        prop_assert!((0.0..=1.0).contains(&attribution.confidence), "{:?}", attribution);
        if let Speaker::Entity(id) = attribution.speaker {
            exists(id)?;
        }
        for alternative in &attribution.alternatives {
            exists(alternative.entity)?;
            prop_assert!((0.0..=1.0).contains(&alternative.confidence), "{:?}", attribution);
        }
        for span in attribution.shown_by.iter().chain(&attribution.cue) {
            on_words("evidence", *span)?;
        }
    }
    for nested in &analysis.nested {
        let outer = analysis.quotations.get(nested.within as usize);
        prop_assert!(
            outer.is_some_and(|o| o.span.covers(nested.quotation.outer)),
            "{:?} in {:?}",
            nested,
            outer
        );
    }
    for term in &analysis.terms {
        on_words("term", term.span)?;
        on_words("term with its marks", term.outer)?;
    }
    for (i, entity) in analysis.entities.iter().enumerate() {
        prop_assert!(!entity.name.trim().is_empty(), "{:?}", entity);
        if let Some(span) = entity.role.as_ref().and_then(|role| role.span) {
            on_words("role", span)?;
        }
        prop_assert!(entity.mentions.is_sorted(), "{:?}", entity);
        for mention in &entity.mentions {
            let entity = analysis.mentions.get(*mention as usize).and_then(|m| m.entity);
            prop_assert_eq!(entity.map(|id| id.0 as usize), Some(i), "mention {} of {}", mention, i);
        }
        match entity.declared {
            Some(Declaration::Header(index)) => {
                prop_assert!((index as usize) < analysis.header.declared.len());
            }
            Some(Declaration::List(index)) => {
                prop_assert!((index as usize) < analysis.options().people.len());
            }
            None => {}
        }
    }
    for mention in &analysis.mentions {
        on_words("mention", mention.span)?;
        mention.entity.iter().chain(&mention.candidates).try_for_each(|id| exists(*id))?;
    }
    for date in &analysis.dates {
        on_words("date", date.span)?;
    }
    for mark in &analysis.unpaired {
        on_words("unpaired mark", mark.span)?;
    }
    for variant in &analysis.variants {
        on_words("variant", variant.span)?;
        exists(variant.entity)?;
        if let Some(example) = variant.example {
            on_words("example", example)?;
        }
    }
    for diagnostic in rules::check(analysis) {
        on_words(diagnostic.code, diagnostic.span)?;
        for related in &diagnostic.related {
            on_words("evidence", related.span)?;
        }
    }
    for hint in hints(analysis, whole(analysis), ALL) {
        on_words("hint", Span::empty(hint.at))?;
    }
    for speaker in outline(analysis) {
        sound_symbol(&speaker, &on_words)?;
    }
    Ok(())
}

fn sound_symbol(
    symbol: &Symbol,
    on_words: &impl Fn(&str, Span) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    on_words("symbol", symbol.span)?;
    on_words("selection", symbol.selection)?;
    prop_assert!(symbol.span.covers(symbol.selection), "{:?}", symbol);
    symbol.children.iter().try_for_each(|child| sound_symbol(child, on_words))
}

/// All lists are in the order of the text.
fn in_order(analysis: &Analysis) -> Result<(), TestCaseError> {
    prop_assert!(analysis.quotations.is_sorted_by_key(|q| q.outer.start), "{:#?}", analysis.quotations);
    prop_assert!(
        analysis.nested.is_sorted_by_key(|n| (n.within, n.quotation.outer.start)),
        "{:#?}",
        analysis.nested
    );
    prop_assert!(analysis.terms.is_sorted_by_key(|t| t.outer.start), "{:#?}", analysis.terms);
    prop_assert!(analysis.mentions.is_sorted_by_key(|m| m.span.start), "{:#?}", analysis.mentions);
    prop_assert!(analysis.dates.is_sorted_by_key(|d| d.span.start), "{:#?}", analysis.dates);
    prop_assert!(analysis.unpaired.is_sorted_by_key(|u| u.span.start), "{:#?}", analysis.unpaired);
    prop_assert!(analysis.variants.is_sorted_by_key(|v| v.span.start), "{:#?}", analysis.variants);
    prop_assert!(rules::check(analysis).is_sorted_by_key(|d| d.span), "diagnostics");
    Ok(())
}

/// No word is said twice: of quotations, and of those nested in them, none begins before the one before it ends.
fn apart(analysis: &Analysis) -> Result<(), TestCaseError> {
    for pair in analysis.quotations.windows(2) {
        prop_assert!(!pair[0].outer.overlaps(pair[1].outer), "overlap: {:#?}", pair);
        prop_assert_eq!(pair[0].depth, 0);
    }
    for pair in analysis.nested.windows(2) {
        prop_assert!(!pair[0].quotation.outer.overlaps(pair[1].quotation.outer), "overlap: {:#?}", pair);
    }
    Ok(())
}

/// A mention may stand in another, as a name does in "the Lee government", but not across its ends.
fn nested_or_apart(analysis: &Analysis) -> Result<(), TestCaseError> {
    for (i, one) in analysis.mentions.iter().enumerate() {
        for next in analysis.mentions[i + 1..].iter().take_while(|next| next.span.start < one.span.end) {
            let nested = one.span.covers(next.span) || next.span.covers(one.span);
            prop_assert!(nested && one.span != next.span, "{:?} {:#?} and {:#?}", analysis.text(), one, next);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    /// Word by word in a long article, in which the same people come up again and again: who is who is read on from the edit
    /// to where it is as before.
    #[test]
    fn what_is_typed_into_a_long_article_is_equal_to_a_fresh_analysis(
        place in any::<Index>(), words in prop::collection::vec(select(TYPED), 1..8),
    ) {
        let (_, body) = HARBOUR.split_once("\n\n").unwrap();
        let long = format!("{HARBOUR}\n\n{}", [body; 8].join("\n\n"));
        let places = boundaries(&long);
        let at = places[place.index(places.len())];
        let mut typist = Typist::new(&long, Options::default());
        for typed in 1..=words.len() {
            typist.types(format!("{}{}{}", &long[..at], words[..typed].concat(), &long[at..]))?;
        }
        typist.types(long)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    /// Speech goes on from paragraph to paragraph, is attributed or signed further down, and is cut off by headings and block
    /// quotations, while paragraphs come and go.
    #[test]
    fn speech_that_goes_on_over_paragraphs_is_equal_to_a_fresh_analysis(
        paragraphs in prop::collection::vec(select(SPEECH), 2..12), changes in prop::collection::vec(changes(), 1..7),
    ) {
        let article = format!("It rained in Bath.\n\n{}", paragraphs.join("\n\n"));
        let mut typist = Typist::new(&article, Options::default());
        for change in &changes {
            typist.types(changed(typist.analysis.text(), change))?;
        }
        typist.types(article)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_update_is_equal_to_a_fresh_analysis(text in articles(), options in layouts(), edits in edits()) {
        let mut typist = Typist::new(&text, options);
        for edit in &edits {
            typist.types(edited(typist.analysis.text(), edit))?;
        }
    }

    /// Letter by letter, as people type, inside a paragraph: mostly the short way.
    #[test]
    fn what_is_typed_into_a_paragraph_is_equal_to_a_fresh_analysis(
        article in select(vec![HARBOUR, TRANSCRIPT]), place in any::<Index>(), words in prop::collection::vec(select(TYPED), 1..6), back in 0..9_usize,
        below in select(vec![0, 16]),
    ) {
        let places = boundaries(article);
        let at = places[place.index(places.len())];
        let article = format!("{article}{}", rain(below));
        let mut typist = Typist::new(&article, Options::default());
        let words = words.concat();
        for (offset, letter) in words.char_indices() {
            let text = format!("{}{}{}", &article[..at], &words[..offset + letter.len_utf8()], &article[at..]);
            typist.types(text)?;
        }
        for gone in 1..=back.min(words.chars().count()) {
            let kept: String = words.chars().take(words.chars().count() - gone).collect();
            typist.types(format!("{}{kept}{}", &article[..at], &article[at..]))?;
        }
    }

    /// A person is another with each letter of the name: that makes no difference further down, unless somebody there is meant by
    /// it.
    #[test]
    fn a_name_that_is_typed_is_equal_to_a_fresh_analysis(
        there in select(NAMED), names in prop::collection::vec(select(NAMES), 1..3),
        above in prop::collection::vec(select(MEANING), 0..4), below in prop::collection::vec(select(MEANING), 6..24),
    ) {
        let (before, behind) = there.split_once('|').expect("a place to type at");
        let above = ["Senator Ana Ruiz spoke."].iter().chain(&above).map(|text| format!("{text}\n\n"));
        let before = format!("{}{before}", above.collect::<String>());
        let behind = format!("{behind}\n\n{}", below.join("\n\n"));
        for name in names {
            let mut typist = Typist::new(&format!("{before}{behind}"), Options::default());
            for end in boundaries(name).into_iter().skip(1) {
                typist.types(format!("{before}{}{behind}", &name[..end]))?;
            }
        }
    }

    /// Somebody without a name is another with each letter of a description, or nobody: that makes no difference further down,
    /// once others have taken the place, unless a description there is theirs.
    #[test]
    fn a_description_that_is_typed_is_equal_to_a_fresh_analysis(
        there in select(DESCRIBED), words in prop::collection::vec(select(DESCRIPTIONS), 1..3), crowded in any::<bool>(),
        near in prop::collection::vec(prop_oneof![select(UNNAMED), select(MEANING)], 0..3),
        below in prop::collection::vec(prop_oneof![1 => select(UNNAMED), 3 => select(MEANING)], 0..4),
    ) {
        let (before, behind) = there.split_once('|').expect("a place to type at");
        let before = format!("Senator Ana Ruiz and Bo Ek spoke of the dam.\n\n{before}");
        let crowd = if crowded { crowd() } else { rain(3) };
        let (near, below) = (near.join("\n\n"), below.join("\n\n"));
        let behind = format!("{behind}\n\n{near}\n\n{crowd}\n\n{below}{}", rain(16));
        let words = words.concat();
        let mut typist = Typist::new(&format!("{before}{behind}"), Options::default());
        for end in boundaries(&words).into_iter().skip(1) {
            typist.types(format!("{before}{}{behind}", &words[..end]))?;
        }
    }

    #[test]
    fn new_options_are_as_good_as_from_the_start(text in articles(), before in layouts(), after in layouts(), edit in edits()) {
        let analysis = Analysis::new(text, before);
        let edited = edited(analysis.text(), &edit[0]);
        for text in [analysis.text().to_owned(), edited] {
            let updated = analysis.update_with(text.clone(), after.clone());
            same_in_all_outputs(&updated, &Analysis::new(text, after.clone()))?;
            sound(&updated)?;
        }
    }

    #[test]
    fn whatever_is_reported_stands_on_words_of_the_text(text in articles(), options in layouts()) {
        sound(&Analysis::new(text, options))?;
    }

    #[test]
    fn everything_is_in_order(text in articles(), options in layouts()) {
        in_order(&Analysis::new(text, options))?;
    }

    #[test]
    fn no_word_is_said_twice(text in articles(), options in layouts()) {
        apart(&Analysis::new(text, options))?;
    }

    #[test]
    fn mentions_are_nested_or_apart(text in articles(), options in layouts()) {
        nested_or_apart(&Analysis::new(text, options))?;
    }

    #[test]
    fn features_answer_at_every_place(text in pieces(0..16), options in layouts()) {
        let analysis = Analysis::new(text, options);
        for at in boundaries(analysis.text()) {
            let at = at as u32;
            if let Some(hover) = hover(&analysis, at) {
                prop_assert!(hover.span.touches(at), "{:?} at {}", hover, at);
                prop_assert!(!analysis.slice(hover.span).is_empty());
            }
            let _ = hints(&analysis, Span::empty(at), ALL);
            let _ = analysis.block_at(at);
        }
    }

    #[test]
    fn any_characters_at_all_have_an_analysis(text in "\\PC*|[\\x00-\\u{ffff}]{0,40}", options in layouts()) {
        let analysis = Analysis::new(text, options);
        sound(&analysis)?;
    }

    #[test]
    fn blank_lines_behind_the_article_change_nothing(
        text in articles(),
        options in layouts(),
        blank in prop::collection::vec(select(vec!["\n", "\r\n", " \n", "\t\n"]), 1..4),
    ) {
        // The first line end is in both: without it, a bare last line may be anything.
        let article = Analysis::new(format!("{text}\n"), options.clone());
        let longer = Analysis::new(format!("{text}\n{}", blank.concat()), options);
        same("quotations", &longer.quotations, &article.quotations)?;
        same("terms", &longer.terms, &article.terms)?;
        same("entities", &longer.entities, &article.entities)?;
        same("mentions", &longer.mentions, &article.mentions)?;
    }

    /// What an author does who changes his mind: one annotation goes, and the rest of the text stays.
    #[test]
    fn an_annotation_can_be_deleted(text in articles(), options in layouts(), which in any::<Index>()) {
        let analysis = Analysis::new(text, options.clone());
        let braces: Vec<Span> = analysis
            .blocks
            .iter()
            .zip(analysis.inlines())
            .flat_map(|(block, inline)| inline.annotations.iter().map(|a| a.braces.shifted(block.span.start)))
            .collect();
        if !braces.is_empty() {
            let gone = braces[which.index(braces.len())].range();
            prop_assert_eq!(analysis.text().as_bytes()[gone.start], b'{');
            let mut text = analysis.text().to_owned();
            text.replace_range(gone, "");
            let without = analysis.update(text.clone());
            sound(&without)?;
            same_in_all_outputs(&without, &Analysis::new(text, options))?;
        }
    }
}

/// Paragraphs in which nobody is mentioned.
fn rain(paragraphs: usize) -> String {
    "\n\nRain fell on the harbour.".repeat(paragraphs)
}

/// The article cut off at many places: what an editor has while the author types.
#[test]
fn the_example_can_be_typed() {
    let mut analysis = Analysis::new("", Options::default());
    for at in boundaries(HARBOUR).into_iter().step_by(7) {
        analysis = analysis.update(&HARBOUR[..at]);
        let fresh = Analysis::new(&HARBOUR[..at], Options::default());
        same_in_all_outputs(&analysis, &fresh).unwrap();
    }
}

/// Most letters of a sentence matter to nobody but their paragraph.
#[test]
fn most_keystrokes_go_the_short_way() {
    let mut typist = Typist::new(HARBOUR, Options::default());
    let at = HARBOUR.len() / 2 + HARBOUR[HARBOUR.len() / 2..].find(".\n\n").unwrap() + 1;
    let sentence = " The bridge had been shut twice since then, and once more over the winter.";
    for end in boundaries(sentence).into_iter().skip(1) {
        typist.types(format!("{}{}{}", &HARBOUR[..at], &sentence[..end], &HARBOUR[at..])).unwrap();
    }
    assert!(typist.short * 2 > sentence.len(), "{} of {}", typist.short, sentence.len());
}

/// Types words where `|` stands in an article, letter by letter, each version being what a fresh analysis gives: once as the
/// article is, and once where much stands below the edit, so that what is there is not all read again.
fn typed_in(article: &str, words: &str) {
    let (before, end) = article.split_once('|').expect("a place to type at");
    for behind in [end.to_owned(), format!("{end}{}", rain(16))] {
        typed_between(before, words, &behind);
    }
}

fn typed_between(before: &str, words: &str, behind: &str) {
    let mut typist = Typist::new(&format!("{before}{behind}"), Options::default());
    for end in boundaries(words).into_iter().skip(1) {
        typist.types(format!("{before}{}{behind}", &words[..end])).unwrap();
    }
}

/// Whoever stands above the edit is called what they are called in an article that is read from the top.
#[test]
fn a_group_above_the_edit_keeps_its_name() {
    let article = "It rained in Bath.\n\nSenator Ana Ruiz and Senator Maria Lopez voted against the bill. They had warned \
                   of its price.\n\nThe mayor, Bo Ek, came late.|\n\n“It is too dear,” the two senators said.";
    typed_in(article, " He said so, and so did the engineer.");
}

/// Below the edit, too: the members of a group are listed as in an article that is read from the top.
#[test]
fn a_group_below_the_edit_is_listed_anew_where_its_members_change_places() {
    let article = "Senator Ana Ruiz met Senator Bo Park in Bath.\n\nIt rained, and |Park waited.\n\nPark left.\n\nIt \
                   snowed.\n\n“It is too dear,” the two senators said.";
    typed_in(article, "Bo ");
    let (before, behind) = article.split_once('|').expect("a place to paste at");
    let mut typist = Typist::new(&format!("{before}{behind}"), Options::default());
    typist.types(format!("{before}Bo {behind}")).unwrap();
}

/// Other names are those of whoever has them now, in the order in which they stand now, whoever else comes into the paragraph.
#[test]
fn names_and_titles_change_hands_in_a_paragraph() {
    let article = "Mayor Ana Ruiz met Senator Bo Ruiz in Bath. Oak Lindgren waited.\n\n|Ruiz left, said Ana Ruiz. Mayor Ruiz \
                   and Lindgren stayed.\n\nSenator Ruiz and Oak came late.";
    for words in
        ["In Lyndon, Kim Oduya, Oak and ", "Senator ", "Capt. ", "Mayor Lindgren and Oak came. Senator "]
    {
        typed_in(article, words);
    }
    // A title that moves from one name to the next leaves both as they are written.
    let (before, behind) = article.split_once('|').expect("a place to type at");
    for words in ["Mayor Ruiz, Ruiz and ", "Ruiz, Mayor Ruiz and "] {
        let mut typist = Typist::new(&format!("{before}Ruiz, Ruiz and {behind}"), Options::default());
        typist.types(format!("{before}{words}{behind}")).unwrap();
        typist.types(format!("{before}In Vik, {words}{behind}")).unwrap();
    }
}

/// A name with its title is another name of somebody, for as long as it stands there.
#[test]
fn a_title_is_pasted_in_front_of_a_name_and_taken_away() {
    let without =
        "It rained in Bath.\n\nAna Ruiz came.\n\nThen Ruiz left, and Oak Lindgren came.\n\nLindgren left.";
    let with = without.replace("Then Ruiz", "Then Capt. Ruiz");
    let mut typist = Typist::new(without, Options::default());
    for text in [&with, without, &with] {
        typist.types(text.to_owned()).unwrap();
    }
}

/// Whether somebody bears a title still is told by the word in front of it, which may be typed at from either side.
#[test]
fn a_word_that_puts_a_title_in_the_past_is_typed_and_spoilt() {
    let before = "It rained.\n\nSen. Mara Quill came.\n\nIt rained.\n\n";
    for there in
        ["It rained and |then Gov.", "It rained and the| Gov.", "In Bath came Lt|. Gov.", "Then the|Gov."]
    {
        for words in ["former ", " former", " acting", "-"] {
            typed_in(&format!("{before}{there} Mara Quill slept in Bath."), words);
        }
    }
}

/// A group that a name begins stands at the same place as that name.
#[test]
fn a_title_in_front_of_a_group_is_that_of_its_first_member() {
    let article = "Capt. Mara Quill waited at the quay.\n\nSgt. Mara Quill and Bo Park left at noon. They took the \
                   ferry.\n\nThe rain had stopped.|\n\nIt was late.";
    typed_in(article, " It fell again, and Ana Lee said so.");
}

/// A name is another with every letter, and stands for somebody who is new, known, or a relative of somebody known.
#[test]
fn a_name_is_typed_between_others() {
    let article = "The town of Rand closed its bridge.\n\nMayor Ana Ruiz said it was old. She had the keys.\n\nIt rained,| \
                   and the ferry stopped.\n\n“It is shut,” Ruiz said. The mayor left, and he came.\n\nThe village slept.";
    for words in [
        " Ana Ruiz said",
        " Pedro Ruiz said",
        " Ola Quist, the mayor, said",
        " in Port Rand",
        " at the Rand Foundation",
    ] {
        typed_in(article, words);
    }
}

/// Somebody who is named anew with every letter may be meant further down, and by a group that is called by its members.
#[test]
fn a_person_is_typed_above_paragraphs_that_may_mean_them() {
    let rest = "It rained, and she said so.\n\nHe agreed.\n\nThe ferry sailed for Holm.\n\n";
    let ends = [
        "“It is too dear,” the two senators said. They left.",
        "“It is too dear,” the senator said. He left.",
        "Senator Ana Ruiz and Park met. They ate.",
        "“No,” Lee said.",
        "The 54-year-old said so. His brother, Ola Lee, left.",
        "Mr. Park’s office closed. The park was empty.",
    ];
    for end in ends {
        let article =
            format!("Senator Ana Ruiz spoke.\n\nSenator | voted against it.\n\n{rest}{end}\n\nIt was over.");
        for words in ["Bo Park", "Ola Lee, 54,", "Ana Ruiz-Park", "Anna Ruiz", "Mary Ek of Holm"] {
            typed_in(&article, words);
        }
    }
}

/// What stands below a description is gone over once, and again when something is typed there meanwhile.
#[test]
fn a_description_is_typed_above_one_that_was_typed_below() {
    const BELOW: &str = "The tall aide ";
    let article = |above: &str, below: &str| {
        let rain = rain(12);
        format!(
            "Ann Lee came.\n\n“It rains,” the {above} aide said in Holm.\n\nBo Park waited. “It is cold,” he \
             said.{rain}\n\n{below}said it was over.{rain}"
        )
    };
    let mut typist = Typist::new(&article("tal", ""), Options::default());
    let mut types = |above: &str, below: &str| typist.types(article(above, below)).unwrap();
    types("tall", "");
    types("talle", "");
    boundaries(BELOW).into_iter().skip(1).for_each(|end| types("talle", &BELOW[..end]));
    for above in ["tall", "tal", "tall", "talle"] {
        types(above, BELOW);
    }
    types("talle", "");
    types("tall", "");
}

/// A place is of no account further down, unless a description there may mean it, or it turns out to be somebody; and what
/// is typed elsewhere in between moves the names that are known.
#[test]
fn a_place_is_typed_above_paragraphs_that_may_mean_it() {
    let rest = "Ann Lee said it was late. She left.\n\nBo Park waited. “It is cold,” he said.\n\nLee came back, and the ferry \
                sailed. She said so.\n\nThe two of them met in Holm. Park slept.\n\nIt snowed, and she said it would \
                thaw.\n\nHe agreed, and so did Lee. They ate.\n\nThe rain stopped. The harbour was empty. The wind fell.\n\n\
                The mayor of Vik called. He was ill. He slept.\n\nNobody came. Nothing moved. It was night.\n\n";
    let ends =
        ["She went home.", "The town slept.", "Oslo said no.", "The valley was green, and he said so."];
    for end in ends {
        let article =
            format!("Ann Lee came.\n\nThe ferry sailed for| Holm at noon.\n\n{rest}{end}\n\nIt was over.");
        for words in [
            " Port",
            " Oslo and",
            " the town of Vik, and",
            " North Vik in the Rand Valley, or",
            " Jordan, said",
        ] {
            typed_in(&article, words);
        }
    }
}

/// An annotation further down may name somebody by the words of a description.
#[test]
fn a_description_is_typed_above_an_annotation_of_its_words() {
    let behind = format!(
        "official said in Holm.\n\n{}\n\n[She]{{person=\"the port official\"}} slept. She left.{}",
        crowd(),
        rain(16)
    );
    typed_between("Ana Ruiz spoke of the dam.\n\n“It rains,” the ", "port ", &behind);
}

/// A group that is met in the edited paragraph by one version alone is met further down by both, where it is called by the
/// names of its members and no words are its own.
#[test]
fn a_group_is_met_above_one_that_is_counted() {
    let behind = format!("They left.\n\n{}\n\n“It is dear,” the two senators said.{}", crowd(), rain(16));
    let before = "Senator Ana Ruiz and Senator Bo Ek spoke of the dam.\n\nAna Ruiz and Bo Ek came. ";
    typed_between(before, "x Then ", &behind);
}

/// Whom “they” means in the next sentence may be a body that only one version meets, since “they” takes it up.
#[test]
fn they_are_typed_above_others_who_may_be_the_same() {
    for body in ["The fire company", "The officers", "Ana Ruiz and Bo Ek"] {
        let article = format!(
            "Ana Ruiz and Bo Ek spoke.\n\n{body} came, and |they left.\n\nThey said it would thaw. They ate."
        );
        typed_in(&article, "x then ");
    }
}

/// “The official” is a riddle below unless an official stands above: as one is typed there, and spoilt, the riddle goes and comes.
#[test]
fn a_word_that_explains_a_speaker_is_typed_far_above() {
    let rest = rain(8);
    typed_in(
        &format!(
            "It rained in Bath.\n\nBo Ek slept.| It rained.{rest}\n\n“It will fall,” the official said."
        ),
        " An old officials’ house stood there, and no official.",
    );
}

/// Somebody without a name is called by other words with every letter of a description. That makes no difference further
/// down, unless a description there has those words, or suits one of the two better than the other.
#[test]
fn a_description_is_typed_above_others() {
    let rest = "Ann Lee said it was late. She left.\n\nBo Park waited. “It is cold,” he said.\n\nLee came back, and the ferry \
                sailed. She said so.\n\nIt snowed, and she said it would thaw.\n\nHe agreed. They ate.\n\n";
    let ends = [
        "“Nobody came,” the port officer said.",
        "“Nobody came,” the officer said. He slept.",
        "“Nobody came,” the tall officer of the port said.",
        "“Nobody came,” the\nport  engineer said.",
        "“Nobody came,” the engineer said.",
        "The company said so. Its shares fell, and the firm closed.",
        "“Nobody came,” an official said.",
        "“Nobody came,” the French official said. The Port left.",
    ];
    for end in ends {
        let article = format!("Ann Lee came.\n\n“It rains,” | said in Holm.\n\n{rest}{end}\n\nIt was over.");
        for words in [
            "the port officer",
            "the tall officer of the port",
            "the PORT engineer",
            "a French official",
            "the port company",
            "one officer",
            "the officers of the port and the engineers",
        ] {
            typed_in(&article, words);
        }
    }
    // A pronoun may be somebody, too.
    for below in ["some", "many"] {
        let article = |who: &str| {
            format!("It rained.\n\n“It rains,” {who} said.\n\n“It thaws,” {below} said.{}", rain(16))
        };
        let mut typist = Typist::new(&article("Many"), Options::default());
        typist.types(article("Some")).unwrap();
    }
    // What “they” may mean is told by the last word.
    let article = "It rained.\n\n“It rains,” | said.\n\nThey said it would thaw.\n\nIt was over.";
    for words in ["the port companyx", "an agencyx", "the port officers"] {
        typed_in(article, words);
    }
    // An article in front of it tells whom else it means, though it suits both.
    for end in ["“Nobody came,” a officer said.", "“Nobody came,” An  officer said."] {
        typed_in(
            &format!("Ann Lee came.\n\n“It rains,” | officer said.\n\n{rest}{end}\n\nIt was over."),
            "an",
        );
    }
}

/// A day in one paragraph is the one from which the next counts, and so on.
#[test]
fn a_date_is_typed_above_days_that_are_counted_from_it() {
    let article = "date: 2024-03-01\n\nIt rained in 2019.\n\nThe ferry stopped|.\n\nThe next day it snowed. Two days later \
                   it thawed.\n\nThe day after, it rained.\n\nNobody came.\n\nThe following week was dry.";
    for words in [" on Sept. 9, 2023,", " on Feb. 29, 2023,", " in 2022 and on Tuesday"] {
        typed_in(article, words);
    }
}

/// The smallest texts that one of the properties above has failed for, and what was wrong.
#[test]
fn a_blank_between_a_mark_and_a_comment_is_no_word() {
    // The mark's words began behind the blank, which the printed text ends with, and ended in front of it.
    sound(&Analysis::new("\"« {% a %}", Options::default())).unwrap();
}

#[test]
fn of_two_marks_never_closed_each_has_its_own_words() {
    apart(&Analysis::new("\". «\"1", Options::default())).unwrap();
}

#[test]
fn a_description_does_not_end_inside_a_name() {
    nested_or_apart(&Analysis::new("The United Nationsn’t said.", Options::default())).unwrap();
    nested_or_apart(&Analysis::new(" said s said s", Options::default())).unwrap();
}
