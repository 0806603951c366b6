"""What people type after a command: cleaned, bounded, and completed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from b12cli import terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from b12cli.monograph import Monograph

QUERY_LIMIT = 50
"""Words that a query may have; no question is longer."""


def query(text: str) -> str:
    """The text on one line, without what can't be shown. Raises ValueError if it can't be asked."""
    from b12cli.search.words import words

    cleaned = " ".join(terminal.printable(text).split())
    count = len(words(cleaned))
    if not cleaned:
        raise ValueError("Nothing to look for, expected some words.")
    if count > QUERY_LIMIT:
        raise ValueError(f"{count} words, expected at most {QUERY_LIMIT}.")
    return cleaned


def expanded(terms: Iterable[str]) -> Iterator[str]:
    """The terms, with the lines of standard input in place of a ``-``."""
    for term in terms:
        if term == "-":
            yield from terminal.lines()
        else:
            yield term


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
