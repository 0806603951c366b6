"""Check: what the monograph says of a patient's conditions, symptoms and group.

It stands on the search index but trusts less: a term has to be the name or an alias of an
entry, in any form or spelling. A word that merely stands in a name is a mention.
"""

from __future__ import annotations

from typing import get_args

from b12cli.monograph import Group, Section, severity
from b12cli.search.results import Checked, Verdict
from b12cli.search.find import Index

_GRAVEST_FIRST: tuple[Verdict, ...] = get_args(Verdict)


def check(index: Index, term: str) -> Checked:
    """The gravest verdict that applies to the term, with the entries it rests on."""
    hits = index.named(term)
    if not hits:
        mentions = index.mentioned(term)
        return Checked(term, "mentioned" if mentions else "not_mentioned", mentions)
    verdicts = [_verdict(hit.section, hit.group) for hit in hits]
    gravest = min(verdicts, key=_GRAVEST_FIRST.index)
    basis = tuple(hit for hit, verdict in zip(hits, verdicts, strict=True) if verdict == gravest)
    return Checked(term, gravest, basis)


def _verdict(section: Section, group: Group) -> Verdict:
    """What it means to be an entry of this group."""
    if severity(section, group) == "contraindicated":
        return "contraindicated"
    if severity(section, group) in ("allergic", "serious"):
        return "serious_side_effect"
    if section.section == "side-effects":
        return "side_effect"
    return "listed_use" if section.section == "uses" else "mentioned"
