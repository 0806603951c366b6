"""What people type after a command, and the lists they name, cleaned and limited in length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from b12cli import terminal
from b12cli.cli.typer_parts import UsageError

QUERY_LIMIT = 50
"""The most words in a query; no question is longer."""

TERM_LIMIT = 200
"""The most words in a line of a list."""

LETTERS = 3000
"""The most characters in a query or a line: the time to read one grows with them, at worst with
their square."""

LONGEST = 1 << 17
"""The most characters that are read of any text; no single argument is longer."""

# No word is that long: the rest of it adds nothing. Only letters or only digits, because b12b12b12
# is many words.
_LONG_WORD = re.compile(r"([^\W\d_]{60})[^\W\d_]+|(\d{60})\d+")
_WORD = re.compile(r"[^\W\d_]+|\d+")

# An empty box stays: whether it is a denial is decided later, when the line is read.
_BULLET = re.compile(r"^(?:[-*•·–—>+#]+\s+|\[[xX]\]\s+|\(?\d{1,3}[.)]\s+)+")

_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')


class Item(NamedTuple):
    """A term as it was typed or listed, with its line in the list, counted from 1.

    ``error`` says why it is not a term, if that is already clear.
    """

    text: str
    line: int | None = None
    error: str | None = None


def query(text: str, limit: int = QUERY_LIMIT) -> str:
    """The text on one line, without unprintable characters, with its long words cut.

    Raises ValueError if it can't be used as a query.
    """
    if len(text) > LONGEST:
        raise ValueError(f"more than {LONGEST} letters, expected at most {LETTERS}")
    if "\0" in text:
        raise ValueError("not text, expected UTF-8")
    cleaned = _LONG_WORD.sub(r"\1\2…", " ".join(terminal.printable(text).split()))
    count = len(_WORD.findall(cleaned))
    if not cleaned:
        raise ValueError("nothing to look for, expected some words")
    if count > limit:
        raise ValueError(f"{count} words, expected at most {limit}")
    # One character may stand for many letters, and those are what is read.
    letters = len(cleaned)
    if not cleaned.isascii():
        import unicodedata

        letters = len(unicodedata.normalize("NFKD", cleaned))
    if letters > LETTERS:
        raise ValueError(f"{letters} letters, expected at most {LETTERS}")
    return cleaned


def term(item: Item) -> str:
    """The item as a term. Raises ValueError if it isn't one."""
    if item.error:
        raise ValueError(item.error)
    return query(item.text, TERM_LIMIT)


def typed(terms: Iterable[str]) -> Iterator[str]:
    """The terms, without empty ones."""
    return filter(None, map(str.strip, terms))


def listed(file: str, column: str = "") -> Iterator[Item]:
    """The terms of a list: its lines, or those in a column of a CSV with a header.

    The list is a file, or standard input for ``-``. Lines lose what lists have around their items:
    bullets, numbers, the quotes of CSV. Raises UsageError if the list can't be read, as far as
    that is known before the first term.
    """
    name = "standard input" if file == "-" else file
    try:
        lines = _told(terminal.lines(file, LONGEST), name)
    except OSError as error:
        raise _unreadable(name, error) from None
    return _cells(lines, column, name) if column else _lines(lines)


def _told(lines: Iterator[str], name: str) -> Iterator[str]:
    try:
        yield from lines
    except OSError as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: OSError) -> UsageError:
    return UsageError(f"{name} can't be read: {error.strerror}")


def _lines(lines: Iterable[str]) -> Iterator[Item]:
    for number, line in enumerate(lines, 1):
        item = _item(line)
        if item and not _is_header(item):
            yield Item(item, number)


def _is_header(line: str) -> bool:
    """Whether the line is the heading of a list ("Problem list:") and not an item."""
    from b12cli.language.grammar import grammar

    return " ".join(line.casefold().strip("#=*_: ").split()) in grammar().headers


def _item(line: str) -> str:
    item = _BULLET.sub("", line.strip("\ufeff \t\r\n\f\v,;"))
    if item[:1] == item[-1:] == '"':
        item = item[1:-1].replace('""', '"')
    return item.strip()


def _cells(lines: Iterator[str], column: str, name: str) -> Iterator[Item]:
    """The cells of the column that are not empty, each with the first line of its row."""
    import csv

    blank, first = 0, ""
    for first in lines:
        if first.strip():
            break
        blank += 1
    of_row: list[str] = []  # the lines of the row that is being read

    def noted() -> Iterator[str]:
        for line in chain([first], lines):
            of_row.append(line)
            yield line

    unquoted = _QUOTED.sub("", first)
    rows = csv.reader(noted(), delimiter=max(_DELIMITERS, key=unquoted.count), strict=True)
    try:
        header = [" ".join(cell.split()) for cell in next(rows, [])]
        at = [cell.casefold() for cell in header].index(" ".join(column.split()).casefold())
    except csv.Error as error:
        raise UsageError(f"{name} is not a CSV: {error}") from None
    except ValueError:
        known = f"expected one of {', '.join(header)}" if any(header) else "which is empty"
        raise UsageError(f"no column “{column}” in {name}, {known}") from None
    return _rows(rows, of_row, len(header), at, blank + 1)


def _rows(
    rows: Iterator[list[str]], of_row: list[str], width: int, at: int, line: int
) -> Iterator[Item]:
    """The rows' cells at this place. ``of_row`` has the lines of the last row that was read: at
    first the header, which begins at this line."""
    import csv

    while True:
        line += len(of_row)
        of_row.clear()
        row, error = list[str](), None
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            error = f"not CSV: {fault}"
        if any(map(str.strip, row[width:])):
            error = f"{len(row)} cells, expected {width} as in the header"
        if error or any(len(each) > LONGEST for each in of_row):
            yield Item(" ".join(of_row), line, error)
        elif cell := _item(" ".join("".join(row[at : at + 1]).split())):
            yield Item(cell, line)
