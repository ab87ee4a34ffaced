#!/usr/bin/env python3
"""Everything that docs/accuracy.md says in figures, in Markdown.

    tools/accuracy/table.py BINARY DIR SCORE_QUOTES.py [--left-out usa-today] [--seed 1] [--into docs/accuracy.md]

DIR holds the gold files polnear_dev.jsonl (scored only) and polnear_train.jsonl (of which the publisher
--left-out took no part in training, and in which quotations are planted); SCORE_QUOTES.py is the score that
other tools are measured by as well. With --into, the figures take the place of what stands between
`<!-- figures -->` and `<!-- end of figures -->` in that file; else they go to standard output.

The pairing and the measures of gold.py must agree with the score: if their counts differ, it is an error.
"""

import argparse
import importlib.machinery
import importlib.util
import os
import statistics
import sys

import calibration
import errors
import gold
import reverse

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
KINDS = (
    ("person", ("person",)),
    ("pronoun", ("pronoun",)),
    ("description", ("nominal",)),
    ("organisation or other name", ("named-other", "capitalised")),
)
ROUNDS = 5


class Scored:
    """A set of gold articles, our records of them, and what both scores say."""

    def __init__(self, name, binary, articles, score_quotes):
        self.name, self.articles = name, articles
        self.records, _ = gold.annotate(binary, articles)
        self.pairs = gold.all_pairs(articles, self.records)
        self.alarms = gold.false_alarms(articles, self.records)
        self.score = score_quotes.score(articles, {key: predictions(r) for key, r in self.records.items()})
        ours = sum(pair.right() for pair in self.pairs)
        theirs = sum(kind["entity"] for kind in self.score["by_type"].values())
        if ours != theirs:
            raise gold.Failure(f"gold.py finds {ours} speakers right in {name}, the score {theirs}: mend gold.py")


def predictions(record):
    """A record's quotations as the score reads them."""
    lines = []
    for quotation in record["quotes"]:
        line = {"start": quotation["start"], "end": quotation["end"]}
        speaker = quotation["speaker"]
        if speaker:
            line.update(speaker=gold.shown(quotation), speaker_name=speaker["name"])
            if speaker.get("start") is not None:
                line.update(speaker_start=speaker["start"], speaker_end=speaker["end"])
        lines.append(line)
    return lines


def load_score(path):
    """The score as a module; it is not in the repository, because others use it too."""
    sys.dont_write_bytecode = True  # beside a file that is not ours
    loader = importlib.machinery.SourceFileLoader("score_quotes", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    try:
        loader.exec_module(module)
        module.score
    except (AttributeError, OSError, SyntaxError, ValueError) as error:
        raise gold.Failure(f"{path}: not the score: {error}") from None
    return module


def rate(share):
    return f"{100 * share:.1f}"


def main_table(sets):
    def row(what, value):
        return [what, *(value(s) for s in sets)]

    def f1(key):
        return lambda s: rate(s.score[key][2])

    rows = [
        row("articles", lambda s: len(s.articles)),
        row("stretches in marks that are speech, with a source", lambda s: s.score["speaker_counts"]["gold"]),
        row("quoted segments that are attributed speech, F1", f1("S_overlap_PRF")),
        row("speaker right, given the segment", lambda s: rate(s.score["spk_entity_acc_given_match"])),
        row("**speaker right, end to end, F1**", f1("spk_entity_e2e_PRF")),
        row("… by the head of the words alone", f1("spk_head_e2e_PRF")),
        row("pronouns resolved to the right name", resolved),
        row("all reported speech, character F1", f1("C_char_PRF_all")),
        row("false alarms of `unattributed-quote`", lambda s: gold.percent(*s.alarms)),
    ]
    return gold.table(["", *(s.name for s in sets)], rows)


def resolved(scored):
    counts = scored.score["pronoun_to_name"]
    return f"{counts['correct']} of {counts['gold']}"


def kind_table(sets):
    rows = []
    for name, types in KINDS:
        row = [name]
        for scored in sets:
            of_kind = [scored.score["by_type"].get(t, {}) for t in types]
            right, count = (sum(c.get(k, 0) for c in of_kind) for k in ("entity", "gold"))
            row.append(f"{right} of {count} ({gold.percent(right, count)})")
        rows.append(row)
    return gold.table(["the source is a", *(s.name for s in sets)], rows)


def mistake_table(sets):
    judged = [[kind for kind, _, _ in errors.judged(s.articles, s.records, "entity")] for s in sets]
    rows = [[kind, *(found.count(kind) for found in judged)] for kind in (errors.RIGHT, *errors.CATEGORIES)]
    return gold.table(["", *(s.name for s in sets)], rows)


def time_lines(binary, articles):
    size = sum(len(a["text"].encode()) for a in articles)
    lines = []
    for jobs, cores in ((1, "one core"), (None, f"all {os.cpu_count()} cores")):
        took = statistics.median(gold.annotate(binary, articles, jobs)[1] for _ in range(ROUNDS))
        each = 1000 * took / len(articles)
        lines.append(f"{1000 * took:.0f} ms on {cores} ({each:.1f} ms an article)")
    return (
        f"`onrecord annotate` on the {len(articles)} articles of dev ({size / 1000:.0f} KB), process and JSON included, "
        f"median of {ROUNDS} runs: {lines[0]}, {lines[1]}."
    )


def figures(options):
    score_quotes = load_score(options.score)
    dev = gold.load(os.path.join(options.dir, "polnear_dev.jsonl"))
    train = gold.load(os.path.join(options.dir, "polnear_train.jsonl"))
    left_out = [article for article in train if article.get("publisher") == options.left_out]
    if not left_out:
        raise gold.Failure(f"no article is by `{options.left_out}`")
    sets = [
        Scored("dev", options.binary, dev, score_quotes),
        Scored(f"left out ({options.left_out})", options.binary, left_out, score_quotes),
    ]
    yield "### Attribution\n"
    yield main_table(sets)
    yield "\n### By kind of speaker\n\nSpeaker right, of all speech in marks that has such a source.\n"
    yield kind_table(sets)
    yield "\n### Mistakes by category\n\n`tools/accuracy/errors.py --help` says what each is.\n"
    yield mistake_table(sets)
    for scored in sets:
        steps, patterns = calibration.reliability(scored.pairs, "entity")
        yield f"\n### Calibration: {scored.name}\n"
        yield calibration.step_table(steps)
        yield f"\n{calibration.error_line(steps)}\n"
        yield calibration.pattern_table(patterns)
    results = reverse.measure(options.binary, train, options.seed)
    records, _ = gold.annotate(options.binary, train)
    yield f"\n### Quotations that nobody says\n\nPlanted in the training articles, seed {options.seed}.\n"
    yield reverse.flagged_table(results)
    yield f"\nFalse alarms on the same articles unchanged: {gold.false_alarms(train, records)}.\n"
    yield reverse.missed_table(results)
    yield f"\n### Time\n\n{time_lines(options.binary, dev)}"


def put(path, lines):
    """Replaces the figures of a document."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except OSError as error:
        raise gold.Failure(f"{path}: {error.strerror}") from None
    begin, end = text.find(BEGIN), text.find(END)
    if begin < 0 or end < begin:
        raise gold.Failure(f"{path}: has no lines `{BEGIN}` and `{END}`")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text[:begin]}{BEGIN}\n\n{lines}\n\n{text[end:]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("dir", metavar="DIR")
    parser.add_argument("score", metavar="SCORE_QUOTES.py")
    parser.add_argument("--left-out", default="usa-today", metavar="PUBLISHER", help="left out of training (usa-today)")
    parser.add_argument("--seed", type=int, default=1, help="of the planted quotations (1)")
    parser.add_argument("--into", metavar="FILE", help="write the figures into this document")
    options = parser.parse_args()
    text = "\n".join(figures(options))
    if options.into:
        put(options.into, text)
    else:
        print(text)


if __name__ == "__main__":
    gold.run(main)
