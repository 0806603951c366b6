"""The context of targets in a text: denied, in doubt, past, someone else's, planned.

A trigger of ``context.yaml`` gives its context to whatever its scope reaches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from b12cli.language.directions import delimiter_before, directed, has_content
from b12cli.language.grammar import Assertion, grammar
from b12cli.language.notation import GESTATION
from b12cli.language.phrases import Text
from b12cli.language.scopes import STOPS, Scopes, Span, clauses
from b12cli.language.triggers import PAST, PRECEDENCE, Match, rules

_DOUBTFUL: dict[Assertion, Assertion] = {
    "negated": "maybe_negated",
    "family": "uncertain",
    "hypothetical": "uncertain",
    "historical": "recent",
}
"""What a context that takes something away is if it is doubtful."""

_TAKEN_BACK = ("negated", "hypothetical", "family")
"""The contexts that the rest of the sentence may take back."""


def contexts(text: Text, spots: Sequence[frozenset[int]]) -> list[Assertion | None]:
    """The context of the target at each of these spots."""
    if not (spots and text.triggers):
        return [None] * len(spots)
    return list(_Contexts(text, spots).found())


def triggered(text: Text) -> frozenset[int]:
    """The tokens of triggers and pseudo-triggers."""
    return frozenset(at for match in text.triggers for at in match.tokens)


class _Contexts:
    """The targets in a text, and the contexts that triggers give them."""

    def __init__(self, text: Text, spots: Sequence[frozenset[int]]) -> None:
        self._tokens = tokens = text.tokens
        self._words = [token.word for token in tokens]
        weeks = (spot for quantity, spot in text.quantities if quantity.name == GESTATION)
        self._weeks = frozenset[int]().union(*weeks)
        self._spots = spots
        self._unbroken = [spot for spot in spots if self._is_unbroken(spot)]
        self._target_at = {at: target for target in self._targets() for at in range(*target)}
        free = (match for match in text.triggers if not self._is_in_name(match))
        self._matches = [directed(tokens, match, self._target_at) for match in free]
        self._stops = [at for at, token in enumerate(tokens) if token.delimiter in STOPS]
        self._scopes = Scopes(tokens, self._target_at, self._matches)
        self._exceptions = {each.start for each in self._matches if each.trigger.is_exception}

    def found(self) -> Iterator[Assertion | None]:
        """The context of each spot."""
        found: dict[Span | None, set[Assertion]] = defaultdict(set)
        for match, assertion in self._governed():
            # Between two targets, it is unclear which of them is denied.
            both = match.is_forward and match.is_backward
            for target, is_doubtful in self._scopes.reached(match):
                is_doubtful |= both and assertion == "negated"
                found[target].add(_DOUBTFUL.get(assertion, assertion) if is_doubtful else assertion)
        for spot in self._spots:
            # A trigger's own words too: "has children" says whose children.
            said = {match.trigger.assertion for match in self._matches if spot <= match.tokens}
            said |= found[self._target_at.get(min(spot))]
            context = next((each for each in PRECEDENCE if each in said), None)
            yield "over" if context == "resolved" and said & PAST else context

    def _is_unbroken(self, spot: frozenset[int]) -> bool:
        """Whether no other name is between the words of a name, unless they are coordinated:
        "normal vision kidney failure" is not about vision failure."""
        between = frozenset(range(min(spot), max(spot))) - spot
        words = (self._tokens[at] for at in between)
        joined = (each.delimiter or each.word in grammar().conjunctions for each in words)
        return not any(between & other for other in self._spots) or any(joined)

    def _targets(self) -> list[Span]:
        """The spans of the names, in order; names that overlap are one target, and so are a
        pregnancy and its weeks beside it."""
        targets: list[Span] = []
        for start, end in sorted((min(spot), max(spot) + 1) for spot in self._unbroken):
            beside = {start - 1, start} & self._weeks and not delimiter_before(self._tokens, start)
            if targets and (start < targets[-1][1] or (beside and start == targets[-1][1])):
                targets[-1] = targets[-1][0], max(end, targets[-1][1])
            else:
                targets.append((start, end))
        return targets

    def _is_in_name(self, match: Match) -> bool:
        """Whether the trigger is part of a name: trying for a baby, no perception of light."""
        own = {at for at in match.tokens if self._words[at] not in grammar().stop_words}
        return any(
            spot > own and match.start in spot and not spot <= match.tokens
            for spot in self._unbroken
        )

    def _governed(self) -> Iterator[tuple[Match, Assertion]]:
        """The triggers that have a direction, each with its context: if a past, doubtful or planned
        one is also denied, it is denied, as in "no history of"; what the rest of the sentence takes
        back is in doubt, and so is a denial that is denied or doubted itself, or is contrasted with
        one."""
        forward: list[tuple[Match, Assertion]] = []
        denied = {each.end for each in self._matches if each.trigger.assertion == "negated"}
        for match in self._matches:
            assertion = match.trigger.assertion
            if not assertion or not (match.is_forward or match.is_backward):
                continue
            earlier = (each for each in reversed(forward) if each[0].start < match.start)
            last, said = next(earlier, (None, None))
            is_beside = last is not None and self._is_undivided(last.end, match.start)
            if not match.is_forward:
                if is_beside and assertion == "negated" and said in ("negated", "uncertain"):
                    assertion = "uncertain"  # sepsis never excluded, not fully excluded
            elif last and is_beside and said == "negated" and assertion != "maybe_negated":
                is_open = match.end in denied or has_content(self._tokens, last.end, match.start)
                assertion = assertion if is_open else "negated"  # not: never excluded sepsis
                if assertion == "negated" and self._words[match.start - 1] in clauses():
                    assertion = "uncertain"  # denies pain but not pregnancy
            if match.is_forward:
                forward.append((match, assertion))
            is_open = assertion in _TAKEN_BACK and self._is_taken_back(match.end, assertion)
            yield match, "uncertain" if is_open else assertion

    def _is_undivided(self, start: int, end: int) -> bool:
        """Whether nothing divides these tokens, and no target is among them."""
        is_divided = any(delimiter_before(self._tokens, at) for at in range(start, end + 1))
        return not is_divided and self._target_at.keys().isdisjoint(range(start, end))

    def _is_taken_back(self, at: int, assertion: Assertion) -> bool:
        """Whether an exception or reversal comes from here on, before the end of the sentence; or a
        clause that speaks of what is denied; or the sentence says what was found of what is only
        tested for."""
        start = max((stop for stop in self._stops if stop <= at), default=0)
        end = min((stop for stop in self._stops if stop > at), default=len(self._tokens))
        it, found = rules()["anaphors"], rules()["findings"]
        clause = dropwhile(lambda word: word not in clauses(), self._words[at:end])
        is_said = assertion == "negated" and any(word in it for word in clause)
        is_found = assertion == "hypothetical" and any(
            word in found for word in self._words[start:end]
        )
        return is_said or is_found or not self._exceptions.isdisjoint(range(at, end))
