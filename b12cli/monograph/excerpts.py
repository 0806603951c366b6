"""Sections made from parts of others: the bedside card, and the doses.

What a part means decides whether it is on the card, unless an editor says otherwise with its
``card``. A contraindication is always on it, in full.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from b12cli.monograph.model import ADMINISTRATION, Entry, Group, Monograph, Section
from b12cli.monograph.severity import severity, verdict_of


def doses(monograph: Monograph) -> Section | None:
    """The groups with doses, each with all the notes above them; None if there are none."""
    groups = [
        _alone(section, group)
        for section in monograph.sections
        for group in section.groups
        if group.has_doses
    ]
    return _section("doses", "Doses", "How much is given, and for what.", groups)


def card(monograph: Monograph) -> Section | None:
    """What to know before it is given, in the order in which it is needed: who must not have it,
    whom to ask about, what else comes first, how it is given, how much, what to watch for.

    Each group has its verdict, whichever section it is from. None if nothing of this is known.
    """
    groups: list[tuple[str, Group]] = []
    before: list[Entry] = []
    for section in monograph.sections:
        for group in section.groups:
            entries = tuple(_on_card(section, group))
            if not entries:
                continue
            if _is_on_card(section, group) or group.has_doses:
                shown = replace(_alone(section, group), entries=entries)
                groups.append((_kind(section, group), shown))
            else:
                before += entries
    if before:
        first = Group(group="before", title="Before it is given", entries=tuple(before))
        groups.append(("before", first))
    ordered = [group for _, group in sorted(groups, key=lambda found: _ORDER.index(found[0]))]
    return _section("card", "Bedside card", "What to know before it is given.", ordered)


def _section(name: str, title: str, summary: str, groups: list[Group]) -> Section | None:
    if not groups:
        return None
    return Section(section=name, title=title, summary=summary, groups=tuple(groups))


def _alone(section: Section, group: Group) -> Group:
    """The group with what its section adds: the verdict, and the notes above its doses."""
    notes = (*group.notes, *section.notes) if group.has_doses else group.notes
    return replace(group, verdict=verdict_of(section, group), notes=notes)


_ORDER = (
    *("contraindicated", "possible_contraindication", "before", ADMINISTRATION, "doses"),
    *("allergic", "serious_side_effect", "side_effect"),
)


def _kind(section: Section, group: Group) -> str:
    """What decides where the group stands on the card."""
    grave = severity(section, group)
    if grave != "none":
        return grave
    if group.has_doses:
        return "doses"
    if section.section == ADMINISTRATION:
        return ADMINISTRATION
    return "side_effect" if verdict_of(section, group) == "side_effect" else "before"


def _is_on_card(section: Section, group: Group) -> bool:
    """Whether the group is on the card, unless an entry says otherwise."""
    if group.card is not None:
        return bool(group.card)
    is_known = severity(section, group) != "none" or section.section == ADMINISTRATION
    return is_known or group.has_doses


def _on_card(section: Section, group: Group) -> Iterator[Entry]:
    """The entries of the group that are on the card."""
    is_on = _is_on_card(section, group)
    for entry in group.entries:
        if is_on if entry.card is None else entry.card:
            yield entry
