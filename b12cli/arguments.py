"""What people type after a command: cleaned, bounded, and completed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from b12cli import terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from b12cli.monograph.model import Monograph

QUERY_LIMIT = 50
"""Words that a query may have; no question is longer."""


TERM_LIMIT = 200
"""Words that a line of a list may have."""

_BULLET = re.compile(r"^(?:[-*•·–—>+#]+\s+|\[[ xX]?\]\s+|\(?\d{1,3}[.)]\s+)+")


def query(text: str, limit: int = QUERY_LIMIT) -> str:
    """The text on one line, without what can't be shown. Raises ValueError if it can't be asked."""
    cleaned = " ".join(terminal.printable(text).split())
    count = len(re.findall(r"\w+", cleaned))
    if not cleaned:
        raise ValueError("Nothing to look for, expected some words.")
    if count > limit:
        raise ValueError(f"{count} words, expected at most {limit}.")
    return cleaned


def expanded(terms: Iterable[str]) -> Iterator[str]:
    """The terms that are not empty, with the lines of standard input in place of a ``-``.

    A line loses what lists have around their items: bullets, numbers, the quotes of CSV.
    """
    for term in terms:
        for each in map(_item, terminal.lines()) if term == "-" else (term.strip(),):
            if each:
                yield each


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


def completions(monograph: Monograph, before: Iterable[str], incomplete: str) -> list[str]:
    """The names that go on from what is typed, or the aliases if something is.

    Each is what ``incomplete`` becomes, the words before it left out. What a shell would not
    take unquoted is no completion.
    """
    typed = f"{' '.join(before)} {incomplete}".lstrip().casefold()
    entries = [
        entry
        for section in monograph.sections
        for group in section.groups
        for entry in group.entries
    ]
    names = [entry.name for entry in entries]
    if typed:
        names += [alias for entry in entries for alias in (*entry.aliases, *entry.related)]
    return sorted(
        {
            incomplete + name[len(typed) :]
            for name in names
            if name.casefold().startswith(typed) and re.fullmatch(r"[\w’,. -]+", name)
        }
    )
