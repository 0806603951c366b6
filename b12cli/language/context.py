"""The context of targets in a text: denied, in doubt, past, someone else's, planned.

A trigger of ``context.yaml`` gives its context to whatever its scope reaches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from msgspec.structs import replace

from b12cli.language.grammar import Assertion, grammar
from b12cli.language.notation import GESTATION
from b12cli.language.phrases import Text
from b12cli.language.tokens import Token
from b12cli.language.triggers import PRECEDENCE, Match, Trigger, matches, rules

Span: TypeAlias = tuple[int, int]

STOPS = frozenset(".?!;|")
"""Delimiters that no name and no context crosses."""

_BRACKETS, _DASHES = frozenset("(["), frozenset("-–—")
_ASIDE = frozenset((",", ":", *_BRACKETS, *_DASHES))
"""Delimiters before a trigger that follows its target, as an afterthought."""

_ALIKE = frozenset((",", ":", "/"))
"""Delimiters that coordinate like "or"."""

_LISTED = ("negated", "historical", "family")
"""Contexts that continue over commas after a colon: "denies: sepsis, fever"."""

_MOST_BETWEEN = 5
"""The most words, not counting stop words, between a trigger and its target."""

_MOST_BEFORE = 3
"""The most words before a person: in her older sister."""

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
        self._matches = list(map(self._directed, free))
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
            beside = {start - 1, start} & self._weeks and not self._delimiter(start)
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

    def _directed(self, match: Match) -> Match:
        """The match with its direction: to where there is something and no delimiter in between;
        backward also as an afterthought, after a comma or colon or in a bracket."""
        trigger, start, end = match.trigger, match.start, match.end
        assertion, direction, scope = trigger.assertion, trigger.direction, trigger.scope
        before, behind = self._delimiter(start), self._delimiter(end)
        opened = self._last_delimiter(start)
        is_forward = end < len(self._tokens) and (
            not behind
            or (behind == ":" and assertion != "hypothetical")
            or (behind in _BRACKETS and assertion == "family")
            # "Sister - epilepsy", but not "here with sister - epilepsy".
            or (behind in _DASHES and assertion == "family" and start == opened)
        )
        is_over, is_last = assertion == "resolved", end == len(self._tokens) or bool(behind)
        stop = self._next_delimiter(end, is_over)
        is_afterthought = before in _ASIDE and not self._has_content(end, stop)
        is_backward = start > 0 and (not before or is_afterthought)
        is_backward = is_backward and (is_last or scope != "answer")
        if direction == "bidirectional" and assertion == "family":
            return self._person(match, is_forward, is_backward and is_last)
        if direction == "bidirectional" and is_forward and is_backward:
            is_forward = self._tokens[end].word not in grammar().stop_words
            is_backward = not self._is_stop_words(opened, start) or (is_over and is_afterthought)
            if is_forward and is_backward and assertion != "negated":
                return match  # it can't be told of which
        return replace(
            match,
            is_forward=is_forward and direction != "backward",
            is_backward=is_backward and direction != "forward",
        )

    def _person(self, match: Match, is_forward: bool, is_backward: bool) -> Match:
        """The match of a person: one after a target is the patient, unless there is a delimiter or
        "in" between, and one who only reports about the patient doesn't have it."""
        informant, start, end = rules()["informant"], match.start, match.end
        if is_forward and self._tokens[end].word in informant["after"]:
            return match
        opened = self._last_delimiter(start)
        for at in range(start - 1, opened - 1, -1) if not self._delimiter(start) else ():
            word, is_beside = self._tokens[at].word, start - at <= _MOST_BEFORE
            if is_beside and word in grammar().locatives:
                return replace(match, is_backward=True)
            if is_beside and word in informant["before"]:
                return match
            if at in self._target_at and not grammar().is_modifier(word):
                return match
        if is_backward and start - opened <= _MOST_BEFORE:
            # "Her older sister" is one person.
            return replace(match, start=opened, is_forward=is_forward, is_backward=True)
        return replace(match, is_forward=is_forward)

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
                between = range(denial.end, match.start) if denial else ()
                if (
                    denial
                    and assertion not in ("family", "negated", "maybe_negated")
                    and not self._has_content(denial.end, match.start)
                    and not any(self._delimiter(at) for at in (*between, match.start))
                ):
                    assertion = "negated"
                denial = match if assertion == "negated" else None
                if denial and self._has_exception(match.end):
                    assertion = "uncertain"
            yield match, assertion

    def _reached(self, match: Match) -> Iterator[tuple[Span, bool]]:
        """The targets in the scope of a trigger, each with whether that is doubtful."""
        if match.is_backward:
            yield from self._walked(match.trigger, range(match.start - 1, -1, -1))
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
            delimiter = "" if at == path[0] else self._delimiter(at if is_forward else at + 1)
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
        said = False
        for at in path:
            word = self._tokens[at].word
            delimiter = self._delimiter(at if is_forward else at + 1)
            if at == path[0]:
                is_list = is_list or (delimiter == ":" and trigger.assertion in _LISTED)
            elif delimiter in _BRACKETS and is_forward:
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
            is_clause = word in rules()["terminations"]
            if is_clause and (said or not (is_forward or word in grammar().determiners)):
                return
            is_list = is_list or word in rules()["alternatives"]
            said = said or at in self._target_at or grammar().is_content(word)
            yield at

    def _delimiter(self, at: int) -> str:
        """The delimiter before a token; empty at the end."""
        return self._tokens[at].delimiter if at < len(self._tokens) else ""

    def _next_delimiter(self, at: int, or_link: bool = False) -> int:
        """The first token from here on with a delimiter before it, or one that links a phrase."""
        links = grammar().attachment if or_link else lambda word: ""
        rest = range(at, len(self._tokens))
        ends = (each for each in rest if self._delimiter(each) or links(self._tokens[each].word))
        return next(ends, len(self._tokens))

    def _has_exception(self, at: int) -> bool:
        """Whether there is an exception from here on, before the end of the sentence."""
        ends = (each for each in range(at + 1, len(self._tokens)) if self._delimiter(each) in STOPS)
        return not self._exceptions.isdisjoint(range(at, next(ends, len(self._tokens))))

    def _last_delimiter(self, at: int) -> int:
        """The last token up to here with a delimiter before it."""
        return next((each for each in range(at, -1, -1) if self._delimiter(each)), 0)

    def _is_stop_words(self, start: int, end: int) -> bool:
        return grammar().stop_words.issuperset(token.word for token in self._tokens[start:end])

    def _has_content(self, start: int, end: int) -> bool:
        """Whether there is a content word from ``start`` to before ``end``."""
        return any(grammar().is_content(token.word) for token in self._tokens[start:end])

    def _goes_on(self, at: int) -> bool:
        """Whether a list continues from here to an "or"."""
        rest = takewhile(lambda token: token.delimiter not in STOPS, self._tokens[at:])
        return any(token.word in rules()["alternatives"] for token in rest)
