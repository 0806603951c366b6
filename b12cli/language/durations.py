"""Quantities with a time: ages, years of birth, the weeks of a pregnancy, and weight gained.

They are read in a text whose shorthand is written out (3/7 is 3 days).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from b12cli.language import notation
from b12cli.language.grammar import pattern
from b12cli.language.notation import AGE, GAIN, GESTATION, NUMBER, WEIGHT
from b12cli.language.quantity import Quantity, Range


def read(written: str) -> Iterator[Quantity]:
    """All of these in a text, but for gains from one weight to another."""
    yield from _ages(written)
    yield from _births(written)
    yield from _gestations(written)
    yield from _gains(written)


def gain(later: Quantity, written: str, start: int, end: int) -> Quantity | None:
    """The weight gained if the text of a weight, from ``start`` to before ``end``, has an earlier
    one too, and the time stands there: 66 -> 72.5 kg in 8 days."""
    if later.name != WEIGHT:
        return None
    numbers = list(map(float, re.findall(NUMBER, written[start:end])))
    period = notation.period().match(written, end)
    if len(numbers) != 2 or not period:
        return None
    return _gained(later.range.high * (1 - numbers[0] / numbers[1]), period, start)


def _gains(written: str) -> Iterator[Quantity]:
    for match in notation.gain().finditer(written):
        period = notation.period().match(written, match.end())
        amount = notation.weight(match["number"], match["unit"])
        if period and (gained := _gained(amount, period, match.start())):
            yield gained


def _gained(amount: float, period: re.Match[str], start: int) -> Quantity | None:
    """So much gained in this time, as a weight in a week; None if it is too little to count, or
    nothing says how many weeks: in weeks."""
    data, count, time = notation.data()["gain"], period["count"], period["time"]
    is_open = not count and pattern("plural").search(time)
    if is_open or amount < data["least"]:
        return None
    weeks: float = next(each for said, each in data["weeks"].items() if re.fullmatch(said, time))
    weeks *= max(float(count), 1) if count and count[0].isdigit() else 1
    return Quantity(GAIN, Range(amount / weeks, amount / weeks), start, period.end())


def _ages(written: str) -> Iterator[Quantity]:
    data = notation.data()
    scale: Mapping[str, float] = data["time"]
    things = frozenset(data["ages"]["things"])
    for match in notation.age().finditer(written):
        value = float(match["number"]) * scale[match["unit"]]
        if match["rest"]:
            value += float(match["more"]) * scale[match["less"]]
        before = re.split(r"[,;.()]", written[: match.start()])[-1].split()
        is_things = match["thing"] or not things.isdisjoint(before[-1:])
        is_own = not (match["relative"] or is_things or _is_since(before))
        said = f" {' '.join(before)}"
        bound = next((each for each in notation.bounds() if said.endswith(f" {each}")), None)
        is_somebodys = bool(before) and before[-1] in data["ages"]["possessives"]
        is_certain = not (is_somebodys or match["elsewhere"])
        yield Quantity(
            AGE, notation.limited(bound, value), match.start(), match.end(), is_certain, is_own
        )
    # "5 y" and nothing else, as in a column, is probably an age.
    if bare := notation.bare_years().fullmatch(written):
        value = float(bare["number"])
        yield Quantity(AGE, Range(value, value), bare.start("number"), bare.end(), False)


def _births(written: str) -> Iterator[Quantity]:
    """The age of someone born in a year: one of two, since the birthday isn't known; of the last
    two digits of a year, the lower age, in doubt if it may be a hundred years more."""
    now = date.today().year
    for match in notation.birth().finditer(written):
        is_short = len(match["year"]) == 2
        oldest = (now - int(match["year"])) % 100 if is_short else now - int(match["year"])
        if oldest >= 0:
            ages, is_certain = Range(max(0, oldest - 1), oldest), not is_short or oldest > now % 100
            yield Quantity(AGE, ages, match.start(), match.end(), is_certain)


def _is_since(before: Sequence[str]) -> bool:
    """Whether an age after these words is one at which something happened (since age 7, appendix
    out aged 10), or someone else's (has a 3 year old)."""
    data = notation.data()["ages"]
    said = " ".join(before)
    if any(said == each or said.endswith(f" {each}") for each in (*data["since"], *data["others"])):
        return True
    is_aged = bool(before) and before[-1] in data["aged"]
    return is_aged and len(before) > 1 and before[-2] not in data["persons"]


def _gestations(written: str) -> Iterator[Quantity]:
    """Weeks of a pregnancy: written as such, or beside a word that says so."""
    data = notation.data()["gestation"]
    has_cue = notation.pregnancy_cue().search(written) is not None
    for match in notation.weeks().finditer(written):
        value = float(match["number"])
        before = " ".join(re.split(r"[,;.()]", written[: match.start()])[-1].split())
        # Weeks at a birth or a loss are not current.
        is_own = not any(
            before == each or before.endswith(f" {each}") for each in data["never_after"]
        )
        is_certain = set(data["ended"]).isdisjoint(before.split())
        if match["said"] or (has_cue and data["least"] <= value <= data["most"]):
            weeks = Range(value, value)
            yield Quantity(GESTATION, weeks, match.start(), match.end(), is_certain, is_own)
