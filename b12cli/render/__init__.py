"""The output formats: one module for each, one function in it for each kind of result.

A renderer turns a result into text and knows no stream. A new format is a module here and
a member of Format.
"""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12cli.monograph.model import Monograph, Section
    from b12cli.search.results import Checked, Found, Validated


class Format(str, Enum):
    """The value names the module that renders it."""

    text = "text"
    json = "json"
    markdown = "markdown"


class Screen(NamedTuple):
    """What the output is for. ``width`` is in columns; None, as in a pipe, wraps nothing."""

    width: int | None = None
    color: bool = False
    encoding: str = "utf-8"


class Renderer(Protocol):
    """What a module of this package has. What it returns ends without a line break."""

    def section(self, monograph: Monograph, section: Section, screen: Screen) -> str: ...

    def monograph(self, monograph: Monograph, screen: Screen) -> str: ...

    def search(self, monograph: Monograph, found: Found, screen: Screen) -> str: ...

    def check(self, monograph: Monograph, results: Sequence[Checked], screen: Screen) -> str: ...

    def validation(self, result: Validated, screen: Screen) -> str: ...


def renderer(format: Format) -> Renderer:
    """The module that renders this format, and nothing that only others need."""
    return cast(Renderer, import_module(f"{__name__}.{format.value}"))
