"""The commands that look things up: search and check."""

# No "from __future__ import annotations": Typer would evaluate each of them again at start.

import os
import shlex
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, Annotated

import typer

from b12cli import terminal
from b12cli.cli import candidates
from b12cli.cli.exits import ExitCode
from b12cli.cli.help import CheckHelp, HelpCommand
from b12cli.cli.options import FormatOption
from b12cli.cli.state import Answer, Run
from b12cli.cli.typer_parts import UsageError
from b12cli.render import Format, ListFormat, explained, list_renderer, renderer

if TYPE_CHECKING:
    from b12cli.check import Checker
    from b12cli.cli.arguments import Item
    from b12cli.results import Checked, Tally

STDIN = "-"
"""Means standard input in place of a list."""

commands = typer.Typer()
command = partial(commands.command, cls=HelpCommand, rich_help_panel="Look things up")


@command(
    epilog="b12 search sciatica\nb12 search can I give it to my child\n"
    "b12 search -s uses nerve pain"
)
def search(
    ctx: typer.Context,
    terms: Annotated[
        list[str],
        typer.Argument(
            metavar="TERMS...", autocompletion=candidates.of_query, help="Words to search for."
        ),
    ],
    section: Annotated[
        list[str],
        typer.Option(
            "--section",
            "-s",
            metavar="NAME",
            autocompletion=candidates.of_sections,
            help="Search only this section; may be repeated.",
        ),
    ] = [],  # noqa: B006 - Typer copies it
    format: FormatOption = Format.text,
) -> Answer:
    """Search in your words or the doctor's.

    The best answers come first. Contraindications that your words mention are always shown,
    whatever section you search.
    """
    from b12cli.cli import arguments
    from b12cli.render.answers import nothing_found
    from b12cli.search import Searcher

    run: Run = ctx.obj
    try:
        query = arguments.query(" ".join(terms))
    except ValueError as error:
        raise UsageError(str(error), ctx) from None
    monograph = run.monograph()
    for name in section:
        if not monograph.section(name):
            from b12cli.cli.usage import no_section

            terminal.complain(no_section(monograph, name))
            return Answer(code=ExitCode.NOTHING_FOUND)
    found = Searcher(monograph, [name.casefold() for name in section]).find(query)
    is_answered = found.also or (found.hits and not found.is_closest)
    code = ExitCode.DONE if is_answered else ExitCode.NOTHING_FOUND
    if not (found.hits or found.also or format.is_for_programs):
        terminal.complain(nothing_found(found))
        return Answer(code=code)
    text = renderer(format).search(monograph, found, run.screen)
    return Answer(text, code, format.is_for_programs)


@command(
    cls=CheckHelp,
    epilog='b12 check sciatica "kidney failure" asthma\nb12 check --from list.txt\n'
    "b12 check --from list.csv --column problem -f jsonl\nb12 check - < list.txt",
)
def check(
    ctx: typer.Context,
    terms: Annotated[
        list[str],
        typer.Argument(
            metavar="[TERM]...",
            autocompletion=candidates.of_patient,
            help="Conditions, symptoms, patient groups; - reads standard input, one per line.",
        ),
    ] = [],  # noqa: B006 - Typer copies it
    file: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="FILE",
            autocompletion=candidates.of_files,
            help="Check the terms in this file, one per line.",
        ),
    ] = "",
    column: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Read the list as a CSV with a header, and check this column."
        ),
    ] = "",
    format: Annotated[
        ListFormat,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            case_sensitive=False,
            help=explained(ListFormat),
        ),
    ] = ListFormat.text,
) -> Answer:
    """What the monograph says about each TERM.

    A term is a condition, a symptom or a patient group. Not mentioned does not mean safe: the
    monograph covers only one article.

    The exit code is 4 if a term is contraindicated or possibly so, otherwise 2 if one could not be
    read.
    """
    from b12cli.check import Checker
    from b12cli.cli import arguments
    from b12cli.results import Tally

    run: Run = ctx.obj
    if not terms and not file:
        raise UsageError("missing argument 'TERM...', or --from FILE", ctx)
    if column and not file and STDIN not in terms:
        raise UsageError("--column needs a list, expected --from FILE or -", ctx)
    for term in filter(os.path.isfile, terms):
        _refuse_file(term, ctx)
    if not column and file.lower().endswith((".csv", ".tsv")):
        terminal.complain(f"{file}: each line is read as one term; --column NAME reads a column")
    monograph = run.monograph()
    checker = Checker(monograph)
    listed = arguments.listed(file, column) if file else iter(())
    items: Iterator[Item] = chain(_typed(checker, terms, column), listed)
    first = next(items, None)
    if first is None:
        raise UsageError("nothing to check, expected at least one term", ctx)
    items = chain([first], items)
    if not format.streams(run.screen):
        items = terminal.progress(list(items))
    tally = Tally(_checked(checker, item) for item in items)
    shown = list_renderer(format).check(monograph, tally, run.screen)
    return Answer(shown, lambda: _code(tally), format.is_for_programs)


def _refuse_file(term: str, ctx: typer.Context) -> None:
    """Raise UsageError for a term that can only mean a file; mention it if another term is also a
    file."""
    line = f"to check its lines: {ctx.obj.screen.program} check --from {shlex.quote(term)}"
    if os.path.dirname(term) or os.path.splitext(term)[1]:
        from b12cli.cli.usage import Hinted

        raise Hinted(f"“{term}” is a file; {line}", ctx)
    terminal.complain(f"“{term}” is also a file; {line}")


def _typed(checker: "Checker", terms: Sequence[str], column: str) -> "Iterator[Item]":
    """The terms that were typed, with a list in place of each ``-``."""
    from b12cli.cli import arguments
    from b12cli.unquoted import Unquoted

    unquoted = Unquoted(checker.reader)
    for is_list, run in groupby(terms, lambda term: term == STDIN):
        if is_list:
            yield from arguments.listed(STDIN, column)
            continue
        for term, is_joined in unquoted.terms(list(arguments.typed(run))):
            if is_joined:
                terminal.complain(f"read “{term}” as one term, as if it were in quotes")
            yield arguments.Item(term)


def _checked(checker: "Checker", item: "Item") -> "Checked":
    """The verdict on the item, or the reason why there is none."""
    from b12cli.cli import arguments
    from b12cli.results import Checked

    try:
        term = arguments.term(item)
    except ValueError as error:
        shown = terminal.shortened(item.text)
        return Checked(shown, "not_mentioned", line=item.line, error=str(error))
    return checker.check(term, item.line)


def _code(tally: "Tally") -> ExitCode:
    """The exit code of a check: a contraindication outranks a term that could not be read."""
    if tally.counts.keys() & {"contraindicated", "possible_contraindication"}:
        return ExitCode.CONTRAINDICATED
    return ExitCode.WRONG_USAGE if tally.errors else ExitCode.DONE
