"""Search: which entries answer what people type.

It stands on an index of the monograph's phrases and on what the monograph file knows about
words. Three rules of trust:

1. An entry answers if it has all the telling words of a query. Filler words (the, should)
   tell nothing; hints (treatment, severe) only raise an entry that has them.
2. An alias counts if the query has more than half of it: "needles" isn't "pins and needles".
3. A word that the monograph doesn't have may be the beginning of one, or one slip away from
   one. Otherwise the query asks for something that isn't here, and nothing is found.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain, islice, product
from typing import Any, TypeAlias

from b12cli.search.lexicon import Lexicon, Term
from b12cli.monograph import Monograph
from b12cli.search.phrases import ALIAS, CALLED, HEADING, NAME, RELATED, Phrases, any_of
from b12cli.search.results import Found, Hit
from b12cli.search.words import leaves_out, words

READINGS_LIMIT = 100
"""Ways to read a query with several slips that are tried."""

SUGGESTIONS = 3
"""Near terms that are named at most, where nothing is found."""

NEAR = 0.85
"""How like the query a suggestion must be, in difflib's measure from 0 to 1."""

_SEPARATOR = re.compile(r"[,;/&+]")

_Grade: TypeAlias = tuple[bool, bool, int]
"""How well an entry has a term: in another form, as part of a phrase, in which field."""

_LAST: _Grade = (True, True, HEADING)


class Index:
    """The entries of a monograph, ready to be searched."""

    def __init__(self, monograph: Monograph) -> None:
        self._phrases = Phrases(monograph)
        self._lexicon = Lexicon(monograph.words, self._phrases)

    def find(self, query: str) -> Found:
        """The entries that answer the query, best first."""
        asked = words(query)
        if self._lexicon.is_unrelated(asked):
            return Found(query)
        telling = self._lexicon.telling(asked)
        several = bool(_SEPARATOR.search(query) or self._lexicon.joins.intersection(asked))
        for readings_of in (self._lexicon.likely, self._lexicon.beginnings):
            readings = [readings_of(word) if word in telling else [Term(word)] for word in asked]
            answers: dict[tuple[int, ...], Found] = {}
            for terms in islice(product(*readings), READINGS_LIMIT):
                read = [term.word for term in terms]
                if hits := self._answer([each for each in terms if each.match], read, several):
                    answer = Found(query, hits, None if read == asked else " ".join(read))
                    answers.setdefault(tuple(id(hit.entry) for hit in hits), answer)
            # Two readings with two answers: to choose one would be a guess.
            if len(answers) == 1:
                return answers.popitem()[1]
        return Found(query, suggestions=self._suggestions(asked))

    def named(self, term: str) -> tuple[Hit, ...]:
        """The entries that the term is a name or alias of, in any form or spelling."""
        return self._called(term, {NAME: True, ALIAS: True})

    def mentioned(self, term: str) -> tuple[Hit, ...]:
        """The entries that the term is related to, or in whose name it stands."""
        return self._called(term, {NAME: False, RELATED: True})

    def _called(self, term: str, fields: Mapping[int, bool]) -> tuple[Hit, ...]:
        """The entries that have the term in one of these fields: there as a whole, or in part."""
        asked = words(term)
        if self._lexicon.is_unrelated(asked):
            return ()
        # Who has no kidney failure doesn't have kidney failure: negations count here.
        ignored = (self._lexicon.filler - self._lexicon.negations) | self._lexicon.qualifiers
        readings = [
            self._lexicon.itself(word) or self._lexicon.slips(word)
            for word in asked
            if word not in ignored
        ]
        answers: set[tuple[Hit, ...]] = set()
        for reading in islice(product(*readings), READINGS_LIMIT):
            terms = [term for term in reading if term.match]
            having = Counter(
                chain.from_iterable(self._phrases.scores(term.match) for term in terms)
            )
            hits: dict[int, Hit] = {}
            for number in sorted(having):
                entry, field, text = self._phrases[number]
                if field not in fields or having[number] < len(terms):
                    continue
                if not (fields[field] and leaves_out(text, having[number], asked, ignored)):
                    hits.setdefault(entry, Hit(*self._phrases.entries[entry], text))
            answers.add(tuple(hits.values()))
        answers.discard(())
        return answers.pop() if len(answers) == 1 else ()

    def _answer(self, terms: Sequence[Term], read: Sequence[str], several: bool) -> tuple[Hit, ...]:
        """The entries that have all the terms, best first.

        Failing that, where several things may be asked at once: the entries that the query
        names in full, if they have all the terms together.
        """
        if not terms:
            return ()
        matches = [self._phrases.scores(term.match).keys() for term in terms]
        having = Counter(chain.from_iterable(matches))
        coverage = self._coverage(having, terms, read)
        grades: dict[int, dict[int, _Grade]] = defaultdict(dict)
        for at, match in enumerate(matches):
            for number in match & coverage.keys():
                entry, field, text = self._phrases[number]
                inexact = terms[at].word not in words(text)
                grade = (inexact, not inexact and coverage[number] < 1, field)
                grades[entry][at] = min(grade, grades[entry].get(at, grade))
        answers = sorted(entry for entry in grades if len(grades[entry]) == len(terms))
        trusted = set(coverage)
        if not answers and several:
            trusted = self._named(read) & having.keys()
            answers = sorted({self._phrases[number].entry for number in trusted})
            if not all(match & trusted for match in matches):
                return ()
        best = {entry: max(grades[entry].values(), default=_LAST) for entry in answers}
        answers.sort(key=self._ranking(terms, read, best))
        matched = self._matched(terms, having, trusted)
        return tuple(Hit(*self._phrases.entries[entry], matched[entry]) for entry in answers)

    def _ranking(
        self, terms: Sequence[Term], read: Sequence[str], grades: Mapping[int, _Grade]
    ) -> Callable[[int], Any]:
        """The key that puts the best entry first: most hints, then best grade, then best bm25.

        Where no word is telling, all that the query tells is in how it is put: then the
        phrase that has most of its words comes first.
        """
        hinted = self._hinted(read, terms)
        vague = all(term.word in self._lexicon.hints for term in terms)
        put = Counter(
            number
            for word in set(read)
            for number in self._phrases.scores(self._lexicon.forms(word))
        )
        likeness: dict[int, tuple[int, float]] = {}
        for number, score in self._phrases.scores(any_of(read)).items():
            entry = self._phrases[number].entry
            alike = (-put[number] if vague else 0, score)
            likeness[entry] = min(alike, likeness.get(entry, alike))
        return lambda entry: (
            -hinted[entry],
            None if vague else grades[entry],
            likeness.get(entry, (0, 0.0)),
        )

    def _coverage(
        self, having: Counter[int], terms: Sequence[Term], read: Sequence[str]
    ) -> dict[int, float]:
        """Of the phrases that count, how much of their telling words the query has.

        All count but an alias of which the query has half or less, or leaves out much
        filler ("family" isn't "in the family way"). Where the query is all
        filler, this holds for every phrase.
        """
        asked = {word for term in terms for word in words(term.match)}
        ignored = (self._lexicon.filler | self._lexicon.hints) - asked
        only_filler = asked <= self._lexicon.filler
        coverage = {}
        for number, count in having.items():
            _, field, text = self._phrases[number]
            inside = set(words(text))
            share = count / max(1, len(inside - ignored))
            unsaid = (inside & ignored).difference(read)
            called = field in (ALIAS, RELATED) or only_filler
            if not called or (share > 0.5 and len(unsaid) <= 2 * count):
                coverage[number] = share
        return coverage

    def _named(self, read: Sequence[str]) -> set[int]:
        """The names and aliases that stand in the query in full."""
        having = Counter(
            number
            for word in set(read)
            for number in self._phrases.scores(self._lexicon.forms(word))
        )
        return {
            number
            for number, count in having.items()
            if self._phrases[number].field in CALLED
            and count >= len(set(words(self._phrases[number].text)))
        }

    def _hinted(self, read: Sequence[str], terms: Sequence[Term]) -> Counter[int]:
        """How many hints of the query each entry has."""
        hints = self._lexicon.hints.intersection(read).difference(term.word for term in terms)
        return Counter(
            entry
            for hint in hints
            for entry in {
                self._phrases[number].entry
                for number in self._phrases.scores(self._lexicon.forms(hint))
            }
        )

    def _matched(
        self, terms: Sequence[Term], having: Counter[int], trusted: Collection[int]
    ) -> dict[int, str]:
        """What each entry answers by: its alias, or its words, whichever has more of the query."""
        typed = {term.word for term in terms}
        best: dict[int, tuple[int, int, int, int, str]] = {}
        for number, marked in self._phrases.marked(" OR ".join(term.match for term in terms)):
            if number in trusted:
                entry, field, text = self._phrases[number]
                called = field in (ALIAS, RELATED)
                shown = text if called else " ".join(re.findall("\1(.*?)\2", marked))
                missing = len(typed.difference(words(text)))
                candidate = (-having[number], field, missing, len(text), shown)
                best[entry] = min(candidate, best.get(entry, candidate))
        return {entry: shown for entry, (*_, shown) in best.items()}

    def _suggestions(self, asked: Sequence[str]) -> tuple[str, ...]:
        """Names and aliases that are near the query, though not near enough to answer it."""
        named = [self._phrases[number].text for number in sorted(self._named(asked))]
        phrases = {
            " ".join(words(phrase.text)): phrase.text
            for phrase in self._phrases.phrases
            if phrase.field in CALLED
        }
        near = get_close_matches(" ".join(asked), phrases, SUGGESTIONS, NEAR)
        return tuple(dict.fromkeys([*named, *(phrases[text] for text in near)]))[:SUGGESTIONS]
