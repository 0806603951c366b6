"""Markdown (CommonMark, with GitHub's tables), for notes and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from b12cli.monograph.model import Entry, Monograph, Note, Place, Section, Severity, severity
from b12cli.render import card as card_words
from b12cli.render import wording
from b12cli.results import Tally
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Checked, Found, Hit, Validated

# What reads as markup anywhere, and what does so at the start of a line. A number there is
# escaped at its dot, because a backslash before a digit would show. A URL in angle brackets
# stays as it is: that is Markdown's way to write one.
_MARKUP = re.compile(
    r"(?P<url><https?://[^\s<>]+>)|[\\`*_\[\]<>|~$]|&(?=#?\w+;)|^[#+=-]|^(?P<number>\d+)(?=[.)])"
)


def section(monograph: Monograph, section: Section, screen: Screen) -> str:
    title = f"# {_text(section.title)}: {_text(wording.title(monograph))}"
    return _document(monograph, screen, [title, *_section_body(section, "##")])


def monograph(monograph: Monograph, screen: Screen) -> str:
    blocks = [f"# {_text(wording.title(monograph))}"]
    for section in monograph.sections:
        blocks += [f"## {_text(section.title)}", *_section_body(section, "###")]
    return _document(monograph, screen, blocks)


def search(monograph: Monograph, found: Found, screen: Screen) -> str:
    blocks = [f"# {_text(wording.answered(found))}"]
    for heading, hits in wording.blocks(found):
        blocks += _hits(heading, hits, screen)
    given = [*wording.answers(found), *found.also]
    return _document(monograph, screen, [*blocks, *_asides(given, wording.notes_on_doses(given))])


def check(monograph: Monograph, results: Iterable[Checked], screen: Screen) -> str:
    results = list(results)
    rows = [
        (_text(result.term), _verdict(result), _basis(result, screen))
        for result in wording.gravest_first(results)
    ]
    tally = Tally(results)
    hits = tally.hits
    if tally.total <= wording.SHORT_LIST:
        asides = list(_asides(hits))
    else:
        said = (*wording.mapping(hits), *wording.notes_elsewhere(hits, screen))
        asides = list(map(_text, said))
    closing = [_text(said) for said in (wording.sum_of(tally), *wording.clearance(tally))]
    table = _table(("Term", "Verdict", "Because of"), rows)
    return _document(monograph, screen, [table, *asides, *closing])


def validation(results: Sequence[Validated], screen: Screen) -> str:
    return "\n\n".join(map(_text, wording.validation(results)))


def _section_body(section: Section, level: str) -> Iterator[str]:
    yield _text(section.summary)
    for group in section.groups:
        yield f"{level} {_text(group.title)}"
        if group.note:
            yield f"*{_text(group.note)}*"
        if wording.has_doses(group):
            yield from _notes(wording.dose_notes(Place(section, group)))
            rows = [tuple(map(_text, wording.dose_row(entry))) for entry in group.entries]
            yield _table(wording.DOSE_HEADER, rows)
        else:
            mark = _mark(severity(section, group))
            yield "\n".join(_item(entry, mark) for entry in group.entries)
    yield from _notes(wording.closing_notes(section))


def _item(entry: Entry, mark: str) -> str:
    said = wording.statement(entry)
    return f"- {mark}**{_text(entry.name)}**" + (f" – {_text(said)}" if said else "")


def _hits(title: str, hits: Sequence[Hit], screen: Screen) -> Iterator[str]:
    """The hits under a title, with what to type to read on."""
    yield f"## {_text(title)} ({_commands(hits, screen)})"
    yield from _notes(wording.notes_on_doses(hits))
    yield "\n".join(map(_hit, hits))


def _commands(hits: Sequence[Hit], screen: Screen) -> str:
    return ", ".join(f"`{command}`" for command in wording.commands(hits, screen))


def _hit(hit: Hit) -> str:
    under, name, said = wording.shown(hit)
    reason = wording.reason(hit)
    return "".join(
        [
            f"- {_mark(wording.grave(hit))}",
            f"{_text(under)}: " if under else "",
            f"**{_text(name)}**",
            f" – {_text(said)}" if said else "",
            f" {_text(reason)}" if reason else "",
        ]
    )


def _mark(grave: Severity) -> str:
    mark = wording.MARKS[grave]
    return f"{mark} " if mark else ""


def _verdict(result: Checked) -> str:
    said, is_grave = _text(wording.verdict(result)), wording.gravity(result) != "none"
    is_grave = is_grave or wording.mark(result) == wording.NOT_READ_MARK
    return f"{wording.mark(result)} " + (f"**{said}**" if is_grave else said)


def _basis(result: Checked, screen: Screen) -> str:
    where = _commands(result.hits, screen)
    return _text(wording.basis(result)) + (f" ({where})" if where else "")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows of Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _notes(notes: Sequence[Note]) -> Iterator[str]:
    if notes:
        quoted = [f"**{wording.NOTES_TITLE}**"]
        for note in notes:
            citations = "; ".join(_text(citation) for citation in note.citations)
            lead = f"**{_text(note.lead)}:** " if note.lead else ""
            quoted.append(f"{lead}{_text(note.text)} ({citations})")
        yield "> " + "\n>\n> ".join(quoted)


def _asides(hits: Sequence[Hit], shown: Sequence[Note] = ()) -> Iterator[str]:
    """What does not come from the article, and concerns the hits, but for what was shown."""
    yield from map(_text, wording.mapping(hits))
    yield from _notes([note for note in wording.notes(hits) if note not in shown])


def _document(monograph: Monograph, screen: Screen, blocks: Sequence[str]) -> str:
    return "\n\n".join([*blocks, "---", f"*{_text(wording.footer(monograph, screen))}*"])


def _text(text: str) -> str:
    """The text as literal Markdown."""
    return _MARKUP.sub(_escaped, text)


def _escaped(markup: re.Match[str]) -> str:
    if markup["number"]:
        return f"{markup[0]}\\"
    return markup[0] if markup["url"] else f"\\{markup[0]}"


def card(monograph: Monograph, section: Section, screen: Screen) -> str:
    blocks = [f"# {_text(wording.title(monograph))}: {_text(section.title)}"]
    for part in card_words.parts(section, screen):
        if part.heading:
            more = f" (`{part.more}`)" if part.more else ""
            blocks.append(f"## {_text(part.heading)}{more}")
        blocks += [f"> **{card_words.NOTE}:** {_text(note)}" for note in part.notes]
        rows = [
            f"{_mark(row.grave)}"
            + (f"**{_text(row.about)}:** " if row.about else "")
            + _text(row.said)
            for row in part.rows
        ]
        blocks.append("\n".join(f"- {row}" for row in rows))
    return _document(monograph, screen, blocks)
