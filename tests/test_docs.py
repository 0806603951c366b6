"""The documents say what is so."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.metadata import requires
from itertools import chain, pairwise
from pathlib import Path

import pytest
import typer
from conftest import ROOT, environment, terminal

from b12cli.cli.app import app
from b12cli.cli.exits import ExitCode
from b12cli.monograph.loader import skeleton
from b12cli.render import ListFormat
from b12cli.render.marks import MARKS
from b12cli.render.outcomes import verdict_table
from b12cli.search import CLOSEST
from b12cli.sections import SECTIONS

README = ROOT / "README.md"
PYPROJECT = (ROOT / "pyproject.toml").read_text()
CONSOLE = re.compile(r"```console\n\$ (?P<command>.*)\n(?P<output>(?:.*\n)*?)```\n")
EXAMPLES = [match["command"] for match in CONSOLE.finditer(README.read_text())]


def shown(command: str) -> str:
    """What a terminal of 80 columns shows for a README example."""
    if "|" not in command:
        return terminal(*shlex.split(command)[1:]).out
    if "jq" in command and not shutil.which("jq"):
        pytest.skip("no jq on this machine")
    path = f"{Path(sys.executable).parent}:{environment()['PATH']}"
    env = environment(PATH=path)
    done = subprocess.run(["sh", "-c", command], env=env, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize("command", EXAMPLES)
def test_readme_example_shows_true_output(command, is_written):
    out = shown(command)
    if is_written:
        text = README.read_text()
        block = next(match for match in CONSOLE.finditer(text) if match["command"] == command)
        README.write_text(text.replace(block[0], f"```console\n$ {command}\n{out}```\n"))
    blocks = {match["command"]: match["output"] for match in CONSOLE.finditer(README.read_text())}
    assert blocks[command] == out


@pytest.mark.parametrize("script", ["manual", "picture"])
def test_manual_and_picture_are_current(script, monkeypatch):
    pytest.importorskip("pexpect", reason="no pseudo-terminals here")
    monkeypatch.syspath_prepend(ROOT / "docs")
    module = import_module(script)
    made = module.page() if script == "manual" else module.picture()
    kept = module.PAGE if script == "manual" else module.PICTURE
    assert kept.read_text() == made, "run: python tools/make.py"


def test_manual_has_every_command_and_option():
    page = (ROOT / "docs" / "b12.1").read_text()
    for word in (
        "administration",
        "check",
        "schema",
        r"\-\-serious",
        r"\-\-no\-pager",
        "B12_MONOGRAPH",
    ):
        assert word in page


@pytest.mark.skipif(not shutil.which("man"), reason="no man on this machine")
def test_man_reads_the_manual_without_a_warning():
    page = ["man", "--warnings", "--local-file", str(ROOT / "docs" / "b12.1")]
    done = subprocess.run(page, capture_output=True, env=environment(MANWIDTH="80"), text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "b12 side-effects --serious" in done.stdout


def test_lowest_versions_are_the_lower_bounds():
    lowest = (ROOT / "tests" / "lowest.txt").read_text()
    bounds = re.findall(
        r'^    "(\w+)>=([\d.]+).*",$', PYPROJECT.split("[project.optional")[0], re.M
    )
    assert len(bounds) == 6
    for package, bound in bounds:
        pinned = re.search(rf"^{package}==([\d.]+)( ;.*)?$", lowest, re.MULTILINE)[1]
        assert pinned == bound or pinned == f"{bound}.0"


def test_all_that_the_tests_and_the_build_require_has_an_exact_version():
    exact = (ROOT / "tests" / "constraints.txt").read_text()
    required = [*requires("b12-cli"), *re.findall(r'requires = \["(.*?)"', PYPROJECT)]
    names = {re.match(r"[\w-]+", each)[0].lower() for each in required}
    assert names >= {"typer", "pytest", "hatchling"}
    assert sorted(names - set(re.findall(r"^([a-z0-9-]+)==", exact, re.MULTILINE))) == []


def test_readme_says_on_which_pythons_the_tests_run():
    first, *_, last = re.findall(r'Python :: (3\.\d+)"', PYPROJECT)
    assert f"on Python {first} to {last}, " in README.read_text()


def test_every_promise_names_a_test_that_is_there():
    promised = re.findall(r"`(test_\w+)", (ROOT / "CONTRIBUTING.md").read_text())
    written = "\n".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py"))
    assert len(promised) > 20
    assert [name for name in promised if f"def {name}(" not in written] == []


def test_contributing_says_what_each_module_is_for():
    modules = {file.name for file in (ROOT / "b12cli").rglob("*.py") if "__" not in file.name}
    named = set(re.findall(r"[\w/]+\.py", (ROOT / "CONTRIBUTING.md").read_text()))
    said = {name.rpartition("/")[2] for name in named} | {f"{each.value}.py" for each in ListFormat}
    assert len(modules) > 50
    assert sorted(modules - said) == []


def test_readme_names_every_command_and_exit_code():
    text = README.read_text()
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"| `b12 {name}" in text, "needs a row under Commands"
    for code in ExitCode:
        assert f"\n| {code.value} | {code.meaning} |\n" in text.replace("`", "")


def options():
    """The ways to write each option of b12 and of its commands."""
    root = typer.main.get_command(app)
    params = chain(root.params, *(command.params for command in root.commands.values()))
    options = (each for each in params if each.param_type_name == "option")
    return [(*each.opts, *each.secondary_opts) for each in options]


def test_what_is_called_a_section_without_a_command_has_none():
    template = re.search(r"# (\w+) or (\w+), with b12 show NAME", skeleton())
    said = re.findall(r"such as `(\w+)`, with `b12 show", README.read_text())
    assert template
    assert said
    has_command = {*template.groups(), *said}.intersection(SECTIONS)
    assert has_command == set(), "call other sections so in the README and in skeleton.yaml"


def test_readme_names_every_option_and_format():
    text = README.read_text()
    named = re.findall(r"(?<![\w-])--?\w[\w-]*", text)
    assert [each for each in options() if not set(named).intersection(each)] == [], "in no README"
    row = re.search(r"^\| `-f`.*$", text, re.MULTILINE)[0]
    unnamed = [each for each in ListFormat if f"`{each.value}` {each.meaning}" not in row]
    assert unnamed == [], "name these in the README's row of -f, with their meaning"


def keys(value):
    """All the keys in a result."""
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from keys(each)
    for each in value if isinstance(value, list) else ():
        yield from keys(each)


def test_readme_explains_every_key_of_search_and_check(b12):
    found = {"check": ["kidney failure", "DDLS7"], "search": ["sciatica kidney", "unit label"]}
    text = README.read_text()
    for command, terms in found.items():
        for term in terms:
            answer = json.loads(b12(command, term, "-f", "json").out)
            for own in ("counts", "source", "notes"):
                answer[own] = None  # verdicts; the same in all commands
            unexplained = [key for key in dict.fromkeys(keys(answer)) if f"`{key}`" not in text]
            assert unexplained == [], "explain these in the README"


def test_readme_says_how_many_of_the_closest_are_shown():
    number = ("none", "one", "two", "three", "four", "five")[CLOSEST]
    assert f"shows up to {number} of the\nclosest entries" in README.read_text()


TESTS = "\n".join(file.read_text(errors="replace") for file in (ROOT / "tests").rglob("*.py"))


def test_every_option_is_in_a_test():
    untested = [each for each in options() if not any(f'"{opt}' in TESTS for opt in each)]
    assert untested == [], "no test has these"


def test_readme_calls_the_verdicts_as_check_does():
    said = re.findall(r"(?<!\*)\*([A-Z][a-z ]+)\*(?!\*)", README.read_text())
    assert "Not mentioned" in said
    assert set(map(str.casefold, said)) <= {mark.name.casefold() for mark in MARKS.values()}


def test_readme_has_a_row_for_each_command_that_is_timed(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    start = import_module("start")
    table = README.read_text().partition("<!-- speed -->")[2].partition("<!-- /speed -->")[0]
    rows = re.findall(r"^\| ([\w`][^|]*) \|", table, re.MULTILINE)
    ours = [*start.COMMANDS, start.LARGE, start.LINE]
    assert [each for each in rows if each not in start.OTHERS] == ours


def test_no_two_words_of_the_picture_overlap_and_what_is_wrapped_is_indented():
    """Whatever the viewer's font is: each word has its place and its length."""
    word = re.compile(r'<text x="([\d.]+)" y="(\d+)" textLength="([\d.]+)"[^>]*>([^<]*)<')
    picture = (ROOT / "docs" / "b12.svg").read_text()
    rows: dict[str, list[tuple[float, float, str]]] = {}
    for x, y, length, text in word.findall(picture):
        rows.setdefault(y, []).append((float(x), float(length), text))
    assert sum(map(len, rows.values())) == picture.count("<text ")
    for words in rows.values():
        for (x, length, _), (following, _, _) in pairwise(words):
            assert x + length < following + 0.2
    wrapped = next(words for words in rows.values() if words[0][2] == "failure;")
    assert wrapped[0][0] > min(words[0][0] for words in rows.values())


@pytest.fixture
def readme_has(is_written):
    """README's table between the comments of this name has these rows; --golden writes them."""

    def compare(name, rows, head=None):
        before, table, after = re.split(
            rf"(?<=<!-- {name} -->\n)|(?=<!-- /{name} -->\n)", README.read_text()
        )
        made = "".join(f"{row}\n" for row in [*(head or table.splitlines()[:2]), *rows])
        if is_written:
            README.write_text(before + made + after)
            table = made
        assert table == made, "run: python tools/make.py"

    return compare


def test_readme_shows_the_table_of_marks(readme_has):
    readme_has("marks", [f"| {m.sign} | {m.name} | {m.meaning} |" for m in MARKS.values()])


def test_readme_shows_the_table_of_verdicts(readme_has):
    head, *rows = (f"| {' | '.join(row)} |".replace("|  |", "| |") for row in verdict_table())
    line = re.sub(r"[^|]+", " --- ", head)
    readme_has("verdicts", rows, [head, line])
