"""What the tests share: ways to run b12, and golden files."""

from __future__ import annotations

import gc
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
import yaml
from markdown_it import MarkdownIt

from b12cli.cli.app import app
from b12cli.cli.process import run as run_b12
from b12cli.monograph.errors import MonographError
from b12cli.monograph.loader import skeleton
from b12cli.render import Format, ListFormat

gc.disable()  # as b12 itself does, and for the same reason

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
B12 = [sys.executable, "-m", "b12cli"]

PEOPLE = [each.value for each in Format if not each.is_for_programs]
"""The formats for people."""

TEMPLATE = re.sub("^( *)#(?! )", r"\1", skeleton(), flags=re.MULTILINE)
"""What ``b12 init`` writes, with what few files need."""

# What would change the output, and may be set where the tests run.
TODAY = "1795651200"  # 26 November 2026: how old the source is stands in every answer
_UNSET = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "B12_MONOGRAPH", "PAGER", "LESS")


class Result(NamedTuple):
    code: int
    out: str
    err: str


def environment(**changes: str) -> dict[str, str]:
    """The environment of a plain terminal without colour, with these changes."""
    plain = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return {**plain, "TERM": "dumb", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": TODAY, **changes}


def process(*args: str, stdin: str | bytes | None = None, **env: str) -> Result:
    """Run b12 as a process of its own, with its output in pipes."""
    done = subprocess.run(
        [*B12, *args],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment(**env),
        timeout=60,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def terminal(*args: str, columns: int = 80, rows: int = 1000, **env: str) -> Result:
    """Run b12 in a terminal of this size; what it writes to both streams is ``out``."""
    pexpect = pytest.importorskip("pexpect", reason="no pseudo-terminals here")
    child = pexpect.spawn(
        B12[0],
        [*B12[1:], *args],
        dimensions=(rows, columns),
        env=environment(**env),
        encoding="utf-8",
        timeout=60,
    )
    out = child.read().replace("\r\n", "\n")
    child.close()
    return Result(child.exitstatus, out, "")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


@pytest.fixture
def b12(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run b12 in this process, as in a pipe: everything but the start of the interpreter."""

    def run(*args: str) -> Result:
        code = run_b12(list(args))
        captured = capsys.readouterr()
        return Result(int(code), captured.out, captured.err)

    return run


def formats() -> dict[str, list[Format | ListFormat]]:
    """All the formats of each command that takes one, as it declares them."""
    declared = {
        each.name or each.callback.__name__: each.callback.__annotations__.get("format")
        for each in app.registered_commands
        if each.callback
    }
    return {name: list(get_args(format)[0]) for name, format in declared.items() if format}


def _literal(markdown: str) -> str:
    """What a reader of the Markdown sees, without its markup: a line for each paragraph, item of a
    list, and cell of a table."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    inlines = [token.children or [] for token in tokens if token.type == "inline"]
    types = {each.type for each in tokens} | {each.type for inline in inlines for each in inline}
    assert types.isdisjoint(("html_block", "html_inline", "code_block", "fence")), markdown
    return "\n".join("".join(child.content for child in inline) for inline in inlines)


# How each format is read: by a program, its values; by a person, its words without any markup.
READ: dict[str, Callable[[str], Any]] = {
    "text": str,
    "markdown": _literal,
    "json": json.loads,
    "jsonl": lambda text: list(map(json.loads, text.splitlines())),
}


def read(format: str, text: str) -> str:
    """What a reader gets to see of an output in this format."""
    assert format in READ, f"say in READ, in tests/conftest.py, how {format} is read"
    return str(READ[format](text)) if text else ""


def plain(text: str) -> str:
    """The text without its colours, and the spaces that they end in."""
    return re.sub(r" +$", "", re.sub(r"\x1b\[[0-9;]*m", "", text), flags=re.MULTILINE)


@pytest.fixture
def window(b12: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run b12 in this process, as in a window with colour; a test holds that a terminal has the
    same."""

    def run(*args: str, columns: int = 80) -> Result:
        with monkeypatch.context() as patch:
            patch.setenv("FORCE_COLOR", "1")
            patch.setenv("COLUMNS", str(columns))
            return b12(*args)

    return run


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: the tests at terminals wait for much of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write what the tests keep anew")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    if config.getoption("--golden"):
        config.option.numprocesses = 0  # several of them write the README


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--golden"):
        items[:] = [item for item in items if "is_written" in getattr(item, "fixturenames", ())]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: pytest.ExitCode
) -> None:
    """Say why tests fail that read what was not compiled since, or can't be."""
    try:
        is_stale = exitstatus and runpy.run_path(str(ROOT / "tools" / "compile.py"))["stale"]()
    except (MonographError, yaml.YAMLError) as error:
        terminalreporter.write_line(f"This can't be compiled: {error}")
    else:
        if is_stale:
            terminalreporter.write_line(
                "What is compiled is not current. Run: python tools/make.py"
            )


@pytest.fixture
def is_written(request: pytest.FixtureRequest) -> bool:
    """Whether --golden was given: what the tests keep is written anew, for a human to read."""
    return bool(request.config.getoption("--golden"))


@pytest.fixture
def golden(is_written: bool) -> Callable[[str, str], None]:
    """Compare a text with its golden file, whole."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if is_written:
            file.write_bytes(text.encode())
        kept = file.read_bytes().decode() if file.exists() else ""
        assert text == kept, f"not as in {file}; run: python tools/make.py"

    return compare
