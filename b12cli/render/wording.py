"""The wording that text and Markdown share around the monograph's own: titles, commands, doses,
the line about the source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from b12cli.monograph.model import REFERENCES, Entry, Group, Monograph, Section
from b12cli.monograph.severity import Severity, severity
from b12cli.sections import SECTIONS

if TYPE_CHECKING:
    from b12cli.results import Hit, Validated
    from b12cli.screen import Screen

NOT_SAFE = "does not mean safe: ask a pharmacist or the prescriber"

DOSES_OF = "For"
"""The heading over the names in a table of doses."""

OLD = 48
"""Months after which the footer says how old the source is."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def title(monograph: Monograph) -> str:
    """The medicine, with its generic name; the title may end in brand names in brackets."""
    name, generic = monograph.title, monograph.generic_name
    return f"{name}, {generic}" if name.endswith(")") else f"{name} ({generic})"


def command(section: Section, screen: Screen) -> str:
    """The command that shows the section."""
    show = "" if section.section in SECTIONS else "show "
    return f"{screen.program} {show}{section.section}"


def page(monograph: Monograph, section: Section) -> Section:
    """The section as shown to people: the allergic reaction first."""
    groups = sorted(section.groups, key=lambda group: severity(section, group) != "allergic")
    return with_works(monograph, replace(section, groups=tuple(groups)))


def with_works(monograph: Monograph, section: Section) -> Section:
    """The section; the references also with the works that editor's notes cite."""
    if section.section != REFERENCES or not monograph.works:
        return section
    works = tuple(Entry(name=work.short, detail=work.text) for work in monograph.works)
    group = Group(group="note_works", title="Cited in editor’s notes", entries=works)
    return replace(section, groups=(*section.groups, group))


def dose_columns(group: Group) -> dict[str, list[str]]:
    """What a table of doses has after the names of the entries, by the heading of each column; no
    details, which would take room from the doses, if no entry has any."""
    columns = {"Dose": [entry.dose.steps if entry.dose else "" for entry in group.entries]}
    details = [entry.text for entry in group.entries]
    return {**columns, "Details": details} if any(details) else columns


def statement(entry: Entry) -> str:
    """Everything that the entry says after its name: the dose, then the detail."""
    dose = f"{entry.dose.steps}." if entry.dose else None
    return " ".join(said for said in (dose, entry.text) if said)


def grave(hit: Hit) -> Severity:
    """How grave the hit is: notes and whole sections are not, and what is only near a
    contraindication is a possible one."""
    section, group, _ = hit.place
    if hit.note or not group:
        return "none"
    found = severity(section, group)
    if hit.is_near:
        return "possible_contraindication" if found == "contraindicated" else "none"
    return found


def by_section(hits: Iterable[Hit]) -> Iterable[tuple[Section, list[Hit]]]:
    """The hits of each section, the section of the best hit first."""
    sections: dict[str, tuple[Section, list[Hit]]] = {}
    for hit in hits:
        section = hit.place.section
        sections.setdefault(section.section, (section, []))[1].append(hit)
    return sections.values()


def commands(hits: Iterable[Hit], screen: Screen) -> list[str]:
    """The commands that show the sections of the hits."""
    return [command(section, screen) for section, _ in by_section(hits)]


def mapping(hits: Iterable[Hit]) -> list[str]:
    """A remark that ICD-10 codes are not from the article, if any hit was found by one."""
    said = "ICD-10 codes are the editor’s mapping, not the article’s."
    return [said] if any(hit.by_code for hit in hits) else []


def validation(results: Iterable[Validated]) -> list[str]:
    """Which files are valid, and of how many likely mistakes they are warned; these, and mistakes,
    go to standard error."""
    valid = (result for result in results if result.is_valid)
    return [f"{result.file}: valid{_warnings(len(result.problems))}" for result in valid]


def _warnings(count: int) -> str:
    return f", {count} warning{'s' if count > 1 else ''}" if count else ""


def footer(monograph: Monograph, screen: Screen) -> str:
    """The source, its age, and that this is not medical advice."""
    source = monograph.source
    said = source.publisher
    if source.reviewed:
        year, _, month = source.reviewed.partition("-")
        said += f", {_MONTHS[int(month) - 1]} {year}{_age(source.reviewed, screen.month)}"
    return f"{said} · reference only, not medical advice"  # fits 80 columns, for b12's own


def _age(reviewed: str, now: str) -> str:
    """How old a source of that month is now, if it is worth saying."""
    months = _months(now) - _months(reviewed) if now else 0
    return f" (over {(months - 1) // 12} years old)" if months > OLD else ""


def _months(month: str) -> int:
    year, _, number = month.partition("-")
    return 12 * int(year) + int(number)
