"""Mistakes in a monograph that types can't express."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from b12cli.monograph.concept import above
from b12cli.monograph.errors import KeyPath
from b12cli.monograph.fields import KEY
from b12cli.monograph.model import CONTRAINDICATIONS, Dose, Entry, Group, Monograph, Place, Section
from b12cli.monograph.note import Note
from b12cli.monograph.severity import severity


def faults(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
    """The mistakes in a well-typed monograph, each with its place."""
    names = [section.section for section in monograph.sections]
    for path, name in _repeated(("sections",), names, "section"):
        yield path, f"duplicate section {name!r}, expected each section once"
    keys = [note.key or "" for note in monograph.notes]
    for number, key in enumerate(keys):
        if not key:
            yield ("notes", number), "a note without a key, expected one to refer to it by"
        elif key in keys[:number]:
            path = ("notes", number, "key")
            yield path, f"duplicate note {key!r}, expected each key once"
    yield from _work_faults(monograph)
    labels = [concept.concept for concept in monograph.concepts]
    for path, label in _repeated(("concepts",), labels, "concept"):
        yield path, f"duplicate concept {label!r}, expected each label once"
    broader = {concept.concept: concept.broader for concept in monograph.concepts}
    for number, label in enumerate(labels):
        if label in above(label, lambda each: broader.get(each, ())):
            path = ("concepts", number, "broader")
            yield path, f"{label!r} is a kind of itself, expected no circle of broader concepts"
    for number, section in enumerate(monograph.sections):
        yield from _section_faults(("sections", number), section)
    known = frozenset(keys)
    yield from _note_faults((), monograph.notes, known)
    for where, (section, group, entry) in places(monograph):
        yield from _note_faults(where, (entry or group or section).notes, known)
        if group:
            yield from _card_faults(where, entry or group, _is_shown_in_full(section, group))


def places(monograph: Monograph) -> Iterator[tuple[KeyPath, Place]]:
    """The sections, groups and entries, each with where it stands in the file."""
    for number, section in enumerate(monograph.sections):
        path: KeyPath = ("sections", number)
        yield path, Place(section)
        for at, group in enumerate(section.groups):
            under = (*path, "groups", at)
            yield under, Place(section, group)
            for position, entry in enumerate(group.entries):
                yield (*under, "entries", position), Place(section, group, entry)


def _work_faults(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
    works = [work.key for work in monograph.works]
    for path, key in _repeated(("works",), works, "key"):
        yield path, f"duplicate work {key!r}, expected each key once"
    for number, note in enumerate(monograph.notes):
        for at, cited in enumerate(note.citations):
            # A full citation never looks like a key; without works, a file of 0.2 may have one.
            if works and cited not in works and re.fullmatch(KEY, str(cited)):
                path = ("notes", number, "citations", at)
                yield path, f"no work {cited!r}, expected one of {', '.join(works)}"


def _section_faults(path: KeyPath, section: Section) -> Iterator[tuple[KeyPath, str]]:
    keys = [group.group for group in section.groups]
    for place, key in _repeated((*path, "groups"), keys, "group"):
        yield place, f"duplicate group {key!r}, expected each key once in a section"
    for number, group in enumerate(section.groups):
        entries = (*path, "groups", number, "entries")
        names = [entry.name for entry in group.entries]
        for place, name in _repeated(entries, names, "name"):
            yield place, f"duplicate entry {name!r}, expected each name once in a group"
        for position, entry in enumerate(group.entries):
            if entry.dose:
                yield from _dose_faults((*entries, position, "dose"), entry.dose)
            for at, code in enumerate(entry.related_codes):
                first, _, last = code.partition("-")
                if last and last < first:
                    block = (*entries, position, "related_codes", at)
                    yield block, f"a block that ends before it begins, expected {last}-{first}"


def _dose_faults(path: KeyPath, dose: Dose) -> Iterator[tuple[KeyPath, str]]:
    """The mistakes in a dose and in the steps that follow it."""
    if dose.low is not None and dose.low > dose.high:
        yield (*path, "low"), "above high, expected low <= high"
    for at, step in enumerate(dose.then):
        yield from _dose_faults((*path, "then", at), step)


def _note_faults(
    path: KeyPath, notes: Sequence[Note | str], known: frozenset[str]
) -> Iterator[tuple[KeyPath, str]]:
    """The mistakes in notes, and keys of notes that don't exist."""
    for at, note in enumerate(notes):
        if isinstance(note, Note):
            yield from _card_faults((*path, "notes", at), note)
        elif note not in known:
            expected = f"one of {', '.join(sorted(known))}" if known else "it under notes"
            yield (*path, "notes", at), f"no note {note!r}, expected {expected}"


def _card_faults(
    path: KeyPath, part: Group | Entry | Note, is_whole: bool = False
) -> Iterator[tuple[KeyPath, str]]:
    """Wrong values of ``card``: words that are not its own, or any for what must be shown in full,
    a contraindication."""
    said = (
        (part.lead, part.text)
        if isinstance(part, Note)
        else (part.title, part.note)
        if isinstance(part, Group)
        else (part.name, part.text)
    )
    if is_whole and part.card not in (None, True):
        yield (*path, "card"), "a contraindication is always shown in full, expected no card key"
    elif isinstance(part.card, str) and not any(part.card in each for each in said if each):
        yield (*path, "card"), "expected true, false or some of its own words"


def _is_shown_in_full(section: Section, group: Group) -> bool:
    """Whether the group must be shown in full."""
    grave = severity(section, group)
    return grave == "contraindicated" or (
        grave == "possible_contraindication" and section.section == CONTRAINDICATIONS
    )


def _repeated(path: KeyPath, values: Sequence[str], field: str) -> Iterator[tuple[KeyPath, str]]:
    """Each value that is in the list before, with the place where it is repeated."""
    seen: set[str] = set()
    for number, value in enumerate(values):
        if value in seen:
            yield (*path, number, field), value
        seen.add(value)
