"""ICD-10 codes: only what is listed is the concept, and what is below it an unnamed kind."""

import json

import pytest
from conftest import PEOPLE
from msgspec.structs import replace

from b12cli.check import Checker
from b12cli.monograph.loader import load
from b12cli.monograph.model import Entry, Group, Place, Section, entries
from b12cli.monograph.severity import verdict_of
from b12cli.results import CONTRAINDICATIONS
from b12cli.thesaurus.codes import Codes
from b12cli.thesaurus.loader import compiled
from b12cli.thesaurus.relations import Relations

CHECKER = Checker(load())


def test_no_code_has_two_verdicts_of_which_one_is_no_contraindication():
    places = entries(load().sections)
    codes = Codes(places, compiled(), Relations(places, compiled()))
    for code in compiled().codes:
        certain = {
            verdict_of(place.section, place.group) for place, near in codes.at(code) if not near
        }
        assert len(certain - {"none"}) < 2, code


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("N18.6", "contraindicated"),
        ("N18.4", "possible_contraindication"),
        ("J18.9", "possible_contraindication"),
        ("A41.9", "contraindicated"),
        # A hemorrhagic fever is systemic by its nature.
        ("A99", "contraindicated"),
        # Below a listed code there is an unnamed kind of it; a longer one that is listed wins.
        ("N17.9", "contraindicated"),
        ("N20.0", "not_mentioned"),
        ("E11.9", "mentioned"),
        ("E11.42", "listed_use"),
        ("I10", "not_mentioned"),
    ],
)
def test_a_code_is_judged_as_the_concept_that_lists_it(code, verdict, b12):
    assert json.loads(b12("check", code, "-f", "json").out)["results"][0]["verdict"] == verdict


@pytest.mark.parametrize("mark", ["*", "+", "†"])
@pytest.mark.parametrize(
    "term", ["{}", "{}?", "{} ruled out", "{}: no", "no {}", "FH: {}", "asthma {}, N08.3*", "({})"]
)
def test_a_dagger_or_an_asterisk_changes_nothing(term, mark):
    plain, marked = (CHECKER.check(term.format(code)) for code in ("N18.5", f"N18.5{mark}"))
    assert replace(marked, term=plain.term) == plain
    assert plain.verdict in CONTRAINDICATIONS


@pytest.mark.parametrize("code", ["N18.5*", "N18.5+", "N18.5†"])
def test_a_code_with_a_mark_is_an_answer(code, b12):
    found = json.loads(b12("search", code, "-f", "json").out)
    assert [(hit["name"], hit["match"]) for hit in found["hits"]] == [("Kidney failure", "named")]


def test_a_plus_between_two_codes_divides_them():
    assert CHECKER.check("J45.9+N18.5*").verdict == "contraindicated"
    assert CHECKER.check("?J45.9+N18.5*").context == "uncertain"


def test_a_code_that_is_only_near_says_so_in_search(b12):
    assert "✗? Contraindicated in people with: Kidney failure" in b12("search", "N18.4").out
    assert "✗ Contraindicated in people with: Kidney failure" in b12("search", "N18.6").out


@pytest.mark.parametrize("format", PEOPLE)
@pytest.mark.parametrize("command", ["search", "check"])
def test_a_format_says_that_codes_are_the_editors(command, format, b12):
    assert "ICD-10 codes are the editor’s mapping" in b12(command, "N18.6", "-f", format).out
    assert "ICD-10" not in b12(command, "kidney failure", "-f", format).out
    assert "ICD-10 codes are" in b12("check", *"abcdef", "N18.6", "-f", format).out


def test_json_has_the_codes_that_an_entry_is_found_by(b12):
    sections = json.loads(b12("all", "-f", "json").out)["sections"]
    found = {
        entry["name"]: entry
        for section in sections
        if section["section"] == "contraindications"
        for group in section["groups"]
        for entry in group["entries"]
    }
    kidney = found["Kidney failure"]
    assert {"N17", "N18.6", "N19"} <= set(kidney["codes"])
    assert {"ESRD", "dialysis", "acute kidney injury"} <= set(kidney["aliases"])
    # Slang and ranges are found and not shown; what is only near is no alias.
    assert not {"kidneys packing up", "kidney stone", "CKD"} & set(kidney["aliases"])
    assert all("{" not in alias for entry in found.values() for alias in entry["aliases"])
    assert sum(len(entry["aliases"]) for entry in found.values()) > 250


@pytest.mark.parametrize(
    ("term", "context"),
    [
        ("Z84.1 disorders of kidney", "family"),
        ("Z87.59 complications of pregnancy", "historical"),
        ("Z12.4 disorders of kidney", "hypothetical"),
        ("Z32.02 pregnancy test", "negated"),
        # An allergy in the history is there.
        ("Z88.8 allergy to other drugs", None),
    ],
)
def test_the_title_of_a_code_is_read_in_the_context_of_the_code(term, context, b12):
    result = json.loads(b12("check", term, "-f", "json").out)["results"][0]
    assert result["context"] == context
    assert (result["verdict"] == "mentioned") == (context is not None)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Q85.1", [("Frumps", False)]),
        ("Q85.12", [("Frumps", False)]),
        ("Q85", [("Frumps", True)]),
        ("Q90.2", [("Frumps", True)]),
        ("Q90", []),  # wider than what is only related
        ("Q91", [("Frumps", True)]),
        ("Q94", []),
    ],
)
def test_a_code_of_an_entry_stands_for_all_below_it_and_leads_from_what_holds_it(code, expected):
    entry = Entry("Frumps", codes=("Q85.1",), related_codes=("Q90.2", "Q91-Q93"))
    group = Group(group="uses", title="Uses", entries=(entry,))
    place = Place(Section("uses", "Uses", "Uses.", (group,)), group, entry)
    codes = Codes([place], compiled(), Relations([place], compiled()))
    assert [(found.entry.name, is_near) for found, is_near in codes.at(code)] == expected
