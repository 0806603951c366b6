"""What the words between a trigger and a target leave in doubt: whether it is about that target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from b12cli.language.grammar import grammar
from b12cli.language.triggers import Trigger, rules


def is_of_nearer(trigger: Trigger, words: Iterable[str]) -> bool:
    """Whether what is said after a target may be of what stands between them: sepsis *with
    cultures* negative, pregnant *asthma* as a child. A relative or a year may stand anywhere."""
    if trigger.assertion == "family" or "{year}" in trigger.words:
        return False
    others = {*rules()["attaching"], *_care(), *rules()["other_tests"]}
    return any(
        word in others or (grammar().is_content(word) and word not in rules()["tests"])
        for word in words
    )


def is_of_test(words: Iterable[str]) -> bool:
    """Whether what is said behind these words is only of a test: sepsis, *bloods* all negative."""
    known = grammar()
    tests = {*rules()["tests"], *rules()["other_tests"], *rules()["kinds"]["evidence"].split()}
    said = {word for word in words if word in tests or not known.is_modifier(word)}
    return bool(said) and said <= tests


def is_clause(words: Iterable[str]) -> bool:
    """Whether the words begin something new: has a son and *is on* dialysis."""
    return any(grammar().attachment(word) in ("link", "place") for word in _begun(words))


def is_somebodys(words: Sequence[str]) -> bool:
    """Whether what follows is somebody's own: no cure for *her* blindness."""
    return any(word in rules()["doubting"] for word in words[1:])


def is_predicate(target: Sequence[str]) -> bool:
    """Whether a target is what somebody is, or a value, and so no item of a list."""
    return target[0] in rules()["predicates"] or any(map(str.isnumeric, target))


def is_for(target: Sequence[str]) -> bool:
    """Whether a target is something for another, so that a denial may be of only the first: no
    *transplant for kidney failure*."""
    return any(word in rules()["purposes"] for word in target)


def is_of_another(trigger: Trigger, words: Sequence[str]) -> bool:
    """Whether a denial or plan is of something else, which is said first: not *coping with*
    dialysis, did not *know of* the pregnancy, planned *admission for* sepsis."""
    if trigger.assertion not in ("negated", "hypothetical"):
        return False
    known, attaching = grammar(), rules()["attaching"]
    linked, denied = known.body | _care(), {*rules()["denied"], *_care()}
    is_care = any(word in linked and link in attaching for word, link in pairwise(words))
    is_care |= any(word in rules()["troubles"] for word in words[-1:])
    is_other = any(
        not (word in known.stop_words or word in denied or known.is_modifier(word))
        for word in words
    )
    is_any = trigger.assertion == "negated" and trigger.scope != "phrase"
    return is_care or (is_any and is_other)


def _care() -> frozenset[str]:
    """What there may be none of for a thing, or with it, although the thing is there."""
    return frozenset((*rules()["care"], *rules()["troubles"]))


def _begun(words: Iterable[str]) -> list[str]:
    """The words before the first content word."""
    return list(takewhile(lambda word: not grammar().is_content(word), words))
