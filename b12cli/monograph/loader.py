"""From a YAML file to a Monograph, or to a MonographError that says what is wrong and where.

The file is read, its YAML made plain data, its shape checked by msgspec, and by the model
what no type can say.
"""

from __future__ import annotations

import re
import stat
from inspect import cleandoc
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import yaml

from b12cli.monograph.document import Document
from b12cli.monograph.errors import KeyPath, MonographError
from b12cli.monograph.model import Monograph, faults

_PACKAGE = Path(__file__).parent.parent
_INSTALLED = _PACKAGE / "data" / "monograph.yaml"
MONOGRAPH_FILE = _INSTALLED if _INSTALLED.exists() else _PACKAGE.parent / "data" / "monograph.yaml"
"""The monograph of this package: in it where it was installed, beside it in the repository."""

SIZE_LIMIT = 512 * 1024
"""Bytes that a monograph file may have, so that any file is answered at once."""

_PLAIN_WORDS = {
    "`str`": "text",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`array`": "a list",
    "`object`": "a mapping",
    "`null`": "nothing",
    " matching regex '^[a-z][a-z0-9_]*$'": " of lower-case letters, digits and _",
    " matching regex '^[0-9]{4}-(0[1-9]|1[0-2])$'": " like 2022-08",
    " | ": " or ",
}


def load(file: str | Path = MONOGRAPH_FILE) -> Monograph:
    """The monograph in this file. Raises MonographError."""
    return parse(_read(str(file)), str(file))


def parse(content: bytes, file: str) -> Monograph:
    """The monograph in these bytes, however many. Raises MonographError.

    ``file`` is the name that an error gives them.
    """
    document = Document(_decode(content, file), file)
    try:
        monograph = msgspec.convert(document.data, Monograph)
    except msgspec.ValidationError as error:
        _refuse_shape(document, str(error))
    for path, message in faults(monograph):
        document.refuse(message, path)
    return monograph


def schema() -> str:
    """The JSON Schema of the monograph file, for editors."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_cleaned(msgspec.json.schema(Monograph)),
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()


def _cleaned(schema: Any) -> Any:
    """The schema with the same docstrings on every Python: 3.13 takes off their indents."""
    if isinstance(schema, dict):
        return {
            key: cleandoc(value)
            if key == "description" and isinstance(value, str)
            else _cleaned(value)
            for key, value in schema.items()
        }
    return [_cleaned(each) for each in schema] if isinstance(schema, list) else schema


def _read(file: str) -> bytes:
    try:
        # Asked before opening: to open a FIFO is to wait for somebody who writes.
        if not stat.S_ISREG(Path(file).stat().st_mode):
            raise MonographError(file, "cannot be read: not a regular file, expected a YAML file")
        with open(file, "rb") as stream:
            content = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise MonographError(file, f"cannot be read: {error.strerror}") from None
    except ValueError as error:  # a NUL in the name
        raise MonographError(file, f"cannot be read: {error}") from None
    if len(content) > SIZE_LIMIT:
        raise MonographError(file, f"too large, expected at most {SIZE_LIMIT // 1024} KiB")
    return content


def _decode(content: bytes, file: str) -> str:
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = _position(content[: error.start].decode("utf-8"))
        raise MonographError(file, "not UTF-8, expected UTF-8 text", at) from None
    if stray := yaml.reader.Reader.NON_PRINTABLE.search(text):
        at = _position(text[: stray.start()])
        raise MonographError(file, f"character U+{ord(stray[0]):04X}, expected printable text", at)
    return text


def _position(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows this text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _refuse_shape(document: Document, problem: str) -> NoReturn:
    """Raise MonographError for what msgspec found, such as "Expected `str` - at `$.title`"."""
    problem, _, place = problem.partition(" - at `$")
    steps = re.findall(r"\.(\w+)|\[(\d+)\]", place)
    path: KeyPath = tuple(int(number) if number else key for key, number in steps)
    schema = _schema_at(path)
    if missing := re.fullmatch("Object missing required field `(.*)`", problem):
        expected = ", ".join(schema["required"])
        document.refuse(f"missing key {missing[1]!r}, expected {expected}", path)
    if unknown := re.fullmatch("Object contains unknown field `(.*)`", problem, re.DOTALL):
        expected = ", ".join(schema["properties"])
        document.refuse(f"unknown key {unknown[1]!r}, expected {expected}", path, key=unknown[1])
    if other := re.fullmatch("Invalid enum value '(.*)'", problem, re.DOTALL):
        document.refuse(f"{other[1]!r}, expected {', '.join(schema['enum'])}", path)
    for technical, plain in _PLAIN_WORDS.items():
        problem = problem.replace(technical, plain)
    expected, _, found = problem.replace("Expected", "expected", 1).partition(", got ")
    document.refuse(
        f"wrong type, found {found}, {expected}" if found else f"wrong, {expected}", path
    )


def _schema_at(path: KeyPath) -> dict[str, Any]:
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
