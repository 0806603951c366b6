"""Scores search and check: python tests/search/scoring.py [--misses]

Each file in queries/ says what people type and what may come first; with nothing wanted, nothing
may come back but what is called the closest. The contraindications that a query mentions besides
are no answer, and count for neither. Each file in terms/ has terms of patients' lists with the
verdicts that are right.
How each came to be stands at its top. A set that is called like a monograph in monographs/ is
asked of that one, the others of b12's own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from b12cli.check import Checker
from b12cli.monograph.loader import load
from b12cli.monograph.model import Monograph, Place, entries
from b12cli.results import Hit
from b12cli.search import Searcher
from b12cli.thesaurus.loader import index_for
from b12cli.thesaurus.relations import Relations

QUERIES = Path(__file__).parent / "queries"
TERMS = Path(__file__).parent / "terms"
MONOGRAPHS = Path(__file__).parent / "monographs"
QUERY_SETS = sorted(file.stem for file in QUERIES.glob("*.yaml"))
TERM_SETS = sorted(file.stem for file in TERMS.glob("*.yaml"))


class Answer(NamedTuple):
    """What search makes of a query: ``right`` is of each hit whether it is one of those wanted,
    ``match`` how it answers as a whole: named, closest, or with nothing (silent), and ``beside``
    the contraindications that the query mentions besides."""

    kind: str
    query: str
    is_answerable: bool
    right: list[bool]
    match: str
    first: str
    beside: str

    @property
    def is_right(self) -> bool:
        """Whether what comes first is right; where nothing is wanted, whether nothing comes."""
        return self.right[:1] == [True] if self.is_answerable else self.match == "silent"


class Score(NamedTuple):
    """Counts of a set. ``following`` are the hits after a right first one, ``following_right``
    those that are right too."""

    answerable: int
    first: int
    three: int
    following: int
    following_right: int
    unanswerable: int
    whole: int
    closest: int


def asked(name: str) -> str:
    """The monograph that the set of this name asks; empty for b12's own."""
    drug = name.partition("_")[0]
    return drug if (MONOGRAPHS / f"{drug}.yaml").exists() else ""


@cache
def monograph(drug: str) -> Monograph:
    return load(MONOGRAPHS / f"{drug}.yaml") if drug else load()


@cache
def searcher(drug: str) -> Searcher:
    return Searcher(monograph(drug))


@cache
def checker(drug: str) -> Checker:
    return Checker(monograph(drug))


class Called(NamedTuple):
    """A name that leads to an entry, and whether what is called so is only near it."""

    place: Place
    name: str
    is_near: bool


def names(monograph: Monograph) -> Iterator[Called]:
    """All the names by which each entry is found: its own, and in the thesaurus those of what it
    is about, of what is near, and of all their kinds, slang too; of a range its last number."""
    index, places = index_for(monograph), entries(monograph.sections)
    relations = Relations(places, index)
    for place in places:
        assert place.entry
        for name in (place.entry.name, *place.entry.aliases):
            yield Called(place, _counted(name), False)
        for name in place.entry.related:
            yield Called(place, _counted(name), True)
    for name in map(index.name, range(len(index.names))):
        for lead in relations.of(name.concept) if name.concept else ():
            yield Called(lead.place, _counted(name.text), lead.is_near)


def _counted(name: str) -> str:
    return re.sub(r"\{\d+-(\d+)\}", r"\1", name)


def rows(file: Path) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    return read


@cache
def answers(name: str) -> list[Answer]:
    """What search makes of each query of this set."""
    drug, answered = asked(name), []
    for row in rows(QUERIES / f"{name}.yaml"):
        found = searcher(drug).find(str(row["q"]))
        first = "nothing"
        if hits := found.hits:
            within = " without " + ", ".join(hits[0].missing) if hits[0].missing else ""
            first = f"{hits[0].place.section.section}: {hits[0].name}{within}"
        right = [_is_wanted(hit, row["want"]) for hit in hits]
        match = "closest" if found.is_closest else "whole" if hits else "silent"
        beside = ", ".join(f"{hit.match} {hit.name}" for hit in found.also)
        kind, query, is_answerable = row.get("kind", ""), str(row["q"]), bool(row["want"])
        answered.append(Answer(kind, query, is_answerable, right, match, first, beside))
    return answered


def score(name: str) -> Score:
    """How well this set is answered."""
    every = answers(name)
    wanted = [each for each in every if each.is_answerable]
    first = [each for each in wanted if each.is_right]
    other = [each.match for each in every if not each.is_answerable]
    return Score(
        len(wanted),
        len(first),
        sum(any(each.right[:3]) for each in wanted),
        sum(len(each.right) - 1 for each in first),
        sum(sum(each.right[1:]) for each in first),
        len(other),
        other.count("whole"),
        other.count("closest"),
    )


def _is_wanted(hit: Hit, wanted: list[tuple[str, str]]) -> bool:
    """Whether a hit is of one of these sections, and has one of the words of its fact: * stands
    for the whole section or a group of it."""
    section, group, entry = hit.place
    groups = [group] if group else section.groups
    listed = [entry] if entry else [each for group in groups for each in group.entries]
    said = f"{hit.name} {hit.detail or ''} "
    said += " ".join(f"{each.name} {each.dose.text if each.dose else ''}" for each in listed)
    said = said.replace("\u2019", "'").replace(",", "").lower()
    return any(
        section.section == name
        and (not entry if fact == "*" else any(map(said.__contains__, _words(fact))))
        for name, fact in wanted
    )


def _words(fact: str) -> list[str]:
    return fact.replace(",", "").lower().split("|")


def search_misses(name: str) -> Iterator[str]:
    """The queries of this set of which what comes first isn't right, with it."""
    for each in answers(name):
        if not each.is_right:
            said = " (right among three)" if any(each.right[:3]) else ""
            closest = "closest " if each.match == "closest" else ""
            yield f"{each.kind}: {each.query} -> {closest}{each.first}{said}\n".removeprefix(": ")


def beside(name: str) -> Iterator[str]:
    """The queries of this set that mention contraindications besides, with these."""
    for each in answers(name):
        if each.beside:
            yield f"beside {each.query}: {each.beside}\n"


def check_misses(name: str) -> Iterator[str]:
    """The terms of this set that get another verdict than one that is right, with it."""
    for row in rows(TERMS / f"{name}.yaml"):
        verdict = checker(asked(name)).check(str(row["term"])).verdict
        if verdict not in row["ok"]:
            yield f"{row['term']}: {verdict}, not {' or '.join(row['ok'])}\n"


def main() -> None:
    print("| queries | first | of three | following right | unanswerable: whole | closest |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in QUERY_SETS:
        all_, first, three, following, right, other, whole, closest = score(name)
        counts = [f"{first}/{all_}", f"{three}/{all_}", f"{right}/{following}"]
        print("|", " | ".join([name, *counts, f"{whole}/{other}", f"{closest}/{other}"]), "|")
        if "--misses" in sys.argv:
            print("", *search_misses(name), sep="  ")
    print()
    for name in TERM_SETS:
        count, missed = len(rows(TERMS / f"{name}.yaml")), list(check_misses(name))
        print(f"check, {name}: {count - len(missed)}/{count}")
        if "--misses" in sys.argv:
            print("", *missed, sep="  ")


if __name__ == "__main__":
    main()
