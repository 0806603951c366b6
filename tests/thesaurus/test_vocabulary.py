"""What a word may stand for: what begins so that it is something else."""

import pytest

from b12cli.check import Checker
from b12cli.language.grammar import compiled
from b12cli.monograph.loader import load

PREFIXES = compiled()["grammar"]["distinct_prefixes"]


@pytest.mark.parametrize(("prefix", "example"), PREFIXES.items())
def test_a_prefix_makes_its_example_something_else(prefix, example):
    checker = Checker(load())
    assert checker.check(example).verdict == "not_mentioned"
    assert checker.check(example.removeprefix(prefix)).verdict != "not_mentioned"


@pytest.mark.parametrize(
    ("term", "verdict"),
    [
        # Changed round, also where the first letter is; missing, wrong, and too much.
        ("espsis", "contraindicated"),
        ("pregnnat", "contraindicated"),
        ("arthritiss", "listed_use"),
        ("siatica", "listed_use"),
        ("ichy", "not_mentioned"),
        # By ear; cut off; written as two.
        ("pernishus anaemia", "listed_use"),
        ("pern. anaemia", "listed_use"),
        ("re nal failure", "contraindicated"),
        # What is short, or only sounds like a word, may well be something else.
        ("lexer", "possible_contraindication"),
        ("lives in Napier", "possible_contraindication"),
        ("pragnent", "contraindicated"),
        # Most words are like some acronym.
        ("Emacs", "not_mentioned"),
        ("still an inpt", "not_mentioned"),
        ("SABA inhaler", "not_mentioned"),
        # A word of its own is none of another.
        ("hypertension", "not_mentioned"),
        ("sceptic", "not_mentioned"),
    ],
)
def test_a_word_is_read_as_what_it_was_meant_for(term, verdict):
    assert Checker(load()).check(term).verdict == verdict


def test_what_begins_otherwise_is_a_kind_of_what_it_ends_in():
    assert Checker(load()).check("osteosepsis").verdict == "not_mentioned"  # too short an ending
    assert Checker(load()).check("neuroarthritis").verdict == "listed_use"
