"""What the entries of a monograph are called, ready to be found in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from b12cli.language.grammar import grammar, section_names
from b12cli.language.tokens import words
from b12cli.monograph.model import Monograph, Place
from b12cli.thesaurus.vocabulary import Vocabulary


class Name(NamedTuple):
    """A name of a place: its own, an alias or a related phrase.

    ``place`` is None for an unrelated phrase. ``words`` are those of its text, ``keys`` theirs;
    ``needed`` are the keys that a text must have to have the name. ``is_related``: it leads to
    the place but isn't it. ``is_idiom``: common words that mean something word for word only.
    ``is_counted``: it has a range of numbers.
    """

    place: Place | None
    text: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    needed: tuple[str, ...]
    is_related: bool
    is_idiom: bool
    is_counted: bool


class Names:
    """The names of these places, by the words that are in them, and the unrelated phrases that
    only look like names."""

    def __init__(
        self, places: Iterable[Place], vocabulary: Vocabulary, unrelated: Iterable[str] = ()
    ) -> None:
        self.vocabulary = vocabulary
        self._texts: list[tuple[Place | None, str, bool]] = [
            (place, *called) for place in places for called in _called(place)
        ]
        self._texts += [(None, phrase, False) for phrase in unrelated]
        self._words = [words(text) for _, text, _ in self._texts]
        # One query needs few of the names: the others are known by their words alone.
        self._names: dict[int, Name] = {}
        self._with: dict[str, list[int]] = defaultdict(list)
        keys = vocabulary.add(dict.fromkeys(chain.from_iterable(self._words)))
        glue = grammar().glue
        for at, spelled in enumerate(self._words):
            for word in spelled:
                if word not in glue or glue.issuperset(spelled):
                    self._with[keys[word]].append(at)

    def having(self, keys: Iterable[str]) -> list[Name]:
        """The names that have one of these keys, in the order of the keys."""
        found = dict.fromkeys(at for key in keys for at in self._with.get(key, ()))
        return [self._names.get(at) or self._name(at) for at in found]

    def within(self, keys: Collection[str]) -> list[Name]:
        """The names that need none but these keys."""
        known = set(keys)
        return [name for name in self.having(keys) if known.issuperset(name.needed)]

    def texts(self) -> Iterator[tuple[Place, str]]:
        """All the names as they stand in the monograph, and whose they are."""
        yield from ((place, text) for place, text, _ in self._texts if place)

    def _name(self, at: int) -> Name:
        place, text, is_related = self._texts[at]
        spelled = self._words[at]
        keys = tuple(map(self.vocabulary.key_of, spelled))
        known = grammar()
        needed = [key for key, word in zip(keys, spelled, strict=True) if word not in known.glue]
        is_idiom = False
        is_counted = any(word.startswith("{") for word in spelled)
        if is_counted:
            pairs = zip(keys, spelled, strict=True)
            needed = [key for key, word in pairs if word not in known.articles]
        elif len(needed) < 2 and (place is None or not _tells_alone(spelled)):
            needed, is_idiom = list(keys), True
        unique = tuple(dict.fromkeys(needed))
        name = Name(place, text, spelled, keys, unique, is_related, is_idiom, is_counted)
        self._names[at] = name
        return name

    def called(self, text: str) -> list[tuple[Place, bool]]:
        """The places that are called so to the letter, whatever its words are read as; True where
        that is only related."""
        spelled = words(text)
        keys = map(self.vocabulary.key, spelled)
        near = dict.fromkeys(at for key in keys for at in self._with.get(key, ()))
        wanted = text.lower()
        return [
            (place, is_related)
            for place, known, is_related in (
                map(self._texts.__getitem__, near) if spelled else self._texts
            )
            if place and known.lower() == wanted
        ]


def entries(monograph: Monograph) -> list[Place]:
    """The entries of a monograph, in its order."""
    return [
        Place(section, group, entry)
        for section in monograph.sections
        for group in section.groups
        for entry in group.entries
    ]


def headings(monograph: Monograph) -> list[Place]:
    """The sections and groups of a monograph, in its order."""
    return [
        place
        for section in monograph.sections
        for place in (Place(section), *(Place(section, group) for group in section.groups))
    ]


def _tells_alone(words: Sequence[str]) -> bool:
    """Whether the name is as good as its one word that isn't glue: "mother to be" is more than
    its mother, "out of breath" more than breath."""
    known = grammar()
    return any(known.tells(word) or word in known.body for word in words) and all(
        word in known.articles or word not in known.glue for word in words
    )


def _called(place: Place) -> Iterator[tuple[str, bool]]:
    """What a place is called, and whether that is only related to it."""
    if place.entry:
        yield place.entry.name, False
        yield from ((alias, False) for alias in place.entry.aliases)
        yield from ((phrase, True) for phrase in place.entry.related)
    else:
        yield from ((name, False) for name in heading_names(place))


def heading_names(place: Place) -> list[str]:
    """What a section or group is called: in the monograph, and in English."""
    heading = place.group or place.section
    key = f"{place.section.section} {place.group.group}" if place.group else place.section.section
    return [heading.title, *heading.aliases, *section_names().get(key, ())]


_CODE = re.compile("[A-Z][0-9][0-9A-Z]{1,5}")


class Codes:
    """The ICD-10 codes of a monograph's entries, and those that are related to them."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = [place for place in places if place.entry]

    def __contains__(self, code: str) -> bool:
        return bool(self.at(code))

    def at(self, code: str) -> list[tuple[Place, bool]]:
        """The entries that a code belongs to; True where it is wider than theirs, or only near."""
        code = code.upper().replace(".", "")
        if not _CODE.fullmatch(code):
            return []
        known = self._by_category.get(code[:3], [])
        under = [(place, is_related) for each, place, is_related in known if code.startswith(each)]
        exact = [(place, False) for place, is_related in under if not is_related]
        wider = [
            (place, True)
            for each, place, is_related in known
            if each.startswith(code) and not is_related
        ]
        return exact or under or wider

    @cached_property
    def _by_category(self) -> dict[str, list[tuple[str, Place, bool]]]:
        """The codes, whose they are and whether they are related, by their first three signs."""
        known: dict[str, list[tuple[str, Place, bool]]] = defaultdict(list)
        for place in self._places:
            assert place.entry
            for code in place.entry.codes:
                known[code[:3]].append((code.replace(".", ""), place, False))
            for code in place.entry.related_codes:
                for each in _categories(code):
                    known[each[:3]].append((each, place, True))
        return known


def _categories(code: str) -> Iterator[str]:
    """The code, or each category of a block of them, as A00-A09."""
    first, _, last = code.partition("-")
    if not last:
        yield code.replace(".", "")
        return
    for number in range(_number(first), _number(last) + 1):
        yield f"{chr(number // 100)}{number % 100:02}"


def _number(category: str) -> int:
    return ord(category[0]) * 100 + int(category[1:])
