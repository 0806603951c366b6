"""The names in a text: which ones, where, and in what context.

A name that has the head of a phrase is what the phrase is about; any other only narrows or
surrounds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from b12cli.language.context import contexts
from b12cli.language.grammar import Assertion, grammar
from b12cli.language.phrases import Text
from b12cli.monograph.model import Place
from b12cli.thesaurus.names import Name, Names
from b12cli.thesaurus.spans import delimiters, is_linked, is_name


class Mention(Struct, frozen=True):
    """A name of a place in a text: at which tokens, and whether it is a head.

    ``context`` is None if the text says that the patient has it. ``is_guess``: it was found only by
    words that may be something else.
    """

    place: Place
    name: Name
    positions: frozenset[int]
    is_head: bool
    context: Assertion | None
    is_guess: bool = False

    @property
    def is_near(self) -> bool:
        """Whether the text mentions something near the place, and not the thing itself."""
        return self.name.is_near or not self.is_head or self.is_guess


class Reader:
    """Reads texts with the names of a monograph."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def mentions(self, text: Text) -> list[Mention]:
        """The names in the text, without those inside a longer one."""
        kept = self.kept(text)
        own = [(quantity, spot) for quantity, spot in text.quantities if quantity.is_own]
        spots = [positions for _, positions in (*kept, *own)]
        said = dict(zip(spots, contexts(text, spots), strict=True))
        return [
            Mention(
                each.place,
                each,
                positions,
                _is_head(text, positions, each),
                said[positions],
                all(self.names.vocabulary.is_guess(text.tokens[at].word) for at in positions),
            )
            for name, positions in kept
            for each in self._resolved(text, name, positions)
            if each.place
        ] + [
            Mention(each.place, each, spot, True, said[spot])
            for quantity, spot in own
            for each in self.names.measured(quantity, text.words(spot))
            if each.place
        ]

    def _resolved(self, text: Text, name: Name, positions: frozenset[int]) -> list[Name]:
        """The meanings of the name here: the places that it leads to."""
        beside = (token.word for at, token in enumerate(text.tokens) if at not in positions)
        return self.names.disambiguated(name, map(self.names.vocabulary.key, beside))

    def excluded(self, text: Text, is_said: Callable[[Name], bool]) -> frozenset[int]:
        """The tokens of phrases that only look like names, and of names of several words for things
        that are not in the monograph: high blood pressure is not "pressure"."""
        return frozenset[int]().union(
            *(
                positions
                for name, positions in self.kept(text)
                if name.is_exclusion
                or (len(name.needed) > 1 and not self.names.resolved(name) and not is_said(name))
            )
        )

    def kept(self, text: Text) -> list[tuple[Name, frozenset[int]]]:
        """The names in the text with their tokens, wherever they lead, without those inside a
        longer one."""
        found = list(self._found(text))
        best: dict[frozenset[int], tuple[bool, int]] = {}
        for name, positions, is_exact in found:
            rank = _rank(name, is_exact)
            best[positions] = max(best.get(positions, rank), rank)

        def is_inside(positions: frozenset[int]) -> bool:
            """Whether a longer name has these words; but "B12 deficiency" is no part of a name that
            "B12" and "diet" form across "due to", unless that is said word for word."""
            longer = [other for other in best if positions < other]
            if len({text.phrase_of[at] for at in positions}) == 1:
                longer = [each for each in longer if best[each][0] or not is_linked(text, each)]
            return bool(longer)

        def is_measured(name: Name, positions: frozenset[int]) -> bool:
            """Whether it is only a value's: an eGFR of 90 is not about the kidney."""
            is_part = any(positions <= spot for _, spot in text.quantities)
            return is_part and not name.is_counted

        return [
            (name, positions)
            for name, positions, is_exact in found
            # What the monograph calls so hides none of the same meaning, which may be graver.
            if _rank(name, is_exact) == best[positions] or (is_exact and name.is_own)
            if not is_inside(positions) and not is_measured(name, positions)
        ]

    def _found(self, text: Text) -> Iterator[tuple[Name, frozenset[int], bool]]:
        where = self.keys(text)
        words = [token.word for token in text.tokens]
        for name in self.names.within(where):
            for spot in _in_order(name, where) if name.is_counted else _spots(name, where, text):
                is_exact = tuple(words[min(spot) : max(spot) + 1]) == name.words
                if name.senses and not text.has(name.text):
                    continue
                if (is_exact or not name.is_idiom) and (
                    (is_exact and not delimiters(text, spot)) or is_name(text, spot, name)
                ):
                    yield name, spot, is_exact

    def keys(self, text: Text) -> dict[str, list[frozenset[int]]]:
        """The possible keys of the text's words, and the tokens of each."""
        where: dict[str, list[frozenset[int]]] = defaultdict(list)
        vocabulary = self.names.vocabulary
        for at, token in enumerate(text.tokens):
            if at and not token.delimiter and text.tokens[at - 1].word in grammar().titles:
                continue  # Mr Child
            for reading in vocabulary.readings(token.word):
                for key in reading:
                    where[key].append(frozenset((at,)))
            if at and not token.delimiter:
                for key in vocabulary.joined(text.tokens[at - 1].word, token.word):
                    where[key].append(frozenset((at - 1, at)))
        return where


def _rank(name: Name, is_exact: bool) -> tuple[bool, int]:
    """What counts among names with the same words: those said exactly, or else those with the most
    words."""
    return is_exact and not name.is_own, len(name.needed)


def _spots(
    name: Name, where: Mapping[str, list[frozenset[int]]], text: Text
) -> set[frozenset[int]]:
    """The tokens of a name's words, for each position of the rarest, the others as near to it as
    possible: without a delimiter between if possible, and of two equally near the later one, as in
    "no liver failure, kidney failure"."""

    def nearness(at: int, anchor: int) -> tuple[int, int]:
        segments = [text.phrases[text.phrase_of[each]].segment for each in (at, anchor)]
        return abs(segments[0] - segments[1]), abs(at - anchor)

    rarest = min(name.needed, key=lambda key: len(where[key]))
    spots = set()
    for anchor in where[rarest]:
        positions = set(anchor)
        for key in name.needed:
            if not any(spot <= positions for spot in where[key]):
                positions |= min(where[key], key=lambda spot: nearness(min(spot), min(anchor)))
        spots.add(frozenset(positions))
    return spots


def _in_order(name: Name, where: Mapping[str, list[frozenset[int]]]) -> set[frozenset[int]]:
    """The tokens of a name with numbers, which count what comes after them: its words must be in
    order."""
    first, *others = name.needed
    spots = set()
    for start in where[first]:
        positions = [min(start)]
        for key in others:
            positions += sorted(min(spot) for spot in where[key] if min(spot) > positions[-1])[:1]
        if len(positions) == len(name.needed):
            spots.add(frozenset(positions))
    return spots


def _is_head(text: Text, positions: frozenset[int], name: Name) -> bool:
    phrase = text.phrases[text.phrase_of[min(positions)]]
    # A name made only of modifiers, such as liver disease, is the head if it comes last.
    is_head = phrase.head in (None, *positions) or positions.issuperset(phrase.content[-2:])
    if not name.is_near:
        return phrase.is_own and is_head
    if name.is_bare:
        # An organ alone means that something is wrong with it; beside another head it only says
        # where that is.
        is_alone = all(each.head is None for each in text.phrases)
        return is_alone and not grammar().is_healthy(
            token.word for at, token in enumerate(text.tokens) if at not in positions
        )
    # A name of what is near counts in any phrase: anemia of CKD.
    return is_head and not _is_of_something(text, positions)


def _is_of_something(text: Text, positions: frozenset[int]) -> bool:
    """Whether it is a word that asks "to what", and the answer is given: an allergy to penicillin
    is not just an allergy."""
    (first, *others) = positions
    known = grammar()
    if others or text.tokens[first].word not in known.relational:
        return False
    segment = text.phrases[text.phrase_of[first]].segment
    segments = {segment}
    if first + 1 < len(text.tokens) and text.tokens[first + 1].delimiter == ":":
        segments.add(segment + 1)
    return any(
        at not in positions and known.is_content(text.tokens[at].word)
        for phrase in text.phrases
        if phrase.segment in segments
        for at in phrase.content
    )
