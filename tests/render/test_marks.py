"""What is grave has the same mark in each format for people, for their eyes and for grep."""

import re

import pytest
from conftest import PEOPLE, ROOT, TEMPLATE, read

from b12cli.encoding import _SIGNS, encodable
from b12cli.monograph.loader import load
from b12cli.monograph.model import REFERENCES, entries
from b12cli.render.marks import MARKS, NOTE
from b12cli.render.outcomes import NO_ENTRY
from b12cli.sections import SECTIONS

QUERIES = [
    "wheezing",
    "glaucoma",
    "kidney",
    "pregnancy",
    "gasping syndrome",
    "who should not have it",
    "contraindicated diseases",
    "H40.1",
    "sciatica",
    "serious side effects",
    "sciatica kidney",
]
SIGNS = dict.fromkeys(mark.sign for mark in MARKS.values())
MARK = f"([{re.escape(''.join(SIGNS))}]+)"
MARKED = re.compile(rf"^ *{MARK} (.*)", re.MULTILINE)


def marked(b12, *args):
    """The marks in each format, each with the letters that stand behind it."""
    shown = [read(format, b12(*args, "-f", format).out) for format in PEOPLE]
    return [
        [(mark, re.sub(r"[\W_]", "", said)) for mark, said in MARKED.findall(out)] for out in shown
    ]


@pytest.mark.parametrize(
    "args",
    [[name] for name in (*SECTIONS, "all")] + [["search", query] for query in QUERIES],
    ids=" ".join,
)
def test_the_formats_agree_on_every_mark(args, b12):
    text, *others = marked(b12, *args)
    assert all(other == text for other in others)


def test_they_agree_on_the_marks_of_a_section_of_precautions(tmp_path, b12):
    file = tmp_path / "drug.yaml"
    file.write_text(TEMPLATE)
    for args in (["all"], ["search", "liver disease"]):
        text, *others = marked(b12, "--monograph", str(file), *args)
        assert text
        assert all(other == text for other in others)


@pytest.mark.parametrize("format", [each for each in PEOPLE if each != "text"])
def test_the_formats_agree_on_the_mark_of_every_verdict(format, b12):
    """On each name of the monograph, a wider or nearer word for it, and what is denied; nobody has
    a work that is cited."""
    terms = [
        term
        for place in entries(load().sections)
        if place.section.section != REFERENCES
        for term in (place.entry.name, *place.entry.near[:1], f"no {place.entry.name}")
    ]
    text, other = (read(each, b12("check", *terms, "-f", each).out) for each in ("text", format))
    names = "|".join(re.escape(mark.name) for mark in MARKS.values())
    said = re.findall(rf"^{MARK} +(.+?): (?:{names})", text, re.MULTILINE)
    rows = re.findall(rf"^{MARK} (.+?) → ", other, re.MULTILINE)
    assert {each for each in said if each[0] != "?"} == set(rows)
    assert {mark for mark, _ in rows} == {
        mark.sign for outcome, mark in MARKS.items() if outcome not in NO_ENTRY
    }


def test_each_sign_that_has_an_ascii_form_is_printed_somewhere():
    files = [*(ROOT / "b12cli").rglob("*.py"), ROOT / "data" / "monograph.yaml"]
    texts = [file.read_text() for file in files if file.name != "encoding.py"]
    others = ["‘", "°", "\xa0", "\ufffd", "─"]  # in what is typed or in a file, and what Rich draws
    unused = [chr(at) for at in _SIGNS if not any(chr(at) in text for text in texts)]
    unprinted = [each for each in unused if each not in others]
    assert unprinted == [], "nothing prints these: take them out of _SIGNS in b12cli/encoding.py"


def test_each_sign_is_told_from_the_others_in_ascii():
    signs = {sign: encodable(sign, "ascii") for sign in (*SIGNS, NOTE, "•", "→")}
    lacking = [sign for sign, plain in signs.items() if not plain or "<U+" in plain]
    assert lacking == [], "no ASCII for these signs: add it to _SIGNS in b12cli/encoding.py"
    alike = [s for s, plain in signs.items() if list(signs.values()).count(plain) > 1]
    assert alike == [], f"the same in ASCII: change it in _SIGNS in b12cli/encoding.py ({signs})"


@pytest.mark.parametrize(
    ("query", "mark"),
    [
        ("kidney failure", "✗"),
        ("kidney", "✗?"),
        ("anxiety", "!"),
        ("swollen lip", "!!"),
        ("stridor", ""),
    ],
)
def test_the_mark_of_a_hit_says_how_grave_it_is(query, mark, b12):
    for shown in marked(b12, "search", query):
        assert [mark for mark, _ in shown] == ([mark] if mark else [])
