"""Medical concepts: those of the thesaurus, and what a monograph adds to it."""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Literal, TypeAlias

from msgspec import Struct

from b12cli.monograph.fields import EditionCode, Text, meta


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """A threshold beyond which a concept applies, such as eGFR < 15 mL/min."""

    value: Annotated[Text, meta("Name, sign, number and unit.")]
    source: Annotated[Text, meta("Who says so.")]


Nearness: TypeAlias = Literal["same", "doubtful", "near"]
"""What a text mentions: the thing itself or a kind of it; what may be that, or only has its name;
something near it."""

Past: TypeAlias = Literal["lasts", "ends", "over"]
"""How much of a thing remains once it is past, the most first."""


class Concept(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A medical concept, modelled on SKOS: what it is called, and what it is a kind of.

    A file's ``concepts`` add to the package's own: new ones, or more names for one.
    """

    concept: Annotated[Text, meta("Its preferred label.")]
    broader: Annotated[tuple[Text, ...], meta("The labels of what it is a kind of.")] = ()
    aliases: Annotated[tuple[Text, ...], meta("Other names of exactly this.")] = ()
    abbreviations: Annotated[tuple[Text, ...], meta("Letters for it, found in any case.")] = ()
    hidden: Annotated[
        tuple[Text, ...], meta("What people say: slang, questions. Found, never shown.")
    ] = ()
    narrower: Annotated[tuple[Text, ...], meta("Kinds of it that need no more than a name.")] = ()
    codes: Annotated[
        tuple[EditionCode, ...],
        meta("Its ICD-10 codes; WHO or CM after one that is only in that edition."),
    ] = ()
    values: Annotated[tuple[Value, ...], meta("Measured values that mean it.")] = ()
    past: Annotated[
        Past | None,
        meta(
            "What remains of it once it is past: lasts (the default, unless something broader says "
            "otherwise); ends, so that a past one is only possible; over, so that it is ignored."
        ),
    ] = None
    inherited: Annotated[
        bool, meta("A relative who has it makes it possible, as does one who has a kind of it.")
    ] = False
    source: Annotated[Text | None, meta("Where it comes from, if it has no code.")] = None
    note: Annotated[Text | None, meta("Why it was decided so.")] = None


def above(label: str, broader: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The labels of everything that a concept is a kind of, up to the top: in a circle, also its
    own. ``broader`` gives the labels one step up; with those one step down, its kinds."""
    seen, waiting = set[str](), [label]
    while waiting:
        for each in broader(waiting.pop()):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
                yield each


_PASSED_OVER = meta("English, ignored since 0.2: the package has its own.")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Medical words that can't be known from English."""

    # Files of 0.1 have them, and stay valid.
    filler: Annotated[str, _PASSED_OVER] = ""
    negations: Annotated[str, _PASSED_OVER] = ""
    hints: Annotated[str, _PASSED_OVER] = ""
    qualifiers: Annotated[str, _PASSED_OVER] = ""
    distinct: Annotated[str, _PASSED_OVER] = ""
    joins: Annotated[str, _PASSED_OVER] = ""
    unrelated: Annotated[
        tuple[Text, ...], meta("Phrases that contain our words but mean something else.")
    ] = ()
    same: Annotated[
        tuple[Text, ...],
        meta("Each a line of words that mean the same in any name, the most common first."),
    ] = ()
