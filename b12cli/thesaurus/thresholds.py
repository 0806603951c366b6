"""Thresholds: the values from which a concept of the thesaurus applies, or an entry by its name."""

from __future__ import annotations

import re

from b12cli.language.notation import ACUITY, NUMBER, conversion, data
from b12cli.language.phrases import Text
from b12cli.language.quantities import Quantity, Range
from b12cli.language.tokens import fold

_THRESHOLD = re.compile(
    rf"(?P<name>.+?) (?:(?P<sign><=|>=|<|>) (?P<one>{NUMBER})(?:/(?P<below>\d+))?"
    rf"|(?P<low>{NUMBER})(?: to |-)(?P<high>{NUMBER})) ?(?P<unit>.*)"
)
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


def limits(name: str) -> list[Quantity]:
    """The values from or up to which the name of an entry applies: eGFR below 30, children under 12
    years."""
    if not any(map(str.isdigit, name)):
        return []
    if read := threshold(name):
        return [Quantity(*read, 0, 0)]
    if age := re.fullmatch(data()["ages"]["limit"], fold(name)):
        name = f"{age['limit']} {age['unit'] or 'years'} old"
    endless = Range()
    return [
        quantity
        for quantity, _ in Text(name, str.isalpha).quantities
        if (quantity.range.low == endless.low) != (quantity.range.high == endless.high)
    ]
