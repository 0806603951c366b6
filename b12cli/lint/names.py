"""Likely mistakes in names: of concepts that don't exist, and of entries that are not found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

import yaml
from msgspec.structs import replace

from b12cli.check import Checker
from b12cli.language.tokens import fold
from b12cli.lint.file import File, Listed, Warned
from b12cli.monograph.errors import KeyPath
from b12cli.monograph.loader import MONOGRAPH_FILE
from b12cli.monograph.model import Entry, Monograph
from b12cli.results import CONTRAINDICATIONS, Checked
from b12cli.thesaurus.subjects import parts
from b12cli.thesaurus.thresholds import limits

ORDINARY_FILE = MONOGRAPH_FILE.with_name("ordinary.yaml")
"""Conditions of healthy or ordinarily ill people, which hardly any label mentions."""

LONGEST_NAME = 60
"""The most letters of a name that is checked by itself; a longer one is a sentence."""


def labels(file: File) -> Iterator[Warned]:
    """Names in ``concepts``, ``near`` and ``not``, and labels in ``broader``, that are not in the
    thesaurus."""
    subjects = file.checker.relations.subjects
    unknown: list[tuple[KeyPath, str]] = [
        ((*path, key, number), name)
        for path, _, entry, _ in file.entries
        for key, names in (("concepts", entry.concepts), ("near", entry.near), ("not", entry.not_))
        for number, name in enumerate(names)
        if not subjects.named(name)
    ]
    unknown += [
        (("concepts", at, "broader", number), label)
        for at, concept in enumerate(file.monograph.concepts)
        for number, label in enumerate(concept.broader)
        if label not in file.index.concepts
    ]
    for path, name in unknown:
        meant = " or ".join(subjects.similar(name))
        yield path, f"no concept “{name}”{meant and f', did you mean {meant}?'}"


def unknown(file: File) -> Iterator[Warned]:
    """Contraindications that no concept is called like, so that hardly anything finds them."""
    subjects = file.checker.relations.subjects
    for path, _, entry, verdict in file.entries:
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


def repeated(file: File) -> Iterator[Warned]:
    """Contraindications that are just what one before them in their section is."""
    subjects = file.checker.relations.subjects
    before: dict[tuple[str, str, object], str] = {}
    for path, place, entry, verdict in file.judged:
        is_told_apart = limits(entry.name) or subjects.substances(entry)
        if verdict not in CONTRAINDICATIONS or is_told_apart:
            continue
        said = frozenset(subjects.of(entry).concepts) or fold(entry.name)
        first = before.setdefault((place.section.section, verdict, said), entry.name)
        if first is not entry.name:
            message = f"“{entry.name}” says the same as “{first}”: leave out one"
            yield (*path, "name"), f"{message}, or say what differs"


def lost_exceptions(file: File) -> Iterator[Warned]:
    """Exceptions that an entry also names, or lists as near: what it names outweighs them."""
    subjects = file.checker.relations.subjects
    for path, _, entry, _ in file.entries:
        named = {*subjects.of(entry).concepts, *chain(*map(subjects.named, entry.near))}
        for number, name in enumerate(entry.not_):
            if not named.isdisjoint(subjects.named(name)):
                message = f"“{name}” is no exception, because this entry names it too"
                yield (*path, "not", number), f"{message}: leave out one"


def not_found(file: File) -> Iterator[Warned]:
    """Contraindications that their own name doesn't find, and names listing several things of
    which one isn't found by itself."""
    subjects, check = file.checker.relations.subjects, file.checker.check
    for listed in file.judged:
        path, _, entry, verdict = listed
        if verdict not in CONTRAINDICATIONS:
            continue
        name, found = entry.name, check(entry.name)
        if not _reaches(found, listed):
            others = f", but “{found.hits[0].name}”, which is graver" if found.hits else ""
            yield (*path, "name"), f"check doesn't find “{name}” by its own name{others}"
            continue
        is_said = entry.concepts or subjects.substances(entry) or len(name) > LONGEST_NAME
        # Of one without a concept, another warning says so; values are read with what is measured.
        is_whole = is_said or limits(name) or not subjects.of(entry).concepts
        for called in () if is_whole else parts(name):
            # Together with a shared word it may be a name that only this entry has: kidney frumps.
            if not any(map(subjects.named, called)) and not _reaches(check(called[0]), listed):
                message = f"“{called[0]}” is not found by itself: add it to the aliases or concepts"
                yield (*path, "name"), message


def _reaches(result: Checked, listed: Listed) -> bool:
    return any(hit.place == listed.place for hit in result.hits)


def needless_aliases(file: File) -> Iterator[Warned]:
    """Aliases that are found without being listed."""
    for path, _, entry, _ in file.judged:
        without = _without_aliases(file.monograph, entry) if entry.aliases else file.checker
        for number, alias in enumerate(entry.aliases):
            found = without.check(alias)
            names = {hit.name for hit in found.hits}
            if found.verdict == file.checker.check(alias).verdict and entry.name in names:
                yield (*path, "aliases", number), f"“{alias}” is found even without this alias"


def _without_aliases(monograph: Monograph, entry: Entry) -> Checker:
    bare = replace(entry, aliases=())
    sections = (
        section.changed(lambda each: bare if each is entry else each)
        for section in monograph.sections
    )
    return Checker(replace(monograph, sections=tuple(sections)))


def ordinary(file: File) -> Iterator[Warned]:
    """Ordinary conditions that come out as a contraindication although no entry names them."""
    relations = file.checker.relations
    paths = {id(each.entry): each.path for each in file.entries}
    for condition in ordinary_conditions():
        result = file.checker.check(condition)
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
def ordinary_conditions() -> list[str]:
    """The ordinary conditions, as people write them."""
    found: list[str] = yaml.safe_load(ORDINARY_FILE.read_bytes())
    return found
