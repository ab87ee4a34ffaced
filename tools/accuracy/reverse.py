#!/usr/bin/env python3
"""Whether a quotation that nobody says is flagged: plants such quotations in gold articles.

    tools/accuracy/reverse.py BINARY GOLD.jsonl [--seed 1] [--show N] [--kind borrowed|bare]

Edited copy hardly ever leaves a quotation without a speaker, so the reverse of accuracy has to be made. Use a
gold file for training, never one kept for scoring. Each planted quotation gets a copy of its article to
itself; `unattributed-quote` should be flagged on it.

borrowed   A direct quotation of another article, of eight words or more, that begins with a capital and ends a
           sentence, alone in a paragraph of its own, in the article's own marks. One for each article that
           has a place for it, both chosen by the seed.
bare       The attribution deleted from a paragraph that is nothing but “…,” X said. or “…,” said X. (or
           “…,” X said in Bath on Monday: twelve further words at most, in the same sentence). The quotation
           is closed with a full stop. Every such paragraph counts for which the rest holds.

What is fair: the paragraph must be one whose speaker no careful reader could name.
* A paragraph is what stands between blank lines, as in the article format. (Some gold articles have lost blank
  lines, so that speech and what follows it are one paragraph; there is no place for a quotation behind that.)
* The paragraph before has no speech: no quotation marks, nothing that people marked as attributed, and none of
  the plainest reporting words, because the annotators overlooked some. So nobody goes on speaking. It has
  twenty words or more and ends a sentence without a colon: it is neither a heading, nor a label, nor an
  introduction.
* For `borrowed`, the paragraph behind has no speech either, so that no attribution there covers the quotation.
* For `bare`, the paragraph behind does not begin with a quotation, which might share an attribution with it,
  and nobody who may be the same speaker is a source in the two paragraphs before and the two behind. A pronoun
  whose person is unknown may be anyone, so then there must be no source there at all.
* Somebody may well be named nearby. That is no attribution: copy that leaves the speaker to be guessed is
  what the rule is for.
* Two paragraphs away there may be speech. A speaker who goes on after a whole paragraph of something else has
  to be named again.

The share flagged stands beside the false alarms on the articles as they are: segments whose source people
marked, and flagged all the same.
"""

import argparse
import collections
import random
import re

import gold

KINDS = ("borrowed", "bare")
MARK = re.compile("[\"“”„«»‘]|''|(?<!\\w)'|'(?!\\w)")
REPORTING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|ask(?:ed|s)?|wr(?:ote|ites?)|tweet(?:ed|s)?|add(?:ed|s)|according)\b", re.I
)


def words(text):
    return re.findall(r"\w[\w’'-]*", text)


class Paragraph:
    """What stands between blank lines, and what people marked in it."""

    def __init__(self, article, start, end):
        self.start, self.end = start, end
        self.text = article["text"][start:end]
        here = {"start": start, "end": end}
        self.segments = [s for s in article["segments"] if gold.overlap(s, here)]
        self.quotes = [q for q in article["quotes"] if gold.overlap(q, here)]
        self.sources = [q for q in self.quotes if not q["no_source"]]

    def no_speech(self):
        return not (self.segments or self.quotes or MARK.search(self.text) or REPORTING.search(self.text))

    def begins_with_speech(self):
        return MARK.match(self.text.lstrip()) is not None

    def may_come_before(self):
        return self.no_speech() and len(words(self.text)) >= 20 and self.text.rstrip()[-1] in ".!?"


def paragraphs(article):
    found = re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", article["text"])
    return [Paragraph(article, m.start(), m.end()) for m in found]


class Planted:
    """A changed article, and where in it the quotation is that nobody says."""

    def __init__(self, kind, article, start, end, quotation):
        self.kind, self.host = kind, article["id"]
        text = article["text"]
        self.text = text[:start] + quotation + text[end:]
        at = start + quotation.index(quotation.strip())
        self.place = {"start": at, "end": at + len(quotation.strip())}
        self.date = article.get("date")

    def as_article(self, number):
        return {"id": number, "text": self.text, "date": self.date}


def marks_of(article):
    """The opening and closing marks that the article uses."""
    return ("“", "”") if "“" in article["text"] else ('"', '"')


def lendable(articles):
    """(article id, words) of every direct quotation that can stand alone."""
    for article in articles:
        direct = {quote["id"] for quote in article["quotes"] if quote["kind"] == "direct"}
        for segment in article["segments"]:
            said = article["text"][segment["start"] + 1 : segment["end"] - 1].strip()
            if segment["quote"] not in direct or segment["style"] != "double" or not segment["closed"]:
                continue
            if said[:1].isupper() and said[-1:] in ".!?" and len(words(said)) >= 8 and not MARK.search(said):
                yield article["id"], said


def borrowed(articles, seed):
    choose = random.Random(seed)
    pool = list(lendable(articles))
    for article in articles:
        all_here = paragraphs(article)
        places = [
            before for before, behind in zip(all_here, all_here[1:] + [None])
            if before.may_come_before() and (behind is None or behind.no_speech())
        ]
        if not places:
            continue
        place = choose.choice(places)
        lender, said = choose.choice(pool)
        while lender == article["id"]:
            lender, said = choose.choice(pool)
        opening, closing = marks_of(article)
        yield Planted("borrowed", article, place.end, place.end, f"\n\n{opening}{said}{closing}")


def bare(articles):
    for article in articles:
        all_here = paragraphs(article)
        for i in range(1, len(all_here)):
            if not all_here[i - 1].may_come_before():
                continue
            if i + 1 < len(all_here) and all_here[i + 1].begins_with_speech():
                continue
            quotation = without_attribution(article, all_here[i])
            near = all_here[max(0, i - 2) : i] + all_here[i + 1 : i + 3]
            if quotation and not any(may_be_same(all_here[i].sources[0], q) for p in near for q in p.sources):
                yield Planted("bare", article, all_here[i].start, all_here[i].end, quotation)


def without_attribution(article, paragraph):
    """The bare quotation, if the paragraph is nothing but it and a short sentence with its speaker and its cue."""
    if len(paragraph.segments) != 1 or len(paragraph.quotes) != 1 or len(paragraph.sources) != 1:
        return None
    segment, quote = paragraph.segments[0], paragraph.sources[0]
    if segment["quote"] != quote["id"] or quote["kind"] != "direct" or not segment["closed"]:
        return None
    if article["text"][paragraph.start : segment["start"]].strip() or quote.get("cue_start") is None:
        return None
    rest = list(article["text"][segment["end"] : paragraph.end])
    for start, end in ((quote["speaker_start"], quote["speaker_end"]), (quote["cue_start"], quote["cue_end"])):
        if start < segment["end"] or end > paragraph.end:
            return None
        rest[start - segment["end"] : end - segment["end"]] = " " * (end - start)
    rest = "".join(rest).strip()
    whole = article["text"][segment["start"] : segment["end"]]
    said = re.fullmatch(r"(“|\"|'')(.*?),?(”|\"|'')", whole, re.S)
    if not said or len(words(rest)) > 12 or re.search(r"[.!?:]\s", rest):
        return None
    opening, inside, closing = said.groups()
    return f"{opening}{inside}{'' if inside[-1:] in '.!?' else '.'}{closing}"


def may_be_same(a, b):
    """Whether the sources of two quotes may be one speaker."""
    names_a, names_b = (gold.chain(q) | {gold.last_word(q["speaker_head"])} for q in (a, b))
    unknown = any(q["speaker_type"] == "pronoun" and not gold.chain(q) for q in (a, b))
    return unknown or bool(names_a & names_b)


def verdict(planted, record):
    """`flagged`, or what we made of the quotation instead."""
    if any(gold.overlap(flag, planted.place) for flag in gold.flags(record)):
        return "flagged"
    term = next((t for t in record["terms"] if gold.overlap(t, planted.place)), None)
    quotation = next((q for q in record["quotes"] if gold.overlap(q, planted.place)), None)
    if quotation and quotation["speaker"]:
        return f"attributed: {quotation['evidence']}"
    if quotation:
        return "no speaker, but not flagged"
    return f"term: {term['kind']}" if term else "not seen"


def describe(planted, record, why):
    lines = [f"{planted.kind} · {why} · {planted.host}"]
    quotation = next((q for q in record["quotes"] if gold.overlap(q, planted.place)), None)
    if quotation and quotation["speaker"]:
        cue = f", cue “{quotation['cue']['text']}”" if quotation["cue"] else ""
        sure = f"{quotation['confidence']:.2f}"
        lines.append(f"  ours: {quotation['speaker']['name']} by “{gold.shown(quotation)}”{cue}, confidence {sure}")
    lines.append("  " + gold.context(planted.text, planted.place["start"], planted.place["end"], before=500))
    return "\n".join(lines)


def measure(binary, articles, seed):
    """(planted, record, verdict) of every planted quotation."""
    planted = [*borrowed(articles, seed), *bare(articles)]
    if not planted:
        raise gold.Failure("no article has a place for a quotation that nobody says")
    records, _ = gold.annotate(binary, [p.as_article(i) for i, p in enumerate(planted)])
    return [(p, records[i], verdict(p, records[i])) for i, p in enumerate(planted)]


def flagged_table(results):
    """How many of each kind are flagged, and what became of the others."""
    rows = []
    for kind in KINDS:
        of_kind = [why for planted, _, why in results if planted.kind == kind]
        flagged = of_kind.count("flagged")
        rows.append([kind, len(of_kind), flagged, gold.percent(flagged, len(of_kind))])
    flagged = sum(row[2] for row in rows)
    rows.append(["both", len(results), flagged, gold.percent(flagged, len(results))])
    return gold.table(["planted", "quotations", "flagged", "share"], rows)


def missed_table(results):
    missed = collections.Counter((why, planted.kind) for planted, _, why in results if why != "flagged")
    total = collections.Counter(why for planted, _, why in results if why != "flagged")
    rows = [[why, *(missed[why, kind] for kind in KINDS)] for why, _ in total.most_common()]
    return gold.table(["missed because", *KINDS], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("gold", metavar="GOLD.jsonl")
    parser.add_argument("--seed", type=int, default=1, help="which quotations are borrowed, and where they go (1)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list N of those that are not flagged")
    parser.add_argument("--kind", choices=KINDS, help="list only these")
    options = parser.parse_args()
    articles = gold.load(options.gold)
    results = measure(options.binary, articles, options.seed)
    missed = [r for r in results if r[2] != "flagged" and options.kind in (None, r[0].kind)]
    for result in gold.sample(missed, options.show, options.seed):
        print(describe(*result), end="\n\n")
    records, _ = gold.annotate(options.binary, articles)
    print(flagged_table(results), missed_table(results), sep="\n\n")
    print(f"\nFalse alarms on the unchanged articles: {gold.false_alarms(articles, records)} sourced segments.")


if __name__ == "__main__":
    gold.run(main)
