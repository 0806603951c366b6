"""How the concepts of the thesaurus are related to the entries of a monograph.

From the concept that was mentioned, each path up decides by the first concept that an entry names:
as its own, as ``near``, or as ``not``. Of several paths, the gravest counts. A concept broader than
an entry's own is near it too, but its other kinds are not: there is no rule about siblings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import chain

from msgspec import Struct

from b12cli.language.quantity import Quantity
from b12cli.monograph.concept import above
from b12cli.monograph.model import Entry, Place
from b12cli.monograph.severity import verdict_of
from b12cli.thesaurus.index import Index, upwards
from b12cli.thesaurus.subjects import Subjects
from b12cli.thesaurus.thresholds import limits


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
    """Which concepts of the thesaurus lead to these places; ``drug`` has the names of the drug."""

    def __init__(self, places: Iterable[Place], index: Index, drug: Sequence[str] = ()) -> None:
        self._index = index
        self.subjects = Subjects(index, drug)
        self._drug = list(chain(*map(self.subjects.named, drug)))
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
        self.limits: list[tuple[Place, Quantity]] = []
        """The values from or up to which an entry applies by its own name."""
        self._own: list[list[str]] = []
        for at, place in enumerate(self.places):
            self._own.append(self._add(at, place))

    def _add(self, at: int, place: Place) -> list[str]:
        """Add what an entry names; return the concepts that it is about."""
        group, entry = place.group, place.entry
        assert group
        assert entry
        named, subject = self.subjects.named, self.subjects.of(entry)
        # One wording is enough: concepts are called "aspirin allergy".
        said = self.allergies(entry, self._index.allergy_to[:1])
        allergies = list(chain(*map(named, said)))
        related: list[tuple[Relation, Iterable[str]]] = [
            # The drug itself is not meant by "other SSRIs".
            (Relation.NOT, chain(self._drug, *map(named, entry.not_))),
            (Relation.NEAR, chain(*map(named, entry.near))),
            (Relation.SAME, allergies if entry.substances else [*subject.concepts, *allergies]),
        ]
        listed, broader = verdict_of(place.section, group), list(subject.concepts)
        if listed in ("contraindicated", "possible_contraindication"):
            # Rather asked about than not found; a caution is only asked about anyway.
            nearness = Relation.NEAR if listed == "contraindicated" else Relation.SAME
            related.insert(0, (nearness, subject.mentioned))
            broader += subject.mentioned
            called = (name for name in (entry.name, *entry.aliases) if "{" not in name)
            self.limits += ((place, limit) for limit in chain(*map(limits, called)))
        for relation, concepts in related:
            for concept in concepts:
                self._named[concept][at] = relation
        # In a file of 0.2, related names lead to it only by themselves, not with their kinds.
        for concept in chain(*map(named, entry.related)):
            self._below[concept].add(at)
        for concept in broader:
            # An allergy to something is a kind of allergy that has no name.
            if entry.substances:
                self._below[concept].add(at)
            for each in above(concept, self._index.parents):
                self._below[each].add(at)
        return subject.concepts

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

    def excluded(self, concept: str) -> list[Place]:
        """The places that the concept is an exception of."""
        decided = self._decide(concept).items()
        return [self.places[at] for at, (relation, _) in decided if relation == Relation.NOT]

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

    def allergies(self, entry: Entry, worded: Sequence[str] = ()) -> list[str]:
        """The names of an allergy to each of the substances that the entry is an allergy to, in
        all wordings or in these."""
        substances = self.subjects.substances(entry) or self.subjects.called(entry)
        wordings = worded or self._index.allergy_to
        return [f"{name} {each}" for name in wordings for each in substances]
