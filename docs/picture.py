"""Draws the README's picture from real output: python docs/picture.py"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pexpect
from rich.console import Console
from rich.style import Style
from rich.text import Text

PICTURE = Path(__file__).parent / "b12.svg"
WIDTH = 80
UNSET = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "B12_MONOGRAPH")
SHOWN = [
    ["card"],
    ["check", "ESRF on HD", "CKD 3", "pins and needles", "asthma"],
]

CELL, ROW, SIZE, MARGIN = 8.4, 19, 14, 20
"""Width of a letter, height of a line, size of the font and the space around, in pixels."""

COLORS = {1: "#ff7b72", 2: "#7ee787", 5: "#d2a8ff"}
"""What red, green and magenta are, by their numbers in a terminal."""


def picture() -> str:
    """The commands and their output, as SVG.

    Each word stands at its own column and is as wide as its letters, whatever font the viewer
    has: nothing moves, and no two words run together.
    """
    lines: list[Text] = []
    for args in SHOWN:
        typed = " ".join(f'"{arg}"' if " " in arg else arg for arg in args)
        lines += [Text.assemble(("$ ", "green"), (f"b12 {typed}", "bold"))]
        lines += Text.from_ansi(output(args)).split("\n")
        lines += [Text()]
    lines.pop()
    width, height = 2 * MARGIN + WIDTH * CELL, 2 * MARGIN + len(lines) * ROW
    words = (word for number, line in enumerate(lines) for word in drawn(line, number))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
            f' width="{width:g}" height="{height:g}">',
            "<title>b12 in a terminal</title>",
            f'<rect width="{width:g}" height="{height:g}" rx="8" fill="#0d1117"/>',
            f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{SIZE}"'
            ' fill="#e6edf3">',
            *words,
            "</g>",
            "</svg>",
            "",
        ]
    )


def drawn(line: Text, number: int) -> Iterator[str]:
    """The words of a line, each of one style at its column."""
    y = MARGIN + number * ROW + SIZE
    column = 0
    for text, style, _ in line.render(Console(color_system="standard"), end=""):
        for word in re.finditer(r"\S+", text):
            x, length = MARGIN + (column + word.start()) * CELL, len(word[0]) * CELL
            yield (
                f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}"'
                f' lengthAdjust="spacingAndGlyphs"{look(style)}>{escape(word[0])}</text>'
            )
        column += len(text)


def look(style: Style | None) -> str:
    """The style as attributes."""
    if not style:
        return ""
    color = COLORS.get(style.color.number or 0) if style.color else None
    return "".join(
        [
            f' fill="{color}"' if color else "",
            ' font-weight="bold"' if style.bold else "",
            ' font-style="italic"' if style.italic else "",
            ' text-decoration="underline"' if style.underline else "",
            ' opacity="0.65"' if style.dim else "",
        ]
    )


def output(args: list[str]) -> str:
    """What b12 shows in a terminal."""
    plain = {name: value for name, value in os.environ.items() if name not in UNSET}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "b12cli", *args],
        dimensions=(1000, WIDTH),
        env={**plain, "TERM": "xterm", "PYTHONUTF8": "1"},
        encoding="utf-8",
    )
    shown: str = child.read()
    return shown.replace("\r\n", "\n").rstrip()


if __name__ == "__main__":
    PICTURE.write_text(picture())
