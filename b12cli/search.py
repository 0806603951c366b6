"""Search: which entries, groups, sections and notes answer what people type.

Every word of a query has a weight, by how rare it is in English: it is what an answer has of
this weight that counts. An answer is *whole* if it has all the telling words, those that weigh
something. Where nothing is, what has more of the weight than it lacks answers *partly*. Answers
are ranked by one number, see ``_scored``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple, get_args

from b12cli.beside import Beside, beside, beside_by_code
from b12cli.language.grammar import grammar
from b12cli.language.lexicon import RAREST, frequency
from b12cli.language.phrases import Text
from b12cli.language.tokens import words
from b12cli.monograph.model import Group, Monograph, Note, Place, Section, Verdict
from b12cli.results import Found, Hit
from b12cli.thesaurus.codes import Codes
from b12cli.thesaurus.loader import index_for
from b12cli.thesaurus.mentions import Mention, Reader
from b12cli.thesaurus.names import Name, Names, entries, heading_names, headings
from b12cli.thesaurus.vocabulary import Vocabulary

TELLING = 5.0
"""Weight from which on an answer must have a word."""

STRONG = 12.0
"""Weight that a text must have of the query to answer without being called so."""

MOST = 60
"""Ten times the Zipf frequency of a word that weighs nothing."""

LEAST = 0.5
"""What any word weighs, so that "what is it for" is told from other questions without a telling
word."""

NAMED = 0.6
"""How much of a name's weight a query must have to mean it: "needles" isn't "pins and needles"."""

PART = 10.0
"""What a part of the body weighs in a name at least: back pain is more than pain."""

CALLED = 0.7
"""Score from which on a query without a telling word is a name: "what is it for"."""

MORE = 1.2
"""How much more a partial answer must have than it lacks."""

PARTS = 5
"""Answers in part that are given at most."""

CUT = 0.5
"""How much of the best score others must have to be given too."""

SUGGESTIONS, NEAR = 3, 0.8
"""Near names that are suggested at most, and how near, in difflib's measure."""

# What a word is worth where an answer has it: in its name, in another name of it, in the rest of
# what it says, or only in what it stands under.
IN_NAME, IN_ALIAS, IN_TEXT, IN_HEADING = 1.0, 0.9, 0.6, 0.4

RELATED = 0.92
"""What an answer is worth by a name that is only related to it."""


class Word(NamedTuple):
    """A word of the query: as it was typed, the keys that it may have, and its weight."""

    typed: str
    keys: frozenset[str]
    weight: float


class Query:
    """The words of a query, what each weighs, and which of them an answer must have."""

    def __init__(
        self,
        typed: tuple[str, ...],
        keys: Sequence[frozenset[str]],
        familiar: Collection[str],
        vocabulary: Vocabulary,
    ) -> None:
        self._typed = typed
        self._familiar = familiar
        self._vocabulary = vocabulary
        self.words = list(map(self._word, typed, keys))
        self.telling = frozenset(at for at, word in enumerate(self.words) if word.weight >= TELLING)
        # In their order, so that of two names alike the one that was typed first is matched.
        self.keys = [key for word in self.words for key in sorted(word.keys)]
        self.asked = frozenset(self.keys)
        self.total = sum(word.weight for word in self.words)

    def _word(self, typed: str, keys: frozenset[str]) -> Word:
        # "Who gets B12 injections" is "who gets it".
        meant = keys if keys.isdisjoint(self._familiar) else keys | {"it"}
        return Word(typed, meant, self.weight(typed, keys))

    def weight(self, word: str, keys: frozenset[str] | set[str]) -> float:
        """What a word tells: the rarer in English, the more."""
        # Everything in a monograph is about the words of its title.
        if word in grammar().stop_words or not keys.isdisjoint(self._familiar):
            return LEAST
        if word.isdigit():
            return TELLING  # the same number counts many things
        common = self._vocabulary.commonest(word, keys)
        return max(LEAST, MOST - (frequency(common) or RAREST))

    def share(self, name: Name) -> float:
        """How much of a name's weight the query has."""
        body = grammar().body
        weights = [
            max(self.weight(word, {key}), PART if word in body else 0)
            for word, key in zip(name.words, name.keys, strict=True)
        ]
        had = (each for each, key in zip(weights, name.keys, strict=True) if key in self.asked)
        return sum(had) / sum(weights)

    def rank(self, answer: Answer) -> tuple[bool, float, int]:
        """What is called so word for word comes before all else; of two alike, what names the
        nearer concept."""
        name = answer.name
        is_called = name is not None and name.words == self._typed
        return is_called, answer.score, -name.steps if name else 0

    def is_quoted_by(self, answer: Answer) -> bool:
        """Whether what the answer says has the query's words as they stand, more than one."""
        said = words(answer.note.said if answer.note else _statement(answer.place))
        return len(self._typed) > 1 and _has_in_a_row(said, self._typed)

    def weighs(self, positions: Iterable[int]) -> float:
        """What the words at these positions weigh together."""
        return sum(self.words[at].weight for at in positions)


class Answer(NamedTuple):
    """A place, or a note in one, and which words of the query it has, by their positions.

    ``score`` is 1 where the query is the name of the place itself, word for word. ``name`` is None
    where it isn't called so but says so. ``is_near``: by that name it is only near what was asked.
    """

    score: float
    place: Place
    has: frozenset[int]
    name: Name | None = None
    note: Note | None = None
    is_near: bool = False


class Searcher:
    """Answers queries from one monograph, or from some of its sections."""

    def __init__(self, monograph: Monograph, sections: Collection[str] = ()) -> None:
        # All are read, whatever sections are asked: elsewhere may stand a contraindication.
        places = [*entries(monograph), *headings(monograph)]
        self._places = [
            place for place in places if not sections or place.section.section in sections
        ]
        self._order = {id(place): at for at, place in enumerate(self._places)}
        title = f"{monograph.title} {monograph.generic_name}"
        texts = chain([title], (text for place in places for text in _texts(place)))
        index = index_for(monograph)
        self._vocabulary = Vocabulary(index, texts)
        self._names = Names(places, index, self._vocabulary, monograph)
        self._reader = Reader(self._names)
        self._codes = Codes(places, index, self._names.relations)
        self._keys: Callable[[str], frozenset[str]] = cache(self._keys_of)
        self._familiar = self._keys(title)

    def find(self, query: str) -> Found:
        """What answers the query, best first, and the contraindications that it mentions besides,
        in whatever section."""
        coded = list(beside_by_code(self._codes, query))
        code = query.upper()
        hits = [
            Hit(place, code, by_code=True, is_near=is_wider)
            for place, is_wider in self._codes.at(query)
            if self._is_asked(place)
        ]
        if hits:
            return Found(query, tuple(hits), also=_also(coded, hits))
        text = Text(query, self._vocabulary.is_word, keeps_case=False)
        typed = tuple(token.word for token in text.tokens)
        keys, mentions = self._read(text), self._reader.mentions(text)
        asked = Query(typed, keys, self._familiar, self._vocabulary)
        chosen = self._chosen(asked, mentions)
        if not chosen and not asked.telling:  # it asks for the medicine itself
            asked = Query(typed, keys, (), self._vocabulary)
            chosen = self._chosen(asked, mentions)
        given = {answer.place for answer in chosen if not answer.note}
        # What is called so to the letter is given, whatever its words are read as.
        hits = [
            Hit(name.place, query, is_near=name.is_near)
            for name in self._names.verbatim(query)
            if name.place and name.place not in given and self._is_asked(name.place)
        ]
        hits += [_hit(answer, asked, chosen) for answer in chosen]
        named = list(beside(self._reader, text, mentions))
        also = _also([*named, *coded], hits)
        if hits or also:
            corrected = self._corrected(query, typed, _rests(chosen, named))
            return Found(query, tuple(hits), corrected, also=also)
        is_slip = any(frequency(word) is None for word in typed)
        return Found(query, suggestions=tuple(self._suggestions(query)) if is_slip else ())

    def _is_asked(self, place: Place) -> bool:
        """Whether the place is in a section that is looked in."""
        return id(place) in self._order

    def _chosen(self, query: Query, mentions: Sequence[Mention]) -> list[Answer]:
        """The answers of the first kind that there is, best first."""
        named = list(self._named(query))
        best = sorted(named, key=query.rank, reverse=True)
        called = _best([answer for answer in best if _is_whole(answer, query)])
        if any(not answer.is_near for answer in called):
            return called
        # What the places say is read for those alone that ask for it.
        answers = sorted([*named, *self._saying(query, named)], key=query.rank, reverse=True)
        named = [answer for answer in answers if answer.name]
        whole = [answer for answer in answers if _is_whole(answer, query)]
        quoted = [answer for answer in whole if not answer.name and query.is_quoted_by(answer)]
        mentions = [each for each in mentions if self._is_asked(each.place)]
        said = {each.place for each in _meant(query, mentions)}
        meant = [answer for answer in named if answer.place in said]
        return (
            # What is only near, with what says it word for word: "benzyl alcohol".
            (called and [*called, *quoted])
            # Several things: "itching and diarrhea".
            or _several(query, answers, mentions)
            # A text as it stands: "test dose".
            or quoted
            # Most of the query, and what it is about: "sweating a lot".
            or _best([answer for answer in meant if _is_part(answer, query)])[:PARTS]
            # One word of names: "pain".
            or [answer for answer in whole if self._has_in_name(answer, query)]
            # A text that has it all: "radiating".
            or _best([answer for answer in whole if query.weighs(answer.has) >= STRONG])
            # What it is about, however little: "anxiety at bedtime".
            or _best(meant)[:PARTS]
            # Most of the query: "how soon can side effects turn up".
            or _best([answer for answer in named if _is_part(answer, query)])[:PARTS]
        )

    def _has_in_name(self, answer: Answer, query: Query) -> bool:
        """Whether the query is one word, and stands in the place's own name."""
        own = self._keys(_own_name(answer.place))
        return len(query.words) == 1 and not query.asked.isdisjoint(own)

    def _read(self, text: Text) -> list[frozenset[str]]:
        """The keys that each word may have; else those of the words that it begins."""
        keys: list[set[str]] = [set() for _ in text.tokens]
        for key, spots in self._reader.keys(text).items():
            for spot in spots:
                for at in spot:
                    keys[at].add(key)
        unrelated = self._reader.excluded(text, self._is_said)
        return [
            frozenset(() if at in unrelated else self._begun(token.word, keys[at]))
            for at, token in enumerate(text.tokens)
        ]

    def _is_said(self, name: Name) -> bool:
        """Whether some place says all of the name's words, or a note has them as they stand."""
        return any(
            self._keys(_statement(place)).issuperset(name.needed)
            or any(_has_in_a_row(words(note.said), name.words) for note in _notes(place))
            for place in self._places
        )

    def _begun(self, word: str, known: set[str]) -> Collection[str]:
        """What the word begins, unless it is known as more than a slip."""
        if known and not self._vocabulary.corrections(word):
            return known
        return self._vocabulary.with_prefix(word) or known

    def _named(self, query: Query) -> Iterator[Answer]:
        """The places that are called so."""
        named: dict[int, list[Name]] = defaultdict(list)
        for name in self._names.having(query.keys):
            # A number means nothing without what it counts.
            is_fixed = name.is_counted or name.is_idiom
            had = not is_fixed or query.asked.issuperset(name.needed)
            if had and query.share(name) >= NAMED:
                for each in self._names.resolved(name):
                    if each.place and self._is_asked(each.place):
                        named[self._order[id(each.place)]].append(each)
        for at, names in sorted(named.items()):
            best = max(
                (self._answer(query, self._places[at], name) for name in names), key=query.rank
            )
            yield best._replace(is_near=bool(best.name and best.name.is_near))

    def _saying(self, query: Query, named: Iterable[Answer]) -> Iterator[Answer]:
        """The other places that say something of it, and the notes."""
        called = {id(answer.place) for answer in named}
        for place in self._places:
            said = self._keys(_statement(place))
            if id(place) not in called and not query.asked.isdisjoint(said):
                yield self._answer(query, place)
        given = set[Note]()
        for place in self._places:
            for note in _notes(place):
                said = self._keys(note.said)
                if note not in given and not query.asked.isdisjoint(said):
                    given.add(note)
                    yield _scored(query, place, said)._replace(note=note)

    def _answer(self, query: Query, place: Place, name: Name | None = None) -> Answer:
        said = self._keys(_statement(place))
        above = frozenset[str]().union(*(self._keys(_heading(each)) for each in _over(place)))
        return _scored(query, place, said, above, name)

    def _corrected(
        self, query: str, typed: Sequence[str], rests: Iterable[tuple[Iterable[int], Name | None]]
    ) -> str | None:
        """The query without the slips that the answer rests on: by the positions of its words,
        and the name that they were read as."""
        corrected = query
        for positions, name in rests:
            for slip in (typed[at] for at in sorted(positions)):
                if meant := self._vocabulary.corrections(slip):
                    named = name.words if name else ()
                    word = next((each for each in meant if each in named), meant[0])
                    pattern = rf"\b{re.escape(slip)}\b"
                    corrected = re.sub(pattern, word, corrected, flags=re.IGNORECASE)
        return corrected if corrected != query else None

    def _suggestions(self, query: str) -> Iterator[str]:
        """Names that look like the query, each of them of other words."""
        from difflib import get_close_matches

        names = {
            text.casefold(): text for place, text in self._names.texts() if self._is_asked(place)
        }
        given = set[frozenset[str]]()
        if len(query) > 2 * max(map(len, names), default=0):
            return  # nothing can be near, and difflib would take its time
        for near in get_close_matches(query.casefold(), names, 3 * SUGGESTIONS, NEAR):
            keys = self._keys(near)
            if keys not in given and len(given) < SUGGESTIONS:
                given.add(keys)
                yield names[near]

    def _keys_of(self, text: str) -> frozenset[str]:
        return frozenset(map(self._vocabulary.key, words(text)))


def _scored(
    query: Query,
    place: Place,
    said: Collection[str],
    above: Collection[str] = (),
    name: Name | None = None,
) -> Answer:
    """What the place has of the query.

    The score is the weight of what it has, each word by where it has it, in the weight of the
    query; times how much of the name the query has.
    """
    called = frozenset(name.keys if name else ())
    grades = []
    for word in query.words:
        if common := word.keys & called:
            grades.append(IN_ALIAS if common.isdisjoint(said) else IN_NAME)
        elif not word.keys.isdisjoint(said):
            grades.append(IN_TEXT)
        else:
            grades.append(0 if word.keys.isdisjoint(above) else IN_HEADING)
    had = sum(word.weight * grade for word, grade in zip(query.words, grades, strict=True))
    trust = query.share(name) * (RELATED if name.is_near else 1) if name else 1
    has = frozenset(at for at, grade in enumerate(grades) if grade)
    return Answer(trust * had / query.total, place, has, name)


def _is_whole(answer: Answer, query: Query) -> bool:
    """Whether it has all that the query tells; if that is nothing, whether it is called so."""
    return answer.has >= query.telling if query.telling else answer.score >= CALLED


def _is_part(answer: Answer, query: Query) -> bool:
    """Whether what it has of the query tells more than what it lacks."""
    had = query.weighs(query.telling & answer.has)
    return had > MORE * query.weighs(query.telling - answer.has)


def _meant(query: Query, mentions: Sequence[Mention]) -> list[Mention]:
    """What the query asks for in other words: "anxiety before bedtime" asks for anxiety. What has
    none of its telling words must be the idiom of an entry, such as "at home"."""
    heads = [each for each in mentions if each.is_head or _begins(each, query)]
    return [
        each
        for each in heads
        if not query.telling
        or each.positions & query.telling
        or (each.name.is_idiom and each.place.entry)
    ]


def _begins(mention: Mention, query: Query) -> bool:
    """Whether the query begins with the name, as in "muscle weakness climbing stairs"."""
    first = min(query.telling, default=0)
    return not mention.name.is_near and first in mention.positions


def _several(query: Query, answers: Sequence[Answer], mentions: Sequence[Mention]) -> list[Answer]:
    """One answer for each thing that the query names, if together they have all that it tells."""
    said: dict[Place, frozenset[int]] = {}
    for place, name, positions, is_head, _ in mentions:
        if positions & query.telling and (is_head or not name.is_near):
            said[place] = said.get(place, positions) | positions
    if not query.telling or not query.telling <= frozenset[int]().union(*said.values()):
        return []
    several = [
        answer._replace(has=answer.has | said[answer.place])
        for answer in answers
        if answer.name and answer.place in said
    ]
    # What is asked about comes before the section that it is asked of.
    return sorted(several, key=lambda each: (not each.place.entry, min(said[each.place])))


def _best(answers: Sequence[Answer]) -> list[Answer]:
    """Those that come near the best, which comes first."""
    return [answer for answer in answers if answer.score >= CUT * answers[0].score]


def _hit(answer: Answer, query: Query, together: Sequence[Answer]) -> Hit:
    """The answer as a hit. It lacks what it has not, unless all the answers have it together."""
    had = (query.words[at] for at in sorted(answer.has))
    matched = " ".join(word.typed for word in had if word.weight > LEAST)
    is_whole = query.telling <= frozenset[int]().union(*(each.has for each in together))
    lacking = frozenset[int]() if is_whole else query.telling - answer.has
    missing = tuple(query.words[at].typed for at in sorted(lacking))
    if answer.name:
        matched = answer.name.text
    return Hit(answer.place, matched, missing, answer.note, is_near=answer.is_near)


def _also(found: Iterable[Beside], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The contraindications that are no hits by themselves, each once, the gravest first."""
    also: dict[int, Hit] = {}
    # One that a hit is only near, or lacks a word for, isn't told by it.
    whole = [hit for hit in hits if not hit.missing and not hit.note]
    for _, hit, _ in sorted(found, key=lambda each: get_args(Verdict).index(each.verdict)):
        if not any(each.place is hit.place and (hit.is_near or not each.is_near) for each in whole):
            also.setdefault(id(hit.place), hit)
    return tuple(also.values())


def _rests(
    chosen: Sequence[Answer], named: Iterable[Beside]
) -> Iterator[tuple[frozenset[int], Name | None]]:
    """The words that an answer rests on, by their positions, with the name that they are."""
    yield from ((answer.has, answer.name) for answer in chosen[:1])
    yield from ((each.mention.positions, each.mention.name) for each in named if each.mention)


def _own_name(place: Place) -> str:
    section, group, entry = place
    return entry.name if entry else (group or section).title


def _has_in_a_row(said: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    length = len(wanted)
    return any(said[at : at + length] == wanted for at in range(len(said) - length + 1))


def _statement(place: Place) -> str:
    """All that a place says of itself."""
    section, group, entry = place
    if entry:
        dose = entry.dose.steps if entry.dose else ""
        return f"{entry.name}. {entry.text} {dose}"
    said = group.note or "" if group else section.summary
    return ". ".join([said, *heading_names(place)])


def _over(place: Place) -> Iterator[Section | Group]:
    """What a place stands under."""
    section, group, entry = place
    if group:
        yield section
        if entry:
            yield group


def _heading(above: Section | Group) -> str:
    """What a section or group says of all that is in it."""
    note = above.note or "" if isinstance(above, Group) else ""
    return ". ".join([above.title, *above.aliases, note])


def _texts(place: Place) -> Iterator[str]:
    """What a place says of itself, and in its notes, and what stands over it."""
    yield _statement(place)
    yield from (note.said for note in _notes(place))
    if not place.entry:
        yield _heading(place.group or place.section)


def _notes(place: Place) -> Sequence[Note]:
    return (place.entry or place.group or place.section).notes
