"""Words typed without quotes, as terms: kidney failure is one, asthma sepsis are two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from b12cli.language.context import triggered
from b12cli.language.grammar import grammar
from b12cli.language.phrases import Text
from b12cli.language.tokens import LONGEST_WORD
from b12cli.thesaurus.mentions import Mention, Reader
from b12cli.thesaurus.names import Name

LONGEST_TERM = 10
"""The most words in which an unquoted name, with its context, is looked for."""


class Unquoted:
    """Joins words that form a name, or a name and its context, by the names of a monograph."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._is_known = reader.names.vocabulary.is_word

    def terms(self, typed: Sequence[str]) -> Iterator[tuple[str, bool]]:
        """The terms, each with True if it was joined from single words that form a name, or a name
        and its context ("no known drug allergies"), typed without quotes.
        """
        for is_word, run in groupby(typed, _is_word):
            words, at = list(run), 0
            while at < len(words):
                end = self._end(words, at) if is_word else at + 1
                yield " ".join(words[at:end]), end > at + 1
                at = end

    def _end(self, words: Sequence[str], at: int) -> int:
        """The end of the term that begins with this word."""
        ends = range(min(len(words), at + LONGEST_TERM), at + 1, -1)
        return next((end for end in ends if self._is_term(words, at, end)), at + 1)

    def _is_term(self, words: Sequence[str], at: int, end: int) -> bool:
        """Whether these words are one name, or a name and its context."""
        text = Text(" ".join(words[at:end]), self._is_known)
        count = len(text.tokens)
        if any(len(spot) == count for _, spot in text.quantities) or any(
            len(spot) == count and self._begins(text, name)
            for name, spot in self._reader.kept(text)
        ):
            return True
        mentions = self._reader.mentions(text)
        cued = triggered(text) if mentions else frozenset[int]()
        return bool(cued) and any(
            mention.context
            and _is_rest_plain(text, mention.positions | cued)
            and self._stays(mention, words, at, end)
            for mention in mentions
        )

    def _begins(self, text: Text, name: Name) -> bool:
        """Whether the text begins like the name: "arthritis sepsis" is two terms, not septic
        arthritis."""
        where = self._reader.keys(text)
        return not name.needed or any(0 in spot for spot in where[name.needed[0]])

    def _stays(self, mention: Mention, words: Sequence[str], at: int, end: int) -> bool:
        """Whether the words around these leave the name in the same context: the "no" in "sepsis no
        asthma" belongs to asthma. If not, the name is read without a context, to be safe."""
        around = " ".join(words[max(0, at - LONGEST_TERM) : end + LONGEST_TERM])
        text = Text(around, self._is_known)
        others = self._reader.mentions(text)
        # The words around may decide what an ambiguous name means.
        meant = replace(mention.name, senses=())
        said = {each.context for each in others if replace(each.name, senses=()) == meant}
        return said == {mention.context}


def _is_word(term: str) -> bool:
    return " " not in term and len(term) <= LONGEST_WORD


def _is_rest_plain(text: Text, positions: frozenset[int]) -> bool:
    """Whether the rest of the text is only stop words and modifiers, and neither end is a part
    of the body, which may be a separate term."""
    known = grammar()
    first, last = text.tokens[0].word, len(text.tokens) - 1
    return (
        last in positions
        and (0 in positions or first not in known.body)
        and all(
            at in positions or token.word in known.stop_words or known.is_modifier(token.word)
            for at, token in enumerate(text.tokens)
        )
    )
