"""Plain data into the types of the model, and what is wrong where it doesn't fit.

msgspec says what is wrong in English and in no other way. This module alone reads that English;
the bounds on msgspec in pyproject.toml hold it in place, and tests/monograph/broken its results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from b12cli.monograph.errors import KeyPath
from b12cli.monograph.model import Entry, Group, Monograph, Section


class Misfit(NamedTuple):
    """A value that doesn't fit; ``key`` is the key of it that is at fault, if it is one."""

    path: KeyPath
    message: str
    key: str | None = None


# The least that is valid: each key is looked at in it by itself.
_ENTRY = {"name": "-"}
_GROUP = {"group": "x", "title": "-", "entries": [_ENTRY]}
_SECTION = {"section": "x", "title": "-", "summary": "-", "groups": [_GROUP]}
_SOURCE = {"title": "-", "publisher": "-"}
_MONOGRAPH = {"title": "-", "generic_name": "-", "source": _SOURCE, "sections": [_SECTION]}
_LEAST: dict[type, dict[str, Any]] = {
    Monograph: _MONOGRAPH,
    Section: _SECTION,
    Group: _GROUP,
    Entry: _ENTRY,
}

_PARTS: dict[type, tuple[str, type]] = {
    Monograph: ("sections", Section),
    Section: ("groups", Group),
    Group: ("entries", Entry),
}
"""What is in what, and under which key."""

_PLAIN_WORDS = {
    "`str`": "text",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`array`": "a list",
    "`object`": "a mapping",
    "`null`": "nothing",
    "`int | float`": "a number",
    "`int | float | null`": "a number or nothing",
    "`str | null`": "text",
    " of length >= 1": " that is not empty",
    "`object | null`": "a mapping",
    " matching regex '^[a-z][a-z0-9_]*$'": " of lower-case letters, digits and _",
    " matching regex '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'": " of lower-case letters, digits and -",
    " matching regex '^[0-9]{4}-(0[1-9]|1[0-2])$'": " like 2022-08",
    " matching regex '^(dose|day|week|month|[1-9][0-9]? hours)$'": (
        ": dose, day, week, month, or hours such as 12 hours"
    ),
    r" matching regex '^[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?$'": " like N18 or N18.6",
    " matching regex "
    r"'^([A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?|[A-Z][0-9]{2}-[A-Z][0-9]{2})$'": (
        " like N18.6, N18 or N17-N19"
    ),
}


def convert(data: Any) -> Monograph:
    """The monograph in plain data. Raises msgspec.ValidationError for what ``misfits`` finds."""
    return msgspec.convert(data, Monograph)


def misfits(data: Any) -> Iterator[Misfit]:
    """What doesn't fit: one for each key of the monograph, a section, a group or an entry."""
    yield from _misfits(data, Monograph, ())


def _misfits(data: Any, type: type, path: KeyPath) -> Iterator[Misfit]:
    from difflib import get_close_matches  # nothing that fits needs it

    least = _LEAST[type]
    if not isinstance(data, dict):
        yield from _misfit_of(data, type, path)
        return
    others = [str(key) for key in data if key not in least]
    for key in least:
        # A slip in a key is told as that alone.
        if key not in data and not get_close_matches(key, others, 1, 0.75):
            yield Misfit(path, f"missing key {key!r}, expected {', '.join(least)}")
    children, part = _PARTS.get(type, ("", Entry))
    for key, value in data.items():
        if key == children and isinstance(value, list) and value:
            for number, child in enumerate(value):
                yield from _misfits(child, part, (*path, key, number))
        else:
            yield from _misfit_of({**least, key: value}, type, path)


def _misfit_of(data: Any, type: type, path: KeyPath) -> Iterator[Misfit]:
    try:
        msgspec.convert(data, type)
    except msgspec.ValidationError as error:
        yield _misfit(str(error), path)


def _misfit(problem: str, above: KeyPath) -> Misfit:
    """What msgspec found, such as "Expected `str` - at `$.title`"."""
    problem, _, place = problem.partition(" - at `$")
    steps = re.findall(r"\.(\w+)|\[(\d+)\]", place)
    path: KeyPath = (*above, *(int(number) if number else key for key, number in steps))
    schema = schema_at(path)
    if missing := re.fullmatch("Object missing required field `(.*)`", problem):
        expected = ", ".join(schema["required"])
        return Misfit(path, f"missing key {missing[1]!r}, expected {expected}")
    if unknown := re.fullmatch("Object contains unknown field `(.*)`", problem, re.DOTALL):
        expected = ", ".join(schema["properties"])
        return Misfit(path, f"unknown key {unknown[1]!r}, expected {expected}", unknown[1])
    if other := re.fullmatch("Invalid enum value '(.*)'", problem, re.DOTALL):
        return Misfit(path, f"{other[1]!r}, expected {', '.join(schema['enum'])}")
    for technical, plain in _PLAIN_WORDS.items():
        problem = problem.replace(technical, plain)
    expected, _, found = problem.replace("Expected", "expected", 1).partition(", got ")
    if "properties" in schema and expected == "expected a mapping":
        expected += f" with {', '.join(schema['properties'])}"
    return Misfit(path, f"wrong type, found {found}, {expected}" if found else f"wrong, {expected}")


def schema_at(path: KeyPath) -> dict[str, Any]:
    """The JSON Schema of the value that has this path."""
    schema, definitions = (found := msgspec.json.schema_components([Monograph]))[0][0], found[1]
    for step in (None, *path):
        if step is not None:
            schema = schema["items"] if isinstance(step, int) else schema["properties"][step]
        for choice in schema.get("anyOf", ()):
            schema = choice if choice.get("type") != "null" else schema
        if "$ref" in schema:
            schema = definitions[schema["$ref"].rpartition("/")[2]]
    return schema
