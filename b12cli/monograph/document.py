"""A YAML document as plain data, with the place of each key and value.

PyYAML parses. Its events are turned into data here as they come, so that what YAML allows but a
monograph must not have (duplicate keys, aliases, tags, bottomless nesting) is refused at its
place, before anything is built from it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, NoReturn, cast

import yaml

from b12cli.monograph.errors import KeyPath, MonographError, raise_first

DEPTH_LIMIT = 32
"""How many levels a monograph file may nest; its shape needs 8."""

# libyaml, in C, reads ten times as fast; PyYAML's wheels have it on all common platforms.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")
_DECIMAL_NUMBER = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")


# The text of YAML's character set: https://yaml.org/spec/1.2.2/#51-character-set
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# How messages of libyaml and PyYAML begin, and the usual cause.
_ADVICE = {
    "mapping values are not allowed": "expected text with a colon in quotes",
    "found character": "expected spaces, no tabs, and quotes around text that begins like this",
    "did not find expected ',' or": "expected text with a comma or colon in quotes",
    "expected ',' or": "expected text with a comma or colon in quotes",
    "did not find expected": "expected the indent of the lines before, and quotes around symbols",
    "expected <block end>": "expected the indent of the lines before, and quotes around symbols",
}


def _advice(problem: str) -> str:
    found = (advice for begin, advice in _ADVICE.items() if problem.startswith(begin))
    return next(found, "expected a YAML document")


def text_of(content: bytes, file: str) -> str:
    """The text of a file. Raises MonographError if it isn't UTF-8 or YAML's characters."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = _position(content[: error.start].decode("utf-8"))
        raise MonographError(file, "not UTF-8, expected UTF-8 text", at) from None
    if stray := _NOT_YAML.search(text):
        at = _position(text[: stray.start()])
        raise MonographError(file, f"character U+{ord(stray[0]):04X}, expected printable text", at)
    return text


def _position(before: str) -> tuple[int, int]:
    """The line and column, from 1, right after this text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class Document:
    """The one document of a YAML file. Raises MonographError if it isn't one.

    ``faults`` are values that a monograph can't have; ``data`` has text in their place.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        try:
            self._read(text)
        except yaml.MarkedYAMLError as error:
            self._refuse_yaml(error)

    def _read(self, text: str) -> None:
        """Read the events of this text, from the first on."""
        self.data: Any = None
        """Dicts, lists, text, numbers, true, false and None."""
        self.faults: list[MonographError] = []
        self._path: list[str | int] = []
        self._keys: dict[KeyPath, yaml.Event] = {}
        self._values: dict[KeyPath, yaml.Event] = {}
        self._loader = _Loader(text)
        try:
            while (event := self._loader.get_event()) is not None:
                if isinstance(event, yaml.DocumentStartEvent):
                    if self._values:
                        self._give_up("a second document, expected one", event)
                    self.data = self._value(self._loader.get_event())
        finally:
            self._loader.dispose()

    def _refuse_yaml(self, error: yaml.MarkedYAMLError) -> NoReturn:
        """Raise MonographError for what PyYAML has refused, or for a fault before it."""
        faults = self.faults
        mark: Any = error.problem_mark or error.context_mark
        # PyYAML looks ahead, and some versions refuse nesting that is too deep for them before
        # they report nesting that is too deep for us. That is before the place they give, which
        # may be that of a bracket or after it.
        with suppress(yaml.MarkedYAMLError):
            self._read(self._text[: max(0, mark.index - 1)])
        problem = error.problem or error.context or ""
        message = f"not YAML: {problem}, {_advice(problem)}"
        faults.append(MonographError(self._file, message, (mark.line + 1, mark.column + 1)))
        raise_first(faults)
        raise AssertionError  # raise_first has

    def fault(self, message: str, path: KeyPath, key: str | None = None) -> MonographError:
        """The error at the value with this path, or at one of its keys."""
        event = self._values.get(path)
        if key is not None:
            path = (*path, key)
            event = self._keys[path]
        return MonographError(self._file, message, _place(event) if event else (1, 1), path)

    def _value(self, event: yaml.Event) -> Any:
        """The value that begins with this event, as plain data."""
        self._values[tuple(self._path)] = event
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            self._give_up("a YAML alias, expected the text itself", event)
        assert isinstance(event, yaml.CollectionStartEvent)
        if event.tag is not None:
            self._give_up(f"YAML tag {event.tag!r}, expected none", event)
        if len(self._path) == DEPTH_LIMIT:
            self._give_up(f"more than {DEPTH_LIMIT} levels of nesting, expected 8", event)
        return self._list() if isinstance(event, yaml.SequenceStartEvent) else self._mapping()

    def _list(self) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self._loader.get_event(), yaml.CollectionEndEvent):
            self._path.append(len(found))
            found.append(self._value(event))
            self._path.pop()
        return found

    def _mapping(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := self._loader.get_event(), yaml.CollectionEndEvent):
            if isinstance(event, yaml.AliasEvent):
                self._give_up("a YAML alias, expected the text itself", event)
            if not isinstance(event, yaml.ScalarEvent):
                self._give_up("a list or mapping as a key, expected text", event)
            key: str = event.value
            self._path.append(key)
            if key in found:
                self._refuse(f"duplicate key {key!r}, expected each key once", event)
            self._keys[tuple(self._path)] = event
            found[key] = self._value(self._loader.get_event())
            self._path.pop()
        return found

    def _scalar(self, event: yaml.ScalarEvent) -> str | float | bool | None:
        """The value of the event. YAML 1.1 reads more into plain words than people mean."""
        text: str = event.value
        if event.tag is not None:
            self._refuse(f"YAML tag {event.tag!r}, expected none", event)
            return text
        # Whatever starts with a letter and has a space is text: that is most of a monograph, and
        # asking for its kind takes a third of the time.
        plain = event.implicit[0] and not (" " in text and text[0].isalpha())
        kind = self._kind(text) if plain else "str"
        if kind == "str":
            if not text.isprintable() or text != text.strip() or not text:
                self._refuse_text(event)
            return text
        if kind == "null":
            return None
        if kind == "bool" and text in ("true", "false"):  # not YAML 1.1's yes, no, on and off
            return text == "true"
        if kind == "int" and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        if kind == "float" and _DECIMAL_NUMBER.fullmatch(text):
            return float(text)
        self._refuse(f"YAML reads {text!r} as {kind}, expected text: put it in quotes", event)
        return text

    def _kind(self, text: str) -> str:
        """What YAML 1.1 reads plain text as: str, null, bool, int, float, timestamp, ..."""
        # What the constructor itself uses, though PyYAML doesn't document it.
        tag: str = self._loader.resolve(yaml.ScalarNode, text, (True, False))
        return tag.rpartition(":")[2]

    def _refuse_text(self, event: yaml.ScalarEvent) -> None:
        text: str = event.value
        stray = next((letter for letter in text if not letter.isprintable()), None)
        if not text.strip():
            self._refuse("empty text, expected some", event)
        elif stray == "\n":
            advice = "expected one line: write >- instead of |, or close the quotes"
            self._refuse(f"a line break in the text, {advice}", event)
        elif text != text.strip():
            self._refuse("a space or line break at either end of the text, expected none", event)
        elif stray:
            # Where it was pasted, not where the text begins; an escape has no place of its own.
            start, end = cast("list[yaml.Mark]", [event.start_mark, event.end_mark])
            at = self._text.find(stray, start.index, end.index)
            place = _position(self._text[:at]) if at >= 0 else None
            import unicodedata

            name = unicodedata.name(stray, "control character").lower()
            message = f"character U+{ord(stray):04X} ({name}), expected printable text"
            self._refuse(message, event, place)

    def _refuse(
        self, message: str, event: yaml.Event, place: tuple[int, int] | None = None
    ) -> None:
        """Note a fault at what is being read, and read on."""
        at = place or _place(event)
        self.faults.append(MonographError(self._file, message, at, tuple(self._path)))

    def _give_up(self, message: str, event: yaml.Event) -> NoReturn:
        """Raise MonographError for a fault after which nothing more can be read."""
        self._refuse(message, event)
        raise_first(self.faults)
        raise AssertionError  # raise_first has


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, from 1."""
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1
