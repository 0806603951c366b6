"""Scores search and check: python tests/search/scoring.py [--misses]

Each file in queries/ says what people type and what may come first; with nothing wanted, nothing
may come back. The contraindications that a query mentions besides are no answer, and count for
neither. Each file in terms/ has terms of patients' lists with the verdicts that are right.
How each came to be stands at its top. A set that is called like a monograph in monographs/ is
asked of that one, the others of b12's own.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from b12cli.check import Checker
from b12cli.monograph.loader import load
from b12cli.monograph.model import Monograph, Place
from b12cli.results import Hit
from b12cli.search import Searcher
from b12cli.thesaurus.loader import index_for
from b12cli.thesaurus.names import entries
from b12cli.thesaurus.relations import Relations

QUERIES = Path(__file__).parent / "queries"
TERMS = Path(__file__).parent / "terms"
MONOGRAPHS = Path(__file__).parent / "monographs"
QUERY_SETS = sorted(file.stem for file in QUERIES.glob("*.yaml"))
TERM_SETS = sorted(file.stem for file in TERMS.glob("*.yaml"))


class Answer(NamedTuple):
    kind: str
    query: str
    right: bool
    first: str


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
    index, places = index_for(monograph), entries(monograph)
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


def answers(name: str) -> Iterator[Answer]:
    """What search makes of each query of this set."""
    drug = asked(name)
    for row in rows(QUERIES / f"{name}.yaml"):
        hits = searcher(drug).find(str(row["q"])).hits
        right = _is_wanted(hits[0], row["want"]) if hits else not row["want"]
        first = "nothing"
        if hits:
            place = hits[0].place
            within = " without " + ", ".join(hits[0].missing) if hits[0].missing else ""
            first = f"{place.section.section}: {hits[0].name}{within}"
        yield Answer(row["kind"], str(row["q"]), right, first)


def _is_wanted(hit: Hit, wanted: list[tuple[str, str]]) -> bool:
    """Whether a hit is of one of these sections, and has one of the words of its fact: * stands
    for the whole section or a group of it."""
    section, group, entry = hit.place
    said = f"{hit.name} {hit.detail or ''} "
    if not entry:
        groups = [group] if group else section.groups
        said += " ".join(each.name for group in groups for each in group.entries)
    said = said.replace("\u2019", "'").lower()
    return any(
        section.section == name
        and (not entry if fact == "*" else any(each in said for each in fact.lower().split("|")))
        for name, fact in wanted
    )


def search_misses(name: str) -> Iterator[str]:
    for answer in answers(name):
        if not answer.right:
            yield f"{answer.kind}: {answer.query} -> {answer.first}\n"


def check_misses(name: str) -> Iterator[str]:
    """The terms of this set that get another verdict than one that is right, with it."""
    for row in rows(TERMS / f"{name}.yaml"):
        verdict = checker(asked(name)).check(str(row["term"])).verdict
        if verdict not in row["ok"]:
            yield f"{row['term']}: {verdict}, not {' or '.join(row['ok'])}\n"


def main() -> None:
    scores: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for name in QUERY_SETS:
        for answer in answers(name):
            scores[answer.kind][name].append(answer.right)
            scores["all"][name].append(answer.right)
        if "--misses" in sys.argv:
            print(f"{name}:", *search_misses(name), sep="\n  ")
    print("| kind |", " | ".join(QUERY_SETS), "|")
    print("| --- |", " | ".join("---:" for _ in QUERY_SETS), "|")
    for kind in [*sorted(scores.keys() - {"all"}), "all"]:
        rights = [scores[kind][name] for name in QUERY_SETS]
        print(f"| {kind} |", " | ".join(f"{sum(right)}/{len(right)}" for right in rights), "|")
    print()
    for name in TERM_SETS:
        count, missed = len(rows(TERMS / f"{name}.yaml")), list(check_misses(name))
        print(f"check, {name}: {count - len(missed)}/{count}")
        if "--misses" in sys.argv:
            print("", *missed, sep="  ")


if __name__ == "__main__":
    main()
