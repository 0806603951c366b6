"""Check: what the monograph says of a patient's conditions, symptoms and group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias, get_args

from b12cli.monograph.model import Monograph, verdict_of
from b12cli.search.names import Codes, Names, entries
from b12cli.search.reading import Mention, Reader
from b12cli.search.results import Checked, Context, Hit, Place, Verdict
from b12cli.search.text import Text
from b12cli.search.vocabulary import Vocabulary

_GRAVEST_FIRST: tuple[Verdict, ...] = get_args(Verdict)

_Judged: TypeAlias = tuple[Verdict, Context | None, Hit]

# With its dot, or as some exports have it, without; q12h is none, nor P2Y12.
_CODE = re.compile(
    r"(?<![\w.])[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4}|\d[0-9A-Z]{0,3})?(?!\.?\w)", re.IGNORECASE
)

LONGEST_NAME = 6
"""Words that a name without quotes is looked for in."""


class Checker:
    """Judges terms by one monograph."""

    def __init__(self, monograph: Monograph) -> None:
        places = entries(monograph)
        self._codes = Codes(places)
        self._vocabulary = Vocabulary(monograph.words.same)
        self._names = Names(places, self._vocabulary, monograph.words.unrelated)
        self._reader = Reader(self._names)

    def check(self, term: str) -> Checked:
        """The gravest verdict that applies to the term, with the entries it rests on."""
        rest, codes = coded(term, self._codes)
        found = [*self._by_code(codes), *self._by_words(rest), *self._by_letters(term)]
        if not found:
            return Checked(term, "not_mentioned")
        gravest = min((verdict for verdict, _, _ in found), key=_GRAVEST_FIRST.index)
        basis = [(context, hit) for verdict, context, hit in found if verdict == gravest]
        contexts = [context for context, _ in basis]
        context = contexts[0] if all(contexts) else None
        hits = {id(hit.place.entry): hit for _, hit in reversed(basis)}
        return Checked(term, gravest, tuple(reversed(hits.values())), context)

    def _by_code(self, codes: Sequence[str]) -> Iterator[_Judged]:
        for verdict, hit in judged_by_code(self._codes, codes):
            yield verdict, None, hit

    def _by_words(self, text: str) -> Iterator[_Judged]:
        for mention in self._reader.mentions(Text(text, self._vocabulary.is_word)):
            if mention.context:
                # In "pregnancy test negative" it is the context's own word that stands as the head.
                yield "mentioned", mention.context, _hit(mention)
            elif verdict := judged(mention):
                yield verdict, None, _hit(mention)

    def _by_letters(self, term: str) -> Iterator[_Judged]:
        """What is called so to the letter, whatever its words say."""
        for place, is_related in self._names.called(term):
            yield _verdict(place, is_related), None, Hit(place, term, is_near=is_related)

    def together(self, terms: Sequence[str]) -> Iterator[Checked]:
        """The names that terms of one word make with those beside them, as without quotes."""
        at = 0
        while at < len(terms):
            for end in range(min(len(terms), at + LONGEST_NAME), at + 1, -1):
                words = terms[at:end]
                if not any(" " in word for word in words) and self._is_one(words):
                    yield self.check(" ".join(words))
                    at = end - 1
                    break
            at += 1

    def _is_one(self, words: Sequence[str]) -> bool:
        """Whether all of these words are in one name."""
        text = Text(" ".join(words), self._vocabulary.is_word)
        return any(
            len(mention.positions) == len(text.tokens) for mention in self._reader.mentions(text)
        )


def coded(term: str, known: Codes) -> tuple[str, list[str]]:
    """The term without its ICD-10 codes that are known, and they."""
    codes = [match for match in _CODE.finditer(term) if match[0] in known]
    for code in reversed(codes):
        term = f"{term[: code.start()]} {term[code.end() :]}"
    return term, [code[0] for code in codes]


def judged_by_code(known: Codes, codes: Sequence[str]) -> Iterator[tuple[Verdict, Hit]]:
    """The verdicts on ICD-10 codes."""
    for code in codes:
        for place, is_wider in known.at(code):
            yield _verdict(place, is_wider), Hit(place, code, by_code=True, is_near=is_wider)


def judged(mention: Mention) -> Verdict | None:
    """The verdict on what a text names, if it says so of the patient. None where it is not about
    that: kidney stones have nothing to do with what "kidney" leads to."""
    if mention.name.is_related and not mention.is_head:
        return None
    return _verdict(mention.place, mention.is_near)


def _hit(mention: Mention) -> Hit:
    return Hit(mention.place, mention.name.text, is_near=mention.is_near)


def _verdict(place: Place, is_wider: bool) -> Verdict:
    """What it means to have the thing itself, or something wider than it or near it."""
    assert place.group
    verdict = verdict_of(place.section, place.group)
    if is_wider:
        return "possible_contraindication" if verdict == "contraindicated" else "mentioned"
    return "mentioned" if verdict == "none" else verdict
