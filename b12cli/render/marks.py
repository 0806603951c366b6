"""What each mark means: the one table for lists, verdicts, help and the manual."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

Outcome: TypeAlias = Literal[
    "contraindicated",
    "possible",
    "allergic",
    "serious",
    "side_effect",
    "listed_use",
    "mentioned",
    "not_read",
    "not_understood",
    "not_mentioned",
]
"""What check can say about a term, the gravest first."""


class Mark(NamedTuple):
    """A sign, its name as a verdict and as a heading, and what it says about a term; ``gloss``
    explains the heading."""

    sign: str
    name: str
    title: str
    meaning: str
    gloss: str = ""

    def heading(self, count: int) -> str:
        """The heading above this many terms."""
        return f"{self.title} ({count})" + (f": {self.gloss}" if self.gloss else "")


MARKS: dict[Outcome, Mark] = {
    "contraindicated": Mark(
        "✗",
        "CONTRAINDICATED",
        "CONTRAINDICATED",
        "a contraindication, however it is worded, or a kind of one",
    ),
    "possible": Mark(
        "✗?",
        "ASK FIRST",
        "ASK FIRST",
        "a possible contraindication (broader than one, close to one, in doubt, or said to be "
        "over)",
        gloss="may be a contraindication",
    ),
    "allergic": Mark(
        "!!",
        "ALLERGIC REACTION",
        "ALLERGIC REACTION",
        "listed as a sign of an allergic reaction to the medicine",
        gloss="listed as signs of one",
    ),
    "serious": Mark(
        "!", "serious side effect", "Serious side effects", "the medicine can cause it"
    ),
    "side_effect": Mark("~", "side effect", "Side effects", "the medicine can cause it"),
    "listed_use": Mark("+", "listed use", "Listed uses", "what the medicine is prescribed for"),
    "mentioned": Mark(
        "○",
        "mentioned",
        "Mentioned",
        "only related to an entry; or denied, certainly over, about a relative, only planned or a "
        "risk",
    ),
    "not_read": Mark("??", "not read", "Not read", "the line could not be read"),
    "not_understood": Mark(
        "??",
        "not understood",
        "Not understood",
        "nothing found, and some words or values are unknown",
        gloss="words or values that b12 doesn’t know",
    ),
    "not_mentioned": Mark(
        "?", "not mentioned", "Not mentioned", "not in the monograph, which does not mean safe"
    ),
}

NOTE = "ⁿ"
"""Comes after whatever an editor's note concerns, and before the note."""


def legend() -> Iterator[tuple[str, str]]:
    """Each mark, with its meaning."""
    for sign, marks in groupby(MARKS.values(), lambda mark: mark.sign):
        yield sign, "; ".join(f"{mark.name}: {mark.meaning}" for mark in marks)
    yield NOTE, "has an editor’s note, which does not come from the source"
