"""The words, shorthand and values in a line that b12 doesn't know.

Known are English and medical words (``words.txt``), the names in the thesaurus and anything read as
one, drugs and rarer English (``known.txt``), clinical abbreviations (``abbreviations.txt``), and
the units, dates and codes in ``known.yaml``. A known word may still be misunderstood; an unknown
one certainly was not understood. A value is as known as the name before it, whether or not
anything follows from it; but where a value of the name would mean something, and none was read, a
number after it is unknown too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from functools import cache, lru_cache

from b12cli.language import notation, quantities
from b12cli.language.grammar import compiled, grammar, pattern, units
from b12cli.language.lexicon import CACHED, frequency, is_known
from b12cli.language.tokens import fold, spelling, words

_PIECE = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|[\U0001f000-\U0001faff]")
"""What can be known or unknown: letters and digits, and pictures, which may replace a word."""

_VALUE = re.compile(r"\s?[:=<>≤≥~]?\s?(?!(?:19|20)\d\d(?!\d))\d+(?:[.,/]\d+)*%?(?![^\W_])")
"""The value after a name, unless it is a year."""

_UNREAD_VALUE = (
    r"[^.,;()\d]{{1,40}}(?<!\S)(?!(?:19|20)\d\d\b)\d+(?:\.\d+)?(?:\s?(?:%|(?:{units})/(?:{units})))?"
    r"(?=\s*(?:$|[,;)]|/(?!\d)|\.(?:\s|$)))"
)
"""Words after the name of a quantity, and a number at their end, with no unit or one that is no
dose."""

_SHORTEST_NAME = 3
"""The fewest letters of such a name: "k" and "mg" are too much else."""

_SHORTEST_PART = 3
"""The fewest letters of each of two words written as one."""

_FREQUENT = 30
"""The lowest frequency of each of them."""

_SHORTEST_NUMBERED = 4
"""The fewest letters of a word with a number attached: stage4, but not pf4."""


class Unread:
    """Finds what isn't known; ``is_word`` tells whether a word is English or medical, or may stand
    for a word of a name, ``judged`` are the quantities of which a value may mean something."""

    def __init__(self, is_word: Callable[[str], bool], judged: Container[str] = ()) -> None:
        self._is_word = is_word
        self._judged = judged
        self._knows = lru_cache(CACHED)(self._knows_anew)

    def within(self, text: str) -> tuple[str, ...]:
        """What isn't known in a text, as typed: neighbours joined, a name with its value."""
        pieces = list(_PIECE.finditer(text))
        unknown = [at for at, piece in enumerate(pieces) if not self._knows(piece[0])]
        if not unknown and not any(map(str.isdigit, text)):
            return ()
        folded = fold(text)
        read = quantities.read(folded)
        measured = frozenset(
            _PIECE.findall(" ".join(folded[each.start : each.end] for each in read))
        )
        values = list(self._values(text, {each.name for each in read}))
        spans: list[tuple[int, int]] = []
        for at in unknown:
            piece = pieces[at]
            is_part = any(start <= piece.start() < end for start, end in values)
            if is_part or fold(piece[0]) in measured or _is_split(text, pieces, at):
                continue
            value = _VALUE.match(text, piece.end())
            start, end = piece.start(), value.end() if value else piece.end()
            if spans and not text[spans[-1][1] : start].strip(" -"):
                start = spans.pop()[0]
            spans.append((start, end))
        return tuple(dict.fromkeys(text[start:end] for start, end in sorted([*values, *spans])))

    def _values(self, text: str, read: Collection[str]) -> Iterator[tuple[int, int]]:
        """Where there is a number behind the name of a quantity that is judged, but is not among
        those that were read, nor a part of one's name: eGFR hovers round 9, but not urine
        creatinine 7.2."""
        named = text.lower()
        if len(named) != len(text):
            return
        for match in notation.any_name().finditer(named):
            begun = notation.named(named, match.start())
            if any(written.name in name for written in begun for name in read):
                continue
            for written in begun:
                called = re.compile(written.called).match(named, match.start())
                if called and len(called[0]) >= _SHORTEST_NAME and written.name in self._judged:
                    value = _unread_value().match(text, called.end())
                    if value:
                        yield match.start(), value.end()
                        break

    def _knows_anew(self, piece: str) -> bool:
        word = fold(piece)
        if not any(map(str.isalpha, word)):
            return any(map(str.isdigit, word))
        if len(word) < 2:
            return word.isascii()
        if word.isalpha():
            return any(map(self._knows_word, (word, pattern("plural").sub("", word))))
        return (
            is_known(word)
            or self._is_word(word)
            or _shapes().fullmatch(word) is not None
            or all(map(self._is_word, words(word)))  # T2DM is read as T2 and DM
            or (len(word.rstrip("0123456789")) >= _SHORTEST_NUMBERED and self._is_numbered(word))
        )

    def _is_numbered(self, word: str) -> bool:
        name = word.rstrip("0123456789")
        return name.isalpha() and self._knows_word(name)

    def _knows_word(self, word: str) -> bool:
        return (
            word in grammar().shortened
            or word in units()
            or self._is_word(word)
            or is_known(word)
            or frequency(spelling(word)) is not None
            or _is_made(word)
        )


def _is_split(text: str, pieces: Sequence[re.Match[str]], at: int) -> bool:
    """Whether the piece forms a word with a neighbour, as in diarr hoea."""
    pairs = (pieces[each : each + 2] for each in (at - 1, at) if each >= 0)
    return any(
        not text[one.end() : other.start()].strip(" -")
        and (is_known(word := fold(one[0] + other[0])) or frequency(spelling(word)) is not None)
        for one, other in (pair for pair in pairs if len(pair) == 2)
    )


def _is_made(word: str) -> bool:
    """Whether it is made of frequent words, or of a prefix and one: bedsheets."""
    return any(
        (word[:at] in _prefixes() and frequency(word[at:]) is not None)
        or ((frequency(word[:at]) or 0) >= _FREQUENT and (frequency(word[at:]) or 0) >= _FREQUENT)
        for at in range(2, len(word) - _SHORTEST_PART + 1)
        if at >= _SHORTEST_PART or word[:at] in _prefixes()
    )


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(compiled()["known"]["prefixes"].split())


@cache
def _unread_value() -> re.Pattern[str]:
    return re.compile(_UNREAD_VALUE.format(units="|".join(units())), re.IGNORECASE)


@cache
def _shapes() -> re.Pattern[str]:
    shapes = [each["pattern"] for each in compiled()["known"]["shapes"]]
    return re.compile("|".join((*shapes, rf"\d+(?:{'|'.join(units())})(?:\d+)?")))
