"""Completion on TAB: what is offered, and what real shells make of it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import shellingham
from conftest import environment, process

COMMAND = str(Path(sys.executable).with_name("b12"))


def offered(line, replaced=None, **env):
    """What bash is offered for this line, of whose end it replaces this much: the last word."""
    replaced = line.rpartition(" ")[2] if replaced is None else replaced
    result = process(
        _B12_COMPLETE="complete_bash",
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_WORD_TO_COMPLETE=replaced,
        **env,
    )
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
        ("b12 search -- sciatica", "sciatica"),
        ("b12 search -s con", "contraindications"),
        ("b12 show con", "contraindications"),
        ("b12 help con", "contraindications"),
        ("b12 validate da", "/files/"),
        ("b12 --monograph da", "/files/"),
        ("b12 --monograph data/monograph.yaml search sciati", "sciati"),
        ("b uses --f", "--format"),  # by an alias
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
        "b12 no-command zz",
    ],
)
def test_nothing_is_offered_where_nothing_fits(line):
    assert offered(line) in ([], [""])


def test_only_what_bash_replaces_is_offered():
    assert offered("b12 uses --format=m", replaced="m") == ["markdown"]
    assert offered('b12 check "slipped d', replaced="slipped d") == ["slipped disc"]
    assert offered('b12 check slipped" d', replaced=" d") == [" disc"]


def test_in_quotes_a_backslash_is_one_where_it_escapes_nothing(tmp_path):
    monograph_of(["back\\slash"], tmp_path / "m.yaml")
    line = f"b12 --monograph {tmp_path / 'm.yaml'} check"
    assert offered(f'{line} "back\\s', replaced="back\\s") == ["back\\\\slash"]


@pytest.mark.parametrize("kept", ["$HOME", "`ls`", "~", "a*", ">", "!a"])
def test_nothing_is_offered_after_what_the_shell_would_act_on(kept, tmp_path):
    monograph_of([f"{kept}:kidney"], tmp_path / "m.yaml")
    line = f"b12 --monograph {tmp_path / 'm.yaml'} check"
    assert offered(f"{line} '{kept}:kid", replaced=f"{kept}:kid") != []
    assert offered(f"{line} {kept}:kid", replaced="kid") == []


def test_a_script_of_an_older_b12_is_told_to_be_renewed():
    result = process(_B12_COMPLETE="complete_bash", COMP_WORDS="b12\nu", COMP_CWORD="1")
    assert (result.code, result.out) == (2, "")
    assert "b12 --install-completion" in result.err


def test_each_term_of_check_is_completed_by_itself():
    """Else "check kidney f" would become two terms, and neither a contraindication."""
    assert "failure" not in offered("b12 check kidney f")
    assert "failure" in offered("b12 search kidney f")


def test_check_is_offered_what_a_patient_can_have():
    """No author, no publisher, no muscle that it goes into, nothing that is asked of a dose."""
    for typed, name in [("Dai", "sy"), ("Drugs", ".com"), ("Glut", "eal"), ("max", "dose")]:
        assert any(name in each for each in offered(f"b12 search {typed}"))
        assert not any(name in each for each in offered(f"b12 check {typed}"))
    for typed in ("Kidn", "preg", "Itch", "childr", "Pernicious"):
        assert offered(f"b12 check {typed}")


def test_no_word_is_offered_half_in_capitals():
    """An abbreviation is not finished for who didn't begin it so."""
    assert "ESRD" in offered("b12 search ES")
    assert all(each.islower() for each in offered("b12 search es"))
    assert offered("b12 search SCIA") == []


def test_of_nothing_typed_the_names_alone_are_offered():
    found = offered("b12 search ")
    assert "Sciatica" in found
    assert r"slipped\ disc" not in found


@pytest.mark.parametrize("asked", ["nonsense", "complete_", "complete_tcsh", "run_bash"])
def test_what_no_shell_asks_exits_2_with_one_line(asked):
    result = process(_B12_COMPLETE=asked)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"b12: completion: {asked!r} can't be answered (try 'b12 --help')\n"


def test_a_letter_that_has_two_in_other_cases_is_one(tmp_path):
    monograph_of(["ß and more"], tmp_path / "m.yaml")
    found = offered(f"b12 --monograph {tmp_path / 'm.yaml'} check 'ß", replaced="ß")
    assert found == ["ß and more"]


def test_no_name_is_offered_as_an_option(tmp_path):
    monograph_of(["--format", "-f json"], tmp_path / "m.yaml")
    line = f"b12 --monograph {tmp_path / 'm.yaml'} check"
    assert offered(f"{line} ") == []
    assert offered(f"{line} -- --f") == ["--format"]


def test_fish_is_offered_no_name_that_it_would_expand(tmp_path):
    """It puts ~root into the line as it is."""
    monograph_of(["~root"], tmp_path / "m.yaml")
    line = f"b12 --monograph {tmp_path / 'm.yaml'} check "
    result = process(_B12_COMPLETE="complete_fish", _TYPER_COMPLETE_ARGS=line)
    assert result == (0, "", "")


def test_a_name_with_a_colon_is_offered_whole(tmp_path):
    """Bash asks for what follows the colon; to Zsh, what follows a bare one would be a remark."""
    monograph_of(["ag h:i=j"], tmp_path / "m.yaml")
    line = f"b12 --monograph {tmp_path / 'm.yaml'} check ag"
    assert offered(f"{line}\\ h:i", replaced="i") == ["i=j"]
    result = process(_B12_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert "found=('ag h\\:i=j');" in result.out


def test_completing_the_line_that_installs_completion_installs_nothing(tmp_path):
    assert offered("b12 --install-completion u", HOME=str(tmp_path)) == ["uses"]
    assert list(tmp_path.iterdir()) == []


def test_a_bug_while_completing_shows_as_a_bug():
    """A module that fails: no word of the shell's request."""
    script = (
        "import b12cli.cli.candidates as c\n"
        "def names(*args): raise KeyError('bug')\n"
        "c.names = names\n"
        "from b12cli.cli.process import run\nrun()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(
            _B12_COMPLETE="complete_bash",
            _TYPER_COMPLETE_ARGS="b12 search s",
            _TYPER_COMPLETE_WORD_TO_COMPLETE="s",
        ),
        capture_output=True,
        text=True,
    )
    assert "KeyError: 'bug'" in done.stderr


# How each shell is started and takes the completion in, and what makes it plain to talk to: no
# bracketed paste, and a b12 that shows its arguments. The completion asks the command, not that.
SHELLS = {
    "bash": (
        ["--norc", "--noprofile"],
        'eval "$(_B12_COMPLETE=source_bash command b12)"',
        'bind "set enable-bracketed-paste off"; '
        "b12() { printf 'given: '; printf '<%s>' \"$@\"; echo; }",
    ),
    "zsh": (
        ["-f"],
        'autoload -Uz compinit; compinit -u -D; eval "$(_B12_COMPLETE=source_zsh command b12)"',
        "unset zle_bracketed_paste; b12() { printf 'given: '; printf '<%s>' \"$@\"; echo; }",
    ),
    "fish": (
        ["--no-config"],
        "env _B12_COMPLETE=source_fish b12 | source",
        "function b12; printf 'given: '; printf '<%s>' $argv; echo; end",
    ),
}


class Shell:
    """A real shell at a terminal, in this folder, that shows what b12 would be given."""

    def __init__(self, name, folder, options, *setup):
        pexpect = pytest.importorskip("pexpect", reason="no pseudo-terminals here")
        if not shutil.which(name):
            pytest.skip(f"no {name} on this machine")
        self.name = name
        path = f"{Path(COMMAND).parent}:{os.environ['PATH']}"
        self._child = pexpect.spawn(
            name,
            options,
            env=environment(TERM="xterm", PATH=path, PS1="$ ", HOME=str(folder)),
            encoding="utf-8",
            timeout=20,
            dimensions=(24, 200),
            cwd=folder,
        )
        for line in (*setup, "echo rea''dy"):
            self._child.send(f"{line}\r")
        self._child.expect_exact("ready\r\n")

    def arguments(self, typed):
        """What b12 is given when this is typed and entered."""
        self._child.send(typed)
        # The line is done when the shell has drawn what each TAB brought; then it is run.
        self._child.send("\r")
        self._child.expect(r"given: ([^\r\n]*)\r\n")
        return self._child.match[1]

    def close(self):
        self._child.kill(signal.SIGKILL)
        self._child.close()


@pytest.fixture(params=SHELLS)
def shell(request, tmp_path):
    options, *setup = SHELLS[request.param]
    shell = Shell(request.param, tmp_path, options, *setup)
    yield shell
    shell.close()


def test_in_a_real_shell_a_name_arrives_as_one_argument(shell, tmp_path):
    (tmp_path / "a-file").touch()
    for typed, arguments in [
        ("b12 check slipped\t", "<check><slipped disc>"),
        ("b12 check sciatica slipped\\ di\t", "<check><sciatica><slipped disc>"),
        ('b12 check "slipped di\t', "<check><slipped disc>"),
        ("b12 check 'slipped di\t", "<check><slipped disc>"),
        ("b12 uses --format=js\t", "<uses><--format=json>"),
        ("b12 uses a-fi\t", "<uses><a-fi>"),
        ("b12 validate a-fi\t", "<validate><a-file>"),
    ]:
        assert shell.arguments(typed) == arguments


RUN = "$(touch ran) `touch ran` ; touch ran & touch ran | touch ran > ran"
HOSTILE = [
    f"aa {RUN}",
    "ab $HOME $$ $(( 1 + 1 )) (echo no) %self",
    """ac "it's" 'so' said""",
    r"ad back\slash \$(touch ran) \"touch ran\" \n \\",
    "ae !! !b !$ 5!",
    "af ~ ~root * a* ? [a-z]* #no =ls ^b^c",
    "ag h:i=j@k,l::m",
    "ah  two  spaces",
    "ai é 血 ½ –",
]
ALONE = [
    RUN,
    "`touch ran`",
    "~root",
    "#1",
    "=ls",
    "!!",
    "*",
    "'tis",
    '"q',
    "\\",
    ":c",
    "^a^b",
]
"""Names that begin so; the letters before the others are typed."""


def monograph_of(names, file):
    """A monograph of these names, as a file."""
    entries = [{"name": name} for name in names]
    groups = [{"group": "all", "title": "All", "verdict": "listed_use", "entries": entries}]
    sections = [
        {"section": name, "title": "A", "summary": f'Its {RUN} "it\'s" a:b\\', "groups": groups}
        for name in ("drugs", "drugs-others")
    ]
    monograph = {
        "title": "Hostile",
        "generic_name": "hostilum",
        "source": {"title": "None", "publisher": "Nobody"},
        "sections": sections,
    }
    file.write_text(json.dumps(monograph, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("quote", ["", '"', "'"], ids=["bare", "double", "single"])
def test_in_a_real_shell_a_name_of_a_file_is_text(shell, quote, tmp_path):
    file = tmp_path / "m.yaml"
    monograph_of([*HOSTILE, "ba $(touch ran) one", "ba $(touch ran) two"], file)
    b12 = "b12 --monograph m.yaml check"
    given = "<--monograph><m.yaml><check>"
    for name in HOSTILE:
        assert shell.arguments(f"{b12} {quote}{name[:2]}\t") == f"{given}<{name}>"
    # What is typed already may have signs and quotes in it, too.
    begun = "ag h:i" if quote else r"ag\ h:i"
    assert shell.arguments(f"{b12} {quote}{begun}\t") == f"{given}<{HOSTILE[6]}>"
    begun = r"""'ac "it\'s""" if shell.name == "fish" else r"""'ac "it'\''s"""
    assert shell.arguments(f"{b12} {begun}\t") == f"{given}<{HOSTILE[2]}>"
    # What two names have in common is completed first.
    assert shell.arguments(f"{b12} {quote}ba\tt\t") == f"{given}<ba $(touch ran) two>"
    # Only in Bash is it b12 that writes the quotes, others at each quote that is open.
    for name in ALONE if shell.name == "bash" or not quote else ():
        if shell.name == "fish" and name == "~root":
            continue
        monograph_of([name], file)
        assert shell.arguments(f"{b12} {quote}\t") == f"{given}<{name}>"
    # What is said of them on the screen runs nothing either.
    assert shell.arguments("b12 --monograph m.yaml show dr\t-\t").endswith("<drugs-others>")
    assert not (tmp_path / "ran").exists()


# What a shell reads as it starts, and how it is started so that it does.
HOMES = {
    "bash": (".bashrc", ["--noprofile"]),
    "zsh": (".zshrc", []),
    "fish": (".config/fish/config.fish", []),
}


def installed(name, home, before="", after=""):
    """What a shell makes of installing completion in this home, between these commands."""
    if not shutil.which(name):
        pytest.skip(f"no {name} on this machine")
    # The home is b12's alone: what the shell itself says of it is not ours.
    script = f"{before}env HOME={home} {COMMAND} --install-completion{after}; true"
    done = subprocess.run([name, "-c", script], env=environment(), capture_output=True, text=True)
    return done.stdout, done.stderr


@pytest.mark.parametrize("name", HOMES)
def test_installed_completion_is_there_in_a_new_shell(name, tmp_path):
    start, options = HOMES[name]
    (tmp_path / start).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / start).write_bytes(b"# caf\xe9 of the user's own")
    out, err = installed(name, tmp_path)
    assert out.startswith(str(tmp_path))
    assert err == ""
    settings = (tmp_path / start).read_bytes()
    assert settings.startswith(b"# caf\xe9 of the user's own")
    installed(name, tmp_path)
    assert (tmp_path / start).read_bytes() == settings  # once is enough
    shell = Shell(name, tmp_path, options, SHELLS[name][2])
    for _ in "first", "second":
        assert shell.arguments("b12 uses --format=js\t") == "<uses><--format=json>"
    shell.close()


def a_file(home):
    home.write_text("")


def nowhere(home):
    home.symlink_to("/proc/nowhere")


def full(home):
    home.mkdir()
    return "ulimit -f 0; "  # a limit on files refuses root, too


def directories(home):
    for name in (".bashrc", ".zshrc", ".config/fish/completions/b12.fish"):
        (home / name).mkdir(parents=True)


@pytest.mark.parametrize("name", HOMES)
@pytest.mark.parametrize("refuse", [a_file, nowhere, full, directories])
def test_a_home_that_cannot_be_written_is_one_line_and_exit_5(name, refuse, tmp_path):
    home = tmp_path / "home"
    before = refuse(home) or ""
    code = "; test $status = 5; or echo wrong" if name == "fish" else "; [ $? = 5 ] || echo wrong"
    out, err = installed(name, home, before, code)
    assert out == ""
    assert re.fullmatch(rf"b12: {re.escape(str(home))}/\S+ can't be written: [^\n]+\n", err)


def test_a_full_disk_takes_nothing_of_the_users_own_settings(tmp_path):
    (tmp_path / ".bashrc").write_text("export MINE=1\n")
    (tmp_path / ".bash_completions").mkdir()
    (tmp_path / ".bash_completions/b12.sh").symlink_to("/dev/null")
    _, err = installed("bash", tmp_path, "ulimit -f 0; ")
    assert err.startswith(f"b12: {tmp_path}/.bashrc can't be written: ")
    assert (tmp_path / ".bashrc").read_text() == "export MINE=1\n"


def test_a_home_that_is_not_known_is_one_line_and_exit_5(b12, monkeypatch):
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("bash", "/bin/bash"))
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)
    result = b12("--install-completion")
    assert (result.code, result.out) == (5, "")
    assert re.fullmatch("b12: completion can't be installed: [^\n]+\n", result.err)


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize(
    "detected", [("dash", "/bin/dash"), shellingham.ShellDetectionFailure, PermissionError], ids=str
)
def test_a_shell_without_completion_exits_2_with_one_line(option, detected, b12, monkeypatch):
    def detect():
        if isinstance(detected, tuple):
            return detected
        raise detected

    monkeypatch.setattr("shellingham.detect_shell", detect)
    result = b12(option)
    assert (result.code, result.out) == (2, "")
    assert re.fullmatch(
        "b12: no completion for [^\n]+, expected bash, zsh or fish [^\n]+\n", result.err
    )
