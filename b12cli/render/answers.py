"""What search finds, in words: the query, the hits as shown, and why each is a hit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from b12cli.render.notes import cited, name
from b12cli.render.wording import NOT_SAFE, by_section, statement

if TYPE_CHECKING:
    from b12cli.results import Found, Hit

ALSO = "Contraindications mentioned in your search"

# What is said where nothing answers the query.
CLOSEST = "Nothing answers “{}”. Closest entries, not answers:"
CLOSEST_BESIDES = "Closest entries, not answers"
MISSING = "without “{}”"


def asked(found: Found) -> str:
    """What was searched for, in words that hide neither a correction nor that nothing answers."""
    if found.is_closest and not found.also:
        return CLOSEST.format(found.corrected_to or found.query)
    if found.corrected_to:
        return f"Nothing for “{found.query}”, showing results for “{found.corrected_to}”"
    return f"Search: {found.query}"


def nothing_found(found: Found) -> str:
    """One line: nothing was found, which does not mean safe."""
    return f"nothing found for “{found.query}”, which {NOT_SAFE}"


def given(found: Found) -> list[Hit]:
    """The hits that are shown: none that is among the other contraindications, and of two hits of
    which one is inside the other, only the better."""
    also = [hit.place for hit in found.also]
    chosen: list[Hit] = []
    for hit in found.hits:
        is_told = not hit.note and any(each is hit.place for each in also)
        if not is_told and not any(_overlap(hit, other) for other in chosen):
            chosen.append(hit)
    # A note is shown below what it concerns, if that is shown in full.
    return [hit for hit in chosen if not (hit.note and any(_has(each, hit) for each in chosen))]


def _overlap(one: Hit, other: Hit) -> bool:
    return not other.note and (_has(one, other) or _has(other, one))


def _has(whole: Hit, hit: Hit) -> bool:
    """Whether the first is a group or section that contains the other."""
    section, group, entry = whole.place
    if whole.note or entry or section is not hit.place.section:
        return False
    return group is None or group is hit.place.group


def blocks(found: Found) -> Iterable[tuple[str, list[Hit]]]:
    """What is shown of a search, each block with its heading: the answers by section, and the
    contraindications that are mentioned besides, before what is only closest."""
    also = [(ALSO, list(found.also))] if found.also else []
    if found.is_closest and also:
        closest = given(found)
        yield from also + ([(CLOSEST_BESIDES, closest)] if closest else [])
    else:
        yield from ((section.title, hits) for section, hits in by_section(given(found)))
        yield from also


def is_one_line(hit: Hit) -> bool:
    """Whether a hit is shown on one line: an entry or note, and of what is only closest the name of
    a group or section. Others are shown as their commands show them."""
    return hit.is_closest or hit.kind in ("entry", "note")


def noted(found: Found) -> list[Hit]:
    """The hits with which their notes are shown: what is only closest has none but those over its
    dose."""
    return [hit for hit in (*given(found), *found.also) if not hit.is_closest]


class Shown(NamedTuple):
    """An entry or a note in words: its group, its name, and what it says."""

    under: str
    name: str
    said: str


def shown(hit: Hit) -> Shown:
    """A hit on one line: an entry or a note; for a group or section only the name."""
    _, group, entry = hit.place
    if hit.note:
        return Shown("", hit.name, f"{hit.note.said} {cited(hit.note)}")
    if group and entry:
        return Shown(group.title, name(entry, group.notes), statement(entry))
    return Shown("", hit.name, "")


def reason(hit: Hit) -> str:
    """In brackets: which words matched, if that isn't visible, whether they are only related, and
    what is missing. Empty if there is nothing to say."""
    matched = re.sub(r"\{(\d+)-(\d+)\}", r"\1 to \2", hit.matched)
    text = " ".join(shown(hit)).casefold()
    seen = not is_one_line(hit) or all(word in text for word in matched.casefold().split())
    said = [] if seen or hit.is_near else [f"matched “{matched}”"]
    if hit.is_doubtful:
        said.append(f"“{matched}” may be about something else")
    elif hit.is_near:
        said.append(f"related to “{matched}”, not an exact match")
    said += [MISSING.format(word) for word in hit.missing]
    return f"({', '.join(said)})" if said else ""
