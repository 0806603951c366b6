"""What each mark means: the one table for lists, verdicts, help and the manual."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

Outcome: TypeAlias = Literal[
    "contraindicated",
    "possible_contraindication",
    "allergic",
    "serious_side_effect",
    "side_effect",
    "listed_use",
    "mentioned",
    "not_read",
    "not_understood",
    "not_mentioned",
]
"""What check can say about a term, the gravest first."""


class Mark(NamedTuple):
    """A sign, its name as a verdict, and what it says about a term.

    ``gloss`` explains the heading; ``title`` is the name there, if there is more than one.
    """

    sign: str
    name: str
    meaning: str
    gloss: str = ""
    title: str = ""

    def heading(self, count: int) -> str:
        """The heading above this many terms."""
        title = self.title or self.name[:1].upper() + self.name[1:]
        return f"{title} ({count})" + (f": {self.gloss}" if self.gloss else "")


MARKS: dict[Outcome, Mark] = {
    "contraindicated": Mark(
        "✗",
        "CONTRAINDICATED",
        "a contraindication, however it is worded, or a kind of one",
    ),
    "possible_contraindication": Mark(
        "✗?",
        "ASK FIRST",
        "a possible contraindication (broader than one, close to one, in doubt, or said to be "
        "over)",
        gloss="may be a contraindication",
    ),
    "allergic": Mark(
        "!!",
        "ALLERGIC REACTION",
        "listed as a sign of an allergic reaction to the medicine",
        gloss="listed as signs of one",
    ),
    "serious_side_effect": Mark(
        "!", "serious side effect", "the medicine can cause it", title="Serious side effects"
    ),
    "side_effect": Mark("~", "side effect", "the medicine can cause it", title="Side effects"),
    "listed_use": Mark(
        "+", "listed use", "what the medicine is prescribed for", title="Listed uses"
    ),
    "mentioned": Mark(
        "○",
        "mentioned",
        "only related to an entry; or denied, certainly over, about a relative, only planned or a "
        "risk",
    ),
    "not_read": Mark("??", "not read", "the line could not be read"),
    "not_understood": Mark(
        "??",
        "not understood",
        "nothing found, and some words or values are unknown, or it is a sentence in which no "
        "condition is known",
        gloss="words, values or sentences that b12 doesn’t know",
    ),
    "not_mentioned": Mark("?", "not mentioned", "not in the monograph, which does not mean safe"),
}

NOTE = "ⁿ"
"""Comes after whatever an editor's note concerns, and before the note."""


def legend() -> Iterator[tuple[str, str]]:
    """Each mark, with its meaning."""
    for sign, marks in groupby(MARKS.values(), lambda mark: mark.sign):
        yield sign, "; ".join(f"{mark.name}: {mark.meaning}" for mark in marks)
    yield NOTE, "has an editor’s note, which does not come from the source"
