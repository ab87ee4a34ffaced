#!/usr/bin/env python3
"""Counts the instructions of keystrokes, which no busy machine changes, and holds them to what is committed.

    .ci/instructions.py            compares with .ci/instructions.json
    .ci/instructions.py --write    writes it anew, where a change is worth its price

Needs valgrind. The example `keystrokes` types a sentence into the middle of an article that it makes itself; Callgrind
counts what the engine and the rules do for it, without the making of the texts. It fails if a keystroke costs more
than a tenth more than what is committed, or if one in a megabyte costs more than so many times one in five kilobytes.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMITTED = ROOT / ".ci" / "instructions.json"
EXAMPLE = ROOT / "target" / "release" / "examples" / "keystrokes"
SIZES = [5_000, 100_000, 1_000_000]
KEYS = 24
COPIES = {"GLIBC_TUNABLES": "glibc.cpu.x86_rep_movsb_threshold=0xffffffff"}
"""Lets the C library copy by vectors, as it does on some processors: where it copies by an instruction for strings instead,
Callgrind counts every byte as one, and the copying of a megabyte as more than all else."""
MOST_GROWTH = 1.1
"""How many times the committed figure is too much."""
MOST_TIMES = 6
"""How many times a keystroke in five kilobytes one in a megabyte may cost."""


def keystroke(size):
    """Instructions a keystroke in an article of so many bytes."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", "--collect-atstart=no",
                   "--toggle-collect=keystrokes::keystroke", str(EXAMPLE), str(size), str(KEYS), "sentence"]
        ran = subprocess.run(command, capture_output=True, text=True, env=os.environ | COPIES)
    counted = re.search(r"Collected : (\d+)", ran.stderr)
    if ran.returncode != 0 or not counted or int(counted[1]) == 0:
        sys.exit(f"{' '.join(command)} counted nothing:\n{ran.stdout}{ran.stderr}")
    return int(counted[1]) // KEYS


def main():
    subprocess.run(["cargo", "build", "--release", "--example", "keystrokes"], cwd=ROOT, check=True)
    counted = {str(size): keystroke(size) for size in SIZES}
    if "--write" in sys.argv:
        COMMITTED.write_text(json.dumps(counted, indent=2) + "\n")
    committed = json.loads(COMMITTED.read_text())
    failed = False
    for size, count in counted.items():
        growth = count / committed[size]
        failed |= growth > MOST_GROWTH
        print(f"{int(size):>9,} bytes: {count:>11,} instructions a keystroke, {growth:.2f} of what is committed")
    times = counted[str(SIZES[-1])] / counted[str(SIZES[0])]
    failed |= times > MOST_TIMES
    print(f"a keystroke in {SIZES[-1]:,} bytes costs {times:.1f} in {SIZES[0]:,} (at most {MOST_TIMES})")
    if failed:
        sys.exit("a keystroke costs too much: find out why, or say in the commit why it is worth it (--write)")


main()
