"""The monograph: what a drug reference says, as types that never change and know no other keys.

Three levels hold everywhere: a monograph has sections, a section has groups, a group
has entries, and an entry is one fact. Nothing here reads or prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, TypeAlias, get_args

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

from b12cli.monograph.errors import KeyPath

SectionName: TypeAlias = Literal[
    "overview", "uses", "administration", "side-effects", "contraindications", "references"
]
"""The sections of every monograph; each is also the command that shows it."""

SECTION_NAMES: tuple[SectionName, ...] = get_args(SectionName)

SIDE_EFFECTS: SectionName = "side-effects"
COMMON, SERIOUS, ALLERGIC = "common", "serious", "allergic"
"""The groups that every side-effects section must have."""

Text = Annotated[str, Meta(min_length=1)]
Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$")]
Month = Annotated[str, Meta(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
# The upper bound keeps out infinity, which JSON cannot say.
_POSITIVE = Meta(gt=0, le=1_000_000_000)
Amount: TypeAlias = Annotated[int, _POSITIVE] | Annotated[float, _POSITIVE]


class Dose(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much is given, as the article prints it.

    ``low`` equals ``high`` where the dose is one figure, and is null where ``high`` is an
    upper limit. The unit is never converted.
    """

    low: Amount | None = None
    high: Amount
    unit: Text
    per: Literal["day", "dose"]
    text: Text


class Citation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cited work, field by field, spelled as the work itself is.

    ``et_al``: there are more authors than are named. ``pages`` may be an article number.
    """

    authors: Annotated[tuple[Text, ...], Meta(min_length=1)]
    et_al: bool = False
    title: Text
    journal: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    pages: Text | None = None
    year: int | None = None
    url: Text | None = None
    accessed: Text | None = None


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """An editor's note: it does not come from the article, and cites where it does."""

    text: Text
    citations: Annotated[tuple[Text, ...], Meta(min_length=1)]


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One fact: ``name`` in a few words, ``detail`` what the article adds to it.

    ``aliases`` are other names of the very thing, by which search finds it and check judges;
    one may hold a range of whole numbers, as in ``{0-12} year old``. ``related`` are words that
    lead to it but are not it: wider, or something near. ``codes`` are ICD-10's, the editor's
    mapping; a code stands for all below it. ``notes`` are shown wherever the entry is an answer.
    """

    name: Text
    detail: Text | None = None
    aliases: tuple[Text, ...] = ()
    related: tuple[Text, ...] = ()
    codes: tuple[Code, ...] = ()
    dose: Dose | UnsetType = UNSET
    citation: Citation | UnsetType = UNSET
    notes: tuple[Note, ...] = ()


GroupVerdict: TypeAlias = Literal[
    "contraindicated", "serious_side_effect", "side_effect", "listed_use", "none"
]
"""What it means for a patient to have what a group lists; none for advice and explanations."""


class Group(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Entries under one heading; ``note`` is what the article says of all of them.

    ``verdict`` is what ``check`` concludes from an entry of the group; where it says nothing,
    its section decides. ``notes`` are shown with the group, and with each entry of it that is
    an answer.
    """

    group: Key
    title: Text
    note: Text | None = None
    verdict: GroupVerdict | None = None
    aliases: tuple[Text, ...] = ()
    entries: Annotated[tuple[Entry, ...], Meta(min_length=1)]
    notes: tuple[Note, ...] = ()


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """What one command shows."""

    section: SectionName
    title: Text
    summary: Text
    groups: Annotated[tuple[Group, ...], Meta(min_length=1)]
    notes: tuple[Note, ...] = ()
    aliases: tuple[Text, ...] = ()

    def only(self, keys: Sequence[str]) -> Section:
        """This section with just the groups of these keys, in its own order."""
        return replace(self, groups=tuple(each for each in self.groups if each.group in keys))


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """The article that the monograph is made from. ``reviewed`` is a month, ``2022-08``."""

    title: Text
    publisher: Text
    author: Text
    reviewer: Text
    reviewed: Month


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of medicine that reading can't know from English.

    Each item of ``same`` lists words that mean the same in any name, the commonest first;
    ``unrelated`` are phrases that have words of ours and speak of something else. The other
    fields were English, and are read and passed over since 0.2: the package knows it now.
    """

    filler: str = ""
    negations: str = ""
    hints: str = ""
    qualifiers: str = ""
    distinct: str = ""
    joins: str = ""
    unrelated: tuple[Text, ...] = ()
    same: tuple[Text, ...] = ()


class Monograph(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    title: Text
    generic_name: Text
    source: Source
    sections: tuple[Section, ...]
    words: Words = Words()

    def section(self, name: SectionName) -> Section:
        """The section of that name; every monograph that was loaded has it."""
        return next(section for section in self.sections if section.section == name)


def faults(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong with a well-typed monograph, each with its place."""
    names = [section.section for section in monograph.sections]
    for path, name in _repeated(("sections",), names, "section"):
        yield path, f"duplicate section {name!r}, expected each section once"
    for missing in (name for name in SECTION_NAMES if name not in names):
        yield ("sections",), f"missing section {missing!r}, expected {', '.join(SECTION_NAMES)}"
    for number, section in enumerate(monograph.sections):
        yield from _section_faults(("sections", number), section)


def _section_faults(path: KeyPath, section: Section) -> Iterator[tuple[KeyPath, str]]:
    keys = [group.group for group in section.groups]
    for place, key in _repeated((*path, "groups"), keys, "group"):
        yield place, f"duplicate group {key!r}, expected each key once in a section"
    if section.section == SIDE_EFFECTS:
        for missing in (key for key in (COMMON, SERIOUS, ALLERGIC) if key not in keys):
            yield (*path, "groups"), f"missing group {missing!r}, expected it in {SIDE_EFFECTS}"
    for number, group in enumerate(section.groups):
        entries = (*path, "groups", number, "entries")
        names = [entry.name for entry in group.entries]
        for place, name in _repeated(entries, names, "name"):
            yield place, f"duplicate entry {name!r}, expected each name once in a group"
        for position, entry in enumerate(group.entries):
            if entry.dose and entry.dose.low is not None and entry.dose.low > entry.dose.high:
                yield (*entries, position, "dose", "low"), "above high, expected low <= high"


def _repeated(path: KeyPath, values: Sequence[str], field: str) -> Iterator[tuple[KeyPath, str]]:
    """Each value that stood earlier in the list, with the place of its later mention."""
    seen: set[str] = set()
    for number, value in enumerate(values):
        if value in seen:
            yield (*path, number, field), value
        seen.add(value)


_SECTION_VERDICTS: dict[str, GroupVerdict] = {
    "contraindications": "contraindicated",
    "side-effects": "side_effect",
    "uses": "listed_use",
}


def verdict_of(section: Section, group: Group) -> GroupVerdict:
    """What it means for a patient to have what the group lists."""
    if group.verdict:
        return group.verdict
    if section.section == SIDE_EFFECTS and group.group in (SERIOUS, ALLERGIC):
        return "serious_side_effect"
    return _SECTION_VERDICTS.get(section.section, "none")


Severity: TypeAlias = Literal["contraindicated", "allergic", "serious", "none"]
"""How grave the entries of a group are, the gravest first."""


def severity(section: Section, group: Group) -> Severity:
    """What a reader must not overlook in this group."""
    verdict = verdict_of(section, group)
    if verdict == "contraindicated":
        return "contraindicated"
    if verdict == "serious_side_effect":
        return "allergic" if group.group == ALLERGIC else "serious"
    return "none"
