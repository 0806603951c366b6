"""Quantities: a name, a sign, a number and a unit, read as one typed value.

How each is written is data, in ``quantities.yaml``; what a value means, a threshold of the
thesaurus. The number belongs to the name beside it; one that belongs to no known name is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from b12cli.language.grammar import compiled

AGE, GESTATION, ACUITY = "age", "gestation", "visual acuity"


_ENDLESS = 1e9  # JSON has no infinity


class Range(NamedTuple):
    """Values from ``low`` to ``high``, in the first unit of a quantity; those at an open end are
    outside."""

    low: float = -_ENDLESS
    high: float = _ENDLESS
    low_open: bool = False
    high_open: bool = False

    def holds(self, other: Range) -> bool:
        """Whether all of the other's values are among these."""
        low = other.low > self.low or (
            other.low == self.low and (other.low_open or not self.low_open)
        )
        high = other.high < self.high or (
            other.high == self.high and (other.high_open or not self.high_open)
        )
        return low and high

    def meets(self, other: Range) -> bool:
        """Whether some of the other's values are among these."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        return low < high or (low == high and high_closed and not low_open)


class Quantity(NamedTuple):
    """A value in a text: what is measured, the range that it says, and where it stands.

    ``is_certain``: nothing else is written so. ``is_own``: it is the patient's, and of now: not
    somebody else's age, nor the one at which something began.
    """

    name: str
    range: Range
    start: int
    end: int
    is_certain: bool = True
    is_own: bool = True


class Measured(NamedTuple):
    """How one quantity is written."""

    name: str
    pattern: re.Pattern[str]
    units: Mapping[str, tuple[float, float]]
    plausible: tuple[float, float]


_NUMBER = r"\d+(?:\.\d+)?"
_SIGNS = {"low": ("below", False), "high": ("above", False)}


def read(text: str) -> list[Quantity]:
    """The quantities in a folded text, in their order; none overlaps another."""
    if not any(map(str.isdigit, text)):
        return []
    found = [*_measured(text), *_acuities(text)]
    kept: list[Quantity] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around a quantity while a text is written out; no text has them, and nothing reads them."""


def marked(text: str) -> tuple[str, list[Quantity]]:
    """The folded text with its quantities between marks, and they."""
    found = read(text)
    for each in reversed(found):
        inside = text[each.start : each.end]
        text = f"{text[: each.start]}{_OPEN}{inside}{_CLOSE}{text[each.end :]}"
    return text, found


def placed(written: str, found: Sequence[Quantity]) -> Iterator[tuple[Quantity, int, int]]:
    """The quantities that were marked, and ages and gestations, where they stand in the text as it
    is written out."""
    starts = [match.end() for match in re.finditer(_OPEN, written)]
    ends = [match.start() for match in re.finditer(_CLOSE, written)]
    taken = list(zip(starts, ends, strict=False))
    for quantity, (start, end) in zip(found, taken, strict=False):
        yield quantity, start, end
    for quantity in (*_ages(written), *_births(written), *_gestations(written)):
        if not any(start <= quantity.start < end for start, end in taken):
            yield quantity, quantity.start, quantity.end


def _ages(written: str) -> Iterator[Quantity]:
    data = _data()
    scale: Mapping[str, float] = data["time"]
    for match in _age().finditer(written):
        value = float(match["number"]) * scale[match["unit"]]
        if match["rest"]:
            value += float(match["more"]) * scale[match["less"]]
        before = re.split(r"[,;.()]", written[: match.start()])[-1].split()
        is_own = not _is_since(before)
        signs = (*_data()["below"], *_data()["above"])
        sign = next((each for each in signs if f" {' '.join(before)}".endswith(f" {each}")), None)
        yield Quantity(AGE, _range(sign, value), match.start(), match.end(), True, is_own)
    # "5 y" and nothing else, as a column has it, is likely an age.
    if bare := _years().fullmatch(written):
        value = float(bare["number"])
        yield Quantity(AGE, Range(value, value), bare.start("number"), bare.end(), False)


def _births(written: str) -> Iterator[Quantity]:
    """The age of whoever was born in a year: one of two, since the birthday isn't known."""
    for match in _born().finditer(written):
        oldest = date.today().year - int(match["year"])
        if oldest >= 0:
            yield Quantity(AGE, Range(max(0, oldest - 1), oldest), match.start(), match.end())


def _is_since(before: Sequence[str]) -> bool:
    """Whether an age after these words is the one at which something was: since age 7, appendix
    out aged 10; or somebody else's: has a 3 year old."""
    data = _data()["ages"]
    said = " ".join(before)
    if any(said == each or said.endswith(f" {each}") for each in (*data["since"], *data["others"])):
        return True
    is_aged = bool(before) and before[-1] in data["aged"]
    return is_aged and len(before) > 1 and before[-2] not in data["persons"]


def _gestations(written: str) -> Iterator[Quantity]:
    """Weeks of a pregnancy: written so, or beside a word that says what they count."""
    data = _data()["gestation"]
    has_cue = _pregnant().search(written) is not None
    for match in _weeks().finditer(written):
        value = float(match["number"])
        before = " ".join(re.split(r"[,;.()]", written[: match.start()])[-1].split())
        # Those of a birth or a loss are not of now.
        is_own = not any(
            before == each or before.endswith(f" {each}") for each in data["never_after"]
        )
        if match["said"] or (has_cue and data["least"] <= value <= data["most"]):
            yield Quantity(GESTATION, Range(value, value), match.start(), match.end(), True, is_own)


def _measured(text: str) -> Iterator[Quantity]:
    for match in _any_name().finditer(text):
        for measured in _by_name():
            value = measured.pattern.match(text, match.start())
            if value and (found := _value(measured, value)):
                yield found
                break


def _value(measured: Measured, match: re.Match[str]) -> Quantity | None:
    number = float(match["number"])
    unit = match["unit"]
    if unit:
        factor, offset = next(
            scale for each, scale in measured.units.items() if re.fullmatch(each, unit)
        )
        found: float | None = number * factor + offset
    else:
        low, high = measured.plausible
        scaled = (number * factor + offset for factor, offset in measured.units.values())
        found = next((value for value in scaled if low <= value <= high), None)
    if found is None:
        return None
    return Quantity(measured.name, _range(match["sign"], found), match.start(), match.end())


def _range(sign: str | None, value: float) -> Range:
    if not sign:
        return Range(value, value)
    signs = _data()
    if sign.strip() in signs["below"]:
        return Range(high=value, high_open=sign.strip() != "≤")
    return Range(low=value, low_open=sign.strip() not in ("≥", "at least"))


def _acuities(text: str) -> Iterator[Quantity]:
    """Fractions of Snellen's: without a word for them beside it, one may be a date or a ratio."""
    acuity = _data()["acuity"]
    cue = _cue()
    for match in re.finditer(r"(?<![\d/.])(\d{1,2})\s?/\s?(\d{1,3}(?:\.5)?)(?![\d/.])", text):
        above, below = int(match[1]), float(match[2])
        is_written = (
            (above == 20 and below in acuity["feet"])
            or (above == 6 and below in acuity["metres"])
            or (above in range(1, 6) and below == 60)
        )
        if not is_written:
            continue
        before, after = text[max(0, match.start() - 25) : match.start()], text[match.end() :][:12]
        is_certain = bool(cue.search(before) or cue.match(after.lstrip()))
        value = above / below
        # Half a year, or weeks of a pregnancy, are written so too.
        if not is_certain and (value >= _DOUBTFUL or re.match(r"\s*[a-z]", after)):
            continue
        yield Quantity(ACUITY, Range(value, value), match.start(), match.end(), is_certain)


_DOUBTFUL = 0.3
"""Acuity from which on a fraction alone is not taken for one."""


def threshold(text: str) -> tuple[str, Range] | None:
    """The quantity and range that a threshold of the thesaurus is written as, such as "eGFR < 15
    mL/min"; None for one that nothing reads."""
    text = text.lower().replace("µ", "u").replace("μ", "u").replace("°", "").replace("²", "2")
    if fraction := re.fullmatch(r"visual acuity (<=|<) (\d+)/(\d+)", text):
        value = int(fraction[2]) / int(fraction[3])
        return ACUITY, Range(high=value, high_open=fraction[1] == "<")
    if text.startswith("blood pressure"):  # of which the first number is read
        text = re.sub(r"/\d+", "", f"systolic {text}", count=1)
    bounds = (
        rf"(?:(?P<sign><=|>=|<|>) (?P<one>{_NUMBER})"
        rf"|(?P<low>{_NUMBER})(?: to |-)(?P<high>{_NUMBER}))"
    )
    names = {each.name.lower(): each for each in _by_name()}
    match = re.fullmatch(rf"(?P<name>.+?) {bounds} ?(?P<unit>.*)", text)
    if not match:
        return None
    name = match["name"].removeprefix("serum ")
    if name == "creatinine clearance":
        name = "egfr"
    if name in (AGE, GESTATION):
        scale = (_data()["time"][match["unit"]] if name == AGE else 1, 0.0)
    elif measured := names.get(name):
        scales = (s for each, s in measured.units.items() if re.match(each, match["unit"]))
        scale = next(scales, (0.0, 0.0))
        name = measured.name
        if not scale[0]:
            return None
    else:
        return None

    def scaled(number: str) -> float:
        return float(number) * scale[0] + scale[1]

    if match["sign"]:
        value = scaled(match["one"])
        sign = match["sign"]
        if sign[0] == "<":
            return name, Range(high=value, high_open=sign == "<")
        return name, Range(low=value, low_open=sign == ">")
    # A whole number to another: 12 to 15 holds what rounds down to 15.
    unit = scaled("1") - scale[1]
    return name, Range(scaled(match["low"]), scaled(match["high"]) + unit, False, True)


@cache
def _data() -> dict[str, Any]:
    return compiled()["quantities"]


@cache
def _by_name() -> tuple[Measured, ...]:
    data = _data()
    between = "|".join(re.escape(each) for each in sorted(data["between"], key=len, reverse=True))
    signs = "|".join(
        re.escape(each) for each in sorted((*data["below"], *data["above"]), key=len, reverse=True)
    )
    # What it was before: fell from 60 to 12, 60 -> 12; or the day of the value.
    changes, arrow = "|".join(data["changes"]), "(?:→|-+>|=>)"
    earlier = (
        rf"(?:(?:(?:{changes})\s+)*(?:from\s+{_NUMBER}\s*(?:to\b|{arrow})|to\b)\s*"
        rf"|{_NUMBER}\s*{arrow}\s*|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})(?:\s*:)?\s+(?=\d))?"
    )
    made = []
    for each in data["measured"]:
        units = {
            unit: (float(scale), 0.0) if isinstance(scale, int | float) else tuple(scale)
            for unit, scale in each["units"].items()
        }
        written = "|".join(sorted(units, key=len, reverse=True))
        pattern = re.compile(
            rf"(?:{'|'.join(each['called'])})(?![a-z])(?:\s*(?:{between}))*\s*{earlier}(?P<sign>{signs})?"
            rf"\s*(?P<number>{_NUMBER})(?![\d.]*\d)(?!/\d+/\d)(?:/\d+)?\s*°?\s*(?P<unit>(?:{written})(?![a-z]))?"
            r"(?(unit)|(?!\s?(?:mg|mcg|g|tabs?|ml|units?|x|/)))"
        )
        made.append(Measured(each["name"], pattern, units, tuple(each["plausible"])))
    return tuple(made)


@cache
def _any_name() -> re.Pattern[str]:
    called = (name for each in _data()["measured"] for name in each["called"])
    return re.compile(rf"(?<![a-z0-9])(?<!\d )(?=(?:{'|'.join(called)})(?![a-z]))")


@cache
def _cue() -> re.Pattern[str]:
    acuity = _data()["acuity"]
    words = "|".join((*acuity["called"], *acuity["sides"]))
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")


@cache
def _age() -> re.Pattern[str]:
    units = "|".join(sorted(_data()["time"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.])(?P<number>\d{{1,3}}(?:\.\d)?)[\s-]+(?P<unit>{units})"
        rf"(?P<rest>[\s,]+(?:and\s)?(?P<more>\d{{1,2}})[\s-](?P<less>{units}))?[\s-]+old(?![a-z])"
    )


@cache
def _years() -> re.Pattern[str]:
    years = "|".join(unit for unit, scale in _data()["time"].items() if scale == 1)
    return re.compile(rf"\s*(?P<number>\d{{1,3}}(?:\.\d)?)[\s-]+(?:{years})\s*")


@cache
def _born() -> re.Pattern[str]:
    words = "|".join(_data()["ages"]["born"])
    return re.compile(
        rf"(?<![a-z])(?:{words})[\s:]+(?:\d{{1,2}}[/.-]|[a-z]{{3,9}}\s|\d{{1,2}}\s){{0,2}}"
        r"(?P<year>(?:19|20)\d\d)(?!\d)"
    )


@cache
def _weeks() -> re.Pattern[str]:
    after = "|".join(_data()["gestation"]["never_before"])
    return re.compile(
        rf"(?<![\d.])(?P<number>\d{{1,2}})[\s-]weeks?(?P<said>\sgestation)?(?!\s*(?:{after})\b)(?![a-z])"
    )


@cache
def _pregnant() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(_data()['gestation']['cues'])})(?![a-z])")
