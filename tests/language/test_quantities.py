"""How values are read: each quantity by its example, units, bounds, and what is no value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    for text, value in measured["example"].items():
        (found,) = quantities.read(fold(text))
        assert found.name == measured["name"]
        assert found.range.low == found.range.high == pytest.approx(value, rel=0.01)


def written(pattern):
    """Whatever the pattern reads."""
    return st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))


UNITS = [(each, unit) for each in MEASURED for unit in each["units"]]


@pytest.mark.parametrize(("measured", "unit"), UNITS)
def test_each_unit_of_a_quantity_is_read(measured, unit):
    scale = measured["units"][unit]
    factor, offset = scale if isinstance(scale, list) else (scale, 0)
    value = sum(measured["plausible"]) / 2
    number = f"{(value - offset) / factor:.1f}"

    @settings(max_examples=5, derandomize=True)
    @given(written(measured["called"][0]), written(unit))
    def is_read(name, unit):
        text = f"{name} {number} {unit}"
        (found,) = quantities.read(text)
        assert found.range.low == pytest.approx(value, rel=0.1, abs=0.1)
        assert found.end == len(text), "the unit is no part of it"

    is_read()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("creatinine 640 µmol/L", "contraindicated"),
        ("creatinine 640 μmol/L", "contraindicated"),
        ("creatinine 64 µmol/L", "not_mentioned"),
        ("creatinine 0.64 mmol/L", "contraindicated"),
        ("VA 6⁄60", "contraindicated"),
        ("temp 39.2 ℃", "possible_contraindication"),
        ("eGFR 9 mL/min/1.73 m²", "contraindicated"),
    ],
)
def test_a_unit_is_read_in_any_letters(text, verdict, checker):
    assert (checker.check(text).verdict, checker.check(text).unread) == (verdict, ())


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("vision 6/6", "not_mentioned"),
        ("6/6 vision both eyes", "not_mentioned"),
        ("VA R 6/6 L 6/9", "not_mentioned"),
        ("6/60 vision", "contraindicated"),
        ("poor vision, 6/9", "contraindicated"),
    ],
)
def test_the_name_of_an_acuity_is_only_its_values(text, verdict, checker):
    assert checker.check(text).verdict == verdict


def test_a_value_in_a_unit_of_another_kind_is_not_understood(checker):
    assert checker.check("creatinine 9 mIU/L").unread == ("creatinine 9 mIU/L",)


# A name that depends on what comes after it is read in the example of its quantity.
CALLED = [
    (each["name"], called) for each in MEASURED for called in each["called"] if "(?=" not in called
]


@pytest.mark.parametrize(("name", "called"), CALLED)
def test_each_name_of_a_quantity_is_read(name, called):
    low, high = next(each["plausible"] for each in MEASURED if each["name"] == name)

    @settings(max_examples=5, derandomize=True)
    @given(written(called))
    def is_read(said):
        assert [each.name for each in quantities.read(f"{said} {(low + high) // 2}")] == [name]

    is_read()


@pytest.mark.parametrize(
    ("text", "bound", "is_open"),
    [
        ("eGFR < 15", "high", True),
        ("eGFR ≤ 15", "high", False),
        ("eGFR below 15", "high", True),
        ("eGFR sub 15", "high", True),
        ("eGFR sub-15", "high", True),
        ("eGFR south of 15", "high", True),
        ("eGFR > 15", "low", True),
        ("eGFR north of 15", "low", True),
        ("eGFR in excess of 15", "low", True),
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
    ("text", "values"),
    [
        ("creatinine 90 on admission, now 640", {90: False, 640: True}),
        ("eGFR 60 in 2019 (now 12)", {60: False, 12: True}),
        ("temp was 36.8 this morning, most recent 39.2", {36.8: False, 39.2: True}),
        ("eGFR previously 60, currently 9", {9: True}),
        ("VA was 6/60 now 6/9", {0.1: False, 0.667: True}),
        ("creatinine 80 in 2019, 640 now", {80: False, 640: True}),
        ("eGFR was 9, now 75 after fluids", {9: False, 75: True}),
        ("eGFR 70 then 9", {9: True}),
        # The number is another's, or none of a value.
        ("eGFR 60, now Cr 88", {60: True, 88: True}),
        ("eGFR 60, Hb now 80", {60: True, 80: True}),
        ("eGFR 14, now 22 weeks", {14: True}),
        ("eGFR 14, now 12/40", {14: True}),
        ("eGFR 14. Now 60", {14: True}),
        ("VA 6/60 6/9", {0.1: True, 0.667: True}),
        ("T1DM, now 40", {}),
    ],
)
def test_of_two_values_the_one_of_now_counts_and_the_other_is_in_doubt(text, values):
    found = quantities.read(fold(text))
    assert {round(each.range.low, 3): each.is_certain for each in found} == values


@pytest.mark.parametrize(
    "text",
    [
        "eGFR (>60) 9",
        "eGFR [60-120] 9",
        "eGFR (12/03/24) 9",
        "eGFR on 12 March: 9",
        "eGFR, 9",
        "eGFR, serum 9",
        "eGFR remains 9",
        "eGFR came back at 9",
        "eGFR has been stuck at 9",
        "eGFR creeping down 40 > 20 > 9",
    ],
)
def test_what_is_said_of_a_value_may_stand_before_it(text):
    (found,) = quantities.read(fold(text))
    assert (found.name, found.range.low) == ("eGFR", 9)


@pytest.mark.parametrize("text", ["eGFR, 12 lead ECG", "eGFR, 3 tablets", "urine creatinine 7.2"])
def test_what_is_said_after_a_comma_or_of_urine_is_none_of_it(text, checker):
    assert checker.check(text).verdict == "not_mentioned"


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
        # What it was may be over.
        ("eGFR was 14, now 60", "possible_contraindication"),
        ("eGFR was 60, now 14", "contraindicated"),
    ],
)
def test_a_range_is_as_certain_as_it_lies(text, verdict, checker):
    assert checker.check(text).verdict == verdict
