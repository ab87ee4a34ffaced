//! What is written is what the schema says, and the schema says what is written.

use super::{SCHEMA, record};
use crate::analysis::{How, TermKind};
use crate::cli::input;
use crate::features::fixture::Builder;
use crate::text::Unit;
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// What the keywords of JSON Schema that the schema uses say about a value: the first fault, if there is one.
/// A keyword that is not known here is a fault too, so that none goes unread.
fn fault(schema: &Value, value: &Value, root: &Value) -> Option<String> {
    let keywords = schema.as_object().expect("a schema is an object");
    keywords.iter().find_map(|(keyword, says)| match keyword.as_str() {
        "$schema" | "$defs" | "title" | "description" => None,
        "$ref" => {
            let path = says.as_str()?.strip_prefix('#').expect("references stay in the file");
            fault(root.pointer(path).expect("the definition is there"), value, root)
        }
        "anyOf" => {
            let faults: Option<Vec<_>> = says.as_array()?.iter().map(|s| fault(s, value, root)).collect();
            faults.map(|all| all.join("; or "))
        }
        "const" => (says != value).then(|| format!("{value} is not {says}")),
        "enum" => (!says.as_array()?.contains(value)).then(|| format!("{value} is not one of {says}")),
        "type" => (!has_type(says, value)).then(|| format!("{value} is not of type {says}")),
        "minimum" => (value.as_f64()? < says.as_f64()?).then(|| format!("{value} is below {says}")),
        "maximum" => (value.as_f64()? > says.as_f64()?).then(|| format!("{value} is above {says}")),
        "required" => says
            .as_array()?
            .iter()
            .find(|key| value.get(key.as_str().unwrap_or_default()).is_none())
            .map(|key| format!("{value} has no {key}")),
        "properties" => says
            .as_object()?
            .iter()
            .find_map(|(key, s)| fault(s, value.get(key)?, root).map(|f| format!("{key}: {f}"))),
        "additionalProperties" => {
            let known = keywords["properties"].as_object()?;
            let stranger = value.as_object()?.keys().find(|key| !known.contains_key(*key));
            stranger.map(|key| format!("{key} is not in the schema"))
        }
        "items" => value.as_array()?.iter().find_map(|item| fault(says, item, root)),
        other => Some(format!("the test does not know the keyword {other}")),
    })
}

fn has_type(says: &Value, value: &Value) -> bool {
    match says {
        Value::Array(types) => types.iter().any(|one| has_type(one, value)),
        _ => match says.as_str().expect("a type is a string") {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_u64() || value.is_i64(),
            "number" => value.is_number(),
            "null" => value.is_null(),
            other => panic!("the test does not know the type {other}"),
        },
    }
}

fn assert_valid(line: &[u8]) -> Value {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let value: Value = serde_json::from_slice(line).expect("a line is JSON");
    assert_eq!(fault(&schema, &value, &schema), None);
    value
}

/// An article with something of everything in it.
fn everything() -> Builder {
    Builder::new(
        "Deputy Mayor Ana Ruiz opened the “smart” bridge on Thursday. “It took – years,” Ruiz said. \
         She said it was late. “One,” he said. “Two,” it was said. “Three.” “Four ‘five’.” “Six,” he added.",
    )
    .person("Bo Ek")
    .person("Ana Ruiz")
    .role("Deputy Mayor")
    .alias("|Ruiz| said")
    .mention("She", How::Pronoun)
    .term("“smart”", TermKind::Scare)
    .date("Thursday", Some("2023-09-14"))
    .quote("“It took – years,”")
    .by("Ana Ruiz", "|Ruiz| said", How::Name)
    .cue("Ruiz |said|")
    .quote("it was late")
    .indirect()
    .by("Ana Ruiz", "She", How::Pronoun)
    .quote("“One,”")
    .mixed()
    .unresolved("” |he| said")
    .quote("“Two,”")
    .quote("“Three.”")
    .anonymous()
    .quote("“Four ‘five’.”")
    .by_annotation("Ana Ruiz")
    .quote("‘five’")
    .nested()
    .by("Bo Ek", "|he| said", How::Pronoun)
    .quote("“Six,”")
    .ambiguous("|he| added", &[("Ana Ruiz", 0.5), ("Bo Ek", 0.5)])
}

fn written(unit: Unit) -> Value {
    let (analysis, _) = everything().build();
    assert_valid(&record::line(RawValue::TRUE, &analysis, unit, &Default::default()))
}

#[test]
fn records_are_valid() {
    let record = written(Unit::Chars);
    assert_eq!(record["id"], json!(true));
    assert_eq!(
        record["quotes"].as_array().unwrap().len(),
        7,
        "what is quoted inside a quotation has no entry"
    );
}

#[test]
fn what_is_quoted_inside_a_quotation_stands_in_its_entry() {
    let record = written(Unit::Chars);
    let with_inner: Vec<_> = record["quotes"].as_array().unwrap().iter().map(|q| q.get("inner")).collect();
    assert_eq!(with_inner.iter().filter(|inner| inner.is_some()).count(), 1, "it is left out where empty");
    let (start, end) =
        (record["quotes"][5]["start"].as_u64().unwrap(), record["quotes"][5]["end"].as_u64().unwrap());
    let speaker = &with_inner[5].unwrap()[0]["speaker"];
    let expected = json!([{
        "start": start + 6, "end": end - 2, "text": "five",
        "speaker": speaker, "confidence": 0.97, "evidence": "quote-subject-verb",
    }]);
    assert_eq!(with_inner[5], Some(&expected));
    assert_eq!((&speaker["name"], &speaker["text"]), (&json!("Bo Ek"), &json!("he")));
}

#[test]
fn header_and_error_lines_are_valid() {
    assert_valid(&super::json_line(&record::HeaderLine::new(Unit::Utf16)));
    let fields = input::Fields { id: "id".into(), text: "text".into(), date: "date".into() };
    for bad in ["{\"id\": [1]}", "1", "{"] {
        let error = input::Line::for_test(bad).article(&fields).err().expect("an error");
        assert_valid(&super::json_line(&error));
    }
}

#[test]
fn the_schema_is_not_satisfied_by_just_anything() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut record = written(Unit::Chars);
    record["quotes"][0]["kind"] = json!("loud");
    assert!(fault(&schema, &record, &schema).is_some());
    assert!(fault(&schema, &json!({"id": 1}), &schema).is_some());
}

#[test]
fn fields_stand_in_the_documented_order() {
    let (analysis, _) = everything().build();
    let line =
        String::from_utf8(record::line(RawValue::NULL, &analysis, Unit::Chars, &Default::default())).unwrap();
    let quote = r#"{"id":0,"start":62,"end":78,"kind":"direct","utterance":0,"speaker":{"entity":1,"name":"Ana Ruiz","text":"Ruiz","start":80,"end":84,"how":"name"},"cue":{"text":"said","start":85,"end":89},"confidence":0.97,"evidence":"quote-subject-verb"}"#;
    assert!(line.starts_with("{\"id\":null,\"date\":null,\"quotes\":["), "{line}");
    assert!(line.contains(quote), "{line}");
    assert!(
        line.contains(
            r#"{"id":1,"type":"person","name":"Ana Ruiz","role":"Deputy Mayor","aliases":["Ruiz"],"#
        ),
        "{line}"
    );
    assert!(line.contains(r#""text":"Thursday","value":"2023-09-14"}"#), "{line}");
}

#[test]
fn speakers_who_are_nobody_in_particular_have_a_name_all_the_same() {
    let record = written(Unit::Chars);
    let names: Vec<_> = record["quotes"].as_array().unwrap().iter().map(|q| &q["speaker"]["name"]).collect();
    let expected = [
        json!("Ana Ruiz"),
        json!("Ana Ruiz"),
        json!("he"),
        Value::Null,
        json!("anonymous"),
        json!("Ana Ruiz"),
        json!("he"),
    ];
    assert_eq!(names, expected.iter().collect::<Vec<_>>());
    assert_eq!(record["quotes"][5]["speaker"]["text"], Value::Null);
}

#[test]
fn offsets_are_in_the_unit_asked_for() {
    let (analysis, _) = everything().build();
    let text = analysis.text();
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |record: &Value, key| record["quotes"][1][key].as_u64().unwrap() as usize;
    let chars = written(Unit::Chars);
    let words: String =
        text.chars().skip(at(&chars, "start")).take(at(&chars, "end") - at(&chars, "start")).collect();
    assert_eq!(words, "it was late");
    let bytes = written(Unit::Bytes);
    assert_eq!(&text[at(&bytes, "start")..at(&bytes, "end")], "it was late");
    let utf16 = written(Unit::Utf16);
    assert_eq!(String::from_utf16(&units[at(&utf16, "start")..at(&utf16, "end")]).unwrap(), "it was late");
}

#[test]
fn a_fault_in_one_article_is_its_own_line_and_ends_no_run() {
    let line = input::Item::Line(input::Line::for_test("{}"));
    let id = RawValue::from_string("\"a1\"".to_owned()).unwrap();
    let super::Answer::Error(json) = super::guarded(&line, id, || panic!("as if the analysis were at fault"))
    else {
        panic!("no line in its place");
    };
    let said: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&said["id"], &said["line"]), (&json!("a1"), &json!(7)));
    assert!(said["error"].as_str().unwrap().contains("please report it"));
}
