"""The types of the thesaurus file."""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from b12cli.language.grammar import Assertion
from b12cli.monograph.concept import Concept


class Sense(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A sense of an ambiguous name: a concept, or something ``other`` that is not one of ours.

    ``cues`` are words beside it, alone or together, that decide for this sense.
    """

    concept: str | None = None
    other: str | None = None
    cues: tuple[str, ...] = ()


class Ambiguous(Struct, frozen=True, forbid_unknown_fields=True):
    """A name with several senses; one in capitals is only read in capitals, unless it is all that
    was typed."""

    name: str
    senses: tuple[Sense, ...]


class Thesaurus(Struct, frozen=True, forbid_unknown_fields=True):
    """The file.

    ``exclusions`` are phrases that contain a name but mean something else; ``allergy_to`` is how an
    allergy to a substance is worded, to be filled in with the substances of an entry;
    ``code_contexts`` are codes whose titles have a context.
    """

    concepts: tuple[Concept, ...]
    ambiguous: tuple[Ambiguous, ...] = ()
    exclusions: tuple[str, ...] = ()
    allergy_to: tuple[str, ...] = ()
    code_contexts: dict[Assertion, tuple[str, ...]] = {}


def extended(thesaurus: Thesaurus, added: Iterable[Concept]) -> Thesaurus:
    """The thesaurus with these concepts added, or their names if it has them."""
    concepts = {each.concept: each for each in thesaurus.concepts}
    for each in added:
        known = concepts.get(each.concept)
        concepts[each.concept] = _joined(known, each) if known else each
    return replace(thesaurus, concepts=tuple(concepts.values()))


def _joined(one: Concept, other: Concept) -> Concept:
    lists = ("broader", "aliases", "abbreviations", "hidden", "narrower", "codes", "values")
    both = {each: (*getattr(one, each), *getattr(other, each)) for each in lists}
    past, inherited = other.past or one.past, other.inherited or one.inherited
    return replace(one, **both, past=past, inherited=inherited)
