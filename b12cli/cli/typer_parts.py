"""The private parts of Typer that b12 needs, all in one place.

Typer bundles Click as ``typer._click`` and has no public names for its errors, help or completion.
The bounds on Typer in pyproject.toml keep them stable; if they move, the tests of help, errors and
completion fail.
"""

from typer._click import Command, Context, HelpFormatter
from typer._click.exceptions import BadParameter, NoSuchOption, UsageError
from typer._click.shell_completion import CompletionItem, ShellComplete
from typer._completion_shared import _get_shell_name as detected_shell

__all__ = [
    "BadParameter",
    "Command",
    "CompletionItem",
    "Context",
    "HelpFormatter",
    "NoSuchOption",
    "ShellComplete",
    "UsageError",
    "detected_shell",
]
