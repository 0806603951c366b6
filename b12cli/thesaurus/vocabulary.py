"""Which words of a monograph a word in a text may stand for.

Words are compared by their keys: a key is the stem that all forms and spellings of a word share, or
that of its synset.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

from b12cli.language.grammar import grammar
from b12cli.language.lexicon import CACHED, frequency, is_known
from b12cli.language.tokens import LONGEST_WORD, sound, spelling
from b12cli.thesaurus.index import Index

SHORTEST_TYPO = 5
"""The fewest letters of a word to be taken for a typo of another."""

TOO_COMMON = 35
"""The frequency from which a word is never taken for the beginning of another."""

SHORTEST_TWICE = 8
"""The fewest letters of a word with two typos, and to be sure of one that only sounds alike."""

SHORTEST_SOUND = 4
"""The fewest sounds of a word to be taken for one that sounds the same."""

SHORTEST_PREFIX = 4
"""The fewest letters of a word to be taken for the beginning of another."""

SHORTEST_KIND = 8
"""The fewest letters of a name to be found at the end of a word: arthritis, but not sepsis."""

_PARTS = re.compile(r"[^\W\d]+|\d+")

_Keys: TypeAlias = tuple[str, ...]


class _Reading(Struct, frozen=True):
    """What a word may be, each as its keys, and the words it may be a typo of, if it is one.

    ``is_guess``: it is short, or two letters are wrong, so that it may well be something else.
    """

    keys: tuple[_Keys, ...] = ()
    corrections: list[str] = []
    is_guess: bool = False


class Vocabulary:
    """The words of the thesaurus and of a monograph: those of its names, which are added, and those
    of its texts.

    ``texts``, each as its words, are only read once there is a word that is in no name.
    """

    def __init__(self, index: Index, texts: Iterable[Iterable[str]] = ()) -> None:
        self._texts = iter(texts)
        self._synsets = index.synsets
        self.key = index.key
        self._words = dict(index.words)
        self._sorted: list[str] = []
        self._keys = set(index.words.values())
        self._acronyms = frozenset(index.acronyms)
        self._ranges: list[tuple[int, int, str]] = []
        self._add_ranges(word for word in index.words if word[0] == "{")
        self._read = lru_cache(CACHED)(self._read_anew)
        self._ends: dict[str, list[str]] = defaultdict(list)
        self._spelled: dict[str, str] = {}
        self._lefts: dict[str, set[str]] = {}
        self._sounding = cache(self._by_sound)

    def read_texts(self) -> None:
        """Add the words of the texts too."""
        self.add(sorted(set().union(*self._texts)))

    def add(self, words: Iterable[str]) -> dict[str, str]:
        """Add those of the words that are new; return the keys of all known words."""
        added = {word: self.key(word) for word in words if word not in self._words}
        self._words.update(added)
        self._keys.update(added.values())
        self._add_ranges(word for word in added if word[0] == "{")
        return self._words

    def _add_ranges(self, ranges: Iterable[str]) -> None:
        for word in ranges:
            low, high = word.strip("{}").split("-")
            self._ranges.append((int(low), int(high), word))

    def key_of(self, word: str) -> str:
        """The key of a word that was added."""
        return self._words[word]

    def commonest(self, word: str, keys: Collection[str]) -> str:
        """The most common of the words that mean the same: the first in their line. The word's own
        key goes before others that it may have."""
        commonest, own = self._synsets.commonest, self.key(word)
        ordered = sorted(keys, key=lambda key: (key != own, key))
        return next((commonest[key] for key in ordered if key in commonest), word)

    def is_word(self, word: str) -> bool:
        """Whether the word is English or medical, or may stand for a word of a name."""
        return frequency(word) is not None or bool(self.readings(word))

    def is_certain(self, word: str) -> bool:
        """Whether it is such a word, and no mere guess."""
        return self.is_word(word) and not self.is_guess(word)

    def readings(self, word: str) -> tuple[_Keys, ...]:
        """What the word may be, each as one or more keys: itself, or two words, or a typo."""
        return self._read(word).keys

    def joined(self, one: str, other: str) -> tuple[str, ...]:
        """The keys of the word that two words form together, as in breast feeding."""
        if (len(one) < 2 and other.isalpha()) or other in grammar().stop_words:
            return ()  # "I lie" is not ILI, nor "TB is" TBIs
        together = one + other
        if (key := self.key(together)) in self._keys:
            return (key,)
        if one.isalpha() and other.isalpha() and not _is_spelled(one):
            self.read_texts()
            # Nor is the second word alone a typo of both: SSSS sciatica.
            own = self.key(other)
            typos = self._typos(together) or self._typos(together, 2)
            return tuple(key for key in map(self.key, typos) if key != own)
        return ()

    def with_prefix(self, word: str) -> list[str]:
        """The keys of the words with this beginning, unless it is short or a common word; of no
        acronyms."""
        if len(word) < SHORTEST_PREFIX or (frequency(word) or 0) >= TOO_COMMON:
            return []
        if len(self._sorted) != len(self._words):
            self._sorted = sorted(self._words)
        first = bisect_left(self._sorted, word)
        last = bisect_left(self._sorted, word + chr(sys.maxunicode), first)
        begun = (known for known in self._sorted[first:last] if known not in self._acronyms)
        return [self._words[known] for known in begun]

    def corrections(self, word: str) -> list[str]:
        """The words that this one was read as a typo of, the nearest first."""
        return self._read(word).corrections

    def is_guess(self, word: str) -> bool:
        """Whether the word was read as a typo, but may well be something else: Napier is no
        nipper."""
        return self._read(word).is_guess

    def _read_anew(self, word: str) -> _Reading:
        keys = tuple(self._known(word))
        if keys or not (SHORTEST_TYPO - 1 <= len(word) <= LONGEST_WORD and word.isalpha()):
            return _Reading(keys)
        parts = self._by_ending(word)
        if _is_spelled(word):
            return _Reading(tuple(parts or self._clipped(word)))
        meant = self._typos(word)
        if not meant and len(word) >= SHORTEST_TWICE:
            meant = self._phonetic(word)
        elif not meant and word[-1] == "s":
            meant = self._typos(word[:-1])  # Leebers disease
        guessed = [] if meant else self._typos(word, 2) or self._phonetic(word)
        # Endcarditis may be a carditis, and is a typo of endocarditis.
        typos = [(self.key(each),) for each in (*meant, *guessed)]
        keys = tuple([*typos, *parts] or self._clipped(word))
        is_guess = bool(guessed) or (bool(meant) and len(word) <= SHORTEST_TYPO)
        return _Reading(keys, [*meant, *guessed], is_guess)

    def _known(self, word: str) -> Iterator[_Keys]:
        """What the word is if it has no typo: a number in a range, itself, or its parts."""
        if len(word) <= LONGEST_WORD and word.replace(".", "", 1).isdecimal():
            number = int(float(word))
            yield from ((key,) for low, high, key in self._ranges if low <= number <= high)
        key = self.key(word)
        if key not in self._keys:
            self.read_texts()
        if key in self._keys:
            yield (key,)
        elif len(parts := _PARTS.findall(word)) > 1 and len(parts[0]) > 1:  # ckd5, not b2
            keys = tuple(self.key(part) for part in parts)
            if self._keys.issuperset(keys):
                yield keys

    def _by_ending(self, word: str) -> list[_Keys]:
        """What the word is a kind of, by its ending: polyneuropathy is a neuropathy."""
        kinds: list[_Keys] = [
            (self._words[word[at:]],)
            for at in range(2, len(word) - SHORTEST_KIND + 1)
            if word[at:] in self._words and word[:at] not in grammar().distinct_prefixes
        ]
        return kinds[:1]

    def _clipped(self, word: str) -> list[_Keys]:
        """The only word with this beginning: pernicious for pern."""
        keys = set(self.with_prefix(word)) if frequency(word) is None else set[str]()
        return [(key,) for key in keys] if len(keys) == 1 else []

    def _meant(self, shortest: int) -> list[str]:
        """The words that a typo may stand for, of at least so many letters: those that were added,
        and those that mean the same as one; no acronyms, because most words are like one."""
        same = (word for word in self._synsets.words if word not in self._words)
        known = chain(self._words, (word for word in same if self.key(word) in self._keys))
        meant = (word for word in known if len(word) >= shortest and word.isalpha())
        return [word for word in meant if word not in self._acronyms]

    def _typos(self, word: str, wrong: int = 1) -> list[str]:
        """The words that this one may be a typo of, the nearest first, unless it is a word itself;
        ``wrong`` is the number of its letters that may be wrong: one, or two of a long word."""
        is_short = wrong > 1 and len(word) < SHORTEST_TWICE
        if is_short or len(word) > LONGEST_WORD or _is_spelled(word):
            return []
        spelled = spelling(word)
        lefts = _shortened(spelled)
        if wrong > 1:
            lefts = set().union(*map(_shortened, lefts))
        is_long = len(word) > SHORTEST_TYPO
        typos = (
            each
            for each, left in self._alike(spelled)
            if not lefts.isdisjoint(left)
            and ((is_long and each[0] == word[0]) or _is_typo(spelled, self._spelled[each]))
        )
        return _nearest(word, typos)

    def _alike(self, spelled: str) -> list[tuple[str, set[str]]]:
        """The words of about its length that begin or end like this one, each with its forms
        without one letter: no typo is at both ends of a word."""
        if not self._ends:
            meant = self._meant(SHORTEST_TYPO - 1)
            self._spelled = dict(zip(meant, _lines(spelling, meant), strict=True))
            for known, spelled_known in self._spelled.items():
                for end in (*_ends(spelled_known, 1), *_ends(spelled_known, 2)):
                    self._ends[end].append(known)
        length = 1 if len(spelled) <= SHORTEST_TYPO else 2
        alike = {
            each: None
            for end in _ends(spelled, length)
            for each in self._ends.get(end, ())
            if -2 <= len(self._spelled[each]) - len(spelled) <= 1
        }
        for known in alike.keys() - self._lefts.keys():
            self._lefts[known] = _shortened(self._spelled[known])
        return [(known, self._lefts[known]) for known in alike]

    def _phonetic(self, word: str) -> list[str]:
        """The words that begin and sound like this one: eyesight for eyesite."""
        sounded = sound(word)
        alike = self._sounding(word[0]) if len(sounded) >= SHORTEST_SOUND else {}
        return _nearest(word, alike.get(sounded, ()))

    def _by_sound(self, letter: str) -> dict[str, list[str]]:
        """The words that begin with this letter, by how they sound."""
        meant = [word for word in self._meant(SHORTEST_TYPO) if word[0] == letter]
        found: dict[str, list[str]] = defaultdict(list)
        for word, sounded in zip(meant, _lines(sound, meant), strict=True):
            found[sounded].append(word)
        return found


@lru_cache(CACHED)
def _is_spelled(word: str) -> bool:
    """Whether the word is one by itself, and no typo."""
    return is_known(word) or any(frequency(each) is not None for each in (word, spelling(word)))


def _lines(read: Callable[[str], str], words: Sequence[str]) -> Sequence[str]:
    """The words as they are spelled or sound, all read at once, in a tenth of the time."""
    return read("\n".join(words)).split("\n") if words else []


def _is_typo(one: str, other: str) -> bool:
    """Whether one letter of a word is wrong, missing or extra, or two are swapped; in a word of
    four letters, only the last."""
    if len(one) != len(other):
        return len(one) >= SHORTEST_TYPO
    wrong = [at for at in range(len(one)) if one[at] != other[at]]
    turned = len(wrong) == 2 and [one[at] for at in wrong] == [other[at] for at in wrong[::-1]]
    return turned or (len(wrong) == 1 and len(one) >= SHORTEST_TYPO)


def _nearest(word: str, meant: Iterable[str]) -> list[str]:
    """The words that this one may stand for, those of about its length first."""
    return sorted(meant, key=lambda each: (abs(len(each) - len(word)), each))


def _ends(word: str, length: int) -> tuple[str, str]:
    return f"{word[:length]}-", f"-{word[-length:]}"


def _shortened(word: str) -> set[str]:
    """The word, and its forms without one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
