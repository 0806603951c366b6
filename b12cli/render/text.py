"""Text for people: fitted to a terminal, or one entry a line in a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from b12cli.monograph import Entry, Group, Monograph, Note, Section, Severity, severity
from b12cli.render import Screen, wording
from b12cli.render.layout import Block, Line, Span, Table, layout

if TYPE_CHECKING:
    from b12cli.search.results import Checked, Found, Hit, Validated, Verdict

# Each mark says by itself what the colour says again. Red is for what can kill: the allergic
# reaction and contraindications.
_MARKS: dict[Severity, Span] = {
    "contraindicated": ("✗", "bold red"),
    "allergic": ("!!", "bold red"),
    "serious": ("!", "bold yellow"),
    "none": ("•", "dim"),
}
_HEADINGS: dict[Severity, str] = {
    "contraindicated": "bold red",
    "allergic": "bold red",
    "serious": "bold yellow",
    "none": "bold",
}
_VERDICT_SEVERITY: dict[Verdict, Severity] = {
    "contraindicated": "contraindicated",
    "serious_side_effect": "serious",
}
_BLANK = Line()


def section(monograph: Monograph, section: Section, screen: Screen) -> str:
    blocks: list[Block] = [
        _line((section.title, "bold"), (f" · {wording.title(monograph)}", "dim")),
        *_section_body(section),
        *_footer(monograph),
    ]
    return layout(blocks, screen)


def monograph(monograph: Monograph, screen: Screen) -> str:
    blocks: list[Block] = [_line((wording.title(monograph), "bold"))]
    for section in monograph.sections:
        blocks += [
            _BLANK,
            _line((section.title.upper(), "bold underline")),
            *_section_body(section),
        ]
    return layout([*blocks, *_footer(monograph)], screen)


def search(monograph: Monograph, found: Found, screen: Screen) -> str:
    blocks: list[Block] = [_line((wording.answered(found), "bold"))]
    for section, hits in wording.by_section(found.hits):
        command = (f" · {wording.command(section)}", "dim")
        blocks += [_BLANK, _line((section.title, "bold"), command)]
        blocks += [_hit(hit) for hit in hits]
    return layout([*blocks, *_notes(wording.dose_notes(found)), *_footer(monograph)], screen)


def check(monograph: Monograph, results: Sequence[Checked], screen: Screen) -> str:
    blocks: list[Block] = [_verdict(result) for result in results]
    return layout([*blocks, *_footer(monograph)], screen)


def validation(result: Validated, screen: Screen) -> str:
    return layout([_line((wording.validation(result), ""))], screen)


def _line(*spans: Span) -> Line:
    return Line(spans)


def _section_body(section: Section) -> Iterator[Block]:
    yield _line((section.summary, ""))
    for group in section.groups:
        yield _BLANK
        yield from _group(section, group)
    yield from _notes(section.notes)


def _group(section: Section, group: Group) -> Iterator[Block]:
    grave = severity(section, group)
    yield _line((group.title, _HEADINGS[grave]))
    if group.note:
        yield Line(((group.note, "italic"),), ("  ", ""))
    lines = [_entry(entry, grave) for entry in group.entries]
    if wording.has_doses(group):
        rows = [wording.dose_row(entry) for entry in group.entries]
        yield Table(wording.DOSE_HEADER, rows, lines)
    else:
        yield from lines


def _entry(entry: Entry, grave: Severity = "none") -> Line:
    return Line(((entry.name, ""), *_said(wording.statement(entry))), _lead(grave))


def _said(text: str) -> tuple[Span, ...]:
    return ((f" – {text}", "dim"),) if text else ()


def _lead(grave: Severity) -> Span:
    mark, style = _MARKS[grave]
    return (f"  {mark} ", style)


def _notes(notes: Sequence[Note]) -> Iterator[Line]:
    for number, note in enumerate(notes):
        yield _BLANK
        if number == 0:
            yield _line((wording.NOTES_TITLE, "bold cyan"))
        citations = "; ".join(note.citations)
        yield Line(((note.text, ""),), ("  │ ", "cyan"), bar=True)
        yield Line(((citations, "dim"),), ("  │ ", "cyan"), bar=True)


def _footer(monograph: Monograph) -> Iterator[Line]:
    yield _BLANK
    yield _line((wording.footer(monograph), "dim"))


def _hit(hit: Hit) -> Line:
    """An entry under its group's title, the matched words in style, and what it answers by."""
    shown = [(f"{hit.group.title}: ", "dim"), *_marked(hit.entry.name, hit.matched, "bold")]
    if said := wording.statement(hit.entry):
        shown += [(" – ", "dim"), *_marked(said, hit.matched, "dim")]
    if wording.by_alias(hit):
        shown.append((f" (matched “{hit.matched}”)", "dim"))
    return Line(tuple(shown), _lead(severity(hit.section, hit.group)))


def _marked(text: str, matched: str, style: str) -> Iterator[Span]:
    """The text in its style, with the matched words underlined."""
    sought = {word.casefold() for word in matched.split()}
    # Whole pieces in one style: a span a word would be a third of the output.
    for found, pieces in groupby(
        re.split(r"(\W+)", text), lambda piece: piece.casefold() in sought
    ):
        yield "".join(pieces), f"{style} underline" if found else style


def _verdict(result: Checked) -> Line:
    grave = _VERDICT_SEVERITY.get(result.verdict, "none")
    mark, style = _MARKS[grave] if result.hits else ("?", "bold")
    basis = wording.basis(result)
    return Line(
        (
            (result.term, "bold"),
            (": ", ""),
            (wording.VERDICTS[result.verdict], _HEADINGS[grave]),
            (f" – {basis}", "dim"),
        ),
        (f"{mark:<2} ", style),
    )
