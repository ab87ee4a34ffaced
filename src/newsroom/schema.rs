//! The JSON Schema of `onrecord.toml`, for editors of TOML that complete and check by one.
//!
//! It is made from the catalogue, which is also what reads the file; a schema derived from a struct would describe
//! something that nothing reads.

use super::catalogue::{Catalogue, RULES, SEVERITY};
use super::severity::Level;
use super::value::Kind;
use serde_json::{Map, Value as Json, json};

/// JSON Schema (draft 7, which is what editors of TOML know) of a configuration file.
pub fn schema(catalogue: &Catalogue) -> Json {
    let mut root = table(catalogue, &[]);
    root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    root["title"] = json!(super::FILE_NAME);
    root["description"] = json!("The configuration of Onrecord, a language server for news copy.");
    root
}

/// The table with this path.
fn table(catalogue: &Catalogue, path: &[&str]) -> Json {
    let mut properties = Map::new();
    for key in catalogue.keys(path) {
        let path = [path, &[key]].concat();
        let schema = match catalogue.find(&path) {
            Some(index) => {
                let setting = &catalogue.settings()[index];
                let mut schema = kind(setting.kind);
                schema["description"] = json!(setting.summary);
                schema["default"] = setting.default.json();
                schema
            }
            None if matches!(path[..], [RULES, _]) => {
                let severity = catalogue.find(&[path.as_slice(), &[SEVERITY]].concat());
                let summary = severity.map(|index| catalogue.settings()[index].summary.as_str());
                json!({ "description": summary, "anyOf": [kind(Kind::Level), table(catalogue, &path)] })
            }
            None => table(catalogue, &path),
        };
        properties.insert(key.to_owned(), schema);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn kind(kind: Kind) -> Json {
    match kind {
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Number => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Kind::Level => json!({ "enum": Level::ALL.map(Level::word) }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Names | Kind::Patterns | Kind::Paths => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
    }
}
