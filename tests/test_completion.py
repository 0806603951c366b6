"""Completion on TAB: what is offered, and what real shells make of it."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from conftest import environment, process

COMMAND = str(Path(sys.executable).with_name("b12"))


def offered(line, **env):
    """What bash is offered for this line, whose last word is being typed."""
    words = line.split(" ") if isinstance(line, str) else line
    shell = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    result = process(_B12_COMPLETE="complete_bash", **shell, **env)
    assert (result.code, result.err) == (0, "")
    return result.out.splitlines()


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("b12 con", "contraindications"),
        ("b12 search slipp", r"slipped\ disc"),
        ("b12 search slipped d", "disc"),
        ("b12 search slip -f m", "markdown"),
        ("b12 check sciatica Sci", r"Sciatic"),
        ("b12 uses --f", "--format"),
        ("b12 uses -f m", "markdown"),
        ("b12 uses --format = m", "markdown"),
        ("b12 search -s con", "contraindications"),
        ("b12 show con", "contraindications"),
        ("b12 help con", "contraindications"),
        ("b12 validate da", "/files/"),
        ("b12 --monograph da", "/files/"),
        ("b12 --monograph data/monograph.yaml search sciati", "sciati"),
    ],
)
def test_what_is_offered(line, first):
    assert offered(line)[0].startswith(first)


@pytest.mark.parametrize(
    "line",
    [
        "b12 check kidney zzz",
        "b12 check kidney zz",
        "b12 uses x",
        "b12 --monograph /no/such/file search s",
    ],
)
def test_nothing_is_offered_where_nothing_fits(line):
    assert offered(line) in ([], [""])


def test_in_quotes_nothing_is_escaped():
    assert offered(["b12", "check", '"kidney f']) == ["kidney failure"]


def test_each_term_of_check_is_completed_by_itself():
    """Else "check kidney f" would become two terms, and neither a contraindication."""
    assert "failure" not in offered("b12 check kidney f")
    assert "failure" in offered("b12 search kidney f")


def test_of_nothing_typed_the_names_alone_are_offered():
    found = offered("b12 search ")
    assert "Sciatica" in found
    assert r"slipped\ disc" not in found


@pytest.mark.parametrize("asked", ["nonsense", "complete_", "complete_tcsh", "run_bash"])
def test_what_no_shell_asks_exits_2_with_one_line(asked):
    result = process(_B12_COMPLETE=asked)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"b12: completion: {asked!r} can't be answered (try 'b12 --help')\n"


def test_a_bug_while_completing_shows_as_a_bug():
    """A module that fails: no word of the shell's request."""
    script = (
        "import b12cli.completion as c\n"
        "def names(*args): raise KeyError('bug')\n"
        "c.names = names\n"
        "from b12cli.process import run\nrun()"
    )
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(_B12_COMPLETE="complete_bash", COMP_WORDS="b12\nsearch\ns", COMP_CWORD="2"),
        capture_output=True,
        text=True,
    )
    assert "KeyError: 'bug'" in done.stderr


# How each shell is started, how it takes the completion in, and a b12 that shows its arguments:
# the shell's own completion asks the command, not the function.
SHELLS = {
    "bash": (
        ["--norc", "--noprofile"],
        'eval "$(_B12_COMPLETE=source_bash command b12)"; bind "set enable-bracketed-paste off"',
        "b12() { printf '<%s>' \"$@\"; echo; }",
    ),
    "zsh": (
        ["-f"],
        'autoload -Uz compinit; compinit -u -D; eval "$(_B12_COMPLETE=source_zsh command b12)"; '
        "unset zle_bracketed_paste",
        "b12() { printf '<%s>' \"$@\"; echo; }",
    ),
    "fish": (
        ["--no-config"],
        "env _B12_COMPLETE=source_fish b12 | source",
        "function b12; printf '<%s>' $argv; echo; end",
    ),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_in_a_real_shell_a_name_arrives_as_one_argument(shell, tmp_path):
    if not shutil.which(shell):
        pytest.skip(f"no {shell} on this machine")
    pexpect = pytest.importorskip("pexpect", reason="no pseudo-terminals here")
    options, take_in, show = SHELLS[shell]
    path = f"{Path(COMMAND).parent}:{os.environ['PATH']}"
    env = environment(TERM="xterm", PATH=path, PS1="$ ", HOME=str(tmp_path))
    child = pexpect.spawn(
        shell, options, env=env, encoding="utf-8", timeout=20, dimensions=(24, 200), cwd=tmp_path
    )
    (tmp_path / "a-file").touch()
    for line in (take_in, show, "echo rea''dy"):
        child.send(f"{line}\r")
    child.expect_exact("ready\r\n")
    for typed, arguments in [
        ("b12 check systemic\t", "<check><systemic infection>"),
        ("b12 check sciatica kidney\\ fai\t", "<check><sciatica><kidney failure>"),
        ('b12 check "kidney fai\t', "<check><kidney failure>"),
        ("b12 uses --format=js\t", "<uses><--format=json>"),
        ("b12 uses a-fi\t", "<uses><a-fi>"),
        ("b12 validate a-fi\t", "<validate><a-file>"),
    ]:
        child.send(typed)
        # The line is done when the shell has drawn what the TAB brought; then it is run.
        child.send("\r")
        child.expect_exact(arguments + "\r\n")
    child.kill(signal.SIGKILL)
    child.close()
