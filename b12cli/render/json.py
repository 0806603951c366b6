"""JSON, for scripts: the shapes that the README promises, under ``schema_version`` 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from b12cli.monograph.model import Monograph, Section
from b12cli.monograph.note import Note
from b12cli.monograph.severity import verdict_of
from b12cli.render import notes, wording
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Checked, Found, Hit, Tally, Validated

SCHEMA_VERSION = 1

_ONLY_READ = ("related", "related_codes", "concepts", "near", "not", "substances", "notes", "card")
"""Keys of an entry that only serve to read text, or that are shown elsewhere: its notes are among
the section's."""


def section(monograph: Monograph, section: Section, screen: Screen) -> str:
    drug = {"title": monograph.title, "generic_name": monograph.generic_name}
    return _document(
        {"monograph": drug, **_section(monograph, section), "source": monograph.source}
    )


card = section


def monograph(monograph: Monograph, screen: Screen) -> str:
    return _document(
        {
            "title": monograph.title,
            "generic_name": monograph.generic_name,
            "sections": [_section(monograph, section) for section in monograph.sections],
            "source": monograph.source,
        },
    )


def search(monograph: Monograph, found: Found, screen: Screen) -> str:
    return _document(
        {
            "query": found.query,
            "corrected_to": found.corrected_to,
            "suggestions": [],  # there were some up to 0.2
            "hits": [_answer(monograph, hit) for hit in found.hits],
            "also": [_hit(hit) for hit in found.also],
            "notes": _notes(monograph, notes.concerning([*found.hits, *found.also])),
            "source": monograph.source,
        },
    )


def check(monograph: Monograph, tally: Tally, screen: Screen) -> str:
    results = list(tally)
    hits = [hit for result in results for hit in result.hits]
    return _document(
        {
            "results": [checked(result) for result in results],
            "counts": tally.counts,
            "notes": _notes(monograph, notes.concerning(hits)),
            "source": monograph.source,
        },
    )


def validation(results: Sequence[Validated], screen: Screen) -> str:
    shown = [
        {"file": result.file, "valid": result.is_valid, "problems": result.problems}
        for result in results
    ]
    return _document(shown[0]) if len(shown) == 1 else _documents(shown)


def checked(result: Checked) -> dict[str, Any]:
    """A term's verdict, and what it is based on."""
    from b12cli.render import outcomes

    return {
        "term": result.term,
        "line": result.line,
        "verdict": result.verdict,
        "context": result.context,
        "reason": outcomes.reason(result),
        "hits": [{**_hit(hit), "context": hit.context} for hit in result.hits],
        "unread": result.unread,
        "error": result.error,
    }


def _section(monograph: Monograph, section: Section) -> Any:
    """The section without keys that only serve to find it, its notes in one place."""
    section = wording.with_works(monograph, section)
    shown = msgspec.to_builtins(section)
    del shown["aliases"]
    shown["notes"] = _notes(monograph, notes.of_section(section))
    for group, known in zip(shown["groups"], section.groups, strict=True):
        verdict = verdict_of(section, known)
        group["verdict"] = None if verdict == "none" else verdict
        del group["aliases"], group["notes"], group["card"]
        for entry in group["entries"]:
            for key in _ONLY_READ:
                del entry[key]
    return shown


def _notes(monograph: Monograph, shown: Iterable[Note]) -> list[dict[str, Any]]:
    return [
        {
            "key": note.key,
            "lead": note.lead,
            "text": note.text,
            "flag": note.flag,
            "citations": notes.citations(note),
            "concerns": notes.concerns(monograph, note),
        }
        for note in shown
    ]


def _answer(monograph: Monograph, hit: Hit) -> dict[str, Any]:
    """A hit of search; of a note also what it says of itself, which its name and text leave out."""
    if not hit.note:
        return _hit(hit)
    (note,) = _notes(monograph, [hit.note])
    del note["text"]  # its detail
    return {**_hit(hit), **note}


def _hit(hit: Hit) -> dict[str, Any]:
    # The dose stays with its section, which has the note on its unit.
    shown: dict[str, Any] = {
        "kind": hit.kind,
        "section": hit.place.section.section,
        "group": hit.place.group.group if hit.place.group else None,
        "name": hit.name,
        "detail": hit.detail,
        "matched": hit.matched,
        "match": hit.match,
        "missing": hit.missing,
        "by_code": hit.by_code,
    }
    return shown


def _document(content: dict[str, Any]) -> str:
    return document(content, indent=2)


def document(content: dict[str, Any], indent: int | None = None) -> str:
    """The content as JSON, with its schema version; on one line without an indent."""
    return _json({"schema_version": SCHEMA_VERSION, **content}, indent)


def _documents(contents: Sequence[dict[str, Any]]) -> str:
    return _json([{"schema_version": SCHEMA_VERSION, **each} for each in contents], 2)


def _json(content: Any, indent: int | None) -> str:
    encoded = msgspec.json.encode(content)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()
