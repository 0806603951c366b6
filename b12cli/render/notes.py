"""Which editor's notes concern what is shown, how that is marked, and how they cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from b12cli.monograph.model import REFERENCES, Entry, Group, Monograph, Place, Section
from b12cli.monograph.note import Note, Work
from b12cli.render.marks import NOTE
from b12cli.render.wording import by_section, command

if TYPE_CHECKING:
    from b12cli.results import Hit
    from b12cli.screen import Screen


def title(monograph: Monograph, notes: Iterable[Note], screen: Screen) -> str:
    """The heading for notes, and where to find their full citations."""
    said = "Editor’s notes, not from the article"
    section = monograph.section(REFERENCES)
    cites = any(isinstance(work, Work) for note in notes for work in note.citations)
    return f"{said} · sources: {command(section, screen)}" if section and cites else said


def marked(name: str, notes: Sequence[Note]) -> str:
    """The name, with the sign for notes if there are any."""
    return f"{name} {NOTE}" if notes else name


def name(entry: Entry, above: Sequence[Note] = ()) -> str:
    """The name of the entry, with the sign of its notes and of these above it; beside a dose, of
    those that don't stand over it."""
    if entry.dose:
        return marked(entry.name, [note for note in entry.notes if note.card is False])
    return marked(entry.name, [*entry.notes, *above])


def cited(note: Note) -> str:
    """What the note cites, in brackets, in short form if there is one."""
    works = (work.short if isinstance(work, Work) else work for work in note.citations)
    return f"({'; '.join(works)})"


def citations(note: Note) -> list[str]:
    """What the note cites, in full."""
    return [work.text if isinstance(work, Work) else work for work in note.citations]


def flags(group: Group, entry: Entry) -> list[str]:
    """The flags of the notes on the entry and its group, each once."""
    notes = (*entry.notes, *group.notes)
    return list(dict.fromkeys(note.flag for note in notes if note.flag))


def concerning(hits: Sequence[Hit]) -> list[Note]:
    """The notes that concern the hits, each once, except those that are hits themselves."""
    found = over_doses(hits)
    for section, group, entry in (hit.place for hit in hits if not hit.note):
        if group and entry:
            found += [*entry.notes, *group.notes]
        else:
            found += of_group(group) if group else of_section(section)
    told = [hit.note for hit in hits if hit.note]
    return [note for note in dict.fromkeys(found) if note not in told]


def left(hits: Sequence[Hit]) -> list[Note]:
    """The notes that concern the hits, except those above doses or in a section that is shown in
    full."""
    shown = over_doses(hits)
    for hit in hits:
        if hit.kind == "section":
            shown += of_section(hit.place.section)
    return [note for note in concerning(hits) if note not in shown]


def elsewhere(hits: Sequence[Hit], screen: Screen) -> list[str]:
    """Where to find the notes on hits whose notes are not shown."""
    sections = [section for section, found in by_section(hits) if concerning(found)]
    read = ", ".join(command(section, screen) for section in sections)
    return [f"More editor’s notes: {read}"] if read else []


def over_doses(hits: Sequence[Hit]) -> list[Note]:
    """The notes on the doses of the hits, each once. They are shown above the doses: one of them is
    about the unit, and anyone who draws up a dose must see it."""
    found = [note for hit in hits if not hit.note for note in over_doses_at(hit.place)]
    # A note may mention a dose too, and then has the others above it.
    told = [hit.note for hit in hits if hit.note]
    beside = [note for hit in hits if hit.note for note in over_doses_at(hit.place)]
    return list(dict.fromkeys([*found, *(note for note in beside if note not in told)]))


def over_doses_at(place: Place) -> list[Note]:
    """The notes that stand over the doses of an entry, a group or a whole section: its own, and
    those of what it stands in, but for those that are left off the bedside card, which stand with
    the others. Empty if it has no dose."""
    section, group, entry = place
    tables = [each for each in ([group] if group else section.groups) if each.has_doses]
    if not tables or (entry and not entry.dose):
        return []
    if group and entry:
        found = [*group.notes, *entry.notes]
    else:
        found = [note for table in tables for note in of_group(table)]
    return [note for note in dict.fromkeys([*found, *section.notes]) if note.card is not False]


def concerns(monograph: Monograph, note: Note) -> list[str]:
    """The names of the entries that have the note."""
    named = (
        entry.name
        for section in monograph.sections
        for group in section.groups
        for entry in group.entries
        if note in entry.notes
    )
    return list(dict.fromkeys(named))


def of_section(section: Section) -> list[Note]:
    """All the notes in a section, each once, its own last."""
    found = [note for group in section.groups for note in of_group(group)]
    return list(dict.fromkeys([*found, *section.notes]))


def of_group(group: Group) -> list[Note]:
    """All the notes in a group, its own first."""
    return [*group.notes, *(note for entry in group.entries for note in entry.notes)]


def closing(section: Section) -> list[Note]:
    """The notes in a section, except those above its doses."""
    above = over_doses_at(Place(section))
    return [note for note in of_section(section) if note not in above]
