"""Draws the README's picture from real output: python docs/picture.py"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pexpect
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

PICTURE = Path(__file__).parent / "b12.svg"
WIDTH = 84
UNSET = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "B12_MONOGRAPH")
SHOWN = [
    ["check", "ESRF on HD", "CKD 3", "M54.31 sciatica", "hyperhidrosis", "not pregnant", "asthma"],
    ["search", "pins", "and", "needles"],
    ["side-effects", "--allergic"],
]


def picture() -> str:
    """The commands and their output, as SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    for args in SHOWN:
        typed = " ".join(f'"{arg}"' if " " in arg else arg for arg in args)
        console.print(Text.assemble(("$ ", "bold green"), (f"b12 {typed}", "bold")))
        console.print(Text.from_ansi(output(args)), soft_wrap=False)
        console.print()
    # A fixed id, so that the same output is the same file.
    return console.export_svg(title="b12", theme=SVG_EXPORT_THEME, unique_id="b12")


def output(args: list[str]) -> str:
    """What b12 shows in a terminal, without the line on the source that ends every answer."""
    plain = {name: value for name, value in os.environ.items() if name not in UNSET}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "b12cli", *args],
        dimensions=(1000, WIDTH),
        env={**plain, "TERM": "xterm", "PYTHONUTF8": "1"},
        encoding="utf-8",
    )
    shown: str = child.read()
    return shown.replace("\r\n", "\n").rstrip().rpartition("\n\n")[0]


if __name__ == "__main__":
    PICTURE.write_text(picture())
