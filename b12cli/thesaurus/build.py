"""Builds the index of the thesaurus."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import get_args

from msgspec.structs import replace

from b12cli.language.grammar import grammar
from b12cli.language.lexicon import frequency
from b12cli.language.quantity import Range
from b12cli.language.tokens import stem, words
from b12cli.monograph.concept import Concept, Past, above
from b12cli.thesaurus.icd10 import categories, expanded
from b12cli.thesaurus.index import Index, Synsets, indexed, searchable, upwards
from b12cli.thesaurus.model import Sense, Thesaurus
from b12cli.thesaurus.thresholds import threshold


def build(thesaurus: Thesaurus, same: Iterable[str] = ()) -> Index:
    """The index of a thesaurus; ``same`` has lines of words that mean the same, besides those of
    the package."""
    known = _synsets((*grammar().synsets, *same))
    listed = list(_names(thesaurus.concepts))
    listed += [(each.name, "", False) for each in thesaurus.ambiguous]
    first_excluded = len(listed)
    listed += [(phrase, "", False) for phrase in thesaurus.exclusions]
    spelled = [words(name) for name, _, _ in listed]
    keys = {word: known.key(word) for word in sorted(set().union(*spelled))}
    names = []
    first: dict[str, str] = {}
    postings: dict[str, list[int]] = defaultdict(list)
    for at, ((name, concept, is_hidden), said) in enumerate(zip(listed, spelled, strict=True)):
        found = indexed(name, said, [keys[word] for word in said], concept, at >= first_excluded)
        flags = "i" * found.is_idiom + "c" * found.is_counted + "h" * is_hidden
        names.append("\t".join([name, concept, " ".join(found.needed), flags]))
        if concept:
            first.setdefault(concept, str(at))
        for key in dict.fromkeys(keys[word] for word in searchable(said)):
            postings[key].append(at)
    broader = _broader(thesaurus.concepts)
    below = _reversed(broader)
    codes = _codes(thesaurus.concepts)
    coded = _reversed(codes)
    return Index(
        known,
        names,
        {key: " ".join(map(str, numbers)) for key, numbers in postings.items()},
        keys,
        {
            label: "\t".join([first[label], *map("\n".join, (wider, below[label], coded[label]))])
            for label, wider in broader.items()
        },
        {code: "\n".join(labels) for code, labels in codes.items()},
        {each.name: _cued(each.senses, known) for each in thesaurus.ambiguous},
        thesaurus.allergy_to,
        _thresholds(thesaurus.concepts),
        _acronyms(name for name, _, _ in listed),
        _past(thesaurus.concepts, broader),
        _inherited(thesaurus.concepts, broader),
        {
            each: context
            for context, codes in thesaurus.code_contexts.items()
            for code in codes
            for each in expanded(code)
        },
    )


def _synsets(lines: Iterable[str]) -> Synsets:
    """The synsets in lines of words that mean the same, the most common first."""
    representative: dict[str, str] = {}
    commonest: dict[str, str] = {}
    known = list(filter(None, map(words, lines)))
    for spelled in known:
        stems = list(map(stem, spelled))
        shared = next((representative[each] for each in stems if each in representative), stems[0])
        for each in stems:
            representative.setdefault(each, shared)
        commonest.setdefault(shared, spelled[0])
    return Synsets(representative, commonest, tuple(dict.fromkeys(chain.from_iterable(known))))


def _past(concepts: Sequence[Concept], broader: Mapping[str, Sequence[str]]) -> dict[str, Past]:
    """How much of each concept that doesn't last remains once it is past: its own value, or else
    the most that its broader concepts have."""
    left: dict[str, Past] = {each.concept: each.past for each in concepts if each.past}
    for concept in broader:
        for label in upwards(concept, lambda each: broader.get(each, ()), left):
            most = (left.get(each, "lasts") for each in broader.get(label, ()))
            left[label] = min(most, key=get_args(Past).index, default="lasts")
    return {label: left[label] for label in broader if left[label] != "lasts"}


def _inherited(
    concepts: Sequence[Concept], broader: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """The concepts that are inherited, or of which something broader is."""
    own = {each.concept for each in concepts if each.inherited}
    return tuple(
        label
        for label in broader
        if not own.isdisjoint((label, *above(label, lambda each: broader.get(each, ()))))
    )


def _thresholds(concepts: Iterable[Concept]) -> dict[str, list[tuple[str, Range]]]:
    found: dict[str, list[tuple[str, Range]]] = defaultdict(list)
    for each in concepts:
        for value in each.values:
            if read := threshold(value.value):
                found[read[0]].append((each.concept, read[1]))
    return found


def _acronyms(names: Iterable[str]) -> tuple[str, ...]:
    """The words that are written in capitals in all of the names, and are no English or medical
    words."""
    written = set(re.findall(r"[^\W\d_]+", " ".join(names)))
    known = {word.lower() for word in written if not word.isupper()}
    acronyms = {word.lower() for word in written if word.isupper()} - known
    return tuple(sorted(word for word in acronyms if frequency(word) is None))


def _cued(senses: Iterable[Sense], known: Synsets) -> tuple[Sense, ...]:
    """The senses, with keys for the words of their cues."""
    return tuple(
        replace(sense, cues=tuple([" ".join(map(known.key, words(cue))) for cue in sense.cues]))
        for sense in senses
    )


def _names(concepts: Iterable[Concept]) -> Iterator[tuple[str, str, bool]]:
    """Each name of a concept, with the concept, and whether it is hidden."""
    for each in concepts:
        for name in (each.concept, *each.aliases, *each.abbreviations):
            yield name, each.concept, False
        for name in each.hidden:
            yield name, each.concept, True
        for name in each.narrower:
            yield name, name, False


def _broader(concepts: Iterable[Concept]) -> dict[str, list[str]]:
    """What each concept is a kind of; what is no concept, which lint warns of, is left out."""
    found: dict[str, list[str]] = {}
    for each in concepts:
        found.setdefault(each.concept, []).extend(each.broader)
        for name in each.narrower:
            found.setdefault(name, []).append(each.concept)
    return {
        label: [each for each in dict.fromkeys(wider) if each in found]
        for label, wider in found.items()
    }


def _reversed(lists: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The keys of each value."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, values in lists.items():
        for value in values:
            found[value].append(key)
    return found


def _codes(concepts: Iterable[Concept]) -> dict[str, list[str]]:
    """The concepts of each code; those of a block go to its categories that have none."""
    codes: dict[str, list[str]] = defaultdict(list)
    blocks: dict[str, list[str]] = defaultdict(list)
    for each in concepts:
        for code in each.codes:
            first, _, last = code.partition(" ")[0].partition("-")
            if last:
                for category in categories(first, last):
                    blocks[category].append(each.concept)
            else:
                codes[first.replace(".", "")].append(each.concept)
    return {**blocks, **codes}
