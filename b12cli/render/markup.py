"""Markdown for the parts of a monograph: groups, entries, editor's notes, the last line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from b12cli.monograph.model import Entry, Group, Monograph, Place, Section
from b12cli.monograph.note import Note
from b12cli.monograph.severity import Severity, severity
from b12cli.render import notes, wording
from b12cli.render.marks import MARKS, NOTE
from b12cli.screen import Screen

# Characters that are markup anywhere, and those that are at the start of a line. A number there is
# escaped at its dot, because a backslash before a digit would show. A URL in angle brackets is
# left alone: that is how Markdown writes one.
_MARKUP = re.compile(
    r"(?P<url><https?://[^\s<>]+>)|[\\`*_\[\]<>|~$]|&(?=#?\w+;)|^[#+=-]|^(?P<number>\d+)(?=[.)])"
)


class Body:
    """The parts of one monograph, for one screen."""

    def __init__(self, monograph: Monograph, screen: Screen) -> None:
        self._monograph = monograph
        self._screen = screen

    def section(self, section: Section, level: str, told: Sequence[Note] = ()) -> Iterator[str]:
        """Everything under its title, except notes that were already shown."""
        yield literal(section.summary)
        for group in section.groups:
            yield from self.group(section, group, level, told=told)
        yield from self.notes([note for note in notes.closing(section) if note not in told])

    def group(
        self,
        section: Section,
        group: Group,
        level: str,
        reason: str = "",
        told: Sequence[Note] = (),
    ) -> Iterator[str]:
        """The group with its title; ``reason`` says why it is an answer."""
        title = " ".join(filter(None, [notes.marked(group.title, group.notes), reason]))
        yield f"{level} {literal(title)}"
        if group.note:
            yield f"*{literal(group.note)}*"
        if group.has_doses:
            above = notes.over_doses_at(Place(section, group))
            yield from self.notes([note for note in above if note not in told])
            names = list(map(notes.name, group.entries))
            columns = {wording.DOSES_OF: names, **wording.dose_columns(group)}
            rows = zip(*columns.values(), strict=True)
            yield table(list(columns), [tuple(map(literal, row)) for row in rows])
        else:
            mark = sign(severity(section, group))
            yield "\n".join(_item(entry, mark) for entry in group.entries)

    def notes(self, shown: Sequence[Note]) -> Iterator[str]:
        """The notes under their title, each with its lead."""
        if shown:
            quoted = [f"**{literal(notes.title(self._monograph, shown, self._screen))}**"]
            for note in shown:
                lead = f"**{literal(note.lead)}:** " if note.lead else ""
                quoted.append(f"{NOTE} {lead}{literal(f'{note.text} {notes.cited(note)}')}")
            yield "> " + "\n>\n> ".join(quoted)


def _item(entry: Entry, mark: str) -> str:
    said = wording.statement(entry)
    return f"- {mark}**{literal(notes.name(entry))}**" + (f" – {literal(said)}" if said else "")


def sign(grave: Severity) -> str:
    """The mark before an entry."""
    return "" if grave == "none" else f"{MARKS[grave].sign} "


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def document(monograph: Monograph, screen: Screen, blocks: Sequence[str]) -> str:
    """The blocks, and the line about the source."""
    return "\n\n".join([*blocks, "---", f"*{literal(wording.footer(monograph, screen))}*"])


def literal(text: str) -> str:
    """The text as literal Markdown."""
    return _MARKUP.sub(_escaped, text)


def code(text: str) -> str:
    """The text as code, in a fence that is longer than any in it."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"


def _escaped(markup: re.Match[str]) -> str:
    if markup["number"]:
        return f"{markup[0]}\\"
    return markup[0] if markup["url"] else f"\\{markup[0]}"
