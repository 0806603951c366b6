"""The triggers of contexts, and finding them in a text.

Modelled on ConText (Harkema et al., 2009) and the assertions of i2b2 (2010): triggers, each with a
direction and a scope, and the terminations of scopes are data in ``context.yaml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from b12cli.language.grammar import Assertion, compiled
from b12cli.language.lexicon import CACHED
from b12cli.language.tokens import Token, spelling, stem

PRECEDENCE: tuple[Assertion, ...] = (
    "family",
    "uncertain",
    "resolved",
    "recent",
    "historical",
    "maybe_negated",
    "hypothetical",
    "negated",
)
"""If a target has several contexts, the first of these counts: whose it is comes first, then what
leaves most of it."""

PAST: frozenset[Assertion] = frozenset(("historical", "recent"))
"""What was so once, long ago or not."""

Direction: TypeAlias = Literal["forward", "backward", "bidirectional"]
Scope: TypeAlias = Literal["coordination", "list", "phrase", "word", "answer"]


class Trigger(Struct, frozen=True):
    """Words that give a context to what comes before or after them.

    ``words`` are stems, or kinds of words such as ``{year}``; without an assertion it is a
    pseudo-trigger, which only looks like one, or an exception or reversal, which ends a denial and
    leaves it in doubt.
    """

    words: tuple[str, ...]
    assertion: Assertion | None = None
    direction: Direction = "forward"
    scope: Scope = "coordination"
    is_exception: bool = False


class Match(Struct, frozen=True):
    """A trigger in a text, at the tokens from ``start`` to before ``end``, and its directions."""

    trigger: Trigger
    start: int
    end: int
    is_forward: bool = False
    is_backward: bool = False

    @property
    def tokens(self) -> frozenset[int]:
        return frozenset(range(self.start, self.end))


def matches(tokens: Sequence[Token]) -> list[Match]:
    """The triggers in the text, the longest at each position; the same words may be two triggers,
    one forward and one backward."""
    known, found, at = _triggers(), list[Match](), 0
    while at < len(tokens):
        begun = [each for kind in _kinds(tokens[at].word) for each in known.get(kind, ())]
        standing = [trigger for trigger in begun if _stands(tokens, trigger, at)]
        length = max((len(trigger.words) for trigger in standing), default=1)
        found += (
            Match(trigger, at, at + length) for trigger in standing if len(trigger.words) == length
        )
        at += length
    return found


def _stands(tokens: Sequence[Token], trigger: Trigger, at: int) -> bool:
    span = tokens[at : at + len(trigger.words)]
    return len(span) == len(trigger.words) and all(
        word in _kinds(token.word) and not (token.delimiter and token is not span[0])
        for word, token in zip(trigger.words, span, strict=True)
    )


@cache
def denials() -> frozenset[str]:
    """The words that begin a denial of what comes after them: no, not, without."""
    triggers = (each for begun in _triggers().values() for each in begun)
    return frozenset(
        each.words[0]
        for each in triggers
        if each.assertion == "negated" and each.direction == "forward"
    )


@lru_cache(CACHED)
def _kinds(word: str) -> tuple[str, ...]:
    """What a trigger may call the word: a kind such as a year, itself, or its stem."""
    numbers = [kind for kind, pattern in _numbers() if pattern.fullmatch(word)]
    participle = [spelling(word)] if word.endswith(rules()["participle"]) else []
    return (*_listed().get(word, ()), *numbers, stem(word), *participle)


@cache
def _listed() -> dict[str, list[str]]:
    """The kinds of each word that is listed under one."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for kind, words in rules()["kinds"].items():
        for word in words.split():
            by_word[word].append(f"{{{kind}}}")
    return by_word


@cache
def _numbers() -> list[tuple[str, re.Pattern[str]]]:
    return [(f"{{{kind}}}", re.compile(each)) for kind, each in rules()["numbers"].items()]


def rules() -> dict[str, Any]:
    """The contents of ``context.yaml``."""
    return compiled()["context"]


def triggers(data: Mapping[str, Any]) -> Iterator[Trigger]:
    """The triggers in ``context.yaml``, including pseudo-triggers and exceptions."""
    for assertion in PRECEDENCE:
        for direction, listed in data[assertion].items():
            for words, example in listed.items():
                scope: Scope = "coordination" if isinstance(example, str) else example["scope"]
                yield Trigger(_stems(words), assertion, direction, scope)
    yield from (Trigger(_stems(words)) for words in data["pseudo"])
    yield from (
        Trigger(_stems(words), is_exception=True)
        for words in (*data["exceptions"], *data["reversals"])
    )


def _stems(words: str) -> tuple[str, ...]:
    return tuple(word if word.startswith("{") else _form(word) for word in words.split())


def _form(word: str) -> str:
    """How a word of a trigger is compared: a participle as it is spelled, any other by its stem."""
    return spelling(word) if word.endswith(rules()["participle"]) else stem(word)


@cache
def _triggers() -> dict[str, list[Trigger]]:
    """By their first word, the longest first."""
    by_word: dict[str, list[Trigger]] = defaultdict(list)
    for trigger in sorted(triggers(rules()), key=lambda each: -len(each.words)):
        by_word[trigger.words[0]].append(trigger)
    return by_word
