"""The words of English and medicine, with how frequent they are.

``words.txt`` and ``common.txt`` are made by ``tools/words.py``; NOTICE.txt names their sources and
licences.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

KEPT = 2000
"""Words of which what was found is kept for the next time: a list has its words again and again,
and may be of any length."""

RAREST = 15
"""What the rarest words of the list have: ten times their Zipf frequency."""


@cache
def _words() -> bytes:
    return (Path(__file__).parent / "words.txt").read_bytes()


@lru_cache(KEPT)
def frequency(word: str) -> int | None:
    """Ten times the word's Zipf frequency, or None if it is no word of English or medicine.

    The list is sorted: it is searched as it lies in memory, so that nothing is built from it.
    """
    wanted, words = word.encode(), _words()
    low, high = 0, len(words) - 1
    while low < high:
        start = words.rfind(b"\n", 0, (low + high) // 2 + 1)
        end = words.index(b"\n", start + 1)
        found, _, zipf = words[start + 1 : end].partition(b" ")
        if found == wanted:
            return int(zipf)
        if found < wanted:
            low = end
        else:
            high = start
    return None
