"""Whether words at some positions of a text form a name together.

They do in one phrase, in a coordination ("kidney and liver failure"), or where nothing else stands
beside them ("failure, renal").
"""

from __future__ import annotations

import re
from collections import defaultdict

from b12cli.language.grammar import grammar
from b12cli.language.phrases import Text
from b12cli.language.scopes import STOPS
from b12cli.language.triggers import Match, denials
from b12cli.thesaurus.names import Name

_LISTED = re.compile(r"[()]*[:–—-][,;/+&()]*|[,/+&()]*")
"""The delimiters up to an item of a list: after a heading, semicolons too."""


_APART = frozenset((",", "-", "–", "—"))
"""Delimiters after which a number counts what follows."""


def is_name(text: Text, positions: frozenset[int], name: Name) -> bool:
    """Whether the words at these positions belong together like the words of one name."""
    first, last = min(positions), max(positions)
    if first == last:
        return True
    if not _has_letters_in_place(text, positions, name) or _has_number_apart(text, positions):
        return False
    known = grammar()
    gap = [
        at
        for at in range(first, last)
        if at not in positions
        and (word := text.tokens[at].word) not in known.stop_words
        and not known.is_modifier(word)
    ]
    between = {text.tokens[at].word for at in range(first, last) if at not in positions}
    if between & (denials() | known.clauses):
        return False  # a name "with failure" doesn't mean "without failure"
    one, other = text.phrases[text.phrase_of[first]], text.phrases[text.phrase_of[last]]
    if one.segment == other.segment:
        if len(gap) > 1 or (between and _is_interrupted(text, positions)):
            return False
        return not (_is_beside(between) and _is_anothers(text, positions))
    crossed = delimiters(text, positions)
    if crossed and _is_divided(text, positions):
        return False
    if crossed and text.tokens[first].word in known.relational:
        return _is_answer(text, positions)
    if crossed & STOPS:
        return False
    if "," in crossed and any(known.attachment(word) in ("place", "link") for word in name.words):
        return False  # "hypertension, pregnant" is a list, not hypertension in pregnancy
    if not gap and _has_nothing_else(text, positions):
        return True
    # A comma begins another thing, "low B12, folate ok", unless "and" or a heading makes it a list.
    is_joined = "," not in crossed or ":" in crossed or not known.conjunctions.isdisjoint(between)
    return is_joined and _is_shared(text, positions)


def _is_divided(text: Text, positions: frozenset[int]) -> bool:
    """Whether something is said of only one of the parts: "liver failure, denies alcohol"."""
    touched = {text.phrases[text.phrase_of[at]].segment for at in positions}
    return any(
        text.phrases[text.phrase_of[match.start]].segment in touched
        for match in _taking_away(text)
        if match.start not in positions
    )


def _is_interrupted(text: Text, positions: frozenset[int]) -> bool:
    """Whether a trigger stands between these words: in "kidney failure at risk of heart attack"
    there is no heart failure."""
    between = frozenset(range(min(positions), max(positions))) - positions
    return any(match.tokens <= between for match in _taking_away(text))


def _is_beside(between: set[str]) -> bool:
    """Whether one of these words puts what follows beside what comes before it."""
    return any(grammar().attachment(word) in ("link", "place") for word in between)


def _is_anothers(text: Text, positions: frozenset[int]) -> bool:
    """Whether a general word among these is another thing's: in "Alzheimer's disease with dry
    eyes" there is no eye disease."""
    general = (at for at in positions if text.tokens[at].word in grammar().qualifiers)
    heads = ((at, text.phrases[text.phrase_of[at]].head) for at in general)
    return any(head is not None and head < at and head not in positions for at, head in heads)


def _taking_away(text: Text) -> list[Match]:
    """The triggers after which something is not the patient's, or not yet."""
    taking = ("negated", "family", "hypothetical")
    return [each for each in text.triggers if each.trigger.assertion in taking]


def delimiters(text: Text, positions: frozenset[int]) -> set[str]:
    """The delimiters between the first and the last of these words."""
    between = range(min(positions) + 1, max(positions) + 1)
    return {text.tokens[at].delimiter for at in between if text.tokens[at].delimiter}


def _has_letters_in_place(text: Text, positions: frozenset[int], name: Name) -> bool:
    """Whether each letter follows a word of the name: "a vitamin deficiency" has an article, not
    vitamin A."""
    letters = {word for word in name.words[1:] if len(word) == 1 and word in grammar().stop_words}
    return all(at - 1 in positions for at in positions if text.tokens[at].word in letters)


def _has_number_apart(text: Text, positions: frozenset[int]) -> bool:
    """Whether a number stands behind a comma or dash: "CKD, 5 tablets" is no stage 5."""
    tokens = (text.tokens[at] for at in positions - {min(positions)})
    return any(token.word.isdigit() and token.delimiter in _APART for token in tokens)


def is_linked(text: Text, positions: frozenset[int]) -> bool:
    """Whether these words are on both sides of a link, such as "due to"."""
    return any(
        grammar().attachment(text.tokens[at].word) == "link"
        for at in range(min(positions), max(positions))
    )


def _is_answer(text: Text, positions: frozenset[int]) -> bool:
    """Whether the rest of a name is in the list that says to what its first word is: allergies:
    nickel; latex; cobalt."""
    first, item, *_ = sorted(positions)
    if not _LISTED.fullmatch("".join(each.delimiter for each in text.tokens[first + 1 : item + 1])):
        return False
    segment = text.phrases[text.phrase_of[item]].segment
    own = (at for at, of in enumerate(text.phrase_of) if text.phrases[of].segment == segment)
    words = [text.tokens[at].word for at in own if at not in positions]
    known = grammar()
    return all(
        (word in known.stop_words or known.is_modifier(word))
        and word not in known.healthy
        and known.attachment(word) not in ("place", "link")
        for word in words
    )


def _has_nothing_else(text: Text, positions: frozenset[int]) -> bool:
    """Whether the segments have nothing else, as in "failure, renal" or "pins and needles"."""
    touched = {text.phrases[text.phrase_of[at]].segment for at in positions}
    return all(
        at in positions
        or (grammar().is_modifier(word := text.tokens[at].word) and not _has_number(word))
        for phrase in text.phrases
        if phrase.segment in touched
        for at in phrase.content
    )


def _has_number(word: str) -> bool:
    """Whether it is a name with a number in it, such as B12."""
    return word[0].isalpha() and not word.isalpha()


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
    content = [at for at in after if not grammar().is_modifier(text.tokens[at].word)]
    ends = (
        before[-len(one) :] == sorted(one)
        and len(before) <= len(one) + 1
        and content[-1:] == sorted(other)[-1:]
    )
    starts = before[: len(one)] == sorted(one) and other.issuperset(after)
    return ends or starts
