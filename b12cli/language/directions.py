"""Which way a trigger gives its context: to what comes after it, to what comes before it, or to
both."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Literal

from msgspec.structs import replace

from b12cli.language.grammar import grammar
from b12cli.language.tokens import Token
from b12cli.language.triggers import Match, rules

BRACKETS, DASHES = frozenset("(["), frozenset(("-", "–", "—", "->", "→"))
CLOSED = frozenset(")]")
_ASIDE = frozenset((",", ":", *BRACKETS, *CLOSED, *DASHES))
"""Delimiters before a trigger that follows its target: sepsis, resolved; sepsis (biliary) 2019."""

_MOST_BEFORE = 3
"""The most words before a person: in her older sister."""


def directed(tokens: Sequence[Token], match: Match, named: Container[int]) -> Match:
    """The match with its directions: to where there is something and no delimiter in between.
    ``named`` are the tokens of targets."""
    trigger = match.trigger
    match = replace(match, start=_begun(tokens, match.start))
    is_forward, is_backward = _leads_forward(tokens, match), _leads_backward(tokens, match)
    if trigger.direction == "bidirectional":
        if trigger.assertion == "family":
            is_backward = is_backward and _is_last(tokens, match)
            return _person(tokens, match, named, is_forward, is_backward)
        if is_forward and is_backward:
            return _between(tokens, match)
    return replace(
        match,
        is_forward=is_forward and trigger.direction != "backward",
        is_backward=is_backward and trigger.direction != "forward",
    )


def _begun(tokens: Sequence[Token], start: int) -> int:
    """The start of a trigger with the words of degree before it, and the number of its years:
    sepsis (very likely); sepsis, 3 years ago."""
    times = rules()["kinds"]["time"].split()
    while start and not tokens[start].delimiter:
        word, before_it = tokens[start].word, tokens[start - 1].word
        is_number = word in times and before_it.isdecimal()
        if not (is_number or before_it in rules()["degrees"]):
            break
        start -= 1
    return start


def _leads_forward(tokens: Sequence[Token], match: Match) -> bool:
    """Whether something comes after the trigger that it may be about."""
    behind, assertion = delimiter_before(tokens, match.end), match.trigger.assertion
    if match.end == len(tokens):
        return False
    if behind == ":":
        return assertion != "hypothetical"
    if assertion != "family":
        return not behind
    # "Sister - epilepsy", but not "here with sister - epilepsy".
    is_heading = behind in DASHES and match.start == last_delimiter(tokens, match.start)
    return not behind or behind in BRACKETS or behind == "," or is_heading


def _leads_backward(tokens: Sequence[Token], match: Match) -> bool:
    """Whether something comes before the trigger that it may be about."""
    if match.start == 0 or (match.trigger.scope == "answer" and not _is_last(tokens, match)):
        return False
    return not delimiter_before(tokens, match.start) or _is_afterthought(tokens, match)


def before(tokens: Sequence[Token], match: Match) -> int:
    """The token before the trigger, without what comes between: a bracket, as in "sepsis (chest)
    2017", or a relative pronoun, as in "sepsis, which resolved"."""
    at = match.start - 1
    if delimiter_before(tokens, match.start) in CLOSED:
        opened = last_delimiter(tokens, at)
        at = opened - 1 if delimiter_before(tokens, opened) in BRACKETS else at
    return at - 1 if at > 0 and _is_relative(tokens, at) else at


def behind(tokens: Sequence[Token], match: Match) -> int:
    """The token behind the trigger, without a number in brackets: daughter (6) is blind."""
    closed = match.end + 1
    is_number = tokens[match.end].delimiter in BRACKETS and tokens[match.end].word.isdecimal()
    return closed if is_number and delimiter_before(tokens, closed) in CLOSED else match.end


def _is_relative(tokens: Sequence[Token], at: int) -> bool:
    """Whether this is a relative pronoun: who, which."""
    return at < len(tokens) and tokens[at].word in rules()["relative"]


def _is_last(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a delimiter or nothing comes after the trigger."""
    return match.end == len(tokens) or bool(delimiter_before(tokens, match.end))


def _is_afterthought(tokens: Sequence[Token], match: Match) -> bool:
    """Whether the trigger stands behind a comma or colon or in a bracket, and little after it."""
    end = next_delimiter(tokens, match.end, or_link=match.trigger.assertion == "resolved")
    return delimiter_before(tokens, match.start) in _ASIDE and not has_content(
        tokens, match.end, end
    )


def _between(tokens: Sequence[Token], match: Match) -> Match:
    """The match of a trigger that may be about what is on either side of it."""
    stop_words = grammar().stop_words
    at = before(tokens, match)
    opened = last_delimiter(tokens, at if at < match.start - 1 else match.start)
    said = tokens[opened : at + 1]
    is_over = match.trigger.assertion == "resolved" and _is_afterthought(tokens, match)
    is_forward = tokens[match.end].word not in stop_words
    is_backward = is_over or not stop_words.issuperset(each.word for each in said)
    if is_forward and is_backward and match.trigger.assertion != "negated":
        return match  # it can't be told of which
    return replace(match, is_forward=is_forward, is_backward=is_backward)


def _person(
    tokens: Sequence[Token],
    match: Match,
    named: Container[int],
    is_forward: bool,
    is_backward: bool,
) -> Match:
    """The match of a person: one after a target is the patient, unless there is a delimiter or
    "in" between, and one who only reports about the patient doesn't have it."""
    informant, start, end = rules()["informant"], match.start, match.end
    if _is_relative(tokens, end):
        return replace(match, is_forward=True)
    if delimiter_before(tokens, end) in BRACKETS and tokens[end].word in informant["patient"]:
        return match  # grandma (patient)
    if is_forward and tokens[end].word in informant["after"]:
        is_own = end + 1 < len(tokens) and tokens[end + 1].word in informant["self"]
        return replace(match, is_forward=is_own)  # wife says she is pregnant, or "I am pregnant"
    before_person = _before_person(tokens, match, named)
    if before_person == "in":
        return replace(match, is_backward=True)
    if before_person == "patient":
        return match
    opened = last_delimiter(tokens, start)
    owns = any(token.word in informant["owner"] for token in tokens[opened:start])
    if is_backward and not owns and start - opened <= _MOST_BEFORE:
        # "Her older sister" is one person.
        return replace(match, start=opened, is_forward=is_forward, is_backward=True)
    return replace(match, is_forward=is_forward)


def _before_person(
    tokens: Sequence[Token], match: Match, named: Container[int]
) -> Literal["in", "patient", "nothing"]:
    """What the words before a person say: what comes before them is in that person; or it is the
    patient, who is that person, is with that person, or is only reported about; or nothing."""
    informant, known = rules()["informant"], grammar()
    for at in range(match.start - 1, last_delimiter(tokens, match.start) - 1, -1):
        word = tokens[at].word
        if match.start - at <= _MOST_BEFORE:
            if word in known.conjunctions and tokens[at - 1].word in informant["patient"]:
                return "patient"
            if word in known.locatives:
                return "in"
            if word in informant["before"]:
                return "patient"
        if at in named and not known.is_modifier(word):
            return "patient"
    return "nothing"


def delimiter_before(tokens: Sequence[Token], at: int) -> str:
    """The delimiter before a token; empty at the end."""
    return tokens[at].delimiter if at < len(tokens) else ""


def last_delimiter(tokens: Sequence[Token], at: int) -> int:
    """The last token up to here with a delimiter before it."""
    return next((each for each in range(at, -1, -1) if delimiter_before(tokens, each)), 0)


def next_delimiter(tokens: Sequence[Token], at: int, or_link: bool = False) -> int:
    """The first token from here on with a delimiter before it, or one that links a phrase."""
    links = grammar().attachment if or_link else lambda word: ""
    rest = range(at, len(tokens))
    ends = (each for each in rest if delimiter_before(tokens, each) or links(tokens[each].word))
    return next(ends, len(tokens))


def has_content(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether there is a content word from ``start`` to before ``end``."""
    return any(grammar().is_content(token.word) for token in tokens[start:end])
