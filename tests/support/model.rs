//! What a document and the answers about it must be, worked out the slow and obvious way.

use onrecord::analysis::{Analysis, Options};
use onrecord::features::Place;
use onrecord::newsroom::Hints;
use onrecord::rules::Severity;
use onrecord::text::Span;
use onrecord::text::position::Encoding;
use onrecord::{features, rules};
use serde_json::{Value, json};

/// The hints that are shown unless somebody sets otherwise.
const SHOWN: Hints = Hints { speakers: true, people: false, dates: true };

/// A document as the editor has it.
#[derive(Clone)]
pub(crate) struct Model {
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
}

/// The protocol's name of an encoding.
pub(crate) fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16 => "utf-16",
        Encoding::Utf32 => "utf-32",
    }
}

impl Model {
    pub(crate) fn new(text: &str, encoding: Encoding) -> Self {
        Model { text: text.to_owned(), encoding }
    }

    /// The byte range of each line, without its break.
    pub(crate) fn lines(&self) -> Vec<(usize, usize)> {
        let (bytes, mut lines, mut start, mut i) = (self.text.as_bytes(), vec![], 0, 0);
        while i < bytes.len() {
            let length = match (bytes[i], bytes.get(i + 1)) {
                (b'\r', Some(b'\n')) => 2,
                (b'\r' | b'\n', _) => 1,
                _ => 0,
            };
            if length > 0 {
                lines.push((start, i));
                start = i + length;
            }
            i += length.max(1);
        }
        lines.push((start, self.text.len()));
        lines
    }

    /// The byte at a position, moved inside as the protocol asks.
    pub(crate) fn offset(&self, line: u64, character: u64) -> usize {
        let Some(&(start, end)) = self.lines().get(line as usize) else { return self.text.len() };
        let mut units = 0;
        for (i, c) in self.text[start..end].char_indices() {
            units += self.encoding.measure(c.encode_utf8(&mut [0; 4])) as u64;
            if units > character {
                return start + i;
            }
        }
        end
    }

    /// The position of a byte.
    pub(crate) fn position(&self, offset: usize) -> Value {
        let lines = self.lines();
        let line = lines.iter().rposition(|&(start, _)| start <= offset).unwrap();
        let (start, end) = lines[line];
        let character = self.encoding.measure(&self.text[start..offset.min(end)]);
        json!({ "line": line, "character": character })
    }

    fn range(&self, span: Span) -> Value {
        json!({ "start": self.position(span.start as usize), "end": self.position(span.end as usize) })
    }

    /// Applies an item of `contentChanges`.
    pub(crate) fn apply(&mut self, change: &Value) {
        let new = change["text"].as_str().unwrap();
        let Some(range) = change.get("range") else {
            self.text = new.to_owned();
            return;
        };
        let at = |end: &str| {
            self.offset(range[end]["line"].as_u64().unwrap(), range[end]["character"].as_u64().unwrap())
        };
        let (a, b) = (at("start"), at("end"));
        self.text.replace_range(a.min(b)..a.max(b), new);
    }

    fn analysis(&self) -> Analysis {
        Analysis::new(self.text.as_str(), Options::default())
    }

    /// `textDocument/publishDiagnostics`.
    pub(crate) fn diagnostics(&self, uri: &str) -> Value {
        let found = rules::check(&self.analysis());
        found.into_iter().map(|found| self.diagnostic(found, uri)).collect()
    }

    fn diagnostic(&self, found: rules::Diagnostic, uri: &str) -> Value {
        let page = format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), found.code);
        let mut diagnostic = json!({
            "range": self.range(found.span),
            "severity": match found.severity {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Information => 3,
                Severity::Hint => 4,
            },
            "code": found.code,
            "codeDescription": { "href": page },
            "source": "onrecord",
            "message": found.message,
        });
        if !found.related.is_empty() {
            let place = |span| json!({ "uri": uri, "range": self.range(span) });
            diagnostic["relatedInformation"] = found
                .related
                .into_iter()
                .map(|related| json!({ "location": place(related.span), "message": related.message }))
                .collect();
        }
        diagnostic
    }

    /// `textDocument/inlayHint` for the whole text: labels and positions.
    pub(crate) fn hints(&self) -> Vec<(Value, Value)> {
        let all = Span::new(0, self.text.len() as u32);
        let hints = features::hints(&self.analysis(), all, SHOWN);
        hints.into_iter().map(|hint| (self.position(hint.at as usize), json!(hint.label))).collect()
    }

    /// `textDocument/documentSymbol`: depth, name and selection of each, parents first.
    pub(crate) fn symbols(&self) -> Vec<(usize, Value, Value)> {
        let mut list = vec![];
        self.list(&features::outline(&self.analysis()), 0, &mut list);
        list
    }

    fn list(&self, symbols: &[features::Symbol], depth: usize, list: &mut Vec<(usize, Value, Value)>) {
        for symbol in symbols {
            // Editors reject a symbol without a name.
            let name = if symbol.name.trim().is_empty() { "…" } else { &symbol.name };
            list.push((depth, json!(name), self.range(symbol.selection)));
            self.list(&symbol.children, depth + 1, list);
        }
    }

    /// `textDocument/hover` at a byte: the card and its range.
    pub(crate) fn hover(&self, uri: &str, offset: usize) -> Value {
        let link = |place: &Place| match place {
            Place::Article(span) => {
                let at = self.position(span.start as usize);
                let one_more = |key: &str| at[key].as_u64().unwrap() + 1;
                uri.starts_with("file:")
                    .then(|| format!("{uri}#L{},{}", one_more("line"), one_more("character")))
            }
            Place::Web(address) => Some(address.clone()),
            Place::File { .. } => panic!("there are no other files"),
        };
        match features::hover(&self.analysis(), offset as u32) {
            Some(hover) => json!({
                "contents": { "kind": "markdown", "value": hover.card.markdown(link) },
                "range": self.range(hover.span),
            }),
            None => Value::Null,
        }
    }
}

/// What the server's hints say, in the form of [`Model::hints`].
pub(crate) fn hints(result: &Value) -> Vec<(Value, Value)> {
    let hints = result.as_array().expect("hints").iter();
    hints.map(|hint| (hint["position"].clone(), hint["label"][0]["value"].clone())).collect()
}

/// What the server's outline says, in the form of [`Model::symbols`].
pub(crate) fn symbols(result: &Value) -> Vec<(usize, Value, Value)> {
    fn list(symbols: &Value, depth: usize, into: &mut Vec<(usize, Value, Value)>) {
        for symbol in symbols.as_array().into_iter().flatten() {
            into.push((depth, symbol["name"].clone(), symbol["selectionRange"].clone()));
            list(&symbol["children"], depth + 1, into);
        }
    }
    let mut into = vec![];
    assert!(result.is_array(), "{result}");
    list(result, 0, &mut into);
    into
}

/// Numbers that look random and are the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `sides`.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    /// One of `items`.
    pub(crate) fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
