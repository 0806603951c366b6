"""Text for people: fitted to a terminal, or one entry a line in a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from b12cli.monograph.model import Entry, Group, Monograph, Note, Section, Severity, severity
from b12cli.render import wording
from b12cli.render.layout import Block, Line, Span, Table, layout
from b12cli.screen import Screen
from b12cli.search.results import Tally

if TYPE_CHECKING:
    from b12cli.search.results import Checked, Found, Hit, Validated, Verdict

# Each mark says by itself what the colour says again. Red is for what can kill: the allergic
# reaction and contraindications. Magenta and red are the colours that are easy to read on black
# and on white; nothing that a reader may act on is dim.
_MARKS: dict[Severity, Span] = {
    "contraindicated": ("✗", "bold red"),
    "possible": ("✗?", "bold magenta"),
    "allergic": ("!!", "bold red"),
    "serious": ("!", "bold magenta"),
    "none": ("•", "dim"),
}
_VERDICT_MARKS: dict[Verdict, Span] = {
    "contraindicated": _MARKS["contraindicated"],
    "possible_contraindication": _MARKS["possible"],
    "serious_side_effect": _MARKS["serious"],
    "side_effect": ("~", "bold"),
    "listed_use": ("+", "bold"),
    "mentioned": ("·", ""),
    "not_mentioned": ("?", ""),
}
"""The mark of each verdict, and the style of mark and word."""
_NOT_READ: Span = ("??", "bold magenta")
_BLANK = Line()


def section(monograph: Monograph, section: Section, screen: Screen) -> str:
    blocks: list[Block] = [
        _line((section.title, "bold"), (f" · {wording.title(monograph)}", "")),
        *_section_body(section),
        *_footer(monograph, screen),
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
    return layout([*blocks, *_footer(monograph, screen)], screen)


def search(monograph: Monograph, found: Found, screen: Screen) -> str:
    blocks: list[Block] = [_line((wording.answered(found), "bold"))]
    for section, hits in wording.by_section(found.hits):
        command = (f" · {wording.command(section, screen)}", "")
        blocks += [_BLANK, _line((section.title, "bold"), command)]
        blocks += [_hit(hit) for hit in hits]
    return layout([*blocks, *_asides(found.hits), *_footer(monograph, screen)], screen)


def check(monograph: Monograph, results: Iterable[Checked], screen: Screen) -> str | Iterator[str]:
    # At a terminal somebody scans it; in a pipe each line stands for one of the list's, and may be
    # waited for.
    if screen.width is None:
        return _as_they_come(monograph, results, screen)
    results = list(results)
    ordered = wording.gravest_first(results)
    table = Table(
        (),
        [_verdict_row(result) for result in ordered],
        [_verdict_line(result, screen) for result in ordered],
    )
    return layout([table, *_closing(monograph, Tally(results), screen)], screen)


def _as_they_come(
    monograph: Monograph, results: Iterable[Checked], screen: Screen
) -> Iterator[str]:
    tally = Tally()
    for result in results:
        yield layout([_verdict_line(tally.add(result), screen)], screen)
    yield layout(list(_closing(monograph, tally, screen)), screen)


def _closing(monograph: Monograph, tally: Tally, screen: Screen) -> Iterator[Block]:
    """What is said of all results together."""
    hits = tally.hits
    if tally.total <= wording.SHORT_LIST:
        yield from _asides(hits)
    else:
        for said in (*wording.mapping(hits), *wording.notes_elsewhere(hits, screen)):
            yield from _said(said)
    counted = [wording.sum_of(tally)] if tally.total > 1 else []
    if closing := [*counted, *wording.clearance(tally)]:
        yield _BLANK
        yield from (_line((said, "bold")) for said in closing)
    yield from _footer(monograph, screen)


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
    yield _line((group.title, "bold" if grave == "none" else _MARKS[grave][1]))
    if group.note:
        yield Line(((group.note, "italic"),), ("  ", ""))
    lines = [_entry(entry, grave) for entry in group.entries]
    if wording.has_doses(group):
        rows = [_dose_row(entry) for entry in group.entries]
        yield Table(wording.DOSE_HEADER, rows, lines)
        yield from _notes(wording.group_notes(group))
    else:
        yield from lines


def _entry(entry: Entry, grave: Severity = "none") -> Line:
    said = wording.statement(entry)
    return Line(((entry.name, ""), (f" – {said}" if said else "", "")), _lead(grave))


def _dose_row(entry: Entry) -> tuple[Span, ...]:
    name, *rest = wording.dose_row(entry)
    return ((name, "bold"), *((cell, "") for cell in rest))


def _lead(grave: Severity) -> Span:
    mark, style = _MARKS[grave]
    return (f"  {mark} ", style)


def _said(text: str) -> list[Line]:
    return [_BLANK, _line((text, ""))]


def _notes(notes: Sequence[Note]) -> Iterator[Line]:
    for number, note in enumerate(notes):
        yield _BLANK
        if number == 0:
            yield _line((wording.NOTES_TITLE, "bold"))
        citations = "; ".join(note.citations)
        yield Line(((note.text, ""),), ("  │ ", "dim"), bar=True)
        yield Line(((citations, "dim"),), ("  │ ", "dim"), bar=True)


def _asides(hits: Sequence[Hit]) -> Iterator[Line]:
    """What does not come from the article, and concerns the hits."""
    for said in wording.mapping(hits):
        yield from _said(said)
    yield from _notes(wording.notes(hits))


def _footer(monograph: Monograph, screen: Screen) -> Iterator[Line]:
    yield _BLANK
    yield _line((wording.footer(monograph, screen), "dim"))


def _hit(hit: Hit) -> Line:
    """What answers, under what it stands in, with the matched words underlined, and why."""
    section, group, _ = hit.place
    under, name, said = wording.shown(hit)
    spans = [(f"{under}: ", "")] if under else []
    spans += _marked(name, hit.matched, "bold")
    if said:
        spans += [(" – ", ""), *_marked(said, hit.matched, "")]
    if reason := wording.reason(hit):
        spans.append((f" {reason}", ""))
    # A note is no contraindication, whatever it stands beside.
    grave: Severity = severity(section, group) if group and not hit.note else "none"
    # Near a contraindication, and not it: as check has it.
    if hit.is_near:
        grave = "possible" if grave == "contraindicated" else "none"
    return Line(tuple(spans), _lead(grave))


def _marked(text: str, matched: str, style: str) -> Iterator[Span]:
    """The text in its style, with the matched words underlined."""
    sought = {word.casefold() for word in matched.split()}
    # Whole pieces in one style: a span a word would be a third of the output.
    for found, pieces in groupby(
        re.split(r"(\W+)", text), lambda piece: piece.casefold() in sought
    ):
        yield "".join(pieces), f"{style} underline" if found else style


def _verdict_line(result: Checked, screen: Screen) -> Line:
    mark, style = _mark(result)
    basis = wording.basis(result)
    where = ", ".join(wording.commands(result, screen))
    return Line(
        (
            (result.term, "bold"),
            (": ", ""),
            (wording.verdict(result), style),
            (f" – {basis}" if basis else "", ""),
            (f" ({where})" if where else "", ""),
        ),
        (f"{mark:<2} ", style),
    )


def _verdict_row(result: Checked) -> tuple[Span, ...]:
    mark, style = _mark(result)
    verdict = (wording.outcome(result), style)
    return ((mark, style), verdict, (result.term, "bold"), (wording.because(result), ""))


def _mark(result: Checked) -> Span:
    """The mark of the verdict; of a serious side effect the one of its group."""
    if result.error:
        return _NOT_READ
    graves = {
        severity(hit.place.section, hit.place.group) for hit in result.hits if hit.place.group
    }
    if result.verdict == "serious_side_effect" and "allergic" in graves:
        return _MARKS["allergic"]
    return _VERDICT_MARKS[result.verdict]
