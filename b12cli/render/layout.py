"""Lines of styled text, and how they become output: as they are, or fitted to a screen by Rich."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from b12cli.render import Screen

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""Columns that text takes at most; longer lines are hard to read."""

NARROWEST_TABLE = 60
"""Columns below which a table is shown as lines."""

Span: TypeAlias = tuple[str, str]
"""Some text and its style, in Rich's words."""


class Line(NamedTuple):
    """One line before it is wrapped.

    What it wraps to stands under the text, not under the lead; ``bar`` says that the lead
    goes down along it.
    """

    spans: tuple[Span, ...] = ()
    lead: Span = ("", "")
    bar: bool = False

    @property
    def plain(self) -> str:
        return "".join(text for text, _ in (self.lead, *self.spans)).rstrip()


class Table(NamedTuple):
    """Rows of cells under a header; ``lines`` say the same where there is no room for it."""

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    lines: Sequence[Line]


Block: TypeAlias = "Line | Table"


def layout(blocks: Sequence[Block], screen: Screen) -> str:
    """The blocks as they are printed, without a line break at the end."""
    if screen.width is None and not screen.color:
        return "\n".join(line.plain for line in _lines(blocks))
    return _on_screen(blocks, screen)


def _lines(blocks: Sequence[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        lines.extend(block.lines if isinstance(block, Table) else [block])
    return lines


def _on_screen(blocks: Sequence[Block], screen: Screen) -> str:
    # Imported here because a pipe needs none of it, and it takes a third of the time.
    from rich.console import Console

    # On one column, Rich would lose letters that are two columns wide.
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
        _environ={},
    )
    with console.capture() as capture:
        for block in blocks if width and width >= NARROWEST_TABLE else _lines(blocks):
            if isinstance(block, Line):
                _print_line(console, block, width)
            else:
                _print_table(console, block)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _print_line(console: Console, line: Line, width: int | None) -> None:
    from rich.text import Text

    text, lead = Text.assemble(*line.spans), Text.assemble(line.lead)
    if width is None:
        parts = [text]
    else:
        if lead.cell_len >= width:
            text, lead = lead + text, Text()
        parts = list(text.wrap(console, width - lead.cell_len)) or [text]
    below = lead if line.bar else Text(" " * lead.cell_len)
    for number, part in enumerate(parts):
        part.rstrip()
        console.print((below if number else lead) + part, soft_wrap=True)


def _print_table(console: Console, table: Table) -> None:
    from rich import box
    from rich.padding import Padding
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_edge=False)
    for name in table.header:
        shown.add_column(name)
    for row in table.rows:
        shown.add_row(*(Text(cell, "bold" if at == 0 else "") for at, cell in enumerate(row)))
    console.print(Padding(shown, (0, 0, 0, 2)))
