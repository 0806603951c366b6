"""The verdict when a text mentions a thing: one table, by how near the thing is to an entry and by
its context."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from b12cli.language.grammar import Assertion
from b12cli.monograph.concept import Nearness, Past
from b12cli.monograph.model import Place, Verdict
from b12cli.monograph.severity import verdict_of

Status: TypeAlias = (
    Literal["stated", "past_lasts", "past_ends", "past_over", "resolved"]
    | Literal["uncertain", "inherited", "family", "hypothetical", "negated"]
)
"""How a text mentions a thing: as something that the patient has, or in a context; for the past,
with what remains of it."""


class Row(Struct, frozen=True):
    """The verdict if the thing is contraindicated, and if it is listed otherwise; None means the
    verdict of its own group."""

    nearness: Nearness
    status: Status
    contraindicated: Verdict
    others: Verdict | None


_C: Verdict = "contraindicated"
_P: Verdict = "possible_contraindication"
_M: Verdict = "mentioned"

TABLE = (
    Row("same", "stated", _C, None),
    Row("same", "uncertain", _P, None),
    Row("same", "past_lasts", _C, None),
    Row("same", "resolved", _P, _M),
    Row("same", "past_ends", _P, _M),
    Row("same", "inherited", _P, _M),
    Row("same", "past_over", _M, _M),
    Row("same", "hypothetical", _M, _M),
    Row("same", "family", _M, _M),
    Row("same", "negated", _M, _M),
    Row("doubtful", "stated", _P, _M),
    Row("doubtful", "uncertain", _P, _M),
    Row("doubtful", "past_lasts", _P, _M),
    Row("doubtful", "resolved", _P, _M),
    Row("doubtful", "past_ends", _P, _M),
    Row("doubtful", "inherited", _P, _M),
    Row("doubtful", "past_over", _M, _M),
    Row("doubtful", "hypothetical", _M, _M),
    Row("doubtful", "family", _M, _M),
    Row("doubtful", "negated", _M, _M),
    Row("near", "stated", _P, _M),
    Row("near", "uncertain", _P, _M),
    Row("near", "past_lasts", _P, _M),
    Row("near", "resolved", _P, _M),
    Row("near", "past_ends", _M, _M),
    Row("near", "inherited", _M, _M),
    Row("near", "past_over", _M, _M),
    Row("near", "hypothetical", _M, _M),
    Row("near", "family", _M, _M),
    Row("near", "negated", _M, _M),
)
"""The thing itself stays at least possible unless it is certainly over, someone else's, only
planned or denied."""

_ROWS = {(row.nearness, row.status): row for row in TABLE}

_PAST: dict[Past, Status] = {"lasts": "past_lasts", "ends": "past_ends", "over": "past_over"}


def status(context: Assertion | None, past: Past, is_inherited: bool = False) -> Status:
    """The status for a context, for how much of the thing remains once it is past, and for whether
    it is inherited."""
    if context == "family" and is_inherited:
        return "inherited"
    if context == "maybe_negated":
        return "uncertain"
    if context == "historical":
        return _PAST[past]
    if context == "resolved" or context == "over":
        if past == "lasts":
            return "resolved"
        return "past_over" if context == "over" else _PAST[past]
    return context or "stated"


def verdict(place: Place, nearness: Nearness, status: Status = "stated") -> Verdict:
    """The verdict on a thing that leads to an entry."""
    assert place.group
    row = _ROWS[nearness, status]
    listed = verdict_of(place.section, place.group)
    # What may be a caution is asked about, too.
    is_caution = listed == "possible_contraindication" and nearness == "doubtful"
    if listed == "contraindicated" or is_caution:
        return row.contraindicated
    return "mentioned" if listed == "none" else row.others or listed
