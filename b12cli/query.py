"""A search query as words with their weights."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from b12cli.language.expansions import expansions
from b12cli.language.grammar import grammar
from b12cli.language.lexicon import RAREST, frequency
from b12cli.language.phrases import Text
from b12cli.language.tokens import stem
from b12cli.thesaurus.mentions import Reader
from b12cli.thesaurus.names import Name

TELLING = 5.0
"""The weight from which an answer must have a word."""

MOST = 60
"""Ten times the Zipf frequency of a word that weighs nothing."""

STRONG = 10.0
"""The weight that a query's telling words need before plain text, not only names, may answer it."""

LEAST = 0.5
"""The lowest weight of a word, which tells "what is it for" from other questions without a telling
word."""


class Word(Struct, frozen=True):
    """A word of a query: as it was typed, its possible keys, and its weight."""

    typed: str
    keys: frozenset[str]
    weight: float


class Query:
    """The words of a query, and which of them an answer must have: the telling ones."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.telling = frozenset(at for at, word in enumerate(words) if word.weight >= TELLING)
        # In order, so that of two equal names the one typed first is matched.
        self.keys = [key for word in words for key in sorted(word.keys)]
        self.asked = frozenset(self.keys)
        self.distinct = {word.keys for word in words}
        self.weight = sum(word.weight for word in words)
        self.is_strong = sum(words[at].weight for at in self.telling) >= STRONG


class QueryReader:
    """Reads queries with the names of a monograph. ``title`` has the keys of its title."""

    def __init__(self, reader: Reader, title: Collection[str]) -> None:
        self._reader = reader
        self._vocabulary = reader.names.vocabulary
        self._title = frozenset(title)

    def query(self, text: Text, is_said: Callable[[Name], bool]) -> Query:
        """The words of the text. ``is_said`` tells whether the monograph has the words of a name
        that leads to no entry."""
        read = zip(text.tokens, self._keys(text, is_said), strict=True)
        return Query([self._word(token.word, keys) for token, keys in read])

    def expanded(self, query: Query) -> Query:
        """The query with the terms that monographs use for its phrases, besides its own words: "for
        how long" asks about the duration."""
        found = list(query.words)
        stems = tuple(stem(word.typed) for word in query.words)
        for each in expansions():
            phrase, terms = each.phrase, each.terms
            for start in starts(stems, phrase):
                keys = frozenset(map(self._vocabulary.key, terms))
                is_title = keys <= self._title  # a needle is what the injection is
                for at in range(start, start + len(phrase)):
                    word = found[at]
                    weight = LEAST if is_title else word.weight
                    found[at] = Word(word.typed, word.keys | keys, weight)
                # The phrase has the weight of the rarest of the terms, once.
                weights = (self.weight(term, (self._vocabulary.key(term),)) for term in terms)
                weight = max(found[start].weight, *weights)
                found[start] = replace(found[start], weight=weight)
        return Query(found)

    def coverage(self, name: Name, query: Query) -> float:
        """How much of a name's weight the query has."""
        weights = [
            self.weight(word, (key,)) for word, key in zip(name.words, name.keys, strict=True)
        ]
        had = (each for each, key in zip(weights, name.keys, strict=True) if key in query.asked)
        return sum(had) / sum(weights)

    def weight(self, word: str, keys: Collection[str]) -> float:
        """How telling a word is: the rarer in English, the more. Title words tell nothing,
        because everything in a monograph is about them."""
        if word in grammar().stop_words or not self._title.isdisjoint(keys):
            return LEAST
        if word.isdigit():
            return TELLING  # the same number counts many things
        common = self._vocabulary.commonest(word, keys)
        return max(LEAST, MOST - (frequency(common) or RAREST))

    def _word(self, typed: str, keys: frozenset[str]) -> Word:
        # "Who gets B12 injections" is "who gets it".
        meant = keys if keys.isdisjoint(self._title) else keys | {grammar().drug}
        return Word(typed, meant, self.weight(typed, keys))

    def _keys(self, text: Text, is_said: Callable[[Name], bool]) -> Iterator[frozenset[str]]:
        """The possible keys of each word, or else those of the words that begin with it."""
        keys: list[set[str]] = [set() for _ in text.tokens]
        for key, spots in self._reader.keys(text).items():
            for spot in spots:
                for at in spot:
                    keys[at].add(key)
        excluded = self._reader.excluded(text, is_said)
        for at, token in enumerate(text.tokens):
            yield frozenset(() if at in excluded else self._or_prefixed(token.word, keys[at]))

    def _or_prefixed(self, word: str, known: set[str]) -> Collection[str]:
        """The keys of the words that begin with it, unless it is known as more than a typo."""
        if known and not self._vocabulary.corrections(word):
            return known
        return self._vocabulary.with_prefix(word) or known


def starts(said: tuple[str, ...], wanted: tuple[str, ...]) -> Iterator[int]:
    """The positions at which the wanted words follow each other."""
    length = len(wanted)
    for start in range(len(said) - length + 1):
        if said[start : start + length] == wanted:
            yield start
