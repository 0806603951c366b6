"""Markdown (CommonMark, with GitHub's tables), for notes and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from b12cli.monograph import Entry, Group, Monograph, Note, Section, severity
from b12cli.render import Screen, wording
from b12cli.results import Checked, Found, Validated

# What reads as markup anywhere, and what does so at the start of a line. A number there is
# escaped at its dot, because a backslash before a digit would show.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)|^[#+=-]|(?<=^\d)[.)]")


def section(monograph: Monograph, section: Section, screen: Screen) -> str:
    title = f"# {_text(section.title)}: {_text(wording.title(monograph))}"
    return _document(monograph, [title, *_section_body(section, "##")])


def monograph(monograph: Monograph, screen: Screen) -> str:
    blocks = [f"# {_text(wording.title(monograph))}"]
    for section in monograph.sections:
        blocks += [f"## {_text(section.title)}", *_section_body(section, "###")]
    return _document(monograph, blocks)


def search(monograph: Monograph, found: Found, screen: Screen) -> str:
    blocks = [f"# {_text(wording.answered(found))}"]
    for section, hits in wording.by_section(found.hits):
        blocks.append(f"## {_text(section.title)} (`{wording.command(section)}`)")
        blocks.append("\n".join(_item(hit.entry, hit.group) for hit in hits))
    return _document(monograph, [*blocks, *_notes(wording.dose_notes(found))])


def check(monograph: Monograph, results: Sequence[Checked], screen: Screen) -> str:
    rows = [
        (result.term, wording.VERDICTS[result.verdict], wording.basis(result)) for result in results
    ]
    return _document(monograph, [_table(("Term", "Verdict", "Because of"), rows)])


def validation(result: Validated, screen: Screen) -> str:
    return _text(wording.validation(result))


def _section_body(section: Section, level: str) -> Iterator[str]:
    yield _text(section.summary)
    for group in section.groups:
        mark = "⚠ " if severity(section, group) in ("contraindicated", "allergic") else ""
        yield f"{level} {mark}{_text(group.title)}"
        if group.note:
            yield f"*{_text(group.note)}*"
        if all(entry.dose for entry in group.entries):
            yield _table(("For", "Dose", "How it goes on"), [_dose(e) for e in group.entries])
        else:
            yield "\n".join(_item(entry) for entry in group.entries)
    yield from _notes(section.notes)


def _item(entry: Entry, group: Group | None = None) -> str:
    where = f" ({_text(group.title)})" if group else ""
    said = wording.statement(entry)
    return f"- **{_text(entry.name)}**{where}" + (f" – {_text(said)}" if said else "")


def _dose(entry: Entry) -> tuple[str, str, str]:
    assert entry.dose
    return entry.name, entry.dose.text, entry.detail or ""


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *([_text(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _notes(notes: Sequence[Note]) -> Iterator[str]:
    if notes:
        quoted = [f"**{wording.NOTES_TITLE}**"]
        for note in notes:
            citations = "; ".join(_text(citation) for citation in note.citations)
            quoted.append(f"{_text(note.text)} ({citations})")
        yield "> " + "\n>\n> ".join(quoted)


def _document(monograph: Monograph, blocks: Sequence[str]) -> str:
    return "\n\n".join([*blocks, "---", f"*{_text(wording.footer(monograph))}*"])


def _text(text: str) -> str:
    """The text as literal Markdown."""
    return _MARKUP.sub(r"\\\g<0>", text)
