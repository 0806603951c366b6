"""Each command in each format, whole. After a change: python tools/make.py, and read the diff."""

import pytest
from conftest import formats, plain

from b12cli.sections import SECTIONS

COMMANDS = {
    **{section: [section] for section in SECTIONS},
    "card": ["card"],
    "doses": ["doses"],
    "side-effects-common": ["side-effects", "--common"],
    "side-effects-serious": ["side-effects", "--serious"],
    "side-effects-allergic": ["side-effects", "--allergic"],
    "all": ["all"],
    "search": ["search", "nerve", "pain"],
    "search-corrected": ["search", "sciatca"],
    "search-dose": ["search", "how much for mild nerve pain"],
    "search-also": ["search", "sciatica", "kidney"],
    "check": ["check", "sciatica", "anxeity", "itching", "kidney failure", "anaemia", "asthma"],
    "validate": ["validate", "data/monograph.yaml"],
}
HELP = ["", *dict.fromkeys(args[0] for args in COMMANDS.values()), "schema"]


def test_the_commands_are_all_that_print_something():
    """But ``show`` prints a section as its own command does."""
    assert {args[0] for args in COMMANDS.values()} == set(formats()) - {"show"}


@pytest.mark.parametrize(
    ("name", "format"),
    [(name, each.value) for name, args in COMMANDS.items() for each in formats()[args[0]]],
)
def test_output_in_each_format(name, format, golden, b12, window, monkeypatch, pytestconfig):
    monkeypatch.chdir(pytestconfig.rootpath)
    extension = {"text": "txt", "markdown": "md"}.get(format, format)
    run = b12 if format != "text" else window
    result = run(*COMMANDS[name], "--format", format)
    assert (result.code, result.err) == (4 if name == "check" else 0, "")
    golden(f"{name}.{extension}", plain(result.out))


@pytest.mark.parametrize("name", ["card", "uses", "administration", "search"])
def test_text_in_a_narrow_terminal(name, golden, window):
    golden(f"{name}.40.txt", plain(window(*COMMANDS[name], columns=40).out))


@pytest.mark.parametrize("name", ["uses", "administration", "search"])
def test_text_in_a_pipe(name, golden, b12):
    golden(f"{name}.pipe.txt", b12(*COMMANDS[name]).out)


@pytest.mark.parametrize(
    "name", ["card", "side-effects", "contraindications", "administration", "search", "check"]
)
def test_text_in_colour(name, golden, window):
    golden(f"{name}.color.txt", window(*COMMANDS[name]).out)


@pytest.mark.parametrize("command", HELP)
def test_help(command, golden, window):
    result = window(*command.split(), "--help")
    assert result.code == 0
    golden(f"help{'-' if command else ''}{command}.txt", plain(result.out))
