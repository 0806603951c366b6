"""How quantities are written: patterns made from ``quantities.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from b12cli.language.grammar import compiled
from b12cli.language.quantity import Range

AGE, GESTATION, ACUITY = "age", "gestation", "visual acuity"
WEIGHT, GAIN = "weight", "weight gain"

NUMBER = r"\d+(?:\.\d+)?"

_BRACKET = r"[(\[][^()\[\];]{1,25}[)\]]"
"""What is said of a value before it: CrCl (C&G) 13, eGFR (>60) 12."""

_UP_TO_NOW = r"(?:[^.;]|\.(?=\d)){0,40}?"
"""What may stand between a name or its value and the word for now."""


class Notation(Struct, frozen=True):
    """How a quantity with a name before its number is written.

    ``pattern`` finds the name and its value, ``later`` a further value that counts now. They are
    not compiled, because a text has few of the quantities.
    """

    name: str
    called: str
    pattern: str
    later: str
    units: Mapping[str, tuple[float, float]]
    plausible: tuple[float, float]


def conversion(name: str, unit: str) -> tuple[str, float, float] | None:
    """The quantity of this name, and the factor and offset from this unit to its first; None if
    there is no such quantity or unit."""
    if name in (AGE, GESTATION):
        years = data()["time"].get(unit)
        return (name, years if name == AGE else 1.0, 0.0) if years else None
    if name in data()["acuity"]["called"]:
        return (ACUITY, 1.0, 0.0) if not unit else None
    if name == GAIN:
        return (GAIN, 1.0, 0.0) if unit == data()["gain"]["unit"] else None
    for each in notations():
        if name == each.name.lower() or re.fullmatch(each.called, name):
            scales = (scale for said, scale in each.units.items() if re.fullmatch(said, unit))
            return next(((each.name, *scale) for scale in scales), None)
    return None


@cache
def data() -> dict[str, Any]:
    """The contents of ``quantities.yaml``."""
    return compiled()["quantities"]


@cache
def notations() -> tuple[Notation, ...]:
    """The notation of each quantity with a name before its number."""
    between, bounding = _longest_first(data()["between"]), _longest_first(bounds())
    between = rf"{between}|{data()['day']}"
    doses = "|".join(data()["doses"])
    # The value before: fell from 60 to 12; or the day of the value.
    changes, next_ = "|".join(data()["changes"]["verbs"]), _longest_first(data()["changes"]["next"])
    since, to = data()["changes"]["from"], data()["changes"]["to"]
    followed_by = "|".join(data()["changes"]["followed_by"])
    earlier = (
        rf"(?:(?:(?:{changes})\s+)*"
        rf"(?:{since}\s+{NUMBER}\s*(?:{to}\b|{next_})|{to}\b|(?={NUMBER}\s*(?:{next_})))\s*"
        rf"|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})(?:\s*:)?\s+(?=\d))?"
    )
    dated = rf"(?:\s*(?:{_BRACKET}|{data()['changes']['year']}))?"
    made = []
    for each in data()["measured"]:
        units = {
            unit: (float(scale), 0.0) if isinstance(scale, int | float) else tuple(scale)
            for unit, scale in each["units"].items()
        }
        written = "|".join(sorted(units, key=len, reverse=True))
        called = "|".join(each["called"])
        number = rf"(?P<bound>{bounding})?\s*(?P<number>{NUMBER})(?![\d.]*\d)"
        unit = rf"\s*°?\s*(?P<unit>(?:{written})(?![a-z]))?"
        # After a comma, only what is nothing else: not "eGFR, 12 lead ECG".
        alone = rf"(?:\s*,(?=\s*{NUMBER}\s*(?:{written})?\s*(?:$|[,;.)])))?"
        # The values before: 61 (2021) > 40 -> 12, or 60, 40, 12 and nothing else.
        series = (
            rf"(?:(?:{NUMBER}\s*,\s+)+(?={NUMBER}\s*(?:{written})?\s*$)"
            rf"|(?:{NUMBER}\s*(?:{written})?{dated}\s*(?:{next_})\s*)*)"
        )
        pattern = (
            rf"(?:{called})(?![a-z])(?:\s*{_BRACKET})?{alone}(?:\s*(?:{between}))*\s*{earlier}{series}"
            rf"{number}(?!/\d+/\d)(?:/\d+)?{unit}(?(unit)|(?!\s?(?:{doses})))"
        )
        # Nothing else may follow: "now 22 weeks" is no creatinine.
        later = (
            rf"{_UP_TO_NOW}(?P<now>{current().pattern}(?:\s*(?:{between}))*\s*)?{number}{unit}"
            rf"(?(now)|\s*{current().pattern})(?=\s*(?:$|[,;.)]|(?:{followed_by})\b))"
        )
        plausible = tuple(each["plausible"])
        made.append(Notation(each["name"], called, pattern, later, units, plausible))
    return tuple(made)


@cache
def specimen_before() -> re.Pattern[str]:
    """Another specimen than blood, right before the name of a quantity: urine creatinine."""
    return re.compile(rf"(?<![a-z])(?:{_specimens()})(?:\s+fluid)?[\s:-]*$")


@cache
def specimen_behind() -> re.Pattern[str]:
    """Another specimen than blood, right behind a name or value: (CSF), in urine."""
    attached = "|".join(data()["specimens"]["attached"])
    return re.compile(
        rf"\s*(?:[(\[]\s*|(?:{attached})\s+(?:[a-z]+\s+)?)(?:{_specimens()})(?![a-z])"
    )


def _specimens() -> str:
    return "|".join(data()["specimens"]["names"])


@cache
def reference() -> re.Pattern[str]:
    """A laboratory's own reference range behind a value: (3.9-26.8), [ref >3.9]."""
    words, to = "|".join(data()["reference"]), data()["changes"]["to"]
    return re.compile(
        rf"\s*[(\[]\s*(?:{words})?[\s:]*(?:(?P<low>{NUMBER})\s*(?:[-–]|{to})\s*(?P<high>{NUMBER})"
        rf"|(?P<sign>[<>≤≥])=?\s*(?P<limit>{NUMBER}))\s*[)\]]"
    )


def _longest_first(said: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(said, key=len, reverse=True)))


@cache
def bounds() -> dict[str, str]:
    """The words that make a number a limit, and of which kind."""
    return {said: bound for bound, each in data()["bounds"].items() for said in each}


def limited(said: str | None, value: float) -> Range:
    """The values that a number means after a word that makes it a limit."""
    if not said:
        return Range(value, value)
    bound = bounds()[said.strip()]
    if bound in ("below", "at_most"):
        return Range(high=value, high_open=bound == "below")
    return Range(low=value, low_open=bound == "above")


@cache
def any_name() -> re.Pattern[str]:
    """The beginning of a quantity's name; behind a number, of one or two letters only if another
    number follows, because else they are its unit."""
    called = "|".join(name for each in data()["measured"] for name in each["called"])
    is_no_unit = r"(?:(?<!\d )|(?=[a-z]{3}|[a-z]{1,2}\+?[ :=]+\d))"
    return re.compile(rf"(?<![a-z0-9]){is_no_unit}(?=(?:{called})(?![a-z]))")


def named(text: str, at: int) -> list[Notation]:
    """The quantities with a name that begins here."""
    found = _each_name().match(text, at)
    assert found  # each name may be missing
    begun = zip(notations(), found.groups(), strict=True)
    return [each for each, name in begun if name is not None]


@cache
def _each_name() -> re.Pattern[str]:
    """The names of the quantities at the same place, each in a group of its own."""
    return re.compile("".join(f"(?=({each.called})(?![a-z])|)" for each in notations()))


@cache
def current() -> re.Pattern[str]:
    """Words for now, before the value that counts."""
    return re.compile(rf"(?<![a-z])(?:{_longest_first(data()['changes']['current'])})(?![a-z])")


@cache
def acuity_cue() -> re.Pattern[str]:
    """A word before a fraction that makes it a visual acuity."""
    return re.compile(rf"(?<![a-z])(?:{_acuity_words()})(?![a-z])")


@cache
def acuity_name() -> re.Pattern[str]:
    """The name of a visual acuity, right before it."""
    called = "|".join(data()["acuity"]["called"])
    between = _longest_first((*data()["between"], *data()["acuity"]["sides"]))
    return re.compile(rf"(?<![a-z])(?:{called})(?:\s*(?:{between}))*\s*$")


@cache
def acuity_end() -> re.Pattern[str]:
    """The words right after a visual acuity that belong to it: its name, a side."""
    return re.compile(rf"(?:\s*(?:{_acuity_words()})(?![a-z]))+")


def _acuity_words() -> str:
    return "|".join((*data()["acuity"]["called"], *data()["acuity"]["sides"]))


@cache
def age() -> re.Pattern[str]:
    """An age: 7 years old, 2 years and 3 months old."""
    units = "|".join(sorted(data()["time"], key=len, reverse=True))
    old, joint = data()["ages"]["old"], data()["ages"]["and"]
    relatives, things = ("|".join(data()["ages"][each]) for each in ("relatives", "things"))
    elsewhere = data()["ages"]["elsewhere"]
    return re.compile(
        rf"(?<![\d.])(?P<number>\d{{1,3}}(?:\.\d)?)[\s-]+(?P<unit>{units})"
        rf"(?P<rest>[\s,]+(?:{joint}\s)?(?P<more>\d{{1,2}})[\s-](?P<less>{units}))?"
        rf"[\s-]+{old}(?![a-z])(?=(?P<relative>\s+(?:{relatives})(?![a-z]))?)"
        rf"(?=(?P<thing>\s+(?:{things})(?![a-z]))?)"
        rf"(?=(?P<elsewhere>\s+{elsewhere}(?![a-z]))?)"
    )


@cache
def bare_years() -> re.Pattern[str]:
    """A number of years, and nothing else but a limit."""
    years = "|".join(unit for unit, scale in data()["time"].items() if scale == 1)
    return re.compile(
        rf"\s*(?:{_longest_first(bounds())})?\s*(?P<number>\d{{1,3}}(?:\.\d)?)[\s-]+(?:{years})\s*"
    )


@cache
def birth() -> re.Pattern[str]:
    """The year in which somebody was born; of a date, perhaps its last two digits."""
    words = "|".join(data()["ages"]["born"])
    return re.compile(
        rf"(?<![a-z])(?:{words})[\s:]+(?:\d{{1,2}}[/.-]|[a-z]{{3,9}}\s|\d{{1,2}}\s){{0,2}}"
        r"(?P<year>(?:19|20)\d\d(?!\d)|(?<=[/.-])\d\d(?![\d/.-]))"
    )


@cache
def weeks() -> re.Pattern[str]:
    """Weeks that may belong to a pregnancy."""
    known = data()["gestation"]
    return re.compile(
        rf"(?<![\d.])(?P<number>\d{{1,2}})[\s-](?:{known['weeks']})(?P<said>\s+{known['said']})?"
        rf"(?!\s*(?:{'|'.join(known['never_before'])})\b)(?![a-z])"
    )


@cache
def pregnancy_cue() -> re.Pattern[str]:
    """Words that say that weeks belong to a pregnancy."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(data()['gestation']['cues'])})(?![a-z])")


@cache
def gain() -> re.Pattern[str]:
    """A gain of weight: gained 5 kg, up by 6 lb."""
    known, units = data()["gain"], _weight().units
    said = _longest_first(known["said"])
    return re.compile(
        rf"(?<![a-z])(?:{said})(?:\s+(?:{known['by']}))?\s+(?P<number>{NUMBER})\s*"
        rf"(?P<unit>{'|'.join(units)})(?![a-z])(?:\s+(?:{known['behind']}))?"
    )


def weight(number: str, unit: str) -> float:
    """So much weight in the first of its units."""
    scales = _weight().units.items()
    factor, _ = next(scale for each, scale in scales if re.fullmatch(each, unit))
    return float(number) * factor


def _weight() -> Notation:
    return next(each for each in notations() if each.name == WEIGHT)


@cache
def period() -> re.Pattern[str]:
    """The time in which something has changed: in 10 days, over the last week."""
    known = data()["gain"]
    return re.compile(
        rf"\s*(?:(?:(?:{'|'.join(known['within'])})\s+)+|[/x]\s*)(?:(?P<count>{NUMBER}|{known['one']})[\s-]*)?"
        rf"(?P<time>{'|'.join(known['weeks'])})(?![a-z])"
    )
