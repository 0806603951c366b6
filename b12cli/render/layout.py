"""Lines of styled text, and their output: as they are, or fitted to a screen by Rich."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from b12cli.screen import Screen

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST = 100
"""The most columns that text takes; longer lines are hard to read."""

NARROWEST_TABLE = 60
"""Columns below which a table is shown as lines."""

_URL = re.compile(r"<?(https?://[^\s<>]+)>?[.,;]?")

Span: TypeAlias = tuple[str, str]
"""Some text and its Rich style."""


class Line(NamedTuple):
    """One line before it is wrapped.

    Its further lines are aligned under the text, not under the lead.
    """

    spans: tuple[Span, ...] = ()
    lead: Span = ("", "")

    @property
    def plain(self) -> str:
        return "".join(text for text, _ in (self.lead, *self.spans)).rstrip()


class Table(NamedTuple):
    """Rows of cells under a header; ``lines`` have the same content if there is no room for it."""

    header: tuple[str, ...]
    rows: Sequence[tuple[Span, ...]]
    lines: Sequence[Line]


Block: TypeAlias = "Line | Table"


def layout(blocks: Sequence[Block], screen: Screen) -> str:
    """The blocks as printed, without a line break at the end."""
    if screen.width is None and not screen.color:
        return "\n".join(line.plain for line in _lines(blocks))
    return _on_screen(blocks, screen)


def _lines(blocks: Sequence[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        lines.extend(block.lines if isinstance(block, Table) else [block])
    return lines


def _on_screen(blocks: Sequence[Block], screen: Screen) -> str:
    # Imported here because a pipe doesn't need it, and it takes a third of the time.
    from rich.console import Console

    # With one column, Rich would lose letters that are two columns wide.
    width = max(2, min(screen.width, WIDEST)) if screen.width else None
    console = Console(
        width=width or WIDEST,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for block in blocks if width and width >= NARROWEST_TABLE else _lines(blocks):
            if isinstance(block, Line):
                _print_line(console, block, width, screen.links)
            else:
                _print_table(console, block)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _print_line(console: Console, line: Line, width: int | None, links: bool) -> None:
    from rich.text import Text

    text, lead = Text.assemble(*line.spans), Text.assemble(line.lead)
    if links:
        _link(text)
    if width is None:
        parts = [text]
    else:
        if lead.cell_len > width - 2:  # no room for a letter of two columns
            text, lead = lead + text, Text()
        room = width - lead.cell_len
        parts = [part for piece in _pieces(text, room) for part in _wrapped(console, piece, room)]
    below = Text(" " * lead.cell_len)
    for number, part in enumerate(parts):
        part.rstrip()
        console.print((below if number else lead) + part, soft_wrap=True)


def _pieces(text: Text, room: int) -> list[Text]:
    """The text, with URLs that don't fit as pieces of their own: the terminal breaks these, so that
    they can be copied whole."""
    spans = [url.span() for url in _URL.finditer(text.plain) if len(url[0]) > room]
    return list(text.divide([edge for span in spans for edge in span]))


def _wrapped(console: Console, piece: Text, room: int) -> list[Text]:
    piece = piece if piece.plain.strip() else piece[:0]
    whole = _URL.fullmatch(piece.plain)
    return [piece] if whole or not piece else list(piece.wrap(console, room))


def _link(text: Text) -> None:
    """Turn the URLs in the text into links."""
    from rich.style import Style

    for url in _URL.finditer(text.plain):
        text.stylize(Style(link=url[1]), *url.span(1))


def _print_table(console: Console, table: Table) -> None:
    from rich import box
    from rich.padding import Padding
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(*table.header, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    shown.padding = (0, 2, 0, 0)
    for row in table.rows:
        shown.add_row(*(Text(*cell) for cell in row))
    console.print(Padding(shown, (0, 0, 0, 2)))
