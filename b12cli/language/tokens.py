"""A text as tokens: its words, and what is between them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from msgspec import Struct

from b12cli.language.grammar import grammar, pattern
from b12cli.language.lexicon import CACHED, frequency

LONGEST_WORD = 40
"""The most letters of a word; anything longer is only compared as it is."""

try:
    from Stemmer import Stemmer
except ImportError:  # where it has no wheel (pyproject.toml)
    import snowballstemmer

    _stem_word = snowballstemmer.stemmer("english").stemWord
else:
    _stem_word = Stemmer("english", 0).stemWord  # without its own cache

# Besides words: abbreviations with a sign (y/o, d&v), numbers, names with a number (b12), and the
# ranges of numbers that an alias may have.
_TOKEN = re.compile(
    r"\{\d{1,6}-\d{1,6}\}|(?<![a-z0-9])[a-z]{1,2}(?:[/&][a-z]{1,2})+(?![a-z0-9])|[^\W\d_]+\d+(?![\d.,]*\d)|\d+(?:\.\d+)?|[^\W\d_]+"
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# Apostrophes, the sign and the letter for micro, the slashes of fractions and of division, hyphens.
_SIGNS = str.maketrans("’`´µμ⁄∕‐‑", "'''uu//--")
_FRACTION = re.compile(r"(?<=\d)\s?[¼½¾]")
_COMPOUND = re.compile(r"(?<=[^\W\d_])–(?=[^\W\d_])")
"""A dash that joins, as in Child–Pugh; between spaces it divides."""

_LEADERS = re.compile(r"\s*\.{4,}")
"""The dots of a printout between a name and its value or result."""

_INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_BREAK = re.compile(r"-+>|→|[,;:()\[\]/|+&.?!]|\s[-–—]+\s|[–—]")


class Token(Struct, frozen=True):
    """A word or number, lower case and without accents.

    ``delimiter`` is the sign that separates it from the token before, if there is one: a comma, a
    colon, a bracket; a hyphen only between spaces. ``start`` is the position in the text of the
    word, or of the abbreviation that it comes from.
    """

    word: str
    delimiter: str = ""
    start: int = 0


def fold(text: str) -> str:
    """The text in lower case, without accents and apostrophes, in plain digits and letters."""
    text = text.lower()
    if text.isascii() and text.replace(" ", "").isalnum():
        return text  # most texts are plain, with nothing to fold
    text = _LEADERS.sub(":", _COMPOUND.sub("-", text.translate(_SIGNS)))
    if not text.isascii():
        text = _FRACTION.sub(lambda match: f"{unicodedata.numeric(match[0][-1]):g}"[1:], text)
        text = unicodedata.normalize("NFKD", text).lower()
        text = _ACCENTS.sub("", text)
    return _INITIALS.sub(r"\1", _THOUSANDS.sub("", pattern("possessive").sub("", text)))


def tokens(text: str) -> list[Token]:
    """The tokens of a folded text."""
    found: list[Token] = []
    last, end = "", 0
    known = grammar()
    abbreviations = known.abbreviations
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()] if found else ""
        sign = _BREAK.search(between) if between != " " and between else None
        delimiter = sign[0].strip() if sign else ""
        if delimiter == "." and (
            last in abbreviations
            or (last.isalpha() and frequency(last) is None)
            or (len(last) == 1 and match[0].isdigit())
        ):
            delimiter = ""  # the point of an abbreviation: "father d. 58"
        # A single word before a heading may be of it: relevant PMH.
        if match[0] in known.note_headings and len(found) > 1 and last not in known.before_headings:
            delimiter = delimiter or ";"
        if match[0] in abbreviations:
            first, *others = abbreviations[match[0]].split()
            found.append(Token(first, delimiter, match.start()))
            found += (Token(word, "", match.start()) for word in others)
        else:
            found.append(Token(match[0], delimiter, match.start()))
        last, end = match[0], match.end()
    return found


def words(text: str) -> tuple[str, ...]:
    """Only the words of a text."""
    known = grammar()
    # Most names are plain words, and finding tokens takes four times as long.
    is_plain = text.isascii() and text.replace(" ", "").isalpha()
    found = text.lower().split() if is_plain else _TOKEN.findall(fold(text))
    if known.shortened.isdisjoint(found):
        return tuple(found)
    if not known.numbers.keys().isdisjoint(found):
        found = _counts().sub(_digits, " ".join(found)).split()
    written = (known.abbreviations.get(word, word) for word in found)
    return tuple(word for each in written for word in each.split())


def written_out(text: str, has_signs: bool = False) -> str:
    """The folded text with contractions and shorthand in words: 7 y/o is 7 year old. Signs in lists
    too: ?sepsis is query sepsis."""
    text = pattern("contraction").sub(_contracted, text)
    if not pattern("has_shorthand").search(text):  # so there is no need to compile and try them all
        return text
    return _replaced(_replaced(text, "signs") if has_signs else text, "shorthand")


def in_digits(text: str) -> str:
    """The folded text with numbers in digits where they count something, or end a statement."""
    is_counting = any(number in text for number in grammar().numbers)
    return _counts().sub(_digits, text) if is_counting else text


def _contracted(match: re.Match[str]) -> str:
    """The words of a contraction, so that shorthand needs to know only these."""
    return grammar().abbreviations.get(match[0], match[0])


@cache
def _counts() -> re.Pattern[str]:
    """Numbers in words, before what they count, or at an end: stage five. Of two words, the first
    is the tens; "one" at an end is mostly a pronoun."""
    known = grammar()
    tens = "|".join(word for word, value in known.numbers.items() if value >= 20)
    number, counted = "|".join(known.numbers), "|".join(known.counted)
    several = "|".join(word for word, value in known.numbers.items() if value > 1)
    return re.compile(
        rf"\b(?:(?:{tens})[\s-])?(?:(?:{number})(?=[\s-](?:{counted})\b)|(?:{several})(?=\s*(?:$|[,;.)])))"
    )


def _digits(match: re.Match[str]) -> str:
    return str(sum(grammar().numbers[word] for word in re.split(r"[\s-]", match[0])))


@cache
def _rules(name: str) -> list[tuple[re.Pattern[str], str]]:
    """The rules of this name in the grammar: what is replaced in each line, and by what."""
    rules: dict[str, str] = getattr(grammar(), name)
    return [(re.compile(each, re.MULTILINE), said) for each, said in rules.items()]


def _replaced(text: str, name: str) -> str:
    for each, said in _rules(name):
        text = each.sub(said, text)
    return text


@cache
def _unstemmed() -> re.Pattern[str]:
    return re.compile(grammar().unstemmed)


def spelling(word: str) -> str:
    """The word in American spelling, well enough to compare it; or many words, one per line."""
    return _replaced(word, "spelling")


def sound(word: str) -> str:
    """How the word sounds, well enough to recognize words spelled by ear; or many words, one per
    line."""
    return _replaced(word, "sounds")


@lru_cache(CACHED)
def stem(word: str) -> str:
    """What the forms and spellings of a word share: anemia for anaemias and anemia."""
    if pattern("letters_plural").fullmatch(word):
        # LFTs is a plural of LFT, but CRPS is a word by itself.
        return word[:-1] if frequency(word) is None else word
    if not 4 <= len(word) <= LONGEST_WORD:
        return word
    spelled = spelling(word)
    return spelled if _unstemmed().fullmatch(spelled) else _stem_word(spelled)
