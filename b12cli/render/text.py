"""Text for people: fitted to a terminal, or one entry a line in a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from b12cli.monograph.model import Entry, Group, Monograph, Note, Section, Severity, severity
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
_VERDICT_MARKS: dict[Verdict, tuple[str, str]] = {
    "contraindicated": ("✗", "bold red"),
    "possible_contraindication": ("✗?", "bold magenta"),
    "serious_side_effect": ("!", "bold yellow"),
    "side_effect": ("~", "bold"),
    "listed_use": ("+", "bold"),
    "mentioned": ("·", "bold"),
    "not_mentioned": ("?", "bold"),
}
"""The mark of each verdict, and the style of mark and word."""
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
    return layout([*blocks, *_asides(found.hits), *_footer(monograph)], screen)


def check(monograph: Monograph, results: Sequence[Checked], screen: Screen) -> str:
    blocks: list[Block] = [_verdict(result) for result in results]
    if len(results) > 1:
        blocks += [_BLANK, _line((wording.sum_of(results), "bold"))]
    return layout([*blocks, *_asides(wording.grave(results)), *_footer(monograph)], screen)


def validation(result: Validated, screen: Screen) -> str:
    return layout([_line((wording.validation(result), ""))], screen)


def _line(*spans: Span) -> Line:
    return Line(spans)


def _section_body(section: Section) -> Iterator[Block]:
    yield _line((section.summary, ""))
    for group in section.groups:
        yield _BLANK
        yield from _group(section, group)
    yield from _notes(wording.closing_notes(section))


def _group(section: Section, group: Group) -> Iterator[Block]:
    grave = severity(section, group)
    yield _line((group.title, _HEADINGS[grave]))
    if group.note:
        yield Line(((group.note, "italic"),), ("  ", ""))
    lines = [_entry(entry, grave) for entry in group.entries]
    if wording.has_doses(group):
        rows = [wording.dose_row(entry) for entry in group.entries]
        yield Table(wording.DOSE_HEADER, rows, lines)
        yield from _notes(wording.group_notes(group))
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


def _asides(hits: Sequence[Hit]) -> Iterator[Line]:
    """What does not come from the article, and concerns the hits."""
    for said in wording.mapping(hits):
        yield _BLANK
        yield _line((said, ""))
    yield from _notes(wording.notes(hits))


def _footer(monograph: Monograph) -> Iterator[Line]:
    yield _BLANK
    yield _line((wording.footer(monograph), "dim"))


def _hit(hit: Hit) -> Line:
    """What answers, under what it stands in, with the matched words underlined, and why."""
    section, group, _ = hit.place
    under, name, said = wording.shown(hit)
    spans = [(f"{under}: ", "dim")] if under else []
    spans += _marked(name, hit.matched, "bold")
    if said:
        spans += [(" – ", "dim"), *_marked(said, hit.matched, "")]
    if reason := wording.reason(hit):
        spans.append((f" {reason}", "dim"))
    return Line(tuple(spans), _lead(severity(section, group) if group else "none"))


def _marked(text: str, matched: str, style: str) -> Iterator[Span]:
    """The text in its style, with the matched words underlined."""
    sought = {word.casefold() for word in matched.split()}
    # Whole pieces in one style: a span a word would be a third of the output.
    for found, pieces in groupby(
        re.split(r"(\W+)", text), lambda piece: piece.casefold() in sought
    ):
        yield "".join(pieces), f"{style} underline" if found else style


def _verdict(result: Checked) -> Line:
    mark, style = _VERDICT_MARKS[result.verdict]
    return Line(
        (
            (result.term, "bold"),
            (": ", ""),
            (wording.verdict(result), style),
            (f" – {wording.basis(result)}", "dim"),
        ),
        (f"{mark:<2} ", style),
    )
