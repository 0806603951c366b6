"""A text as phrases, each with its head.

A text falls into *phrases*, at commas, joining words and prepositions. The head of a phrase is
its last word that isn't neutral (a side, a stage, a time): the head of "severe rheumatoid
arthritis, left" is arthritis, that of "arthritis clinic" is clinic.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import NamedTuple

from b12cli.language.grammar import grammar
from b12cli.language.tokens import Token, fold, tokens, written_out


class Phrase(NamedTuple):
    """Tokens between two boundaries; ``segment`` counts the stronger ones, commas and "and".

    ``is_own``: it speaks of the patient, not of a part of the phrase before it.
    """

    segment: int
    head: int | None
    content: tuple[int, ...]
    is_own: bool


class Text:
    """A text's tokens, and the phrases that they are in."""

    def __init__(self, text: str, is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word
        self._divide(tokens(written_out(fold(text))))

    def part(self, start: int, end: int) -> Text:
        """The tokens from start to before end, as a text of their own."""
        part = copy(self)
        part._divide(self.tokens[start:end])
        return part

    def _divide(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.phrases: list[Phrase] = []
        self.phrase_of: list[int] = []
        known = grammar()
        segment, opened, content = 0, "", list[int]()
        for at, (word, after) in enumerate(self.tokens):
            divides = bool(after) or word in known.joins
            relation = known.relation(word)
            # "CAPD 4 exchanges": what a number begins is a measure of the thing before it.
            relation = relation or ("place" if word[0].isdigit() and content else "")
            if at and self.tokens[at - 1].word in known.ends_phrase:
                relation = relation or "link"
            if at and (divides or relation):
                self._close(segment, opened, content)
                content, opened = [], ""
                segment += divides
            opened = relation or opened
            self.phrase_of.append(len(self.phrases))
            if word not in known.glue:
                content.append(at)
        self._close(segment, opened, content)

    def _close(self, segment: int, opened: str, content: list[int]) -> None:
        """Add a phrase that was opened by such a relation."""
        is_neutral = grammar().is_neutral
        telling = [at for at in content if not is_neutral(self.tokens[at].word)]
        # Shorthand that is no word, at the end: a drug, a place, a result.
        known = [at for at in telling if self._is_word(self.tokens[at].word)] or telling
        head = known[-1] if known else None
        before = self.phrases[-1] if self.phrases else None
        is_own = True
        if before and before.segment == segment:
            # After "history of" comes what the phrase is about.
            is_own = opened != "part" or (before.head is None and before.is_own)
        self.phrases.append(Phrase(segment, head, tuple(content), is_own))
