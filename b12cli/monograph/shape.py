"""Turns plain data into the model's types, and finds what doesn't fit by its JSON Schema."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

import msgspec

from b12cli.monograph.errors import KeyPath
from b12cli.monograph.fields import PATTERNS
from b12cli.monograph.model import Monograph


class Misfit(NamedTuple):
    """A value that doesn't fit; ``key`` is its key at fault, if it is a key."""

    path: KeyPath
    message: str
    key: str | None = None


_KINDS: dict[str, tuple[str, tuple[type, ...]]] = {
    "string": ("text", (str,)),
    "integer": ("a whole number", (int,)),
    "number": ("a number", (float, int)),
    "boolean": ("true or false", (bool,)),
    "array": ("a list", (list,)),
    "object": ("a mapping", (dict,)),
    "null": ("nothing", (type(None),)),
}
_FOUND = {types[0]: said for said, types in _KINDS.values()}

_BOUNDS = {
    "exclusiveMinimum": ("above", operator.gt),
    "minimum": ("at least", operator.ge),
    "maximum": ("at most", operator.le),
}


def convert(data: Any) -> Monograph:
    """The monograph from plain data. Raises msgspec.ValidationError for what ``misfits`` finds."""
    return msgspec.convert(data, Monograph)


def misfits(data: Any) -> Iterator[Misfit]:
    """Everything that doesn't fit, each with its place."""
    (schema,), definitions = msgspec.json.schema_components([Monograph])
    yield from _Schema(definitions).misfits(data, schema, ())


class _Schema:
    def __init__(self, definitions: dict[str, Any]) -> None:
        self._definitions = definitions

    def misfits(self, value: Any, schema: dict[str, Any], path: KeyPath) -> Iterator[Misfit]:
        """Everything in a value that doesn't fit its schema."""
        choices = self._choices(schema)
        chosen = next((each for each in choices if type(value) in _kind(each)[1]), None)
        if chosen is None:
            expected = " or ".join(map(_expected, choices))
            yield Misfit(path, f"wrong type, found {_FOUND[type(value)]}, expected {expected}")
        elif wrong := _wrong(value, chosen):
            yield Misfit(path, wrong)
        elif isinstance(value, list):
            for number, each in enumerate(value):
                yield from self.misfits(each, chosen["items"], (*path, number))
        elif isinstance(value, dict):
            yield from self._of_mapping(value, chosen, path)

    def _choices(self, schema: dict[str, Any]) -> list[dict[str, Any]]:
        """The schemas of which a value must fit one; a number may be a whole number."""
        choices = [
            self._definitions.get(each.get("$ref", "").rpartition("/")[2], each)
            for each in schema.get("anyOf", [schema])
        ]
        kinds = {each.get("type") for each in choices}
        return [each for each in choices if each.get("type") != "integer" or "number" not in kinds]

    def _of_mapping(
        self, value: dict[str, Any], schema: dict[str, Any], path: KeyPath
    ) -> Iterator[Misfit]:
        known, others = schema.get("properties", {}), schema["additionalProperties"]
        unknown = [key for key in value if key not in known] if others is False else []
        for key in unknown:
            yield Misfit(path, f"unknown key {key!r}, expected {', '.join(known)}", key)
        required = schema.get("required", ())
        for key in required:
            # The missing key may be the misspelled one.
            if key not in value and not get_close_matches(key, unknown, 1, 0.75):
                yield Misfit(path, f"missing key {key!r}, expected {', '.join(required)}")
        for key, each in value.items():
            if key not in unknown:
                yield from self.misfits(each, known.get(key, others), (*path, key))


def _kind(schema: dict[str, Any]) -> tuple[str, tuple[type, ...]]:
    """What a value is called, and its types in Python."""
    return _KINDS[schema.get("type", "string")]  # a schema with an enum has no type


def _expected(schema: dict[str, Any]) -> str:
    """The kind of value that a schema asks for."""
    said, keys = _kind(schema)[0], schema.get("properties")
    return f"{said} with {', '.join(keys)}" if keys else said


def _wrong(value: Any, schema: dict[str, Any]) -> str | None:
    """What is wrong with a value of the right type itself, apart from what is in it."""
    said, pattern = _kind(schema)[0], schema.get("pattern")
    if "enum" in schema and value not in schema["enum"]:
        return f"{value!r}, expected {', '.join(schema['enum'])}"
    if pattern and not re.search(pattern, value):
        return f"wrong, expected {said} {PATTERNS[pattern]}"
    if ("minItems" in schema or "minLength" in schema) and not value:
        return f"wrong, expected {said} that is not empty"
    bounds = {key: each for key, each in _BOUNDS.items() if key in schema}
    if not all(holds(value, schema[key]) for key, (_, holds) in bounds.items()):
        limits = " and ".join(f"{name} {schema[key]}" for key, (name, _) in bounds.items())
        return f"wrong, expected {said} {limits}"
    return None
