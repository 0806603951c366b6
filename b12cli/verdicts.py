"""The verdict when a text mentions a thing: one table, by how near the thing is to an entry and by
its context."""

from __future__ import annotations

from typing import Literal, TypeAlias

from b12cli.language.grammar import Assertion
from b12cli.monograph.concept import Nearness, Past
from b12cli.monograph.model import Place, Verdict
from b12cli.monograph.severity import verdict_of

Status: TypeAlias = Literal[
    "stated",
    "uncertain",
    "past_lasts",
    "resolved",
    "past_ends",
    "past_recent",
    "inherited",
    "past_over",
    "hypothetical",
    "family",
    "negated",
]
"""How a text mentions a thing: as something that the patient has, or in a context; for the past,
with what remains of it."""


_C: Verdict = "contraindicated"
_P: Verdict = "possible_contraindication"
_M: Verdict = "mentioned"


def _row(same: Verdict, doubtful: Verdict, near: Verdict) -> dict[Nearness, Verdict]:
    return {"same": same, "doubtful": doubtful, "near": near}


TABLE: dict[Status, dict[Nearness, Verdict]] = {
    "stated": _row(_C, _P, _P),
    "uncertain": _row(_P, _P, _P),
    "past_lasts": _row(_C, _P, _P),
    "resolved": _row(_P, _P, _P),
    "past_ends": _row(_P, _P, _M),
    "past_recent": _row(_P, _P, _P),
    "inherited": _row(_P, _P, _M),
    "past_over": _row(_M, _M, _M),
    "hypothetical": _row(_M, _M, _M),
    "family": _row(_M, _M, _M),
    "negated": _row(_M, _M, _M),
}
"""The verdicts on what is contraindicated, by status and nearness. The thing itself stays at least
possible unless it is certainly over, someone else's, only planned or denied."""

_KEPT = ("stated", "uncertain", "past_lasts")
"""The statuses in which anything else has the verdict of its group, and is not only mentioned."""

_PAST: dict[Past, Status] = {"lasts": "past_lasts", "ends": "past_ends", "over": "past_over"}


def status(context: Assertion | None, past: Past, is_inherited: bool = False) -> Status:
    """The status for a context, for how much of the thing remains once it is past, and for whether
    it is inherited."""
    if context == "family" and is_inherited:
        return "inherited"
    if context == "maybe_negated":
        return "uncertain"
    if context == "historical" or context == "recent":
        # Who was pregnant two months ago may be so now, or have a child at the breast.
        return "past_recent" if (context, past) == ("recent", "over") else _PAST[past]
    if context == "resolved" or context == "over":
        if past == "lasts":
            return "resolved"
        return "past_over" if context == "over" else _PAST[past]
    return context or "stated"


def verdict(place: Place, nearness: Nearness, status: Status = "stated") -> Verdict:
    """The verdict on a thing that leads to an entry."""
    assert place.group
    listed = verdict_of(place.section, place.group)
    # What may be a caution is asked about, too.
    is_caution = listed == "possible_contraindication" and nearness == "doubtful"
    if listed == "contraindicated" or is_caution:
        return TABLE[status][nearness]
    if listed == "none" or nearness != "same" or status not in _KEPT:
        return "mentioned"
    return listed
