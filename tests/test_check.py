"""Check: the gravest verdict that applies, and no other."""

import json

import pytest
import yaml
from conftest import process
from scoring import QUERIES

from b12cli.search.check import check
from b12cli.loader import load
from b12cli.search.find import Index

TERMS = yaml.safe_load((QUERIES / "check_terms.yaml").read_text())


@pytest.fixture(scope="module")
def index():
    return Index(load())


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row["term"])
def test_verdict(row, index):
    assert check(index, row["term"]).verdict == row["verdict"], row["why"]


@pytest.mark.parametrize(
    ("term", "verdict"),
    [
        ("not pregnant", "not_mentioned"),
        ("no kidney failure", "not_mentioned"),
        ("family", "not_mentioned"),
        ("kidney", "mentioned"),
        ("diabetes", "mentioned"),
        ("infection", "mentioned"),
        ("urinary tract infection", "not_mentioned"),
        ("hepatitis", "not_mentioned"),
        ("myasthenia gravis", "not_mentioned"),
        ("chronic kidney disease stage 3", "contraindicated"),
        ("history of liver failure", "contraindicated"),
        ("the", "not_mentioned"),
    ],
)
def test_negations_parts_and_qualifiers(term, verdict, index):
    assert check(index, term).verdict == verdict


def test_a_contraindication_exits_4_and_each_term_has_a_line(b12):
    result = b12("check", "sciatica", "kidney failure", "asthma")
    assert (result.code, result.err) == (4, "")
    assert result.out.splitlines()[:3] == [
        "•  sciatica: listed use – Sciatica (b12 uses)",
        "✗  kidney failure: CONTRAINDICATED – Kidney failure (b12 contraindications)",
        "?  asthma: not mentioned – this is no clearance: ask a pharmacist or the prescriber",
    ]


def test_no_contraindication_exits_0(b12):
    assert b12("check", "sciatica", "asthma").code == 0


def test_terms_come_from_standard_input_one_a_line():
    result = process("check", "gout", "-", "-f", "json", stdin="CKD\r\n\n  sciatica \n")
    assert result.code == 4
    verdicts = {each["term"]: each["verdict"] for each in json.loads(result.out)["results"]}
    assert verdicts == {"gout": "not_mentioned", "CKD": "contraindicated", "sciatica": "listed_use"}


def test_nothing_to_check_exits_2():
    result = process("check", "-", stdin="\n")
    assert (result.code, result.out) == (2, "")
    assert "Nothing to check" in result.err
