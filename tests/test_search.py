"""Search: what people mean comes first, and what isn't there isn't found."""

import json
from collections import defaultdict

import pytest
from scoring import SETS, answers

from b12cli.loader import load
from b12cli.search.find import Index

FLOOR = 0.95
"""The share of each kind that must be right, over all sets together."""

KINDS = defaultdict(list)
for name in SETS:
    for answer in answers(name):
        KINDS[answer.kind].append(answer)


@pytest.fixture(scope="module")
def index():
    return Index(load())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_of_query_stays_above_the_floor(kind):
    wrong = [answer for answer in KINDS[kind] if not answer.right]
    assert len(wrong) <= (1 - FLOOR) * len(KINDS[kind]), wrong


def first(index, query):
    hits = index.find(query).hits
    return hits[0].entry.name if hits else None


def test_every_entry_is_found_by_its_name_and_aliases(index):
    """By an alias that several entries share, any of them."""
    named = defaultdict(set)
    for section in load().sections:
        for group in section.groups:
            for entry in group.entries:
                for phrase in (entry.name, *entry.aliases, *entry.related):
                    named[phrase].add((group.group, entry.name))
    lost = {}
    for phrase, entries in named.items():
        found = {(hit.group.group, hit.entry.name) for hit in index.find(phrase).hits}
        if not found & entries:
            lost[phrase] = found
    assert lost == {}


@pytest.mark.parametrize(
    ("query", "answer", "corrected_to"),
    [
        ("sciatca", "Sciatica", "sciatica"),
        ("Iregular HEART rate", "Increased or irregular heart rate", "irregular heart rate"),
        ("itchyness", "Itchiness", "itchiness"),
        ("sciat", "Sciatica", None),
        ("sciatica", "Sciatica", None),
    ],
)
def test_a_correction_is_told_and_nothing_else_is_called_one(query, answer, corrected_to, index):
    found = index.find(query)
    assert found.hits[0].entry.name == answer
    assert found.corrected_to == corrected_to


def test_text_and_json_tell_a_correction(b12):
    assert b12("search", "sciatca").out.startswith(
        "Nothing for “sciatca”, showing results for “sciatica”\n"
    )
    assert json.loads(b12("search", "sciatca", "-f", "json").out)["corrected_to"] == "sciatica"


@pytest.mark.parametrize("query", ["amnesia", "tinnitus", "nausea", "weight loss", "heart failure"])
def test_what_only_looks_like_an_entry_is_not_found(query, index):
    assert index.find(query).hits == ()


@pytest.mark.parametrize("query", ["needles", "water", "family"])
def test_half_of_an_alias_is_not_the_alias(query, index):
    assert index.find(query).hits == ()


def test_several_things_asked_at_once_are_all_found(index):
    names = {hit.entry.name for hit in index.find("kidney failure and pregnancy").hits}
    assert names == {"Kidney failure", "Pregnant women"}


def test_near_terms_are_suggested_where_a_correction_would_be_a_guess(b12):
    result = b12("search", "cochrain")
    assert result == (1, "", "b12: nothing found for “cochrain”. Did you mean “Cochrane”?\n")
    assert json.loads(b12("search", "cochrain", "-f", "json").out)["suggestions"] == ["Cochrane"]


def test_a_hit_says_by_what_it_answers(b12):
    hit = json.loads(b12("search", "pins and needles", "-f", "json").out)["hits"][0]
    assert hit == {
        "section": "side-effects",
        "group": "serious",
        "name": "Numbness, tingling or muscular weakness",
        "detail": None,
        "matched": "pins and needles",
    }
