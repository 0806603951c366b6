"""The edge: terminals of all sizes, encodings, pipes, the pager. Real processes throughout."""

import contextlib
import io
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import B12, environment, formats, plain, process, read, terminal

from b12cli.encoding import encodable
from b12cli.render import ListFormat
from b12cli.terminal import printable, progress, screen

pexpect = pytest.importorskip("pexpect", reason="no pseudo-terminals here")

COMMAND = str(Path(sys.executable).with_name("b12"))
EVERY = [
    ["uses"],
    ["administration", "-f", "json"],
    ["all", "-f", "markdown"],
    ["search", "sciatica"],
    ["check", "itching"],
    ["validate"],
    ["schema"],
    ["--help"],
    ["--version"],
]
WAYS = [["uses"], ["all", "-f", "markdown"], ["--help"]]
"""All that is written goes through one function: a command, a long one, and what is no command."""

ids = " ".join


def bare(text):
    """The text without what wrapping changes: spaces and line breaks."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("columns", [1, 2, 3, 5, 8, 13, 21, 34, 55])
@pytest.mark.parametrize(
    "args", [["administration"], ["search", "nerve"], ["check", "sepsis"]], ids=ids
)
def test_nothing_is_lost_on_a_narrow_terminal(args, columns, window, b12):
    whole = window(*args, columns=100) if args[0] == "check" else b12(*args)  # headings, or none
    assert bare(plain(window(*args, columns=columns).out)) == bare(plain(whole.out))


@pytest.mark.parametrize("columns", [20, 40, 80, 120, 300])
def test_lines_fit_and_break_between_words(columns, window, b12):
    words = set(b12("side-effects").out.split())
    shown = plain(window("side-effects", columns=columns).out)
    assert max(map(len, shown.splitlines())) <= min(columns, 100)
    assert set(shown.split()) <= words


@pytest.mark.parametrize("command", ["", "search", "side-effects", "all"])
def test_help_fits_a_narrow_terminal_and_loses_nothing(command, window):
    shown, whole = (plain(window(command or "-h", "-h", columns=each).out) for each in (40, 80))
    assert max(map(len, shown.splitlines())) <= 40
    assert shown.split() == whole.split()


@pytest.mark.parametrize(("columns", "is_table"), [(59, False), (60, True)])
def test_doses_are_a_table_where_there_is_room_for_one(columns, is_table, window):
    shown = plain(window("doses", columns=columns).out)
    assert bool(re.search(r"^ *For +Dose +Details$", shown, re.MULTILINE)) is is_table


def test_what_wraps_hangs_under_its_text(window):
    lines = plain(window("uses", columns=40).out).splitlines()
    wrapped = next(at for at, line in enumerate(lines) if line.startswith("  • Narrowing of"))
    assert lines[wrapped + 1].startswith("    ")
    assert lines[wrapped + 1][4] != " "


@pytest.mark.parametrize("columns", ["wide", "-5", "99999999999999999999"])
def test_nonsense_in_columns_is_passed_over(columns, b12):
    result = terminal("uses", COLUMNS=columns)
    assert result.code == 0
    assert bare(result.out) == bare(b12("uses").out)


@pytest.mark.parametrize(
    ("env", "colored"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": ""}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_color_follows_the_terminal_and_the_environment(env, colored):
    assert ("\x1b[" in terminal("contraindications", **env).out) is colored


def test_a_pipe_has_color_only_if_it_is_forced():
    assert "\x1b" not in process("contraindications", TERM="xterm").out
    forced = process("contraindications", FORCE_COLOR="1").out
    assert "\x1b[1;31m" in forced
    assert plain(forced) == process("contraindications").out


@pytest.mark.parametrize("args", [["contraindications"], ["check", "itching", "sepsis"]], ids=ids)
@pytest.mark.parametrize("columns", [40, 80])
def test_a_window_that_forces_colour_is_fitted_if_it_says_how_wide_it_is(args, columns, window):
    """As the preview of fzf does. What the other tests see of it, a terminal shows too."""
    shown = window(*args, columns=columns).out
    assert shown == terminal(*args, columns=columns, TERM="xterm").out
    assert plain(shown) == terminal(*args, columns=columns).out


def test_columns_alone_wrap_nothing_in_a_pipe():
    assert process("contraindications", COLUMNS="40") == process("contraindications")


@pytest.mark.parametrize(
    "command", ["uses", "overview", "administration", "references", "check OA"]
)
def test_red_is_for_the_allergic_reaction_and_contraindications_alone(command, window):
    red = r"\x1b\[[0-9;]*31"
    assert not re.search(red, window(*command.split()).out)
    for grave in (["contraindications"], ["side-effects", "--allergic"], ["check", "sepsis"]):
        assert re.search(red, window(*grave).out)


@pytest.mark.parametrize(
    ("encoding", "args"),
    [
        *(("ascii", args) for args in [*EVERY, ["references"], ["contraindications"]]),
        ("latin-1", ["references"]),
        ("cp1252", ["contraindications"]),
    ],
    ids=str,
)
def test_what_an_encoding_lacks_is_written_so_that_it_reads_the_same(encoding, args, b12):
    done = subprocess.run(
        [*B12, *args], env=environment(PYTHONIOENCODING=encoding), capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert text.count("?") == b12(*args).out.count("?")
    assert "<U+" not in text


def test_names_in_ascii():
    out = process("references", PYTHONIOENCODING="ascii").out
    assert "Flavia Costa - Clinical review." in out
    assert "* Drugs.com" in out


def test_json_escapes_what_the_encoding_lacks():
    plain = process("references", "-f", "json", PYTHONIOENCODING="ascii").out
    assert "Fl\\u00e1via" in plain
    assert "Flávia" in process("references", "-f", "json").out


FOR_PROGRAMS = [
    [
        command,
        *{"show": ["uses"], "search": ["sciatca"], "check": ["“Sjögren”, sepsis", "DDLS7"]}.get(
            command, ()
        ),
        "-f",
        each.value,
    ]
    for command, known in formats().items()
    for each in known
    if each.is_for_programs
]


@pytest.mark.parametrize("args", [*FOR_PROGRAMS, ["schema"]], ids=ids)
def test_what_is_for_programs_reads_the_same_in_any_encoding(args):
    """A quotation mark that is written as another would end a text."""
    format = ListFormat(args[-1] if "-f" in args else "json")
    text = process(*args).out
    plain = process(*args, PYTHONIOENCODING="ascii").out
    assert plain.isascii()
    assert read(format, plain) == read(format, text)
    assert args[0] != "check" or "“Sjögren”, sepsis" in read(format, plain)


def test_the_c_locale_reads_and_writes_what_people_type():
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = process("search", "Flávia", **env)
    assert (result.code, result.err) == (0, "")
    assert "Flavia Costa" in result.out


@pytest.mark.parametrize(
    ("letters", "ascii"),
    [("Flávia – „½“", 'Flavia - <U+201E><U+00BD>"'), ("•✗→○ⁿ…’", "*x->o^...'"), ("日", "<U+65E5>")],
)
def test_transliteration(letters, ascii):
    assert encodable(letters, "ascii") == ascii


def test_who_waits_at_a_terminal_sees_how_far_it_is(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    seconds = iter([0.0, 0.5, 1.5, 1.55, 1.7])
    monkeypatch.setattr("b12cli.terminal.monotonic", lambda: next(seconds, 1.75))
    assert list(progress("abcd")) == list("abcd")
    assert sys.stderr.getvalue() == "\r1 of 4\r2 of 4\r\x1b[K"
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    seconds = iter([0.0, 2.0, 4.0])
    assert list(progress("ab")) == list("ab")
    assert sys.stderr.getvalue() == ""


def test_a_terminal_that_is_gone_does_not_stop_the_work(monkeypatch):
    class Gone(io.StringIO):
        def isatty(self):
            return True

        def write(self, text):
            raise OSError(5, "Input/output error")

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Gone())
    seconds = iter([0.0])
    monkeypatch.setattr("b12cli.terminal.monotonic", lambda: next(seconds, 2.0))
    assert list(progress("abcd")) == list("abcd")


def test_nothing_that_steers_a_terminal_is_printable():
    assert printable("a\tb\x1b[31m\u202ec\udcff") == "a b\ufffd[31m\ufffdc\ufffd"


def shell(script, **env):
    """What a shell makes of the installed command, called b12 in the script."""
    script = script.replace("b12", COMMAND)
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        env=environment(**env),
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("reader", ["head -1", "true"])
@pytest.mark.parametrize("args", WAYS, ids=ids)
def test_a_reader_that_leaves_is_no_error(args, reader):
    done = shell(f"b12 {' '.join(args)} | {reader}")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_exit_code_stays_the_answer_when_the_reader_leaves():
    assert shell("b12 check sepsis | true").returncode == 4


@pytest.mark.parametrize("args", [*WAYS, ["--show-completion"]], ids=ids)
def test_a_full_disk_is_one_line_and_exit_5(args):
    done = shell(f"b12 {' '.join(args)} > /dev/full")
    assert done.returncode == 5
    assert done.stderr == "b12: the output could not be written: No space left on device\n"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("b12 uses >&-", 0),
        ("b12 uses <&-", 0),
        ("b12 uses 2>&-", 0),
        ("b12 usess 2>&-", 2),
        ("b12 usess 2>/dev/full", 2),
        ("env -i b12 uses", 0),
        ("cd $(mktemp -d) && rmdir $PWD && b12 uses", 0),
    ],
)
def test_closed_streams_and_bare_surroundings_are_quiet(script, code):
    done = shell(script)
    assert (done.returncode, done.stderr) == (code, "")


def test_terms_from_a_closed_standard_input_are_none():
    done = shell("b12 check - <&-")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "env",
    [
        {"_B12_COMPLETE": "complete_bash"},
        {"_B12_COMPLETE": "complete_bash", "COMP_WORDS": "b12 u", "COMP_CWORD": "x"},
        {"_B12_COMPLETE": "nonsense"},
        {"TERMINAL_WIDTH": "x", "TYPER_USE_RICH": "x"},
    ],
)
def test_nonsense_in_the_environment_is_no_traceback(env):
    result = process("uses", **env)
    assert "Traceback" not in result.err
    assert result.code in (0, 1, 2)


def test_ctrl_c_ends_at_once_with_130():
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    child = subprocess.Popen(
        [*B12, "check", "-"],
        stdin=reading,
        stderr=subprocess.PIPE,
        # Where the tests ignore it, the child would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with contextlib.suppress(BlockingIOError):
        while os.write(writing, b"\n" * 4096):
            pass
    # The pipe was full: it takes more only when the child is up and reads.
    poll = select.poll()
    poll.register(writing, select.POLLOUT)
    assert poll.poll(60_000)
    child.send_signal(signal.SIGINT)
    assert child.communicate(timeout=60) == (None, b"")
    assert child.returncode == 130


@pytest.fixture
def pager(tmp_path):
    """A pager called less that says that it ran, with what options and how many lines."""
    script = tmp_path / "less"
    script.write_text('#!/bin/sh\necho "PAGED $LESS $* $(wc -l)"\n')
    script.chmod(0o755)
    return str(script)


@pytest.mark.parametrize(
    "args",
    [["all"], ["administration"], ["uses", "-f", "json"], ["--help"], ["search", "dose"]],
    ids=ids,
)
def test_what_is_longer_than_the_screen_is_paged(args, pager):
    shown = terminal(*args, rows=12, TERM="xterm", PAGER=pager)
    assert shown.code == 0
    assert shown.out.startswith("PAGED FX -R -i -Ps")


def test_the_options_of_less_are_the_users_but_for_colour_case_and_prompt(pager):
    assert (
        "PAGED -S -R -i -Ps" in terminal("all", rows=20, TERM="xterm", PAGER=pager, LESS="-S").out
    )
    other = Path(pager).rename(Path(pager).with_name("most"))
    assert "PAGED FX  " in terminal("all", rows=20, TERM="xterm", PAGER=str(other)).out


@pytest.mark.parametrize(
    "case",
    [
        {"rows": 1000},
        {"args": ["all", "--no-pager"]},
        {"args": ["--no-pager", "all"]},
        {"TERM": "dumb"},
        {"PAGER": ""},
        {"PAGER": "less '"},
        {"PAGER": "not-a-program"},
    ],
    ids=str,
)
def test_whatever_fits_or_is_not_to_be_paged_is_printed(case, pager):
    broken = Path(pager).with_name("not-a-program")
    broken.write_bytes(b"\0")
    broken.chmod(0o755)
    case = {**case, "PATH": f"{broken.parent}:{os.environ['PATH']}"}
    settings = {"rows": 20, "TERM": "xterm", "PAGER": pager, "args": ["all"], **case}
    result = terminal(*settings.pop("args"), **settings)
    assert result.code == 0
    assert "PAGED" not in result.out
    assert len(result.out) > 500


@pytest.mark.parametrize("end", ["exit 3", "kill -9 $$"])
def test_what_a_failing_pager_does_not_show_is_printed(end, pager):
    Path(pager).write_text(f"#!/bin/sh\n{end}\n")
    result = terminal("all", rows=20, columns=300, TERM="xterm", PAGER=pager)
    assert result.code == 0
    assert result.out.startswith(f"b12: the pager failed ({pager} -R -i ")
    assert "CONTRAINDICATIONS" in result.out


def test_a_pager_that_ctrl_c_ends_was_left(pager):
    Path(pager).write_text("#!/bin/sh\necho up; read answer < /dev/tty\n")
    child = pexpect.spawn(
        COMMAND, ["all"], env=environment(TERM="xterm", PAGER=pager), encoding="utf-8", timeout=20
    )
    child.expect_exact("up")
    child.sendintr()
    assert child.read().strip() in ("", "^C")
    child.close()
    assert child.exitstatus == 0


def test_a_url_is_a_link_where_the_terminal_knows_links_and_it_is_not_paged(pager):
    url = "https://www.drugs.com/vitamin-b12.html"
    knows = {"TERM": "xterm", "VTE_VERSION": "7006", "TMUX": ""}
    linked = terminal("references", **knows)
    assert "\x1b]8;" in linked.out
    assert f";{url}\x1b\\" in linked.out
    assert "\x1b]8;" not in terminal("references", TERM="xterm").out
    assert "\x1b]8;" not in terminal("references", rows=10, **knows, PAGER="cat").out
    assert "\x1b]8;" not in process("references", FORCE_COLOR="1", VTE_VERSION="7006").out


@pytest.mark.parametrize(
    ("env", "links"),
    [
        ({"VTE_VERSION": "5000"}, True),
        ({"VTE_VERSION": "4999"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, False),
        ({"TERM": "screen-256color", "VTE_VERSION": "7006"}, False),
        ({"TERM": "dumb", "VTE_VERSION": "7006"}, False),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"WT_SESSION": "1"}, True),
        ({"NO_COLOR": "1", "VTE_VERSION": "7006"}, False),
    ],
    ids=str,
)
def test_links_are_for_the_terminals_that_are_known_to_show_them(env, links, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for name in ("VTE_VERSION", "TMUX", "TERM_PROGRAM", "DOMTERM", "KONSOLE_VERSION", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **env}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert screen().links is links


def test_a_url_is_never_broken():
    out = terminal("references", columns=30).out
    assert "https://www.drugs.com/vitamin-b12.html" in out


def test_lines_on_standard_error_break_between_words():
    out = terminal("--monograph", "no", "show", "uses", columns=30).out
    assert out.splitlines() == ["b12: no: cannot be read: No", "     such file or directory"]


def test_who_types_terms_is_told_how_to_end_them():
    child = pexpect.spawn(
        COMMAND,
        ["check", "-"],
        env=environment(),
        encoding="utf-8",
        dimensions=(40, 100),
        timeout=20,
    )
    child.expect_exact("b12: reading terms from the keyboard, one per line; end with Ctrl-D")
    child.sendline("itching")
    child.sendeof()
    child.expect_exact("Itchiness")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_list_has_the_gravest_first_at_a_terminal_and_its_order_in_a_pipe():
    terms = ["asthma", "itching", "swollen tongue", "anxiety", "kidney disease", "sepsis", "gout"]
    shown = terminal("check", *terms, columns=100).out.partition("Editor’s notes")[0].splitlines()
    assert shown[0] == "1 contraindicated, 1 ask first, 5 others"
    assert [line for line in shown if line and line[0] != " "][1:] == [
        "CONTRAINDICATED (1)",
        "ASK FIRST (1): may be a contraindication",
        "ALLERGIC REACTION (1): listed as signs of one",
        "Serious side effects (1)",
        "Side effects (1)",
        "Not mentioned (2)",
        "Not mentioned does not mean safe: ask a pharmacist or the prescriber.",
    ]
    marks = [line.split()[0] for line in shown if line.startswith("  ")]
    assert marks == ["✗", "✗?", "!!", "!", "~", "?"]
    assert "  ? asthma · gout" in shown
    piped = process("check", *terms).out.splitlines()
    assert [line[3:].partition(":")[0] for line in piped[: len(terms)]] == terms


def test_standard_input_that_cannot_be_read_exits_2():
    done = shell("b12 check - 0> /dev/null")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("b12: standard input can't be read: ")


@pytest.mark.skipif(not shutil.which("less"), reason="no less on this machine")
def test_less_shows_colour_and_says_how_to_go_on_and_to_leave():
    child = pexpect.spawn(
        COMMAND, ["all"], dimensions=(20, 80), env=environment(TERM="xterm"), encoding="utf-8"
    )
    child.expect_exact("\x1b[1mVitamin B12 injection", timeout=20)
    child.expect_exact("space: more, q: quit", timeout=20)
    child.sendintr()  # less takes it; b12 must not leave before less does
    for key, shown in (("G", re.escape("(end) q: quit")), ("q", pexpect.EOF)):
        # Less drops what is typed while it takes the interrupt, so it may need a key again.
        assert any(
            child.send(key) and child.expect([shown, pexpect.TIMEOUT], timeout=5) == 0
            for _ in range(5)
        )
    child.close()
    assert child.exitstatus == 0


def test_without_a_pager_on_the_path_it_is_printed(tmp_path):
    result = terminal("all", rows=20, TERM="xterm", PATH=str(tmp_path))
    assert result.code == 0
    assert "Contraindications".upper() in result.out
