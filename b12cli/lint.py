"""Lint: likely mistakes in a valid monograph file.

Each warning is about how ``check`` and ``search`` read the file, or about what nobody sees; nothing
here prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from itertools import chain
from typing import NamedTuple

import yaml
from msgspec.structs import replace

from b12cli.check import Checker
from b12cli.language.grammar import grammar, section_names
from b12cli.language.tokens import fold, words
from b12cli.monograph.errors import KeyPath
from b12cli.monograph.faults import places
from b12cli.monograph.loader import MONOGRAPH_FILE
from b12cli.monograph.model import Dose, Entry, GroupVerdict, Monograph, Place
from b12cli.monograph.note import Work
from b12cli.monograph.severity import SECTION_VERDICTS, verdict_of
from b12cli.results import CONTRAINDICATIONS, Checked
from b12cli.search import Searcher
from b12cli.thesaurus.index import Index
from b12cli.thesaurus.loader import index_for
from b12cli.thesaurus.subjects import parts
from b12cli.thesaurus.thresholds import limits, threshold

ORDINARY_FILE = MONOGRAPH_FILE.with_name("ordinary.yaml")
"""Conditions of healthy or ordinarily ill people, which hardly any label mentions."""

LONGEST_NAME = 60
"""The most letters of a name that is checked by itself; a longer one is a sentence."""


class _Entry(NamedTuple):
    """An entry, its place in the file, and its verdict."""

    path: KeyPath
    place: Place
    entry: Entry
    verdict: GroupVerdict


def lint(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
    """The likely mistakes, each with its place in the file."""
    index = index_for(monograph)
    checker = Checker(monograph)
    listed = list(_entries(monograph))
    yield from _section_keys(monograph)
    yield from _labels(monograph, listed, index, checker)
    yield from _unknown(listed, checker)
    yield from _thresholds(monograph)
    yield from _unused(monograph)
    for each in listed:
        yield from _lost_exceptions(each, checker)
        yield from _doses(each)
        yield from _ranges(each)
    for each in listed:
        if each.verdict != "none":
            yield from _ages(each)
            yield from _parts(each, checker)
            yield from _needless_aliases(each, monograph, checker)
    yield from _ordinary(listed, checker)


def failed_examples(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
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


def _entries(monograph: Monograph) -> Iterator[_Entry]:
    for path, place in places(monograph):
        if place.group and place.entry:
            yield _Entry(path, place, place.entry, verdict_of(place.section, place.group))


def _section_keys(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
    """Sections with a name close to one that gives its entries a verdict."""
    called = {name: key for key in SECTION_VERDICTS for name in section_names().get(key, ())}
    for at, section in enumerate(monograph.sections):
        if section.section in SECTION_VERDICTS or any(group.verdict for group in section.groups):
            continue
        spelled = section.section.replace("-", " ")
        meant = called.get(spelled) or next(
            iter(get_close_matches(section.section, SECTION_VERDICTS, 1, 0.85)), None
        )
        if meant:
            message = f"no verdict follows from “{section.section}”: did you mean {meant}?"
            yield ("sections", at, "section"), message


def _labels(
    monograph: Monograph, listed: list[_Entry], index: Index, checker: Checker
) -> Iterator[tuple[KeyPath, str]]:
    """Names in ``concepts``, ``near`` and ``not``, and labels in ``broader``, that are not in the
    thesaurus."""
    unknown: list[tuple[KeyPath, str]] = [
        ((*path, key, number), name)
        for path, _, entry, _ in listed
        for key, names in (("concepts", entry.concepts), ("near", entry.near), ("not", entry.not_))
        for number, name in enumerate(names)
        if not checker.relations.subjects.named(name)
    ]
    unknown += [
        (("concepts", at, "broader", number), label)
        for at, concept in enumerate(monograph.concepts)
        for number, label in enumerate(concept.broader)
        if label not in index.concepts
    ]
    for path, name in unknown:
        meant = " or ".join(checker.relations.subjects.similar(name))
        yield path, f"no concept “{name}”{meant and f', did you mean {meant}?'}"


def _unknown(listed: list[_Entry], checker: Checker) -> Iterator[tuple[KeyPath, str]]:
    """Contraindications that no concept is called like, so that hardly anything finds them."""
    subjects = checker.relations.subjects
    for path, _, entry, verdict in listed:
        subject = subjects.of(entry)
        is_known = subject.concepts or entry.near or subjects.substances(entry)
        if verdict not in CONTRAINDICATIONS or is_known or limits(entry.name):
            continue
        meant = subjects.similar(entry.name)
        if meant or " " in entry.name:  # a drug that has no concept is found by its name
            finds = "what it mentions is asked about" if subject.mentioned else "few words find it"
            finds += ", and its value is not read" if any(map(str.isdigit, entry.name)) else ""
            such = f"concepts, such as {' or '.join(meant)}" if meant else "concepts or aliases"
            message = f"no concept is called “{entry.name}”, so that {finds}: add {such}"
            yield (*path, "name"), message


def _lost_exceptions(entry: _Entry, checker: Checker) -> Iterator[tuple[KeyPath, str]]:
    """Exceptions that an entry also names, or lists as near: what it names outweighs them."""
    subjects, it = checker.relations.subjects, entry.entry
    named = {*subjects.of(it).concepts, *chain.from_iterable(map(subjects.named, it.near))}
    for number, name in enumerate(it.not_):
        if not named.isdisjoint(subjects.named(name)):
            message = f"“{name}” is no exception, because this entry names it too: leave out one"
            yield (*entry.path, "not", number), message


def _thresholds(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
    """Thresholds in ``concepts`` of the file whose quantity or unit is not one that is read."""
    for at, concept in enumerate(monograph.concepts):
        for number, each in enumerate(concept.values):
            if not threshold(each.value):
                message = f"b12 can't read “{each.value}”, so no value means {concept.concept}"
                yield ("concepts", at, "values", number, "value"), message


def _unused(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
    """Notes that stand beside nothing, so that nobody sees them, and works that no note cites."""
    parts = (entry or group or section for _, (section, group, entry) in places(monograph))
    notes = [note for part in parts for note in part.notes]
    shown = {note.key for note in notes}
    for number, note in enumerate(monograph.notes):
        if note.key not in shown:
            message = f"nothing shows the note “{note.key}”: put its key beside what it concerns"
            yield ("notes", number), message
    works = chain.from_iterable(note.citations for note in (*notes, *monograph.notes))
    cited = {work.key if isinstance(work, Work) else work for work in works}
    for number, work in enumerate(monograph.works):
        if work.key not in cited:
            yield ("works", number), f"no note cites the work “{work.key}”"


_FIGURE = re.compile(r"(?P<whole>\d+(?:\.\d+)?)(?:/(?P<part>[1-9]\d*))?")


def _doses(entry: _Entry) -> Iterator[tuple[KeyPath, str]]:
    """Doses whose words have figures, but not those of the dose."""
    if entry.entry.dose:
        beside = _figures(entry.entry.detail or "")
        yield from _dose((*entry.path, "dose"), entry.entry.dose, beside)


def _dose(path: KeyPath, dose: Dose, beside: set[float]) -> Iterator[tuple[KeyPath, str]]:
    if said := _figures(dose.text):
        for amount in dict.fromkeys((dose.low, dose.high)):
            # What is said may be how much that is in the whole period.
            if amount and (said | beside).isdisjoint((amount, amount * dose.times)):
                yield (*path, "text"), f"the dose is {amount}, which is no figure in its words"
    for at, step in enumerate(dose.then):
        yield from _dose((*path, "then", at), step, beside)


def _figures(text: str) -> set[float]:
    """The numbers in a text; a half is 1/2 or 0.5."""
    return {
        float(figure["whole"]) / float(figure["part"] or 1)
        for figure in _FIGURE.finditer(fold(text))
    }


def _ranges(entry: _Entry) -> Iterator[tuple[KeyPath, str]]:
    """Aliases with braces around what is no range of whole numbers, so that nothing matches."""
    for number, alias in enumerate(entry.entry.aliases):
        for said in re.findall(r"\{[^}]*\}?", alias):
            if words(said) != (said,):
                message = f"{said} matches nothing, expected whole numbers: {{1-9}}"
                yield (*entry.path, "aliases", number), message


def _ages(entry: _Entry) -> Iterator[tuple[KeyPath, str]]:
    """Ages that are not read."""
    said = (entry.entry.name, *entry.entry.aliases)
    pattern = re.compile(rf"\b(?:{'|'.join(grammar().ages)})\b\D*\d", re.IGNORECASE)
    is_read = any("{" in name or limits(name) for name in said)
    if any(map(pattern.search, said)) and not is_read:
        message = "its age is not read: add an alias such as “under 18 years” or “{12-17} year old”"
        yield (*entry.path, "name"), message


def _parts(entry: _Entry, checker: Checker) -> Iterator[tuple[KeyPath, str]]:
    """Contraindications that their own name doesn't find, and names listing several things of
    which one isn't found by itself."""
    name = entry.entry.name
    if entry.verdict not in CONTRAINDICATIONS:
        return
    found = checker.check(name)
    if not _reaches(found, entry):
        others = f", but “{found.hits[0].name}”, which is graver" if found.hits else ""
        yield (*entry.path, "name"), f"check doesn't find “{name}” by its own name{others}"
        return
    subjects, it = checker.relations.subjects, entry.entry
    is_said = it.concepts or subjects.substances(it) or len(name) > LONGEST_NAME
    # Of one without a concept, another warning says so; values are read with what is measured.
    is_whole = is_said or limits(name) or not subjects.of(it).concepts
    for called in () if is_whole else parts(name):
        # Together with a shared word it may be a name that only this entry has: kidney frumps.
        known = any(map(subjects.named, called))
        if not known and not _reaches(checker.check(called[0]), entry):
            message = f"“{called[0]}” is not found by itself: add it to the aliases or concepts"
            yield (*entry.path, "name"), message


def _reaches(result: Checked, entry: _Entry) -> bool:
    return any(hit.place == entry.place for hit in result.hits)


def _needless_aliases(
    entry: _Entry, monograph: Monograph, checker: Checker
) -> Iterator[tuple[KeyPath, str]]:
    """Aliases that are found without being listed."""
    if not entry.entry.aliases:
        return
    bare = replace(entry.entry, aliases=())
    sections = (
        section.changed(lambda each: bare if each is entry.entry else each)
        for section in monograph.sections
    )
    without = Checker(replace(monograph, sections=tuple(sections)))
    for number, alias in enumerate(entry.entry.aliases):
        found = without.check(alias)
        names = {hit.name for hit in found.hits}
        if found.verdict == checker.check(alias).verdict and entry.entry.name in names:
            yield (*entry.path, "aliases", number), f"“{alias}” is found even without this alias"


def _ordinary(listed: list[_Entry], checker: Checker) -> Iterator[tuple[KeyPath, str]]:
    """Ordinary conditions that come out as a contraindication although no entry names them."""
    relations, paths = checker.relations, {id(each.entry): each.path for each in listed}
    for condition in ordinary():
        result = checker.check(condition)
        if result.verdict not in CONTRAINDICATIONS:
            continue
        found = [hit.place.entry for hit in result.hits if hit.place.entry]
        named = {
            each
            for entry in found
            for name in (entry.name, *entry.aliases, *entry.near, *relations.allergies(entry))
            for each in relations.subjects.named(name)
        }
        if named.isdisjoint(relations.subjects.named(condition)):
            is_possible = result.verdict == "possible_contraindication"
            verdict = "possible contraindication" if is_possible else "contraindication"
            message = f"“{condition}”, an ordinary condition, comes out as a {verdict}"
            yield (*paths[id(found[0])], "name"), f"{message}: if that is wrong, add it under not"


@cache
def ordinary() -> list[str]:
    """The ordinary conditions, as people write them."""
    found: list[str] = yaml.safe_load(ORDINARY_FILE.read_bytes())
    return found
