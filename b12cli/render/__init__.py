"""The output formats: one module for each, with one function for each kind of result.

A renderer turns a result into text and writes nothing. A new format is a module here, a member of
``ListFormat`` and, unless it is only for lists, of ``Format``, and a line in ``renderer`` or
``list_renderer``.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from b12cli.monograph.model import Monograph, Section
    from b12cli.results import Found, Tally, Validated
    from b12cli.screen import Screen


class _Format(str, Enum):
    """A format's name, who reads it, and whether these are programs: it then also represents a
    search that finds nothing and a file's faults, which for people go to standard error."""

    meaning: str
    is_for_programs: bool

    def __new__(cls, name: str, meaning: str, is_for_programs: bool) -> _Format:
        made = str.__new__(cls, name)
        made._value_, made.meaning, made.is_for_programs = name, meaning, is_for_programs
        return made

    @property
    def declared(self) -> tuple[str, str, bool]:
        """What it is made from."""
        return self.value, self.meaning, self.is_for_programs


class Format(_Format):
    """How a result is printed."""

    text = "text", "for people", False
    json = "json", "for scripts", True
    markdown = "markdown", "for notes", False


class ListFormat(_Format):
    """How the results of a list are printed: as in Format, or one line of JSON each."""

    text = Format.text.declared
    json = Format.json.declared
    jsonl = "jsonl", "for scripts (one line per term)", True
    markdown = Format.markdown.declared

    def streams(self, screen: Screen) -> bool:
        """Whether each result is shown as soon as it is known, rather than the gravest first."""
        return self is ListFormat.jsonl or (self is ListFormat.text and screen.width is None)


def explained(formats: Iterable[Format | ListFormat]) -> str:
    """The formats in one sentence, for the help of --format."""
    return ", ".join(f"{each.value} {each.meaning}" for each in formats) + "."


class ListRenderer(Protocol):
    """What a module here must have for the results of a list: it returns a text, or pieces of one,
    each as soon as its result is known."""

    def check(self, monograph: Monograph, tally: Tally, screen: Screen) -> str | Iterator[str]: ...


class Renderer(ListRenderer, Protocol):
    """What a module here must have. What it returns doesn't end in a line break."""

    def section(self, monograph: Monograph, section: Section, screen: Screen) -> str: ...

    def card(self, monograph: Monograph, section: Section, screen: Screen) -> str: ...

    def monograph(self, monograph: Monograph, screen: Screen) -> str: ...

    def search(self, monograph: Monograph, found: Found, screen: Screen) -> str: ...

    def validation(self, results: Sequence[Validated], screen: Screen) -> str: ...


def renderer(format: Format) -> Renderer:
    """The module for this format, imported without what only other formats need."""
    if format is Format.json:
        from b12cli.render import json

        return json
    if format is Format.markdown:
        from b12cli.render import markdown

        return markdown
    from b12cli.render import text

    return text


def list_renderer(format: ListFormat) -> ListRenderer:
    """The module for the results of a list in this format."""
    if format is ListFormat.jsonl:
        from b12cli.render import jsonl

        return jsonl
    return renderer(Format[format.name])
