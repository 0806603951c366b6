"""The bedside card in words: what text and Markdown share of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from b12cli.monograph.model import Entry, Group, Section
from b12cli.monograph.note import Note
from b12cli.monograph.severity import Severity, severity
from b12cli.render import notes, wording

ASK_FIRST = "Ask the prescriber first"

NONE_LISTED = "This monograph lists no contraindications. That does not mean it is safe."

NOTED = "Editor’s note: "
"""What a note on the card begins with."""


class Row(NamedTuple):
    """A line of the card: what it is about, and what it says."""

    about: str
    said: str
    grave: Severity = "none"


class Part(NamedTuple):
    """Rows under a heading, if they have one, after the notes that must be read first."""

    rows: list[Row]
    heading: str = ""
    grave: Severity = "none"
    notes: tuple[str, ...] = ()


def parts(card: Section, program: str = "") -> Iterator[Part]:
    """All that stands on the card, from top to bottom. It has to be whole: of one without
    contraindications it is said that the monograph lists none. ``program`` is what to type for b12,
    if somebody can type it there."""
    if all(severity(card, group) != "contraindicated" for group in card.groups):
        yield Part([Row("", NONE_LISTED)])
    for grave, found in groupby(card.groups, lambda each: severity(card, each)):
        if grave == "possible_contraindication":
            groups = list(found)
            rows = [_row(group, grave) for group in groups]
            noted = tuple(note for each in groups for note in _notes(each))
            yield Part(rows, ASK_FIRST, grave, noted)
        else:
            yield from (_part(card, group, program) for group in found)


def _part(card: Section, group: Group, program: str) -> Part:
    """A group by itself; of doses, with what to type for the notes that are not here, or cut."""
    noted = tuple(_notes(group))
    if not group.has_doses:
        return Part([_row(group, severity(card, group))], notes=noted)
    if program and noted and any(note.card is not None for note in notes.of_group(group)):
        noted = (*noted[:-1], f"{noted[-1]} ({program} doses)")
    rows = [Row(entry.name, _dose(entry)) for entry in group.entries]
    return Part(rows, "" if noted else group.title, notes=noted)


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
    is_dosed = group.has_doses
    for note in dict.fromkeys(notes.of_group(group)):
        if note.card or (note.card is None and is_dosed):
            yield words(note)


def words(note: Note) -> str:
    """The words of a note on the card."""
    return note.card if isinstance(note.card, str) else note.said
