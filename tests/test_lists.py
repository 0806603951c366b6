"""Lists that check reads: files, columns of a CSV, what cannot be read, and as they come."""

import json
import os
import select
import signal
import subprocess
import sys

import pytest
from conftest import B12, environment, process, terminal

from b12cli.check import Checker
from b12cli.language.grammar import grammar
from b12cli.monograph.loader import load
from b12cli.render import Format, ListFormat, list_renderer
from b12cli.render.marks import MARKS
from b12cli.results import Tally
from b12cli.screen import Screen


@pytest.fixture
def listed(tmp_path, monkeypatch):
    """Write a list of this content, and return its name; it stands in the working directory."""
    monkeypatch.chdir(tmp_path)

    def write(content, name="list.txt"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return write


def results(result):
    return json.loads(result.out)["results"]


def judged(result):
    """Line, term and verdict of each result, with the error in place of a verdict that is none."""
    return [
        (each["line"], each["term"], each["error"] or each["verdict"]) for each in results(result)
    ]


@pytest.mark.parametrize("name", ["list.txt", "./list", "a list.txt"])
def test_a_file_for_a_term_is_refused_with_the_line_that_reads_it(name, listed, b12):
    listed("sepsis\n", name)
    result = b12("check", "asthma", name)
    line = f"b12 check --from '{name}'" if " " in name else f"b12 check --from {name}"
    assert (result.code, result.out) == (2, "")
    assert result.err == (f"b12: “{name}” is a file; to check its lines: {line}\n")


def test_a_term_that_happens_to_be_a_file_stays_a_term(listed, b12):
    result = b12("check", listed("asthma\n", "sepsis"))
    assert result.code == 4
    assert result.err == (
        "b12: “sepsis” is also a file; to check its lines: b12 check --from sepsis\n"
    )


def test_the_line_that_reads_a_file_names_the_monograph_in_use(listed, b12, monkeypatch):
    listed("asthma\n")
    own = os.path.join(os.path.dirname(__file__), "..", "data", "monograph.yaml")
    err = b12("--monograph", own, "check", "list.txt").err
    assert f"b12 --monograph {own} check --from list.txt" in err


def test_a_file_is_checked_line_by_line_after_the_arguments(listed, b12):
    name = listed('\ufeff- CKD 5\r\n\r\n  2. sciatica \r\n"asthma, mild"\r\nM\xe9ni\xe8re\r\n')
    result = b12("check", "itching", "--from", name, "-f", "json")
    assert (result.code, result.err) == (4, "")
    assert judged(result) == [
        (None, "itching", "side_effect"),
        (1, "CKD 5", "contraindicated"),
        (3, "sciatica", "listed_use"),
        (4, "asthma, mild", "not_mentioned"),
        (5, "Ménière", "not_mentioned"),
    ]


BULLETS = [*"-*•·–—>+#", "##", "1.", "(12)", "3)", "[x]", "[X]", "- [x]", "* 1."]


@pytest.mark.parametrize("bullet", BULLETS)
def test_what_stands_before_an_item_of_a_list_is_none_of_it(bullet, listed, b12):
    result = b12("check", "--from", listed(f"{bullet} sepsis\n"), "-f", "json")
    assert judged(result) == [(1, "sepsis", "contraindicated")]


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ('"5"" nail; itching"', ['5" nail; itching']),
        ('"sepsis",', ["sepsis"]),
        ('the "sepsis"', ['the "sepsis"']),
        ('"', []),
    ],
)
def test_the_quotes_of_csv_are_none_of_an_item(line, terms, listed, b12):
    result = b12("check", "--from", listed(f"{line}\nasthma\n"), "-f", "json")
    assert [each["term"] for each in results(result)] == [*terms, "asthma"]


def test_bytes_that_are_no_utf8_cost_no_line(listed, b12):
    result = b12("check", "--from", listed(b"M\xe9ni\xe8re\nsepsis\n"), "-f", "json")
    assert judged(result) == [
        (1, "M\ufffdni\ufffdre", "not_mentioned"),
        (2, "sepsis", "contraindicated"),
    ]


def test_a_file_in_another_encoding_is_not_read_as_if_nothing_were_in_it(listed, b12):
    result = b12("check", "--from", listed("sepsis\n".encode("utf-16")), "-f", "json")
    assert result.code == 2
    assert {each["error"] for each in results(result)} == {"not text, expected UTF-8"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--from", "nowhere.txt"], "nowhere.txt can't be read: No such file or directory"),
        (["--from", "."], ". can't be read: Is a directory"),
        (["--from", "empty.txt"], "nothing to check, expected at least one term"),
        (["asthma", "--column", "problem"], "--column needs a list, expected --from FILE or -"),
        (
            ["--from", "list.csv", "--column", "diagnosis"],
            "no column “diagnosis” in list.csv, expected one of Id, Problem",
        ),
        (["--from", "empty.txt", "--column", "x"], "no column “x” in empty.txt, which is empty"),
    ],
)
def test_a_list_that_cannot_be_read_is_one_line_and_exit_2(args, said, listed, b12):
    listed("\n \n", "empty.txt")
    listed("Id,Problem\n1,sepsis\n", "list.csv")
    result = b12("check", *args)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"b12: {said} (try 'b12 check --help')\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_column_of_a_csv_is_checked(delimiter, listed, b12):
    rows = [
        ["Id", "Problem List", "Note, or none"],
        ["1", "sciatica", "sepsis; kidney, failure"],
        ["2", '"kidney\n  failure,\tsevere"', ""],
        [],
        ["3", " ", "sepsis"],
        ["4"],
        ["5", '"5"" nail; itching"', ""],
    ]
    rows[0][2] = rows[1][2] = '"Note, or; none\tof"'
    name = listed("\n" + "\n".join(map(delimiter.join, rows)), "list.csv")
    result = b12("check", "--from", name, "--column", "problem list", "-f", "json")
    assert (result.code, result.err) == (4, "")
    assert judged(result) == [
        (3, "sciatica", "listed_use"),
        (4, "kidney failure, severe", "contraindicated"),
        (9, '5" nail; itching', "side_effect"),
    ]


def test_a_row_that_is_none_is_told_and_the_list_goes_on(listed, b12):
    name = listed(
        'id,problem\n1,no sepsis,kidney failure\n2,"a" b\n3,itching\n4,"sepsis\n', "l.csv"
    )
    result = b12("check", "--from", name, "--column", "problem", "-f", "json")
    assert result.code == 2
    assert judged(result) == [
        (2, "1,no sepsis,kidney failure", "3 cells, expected 2 as in the header"),
        (3, '2,"a" b', "not CSV: ',' expected after '\"'"),
        (4, "itching", "side_effect"),
        (5, '4,"sepsis', "not CSV: unexpected end of data"),
    ]


def test_a_column_is_read_from_standard_input_too():
    result = process("check", "-", "--column", "p", "-f", "json", stdin="p\nsepsis\n")
    assert judged(result) == [(2, "sepsis", "contraindicated")]
    assert result == process(
        "check", "--from", "-", "--column", "p", "-f", "json", stdin="p\nsepsis\n"
    )


LONG = "why " * 201


@pytest.mark.parametrize(("others", "code"), [(["asthma"], 2), (["asthma", "sepsis"], 4)])
def test_a_line_that_is_too_long_is_a_result_that_says_so(others, code, listed, b12):
    name = listed("\n".join([LONG, *others]))
    told = "201 words, expected at most 200"
    result = b12("check", "--from", name, "-f", "json")
    assert (result.code, result.err) == (code, "")
    first = results(result)[0]
    assert (first["line"], first["verdict"], first["error"], first["hits"]) == (
        1,
        "not_mentioned",
        told,
        [],
    )
    assert first["term"] == f"{LONG[:60]}…"
    text = b12("check", "--from", name)
    assert text.code == code
    sign = MARKS["not_read"].sign
    assert text.out.startswith(f"{sign} {LONG[:60]}…: not read: {told}\n?  asthma: not mentioned\n")
    assert "1 not read, " in text.out
    markdown = b12("check", "--from", name, "-f", "markdown").out
    assert f"- {sign} {LONG[:60]}…: {told}\n\n## Not mentioned (1)\n\n- ? asthma\n" in markdown
    assert "1 not read, " in markdown


def test_a_line_over_the_list_is_no_term(listed, b12):
    name = listed("Problem list:\n1. sepsis\n\n== PMH ==\nasthma\nAllergies:\n")
    given = results(b12("check", "--from", name, "-f", "json"))
    assert [(each["line"], each["term"]) for each in given] == [
        (2, "sepsis"),
        (5, "asthma"),
        (6, "Allergies:"),
    ]
    # It could be nothing else.
    checked = [Checker(load()).check(header) for header in grammar().headers]
    assert {(each.verdict, each.unread) for each in checked} == {("not_mentioned", ())}


def test_at_a_terminal_what_was_not_read_stands_before_what_is_not_mentioned(listed, window):
    shown = window("check", "--from", listed(f"asthma\n{LONG}\nitching\n")).out
    assert shown.index("itching") < shown.index("Not read") < shown.index("asthma")


def test_a_list_that_nothing_could_be_read_of_clears_nothing(b12):
    result = b12("check", LONG)
    assert result.code == 2
    assert "Not mentioned" not in result.out


def test_a_line_of_any_length_costs_no_more_than_what_is_looked_at(listed):
    name = listed("x" * 5_000_000 + "\n" + "x" * 100_000 + "\nsepsis\n")
    result = process("check", "--from", name, "-f", "json")
    assert judged(result) == [
        (1, "x" * 60 + "…", "more than 131072 letters, expected at most 3000"),
        (2, "x" * 60 + "…", "not_mentioned"),
        (3, "sepsis", "contraindicated"),
    ]


def test_jsonl_is_one_result_a_line_as_json_has_it(b12):
    terms = ["kidney failure", "not pregnant", "Ménière", LONG]
    lines = b12("check", *terms, "-f", "jsonl").out.splitlines()
    assert "Ménière" in lines[2]
    assert [next(iter(json.loads(line).items())) for line in lines] == [("schema_version", 1)] * 4
    whole = results(b12("check", *terms, "-f", "json"))
    assert [{"schema_version": 1, **each} for each in whole] == list(map(json.loads, lines))


def test_a_list_has_every_format_that_others_have():
    assert {each.value for each in ListFormat} > {each.value for each in Format}


@pytest.mark.parametrize("command", ["uses", "search", "all", "validate", "show"])
def test_jsonl_is_of_check_alone(command, b12):
    result = b12(command, "-f", "jsonl")
    assert (result.code, result.out) == (2, "")
    known = ", ".join(f"'{each.value}'" for each in Format)
    assert f"'jsonl' is not one of {known} (" in result.err


@pytest.fixture
def asked():
    """A check of standard input that is running; it is over with the test."""
    children = []

    def start(format):
        child = subprocess.Popen(
            [*B12, "check", "-", "-f", format],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            # Where the tests ignore it, the child would too.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.kill()
        child.communicate()


def answer(child, term):
    """What it writes when it reads this line, and no other."""
    child.stdin.write(term + b"\n")
    child.stdin.flush()
    assert select.select([child.stdout], [], [], 30)[0], "no answer"
    return child.stdout.readline()


def test_a_format_that_comes_in_pieces_is_read_as_it_comes():
    """Or its pieces would wait for the whole list."""
    result = Checker(load()).check("sepsis")
    for format in ListFormat:
        shown = list_renderer(format).check(load(), Tally([result]), Screen())
        assert isinstance(shown, str) != format.streams(Screen()), format.value


@pytest.mark.parametrize("format", [each.value for each in ListFormat if each.streams(Screen())])
def test_a_line_is_answered_when_it_is_read(format, asked):
    child = asked(format)
    for term in (b"asthma", b"sepsis", b"itching"):
        assert term in answer(child, term)
    rest, _ = child.communicate(timeout=60)
    assert child.returncode == 4
    assert (b"1 contraindicated, 0 ask first, 2 others\n" in rest) is (format == "text")


def test_a_reader_that_leaves_ends_the_list(asked):
    child = asked("jsonl")
    assert b"contraindicated" in answer(child, b"sepsis")
    child.stdout.close()
    child.stdin.write(b"asthma\n")
    child.stdin.flush()
    assert (child.wait(timeout=60), child.stderr.read()) == (4, b"")


def test_ctrl_c_ends_an_endless_list_with_130(asked):
    child = asked("jsonl")
    assert b"sepsis" in answer(child, b"sepsis")
    child.send_signal(signal.SIGINT)
    assert (child.wait(timeout=60), child.stderr.read()) == (130, b"")


# Not by getrusage, which has the memory of whoever started it too.
MEASURED = """
import os, re, runpy, sys
leave = os._exit
def measure(code):
    print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1], file=sys.stderr)
    leave(code)
os._exit = measure
runpy.run_module("b12cli", run_name="__main__")
"""


def peak(stdin, *args):
    """The memory that a run takes at most, in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *args],
        input=stdin.encode(),
        capture_output=True,
        env=environment(),
    )
    assert done.returncode == 4
    return int(done.stderr)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="measured as Linux has it")
@pytest.mark.parametrize("format", [each.value for each in ListFormat if each.streams(Screen())])
def test_memory_does_not_grow_with_the_list(format):
    """Each line has a word of its own. The caches are full with the short one."""

    def lines(count):
        return "kidney failure\n" + "".join(f"word{number}\n" for number in range(count))

    short, long = (peak(lines(count), "check", "-", "-f", format) for count in (3000, 6000))
    assert long < short + 400  # less than 140 bytes a line


def test_at_a_terminal_a_list_waits_for_its_end_and_the_gravest_comes_first(listed):
    name = listed("asthma\nsepsis\n")
    shown = terminal("check", "--from", name).out
    assert shown.index("sepsis") < shown.index("asthma")


def test_a_closed_output_still_judges():
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(B12)} check sepsis >&-"], env=environment(), capture_output=True
    )
    assert (done.returncode, done.stderr) == (4, b"")


def test_a_csv_without_a_column_is_read_by_lines_and_says_so(listed, b12):
    name = listed("problem\nsciatica\n", "list.csv")
    said = f"b12: {name}: each line is read as one term; --column NAME reads a column\n"
    assert b12("check", "--from", name).err == said
    assert b12("check", "--from", name, "--column", "problem").err == ""
