"""Check: what the monograph says about a patient's conditions, symptoms and group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias, get_args

from msgspec.structs import replace

from b12cli.language.context import contexts
from b12cli.language.grammar import Assertion, grammar
from b12cli.language.phrases import Text
from b12cli.language.tokens import words
from b12cli.language.unread import Unread
from b12cli.monograph.model import ADMINISTRATION, REFERENCES, Monograph, Verdict, entries
from b12cli.monograph.severity import severity
from b12cli.results import Checked, Hit
from b12cli.thesaurus.codes import Codes
from b12cli.thesaurus.icd10 import MARK
from b12cli.thesaurus.loader import index_for
from b12cli.thesaurus.mentions import Mention, Reader
from b12cli.thesaurus.names import Name, Names
from b12cli.thesaurus.vocabulary import Vocabulary
from b12cli.verdicts import Status, status, verdict

_GRAVEST_FIRST: tuple[Verdict, ...] = get_args(Verdict)

_Judged: TypeAlias = tuple[Verdict, Assertion | None, Hit]

_OWN = (None, "historical", "recent", "resolved", "uncertain", "maybe_negated")
"""The contexts of what the patient has, or may have had."""

_NOT_OWN = ("negated", "maybe_negated", "uncertain", "family", "hypothetical", "resolved", "over")
"""The contexts of what the patient may not have now, even if it lasts."""

_CODED = "qcode"
"""Stands for a code while its context is read: a word that is none."""


@cache
def _code() -> re.Pattern[str]:
    """A code of ICD-10, with its dot, or without, as in some exports; q12h, P2Y12 and what stands
    after the words ``uncoded`` are none. A mark belongs to it, but not between two: E10.2+N08.3."""
    uncoded = "".join(rf"(?<!\b{word}[ -])" for word in grammar().uncoded)
    return re.compile(
        rf"(?i)(?<![\w.]){uncoded}([a-z]\d[0-9a-z](?:\.[0-9a-z]{{1,4}}|\d[0-9a-z]{{0,3}})?)"
        rf"(?!\.?\w)(?:{MARK}(?!\w))?"
    )


BLAMED = 3
"""The most words from "after" to what a reaction is blamed on (after her last B12), or from that to
a delimiter behind it (cyanocobalamin tabs - swollen tongue)."""

_HEADING = frozenset((":", "-", "–", "—", "->", "-->", "→"))
"""These delimiters."""


class Checker:
    """Judges terms by a monograph."""

    def __init__(self, monograph: Monograph) -> None:
        # Nobody has a work that is cited, or a reviewer.
        sections = [each for each in monograph.sections if each.section != REFERENCES]
        places = entries(sections)
        index = index_for(monograph)
        self._index = index
        self._vocabulary = Vocabulary(index)
        self._names = Names(places, index, self._vocabulary, monograph)
        self._codes = Codes(places, index, self._names.relations)
        self.reader = Reader(self._names)
        self._unread = Unread(self._vocabulary.is_word, self._index.thresholds)
        self._unread_alone = Unread(self._vocabulary.is_certain, self._index.thresholds)
        self.relations = self._names.relations

    def check(self, term: str, line: int | None = None) -> Checked:
        """The gravest verdict on the term, with the entries it is based on, and the parts of it
        that b12 doesn't know; ``line`` is the term's line in its list.
        """
        result = self._judged(term, line)
        # Where nothing is found, what is like a word of a name may be anything.
        unread = (self._unread if result.hits else self._unread_alone).within(term)
        is_known = any(_is_had(hit) or hit.matched == term for hit in result.hits)
        if not unread and not is_known and self._names_no_condition(term):
            return Checked(term, "not_mentioned", line=line, unread=(term,), is_sentence=True)
        return replace(result, unread=unread)

    def _names_no_condition(self, term: str) -> bool:
        """Whether the term is a sentence about somebody, or an organ, without any value or name of
        what one may have: my chair time is Monday, the liver is in ribbons."""
        said, known = set(words(_code().sub(" ", term))), grammar()
        is_of_somebody = not said.isdisjoint(known.pronouns)
        if not (is_of_somebody or said & known.copulas):
            return False
        text = Text(term, self._vocabulary.is_word)
        found = [(name, spot) for name, spot in self.reader.kept(text) if not name.is_exclusion]
        organs = frozenset(at for name, spot in found if name.is_bare for at in spot)
        rest = (token.word for at, token in enumerate(text.tokens) if at not in organs)
        if known.is_healthy(rest) or not (is_of_somebody or organs):
            return False
        meant = (self._names.resolved(name) for name, _ in found if not name.is_bare)
        return not text.quantities and not any(
            not places or any(map(_is_had, places)) for places in meant
        )

    def _judged(self, term: str, line: int | None) -> Checked:
        rest, codes = coded(term, self._codes)
        said = (self._index.code_context(code[1]) for code in _code().finditer(term))
        by_code = next((each for each in said if each), None)
        found = [
            *self._by_code(term, codes),
            *self._by_words(rest, by_code),
            *self._by_letters(term),
        ]
        signs = [hit for _, context, hit in found if context in _OWN and _is_allergic(hit)]
        if signs:
            found += self._by_reaction(rest, all(hit.is_near for hit in signs))
        if not found:
            return Checked(term, "not_mentioned", line=line)
        gravest = min((each for each, _, _ in found), key=_GRAVEST_FIRST.index)
        hits: dict[int, Hit] = {}
        for each, context, hit in found:
            if each == gravest:
                hits.setdefault(id(hit.place.entry), replace(hit, assertion=context))
        return Checked(term, gravest, tuple(hits.values()), line)

    def _by_code(self, term: str, codes: Sequence[str]) -> Iterator[_Judged]:
        """The verdicts by codes. A context only leaves them in doubt, because it may be about the
        words beside a code."""
        if not codes:
            return
        written = [code[1] for code in _code().finditer(term)]
        text = Text(_code().sub(_CODED, term), self._vocabulary.is_word)
        spots = [frozenset([at]) for at, token in enumerate(text.tokens) if token.word == _CODED]
        said = contexts(text, spots)
        if len(said) != len(written):  # the word itself was typed: all are as they stand
            said = [None] * len(written)
        stated = {
            code for code, context in zip(written, said, strict=True) if context not in _NOT_OWN
        }
        for hit in hits_by_code(self._codes, codes):
            context: Assertion | None = None if hit.matched in stated else "uncertain"
            yield verdict(hit.place, hit.nearness, status(context, "lasts")), context, hit

    def _by_words(self, text: str, context: Assertion | None) -> Iterator[_Judged]:
        """The verdicts by words, in the context of a code beside them if they have none."""
        for mention in self.reader.mentions(Text(text, self._vocabulary.is_word)):
            mention = replace(mention, context=mention.context or context)
            name = mention.name
            said = status(mention.context, self._names.past(name), self._names.is_inherited(name))
            found = judged(mention, said)
            if found:
                yield found, mention.context, hit_by(mention)

    def _by_letters(self, term: str) -> Iterator[_Judged]:
        """The verdicts on exact names, to the letter, whatever their words mean."""
        for name in self._names.verbatim(term):
            assert name.place
            hit = Hit(name.place, term, is_near=name.is_near, is_doubtful=name.is_open)
            yield verdict(hit.place, hit.nearness), None, hit

    def _by_reaction(self, text: str, is_near: bool) -> Iterator[_Judged]:
        """The verdicts on a sign of an allergic reaction to a substance, which may be an allergy to
        it: lips swelled after B12. "After B12 deficiency" is not about the substance.

        ``is_near``: the sign is only near the reaction that the monograph warns of, so that it is
        asked about, whatever word stands for the medicine: hives after her last jab.
        """
        read = Text(text, self._vocabulary.is_word)
        where, blaming = self.reader.keys(read), grammar().blaming
        longer = [spot for name, spot in self.reader.kept(read) if len(name.needed) > 1]

        def is_blamed(spot: frozenset[int]) -> bool:
            before = read.tokens[max(0, min(spot) - BLAMED) : min(spot)]
            is_part = any(spot <= each for each in longer)
            is_after = any(token.word in blaming for token in before)
            return not is_part and (is_after or _causes(read, max(spot)))

        medicine = self._blamed_medicine(read) if is_near else ""
        for place, substance in self._names.substances():
            spots = [where.get(self._vocabulary.key(word), []) for word in words(substance)]
            if spots and all(spots) and any(map(is_blamed, spots[0])):
                hit = Hit(place, substance, is_near=True)
            elif medicine:
                hit = Hit(place, medicine, is_near=True)
            else:
                continue
            yield verdict(hit.place, hit.nearness), None, hit

    def _blamed_medicine(self, text: Text) -> str:
        """The word for the medicine itself that a reaction is blamed on: hives after her last jab,
        a vitamin jab gave her hives. Not in "after the flu jab", "after an injection of
        penicillin"."""
        known, key = grammar(), self._vocabulary.key
        meant = set(map(key, known.medicine))
        said = {key(word) for _, each in self._names.substances() for word in words(each)}
        is_blamed, is_own = False, True
        for at, token in enumerate(text.tokens):
            word, after = token.word, text.tokens[at + 1].word if at + 1 < len(text.tokens) else ""
            is_found = is_blamed or (is_own and _causes(text, at))
            if is_found and key(word) in meant and after not in known.prepositions:
                return word
            is_own = word in known.stop_words or known.is_modifier(word) or key(word) in said
            is_blamed = word in known.blaming or (is_blamed and is_own)
        return ""


def _causes(text: Text, at: int) -> bool:
    """Whether what comes after this token is said to come from it: B12: hives, B12 gave her
    hives."""
    behind = text.tokens[at + 1 : at + 1 + BLAMED]
    return any(token.delimiter in _HEADING or token.word in grammar().causing for token in behind)


def coded(term: str, known: Codes) -> tuple[str, list[str]]:
    """The term without its known ICD-10 codes, and these codes."""
    codes = [match for match in _code().finditer(term) if match[1] in known]
    for code in reversed(codes):
        term = f"{term[: code.start()]} {term[code.end() :]}"
    return term, [code[1] for code in codes]


def hits_by_code(known: Codes, codes: Sequence[str]) -> Iterator[Hit]:
    """The hits for ICD-10 codes."""
    for code in codes:
        for place, is_wider in known.at(code):
            yield Hit(place, code, by_code=True, is_near=is_wider)


def judged(mention: Mention, status: Status = "stated") -> Verdict | None:
    """The verdict on a mention with this status. None if the text is not about it: kidney stones
    have nothing to do with what "kidney" leads to."""
    name = mention.name
    # In "pregnancy test negative" the head is the word that gives the context.
    is_said = status in ("negated", "inherited", "family", "hypothetical") or mention.is_head
    # What has a name of its own is no mere topic: "CKD lives alone", "HIV clinic".
    is_about = is_said or not name.is_near or name.is_specific
    return verdict(mention.place, hit_by(mention).nearness, status) if is_about else None


def hit_by(mention: Mention) -> Hit:
    """The hit for a mention."""
    name = mention.name
    is_doubtful = mention.is_near and (not name.is_near or name.is_open)
    return Hit(mention.place, name.text, is_near=mention.is_near, is_doubtful=is_doubtful)


def _is_had(found: Hit | Name) -> bool:
    """Whether it leads to what a patient may have: not just to the one who gives it."""
    return found.place is not None and found.place.section.section != ADMINISTRATION


def _is_allergic(hit: Hit) -> bool:
    """Whether the hit is a sign of an allergic reaction to the medicine."""
    section, group, _ = hit.place
    return group is not None and severity(section, group) == "allergic"
