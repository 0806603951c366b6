"""What the words of a query may stand for, by what the monograph file knows about words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from b12cli.monograph import Words
from b12cli.search.phrases import Phrases, any_of
from b12cli.search.words import one_slip, words

SHORTEST_GUESS = 4
"""Letters that a word needs to be taken for the beginning of another, or a slip of it."""


class Term(NamedTuple):
    """A word of the query as it is read, and what it matches, in FTS5's query syntax.

    An empty match: the word tells nothing, so an answer need not have it.
    """

    word: str
    match: str = ""


class Lexicon:
    """The words of a monograph file's ``words``, and of its phrases."""

    def __init__(self, known: Words, phrases: Phrases) -> None:
        self._phrases = phrases
        self.negations = frozenset(words(known.negations))
        self.qualifiers = frozenset(words(known.qualifiers))
        self.filler = self.negations.union(words(known.filler))
        self.hints = self.qualifiers.union(words(known.hints))
        self.joins = frozenset(words(known.joins))
        self._distinct = frozenset(words(known.distinct))
        self._same = {word: line for line in map(words, known.same) for word in line}
        self._unrelated = [f" {' '.join(words(phrase))} " for phrase in known.unrelated]

    def is_unrelated(self, asked: Sequence[str]) -> bool:
        """Whether the query speaks of something else, though with words of ours."""
        said = f" {' '.join(asked)} "
        return any(phrase in said for phrase in self._unrelated)

    def telling(self, asked: Sequence[str]) -> set[str]:
        """The words that an answer must have: those of the most telling kind there is."""
        told = set(asked) - self.filler
        return told - self.hints or told or set(asked)

    def likely(self, word: str) -> list[Term]:
        """What the word stands for: itself; else what begins so, else what is one slip away."""
        return self.itself(word) or self.beginnings(word) or self.slips(word)

    def itself(self, word: str) -> list[Term]:
        """The word as what it is, in all its forms; nothing if no phrase has it."""
        if word in self._distinct:  # its ending taken off, it may look like one of ours
            return []
        match = self.forms(word)
        return [Term(word, match)] if self._phrases.scores(match) else []

    def beginnings(self, word: str) -> list[Term]:
        """The word as the beginning of others."""
        if not self._guessable(word):
            return []
        begun = [known for known in self._phrases.vocabulary if known.startswith(word)]
        return [Term(word, any_of(begun))] if begun else []

    def slips(self, word: str) -> list[Term]:
        """The words that the word may be a slip of, one reading for each."""
        if not self._guessable(word):
            return []
        known = {*self._phrases.vocabulary, *self.filler, *self.hints}
        slips = [each for each in known if len(each) > SHORTEST_GUESS and one_slip(word, each)]
        return [
            Term(slip, "" if slip in self.filler else self.forms(slip)) for slip in sorted(slips)
        ]

    def _guessable(self, word: str) -> bool:
        return len(word) >= SHORTEST_GUESS and word not in self._distinct

    def forms(self, word: str) -> str:
        """What matches the word in all its forms."""
        return any_of(self._same.get(word, (word,)))
