"""Options that several commands share, each declared once."""

from typing import Annotated, TypeAlias

import typer

from b12cli.render import Format, explained

FormatOption: TypeAlias = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        case_sensitive=False,
        help=explained(Format),
    ),
]
