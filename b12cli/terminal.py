"""The edge: what the output is, and how it is written. No other module asks about the streams."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from time import gmtime, monotonic, strftime
from typing import TextIO, TypeVar

from b12cli.encoding import encodable
from b12cli.screen import Screen

_LINK = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
"""The codes that open and close a link (OSC 8)."""

_Item = TypeVar("_Item")


def screen() -> Screen:
    """What standard output is, found once. NO_COLOR outweighs FORCE_COLOR, as in Python."""
    stream = sys.stdout
    is_terminal = stream is not None and stream.isatty()
    if os.environ.get("NO_COLOR"):
        color = False
    elif os.environ.get("FORCE_COLOR"):
        color = True
    else:
        color = is_terminal and not _is_dumb()
    # Forced colour in a pipe with COLUMNS set is for a window, such as fzf's preview.
    is_window = is_terminal or (color and os.environ.get("COLUMNS", "").isdigit())
    width = shutil.get_terminal_size().columns if is_window else None
    links = is_terminal and color and _knows_links()
    return Screen(width, color, links=links, month=_month())


def _month() -> str:
    """The current month, or that of SOURCE_DATE_EPOCH if it is set."""
    now = os.environ.get("SOURCE_DATE_EPOCH", "")
    return strftime("%Y-%m", gmtime(int(now)) if now.isdigit() else gmtime())


def _knows_links() -> bool:
    """Whether the terminal is known to show links (OSC 8)."""
    env = os.environ
    if env.get("TMUX") or env.get("TERM", "").startswith("screen"):
        return False
    vte = env.get("VTE_VERSION", "")
    return (
        (vte.isdigit() and int(vte) >= 5000)
        or env.get("TERM") in ("alacritty", "foot", "xterm-ghostty", "xterm-kitty")
        or env.get("TERM_PROGRAM") in ("ghostty", "iTerm.app", "vscode", "WezTerm")
        or any(name in env for name in ("DOMTERM", "KONSOLE_VERSION", "WT_SESSION"))
    )


def _is_dumb() -> bool:
    return os.environ.get("TERM", "") in ("", "dumb")


def lines(file: str, longest: int) -> Iterator[str]:
    """The lines of a UTF-8 file, or of standard input for ``-``, each as soon as it arrives. A line
    longer than ``longest`` is cut to one letter more than that.

    Raises OSError if the file can't be opened or read.
    """
    if file != "-":
        return _lines(open(file, encoding="utf-8-sig", errors="replace"), longest)
    if sys.stdin is None:
        return iter(())
    if sys.stdin.isatty():
        complain("reading terms from the keyboard, one per line; end with Ctrl-D")
    descriptor = sys.stdin.fileno()
    return _lines(open(descriptor, encoding="utf-8-sig", errors="replace", closefd=False), longest)


def _lines(stream: TextIO, longest: int) -> Iterator[str]:
    with stream:
        # Line by line, not all at once: between two reads of one call, Python would miss Ctrl-C.
        while line := stream.readline(longest + 1):
            rest = line
            while len(rest) > longest and not rest.endswith("\n"):
                rest = stream.readline(longest + 1)
            yield line


def progress(items: Sequence[_Item]) -> Iterator[_Item]:
    """The items, with a count of those done on standard error if it is a terminal and they take
    longer than a second."""
    stream = sys.stderr
    shown = stream is not None and stream.isatty() and not _is_dumb()
    written, due = False, monotonic() + 1
    for number, item in enumerate(items):
        if shown and monotonic() > due:
            _tell(f"\r{number} of {len(items)}")
            written, due = True, monotonic() + 0.1
        yield item
    if written:
        _tell("\r\x1b[K")


class OutputLost(Exception):
    """Output that could not be written, and why: one line for the user."""


@contextmanager
def writing(file: str) -> Iterator[None]:
    """Wraps code that writes this file. Raises OutputLost if the system refuses."""
    try:
        yield
    except OSError as error:
        raise OutputLost(f"{file} can't be written: {error.strerror}") from None


def create(file: str, text: str) -> None:
    """Write a new file, whole or not at all.

    Raises ValueError if another name would help, and OutputLost if the system refuses.
    """
    with writing(file):
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except (FileExistsError, FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise ValueError(f"{file} can't be written: {error.strerror}") from None
        try:
            with open(descriptor, "w", encoding="utf-8") as stream:
                stream.write(text)
        except OSError:
            os.unlink(file)
            raise


def deliver(
    text: str | Iterator[str], is_paged: bool = True, is_for_programs: bool = False
) -> None:
    """Write the text and a line break to standard output, all of it, now; in a pager if it is
    longer than the terminal. The pieces of a text that comes in pieces are each written as soon as
    they arrive, and not paged.

    If nobody reads, nothing happens: for a closed output, or a pipe whose reader has stopped
    (``| head``), which ends the pieces. Raises OutputLost if the text can't be written for another
    reason, such as a full disk.
    """
    stream = sys.stdout
    pieces, is_paged = ([text], is_paged) if isinstance(text, str) else (text, False)
    for piece in pieces:
        if stream is None or not piece:
            continue  # the exit code depends on all the pieces
        piece = encodable(f"{piece}\n", stream.encoding or "utf-8", is_for_programs)
        if is_paged and stream.isatty() and _page(piece, stream.encoding):
            return
        try:
            stream.write(piece)
            stream.flush()
        except BrokenPipeError:
            return
        except OSError as error:
            raise OutputLost(f"the output could not be written: {error.strerror}") from None


_PROMPT = r"?e(end) q\: quit:space\: more, q\: quit, /word\: find."
"""The prompt of less, in its own language: at the end of the text, and before it."""


def _page(text: str, encoding: str) -> bool:
    """Show the text in the user's pager, if needed and there is one; return whether it was."""
    import shlex
    import signal
    import subprocess

    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quote that isn't closed
        return False
    fits = text.count("\n") < shutil.get_terminal_size().lines
    if fits or _is_dumb() or not command or not shutil.which(command[0]):
        return False
    # F: leave at once if it fits after all; X: leave the text on the screen. Whatever the user's
    # own options are, R shows colours, i lets /kidney find Kidney, and the short prompt, which
    # would be a colon, says how to go on and how to leave.
    # What is typed after a page of patients is no command to write them to a file.
    env = {"LESS": "FX", **os.environ, "LESSSECURE": "1"}
    if os.path.basename(command[0]) == "less":
        command += ["-R", "-i", f"-Ps{_PROMPT}"]
    text = _LINK.sub("", text)  # an older less would show their codes
    interrupts: list[int] = []
    # Ctrl-C belongs to the pager while it runs: leaving before it would spoil the terminal.
    before = signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=env) as pager:
            pager.communicate(text.encode(encoding))
    except OSError:  # found, but no program
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    if pager.returncode and not interrupts:
        complain(f"the pager failed ({shlex.join(command)}); here is the text without it")
        return False
    return True


def complain(message: str) -> None:
    """One line on standard error, wrapped between words if that is a terminal; nothing if it can't
    be written."""
    stream = sys.stderr
    if stream is None:
        return
    line = encodable(_readable(f"b12: {message}"), stream.encoding or "utf-8")
    if stream.isatty():
        line = _wrapped(line)
    _tell(line + "\n")


def _tell(text: str) -> None:
    """Write to standard error, now; do nothing if it can't be written."""
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _readable(message: str) -> str:
    """The message, cut to what anybody would read: it may quote typed text of any length."""
    return printable(message if len(message) <= 2000 else f"{message[:2000]}…")


def _wrapped(line: str) -> str:
    import textwrap

    width = shutil.get_terminal_size().columns
    return textwrap.fill(
        line,
        max(width, 20),
        subsequent_indent="     ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def printable(text: str) -> str:
    """The text on one line, without what could steer a terminal or reorder the line.

    Bytes that the locale could not read are read as UTF-8.
    """
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\ufffd" for letter in text
    )


def shortened(text: str, letters: int = 60) -> str:
    """The beginning of a text, on one line: enough to recognize it."""
    shown = " ".join(printable(text[: 4 * letters]).split())
    is_whole = len(text) <= 4 * letters and len(shown) <= letters
    return shown if is_whole else f"{shown[:letters]}…"
