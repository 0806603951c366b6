"""What people type after a command: cleaned and bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from b12cli import terminal

QUERY_LIMIT = 50
"""Words that a query may have; no question is longer."""


TERM_LIMIT = 200
"""Words that a line of a list may have."""

# An empty box stays: whether it denies what stands beside it is for the reader to say.
_BULLET = re.compile(r"^(?:[-*•·–—>+#]+\s+|\[[xX]\]\s+|\(?\d{1,3}[.)]\s+)+")


def query(text: str, limit: int = QUERY_LIMIT) -> str:
    """The text on one line, without what can't be shown. Raises ValueError if it can't be asked."""
    cleaned = " ".join(terminal.printable(text).split())
    count = len(re.findall(r"\w+", cleaned))
    if not cleaned:
        raise ValueError("nothing to look for, expected some words")
    if count > limit:
        raise ValueError(f"{count} words, expected at most {limit}")
    return cleaned


def expanded(terms: Iterable[str]) -> Iterator[str]:
    """The terms that are not empty, with the lines of standard input in place of a ``-``.

    A line loses what lists have around their items: bullets, numbers, the quotes of CSV.
    Raises ValueError where standard input can't be read.
    """
    for term in terms:
        for each in map(_item, _lines()) if term == "-" else (term.strip(),):
            if each:
                yield each


def _lines() -> list[str]:
    try:
        return terminal.lines()
    except OSError as error:
        raise ValueError(f"standard input can't be read: {error.strerror}") from None


def _item(line: str) -> str:
    item = _BULLET.sub("", line.strip("\ufeff \t\r\n\f\v,;"))
    if len(item) > 1 and item[0] == item[-1] == '"':
        item = item[1:-1].replace('""', '"')
    return item.strip()


def typed(terms: Iterable[str]) -> list[list[str]]:
    """The terms that were typed one after the other, apart where a list was read between them."""
    runs: list[list[str]] = [[]]
    for term in terms:
        if term == "-":
            runs.append([])
        else:
            runs[-1].append(term.strip())
    return runs
