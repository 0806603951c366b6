"""Search: which entries answer what people type.

Every name, alias and detail is a phrase in an SQLite full-text index, which splits text
into words, takes off accents and endings (porter), and ranks (bm25). Three rules of trust
stand on top of it:

1. An entry answers if it has all the telling words of a query. Filler words (the, should)
   tell nothing; hints (treatment, serious) only raise an entry that has them.
2. An alias counts if the query has more than half of it: "needles" isn't "pins and needles".
3. A word that the monograph doesn't have may be the beginning of one, or one slip away from
   one. Otherwise the query asks for something that isn't here, and nothing is found.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import chain, islice, product
from typing import Any, NamedTuple, TypeAlias

from b12cli.monograph import Entry, Group, Monograph, Section
from b12cli.results import Found, Hit
from b12cli.words import leaves_out, one_slip, words

READINGS_LIMIT = 100
"""Ways to read a query with several slips that are tried."""

SHORTEST_GUESS = 4
"""Letters that a word needs to be taken for the beginning of another, or a slip of it."""

SUGGESTIONS = 3
"""Near terms that are named at most, where nothing is found."""

NEAR = 0.85
"""How like the query a suggestion must be, in difflib's measure from 0 to 1."""

NAME, ALIAS, RELATED, DETAIL, HEADING = range(5)
"""The fields of an entry, the most trusted first; a heading is what an entry stands under."""

CALLED = (NAME, ALIAS, RELATED)
"""The fields that are what people call an entry, as against what it says."""


_SEPARATOR = re.compile(r"[,;/&+]")

_Grade: TypeAlias = tuple[bool, bool, int]
"""How well an entry has a term: in another form, as part of a phrase, in which field."""

_LAST: _Grade = (True, True, HEADING)


class _Phrase(NamedTuple):
    entry: int
    field: int
    text: str


class _Term(NamedTuple):
    """A word of the query as it is read, and what it matches, in FTS5's query syntax.

    An empty match: the word tells nothing, so an answer need not have it.
    """

    word: str
    match: str = ""


class Index:
    """The entries of a monograph, ready to be searched."""

    def __init__(self, monograph: Monograph) -> None:
        self._entries: list[tuple[Section, Group, Entry]] = []
        self._phrases: list[_Phrase] = []
        for section in monograph.sections:
            for group in section.groups:
                for entry in group.entries:
                    self._add(section, group, entry)
        known = monograph.words
        self._negations = frozenset(words(known.negations))
        self._qualifiers = frozenset(words(known.qualifiers))
        self._filler = self._negations.union(words(known.filler))
        self._hints = self._qualifiers.union(words(known.hints))
        self._distinct = frozenset(words(known.distinct))
        self._joins = frozenset(words(known.joins))
        self._unrelated = [f" {' '.join(words(phrase))} " for phrase in known.unrelated]
        self._same = {word: line for line in map(words, known.same) for word in line}
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            "CREATE VIRTUAL TABLE phrase"
            " USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        self._db.executemany(
            "INSERT INTO phrase(rowid, text) VALUES (?, ?)",
            ((number, phrase.text) for number, phrase in enumerate(self._phrases)),
        )

    def _add(self, section: Section, group: Group, entry: Entry) -> None:
        number = len(self._entries)
        self._entries.append((section, group, entry))
        dose = entry.dose.text if entry.dose else None
        heading = f"{section.title}. {section.summary} {group.title}"
        self._phrases.append(_Phrase(number, NAME, entry.name))
        self._phrases.extend(_Phrase(number, ALIAS, alias) for alias in entry.aliases)
        self._phrases.extend(_Phrase(number, RELATED, other) for other in entry.related)
        self._phrases.extend(_Phrase(number, DETAIL, text) for text in (entry.detail, dose) if text)
        self._phrases.append(_Phrase(number, HEADING, heading))

    def find(self, query: str) -> Found:
        """The entries that answer the query, best first."""
        asked = words(query)
        if self._is_unrelated(asked):
            return Found(query)
        telling = self._telling(asked)
        several = bool(_SEPARATOR.search(query) or self._joins.intersection(asked))
        for readings_of in (self._likely, self._beginnings):
            readings = [readings_of(word) if word in telling else [_Term(word)] for word in asked]
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

    def _is_unrelated(self, asked: Sequence[str]) -> bool:
        """Whether the query speaks of something else, though with words of ours."""
        said = f" {' '.join(asked)} "
        return any(phrase in said for phrase in self._unrelated)

    def _telling(self, asked: Sequence[str]) -> set[str]:
        """The words that an answer must have: those of the most telling kind there is."""
        told = set(asked) - self._filler
        return told - self._hints or told or set(asked)

    def named(self, term: str) -> tuple[Hit, ...]:
        """The entries that the term is a name or alias of, in any form or spelling."""
        return self._called(term, {NAME: True, ALIAS: True})

    def mentioned(self, term: str) -> tuple[Hit, ...]:
        """The entries that the term is related to, or in whose name it stands."""
        return self._called(term, {NAME: False, RELATED: True})

    def _called(self, term: str, fields: Mapping[int, bool]) -> tuple[Hit, ...]:
        """The entries that have the term in one of these fields: there as a whole, or in part."""
        asked = words(term)
        if self._is_unrelated(asked):
            return ()
        # Who has no kidney failure doesn't have kidney failure: negations count here.
        ignored = (self._filler - self._negations) | self._qualifiers
        readings = [
            self._itself(word) or self._slips(word) for word in asked if word not in ignored
        ]
        answers: set[tuple[Hit, ...]] = set()
        for reading in islice(product(*readings), READINGS_LIMIT):
            terms = [term for term in reading if term.match]
            having = Counter(chain.from_iterable(self._scores(term.match) for term in terms))
            hits: dict[int, Hit] = {}
            for number in sorted(having):
                entry, field, text = self._phrases[number]
                if field not in fields or having[number] < len(terms):
                    continue
                if not (fields[field] and leaves_out(text, having[number], asked, ignored)):
                    hits.setdefault(entry, Hit(*self._entries[entry], text))
            answers.add(tuple(hits.values()))
        answers.discard(())
        return answers.pop() if len(answers) == 1 else ()

    def _likely(self, word: str) -> list[_Term]:
        """What the word stands for: itself; else what begins so, else what is one slip away."""
        return self._itself(word) or self._beginnings(word) or self._slips(word)

    def _itself(self, word: str) -> list[_Term]:
        if word in self._distinct:  # its ending taken off, it may look like one of ours
            return []
        match = self._forms(word)
        return [_Term(word, match)] if self._scores(match) else []

    def _beginnings(self, word: str) -> list[_Term]:
        if not self._guessable(word):
            return []
        begun = [known for known in self._vocabulary if known.startswith(word)]
        return [_Term(word, _any(begun))] if begun else []

    def _slips(self, word: str) -> list[_Term]:
        if not self._guessable(word):
            return []
        known = {*self._vocabulary, *self._filler, *self._hints}
        slips = [each for each in known if len(each) > SHORTEST_GUESS and one_slip(word, each)]
        return [
            _Term(slip, "" if slip in self._filler else self._forms(slip)) for slip in sorted(slips)
        ]

    def _guessable(self, word: str) -> bool:
        return len(word) >= SHORTEST_GUESS and word not in self._distinct

    def _forms(self, word: str) -> str:
        """What matches the word in all its forms."""
        return _any(self._same.get(word, (word,)))

    @cached_property
    def _vocabulary(self) -> list[str]:
        """All words of the phrases; unlike the words of their index, with endings."""
        self._db.executescript("""
            CREATE VIRTUAL TABLE word USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
            INSERT INTO word SELECT text FROM phrase;
            CREATE VIRTUAL TABLE vocabulary USING fts5vocab(word, row);
        """)
        return [word for (word,) in self._db.execute("SELECT term FROM vocabulary")]

    def _scores(self, match: str) -> dict[int, float]:
        """The phrases that match, each with its bm25: the lower, the better."""
        query = "SELECT rowid, bm25(phrase) FROM phrase WHERE phrase MATCH ?"
        return dict(self._db.execute(query, (match,)).fetchall())

    def _answer(
        self, terms: Sequence[_Term], read: Sequence[str], several: bool
    ) -> tuple[Hit, ...]:
        """The entries that have all the terms, best first.

        Failing that, where several things may be asked at once: the entries that the query
        names in full, if they have all the terms together.
        """
        if not terms:
            return ()
        matches = [self._scores(term.match).keys() for term in terms]
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
        return tuple(Hit(*self._entries[entry], matched[entry]) for entry in answers)

    def _ranking(
        self, terms: Sequence[_Term], read: Sequence[str], grades: Mapping[int, _Grade]
    ) -> Callable[[int], Any]:
        """The key that puts the best entry first: most hints, then best grade, then best bm25.

        Where no word is telling, all that the query tells is in how it is put: then the
        phrase that has most of its words comes first.
        """
        hinted = self._hinted(read, terms)
        vague = all(term.word in self._hints for term in terms)
        put = Counter(number for word in set(read) for number in self._scores(self._forms(word)))
        likeness: dict[int, tuple[int, float]] = {}
        for number, score in self._scores(_any(read)).items():
            entry = self._phrases[number].entry
            alike = (-put[number] if vague else 0, score)
            likeness[entry] = min(alike, likeness.get(entry, alike))
        return lambda entry: (
            -hinted[entry],
            None if vague else grades[entry],
            likeness.get(entry, (0, 0.0)),
        )

    def _coverage(
        self, having: Counter[int], terms: Sequence[_Term], read: Sequence[str]
    ) -> dict[int, float]:
        """Of the phrases that count, how much of their telling words the query has.

        All count but an alias of which the query has half or less, or leaves out much
        filler ("family" isn't "in the family way"). Where the query is all
        filler, this holds for every phrase.
        """
        asked = {word for term in terms for word in words(term.match)}
        ignored = (self._filler | self._hints) - asked
        only_filler = asked <= self._filler
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
        having = Counter(number for word in set(read) for number in self._scores(self._forms(word)))
        return {
            number
            for number, count in having.items()
            if self._phrases[number].field in CALLED
            and count >= len(set(words(self._phrases[number].text)))
        }

    def _hinted(self, read: Sequence[str], terms: Sequence[_Term]) -> Counter[int]:
        """How many hints of the query each entry has."""
        hints = self._hints.intersection(read).difference(term.word for term in terms)
        return Counter(
            entry
            for hint in hints
            for entry in {self._phrases[number].entry for number in self._scores(self._forms(hint))}
        )

    def _matched(
        self, terms: Sequence[_Term], having: Counter[int], trusted: Collection[int]
    ) -> dict[int, str]:
        """What each entry answers by: its alias, or its words, whichever has more of the query."""
        typed = {term.word for term in terms}
        query = (
            "SELECT rowid, highlight(phrase, 0, char(1), char(2)) FROM phrase WHERE phrase MATCH ?"
        )
        best: dict[int, tuple[int, int, int, int, str]] = {}
        for number, marked in self._db.execute(query, (" OR ".join(t.match for t in terms),)):
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
            for phrase in self._phrases
            if phrase.field in CALLED
        }
        near = get_close_matches(" ".join(asked), phrases, SUGGESTIONS, NEAR)
        return tuple(dict.fromkeys([*named, *(phrases[text] for text in near)]))[:SUGGESTIONS]


def _any(forms: Iterable[str]) -> str:
    """FTS5's query for any of these words."""
    return " OR ".join(f'"{form}"' for form in forms)
