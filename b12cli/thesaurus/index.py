"""The thesaurus as it is looked up: what can be computed before anybody asks is in a file.

``build`` makes an ``Index`` of ``data/thesaurus.yaml``; ``tools/compile.py`` keeps it in
``index.json``, so that a start doesn't pay for the size of the thesaurus.
"""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from b12cli.language.grammar import Assertion, grammar
from b12cli.language.quantities import Range, threshold
from b12cli.language.tokens import learn, stem, words
from b12cli.monograph.concept import Concept, Past
from b12cli.monograph.model import Monograph

_LETTER = re.compile(r"(?<=\w )[A-Z]\b")
"""A letter that tells one thing from others, as in vitamin A."""

INDEX_FILE = Path(__file__).with_name("index.json")


class Sense(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an ambiguous name may mean: a concept, or something ``other`` that is none of ours.

    ``cues`` are words beside it, or several together, that decide for this sense.
    """

    concept: str | None = None
    other: str | None = None
    cues: tuple[str, ...] = ()


class Ambiguous(Struct, frozen=True, forbid_unknown_fields=True):
    """A name that has several senses; one in capitals is read in its own case only."""

    name: str
    senses: tuple[Sense, ...]


class Thesaurus(Struct, frozen=True, forbid_unknown_fields=True):
    """The file.

    ``exclusions`` are phrases that have a name in them and mean something else; ``allergy_to`` is
    how an allergy to a substance is worded, which is made with the substances of an entry;
    ``code_contexts`` are codes whose titles speak of something in a context.
    """

    concepts: tuple[Concept, ...]
    ambiguous: tuple[Ambiguous, ...] = ()
    exclusions: tuple[str, ...] = ()
    allergy_to: tuple[str, ...] = ()
    code_contexts: dict[Assertion, tuple[str, ...]] = {}


class IndexedName(NamedTuple):
    """A name, and the concept that is called so; none for an ambiguous name or an exclusion.

    ``needed`` are the keys that a text must have; ``is_idiom``: common words that mean it word
    for word only; ``is_counted``: it has a range of numbers; ``is_hidden``: it is not shown.
    """

    text: str
    concept: str
    needed: tuple[str, ...]
    is_idiom: bool = False
    is_counted: bool = False
    is_hidden: bool = False


class Synonyms(Struct, frozen=True):
    """Words that mean the same: by their stem the one that stands for all, by that the commonest,
    and all of them."""

    representative: dict[str, str]
    commonest: dict[str, str]
    words: tuple[str, ...]

    def key(self, word: str) -> str:
        """What all forms, spellings and synonyms of a word share; a range of numbers is its own."""
        if word.startswith("{"):
            return word
        stemmed = stem(word)
        return self.representative.get(stemmed, stemmed)


class Index(Struct, frozen=True, dict=True):
    """The thesaurus by what it is asked for.

    What one question needs little of is kept as text, and taken apart when it is asked for:
    ``names`` (see ``name``), those of a concept one after the other from its ``first`` on;
    ``having``, the numbers of the names that have a key; ``broader`` and ``codes``, whose labels
    are joined by a bar. ``words`` has the key of each word; ``allergy_to`` how an allergy to a
    substance is worded; ``thresholds`` the concepts of each quantity, with the range of values
    that means them; ``past`` what is left of a past one, of the concepts that don't last;
    ``code_contexts`` the context that the title of a code speaks in.
    """

    synonyms: Synonyms
    names: list[str]
    first: dict[str, int]
    having: dict[str, str]
    words: dict[str, str]
    broader: dict[str, str]
    codes: dict[str, str]
    senses: dict[str, tuple[Sense, ...]]
    allergy_to: tuple[str, ...]
    thresholds: dict[str, list[tuple[str, Range]]]
    past: dict[str, Past]
    code_contexts: dict[str, Assertion]

    def name(self, number: int) -> IndexedName:
        """The name of this number."""
        text, concept, needed, flags = self.names[number].split("\t")
        keys = tuple(needed.split(" "))
        return IndexedName(text, concept, keys, "i" in flags, "c" in flags, "h" in flags)

    def numbers(self, key: str) -> list[int]:
        """The numbers of the names that have the key."""
        return [int(each) for each in self.having.get(key, "").split()]

    def called(self, keys: Collection[str]) -> list[str]:
        """The concepts of which these are all the keys of a name."""
        if not keys or not all(key in self.having for key in keys):
            return []
        wanted = set(keys)
        rarest = min(wanted, key=lambda key: len(self.having[key]))
        names = map(self.name, self.numbers(rarest))
        found = (name.concept for name in names if wanted == set(name.needed))
        return list(dict.fromkeys(filter(None, found)))

    def code_context(self, code: str) -> Assertion | None:
        """The context that the title of a code speaks in, if it is one of those."""
        wider = _widening(code.upper().replace(".", ""))
        return next(filter(None, map(self.code_contexts.get, wider)), None)

    def parents(self, concept: str) -> list[str]:
        """What the concept is a kind of."""
        return list(filter(None, self.broader[concept].split("|")))

    def above(self, concept: str) -> Iterator[str]:
        """All that the concept is a kind of, up to the top."""
        seen, waiting = {concept}, [concept]
        while waiting:
            for each in self.parents(waiting.pop()):
                if each not in seen:
                    seen.add(each)
                    waiting.append(each)
                    yield each

    def coded(self, code: str) -> list[str]:
        """The concepts that a code is, or a kind of: those of the longest that is listed."""
        listed = filter(None, map(self.codes.get, _widening(code)))
        return next((each.split("|") for each in listed), [])

    def shown(self, concept: str) -> Iterator[str]:
        """The names of a concept that are shown."""
        at = self.first[concept]
        while at < len(self.names) and (name := self.name(at)).concept == concept:
            if not name.is_hidden:
                yield name.text
            at += 1

    @cached_property
    def narrower(self) -> dict[str, list[str]]:
        """The kinds of each concept."""
        found: dict[str, list[str]] = defaultdict(list)
        for concept in self.broader:
            for above in self.parents(concept):
                found[above].append(concept)
        return found


@cache
def compiled() -> Index:
    """The index of the package's thesaurus, as it was made before."""
    return msgspec.json.decode(INDEX_FILE.read_bytes(), type=Index)


def index_for(monograph: Monograph) -> Index:
    """The index that a monograph is read by: the package's, unless the file adds to it."""
    if not (monograph.concepts or monograph.words.same):
        return compiled()
    from b12cli.thesaurus.loader import thesaurus

    return build(extended(thesaurus(), monograph.concepts), monograph.words.same)


def extended(thesaurus: Thesaurus, added: Iterable[Concept]) -> Thesaurus:
    """The thesaurus with these concepts, or with more names of those that it has."""
    concepts = {each.concept: each for each in thesaurus.concepts}
    for each in added:
        known = concepts.get(each.concept)
        concepts[each.concept] = _joined(known, each) if known else each
    return replace(thesaurus, concepts=tuple(concepts.values()))


def _joined(one: Concept, other: Concept) -> Concept:
    lists = ("broader", "aliases", "abbreviations", "hidden", "narrower", "codes", "values")
    both = {each: (*getattr(one, each), *getattr(other, each)) for each in lists}
    return replace(one, **both)


def synonyms(lines: Iterable[str]) -> Synonyms:
    """What lines of words that mean the same, the commonest first, say of each word."""
    representative: dict[str, str] = {}
    commonest: dict[str, str] = {}
    known = list(filter(None, map(words, lines)))
    learn(set().union(*known))
    for spelled in known:
        stems = list(map(stem, spelled))
        shared = next((representative[each] for each in stems if each in representative), stems[0])
        for each in stems:
            representative.setdefault(each, shared)
        commonest.setdefault(shared, spelled[0])
    return Synonyms(representative, commonest, tuple(dict.fromkeys(chain.from_iterable(known))))


def build(thesaurus: Thesaurus, same: Iterable[str] = ()) -> Index:
    """The index of a thesaurus; ``same`` are lines of words that mean the same, beside those of
    the package."""
    known = synonyms((*grammar().same, *same))
    listed = list(_names(thesaurus.concepts))
    listed += [(each.name, "", False) for each in thesaurus.ambiguous]
    first_excluded = len(listed)
    listed += [(phrase, "", False) for phrase in thesaurus.exclusions]
    spelled = [words(name) for name, _, _ in listed]
    every = sorted(set().union(*spelled))
    learn(every)
    keys = {word: known.key(word) for word in every}
    names = []
    first: dict[str, int] = {}
    having: dict[str, list[int]] = defaultdict(list)
    for at, ((name, concept, is_hidden), said) in enumerate(zip(listed, spelled, strict=True)):
        found = indexed(name, said, [keys[word] for word in said], concept, at >= first_excluded)
        flags = "i" * found.is_idiom + "c" * found.is_counted + "h" * is_hidden
        names.append("\t".join([name, concept, " ".join(found.needed), flags]))
        if concept:
            first.setdefault(concept, at)
        for key in dict.fromkeys(keys[word] for word in searchable(said)):
            having[key].append(at)
    return Index(
        known,
        names,
        first,
        {key: " ".join(map(str, numbers)) for key, numbers in having.items()},
        keys,
        {label: "|".join(above) for label, above in _broader(thesaurus.concepts)},
        {code: "|".join(labels) for code, labels in _codes(thesaurus.concepts).items()},
        {each.name: _cued(each.senses, known) for each in thesaurus.ambiguous},
        thesaurus.allergy_to,
        _thresholds(thesaurus.concepts),
        _past(thesaurus.concepts),
        {
            each: context
            for context, codes in thesaurus.code_contexts.items()
            for code in codes
            for each in expanded(code)
        },
    )


def _widening(code: str) -> Iterator[str]:
    """The code without its point, and those that hold it, up to its category."""
    return (code[:length] for length in range(len(code), 2, -1))


def expanded(code: str) -> Iterator[str]:
    """The code without its point, or the categories of a block."""
    first, _, last = code.partition("-")
    if last:
        yield from categories(first, last)
    else:
        yield first.replace(".", "")


def _past(concepts: Sequence[Concept]) -> dict[str, Past]:
    """What is left of each concept that doesn't last: what it says itself, else what is most of
    what those say that it is a kind of."""
    said: dict[str, Past] = {each.concept: each.past for each in concepts if each.past}
    above = dict(_broader(concepts))

    left: dict[str, Past] = dict(said)
    for concept in above:
        for label in upwards(concept, lambda each: above.get(each, ()), left):
            broader = (left.get(each, "lasts") for each in above.get(label, ()))
            left[label] = min(broader, key=get_args(Past).index, default="lasts")
    return {label: left[label] for label in above if left[label] != "lasts"}


def upwards(
    concept: str, parents: Callable[[str], Iterable[str]], done: Container[str]
) -> Iterator[str]:
    """The concept and all that it is a kind of, each after what is above it, without those that
    are done; a circle ends where it comes to itself again."""
    seen, way = {concept}, [concept]
    while way:
        further = next(
            (each for each in parents(way[-1]) if each not in seen and each not in done), None
        )
        if further is None:
            label = way.pop()
            if label not in done:
                yield label
        else:
            seen.add(further)
            way.append(further)


def _thresholds(concepts: Iterable[Concept]) -> dict[str, list[tuple[str, Range]]]:
    found: dict[str, list[tuple[str, Range]]] = defaultdict(list)
    for each in concepts:
        for value in each.values:
            if read := threshold(value.value):
                found[read[0]].append((each.concept, read[1]))
    return found


def _cued(senses: Iterable[Sense], known: Synonyms) -> tuple[Sense, ...]:
    """The senses with the keys of their cues in place of the words."""
    return tuple(
        replace(sense, cues=tuple([" ".join(map(known.key, words(cue))) for cue in sense.cues]))
        for sense in senses
    )


def indexed(
    name: str,
    spelled: Sequence[str],
    keys: Sequence[str],
    concept: str = "",
    is_excluded: bool = False,
) -> IndexedName:
    """A name with what finding it needs; ``spelled`` are its words and ``keys`` theirs.

    ``is_excluded``: it is a phrase that means something else than the names in it.
    """
    known = grammar()
    glue = known.glue.difference(map(str.lower, _LETTER.findall(name)))
    needed = [key for key, word in zip(keys, spelled, strict=True) if word not in glue]
    is_counted = any(word.startswith("{") for word in spelled)
    is_idiom = False
    if is_counted:
        pairs = zip(keys, spelled, strict=True)
        needed = [key for key, word in pairs if word not in known.articles]
    elif len(needed) < 2 and (is_excluded or not tells_alone(spelled)):
        needed, is_idiom = list(keys), True
    return IndexedName(name, concept, tuple(dict.fromkeys(needed)), is_idiom, is_counted)


def searchable(spelled: Sequence[str]) -> Iterator[str]:
    """The words of a name that it is looked up by: without glue, unless it has nothing else."""
    glue = grammar().glue
    yield from (word for word in spelled if word not in glue or glue.issuperset(spelled))


def tells_alone(words: Sequence[str]) -> bool:
    """Whether the name is as good as its one word that isn't glue: "mother to be" is more than
    its mother, "out of breath" more than breath."""
    known = grammar()
    return any(known.tells(word) or word in known.body for word in words) and all(
        word in known.articles or word not in known.glue for word in words
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


def _broader(concepts: Iterable[Concept]) -> Iterator[tuple[str, Sequence[str]]]:
    for each in concepts:
        yield each.concept, each.broader
        for name in each.narrower:
            yield name, (each.concept,)


def _codes(concepts: Iterable[Concept]) -> dict[str, list[str]]:
    """The concepts of each code; of a block they are those of its categories that have none."""
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


def categories(first: str, last: str) -> Iterator[str]:
    """Each category of a block of codes, as A00-A09."""
    for number in range(_number(first), _number(last) + 1):
        yield f"{chr(number // 100)}{number % 100:02}"


def _number(category: str) -> int:
    return ord(category[0]) * 100 + int(category[1:])
