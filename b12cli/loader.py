"""From a YAML file to a Monograph, or to a MonographError that says what is wrong and where.

PyYAML parses. Its events become plain data here, one by one, so that what YAML allows and
a monograph must not have (duplicate keys, aliases, tags, bottomless nesting) is refused
where it stands. msgspec then checks the shape, and the model what no type can say.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any, NoReturn, TypeAlias

import msgspec
import yaml

from b12cli.monograph import Monograph, Path, faults

MONOGRAPH_FILE = FilePath(__file__).parent / "data" / "monograph.yaml"
"""The monograph of this package; in the repository, ``b12cli/data`` is a link to ``data``."""

SIZE_LIMIT = 512 * 1024
"""Bytes that a monograph file may have, so that any file is answered at once."""

DEPTH_LIMIT = 32
"""Levels that a monograph file may nest; its shape needs 8."""

# libyaml, in C, reads ten times as fast; PyYAML's wheels have it on all common platforms.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Mark: TypeAlias = Any  # yaml.Mark, or libyaml's own class of the same shape

# All that YAML takes for text, but for the line breaks that editors don't count as such.
_UNPRINTABLE = re.compile(
    "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")
_DECIMAL_NUMBER = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")

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


class MonographError(Exception):
    """A monograph file that can't be used: one line for people, its parts for programs.

    ``line`` and ``column`` count from 1, and are None where no part of the file is at
    fault. ``path`` names the value, like ``sections[0].groups[2].title``.
    """

    def __init__(
        self, file: str, message: str, at: tuple[int, int] | None = None, path: Path = ()
    ) -> None:
        super().__init__(file, message, at, path)
        self.file = file
        self.message = message
        self.line: int | None
        self.column: int | None
        self.line, self.column = at or (None, None)
        steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        self.path = steps.removeprefix(".") or "monograph"

    def __str__(self) -> str:
        if self.line is None:
            return f"{self.file}: {self.message}"
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.message}"


def load(file: str | FilePath = MONOGRAPH_FILE) -> Monograph:
    """The monograph in this file. Raises MonographError."""
    return parse(_read(str(file)), str(file))


def parse(content: bytes, file: str) -> Monograph:
    """The monograph in these bytes, however many. Raises MonographError.

    ``file`` is the name that an error gives them.
    """
    document = _Document(_decode(content, file), file)
    data = document.build()
    try:
        monograph = msgspec.convert(data, Monograph)
    except msgspec.ValidationError as error:
        document.refuse_shape(str(error))
    for path, message in faults(monograph):
        document.refuse(path, message)
    return monograph


def schema() -> str:
    """The JSON Schema of the monograph file, for editors."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(Monograph),
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()


def _read(file: str) -> bytes:
    try:
        # Asked before opening: to open a FIFO is to wait for somebody who writes.
        if not stat.S_ISREG(FilePath(file).stat().st_mode):
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
    if stray := _UNPRINTABLE.search(text):
        at = _position(text[: stray.start()])
        raise MonographError(file, f"character U+{ord(stray[0]):04X}, expected printable text", at)
    return text


def _position(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows this text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Level:
    """A list or mapping that is still open; in a mapping, ``key`` waits for its value."""

    def __init__(self, value: Any, path: Path | None) -> None:
        self.value = value
        self.path = path  # None for the list that holds the documents of the file
        self.key: str | None = None

    def here(self) -> Path:
        """The path of this level, or of the value that comes next in it."""
        if self.path is None:
            return ()
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        return self.path if self.key is None else (*self.path, self.key)

    def take(self, value: Any) -> None:
        """Put the next value where it belongs."""
        if isinstance(self.value, list):
            self.value.append(value)
        else:
            self.value[self.key] = value
            self.key = None


class _Document:
    """One YAML document on its way to plain data, with the place of every key and value."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._loader = _Loader(text)
        self._keys: dict[Path, _Mark] = {}
        self._values: dict[Path, _Mark] = {}

    def build(self) -> Any:
        """The document as dicts, lists, text, numbers and None. Raises MonographError."""
        documents = _Level([], None)
        levels = [documents]
        try:
            while not self._loader.check_event(yaml.StreamEndEvent):
                event, level = self._loader.get_event(), levels[-1]
                if isinstance(event, yaml.ScalarEvent):
                    self._take_scalar(event, level)
                elif isinstance(event, yaml.CollectionStartEvent):
                    levels.append(self._open(event, level, len(levels)))
                elif isinstance(event, yaml.CollectionEndEvent):
                    levels.pop()
                elif isinstance(event, yaml.AliasEvent):
                    self._fail("a YAML alias, expected the text itself", event, level.here())
                elif isinstance(event, yaml.DocumentStartEvent) and documents.value:
                    self._fail("a second document, expected one", event, ())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            message = f"not YAML: {error.problem or error.context}, expected a YAML document"
            raise MonographError(self._file, message, _counted(mark)) from None
        finally:
            self._loader.dispose()
        return documents.value[0] if documents.value else None

    def _take_scalar(self, event: yaml.ScalarEvent, level: _Level) -> None:
        if isinstance(level.value, dict) and level.key is None:
            level.key = event.value
            path = level.here()
            if path in self._keys:
                self._fail(f"duplicate key {event.value!r}, expected each key once", event, path)
            self._keys[path] = event.start_mark
        else:
            path = level.here()
            self._values[path] = event.start_mark
            level.take(self._scalar(event, path))

    def _open(self, event: yaml.CollectionStartEvent, level: _Level, depth: int) -> _Level:
        path = level.here()
        if isinstance(level.value, dict) and level.key is None:
            self._fail("a list or mapping as a key, expected text", event, path)
        if event.tag is not None:
            self._fail(f"YAML tag {event.tag!r}, expected none", event, path)
        if depth > DEPTH_LIMIT:
            self._fail(f"more than {DEPTH_LIMIT} levels, expected the monograph's 8", event, path)
        value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self._values[path] = event.start_mark
        level.take(value)
        return _Level(value, path)

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str | float | bool | None:
        """What the event means. YAML 1.1 sees more in plain words than people mean by them."""
        text: str = event.value
        if event.tag is not None:
            self._fail(f"YAML tag {event.tag!r}, expected none", event, path)
        plain = event.implicit[0]
        kind = self._loader.resolve(yaml.ScalarNode, text, (plain, not plain)).rpartition(":")[2]
        if kind == "str":
            self._check_text(event, path)
            return text
        if kind == "null":
            return None
        if kind == "bool" and text in ("true", "false"):  # not YAML 1.1's yes, no, on and off
            return text == "true"
        if kind == "int" and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        if kind == "float" and _DECIMAL_NUMBER.fullmatch(text):
            return float(text)
        self._fail(f"YAML reads {text!r} as {kind}, expected text: put it in quotes", event, path)

    def _check_text(self, event: yaml.ScalarEvent, path: Path) -> None:
        text: str = event.value
        if not text.strip():
            self._fail("empty text, expected some", event, path)
        if text != text.strip():
            self._fail("a space or line break at an end of the text, expected none", event, path)
        if not text.isprintable():
            stray = next(letter for letter in text if not letter.isprintable())
            self._fail(f"character U+{ord(stray):04X}, expected printable text", event, path)

    def _fail(self, message: str, event: yaml.Event, path: Path) -> NoReturn:
        raise MonographError(self._file, message, _counted(event.start_mark), path)

    def refuse(self, path: Path, message: str) -> NoReturn:
        """Raise MonographError at the value that has this path."""
        mark = self._values.get(path)
        raise MonographError(self._file, message, _counted(mark) if mark else (1, 1), path)

    def refuse_shape(self, problem: str) -> NoReturn:
        """Raise MonographError for what msgspec found, such as "Expected `str` - at `$.title`"."""
        problem, _, place = problem.partition(" - at `$")
        steps = re.findall(r"\.(\w+)|\[(\d+)\]", place)
        path: Path = tuple(int(number) if number else key for key, number in steps)
        schema = _schema_at(path)
        if missing := re.fullmatch("Object missing required field `(.*)`", problem):
            self.refuse(path, f"missing key {missing[1]!r}, expected {_listed(schema['required'])}")
        if unknown := re.fullmatch("Object contains unknown field `(.*)`", problem, re.DOTALL):
            path = (*path, unknown[1])
            self._values[path] = self._keys[path]
            self.refuse(
                path, f"unknown key {unknown[1]!r}, expected {_listed(schema['properties'])}"
            )
        if other := re.fullmatch("Invalid enum value '(.*)'", problem, re.DOTALL):
            self.refuse(path, f"{other[1]!r}, expected {_listed(schema['enum'])}")
        for technical, plain in _PLAIN_WORDS.items():
            problem = problem.replace(technical, plain)
        expected, _, found = problem.partition(", got ")
        expected = expected.replace("Expected", "expected", 1)
        self.refuse(
            path, f"wrong type, found {found}, {expected}" if found else f"wrong, {expected}"
        )


def _counted(mark: _Mark) -> tuple[int, int]:
    """A mark of PyYAML's, which counts from 0, as line and column from 1."""
    return mark.line + 1, mark.column + 1


def _schema_at(path: Path) -> dict[str, Any]:
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


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
