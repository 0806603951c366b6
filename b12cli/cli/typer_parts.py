"""What b12 needs of Typer that Typer keeps to itself, all in one place.

Typer carries Click in ``typer._click`` and has no public names for its errors, its help or its
completion. The bounds on Typer in pyproject.toml hold them where they are; the tests of the help,
the errors and the completion fail where they move.
"""

from typer._click import Command, Context, HelpFormatter
from typer._click.exceptions import NoSuchOption, UsageError
from typer._click.shell_completion import CompletionItem, ShellComplete
from typer._completion_shared import _get_shell_name as detected_shell

__all__ = [
    "Command",
    "CompletionItem",
    "Context",
    "HelpFormatter",
    "NoSuchOption",
    "ShellComplete",
    "UsageError",
    "detected_shell",
]
