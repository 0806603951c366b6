"""The documents say what is so."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, environment, terminal

from b12cli.cli import ExitCode, app

README = ROOT / "README.md"
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
def test_readme_example_shows_true_output(command, request):
    out = shown(command)
    if request.config.getoption("--golden"):
        text = README.read_text()
        block = next(match for match in CONSOLE.finditer(text) if match["command"] == command)
        README.write_text(text.replace(block[0], f"```console\n$ {command}\n{out}```\n"))
    blocks = {match["command"]: match["output"] for match in CONSOLE.finditer(README.read_text())}
    assert blocks[command] == out


def test_every_promise_names_a_test_that_is_there():
    promised = re.findall(r"`(test_\w+)", (ROOT / "CONTRIBUTING.md").read_text())
    written = "\n".join(file.read_text() for file in (ROOT / "tests").glob("test_*.py"))
    assert len(promised) > 20
    assert [name for name in promised if f"def {name}(" not in written] == []


def test_readme_names_every_command_and_exit_code():
    text = README.read_text()
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"| `b12 {name}" in text
    for code in ExitCode:
        assert re.search(rf"^\| {code.value} \| ", text, re.MULTILINE)
