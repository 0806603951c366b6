"""What search finds, in words: what was asked, the hits as they are shown, and why each is one."""

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
NO_ANSWER = "Nothing answers “{}”"
CLOSEST = "Nothing answers “{}”. The closest entries, which are not answers"
MISSING = "without “{}”"


def asked(found: Found) -> str:
    """What was searched for, in words that hide neither a correction nor that nothing answers."""
    if found.is_closest or not found.hits:
        query = found.corrected_to or found.query
        return (CLOSEST if given(found) else NO_ANSWER).format(query)
    if found.corrected_to:
        return f"Nothing for “{found.query}”, showing results for “{found.corrected_to}”"
    return f"Search: {found.query}"


def nothing_found(found: Found) -> str:
    """One line: nothing, and that this does not mean safe."""
    return f"nothing found for “{found.query}”, which {NOT_SAFE}"


def given(found: Found) -> list[Hit]:
    """The hits as they are shown: none that is told better as a contraindication besides, and none
    that stands inside another or has it inside: the better of the two says it."""
    also = [hit.place for hit in found.also]
    chosen: list[Hit] = []
    for hit in found.hits:
        is_told = not hit.note and any(each is hit.place for each in also)
        if not is_told and not any(_overlap(hit, other) for other in chosen):
            chosen.append(hit)
    # A note stands below what it concerns, where that is shown whole.
    return [hit for hit in chosen if not (hit.note and any(_has(each, hit) for each in chosen))]


def _overlap(one: Hit, other: Hit) -> bool:
    return not (one.note or other.note) and (_has(one, other) or _has(other, one))


def _has(whole: Hit, hit: Hit) -> bool:
    """Whether the first is a group or section in which the other stands."""
    section, group, entry = whole.place
    if whole.note or entry or section is not hit.place.section:
        return False
    return group is None or group is hit.place.group


def blocks(found: Found) -> Iterable[tuple[str, list[Hit]]]:
    """What is shown of a search, each block with its heading: the answers by section, then the
    contraindications that are mentioned besides."""
    yield from ((section.title, hits) for section, hits in by_section(given(found)))
    if found.also:
        yield ALSO, list(found.also)


class Shown(NamedTuple):
    """An entry or a note in words: what it stands under, its name, and what it says."""

    under: str
    name: str
    said: str


def shown(hit: Hit) -> Shown:
    """A hit on one line: an entry or a note; of a group or section just the name."""
    _, group, entry = hit.place
    if hit.note:
        return Shown("", hit.name, f"{hit.note.said} {cited(hit.note)}")
    if group and entry:
        return Shown(group.title, name(entry, group.notes), statement(entry))
    return Shown("", hit.name, "")


def reason(hit: Hit) -> str:
    """By what the hit answers, where that can't be seen in it, whether that is only related to it,
    and what it lacks; nothing, or in brackets."""
    matched = re.sub(r"\{(\d+)-(\d+)\}", r"\1 to \2", hit.matched)
    is_one_line = hit.place.entry or hit.note
    text = " ".join(shown(hit)).casefold()
    seen = not is_one_line or all(word in text for word in matched.casefold().split())
    said = [] if seen or hit.is_near else [f"matched “{matched}”"]
    if hit.is_doubtful:
        said.append(f"“{matched}” may be about something else")
    elif hit.is_near:
        said.append(f"related to “{matched}”, not an exact match")
    said += [MISSING.format(word) for word in hit.missing]
    return f"({', '.join(said)})" if said else ""
