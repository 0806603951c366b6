"""The edge: what the output is for, and how it gets there. Nothing else asks about streams."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import unicodedata
from typing import TextIO

from b12cli.render import Screen


def screen() -> Screen:
    """What standard output is, asked once. NO_COLOR outweighs FORCE_COLOR, as in Python."""
    stream = sys.stdout
    is_terminal = stream is not None and stream.isatty()
    if os.environ.get("NO_COLOR"):
        color = False
    elif os.environ.get("FORCE_COLOR"):
        color = True
    else:
        color = is_terminal and os.environ.get("TERM", "dumb") not in ("", "dumb")
    width = shutil.get_terminal_size().columns if is_terminal else None
    return Screen(width, color, getattr(stream, "encoding", None) or "utf-8")


def lines() -> list[str]:
    """The lines of standard input; none where it is closed."""
    if sys.stdin is None:
        return []
    return sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()


def deliver(text: str) -> None:
    """Write the text to standard output, all of it, now.

    Nothing happens where nobody reads: a closed output, or a pipe whose reader has left
    (``| head``). Raises OSError when the text is lost otherwise, on a full disk say.
    """
    stream = sys.stdout
    if stream is None or not text:
        return
    try:
        stream.write(encodable(text, stream.encoding or "utf-8"))
        stream.flush()
    except BrokenPipeError:
        _discard(stream)
    except OSError:
        _discard(stream)
        raise


def complain(message: str) -> None:
    """One line on standard error; where that can't be written either, nothing."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        line = encodable(printable(f"b12: {message}"), stream.encoding or "utf-8")
        stream.write(line + "\n")
        stream.flush()
    except OSError:
        _discard(stream)


def printable(text: str) -> str:
    """The text on one line, without what could steer a terminal or reorder the line."""
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\ufffd" for letter in text
    )


def encodable(text: str, encoding: str) -> str:
    """The text with what the encoding lacks put in letters that it has: Flavia for Flávia."""
    return text.encode(encoding, "b12.transliterate").decode(encoding)


def _discard(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that Python's last flush can't fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_SIGNS = str.maketrans(
    {
        **dict.fromkeys("–—·─", "-"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("“”", '"'),
        "│": "|",
        "•": "*",
        "✗": "x",
        "⚠": "!",
        "…": "...",
        "\ufffd": "_",
    }
)


def _transliterate(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: signs and accented letters by what reads the same."""
    assert isinstance(error, UnicodeEncodeError)
    missing = error.object[error.start : error.end].translate(_SIGNS)
    shown = (_plain(letter) or f"<U+{ord(letter):04X}>" for letter in missing)
    return "".join(shown), error.end


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()


codecs.register_error("b12.transliterate", _transliterate)
