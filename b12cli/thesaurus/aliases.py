"""All the names that entries are found by and their codes, to be shown: in JSON, and on TAB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec.structs import replace

from b12cli.monograph.model import Entry, Monograph, Place, Section
from b12cli.thesaurus.loader import index_for
from b12cli.thesaurus.names import entries
from b12cli.thesaurus.relations import Relations


def with_aliases(monograph: Monograph, sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with each entry's aliases and codes as they are found: its own, and those of
    the concepts that it is about and of all their kinds; slang and number ranges left out."""
    sections = tuple(sections)
    places = entries(sections)
    index = index_for(monograph)
    relations = Relations(places, index)

    def coded(concept: str) -> Iterator[str]:
        codes = index.concept(concept).codes
        yield from (f"{code[:3]}.{code[3:]}" if code[3:] else code for code in codes)

    def aliased(place: Place) -> Entry:
        assert place.entry
        entry, concepts = place.entry, relations.below(place)
        names = dict.fromkeys(chain(entry.aliases, *map(index.shown, concepts)))
        names.pop(entry.name, None)
        mapped = dict.fromkeys(chain(entry.codes, *map(coded, concepts)))
        return replace(entry, aliases=tuple(names), codes=tuple(mapped))

    found = map(aliased, places)
    return tuple(section.changed(lambda _: next(found)) for section in sections)
