#!/usr/bin/env python3
"""Whether the confidence of an attribution means what it says.

    tools/accuracy/calibration.py BINARY GOLD.jsonl [--measure entity|head]

Takes every quotation in marks for which we name a speaker, by its confidence, in tenths; those of 0.9 and
more, which are most, also in smaller steps. Prints the mean confidence of each step beside the share whose
speaker is right (gold.py says when), and the expected calibration error: how far the two are apart, on
average over all quotations, in percentage points. Then the same by evidence pattern.

It is counted twice, because gold files miss speech: `speech` counts only quotations that people marked as
speech with a source; in `all`, a speaker of anything else is wrong.
"""

import argparse

import gold

STEPS = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01]


class Group:
    """Attributions with much the same confidence, or by the same evidence."""

    def __init__(self):
        self.count = self.sourced = self.right = 0
        self.sure = self.sure_sourced = 0.0

    def add(self, confidence, has_source, is_right):
        self.count += 1
        self.sure += confidence
        self.right += is_right
        if has_source:
            self.sourced += 1
            self.sure_sourced += confidence

    def gaps(self):
        """Mean confidence less share of right ones, times their number: for speech, and for all."""
        return self.sure_sourced - self.right, self.sure - self.right

    def row(self, name):
        mean = f"{100 * self.sure / self.count:.1f} %" if self.count else "–"
        return [name, self.count, mean, gold.percent(self.right, self.sourced), gold.percent(self.right, self.count)]


def step_of(confidence):
    return max(i for i, low in enumerate(STEPS) if confidence >= low)


def step_name(i):
    return f"{STEPS[i]:.2f}–{min(1, STEPS[i + 1]):.2f}"


def reliability(pairs, measure):
    """Groups by confidence step and by evidence pattern."""
    steps, patterns = {}, {}
    for pair in pairs:
        quotation = pair.quotation
        if quotation is None or not quotation["speaker"] or quotation["confidence"] is None:
            continue
        step = step_of(quotation["confidence"])
        for groups, key in ((steps, step), (patterns, quotation["evidence"])):
            group = groups.setdefault(key, Group())
            group.add(quotation["confidence"], pair.has_source, pair.right(measure))
    return steps, patterns


def expected_error(steps):
    """The expected calibration error in percentage points: for speech, and for all."""
    sourced = sum(g.sourced for g in steps.values()) or 1
    count = sum(g.count for g in steps.values()) or 1
    for_speech = sum(abs(g.gaps()[0]) for g in steps.values()) / sourced
    for_all = sum(abs(g.gaps()[1]) for g in steps.values()) / count
    return 100 * for_speech, 100 * for_all


HEAD = ["quotations", "mean confidence", "right of speech", "right of all"]


def step_table(steps):
    return gold.table(["confidence", *HEAD], [steps[i].row(step_name(i)) for i in sorted(steps)])


def pattern_table(patterns):
    ordered = sorted(patterns.items(), key=lambda item: -item[1].count)
    return gold.table(["evidence", *HEAD], [group.row(name) for name, group in ordered])


def error_line(steps):
    return "Expected calibration error: %.1f percentage points for speech, %.1f for all." % expected_error(steps)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("gold", metavar="GOLD.jsonl")
    parser.add_argument("--measure", choices=gold.MEASURES, default="entity", help="when a speaker is right (entity)")
    options = parser.parse_args()
    articles = gold.load(options.gold)
    records, _ = gold.annotate(options.binary, articles)
    steps, patterns = reliability(gold.all_pairs(articles, records), options.measure)
    if not steps:
        raise gold.Failure("no quotation in marks has a speaker with a confidence")
    print(step_table(steps), error_line(steps), pattern_table(patterns), sep="\n\n")


if __name__ == "__main__":
    gold.run(main)
