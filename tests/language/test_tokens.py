"""A text is the same in whatever letters and signs it is written."""

import pytest

from b12cli.check import Checker
from b12cli.monograph.loader import load


@pytest.fixture(scope="module")
def checker():
    return Checker(load())


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("7‑year‑old", "7-year-old"),
        ("end‐stage renal disease", "end-stage renal disease"),
        ("breast–feeding", "breast-feeding"),
        ("Child–Pugh 11", "Child-Pugh 11"),
        ("folic acid deﬁciency", "folic acid deficiency"),
        ("Leber’s disease", "Leber's disease"),
        ("ｋｉｄｎｅｙ failure", "kidney failure"),
        ("anémie, kidney\xa0failure", "anemie, kidney failure"),
        ("creatinine 640 µmol/L", "creatinine 640 umol/L"),
        ("VA 6⁄60", "VA 6/60"),
        ("14½ years old", "14.5 years old"),
        ("pregnant\u2009?", "pregnant?"),
    ],
)
def test_a_term_is_read_alike_however_it_is_written(written, plain, checker):
    one, other = checker.check(written), checker.check(plain)
    assert one.verdict == other.verdict != "not_mentioned"
    assert (one.context, one.unread) == (other.context, other.unread)


def test_a_half_is_no_second_number(checker):
    assert checker.check("71½ years old").verdict == "not_mentioned"


def test_a_dash_between_spaces_divides(checker):
    assert checker.check("no fever – kidney failure").verdict == "contraindicated"
