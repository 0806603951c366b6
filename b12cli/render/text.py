"""Text for people: fitted to a terminal, or in a pipe one entry per line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from b12cli.monograph.model import Monograph, Section
from b12cli.render import answers, notes, wording
from b12cli.render import card as card_words
from b12cli.render.layout import Block, Line, Span, layout
from b12cli.render.lines import BLANK, STYLES, Lines, lead, line, said
from b12cli.render.marks import MARKS, NOTE
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Found, Hit, Tally, Validated


def section(monograph: Monograph, section: Section, screen: Screen) -> str:
    lines = Lines(monograph, screen)
    blocks: list[Block] = [
        line((section.title, "bold"), (f" · {wording.title(monograph)}", "")),
        *lines.section(wording.page(monograph, section)),
        *lines.footer(),
    ]
    return layout(blocks, screen)


def monograph(monograph: Monograph, screen: Screen) -> str:
    lines = Lines(monograph, screen)
    blocks: list[Block] = [line((wording.title(monograph), "bold"))]
    for section in monograph.sections:
        blocks += [
            BLANK,
            line((section.title.upper(), "bold underline")),
            *lines.section(wording.page(monograph, section)),
        ]
    return layout([*blocks, *lines.footer()], screen)


def search(monograph: Monograph, found: Found, screen: Screen) -> str:
    lines = Lines(monograph, screen)
    blocks: list[Block] = [line((answers.asked(found), "bold"))]
    for heading, hits in answers.blocks(found):
        where = ", ".join(wording.commands(hits, screen))
        blocks += [BLANK, line((heading, "bold"), (f" · {where}", ""))]
        blocks += _hits(monograph, lines, hits)
    noted = answers.noted(found)
    blocks += said(wording.mapping(noted))
    blocks += lines.notes(notes.left(noted))
    return layout([*blocks, *lines.footer()], screen)


def check(monograph: Monograph, tally: Tally, screen: Screen) -> str | Iterator[str]:
    from b12cli.render import text_check

    return text_check.check(monograph, tally, screen)


def validation(results: Sequence[Validated], screen: Screen) -> str:
    return layout([line((each, "")) for each in wording.validation(results)], screen)


def _hits(monograph: Monograph, lines: Lines, hits: Sequence[Hit]) -> Iterator[Block]:
    """The hits of one block: on one line each, or as their commands show them."""
    above = notes.over_doses([hit for hit in hits if hit.kind in ("entry", "note")])
    yield from lines.notes_above(above)
    is_apart = False
    for hit in hits:
        reason, (section, group, _) = answers.reason(hit), hit.place
        is_group = hit.kind == "group" and not answers.is_one_line(hit)
        if is_group or is_apart:
            yield BLANK
        is_apart = is_group
        if answers.is_one_line(hit):
            yield _hit(hit, reason)
        elif group:
            yield from lines.group(section, group, reason, above)
        else:
            yield from (line((each, "")) for each in filter(None, [reason]))
            yield from lines.section(wording.page(monograph, section), above)


def _hit(hit: Hit, reason: str) -> Line:
    """A hit after the title of its group, with the matched words underlined, and why it is one."""
    under, name, told = answers.shown(hit)
    spans = [(f"{under}: ", "")] if under else []
    spans += _marked(name, hit.matched, "bold")
    if told:
        spans += [(" – ", ""), *_marked(told, hit.matched, "")]
    if reason:
        spans.append((f" {reason}", ""))
    return Line(tuple(spans), (f"  {NOTE} ", "") if hit.note else lead(wording.grave(hit)))


def _marked(text: str, matched: str, style: str) -> Iterator[Span]:
    """The text in its style, with the matched words underlined."""
    sought = {word.casefold() for word in matched.split()}
    # Whole pieces in one style: one span per word would be a third of the output.
    for found, pieces in groupby(
        re.split(r"(\W+)", text), lambda piece: piece.casefold() in sought
    ):
        yield "".join(pieces), f"{style} underline" if found else style


def card(monograph: Monograph, section: Section, screen: Screen) -> str:
    # One screen: no empty lines, one paragraph per group.
    blocks = [line((section.title, "bold"), (f" · {wording.title(monograph)}", ""))]
    for part in card_words.parts(section, screen.program):
        if part.heading:
            blocks.append(line((part.heading, STYLES[part.grave])))
        for note in part.notes:
            blocks.append(Line(((card_words.NOTED, "bold"), (note, "")), (f"{NOTE} ", "")))
        for row in part.rows:
            style = STYLES[row.grave]
            about = f"{row.about}: " if row.about else ""
            mark = ("• ", "dim") if row.grave == "none" else (f"{MARKS[row.grave].sign} ", style)
            blocks.append(Line(((about, style), (row.said, "")), mark))
    return layout([*blocks, line((wording.footer(monograph, screen), "dim"))], screen)
