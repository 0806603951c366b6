"""Scopes: which targets a trigger reaches, and whether it is clear that it is about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    next_delimiter,
)
from b12cli.language.grammar import grammar
from b12cli.language.tokens import Token
from b12cli.language.triggers import PAST, Match, Trigger, rules

Span: TypeAlias = tuple[int, int]

STOPS = frozenset(".?!;|")
"""Delimiters that no name and no context crosses."""

_ALIKE = frozenset((",", ":", "/"))
"""Delimiters that coordinate like "or"."""

_JOINING = frozenset("/+&")
"""Delimiters that coordinate without a comma."""

_LISTED = ("historical", "family")
"""Contexts that continue over commas after a colon: "mother: sepsis, fever"."""


class _Item(NamedTuple):
    """What is coordinated in a scope: tokens in the order of the path; ``is_joined``: not by "or",
    ``is_apart``: by "and", a bracket or the like, so that a denial may not be about it."""

    tokens: list[int]
    is_joined: bool = False
    is_apart: bool = False


class Scopes:
    """The scopes of the triggers in a text; ``target_at`` are the targets by their tokens."""

    def __init__(
        self, tokens: Sequence[Token], target_at: Mapping[int, Span], matches: Sequence[Match]
    ) -> None:
        self._tokens = tokens
        self._words = [token.word for token in tokens]
        self._target_at = target_at
        forward = [each for each in matches if each.is_forward]
        self._starts = {each.start for each in forward}
        self._denials = {each.start for each in forward if each.trigger.assertion == "negated"}
        self._exceptions = {each.start for each in matches if each.trigger.is_exception}

    def reached(self, match: Match) -> Iterator[tuple[Span, bool]]:
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
        """Whether a plan or denial after a target is for what comes after both, or only as that
        says: kidney failure, planned for clinic; sepsis not detected early."""
        rest = self._words[match.end : next_delimiter(self._tokens, match.end)]
        if match.trigger.assertion == "negated":
            return any(word in rules()["restricting"] for word in rest)
        if match.trigger.assertion != "hypothetical":
            return False
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
        is_aside = self._is_aside(trigger, path.start, crossed)
        for item in self._items(self._in_scope(trigger, path), is_forward):
            is_apart |= item.is_apart
            reached = (self._target_at[at] for at in item.tokens if at in self._target_at)
            targets = list(dict.fromkeys(reached))
            for target in targets if reaches_all else targets[:1]:
                is_doubtful = is_aside or (is_apart and assertion in ("negated", "hypothetical"))
                is_doubtful |= self._is_doubtful(trigger, item, target, is_forward)
                yield target, is_doubtful
            is_aside |= not is_forward and self._is_of_nearer(trigger, item)
            if len(targets) > 1 and not reaches_all:
                return

    def _is_of_nearer(self, trigger: Trigger, item: _Item) -> bool:
        """Whether what is said after an item may be of that, and not of what is further away."""
        said = [self._words[at] for at in item.tokens]
        others = [self._words[at] for at in item.tokens if at not in self._target_at]
        return doubt.is_of_nearer(trigger, others) or doubt.is_of_test(said)

    def _is_aside(self, trigger: Trigger, start: int, crossed: str) -> bool:
        """Whether this delimiter behind a trigger may begin something new: "Mother, 34/40", "lives
        with mother (81), on dialysis" and "NOK: wife - on dialysis" may be the patient."""
        is_inside = crossed in DASHES and start > len(trigger.words)
        is_new = crossed == "," and self._words[start] not in rules()["relative"]
        return is_inside or is_new or crossed in CLOSED

    def _is_doubtful(self, trigger: Trigger, item: _Item, target: Span, is_forward: bool) -> bool:
        """Whether what stands in an item before a target leaves open whether the trigger is about
        that target."""
        before_target = takewhile(lambda at: self._target_at.get(at) != target, item.tokens)
        words = [self._words[at] for at in before_target]
        if not is_forward:
            return doubt.is_of_nearer(trigger, words)
        said = self._words[slice(*target)]
        is_list = trigger.assertion == "negated" or trigger.scope == "list"
        is_apart = doubt.is_clause(words) or (is_list and doubt.is_predicate(said))
        is_others = doubt.is_somebodys(words) or doubt.is_of_another(trigger, words)
        is_others |= trigger.assertion == "negated" and doubt.is_for(said)
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
            # "PMH no sepsis" is about no past sepsis.
            is_denied = is_forward and trigger.assertion == "historical" and at in self._denials
            if at in self._exceptions or is_denied:
                return
            if at == path[0] and not (is_forward and word in clauses()):
                is_list |= is_forward and delimiter == ":" and trigger.assertion in _LISTED
            elif trigger.scope == "word" or word in ends:
                return
            elif is_forward and delimiter and at in self._starts:
                return  # "FH: diabetes, PMH: sepsis"
            elif is_forward and delimiter in BRACKETS:
                is_list |= trigger.assertion == "family"
            elif delimiter == ",":
                following = range(at, len(self._tokens)) if is_forward else range(at + 1, path[0])
                is_clause = is_forward and word in rules()["subjects"]
                if is_clause or not (is_list or self._goes_on(following)):
                    return
            elif delimiter and (delimiter not in _JOINING or self._is_complete(at, is_forward)):
                return
            divides = delimiter or word in grammar().conjunctions or grammar().attachment(word)
            if trigger.scope == "phrase" and said and divides:
                return
            said = said or at in self._target_at or grammar().is_content(word)
            yield at

    def _is_complete(self, at: int, is_forward: bool) -> bool:
        """Whether the word before a token needs nothing coordinated: no allergies / sepsis."""
        return is_forward and self._words[at - 1] in grammar().relational

    def _crossed(self, at: int, is_forward: bool) -> str:
        """The delimiter that is crossed to come to a token."""
        return delimiter_before(self._tokens, at if is_forward else at + 1)

    def _goes_on(self, following: Sequence[int]) -> bool:
        """Whether a list continues over these tokens to an "or"."""
        rest = takewhile(
            lambda token: token.delimiter not in STOPS, map(self._tokens.__getitem__, following)
        )
        return any(token.word in rules()["alternatives"] for token in rest)


@cache
def clauses() -> frozenset[str]:
    """The words that begin a clause about something else; not who or which."""
    return grammar().clauses.difference(rules()["relative"]).union(rules()["contrasts"])


@cache
def _terminations(is_forward: bool) -> frozenset[str]:
    """The words that end a scope."""
    data = rules()
    ends = grammar().clauses.union(data["causes"], data["contrasts"])
    return ends.union(data["terminations"]) if is_forward else ends
