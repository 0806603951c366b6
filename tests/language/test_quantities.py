"""How values are read: each quantity by its example, units, bounds, and what is no value."""

import pytest

from b12cli.check import Checker
from b12cli.language import notation, quantities
from b12cli.language.tokens import fold
from b12cli.monograph.loader import load

MEASURED = notation.data()["measured"]


@pytest.fixture(scope="module")
def checker():
    return Checker(load())


@pytest.mark.parametrize("measured", MEASURED, ids=lambda measured: measured["name"])
def test_each_quantity_is_read_as_its_example_says(measured):
    ((text, value),) = measured["example"].items()
    (found,) = quantities.read(fold(text))
    assert found.name == measured["name"]
    assert found.range.low == found.range.high == pytest.approx(value, rel=0.01)


@pytest.mark.parametrize(
    ("text", "bound", "is_open"),
    [
        ("eGFR < 15", "high", True),
        ("eGFR ≤ 15", "high", False),
        ("eGFR below 15", "high", True),
        ("eGFR > 15", "low", True),
        ("eGFR ≥ 15", "low", False),
        ("eGFR at least 15", "low", False),
    ],
)
def test_a_bound_leaves_one_side_open(text, bound, is_open):
    (found,) = quantities.read(fold(text))
    assert getattr(found.range, bound) == 15
    assert getattr(found.range, f"{bound}_open") == is_open
    assert found.range.low < found.range.high


@pytest.mark.parametrize(
    "text", ["K 40 mg", "Mg 500mg", "Ca tabs", "K x 2", "folate 5mg", "Na 1/7"]
)
def test_a_dose_is_no_value(text):
    assert quantities.read(fold(text)) == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # On this side of a threshold, on the other, and on both.
        ("creatinine > 600", "contraindicated"),
        ("creatinine > 400", "possible_contraindication"),
        ("creatinine < 100", "not_mentioned"),
        ("eGFR < 15", "contraindicated"),
        ("eGFR < 20", "possible_contraindication"),
        ("eGFR ≤ 14", "contraindicated"),
        ("eGFR 15", "possible_contraindication"),
        ("eGFR > 90", "not_mentioned"),
    ],
)
def test_a_range_is_as_certain_as_it_lies(text, verdict, checker):
    assert checker.check(text).verdict == verdict
