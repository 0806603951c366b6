"""The names of things, in the thesaurus and in a monograph, ready to be found in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from b12cli.language.grammar import grammar, section_names
from b12cli.language.quantity import Quantity
from b12cli.language.tokens import words
from b12cli.monograph.concept import Past
from b12cli.monograph.model import Monograph, Place
from b12cli.monograph.severity import verdict_of
from b12cli.thesaurus.index import Index, indexed, searchable
from b12cli.thesaurus.model import Sense
from b12cli.thesaurus.relations import Relations
from b12cli.thesaurus.subjects import parts
from b12cli.thesaurus.vocabulary import Vocabulary


class Name(Struct, frozen=True):
    """A name of a concept, or of a place of the monograph itself.

    ``words`` are the words of its text, ``keys`` their keys; ``needed`` are the keys that a text
    with the name must have. ``is_near``: it leads to the place without being it. ``is_idiom``:
    common words that mean something only word for word. ``is_counted``: it has a range of numbers.
    ``senses`` are those of an ambiguous name that the words beside it leave open. ``steps``
    counts the steps up from its concept to the one that the place names.
    """

    text: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    needed: tuple[str, ...]
    is_idiom: bool = False
    is_counted: bool = False
    concept: str = ""
    place: Place | None = None
    is_near: bool = False
    senses: tuple[Sense, ...] = ()
    steps: int = 0

    @property
    def is_exclusion(self) -> bool:
        """Whether it is a phrase that contains names but means something else."""
        return not (self.concept or self.place or self.senses)

    @property
    def is_own(self) -> bool:
        """Whether it is the monograph's own, and not a concept's."""
        return self.place is not None and not self.concept

    @property
    def is_open(self) -> bool:
        """Whether it may mean one thing or another."""
        return len(self.senses) > 1

    @property
    def is_bare(self) -> bool:
        """Whether it is only an organ."""
        return len(self.words) == 1 and self.words[0] in grammar().modifiers

    @property
    def is_specific(self) -> bool:
        """Whether, near a place, it means one thing wherever it stands: a kind of what is near, an
        abbreviation, or several words; but not just "kidney", "infection" or "allergy"."""
        is_other = not self.senses and (self.steps > 0 or len(self.words) > 1)
        return is_other or self.text.isupper()


class Names:
    """The names of these places and of the thesaurus, by their words."""

    def __init__(
        self,
        places: Iterable[Place],
        index: Index,
        vocabulary: Vocabulary,
        monograph: Monograph,
    ) -> None:
        places = list(places)
        self.vocabulary = vocabulary
        self.relations = Relations(places, index, drug_names(monograph))
        self._index = index
        self._own: list[tuple[Place | None, str, bool]] = [
            (place, *called) for place in places for called in self._names_of(place)
        ]
        self._own += [(None, phrase, False) for phrase in monograph.words.unrelated]
        self._words = [words(text) for _, text, _ in self._own]
        # One query needs few of the names, so the others are only known by their words. The numbers
        # of the monograph's names continue those of the thesaurus.
        self._names: dict[int, Name] = {}
        self._listed: dict[str, Sequence[int]] = {}
        self._needed = cache(self._needed_by)
        self._postings: dict[str, list[int]] = defaultdict(list)
        every = dict.fromkeys(chain.from_iterable(self._words))
        keys = vocabulary.add(every)
        for at, spelled in enumerate(self._words, len(index.names)):
            for word in searchable(spelled):
                self._postings[keys[word]].append(at)

    def _names_of(self, place: Place) -> Iterator[tuple[str, bool]]:
        """The names of a place besides its concepts, each with whether it is only near."""
        if place.group and place.entry:
            yield place.entry.name, False
            if verdict_of(place.section, place.group) != "none":
                # Parts of a list in a name are left to the thesaurus: "brain" is no surgery.
                listed = parts(place.entry.name)
                yield from ((name, False) for _, *shared in listed for name in shared)
            yield from ((name, False) for name in self.relations.allergies(place.entry))
            yield from ((alias, False) for alias in place.entry.aliases)
            yield from ((phrase, True) for phrase in place.entry.related)
        else:
            yield from ((name, False) for name in heading_names(place))

    def substances(self) -> Iterator[tuple[Place, str]]:
        """The entries on an allergy, each with every substance that it is to."""
        for place in self.relations.places:
            assert place.entry
            for each in self.relations.subjects.substances(place.entry):
                yield place, each

    def having(self, keys: Iterable[str]) -> list[Name]:
        """The names with any of these keys, in the order of the keys."""
        return list(map(self._numbered, self._numbers(keys)))

    def within(self, keys: Collection[str]) -> list[Name]:
        """The names that need only these keys."""
        known = set(keys)
        found = [at for at in self._numbers(keys) if known.issuperset(self._needed(at))]
        return list(map(self._numbered, found))

    def _numbers(self, keys: Iterable[str]) -> Iterable[int]:
        return dict.fromkeys(chain.from_iterable(map(self._with, keys)))

    def _with(self, key: str) -> Sequence[int]:
        """The numbers of the names with the key."""
        found = self._listed.get(key)
        if found is None:
            found = [*self._index.numbers(key), *self._postings.get(key, ())]
            if found:  # a list of any length has words that are in no name
                self._listed[key] = found
        return found

    def _needed_by(self, at: int) -> Sequence[str]:
        """The keys that the name of this number needs."""
        is_own = at >= len(self._index.names)
        return self._numbered(at).needed if is_own else self._index.needed(at)

    def _numbered(self, at: int) -> Name:
        return self._names.get(at) or self._name(at)

    def _name(self, at: int) -> Name:
        own = at - len(self._index.names)
        place, is_near = None, False
        if own < 0:
            found = self._index.name(at)
            spelled = words(found.text)
        else:
            place, text, is_near = self._own[own]
            spelled = self._words[own]
            keys = [self.vocabulary.key_of(word) for word in spelled]
            found = indexed(text, spelled, keys, is_exclusion=place is None)
        name = Name(
            found.text,
            spelled,
            tuple(map(self.vocabulary.key_of, spelled)),
            found.needed,
            found.is_idiom,
            found.is_counted,
            found.concept,
            place,
            is_near,
            () if found.concept or place else self._index.senses.get(found.text, ()),
        )
        self._names[at] = name
        return name

    def resolved(self, name: Name) -> list[Name]:
        """The name, once for each place that it leads to; if it is ambiguous, none is certain."""
        if name.place:
            return [name]
        if name.concept:
            return self._of(name, name.concept)
        return [
            replace(each, is_near=True)
            for sense in name.senses
            if sense.concept
            for each in self._of(name, sense.concept)
        ]

    def disambiguated(self, name: Name, keys: Iterable[str]) -> list[Name]:
        """The same, with an ambiguous name decided by the keys of the words beside it; if they
        support several senses, none is certain."""
        if not name.senses:
            return self.resolved(name)
        beside = set(keys)
        cued = [
            sense
            for sense in name.senses
            if any(beside.issuperset(cue.split()) for cue in sense.cues)
        ]
        left = replace(name, senses=tuple(cued or name.senses))
        if not left.is_open:
            return self._of(left, left.senses[0].concept) if left.senses[0].concept else []
        return self.resolved(left)

    def _of(self, name: Name, concept: str) -> list[Name]:
        return [
            replace(name, concept=concept, place=each.place, is_near=each.is_near, steps=each.steps)
            for each in self.relations.of(concept)
        ]

    def past(self, name: Name) -> Past:
        """How much of what the name means remains once it is past; for the monograph's own names,
        the most for any concept of its entry. Of what is active, nothing is certain then."""
        past: Sequence[Past] = get_args(Past)
        left = [self._index.past.get(each, "lasts") for each in self._concepts(name)]
        entry = name.place and name.place.entry
        is_present = entry and not grammar().present.isdisjoint(words(entry.name))
        least = past.index("ends") if is_present else 0
        return past[max(min(map(past.index, left), default=0), least)]

    def is_inherited(self, name: Name) -> bool:
        """Whether a relative who has what the name means makes it possible."""
        return any(concept in self._index.inherited for concept in self._concepts(name))

    def _concepts(self, name: Name) -> Collection[str]:
        return [name.concept] if name.concept else self.relations.own(name.place)

    def measured(self, quantity: Quantity, text: str) -> list[Name]:
        """The places that a value leads to; it is only near them unless it is certain. What a
        concept's values would say counts nothing where an entry has a value of its own."""
        found = []
        limits = [each for each in self.relations.limits if each[1].name == quantity.name]
        for concept, is_certain in self._index.measured(quantity):
            name = Name(text, (), (), (), concept=concept)
            for each in self._of(name, concept):
                if not any(each.place is place for place, _ in limits):
                    found.append(replace(each, is_near=each.is_near or not is_certain))
        for place, limit in limits:
            if limit.range.meets(quantity.range):
                is_certain = quantity.is_certain and limit.range.holds(quantity.range)
                found.append(Name(text, (), (), (), place=place, is_near=not is_certain))
        return found

    def verbatim(self, text: str) -> list[Name]:
        """The names that match to the letter, however their words are read."""
        wanted = text.lower()
        spelled = words(text)
        own = len(self._index.names)
        # A match has all these words, so the shortest list of names with one of them is enough.
        near: Sequence[int] = range(own, own + len(self._own))
        if spelled:
            listed = [self._with(self.vocabulary.key(word)) for word in searchable(spelled)]
            near = min(listed, key=len)
        named = [name for name in map(self._numbered, near) if name.text.lower() == wanted]
        return [each for name in named for each in self.resolved(name)]


def drug_names(monograph: Monograph) -> list[str]:
    """The names of the drug: its generic name, and the brand names in brackets in its title."""
    brands = re.findall(r"\(([^()]*)\)", monograph.title)
    return [monograph.generic_name, *(name.strip() for each in brands for name in each.split(","))]


def heading_names(place: Place) -> list[str]:
    """The names of a section or group: in the monograph, and in English."""
    heading = place.group or place.section
    key = f"{place.section.section} {place.group.group}" if place.group else place.section.section
    return [heading.title, *heading.aliases, *section_names().get(key, ())]
