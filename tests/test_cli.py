"""What users meet on the command line: exit codes, streams, messages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, environment, process

from b12cli import __version__
from b12cli.render import Format

SECTIONS = ["overview", "uses", "administration", "side-effects", "contraindications", "references"]


def test_without_a_command_the_help_is_shown(b12):
    result = b12()
    assert result.code == 0
    assert result.out.startswith("Usage: b12 ")
    assert "b12 search sciatica" in result.out


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [*SECTIONS, "all", "search", "check", "validate", "schema"])
def test_every_command_has_help_with_an_example(command, option, b12):
    result = b12(command, option)
    assert (result.code, result.err) == (0, "")
    assert f"Example:\n    b12 {command}" in result.out.replace("Examples", "Example")


def test_version(b12):
    assert b12("--version") == (0, f"b12 {__version__}\n", "")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["usess"], "No such command 'usess'. Did you mean 'uses'? (try 'b12 --help')"),
        (
            ["side-effects", "--serios"],
            "No such option '--serios'. Did you mean '--serious'? (try 'b12",
        ),
        (["uses", "-f", "xml"], "'xml' is not one of 'text', 'json', 'markdown'"),
        (["uses", "extra"], "unexpected extra argument(s) (extra) (try 'b12 uses --help')"),
        (["search"], "Missing argument"),
        (["check"], "Missing argument"),
        (["check", " "], "Nothing to check, expected at least one term"),
        (["search", "  "], "Nothing to look for, expected some words"),
    ],
)
def test_wrong_usage_exits_2_with_one_line(args, said, b12):
    result = b12(*args)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err


@pytest.mark.parametrize("command", SECTIONS)
def test_json_section_holds_the_name_of_its_command(command, b12):
    answer = json.loads(b12(command, "-f", "json").out)
    assert answer["section"] == command
    assert next(iter(answer)) == "schema_version"


@pytest.mark.parametrize(
    ("options", "groups"),
    [
        ([], ["onset", "common", "serious", "allergic"]),
        (["--common"], ["common"]),
        (["--serious"], ["serious", "allergic"]),
        (["--allergic"], ["allergic"]),
        (["--allergic", "--common"], ["common", "allergic"]),
        (["--common", "--serious"], ["common", "serious", "allergic"]),
    ],
)
def test_side_effects_options_combine_and_serious_has_the_allergic_reaction(options, groups, b12):
    answer = json.loads(b12("side-effects", *options, "-f", "json").out)
    assert [group["group"] for group in answer["groups"]] == groups


def test_nine_serious_side_effects(b12):
    groups = json.loads(b12("side-effects", "--serious", "-f", "json").out)["groups"]
    assert len(groups[0]["entries"]) == 9


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "AND",
        "NEAR(a b)",
        "name:",
        "*",
        "^sciatica",
        "'; DROP TABLE phrase; --",
        "[/x]",
        "[bold]sciatica",
        "\x1b[31msciatica",
        "a\u202eb",
        "\udcff",
        "😀",
        "日本語",
        "x" * 100_000,
    ],
    ids=lambda query: ascii(query[:20]),
)
@pytest.mark.parametrize("command", ["search", "check"])
def test_hostile_query_is_answered(command, query, b12):
    for format in Format:
        result = b12(command, "-f", format.value, "--", query)
        assert result.code in (0, 1)
        assert all(line.isprintable() for line in (result.out + result.err).split("\n"))


@pytest.mark.parametrize(("command", "limit"), [("search", 50), ("check", 200)])
def test_more_words_than_anybody_asks_exit_2(command, limit, b12):
    result = b12(command, "why " * (limit + 1))
    assert (result.code, result.out) == (2, "")
    assert f"{limit + 1} words, expected at most {limit}" in result.err


def test_nothing_found_exits_1_and_says_so_on_stderr(b12):
    result = b12("search", "nausea")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "b12: nothing found for “nausea”: "
        "this is no clearance: ask a pharmacist or the prescriber\n"
    )


def test_nothing_found_is_an_answer_in_json(b12):
    result = b12("search", "nausea", "-f", "json")
    assert (result.code, result.err) == (1, "")
    assert json.loads(result.out) == {
        "schema_version": 1,
        "query": "nausea",
        "corrected_to": None,
        "suggestions": [],
        "hits": [],
    }


def test_each_section_of_the_hits_names_its_command(b12):
    out = b12("search", "pernicious", "anemia").out
    assert "Uses · b12 uses\n" in out
    assert "Administration · b12 administration\n" in out


def _other_monograph(folder: Path) -> Path:
    file = folder / "other.yaml"
    ours = ROOT / "data" / "monograph.yaml"
    file.write_text(ours.read_text().replace("name: Sciatica\n", "name: Lumbago\n"))
    return file


def test_another_monograph_is_read_by_option_and_by_environment(tmp_path, b12, monkeypatch):
    file = _other_monograph(tmp_path)
    assert "Lumbago" in b12("--monograph", str(file), "uses").out
    monkeypatch.setenv("B12_MONOGRAPH", str(file))
    assert "Lumbago" in b12("uses").out
    assert b12("validate") == (0, f"{file}: valid\n", "")


def test_invalid_monograph_exits_3_with_nothing_on_stdout(tmp_path, b12):
    file = tmp_path / "broken.yaml"
    file.write_text("title: a\ntitle: b\n")
    said = f"{file}:2:1: title: duplicate key 'title', expected each key once"
    for args in (["--monograph", str(file), "uses"], ["validate", str(file)]):
        assert b12(*args) == (3, "", f"b12: {said}\n")


def test_validate_tells_programs_what_is_wrong(tmp_path, b12):
    file = tmp_path / "broken.yaml"
    file.write_text("title: a\ntitle: b\n")
    result = b12("validate", str(file), "-f", "json")
    assert (result.code, result.err) == (3, "")
    assert json.loads(result.out) == {
        "schema_version": 1,
        "file": str(file),
        "valid": False,
        "problem": {
            "line": 2,
            "column": 1,
            "path": "title",
            "message": "duplicate key 'title', expected each key once",
        },
    }


@pytest.mark.parametrize("format", Format)
def test_every_format_renders_every_kind_of_result(format, b12):
    for args in (["uses"], ["all"], ["search", "anemia"], ["check", "itching"], ["validate"]):
        result = b12(*args, "-f", format.value)
        assert (result.code, result.err) == (0, "")
        assert result.out.endswith("\n")
        assert not result.out.endswith("\n\n")


def test_a_bug_stays_a_traceback(b12, monkeypatch):
    def broken(file):
        raise KeyError(file)

    monkeypatch.setattr("b12cli.monograph.loader.load", broken)
    with pytest.raises(KeyError):
        b12("uses")


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("b12 search slipp", ["slipped disc"]),
        ("b12 search slipped d", ["disc"]),
        ("b12 check Scia", ["Sciatic"]),
        ("b12 con", ["contraindications"]),
        ("b12 uses --f", ["--format"]),
        ("b12 uses -f m", ["markdown"]),
        ("b12 --monograph /no/such/file search s", []),
    ],
)
def test_completion(line, completed):
    count = str(len(line.split()) - 1)
    shell = {"_B12_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": count}
    result = process(**shell)
    assert (result.code, result.err) == (0, "")
    found = result.out.split("\n")[:-1]
    if completed:
        assert found[0].startswith(completed[0])
        assert set(found) >= set(completed[1:])
    else:
        assert found in ([], [""])


def test_completion_of_nothing_typed_names_the_entries_alone():
    shell = {"_B12_COMPLETE": "complete_bash", "COMP_WORDS": "b12 search ", "COMP_CWORD": "2"}
    found = process(**shell).out.splitlines()
    assert "Sciatica" in found
    assert "slipped disc" not in found


def test_the_module_and_the_command_are_the_same_program():
    command = Path(sys.executable).with_name("b12")
    done = subprocess.run(
        [command, "uses"], capture_output=True, env=environment(), check=True, text=True
    )
    assert done.stdout == process("uses").out == (GOLDEN / "uses.pipe.txt").read_text()


@pytest.mark.parametrize(
    ("args", "unused"),
    [
        (["uses"], ["rich", "Stemmer"]),
        (["uses", "-f", "json"], ["rich", "Stemmer"]),
        (["search", "anemia"], ["rich"]),
        (["check", "anemia"], ["rich"]),
        (["--version"], ["rich", "Stemmer"]),
    ],
)
def test_nothing_is_imported_that_a_command_does_not_need(args, unused):
    script = (
        "import sys; before = set(sys.modules); from b12cli.process import run;"
        f"run({args!r}); print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        env=environment(),
        check=True,
        text=True,
    )
    loaded = done.stdout.splitlines()[-1]
    assert [name for name in unused if f"'{name}'" in loaded] == []


@pytest.mark.parametrize(
    "args",
    [["uses"], ["all", "-f", "json"], ["search", "sciatca"], ["check", "sepsis"], ["validate"]],
    ids=" ".join,
)
def test_python_itself_has_nothing_to_warn_of(args):
    strict = [sys.executable, "-X", "dev", "-W", "error", "-m", "b12cli", *args]
    done = subprocess.run(strict, capture_output=True, env=environment(), text=True)
    assert (done.returncode in (0, 4), done.stderr) == (True, "")
