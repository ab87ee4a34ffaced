"""What the accuracy tools share: reading gold articles, running `onrecord annotate`, comparing the two.

A gold file is JSON Lines, an article a line: `id`, `publisher`, `text`, `quotes` (what people marked as
attributed content, with its source and cue) and `segments` (every stretch in quotation marks, with the id of
the quote that covers at least half of it, or null). Offsets count code points.

How a segment and a quotation of ours are paired, and when a speaker is right:

* Only letters and digits count. A quotation of ours takes part if at least half of it stands in marks. It may
  be paired with a segment if what both share is at least half of what both hold together; pairs are made one
  to one, closest first.
* A speaker is right by `head` if the words we show hold the head of the gold source (and are no more than
  twelve), or if their last word before what follows the noun is that head.
* A speaker is right by `entity` if it is right by `head`, or if the name we resolve it to ends like the head,
  or like a name of the same person elsewhere in the article.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
from typing import NamedTuple, Optional

MEASURES = ("entity", "head")
BEHIND_NOUN = re.compile(
    r",|;|\(|—| - |\b(?:who|whom|whose|which|that|of|from|at|for|in|on|with|to|by|as|during|before|after)\b"
)
WORD = re.compile(r"[^\W_][\w’'.&-]*")
POSSESSIVE = re.compile(r"[’']s$")
NEEDED = ("id", "text", "quotes", "segments")


class Failure(Exception):
    """What the user can do something about."""


def run(main):
    """Runs a tool; what the user can mend is one line on standard error and exit code 2."""
    try:
        main()
    except Failure as failure:
        print(f"{os.path.basename(sys.argv[0])}: {failure}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def load(path):
    """The articles of a gold file."""
    articles = []
    try:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    article = json.loads(line)
                except ValueError as error:
                    raise Failure(f"{path}:{number}: not JSON: {error}") from None
                missing = [key for key in NEEDED if not isinstance(article, dict) or key not in article]
                if missing:
                    raise Failure(f"{path}:{number}: not a gold article: no {', '.join(missing)}")
                articles.append(article)
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if not articles:
        raise Failure(f"{path}: holds no articles")
    return articles


def annotate(binary, articles, jobs=None):
    """The records of articles (anything with `id`, `text`, `date`) by id, and the seconds it took."""
    lines = [json.dumps({k: a.get(k) for k in ("id", "text", "date")}, ensure_ascii=False) for a in articles]
    command = [os.path.abspath(binary), "annotate"] + (["-j", str(jobs)] if jobs else [])
    start = time.perf_counter()
    try:
        done = subprocess.run(command, input="\n".join(lines).encode(), capture_output=True)
    except OSError as error:
        raise Failure(f"{binary}: {error.strerror}; build it with `cargo build --release`") from None
    took = time.perf_counter() - start
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or done.stdout.decode(errors="replace")[:300]
        raise Failure(f"`{binary} annotate` ended with {done.returncode}: {said}")
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(records) != len(articles):
        raise Failure(f"`{binary} annotate` wrote {len(records)} records for {len(articles)} articles")
    return {record["id"]: record for record in records}, took


def letters(text, start, end):
    return {i for i in range(start, min(end, len(text))) if text[i].isalnum()}


def last_word(words):
    found = WORD.findall(words or "")
    return POSSESSIVE.sub("", found[-1].lower().rstrip(".")) if found else ""


def head_word(words):
    """The last word before what follows the noun: `mayor` for "the mayor of Bath, a Liberal"."""
    cut = BEHIND_NOUN.search(words, 1)
    core = words[: cut.start()] if cut and re.search(r"\w", words[: cut.start()]) else words
    return last_word(core)


def chain(quote):
    """Last words of the names that the source of a gold quote goes by in the article."""
    names = quote.get("chain_names") or quote.get("silver_chain_names")
    names = names or [quote.get("chain_name") or quote.get("silver_chain_name")]
    return {last_word(name) for name in names if name}


def shown(quotation):
    """The words by which one of our quotations shows its speaker."""
    speaker = quotation["speaker"]
    return (speaker.get("text") or speaker["name"]) if speaker else None


def right(text, gold, quotation, measure="entity"):
    """Whether one of our quotations names the source of a gold quote."""
    if not quotation["speaker"]:
        return False
    speaker, words = quotation["speaker"], shown(quotation)
    head = POSSESSIVE.sub("", gold["speaker_head"].lower()).rstrip(".")
    if speaker.get("start") is not None:
        start, end = speaker["start"], speaker["end"]
        if start <= gold["speaker_head_start"] and gold["speaker_head_end"] <= end:
            if len(text[start:end].split()) <= 12:
                return True
        elif start < gold["speaker_head_end"] and end > gold["speaker_head_start"]:
            if text[start:end].strip().lower().rstrip(".") == head:
                return True
    if head_word(words) == head:
        return True
    return measure == "entity" and last_word(speaker["name"]) in chain(gold) | {head}


class Pair(NamedTuple):
    """A segment of an article, what people say about it, and what we say about it; any but one may be missing."""

    article: dict
    segment: Optional[dict]
    gold: Optional[dict]
    quotation: Optional[dict]

    @property
    def has_source(self):
        return self.gold is not None and not self.gold["no_source"]

    def right(self, measure="entity"):
        return (
            self.has_source
            and self.quotation is not None
            and right(self.article["text"], self.gold, self.quotation, measure)
        )


def pairs(article, record):
    """Every segment of the article with its gold and our quotation, then our quotations in marks without one."""
    text = article["text"]
    gold = {quote["id"]: quote for quote in article["quotes"]}
    segments = [(s, letters(text, s["start"], s["end"])) for s in article["segments"]]
    segments = [(s, held) for s, held in segments if held]
    marked = set().union(*(held for _, held in segments))
    ours = [(q, letters(text, q["start"], q["end"])) for q in record["quotes"]]
    ours = [(q, held) for q, held in ours if held and 2 * len(held & marked) >= len(held)]
    close = []
    for i, (_, held) in enumerate(segments):
        for j, (_, said) in enumerate(ours):
            both = len(held & said)
            if both and 2 * both >= len(held | said):
                close.append((-both / len(held | said), i, j))
    of_segment, of_ours = {}, {}
    for _, i, j in sorted(close):
        if i not in of_segment and j not in of_ours:
            of_segment[i], of_ours[j] = j, i
    for i, (segment, _) in enumerate(segments):
        j = of_segment.get(i)
        yield Pair(article, segment, gold.get(segment["quote"]), None if j is None else ours[j][0])
    for j, (quotation, _) in enumerate(ours):
        if j not in of_ours:
            yield Pair(article, None, None, quotation)


def all_pairs(articles, records):
    return [pair for article in articles for pair in pairs(article, records[article["id"]])]


def flags(record, code="unattributed-quote"):
    return [d for d in record["diagnostics"] if d["code"] == code]


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


class Alarms(NamedTuple):
    """How often a segment whose source people marked is flagged `unattributed-quote` all the same."""

    flagged: int
    sourced: int

    def __str__(self):
        return f"{self.flagged} of {self.sourced} ({percent(self.flagged, self.sourced)})"


def false_alarms(articles, records):
    flagged = sourced = 0
    for article in articles:
        with_source = {quote["id"] for quote in article["quotes"] if not quote["no_source"]}
        found = flags(records[article["id"]])
        for segment in article["segments"]:
            if segment["quote"] in with_source:
                sourced += 1
                flagged += any(overlap(flag, segment) for flag in found)
    return Alarms(flagged, sourced)


def percent(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "–"


def context(text, start, end, before=250, after=160):
    """The words with what stands around them, on one line."""
    around = text[max(0, start - before) : start] + "⟦" + text[start:end] + "⟧" + text[end : end + after]
    return re.sub(r"\n+", " ¶ ", around)


def sample(things, limit, seed):
    """Up to `limit` of the things, chosen by `seed`, in their order."""
    if len(things) <= limit:
        return things
    chosen = sorted(random.Random(seed).sample(range(len(things)), limit))
    return [things[i] for i in chosen]


def table(head, rows):
    """A Markdown table; all columns but the first are to the right."""
    rows = [[str(cell) for cell in row] for row in [head, *rows]]
    wide = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = []
    for number, row in enumerate(rows):
        cells = [row[0].ljust(wide[0])] + [cell.rjust(w) for cell, w in zip(row[1:], wide[1:])]
        lines.append("| " + " | ".join(cells) + " |")
        if number == 0:
            lines.append("| " + " | ".join(["-" * wide[0]] + ["-" * (w - 1) + ":" for w in wide[1:]]) + " |")
    return "\n".join(lines)
