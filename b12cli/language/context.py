"""The context of targets in a text: denied, in doubt, past, someone else's, planned.

A trigger of ``context.yaml`` gives its context to whatever its scope reaches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from b12cli.language.directions import BRACKETS, before, delimiter_before, directed, has_content
from b12cli.language.grammar import Assertion, grammar
from b12cli.language.notation import GESTATION
from b12cli.language.phrases import Text
from b12cli.language.tokens import Token
from b12cli.language.triggers import PRECEDENCE, Match, Trigger, matches, rules

Span: TypeAlias = tuple[int, int]

STOPS = frozenset(".?!;|")
"""Delimiters that no name and no context crosses."""

_ALIKE = frozenset((",", ":", "/"))
"""Delimiters that coordinate like "or"."""

_LISTED = ("negated", "historical", "family")
"""Contexts that continue over commas after a colon: "denies: sepsis, fever"."""

_MOST_BETWEEN = 5
"""The most words, not counting stop words, between a trigger and its target."""

_MOST_CONTENT = 2
"""Content words between, beyond which a denial may be about those words."""


def contexts(text: Text, spots: Sequence[frozenset[int]]) -> list[Assertion | None]:
    """The context of the target at each of these spots."""
    found = matches(text.tokens) if spots else []
    if not found:
        return [None] * len(spots)
    weeks = frozenset(
        at for quantity, spot in text.quantities if quantity.name == GESTATION for at in spot
    )
    return list(_Scopes(text.tokens, spots, found, weeks).contexts())


def triggered(text: Text) -> frozenset[int]:
    """The tokens of triggers and pseudo-triggers."""
    return frozenset(at for match in matches(text.tokens) for at in match.tokens)


class _Scopes:
    """The triggers in a text, and which of its targets they reach."""

    def __init__(
        self,
        tokens: Sequence[Token],
        spots: Sequence[frozenset[int]],
        matches: Iterable[Match],
        weeks: frozenset[int],
    ) -> None:
        self._tokens = tokens
        self._weeks = weeks
        self._spots = spots
        self._whole = [spot for spot in spots if self._is_whole(spot)]
        self._target_at = {at: target for target in self._targets() for at in range(*target)}
        free = (match for match in matches if not self._is_in_name(match))
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
                is_doubtful = assertion == "negated" and (is_doubtful or both)
                found[target].add("maybe_negated" if is_doubtful else assertion)
        for spot in self._spots:
            # A trigger's own words too: "has children" says whose children.
            said = {match.trigger.assertion for match in self._matches if spot <= match.tokens}
            said |= found[self._target_at.get(min(spot))]
            yield next((each for each in PRECEDENCE if each in said), None)

    def _is_whole(self, spot: frozenset[int]) -> bool:
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
        for start, end in sorted((min(spot), max(spot) + 1) for spot in self._whole):
            beside = {start - 1, start} & self._weeks and not delimiter_before(self._tokens, start)
            if targets and (start < targets[-1][1] or (beside and start == targets[-1][1])):
                targets[-1] = targets[-1][0], max(end, targets[-1][1])
            else:
                targets.append((start, end))
        return targets

    def _is_in_name(self, match: Match) -> bool:
        """Whether the trigger is part of a name: trying for a baby, no perception of light."""
        stop_words = grammar().stop_words
        own = {at for at in match.tokens if self._tokens[at].word not in stop_words}
        return any(
            spot > own and match.start in spot and not spot <= match.tokens for spot in self._whole
        )

    def _governed(self) -> Iterator[tuple[Match, Assertion]]:
        """The triggers that have a direction, each with its context: if a past, doubtful or planned
        one is also denied, it is denied, as in "no history of"; with an exception, a denial is in
        doubt."""
        denial: Match | None = None
        for match in self._matches:
            assertion = match.trigger.assertion
            if not assertion or not (match.is_forward or match.is_backward):
                continue
            if match.is_forward:
                if denial and self._is_denied(denial, match):
                    assertion = "negated"
                denial = match if assertion == "negated" else None
                if denial and self._has_exception(match.end):
                    assertion = "uncertain"
            yield match, assertion

    def _is_denied(self, denial: Match, match: Match) -> bool:
        """Whether a past, doubtful or planned context is denied by the trigger before it."""
        if match.trigger.assertion in ("family", "negated", "maybe_negated"):
            return False
        between = range(denial.end, match.start)
        is_divided = any(delimiter_before(self._tokens, at) for at in (*between, match.start))
        return not is_divided and not has_content(self._tokens, denial.end, match.start)

    def _reached(self, match: Match) -> Iterator[tuple[Span, bool]]:
        """The targets in the scope of a trigger, each with whether that is doubtful."""
        if match.is_backward:
            yield from self._walked(match.trigger, range(before(self._tokens, match), -1, -1))
        if match.is_forward:
            yield from self._walked(match.trigger, range(match.end, len(self._tokens)))

    def _walked(self, trigger: Trigger, path: range) -> Iterator[tuple[Span, bool]]:
        """The first target along the path from a trigger, and what is coordinated with it."""
        known, data, is_forward = grammar(), rules(), path.step > 0
        is_past = trigger.assertion in ("historical", "resolved") and not is_forward
        # Carried on: mother ESRD on HD, and backward: kidney failure after cholera, 2019.
        is_other = trigger.assertion == "family" and is_forward
        ends = [] if is_past else data["verbs"] + ([] if is_other else data["companions"])
        is_doubtful = is_linked = False
        reached: Span | None = None  # the last target, while nothing coordinates another
        between = content = said = 0
        for at in self._in_scope(trigger, path):
            word, target = self._tokens[at].word, self._target_at.get(at)
            if target and target == reached:
                continue
            delimiter = self._crossed(at, is_forward) if at != path[0] else ""
            # "Not known that she ..." may deny either; a list of denials is clear.
            is_doubtful |= trigger.scope != "list" and word in data["pronouns"]
            if delimiter or word in known.conjunctions:
                alike = word in data["alternatives"] or delimiter in _ALIKE
                is_doubtful = is_doubtful or not alike
                reached, is_linked, between, content = None, False, 0, 0
            if word in ends and said:
                return
            if target:
                if (reached and not is_linked) or between > _MOST_BETWEEN:
                    return
                yield target, is_doubtful or content > _MOST_CONTENT
                reached, is_linked = target, False
                said += 1
            elif word not in known.stop_words:
                between += 1
                content += known.is_content(word)
                said += known.is_content(word) and trigger.assertion != "family"
            links = known.attachment(word) in ("link", "part") or word in data["companions"]
            is_linked |= links and (is_past or is_other)

    def _in_scope(self, trigger: Trigger, path: range) -> Iterator[int]:
        """The tokens along the path from a trigger, up to the end of its scope."""
        is_forward, is_list = path.step > 0, trigger.scope == "list"
        said = is_joined = False
        for at in path:
            word = self._tokens[at].word
            delimiter = self._crossed(at, is_forward)
            if at == path[0]:
                is_list = is_list or (delimiter == ":" and trigger.assertion in _LISTED)
            elif delimiter in BRACKETS and is_forward:
                is_list = is_list or trigger.assertion == "family"
            elif delimiter and is_forward and at in self._starts:
                return  # "FH: diabetes, PMH: sepsis"
            elif delimiter and delimiter not in ("/", "+", "&"):
                goes_on = is_list or (is_forward and self._goes_on(at))
                if delimiter != "," or not goes_on:
                    return
            if at in self._exceptions or (trigger.scope == "word" and at != path[0]):
                return
            divides = delimiter or word in grammar().conjunctions or grammar().attachment(word)
            if trigger.scope == "phrase" and said and divides:
                return
            may_begin = said or not (is_forward or word in grammar().determiners)
            if _is_new_clause(trigger, word, is_joined, may_begin):
                return
            if at != path[0] and self._is_presupposed(trigger, at):
                return
            is_joined = word in grammar().conjunctions
            is_list |= not is_forward and word in rules()["alternatives"]
            said = said or at in self._target_at or grammar().is_content(word)
            yield at

    def _is_presupposed(self, trigger: Trigger, at: int) -> bool:
        """Whether what comes next is there, whatever is denied or planned: no treatment for it, not
        working because of it."""
        if trigger.assertion not in ("negated", "hypothetical"):
            return False
        word, data = self._tokens[at].word, rules()
        is_cared_for = self._tokens[at - 1].word in data["care"] and word in data["attaching"]
        return is_cared_for or word in data["causes"]

    def _crossed(self, at: int, is_forward: bool) -> str:
        """The delimiter that is crossed to come to a token."""
        return delimiter_before(self._tokens, at if is_forward else at + 1)

    def _has_exception(self, at: int) -> bool:
        """Whether there is an exception from here on, before the end of the sentence."""
        ends = (stop for stop in self._stops if stop > at)
        return not self._exceptions.isdisjoint(range(at, next(ends, len(self._tokens))))

    def _goes_on(self, at: int) -> bool:
        """Whether a list continues from here to an "or"."""
        rest = takewhile(lambda token: token.delimiter not in STOPS, self._tokens[at:])
        return any(token.word in rules()["alternatives"] for token in rest)


def _is_new_clause(trigger: Trigger, word: str, is_joined: bool, may_begin: bool) -> bool:
    """Whether a clause begins with the word that the trigger has nothing to do with; ``is_joined``:
    it comes after a conjunction."""
    data = rules()
    if is_joined and word in (*data["verbs"], *data["pronouns"]):
        return True  # has a son and is pregnant
    if trigger.assertion == "negated" and word in data["possessives"]:
        return True  # no cure for her blindness
    return may_begin and word in data["terminations"]
