"""What holds for any monograph, any query and any file, however odd."""

import contextlib
import io
import json
import os
import string
import sys

import msgspec
import pytest
import yaml
from conftest import PEOPLE, ROOT, TEMPLATE, read
from hypothesis import HealthCheck, Phase, example, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from msgspec import Struct
from msgspec.structs import fields
from scoring import names
from strategies import monographs

from b12cli.check import Checker
from b12cli.cli import arguments
from b12cli.cli.process import run
from b12cli.encoding import encodable
from b12cli.language.phrases import Text
from b12cli.monograph import excerpts
from b12cli.monograph.errors import MonographError
from b12cli.monograph.faults import faults
from b12cli.monograph.loader import load, parse
from b12cli.monograph.model import Dose, Entry, Group, Monograph, Section, Source
from b12cli.monograph.note import Citation, Note
from b12cli.monograph.severity import verdict_of
from b12cli.render import Format, ListFormat, list_renderer, renderer
from b12cli.results import Tally
from b12cli.screen import Screen
from b12cli.search import CLOSEST, Searcher

# Other examples in each run; a failure prints what repeats it. Monographs are large, and to shrink
# one takes longer than to read it.
settings.register_profile(
    "b12",
    deadline=None,
    max_examples=int(os.environ.get("B12_EXAMPLES", "10")),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("b12")

OURS = (ROOT / "data" / "monograph.yaml").read_bytes()
SEARCHER, CHECKER = Searcher(load()), Checker(load())


def builtins(value):
    return json.loads(msgspec.json.encode(value))


def keys(*parts):
    """Each key of these parts and of all that is in them: its name, its value, its default."""
    waiting = list(parts)
    for part in waiting:
        for field in fields(part):
            value = getattr(part, field.name)
            yield f"{type(part).__name__}.{field.name}", value, field.default
            several = value if isinstance(value, tuple) else (value,)
            waiting += [each for each in several if isinstance(each, Struct)]


def test_every_key_of_a_file_is_drawn():
    """Or no property holds for what it does; works, concepts and examples are tested elsewhere."""
    kinds = (Monograph, Source, Section, Group, Entry, Dose, Citation, Note)
    undrawn = {f"{kind.__name__}.{field.name}" for kind in kinds for field in fields(kind)}
    elsewhere = {f"Monograph.{name}" for name in ("notes", "works", "concepts", "examples")}
    elsewhere.add("Note.key")

    def draws_the_last(monograph):
        assert list(faults(monograph)) == [], "no file is drawn that would be refused"
        undrawn.difference_update(
            name for name, value, default in keys(monograph) if value != default
        )
        return undrawn == elsewhere

    # As many as it takes: which are drawn isn't the same from run to run.
    with contextlib.suppress(NoSuchExample):
        find(monographs(), draws_the_last, settings=settings(max_examples=400))
    assert undrawn == elsewhere, "draw these in tests/strategies.py"


def entries(section):
    return [entry for group in section.groups for entry in group.entries]


def some_section(monograph, number):
    return monograph.sections[number % len(monograph.sections)]


@given(monographs())
def test_a_file_of_any_monograph_loads_as_that_monograph(monograph):
    data = builtins(monograph)
    data["words"] = {name: known for name, known in data["words"].items() if known}
    content = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    assert parse(content.encode(), "file.yaml") == monograph


def concerned(monograph, note):
    """The names of the entries that have the note, each once."""
    noted = [
        entry["name"]
        for section in builtins(monograph)["sections"]
        for group in section["groups"]
        for entry in group["entries"]
        if note in entry["notes"]
    ]
    return list(dict.fromkeys(noted))


def _without_card(note):
    return {key: value for key, value in note.items() if key != "card"}


@given(monographs(), st.integers(0, 5))
def test_json_decodes_back_to_the_same_content(monograph, number):
    section = some_section(monograph, number)
    answer = json.loads(renderer(Format.json).section(monograph, section, Screen()))
    data = builtins(section)
    del data["aliases"]
    own, notes = data.pop("notes"), []
    for group, known in zip(data["groups"], section.groups, strict=True):
        verdict = verdict_of(section, known)
        group["verdict"] = None if verdict == "none" else verdict
        notes += group.pop("notes")
        del group["aliases"], group["card"]
        for entry in group["entries"]:
            notes += entry.pop("notes")
            for key in (
                "related",
                "related_codes",
                "concepts",
                "near",
                "not",
                "substances",
                "card",
            ):
                del entry[key]
    notes = [
        {**_without_card(note), "concerns": concerned(monograph, note)}
        for at, note in enumerate(notes + own)
        if note not in (notes + own)[:at]
    ]
    assert answer == {
        "schema_version": 1,
        "monograph": {"title": monograph.title, "generic_name": monograph.generic_name},
        **data,
        "notes": notes,
        "source": builtins(monograph.source),
    }


@given(monographs(), st.sampled_from(["ascii", "latin-1", "cp1252"]))
def test_json_is_the_same_in_any_encoding(monograph, encoding):
    text = renderer(Format.json).monograph(monograph, Screen())
    assert json.loads(encodable(text, encoding, is_for_programs=True)) == json.loads(text)


@given(monographs(), st.integers(0, 5), st.sampled_from(PEOPLE))
def test_people_see_every_name_as_literal_text(monograph, number, format):
    section = some_section(monograph, number)
    shown = read(format, renderer(Format(format)).section(monograph, section, Screen()))
    assert shown.startswith(section.title)
    for entry in entries(section):
        assert entry.name in shown


NOT_SHOWN = {"Section.section", "Group.group", "Group.verdict", "Note.key", "Work.key"}
NOT_SHOWN |= {"Note.flag", "Dose.unit", "Dose.per"}  # in check; in the dose's own words


@pytest.mark.parametrize("format", PEOPLE)
def test_people_see_every_text_of_a_file(format):
    """The template has every key; what only serves programs, or to read, is named above."""
    monograph = parse(TEMPLATE.encode(), "file.yaml")
    shown = read(format, renderer(Format(format)).monograph(monograph, Screen()))
    texts = [(name, said) for name, said, _ in keys(*monograph.sections) if isinstance(said, str)]
    seen = {name for name, said in texts if said.casefold() in shown.casefold()}
    unseen = {name for name, _ in texts} - seen - NOT_SHOWN
    assert unseen == set(), "CONTRIBUTING says where each is shown; in other words: NOT_SHOWN"


@given(monographs(), st.integers(0, 5))
def test_no_line_of_piped_text_is_wrapped(monograph, number):
    section = some_section(monograph, number)
    lines = renderer(Format.text).section(monograph, section, Screen()).split("\n")
    for entry in entries(section):
        said = [entry.name, entry.detail or "", entry.dose.text if entry.dose else ""]
        assert any(all(text in line for text in said) for line in lines)


@given(monographs(), st.integers(0, 5), st.integers(1, 59), st.booleans())
def test_text_fits_any_screen_and_loses_nothing(monograph, number, width, color):
    def bare(text):
        return "".join(text.split())

    section = some_section(monograph, number)
    plain = renderer(Format.text).section(monograph, section, Screen())
    fitted = renderer(Format.text).section(monograph, section, Screen(width))
    assert bare(fitted) == bare(plain)
    assert renderer(Format.text).section(monograph, section, Screen(width, color))


@given(monographs())
def test_every_format_renders_any_monograph(monograph):
    for format in Format:
        assert renderer(format).monograph(monograph, Screen(80, color=True))
        for made in filter(None, (excerpts.card(monograph), excerpts.doses(monograph))):
            for screen in (Screen(), Screen(2), Screen(80, color=True)):
                assert renderer(format).card(monograph, made, screen)
                assert renderer(format).section(monograph, made, screen)


@given(monographs(), st.data())
def test_any_monograph_can_be_searched_and_checked(monograph, data):
    names = [entry.name for section in monograph.sections for entry in entries(section)]
    query = data.draw(st.sampled_from(names) | st.text(max_size=20))
    found, checked = Searcher(monograph).find(query), Checker(monograph).check(query)
    for format in Format:
        assert renderer(format).search(monograph, found, Screen(40, color=True))
    for format in ListFormat:
        shown = list_renderer(format).check(monograph, Tally([checked]), Screen(40, color=True))
        assert "".join(shown)


@given(monographs(), st.data())
def test_any_name_is_found_by_its_own_text(monograph, data):
    section = data.draw(st.sampled_from(monograph.sections))
    entry = data.draw(st.sampled_from(entries(section)))
    name = data.draw(st.sampled_from([entry.name, *entry.aliases, *entry.related]))
    assert entry in [hit.place.entry for hit in Searcher(monograph).find(name).hits]
    assert Checker(monograph).check(name).verdict != "not_mentioned"


PHRASES = sorted({each.name for each in names(load())})
assert len(PHRASES) > 2000


@given(st.lists(st.sampled_from([*PHRASES, "and", "dose", "how much", "not", ","]), max_size=5))
@settings(max_examples=100)
def test_no_mixture_of_names_breaks_search(parts):
    query = " ".join(parts)
    assert SEARCHER.find(query).query == query
    assert CHECKER.check(query).term == query


@given(st.text() | st.text(string.punctuation + "ANDORNEAR*^: "))
@settings(max_examples=100)
def test_no_query_breaks_search(query):
    found = SEARCHER.find(query)
    assert len({hit.is_closest for hit in found.hits}) <= 1
    assert not found.is_closest or len(found.hits) <= CLOSEST


# What reading has a rule for, or a pattern: repeated, any of it could cost its square.
PIECES = [
    *("a", "x", "1", "1.", "1,", "1,111", "a1", "a/", "1/", "a_", "a&b+", "(", "[", '"', "'", "-"),
    *("\u0301", "e\u0323\u0301", "\ufdfa", "\U0001f600", "\u2193", "\u2191", "?", "a.", "{0-12}"),
    *("no ", "nkda ", "1 y/o ", "7/40 ", "age ", "n186 ", "kidny ", "kidney ", "failure, ", "and "),
    *("etaoinshrdlu", "ae", "oue", "tion", "1+", "it ", "\u0436", "\u65e5", " "),
]


def steps(args):
    """How many functions are called, Python's and C's, in a run with these arguments."""
    called = 0

    def count(frame, event, argument):
        nonlocal called
        called += event in ("call", "c_call")

    streams = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    with streams[0] as out, streams[1] as err:
        sys.setprofile(count)
        try:
            run(args)
        finally:
            sys.setprofile(None)
    return called, out.getvalue() + err.getvalue()


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join),
    st.sampled_from([20, 190, 900, 2900, 100_000]),
)
@example("\u2193\u2191", 2900)
@example("\u2193\u2191", 100_000)
@example("\ufdfa", 2900)
@example("etaoinshr ", 1900)
@example("a/", 100_000)
@settings(max_examples=10)
def test_no_text_costs_more_steps_than_a_long_line_does(piece, letters):
    text = (piece * letters)[:letters]
    for command in ("search", "check"):
        called, shown = steps([command, "--", text])
        assert called < 1_500_000, text[:100]
        assert len(shown) < 2 * arguments.LETTERS, text[:100]


@given(st.sampled_from(PIECES), st.sampled_from(PIECES), st.integers(1, 100_000))
@example("\u2193", "\u2191", 1450)
@settings(max_examples=50)
def test_no_pattern_sees_more_than_a_long_line(one, other, letters):
    """Steps within a regular expression cannot be counted: what goes into it is bounded."""
    with contextlib.suppress(ValueError):
        text = arguments.query((one + other) * letters, arguments.TERM_LIMIT)
        assert len(text) <= arguments.LETTERS
        assert sum(len(token.word) for token in Text(text, bool).tokens) <= 10 * arguments.LETTERS


@st.composite
def damaged(draw):
    """Our own file with a piece cut out, doubled or overwritten, or its lines shuffled."""
    start = draw(st.integers(0, len(OURS) - 1))
    end = draw(st.integers(start, min(len(OURS), start + 2000)))
    piece = OURS[start:end]
    others = [b"", piece * 2, piece.upper(), piece[::-1], draw(st.binary(max_size=20))]
    instead = draw(st.sampled_from([*others, b"\n".join(sorted(piece.split(b"\n")))]))
    tail = draw(st.sampled_from([OURS[end:], b""]))
    return OURS[:start] + instead + tail


@given(damaged() | st.binary(max_size=200))
@settings(max_examples=60)
def test_a_damaged_file_is_a_monograph_or_is_refused_with_its_place(content):
    refused = None
    try:
        assert isinstance(parse(content, "file.yaml"), Monograph)
    except MonographError as error:
        refused = error
    if refused:
        assert str(refused).startswith(
            f"file.yaml:{refused.line}:{refused.column}: {refused.path}: "
        )
        assert refused.line <= content.count(b"\n") + content.count(b"\r") + 2
        assert refused.message.isprintable()
