"""What check finds, as text: under headings at a terminal, where somebody scans it; in a pipe one
line a term, where each stands for a line of the list and may be waited for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from b12cli.monograph.model import Monograph
from b12cli.render import notes, outcomes, wording
from b12cli.render.layout import Block, Line, Span, layout
from b12cli.render.lines import BLANK, STYLES, Lines, line, said
from b12cli.render.marks import MARKS, Outcome
from b12cli.results import Tally
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Checked


def check(monograph: Monograph, results: Iterable[Checked], screen: Screen) -> str | Iterator[str]:
    lines = Lines(monograph, screen)
    if screen.width is None:
        return _as_they_come(lines, results, screen)
    results = list(results)
    tally = Tally(results)
    blocks: list[Block] = [line((outcomes.sum_of(tally), "bold"))] if tally.total > 1 else []
    is_open = bool(blocks)
    for outcome, found in outcomes.grouped(results):
        # What is grave stands by itself, the others together.
        blocks += [BLANK] if is_open else []
        is_open = outcome in outcomes.GRAVE
        blocks.append(line((MARKS[outcome].heading(len(found)), _style(outcome))))
        blocks += _rows(outcome, found)
    blocks += [line((each, "bold")) for each in outcomes.warning(tally)]
    return layout([*blocks, *_closing(lines, tally, screen)], screen)


def _as_they_come(lines: Lines, results: Iterable[Checked], screen: Screen) -> Iterator[str]:
    tally = Tally()
    for result in results:
        outcome = outcomes.outcome(tally.add(result))
        yield layout([_row(outcome, result, f": {MARKS[outcome].name}")], screen)
    counted = [outcomes.sum_of(tally)] if tally.total > 1 else []
    counted += outcomes.warning(tally)
    blocks: list[Block] = [
        *([BLANK] if counted else []),
        *(line((each, "bold")) for each in counted),
    ]
    yield layout([*blocks, *_closing(lines, tally, screen)], screen)


def _closing(lines: Lines, tally: Tally, screen: Screen) -> Iterator[Block]:
    """What is said of all results together, but for their sum."""
    grave, others = outcomes.apart(tally.hits)
    yield from said(wording.mapping(tally.hits))
    yield from lines.notes(notes.concerning(grave))
    yield from said(notes.elsewhere(others, screen))
    yield from lines.footer()


def _rows(outcome: Outcome, results: Iterable[Checked]) -> Iterator[Line]:
    """The terms under their heading; those that are not mentioned as one paragraph."""
    if outcome == "not_mentioned":
        terms = " · ".join(result.term for result in results)
        yield Line(((terms, ""),), _lead(outcome, "  "))
    else:
        yield from (_row(outcome, result, indent="  ") for result in results)


def _row(outcome: Outcome, result: Checked, verdict: str = "", indent: str = "") -> Line:
    """A term, its verdict if no heading says it, and what it is."""
    found, *_ = told = outcomes.told(result)
    between = "" if not found else ": " if outcome in outcomes.NO_ENTRY else " → "
    return Line(
        (
            (result.term, ""),
            (verdict, _style(outcome)),
            (between, ""),
            (found, "bold" if outcome in outcomes.GRAVE else ""),
            (told.rest, ""),
        ),
        _lead(outcome, indent),
    )


def _lead(outcome: Outcome, indent: str) -> Span:
    sign = MARKS[outcome].sign
    return f"{indent}{sign if indent else sign.ljust(2)} ", _style(outcome)


def _style(outcome: Outcome) -> str:
    if outcome == "contraindicated" or outcome == "possible" or outcome == "allergic":
        return STYLES[outcome]
    return "bold"
