"""A contraindication that a query mentions is shown, whatever else is asked."""

import json

import pytest
from conftest import PEOPLE, read
from scoring import names, searcher

from b12cli.check import Checker
from b12cli.monograph.loader import load
from b12cli.results import CONTRAINDICATIONS
from b12cli.search import Searcher

OURS = searcher("")


def also(query):
    return [(hit.name, hit.match) for hit in OURS.find(query).also]


KIDNEY, LIVER, PREGNANT = "Kidney failure", "Liver failure", "Pregnant women"


@pytest.mark.parametrize(
    ("query", "contraindications"),
    [
        ("sciatica kidney", [(KIDNEY, "near")]),
        ("kidney transplant dose", [(KIDNEY, "near")]),
        ("pregnant women kidney", [(KIDNEY, "near")]),
        ("is it ok for breastfeeding mums", [("Breastfeeding women", "named")]),
        ("is it ok for kidney patients", [(KIDNEY, "near")]),
        ("paracetamol for infant", [("Children", "named")]),
        ("kidney failure clinic sciatica", [(KIDNEY, "near")]),
        ("raised creatinine dose", [(KIDNEY, "near")]),
        # What answers as a whole is not told twice, but what it is only near is.
        ("liver failure cirrhosis", [(LIVER, "named")]),
        # A question denies in other ways than a note does.
        ("why no sciatica shot in kidney failure for my wife", [(KIDNEY, "named")]),
        # By a code among words.
        ("sciatica N18.6", [(KIDNEY, "named")]),
        ("sciatica HLA-B51", []),  # no code of malaria
    ],
)
def test_a_contraindication_that_a_query_mentions_is_shown(query, contraindications):
    assert also(query) == contraindications


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("kidney and liver failure and pregnant", "named"),
        ("kidney failure", "named"),
        ("kidney", "near"),
    ],
)
def test_what_answers_as_a_whole_is_not_told_twice(query, match):
    assert also(query) == []
    # With words that it doesn't answer, it is.
    assert (KIDNEY, match) in also(f"{query} for the mums")


@pytest.mark.parametrize(
    "query",
    ["b12 deficiency", "kidney stones", "kidney stones and sciatica", "stones in the kidney"],
)
def test_what_no_phrase_is_about_is_not_told(query):
    assert also(query) == []
    # But what stands beside it is.
    assert also(f"{query} breastfeeding mums") == [("Breastfeeding women", "named")]


FRAMES = ["{} sciatica", "{} dose", "is it ok for {}"]
USES = Searcher(load(), ["uses"])


def test_whatever_check_judges_so_is_an_answer_or_shown_beside():
    """By each name of each contraindication, and of what is near it, in a frame that doesn't change
    with other names: what a name stands for has so many that it stands in all of them."""
    monograph = load()
    checker, dropped = Checker(monograph), []
    called = {
        each.name for each in names(monograph) if each.place.section.section == "contraindications"
    }
    assert len(called) > 900
    for name in sorted(called):
        frame = FRAMES[len(name) % len(FRAMES)]
        judged, found = checker.check(name), (OURS, USES)[len(name) % 2].find(frame.format(name))
        given = [hit.place.entry for hit in found.hits if hit.match != "closest" and not hit.note]
        given += [hit.place.entry for hit in found.also]
        if judged.verdict in CONTRAINDICATIONS:
            dropped += [name for hit in judged.hits if hit.place.entry not in given]
    assert dropped == []


@pytest.mark.parametrize("format", PEOPLE)
def test_it_stands_in_a_block_of_its_own_once(format, b12):
    result = b12("search", "sciatica", "kidney", "-f", format)
    assert result.code == 0
    assert result.out.index("Sciatica") < result.out.index("Contraindications mentioned in")
    seen = read(format, result.out)
    assert "Kidney failure ⁿ (related to “kidney”, not an exact match)" in seen
    # The closest that is a contraindication is told as that alone.
    out = b12("search", "pregnant women kidney", "-f", format).out
    assert out.count("Pregnant women") == 1
    assert "without" not in out.split("Editor’s notes")[0]


def test_a_query_that_only_mentions_one_is_answered_with_exit_0(b12):
    result = b12("search", "paracetamol for infant")
    assert (result.code, result.err) == (0, "")
    assert "Contraindications mentioned in your search · b12 contraindications" in result.out
    assert "✗ Should not be given to: Children" in result.out
    assert "(matched “infant”)" in result.out
    assert "gasping syndrome" in result.out  # with its notes
    answer = json.loads(b12("search", "paracetamol for infant", "-f", "json").out)
    assert {hit["match"] for hit in answer["hits"]} == {"closest"}
    assert answer["also"][0]["name"] == "Children"


def test_it_is_shown_whatever_section_is_asked(b12):
    assert [hit.name for hit in USES.find("sciatica N18.6").also] == ["Kidney failure"]
    assert [hit.name for hit in USES.find("N18.6").also] == ["Kidney failure"]
    # E53.8 is a use by one of its names, and near a contraindication.
    assert [hit.name for hit in USES.find("E53.8").also] == ["Folic acid deficiency"]
    # What a section is called may be near one, too.
    (allergy,) = USES.find("adverse reactions").also
    assert allergy.name == "Allergy to any component of the solution"
    result = b12("search", "-s", "uses", "sciatica kidney failure")
    assert "Prescribed for: Sciatica ⁿ" in result.out
    assert "✗ Contraindicated in people with: Kidney failure" in result.out
    result = b12("search", "-s", "uses", "N18.6")
    assert (result.code, result.err) == (0, "")
    assert "✗ Contraindicated in people with: Kidney failure" in result.out
    # But no answer comes from elsewhere, nor a name that would be one.
    assert b12("search", "-s", "uses", "itching").code == 1
    found = USES.find("kidney failure arthritis pregnancy")
    assert [hit.name for hit in found.hits] == ["Arthritis"]
    assert {hit.name for hit in found.also} == {"Kidney failure", "Pregnant women"}


def test_a_slip_in_it_is_told(b12):
    out = b12("search", "paracetamol for brestfeeding").out
    assert out.startswith(
        "Nothing for “paracetamol for brestfeeding”, showing results for “paracetamol for "
    )


def test_what_may_be_about_something_else_says_so(b12):
    out = b12("search", "kidney failure clinic sciatica").out
    assert "Kidney failure ⁿ (“kidney failure” may be about something else)" in out
    assert (
        "Kidney failure ⁿ (related to “kidney”, not an exact match)" in b12("search", "kidney").out
    )
    assert "(“HD” may be about something else)" in b12("search", "HD sciatica").out


def test_any_section_that_contraindicates_counts(tmp_path, b12):
    """Here a group of another section, by its verdict."""
    file = tmp_path / "drug.yaml"
    file.write_text(
        """
title: Drug
generic_name: drug
source: {title: Label, publisher: Somebody}
sections:
- section: uses
  title: Uses
  summary: What it is for.
  groups:
  - group: uses
    title: For
    entries: [{name: Heartburn}]
  - group: not_for
    title: Not for
    verdict: contraindicated
    entries: [{name: Type 1 diabetes}]
- section: precautions
  title: Precautions
  summary: Care.
  groups:
  - group: care
    title: With care in
    entries: [{name: Asthma}]
""",
        encoding="utf-8",
    )
    out = b12("--monograph", str(file), "search", "asthma type 1 diabetes rash").out
    block = out[out.index("Contraindications mentioned") :]
    assert block.index("✗ Not for: Type 1 diabetes") < block.index("✗? With care in: Asthma")
