"""The results of check, as text: in a terminal under headings, to be scanned; in a pipe one line
per term, each as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from b12cli.monograph.model import Monograph
from b12cli.render import notes, outcomes, wording
from b12cli.render.layout import Block, Line, Span, layout
from b12cli.render.lines import BLANK, STYLES, Lines, line, said
from b12cli.render.marks import MARKS, Outcome
from b12cli.render.outcomes import Told
from b12cli.results import Tally
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Checked

_BETWEEN = " · "
"""The separator between terms on a row."""


def check(monograph: Monograph, tally: Tally, screen: Screen) -> str | Iterator[str]:
    lines = Lines(monograph, screen)
    if screen.width is None:
        return _as_they_come(lines, tally, screen)
    results = list(tally)
    blocks: list[Block] = [line((outcomes.sum_of(tally), "bold"))] if tally.total > 1 else []
    is_open = bool(blocks)
    for outcome, found in outcomes.grouped(results):
        # Grave outcomes are set apart by blank lines, the others are kept together.
        blocks += [BLANK] if is_open else []
        is_open = outcome in outcomes.GRAVE
        blocks.append(line((MARKS[outcome].heading(len(found)), _style(outcome))))
        blocks += _rows(outcome, found, screen.width)
    blocks += [line((each, "bold")) for each in outcomes.warning(tally)]
    return layout([*blocks, *_closing(lines, tally, screen)], screen)


def _as_they_come(lines: Lines, tally: Tally, screen: Screen) -> Iterator[str]:
    for result in tally:
        outcome = outcomes.outcome(result)
        row = _row(outcome, result.term, outcomes.told(result), f": {MARKS[outcome].name}")
        yield layout([row], screen)
    counted = [outcomes.sum_of(tally)] if tally.total > 1 else []
    counted += outcomes.warning(tally)
    blocks: list[Block] = [
        *([BLANK] if counted else []),
        *(line((each, "bold")) for each in counted),
    ]
    yield layout([*blocks, *_closing(lines, tally, screen)], screen)


def _closing(lines: Lines, tally: Tally, screen: Screen) -> Iterator[Block]:
    """What follows the results and their totals."""
    grave, others = outcomes.apart(tally)
    yield from said(wording.mapping(tally.hits))
    yield from lines.notes(notes.concerning(grave))
    yield from said(notes.elsewhere(others, screen))
    yield from lines.footer()


def _rows(outcome: Outcome, results: Iterable[Checked], width: int) -> Iterator[Line]:
    """The terms of one heading: those with the same result share a row, as far as there is room;
    those not mentioned are one paragraph."""
    if outcome == "not_mentioned":
        yield Line(((_BETWEEN.join(result.term for result in results), ""),), _lead(outcome, "  "))
        return
    alike: dict[Told, list[str]] = {}
    for result in results:
        alike.setdefault(outcomes.told(result), []).append(result.term)
    for told, terms in alike.items():
        room = width - len(_row(outcome, "", told, indent="  ").plain)
        for row in _packed(terms, room):
            yield _row(outcome, row, told, indent="  ")


def _packed(terms: Iterable[str], room: int) -> list[str]:
    """The terms in rows of this many letters; a longer term has its own row."""
    rows: list[str] = []
    for term in terms:
        if rows and len(rows[-1]) + len(_BETWEEN) + len(term) <= room:
            rows[-1] += _BETWEEN + term
        else:
            rows.append(term)
    return rows


def _row(outcome: Outcome, terms: str, told: Told, verdict: str = "", indent: str = "") -> Line:
    """The terms, their verdict unless a heading says it, and what they are."""
    between = "" if not told.found else ": " if outcome in outcomes.NO_ENTRY else " → "
    return Line(
        (
            (terms, ""),
            (verdict, _style(outcome)),
            (between, ""),
            (told.found, "bold" if outcome in outcomes.GRAVE else ""),
            (told.rest, ""),
        ),
        _lead(outcome, indent),
    )


def _lead(outcome: Outcome, indent: str) -> Span:
    sign = MARKS[outcome].sign
    return f"{indent}{sign if indent else sign.ljust(2)} ", _style(outcome)


def _style(outcome: Outcome) -> str:
    return STYLES.get(outcome, "bold")
