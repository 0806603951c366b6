"""What users meet on the command line: exit codes, streams, messages."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import B12, GOLDEN, ROOT, environment, plain, process, read

from b12cli import __version__
from b12cli.cli.app import BEGIN, app
from b12cli.cli.exits import ExitCode
from b12cli.monograph.loader import load, skeleton
from b12cli.render import Format
from b12cli.render.marks import MARKS
from b12cli.sections import SECTIONS

OURS = "data/monograph.yaml"


def test_without_a_command_it_says_on_one_screen_what_it_is_and_how_to_begin(window):
    """Of 80 columns and 24 rows, one of them for what is typed next."""
    result = window()
    assert result.code == 0
    shown = plain(result.out)
    assert shown.count("\n") <= 23
    assert max(map(len, shown.splitlines())) <= 80
    assert [each for each in (*BEGIN, *SECTIONS, "b12 help marks") if each not in shown] == []
    assert "vitamin B12 (cyanocobalamin) injection" in shown
    assert "not medical advice" in " ".join(shown.split())


def test_what_to_begin_with_works(b12, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.txt").write_text("sciatica\n")
    for line in BEGIN:
        typed, _, _ = line.partition(" > ")
        assert b12(*shlex.split(typed)[1:]).code in (0, 4)


def test_help_has_the_exit_codes_and_all_ways_to_it_are_one(b12):
    result = b12("--help")
    assert result == b12("help") == b12("-h")
    assert "\nUsage: b12 " in result.out
    for code in ExitCode:
        shown = f"\n  {code.value:<22}{code.meaning}\n"
        assert shown in result.out, "a meaning has to fit one line of the help"


COMMANDS = [each.name or each.callback.__name__ for each in app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_and_all_ways_to_it_are_one(command, b12):
    result = b12(command, "-h")
    assert (result.code, result.err) == (0, "")
    assert f"\nExamples\n  b12 {command}" in result.out
    assert result == b12(command, "--help") == b12("help", command)


def test_help_of_no_command_exits_2(b12):
    assert b12("help", "usess").err == (
        "b12: no command “usess”: try b12 uses or b12 search usess\n"
    )


def test_headings_of_the_help_are_bold_where_there_is_colour():
    assert "\x1b[1mExamples\x1b[0m\n" in process("--help", FORCE_COLOR="1").out
    assert "\x1b" not in process("--help").out


_FORMATS = ", ".join(repr(each.value) for each in Format)


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(option, b12):
    assert b12(option) == (0, f"b12 {__version__}\n", "")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["usess"], "no command “usess”: try b12 uses or b12 search usess\n"),
        (["sciatica"], "no command “sciatica”: try b12 search sciatica\n"),
        (["it's", "safe"], "no command “it's”: try b12 search 'it'\"'\"'s' safe\n"),
        (
            ["uses", "--serious", "anxiety"],
            "no such option --serious (try 'b12 uses --help')",
        ),
        (
            ["side-effects", "--serios"],
            "no such option --serios, did you mean --serious? (try 'b12 side-effects --help')",
        ),
        (["-f", "json", "uses"], "no such option -f here: try b12 uses -f json\n"),
        (["check", "- fever"], "no such option -: try b12 check -- '- fever'\n"),
        (["check", "-ve sepsis", "x"], "no such option -v: try b12 check -- '-ve sepsis' x\n"),
        (["uses", "-f"], "requires an argument (try 'b12 uses --help')"),
        (["uses", "-f", "xml"], f"'xml' is not one of {_FORMATS} (try 'b12 uses"),
        (["show", "a", "b"], "unexpected extra argument(s) (b) (try 'b12 show --help')"),
        (["uses", "--column", "x"], "no such option --column (try 'b12 uses --help')"),
        (["--column", "x", "check", "y"], "no such option --column (try 'b12 --help')"),
        (["uses", "--section", "uses"], "no such option --section (try 'b12 uses --help')"),
        (["search"], "missing argument 'TERMS...' (try 'b12 search --help')"),
        (["check"], "missing argument"),
        (["check", " "], "nothing to check, expected at least one term"),
        (["search", "  "], "nothing to look for, expected some words"),
    ],
)
def test_wrong_usage_exits_2_with_one_line(args, said, b12):
    result = b12(*args)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err


@pytest.mark.parametrize(
    ("typed", "works"),
    [
        ("USES", "b12 uses"),
        ("Uses -f json", "b12 uses -f json"),
        ("dose", "b12 doses"),
        ("side", "b12 side-effects"),
        ("side effects", "b12 side-effects"),
        ("Side_Effects", "b12 side-effects"),
        ("contra", "b12 contraindications"),
        ("serach nerve pain", "b12 search nerve pain"),
        ("dose children", "b12 doses children"),
        ("indications", "b12 uses"),
        ("C/I", "b12 contraindications"),
        ("red flags", "b12 side-effects --serious"),
        ("dosage", "b12 doses"),
        ("print", "b12 card"),
        ("marks", "b12 help marks"),
        ("help dosage", "b12 doses"),
        ("uses pernicious anemia", "b12 search uses pernicious anemia"),
        ("--json uses", "b12 uses -f json"),
        ("uses --json", "b12 uses -f json"),
        ("show uses --markdown", "b12 show uses -f markdown"),
        ("check sepsis --jsonl", "b12 check sepsis -f jsonl"),
        ("--json", "b12 all -f json"),
        ("-f json uses", "b12 uses -f json"),
        ("--serious side-effects", "b12 side-effects --serious"),
        ("--serious", "b12 side-effects --serious"),
        ("uses --serious", "b12 side-effects --serious"),
        ("--from list.txt", "b12 check --from list.txt"),
        ("README.md --column problem", "b12 check --from README.md --column problem"),
        ("asthma --from list.txt", "b12 check asthma --from list.txt"),
        ("sciatica --section uses", "b12 search sciatica --section uses"),
        ("--search nerve pain", "b12 search nerve pain"),
        ("uses --no-pager", "b12 --no-pager uses"),
        ("uses --monograph x", "b12 --monograph x uses"),
        ("uses --monograph=x", "b12 --monograph=x uses"),
        ("uses --monograph=x -f json", "b12 --monograph=x uses -f json"),
        ("--monograph data/monograph.yaml USES", "b12 --monograph data/monograph.yaml uses"),
    ],
)
def test_a_near_guess_is_told_the_line_that_works(typed, works, b12, monkeypatch):
    monkeypatch.chdir(ROOT)
    result = b12(*typed.split())
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(f": try {works}\n")
    assert result.err.count("\n") == 1
    first = works.split(" or ")[0].replace(" x", " data/monograph.yaml").replace("=x", "=" + OURS)
    if "list.txt" not in first and "--column" not in first:
        assert b12(*first.split()[1:]).code in (0, 4)


@pytest.mark.parametrize(
    "typed", ["{}", "check {}", "check --file {}", "--file {}", "check -f {}", "check --format {}"]
)
def test_a_list_given_in_another_way_is_told_the_line_that_reads_it(typed, tmp_path, b12):
    file = tmp_path / "list.txt"
    file.write_text("kidney failure\n")
    result = b12(*typed.format(file).split())
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(f" b12 check --from {file}\n")


def test_the_marks_are_explained_on_one_screen(window):
    shown = plain(window("help", "marks").out)
    assert shown.count("\n") <= 23
    assert all(mark.sign in shown and mark.meaning.split()[0] in shown for mark in MARKS.values())


@pytest.mark.parametrize(
    "args", [["show"], ["search", "pain", "-s"], ["search", "pain", "-s", "uses", "-s"]]
)
def test_a_section_that_is_not_there_exits_1_and_a_near_one_is_named(args, b12):
    result = b12(*args, "use")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "b12: the monograph of Vitamin B12 injection has no section “use”, did you mean uses?\n"
    )
    assert b12(*args, "zzz").code == 1
    assert b12(*args, "USES") == b12(*args, "Uses") == b12(*args, "uses")


def test_what_is_typed_is_no_markup_in_markdown(b12):
    """Nor is it GitHub's own: struck out between tildes, a formula between dollars."""
    out = b12("search", "~~sciatica~~ $sciatica$", "-f", "markdown").out
    assert out.startswith("# Search: \\~\\~sciatica\\~\\~ \\$sciatica\\$\n")


def test_a_backtick_in_the_name_of_a_file_is_no_markup_in_markdown(tmp_path, b12):
    file = tmp_path / "my ``drug`.yaml"
    file.write_text(skeleton())
    out = b12("--monograph", str(file), "search", "headache", "-f", "markdown").out
    assert f"b12 --monograph '{file}' side-effects" in read("markdown", out)


def test_a_format_may_be_written_in_capitals(b12):
    assert b12("uses", "-f", "JSON") == b12("uses", "-f", "json")


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


def test_what_to_watch_for_stands_on_the_first_screen(window):
    """Of 80 by 24; what is too long for it is shortened where it is no fact."""
    first = plain(window("side-effects", "--serious").out).splitlines()[:23]
    (section,) = [each for each in load().sections if each.section == "side-effects"]
    for group in section.groups:
        if group.group in ("serious", "allergic"):
            for entry in group.entries:
                assert any(entry.name in line for line in first), "shorten what is no fact"


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
        "⓼ ¹²",
        "x" * 100_000,
        "9" * 1000,
    ],
    ids=lambda query: ascii(query[:20]),
)
@pytest.mark.parametrize("command", ["search", "check"])
def test_hostile_query_is_answered(command, query, b12):
    for format in (Format.text, Format.json):
        result = b12(command, "-f", format.value, "--", query)
        assert result.code in (0, 1)
        assert all(line.isprintable() for line in (result.out + result.err).split("\n"))


def test_more_words_than_anybody_asks_exit_2(b12):
    result = b12("search", "why " * 51)
    assert (result.code, result.out) == (2, "")
    assert "51 words, expected at most 50" in result.err


@pytest.mark.parametrize("letter", ["x", "a", "1"])
@pytest.mark.parametrize("command", ["search", "check"])
def test_a_word_of_any_length_is_echoed_shortened(command, letter, b12):
    for format in (Format.text, Format.json):
        result = b12(command, "-f", format.value, "--", letter * 100_000)
        assert f"{letter * 60}…" in result.out + result.err
        assert letter * 61 not in result.out + result.err


@pytest.mark.parametrize("args", [["%s"], ["show", "%s"], ["uses", "-f", "%s"], ["help", "%s"]])
def test_no_message_is_longer_than_anybody_reads(args, b12):
    result = b12(*(each.replace("%s", "x" * 100_000) for each in args))
    assert result.code in (1, 2)
    assert len(result.err) < 2100


def test_nothing_found_exits_1_and_says_so_on_stderr(b12):
    result = b12("search", "nausea")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "b12: nothing found for “nausea”, which does not mean safe: "
        "ask a pharmacist or the prescriber\n"
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
        "also": [],
        "notes": [],
        "source": json.loads(b12("uses", "-f", "json").out)["source"],
    }


def test_each_section_of_the_hits_names_its_command(b12):
    out = b12("search", "pernicious", "anemia").out
    assert "Uses · b12 uses\n" in out
    assert "Administration · b12 administration\n" in out


def test_hints_name_the_monograph_in_use(tmp_path, b12):
    file = _other_monograph(tmp_path)
    for args in (
        ["search", "lumbago"],
        ["check", "gout", "lumbago"],
        ["check", *"abcdefg", "lumbago"],
    ):
        out = b12("--monograph", str(file), *args).out
        assert f"b12 --monograph {file} uses" in out
        assert "b12 uses" not in out


def test_show_shows_any_section(b12):
    assert b12("show", "uses") == b12("uses")
    result = b12("show", "colour")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "b12: the monograph of Vitamin B12 injection has no section “colour”. Sections: "
        f"{', '.join(SECTIONS)}\n"
    )


def test_a_new_monograph_begins_with_init(tmp_path, b12):
    file = tmp_path / "my drug.yaml"
    assert b12("init", str(file)) == (0, f"{file}: created; next: b12 validate '{file}'\n", "")
    assert b12("validate", str(file)) == (0, f"{file}: valid\n", "")
    assert "Below 25 °C" in b12("--monograph", str(file), "show", "storage").out
    assert b12("--monograph", str(file), "overview").code == 1
    assert b12("--monograph", str(file), "side-effects", "--serious").code == 1
    assert b12("--monograph", str(file), "check", "liver disease").code == 4
    again = b12("init", str(file))
    assert (again.code, again.out) == (2, "")
    assert f"{file} can't be written: File exists" in again.err


@pytest.mark.parametrize("name", ["", ".", "new/", "no/such.yaml", "file/x.yaml"])
def test_init_in_a_place_that_is_none_exits_2_with_one_line(name, tmp_path, b12, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    result = b12("init", name)
    assert (result.code, result.out) == (2, "")
    assert re.fullmatch(r"b12: .*can't be written: [^\n]+\n", result.err)


def test_init_on_a_full_disk_exits_5_and_leaves_nothing(tmp_path):
    limited = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh"]  # refuses root, too
    done = subprocess.run(
        [*limited, *B12, "init", "m.yaml"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == "b12: m.yaml can't be written: File too large\n"
    assert list(tmp_path.iterdir()) == []


def _other_monograph(folder: Path) -> Path:
    file = folder / "other.yaml"
    ours = ROOT / "data" / "monograph.yaml"
    text = ours.read_text().partition("\nexamples:")[0]
    assert "{name: Sciatica, " in text
    file.write_text(text.replace("{name: Sciatica, ", "{name: Lumbago, "))
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
    said = f"b12: {file}:2:1: title: duplicate key 'title', expected each key once\n"
    result = b12("--monograph", str(file), "uses")
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert result.err == said
    result = b12("validate", str(file))
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 4)
    assert result.err.startswith(f"{said}b12: {file}:1:1: monograph: missing key 'generic_name'")


def test_a_warning_is_an_error_to_validate_only_if_it_is_strict(tmp_path, b12):
    file = tmp_path / "drug.yaml"
    text = (ROOT / "data" / "monograph.yaml").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    assert b12("validate", "--strict", str(file)).code == 0
    file.write_text(text.replace("[vegan diet]", "[vegn diet]", 1), encoding="utf-8")
    lax, strict = (b12("validate", *args, str(file)) for args in ((), ("--strict",)))
    assert (lax.code, strict.code) == (0, 3)
    assert (lax.out, lax.err) == (strict.out, strict.err)
    assert "no concept “vegn diet”" in strict.err
    assert b12("validate", "--strict", "-f", "json", str(file)).code == 3


def test_validate_tells_programs_what_is_wrong(tmp_path, b12):
    file = tmp_path / "broken.yaml"
    file.write_text("title: a\ntitle: b\n")
    result = b12("validate", str(file), "-f", "json")
    assert (result.code, result.err) == (3, "")
    assert json.loads(result.out) == {
        "schema_version": 1,
        "file": str(file),
        "valid": False,
        "problems": [
            {
                "line": 2,
                "column": 1,
                "path": "title",
                "message": "duplicate key 'title', expected each key once",
                "severity": "error",
            },
            *(
                {
                    "line": 1,
                    "column": 1,
                    "path": "monograph",
                    "message": f"missing key '{key}', "
                    "expected title, generic_name, source, sections",
                    "severity": "error",
                }
                for key in ("generic_name", "source", "sections")
            ),
        ],
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


def test_the_module_and_the_command_are_the_same_program():
    command = Path(sys.executable).with_name("b12")
    done = subprocess.run(
        [command, "uses"], capture_output=True, env=environment(), check=True, text=True
    )
    assert done.stdout == process("uses").out == (GOLDEN / "uses.pipe.txt").read_text()


@pytest.mark.parametrize(
    ("args", "unused"),
    [
        ([], ["rich", "Stemmer", "msgspec", "yaml", "b12cli.cli.shells", "b12cli.cli.usage"]),
        (["uses"], ["rich", "Stemmer", "yaml"]),
        (["card"], ["rich", "Stemmer", "yaml"]),
        (["doses"], ["rich", "Stemmer", "yaml"]),
        (["uses", "-f", "json"], ["rich", "Stemmer", "yaml"]),
        (["search", "anemia"], ["rich", "yaml"]),
        (["check", "anemia"], ["rich", "csv", "yaml"]),
        (["--version"], ["rich", "Stemmer"]),
    ],
)
def test_nothing_is_imported_that_a_command_does_not_need(args, unused):
    script = (
        "import sys; before = set(sys.modules); from b12cli.cli.process import run;"
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
