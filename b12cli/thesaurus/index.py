"""The thesaurus, ready for lookups: whatever can be computed in advance is computed before release
(``build.py``)."""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence

from msgspec import Struct

from b12cli.language.grammar import Assertion, grammar
from b12cli.language.quantity import Flag, Quantity, Range
from b12cli.language.tokens import stem
from b12cli.monograph.concept import Past
from b12cli.thesaurus.icd10 import widening
from b12cli.thesaurus.model import Sense

_LETTER = re.compile(r"(?<=\w )[A-Z]\b")
"""A letter that distinguishes one thing from others, as in vitamin A."""


class IndexedName(Struct, frozen=True):
    """A name and its concept; the concept is empty for an ambiguous name or an exclusion.

    ``needed`` are the keys that a text must have; ``is_idiom``: common words that mean it only word
    for word; ``is_counted``: it has a range of numbers; ``is_hidden``: it is not shown.
    """

    text: str
    concept: str
    needed: tuple[str, ...]
    is_idiom: bool = False
    is_counted: bool = False
    is_hidden: bool = False


class IndexedConcept(Struct, frozen=True):
    """The number of its first name, what it is a kind of, its kinds, and its ICD-10 codes without
    their points."""

    first: int
    broader: list[str]
    narrower: list[str]
    codes: list[str]


class Synsets(Struct, frozen=True):
    """Words that mean the same: by their stem the one that stands for all, by that the commonest,
    and all of them."""

    representative: dict[str, str]
    commonest: dict[str, str]
    words: tuple[str, ...]

    def key(self, word: str) -> str:
        """What all forms, spellings and synonyms of a word share; a range of numbers is its own
        key."""
        if word.startswith("{"):
            return word
        stemmed = stem(word)
        return self.representative.get(stemmed, stemmed)


class Index(Struct, frozen=True):
    """The thesaurus, arranged for lookups.

    What a single lookup needs only a little of is kept as text, and parsed on demand: ``names``
    (see ``name``), those of a concept one after the other; ``postings``, the numbers of the names
    with a key; ``concepts`` by their labels (see ``concept``); ``codes``, with the labels of their
    concepts on a line each. ``words`` has the key of each word; ``allergy_to`` how an allergy to a
    substance is worded; ``thresholds`` the concepts of each quantity, with the range of values that
    means them; ``acronyms`` the words that are only written in capitals; ``past`` what remains of
    past concepts that don't last; ``inherited`` the concepts that a relative makes possible;
    ``code_contexts`` the context in the title of a code.
    """

    synsets: Synsets
    names: list[str]
    postings: dict[str, str]
    words: dict[str, str]
    concepts: dict[str, str]
    codes: dict[str, str]
    senses: dict[str, tuple[Sense, ...]]
    allergy_to: tuple[str, ...]
    thresholds: dict[str, list[tuple[str, Range]]]
    acronyms: tuple[str, ...]
    past: dict[str, Past]
    inherited: tuple[str, ...]
    code_contexts: dict[str, Assertion]

    def key(self, word: str) -> str:
        """What all forms, spellings and synonyms of a word share."""
        return self.words.get(word) or self.synsets.key(word)

    def name(self, number: int) -> IndexedName:
        """The name of this number."""
        text, concept, needed, flags = self.names[number].split("\t")
        keys = tuple(needed.split(" "))
        return IndexedName(text, concept, keys, "i" in flags, "c" in flags, "h" in flags)

    def needed(self, number: int) -> list[str]:
        """The keys that a text with the name of this number must have."""
        return self.names[number].split("\t")[2].split(" ")

    def numbers(self, key: str) -> list[int]:
        """The numbers of the names with the key."""
        return [int(each) for each in self.postings.get(key, "").split()]

    def concepts_named(self, keys: Collection[str], is_shown: bool = False) -> list[str]:
        """The concepts with a name that has exactly these keys; only with one that ``is_shown``, if
        wanted."""
        wanted = set(keys)
        listed = [key for key in wanted if key in self.postings]
        # No name is listed by the letter of vitamin A.
        if not listed or any(len(key) > 1 for key in wanted.difference(listed)):
            return []
        rarest = min(listed, key=lambda key: len(self.postings[key]))
        numbers = self.numbers(rarest)
        named = (self.name(each) for each in numbers if wanted == set(self.needed(each)))
        found = (name.concept for name in named if not (is_shown and name.is_hidden))
        return list(dict.fromkeys(filter(None, found)))

    def code_context(self, code: str) -> Assertion | None:
        """The context in the title of a code, if it has one."""
        wider = widening(code.upper().replace(".", ""))
        return next(filter(None, map(self.code_contexts.get, wider)), None)

    def concept(self, label: str) -> IndexedConcept:
        """The concept of this label."""
        first, *lists = self.concepts[label].split("\t")
        return IndexedConcept(int(first), *(each.split("\n") if each else [] for each in lists))

    def parents(self, concept: str) -> list[str]:
        """What the concept is a kind of."""
        return self.concept(concept).broader

    def kinds(self, concept: str) -> list[str]:
        """What is a kind of the concept, one step down."""
        return self.concept(concept).narrower

    def coded(self, code: str) -> list[str]:
        """The concepts of a code or of the longest listed code that contains it."""
        listed = filter(None, map(self.codes.get, widening(code)))
        return next((each.split("\n") for each in listed), [])

    def measured(self, quantity: Quantity) -> list[tuple[str, bool]]:
        """The concepts that a value means, each with whether that is certain: not if the value
        isn't, may be on the other side of a threshold, or is judged otherwise by the laboratory."""
        thresholds = self.thresholds.get(quantity.name, [])
        met = [each for each in thresholds if each[1].meets(quantity.range)]
        is_certain = quantity.is_certain and quantity.flag != "normal"
        return [
            (concept, is_certain and values.holds(quantity.range))
            for concept, values in met or _mildest(thresholds, quantity.flag)
        ]

    def shown(self, concept: str) -> Iterator[str]:
        """The names of a concept that are shown."""
        at = self.concept(concept).first
        while at < len(self.names) and (name := self.name(at)).concept == concept:
            if not name.is_hidden:
                yield name.text
            at += 1


def _mildest(thresholds: Iterable[tuple[str, Range]], flag: Flag | None) -> list[tuple[str, Range]]:
    """The mildest threshold on the side on which a value is out of the laboratory's own range."""
    endless = Range()
    if flag == "low":
        below = (each for each in thresholds if each[1].low == endless.low)
        return sorted(below, key=lambda each: each[1].high)[-1:]
    if flag == "high":
        above = (each for each in thresholds if each[1].high == endless.high)
        return sorted(above, key=lambda each: each[1].low)[:1]
    return []


def upwards(
    concept: str, parents: Callable[[str], Iterable[str]], done: Container[str]
) -> Iterator[str]:
    """The concept and everything that it is a kind of, each after what is above it, without those
    already done; a circle ends where it meets itself."""
    seen, way = {concept}, [concept]
    while way:
        further = next(
            (each for each in parents(way[-1]) if each not in seen and each not in done), None
        )
        if further is None:
            label = way.pop()
            if label not in done:
                yield label
        else:
            seen.add(further)
            way.append(further)


def indexed(
    name: str,
    spelled: Sequence[str],
    keys: Sequence[str],
    concept: str = "",
    is_exclusion: bool = False,
) -> IndexedName:
    """A name with what is needed to find it; ``spelled`` are its words and ``keys`` their keys.

    ``is_exclusion``: it is a phrase that means something other than the names in it.
    """
    known, passed_over = grammar(), stop_words(name)
    needed = [key for key, word in zip(keys, spelled, strict=True) if word not in passed_over]
    is_counted = any(word.startswith("{") for word in spelled)
    is_idiom = False
    if is_counted:
        pairs = zip(keys, spelled, strict=True)
        needed = [key for key, word in pairs if word not in known.determiners]
    elif len(needed) < 2 and (is_exclusion or not is_its_word(spelled)):
        needed, is_idiom = list(keys), True
    return IndexedName(name, concept, tuple(dict.fromkeys(needed)), is_idiom, is_counted)


def stop_words(name: str) -> frozenset[str]:
    """The words without which the name is found: not the letter of vitamin A or protein S."""
    letters = _LETTER.findall(name)
    every = grammar().stop_words
    return every.difference(map(str.lower, letters)) if letters else every


def searchable(spelled: Sequence[str]) -> Iterator[str]:
    """The words by which a name is looked up: no stop words, unless it has no others."""
    stop_words = grammar().stop_words
    has_none_else = stop_words.issuperset(spelled)
    yield from (word for word in spelled if has_none_else or word not in stop_words)


def is_its_word(words: Sequence[str]) -> bool:
    """Whether the name means no more than its only word that is not a stop word: "mother to be" is
    more than mother, "out of breath" more than breath."""
    known = grammar()
    return any(known.is_content(word) or word in known.body for word in words) and all(
        word in known.determiners or word not in known.stop_words for word in words
    )
