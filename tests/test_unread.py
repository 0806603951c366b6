"""What check says of words, shorthand and values that nothing in the package knows."""

import json
import re

import pytest
import yaml
from conftest import ROOT, process, terminal

from b12cli.language.grammar import compiled
from b12cli.language.lexicon import frequency, is_known
from b12cli.render import ListFormat

LIST = "asthma\nkidney failure DDLS7\nDDLS7 left\nnot pregnant, PF4 2.1\n"


def unread(*terms):
    """What of each term was not understood."""
    result = process("check", "-", "-f", "jsonl", stdin="\n".join(terms))
    return [json.loads(line)["unread"] for line in result.out.splitlines()]


def test_what_nothing_knows_is_named_in_every_format():
    given = json.loads(process("check", "-", "-f", "json", stdin=LIST).out)
    assert [(each["verdict"], each["unread"]) for each in given["results"]] == [
        ("not_mentioned", []),
        ("contraindicated", ["DDLS7"]),
        ("not_mentioned", ["DDLS7"]),
        ("mentioned", ["PF4 2.1"]),
    ]
    assert given["results"][0]["reason"] == "not in the monograph"
    assert given["results"][2]["reason"] == "not understood: “DDLS7”"
    assert given["results"][1]["reason"].endswith(
        "Kidney failure (not understood: “DDLS7”) · US label differs"
    )
    assert {"hits", "unread", "error"} <= given["results"][0].keys()
    assert given["counts"] == {"contraindicated": 1, "mentioned": 1, "not_mentioned": 2}

    for format in ListFormat:
        out = process("check", "-", "-f", format.value, stdin=LIST).out
        assert out.count("DDLS7") >= 2
        assert "PF4 2.1" in out

    counted = "1 contraindicated, 0 ask first, 1 not understood, 2 others\n"
    lines = process("check", "-", stdin=LIST).out
    assert "?  asthma: not mentioned\n" in lines
    assert "?? DDLS7 left: not understood: “DDLS7”\n" in lines
    assert "Kidney failure (not understood: “DDLS7”) · US label differs\n" in lines
    assert f"{counted}Not mentioned or not understood does not mean safe" in lines

    markdown = process("check", "-", "-f", "markdown", stdin=LIST).out
    assert "## Not understood (1): words, values or sentences that b12 doesn’t know\n\n" in markdown
    assert "- ?? DDLS7 left: “DDLS7”\n\n## Not mentioned (1)\n\n- ? asthma\n" in markdown
    assert counted in markdown


def test_at_a_terminal_it_stands_apart_from_what_is_not_mentioned():
    shown = terminal("check", "asthma", "DDLS7 left", "not pregnant", columns=100).out
    assert "\n  ?? DDLS7 left: “DDLS7”\n" in shown
    assert shown.index("not pregnant") < shown.index("Not understood") < shown.index("asthma")


def test_a_list_of_which_nothing_was_understood_clears_nothing():
    out = process("check", "DDLS7").out
    assert "Not understood does not mean safe: ask a pharmacist or the prescriber." in out


@pytest.mark.parametrize(
    ("term", "named"),
    [
        ("XYZ 34, asthma", ["XYZ 34"]),
        ("XYZ: 3.5%", ["XYZ: 3.5%"]),
        ("XYZ 2016", ["XYZ"]),  # a year is no value
        ("creatinine clearance 90", []),
        ("eGFR 12 mg/dL", ["eGFR 12 mg/dL"]),  # in a unit that it doesn't have
        ("eGFR hovers round 9, tired", ["eGFR hovers round 9"]),  # a value that isn't read
        ("ALT hovring at 900", ["ALT hovring at 900"]),
        ("HTN/DDLS7", ["DDLS7"]),
        ("Kukosa usingizi (no sleep)", ["Kukosa usingizi"]),  # neighbours are one
        ("Qzw rash, qzw again, QZW", ["Qzw", "qzw", "QZW"]),
        ("antiflorbin", ["antiflorbin"]),  # what is after a prefix must be a word
        ("боль", ["боль"]),
        ("XQZ hypertension, asthma, XQ", ["XQZ", "XQ"]),  # no typo of what stands beside them
        ("🤰", ["🤰"]),
    ],
)
def test_it_is_named_as_it_was_typed(term, named):
    assert unread(term) == [named]


SENTENCES = {
    # A sentence about somebody, with no condition that b12 knows, was not understood as a whole.
    "my chair time is Monday": True,
    "my kidneys are hanging by a thread": True,
    "Nurse says I don't get enough out of greens": True,
    "the liver is in ribbons": True,
    "he has asthma": False,
    "she is fine": False,
    "my kidneys are fine": False,
    "she's fine apart from her kidneys": True,
    "he has a pacemaker": False,
    "her eGFR was 70": False,
    "sciatica, her left leg": False,
    "lives alone": False,
    "I25.1": False,
}


@pytest.mark.parametrize(("term", "is_whole"), SENTENCES.items())
def test_a_sentence_without_any_known_condition_is_not_understood(term, is_whole, b12):
    assert unread(term) == [[term] if is_whole else []]
    said = "not understood: nothing in this sentence is known"
    assert (said in b12("check", term).out) == is_whole


def test_words_that_are_all_of_a_term_are_no_sentence(b12):
    assert "not understood: “eGFR hovers round 9”" in b12("check", "eGFR hovers round 9").out


KNOWN = [
    "asthma, well controlled",  # English and medicine
    "amenorrhoea",  # in either spelling
    "stepoff, nondistended",  # made of words
    "ESRF on HD, T2DM",  # the thesaurus
    "dyalisis, diarr hoea",  # read as slips of it
    "sCr 112, CBG 5.2",  # quantities
    "G2P1, 24/40, 3/7, x2, b/l, c/o",  # shorthand
    "amlodipine 10mg bd, co-amoxiclav, Ventolin",  # drugs
    "BPH, LMP 3 weeks ago, MDT",  # clinical abbreviations
    "E11.9, I10, 3.4.21 14:30 2pm, 3Jan2019",  # codes, dates, times
    "- 1. M 45 (J.P.)",  # bullets, initials, numbers
    "NEWS2 9, HER2, CA125 35, DPP4 inhibitor, CHA2DS2-VASc 3",
    "folate 5 mg, creatinine in 3 months, folate low in 2015",  # no values
    "urine creatinine 7.2, CSF WCC 4",  # values of another specimen
    "INR 9, TSH 90, ESR 90",  # tests without a threshold: their values say nothing
]


@pytest.mark.parametrize("term", KNOWN)
def test_what_is_known_is_not_named(term):
    assert unread(term) == [[]]


def test_ordinary_conditions_are_known():
    terms = yaml.safe_load((ROOT / "data" / "ordinary.yaml").read_text(encoding="utf-8"))
    assert [each for each in zip(terms, unread(*terms), strict=True) if each[1]] == []


def test_what_letters_and_digits_mean_together_is_known():
    examples = [each for shape in compiled()["known"]["shapes"] for each in shape["examples"]]
    assert examples
    assert unread(*examples) == [[] for _ in examples]


def test_what_is_kept_by_hand_is_in_the_list_that_is_searched():
    kept = " ".join(compiled()["known"][name] for name in ("abbreviations", "drugs"))
    plain = {re.sub("[^a-z0-9]", "", each) for each in kept.split()}
    assert {each for each in plain if frequency(each) is None and not is_known(each)} == set()


def test_an_abbreviation_of_what_the_monograph_speaks_of_is_not_taken_for_known():
    # A public list has it, as polycystic kidney disease; until the thesaurus has it, it is named.
    assert unread("PCKD") == [["PCKD"]]
