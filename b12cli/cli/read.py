"""The commands that show the monograph: the card, the doses, sections, or all of it."""

# No "from __future__ import annotations": Typer would evaluate each of them again at start.

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from b12cli import terminal
from b12cli.cli import candidates
from b12cli.cli.exits import ExitCode
from b12cli.cli.find import search
from b12cli.cli.help import HelpCommand
from b12cli.cli.options import FormatOption
from b12cli.cli.state import Answer, Run
from b12cli.render import Format, renderer
from b12cli.sections import SECTIONS

if TYPE_CHECKING:
    from b12cli.monograph.model import Monograph, Section

commands = typer.Typer()
command = partial(commands.command, cls=HelpCommand, rich_help_panel="Read the monograph")


def _read(run: Run, format: Format) -> "Monograph":
    """The monograph in use; for programs with all the names that its entries are found by."""
    monograph = run.monograph()
    if not format.is_for_programs:
        return monograph
    from b12cli.thesaurus.aliases import with_aliases

    return with_aliases(monograph)


def _section(run: Run, format: Format, name: str, groups: tuple[str, ...] = ()) -> Answer:
    """A section, or some groups of it; a line on standard error if the monograph has none."""
    monograph = _read(run, format)
    section = monograph.section(name)
    if not section:
        from b12cli.cli.usage import no_section

        return _nothing(no_section(monograph, name))
    if groups:
        section = section.only(groups)
    found = section if section.groups else None
    return _answer(run, format, monograph, found, f"no such group in {name}")


def _answer(
    run: Run,
    format: Format,
    monograph: "Monograph",
    section: "Section | None",
    lack: str,
    is_card: bool = False,
) -> Answer:
    """The section, or what is made like one; without it, a line on standard error that the
    monograph has ``lack``."""
    if not section:
        return _nothing(f"the monograph of {monograph.title} has {lack}")
    module = renderer(format)
    render = module.card if is_card else module.section
    text = render(monograph, section, run.screen)
    return Answer(text, is_for_programs=format.is_for_programs)


def _nothing(message: str) -> Answer:
    terminal.complain(message)
    return Answer(code=ExitCode.NOTHING_FOUND)


def side_effects(
    ctx: typer.Context,
    common: Annotated[bool, typer.Option("--common", help="Show the common ones.")] = False,
    serious: Annotated[
        bool, typer.Option("--serious", help="Show the serious ones and the allergic reaction.")
    ] = False,
    allergic: Annotated[
        bool, typer.Option("--allergic", help="Show the allergic reaction.")
    ] = False,
    format: FormatOption = Format.text,
) -> Answer:
    """The command for the section side-effects, narrowed by its options."""
    from b12cli.monograph.model import ALLERGIC, COMMON, SERIOUS, SIDE_EFFECTS

    # Anyone who asks for the serious ones must not miss the one that kills.
    wanted = {COMMON: common, SERIOUS: serious, ALLERGIC: serious or allergic}
    groups = tuple(group for group, is_wanted in wanted.items() if is_wanted)
    return _section(ctx.obj, format, SIDE_EFFECTS, groups)


def _whole(name: str) -> Callable[..., Answer]:
    """The command that shows the section of this name."""

    def show(ctx: typer.Context, format: FormatOption = Format.text) -> Answer:
        return _section(ctx.obj, format, name)

    return show


@command(epilog="b12 card\nb12 card -f markdown > b12.md")
def card(ctx: typer.Context, format: FormatOption = Format.text) -> Answer:
    """The bedside page, on one screen.

    Who must not have it, what must be ready, how it is given, the doses under the warning on their
    unit, and what to watch for. With -f markdown, the same page in a form to print.
    """
    from b12cli.monograph import excerpts

    run: Run = ctx.obj
    monograph = _read(run, format)
    made = excerpts.card(monograph)
    return _answer(run, format, monograph, made, "nothing for a card", is_card=True)


for _name, _shows in SECTIONS.items():
    if _name == "side-effects":
        command(
            _name,
            help=f"{_shows}\n\nThe options combine; without any, all are shown.",
            epilog="b12 side-effects\nb12 side-effects --serious",
        )(side_effects)
    else:
        command(_name, help=_shows, epilog=f"b12 {_name}")(_whole(_name))


@command(epilog="b12 doses\nb12 doses pernicious anemia\nb12 doses -f json")
def doses(
    ctx: typer.Context,
    terms: Annotated[
        list[str],
        typer.Argument(
            metavar="[TERMS]...",
            autocompletion=candidates.of_query,
            help="Search for the doses for this.",
        ),
    ] = [],  # noqa: B006 - Typer copies it
    format: FormatOption = Format.text,
) -> Answer:
    """The table of doses, under the warning on their unit.

    With TERMS, what b12 search finds for doses with these words.
    """
    from b12cli.monograph import excerpts

    if terms:
        return search(ctx, terms=["doses", *terms], section=[], format=format)
    run: Run = ctx.obj
    monograph = _read(run, format)
    return _answer(run, format, monograph, excerpts.doses(monograph), "no doses")


@command("show", epilog="b12 show uses\nb12 --monograph my-drug.yaml show storage")
def show_any(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", autocompletion=candidates.of_sections, help="Section to show."
        ),
    ],
    format: FormatOption = Format.text,
) -> Answer:
    """Any section, including ones your own monograph adds."""
    return _section(ctx.obj, format, name)


@command("all", epilog="b12 all\nb12 all -f markdown > b12.md")
def show_all(
    ctx: typer.Context,
    format: FormatOption = Format.text,
    pager: Annotated[
        bool, typer.Option("--pager/--no-pager", help="Page output longer than the screen.")
    ] = True,
) -> Answer:
    """The whole monograph."""
    run: Run = ctx.obj
    run.is_paged = run.is_paged and pager
    monograph = _read(run, format)
    text = renderer(format).monograph(monograph, run.screen)
    return Answer(text, is_for_programs=format.is_for_programs)
