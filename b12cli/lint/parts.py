"""Likely mistakes in the parts of a file: sections, groups, notes and works."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain

from b12cli.language.grammar import section_names
from b12cli.lint.file import File, Warned
from b12cli.monograph.faults import places
from b12cli.monograph.note import Work
from b12cli.monograph.severity import SECTION_VERDICTS


def section_keys(file: File) -> Iterator[Warned]:
    """Sections with a name close to one that gives its entries a verdict."""
    called = {name: key for key in SECTION_VERDICTS for name in section_names().get(key, ())}
    for at, section in enumerate(file.monograph.sections):
        if section.section in SECTION_VERDICTS or any(group.verdict for group in section.groups):
            continue
        spelled = section.section.replace("-", " ")
        meant = called.get(spelled) or next(
            iter(get_close_matches(section.section, SECTION_VERDICTS, 1, 0.85)), None
        )
        if meant:
            message = f"no verdict follows from “{section.section}”: did you mean {meant}?"
            yield ("sections", at, "section"), message


def unused(file: File) -> Iterator[Warned]:
    """Notes that stand beside nothing, so that nobody sees them, and works that no note cites."""
    monograph = file.monograph
    parts = (entry or group or section for _, (section, group, entry) in places(monograph))
    notes = [note for part in parts for note in part.notes]
    shown = {note.key for note in notes}
    for number, note in enumerate(monograph.notes):
        if note.key not in shown:
            message = f"nothing shows the note “{note.key}”: put its key beside what it concerns"
            yield ("notes", number), message
    works = chain.from_iterable(note.citations for note in (*notes, *monograph.notes))
    cited = {work.key if isinstance(work, Work) else work for work in works}
    for number, work in enumerate(monograph.works):
        if work.key not in cited:
            yield ("works", number), f"no note cites the work “{work.key}”"
