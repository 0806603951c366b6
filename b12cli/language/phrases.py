"""A text as phrases, each with its head.

A text is split into *phrases* at commas, conjunctions and prepositions. The head of a phrase is its
last word that is not a modifier (a side, a stage, a time): the head of "severe rheumatoid
arthritis, left" is arthritis, that of "arthritis clinic" is clinic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy

from msgspec import Struct

from b12cli.language import quantities
from b12cli.language.grammar import Assertion, grammar
from b12cli.language.quantity import Quantity
from b12cli.language.tokens import Token, fold, in_digits, tokens, written_out
from b12cli.language.triggers import PAST, matches

_NO_HEADS: frozenset[Assertion | None] = PAST | {"negated", "uncertain"}
"""The contexts whose triggers only say something of a head: blind decades ago, sepsis excluded."""

_SENTENCE = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\sd))\.(?=\s+[A-Z])")


class Phrase(Struct, frozen=True):
    """Tokens between two boundaries; ``segment`` counts the stronger ones, commas and "and".

    ``is_own``: it is about the patient, not about a part of the phrase before it.
    """

    segment: int
    head: int | None
    content: tuple[int, ...]
    is_own: bool


class Text:
    """A text's tokens, the triggers among them, and the phrases that they are in.

    ``keeps_case``: it is a line of a list, in which capitals and signs are intended; in a search
    nobody types them.
    """

    def __init__(self, text: str, is_word: Callable[[str], bool], keeps_case: bool = True) -> None:
        self._text = text if keeps_case else ""
        self._is_word = is_word
        # After a longer word, what looks like the point of an abbreviation ends a sentence if a
        # capital follows: "Nil PMH. CKD4", but not "Dr. Smith".
        said = _SENTENCE.sub("|", text) if keeps_case else text
        marked, self._values = quantities.marked(in_digits(fold(said)))
        written = written_out(marked, has_signs=keeps_case)
        self._divide(tokens(written), written)

    def has(self, letters: str) -> bool:
        """Whether the text has this as a word: in capitals if it is in capitals, or in any case if
        the text doesn't keep its case."""
        if letters == letters.lower() or not self._text:
            return True
        return re.search(rf"(?<!\w){re.escape(letters)}s?(?!\w)", self._text) is not None

    def words(self, positions: frozenset[int]) -> str:
        """The words at these positions; a fraction with its slash."""
        said = [self.tokens[at] for at in sorted(positions)]
        return "".join(("/" if each.delimiter == "/" else " ") + each.word for each in said)[1:]

    def part(self, start: int, end: int) -> Text:
        """The tokens from ``start`` to before ``end``, as a separate text."""
        part = copy(self)
        part._divide(self.tokens[start:end], self._written)
        return part

    def _divide(self, tokens: list[Token], written: str) -> None:
        self.tokens = tokens
        self._written = written
        self.quantities = list(self._placed())
        self.triggers = matches(tokens)
        said = (each.tokens for each in self.triggers if each.trigger.assertion in _NO_HEADS)
        measured = (spot for _, spot in self.quantities)
        self._no_heads = frozenset[int]().union(*said, *measured)
        self.phrases: list[Phrase] = []
        self.phrase_of: list[int] = []
        known = grammar()
        segment, opened, content = 0, "", list[int]()
        for at, token in enumerate(self.tokens):
            word = token.word
            divides = bool(token.delimiter) or word in known.conjunctions or word in known.clauses
            attachment = known.attachment(word)
            # "CAPD 4 exchanges": what begins with a number measures what comes before it.
            attachment = attachment or ("place" if word[0].isdigit() and content else "")
            if at and (divides or attachment):
                self._close(segment, opened, content)
                content, opened = [], ""
                segment += divides
            opened = attachment or opened
            self.phrase_of.append(len(self.phrases))
            if word not in known.stop_words:
                content.append(at)
        self._close(segment, opened, content)

    def _placed(self) -> Iterator[tuple[Quantity, frozenset[int]]]:
        """The quantities, each with its tokens."""
        for quantity, start, end in quantities.placed(self._written, self._values):
            spot = frozenset(
                at for at, token in enumerate(self.tokens) if start <= token.start < end
            )
            if spot:
                yield quantity, spot

    def _close(self, segment: int, opened: str, content: list[int]) -> None:
        """Add a phrase, attached in this way to the one before."""
        is_modifier = grammar().is_modifier
        content_words = [
            at
            for at in content
            if at not in self._no_heads and not is_modifier(self.tokens[at].word)
        ]
        # Shorthand at the end that is not a word: a drug, a place, a result.
        known = [at for at in content_words if self._is_word(self.tokens[at].word)] or content_words
        head = known[-1] if known else None
        before = self.phrases[-1] if self.phrases else None
        is_own = True
        if before and before.segment == segment:
            # After "history of" comes what the phrase is about.
            is_own = opened != "part" or (before.head is None and before.is_own)
        self.phrases.append(Phrase(segment, head, tuple(content), is_own))
