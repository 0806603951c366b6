"""How people ask about any drug, with the terms that monographs use, for search."""

from __future__ import annotations

from functools import cache
from itertools import chain

from msgspec import Struct

from b12cli.language.grammar import compiled
from b12cli.language.tokens import learn, stem, words


class Expansion(Struct, frozen=True):
    """A phrase as the stems of its words, and the terms that monographs use for it."""

    phrase: tuple[str, ...]
    terms: tuple[str, ...]


@cache
def expansions() -> list[Expansion]:
    """All of ``expansions.yaml``."""
    known: dict[str, str] = compiled()["expansions"]
    said = [
        (words(phrase), tuple(terms.split()))
        for terms, phrases in known.items()
        for phrase in phrases.split(", ")
    ]
    learn(set(chain.from_iterable(phrase for phrase, _ in said)))
    return [Expansion(tuple(map(stem, phrase)), terms) for phrase, terms in said]
