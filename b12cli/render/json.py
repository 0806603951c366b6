"""JSON, for scripts: the shapes that the README promises, under ``schema_version`` 1."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from b12cli.monograph import Monograph, Section
from b12cli.render import Screen

if TYPE_CHECKING:
    from b12cli.search.results import Checked, Found, Hit, Validated

SCHEMA_VERSION = 1


def section(monograph: Monograph, section: Section, screen: Screen) -> str:
    return _document(screen, {**_section(section), "source": monograph.source})


def monograph(monograph: Monograph, screen: Screen) -> str:
    return _document(
        screen,
        {
            "title": monograph.title,
            "generic_name": monograph.generic_name,
            "sections": [_section(section) for section in monograph.sections],
            "source": monograph.source,
        },
    )


def search(monograph: Monograph, found: Found, screen: Screen) -> str:
    return _document(
        screen,
        {
            "query": found.query,
            "corrected_to": found.corrected_to,
            "suggestions": found.suggestions,
            "hits": [_hit(hit) for hit in found.hits],
        },
    )


def check(monograph: Monograph, results: Sequence[Checked], screen: Screen) -> str:
    return _document(
        screen,
        {
            "results": [
                {
                    "term": result.term,
                    "verdict": result.verdict,
                    "hits": [_hit(hit) for hit in result.hits],
                }
                for result in results
            ],
            "source": monograph.source,
        },
    )


def validation(result: Validated, screen: Screen) -> str:
    valid = {"file": result.file, "valid": result.problem is None, "problem": result.problem}
    return _document(screen, valid)


def _section(section: Section) -> Any:
    """The section but for what only search has a use for."""
    shown = msgspec.to_builtins(section)
    for group in shown["groups"]:
        for entry in group["entries"]:
            del entry["related"]
    return shown


def _hit(hit: Hit) -> dict[str, str | None]:
    # The dose stays with its section, where the note on its unit stands.
    return {
        "section": hit.section.section,
        "group": hit.group.group,
        "name": hit.entry.name,
        "detail": hit.entry.detail,
        "matched": hit.matched,
    }


def _document(screen: Screen, content: dict[str, Any]) -> str:
    encoded = msgspec.json.encode({"schema_version": SCHEMA_VERSION, **content})
    text = msgspec.json.format(encoded, indent=2).decode()
    return text.encode(screen.encoding, "b12.json").decode(screen.encoding)


def _escape(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: JSON's escapes for the letters that an encoding lacks."""
    assert isinstance(error, UnicodeEncodeError)
    missing = error.object[error.start : error.end].encode("utf-16-be")
    escapes = (f"\\u{missing[at : at + 2].hex()}" for at in range(0, len(missing), 2))
    return "".join(escapes), error.end


codecs.register_error("b12.json", _escape)
