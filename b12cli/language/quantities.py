"""Quantities: a name, a sign, a number and a unit, read as one typed value.

How each is written is data, in ``quantities.yaml``; what a value means is a threshold in the
thesaurus (``thesaurus/thresholds.py``). A number belongs to the name beside it; a number without a
known name is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from b12cli.language import durations, notation
from b12cli.language.notation import ACUITY, Notation
from b12cli.language.quantity import Flag, Quantity, Range


def read(text: str) -> list[Quantity]:
    """The quantities in a folded text, in order, without overlaps."""
    if not _has_digits(text):
        return []
    found = [*_measured(text), *_acuities(text)]
    kept: list[Quantity] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last and each.start < last.end:
            continue
        if (
            last
            and last.name == each.name
            and notation.current().search(text, last.end, each.start)
        ):
            kept[-1] = replace(last, is_certain=False)  # it was so, and may be over
        kept.append(each)
    return kept


def _has_digits(text: str) -> bool:
    """Whether there may be a value at all, so that no pattern has to be compiled to see it."""
    return any(map(str.isdigit, text))


_OPEN, _CLOSE = "\ue000", "\ue001"
"""Marks around a quantity while a text is expanded; they occur in no text and are never read."""


def marked(text: str) -> tuple[str, list[Quantity]]:
    """The folded text with marks around its quantities, and the quantities."""
    found = read(text)
    for each in reversed(found):
        inside = text[each.start : each.end]
        text = f"{text[: each.start]}{_OPEN}{inside}{_CLOSE}{text[each.end :]}"
    return text, found


def placed(written: str, found: Sequence[Quantity]) -> Iterator[tuple[Quantity, int, int]]:
    """The marked quantities, and those with a time, at their positions in the expanded text."""
    if not _has_digits(written):
        return
    starts = [match.end() for match in re.finditer(_OPEN, written)]
    ends = [match.start() for match in re.finditer(_CLOSE, written)]
    taken = list(zip(starts, ends, strict=False))
    for quantity, (start, end) in zip(found, taken, strict=False):
        yield quantity, start, end
        behind = end + len(_CLOSE)
        if gain := durations.gain(quantity, written, start, behind):
            yield gain, gain.start, gain.end
    for quantity in durations.read(written):
        if not any(start <= quantity.start < end for start, end in taken):
            yield quantity, quantity.start, quantity.end


def _measured(text: str) -> Iterator[Quantity]:
    for match in notation.any_name().finditer(text):
        for written in notation.named(text, match.start()):
            value = re.compile(written.pattern).match(text, match.start())
            found = value and _value(written, value)
            name = re.compile(rf"(?:{written.called})(?!\w)")
            last = value if found else name.match(text, match.start())
            now = _current(written, text, last.end()) if last else None
            if found and now:
                found = replace(found, is_certain=False)
            if found or now:
                values = [each for each in (found, now) if each]
                if _may_be_of_another_specimen(text, match.start(), last):
                    values = [replace(each, is_certain=False) for each in values]
                yield from values
                break


def _may_be_of_another_specimen(text: str, start: int, last: re.Match[str] | None) -> bool:
    """Whether a name or value may not be of blood: urine creatinine 640, WCC (CSF) 400; but "not
    passing urine creatinine 640" may be."""
    before, behind = notation.specimen_before(), notation.specimen_behind()
    if before.search(text[max(0, start - _NEAR) : start]):
        return True
    return last is not None and bool(behind.search(last[0]) or behind.match(text, last.end()))


_NEAR = 25
"""The most letters of what stands right before a name or a value."""


def _current(written: Notation, text: str, at: int) -> Quantity | None:
    """The value of the quantity that counts now, if it is after this place: 60 in 2019, now 12."""
    if not notation.current().search(text, at):
        return None
    later = re.compile(written.later).match(text, at)
    if not later or notation.any_name().search(text, at, later.start("number")):
        return None  # or it is the value of something else
    found = _value(written, later)
    return found and replace(found, start=later.start("number"))


def _value(written: Notation, match: re.Match[str]) -> Quantity | None:
    number = float(match["number"])
    unit = match["unit"]
    if unit:
        factor, offset = next(
            scale for each, scale in written.units.items() if re.fullmatch(each, unit)
        )
        found: float | None = number * factor + offset
    else:
        low, high = written.plausible
        scaled = (number * factor + offset for factor, offset in written.units.values())
        found = next((value for value in scaled if low <= value <= high), None)
    if found is None:
        return None
    values, flag = notation.limited(match["bound"], found), _flag(number, match.string, match.end())
    return Quantity(written.name, values, match.start(), match.end(), flag=flag)


def _flag(number: float, text: str, at: int) -> Flag | None:
    """Where a number stands to the reference range right behind it, in the same unit."""
    given = notation.reference().match(text, at)
    if not given:
        return None
    low, high, limit = given["low"], given["high"], given["limit"]
    if limit:
        low, high = (limit, None) if given["sign"] in ">≥" else (None, limit)
    if low and number < float(low):
        return "low"
    return "high" if high and number > float(high) else "normal"


def _acuities(text: str) -> Iterator[Quantity]:
    """Snellen fractions: without a word for them, a fraction may be a date or a ratio."""
    acuity = notation.data()["acuity"]
    cue = notation.acuity_cue()
    for match in re.finditer(r"(?<![\d/.])(\d{1,2})\s?/\s?(\d{1,3}(?:\.5)?)(?![\d/.])", text):
        above, below = int(match[1]), float(match[2])
        is_written = (
            (above == 20 and below in acuity["feet"])
            or (above == 6 and below in acuity["metres"])
            or (above in range(1, 6) and below == 60)
        )
        if not is_written:
            continue
        before = text[max(0, match.start() - _NEAR) : match.start()]
        name, end = (
            notation.acuity_name().search(before),
            notation.acuity_end().match(text, match.end()),
        )
        is_certain = bool(end or cue.search(before))
        value = above / below
        # Half a year and weeks of a pregnancy are written like this too.
        is_followed = text[match.end() :].lstrip()[:1].isalpha()
        if not is_certain and (value >= _DOUBTFUL or is_followed):
            continue
        start = match.start() - (len(name[0]) if name else 0)
        last = end.end() if end else match.end()
        yield Quantity(ACUITY, Range(value, value), start, last, is_certain)


_DOUBTFUL = 0.3
"""The acuity from which a fraction alone is not taken for an acuity."""
