"""From a YAML file to a Monograph, or to a MonographError that says what is wrong and where.

The file is read and its YAML turned into plain data; msgspec checks the shape, and ``faults`` what
types can't express. ``tools/compile.py`` has done that for the package's own file, and keeps the
data in ``monograph.json``: at a start, YAML would take a sixth of the time.
"""

from __future__ import annotations

import stat
import zlib
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from b12cli.monograph.errors import KeyPath, MonographError, raise_first
from b12cli.monograph.model import Entry, Group, Monograph, Section
from b12cli.monograph.note import Note, Work

if TYPE_CHECKING:
    from b12cli.monograph.document import Document

_PACKAGE = Path(__file__).parent.parent
_INSTALLED = _PACKAGE / "data" / "monograph.yaml"
MONOGRAPH_FILE = _INSTALLED if _INSTALLED.exists() else _PACKAGE.parent / "data" / "monograph.yaml"
"""The monograph of this package: inside it once installed, beside it in the repository."""

COMPILED_FILE = Path(__file__).with_name("monograph.json")
"""The same as JSON, below the checksum of the YAML that it was made from."""

SIZE_LIMIT = 512 * 1024
"""The most bytes of a monograph file, so that any file is answered at once."""


def load(file: str | Path = MONOGRAPH_FILE) -> Monograph:
    """The monograph in this file; ``~`` is the home directory. Raises MonographError."""
    content = _content(str(file))
    return _compiled(content) or parse(content, str(file))


def read(file: str | Path) -> tuple[Monograph, Document]:
    """The monograph in this file, and the places of its parts. Raises MonographError."""
    return _parsed(_content(str(file)), str(file))


def parse(content: bytes, file: str) -> Monograph:
    """The monograph in these bytes, however many. Raises MonographError.

    ``file`` is the name for error messages.
    """
    return _parsed(content, file)[0]


def checksum(content: bytes) -> bytes:
    """What tells whether a file is the one that was compiled."""
    return b"%08x" % zlib.crc32(content)


def _compiled(content: bytes) -> Monograph | None:
    """The monograph in these bytes, if they are those that were compiled."""
    compiled_from, _, data = COMPILED_FILE.read_bytes().partition(b"\n")
    if compiled_from != checksum(content):
        return None
    return _with_notes(msgspec.json.decode(data, type=Monograph))


def _parsed(content: bytes, file: str) -> tuple[Monograph, Document]:
    from b12cli.monograph import shape
    from b12cli.monograph.document import Document, text_of
    from b12cli.monograph.faults import faults

    document = Document(text_of(content, file), file)
    # A value that was refused is no longer what was written.
    refused = {fault.key_path for fault in document.faults}
    try:
        monograph = shape.convert(document.data)
    except msgspec.ValidationError:
        found = [
            document.fault(misfit.message, misfit.path, misfit.key)
            for misfit in shape.misfits(document.data)
            if not _stands_in(misfit.path, refused)
        ]
    else:
        found = [document.fault(message, path) for path, message in faults(monograph)]
    found.sort(key=lambda fault: (fault.line, fault.column))
    raise_first([*document.faults, *found])
    return _with_notes(monograph), document


_Noted = TypeVar("_Noted", Section, Group, Entry)


def _with_notes(monograph: Monograph) -> Monograph:
    """The monograph with each note, and each work that a note cites, in place of its key."""
    works: dict[Work | str, Work] = {work.key: work for work in monograph.works}

    def citing(note: Note) -> Note:
        return replace(note, citations=tuple(works.get(each, each) for each in note.citations))

    notes = tuple(map(citing, monograph.notes))
    known: dict[Note | str, Note] = {note.key: note for note in notes if note.key}

    def noted(part: _Noted) -> _Noted:
        notes = tuple(citing(known.get(note, note)) for note in part.notes)
        return replace(part, notes=notes) if notes else part

    def group_noted(group: Group) -> Group:
        return noted(replace(group, entries=tuple(map(noted, group.entries))))

    def section_noted(section: Section) -> Section:
        return noted(replace(section, groups=tuple(map(group_noted, section.groups))))

    if not (known or works):
        return monograph
    return replace(monograph, sections=tuple(map(section_noted, monograph.sections)), notes=notes)


def skeleton() -> str:
    """A template for another monograph: valid, with explanations."""
    return (Path(__file__).parent / "skeleton.yaml").read_text(encoding="utf-8")


def schema() -> str:
    """The JSON Schema of the monograph file, for editors."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_cleaned(msgspec.json.schema(Monograph)),
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()


def _cleaned(schema: Any) -> Any:
    """The schema with the same docstrings on every Python: 3.13 removes their indentation."""
    if isinstance(schema, dict):
        return {
            key: cleandoc(value)
            if key == "description" and isinstance(value, str)
            else _cleaned(value)
            for key, value in schema.items()
        }
    return [_cleaned(each) for each in schema] if isinstance(schema, list) else schema


def _stands_in(path: KeyPath, refused: set[KeyPath]) -> bool:
    return any(path[: len(each)] == each for each in refused)


def _content(file: str) -> bytes:
    try:
        path = Path(file).expanduser()
        # Before opening: opening a FIFO waits for a writer.
        if not stat.S_ISREG(path.stat().st_mode):
            raise MonographError(file, "cannot be read: not a regular file, expected a YAML file")
        with path.open("rb") as stream:
            content = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise MonographError(file, f"cannot be read: {error.strerror}") from None
    except (ValueError, RuntimeError) as error:  # a NUL in the name, a home that isn't known
        raise MonographError(file, f"cannot be read: {error}") from None
    if len(content) > SIZE_LIMIT:
        raise MonographError(file, f"too large, expected at most {SIZE_LIMIT // 1024} KiB")
    return content
