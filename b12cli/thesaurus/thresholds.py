"""Thresholds: the values from which a concept of the thesaurus applies, or an entry by its name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from b12cli.language.grammar import grammar
from b12cli.language.notation import ACUITY, NUMBER, conversion, data
from b12cli.language.quantity import Quantity, Range
from b12cli.language.tokens import fold

if TYPE_CHECKING:
    from b12cli.language.phrases import Text

_THRESHOLD = re.compile(
    rf"(?P<name>.+?) (?:(?P<sign><=|>=|<|>) (?P<one>{NUMBER})(?:/(?P<below>\d+))?"
    rf"|(?P<low>{NUMBER})(?: to |-)(?P<high>{NUMBER})) ?(?P<unit>.*)"
)
_NUMBER = re.compile(r"(?<!\w)\d|[<>≤≥]")
"""What a name with a value has, and B12 has not."""

_LETTERS = str.maketrans({"µ": "u", "μ": "u", "°": "", "²": "2"})


def threshold(text: str) -> tuple[str, Range] | None:
    """The quantity and range of a threshold such as "eGFR < 15 mL/min" or "age 12 to 17 years";
    None if it can't be read."""
    match = _THRESHOLD.fullmatch(text.lower().translate(_LETTERS))
    converted = conversion(match["name"], match["unit"]) if match else None
    if not match or not converted:
        return None
    name, factor, offset = converted
    # Visual acuity is a fraction; of a blood pressure, the first number counts.
    is_fraction = name == ACUITY
    if is_fraction and not match["below"]:
        return None
    if sign := match["sign"]:
        value = float(match["one"]) * factor + offset
        value /= int(match["below"]) if is_fraction else 1
        if sign[0] == "<":
            return name, Range(high=value, high_open=sign == "<")
        return name, Range(low=value, low_open=sign == ">")
    low, high = (float(match[each]) * factor + offset for each in ("low", "high"))
    # From one whole number to another: 12 to 15 includes what rounds down to 15.
    return name, Range(low, high + factor, False, True)


@cache
def limits(name: str) -> list[Quantity]:
    """The values from or up to which the name of an entry applies: eGFR below 30, children under 12
    years."""
    if not _NUMBER.search(name):  # so that nothing is compiled to read B12
        return []
    if read := threshold(name):
        return [Quantity(*read, 0, 0)]
    if age := re.fullmatch(data()["ages"]["limit"], fold(name)):
        name = f"{age['limit']} {age['unit'] or 'years'} old{age['beyond'] or ''}"
    from b12cli.language.phrases import Text

    text = Text(name, str.isalpha)
    return [
        limit
        for quantity, spot in text.quantities
        if not _is_anothers(text, min(spot))
        if (limit := _beyond(quantity, text, max(spot) + 1))
    ]


def _is_anothers(text: Text, start: int) -> bool:
    """Whether another word belongs to the name of what is measured here: a mean blood pressure is
    not read as a blood pressure."""
    known, before = grammar(), text.tokens[start - 1].word if start else ""
    is_apart = not before or bool(text.tokens[start].delimiter)
    return not (is_apart or before in known.stop_words or before in known.qualifiers)


def _beyond(quantity: Quantity, text: Text, end: int) -> Quantity | None:
    """The quantity as a limit, with what stands behind it (or more); None if it is a value."""
    endless, beyond = Range(), data()["beyond"]
    if (quantity.range.low == endless.low) != (quantity.range.high == endless.high):
        return quantity
    joined, said, *_ = [*(token.word for token in text.tokens[end : end + 2]), "", ""]
    if joined not in grammar().conjunctions or quantity.range.low != quantity.range.high:
        return None
    value = quantity.range.low
    if said in beyond["above"]:
        return replace(quantity, range=Range(low=value))
    return replace(quantity, range=Range(high=value)) if said in beyond["below"] else None
