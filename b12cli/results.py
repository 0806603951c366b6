"""The results of search, check and validate, for the renderers. Frozen types, no I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from msgspec import Struct

from b12cli.language.grammar import Assertion, Context
from b12cli.monograph.concept import Nearness
from b12cli.monograph.model import Place, Verdict
from b12cli.monograph.note import Note

CONTRAINDICATIONS: frozenset[Verdict] = frozenset(("contraindicated", "possible_contraindication"))
"""The verdicts that must not be missed."""


NOTE_NAME = "Editor’s note"


class Hit(Struct, frozen=True):
    """What answers a query: an entry, a group, a section, or an editor's note on one.

    ``matched`` is the alias, code or words that matched; ``missing`` are the telling words of the
    query that it lacks. ``by_code``: it was found by an ICD-10 code, which is the editor's mapping
    and not the article's. ``is_near``: what matched is only near it. ``is_doubtful``: the
    name matches, but the text may be about something else. ``is_closest``: it is not an answer, but
    comes closest to a query that names nothing. ``assertion`` says how a term of check mentions it,
    if not as something that the patient has now.
    """

    place: Place
    matched: str
    missing: tuple[str, ...] = ()
    note: Note | None = None
    by_code: bool = False
    is_near: bool = False
    is_doubtful: bool = False
    is_closest: bool = False
    assertion: Assertion | None = None

    @property
    def context(self) -> Context | None:
        """The assertion as programs are told it: as one of the field's five."""
        match self.assertion:
            case "maybe_negated":
                return "uncertain"
            case "recent" | "resolved" | "over":
                return "historical"
            case told:
                return told

    @property
    def nearness(self) -> Nearness:
        """How near what matched is to the entry, for its verdict."""
        return "doubtful" if self.is_doubtful else "near" if self.is_near else "same"

    @property
    def kind(self) -> Literal["entry", "group", "section", "note"]:
        if self.note:
            return "note"
        return "entry" if self.place.entry else "group" if self.place.group else "section"

    @property
    def match(self) -> Literal["named", "near", "closest"]:
        """Whether it is what was asked for, something near it, or only the closest there is."""
        return "closest" if self.is_closest else "near" if self.is_near else "named"

    @property
    def name(self) -> str:
        section, group, entry = self.place
        if self.note:
            return NOTE_NAME
        return entry.name if entry else group.title if group else section.title

    @property
    def detail(self) -> str | None:
        section, group, entry = self.place
        if self.note:
            return self.note.text
        return entry.text or None if entry else group.note if group else section.summary


class Found(Struct, frozen=True):
    """The answer to a query, best hit first.

    The hits are what the query names (each of several things, if it names several), or else the
    closest. ``also`` are contraindications that a phrase of the query mentions and that are not
    already named hits, the gravest first. ``corrected_to`` is the query that was answered, if it
    differs from the one that was asked.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    corrected_to: str | None = None
    also: tuple[Hit, ...] = ()

    @property
    def is_closest(self) -> bool:
        """Whether the query names nothing, so that the hits are only the closest."""
        return any(hit.is_closest for hit in self.hits)


class Checked(Struct, frozen=True):
    """The verdict on one term, with the entries it is based on, in the order of the term.

    ``line`` is the term's line in the list, from 1; None if it was typed.
    ``unread`` are its words and shorthand that b12 doesn't know, with the values after
    them, as typed. ``is_sentence``: it is a sentence in which b12 knows nothing that one may have,
    and all of it is unread.
    ``error`` says why the term could not be read; its verdict is then not_mentioned, and means
    nothing.
    """

    term: str
    verdict: Verdict
    hits: tuple[Hit, ...] = ()
    line: int | None = None
    unread: tuple[str, ...] = ()
    is_sentence: bool = False
    error: str | None = None

    @property
    def context(self) -> Context | None:
        """How the term mentions the first of them; None if it says of any that the patient has it
        now."""
        contexts = [hit.context for hit in self.hits]
        return contexts[0] if contexts and all(contexts) else None

    @property
    def is_not_understood(self) -> bool:
        """Whether nothing was found, and the term or part of it could not be read."""
        return self.verdict == "not_mentioned" and bool(self.unread)


class Tally:
    """The results of a list, which may still be coming, and the totals of those that have come. Its
    size depends on the monograph, not on the list.

    ``hits`` are those of all terms but mere mentions in a context, such as denials, each once;
    ``errors`` counts the terms that could not be read, ``not_understood`` those in which only
    unknown words were found. Both also count as not mentioned.
    """

    def __init__(self, results: Iterable[Checked]) -> None:
        self._results = results
        self.errors = 0
        self.not_understood = 0
        self._given = Counter[Verdict]()
        self._hits: dict[tuple[int, bool], Hit] = {}

    def __iter__(self) -> Iterator[Checked]:
        for result in self._results:
            self._count(result)
            yield result

    def _count(self, result: Checked) -> None:
        self._given[result.verdict] += 1
        self.errors += result.error is not None
        self.not_understood += result.is_not_understood
        if result.verdict != "mentioned" or not result.context:
            for hit in result.hits:
                self._hits.setdefault((id(hit.place.entry), hit.by_code), hit)

    @property
    def total(self) -> int:
        return self._given.total()

    @property
    def counts(self) -> dict[Verdict, int]:
        """The number of terms with each verdict found, the gravest first."""
        return {each: self._given[each] for each in get_args(Verdict) if each in self._given}

    @property
    def hits(self) -> list[Hit]:
        return list(self._hits.values())


class Problem(Struct, frozen=True):
    """A mistake in a monograph file, or a likely one; line and column count from 1."""

    line: int | None
    column: int | None
    path: str
    message: str
    severity: Literal["error", "warning"] = "error"


class Validated(Struct, frozen=True):
    """Whether a file is a valid monograph, with all its mistakes and likely mistakes."""

    file: str
    problems: tuple[Problem, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether it has no certain mistakes."""
        return all(problem.severity != "error" for problem in self.problems)
