"""Lint: likely mistakes in a valid monograph file.

Each warning is about how ``check`` and ``search`` read the file, or about what nobody sees; nothing
here prints. A warning is a function in one of the modules, and a line in ``WARNINGS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from b12cli.check import Checker
from b12cli.lint import figures, names, parts
from b12cli.lint.file import File, Warned
from b12cli.monograph.model import Monograph
from b12cli.search import Searcher

WARNINGS: list[Callable[[File], Iterator[Warned]]] = [
    parts.section_keys,
    parts.unused,
    names.labels,
    names.unknown,
    names.repeated,
    names.lost_exceptions,
    names.not_found,
    names.needless_aliases,
    names.ordinary,
    figures.thresholds,
    figures.doses,
    figures.units,
    figures.ranges,
    figures.ages,
]


def lint(monograph: Monograph) -> Iterator[Warned]:
    """The likely mistakes, each with its place in the file."""
    file = File(monograph)
    for warnings in WARNINGS:
        yield from warnings(file)


def failed_examples(monograph: Monograph) -> Iterator[Warned]:
    """The examples in the file that fail, each with its place."""
    checker, searcher = Checker(monograph), Searcher(monograph)
    for term, verdict in monograph.examples.check.items():
        if (judged := checker.check(term).verdict) != verdict:
            yield ("examples", "check", term), f"check says {judged}"
    for query, name in monograph.examples.search.items():
        found = searcher.find(query)
        first = found.hits[0].name if found.hits and not found.is_closest else "nothing"
        if first != name:
            yield ("examples", "search", query), f"search finds {first} first, not {name}"
