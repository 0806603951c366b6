"""Markdown (CommonMark, with GitHub's tables), for notes and wikis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from b12cli.monograph.model import Monograph, Section
from b12cli.render import answers, notes, wording
from b12cli.render import card as card_words
from b12cli.render.marks import NOTE
from b12cli.render.markup import Body, code, document, literal, sign
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Found, Hit, Tally, Validated


def section(monograph: Monograph, section: Section, screen: Screen) -> str:
    title = f"# {literal(section.title)}: {literal(wording.title(monograph))}"
    body = Body(monograph, screen).section(wording.page(monograph, section), "##")
    return document(monograph, screen, [title, *body])


def monograph(monograph: Monograph, screen: Screen) -> str:
    body = Body(monograph, screen)
    blocks = [f"# {literal(wording.title(monograph))}"]
    for section in monograph.sections:
        blocks.append(f"## {literal(section.title)}")
        blocks += body.section(wording.page(monograph, section), "###")
    return document(monograph, screen, blocks)


def search(monograph: Monograph, found: Found, screen: Screen) -> str:
    body = Body(monograph, screen)
    blocks = [f"# {literal(answers.asked(found))}"]
    for heading, hits in answers.blocks(found):
        blocks += _hits(monograph, heading, hits, screen)
    noted = answers.noted(found)
    blocks += [*map(literal, wording.mapping(noted)), *body.notes(notes.left(noted))]
    return document(monograph, screen, blocks)


def check(monograph: Monograph, tally: Tally, screen: Screen) -> str:
    from b12cli.render import markdown_check

    return markdown_check.check(monograph, tally, screen)


def validation(results: Sequence[Validated], screen: Screen) -> str:
    return "\n\n".join(map(literal, wording.validation(results)))


def _hits(monograph: Monograph, title: str, hits: Sequence[Hit], screen: Screen) -> Iterator[str]:
    """The hits under a title, with what to type to read on: those on one line as a list, others as
    their commands show them."""
    body = Body(monograph, screen)
    commands = wording.commands(hits, screen)
    yield f"## {literal(title)} ({', '.join(map(code, commands))})"
    above = notes.over_doses([hit for hit in hits if hit.kind in ("entry", "note")])
    yield from body.notes(above)
    for is_listed, run in groupby(hits, answers.is_one_line):
        if is_listed:
            yield "\n".join(map(_hit, run))
            continue
        for hit in run:
            section, group, _ = hit.place
            reason = answers.reason(hit)
            if group:
                yield from body.group(section, group, "###", reason, above)
            else:
                yield from map(literal, filter(None, [reason]))
                yield from body.section(wording.page(monograph, section), "###", above)


def _hit(hit: Hit) -> str:
    under, name, said = answers.shown(hit)
    reason = answers.reason(hit)
    return "".join(
        [
            "- ",
            f"{NOTE} " if hit.note else sign(wording.grave(hit)),
            f"{literal(under)}: " if under else "",
            f"**{literal(name)}**",
            f" – {literal(said)}" if said else "",
            f" {literal(reason)}" if reason else "",
        ]
    )


def card(monograph: Monograph, section: Section, screen: Screen) -> str:
    blocks = [f"# {literal(wording.title(monograph))}: {literal(section.title)}"]
    for part in card_words.parts(section):
        if part.heading:
            blocks.append(f"## {literal(part.heading)}")
        blocks += [f"> **{card_words.NOTED.rstrip()}** {literal(note)}" for note in part.notes]
        rows = [
            f"{sign(row.grave)}"
            + (f"**{literal(row.about)}:** " if row.about else "")
            + literal(row.said)
            for row in part.rows
        ]
        blocks.append("\n".join(f"- {row}" for row in rows))
    return document(monograph, screen, blocks)
