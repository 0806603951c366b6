"""Likely mistakes in figures: doses, ages, thresholds and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from b12cli.language.grammar import amounts, grammar
from b12cli.language.tokens import fold, words
from b12cli.lint.file import File, Warned
from b12cli.monograph.errors import KeyPath
from b12cli.monograph.model import Dose
from b12cli.thesaurus.thresholds import limits, threshold


def thresholds(file: File) -> Iterator[Warned]:
    """Thresholds in ``concepts`` of the file whose quantity or unit is not one that is read."""
    for at, concept in enumerate(file.monograph.concepts):
        for number, each in enumerate(concept.values):
            if not threshold(each.value):
                message = f"b12 can't read “{each.value}”, so no value means {concept.concept}"
                yield ("concepts", at, "values", number, "value"), message


_FIGURE = re.compile(r"(?P<whole>\d+(?:\.\d+)?)(?:/(?P<part>[1-9]\d*))?")


def doses(file: File) -> Iterator[Warned]:
    """Doses whose words have figures, but not those of the dose."""
    for path, dose, detail in _steps(file):
        if said := _figures(dose.text):
            beside = said | _figures(detail)
            for amount in dict.fromkeys((dose.low, dose.high)):
                # What is said may be how much that is in the whole period.
                if amount and beside.isdisjoint((amount, amount * dose.times)):
                    yield path, f"the dose is {amount}, which is no figure in its words"


def units(file: File) -> Iterator[Warned]:
    """Doses whose words have another unit, and not that of the dose: mcg for mg."""
    known = amounts()
    for path, dose, _ in _steps(file):
        unit = known.get(re.split("[/ ]", fold(dose.unit))[0])
        said = re.findall(r"\d\s?([a-z]+)\b", fold(dose.text))
        others = {known[each]: each for each in said if each in known}
        if unit and others and unit not in others:
            other = next(iter(others.values()))
            yield path, f"the dose is in {dose.unit}, and its words say {other}"


def _steps(file: File) -> Iterator[tuple[KeyPath, Dose, str]]:
    """Each dose and the steps that follow it, with the place of its words, and the detail beside
    it."""
    for entry in file.entries:
        waiting = [((*entry.path, "dose"), entry.entry.dose)] if entry.entry.dose else []
        for path, dose in waiting:
            yield (*path, "text"), dose, entry.entry.detail or ""
            waiting += [((*path, "then", at), step) for at, step in enumerate(dose.then)]


def _figures(text: str) -> set[float]:
    """The numbers in a text; a half is 1/2 or 0.5."""
    return {
        float(figure["whole"]) / float(figure["part"] or 1)
        for figure in _FIGURE.finditer(fold(text))
    }


def ranges(file: File) -> Iterator[Warned]:
    """Aliases with braces around what is no range of whole numbers, so that nothing matches."""
    for path, _, entry, _ in file.entries:
        for number, alias in enumerate(entry.aliases):
            for said in re.findall(r"\{[^}]*\}?", alias):
                if words(said) != (said,):
                    message = f"{said} matches nothing, expected whole numbers: {{1-9}}"
                    yield (*path, "aliases", number), message


def ages(file: File) -> Iterator[Warned]:
    """Ages that are not read."""
    pattern = re.compile(rf"\b(?:{'|'.join(grammar().ages)})\b\D*\d", re.IGNORECASE)
    for path, _, entry, _ in file.judged:
        said = (entry.name, *entry.aliases)
        is_read = any("{" in name or limits(name) for name in said)
        if any(map(pattern.search, said)) and not is_read:
            advice = "add an alias such as “under 18 years” or “{12-17} year old”"
            yield (*path, "name"), f"its age is not read: {advice}"
