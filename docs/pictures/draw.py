#!/usr/bin/env python3
"""Draws a terminal's screen, as `tmux capture-pane -p -e` gives it, as SVG. Its argument is the number of columns."""
import html
import re
import sys
import unicodedata

WIDTH, HEIGHT, MARGIN = 8.4, 19, 14
FOREGROUND, BACKGROUND = "#e0e2ea", "#14161b"
BASE = ["#07080d", "#ffc0b9", "#b3f6c0", "#fce094", "#a6dbff", "#ffcaff", "#8cf8f7", "#eef1f8"]
BRIGHT = ["#4f5258", *BASE[1:]]


def colour(code, rest):
    """The colour that begins with 38 or 48."""
    if rest[:1] == [2]:
        return "#%02x%02x%02x" % tuple(rest[1:4]), rest[4:]
    n, rest = rest[1], rest[2:]
    if n < 16:
        return (BASE + BRIGHT)[n], rest
    if n >= 232:
        return "#" + "%02x" % (8 + 10 * (n - 232)) * 3, rest
    n -= 16
    return "#" + "".join("%02x" % (0, 95, 135, 175, 215, 255)[v] for v in (n // 36, n // 6 % 6, n % 6)), rest


def restyle(style, codes):
    while codes:
        code, codes = codes[0], codes[1:]
        if code == 0:
            style = {}
        elif code in (38, 48):
            shade, codes = colour(code, codes)
            style = {**style, "fg" if code == 38 else "bg": shade}
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style = {**style, "fg": (BASE + BRIGHT)[code - 30 if code < 40 else code - 82]}
        elif 40 <= code <= 47:
            style = {**style, "bg": BASE[code - 40]}
        elif code in (39, 49):
            style = {k: v for k, v in style.items() if k != ("fg" if code == 39 else "bg")}
        elif code in (1, 3, 4, 7):
            style = {**style, code: True}
        elif code in (22, 23, 24, 27):
            style = {k: v for k, v in style.items() if k != (1 if code == 22 else code - 20)}
    return style


def cells(lines):
    """(row, column, style, character) of every character that is there to be seen."""
    style = {}
    for row, line in enumerate(lines):
        column = 0
        for escape, character in re.findall(r"\x1b\[([\d;:]*)m|([^\x1b])", line):
            if not character:
                style = restyle(style, [int(c or 0) for c in re.split("[;:]", escape)])
            elif not unicodedata.combining(character):
                yield row, column, style, character
                column += 2 if unicodedata.east_asian_width(character) in "WF" else 1


def runs(lines):
    run = None
    for row, column, style, character in cells(lines):
        if run and run[0] == row and run[2] == style and run[1] + len(run[3]) == column:
            run = (*run[:3], run[3] + character)
            continue
        if run:
            yield run
        run = (row, column, style, character)
    if run:
        yield run


def main():
    lines = sys.stdin.read().rstrip("\n").split("\n")
    width, height = int(sys.argv[1]) * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" '
          f'height="{height}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">')
    print(f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>')
    for row, column, style, text in runs(lines):
        x, y, length = MARGIN + column * WIDTH, MARGIN + row * HEIGHT, len(text) * WIDTH
        front, back = style.get("fg", FOREGROUND), style.get("bg")
        if 7 in style:
            front, back = back or BACKGROUND, front
        if back:
            print(f'<rect x="{x:.1f}" y="{y}" width="{length:.1f}" height="{HEIGHT}" fill="{back}"/>')
        if text.strip():
            extra = "".join(v for k, v in ((1, ' font-weight="bold"'), (3, ' font-style="italic"'),
                                           (4, ' text-decoration="underline"')) if k in style)
            print(f'<text x="{x:.1f}" y="{y + 14}" textLength="{length:.1f}" fill="{front}" xml:space="preserve"'
                  f"{extra}>{html.escape(text)}</text>")
    print("</svg>")


main()
