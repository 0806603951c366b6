"""How quantities with a time are read: weight gained, and the age of who was born in a year."""

from datetime import date

import pytest

from b12cli.check import Checker
from b12cli.monograph.loader import load


@pytest.fixture(scope="module")
def checker():
    return Checker(load())


@pytest.mark.parametrize(
    "text",
    [
        "Wt 81.2 -> 87.6 kg in 10/7",
        "weight up from 60 to 66 kg over 2/52",
        "weight 185 > 197 lb in nine days",
        "gained 6 pounds in a week",
        "weight up by 3.4 kg in 24 hours",
        "put on another 4kg this week",
        "+3 kg in a fortnight",
        "wt up 3kg/1 week",
        "scale log: 91.2 -> 97.5 kg in 11 days",
        "gained 2 kg in 3 days",
    ],
)
def test_weight_that_is_gained_fast_is_a_serious_effect(text, checker):
    result = checker.check(text)
    assert result.verdict == "serious_side_effect"
    assert [hit.name for hit in result.hits] == ["Rapid weight gain"]


@pytest.mark.parametrize(
    "text",
    [
        "Wt 87.6 -> 81.2 kg in 10/7",
        "Wt 81.2 (1/11) -> 87.6 kg in 10/7",  # which is a value and which a date isn't clear
        "gained 1.5 kg in 3 days",
        "gained 5 kg in 3 months",
        "gained 5 kg in weeks",
        "gained 3 kg in 0 months",
        "denies gaining 5 kg in a week",
        "dumbbells up 4 reps in a week",
    ],
)
def test_what_is_lost_or_little_or_slow_is_none(text, checker):
    assert checker.check(text).verdict in ("not_mentioned", "mentioned")


@pytest.mark.parametrize(
    ("years", "verdict"),
    [(18, "possible_contraindication"), (19, "not_mentioned"), (-1, "not_mentioned")],
)
def test_who_was_born_in_a_year_has_one_of_two_ages_today(years, verdict, checker):
    assert checker.check(f"DOB {date.today().year - years}").verdict == verdict
