//! Each format is read back by a reader that is not its writer.

use super::*;
use crate::analysis::Options;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a format has to tell, in few words.
const ARTICLE: &str = "---\ndate: 2024-03-08\ntitle: The “bridge” & the crane\nurl: https://example.org/bridge\n\
    people:\n  - name: Ana Ruiz\n    title: Mayor\n    ref: wikidata:Q42\n---\n# The crane 🏗️\n\n\
    “It took eleven years,” Mayor Ana Ruiz said on Tuesday. “We\r\nwill not wait,” she added. {% call her %}\n\n\
    “Nobody told us,” a senior official said. Officials said the pillars were never tested.\n\n\
    The “quick” repair, the Brookford Council said. “No comment.”{speaker=anonymous}\n\n“And now?”\n\n\
    > A bridge is a promise\n> made of steel.\n> — Ana Ruiz\n";

fn analysis() -> Analysis {
    Analysis::new(ARTICLE, Options::default())
}

fn export(format: Format, analysis: &Analysis) -> String {
    alone(format, "stories/a bridge.article", analysis)
}

/// Articles of odd pieces.
fn odd() -> impl Strategy<Value = String> {
    "([“”A-c .<>&\"'{}\\[\\]#>\n\r\t\u{1}🏗-]|“No,” she said|said Ann Lee|Tuesday|\n\n|\r\n|date: 2024-03-08\n|\
     ”\\{speaker=\"Ann Lee\"\\}|\\[he\\]\\{person=\"Ann Lee\"\\}|Mayor Ann Lee|\n> ){0,40}"
}

#[test]
fn text_is_what_is_printed() {
    let text = export(Format::Text, &analysis());
    assert!(
        text.starts_with("The crane 🏗️\n\n“It took eleven years,” Mayor Ana Ruiz said on Tuesday. “We\nwill"),
        "{text}"
    );
    assert!(text.ends_with("A bridge is a promise\nmade of steel.\n— Ana Ruiz\n"), "{text}");
    assert!(!text.contains('{') && !text.contains('\r'));
}

#[test]
fn rows_have_who_says_what_and_how_one_knows() {
    let csv = export(Format::Csv, &analysis());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    let of = |row: &csv::StringRecord, column: &str| {
        row[columns.iter().position(|name| name == column).unwrap()].to_owned()
    };
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            ["kind", "text", "speaker", "standing", "shown_by", "how", "line"].map(|c| of(row, c)).join(" | ")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    direct | It took eleven years, | Ana Ruiz | named | Ana Ruiz | name | 12
    direct | We will not wait, | Ana Ruiz | named | she | pronoun | 12
    direct | Nobody told us, | a senior official | unnamed | a senior official | description | 15
    indirect | the pillars were never tested | Officials | unnamed | Officials | description | 15
    mixed | quick | Brookford Council | named | the Brookford Council | name | 17
    direct | No comment. |  | unnamed |  | annotation | 17
    direct | And now? |  | nobody |  |  | 19
    direct | A bridge is a promise made of steel. | Ana Ruiz | named | Ana Ruiz | name | 21
    ");
    // Places are of the file, in code points.
    let file: Vec<char> = ARTICLE.chars().collect();
    for row in &rows {
        let place = |column| of(row, column).parse::<usize>().unwrap();
        let words: String = file[place("start")..place("end")].iter().collect();
        let words = words.replace("\n> ", " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(of(row, "text"), words);
    }
}

#[test]
fn json_lines_have_the_columns_of_csv() {
    let (csv, json) = (export(Format::Csv, &analysis()), export(Format::JsonLines, &analysis()));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let mut rows = reader.records();
    for line in json.lines() {
        let object: BTreeMap<String, Value> = serde_json::from_str(line).unwrap();
        let row = rows.next().unwrap().unwrap();
        assert_eq!(object.len(), columns.len());
        for (column, cell) in columns.iter().zip(&row) {
            let value = match &object[column] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                // CSV has 1.0, and JSON 1.0, whatever a reader makes of them.
                other => other.to_string(),
            };
            assert_eq!(value, cell, "{column} in {line}");
        }
    }
    assert!(rows.next().is_none());
}

/// What a reader of brat's two files finds wrong.
fn check_standoff(standoff: &brat::Standoff) -> Result<usize, String> {
    let text: Vec<char> = standoff.text.chars().collect();
    let lines: Vec<(&str, &str)> =
        standoff.annotations.lines().filter_map(|line| line.split_once('\t')).collect();
    if lines.len() != standoff.annotations.lines().count() {
        return Err("a line without a tabulator".to_owned());
    }
    let ids: BTreeSet<&str> = lines.iter().map(|(id, _)| *id).filter(|id| *id != "*").collect();
    let with_ids = lines.iter().filter(|(id, _)| *id != "*").count();
    if ids.len() != with_ids {
        return Err("an id twice".to_owned());
    }
    let known = |id: &str| if ids.contains(id) { Ok(()) } else { Err(format!("there is no {id}")) };
    for (id, rest) in &lines {
        match id.as_bytes()[0] {
            b'T' => {
                let (place, words) = rest.split_once('\t').ok_or("no words")?;
                let (_, fragments) = place.split_once(' ').ok_or("no place")?;
                let mut found = vec![];
                for fragment in fragments.split(';') {
                    let (start, end) = fragment.split_once(' ').ok_or("no end")?;
                    let place = start.parse::<usize>().unwrap()..end.parse::<usize>().unwrap();
                    found.push(text.get(place).ok_or("beyond the text")?.iter().collect::<String>());
                }
                if found.join(" ") != *words || words.contains('\n') || words.is_empty() {
                    return Err(format!("{words:?} is not {found:?}"));
                }
            }
            b'R' => {
                for argument in rest.split(' ').skip(1) {
                    known(argument.split_once(':').ok_or("no role")?.1)?;
                }
            }
            b'A' | b'N' | b'#' => known(rest.split(['\t', ' ']).nth(1).ok_or("about nothing")?)?,
            b'*' => rest.split(' ').skip(1).try_for_each(known)?,
            _ => return Err(format!("{id} is of no kind")),
        }
    }
    Ok(lines.len())
}

#[test]
fn brats_offsets_are_those_of_its_text() {
    let standoff = brat::Standoff::of(&analysis());
    assert!(check_standoff(&standoff).unwrap() > 30, "{}", standoff.annotations);
    let has =
        |line: &str| assert!(standoff.annotations.contains(line), "{line} in\n{}", standoff.annotations);
    // Words on two lines are two fragments.
    has("We will not wait,\n");
    has("\tUnattributed T");
    has("\tKind T");
    has("\tReference T1 Wikidata:Q42\tAna Ruiz\n");
    has("*\tEquiv T1 T2");
    // Whatever is written is configured.
    for line in standoff.annotations.lines() {
        let kind = line.split('\t').nth(1).unwrap().split(' ').next().unwrap();
        let builtin = ["AnnotatorNotes", "Reference"].contains(&kind);
        let configured = brat::CONFIGURATION.lines().any(|line| line.split('\t').next() == Some(kind));
        assert!(builtin || configured, "{kind} is not in annotation.conf");
    }
}

/// What a reader of TEI finds: the text of the body. Checks that ids are unique and pointers lead somewhere.
fn read_tei(tei: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(tei);
    let (mut depth, mut body, mut in_body) = (0, String::new(), false);
    let (mut ids, mut pointers) = (BTreeSet::new(), vec![]);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                depth += 1;
                in_body |= start.name().as_ref() == "body";
                for attribute in start.attributes() {
                    let attribute = attribute.map_err(|error| error.to_string())?;
                    let value = attribute.value.to_string();
                    match attribute.key.as_ref() {
                        "xml:id" if !ids.insert(value.clone()) => return Err(format!("{value} twice")),
                        "who" | "ref" | "corresp" | "next" | "prev" => {
                            pointers.extend(value.split(' ').map(|id| id.trim_start_matches('#').to_owned()));
                        }
                        _ => {}
                    }
                }
            }
            Event::End(end) => {
                depth -= 1;
                in_body &= end.name().as_ref() != "body";
            }
            Event::Text(text) if in_body => body += &text,
            Event::GeneralRef(reference) if in_body => {
                body += match &*reference {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    other => return Err(format!("&{other};")),
                };
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match pointers.into_iter().find(|id| !ids.contains(id)) {
        Some(id) => Err(format!("#{id} leads nowhere")),
        None if depth != 0 => Err("not all is closed".to_owned()),
        None => Ok(body),
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn tei_says_who_speaks() {
    let tei = export(Format::Tei, &analysis());
    let body = read_tei(&tei).unwrap();
    assert_eq!(words(&body), words(Clean::of(&analysis()).text()));
    for line in [
        "<title>The “bridge” &amp; the crane</title>",
        "<said xml:id=\"q1\" who=\"#e1\" direct=\"true\"",
        "<date when=\"2024-03-05\">Tuesday</date>",
        "<idno type=\"wikidata\">Q42</idno>",
        "<person xml:id=\"anonymous\"><note>a source deliberately not named</note></person>",
        "who=\"#anonymous\"",
        "direct=\"false\"",
    ] {
        assert!(tei.contains(line), "{line} in\n{tei}");
    }
}

#[test]
fn several_articles_in_one_stream_are_one_document() {
    let analysis = analysis();
    let stream = |format| {
        let piece = |number| piece(format, Article { name: "a", number: Some(number), analysis: &analysis });
        opening(format, true) + &piece(1) + between(format) + &piece(2) + closing(format, true)
    };
    read_tei(&stream(Format::Tei)).unwrap();
    assert!(stream(Format::Tei).contains("who=\"#a2-e1\""));
    let page: Value = serde_json::from_str(&stream(Format::WebAnnotation)).unwrap();
    let ids: Vec<&str> =
        page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert_eq!(csv::Reader::from_reader(stream(Format::Csv).as_bytes()).records().count() % 2, 0);
    assert_eq!(stream(Format::Text).split("\u{c}\n").count(), 2);
}

/// What a reader of Web Annotations finds wrong in a page of them, by the Recommendation's model.
fn check_annotations(page: &str, file: &str) -> Result<usize, String> {
    let page: Value = serde_json::from_str(page).map_err(|error| error.to_string())?;
    let text: Vec<char> = file.chars().collect();
    let is = |value: &Value, expected: &str| value == expected;
    if !is(&page["@context"], "http://www.w3.org/ns/anno.jsonld") || !is(&page["type"], "AnnotationPage") {
        return Err("no page of annotations".to_owned());
    }
    let check_part = |part: &Value| {
        let selectors = part["selector"].as_array().ok_or("no selectors")?;
        let [place, quote] = &selectors[..] else { return Err("not two selectors".to_owned()) };
        if !is(&place["type"], "TextPositionSelector") || !is(&quote["type"], "TextQuoteSelector") {
            return Err(format!("{selectors:?}"));
        }
        let at = |key: &str| place[key].as_u64().unwrap() as usize;
        let exact: String = text[at("start")..at("end")].iter().collect();
        let before: String = text[..at("start")].iter().collect();
        let behind: String = text[at("end")..].iter().collect();
        let of = |key: &str| quote[key].as_str().unwrap();
        let right =
            exact == of("exact") && before.ends_with(of("prefix")) && behind.starts_with(of("suffix"));
        if right { Ok(()) } else { Err(format!("{exact:?} is not {quote}")) }
    };
    let items = page["items"].as_array().ok_or("no items")?;
    for item in items {
        if !is(&item["type"], "Annotation") || !item["id"].is_string() || !item["motivation"].is_string() {
            return Err(format!("no annotation: {item}"));
        }
        check_part(&item["target"])?;
        for body in item["body"].as_array().ok_or("no body")? {
            match body["type"].as_str() {
                Some("TextualBody") if body["value"].is_string() => {}
                Some("SpecificResource") if body.get("selector").is_some() => check_part(body)?,
                Some("SpecificResource") if body["source"]["id"].is_string() => {}
                _ => return Err(format!("no body: {body}")),
            }
            let purposes = ["identifying", "tagging", "linking"];
            if !body["purpose"].as_str().is_some_and(|purpose| purposes.contains(&purpose)) {
                return Err(format!("for no purpose: {body}"));
            }
        }
    }
    Ok(items.len())
}

#[test]
fn annotations_are_found_by_their_place_and_by_their_words() {
    let page = export(Format::WebAnnotation, &analysis());
    assert!(check_annotations(&page, ARTICLE).unwrap() > 15);
    let page: Value = serde_json::from_str(&page).unwrap();
    let first = &page["items"][0];
    assert_eq!(first["body"][0]["source"]["id"], "http://www.wikidata.org/entity/Q42");
    assert_eq!(first["target"]["source"]["id"], "stories/a%20bridge.article");
    assert_eq!(first["target"]["source"]["via"], "https://example.org/bridge");
}

proptest! {
    #[test]
    fn whatever_an_article_holds_can_be_read_back(text in odd()) {
        let analysis = Analysis::new(text.as_str(), Options::default());
        let standoff = brat::Standoff::of(&analysis);
        prop_assert!(check_standoff(&standoff).is_ok(), "{:?}\n{}", check_standoff(&standoff), standoff.annotations);
        let tei = export(Format::Tei, &analysis);
        let body = read_tei(&tei);
        let clean = Clean::of(&analysis);
        let printed = clean.text().replace('\u{1}', "\u{fffd}");
        prop_assert!(body.is_ok(), "{:?}\n{}", body, tei);
        let body = body.unwrap();
        prop_assert_eq!(words(&body), words(&printed));
        let page = export(Format::WebAnnotation, &analysis);
        prop_assert!(check_annotations(&page, &text).is_ok(), "{:?}\n{}", check_annotations(&page, &text), page);
        let csv = export(Format::Csv, &analysis);
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_records().collect::<Result<Vec<_>, _>>();
        prop_assert_eq!(rows.unwrap().len(), analysis.quotations.len());
        prop_assert_eq!(export(Format::JsonLines, &analysis).lines().count(), analysis.quotations.len());
    }
}
