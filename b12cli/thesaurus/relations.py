"""How the concepts of the thesaurus stand to the entries of a monograph.

The verdict by the way up: from a concept that was mentioned, on each way up, the first that an
entry names decides: its own concept, one that is near it, or one that is not. Of several ways the
gravest counts. What is broader than an entry's own concept is near it too, but not what else is
below that: there is no rule about siblings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from b12cli.language.grammar import grammar
from b12cli.language.tokens import words
from b12cli.monograph.model import Entry, Place
from b12cli.monograph.severity import verdict_of
from b12cli.thesaurus.index import Index, upwards


def parts(name: str) -> list[tuple[str, ...]]:
    """The things that a name lists, if it lists several: each by itself, and with a word that
    they may share (brain, spinal or eye surgery; swollen face or tongue)."""
    joins = "|".join(sorted(grammar().conjunctions))
    split = re.split(rf"[,/()]|\b(?:{joins})\b", name)
    listed = [part.strip() for part in split if part.strip()]
    if len(listed) < 2:
        return []
    first, last = listed[0].split()[0], listed[-1].split()[-1]
    return [
        (listed[0], f"{listed[0]} {last}"),
        *((part, f"{first} {part}", f"{part} {last}") for part in listed[1:-1]),
        (listed[-1], f"{first} {listed[-1]}"),
    ]


class Relation(IntEnum):
    """What a concept is to an entry, the gravest first."""

    SAME = 0
    NEAR = 1
    NOT = 2


class Leads(NamedTuple):
    """A place that a concept leads to: ``is_near`` it, or the very thing or a kind of it; ``steps``
    are those up from the concept to the one that the entry names."""

    place: Place
    is_near: bool
    steps: int


class Relations:
    """What leads to these places in the thesaurus."""

    def __init__(self, places: Iterable[Place], index: Index) -> None:
        self._index = index
        # What a patient can't have, such as who gives it, is found by its own names alone.
        self.places = [
            place
            for place in places
            if place.group
            and place.entry
            and (place.entry.concepts or verdict_of(place.section, place.group) != "none")
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
        """Take in what an entry names; return the concepts that it is about."""
        own = list(dict.fromkeys(self._about(entry)))
        named = (
            (Relation.NOT, chain(*map(self.concepts_named, entry.not_))),
            (Relation.NEAR, chain(*map(self.concepts_named, entry.near))),
            (Relation.SAME, [] if entry.substances else own),
        )
        for relation, concepts in named:
            for concept in concepts:
                self._named[concept][at] = relation
        # What leads to it in a file of 0.2 does so by itself, not with its kinds.
        for concept in chain(*map(self.concepts_named, entry.related)):
            self._below[concept].add(at)
        for concept in own:
            # An allergy to something is a kind of allergy that has no name.
            if entry.substances:
                self._below[concept].add(at)
            for above in self._index.above(concept):
                self._below[above].add(at)
        return own

    def _about(self, entry: Entry) -> Iterator[str]:
        """The concepts that an entry is about: those it says, else those that it is called."""
        names: Iterable[str] = entry.concepts or [entry.name]
        if not entry.concepts and not self.concepts_named(entry.name):
            names = chain(*parts(entry.name))
        for name in (*names, *entry.aliases):
            yield from self.concepts_named(name)

    def concepts_named(self, name: str) -> list[str]:
        """The concepts of this name, in any form and order; if there is none, of what is left of
        it without words that a heading may have beside it."""
        if name in self._index.broader:
            return [name]
        known = grammar()
        key = self._index.synsets.key
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
        """What the first that is named on each way up says, and how far up that is, by the number
        of the place."""
        for each in upwards(concept, self._index.parents, self._decided):
            found: dict[int, tuple[Relation, int]] = {}
            for above in self._index.parents(each):
                for at, (relation, steps) in self._decided.get(above, {}).items():
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
        """The concepts that the place is about, and all that are kinds of them."""
        narrower = self._index.narrower
        waiting = list(self.own(place))
        found: dict[str, None] = {}
        while waiting:
            concept = waiting.pop(0)
            if concept not in found and any(
                each.place is place and not each.is_near for each in self.of(concept)
            ):
                found[concept] = None
                waiting += narrower.get(concept, ())
        return list(found)

    def allergies(self, entry: Entry, drug: Sequence[str]) -> list[str]:
        """The names of an allergy to each of the entry's substances: of one to the drug itself,
        to all that the drug is called."""
        substances = entry.substances
        if not substances and self._is_allergy_to(entry.name, drug):
            substances = tuple(drug)
        return [f"{name} {each}" for name in self._index.allergy_to for each in substances]

    def _is_allergy_to(self, name: str, drug: Sequence[str]) -> bool:
        said = set(words(name))
        if not any(said.issuperset(words(each)) for each in drug):
            return False
        key = self._index.synsets.key
        worded = {key(word) for name in self._index.allergy_to for word in words(name)[:1]}
        return not worded.isdisjoint(map(key, said))
