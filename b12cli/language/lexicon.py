"""English and medical words, with their frequencies.

``words.txt`` and ``common.txt`` are made by ``tools/words.py``, ``known.txt`` by
``tools/known.py``, ``abbreviations.txt`` by ``tools/compile.py``; NOTICE.txt names their sources
and licences.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

ABBREVIATIONS_FILE = Path(__file__).with_name("abbreviations.txt")
"""Clinical abbreviations that are not in the thesaurus, drugs, and the cues of ambiguous names."""

CACHED = 2000
"""How many looked-up words are cached: a list repeats its words, and may be of any length."""

RAREST = 15
"""The value of the rarest words in the list: ten times their Zipf frequency."""


@cache
def _list(name: str) -> bytes:
    return (Path(__file__).parent / name).read_bytes()


@lru_cache(CACHED)
def frequency(word: str) -> int | None:
    """Ten times the word's Zipf frequency, or None if it is not an English or medical word."""
    zipf = _found(word, "words.txt")
    return None if zipf is None else int(zipf)


def is_known(word: str) -> bool:
    """Whether it is a drug name, a clinical abbreviation or a rarer English word, in letters and
    digits only."""
    return any(_found(word, name) is not None for name in ("known.txt", ABBREVIATIONS_FILE.name))


def _found(word: str, name: str) -> bytes | None:
    """The value beside the word in this list, if it is there.

    The list is sorted and searched in place, so that nothing has to be built from it.
    """
    wanted, words = word.encode(), _list(name)
    low, high = 0, len(words) - 1
    while low < high:
        start = words.rfind(b"\n", 0, (low + high) // 2 + 1)
        end = words.index(b"\n", start + 1)
        found, _, beside = words[start + 1 : end].partition(b" ")
        if found == wanted:
            return beside
        if found < wanted:
            low = end
        else:
            high = start
    return None
