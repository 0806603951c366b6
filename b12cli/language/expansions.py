"""How people ask about any drug, with the terms that monographs use, for search."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from b12cli.language.grammar import compiled
from b12cli.language.tokens import stem, words


class Expansion(Struct, frozen=True):
    """A phrase as the stems of its words, and the terms that monographs use for it."""

    phrase: tuple[str, ...]
    terms: tuple[str, ...]


@cache
def expansions() -> list[Expansion]:
    """All of ``expansions.yaml``."""
    known: dict[str, str] = compiled()["expansions"]
    return [
        Expansion(tuple(map(stem, words(phrase))), tuple(terms.split()))
        for terms, phrases in known.items()
        for phrase in phrases.split(", ")
    ]
