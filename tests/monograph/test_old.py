"""Monographs in the forms of 0.1 and 0.2 stay valid, and answer as 0.2 answered them."""

from pathlib import Path

import pytest

from b12cli.check import Checker
from b12cli.monograph.loader import load
from b12cli.search import Searcher

OLD = Path(__file__).parent / "old"


@pytest.fixture(scope="module", params=["v0_1", "v0_2"])
def old(request):
    monograph = load(OLD / f"{request.param}.yaml")
    return request.param, Checker(monograph), Searcher(monograph)


VERDICTS = {
    "v0_1": {
        # Inline names, in any form, order and spelling.
        "grumbling frumps": "listed_use",
        "whoofles at night": "side_effect",
        "zinging ears": "serious_side_effect",
        "tongue swelling": "serious_side_effect",
        "disease, quandle": "contraindicated",
        "quandlosis": "contraindicated",
        "qdx": "contraindicated",
        "quandlossis": "contraindicated",
        # What is related is possible, or a mention.
        "quandle trouble": "possible_contraindication",
        "quandle": "possible_contraindication",
        "daughter": "possible_contraindication",
        "mopes": "mentioned",
        "noisy ears": "mentioned",
        # An alias that the thesaurus has as something near is what the file says.
        "CKD": "contraindicated",
        "dialysis": "contraindicated",
        "kidney problems": "possible_contraindication",
        # Words that mean the same, and phrases that mean something else.
        "quondle disease": "contraindicated",
        "frumpish": "listed_use",
        "quandle bird": "not_mentioned",
        # The lists of English are passed over: its own negations, whatever they say.
        "no quandlosis": "mentioned",
        "severe quandle disease": "contraindicated",
        "mumps": "not_mentioned",
    },
    "v0_2": {
        # Ranges of numbers, in words too.
        "7 year old": "contraindicated",
        "seven-year-old": "contraindicated",
        "30 months old": "contraindicated",
        "15 year old": "possible_contraindication",
        "16 years": "possible_contraindication",
        "18 year old": "not_mentioned",
        "quandle count 120": "contraindicated",
        "quandle count 20": "not_mentioned",
        "4 frumps a day": "listed_use",
        "gained 5 glumphs in 3 days": "side_effect",
        # Codes, what is below them, blocks, and what is wider.
        "Q85.1": "contraindicated",
        "Q85.12": "contraindicated",
        "Z99.2 something": "contraindicated",
        "Q82.4": "possible_contraindication",
        "Q87.0": "possible_contraindication",
        "Q85": "possible_contraindication",
        "Q85.9": "not_mentioned",
        "M54.31": "listed_use",
        # Sections and groups say what being in them means.
        "wobbles": "possible_contraindication",
        "stiff knurgle": "possible_contraindication",
        "rest often": "mentioned",
        "quondle": "possible_contraindication",
        "quandle bird": "not_mentioned",
        "frumps festival": "not_mentioned",
    },
}

ANSWERS = {
    "v0_1": {
        "frump pill": "A tablet against frumps",
        "gloomy spells": "Frumps",
        "whoofles": "Glumph",
        "frumpitis": "Frumps",
        "quandle trouble": "Quandle disease",
        "quondle": "Quandle disease",
        "who must not take it": "Contraindications",
        "another label mild": "Editor’s note",
        "old j med": "Writer, A. (2020)",
        "quandle bird": None,
    },
    "v0_2": {
        "what do people take it for": "Uses",
        "reasons to take oldine": "Prescribed for",
        "7 year old": "Very young people",
        "5 frumps a day": "Frumps",
        "mopes": "Frumps",
        "Q85.1": "Quandle disease",
        "M54.3": "Frumps",
        "knurgle": "Stiff gribbet",
        "quandle bird": None,
    },
}


def test_verdicts_of_an_old_file(old):
    version, checker, _ = old
    given = {term: checker.check(term).verdict for term in VERDICTS[version]}
    assert given == VERDICTS[version]


def test_answers_of_an_old_file(old):
    version, _, searcher = old
    found = {query: searcher.find(query).hits for query in ANSWERS[version]}
    assert {query: hits[0].name if hits else None for query, hits in found.items()} == ANSWERS[
        version
    ]


@pytest.mark.parametrize("version", VERDICTS)
def test_an_old_file_is_valid(version, b12):
    result = b12("validate", str(OLD / f"{version}.yaml"))
    assert result.code == 0
    assert result.out.startswith(f"{OLD / version}.yaml: valid")
    # It warns of names that the thesaurus has by now, and of those that it doesn't have.
    expected = ("is found even without this alias", "no concept is called")
    assert all(any(each in line for each in expected) for line in result.err.splitlines())
