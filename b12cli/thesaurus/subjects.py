"""What an entry is about: the concepts of its name, or of those that it lists.

A name of something that the thesaurus doesn't have ("severe kidney failure") is about nothing, but
mentions what it is a kind of, or close to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from b12cli.language.grammar import grammar, units
from b12cli.language.tokens import fold, words
from b12cli.monograph.concept import above
from b12cli.monograph.model import Entry
from b12cli.thesaurus.index import Index, stop_words
from b12cli.thesaurus.thresholds import limits

_VALUE = r"\d\s?[^\W\d_]*(?:/(?:[\d.]+\s?)?[^\W\d_]+)+"
"""What may be a number with its unit: 15 mL/min/1.73 m, 110 mmHg."""


def parts(name: str) -> list[tuple[str, ...]]:
    """The things that a name lists, if there are several: each by itself, and with a word that they
    may share (brain, spinal or eye surgery; swollen face or tongue)."""
    listed = [part.strip() for part in _joins().sub(_divided, name).split("\n") if part.strip()]
    if len(listed) < 2:
        return []
    first, last = listed[0].split()[0], listed[-1].split()[-1]
    shared = listed[-1].partition(" ")[2]  # moderate or severe liver disease
    return [
        (listed[0], f"{listed[0]} {last}", f"{listed[0]} {shared}".strip()),
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


def _spans(count: int) -> Iterator[range]:
    """The runs of so many words, the longest first."""
    for length in range(count, 0, -1):
        yield from (range(start, start + length) for start in range(count - length + 1))


LIKE, SPELLED_LIKE = 0.4, 0.9
"""How much of their words, and of their letters, two names have to share to be alike."""

MOST = 3
"""The most concepts that are suggested for a name."""


class Subject(Struct, frozen=True):
    """The concepts that an entry is about, and those that it only mentions."""

    concepts: list[str]
    mentioned: list[str]


class Subjects:
    """What entries are about, by the concepts of an index; ``drug`` has the names of the drug."""

    def __init__(self, index: Index, drug: Sequence[str] = ()) -> None:
        self._index = index
        self._drug = drug

    def of(self, entry: Entry) -> Subject:
        """The concepts that an entry lists, or else those of its name, and of its other names."""
        things = [(each,) for each in entry.concepts] or self._things(entry.name)
        found = [self._best(called) for called in things]
        exact, wide = list(chain(*found)), list[str]()
        if not entry.concepts and limits(entry.name):
            exact, wide = list(self._within(entry.name)), exact
        elif not entry.concepts and self._is_narrowed(entry.name, things, found):
            exact, wide = list(chain(*found[1:])), found[0]
        for called, each in zip(things, found, strict=True):
            # Neither any allergy nor the substance by itself is near an allergy to it.
            wide += [] if each or self._allergen(called[-1]) else self._mentioned(called[-1])
        concepts = list(dict.fromkeys(chain(exact, *map(self.named, entry.aliases))))
        return Subject(concepts, [each for each in dict.fromkeys(wide) if each not in concepts])

    def _best(self, called: Sequence[str]) -> list[str]:
        """The concepts of the longest of these names that has any: of known or suspected breast
        cancer not what "known cancer" means."""
        longest = sorted(called, key=lambda name: -len(name.split()))
        return next(filter(None, map(self.named, longest)), [])

    def _is_narrowed(
        self, name: str, things: Sequence[tuple[str, ...]], found: Sequence[list[str]]
    ) -> bool:
        """Whether the first thing in a name is only said more exactly by the others: pregnancy,
        third trimester; heart failure (NYHA IV)."""
        behind = name[len(things[0][0]) :].lstrip()
        return behind[:1] in (",", "(") and any(
            not set(found[0]).isdisjoint(above(each, self._index.parents))
            for each in chain(*found[1:])
        )

    def substances(self, entry: Entry) -> list[str]:
        """What an entry is an allergy to, if it is one: the substances that it lists, or else the
        drug and those that its name mentions, and all their kinds."""
        allergen = self._allergen(entry.name)
        if not (entry.substances or allergen):
            return []
        said = set(allergen.split())
        is_to_drug = any(said.issuperset(words(each)) for each in self._drug)
        named = [*(self._drug if is_to_drug else ()), *self._mentioned(allergen)]
        is_own = not set(map(fold, entry.substances)).isdisjoint(map(fold, self._drug))
        listed = [*entry.substances, *(self._drug if is_own else ())] or named
        concepts = chain(*map(self.named, listed))
        kinds = (kind for each in concepts for kind in above(each, self._index.kinds))
        return list(dict.fromkeys((*listed, *chain(*map(self._index.shown, kinds)))))

    def called(self, entry: Entry) -> list[str]:
        """What an allergy is to in its own words, for substances that no concept is called like."""
        allergen = self._allergen(entry.name)
        return [each for each, *_ in parts(allergen)] or list(filter(None, [allergen]))

    def _allergen(self, name: str) -> str:
        """What a name says that an allergy is to: heparin in "allergy to heparin"; empty if it is
        of no allergy."""
        spelled, relational = words(name), grammar().relational
        rest = [word for word in spelled if word not in relational]
        return " ".join(rest) if len(rest) < len(spelled) else ""

    def named(self, name: str) -> list[str]:
        """The concepts of this name, in any form and order; if there are none, those of the name
        without qualifiers at its ends, such as "people with"."""
        if found := self._exactly(name):
            return found
        spelled = self._telling(name)
        for span in _spans(len(spelled)):
            around = (*spelled[: span.start], *spelled[span.stop :])
            if grammar().qualifiers.issuperset(around) and (found := self._spelled(spelled, span)):
                return found
        return []

    def _spelled(self, words: Sequence[str], span: range) -> list[str]:
        """The concepts that these of the words mean: slang for one means too much."""
        keys = list(map(self._index.key, words[span.start : span.stop]))
        return self._index.concepts_named(keys, is_shown=True)

    def _exactly(self, name: str) -> list[str]:
        """The concepts of this name as a whole, in any form and order."""
        if name in self._index.concepts:
            return [name]
        joined = name.replace("-", "")  # breast-feeding
        spelled = (map(self._index.key, self._telling(each)) for each in (name, joined))
        return next(filter(None, map(self._index.concepts_named, map(list, spelled))), [])

    def _telling(self, name: str) -> list[str]:
        """The words of a name, without stop words."""
        passed_over = stop_words(name)
        return [word for word in words(name) if word not in passed_over]

    def _things(self, name: str) -> list[tuple[str, ...]]:
        """What a name lists, or the name alone if a concept has it as a whole, or if it lists the
        substances of an allergy."""
        is_whole = self._exactly(name) or self._allergen(name)
        return [(name,)] if is_whole else parts(name) or [(name,)]

    def _within(self, name: str) -> Iterator[str]:
        """The concepts whose values are all among those of a name: stage 5 in "eGFR below 30"."""
        for limit in limits(name):
            for concept, values in self._index.thresholds.get(limit.name, ()):
                if limit.range.holds(values):
                    yield concept

    def _mentioned(self, name: str) -> list[str]:
        """The concepts that words of a name mean, the most words first; no part of the body."""
        known, spelled = grammar(), self._telling(name)
        found: dict[str, None] = {}
        free = set(range(len(spelled)))
        for span in _spans(len(spelled)):
            said = spelled[span.start : span.stop]
            is_vague = known.qualifiers.issuperset(said) or known.body.issuperset(said)
            if free.issuperset(span) and not is_vague:
                concepts = self._spelled(spelled, span)
                found.update(dict.fromkeys(concepts))
                free.difference_update(span if concepts else ())
        return list(found)

    def similar(self, name: str) -> list[str]:
        """The labels of concepts with a name like this one: spelled almost alike, or with most
        words in common."""
        from difflib import get_close_matches

        if typo := get_close_matches(name, self._index.concepts, 1, SPELLED_LIKE):
            return typo
        known, key = grammar(), self._index.key
        passed_over = known.stop_words | known.qualifiers | (known.modifiers - known.body)
        keys = {key(word) for word in words(name) if word not in passed_over}
        shared: dict[str, float] = {}
        for number in chain(*map(self._index.numbers, keys)):
            found = self._index.name(number)
            if found.concept and not found.is_hidden:
                needed = set(found.needed)
                # One that is whole in the name comes before those that are only like it.
                score = len(needed & keys) / len(needed | keys) + needed.issubset(keys)
                shared[found.concept] = max(score, shared.get(found.concept, LIKE))
        like = [each for each in shared if shared[each] > LIKE]
        like.sort(key=lambda each: -shared[each])
        return like[:MOST]
