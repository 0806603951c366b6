"""What check finds, in words: each term's outcome, what it is and why, and the totals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple, get_args

from b12cli.language.grammar import Assertion
from b12cli.monograph.concept import Nearness
from b12cli.monograph.model import Verdict
from b12cli.monograph.severity import severity, verdict_of
from b12cli.render.marks import MARKS, Outcome
from b12cli.render.notes import flags, marked
from b12cli.render.wording import NOT_SAFE, grave
from b12cli.results import Checked, Hit, Tally
from b12cli.verdicts import TABLE, Status

GRAVE: tuple[Outcome, ...] = ("contraindicated", "possible_contraindication", "allergic")
"""The outcomes that must not be missed: notes on these are always shown."""

NO_ENTRY: tuple[Outcome, ...] = ("not_read", "not_understood", "not_mentioned")
"""The outcomes that have no entry."""

NOT_IN_IT = "not in the monograph"
NOTHING_KNOWN = "nothing in this sentence is known"

CONTEXTS: dict[Assertion, str] = {
    "negated": "denied",
    "maybe_negated": "in doubt, may be denied",
    "uncertain": "in doubt",
    "historical": "in the past",
    "recent": "in the past",
    "resolved": "said to be over",
    "over": "in the past, and over",
    "family": "about someone else",
    "hypothetical": "only planned or a risk",
}

STATUSES: dict[Status, str] = {
    "stated": "the patient has it",
    "uncertain": "in doubt, or may be denied",
    "past_lasts": "in the past, but of a kind that lasts",
    "resolved": "said to be over, but of a kind that lasts",
    "past_ends": "in the past, and of a kind that passes",
    "past_recent": "some months ago, and of a kind that is over by itself",
    "inherited": "about a relative, but inherited",
    "past_over": "in the past, and certainly over",
    "hypothetical": "only planned or a risk",
    "family": "about someone else",
    "negated": "denied",
}

RELATIONS: dict[Nearness, str] = {
    "same": "the thing itself or a kind of it",
    "doubtful": "may be that, or something else with its name",
    "near": "only related to it",
}


def verdict_table() -> list[list[str]]:
    """The table of verdicts on a contraindication in words, below its head: a row for how the term
    mentions a thing, a column for how the thing is related to the entry."""
    rows = [
        [said, *(MARKS[TABLE[status][nearness]].name for nearness in RELATIONS)]
        for status, said in STATUSES.items()
    ]
    return [["", *RELATIONS.values()], *rows]


def outcome(result: Checked) -> Outcome:
    """The outcome for a term."""
    if result.error:
        return "not_read"
    if result.is_not_understood:
        return "not_understood"
    is_allergic = any(grave(hit) == "allergic" for hit in result.hits)
    if result.verdict == "serious_side_effect" and is_allergic:
        return "allergic"
    return result.verdict


def grouped(results: Iterable[Checked]) -> Iterable[tuple[Outcome, list[Checked]]]:
    """The results by outcome, the gravest first, each in their original order."""
    order = get_args(Outcome)
    ordered = sorted(results, key=lambda result: order.index(outcome(result)))
    return ((each, list(found)) for each, found in groupby(ordered, key=outcome))


class Told(NamedTuple):
    """What is said about a term besides its outcome: what it is, remarks on that (shown in
    brackets), and the flags of notes."""

    found: str
    remarks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def rest(self) -> str:
        """Everything after what it is."""
        remarks = f" ({'; '.join(self.remarks)})" if self.remarks else ""
        return remarks + "".join(f" · {flag}" for flag in self.flags)


def told(result: Checked, with_marks: bool = True) -> Told:
    """What is said about a term; ``with_marks`` adds the marks of notes."""
    if result.error:
        return Told(result.error)
    unread = ", ".join(f"“{each}”" for each in result.unread)
    if result.is_not_understood:
        return Told(NOTHING_KNOWN if result.is_sentence else unread)
    contexts = dict.fromkeys(context(result.verdict, hit) for hit in result.hits)
    found, shared = _found(result, with_marks, with_contexts=len(contexts) > 1)
    remarks = list(contexts) if len(contexts) == 1 else []
    remarks += dict.fromkeys(map(_doubt, result.hits))
    remarks += dict.fromkeys(_unseen(result.term, hit) for hit in result.hits)
    remarks += [f"{_name('not_understood')}: {unread}"] if unread else []
    return Told(found, tuple(filter(None, remarks)), shared)


def _found(result: Checked, with_marks: bool, with_contexts: bool) -> tuple[str, tuple[str, ...]]:
    """The names of the hits, and the flags that they share; if these differ, each name has its own
    in brackets if it is grave, and so has its context if these differ."""
    is_grave = outcome(result) in GRAVE
    named: dict[tuple[str, str], list[Hit]] = {}
    for hit in result.hits:
        entry = hit.place.entry
        # A flag already shows that there is a note.
        is_marked = with_marks and is_grave and not _flags(result, hit)
        name = marked(hit.name, entry.notes if entry and is_marked else ())
        named.setdefault((_lead(hit), name), []).append(hit)
    flags_of = {
        key: tuple(dict.fromkeys(flag for hit in hits for flag in _flags(result, hit)))
        for key, hits in named.items()
    }
    distinct = set(flags_of.values())
    shared = distinct.pop() if len(distinct) == 1 else ()
    names: dict[str, list[str]] = {}
    for (lead, name), hits in named.items():
        contexts = dict.fromkeys(context(result.verdict, hit) for hit in hits)
        remarks = list(filter(None, contexts)) if with_contexts else []
        remarks += flags_of[lead, name] if is_grave and not shared else ()
        names.setdefault(lead, []).append(name + (f" ({', '.join(remarks)})" if remarks else ""))
    return "; ".join(lead + ", ".join(each) for lead, each in names.items()), shared


def _flags(result: Checked, hit: Hit) -> tuple[str, ...]:
    """The flags of the notes on the hit's entry: for a mere mention, only if the entry is just
    advice, since what is near a use or an effect is not what the note is about."""
    section, group, entry = hit.place
    assert group
    assert entry  # what check finds is one
    is_mention = result.verdict == "mentioned"
    if is_mention and (result.context or verdict_of(section, group) != "none"):
        return ()
    return tuple(flags(group, entry))


def _lead(hit: Hit) -> str:
    return "related to " if hit.is_near and not hit.is_doubtful else ""


def _doubt(hit: Hit) -> str:
    return "may be about something else" if hit.is_doubtful else ""


def _unseen(term: str, hit: Hit) -> str:
    """The words that matched, if they are visible neither in the term nor in the name."""
    if hit.by_code:
        return ""
    seen = {word[:3] for word in _words(f"{term} {hit.name}")}
    is_seen = any(word[:3] in seen for word in _words(hit.matched))
    return "" if is_seen else f"matched “{hit.matched}”"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def context(verdict: Verdict, hit: Hit) -> str:
    """The context of a hit with this verdict, unless it is simply about the patient now."""
    if not hit.assertion:
        return ""
    if verdict == "contraindicated":
        return "in the past, but it lasts"
    if hit.assertion == "family" and verdict == "possible_contraindication":
        return STATUSES["inherited"]
    return CONTEXTS[hit.assertion]


def reason(result: Checked) -> str:
    """Why a term has its verdict, in a short phrase that makes sense alone."""
    found = told(result, with_marks=False)
    if result.is_not_understood:
        return f"{_name('not_understood')}: {found.found}"
    return found.found + found.rest or NOT_IN_IT


def _name(outcome: Outcome) -> str:
    """The name of an outcome within a sentence."""
    return MARKS[outcome].name.lower()


def sum_of(tally: Tally) -> str:
    """The totals of a list: "2 contraindicated, 1 ask first, 1 not understood, 4 others"."""
    counts: dict[Outcome, int] = {
        "contraindicated": tally.counts.get("contraindicated", 0),
        "possible_contraindication": tally.counts.get("possible_contraindication", 0),
        "not_read": tally.errors,
        "not_understood": tally.not_understood,
    }
    others = tally.total - sum(counts.values())
    said = [f"{n} {_name(each)}" for each, n in counts.items() if n or each in GRAVE]
    said += [f"{others} {'other' if others == 1 else 'others'}"] if others else []
    return ", ".join(said)


def warning(tally: Tally) -> list[str]:
    """One warning for everything not mentioned or not understood: it does not mean safe."""
    unknown = tally.errors + tally.not_understood
    silent = [_name("not_mentioned")] if tally.counts.get("not_mentioned", 0) > unknown else []
    silent += [_name("not_understood")] if tally.not_understood else []
    return [f"{' or '.join(silent).capitalize()} {NOT_SAFE}."] if silent else []


def apart(tally: Tally) -> tuple[list[Hit], list[Hit]]:
    """The hits whose notes are shown, and the others: of a single term all are, of a list those
    that are always shown."""
    found: tuple[list[Hit], list[Hit]] = ([], [])
    for hit in tally.hits:
        place = hit.place
        is_grave = place.group and severity(place.section, place.group) in GRAVE
        found[0 if is_grave or tally.total == 1 else 1].append(hit)
    return found
