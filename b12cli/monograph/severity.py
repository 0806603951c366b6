"""What being listed in a group means for a patient, and how grave it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from b12cli.monograph.model import (
    ALLERGIC,
    CONTRAINDICATIONS,
    SERIOUS,
    SIDE_EFFECTS,
    Group,
    GroupVerdict,
    Section,
)

SECTION_VERDICTS: Mapping[str, GroupVerdict] = {
    CONTRAINDICATIONS: "contraindicated",
    # What a label warns about is a reason to ask, not to refuse.
    "precautions": "possible_contraindication",
    "warnings": "possible_contraindication",
    "interactions": "possible_contraindication",
    "drug-interactions": "possible_contraindication",
    "warnings-and-precautions": "possible_contraindication",
    SIDE_EFFECTS: "side_effect",
    "uses": "listed_use",
}
"""The verdict on entries of a section of this name, if there is one."""


def verdict_of(section: Section, group: Group) -> GroupVerdict:
    """The verdict on a patient who has what the group lists."""
    if group.verdict:
        return group.verdict
    if section.section == SIDE_EFFECTS and group.group in (SERIOUS, ALLERGIC):
        return "serious_side_effect"
    return SECTION_VERDICTS.get(section.section, "none")


Severity: TypeAlias = Literal[
    "contraindicated", "possible_contraindication", "allergic", "serious_side_effect", "none"
]
"""How grave the entries of a group are, the gravest first."""


def severity(section: Section, group: Group) -> Severity:
    """What a reader must not overlook in this group."""
    verdict = verdict_of(section, group)
    if verdict == "serious_side_effect" and group.group == ALLERGIC:
        return "allergic"
    return "none" if verdict == "side_effect" or verdict == "listed_use" else verdict
