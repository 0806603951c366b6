"""What search, check and validate find, for the renderers to show. Frozen types, no I/O."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from b12cli.monograph import Entry, Group, Section

Verdict: TypeAlias = Literal[
    "contraindicated",
    "serious_side_effect",
    "side_effect",
    "listed_use",
    "mentioned",
    "not_mentioned",
]
"""What the monograph says of a term, the gravest first."""


class Hit(Struct, frozen=True):
    """An entry that answers a query; ``matched`` is the alias or the words that it answers by."""

    section: Section
    group: Group
    entry: Entry
    matched: str


class Found(Struct, frozen=True):
    """The answer to a query, best hit first.

    ``corrected_to`` is the query that was answered, if it isn't the one that was asked;
    ``suggestions`` are near terms where there is no hit, at most three.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    corrected_to: str | None = None
    suggestions: tuple[str, ...] = ()


class Checked(Struct, frozen=True):
    """The verdict on one term, with the entries it rests on, the gravest first."""

    term: str
    verdict: Verdict
    hits: tuple[Hit, ...] = ()


class Problem(Struct, frozen=True):
    """What is wrong with a monograph file; line and column count from 1."""

    line: int | None
    column: int | None
    path: str
    message: str


class Validated(Struct, frozen=True):
    """Whether a file holds a monograph, and what is wrong if it doesn't."""

    file: str
    problem: Problem | None = None
