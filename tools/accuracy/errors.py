#!/usr/bin/env python3
"""Lists what Onrecord gets wrong on a gold file, by category and with context.

    tools/accuracy/errors.py BINARY GOLD.jsonl                     the summary: category by evidence pattern
    tools/accuracy/errors.py BINARY GOLD.jsonl --category wrong    a sample of the mistakes of a category
        [--pattern speech-goes-on] [--limit 20] [--seed 1] [--measure entity|head]

BINARY is the built program, GOLD.jsonl a gold file (its form: gold.py, which also says how segments and
quotations are paired and when a speaker is right). A category may be cut short: `wrong` stands for all that
begin with it.

    not-speech        we take for speech what people did not mark (often speech they overlooked)
    missed/…          speech that we take for a term (`term`), or with another extent or not at all (`extent`)
    no-speaker        speech that we leave without the speaker people found
    no-source         we name a speaker where people marked that there is none
    wrong/inside      our words stand inside the right phrase, but not on its head
    wrong/relative    people marked `who`, `which` or `that`
    wrong/pronoun     people marked a pronoun, and we show somebody else
    wrong/resolved    we show a pronoun, and it is not the right one
    wrong/other       anybody else

Do not read the text of a file that is kept for scoring; its summary is figures only.
"""

import argparse
import collections

import gold

CATEGORIES = (
    "not-speech", "missed/term", "missed/extent", "no-speaker", "no-source",
    "wrong/inside", "wrong/relative", "wrong/pronoun", "wrong/resolved", "wrong/other",
)
RIGHT = "right"
RELATIVE = {"who", "which", "that"}


def category(pair, record, measure):
    """The category of a pair; None where both sides agree that nobody speaks."""
    quotation, answer = pair.quotation, pair.gold
    if answer is None:
        return "not-speech" if quotation else None
    if quotation is None:
        return "missed/term" if term(pair, record) else "missed/extent"
    if answer["no_source"]:
        return "no-source" if quotation["speaker"] else RIGHT
    if pair.right(measure):
        return RIGHT
    if not quotation["speaker"]:
        return "no-speaker"
    return "wrong/" + wrong(quotation["speaker"], answer)


def wrong(speaker, answer):
    start, end = speaker.get("start"), speaker.get("end")
    if start is not None and answer["speaker_start"] <= start and end <= answer["speaker_end"]:
        return "inside"
    if answer["speaker"].lower() in RELATIVE:
        return "relative"
    if answer["speaker_type"] == "pronoun":
        return "pronoun"
    return "resolved" if speaker["how"] == "pronoun" else "other"


def term(pair, record):
    return next((t for t in record["terms"] if gold.overlap(t, pair.segment)), None)


def pattern(pair, record):
    """By what evidence we decided; for what is missed, what we took it for."""
    if pair.quotation:
        return pair.quotation["evidence"] or "nobody"
    found = term(pair, record) if pair.segment else None
    return f"term: {found['kind']}" if found else "–"


def describe(kind, evidence, pair):
    place = pair.segment or pair.quotation
    lines = [f"{kind} · {evidence} · {pair.article['id']} @ {place['start']}"]
    if pair.quotation:
        speaker, cue = pair.quotation["speaker"], pair.quotation["cue"]
        if speaker:
            sure = f"{pair.quotation['confidence']:.2f}"
            by = f", cue “{cue['text']}”" if cue else ""
            lines.append(f"  ours: {speaker['name']} by “{gold.shown(pair.quotation)}”{by}, confidence {sure}")
        else:
            lines.append("  ours: nobody")
    if pair.gold is None:
        lines.append("  gold: not attributed")
    elif pair.gold["no_source"]:
        lines.append(f"  gold: no source, cue “{pair.gold.get('cue') or '–'}”")
    else:
        also = ", ".join(pair.gold.get("silver_chain_names") or ())
        also = f", also known as {also}" if also else ""
        lines.append(
            f"  gold: “{pair.gold['speaker']}” (head “{pair.gold['speaker_head']}”, {pair.gold['speaker_type']}{also}), "
            f"cue “{pair.gold.get('cue') or '–'}”"
        )
    lines.append("  " + gold.context(pair.article["text"], place["start"], place["end"]))
    return "\n".join(lines)


def judged(articles, records, measure):
    """(category, pattern, pair) of everything that either side calls speech."""
    for pair in gold.all_pairs(articles, records):
        record = records[pair.article["id"]]
        kind = category(pair, record, measure)
        if kind:
            yield kind, pattern(pair, record), pair


def summary(judgements):
    """The table of categories by pattern, most frequent pattern first."""
    counts = collections.Counter((kind, evidence) for kind, evidence, _ in judgements)
    patterns = collections.Counter()
    for (_, evidence), count in counts.items():
        patterns[evidence] += count
    columns = [c for c in (RIGHT, *CATEGORIES) if any(kind == c for kind, _ in counts)]
    rows = []
    for evidence, _ in patterns.most_common():
        rows.append([evidence] + [counts[c, evidence] or "" for c in columns])
    rows.append(["all"] + [sum(counts[c, e] for e in patterns) for c in columns])
    return gold.table(["evidence", *columns], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("gold", metavar="GOLD.jsonl")
    parser.add_argument("--category", help="list these mistakes; " + ", ".join(CATEGORIES))
    parser.add_argument("--pattern", help="only those decided by this evidence")
    parser.add_argument("--limit", type=int, default=20, help="list at most so many (20)")
    parser.add_argument("--seed", type=int, default=1, help="which ones, if there are more (1)")
    parser.add_argument("--measure", choices=gold.MEASURES, default="entity", help="when a speaker is right (entity)")
    options = parser.parse_args()
    if options.category and not any(c.startswith(options.category) for c in CATEGORIES):
        raise gold.Failure(f"no category `{options.category}`; there are {', '.join(CATEGORIES)}")
    articles = gold.load(options.gold)
    records, _ = gold.annotate(options.binary, articles)
    judgements = list(judged(articles, records, options.measure))
    if not options.category and not options.pattern:
        print(summary(judgements))
        return
    wanted = [
        j for j in judgements
        if j[0] != RIGHT and j[0].startswith(options.category or "") and options.pattern in (None, j[1])
    ]
    listed = gold.sample(wanted, options.limit, options.seed)
    for judgement in listed:
        print(describe(*judgement), end="\n\n")
    print(f"{len(listed)} of {len(wanted)}")


if __name__ == "__main__":
    gold.run(main)
