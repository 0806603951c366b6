"""The words that text and Markdown share: what b12 itself says, around what the monograph says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from b12cli.monograph import Entry, Group, Monograph, Note, Section

if TYPE_CHECKING:
    from b12cli.search.results import Checked, Found, Hit, Validated, Verdict

NOTES_TITLE = "Editor’s notes, not from the article"

NO_CLEARANCE = "this is no clearance: ask a pharmacist or the prescriber"

DOSE_HEADER = ("For", "Dose", "Also")

VERDICTS: dict[Verdict, str] = {
    "contraindicated": "CONTRAINDICATED",
    "serious_side_effect": "serious side effect",
    "side_effect": "side effect",
    "listed_use": "listed use",
    "mentioned": "mentioned",
    "not_mentioned": "not mentioned",
}


def title(monograph: Monograph) -> str:
    return f"{monograph.title} ({monograph.generic_name})"


def command(section: Section) -> str:
    """What to type to read the section."""
    return f"b12 {section.section}"


def has_doses(group: Group) -> bool:
    """Whether the group is a table of doses."""
    return all(entry.dose for entry in group.entries)


def dose_row(entry: Entry) -> tuple[str, str, str]:
    """An entry of a table of doses, under DOSE_HEADER."""
    assert entry.dose
    return entry.name, entry.dose.text, entry.detail or ""


def statement(entry: Entry) -> str:
    """All that the entry says after its name: the dose first, then the detail."""
    dose = f"{entry.dose.text}." if entry.dose else None
    return " ".join(said for said in (dose, entry.detail) if said)


def answered(found: Found) -> str:
    """What was searched for, in words that hide no correction."""
    if found.corrected_to:
        return f"Nothing for “{found.query}”, showing results for “{found.corrected_to}”"
    return f"Search: {found.query}"


def nothing_found(found: Found) -> str:
    """One line: nothing, what may have been meant, and that nothing is no clearance."""
    nothing = f"nothing found for “{found.query}”"
    if found.suggestions:
        near = ", ".join(f"“{suggestion}”" for suggestion in found.suggestions)
        return f"{nothing}. Did you mean {near}?"
    return f"{nothing}: {NO_CLEARANCE}"


def by_section(hits: Iterable[Hit]) -> Iterable[tuple[Section, list[Hit]]]:
    """The hits of each section, the section of the best hit first."""
    sections: dict[str, tuple[Section, list[Hit]]] = {}
    for hit in hits:
        sections.setdefault(hit.section.section, (hit.section, []))[1].append(hit)
    return sections.values()


def by_alias(hit: Hit) -> bool:
    """Whether the entry answers by words that can't be seen in it."""
    return hit.matched in (*hit.entry.aliases, *hit.entry.related)


def basis(result: Checked) -> str:
    """What a verdict rests on: its entries, and where to read them."""
    if not result.hits:
        return NO_CLEARANCE
    entries = "; ".join(dict.fromkeys(hit.entry.name for hit in result.hits))
    commands = ", ".join(command(section) for section, _ in by_section(result.hits))
    return f"{entries} ({commands})"


def dose_notes(found: Found) -> list[Note]:
    """The notes of the sections whose doses were found: no dose is shown without them."""
    sections = {hit.section.section: hit.section for hit in found.hits if hit.entry.dose}
    return [note for section in sections.values() for note in section.notes]


def validation(result: Validated) -> str:
    """That the file is valid; what is wrong with one is an error, told elsewhere."""
    return f"{result.file}: valid"


def footer(monograph: Monograph) -> str:
    source = monograph.source
    reviewed = date.fromisoformat(f"{source.reviewed}-01").strftime("%B %Y")
    return (
        f"Source: {source.title} ({source.publisher}), clinical review {reviewed}. "
        "Reference only, not medical advice."
    )
