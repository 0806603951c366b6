"""Words as search compares them. What it knows about single words is in the monograph file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile


def words(text: str) -> list[str]:
    """The words of a text as the index has them: lower case, no accents."""
    text = text.casefold()
    if text.isascii():  # as nearly all is
        return re.findall(r"[^\W_]+", text)
    letters = unicodedata.normalize("NFKD", text)
    return re.findall(
        r"[^\W_]+", "".join(each for each in letters if not unicodedata.combining(each))
    )


def one_slip(typed: str, word: str) -> bool:
    """Whether one letter missing, doubled, wrong or swapped with the next is all that differs.

    A wrong first letter is hardly ever a slip: it makes another word (height, weight).
    """
    start = _shared(typed, word)
    left, right = typed[start:], word[start:]
    end = _shared(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    if len(left) == len(right) == 1:
        return start > 0
    return len(left) + len(right) == 1 or (len(left) == 2 and left == right[::-1])


def leaves_out(text: str, having: int, asked: Iterable[str], ignored: Iterable[str]) -> bool:
    """Whether a phrase has more than was asked: a telling word, or as much filler as was said.

    "Family" leaves out too much of "in the family way".
    """
    inside = set(words(text))
    unsaid = inside.intersection(ignored).difference(asked)
    return len(inside.difference(ignored)) > having or len(unsaid) >= having


def _shared(one: str, other: str) -> int:
    """How many letters the two begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
