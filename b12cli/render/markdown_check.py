"""The results of check, as Markdown: under headings, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from b12cli.monograph.model import Monograph
from b12cli.render import notes, outcomes, wording
from b12cli.render.marks import MARKS, Outcome
from b12cli.render.markup import Body, document, literal
from b12cli.results import Tally
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Checked


def check(monograph: Monograph, tally: Tally, screen: Screen) -> str:
    results = list(tally)
    blocks = [f"# {literal(outcomes.sum_of(tally))}"]
    for outcome, found in outcomes.grouped(results):
        mark = MARKS[outcome]
        blocks += [f"## {literal(mark.heading(len(found)))}", _rows(outcome, found)]
    blocks += [f"**{literal(said)}**" for said in outcomes.warning(tally)]
    grave, others = outcomes.apart(tally)
    blocks += map(literal, wording.mapping(tally.hits))
    blocks += Body(monograph, screen).notes(notes.concerning(grave))
    blocks += map(literal, notes.elsewhere(others, screen))
    return document(monograph, screen, blocks)


def _rows(outcome: Outcome, results: Sequence[Checked]) -> str:
    """The terms of one heading; those not mentioned as one paragraph."""
    if outcome == "not_mentioned":
        terms = " · ".join(literal(result.term) for result in results)
        return f"- {literal(MARKS[outcome].sign)} {terms}"
    return "\n".join(_row(outcome, result) for result in results)


def _row(outcome: Outcome, result: Checked) -> str:
    """A term, and what it is."""
    found, *_ = told = outcomes.told(result)
    is_plain = outcome in outcomes.NO_ENTRY
    said = literal(found) if is_plain else f"**{literal(found)}**"
    sign, link = literal(MARKS[outcome].sign), ": " if is_plain else " → "
    return f"- {sign} {literal(result.term)}{link}{said}{literal(told.rest)}"
