#!/usr/bin/env python3
"""Edits articles as writers do: what the compiler is shown before it builds the program that is given away.

    packages/wheel/train.py [PROGRAM]      `onrecord`, unless told otherwise

`maturin build --profile dist --pgo` builds the program with counters, runs this, and builds it again by what they
recorded: what ran lies together, and what hardly ever runs lies elsewhere. Nothing but speed and size depends on it.
It fails if the program does not answer within minutes or finds nothing; `.ci/run` runs it with the program already built.

What is typed and read are this project's own articles (tests/coreference/mended, without their marks), one after the
other as whole articles, and all together as one that is much longer than any article should be.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TYPED = " “We have heard nothing since Monday,” said Tomas Reyes, who runs the harbour, and he asked the ministry for help."
SHORTEST_LONG = 100_000
"""How many characters the long article has, at least."""
PATIENCE = 600
"""After how many seconds a server is ended that has not done with everything: without counters it takes four."""


def article(path):
    """What a marked article says, without its marks: `[Ana Ruiz|ruiz]` is `Ana Ruiz`; marks stand inside each other."""
    text, marks = path.read_text(encoding="utf-8"), 1
    while marks:
        text, marks = re.subn(r"\[([^\[\]|]*)\|[^\[\]|]*\]", r"\1", text)
    return text


def articles():
    """All articles, and the one that is made of them."""
    single = [article(path) for path in sorted((ROOT / "tests/coreference/mended").glob("*.txt"))]
    together = "\n\n".join(single)
    times = SHORTEST_LONG // len(together) + 1
    return single, "\n\n".join([together] * times)


class Editor:
    """An editor with the server behind it, which waits for each answer."""

    def __init__(self, program):
        self.server = subprocess.Popen([program, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        # Who waits for an answer then reads the end of the output.
        self.patience = threading.Timer(PATIENCE, self.server.kill)
        self.patience.daemon = True
        self.patience.start()
        self.last_id = 0
        capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})

    def send(self, message):
        body = json.dumps(message | {"jsonrpc": "2.0"}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def receive(self):
        headers = iter(self.server.stdout.readline, b"\r\n")
        for header in headers:
            if not header:
                sys.exit("the server has gone, or did not answer")
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.server.stdout.read(length))

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        """The answer, whatever it is; an error ends everything."""
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.last_id or "method" in message:
            pass
        if "error" in message:
            sys.exit(f"{method}: {message['error']}")
        return message.get("result")

    def wait_for_diagnostics(self, uri, version):
        while True:
            params = self.receive().get("params")
            if isinstance(params, dict) and params.get("uri") == uri and params.get("version") == version:
                return params["diagnostics"]

    def edit(self, number, text, typed):
        """Opens a text, types into the middle of it, takes half of that back, asks what an editor asks, and closes it.

        Returns how many keys were pressed.
        """
        document = {"uri": f"file:///article-{number}.article"}
        opened = {"languageId": "article", "version": 0, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document | opened})
        self.wait_for_diagnostics(document["uri"], 0)
        lines = text.splitlines()
        line = next(i for i in range(len(lines) // 2, len(lines)) if lines[i])
        # As the protocol counts: all letters of these articles are one UTF-16 unit wide.
        end = len(lines[line])
        keys = [(end + i, 0, key) for i, key in enumerate(typed)]
        keys += [(end + i - 1, 1, "") for i in range(len(typed), len(typed) // 2, -1)]
        for version, (column, removed, key) in enumerate(keys, 1):
            place = {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + removed}}
            change = {"textDocument": document | {"version": version}, "contentChanges": [{"range": place, "text": key}]}
            self.tell("textDocument/didChange", change)
            self.wait_for_diagnostics(document["uri"], version)
            if version % 16 == 0:
                self.look(document, line, end // 2)
        self.tell("textDocument/didClose", {"textDocument": document})
        return len(keys)

    def look(self, document, line, column):
        """What editors ask while somebody writes."""
        about, here = {"textDocument": document}, {"line": line, "character": column}
        around = {"start": {"line": max(0, line - 20), "character": 0}, "end": {"line": line + 20, "character": 0}}
        self.ask("textDocument/hover", about | {"position": here})
        self.ask("textDocument/documentHighlight", about | {"position": here})
        self.ask("textDocument/documentSymbol", about)
        self.ask("textDocument/inlayHint", about | {"range": around})
        self.ask("textDocument/codeAction", about | {"range": around, "context": {"diagnostics": []}})
        self.ask("textDocument/semanticTokens/range", about | {"range": around})
        self.ask("textDocument/foldingRange", about)
        self.ask("textDocument/completion", about | {"position": here})

    def leave(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        if self.server.wait(timeout=60) != 0:
            sys.exit(f"the server left with {self.server.returncode}")
        self.patience.cancel()


def run(program, *arguments, **options):
    """What a command writes, which must be something. 1 says that problems were found."""
    ran = subprocess.run([program, *arguments], stdout=subprocess.PIPE, timeout=PATIENCE, **options)
    if ran.returncode not in (0, 1) or not ran.stdout:
        sys.exit(f"onrecord {' '.join(arguments)} ended with {ran.returncode} and wrote {len(ran.stdout)} bytes")
    return ran.stdout


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "onrecord"
    single, long = articles()
    editor = Editor(program)
    keys = sum(editor.edit(number, text, TYPED) for number, text in enumerate(single))
    keys += editor.edit("long", long, TYPED)
    editor.leave()

    lines = "".join(json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(single))
    records = run(program, "annotate", "--jobs", "1", "-", input=lines.encode()).splitlines()
    if len(records) != len(single):
        sys.exit(f"{len(records)} records of {len(single)} articles")
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(single):
            pathlib.Path(folder, f"{number}.article").write_text(text, encoding="utf-8")
        for command in ("check", "report"):
            run(program, command, folder)
        run(program, "outline", str(pathlib.Path(folder, "0.article")))
    print(f"{keys} keys in {len(single) + 1} articles, {len(records)} records")


main()
