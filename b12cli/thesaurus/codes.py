"""The ICD-10 codes of a monograph's entries and of the thesaurus."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from b12cli.monograph.model import Place
from b12cli.thesaurus.icd10 import MARK, expanded
from b12cli.thesaurus.index import Index
from b12cli.thesaurus.relations import Relations

_CODE = re.compile(f"([A-Z][0-9][0-9A-Z]{{1,5}}){MARK}?")


class Codes:
    """What ICD-10 codes lead to, by the thesaurus and by the entries' own lists."""

    def __init__(self, places: Iterable[Place], index: Index, relations: Relations) -> None:
        self._places = [place for place in places if place.entry]
        self._index = index
        self._relations = relations

    def __contains__(self, code: str) -> bool:
        return bool(self.at(code))

    def at(self, code: str) -> list[tuple[Place, bool]]:
        """The entries that a code belongs to, each with True if it is broader than theirs, or only
        near. A mark behind it means nothing."""
        written = _CODE.fullmatch(code.upper().replace(".", ""))
        if not written:
            return []
        code = written[1]
        known = self._by_category.get(code[:3], [])
        under = [(place, is_near) for each, place, is_near in known if code.startswith(each)]
        exact = [(place, False) for place, is_near in under if not is_near]
        wider = [
            (place, True) for each, place, is_near in known if each.startswith(code) and not is_near
        ]
        shared = [
            (each.place, each.is_near)
            for concept in self._index.coded(code)
            for each in self._relations.of(concept)
        ]
        excluded = [
            id(place)
            for concept in self._index.coded(code)
            for place in self._relations.excluded(concept)
        ]
        found = dict[Place, bool]()
        for place, is_near in (*exact, *shared, *under, *wider):
            if id(place) not in excluded:
                found[place] = found.get(place, True) and is_near
        return list(found.items())

    @cached_property
    def _by_category(self) -> dict[str, list[tuple[str, Place, bool]]]:
        """The codes of the entries, each with its entry and whether it is only near, by their
        first three characters."""
        known: dict[str, list[tuple[str, Place, bool]]] = defaultdict(list)
        for place in self._places:
            assert place.entry
            for code in place.entry.codes:
                known[code[:3]].append((code.replace(".", ""), place, False))
            for code in place.entry.related_codes:
                for each in expanded(code):
                    known[each[:3]].append((each, place, True))
        return known
