"""A quantity: what is measured, and a range of its values."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

_ENDLESS = 1e9  # JSON has no infinity


class Range(Struct, frozen=True, array_like=True):
    """Values from ``low`` to ``high``, in the first unit of a quantity; an open end excludes its
    value."""

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
        """Whether any of the other's values are among these."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        return low < high or (low == high and high_closed and not low_open)


Flag: TypeAlias = Literal["low", "high", "normal"]
"""Where a value stands to the laboratory's own reference range."""


class Quantity(Struct, frozen=True):
    """A value in a text: what is measured, its range, and its position.

    ``is_certain``: nothing else is written like this, and it is of blood. ``is_own``: it is the
    patient's, and current: not someone else's age, nor the age at which something began. ``flag``:
    see Flag; None if no reference range is given.
    """

    name: str
    range: Range
    start: int
    end: int
    is_certain: bool = True
    is_own: bool = True
    flag: Flag | None = None
