"""Contraindications that a query mentions besides what it asks.

Unlike a line of a list, a query may put things side by side: "sciatica kidney" names two. So each
mention is judged as ``check`` would judge it, but by itself, without the names of other things
around it. "Kidney stones" has no other name in it, and is about stones.

Context is ignored: questions use denials and plans differently from a patient's notes ("why can't
I have it with kidney failure", "can my wife have it when she gets pregnant"), and it does no harm
to show a contraindication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from msgspec import Struct

from b12cli.check import coded, hit_by, hits_by_code, judged
from b12cli.language.phrases import Text
from b12cli.monograph.model import Verdict
from b12cli.results import CONTRAINDICATIONS, Hit
from b12cli.thesaurus.codes import Codes
from b12cli.thesaurus.mentions import Mention, Reader
from b12cli.verdicts import verdict


class Beside(Struct, frozen=True):
    """A contraindication that a query mentions, and the name that mentions it, unless by a code."""

    verdict: Verdict
    hit: Hit
    mention: Mention | None = None


def beside(reader: Reader, text: Text, mentions: Sequence[Mention]) -> Iterator[Beside]:
    """The contraindications among these mentions of a query, each judged by itself."""
    for mention in mentions:
        if not mention.place.entry:
            continue
        part = _by_itself(text, mention, mentions)
        for each in reader.mentions(part):
            if each.place is not mention.place:
                continue
            found = judged(each)
            if found in CONTRAINDICATIONS:
                yield Beside(found, hit_by(each), mention)


def beside_by_code(codes: Codes, query: str) -> Iterator[Beside]:
    """The contraindications whose ICD-10 codes are in a query."""
    for hit in hits_by_code(codes, coded(query, codes)[1]):
        found = verdict(hit.place, hit.nearness)
        if found in CONTRAINDICATIONS:
            yield Beside(found, hit)


def also(found: Iterable[Beside], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The contraindications that are not already hits, each once, the gravest first."""
    told: dict[int, Hit] = {}
    # A hit that is only near, or only among the closest, doesn't replace it.
    whole = [hit for hit in hits if not hit.is_closest and not hit.note]
    for told_of in sorted(found, key=lambda each: get_args(Verdict).index(each.verdict)):
        hit = told_of.hit
        if not any(each.place is hit.place and (hit.is_near or not each.is_near) for each in whole):
            told.setdefault(id(hit.place), hit)
    return tuple(told.values())


def _by_itself(text: Text, mention: Mention, mentions: Sequence[Mention]) -> Text:
    """The text around the mention, up to the names of other things.

    For the thing itself its own phrase is enough. What is only near may be said of something that
    has no name here: "stones in the kidney".
    """
    first, last = min(mention.positions), max(mention.positions)
    others = [at for other in mentions for at in other.positions - mention.positions]
    start = max((at + 1 for at in others if at < first), default=0)
    end = min((at for at in others if at > last), default=len(text.tokens))
    if not mention.name.is_near:
        phrases = range(text.phrase_of[first], text.phrase_of[last] + 1)
        own = [at for at in range(start, end) if text.phrase_of[at] in phrases]
        start, end = own[0], own[-1] + 1
    return text.part(start, end)
