"""The monograph: what a drug reference says, as types that never change and know no other keys.

Three levels hold everywhere: a monograph has sections, a section has groups, a group
has entries, and an entry is one fact. Nothing here reads or prints.
"""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

from collections.abc import Sequence
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
COMMON, SERIOUS, ALLERGIC = "common", "serious", "allergic"
"""The groups of side effects that have an option of their own."""


class Dose(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much is given, as the source prints it.

    ``low`` equals ``high`` where the dose is one figure, and is null where ``high`` is an
    upper limit. The unit is never converted.
    """

    low: Annotated[Amount | None, meta("The least that is given; empty if high is a limit.")] = None
    high: Annotated[Amount, meta("The most that is given.")]
    unit: Annotated[Text, meta("The unit as the source prints it, such as mg or mg/kg.")]
    per: Annotated[
        Period,
        meta("The time in which that is given: dose, day, week, month, or so many hours."),
    ]
    times: Annotated[
        Annotated[int, Meta(ge=1, le=100)],
        meta("How many times in that; twice daily is 2 times per day."),
    ] = 1
    text: Annotated[Text, meta("How it is said, in a few words: 70 mg once a week.")]
    # As text as a whole: Python 3.10 doesn't resolve a name in quotes inside of tuple[].
    then: "Annotated[tuple[Dose, ...], meta('What is given after it, each with its text.')]" = ()

    @property
    def steps(self) -> str:
        """All its steps, as the source says them."""
        return ", then ".join([self.text, *(step.steps for step in self.then)])


_SHARED = " Names of the thesaurus, with all that is below each."


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One fact."""

    name: Annotated[Text, meta("The fact in a few words.")]
    detail: Annotated[Text | None, meta("What the source adds to it.")] = None
    aliases: Annotated[
        tuple[Text, ...],
        meta(
            "Other names of the very thing: search finds it by them and check judges. "
            "One may hold a range of whole numbers, as in {0-12} year old."
        ),
    ] = ()
    related: Annotated[
        tuple[Text, ...],
        meta(
            "Words that lead to it but are not it: wider, or something near. "
            "Under a contraindication they make a possible one."
        ),
    ] = ()
    codes: Annotated[
        tuple[Code, ...],
        meta("ICD-10 codes, the editor's mapping; a code stands for all below it."),
    ] = ()
    related_codes: Annotated[
        tuple[CodeOrBlock, ...],
        meta(
            "ICD-10 codes of what is wider, or something near, as related has its names. "
            "A00-A09 stands for all of these."
        ),
    ] = ()
    dose: Annotated[Dose | UnsetType, meta("How much is given, if it is a dose.")] = UNSET
    citation: Annotated[Citation | UnsetType, meta("The work, if it is a reference.")] = UNSET
    notes: Annotated[
        tuple[NoteOrKey, ...],
        meta("Editor's notes, or their keys, shown wherever the entry is an answer."),
    ] = ()
    concepts: Annotated[
        tuple[Text, ...],
        meta("What it is about, any of them, where that is not its name." + _SHARED),
    ] = ()
    near: Annotated[
        tuple[Text, ...],
        meta("What leads to it but is not it: of a contraindication a possible one." + _SHARED),
    ] = ()
    not_: Annotated[
        tuple[Text, ...],
        meta("What has nothing to do with it, though it is a kind of what has." + _SHARED),
    ] = field(default=(), name="not")
    substances: Annotated[
        tuple[Text, ...],
        meta("What its allergy is to; an allergy to anything else is another thing."),
    ] = ()
    card: Card = None

    @property
    def text(self) -> str:
        """What the entry says after its name and dose: its detail, and the work that it cites."""
        cited = self.citation.text if self.citation else ""
        if self.citation and self.detail and self.citation.title in self.detail:
            cited = ""  # by hand, as files of 0.1 have it
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
    note: Annotated[Text | None, meta("What the source says of all the entries.")] = None
    verdict: Annotated[
        GroupVerdict | None,
        meta(
            "What check concludes for a patient who has what the group lists; none for advice "
            "and explanations. If it is left out, the section decides."
        ),
    ] = None
    aliases: Annotated[tuple[Text, ...], meta("What people call the group, or ask of it.")] = ()
    entries: Annotated[tuple[Entry, ...], meta("One fact each.", min_length=1)]
    notes: Annotated[
        tuple[NoteOrKey, ...],
        meta("Editor's notes, or their keys, shown with the group and each entry of it."),
    ] = ()
    card: Card = None


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """What one command shows, or b12 show with its name."""

    section: Annotated[
        SectionKey,
        meta(
            "What b12 show takes, such as uses or drug-interactions. These have a command of "
            f"their own: {', '.join(SECTIONS)}."
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
        """This section with just the groups of these keys, in its own order."""
        return replace(self, groups=tuple(each for each in self.groups if each.group in keys))


class Place(NamedTuple):
    """A section, or a group of it, or an entry of that, with what it stands under."""

    section: Section
    group: Group | None = None
    entry: Entry | None = None


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """The article or label that the monograph is made from, as far as it is known."""

    title: Annotated[Text, meta("The title of the article or label.")]
    publisher: Annotated[Text, meta("Who published it; the footer begins with this.")]
    author: Annotated[Text | None, meta("Who wrote it, if that is known.")] = None
    reviewer: Annotated[Text | None, meta("Who reviewed it, if anybody did.")] = None
    reviewed: Annotated[
        Month | None, meta("The month of its review, or else of its text, such as 2022-08.")
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
"""What the monograph says of a term, the gravest first."""


class Examples(Struct, frozen=True, forbid_unknown_fields=True):
    """What the monograph should answer; ``b12 validate`` asks it."""

    check: Annotated[
        dict[str, Verdict], meta("Terms of patients' lists, each with its verdict.")
    ] = {}
    search: Annotated[
        dict[str, Text], meta("Queries, each with the name of the entry that comes first.")
    ] = {}


class Monograph(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    title: Annotated[Text, meta("The name of the medicine.")]
    generic_name: Annotated[Text, meta("Its nonproprietary name.")]
    source: Annotated[Source, meta("What it is made from.")]
    sections: Annotated[tuple[Section, ...], meta("In the order that all shows.", min_length=1)]
    words: Annotated[Words, meta("What reading must be told of words.")] = Words()
    notes: Annotated[
        tuple[Note, ...], meta("Editor's notes, each once, by a key that is named elsewhere.")
    ] = ()
    works: Annotated[
        tuple[Work, ...], meta("What the notes cite, each once, by a key that they name.")
    ] = ()
    concepts: Annotated[
        tuple[Concept, ...], meta("Concepts that the package's thesaurus lacks.")
    ] = ()
    examples: Annotated[Examples, meta("What it should answer; b12 validate asks it.")] = Examples()

    def section(self, name: str) -> Section | None:
        """The section of that name, in capitals or not, if there is one."""
        wanted = name.casefold()
        return next((each for each in self.sections if each.section == wanted), None)
