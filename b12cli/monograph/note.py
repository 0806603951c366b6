"""What a monograph cites, and the editor's notes beside what its source says."""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

from typing import TYPE_CHECKING, Annotated, TypeAlias

from msgspec import Struct

from b12cli.monograph.fields import Card, Key, Text, meta


class Citation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cited work, field by field, spelled as in the work itself."""

    authors: Annotated[tuple[Text, ...], meta("As the work spells them.", min_length=1)]
    et_al: Annotated[bool, meta("Whether there are more authors than are named.")] = False
    title: Annotated[Text, meta("The title of the work.")]
    journal: Annotated[Text | None, meta("The journal, as the work abbreviates it.")] = None
    volume: Annotated[Text | None, meta("The volume of the journal.")] = None
    issue: Annotated[Text | None, meta("The issue of the volume.")] = None
    pages: Annotated[Text | None, meta("The pages, or the number of an article.")] = None
    year: Annotated[int | None, meta("The year of publication.")] = None
    url: Annotated[Text | None, meta("Where the work can be read.")] = None
    accessed: Annotated[Text | None, meta("When the URL was read.")] = None

    @property
    def text(self) -> str:
        """What follows the authors in a list of references."""
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


class Work(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A work that editor's notes cite."""

    key: Annotated[Key, meta("The key by which notes cite it.")]
    short: Annotated[
        Text, meta("The short citation in text: its author or publisher, and the year if known.")
    ]
    text: Annotated[Text, meta("The full citation, for JSON and the references.")]


if TYPE_CHECKING:
    Cited: TypeAlias = Work | str
else:
    # In a file, the key of a work or a full citation; the loader puts the work in its place.
    Cited = Text


class Note(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An editor's note: it does not come from the source, and cites where it comes from."""

    key: Annotated[Key | None, meta("The key to refer to it by.")] = None
    lead: Annotated[Text | None, meta("What it is about, in a few words.")] = None
    text: Annotated[Text, meta("What the reader must know that the source does not say.")]
    flag: Annotated[
        Text | None,
        meta(
            "What check shows beside what it concerns, in two or three words, such as: another "
            "label differs."
        ),
    ] = None
    citations: Annotated[
        tuple[Cited, ...],
        meta("Where that comes from: the keys of works, or full citations.", min_length=1),
    ]
    card: Card = None

    @property
    def said(self) -> str:
        """The text, after its lead."""
        return f"{self.lead}: {self.text}" if self.lead else self.text


if TYPE_CHECKING:
    NoteOrKey: TypeAlias = Note
else:
    # In a file, a note or its key; the loader puts the note in place of the key.
    NoteOrKey = Key | Note
