"""The monograph: what a drug reference says, as frozen types that refuse unknown keys.

A monograph has sections, a section has groups, a group has entries, and an entry is one fact.
Nothing here reads or prints.
"""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Literal, NamedTuple, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field
from msgspec.structs import replace

from b12cli.monograph.concept import Concept, Words
from b12cli.monograph.fields import (
    Amount,
    Card,
    Code,
    CodeOrBlock,
    Key,
    Month,
    Period,
    SectionKey,
    Text,
    meta,
)
from b12cli.monograph.note import Citation, Note, NoteOrKey, Work
from b12cli.sections import SECTIONS

SIDE_EFFECTS = "side-effects"
ADMINISTRATION, CONTRAINDICATIONS = "administration", "contraindications"
REFERENCES = "references"
COMMON, SERIOUS, ALLERGIC = "common", "serious", "allergic"
"""The groups of side effects that have their own option."""


class Dose(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much is given, as the source prints it.

    ``low`` equals ``high`` if the dose is a single figure, and is null if ``high`` is an
    upper limit. The unit is never converted.
    """

    low: Annotated[Amount | None, meta("The lowest dose; empty if high is an upper limit.")] = None
    high: Annotated[Amount, meta("The highest dose.")]
    unit: Annotated[Text, meta("The unit as the source prints it, such as mg or mg/kg.")]
    per: Annotated[
        Period,
        meta("The period: dose, day, week, month, or a number of hours."),
    ]
    times: Annotated[
        Annotated[int, Meta(ge=1, le=100)],
        meta("How many times in that period: 2 for twice a day."),
    ] = 1
    text: Annotated[Text, meta("The dose in words, such as 70 mg once a week.")]
    # As text as a whole: Python 3.10 doesn't resolve a name in quotes inside of tuple[].
    then: "Annotated[tuple[Dose, ...], meta('The steps that follow, each with its text.')]" = ()

    @property
    def steps(self) -> str:
        """All its steps, in the words of the source."""
        return ", then ".join([self.text, *(step.steps for step in self.then)])


_SHARED = " Names from the thesaurus; each includes all its kinds."


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One fact."""

    name: Annotated[Text, meta("The fact in a few words.")]
    detail: Annotated[Text | None, meta("What the source adds to it.")] = None
    aliases: Annotated[
        tuple[Text, ...],
        meta(
            "Other names of exactly this, for search and check. "
            "One may contain a range of whole numbers, as in {0-12} year old."
        ),
    ] = ()
    related: Annotated[
        tuple[Text, ...],
        meta(
            "Words that lead to it but are broader, or only close to it. "
            "For a contraindication they make a possible one."
        ),
    ] = ()
    codes: Annotated[
        tuple[Code, ...],
        meta("ICD-10 codes, the editor's mapping; a code includes all codes below it."),
    ] = ()
    related_codes: Annotated[
        tuple[CodeOrBlock, ...],
        meta(
            "ICD-10 codes of what is broader or close to it, like the names in related. "
            "A00-A09 means all of these."
        ),
    ] = ()
    dose: Annotated[Dose | UnsetType, meta("The dose, if it has one.")] = UNSET
    citation: Annotated[Citation | UnsetType, meta("The work, if it is a reference.")] = UNSET
    notes: Annotated[
        tuple[NoteOrKey, ...],
        meta("Editor's notes, or their keys, shown wherever the entry is an answer."),
    ] = ()
    concepts: Annotated[
        tuple[Text, ...],
        meta("What it is about, one or more, if its name doesn't say so." + _SHARED),
    ] = ()
    near: Annotated[
        tuple[Text, ...],
        meta(
            "What leads to it but is only close; for a contraindication, a possible one." + _SHARED
        ),
    ] = ()
    not_: Annotated[
        tuple[Text, ...],
        meta(
            "Exceptions: what has nothing to do with it, though it is a kind of what does."
            + _SHARED
        ),
    ] = field(default=(), name="not")
    substances: Annotated[
        tuple[Text, ...],
        meta("What the allergy is to; an allergy to anything else doesn't count."),
    ] = ()
    card: Card = None

    @property
    def text(self) -> str:
        """What follows the name and dose: the detail, and the work that the entry cites."""
        cited = self.citation.text if self.citation else ""
        if self.citation and self.detail and self.citation.title in self.detail:
            cited = ""  # written by hand, as in files of 0.1
        return " ".join(said for said in (self.detail, cited) if said)


GroupVerdict: TypeAlias = Literal[
    "contraindicated",
    "possible_contraindication",
    "serious_side_effect",
    "side_effect",
    "listed_use",
    "none",
]


class Group(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Entries under one heading."""

    group: Annotated[Key, meta("Its key in JSON: lower case, words joined by _.")]
    title: Annotated[Text, meta("The heading.")]
    note: Annotated[Text | None, meta("What the source says about all the entries.")] = None
    verdict: Annotated[
        GroupVerdict | None,
        meta(
            "What check concludes for a patient with something that the group lists; none for "
            "advice and explanations. If it is left out, the section decides."
        ),
    ] = None
    aliases: Annotated[tuple[Text, ...], meta("What people call the group, or ask of it.")] = ()
    entries: Annotated[tuple[Entry, ...], meta("One fact each.", min_length=1)]
    notes: Annotated[
        tuple[NoteOrKey, ...],
        meta("Editor's notes, or their keys, shown with the group and with each of its entries."),
    ] = ()
    card: Card = None

    @property
    def has_doses(self) -> bool:
        """Whether it is a table of doses."""
        return any(entry.dose for entry in self.entries)


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """What one command shows, or b12 show with the section's name."""

    section: Annotated[
        SectionKey,
        meta(
            "The name for b12 show, such as uses or drug-interactions. These have their own "
            f"command: {', '.join(SECTIONS)}."
        ),
    ]
    title: Annotated[Text, meta("The heading.")]
    summary: Annotated[Text, meta("One sentence under the heading.")]
    groups: Annotated[tuple[Group, ...], meta("The entries under their headings.", min_length=1)]
    notes: Annotated[
        tuple[NoteOrKey, ...], meta("Editor's notes on the whole section, or their keys.")
    ] = ()
    aliases: Annotated[tuple[Text, ...], meta("What people call the section, or ask of it.")] = ()

    def only(self, keys: Sequence[str]) -> "Section":
        """This section with only the groups of these keys, in their order."""
        return replace(self, groups=tuple(each for each in self.groups if each.group in keys))

    def changed(self, change: Callable[[Entry], Entry]) -> "Section":
        """This section with each of its entries, in order, as ``change`` returns it."""
        groups = (replace(each, entries=tuple(map(change, each.entries))) for each in self.groups)
        return replace(self, groups=tuple(groups))


class Place(NamedTuple):
    """A section, a group or an entry, with the group and section it belongs to."""

    section: Section
    group: Group | None = None
    entry: Entry | None = None


def entries(sections: Iterable[Section]) -> list[Place]:
    """The entries of these sections, in order."""
    return [
        Place(section, group, entry)
        for section in sections
        for group in section.groups
        for entry in group.entries
    ]


def headings(sections: Iterable[Section]) -> list[Place]:
    """These sections and their groups, in order."""
    return [
        place
        for section in sections
        for place in (Place(section), *(Place(section, group) for group in section.groups))
    ]


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """The article or label that the monograph is made from, as far as known."""

    title: Annotated[Text, meta("The title of the article or label.")]
    publisher: Annotated[Text, meta("Who published it; the footer begins with this.")]
    author: Annotated[Text | None, meta("Who wrote it, if known.")] = None
    reviewer: Annotated[Text | None, meta("Who reviewed it, if anybody did.")] = None
    reviewed: Annotated[
        Month | None,
        meta("The month of its review, or of the text if not reviewed, such as 2022-08."),
    ] = None


Verdict: TypeAlias = Literal[
    "contraindicated",
    "possible_contraindication",
    "serious_side_effect",
    "side_effect",
    "listed_use",
    "mentioned",
    "not_mentioned",
]
"""What the monograph says about a term, the gravest first."""


class Examples(Struct, frozen=True, forbid_unknown_fields=True):
    """What b12 should answer; ``b12 validate`` tests it."""

    check: Annotated[
        dict[str, Verdict], meta("Terms from patients' lists, each with its verdict.")
    ] = {}
    search: Annotated[
        dict[str, Text], meta("Queries, each with the name of the entry that comes first.")
    ] = {}


class Monograph(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    title: Annotated[Text, meta("The name of the medicine.")]
    generic_name: Annotated[Text, meta("Its nonproprietary name.")]
    source: Annotated[Source, meta("What it is made from.")]
    sections: Annotated[
        tuple[Section, ...], meta("In the order in which b12 all shows them.", min_length=1)
    ]
    words: Annotated[Words, meta("Words of this monograph that reading needs to know.")] = Words()
    notes: Annotated[
        tuple[Note, ...], meta("Editor's notes, each once, with a key to refer to it by.")
    ] = ()
    works: Annotated[
        tuple[Work, ...], meta("What the notes cite, each once, with a key to refer to it by.")
    ] = ()
    concepts: Annotated[tuple[Concept, ...], meta("Concepts that b12's thesaurus lacks.")] = ()
    examples: Annotated[Examples, meta("What b12 should answer; b12 validate tests it.")] = (
        Examples()
    )

    def section(self, name: str) -> Section | None:
        """The section of that name, in upper or lower case, if there is one."""
        wanted = name.casefold()
        return next((each for each in self.sections if each.section == wanted), None)
