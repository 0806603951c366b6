"""The monograph: what a drug reference says, as types that never change and know no other keys.

Three levels hold everywhere: a monograph has sections, a section has groups, a group
has entries, and an entry is one fact. Nothing here reads or prints.
"""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType, field
from msgspec.structs import replace

from b12cli.monograph.errors import KeyPath
from b12cli.sections import SECTIONS

SIDE_EFFECTS = "side-effects"
ADMINISTRATION, CONTRAINDICATIONS = "administration", "contraindications"
COMMON, SERIOUS, ALLERGIC = "common", "serious", "allergic"
"""The groups of side effects that have an option of their own."""


def _meta(description: str, min_length: int | None = None) -> Meta:
    """What a field means, for editors that read the schema, and how much it must hold."""
    return Meta(description=description, min_length=min_length)


Text = Annotated[str, Meta(min_length=1)]
SectionKey = Annotated[str, Meta(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
_KEY = "^[a-z][a-z0-9_]*$"
Key = Annotated[str, Meta(pattern=_KEY)]
_ONE_CODE = r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?"
Code = Annotated[str, Meta(pattern=f"^{_ONE_CODE}$")]
CodeOrBlock = Annotated[str, Meta(pattern=f"^({_ONE_CODE}|[A-Z][0-9]{{2}}-[A-Z][0-9]{{2}})$")]
EditionCode = Annotated[
    str, Meta(pattern=f"^({_ONE_CODE}|[A-Z][0-9]{{2}}-[A-Z][0-9]{{2}})( WHO| CM)?$")
]
Month = Annotated[str, Meta(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
# The upper bound keeps out infinity, which JSON cannot say.
_POSITIVE = Meta(gt=0, le=1_000_000_000)
_PERIOD = "^(dose|day|week|month|[1-9][0-9]? hours)$"
Amount: TypeAlias = Annotated[int, _POSITIVE] | Annotated[float, _POSITIVE]


class Dose(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much is given, as the source prints it.

    ``low`` equals ``high`` where the dose is one figure, and is null where ``high`` is an
    upper limit. The unit is never converted.
    """

    low: Annotated[Amount | None, _meta("The least that is given; empty if high is a limit.")] = (
        None
    )
    high: Annotated[Amount, _meta("The most that is given.")]
    unit: Annotated[Text, _meta("The unit as the source prints it, such as mg or mg/kg.")]
    per: Annotated[
        Annotated[str, Meta(pattern=_PERIOD)],
        _meta("The time in which that is given: dose, day, week, month, or so many hours."),
    ]
    times: Annotated[
        Annotated[int, Meta(ge=1, le=100)],
        _meta("How many times in that; twice daily is 2 times per day."),
    ] = 1
    text: Annotated[Text, _meta("How it is said, in a few words: 70 mg once a week.")]
    # As text as a whole: Python 3.10 doesn't resolve a name in quotes inside of tuple[].
    then: "Annotated[tuple[Dose, ...], _meta('What is given after it, each with its text.')]" = ()

    @property
    def steps(self) -> str:
        """All its steps, as the source says them."""
        return ", then ".join([self.text, *(step.steps for step in self.then)])


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """A threshold beyond which a concept is there, such as eGFR < 15 mL/min."""

    value: Annotated[Text, _meta("Name, sign, number and unit.")]
    source: Annotated[Text, _meta("Who says so.")]


class Citation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cited work, field by field, spelled as the work itself is."""

    authors: Annotated[tuple[Text, ...], _meta("As the work spells them.", min_length=1)]
    et_al: Annotated[bool, _meta("Whether there are more authors than are named.")] = False
    title: Annotated[Text, _meta("The title of the work.")]
    journal: Annotated[Text | None, _meta("The journal, as the work abbreviates it.")] = None
    volume: Annotated[Text | None, _meta("The volume of the journal.")] = None
    issue: Annotated[Text | None, _meta("The issue of the volume.")] = None
    pages: Annotated[Text | None, _meta("The pages, or the number of an article.")] = None
    year: Annotated[int | None, _meta("The year of publication.")] = None
    url: Annotated[Text | None, _meta("Where the work can be read.")] = None
    accessed: Annotated[Text | None, _meta("When the URL was read.")] = None

    @property
    def text(self) -> str:
        """What stands in a list of references after the authors."""
        between = "; " if self.volume else ". "
        pages = between.join(filter(None, [self.issue, self.pages]))
        line = ". ".join(filter(None, [self.title, self.journal, self.volume, pages]))
        if self.year:
            line += f", {self.year}"
        if self.url:
            line += f". Available on: <{self.url}>"
        if self.accessed:
            line += f". Access in {self.accessed}"
        return line if line.endswith(("?", "!", ".")) else f"{line}."


Card: TypeAlias = Annotated[
    bool | Text | None,
    _meta(
        "Whether it is on the bedside card (b12 card): true, false, or some of its own words, "
        "which stand there in place of all of it. If left out, it is where it is a "
        "contraindication or a possible one, administration, a dose or a note over one, a serious "
        "effect or an allergic reaction. A contraindication always is, whole."
    ),
]


class Work(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What editor's notes cite."""

    key: Annotated[Key, _meta("What notes call it.")]
    short: Annotated[
        Text, _meta("How text cites it: its author or publisher, and the year where it is known.")
    ]
    text: Annotated[Text, _meta("The whole citation, as JSON and the references have it.")]


if TYPE_CHECKING:
    Cited: TypeAlias = Work | str
else:
    # A file has the key of a work, or a whole citation; ``with_notes`` puts the work there.
    Cited = Text


class Note(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An editor's note: it does not come from the source, and cites where it does."""

    key: Annotated[Key | None, _meta("What it is called where it concerns something.")] = None
    lead: Annotated[Text | None, _meta("What it is about, in a few words.")] = None
    text: Annotated[Text, _meta("What the reader must know that the source does not say.")]
    flag: Annotated[
        Text | None,
        _meta(
            "What check says on the line of a contraindication that it concerns, in two or three "
            "words: another label differs."
        ),
    ] = None
    citations: Annotated[
        tuple[Cited, ...],
        _meta("Where that comes from: the keys of works, or whole citations.", min_length=1),
    ]
    card: Card = None

    @property
    def said(self) -> str:
        """What it says, after what it is about."""
        return f"{self.lead}: {self.text}" if self.lead else self.text


if TYPE_CHECKING:
    NoteOrKey: TypeAlias = Note
else:
    # In a file, the key of a note may stand in its place; ``with_notes`` puts the note there.
    NoteOrKey = Key | Note


_SHARED = " Names of the thesaurus, with all that is below each."


Past: TypeAlias = Literal["lasts", "ends", "over"]
"""What is left of a thing when it is past, the most first."""


class Concept(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A concept of medicine, after SKOS: what it is called, and what it is a kind of.

    A file's ``concepts`` add to those that the package knows: new ones, or more names of one.
    """

    concept: Annotated[Text, _meta("Its preferred label.")]
    broader: Annotated[tuple[Text, ...], _meta("What it is a kind of, by their labels.")] = ()
    aliases: Annotated[tuple[Text, ...], _meta("Other names of the very thing.")] = ()
    abbreviations: Annotated[tuple[Text, ...], _meta("Letters for it, found in any case.")] = ()
    hidden: Annotated[
        tuple[Text, ...], _meta("How people put it: slang, questions. Found, never shown.")
    ] = ()
    narrower: Annotated[tuple[Text, ...], _meta("Kinds of it that need no more than a name.")] = ()
    codes: Annotated[
        tuple[EditionCode, ...],
        _meta("Its ICD-10 codes; WHO or CM after one that is of that edition alone."),
    ] = ()
    values: Annotated[tuple[Value, ...], _meta("What must be measured for it.")] = ()
    past: Annotated[
        Past | None,
        _meta(
            "What is left of it when it is past: it lasts (if left out, and nothing broader says "
            "otherwise); it ends, so that a past one is only possible; it is over, and nothing."
        ),
    ] = None
    related: Annotated[tuple[Text, ...], _meta("Concepts that lead to it in a search.")] = ()
    source: Annotated[Text | None, _meta("Where it comes from, if it has no code.")] = None
    note: Annotated[Text | None, _meta("Why it stands so, where somebody decided.")] = None


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One fact."""

    name: Annotated[Text, _meta("The fact in a few words.")]
    detail: Annotated[Text | None, _meta("What the source adds to it.")] = None
    aliases: Annotated[
        tuple[Text, ...],
        _meta(
            "Other names of the very thing: search finds it by them and check judges. "
            "One may hold a range of whole numbers, as in {0-12} year old."
        ),
    ] = ()
    related: Annotated[
        tuple[Text, ...],
        _meta(
            "Words that lead to it but are not it: wider, or something near. "
            "Under a contraindication they make a possible one."
        ),
    ] = ()
    codes: Annotated[
        tuple[Code, ...],
        _meta("ICD-10 codes, the editor's mapping; a code stands for all below it."),
    ] = ()
    related_codes: Annotated[
        tuple[CodeOrBlock, ...],
        _meta(
            "ICD-10 codes of what is wider, or something near, as related has its names. "
            "A00-A09 stands for all of these."
        ),
    ] = ()
    dose: Annotated[Dose | UnsetType, _meta("How much is given, if it is a dose.")] = UNSET
    citation: Annotated[Citation | UnsetType, _meta("The work, if it is a reference.")] = UNSET
    notes: Annotated[
        tuple[NoteOrKey, ...],
        _meta("Editor's notes, or their keys, shown wherever the entry is an answer."),
    ] = ()
    concepts: Annotated[
        tuple[Text, ...],
        _meta("What it is about, any of them, where that is not its name." + _SHARED),
    ] = ()
    near: Annotated[
        tuple[Text, ...],
        _meta("What leads to it but is not it: of a contraindication a possible one." + _SHARED),
    ] = ()
    not_: Annotated[
        tuple[Text, ...],
        _meta("What has nothing to do with it, though it is a kind of what has." + _SHARED),
    ] = field(default=(), name="not")
    substances: Annotated[
        tuple[Text, ...],
        _meta("What its allergy is to; an allergy to anything else is another thing."),
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

    group: Annotated[Key, _meta("Its key in JSON: lower case, words joined by _.")]
    title: Annotated[Text, _meta("The heading.")]
    note: Annotated[Text | None, _meta("What the source says of all the entries.")] = None
    verdict: Annotated[
        GroupVerdict | None,
        _meta(
            "What check concludes for a patient who has what the group lists; none for advice "
            "and explanations. If it is left out, the section decides."
        ),
    ] = None
    aliases: Annotated[tuple[Text, ...], _meta("What people call the group, or ask of it.")] = ()
    entries: Annotated[tuple[Entry, ...], _meta("One fact each.", min_length=1)]
    notes: Annotated[
        tuple[NoteOrKey, ...],
        _meta("Editor's notes, or their keys, shown with the group and each entry of it."),
    ] = ()
    card: Card = None


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """What one command shows, or b12 show with its name."""

    section: Annotated[
        SectionKey,
        _meta(
            "What b12 show takes, such as uses or drug-interactions. These have a command of "
            f"their own: {', '.join(SECTIONS)}."
        ),
    ]
    title: Annotated[Text, _meta("The heading.")]
    summary: Annotated[Text, _meta("One sentence under the heading.")]
    groups: Annotated[tuple[Group, ...], _meta("The entries under their headings.", min_length=1)]
    notes: Annotated[
        tuple[NoteOrKey, ...], _meta("Editor's notes on the whole section, or their keys.")
    ] = ()
    aliases: Annotated[tuple[Text, ...], _meta("What people call the section, or ask of it.")] = ()

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

    title: Annotated[Text, _meta("The title of the article or label.")]
    publisher: Annotated[Text, _meta("Who published it; the footer begins with this.")]
    author: Annotated[Text | None, _meta("Who wrote it, if that is known.")] = None
    reviewer: Annotated[Text | None, _meta("Who reviewed it, if anybody did.")] = None
    reviewed: Annotated[
        Month | None, _meta("The month of its review, or else of its text, such as 2022-08.")
    ] = None


Noted = TypeVar("Noted", Section, Group, Entry)

_PASSED_OVER = _meta("English, passed over since 0.2: the package knows it.")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of medicine that reading can't know from English."""

    # Files of 0.1 have them, and stay valid.
    filler: Annotated[str, _PASSED_OVER] = ""
    negations: Annotated[str, _PASSED_OVER] = ""
    hints: Annotated[str, _PASSED_OVER] = ""
    qualifiers: Annotated[str, _PASSED_OVER] = ""
    distinct: Annotated[str, _PASSED_OVER] = ""
    joins: Annotated[str, _PASSED_OVER] = ""
    unrelated: Annotated[
        tuple[Text, ...], _meta("Phrases that have words of ours and speak of something else.")
    ] = ()
    same: Annotated[
        tuple[Text, ...],
        _meta("Each a line of words that mean the same in any name, the commonest first."),
    ] = ()


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
        dict[str, Verdict], _meta("Terms of patients' lists, each with its verdict.")
    ] = {}
    search: Annotated[
        dict[str, Text], _meta("Queries, each with the name of the entry that comes first.")
    ] = {}


class Monograph(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    title: Annotated[Text, _meta("The name of the medicine.")]
    generic_name: Annotated[Text, _meta("Its nonproprietary name.")]
    source: Annotated[Source, _meta("What it is made from.")]
    sections: Annotated[tuple[Section, ...], _meta("In the order that all shows.", min_length=1)]
    words: Annotated[Words, _meta("What reading must be told of words.")] = Words()
    notes: Annotated[
        tuple[Note, ...], _meta("Editor's notes, each once, by a key that is named elsewhere.")
    ] = ()
    works: Annotated[
        tuple[Work, ...], _meta("What the notes cite, each once, by a key that they name.")
    ] = ()
    concepts: Annotated[
        tuple[Concept, ...], _meta("Concepts that the package's thesaurus lacks.")
    ] = ()
    examples: Annotated[Examples, _meta("What it should answer; b12 validate asks it.")] = (
        Examples()
    )

    def section(self, name: str) -> Section | None:
        """The section of that name, in capitals or not, if there is one."""
        wanted = name.casefold()
        return next((each for each in self.sections if each.section == wanted), None)


def with_notes(monograph: Monograph) -> Monograph:
    """The monograph with each note, and each work that one cites, in place of its key."""
    works: dict[Work | str, Work] = {work.key: work for work in monograph.works}

    def citing(note: Note) -> Note:
        return replace(note, citations=tuple(works.get(each, each) for each in note.citations))

    known: dict[Note | str, Note] = {note.key: note for note in monograph.notes if note.key}

    def noted(part: Noted) -> Noted:
        notes = tuple(citing(known.get(note, note)) for note in part.notes)
        return replace(part, notes=notes) if notes else part

    def group_noted(group: Group) -> Group:
        return noted(replace(group, entries=tuple(map(noted, group.entries))))

    def section_noted(section: Section) -> Section:
        return noted(replace(section, groups=tuple(map(group_noted, section.groups))))

    return (
        replace(monograph, sections=tuple(map(section_noted, monograph.sections)))
        if known or works
        else monograph
    )


def faults(monograph: Monograph) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong with a well-typed monograph, each with its place."""
    names = [section.section for section in monograph.sections]
    for path, name in _repeated(("sections",), names, "section"):
        yield path, f"duplicate section {name!r}, expected each section once"
    keys = [note.key or "" for note in monograph.notes]
    for number, key in enumerate(keys):
        if not key:
            yield ("notes", number), "a note without a key, expected one by which it is named"
    for path, key in _repeated(("notes",), keys, "key"):
        yield path, f"duplicate note {key!r}, expected each key once"
    works = [work.key for work in monograph.works]
    for path, key in _repeated(("works",), works, "key"):
        yield path, f"duplicate work {key!r}, expected each key once"
    for number, note in enumerate(monograph.notes):
        for at, cited in enumerate(note.citations):
            # A whole citation never looks so; without works, files of 0.2 may have such a word.
            if works and cited not in works and re.fullmatch(_KEY, str(cited)):
                path = ("notes", number, "citations", at)
                yield path, f"no work {cited!r}, expected one of {', '.join(works)}"
    labels = [concept.concept for concept in monograph.concepts]
    for path, label in _repeated(("concepts",), labels, "concept"):
        yield path, f"duplicate concept {label!r}, expected each label once"
    above = {concept.concept: concept.broader for concept in monograph.concepts}
    for number, label in enumerate(labels):
        if label in _all_above(label, above):
            path = ("concepts", number, "broader")
            yield path, f"{label!r} is a kind of itself, expected broader concepts in no circle"
    for number, section in enumerate(monograph.sections):
        yield from _section_faults(("sections", number), section)
        yield from _unknown_notes(("sections", number), section, frozenset(keys))


def _all_above(label: str, above: Mapping[str, Sequence[str]]) -> set[str]:
    """What the label is a kind of, by these alone."""
    found, waiting = set[str](), list(above.get(label, ()))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += above.get(each, ())
    return found


def _unknown_notes(
    path: KeyPath, section: Section, known: frozenset[str]
) -> Iterator[tuple[KeyPath, str]]:
    """Keys of notes that there are none of."""
    parts: list[tuple[KeyPath, Section | Group | Entry]] = [(path, section)]
    for number, group in enumerate(section.groups):
        under = (*path, "groups", number)
        parts.append((under, group))
        parts += [((*under, "entries", at), entry) for at, entry in enumerate(group.entries)]
    for place, part in parts:
        for at, note in enumerate(part.notes):
            if isinstance(note, str) and note not in known:
                expected = (
                    f"expected one of {', '.join(sorted(known))}" if known else "there are none"
                )
                yield (*place, "notes", at), f"no note {note!r}, {expected}"


def _section_faults(path: KeyPath, section: Section) -> Iterator[tuple[KeyPath, str]]:
    keys = [group.group for group in section.groups]
    for place, key in _repeated((*path, "groups"), keys, "group"):
        yield place, f"duplicate group {key!r}, expected each key once in a section"
    for number, group in enumerate(section.groups):
        entries = (*path, "groups", number, "entries")
        names = [entry.name for entry in group.entries]
        for place, name in _repeated(entries, names, "name"):
            yield place, f"duplicate entry {name!r}, expected each name once in a group"
        for position, entry in enumerate(group.entries):
            if entry.dose and entry.dose.low is not None and entry.dose.low > entry.dose.high:
                yield (*entries, position, "dose", "low"), "above high, expected low <= high"
            for at, code in enumerate(entry.related_codes):
                first, _, last = code.partition("-")
                if last and last < first:
                    block = (*entries, position, "related_codes", at)
                    yield block, f"a block that ends before it begins, expected {last}-{first}"


def _repeated(path: KeyPath, values: Sequence[str], field: str) -> Iterator[tuple[KeyPath, str]]:
    """Each value that stood earlier in the list, with the place of its later mention."""
    seen: set[str] = set()
    for number, value in enumerate(values):
        if value in seen:
            yield (*path, number, field), value
        seen.add(value)


_SECTION_VERDICTS: dict[str, GroupVerdict] = {
    CONTRAINDICATIONS: "contraindicated",
    # Whoever has what a label warns of should be asked about, though not refused.
    "precautions": "possible_contraindication",
    "warnings": "possible_contraindication",
    "interactions": "possible_contraindication",
    "drug-interactions": "possible_contraindication",
    "warnings-and-precautions": "possible_contraindication",
    SIDE_EFFECTS: "side_effect",
    "uses": "listed_use",
}


def section_verdicts() -> dict[str, GroupVerdict]:
    """What is concluded from the entries of a section of this name, where that is anything."""
    return dict(_SECTION_VERDICTS)


def verdict_of(section: Section, group: Group) -> GroupVerdict:
    """What it means for a patient to have what the group lists."""
    if group.verdict:
        return group.verdict
    if section.section == SIDE_EFFECTS and group.group in (SERIOUS, ALLERGIC):
        return "serious_side_effect"
    return _SECTION_VERDICTS.get(section.section, "none")


Severity: TypeAlias = Literal["contraindicated", "possible", "allergic", "serious", "none"]
"""How grave the entries of a group are, the gravest first."""


def severity(section: Section, group: Group) -> Severity:
    """What a reader must not overlook in this group."""
    verdict = verdict_of(section, group)
    if verdict == "contraindicated":
        return "contraindicated"
    if verdict == "possible_contraindication":
        return "possible"
    if verdict == "serious_side_effect":
        return "allergic" if group.group == ALLERGIC else "serious"
    return "none"
