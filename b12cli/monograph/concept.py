"""Concepts of medicine: those of the thesaurus, and what a monograph adds to it."""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

from typing import Annotated, Literal, TypeAlias

from msgspec import Struct

from b12cli.monograph.fields import EditionCode, Text, meta


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """A threshold beyond which a concept is there, such as eGFR < 15 mL/min."""

    value: Annotated[Text, meta("Name, sign, number and unit.")]
    source: Annotated[Text, meta("Who says so.")]


Past: TypeAlias = Literal["lasts", "ends", "over"]
"""What is left of a thing when it is past, the most first."""


class Concept(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A concept of medicine, after SKOS: what it is called, and what it is a kind of.

    A file's ``concepts`` add to those that the package knows: new ones, or more names of one.
    """

    concept: Annotated[Text, meta("Its preferred label.")]
    broader: Annotated[tuple[Text, ...], meta("What it is a kind of, by their labels.")] = ()
    aliases: Annotated[tuple[Text, ...], meta("Other names of the very thing.")] = ()
    abbreviations: Annotated[tuple[Text, ...], meta("Letters for it, found in any case.")] = ()
    hidden: Annotated[
        tuple[Text, ...], meta("How people put it: slang, questions. Found, never shown.")
    ] = ()
    narrower: Annotated[tuple[Text, ...], meta("Kinds of it that need no more than a name.")] = ()
    codes: Annotated[
        tuple[EditionCode, ...],
        meta("Its ICD-10 codes; WHO or CM after one that is of that edition alone."),
    ] = ()
    values: Annotated[tuple[Value, ...], meta("What must be measured for it.")] = ()
    past: Annotated[
        Past | None,
        meta(
            "What is left of it when it is past: it lasts (if left out, and nothing broader says "
            "otherwise); it ends, so that a past one is only possible; it is over, and nothing."
        ),
    ] = None
    related: Annotated[tuple[Text, ...], meta("Concepts that lead to it in a search.")] = ()
    source: Annotated[Text | None, meta("Where it comes from, if it has no code.")] = None
    note: Annotated[Text | None, meta("Why it stands so, where somebody decided.")] = None


_PASSED_OVER = meta("English, passed over since 0.2: the package knows it.")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of medicine that reading can't know from English."""

    # Files of 0.1 have them, and stay valid.
    filler: Annotated[str, _PASSED_OVER] = ""
    negations: Annotated[str, _PASSED_OVER] = ""
    hints: Annotated[str, _PASSED_OVER] = ""
    qualifiers: Annotated[str, _PASSED_OVER] = ""
    distinct: Annotated[str, _PASSED_OVER] = ""
    joins: Annotated[str, _PASSED_OVER] = ""
    unrelated: Annotated[
        tuple[Text, ...], meta("Phrases that have words of ours and speak of something else.")
    ] = ()
    same: Annotated[
        tuple[Text, ...],
        meta("Each a line of words that mean the same in any name, the commonest first."),
    ] = ()
