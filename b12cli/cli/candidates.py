"""What may come next on the command line: names, sections, commands and files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from b12cli.cli.help import TOPICS
from b12cli.cli.state import Run
from b12cli.monograph.errors import MonographError

if TYPE_CHECKING:
    from b12cli.monograph.model import Entry, Group, Monograph, Section

VARIABLE = "_B12_COMPLETE"
"""The environment variable by which shells ask for completion, named by Typer's rule."""

FILES = "\t"
"""The end of a candidate that tells the shell to offer its own files; no name has a tab."""


def of_query(ctx: typer.Context, incomplete: str) -> list[str]:
    """For search, where all words make one query: any name."""
    return names(_places(ctx), ctx.params.get("terms") or [], incomplete)


def of_patient(ctx: typer.Context, incomplete: str) -> list[str]:
    """For check, where each word is a term: what a patient can have. A dose is left out, because
    its names are questions."""
    from b12cli.monograph.severity import verdict_of

    had = [
        (section, group, entry)
        for section, group, entry in _places(ctx)
        if verdict_of(section, group) != "none" and not entry.dose
    ]
    return names(had, [], incomplete)


def of_sections(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    monograph = _in_use(ctx)
    return [(each.section, each.summary) for each in monograph.sections] if monograph else []


def of_topics(ctx: typer.Context, incomplete: str) -> list[str]:
    return [*getattr(ctx.find_root().command, "commands", ()), *TOPICS]


def of_files(ctx: typer.Context, incomplete: str) -> list[str]:
    return [incomplete + FILES]


def _in_use(ctx: typer.Context) -> Monograph | None:
    """The monograph for the command line that is being completed, if it can be read."""
    run = Run()
    run.file = ctx.find_root().params.get("monograph") or run.file
    try:
        return run.monograph()
    except MonographError:
        return None


def _places(ctx: typer.Context) -> list[tuple[Section, Group, Entry]]:
    """Each entry of that monograph with all its names, and its section and group."""
    monograph = _in_use(ctx)
    if not monograph:
        return []
    from b12cli.thesaurus.aliases import with_aliases

    return [
        (section, group, entry)
        for section in with_aliases(monograph).sections
        for group in section.groups
        for entry in group.entries
    ]


def names(
    places: Iterable[tuple[Section, Group, Entry]], before: Iterable[str], incomplete: str
) -> list[str]:
    """The names that complete what is typed; if anything is, also aliases and related names.

    ``before`` are words that the name may begin with. Each result replaces ``incomplete``. A name
    that b12 would take for an option is left out.
    """
    typed = f"{' '.join(before)} {incomplete}".lstrip()
    entries = [entry for _, _, entry in places]
    names = [entry.name for entry in entries]
    if typed:
        names += [
            alias for entry in entries for alias in (*entry.aliases, *entry.related, *entry.near)
        ]
    found = {
        incomplete + name[len(typed) :]
        for name in names
        if name[: len(typed)].casefold() == typed.casefold()
        and "{" not in name  # nobody types a range
        and _is_spelled(name, typed)
    }
    return sorted(each for each in found if incomplete or not each.startswith("-"))


def _is_spelled(name: str, typed: str) -> bool:
    """Whether the completed word is spelled as anybody would spell it: not scBU, for SCBU."""
    begun = typed.rpartition(" ")[2]
    word = name[len(typed) - len(begun) :].partition(" ")[0]
    whole = begun + word[len(begun) :]
    return not begun or whole in (word, word.lower(), word.capitalize())
