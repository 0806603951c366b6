"""The context of targets in a text: denied, in doubt, past, someone else's, planned.

A trigger of ``context.yaml`` gives its context to whatever its scope reaches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from b12cli.language import doubt
from b12cli.language.directions import (
    BRACKETS,
    CLOSED,
    DASHES,
    before,
    behind,
    delimiter_before,
    directed,
    has_content,
    next_delimiter,
)
from b12cli.language.grammar import Assertion, grammar
from b12cli.language.notation import GESTATION
from b12cli.language.phrases import Text
from b12cli.language.triggers import PAST, PRECEDENCE, Match, Trigger, rules

Span: TypeAlias = tuple[int, int]

STOPS = frozenset(".?!;|")
"""Delimiters that no name and no context crosses."""

_ALIKE = frozenset((",", ":", "/"))
"""Delimiters that coordinate like "or"."""

_JOINING = frozenset("/+&")
"""Delimiters that coordinate without a comma."""

_LISTED = ("historical", "family")
"""Contexts that continue over commas after a colon: "mother: sepsis, fever"."""

_DOUBTFUL: dict[Assertion, Assertion] = {
    "negated": "maybe_negated",
    "family": "uncertain",
    "hypothetical": "uncertain",
    "historical": "recent",
}
"""What a context that takes something away is if it is doubtful."""


def contexts(text: Text, spots: Sequence[frozenset[int]]) -> list[Assertion | None]:
    """The context of the target at each of these spots."""
    if not (spots and text.triggers):
        return [None] * len(spots)
    return list(_Scopes(text, spots).contexts())


def triggered(text: Text) -> frozenset[int]:
    """The tokens of triggers and pseudo-triggers."""
    return frozenset(at for match in text.triggers for at in match.tokens)


class _Item(NamedTuple):
    """What is coordinated in a scope: tokens in the order of the path; ``is_joined``: not by "or",
    ``is_apart``: by "and", a bracket or the like, so that a denial may not be about it."""

    tokens: list[int]
    is_joined: bool = False
    is_apart: bool = False


class _Scopes:
    """The triggers in a text, and which of its targets they reach."""

    def __init__(self, text: Text, spots: Sequence[frozenset[int]]) -> None:
        self._tokens = tokens = text.tokens
        self._words = [token.word for token in tokens]
        self._clauses = grammar().clauses.difference(rules()["relative"])
        weeks = (spot for quantity, spot in text.quantities if quantity.name == GESTATION)
        self._weeks = frozenset[int]().union(*weeks)
        self._spots = spots
        self._unbroken = [spot for spot in spots if self._is_unbroken(spot)]
        self._target_at = {at: target for target in self._targets() for at in range(*target)}
        free = (match for match in text.triggers if not self._is_in_name(match))
        self._matches = [directed(tokens, match, self._target_at) for match in free]
        self._stops = [at for at, token in enumerate(tokens) if token.delimiter in STOPS]
        self._starts = {each.start for each in self._matches if each.is_forward}
        self._exceptions = {each.start for each in self._matches if each.trigger.is_exception}

    def contexts(self) -> Iterator[Assertion | None]:
        """The context of each spot."""
        found: dict[Span | None, set[Assertion]] = defaultdict(set)
        for match, assertion in self._governed():
            # Between two targets, it is unclear which of them is denied.
            both = match.is_forward and match.is_backward
            for target, is_doubtful in self._reached(match):
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
        one is also denied, it is denied, as in "no history of"; a denial or plan with an
        exception or reversal is in doubt, and so is a denial that is denied or doubted itself."""
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
                if assertion == "negated" and self._words[match.start - 1] in self._clauses:
                    assertion = "uncertain"  # denies pain but not pregnancy
            if match.is_forward:
                forward.append((match, assertion))
            is_open = assertion in ("negated", "hypothetical") and self._is_taken_back(match.end)
            yield match, "uncertain" if is_open else assertion

    def _is_undivided(self, start: int, end: int) -> bool:
        """Whether nothing divides these tokens, and no target is among them."""
        is_divided = any(delimiter_before(self._tokens, at) for at in range(start, end + 1))
        return not is_divided and self._target_at.keys().isdisjoint(range(start, end))

    def _reached(self, match: Match) -> Iterator[tuple[Span, bool]]:
        """The targets in the scope of a trigger, each with whether that is doubtful."""
        if match.is_backward:
            is_doubtful = self._is_of_what_follows(match)
            walked = self._walked(match.trigger, range(before(self._tokens, match), -1, -1))
            yield from ((target, is_doubtful or is_open) for target, is_open in walked)
        if match.is_forward:
            start = behind(self._tokens, match)
            yield from self._walked(match.trigger, range(match.end, start))
            yield from self._walked(match.trigger, range(start, len(self._tokens)))

    def _is_of_what_follows(self, match: Match) -> bool:
        """Whether a plan after a target is for what comes after both: kidney failure, planned for
        clinic."""
        if match.trigger.assertion != "hypothetical":
            return False
        end = next_delimiter(self._tokens, match.end)
        rest = self._words[match.end : end]
        known, is_attached = grammar(), bool(rest) and rest[0] in rules()["attaching"]
        return is_attached and any(
            not (word in known.stop_words or known.is_modifier(word)) for word in rest
        )

    def _walked(self, trigger: Trigger, path: range) -> Iterator[tuple[Span, bool]]:
        """The first target along the path from a trigger, and the first of each item coordinated
        with it; what a relative has, or what is past, goes on: ESRD on HD, AKI after cholera."""
        assertion, is_forward = trigger.assertion, path.step > 0
        reaches_all = assertion == "family" if is_forward else assertion in ("resolved", *PAST)
        crossed = self._crossed(path.start, is_forward) if is_forward else ""
        # "Fit, LFTs not: eGFR 9" is no list of what is denied.
        is_apart = crossed == ":" and trigger.scope != "list"
        # "Mother, 34/40" may be the patient, and so may "lives with mother (81), on dialysis" and
        # "NOK: wife - on dialysis".
        is_inside = crossed in DASHES and path.start > len(trigger.words)
        is_aside = (
            is_inside
            or crossed in CLOSED
            or (crossed == "," and self._words[path.start] not in rules()["relative"])
        )
        for item in self._items(self._in_scope(trigger, path), is_forward):
            is_apart |= item.is_apart
            reached = (self._target_at[at] for at in item.tokens if at in self._target_at)
            targets = list(dict.fromkeys(reached))
            for target in targets if reaches_all else targets[:1]:
                is_doubtful = is_aside or (is_apart and assertion in ("negated", "hypothetical"))
                is_doubtful |= self._is_doubtful(trigger, item, target, is_forward)
                yield target, is_doubtful
            # What it may be of makes all doubtful that is further away.
            others = [self._words[at] for at in item.tokens if at not in self._target_at]
            is_aside |= not is_forward and doubt.is_of_nearer(trigger, others)
            if len(targets) > 1 and not reaches_all:
                return

    def _is_doubtful(self, trigger: Trigger, item: _Item, target: Span, is_forward: bool) -> bool:
        """Whether what stands in an item before a target leaves open whether the trigger is about
        that target."""
        before_target = takewhile(lambda at: self._target_at.get(at) != target, item.tokens)
        words = [self._words[at] for at in before_target]
        if not is_forward:
            return doubt.is_of_nearer(trigger, words)
        is_list = trigger.assertion == "negated" or trigger.scope == "list"
        is_apart = doubt.is_clause(words) or (
            is_list and doubt.is_predicate(self._words[slice(*target)])
        )
        is_others = doubt.is_somebodys(words) or doubt.is_of_another(trigger, words)
        return is_others or (item.is_joined and is_apart)

    def _items(self, scope: Iterable[int], is_forward: bool) -> Iterator[_Item]:
        """The items that are coordinated in a scope."""
        item = _Item([])
        for at in scope:
            word, delimiter = self._words[at], self._crossed(at, is_forward)
            if word in grammar().conjunctions or (delimiter and item.tokens):
                yield item
                is_or = word in rules()["alternatives"]
                item = _Item([], not is_or, not (is_or or delimiter in _ALIKE))
            item.tokens.append(at)
        yield item

    def _in_scope(self, trigger: Trigger, path: range) -> Iterator[int]:
        """The tokens along the path from a trigger, up to the end of its scope."""
        is_forward, is_list, said = path.step > 0, trigger.scope == "list", False
        ends = _terminations(is_forward)
        for at in path:
            word, delimiter = self._words[at], self._crossed(at, is_forward)
            if at in self._exceptions:
                return
            if at == path[0] and not (is_forward and word in self._clauses):
                is_list |= is_forward and delimiter == ":" and trigger.assertion in _LISTED
            elif trigger.scope == "word" or word in ends:
                return
            elif is_forward and delimiter and at in self._starts:
                return  # "FH: diabetes, PMH: sepsis"
            elif is_forward and delimiter in BRACKETS:
                is_list |= trigger.assertion == "family"
            elif delimiter == ",":
                following = range(at, len(self._tokens)) if is_forward else range(at + 1, path[0])
                if not (is_list or self._goes_on(following)):
                    return
            elif delimiter and (delimiter not in _JOINING or self._is_complete(at)):
                return
            divides = delimiter or word in grammar().conjunctions or grammar().attachment(word)
            if trigger.scope == "phrase" and said and divides:
                return
            said = said or at in self._target_at or grammar().is_content(word)
            yield at

    def _is_complete(self, at: int) -> bool:
        """Whether the word before a token needs nothing coordinated: no allergies / sepsis."""
        return at > 0 and self._words[at - 1] in grammar().relational

    def _crossed(self, at: int, is_forward: bool) -> str:
        """The delimiter that is crossed to come to a token."""
        return delimiter_before(self._tokens, at if is_forward else at + 1)

    def _is_taken_back(self, at: int) -> bool:
        """Whether an exception or reversal comes from here on, before the end of the sentence."""
        ends = (stop for stop in self._stops if stop > at)
        return not self._exceptions.isdisjoint(range(at, next(ends, len(self._tokens))))

    def _goes_on(self, following: Sequence[int]) -> bool:
        """Whether a list continues over these tokens to an "or"."""
        rest = takewhile(
            lambda token: token.delimiter not in STOPS, map(self._tokens.__getitem__, following)
        )
        return any(token.word in rules()["alternatives"] for token in rest)


@cache
def _terminations(is_forward: bool) -> frozenset[str]:
    """The words that end a scope."""
    data = rules()
    return grammar().clauses.union(data["causes"], data["terminations"] if is_forward else ())
