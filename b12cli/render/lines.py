"""Lines of text for the parts of a monograph: groups, entries, editor's notes, the last line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from b12cli.monograph.model import Entry, Group, Monograph, Place, Section
from b12cli.monograph.note import Note
from b12cli.monograph.severity import Severity, severity
from b12cli.render import notes, wording
from b12cli.render.layout import Block, Line, Span, Table
from b12cli.render.marks import MARKS, NOTE
from b12cli.screen import Screen

# Colour only repeats what a mark says, and each colour has one meaning. Red is for what can kill,
# the allergic reaction and contraindications; magenta is for what to ask about. Both are easy to
# read on black and on white; nothing that a reader may act on is dim.
STYLES: dict[str, str] = {
    "contraindicated": "bold red",
    "possible_contraindication": "bold magenta",
    "allergic": "bold red",
    "serious_side_effect": "bold",
    "none": "bold",
}
BLANK = Line()


class Lines:
    """The lines of one monograph for one screen."""

    def __init__(self, monograph: Monograph, screen: Screen) -> None:
        self._monograph = monograph
        self._screen = screen

    def section(self, section: Section, told: Sequence[Note] = ()) -> Iterator[Block]:
        """Everything under its title, except notes that were already shown."""
        yield line((section.summary, ""))
        for group in section.groups:
            yield BLANK
            yield from self.group(section, group, told=told)
        yield from self.notes([note for note in notes.closing(section) if note not in told])

    def group(
        self, section: Section, group: Group, reason: str = "", told: Sequence[Note] = ()
    ) -> Iterator[Block]:
        """The group with its title, and any notes on its doses above them; ``reason`` says why it
        is an answer."""
        grave = severity(section, group)
        title = notes.marked(group.title, group.notes)
        yield line((title, STYLES[grave]), (f" {reason}" if reason else "", ""))
        if group.note:
            yield Line(((group.note, "italic"),), ("  ", ""))
        lines = [_entry(entry, grave) for entry in group.entries]
        if group.has_doses:
            above = notes.over_doses_at(Place(section, group))
            yield from self.notes_above([note for note in above if note not in told])
            columns = wording.dose_columns(group)
            cells = zip(*columns.values(), strict=True)
            rows = [_dose_row(*row) for row in zip(group.entries, cells, strict=True)]
            yield Table((wording.DOSES_OF, *columns), rows, lines)
        else:
            yield from lines

    def notes(self, shown: Sequence[Note]) -> Iterator[Line]:
        """The notes under their title, each with its lead."""
        if not shown:
            return
        yield BLANK
        yield line((notes.title(self._monograph, shown, self._screen), "bold"))
        for note in shown:
            about = ((f"{note.lead}: ", "bold"),) if note.lead else ()
            yield Line((*about, (f"{note.text} {notes.cited(note)}", "")), (f"  {NOTE} ", ""))

    def notes_above(self, shown: Sequence[Note]) -> Iterator[Line]:
        """The notes, and a blank line before the doses below."""
        if shown:
            yield from (*self.notes(shown), BLANK)

    def footer(self) -> Iterator[Line]:
        yield BLANK
        yield line((wording.footer(self._monograph, self._screen), "dim"))


def line(*spans: Span) -> Line:
    return Line(spans)


def said(texts: Iterable[str], style: str = "") -> Iterator[Line]:
    """Each text after a blank line."""
    for text in texts:
        yield from (BLANK, line((text, style)))


def lead(grave: Severity) -> Span:
    """The mark before an entry."""
    if grave == "none":
        return "  • ", "dim"
    return f"  {MARKS[grave].sign} ", STYLES[grave]


def _entry(entry: Entry, grave: Severity = "none") -> Line:
    said = wording.statement(entry)
    return Line(((notes.name(entry), ""), (f" – {said}" if said else "", "")), lead(grave))


def _dose_row(entry: Entry, cells: Iterable[str]) -> tuple[Span, ...]:
    return ((notes.name(entry), "bold"), *((cell, "") for cell in cells))
