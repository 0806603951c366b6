"""How people ask: each phrase of expansions.yaml decides what some question finds."""

from scoring import MONOGRAPHS, QUERIES, QUERY_SETS, asked, rows, searcher

from b12cli import query
from b12cli.language.expansions import expansions
from b12cli.language.grammar import compiled
from b12cli.language.tokens import stem, words

DRUGS = ["", *sorted(file.stem for file in MONOGRAPHS.glob("*.yaml"))]

# For phrases that decide neither what they find alone nor any query of the sets in tests/search.
EXAMPLES = [
    "can I inject it myself",
    "what makes b12 low",
    "what is the reason for low b12",
    "can I give up the injections",
    "double dose by mistake",
    "does everyone get diarrhea",
]


def test_each_expansion_decides_a_query(monkeypatch):
    known = expansions()
    sets = {name: rows(QUERIES / f"{name}.yaml") for name in QUERY_SETS}
    queries = [(asked(name), str(row["q"])) for name, listed in sets.items() for row in listed]
    queries += [(drug, each) for drug in DRUGS for each in EXAMPLES]
    stems = {(drug, text): tuple(map(stem, words(text))) for drug, text in queries}

    def found(drug, text, used):
        with monkeypatch.context() as patch:
            patch.setattr(query, "expansions", lambda: used)
            return [hit.place for hit in searcher(drug).find(text).hits]

    def is_needed(said, expansion):
        others = [each for each in known if each is not expansion]
        asking = [(drug, said) for drug in DRUGS]
        asking += [each for each in stems if list(query.starts(stems[each], expansion.phrase))]
        return any(found(*each, known) != found(*each, others) for each in asking)

    phrases = [each for said in compiled()["expansions"].values() for each in said.split(", ")]
    named = zip(phrases, known, strict=True)
    needless = [said for said, expansion in named if not is_needed(said, expansion)]
    assert needless == [], "remove it, or give EXAMPLES a query that it decides"
