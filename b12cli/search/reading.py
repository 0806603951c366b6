"""Reading a text once: which names stand in it, where, and in what context.

A text falls into *phrases*, at commas, joining words and prepositions. The head of a phrase is
its last word that isn't neutral (a side, a stage, a time): the head of "severe rheumatoid
arthritis, left" is arthritis, that of "arthritis clinic" is clinic. A name that has the head
is what the phrase speaks of; another one only narrows or surrounds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from b12cli.search.english import Cue, grammar
from b12cli.search.names import Name, Names
from b12cli.search.results import Context, Place
from b12cli.search.tokens import fold, tokens, written_out

_STOPS = frozenset(".?!;")
"""Signs that no name and no context reaches over."""

_SLASHES = frozenset(("", "/", "&", "+"))
"""Signs that a name may hold."""


class Mention(NamedTuple):
    """A name of a place in a text: at which tokens, and whether as a head.

    ``context`` is None where the text says it of the patient.
    """

    place: Place
    name: Name
    positions: frozenset[int]
    is_head: bool
    context: Context | None


class Phrase(NamedTuple):
    """Tokens between two boundaries; ``segment`` counts the stronger ones, commas and "and".

    ``is_own``: it speaks of the patient, not of a part of the phrase before it.
    ``is_first``: none stands before it but for a relation like "with".
    """

    segment: int
    head: int | None
    content: tuple[int, ...]
    is_own: bool
    is_first: bool


class Text:
    """A text's tokens, and the phrases that they are in."""

    def __init__(self, text: str, is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word
        self.tokens = tokens(written_out(fold(text)))
        self.phrases: list[Phrase] = []
        self.phrase_of: list[int] = []
        self._divide()

    def _divide(self) -> None:
        known = grammar()
        segment, opened, content = 0, "", list[int]()
        for at, (word, after) in enumerate(self.tokens):
            divides = bool(after) or word in known.joins
            relation = known.relation(word)
            # "CAPD 4 exchanges": what a number begins is a measure of the thing before it.
            relation = relation or ("place" if word[0].isdigit() and content else "")
            if at and (divides or relation):
                self._close(segment, opened, content)
                content, opened = [], ""
                segment += divides
            opened = relation or opened
            self.phrase_of.append(len(self.phrases))
            if word not in known.glue:
                content.append(at)
        self._close(segment, opened, content)

    def _close(self, segment: int, opened: str, content: list[int]) -> None:
        """Add a phrase that was opened by such a relation."""
        is_neutral = grammar().is_neutral
        telling = [at for at in content if not is_neutral(self.tokens[at].word)]
        # Shorthand that is no word, at the end: a drug, a place, a result.
        known = [at for at in telling if self._is_word(self.tokens[at].word)] or telling
        head = known[-1] if known else None
        before = self.phrases[-1] if self.phrases else None
        is_own = is_first = True
        if before and before.segment == segment:
            # After "history of" comes what the phrase is about.
            is_own = opened != "part" or (before.head is None and before.is_own)
            is_first = opened == "link" or (before.head is None and before.is_first)
        self.phrases.append(Phrase(segment, head, tuple(content), is_own, is_first))


class Reader:
    """Reads texts by the names of a monograph."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def mentions(self, text: Text) -> list[Mention]:
        """The names in the text, without those that stand in a longer one."""
        kept = self._kept(text)
        contexts = _contexts(text, [positions for _, positions in kept])
        return [
            Mention(
                name.place,
                name,
                positions,
                _is_head(text, positions, name),
                _context(contexts, positions),
            )
            for name, positions in kept
            if name.place
        ]

    def unrelated(self, text: Text) -> frozenset[int]:
        """The tokens of phrases that only look like names."""
        return frozenset[int]().union(
            *(positions for name, positions in self._kept(text) if not name.place)
        )

    def _kept(self, text: Text) -> list[tuple[Name, frozenset[int]]]:
        found = list(self._found(text))
        # Where names have the same words, those that were said exactly, else those of most words.
        best: dict[frozenset[int], tuple[bool, int]] = {}
        for name, positions, is_exact in found:
            rank = (is_exact, len(name.needed))
            best[positions] = max(best.get(positions, rank), rank)
        return [
            (name, positions)
            for name, positions, is_exact in found
            if best[positions] == (is_exact, len(name.needed))
            and not any(positions < other for other in best)
        ]

    def _found(self, text: Text) -> Iterator[tuple[Name, frozenset[int], bool]]:
        where = self.keys(text)
        words = [token.word for token in text.tokens]
        for name in self.names.within(where):
            seen = set()
            rarest = min(name.needed, key=lambda key: len(where[key]))
            for anchor in where[rarest]:
                positions = set(anchor)
                for key in name.needed:
                    if key != rarest:
                        nearest = min(
                            where[key],
                            key=lambda other: (
                                bool(
                                    positions & other
                                    and len(words) > 1
                                    and len(other) == 1
                                    and other == anchor
                                ),
                                abs(min(other) - min(anchor)),
                            ),
                        )
                        positions |= nearest
                spot = frozenset(positions)
                if "{" in name.text and not _in_order(name, where, spot):
                    continue
                is_exact = tuple(words[min(spot) : max(spot) + 1]) == name.words
                if name.is_idiom and not is_exact:
                    continue
                if spot not in seen and _is_one(text, spot, name):
                    seen.add(spot)
                    yield name, spot, is_exact

    def keys(self, text: Text) -> dict[str, list[frozenset[int]]]:
        """The keys that the text's words may have, and at which tokens each stands."""
        where: dict[str, list[frozenset[int]]] = defaultdict(list)
        vocabulary = self.names.vocabulary
        for at, token in enumerate(text.tokens):
            for reading in vocabulary.readings(token.word):
                for key in reading:
                    where[key].append(frozenset((at,)))
            if at and not token.after:
                for key in vocabulary.joined(text.tokens[at - 1].word, token.word):
                    where[key].append(frozenset((at - 1, at)))
        return where


def _is_one(text: Text, positions: frozenset[int], name: Name) -> bool:
    """Whether the words at these positions stand together as the words of one name do."""
    first, last = min(positions), max(positions)
    if first == last:
        return True
    known = grammar()
    gap = [
        at
        for at in range(first, last)
        if at not in positions
        and (word := text.tokens[at].word) not in known.glue
        and not known.is_neutral(word)
    ]
    one, other = text.phrases[text.phrase_of[first]], text.phrases[text.phrase_of[last]]
    if one.segment == other.segment:
        return len(gap) <= (1 if len(name.needed) <= 2 else 2)
    signs = {text.tokens[at].after for at in range(first + 1, last + 1)}
    if signs & _STOPS:
        return False
    if not gap and _is_all(text, positions):
        return True
    if last - first + 1 == len(name.words) == len(positions) and signs <= _SLASHES:
        return True  # 6/60
    return _is_shared(text, positions)


def _is_all(text: Text, positions: frozenset[int]) -> bool:
    """Whether the segments have nothing else, as in "failure, renal" or "pins and needles"."""
    touched = {text.phrases[text.phrase_of[at]].segment for at in positions}
    return all(
        at in positions or grammar().is_neutral(text.tokens[at].word)
        for phrase in text.phrases
        if phrase.segment in touched
        for at in phrase.content
    )


def _in_order(
    name: Name, where: Mapping[str, list[frozenset[int]]], positions: frozenset[int]
) -> bool:
    """Whether the words of the name stand at these positions in their order: a number counts
    what comes after it."""
    ordered = sorted(positions)
    return len(ordered) == len(name.needed) and all(
        frozenset((at,)) in where[key] for at, key in zip(ordered, name.needed, strict=True)
    )


def _is_shared(text: Text, positions: frozenset[int]) -> bool:
    """Whether the parts of a coordination share the name: kidney and liver failure, swollen lips
    and tongue."""
    segments: dict[int, list[int]] = defaultdict(list)
    for phrase in text.phrases:
        segments[phrase.segment] += phrase.content
    touched = sorted({text.phrases[text.phrase_of[at]].segment for at in positions})
    if len(touched) != 2 or touched[1] - touched[0] > 3:
        return False
    before, after = segments[touched[0]], segments[touched[1]]
    one, other = positions.intersection(before), positions.intersection(after)
    telling = [at for at in after if not grammar().is_neutral(text.tokens[at].word)]
    ends = (
        before[-len(one) :] == sorted(one)
        and len(before) <= len(one) + 1
        and telling[-1:] == sorted(other)[-1:]
    )
    starts = before[: len(one)] == sorted(one) and other.issuperset(after)
    return bool(one and other) and (ends or starts)


def _is_head(text: Text, positions: frozenset[int], name: Name) -> bool:
    phrase = text.phrases[text.phrase_of[min(positions)]]
    if name.is_related and _is_bare(name):
        # An organ alone says that something is wrong with it, a number of weeks that she is
        # pregnant; beside another head they are where it is, or since when.
        return all(each.head is None for each in text.phrases)
    if name.is_related and not phrase.is_first:
        return False
    # A name of neutral words alone, such as liver disease, is the head where it stands last.
    return phrase.is_own and (
        phrase.head in (None, *positions) or positions.issuperset(phrase.content[-2:])
    )


def _is_bare(name: Name) -> bool:
    """Whether it is just an organ, or a number of something."""
    known = grammar()
    counts = len(name.words) == 2 and "{" in name.text
    return (counts or len(name.words) == 1) and all(map(known.is_measure, name.words))


def _context(contexts: Sequence[Context | None], positions: frozenset[int]) -> Context | None:
    inside = range(min(positions), max(positions) + 1)
    return next((contexts[at] for at in inside if contexts[at]), None)


def _contexts(text: Text, spots: Sequence[frozenset[int]]) -> list[Context | None]:
    """For each token the context that it stands in."""
    contexts: list[Context | None] = [None] * len(text.tokens)
    at = 0
    while at < len(text.tokens):
        cue = _cue(text, at, spots)
        if cue is None:
            at += 1
            continue
        end = at + len(cue.words)
        if cue.context:
            # The words of the cue too: "has a child" says who the child is.
            for reached in (*range(at, end), *_reach(text, at, end, cue)):
                contexts[reached] = contexts[reached] or cue.context
        at = end
    return contexts


def _cue(text: Text, at: int, spots: Sequence[frozenset[int]]) -> Cue | None:
    """The cue that begins here, if it is one in this place."""
    for cue in grammar().cues.get(text.tokens[at].word, ()):
        end = at + len(cue.words)
        span = text.tokens[at:end]
        if tuple(token.word for token in span) != cue.words or any(t.after for t in span[1:]):
            continue
        if cue.context and any(spot > set(range(at, end)) for spot in spots):
            continue
        if not cue.context:
            return cue
        if cue.forward:
            # "Ruled out" at the end looks back; "has a child" speaks of itself.
            ends = end == len(text.tokens) and (cue.context != "family" or len(cue.words) == 1)
            if ends or (
                end < len(text.tokens) and text.tokens[end].after in (",", ";", ".", ")", "?")
            ):
                continue
            if cue.context == "family" and _segment_has(text, at, spots):
                continue
        elif not any(token for token in text.tokens[:at]):
            continue
        return cue
    return None


def _segment_has(text: Text, at: int, spots: Sequence[frozenset[int]]) -> bool:
    segment = text.phrases[text.phrase_of[at]].segment
    return any(
        any(earlier in spot for spot in spots)
        for earlier in range(at)
        if text.phrases[text.phrase_of[earlier]].segment == segment
    )


def _reach(text: Text, start: int, end: int, cue: Cue) -> Iterator[int]:
    """The tokens that the cue governs."""
    known = grammar()
    if not cue.forward:
        for at in range(start - 1, -1, -1):
            yield at
            if text.tokens[at].after in (",", ";", ".") or text.tokens[at].word in known.ends:
                return
        return
    if cue.words[0] in known.prefixes:
        yield end
        return
    lists = cue.words[0] in known.lists or (
        end < len(text.tokens) and text.tokens[end].after == ":"
    )
    for at in range(end, len(text.tokens)):
        word, after = text.tokens[at]
        if after in (".", ";") or word in known.ends:
            return
        # "No fever, rash or cough" has one reach, "no fever, coughs" two.
        if after == "," and at > end and not lists and not _goes_on(text, at):
            return
        if cue.context == "negated" and at > end and word in ("has", "have", "is", "was"):
            return
        yield at


def _goes_on(text: Text, at: int) -> bool:
    """Whether a list goes on here to an "or"."""
    return any(token.word in ("or", "nor") for token in text.tokens[at:])
