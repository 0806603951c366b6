"""Scores search by kinds of queries: python tests/scoring.py [--misses]

Each file in tests/queries says what people type and which entries may come first; with none
expected, nothing may come back. How each came to be stands at its top.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from b12cli.loader import load
from b12cli.search.results import Hit
from b12cli.search.find import Index

QUERIES = Path(__file__).parent / "queries"
SETS = ["sample", "first", "second", "third"]


class Answer(NamedTuple):
    kind: str
    query: str
    right: bool
    first: str


def answers(name: str) -> Iterator[Answer]:
    """What search makes of each query of this set."""
    index = Index(load())
    for asked in yaml.safe_load((QUERIES / f"{name}.yaml").read_text()):
        hits = index.find(asked["q"]).hits
        right = _matches(hits[0], asked["expect"]) if hits else not asked["expect"]
        yield Answer(asked["kind"], asked["q"], right, hits[0].entry.name if hits else "nothing")


def _matches(hit: Hit, expected: list[dict[str, Any]]) -> bool:
    said = f"{hit.entry.name} {hit.entry.detail or ''}".lower()
    section = hit.section.section.replace("-", "_")
    return any(
        each["section"] == section and any(stem in said for stem in each["match"].split("|"))
        for each in expected
    )


def main() -> None:
    scores: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for name in SETS:
        for answer in answers(name):
            scores[answer.kind][name].append(answer.right)
            scores["all"][name].append(answer.right)
            if "--misses" in sys.argv and not answer.right:
                print(f"{name}: {answer.kind}: {answer.query!r} gives {answer.first}")
    print("| kind |", " | ".join(SETS), "|")
    print("| --- |", " | ".join("---:" for _ in SETS), "|")
    for kind in [*sorted(scores.keys() - {"all"}), "all"]:
        rights = [scores[kind][name] for name in SETS]
        print(f"| {kind} |", " | ".join(f"{sum(right)}/{len(right)}" for right in rights), "|")


if __name__ == "__main__":
    main()
