"""Reading a monograph file: what is refused, where, and in which words."""

import copy
import functools
import json
import operator
import os
import re
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml
from conftest import ROOT, TEMPLATE
from msgspec.structs import fields

from b12cli.check import Checker
from b12cli.monograph import document, loader, shape
from b12cli.monograph.errors import MonographError
from b12cli.monograph.fields import PATTERNS
from b12cli.monograph.loader import load, parse
from b12cli.monograph.model import Dose, Monograph

MONOGRAPH = (ROOT / "data" / "monograph.yaml").read_text()

# One file for each fault: its first line says in a comment what is to be said of it.
BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def test_what_is_changed_in_the_monograph_is_read_at_once(tmp_path, b12):
    """Not what was compiled from it before."""
    file = tmp_path / "monograph.yaml"
    file.write_text(MONOGRAPH.replace("name: Sciatica,", "name: Sciatics,"))
    assert "• Sciatics" in b12("--monograph", str(file), "uses").out
    file.write_text(MONOGRAPH)
    assert "• Sciatica" in b12("--monograph", str(file), "uses").out


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_broken_file_is_refused_with_its_place(file, b12):
    keys = ", ".join(field.encode_name for field in fields(Monograph))
    said = file.read_text(errors="replace").splitlines()[0].removeprefix("# ")
    expected = said.replace("{keys}", keys)
    result = b12("--monograph", str(file), "uses")
    assert result == (3, "", f"b12: {file}:{expected}\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Uses\n", "title: no\n", "YAML reads 'no' as bool, expected text"),
        ("title: Uses\n", "title: 12:30\n", "YAML reads '12:30' as int, expected text"),
        ("title: Uses\n", "title: 2024-01-01\n", "YAML reads '2024-01-01' as timestamp, expected"),
        ("title: Uses\n", "title: 12\n", "wrong type, found a whole number, expected text"),
        ("title: Uses\n", "title:\n", "wrong type, found nothing, expected text"),
        ("title: Uses\n", "title: [Uses]\n", "wrong type, found a list, expected text"),
        ("title: Uses\n", 'title: ""\n', "empty text, expected some"),
        ("title: Uses\n", 'title: "  "\n', "empty text, expected some"),
        ("title: Uses\n", 'title: " Uses"\n', "a space or line break at either end"),
        ("title: Uses\n", 'title: "\\e[31m"\n', "character U+001B (control character), expected"),
        ("title: Uses\n", 'title: "a\\nb"\n', "a line break in the text, expected one line"),
        (
            "title: Uses\n",
            "title: |\n    a\n    b\n",
            "a line break in the text, expected one line",
        ),
        ("title: Uses\n", 'title: "a\\u202eb"\n', "character U+202E (right-to-left override), ex"),
        ("title: Uses\n", "title: !!python/name:os.system\n", "YAML tag"),
        ("title: Uses\n", "titel: Uses\n", "unknown key 'titel', expected section, title, summ"),
        ("title: Uses\n", "title: Uses\n  title: Uses\n", "duplicate key 'title', expected each"),
        ("title: Uses\n", "title: *anchor\n", "a YAML alias, expected the text itself"),
        ("title: Uses\n", "? [title]\n  : Uses\n", "a list or mapping as a key, expected text"),
        ("section: uses\n", "section: Uses\n", "expected text of lower-case letters, digits and -"),
        ("section: uses\n", "section: overview\n", "duplicate section 'overview', expected each"),
        ("group: some_cases\n", "group: indications\n", "duplicate group 'indications', expected"),
        ("group: some_cases\n", "group: Some cases\n", "expected text of lower-case letters"),
        (
            "name: Itchiness\n",
            "name: Itchiness\n    - name: Itchiness\n",
            "duplicate entry 'Itchiness', expected each",
        ),
        ("high: 5000", "high: 0", "wrong, expected a number above 0"),
        ("high: 5000", "high: .inf", "YAML reads '.inf' as float, expected text"),
        (
            "per: dose",
            "per: hour",
            "wrong, expected text such as dose, day, week, month or 12 hours",
        ),
        ("dose: {high: 15000,", "dose: {low: x, high: 15000,", "found text, expected a number"),
        ("low: 100,", "low: 1001,", "above high, expected low <= high"),
        (
            "dose: {high: 15000,",
            "dose: {then: [{low: 9, high: 2, unit: IU, per: day, text: less}], high: 15000,",
            "above high, expected low <= high",
        ),
        ("- {key: us_uses,", "- {key: cause_of_deficiency,", "duplicate note 'cause_of_deficien"),
        ("- {key: dailymed, short", "- {key: sagent, short", "duplicate work 'sagent', expected"),
        ("notes: [cause_of_deficiency]", "notes: [cause]", "no note 'cause', expected one of "),
        (
            "name: Itchiness\n",
            "name: Itchiness\n      related_codes: [D64-D50]\n",
            "a block that ends before it begins, expected D50-D64",
        ),
        (
            "name: Itchiness\n",
            "name: Itchiness\n      related_codes: [D50 to D64]\n",
            "wrong, expected text like N18.6, N18 or N17-N19",
        ),
    ],
)
def test_fault_is_refused_at_its_line(old, new, said):
    assert MONOGRAPH.count(old) == 1
    line = MONOGRAPH[: MONOGRAPH.index(old)].count("\n") + 1
    with pytest.raises(MonographError) as refused:
        parse(MONOGRAPH.replace(old, new).encode(), "file.yaml")
    assert said in refused.value.message
    assert ", expected" in refused.value.message
    # Where the fault is what was added, it stands on the last of the new lines.
    assert refused.value.line in {line, line + new[:-1].count("\n")}
    assert str(refused.value).startswith(f"file.yaml:{refused.value.line}:{refused.value.column}: ")


def test_all_faults_are_told_at_once():
    """Those of YAML first, then those of the shape; none of them twice."""
    broken = (
        MONOGRAPH.replace("title: Uses\n", "title: no\n")
        .replace("high: 5000", "high: many")
        .replace("    title: Serious\n", "    titel: Serious\n")
        .replace("group: people\n    title: Who", "group: works\n    title: Who")
    )
    with pytest.raises(MonographError) as refused:
        parse(broken.encode(), "file.yaml")
    assert [fault.path for fault in refused.value.faults] == [
        "sections[1].title",
        "sections[2].groups[2].entries[0].dose.high",
        "sections[3].groups[2].titel",
    ]
    assert refused.value is refused.value.faults[0]


def _paths(value, path=()):
    """Where each value of plain data stands."""
    yield path
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _paths(value[key], (*path, key))


@pytest.mark.parametrize("wrong", [None, "", 0, 1.5, [0], {"x": 0}], ids=repr)
def test_whatever_the_model_refuses_is_told_where_it_stands(wrong):
    data = yaml.safe_load(loader.skeleton())
    for path in list(_paths(data))[1:]:
        broken = copy.deepcopy(data)
        above = functools.reduce(operator.getitem, path[:-1], broken)
        above[path[-1]] = wrong
        told = list(shape.misfits(broken))
        try:
            shape.convert(broken)
        except msgspec.ValidationError:
            assert told, path
            assert {misfit.path[: len(path)] for misfit in told} == {path}
        else:
            assert not told, path


def test_a_note_that_cites_no_work_of_that_key_is_refused():
    broken = MONOGRAPH.replace("citations: [us_label]", "citations: [us_lable]")
    with pytest.raises(MonographError, match="no work 'us_lable', expected one of sagent"):
        parse(broken.encode(), "file.yaml")


def test_a_missing_key_is_told_beside_other_faults():
    broken = MONOGRAPH.replace("generic_name: cyanocobalamin\n", "").replace("  title: Uses\n", "")
    broken = broken.replace("author: Daisy", "editor: Me\n  author: Daisy")
    with pytest.raises(MonographError) as refused:
        parse(broken.encode(), "file.yaml")
    assert [(fault.path, fault.message.partition(",")[0]) for fault in refused.value.faults] == [
        ("monograph", "missing key 'generic_name'"),
        ("source.editor", "unknown key 'editor'"),
        ("sections[1]", "missing key 'title'"),
    ]


def test_a_character_pasted_from_a_pdf_is_refused_where_it_stands():
    with pytest.raises(MonographError, match=r"character U\+00AD \(soft hyphen\)") as refused:
        parse(
            MONOGRAPH.replace("name: Itchiness\n", "name: Itch\u00adiness\n").encode(), "file.yaml"
        )
    assert (refused.value.column, refused.value.path) == (
        17,
        "sections[3].groups[1].entries[0].name",
    )


def test_a_dose_as_text_names_the_keys_of_a_dose():
    keys = ", ".join(Dose.__struct_fields__)
    with pytest.raises(MonographError, match=f"a mapping with {keys}"):
        parse(MONOGRAPH.replace("dose: {high: 15000,", "dose: 5 mg #").encode(), "file.yaml")


def test_the_skeleton_is_a_valid_monograph_that_shows_every_key():
    assert parse(loader.skeleton().encode(), "file.yaml").sections
    assert parse(TEMPLATE.encode(), "file.yaml").concepts
    known = json.loads(loader.schema())["$defs"]
    keys = {
        (kind["title"], key)
        for kind in known.values()
        for key, value in kind.get("properties", {}).items()
        if "ignored since" not in value["description"]
    }
    shown = set(_keys(yaml.safe_load(TEMPLATE), known["Monograph"], known))
    assert sorted(keys - shown) == [], "explain them in b12cli/monograph/skeleton.yaml"


def _keys(value, schema, known):
    """Each key in plain data, with the type that has it."""
    choices = [
        known.get(each.get("$ref", "").rpartition("/")[2], each)
        for each in schema.get("anyOf", [schema])
    ]
    for each in choices:
        if isinstance(value, list) and "items" in each:
            for item in value:
                yield from _keys(item, each["items"], known)
        elif isinstance(value, dict) and "properties" in each:
            for key, inner in value.items():
                yield each["title"], key
                yield from _keys(inner, each["properties"][key], known)


def test_a_home_directory_is_known(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "m.yaml").write_text(MONOGRAPH)
    assert load("~/m.yaml") == load()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "cannot be read: No such file or directory"),
        (lambda path: path.mkdir(), "cannot be read: not a regular file"),
        pytest.param(
            lambda path: os.mkfifo(path),
            "cannot be read: not a regular file",
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here"),
        ),
        pytest.param(
            lambda path: path.symlink_to("/dev/zero"),
            "cannot be read: not a regular file",
            marks=pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here"),
        ),
        (lambda path: path.write_bytes(b"#" * (loader.SIZE_LIMIT + 1)), "at most 512 KiB"),
    ],
    ids=["missing", "folder", "fifo", "device", "large"],
)
def test_file_that_cannot_be_read_is_refused_in_one_line(make, said, tmp_path, b12):
    file = tmp_path / "monograph.yaml"
    make(file)
    result = b12("--monograph", str(file), "uses")
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert result.err.startswith(f"b12: {file}: ")
    assert said in result.err


def test_name_with_a_nul_is_refused():
    with pytest.raises(MonographError, match="cannot be read"):
        load("a\0b")


def test_byte_order_mark_and_windows_line_ends_are_read():
    content = b"\xef\xbb\xbf" + MONOGRAPH.replace("\n", "\r\n").encode()
    assert parse(content, "file.yaml") == load()


def test_python_fallback_reads_the_same(monkeypatch):
    """PyYAML has no C loader on some platforms."""
    expected = load()
    monkeypatch.setattr(document, "_Loader", yaml.SafeLoader)
    assert parse(MONOGRAPH.encode(), "file.yaml") == expected


class _Cautious(yaml.SafeLoader):
    """A PyYAML that refuses nesting itself where it looks ahead, as 6.0.4 does, but sooner."""

    def fetch_flow_collection_start(self, token):
        super().fetch_flow_collection_start(token)
        if self.flow_level > document.DEPTH_LIMIT + 1:
            raise yaml.scanner.ScannerError(None, None, "too deep for me", self.get_mark())


@pytest.mark.parametrize("level", ["[", "{a: ", "[{a: ", "&a [", "[\n", "{a:\n", "- "])
@pytest.mark.parametrize("reader", [document._Loader, yaml.SafeLoader, _Cautious])
def test_bottomless_nesting_is_refused_alike_whatever_pyyaml_says(reader, level, monkeypatch):
    monkeypatch.setattr(document, "_Loader", reader)
    with pytest.raises(MonographError) as refused:
        parse(b"title: no\nsections:\n  " + 50_000 * level.encode(), "file.yaml")
    first, last = refused.value.faults
    assert str(first).endswith("YAML reads 'no' as bool, expected text: put it in quotes")
    assert last.message == "more than 32 levels of nesting, expected 8"
    assert len(re.findall(r"\w+", last.path)) == document.DEPTH_LIMIT


def test_file_schema_and_model_agree():
    schema = json.loads(loader.schema())
    kept = ROOT / "data" / "monograph.schema.json"
    assert kept.read_text() == loader.schema() + "\n", "run: python tools/make.py"
    assert MONOGRAPH.startswith(f"# yaml-language-server: $schema={kept.name}\n")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(yaml.safe_load(MONOGRAPH), schema)


def test_schema_refuses_what_the_loader_refuses():
    data = yaml.safe_load(MONOGRAPH)
    data["sections"][0]["titel"] = "Overview"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json.loads(loader.schema()))


def test_each_pattern_has_its_words():
    """For a fault, and for the person who made it."""
    known = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', loader.schema())
    assert len(known) > 10
    assert sorted({json.loads(each) for each in known} - set(PATTERNS)) == [], "no words"


def test_the_schema_describes_each_key():
    for name, kind in json.loads(loader.schema())["$defs"].items():
        for key, value in kind.get("properties", {}).items():
            assert "description" in value, (name, key)


def test_a_threshold_that_nothing_reads_is_passed_over():
    concept = """
concepts:
- concept: quandlosis
  values: [{value: age < 3 fortnights, source: The label}, {value: zeal > 3, source: The label}]
"""
    content = MONOGRAPH.partition("\nexamples:")[0] + concept
    assert Checker(parse(content.encode(), "file.yaml")).check("quandlosis").verdict


def test_notes_without_keys_are_told_each_once():
    keyless = "\nnotes:\n- {text: One., citations: [A.]}\n- {text: Two., citations: [B.]}\n"
    content = loader.skeleton().replace("\nnotes:\n", keyless)
    with pytest.raises(MonographError) as refused:
        parse(content.encode(), "file.yaml")
    said = [fault.message for fault in refused.value.faults if fault.path.startswith("notes[")]
    assert len(said) == 2
    assert {message.partition(",")[0] for message in said} == {"a note without a key"}
