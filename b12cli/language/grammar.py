"""What reading needs to know of English, from the files of this folder that are kept by hand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

_FOLDER = Path(__file__).parent
COMPILED_FILE = _FOLDER / "grammar.json"
"""The files as one that is read in a tenth of the time; ``tools/compile.py`` makes it."""

Context: TypeAlias = Literal["negated", "uncertain", "historical", "family", "hypothetical"]
"""In what way a text speaks of something without saying that the patient has it now."""

Assertion: TypeAlias = Literal["maybe_negated"] | Context
"""The same, with a denial that may be of something else apart."""


@cache
def compiled() -> dict[str, dict[str, Any]]:
    """The files of this folder that are kept by hand, by their names."""
    return msgspec.json.decode(COMPILED_FILE.read_bytes(), type=dict[str, dict[str, Any]])


class Grammar:
    """The hand-kept part, in the shapes that reading asks for."""

    def __init__(self) -> None:
        known = compiled()["grammar"]
        self.spelling: dict[str, str] = known["spelling"]
        self.sounds: dict[str, str] = known["sounds"]
        self.unstemmed: str = known["unstemmed"]
        self.shorthand: dict[str, str] = known["shorthand"]
        self.numbers: dict[str, int] = known["numbers"]
        self.counted: list[str] = known["counted"].split()
        self.abbreviations: dict[str, str] = known["abbreviations"]
        self.shortened = frozenset((*self.abbreviations, *self.numbers))
        self.synsets: list[str] = known["synsets"]
        self.determiners = frozenset(known["determiners"].split())
        self.connectives = frozenset(known["connectives"].split())
        self.conjunctions = frozenset(known["conjunctions"].split())
        self.prepositions = frozenset(known["prepositions"].split())
        self.locatives = frozenset(known["locatives"].split())
        self.common = frozenset((_FOLDER / "common.txt").read_text(encoding="ascii").split())
        self.stop_words = self.determiners.union(
            self.connectives, self.locatives, self.conjunctions, self.prepositions
        )
        self.body = frozenset(known["body"].split())
        self.modifiers = frozenset(known["modifiers"].split()) | self.body
        self.drug: str = known["drug"]
        self.ages: list[str] = known["ages"].split()
        self.qualifiers = frozenset(known["qualifiers"].split())
        self.headers = frozenset(known["headers"].split(", "))
        self.adverb_endings = tuple(known["adverb_endings"].split())
        self.not_adverbs = tuple(known["not_adverbs"].split())
        self.distinct_prefixes = tuple(known["distinct_prefixes"])
        self.relational = frozenset(known["relational"].split())
        self.signs: dict[str, str] = {
            each["sign"]: each["words"] for each in compiled()["context"]["signs"]
        }

    def attachment(self, word: str) -> str:
        """How the word attaches a phrase to the one before: as a part of it ("of"), as where it is
        ("in"), or as a thing of its own ("with"); empty if it attaches none."""
        if word in self.prepositions:
            return "part"
        return "place" if word in self.locatives else "link" if word in self.connectives else ""

    def is_modifier(self, word: str) -> bool:
        """Whether the word leaves a thing what it is: a side, a letter or number, an adverb."""
        return (
            word in self.modifiers
            or len(word) == 1
            or not word.isalpha()
            or (word.endswith(self.adverb_endings) and not word.endswith(self.not_adverbs))
        )

    def is_content(self, word: str) -> bool:
        """Whether the word says by itself what a text is about."""
        return not (word in self.stop_words or self.is_modifier(word) or word in self.common)


@cache
def grammar() -> Grammar:
    """What reading knows of English, read once."""
    return Grammar()


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The regular expression of this name."""
    return re.compile(compiled()["grammar"]["patterns"][name])


@cache
def section_names() -> dict[str, list[str]]:
    """What people call the sections of any drug's monograph, by the name of the section, or by
    that and the key of a group in it."""
    known: dict[str, str] = compiled()["sections"]
    return {name: phrases.split(", ") for name, phrases in known.items()}
