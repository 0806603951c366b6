"""Search: what a query names, or else what comes closest to it.

A document with all the telling words of a query is *named* by it; so are several that have them
together. If nothing is named, the best few by the same score are the *closest*: they say which
words they lack, and are not answers. The score is how much of the query's weight a document has,
each word valued by the field it is in, times how much of the name was said (``_answer``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from b12cli.beside import Beside, also, beside, beside_by_code
from b12cli.language.phrases import Text
from b12cli.language.tokens import words
from b12cli.monograph.model import Monograph, Place, entries, headings
from b12cli.monograph.note import Note
from b12cli.query import LEAST, Query, QueryReader, starts
from b12cli.results import Found, Hit
from b12cli.thesaurus.codes import Codes
from b12cli.thesaurus.loader import index_for
from b12cli.thesaurus.mentions import Mention, Reader
from b12cli.thesaurus.names import Name, Names, heading_names
from b12cli.thesaurus.vocabulary import Vocabulary

NAMED = 0.6
"""The part of a name's weight that a query needs to mean it: "needles" isn't "pins and needles"."""

CALLED = 0.6
"""The score from which a query without a telling word counts as a name: "what is it for"."""

CUT = 0.5
"""The part of the best score that others need to be shown too."""

CLOSEST, NEAR = 3, 0.15
"""How many are shown if nothing is named, and the score that they need."""

IN_NAME, IN_ALIAS, IN_TEXT, IN_HEADING = 1.0, 0.9, 0.5, 0.3
"""The value of a word by the field it is in: the name of a document, another name, the rest of its
text, or only its headings."""


class Document(Struct, frozen=True):
    """A section, group or entry, or a note on one: its text, and the text of its headings."""

    place: Place
    note: Note | None
    said: str
    above: str = ""


class Answer(Struct, frozen=True):
    """A document, and which words of the query it has, by their positions.

    ``score`` is 1 if the query is the document's own name, word for word. ``name`` is None if the
    words are not in a name but in the text.
    """

    score: float
    document: Document
    has: frozenset[int]
    name: Name | None = None

    @property
    def place(self) -> Place:
        return self.document.place

    @property
    def is_near(self) -> bool:
        """Whether its name is only near what was asked."""
        return self.name is not None and self.name.is_near


class Searcher:
    """Answers queries from a monograph, or from some of its sections."""

    def __init__(self, monograph: Monograph, sections: Collection[str] = ()) -> None:
        # All are read, whichever sections are asked for: another may have a contraindication.
        places = [*entries(monograph.sections), *headings(monograph.sections)]
        every = [document for place in places for document in documents(place)]
        asked = [each for each in every if not sections or each.place.section.section in sections]
        self._documents = {id(each.place): each for each in asked if not each.note}
        self._notes = list({each.note: each for each in asked if each.note}.values())
        title = f"{monograph.title} {monograph.generic_name}"
        index = index_for(monograph)
        texts = chain([title], *((each.said, each.above) for each in every))
        self._words: Callable[[str], tuple[str, ...]] = cache(words)
        self._vocabulary = Vocabulary(index, map(self._words, texts))
        self._names = Names(places, index, self._vocabulary, monograph)
        self._reader = Reader(self._names)
        self._codes = Codes(places, index, self._names.relations)
        self._keys: Callable[[str], frozenset[str]] = cache(self._keys_of)
        self._queries = QueryReader(self._reader, self._keys(title))

    def find(self, query: str) -> Found:
        """The answers to the query, best first, and the other contraindications it mentions, in any
        section."""
        coded = list(beside_by_code(self._codes, query))
        hits = [
            Hit(place, query.upper(), by_code=True, is_near=is_wider)
            for place, is_wider in self._codes.at(query)
            if id(place) in self._documents
        ]
        if hits:
            return Found(query, tuple(hits), also=also(coded, hits))
        text = Text(query, self._vocabulary.is_word, keeps_case=False)
        asked, mentions = self._queries.query(text, self._is_said), self._reader.mentions(text)
        told = list(beside(self._reader, text, mentions))
        chosen = self._named(asked, mentions, told)
        given = {answer.place for answer in chosen if not answer.document.note}
        # An exact match to the letter is shown, however its words are read.
        hits = [
            Hit(name.place, query, is_near=name.is_near)
            for name in self._names.verbatim(query)
            if name.place and name.place not in given and id(name.place) in self._documents
        ]
        is_closest = not (hits or chosen)
        if is_closest:
            chosen = self._closest(self._queries.expanded(asked))
        hits += [_hit(answer, asked, is_closest) for answer in chosen]
        corrected = self._corrected(query, asked, chosen, told)
        return Found(query, tuple(hits), corrected, also=also([*told, *coded], hits))

    def _named(
        self, query: Query, mentions: Iterable[Mention], told: Iterable[Beside]
    ) -> list[Answer]:
        """What has all the telling words of the query, or several things that have them together,
        with the other contraindications."""
        called = self._called(query)
        whole = [answer for answer in called if _has_all_telling(answer, query)]
        if any(not answer.is_near for answer in whole):
            return _best(whole)
        if several := _several(query, called, mentions, told):
            return several
        # The documents' text is only read for queries that are not names.
        if query.is_strong:
            known = {id(answer.place) for answer in called}
            rest = (each for at, each in self._documents.items() if at not in known)
            said = (self._answer(query, each) for each in chain(rest, self._notes))
            whole += [answer for answer in said if _has_all_telling(answer, query)]
        return _best(_ranked(whole))

    def _closest(self, query: Query) -> list[Answer]:
        """What comes nearest to a query that names nothing."""
        if not query.is_strong:
            return []
        said = (self._answer(query, each) for each in self._documents.values())
        best: dict[int, Answer] = {}
        for answer in _ranked([*self._called(query, least=0), *said]):
            best.setdefault(id(answer.place), answer)
        return [answer for answer in list(best.values())[:CLOSEST] if answer.score >= NEAR]

    def _called(self, query: Query, least: float = NAMED) -> list[Answer]:
        """The documents of which the query has at least this part of a name, or all of a name that
        the monograph itself doesn't have, best first."""
        best: dict[int, Answer] = {}
        for name in self._names.having(query.keys):
            is_whole = query.asked.issuperset(name.needed)
            # A number means nothing without what it counts.
            if not is_whole and (name.is_counted or name.is_idiom or name.concept):
                continue
            share = self._queries.coverage(name, query)
            for each in self._names.disambiguated(name, query.asked) if share >= least else ():
                if document := self._documents.get(id(each.place)):
                    answer = self._answer(query, document, each, share)
                    known = best.setdefault(id(each.place), answer)
                    if answer.score > known.score:
                        best[id(each.place)] = answer
        return _ranked(best[at] for at in self._documents if at in best)

    def _answer(
        self, query: Query, document: Document, name: Name | None = None, share: float = 1
    ) -> Answer:
        """What the document has of the query, and its score: see the top of this file."""
        said, above = self._keys(document.said), self._keys(document.above)
        called = frozenset(name.keys if name else ())
        worth = dict.fromkeys(query.distinct, 0.0)
        for keys in worth:
            if common := keys & called:
                worth[keys] = IN_ALIAS if common.isdisjoint(said) else IN_NAME
            elif not keys.isdisjoint(said):
                worth[keys] = IN_TEXT
            elif not keys.isdisjoint(above):
                worth[keys] = IN_HEADING
        had = sum([word.weight * worth[word.keys] for word in query.words])
        has = frozenset([at for at, word in enumerate(query.words) if worth[word.keys]])
        return Answer(share * had / query.weight, document, has, name)

    def _is_said(self, name: Name) -> bool:
        """Whether a document has all of the name's words, or a note has them in this order."""
        key = self._vocabulary.key
        return any(
            self._keys(each.said).issuperset(name.needed) for each in self._documents.values()
        ) or any(any(starts(tuple(map(key, words(each.said))), name.keys)) for each in self._notes)

    def _corrected(
        self, query: str, asked: Query, chosen: Sequence[Answer], told: Iterable[Beside]
    ) -> str | None:
        """The query with the typos corrected on which the answers depend, or None."""
        rests = [(answer.has, answer.name) for answer in chosen[:1]]
        rests += [(each.mention.positions, each.mention.name) for each in told if each.mention]
        corrected = query
        for positions, name in rests:
            for typo in (asked.words[at].typed for at in sorted(positions)):
                if meant := self._vocabulary.corrections(typo):
                    named = name.words if name else ()
                    word = next((each for each in meant if each in named), meant[0])
                    pattern = rf"\b{re.escape(typo)}\b"
                    corrected = re.sub(pattern, word, corrected, flags=re.IGNORECASE)
        return corrected if corrected != query else None

    def _keys_of(self, text: str) -> frozenset[str]:
        return frozenset(map(self._vocabulary.key, self._words(text)))


def _ranked(answers: Iterable[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda answer: answer.score, reverse=True)


def _best(answers: Sequence[Answer]) -> list[Answer]:
    """The answers that come near the best, which comes first."""
    return [answer for answer in answers if answer.score >= CUT * answers[0].score]


def _has_all_telling(answer: Answer, query: Query) -> bool:
    """Whether it has all the telling words; if there are none, whether the query is its name."""
    return answer.has >= query.telling if query.telling else answer.score >= CALLED


def _several(
    query: Query,
    called: Sequence[Answer],
    mentions: Iterable[Mention],
    told: Iterable[Beside],
) -> list[Answer]:
    """One answer for each thing that the query names, if together, and with the other
    contraindications, they have all its telling words."""
    said: dict[Place, frozenset[int]] = {}
    for each in mentions:
        if each.positions & query.telling and (each.is_head or not each.name.is_near):
            said[each.place] = said.get(each.place, each.positions) | each.positions
    several = [answer for answer in called if answer.place in said]
    had = [said[answer.place] for answer in several]
    had += [each.mention.positions for each in told if each.mention]
    if not query.telling or not query.telling <= frozenset[int]().union(*had):
        return []
    # A thing comes before the section in which it is asked about.
    return sorted(several, key=lambda each: (not each.place.entry, min(said[each.place])))


def _hit(answer: Answer, query: Query, is_closest: bool) -> Hit:
    """The answer as a hit; one of the closest has the words that it lacks."""
    had = (query.words[at] for at in sorted(answer.has))
    matched = " ".join(dict.fromkeys(word.typed for word in had if word.weight > LEAST))
    lacking = sorted(query.telling - answer.has) if is_closest else ()
    return Hit(
        answer.place,
        answer.name.text if answer.name else matched,
        tuple(dict.fromkeys(query.words[at].typed for at in lacking)),
        answer.document.note,
        is_near=answer.is_near,
        is_closest=is_closest,
    )


def documents(place: Place) -> Iterator[Document]:
    """A section, group or entry, and the notes beside it."""
    section, group, entry = place
    if entry:
        dose = entry.dose.steps if entry.dose else ""
        said = f"{entry.name}. {entry.text} {dose}"
    else:
        note = group.note or "" if group else section.summary
        said = ". ".join([note, *heading_names(place)])
    over = [section.title, *section.aliases] if group else []
    if group and entry:
        over += [group.title, *group.aliases, group.note or ""]
    yield Document(place, None, said, ". ".join(over))
    for each in (entry or group or section).notes:
        yield Document(place, each, each.said)
