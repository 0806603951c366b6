"""A monograph file as it is looked through for likely mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from b12cli.check import Checker
from b12cli.monograph.errors import KeyPath
from b12cli.monograph.faults import places
from b12cli.monograph.model import Entry, GroupVerdict, Monograph, Place
from b12cli.monograph.severity import verdict_of
from b12cli.thesaurus.loader import index_for

Warned: TypeAlias = tuple[KeyPath, str]
"""A likely mistake, with its place in the file before it."""


class Listed(NamedTuple):
    """An entry, its place in the file, and its verdict."""

    path: KeyPath
    place: Place
    entry: Entry
    verdict: GroupVerdict


class File:
    """A valid monograph, its entries, and what reads it.

    ``judged`` are the entries that a patient may have.
    """

    def __init__(self, monograph: Monograph) -> None:
        self.monograph = monograph
        self.index = index_for(monograph)
        self.checker = Checker(monograph)
        self.entries = list(_entries(monograph))
        self.judged = [each for each in self.entries if each.verdict != "none"]


def _entries(monograph: Monograph) -> Iterator[Listed]:
    for path, place in places(monograph):
        if place.group and place.entry:
            yield Listed(path, place, place.entry, verdict_of(place.section, place.group))
