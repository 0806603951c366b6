"""ICD-10 codes: what contains a code, and what a block contains."""

from __future__ import annotations

from collections.abc import Iterator

MARK = "[*+†]"
"""What WHO's ICD-10 puts behind some codes, as a regular expression: a dagger, often typed as +, if
the code is of a cause, and an asterisk if it is of what that cause does to an organ."""


def widening(code: str) -> Iterator[str]:
    """The code without its point, and the codes that contain it, up to its category."""
    return (code[:length] for length in range(len(code), 2, -1))


def expanded(code: str) -> Iterator[str]:
    """The code without its point, or the categories of a block."""
    first, _, last = code.partition("-")
    if last:
        yield from categories(first, last)
    else:
        yield first.replace(".", "")


def categories(first: str, last: str) -> Iterator[str]:
    """Each category in a block of codes, such as A00-A09."""
    for number in range(_number(first), _number(last) + 1):
        yield f"{chr(number // 100)}{number % 100:02}"


def _number(category: str) -> int:
    return ord(category[0]) * 100 + int(category[1:])
