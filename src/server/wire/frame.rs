//! A message on the wire: `Content-Length: 42`, an empty line, and so many bytes of JSON.

use serde::Deserialize;
use serde_json::Value;
use std::io::{self, Write};
use std::ops::Range;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::ls_types::DidChangeTextDocumentParams;
use tower_lsp::ls_types::notification::{DidChangeTextDocument, Notification};

/// The longest header line that is kept, in bytes; of a longer one only the end is looked at.
const LONGEST_LINE: u64 = 4096;
/// The longest message that is read, in bytes. The longest article is a fraction of it.
const LONGEST_MESSAGE: usize = 256 << 20;

/// A message from the client.
pub(super) enum Incoming {
    /// What an editor sends for each key, with no detour.
    Change(DidChangeTextDocumentParams),
    /// Another request or notification.
    Request(Request),
    /// The answer to a request of ours.
    Response(Response),
    /// Neither; with what to answer.
    Bad(Response),
}

/// Reads messages. Whatever arrives, the next good message is found.
pub(super) struct Frames<R> {
    input: BufReader<R>,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    pub(super) fn new(input: R) -> Self {
        Frames { input: BufReader::with_capacity(1 << 16, input) }
    }

    /// The next message; `None` where the input ends.
    pub(super) async fn next(&mut self) -> io::Result<Option<Incoming>> {
        let Some(length) = self.header().await? else { return Ok(None) };
        if length > LONGEST_MESSAGE {
            return self.skip(length).await;
        }
        // The buffer grows with what arrives, not with what was announced.
        let mut body = Vec::with_capacity(length.min(1 << 20));
        (&mut self.input).take(length as u64).read_to_end(&mut body).await?;
        Ok((body.len() == length).then(|| parse(&body)))
    }

    /// The length of the next message, in bytes. Lines that are no header are passed over.
    async fn header(&mut self) -> io::Result<Option<usize>> {
        let (mut length, mut line) = (None, vec![]);
        loop {
            line.clear();
            (&mut self.input).take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
            if line.is_empty() {
                return Ok(None);
            }
            match (content_length(&line), length) {
                (Some(announced), _) => length = Some(announced),
                (None, Some(length)) if line.trim_ascii().is_empty() => return Ok(Some(length)),
                (None, _) => {}
            }
        }
    }

    /// Throws a message away.
    async fn skip(&mut self, length: usize) -> io::Result<Option<Incoming>> {
        tracing::warn!("a message of {length} bytes is too long and is skipped");
        let mut body = (&mut self.input).take(length as u64);
        let skipped = tokio::io::copy(&mut body, &mut tokio::io::sink()).await?;
        Ok((skipped == length as u64)
            .then(|| bad(Id::Null, ErrorCode::InvalidRequest, "the message is too long")))
    }
}

/// The number behind `Content-Length:`, in whatever case, wherever in the line: a client's stray output may
/// stand in front of it.
fn content_length(line: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length:";
    let at = line.windows(NAME.len()).rposition(|window| window.eq_ignore_ascii_case(NAME))?;
    std::str::from_utf8(&line[at + NAME.len()..]).ok()?.trim().parse().ok()
}

/// A message to the client, which is written piece by piece: a long text is not copied to stand behind its header.
#[derive(Debug)]
pub(crate) struct Frame(Vec<Vec<u8>>);

impl Frame {
    /// A message of this text, in one piece or more.
    pub(super) fn around(mut text: Vec<Vec<u8>>) -> Frame {
        let length: usize = text.iter().map(Vec::len).sum();
        text.insert(0, format!("Content-Length: {length}\r\n\r\n").into_bytes());
        Frame(text)
    }

    /// Writes it to whatever is not buffered: in one piece, unless it is long.
    pub(super) fn write_at_once(&self, mut output: impl Write) -> io::Result<()> {
        const LONG: usize = 1 << 14;
        let short = self.0.iter().take_while(|piece| piece.len() < LONG).count();
        let (start, rest) = self.0.split_at(short);
        output.write_all(&start.concat())?;
        rest.iter().try_for_each(|piece| output.write_all(piece))
    }

    pub(super) async fn write(&self, output: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        for piece in &self.0 {
            output.write_all(piece).await?;
        }
        Ok(())
    }
}

fn parse(body: &[u8]) -> Incoming {
    if let Some(change) = change(body) {
        return Incoming::Change(change);
    }
    let value: Value = match serde_json::from_slice(body).or_else(|error| parse_mended(body).ok_or(error)) {
        Ok(value) => value,
        Err(error) => {
            tracing::warn!("a message from the client is not JSON: {error}");
            return bad(Id::Null, ErrorCode::ParseError, &error.to_string());
        }
    };
    let id = value.get("id").and_then(|id| Id::deserialize(id).ok());
    let parsed = if value.get("method").is_some() {
        Request::deserialize(value).map(Incoming::Request)
    } else if value.get("result").or(value.get("error")).is_some() {
        Response::deserialize(value).map(Incoming::Response)
    } else {
        return bad(id.unwrap_or_default(), ErrorCode::InvalidRequest, "neither a request nor an answer");
    };
    parsed.unwrap_or_else(|error| {
        tracing::warn!("a message from the client is malformed: {error}");
        bad(id.unwrap_or_default(), ErrorCode::InvalidRequest, &error.to_string())
    })
}

/// A message that is `textDocument/didChange` as the protocol has it. Any other, and whatever is wrong with one, is for those
/// who look closer.
fn change(body: &[u8]) -> Option<DidChangeTextDocumentParams> {
    /// In a longer message the method stands at the start, or it is like any other.
    const SHORT: usize = 4096;
    const METHOD: &str = DidChangeTextDocument::METHOD;
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Message<'a> {
        jsonrpc: &'a str,
        method: &'a str,
        params: DidChangeTextDocumentParams,
    }
    memchr::memmem::find(&body[..body.len().min(SHORT)], METHOD.as_bytes())?;
    let message: Message = serde_json::from_slice(body).ok()?;
    (message.jsonrpc == "2.0" && message.method == METHOD).then_some(message.params)
}

fn bad(id: Id, code: ErrorCode, message: &str) -> Incoming {
    let error = Error { code, message: message.to_owned().into(), data: None };
    Incoming::Bad(Response::from_error(id, error))
}

/// Parses a message in which half a surrogate pair is escaped, with U+FFFD in its place.
///
/// An editor whose strings are UTF-16 can hold half a pair and sends it so. Were the edit dropped, this
/// server's text would differ from the editor's for good; U+FFFD is as long in UTF-16.
fn parse_mended(body: &[u8]) -> Option<Value> {
    let halves = lone_surrogates(body);
    if halves.is_empty() {
        return None;
    }
    let mut mended = body.to_vec();
    for digits in halves {
        mended[digits].copy_from_slice(b"FFFD");
    }
    serde_json::from_slice(&mended).ok()
}

/// The hexadecimal digits of each escaped surrogate without its other half, as byte ranges.
fn lone_surrogates(json: &[u8]) -> Vec<Range<usize>> {
    let escape = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let (mut lone, mut at) = (vec![], 0);
    while let Some(backslash) = memchr::memchr(b'\\', &json[at..]) {
        at += backslash;
        match (escape(at), escape(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at += 12,
            (Some(0xD800..=0xDFFF), _) => {
                lone.push(at + 2..at + 6);
                at += 6;
            }
            _ => at = (at + 2).min(json.len()),
        }
    }
    lone
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read from `input`, each message as its JSON.
    async fn read(input: impl AsRef<[u8]>) -> Vec<String> {
        let mut frames = Frames::new(input.as_ref());
        let mut messages = vec![];
        while let Some(incoming) = frames.next().await.unwrap() {
            messages.push(match incoming {
                Incoming::Change(change) => format!("an edit: {}", change.content_changes[0].text),
                Incoming::Request(request) => request.to_string(),
                Incoming::Response(response) => format!("{:?}", response.into_parts()),
                Incoming::Bad(response) => {
                    format!("{} {}", response.id(), i64::from(response.error().unwrap().code))
                }
            });
        }
        messages
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    const PING: &str = r#"{"jsonrpc":"2.0","method":"ping"}"#;

    #[tokio::test]
    async fn a_bad_message_is_answered_and_the_next_one_read() {
        for (body, answer) in [
            ("{nonsense", "null -32700"),
            ("[]", "null -32600"),
            (r#"{"jsonrpc":"2.0","id":7}"#, "7 -32600"),
            (r#"{"jsonrpc":"1.0","id":"x","method":"ping"}"#, "\"x\" -32600"),
            (r#"{"jsonrpc":"2.0","id":8,"method":5}"#, "8 -32600"),
            (&"[".repeat(100_000), "null -32700"),
        ] {
            assert_eq!(read(framed(body) + &framed(PING)).await, [answer, PING]);
        }
        let not_utf8 = [b"Content-Length: 3\r\n\r\n\xff\xfe\x00", framed(PING).as_bytes()].concat();
        assert_eq!(read(not_utf8).await, ["null -32700", PING]);
    }

    #[tokio::test]
    async fn an_edit_is_one_however_it_is_written() {
        let params =
            r#"{"textDocument":{"uri":"file:///a","version":2},"contentChanges":[{"text":"“No.”"}]}"#;
        for edit in [
            format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#),
            format!(r#"{{"params":{params},"method":"textDocument/didChange","jsonrpc":"2.0"}}"#),
        ] {
            assert_eq!(read(framed(&edit)).await, ["an edit: “No.”"]);
        }
        // These are nothing that an editor sends: tower-lsp knows what is wrong with them.
        for other in [
            format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params},"id":1}}"#),
            r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":5}}"#.to_owned(),
        ] {
            assert!(
                read(framed(&other)).await[0].starts_with(r#"{"jsonrpc":"2.0","method":"textDocument/did"#)
            );
        }
    }

    #[tokio::test]
    async fn headers_are_read_generously() {
        let length = PING.len();
        for input in [
            format!("content-length:{length}\r\n\r\n{PING}"),
            format!("Content-Length: {length}\n\n{PING}"),
            format!(
                "Content-Type: application/vscode-jsonrpc; charset=latin-1\r\nX: y\r\nZ: w\r\n{}",
                framed(PING)
            ),
            format!("\r\n\r\n{}", framed(PING)),
            format!("debug output of a wrapper{}", framed(PING)),
            format!("Content-Length: many\r\n\r\n{}", framed(PING)),
            format!("{}{}", "x".repeat(100_000), framed(&format!("{PING}\n"))),
        ] {
            assert_eq!(read(&input).await, [PING], "{input:.80}");
        }
    }

    #[tokio::test]
    async fn an_input_that_ends_inside_a_message_ends() {
        let whole = framed(PING);
        for cut in 0..whole.len() {
            assert!(read(&whole[..cut]).await.is_empty());
        }
        assert!(read("Content-Length: 99999999999999999\r\n\r\n{}").await.is_empty());
    }

    #[tokio::test]
    async fn half_a_surrogate_pair_becomes_a_replacement_character() {
        let method = |escaped: &str| framed(&format!(r#"{{"jsonrpc":"2.0","method":"{escaped}"}}"#));
        let name = |name: &str| format!(r#"{{"jsonrpc":"2.0","method":"{name}"}}"#);
        assert_eq!(read(method(r"\ud83d")).await, [name("\u{fffd}")]);
        assert_eq!(read(method(r"\ude00x\ud83d\ude00\\\ud83d")).await, [name("\u{fffd}x😀\\\\\u{fffd}")]);
        assert_eq!(read(method(r"\\ud83d")).await, [name(r"\\ud83d")]);
    }
}
