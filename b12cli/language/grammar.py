"""What b12 needs to know about English, from the hand-written files in this folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

_FOLDER = Path(__file__).parent
COMPILED_FILE = _FOLDER / "grammar.json"
"""All the files in one, which loads in a tenth of the time; made by ``tools/compile.py``."""

Context: TypeAlias = Literal["negated", "uncertain", "historical", "family", "hypothetical"]
"""How a text mentions something other than as what the patient has now."""

Assertion: TypeAlias = Literal["maybe_negated", "recent", "resolved", "over"] | Context
"""The same, with separate values for a denial that may be about something else, for what is past
but not long, for what is said to have resolved, and for what is over: it has resolved, and is past.
"""


@cache
def compiled() -> dict[str, dict[str, Any]]:
    """The hand-written files in this folder, by name."""
    return msgspec.json.decode(COMPILED_FILE.read_bytes(), type=dict[str, dict[str, Any]])


class Grammar:
    """The contents of ``grammar.yaml``, in the forms that reading needs."""

    def __init__(self) -> None:
        known = compiled()["grammar"]
        self.spelling: dict[str, str] = known["spelling"]
        self.sounds: dict[str, str] = known["sounds"]
        self.unstemmed: str = known["unstemmed"]
        self.shorthand: dict[str, str] = {
            each["sign"]: each["words"] for each in known["shorthand"]
        }
        self.numbers: dict[str, int] = known["numbers"]
        self.counted: list[str] = known["counted"].split()
        self.abbreviations: dict[str, str] = known["abbreviations"]
        self.shortened = frozenset((*self.abbreviations, *self.numbers))
        self.synsets: list[str] = known["synsets"]
        self.pronouns = frozenset(known["pronouns"].split())
        self.copulas = frozenset(known["copulas"].split())
        self.determiners = self.pronouns.union(known["determiners"].split())
        self.connectives = frozenset(known["connectives"].split())
        self.conjunctions = frozenset(known["conjunctions"].split())
        self.clauses = frozenset(known["clauses"].split())
        self.prepositions = frozenset(known["prepositions"].split())
        self.locatives = frozenset(known["locatives"].split())
        self.common = frozenset((_FOLDER / "common.txt").read_text(encoding="ascii").split())
        self.stop_words = self.determiners.union(
            self.connectives, self.locatives, self.conjunctions, self.clauses, self.prepositions
        )
        self.body = frozenset(known["body"].split())
        self.modifiers = frozenset(known["modifiers"].split()) | self.body
        self.drug: str = known["drug"]
        self.ages: list[str] = known["ages"].split()
        self.causing = frozenset(known["causing"].split())
        self.healthy = frozenset(known["healthy"].split())
        self.qualifiers = frozenset(known["qualifiers"].split())
        self.present = frozenset(known["present"].split())
        self.headers = frozenset(known["headers"].split(", "))
        self.adverb_endings = tuple(known["adverb_endings"].split())
        self.not_adverbs = tuple(known["not_adverbs"].split())
        self.distinct_prefixes = tuple(known["distinct_prefixes"])
        self.blaming = frozenset(known["blaming"].split())
        self.note_headings = frozenset(known["note_headings"].split())
        self.before_headings = frozenset(known["before_headings"].split())
        self.uncoded: list[str] = known["uncoded"].split()
        self.titles = frozenset(known["titles"].split())
        self.medicine: list[str] = known["medicine"].split()
        self.relational = frozenset(known["relational"].split())
        self.signs: dict[str, str] = {
            each["sign"]: each["words"] for each in compiled()["context"]["signs"]
        }

    def attachment(self, word: str) -> str:
        """How the word attaches a phrase to the one before: as a part of it ("of"), as its place
        ("in"), or as something separate ("with"); empty if it doesn't."""
        if word in self.prepositions:
            return "part"
        return "place" if word in self.locatives else "link" if word in self.connectives else ""

    def is_modifier(self, word: str) -> bool:
        """Whether the word doesn't change what a thing is: a side, a letter or number, an
        adverb."""
        return (
            word in self.modifiers
            or len(word) == 1
            or not word.isalpha()
            or (word.endswith(self.adverb_endings) and not word.endswith(self.not_adverbs))
        )

    def is_healthy(self, words: Iterable[str]) -> bool:
        """Whether these words say of somebody or an organ that all is well, and nothing else."""
        said = set(words) - self.determiners - self.copulas
        return bool(said) and said <= self.healthy

    def is_content(self, word: str) -> bool:
        """Whether the word by itself says what a text is about."""
        return not (word in self.stop_words or self.is_modifier(word) or word in self.common)


@cache
def grammar() -> Grammar:
    """What b12 knows about English, loaded once."""
    return Grammar()


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The regular expression of this name."""
    return re.compile(compiled()["grammar"]["patterns"][name])


@cache
def units() -> frozenset[str]:
    """Units as they are written beside a number, folded: mg, mmhg."""
    return frozenset(compiled()["known"]["units"].split())


@cache
def amounts() -> dict[str, str]:
    """The units of an amount of a drug, folded, each with the one that stands for its spellings."""
    spelled = map(str.split, compiled()["known"]["amounts"])
    return {unit: first for first, *others in spelled for unit in (first, *others)}


@cache
def section_names() -> dict[str, list[str]]:
    """What people call the sections of any drug's monograph, by the section's name, or by that and
    a group's key."""
    known: dict[str, str] = compiled()["sections"]
    return {name: phrases.split(", ") for name, phrases in known.items()}
