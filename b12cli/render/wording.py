"""The words that text and Markdown share: what b12 itself says, around what the monograph says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, get_args

from b12cli.language.grammar import Context
from b12cli.monograph.model import (
    Entry,
    Group,
    Monograph,
    Note,
    Place,
    Section,
    Severity,
    Verdict,
    severity,
)
from b12cli.results import Checked, Tally
from b12cli.sections import SECTIONS
from b12cli.verdicts import TABLE, Status

if TYPE_CHECKING:
    from b12cli.results import Found, Hit, Validated
    from b12cli.screen import Screen

NOTES_TITLE = "Editor’s notes, not from the article"

NO_CLEARANCE = "is no clearance: ask a pharmacist or the prescriber"

NOT_IN_IT = "not in the monograph"

ALSO = "Contraindications that your words mention"

DOSE_HEADER = ("For", "Dose", "Also")

SHORT_LIST = 5
"""Terms up to which a check shows the notes themselves; a longer list says where they stand."""

VERDICTS: dict[Verdict, str] = {
    "contraindicated": "CONTRAINDICATED",
    "possible_contraindication": "possible contraindication",
    "serious_side_effect": "serious side effect",
    "side_effect": "side effect",
    "listed_use": "listed use",
    "mentioned": "mentioned",
    "not_mentioned": "not mentioned",
}

MARKS: dict[Severity, str] = {
    "contraindicated": "✗",
    "possible": "✗?",
    "allergic": "!!",
    "serious": "!",
    "none": "",
}
"""The mark of each severity, in text and in Markdown."""

_VERDICT_MARKS: dict[Verdict, str] = {
    "side_effect": "~",
    "listed_use": "+",
    "mentioned": "·",
    "not_mentioned": "?",
}
"""The marks of the verdicts that are not grave."""

NOT_READ, NOT_UNDERSTOOD, NOT_READ_MARK = "not read", "not understood", "??"

_NOUNS = ("possible_contraindication", "serious_side_effect", "side_effect", "listed_use")

CONTEXTS: dict[Context, str] = {
    "negated": "but negated",
    "uncertain": "in doubt",
    "historical": "in the past",
    "family": "but of someone else",
    "hypothetical": "but only as a plan or risk",
}


STATUSES: dict[Status, str] = {
    "stated": "said of the patient",
    "uncertain": "in doubt",
    "maybe_negated": "may be denied",
    "past_lasts": "in the past, but it lasts",
    "past_ends": "in the past, and it passes",
    "past_over": "in the past, and it is over",
    "hypothetical": "only a plan or risk",
    "family": "of someone else",
    "negated": "denied",
}


def verdict_table() -> Iterable[tuple[str, str, str, str]]:
    """The table of verdicts in words: what the thing is to an entry, how the term speaks of it,
    and the verdict if the entry is a contraindication, and if it is anything else."""
    things = {"same": "the thing itself or a kind of it", "near": "only something near it"}
    for row in TABLE:
        others = VERDICTS[row.others] if row.others else "as it is listed"
        yield things[row.relation], STATUSES[row.status], VERDICTS[row.contraindicated], others


def grave(hit: Hit) -> Severity:
    """How grave it is to have what the hit is: of a note or a whole section nothing, and what is
    only near a contraindication is a possible one."""
    section, group, _ = hit.place
    if hit.note or not group:
        return "none"
    found = severity(section, group)
    if hit.is_near:
        return "possible" if found == "contraindicated" else "none"
    return found


def gravity(result: Checked) -> Severity:
    """The gravest of what a verdict rests on; a mention is nothing grave, whatever it mentions,
    and a contraindication that is in doubt is a possible one."""
    if result.verdict == "possible_contraindication":
        return "possible"
    hits = () if result.verdict == "mentioned" else result.hits
    return min(map(grave, hits), key=get_args(Severity).index, default="none")


def mark(result: Checked) -> str:
    """The mark of a verdict, or that there is none."""
    if result.error or result.is_not_understood:
        return NOT_READ_MARK
    return MARKS[gravity(result)] or _VERDICT_MARKS[result.verdict]


def gravest_first(results: Sequence[Checked]) -> list[Checked]:
    """The results as who scans them needs them; within a verdict as they came, but what could not
    be read, and then what was not understood, before what is not mentioned."""
    order = (*get_args(Verdict)[:-1], NOT_READ, NOT_UNDERSTOOD, "not_mentioned")
    return sorted(results, key=lambda result: order.index(_outcome(result)))


def _outcome(result: Checked) -> str:
    """The verdict, or that there is none."""
    if result.error:
        return NOT_READ
    return NOT_UNDERSTOOD if result.is_not_understood else result.verdict


def outcome(result: Checked) -> str:
    """The verdict in words, or that there is none."""
    found = _outcome(result)
    return found if found in (NOT_READ, NOT_UNDERSTOOD) else VERDICTS[result.verdict]


def verdict(result: Checked) -> str:
    """The verdict in words, with the context in which it is said."""
    return ", ".join(filter(None, [outcome(result), context(result)]))


def context(result: Checked) -> str:
    """The context in which a verdict is said, if it isn't plainly of the patient and of now."""
    if not result.context:
        return ""
    if result.may_be_denied:
        return "in doubt, may be denied"
    lasts = result.context == "historical" and result.verdict == "contraindicated"
    return "in the past, but it lasts" if lasts else CONTEXTS[result.context]


def because(result: Checked) -> str:
    """The basis of a verdict, after the context in which it is said."""
    return ": ".join(filter(None, [context(result), basis(result)]))


def why(result: Checked) -> str:
    """The reason of a verdict by itself, in a short phrase."""
    said = because(result)
    if result.is_not_understood:
        return f"{NOT_UNDERSTOOD}: {said}"
    return said or NOT_IN_IT


def sum_of(tally: Tally) -> str:
    """How many terms have each verdict, the gravest first, and how many none: "1 contraindicated,
    2 listed uses, 1 not understood, 1 not read"."""
    said = [
        f"{count} {VERDICTS[verdict].lower()}" + ("s" if count > 1 and verdict in _NOUNS else "")
        for verdict, count in _read(tally).items()
    ]
    none = ((tally.not_understood, NOT_UNDERSTOOD), (tally.errors, NOT_READ))
    return ", ".join(said + [f"{count} {each}" for count, each in none if count])


def _read(tally: Tally) -> dict[Verdict, int]:
    """How many of the terms that could be read have each verdict."""
    known = Counter(tally.counts)
    known["not_mentioned"] -= tally.errors + tally.not_understood
    return {verdict: known[verdict] for verdict in tally.counts if known[verdict]}


def title(monograph: Monograph) -> str:
    return f"{monograph.title} ({monograph.generic_name})"


def command(section: Section, screen: Screen) -> str:
    """What to type to read the section."""
    show = "" if section.section in SECTIONS else "show "
    return f"{screen.program} {show}{section.section}"


def has_doses(group: Group) -> bool:
    """Whether the group is a table of doses."""
    return any(entry.dose for entry in group.entries)


def dose_row(entry: Entry) -> tuple[str, str, str]:
    """An entry of a table of doses, under DOSE_HEADER."""
    return entry.name, entry.dose.steps if entry.dose else "", entry.text


def statement(entry: Entry) -> str:
    """All that the entry says after its name: the dose first, then the detail."""
    dose = f"{entry.dose.steps}." if entry.dose else None
    return " ".join(said for said in (dose, entry.text) if said)


def answered(found: Found) -> str:
    """What was searched for, in words that hide neither a correction nor what is missing."""
    if not found.hits or any(hit.missing for hit in found.hits):
        asked = found.corrected_to or found.query
        if not answers(found):
            return f"No whole answer to “{asked}”"
        return f"Nothing has all of “{asked}”, these come nearest"
    if found.corrected_to:
        return f"Nothing for “{found.query}”, showing results for “{found.corrected_to}”"
    return f"Search: {found.query}"


def answers(found: Found) -> list[Hit]:
    """The hits but for those that are told better as contraindications besides."""
    also = [hit.place for hit in found.also]
    return [hit for hit in found.hits if hit.note or all(each is not hit.place for each in also)]


def nothing_found(found: Found) -> str:
    """One line: nothing, what may have been meant, and that nothing is no clearance."""
    nothing = f"nothing found for “{found.query}”"
    if found.suggestions:
        near = ", ".join(f"“{suggestion}”" for suggestion in found.suggestions)
        return f"{nothing}. Did you mean {near}?"
    return f"{nothing}, which {NO_CLEARANCE}"


def by_section(hits: Iterable[Hit]) -> Iterable[tuple[Section, list[Hit]]]:
    """The hits of each section, the section of the best hit first."""
    sections: dict[str, tuple[Section, list[Hit]]] = {}
    for hit in hits:
        section = hit.place.section
        sections.setdefault(section.section, (section, []))[1].append(hit)
    return sections.values()


def blocks(found: Found) -> Iterable[tuple[str, list[Hit]]]:
    """What is shown of a search, each block with its heading: the answers by section, then the
    contraindications that are mentioned besides."""
    yield from ((section.title, hits) for section, hits in by_section(answers(found)))
    if found.also:
        yield ALSO, list(found.also)


class Shown(NamedTuple):
    """A hit in words: what it stands under, its name, and what it says."""

    under: str
    name: str
    said: str


def shown(hit: Hit) -> Shown:
    section, group, entry = hit.place
    if hit.note:
        return Shown("", hit.name, f"{hit.note.said} ({'; '.join(hit.note.citations)})")
    if group and entry:
        return Shown(group.title, entry.name, statement(entry))
    if group:
        return Shown("", group.title, contents(group))
    groups = (f"{group.title}: {contents(group)}" for group in section.groups)
    return Shown("", section.title, ". ".join(groups))


def contents(group: Group) -> str:
    """The names in a group, with the doses if it has some."""
    return "; ".join(
        f"{entry.name} ({entry.dose.steps})" if entry.dose else entry.name
        for entry in group.entries
    )


def reason(hit: Hit) -> str:
    """By what the hit answers, where that can't be seen in it, whether that is only near it, and
    what it lacks."""
    matched = re.sub(r"\{(\d+)-(\d+)\}", r"\1 to \2", hit.matched)
    text = " ".join(shown(hit)).casefold()
    seen = all(word in text for word in matched.casefold().split())
    said = [] if seen or hit.is_near or hit.note else [f"matched “{matched}”"]
    if hit.is_near:
        near = "may be about something else" if hit.is_doubtful else "is near it, not the same"
        said.append(f"“{matched}” {near}")
    said += [f"without “{word}”" for word in hit.missing]
    return f"({', '.join(said)})" if said else ""


def basis(result: Checked) -> str:
    """What a verdict rests on: its entries, and under what they stand, if the term is one of them
    and not just near; or why there is none. Then what of the term was not understood."""
    if result.error:
        return result.error
    unread = ", ".join(f"“{each}”" for each in result.unread)
    if result.is_not_understood:
        return unread
    named: dict[str, list[str]] = {}
    for hit in result.hits:
        lead = f"{shown(hit).under}:"
        if result.verdict in ("possible_contraindication", "mentioned"):
            lead = "near" if grave(hit) == "possible" and hit.is_near else "see"
        named.setdefault(lead, []).append(hit.name)
    said = [f"{under} {', '.join(dict.fromkeys(names))}" for under, names in named.items()]
    return "; ".join(said + ([f"{NOT_UNDERSTOOD}: {unread}"] if unread else []))


def commands(hits: Iterable[Hit], screen: Screen) -> list[str]:
    """What to type to read on where the hits stand."""
    return [command(section, screen) for section, _ in by_section(hits)]


def clearance(tally: Tally) -> list[str]:
    """Once for all that is not mentioned, or not understood: that this clears nothing."""
    silent = ["not mentioned"] if "not_mentioned" in _read(tally) else []
    silent += [NOT_UNDERSTOOD] if tally.not_understood else []
    return [f"{' or '.join(silent).capitalize()} {NO_CLEARANCE}."] if silent else []


def notes_elsewhere(hits: Sequence[Hit], screen: Screen) -> list[str]:
    """Where the notes stand that concern a long list's hits."""
    if not notes(hits):
        return []
    sections = [section for section, found in by_section(hits) if notes(found)]
    read = ", ".join(command(section, screen) for section in sections)
    return [f"The editor has notes on some of these: {read}"]


def notes(hits: Sequence[Hit]) -> list[Note]:
    """The notes that concern the hits, each once; those that are hits themselves say it there."""
    found = notes_on_doses(hits)
    for section, group, entry in (hit.place for hit in hits if not hit.note):
        found += entry.notes if entry else ()
        found += group.notes if group else section.notes
    told = [hit.note for hit in hits if hit.note]
    return [note for note in dict.fromkeys(found) if note not in told]


def notes_on_doses(hits: Sequence[Hit]) -> list[Note]:
    """The notes that stand over the doses of the hits, each once. They are shown above the doses:
    one of them is on the unit, and who draws up a dose must not miss it."""
    found = [note for hit in hits if not hit.note for note in dose_notes(hit.place)]
    # A note may speak of a dose too, and has the others above it.
    told = [hit.note for hit in hits if hit.note]
    beside = [note for hit in hits if hit.note for note in dose_notes(hit.place)]
    return list(dict.fromkeys([*found, *(note for note in beside if note not in told)]))


def dose_notes(place: Place) -> list[Note]:
    """The notes that stand over the doses of an entry, a group or a whole section: its own, and
    those of what it stands in. Empty if it has no dose."""
    section, group, entry = place
    tables = [each for each in ([group] if group else section.groups) if has_doses(each)]
    if not tables or (entry and not entry.dose):
        return []
    if group and entry:
        found = [*group.notes, *entry.notes]
    else:
        found = [note for table in tables for note in group_notes(table)]
    return list(dict.fromkeys([*found, *section.notes]))


def verdict_notes(results: Iterable[Checked]) -> list[Note]:
    """The notes on all that the results rest on."""
    return notes([hit for result in results for hit in result.hits])


def concerns(monograph: Monograph, note: Note) -> list[str]:
    """The names of the entries beside which the note stands."""
    named = (
        entry.name
        for section in monograph.sections
        for group in section.groups
        for entry in group.entries
        if note in entry.notes
    )
    return list(dict.fromkeys(named))


def section_notes(section: Section) -> list[Note]:
    """All the notes in a section, each once, its own last."""
    found = [note for group in section.groups for note in group_notes(group)]
    return list(dict.fromkeys([*found, *section.notes]))


def group_notes(group: Group) -> list[Note]:
    """All the notes in a group, its own first."""
    return [*group.notes, *(note for entry in group.entries for note in entry.notes)]


def closing_notes(section: Section) -> list[Note]:
    """The notes in a section but for those that stand above its doses."""
    above = dose_notes(Place(section))
    return [note for note in section_notes(section) if note not in above]


def validation(results: Iterable[Validated]) -> list[str]:
    """Which files are valid; what is wrong with one is told elsewhere."""
    return [f"{result.file}: valid" for result in results if result.is_valid]


def mapping(hits: Iterable[Hit]) -> list[str]:
    """That the codes by which something answers are not from the article."""
    said = "ICD-10 codes are the editor’s mapping, not the article’s."
    return [said] if any(hit.by_code for hit in hits) else []


def footer(monograph: Monograph, screen: Screen) -> str:
    """Where it all comes from, as far as that is known, and what it is not."""
    source = monograph.source
    said = source.publisher
    if source.reviewed:
        month = date.fromisoformat(f"{source.reviewed}-01").strftime("%B %Y")
        said += f", reviewed {month}" if source.reviewer else f", {month}"
    parts = [said, "reference, not medical advice"]  # fits 80 columns, for b12's own
    if references := monograph.section("references"):
        parts.append(command(references, screen))
    return " · ".join(parts)
