"""In what context a text says its things: denied, in doubt, past, of somebody else, only planned.

A trigger of ``context.yaml`` puts into its context what its scope reaches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from b12cli.language.grammar import Assertion, grammar
from b12cli.language.phrases import Text
from b12cli.language.tokens import Token
from b12cli.language.triggers import PRECEDENCE, Match, Trigger, matches, rules

Span: TypeAlias = tuple[int, int]

STOPS = frozenset(".?!;|")
"""Signs that no name and no context reaches over."""

_BRACKETS = frozenset("([")
_DASHES = frozenset("-–—")
_ASIDE = frozenset((",", ":", "-", "–", "—", "(", "["))
"""Signs before a trigger that stands behind its thing, as an afterthought."""

_ALIKE = frozenset((",", ":", "/"))
"""Signs that coordinate as "or" does."""

_LISTED = ("negated", "historical", "family")
"""Contexts that go on over commas after a colon: "denies: sepsis, fever"."""

_MOST_BETWEEN = 5
"""Words with a meaning of their own that may stand between a trigger and its thing."""

_MOST_BEFORE = 3
"""Words that may stand before a person: in her older sister."""

_MOST_TELLING = 2
"""Words that say what a text is about, beyond which a denial may be of them."""


def contexts(text: Text, spots: Sequence[frozenset[int]]) -> list[Assertion | None]:
    """For the things at each of these tokens the context that they stand in."""
    found = matches(text.tokens) if spots else []
    if not found:
        return [None] * len(spots)
    weeks = frozenset(
        at for quantity, spot in text.quantities if quantity.name == "gestation" for at in spot
    )
    return list(_Scopes(text.tokens, spots, found, weeks).contexts())


def triggered(text: Text) -> frozenset[int]:
    """The tokens that put others into a context, or only seem to."""
    return frozenset(at for match in matches(text.tokens) for at in match.tokens)


class _Scopes:
    """The triggers in a text, and what they reach of the things in it."""

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
        self._thing_at = {at: thing for thing in self._things() for at in range(*thing)}
        free = (match for match in matches if not self._is_in_name(match))
        self._matches = list(map(self._directed, free))
        self._starts = {each.start for each in self._matches if each.is_forward}

    def contexts(self) -> Iterator[Assertion | None]:
        """The context of each spot."""
        found: dict[Span | None, set[Assertion]] = defaultdict(set)
        for match, assertion in self._governed():
            # Between two things, it can't be told which of them is denied.
            both = match.is_forward and match.is_backward
            for thing, is_doubtful in self._reached(match):
                is_doubtful = assertion == "negated" and (is_doubtful or both)
                found[thing].add("maybe_negated" if is_doubtful else assertion)
        for spot in self._spots:
            # A trigger's own words too: "has children" says whose they are.
            said = {match.trigger.assertion for match in self._matches if spot <= match.tokens}
            said |= found[self._thing_at.get(min(spot))]
            yield next((each for each in PRECEDENCE if each in said), None)

    def _is_whole(self, spot: frozenset[int]) -> bool:
        """Whether no other name stands between the words of a name, unless they are coordinated:
        it is no vision that fails in "normal vision kidney failure"."""
        between = frozenset(range(min(spot), max(spot))) - spot
        joined = (self._tokens[at].after or self._is_joint(at) for at in between)
        return not any(between & other for other in self._spots) or any(joined)

    def _things(self) -> list[Span]:
        """The spans of the names, in their order; those that overlap are one thing, and so are
        weeks of a pregnancy beside it."""
        things: list[Span] = []
        for start, end in sorted((min(spot), max(spot) + 1) for spot in self._whole):
            beside = {start - 1, start} & self._weeks and not self._sign(start)
            if things and (start < things[-1][1] or (beside and start == things[-1][1])):
                things[-1] = things[-1][0], max(end, things[-1][1])
            else:
                things.append((start, end))
        return things

    def _is_in_name(self, match: Match) -> bool:
        """Whether the trigger is a part of a name: trying for a baby, no perception of light."""
        glue = grammar().glue
        own = {at for at in match.tokens if self._tokens[at].word not in glue}
        return any(
            spot > own and match.start in spot and not spot <= match.tokens for spot in self._whole
        )

    def _directed(self, match: Match) -> Match:
        """The match with where it looks: where there is something, and no sign between; backward
        also as an afterthought, behind a comma, a colon or in a bracket."""
        (_, assertion, direction, scope), start, end, *_ = match
        before, behind = self._sign(start), self._sign(end)
        is_forward = end < len(self._tokens) and (
            not behind
            or (behind == ":" and assertion != "hypothetical")
            or (behind in _BRACKETS and assertion == "family")
            # "Sister - epilepsy", but not "here with sister - epilepsy".
            or (behind in _DASHES and assertion == "family" and start == self._last_sign(start))
        )
        is_afterthought = before in _ASIDE and not self._tells(end, self._next_sign(end))
        is_last = end == len(self._tokens) or bool(behind)
        is_backward = start > 0 and (not before or is_afterthought)
        is_backward = is_backward and (is_last or scope != "answer")
        if direction == "bidirectional" and assertion == "family":
            return self._person(match, is_forward, is_backward and is_last)
        if direction == "bidirectional" and is_forward and is_backward:
            is_forward = self._tokens[end].word not in grammar().glue
            is_backward = not self._is_glue(self._last_sign(start), start)
            if is_forward and is_backward and assertion != "negated":
                return match  # it can't be told of which
        return match._replace(
            is_forward=is_forward and direction != "backward",
            is_backward=is_backward and direction != "forward",
        )

    def _person(self, match: Match, is_forward: bool, is_backward: bool) -> Match:
        """The match of a person: one behind a thing is the patient, unless there is a sign or "in"
        between, and one who tells of the patient is nobody who has it."""
        informant, start, end = rules()["informant"], match.start, match.end
        if is_forward and self._tokens[end].word in informant["after"]:
            return match
        opened = self._last_sign(start)
        for at in range(start - 1, opened - 1, -1) if not self._sign(start) else ():
            word, is_beside = self._tokens[at].word, start - at <= _MOST_BEFORE
            if is_beside and word in grammar().places:
                return match._replace(is_backward=True)
            if is_beside and word in informant["before"]:
                return match
            if at in self._thing_at and not grammar().is_neutral(word):
                return match
        if is_backward and start - opened <= _MOST_BEFORE:
            # "Her older sister" is one person.
            return match._replace(start=opened, is_forward=is_forward, is_backward=True)
        return match._replace(is_forward=is_forward)

    def _governed(self) -> Iterator[tuple[Match, Assertion]]:
        """The triggers that look anywhere, each with its context: what is past, in doubt or
        planned and denied is denied, as in "no history of"."""
        denial: Match | None = None
        for match in self._matches:
            assertion = match.trigger.assertion
            if not assertion or not (match.is_forward or match.is_backward):
                continue
            if match.is_forward:
                between = range(denial.end, match.start) if denial else ()
                if (
                    denial
                    and assertion in ("uncertain", "historical", "hypothetical")
                    and not self._tells(denial.end, match.start)
                    and not any(self._sign(at) for at in (*between, match.start))
                ):
                    assertion = "negated"
                denial = match if assertion == "negated" else None
            yield match, assertion

    def _reached(self, match: Match) -> Iterator[tuple[Span, bool]]:
        """The things in the scope of a trigger, and of each whether it is a doubtful one."""
        if match.is_backward:
            yield from self._walked(match.trigger, range(match.start - 1, -1, -1))
        if match.is_forward:
            yield from self._walked(match.trigger, range(match.end, len(self._tokens)))

    def _walked(self, trigger: Trigger, path: range) -> Iterator[tuple[Span, bool]]:
        """The first thing on the way from a trigger, and what is coordinated with it."""
        known, data, is_forward = grammar(), rules(), path.step > 0
        is_past = trigger.assertion == "historical" and not is_forward
        is_doubtful = is_linked = False
        reached: Span | None = None  # the last thing, while nothing coordinates another
        between = telling = said = 0
        for at in self._in_scope(trigger, path):
            word, thing = self._tokens[at].word, self._thing_at.get(at)
            if thing and thing == reached:
                continue
            is_first = at == path[0]
            sign = "" if is_first else self._sign(at if is_forward else at + 1)
            if sign or self._is_joint(at):
                alike = word in data["alternatives"] or sign in _ALIKE
                is_doubtful = is_doubtful or not alike
                reached, is_linked, between, telling = None, False, 0, 0
            if word in data["verbs"] and said and not is_past:
                return
            if thing:
                # What came of a thing of the past is past: kidney failure after cholera, 2019.
                if (reached and not (is_past and is_linked)) or between > _MOST_BETWEEN:
                    return
                yield thing, is_doubtful or telling > _MOST_TELLING
                reached, is_linked = thing, False
                said += 1
            elif word not in known.glue:
                between += 1
                telling += known.tells(word)
                said += known.tells(word) and trigger.assertion != "family"
            is_linked = is_linked or known.relation(word) in ("link", "part")

    def _in_scope(self, trigger: Trigger, path: range) -> Iterator[int]:
        """The tokens on the way from a trigger, up to where its scope ends."""
        is_forward, is_list = path.step > 0, trigger.scope == "list"
        said = False
        for at in path:
            word = self._tokens[at].word
            sign = self._sign(at if is_forward else at + 1)
            if at == path[0]:
                is_list = is_list or (sign == ":" and trigger.assertion in _LISTED)
            elif sign in _BRACKETS and is_forward:
                is_list = is_list or trigger.assertion == "family"
            elif sign and is_forward and at in self._starts and trigger.scope == "list":
                return  # "FH: diabetes, PMH: sepsis"
            elif sign and sign not in ("/", "+", "&"):
                goes_on = is_list or (is_forward and self._goes_on(at))
                if sign != "," or not goes_on:
                    return
            if trigger.scope == "word" and at != path[0]:
                return
            if trigger.scope == "phrase" and said and (sign or self._divides(word)):
                return
            is_clause = word in rules()["terminates"]
            if is_clause and (said or not (is_forward or word in grammar().articles)):
                return
            is_list = is_list or word in ("or", "nor")
            said = said or at in self._thing_at or grammar().tells(word)
            yield at

    def _sign(self, at: int) -> str:
        """The sign before a token; none at the end."""
        return self._tokens[at].after if at < len(self._tokens) else ""

    def _next_sign(self, at: int) -> int:
        """The first token from here on that has a sign before it."""
        ends = (each for each in range(at, len(self._tokens)) if self._sign(each))
        return next(ends, len(self._tokens))

    def _last_sign(self, at: int) -> int:
        """The last token up to here that has a sign before it."""
        return next((each for each in range(at, -1, -1) if self._sign(each)), 0)

    def _is_joint(self, at: int) -> bool:
        return self._tokens[at].word in grammar().joins

    def _divides(self, word: str) -> bool:
        return word in grammar().joins or bool(grammar().relation(word))

    def _is_glue(self, start: int, end: int) -> bool:
        return grammar().glue.issuperset(token.word for token in self._tokens[start:end])

    def _tells(self, start: int, end: int) -> bool:
        """Whether a word from start to before end says what the text is about."""
        return any(grammar().tells(token.word) for token in self._tokens[start:end])

    def _goes_on(self, at: int) -> bool:
        """Whether a list goes on here to an "or"."""
        rest = takewhile(lambda token: token.after not in STOPS, self._tokens[at:])
        return any(token.word in ("or", "nor") for token in rest)
