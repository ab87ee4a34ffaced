//! Articles from JSON Lines, files and folders, in batches: what `annotate` and `export` read.

use super::files::{ReadError, Source, printable, sources};
use crate::newsroom::Newsroom;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// File names that end so hold JSON Lines.
const JSON_EXTENSIONS: [&str; 3] = ["jsonl", "ndjson", "json"];
/// Bytes read at once.
const BUFFER: usize = 1 << 18;
/// Bytes of lines that are analysed together: plenty of articles for any number of cores.
const BATCH_BYTES: usize = 8 << 20;
/// Bytes that a file counts for in a batch; it is read only when its turn has come.
const FILE_BYTES: usize = 1 << 14;
/// Parcels on their way from the reader to the analysis.
const WAITING: usize = 32;

/// Something that gets one line of output, or one of standard error.
pub(super) enum Item {
    /// A line of JSON Lines.
    Line(Line),
    /// An article in a file of its own.
    File(Source),
    /// A file that could not be read, with the reason.
    Unreadable(String),
}

/// A line of JSON Lines.
pub(super) struct Line {
    /// Its number in its file, from 1.
    number: usize,
    /// The file, if it is not standard input.
    file: Option<String>,
    bytes: Vec<u8>,
}

/// What `-` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stdin {
    /// An article.
    Article,
    /// Articles, a line each.
    Lines,
}

/// Which fields of an object are the article.
pub(super) struct Fields {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) date: String,
}

/// An article to be annotated.
pub(super) struct Article {
    /// Any JSON value; it comes back as it is.
    pub(super) id: Box<RawValue>,
    pub(super) text: String,
    pub(super) date: Option<Date>,
    /// The file that is all of it.
    pub(super) path: Option<PathBuf>,
}

/// The line of output for a line that is not an article.
#[derive(Debug, Serialize)]
pub(super) struct ErrorLine {
    id: Option<Box<RawValue>>,
    line: usize,
    error: String,
}

impl std::fmt::Display for ErrorLine {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        // The file's name stands in front already, where it has one.
        write!(f, "line {}: {}", self.line, self.error)
    }
}

/// Reads all input in a thread of its own, while the batches before are analysed and written.
///
/// A batch is whatever has been read so far, so that one article is answered at once while a flood is cut
/// into batches for all cores.
pub(super) fn read(
    paths: Vec<PathBuf>,
    stdin: Stdin,
    newsroom: Arc<Newsroom>,
) -> impl Iterator<Item = Vec<Item>> {
    let (parcels, inbox) = sync_channel(WAITING);
    // The thread ends with its input, or as soon as nobody listens any more.
    std::thread::spawn(move || {
        let paths = if paths.is_empty() { vec![PathBuf::from("-")] } else { paths };
        for path in paths {
            if read_path(&path, stdin, &newsroom, &parcels).is_none() {
                break;
            }
        }
    });
    std::iter::from_fn(move || next_batch(&inbox))
}

/// Items that travel together, and how many bytes they count for.
type Parcel = (Vec<Item>, usize);

fn next_batch(inbox: &Receiver<Parcel>) -> Option<Vec<Item>> {
    let (mut batch, mut bytes) = inbox.recv().ok()?;
    while bytes < BATCH_BYTES {
        let Ok((items, more)) = inbox.try_recv() else { break };
        batch.extend(items);
        bytes += more;
    }
    Some(batch)
}

/// Sends all that a path stands for; `None` if nobody listens any more.
fn read_path(path: &Path, stdin: Stdin, newsroom: &Newsroom, parcels: &SyncSender<Parcel>) -> Option<()> {
    if path.as_os_str() == "-" && stdin == Stdin::Lines {
        return read_lines(io::stdin().lock(), "<stdin>", None, parcels);
    }
    if holds_lines(path) {
        let name = printable(path);
        return match File::open(path) {
            Ok(file) => read_lines(file, &name, Some(&name), parcels),
            Err(error) => send_unreadable(name, error, parcels),
        };
    }
    for source in sources(&[path.to_owned()], newsroom) {
        let item = source.map_or_else(|e| Item::Unreadable(e.to_string()), Item::File);
        parcels.send((vec![item], FILE_BYTES)).ok()?;
    }
    Some(())
}

/// Whether a file holds JSON Lines, as its name has it.
pub(super) fn holds_lines(path: &Path) -> bool {
    path.extension().is_some_and(|e| JSON_EXTENSIONS.iter().any(|json| e == *json)) && !path.is_dir()
}

fn send_unreadable(name: String, error: io::Error, parcels: &SyncSender<Parcel>) -> Option<()> {
    let error = ReadError::Unreadable { name, error };
    parcels.send((vec![Item::Unreadable(error.to_string())], FILE_BYTES)).ok()
}

/// Sends the lines of a stream, as many together as came together.
fn read_lines(stream: impl Read, name: &str, file: Option<&str>, parcels: &SyncSender<Parcel>) -> Option<()> {
    let mut reader = BufReader::with_capacity(BUFFER, stream);
    let mut parcel = vec![];
    let mut bytes = 0;
    for number in 1.. {
        let mut line = vec![];
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(n) => bytes += n,
            Err(error) => {
                parcels.send((parcel, bytes)).ok()?;
                return send_unreadable(name.to_owned(), error, parcels);
            }
        }
        if number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        if !line.trim_ascii().is_empty() {
            parcel.push(Item::Line(Line { number, file: file.map(str::to_owned), bytes: line }));
        }
        // Reading on might mean waiting.
        let would_wait = memchr::memchr(b'\n', reader.buffer()).is_none();
        if would_wait || bytes >= BUFFER {
            parcels.send((std::mem::take(&mut parcel), std::mem::take(&mut bytes))).ok()?;
        }
    }
    parcels.send((parcel, bytes)).ok()
}

/// The article in a file of its own; its id is the path.
pub(super) fn article_of_file(source: &Source) -> Result<Article, ReadError> {
    let text = source.read()?;
    let id = serde_json::value::to_raw_value(&source.name()).expect("a string is a JSON value");
    Ok(Article { id, text, date: None, path: source.path().map(Path::to_owned) })
}

impl Line {
    #[cfg(test)]
    pub(super) fn for_test(json: &str) -> Self {
        Line { number: 7, file: None, bytes: json.into() }
    }

    /// What stands in the output in its place, where it has no record.
    pub(super) fn error(&self, id: Option<Box<RawValue>>, error: String) -> ErrorLine {
        let error = self.file.as_ref().map_or(error.clone(), |file| format!("{file}: {error}"));
        ErrorLine { id, line: self.number, error }
    }

    /// The article in it.
    pub(super) fn article(&self, fields: &Fields) -> Result<Article, ErrorLine> {
        let fail = |id: Option<&RawValue>, error: String| self.error(id.map(ToOwned::to_owned), error);
        let json = std::str::from_utf8(&self.bytes).map_err(|e| {
            let offset = e.valid_up_to();
            fail(None, format!("not UTF-8: byte 0x{:02X} at offset {offset} of the line", self.bytes[offset]))
        })?;
        let mut object: FxHashMap<Cow<str>, &RawValue> =
            serde_json::from_str(json).map_err(|e| fail(None, not_an_object(&e)))?;
        let id = object.remove(fields.id.as_str());
        let text = match object.get(fields.text.as_str()) {
            None => Err(format!("there is no field \"{}\"", fields.text)),
            Some(value) => serde_json::from_str(value.get())
                .map_err(|e| format!("\"{}\" is not a string of text: {}", fields.text, reason(&e))),
        };
        let text: String = text.map_err(|e| fail(id, e))?;
        if u32::try_from(text.len()).is_err() {
            return Err(fail(
                id,
                format!("\"{}\" is larger than the 4 GiB an article may have", fields.text),
            ));
        }
        let date = match object.get(fields.date.as_str()) {
            None => None,
            Some(value) => parse_date(value.get()).map_err(|()| {
                let shown: String = value.get().chars().take(40).collect();
                fail(id, format!("\"{}\" is {shown}: expected a date such as \"2023-09-15\"", fields.date))
            })?,
        };
        Ok(Article { id: id.unwrap_or(RawValue::NULL).to_owned(), text, date, path: None })
    }
}

/// A date, or a date-time whose day counts; `null` and `""` are none, as exports from tables have them.
fn parse_date(json: &str) -> Result<Option<Date>, ()> {
    let Some(value) = serde_json::from_str::<Option<String>>(json).map_err(|_| ())? else { return Ok(None) };
    let value = value.trim();
    let day = match value.as_bytes().get(10) {
        Some(b'T' | b't' | b' ') => value.get(..10).ok_or(())?,
        _ => value,
    };
    if day.is_empty() { Ok(None) } else { day.parse().map(Some).map_err(|_| ()) }
}

fn not_an_object(error: &serde_json::Error) -> String {
    format!("not a JSON object: {}", reason(error))
}

/// What serde_json says, with the column alone as place: the line is always the first.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string().replace(" at line 1 column ", " at column ").replace('\n', " ");
    // In the words of JSON, not of Rust.
    message.replace("sequence", "array").replace("expected a map at column 0", "expected an object")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(bytes: &[u8]) -> Result<Article, String> {
        let fields = Fields { id: "id".into(), text: "text".into(), date: "date".into() };
        let line = Line { number: 7, file: None, bytes: bytes.to_vec() };
        line.article(&fields).map_err(|e| serde_json::to_string(&e).unwrap())
    }

    fn error(bytes: &[u8]) -> String {
        read_one(bytes).err().expect("an error")
    }

    #[test]
    fn an_id_comes_back_as_it_is() {
        for id in ["\"a1\"", "17", "12345678901234567890123", "null", "{\"b\":1, \"a\":[2]}"] {
            let article = read_one(format!("{{\"text\":\"\",\"id\":{id}}}").as_bytes()).unwrap();
            assert_eq!(article.id.get(), id);
        }
        assert_eq!(read_one(b"{\"text\":\"\"}").unwrap().id.get(), "null");
    }

    #[test]
    fn dates_may_be_absent_or_have_a_time() {
        let date = |json: &str| {
            read_one(format!("{{\"text\":\"\",\"date\":{json}}}").as_bytes())
                .map(|a| a.date.map(|d| d.to_string()))
        };
        assert_eq!(date("\"2023-09-15\""), Ok(Some("2023-09-15".to_owned())));
        assert_eq!(date("\"2023-09-15T10:00:00Z\""), Ok(Some("2023-09-15".to_owned())));
        assert_eq!(date("null"), Ok(None));
        assert_eq!(date("\"\""), Ok(None));
        insta::assert_snapshot!(date("\"15 Sept.\"").unwrap_err(), @r#"{"id":null,"line":7,"error":"\"date\" is \"15 Sept.\": expected a date such as \"2023-09-15\""}"#);
        insta::assert_snapshot!(date("20230915").unwrap_err(), @r#"{"id":null,"line":7,"error":"\"date\" is 20230915: expected a date such as \"2023-09-15\""}"#);
    }

    #[test]
    fn errors_say_what_was_expected() {
        insta::assert_snapshot!(error(b"{\"id\": 3}"), @r#"{"id":3,"line":7,"error":"there is no field \"text\""}"#);
        insta::assert_snapshot!(error(b"{\"id\": 3, \"text\": null}"), @r#"{"id":3,"line":7,"error":"\"text\" is not a string of text: invalid type: null, expected a string at column 4"}"#);
        insta::assert_snapshot!(error(b"{\"id\": 3, \"text\": \"\\ud800\"}"), @r#"{"id":3,"line":7,"error":"\"text\" is not a string of text: unexpected end of hex escape at column 8"}"#);
        insta::assert_snapshot!(error(b"[1]"), @r#"{"id":null,"line":7,"error":"not a JSON object: invalid type: array, expected an object"}"#);
        insta::assert_snapshot!(error(b"{\"id\": 3, \"te"), @r#"{"id":null,"line":7,"error":"not a JSON object: EOF while parsing a string at column 13"}"#);
        insta::assert_snapshot!(error(b"{\"id\": \"caf\xE9\"}"), @r#"{"id":null,"line":7,"error":"not UTF-8: byte 0xE9 at offset 11 of the line"}"#);
    }
}
