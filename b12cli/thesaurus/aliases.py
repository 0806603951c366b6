"""All the names that entries are found by and their codes, to be shown: in JSON, and on TAB.

``tools/compile.py`` keeps those of the package's monograph in ``aliases.json``, so that the
thesaurus isn't loaded to show them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from b12cli.monograph.loader import checksum
from b12cli.monograph.model import Entry, Monograph, Place, entries

COMPILED_FILE = Path(__file__).with_name("aliases.json")


class Called(NamedTuple):
    """The names of an entry beside its own, and its codes."""

    aliases: tuple[str, ...]
    codes: tuple[str, ...]


def with_aliases(monograph: Monograph) -> Monograph:
    """The monograph with each entry's aliases and codes as they are found: its own, and those of
    the concepts that it is about and of all their kinds; slang and number ranges left out."""
    made_from, _, data = COMPILED_FILE.read_bytes().partition(b"\n")
    is_compiled = made_from == source(monograph)
    called = iter(msgspec.json.decode(data, type=list[Called]) if is_compiled else every(monograph))

    def aliased(entry: Entry) -> Entry:
        return replace(entry, **next(called)._asdict())

    sections = tuple(section.changed(aliased) for section in monograph.sections)
    return replace(monograph, sections=sections)


def source(monograph: Monograph) -> bytes:
    """What tells whether a monograph is the one whose names are compiled."""
    return checksum(msgspec.json.encode(monograph))


def every(monograph: Monograph) -> list[Called]:
    """What each entry is called, in order."""
    from b12cli.thesaurus.loader import index_for
    from b12cli.thesaurus.relations import Relations

    places = entries(monograph.sections)
    index = index_for(monograph)
    relations = Relations(places, index)

    def coded(concept: str) -> Iterator[str]:
        codes = index.concept(concept).codes
        yield from (f"{code[:3]}.{code[3:]}" if code[3:] else code for code in codes)

    def called(place: Place) -> Called:
        assert place.entry
        entry, concepts = place.entry, relations.below(place)
        names = dict.fromkeys(chain(entry.aliases, *map(index.shown, concepts)))
        names.pop(entry.name, None)
        mapped = dict.fromkeys(chain(entry.codes, *map(coded, concepts)))
        return Called(tuple(names), tuple(mapped))

    return list(map(called, places))
