//! A client for tests of the wire. It is strict: when it leaves, every message of the server must have been
//! read by the test, the process must be gone, and its exit code must be the one the protocol asks for.

#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod model;
pub(crate) mod writer;

use onrecord::server::Ended;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Far longer than anything takes on a busy machine: a test that waits so long has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A client with a server at the other end.
pub(crate) struct Client {
    /// Bytes to the server; `None` once the pipe is closed.
    to_server: Option<Sender<Vec<u8>>>,
    from_server: Receiver<Value>,
    /// What has arrived and was not asked for yet.
    unread: VecDeque<Value>,
    server: Server,
    last_id: i64,
}

enum Server {
    Process(Child),
    Thread(Option<JoinHandle<Ended>>),
    Elsewhere,
}

/// The program as a server, over standard input and output.
pub(crate) fn server_process() -> Child {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .arg("server")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

impl Client {
    /// Starts the program, over standard input and output.
    pub(crate) fn of_process() -> Client {
        let mut child = server_process();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Client::new(output, input, Server::Process(child))
    }

    /// Starts the server on a thread of this process, over a pipe in memory.
    pub(crate) fn in_process() -> Client {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let handle = runtime.handle().clone();
        // Two pipes, of which each uses one direction: so either side can close the one it writes to.
        let (to_server, input) = tokio::io::duplex(1 << 14);
        let (output, from_server) = tokio::io::duplex(1 << 14);
        let thread = std::thread::spawn(move || {
            let ended = runtime.block_on(onrecord::server::serve(input, output));
            // The client's threads are still in it.
            std::mem::forget(runtime);
            ended
        });
        let from_server = Blocking { io: from_server, handle: handle.clone() };
        let to_server = Blocking { io: to_server, handle };
        Client::new(from_server, to_server, Server::Thread(Some(thread)))
    }

    /// Connects to a server that was started otherwise.
    pub(crate) fn of_pipes(output: impl Read + Send + 'static, input: impl Write + Send + 'static) -> Client {
        Client::new(output, input, Server::Elsewhere)
    }

    fn new(
        output: impl Read + Send + 'static,
        mut input: impl Write + Send + 'static,
        server: Server,
    ) -> Client {
        let (to_server, outgoing) = channel::<Vec<u8>>();
        std::thread::spawn(move || {
            for bytes in outgoing {
                if input.write_all(&bytes).and_then(|()| input.flush()).is_err() {
                    return;
                }
            }
        });
        let (incoming, from_server) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if incoming.send(message).is_err() {
                    return;
                }
            }
        });
        let unread = VecDeque::new();
        Client { to_server: Some(to_server), from_server, unread, server, last_id: 0 }
    }

    /// Says hello with these capabilities; the answer's result.
    pub(crate) fn initialize(&mut self, capabilities: Value) -> Value {
        let params =
            json!({ "processId": std::process::id(), "rootUri": null, "capabilities": capabilities });
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result
    }

    /// Answers a request of the server's.
    pub(crate) fn respond(&mut self, request: &Value, result: Value) {
        self.body(json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }).to_string());
    }

    /// The next request or notification of the server's with this method.
    pub(crate) fn called(&mut self, method: &str) -> Value {
        self.find(method, |message| message["method"] == method)
    }

    /// The client with everything agreed and positions in this encoding.
    pub(crate) fn agreed(mut self, encoding: &str) -> Client {
        let mut capabilities = capabilities();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let result = self.initialize(capabilities);
        assert_eq!(result["capabilities"]["positionEncoding"], encoding);
        self
    }

    /// Writes bytes as they are.
    pub(crate) fn raw(&mut self, bytes: impl Into<Vec<u8>>) {
        let to_server = self.to_server.as_ref().expect("the pipe is open");
        to_server.send(bytes.into()).expect("the writer is there");
    }

    /// Writes a body with its header.
    pub(crate) fn body(&mut self, body: impl AsRef<[u8]>) {
        let body = body.as_ref();
        self.raw([format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.body(json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    /// Sends a request and does not wait; its id.
    pub(crate) fn send(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let message = match params {
            Value::Null => json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method }),
            params => json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params }),
        };
        self.body(message.to_string());
        self.last_id
    }

    /// The answer to a request, whole.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.find(&format!("the answer to request {id}"), |message| {
            message.get("method").is_none() && message["id"] == id
        })
    }

    /// The result of a request that was sent.
    pub(crate) fn result(&mut self, id: i64) -> Value {
        let answer = self.answer(id);
        answer.get("result").unwrap_or_else(|| panic!("no result: {answer}")).clone()
    }

    /// Sends a request and waits for its result.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params);
        self.result(id)
    }

    /// Sends a request and waits for its error's code.
    pub(crate) fn error(&mut self, method: &str, params: Value) -> i64 {
        let id = self.send(method, params);
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
    }

    /// The next message for which `wanted` holds; others stay unread.
    pub(crate) fn find(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(i) = self.unread.iter().position(&wanted) {
            return self.unread.remove(i).unwrap();
        }
        let end = Instant::now() + PATIENCE;
        loop {
            match self.from_server.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.unread.push_back(message),
                Err(RecvTimeoutError::Disconnected) => panic!("the server left before {what} came"),
                Err(RecvTimeoutError::Timeout) => panic!("{what} did not come; unread: {:?}", self.unread),
            }
        }
    }

    /// The next diagnostics published for a document: their version and themselves.
    pub(crate) fn published(&mut self, uri: &str) -> (Option<i64>, Value) {
        let message = self.find(&format!("diagnostics of {uri}"), |message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        });
        let params = &message["params"];
        (params.get("version").and_then(Value::as_i64), params["diagnostics"].clone())
    }

    /// The diagnostics of this version, passing over those of versions before it, which must ascend.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: i64) -> Value {
        let mut last = i64::MIN;
        loop {
            let (published, diagnostics) = self.published(uri);
            let published = published.expect("diagnostics say which version they are of");
            assert!(last < published && published <= version, "{published} after {last}, before {version}");
            if published == version {
                return diagnostics;
            }
            last = published;
        }
    }

    pub(crate) fn open(&mut self, uri: &str, version: i64, text: &str) {
        let document = json!({ "uri": uri, "languageId": "article", "version": version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The text that the server has; `None` if it has no such document.
    pub(crate) fn text(&mut self, uri: &str) -> Option<String> {
        let text = self.request("onrecord/viewText", json!({ "uri": uri }));
        text.as_str().map(str::to_owned)
    }

    /// Says goodbye as the protocol asks, keeping the pipe open, and checks how the server takes it.
    pub(crate) fn leave(mut self) {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        let code = self.exit_code();
        assert_eq!(code, Some(0), "exit code");
        self.assert_all_read();
    }

    /// Closes the pipe without a word.
    pub(crate) fn hang_up(&mut self) {
        self.to_server = None;
    }

    /// Waits until the server is gone; its exit code where there is one to see.
    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let gone = match &mut self.server {
                Server::Process(child) => child.try_wait().unwrap().map(|status| status.code()),
                Server::Thread(thread) if thread.as_ref().is_some_and(|t| t.is_finished()) => {
                    let ended = thread.take().unwrap().join().unwrap();
                    Some(Some(i32::from(ended == Ended::Abruptly)))
                }
                Server::Thread(_) => None,
                Server::Elsewhere => Some(Some(0)),
            };
            if let Some(code) = gone {
                return code;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not leave");
    }

    /// Fails if the server, which must have left, sent anything that the test did not read.
    pub(crate) fn assert_all_read(&mut self) {
        while let Ok(message) = self.from_server.recv_timeout(PATIENCE) {
            self.unread.push_back(message);
        }
        assert!(self.unread.is_empty(), "messages left unread: {:#?}", self.unread);
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Server::Process(child) = &mut self.server {
            // Ours alone, and gone already unless the test has failed.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Reads a message; `None` where the pipe ends.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.strip_suffix("\r\n").expect("header lines end with CRLF");
        match line.strip_prefix("Content-Length: ") {
            Some(number) => length = Some(number.parse().unwrap()),
            None => assert_eq!(line, "", "nothing but the protocol comes from the server"),
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length.expect("a header with Content-Length")];
    output.read_exact(&mut body).ok()?;
    let message: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(message["jsonrpc"], "2.0");
    Some(message)
}

/// The capabilities of an editor that can do everything the server asks about.
pub(crate) fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true,
            },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "inlayHint": {},
        },
    })
}

/// An asynchronous pipe's end, for a thread.
struct Blocking<T> {
    io: T,
    handle: tokio::runtime::Handle,
}

impl<T: tokio::io::AsyncRead + Unpin> Read for Blocking<T> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.handle.block_on(self.io.read(buffer))
    }
}

impl<T: tokio::io::AsyncWrite + Unpin> Write for Blocking<T> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.handle.block_on(self.io.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.handle.block_on(self.io.flush())
    }
}
