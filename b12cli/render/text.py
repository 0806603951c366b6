"""Text for people: fitted to a terminal, or one entry a line in a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from b12cli.monograph.model import Entry, Group, Monograph, Note, Place, Section, Severity, severity
from b12cli.render import card as card_words
from b12cli.render import wording
from b12cli.render.layout import Block, Line, Span, Table, layout
from b12cli.results import Tally
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Checked, Found, Hit, Validated

# Each mark says by itself what the colour says again. Red is for what can kill: the allergic
# reaction and contraindications. Magenta and red are the colours that are easy to read on black
# and on white; nothing that a reader may act on is dim.
_STYLES: dict[Severity, str] = {
    "contraindicated": "bold red",
    "possible": "bold magenta",
    "allergic": "bold red",
    "serious": "bold magenta",
    "none": "bold",
}
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
    for heading, hits in wording.blocks(found):
        blocks += _hits(heading, hits, screen)
    given = [*wording.answers(found), *found.also]
    shown = wording.notes_on_doses(given)
    return layout([*blocks, *_asides(given, shown), *_footer(monograph, screen)], screen)


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


def validation(results: Sequence[Validated], screen: Screen) -> str:
    return layout([_line((said, "")) for said in wording.validation(results)], screen)


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
    yield _line((group.title, _STYLES[grave]))
    if group.note:
        yield Line(((group.note, "italic"),), ("  ", ""))
    lines = [_entry(entry, grave) for entry in group.entries]
    if wording.has_doses(group):
        yield from _notes_above(wording.dose_notes(Place(section, group)))
        rows = [_dose_row(entry) for entry in group.entries]
        yield Table(wording.DOSE_HEADER, rows, lines)
    else:
        yield from lines


def _entry(entry: Entry, grave: Severity = "none") -> Line:
    said = wording.statement(entry)
    return Line(((entry.name, ""), (f" – {said}" if said else "", "")), _lead(grave))


def _dose_row(entry: Entry) -> tuple[Span, ...]:
    name, *rest = wording.dose_row(entry)
    return ((name, "bold"), *((cell, "") for cell in rest))


def _lead(grave: Severity) -> Span:
    if mark := wording.MARKS[grave]:
        return f"  {mark} ", _STYLES[grave]
    return "  • ", "dim"


def _said(text: str) -> list[Line]:
    return [_BLANK, _line((text, ""))]


def _notes(notes: Sequence[Note]) -> Iterator[Line]:
    for number, note in enumerate(notes):
        yield _BLANK
        if number == 0:
            yield _line((wording.NOTES_TITLE, "bold"))
        citations = "; ".join(note.citations)
        lead = ((f"{note.lead}: ", "bold"),) if note.lead else ()
        yield Line((*lead, (note.text, "")), ("  │ ", "dim"), bar=True)
        yield Line(((citations, "dim"),), ("  │ ", "dim"), bar=True)


def _notes_above(notes: Sequence[Note]) -> Iterator[Line]:
    """The notes, and a line between them and the doses below."""
    if notes:
        yield from (*_notes(notes), _BLANK)


def _asides(hits: Sequence[Hit], shown: Sequence[Note] = ()) -> Iterator[Line]:
    """What does not come from the article, and concerns the hits, but for what was shown."""
    for said in wording.mapping(hits):
        yield from _said(said)
    yield from _notes([note for note in wording.notes(hits) if note not in shown])


def _footer(monograph: Monograph, screen: Screen) -> Iterator[Line]:
    yield _BLANK
    yield _line((wording.footer(monograph, screen), "dim"))


def _hits(title: str, hits: Sequence[Hit], screen: Screen) -> Iterator[Line]:
    """The hits under a title, with what to type to read on."""
    yield _BLANK
    yield _line((title, "bold"), (f" · {', '.join(wording.commands(hits, screen))}", ""))
    yield from _notes_above(wording.notes_on_doses(hits))
    yield from map(_hit, hits)


def _hit(hit: Hit) -> Line:
    """What answers, under what it stands in, with the matched words underlined, and why."""
    under, name, said = wording.shown(hit)
    spans = [(f"{under}: ", "")] if under else []
    spans += _marked(name, hit.matched, "bold")
    if said:
        spans += [(" – ", ""), *_marked(said, hit.matched, "")]
    if reason := wording.reason(hit):
        spans.append((f" {reason}", ""))
    return Line(tuple(spans), _lead(wording.grave(hit)))


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
    where = ", ".join(wording.commands(result.hits, screen))
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
    """The mark of the verdict, and the style of mark and word."""
    if wording.mark(result) == wording.NOT_READ_MARK:
        return wording.NOT_READ_MARK, _STYLES["possible"]
    is_plain = result.verdict in ("mentioned", "not_mentioned")
    return wording.mark(result), "" if is_plain else _STYLES[wording.gravity(result)]


def card(monograph: Monograph, section: Section, screen: Screen) -> str:
    # One screen: no empty lines, each group one paragraph under what it is about.
    blocks = [_line((section.title, "bold"), (f" · {wording.title(monograph)}", ""))]
    for part in card_words.parts(section, screen):
        if part.heading:
            more = f" · {part.more}" if part.more else ""
            blocks.append(_line((part.heading, _STYLES[part.grave]), (more, "")))
        for note in part.notes:
            said = ((f"{card_words.NOTE}: ", "bold"), (note, ""))
            blocks.append(Line(said, ("│ ", "dim"), bar=True))
        for row in part.rows:
            style = _STYLES[row.grave]
            about = f"{row.about}: " if row.about else ""
            mark = wording.MARKS[row.grave]
            lead = (f"{mark} ", style) if mark else ("• ", "dim")
            blocks.append(Line(((about, style), (row.said, "")), lead))
    return layout([*blocks, _line((wording.footer(monograph, screen), "dim"))], screen)
