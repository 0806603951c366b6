"""The bedside card in words: what text and Markdown share of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from b12cli.monograph.model import Entry, Group, Section
from b12cli.monograph.note import Note
from b12cli.monograph.severity import Severity, severity
from b12cli.render import notes, wording
from b12cli.screen import Screen

HEADINGS: dict[Severity, str] = {
    "contraindicated": "Who must not have it",
    "possible": "Ask the prescriber first",
}

NONE_LISTED = "This monograph lists no contraindications. That does not mean it is safe."

NOTE = "Editor’s note"


EFFECTS = "Watch for"


class Row(NamedTuple):
    """A line of the card: what it is about, and what it says."""

    about: str
    said: str
    grave: Severity = "none"


class Part(NamedTuple):
    """Rows, with a heading if they have one, and the notes to read first; ``more`` is the command
    that shows all of it."""

    rows: list[Row]
    heading: str = ""
    grave: Severity = "none"
    notes: tuple[str, ...] = ()
    more: str = ""


def parts(card: Section, screen: Screen) -> Iterator[Part]:
    """Everything on the card, from top to bottom."""
    if all(_heading(card, group) != HEADINGS["contraindicated"] for group in card.groups):
        yield Part([Row("", NONE_LISTED)], HEADINGS["contraindicated"])
    for heading, found in groupby(card.groups, lambda group: _heading(card, group)):
        if heading is None:
            yield from (_doses(group, screen) for group in found)
            continue
        groups = list(found)
        grave = severity(card, groups[0]) if heading in HEADINGS.values() else "none"
        rows = [_row(group, severity(card, group)) for group in groups]
        yield Part(rows, heading, grave, tuple(note for each in groups for note in _notes(each)))


def _heading(card: Section, group: Group) -> str | None:
    """The heading that the group shares with others, if its title may not say enough; empty if it
    does, and None for doses, which are a part of their own."""
    grave = severity(card, group)
    if grave in HEADINGS:
        return HEADINGS[grave]
    if group.verdict in ("serious_side_effect", "side_effect"):
        return EFFECTS
    return None if wording.has_doses(group) else ""


def _doses(group: Group, screen: Screen) -> Part:
    """Doses, with the command for the notes above them if these are left out or cut."""
    is_cut = any(note.card is not None for note in notes.of_group(group))
    return Part(
        [Row(entry.name, _dose(entry)) for entry in group.entries],
        group.title,
        notes=tuple(_notes(group)),
        more=f"{screen.program} doses" if is_cut else "",
    )


def _row(group: Group, grave: Severity) -> Row:
    about = ". ".join(said.rstrip(".:") for said in (group.title, group.note) if said)
    if isinstance(group.card, str):
        about = group.card
    said = "; ".join(_entry(entry).rstrip(".") for entry in group.entries)
    return Row(about, said, grave)


def _entry(entry: Entry) -> str:
    if entry.dose:
        return f"{entry.name}: {_dose(entry)}"
    if isinstance(entry.card, str):
        return entry.card
    said = wording.statement(entry)
    return f"{entry.name} – {said}" if said else entry.name


def _dose(entry: Entry) -> str:
    """The dose, and the detail, or the words of it meant for the card."""
    if not entry.dose:
        return entry.text
    said = entry.card if isinstance(entry.card, str) else entry.text
    said = "" if said == entry.name else said.rstrip(".")
    return f"{entry.dose.steps}. {said}" if said else entry.dose.steps


def _notes(group: Group) -> Iterator[str]:
    """The notes of the group that are on the card: those above doses, unless left off, and any
    others that are put on it."""
    is_dosed = wording.has_doses(group)
    for note in dict.fromkeys(notes.of_group(group)):
        if note.card or (note.card is None and is_dosed):
            yield words(note)


def words(note: Note) -> str:
    """The words of a note on the card."""
    return note.card if isinstance(note.card, str) else note.said
