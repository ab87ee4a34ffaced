#!/usr/bin/env python3
"""Writes articles of random pieces of the format into a folder, always the same ones, and prints their paths."""
import pathlib
import random
import sys

PIECES = [
    "“", "”", "‘", "’", '"', "'", "[", "]", "{", "}", "{%", "%}", "%", '{speaker="Ann"}', "{.scare}", "[he]{person=X}",
    "\\", "\n", "\n\n", "\r\n", "\r", "# ", "#", "> ", ">", "— ", "-- ", "---\n", "...\n", "date: ", "date 2024-03-01",
    "title: ", " ignore ", "word", "Word", "é", "😀", " ", "\t", ".", ",", "=", ".x", "12", "\u00a0", "key: v", "- a", "\v",
]

folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
random.seed(7)
for i in range(count):
    path = folder / f"{i}.article"
    text = "".join(random.choice(PIECES) for _ in range(random.randint(0, 60)))
    path.write_bytes(text.encode())
    print(path)
