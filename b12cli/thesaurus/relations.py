"""How the concepts of the thesaurus are related to the entries of a monograph.

From the concept that was mentioned, each path up decides by the first concept that an entry names:
as its own, as ``near``, or as ``not``. Of several paths, the gravest counts. A concept broader than
an entry's own is near it too, but its other kinds are not: there is no rule about siblings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache
from itertools import chain

from msgspec import Struct

from b12cli.language.grammar import grammar, units
from b12cli.language.tokens import fold, words
from b12cli.monograph.concept import above
from b12cli.monograph.model import Entry, Place
from b12cli.monograph.severity import verdict_of
from b12cli.thesaurus.index import Index, upwards

_VALUE = r"\d\s?[^\W\d_]*(?:/(?:[\d.]+\s?)?[^\W\d_]+)+"
"""What may be a number with its unit: 15 mL/min/1.73 m, 110 mmHg."""


def parts(name: str) -> list[tuple[str, ...]]:
    """The things that a name lists, if there are several: each by itself, and with a word that they
    may share (brain, spinal or eye surgery; swollen face or tongue)."""
    listed = [part.strip() for part in _joins().sub(_divided, name).split("\n") if part.strip()]
    if len(listed) < 2:
        return []
    first, last = listed[0].split()[0], listed[-1].split()[-1]
    return [
        (listed[0], f"{listed[0]} {last}"),
        *((part, f"{first} {part}", f"{part} {last}") for part in listed[1:-1]),
        (listed[-1], f"{first} {listed[-1]}"),
    ]


@cache
def _joins() -> re.Pattern[str]:
    """A value with its unit, or what stands between the things that a name lists."""
    return re.compile(rf"({_VALUE})|[,/()]|\b(?:{'|'.join(sorted(grammar().conjunctions))})\b")


def _divided(match: re.Match[str]) -> str:
    """The match, with a line break for what joins two things: no slash in a unit does."""
    value = match[1] or "/"
    letters = re.findall("[a-z]+", fold(value))
    return value if letters and units().issuperset(letters) else value.replace("/", "\n")


class Relation(IntEnum):
    """The relations of a concept to an entry, the gravest first."""

    SAME = 0
    NEAR = 1
    NOT = 2


class Leads(Struct, frozen=True):
    """A place that a concept leads to: ``is_near`` it, or the thing itself or a kind of it;
    ``steps`` counts the steps up from the concept to the one that the entry names."""

    place: Place
    is_near: bool
    steps: int


class Relations:
    """Which concepts of the thesaurus lead to these places."""

    def __init__(self, places: Iterable[Place], index: Index) -> None:
        self._index = index
        # What a patient can't have, such as who gives it, is found only by its own names.
        self.places = [
            place
            for place in places
            if place.group
            and place.entry
            and (
                place.entry.concepts
                or place.entry.near
                or verdict_of(place.section, place.group) != "none"
            )
        ]
        self._numbers = {id(place): at for at, place in enumerate(self.places)}
        self._named: dict[str, dict[int, Relation]] = defaultdict(dict)
        self._below: dict[str, set[int]] = defaultdict(set)
        self._decided: dict[str, dict[int, tuple[Relation, int]]] = {}
        self._own: list[list[str]] = []
        for at, place in enumerate(self.places):
            assert place.entry
            self._own.append(self._add(at, place.entry))

    def _add(self, at: int, entry: Entry) -> list[str]:
        """Add what an entry names; return the concepts that it is about."""
        own = list(dict.fromkeys(self._about(entry)))
        named = (
            (Relation.NOT, chain(*map(self.concepts_named, entry.not_))),
            (Relation.NEAR, chain(*map(self.concepts_named, entry.near))),
            (Relation.SAME, [] if entry.substances else own),
        )
        for relation, concepts in named:
            for concept in concepts:
                self._named[concept][at] = relation
        # In a file of 0.2, related names lead to it only by themselves, not with their kinds.
        for concept in chain(*map(self.concepts_named, entry.related)):
            self._below[concept].add(at)
        for concept in own:
            # An allergy to something is a kind of allergy that has no name.
            if entry.substances:
                self._below[concept].add(at)
            for broader in above(concept, self._index.parents):
                self._below[broader].add(at)
        return own

    def _about(self, entry: Entry) -> Iterator[str]:
        """The concepts that an entry is about: those it lists, or else those of its name."""
        names: Iterable[str] = entry.concepts or [entry.name]
        if not entry.concepts and not self.concepts_named(entry.name):
            names = chain(*parts(entry.name))
        for name in (*names, *entry.aliases):
            yield from self.concepts_named(name)

    def concepts_named(self, name: str) -> list[str]:
        """The concepts of this name, in any form and order; if there are none, those of the name
        without qualifiers such as "people with"."""
        if name in self._index.concepts:
            return [name]
        known = grammar()
        key = self._index.key
        spelled = [word for word in words(name) if word not in known.stop_words]
        unqualified = [word for word in spelled if word not in known.qualifiers]
        named = self._index.concepts_named
        return named(list(map(key, spelled))) or named(list(map(key, unqualified)))

    def of(self, concept: str) -> list[Leads]:
        """The places that the concept leads to."""
        decided = self._decide(concept)
        broader = self._below.get(concept, set()).difference(decided)
        found = {**decided, **dict.fromkeys(broader, (Relation.NEAR, 0))}
        return [
            Leads(self.places[at], relation == Relation.NEAR, steps)
            for at, (relation, steps) in sorted(found.items())
            if relation != Relation.NOT
        ]

    def _decide(self, concept: str) -> dict[int, tuple[Relation, int]]:
        """The relation of the first named concept on each path up, and how many steps up it is, by
        the number of the place."""
        for each in upwards(concept, self._index.parents, self._decided):
            found: dict[int, tuple[Relation, int]] = {}
            for broader in self._index.parents(each):
                for at, (relation, steps) in self._decided.get(broader, {}).items():
                    further = (relation, steps + 1)
                    found[at] = min(further, found.get(at, further))
            found |= {at: (relation, 0) for at, relation in self._named.get(each, {}).items()}
            self._decided[each] = found
        return self._decided[concept]

    def own(self, place: Place | None) -> list[str]:
        """The concepts that the place is about."""
        at = self._numbers.get(id(place))
        return [] if at is None else self._own[at]

    def below(self, place: Place) -> list[str]:
        """The concepts that the place is about, and all their kinds."""
        waiting = list(self.own(place))
        found: dict[str, None] = {}
        while waiting:
            concept = waiting.pop(0)
            if concept not in found and any(
                each.place is place and not each.is_near for each in self.of(concept)
            ):
                found[concept] = None
                waiting += self._index.concept(concept).narrower
        return list(found)

    def allergies(self, entry: Entry, drug: Sequence[str]) -> list[str]:
        """The names of an allergy to each of the entry's substances."""
        substances = self.substances(entry, drug)
        return [f"{name} {each}" for name in self._index.allergy_to for each in substances]

    def substances(self, entry: Entry, drug: Sequence[str]) -> Sequence[str]:
        """What the entry is an allergy to, if it is one: its substances, or the drug's names."""
        is_to_drug = not entry.substances and self._is_allergy_to(entry.name, drug)
        return drug if is_to_drug else entry.substances

    def _is_allergy_to(self, name: str, drug: Sequence[str]) -> bool:
        said = set(words(name))
        if not any(said.issuperset(words(each)) for each in drug):
            return False
        key = self._index.key
        worded = {key(word) for name in self._index.allergy_to for word in words(name)[:1]}
        return not worded.isdisjoint(map(key, said))
