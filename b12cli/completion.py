"""Completion on TAB: what may come next, in the words and quotes of each shell.

Typer's own completion breaks a name with spaces into words, and offers file names where it
knows nothing: here a name is one argument, and a file is offered only where one is asked for.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from b12cli.typer_parts import (
    COMPLETION_SCRIPTS,
    CompletionItem,
    ShellComplete,
    UsageError,
    get_completion_class,
    split_arg_string,
)

if TYPE_CHECKING:
    from b12cli.monograph.model import Monograph

VARIABLE = "_B12_COMPLETE"
"""Where shells ask for completion, by Typer's rule for the name."""

FILES = "/files/"
"""How a candidate ends where the shell is to offer its own files."""

_BASH = """
%(complete_func)s() {
    mapfile -t COMPREPLY < <(env COMP_WORDS="$(printf '%%s\\n' "${COMP_WORDS[@]}")" \\
        COMP_CWORD=$COMP_CWORD %(autocomplete_var)s=complete_bash "$1")
    if [[ ${COMPREPLY[0]} == /files/ ]]; then
        COMPREPLY=()
        compopt -o default
    fi
}

complete -F %(complete_func)s %(prog_name)s
"""

_FISH = """
function %(complete_func)s
    set -l found (env %(autocomplete_var)s=complete_fish \\
        _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) %(prog_name)s)
    if test "$found" = /files/
        __fish_complete_path (commandline -ct)
    else
        printf '%%s\\n' $found
    end
end
complete --command %(prog_name)s --no-files --arguments "(%(complete_func)s)"
"""

COMPLETION_SCRIPTS.update(bash=_BASH, fish=_FISH)


class _Shell(ShellComplete):
    """What the shells have in common: ``VARIABLE`` asks, and the line stands beside it."""

    def source_vars(self) -> dict[str, Any]:
        return {
            "complete_func": self.func_name,
            "autocomplete_var": self.complete_var,
            "prog_name": self.prog_name,
        }

    @property
    def source_template(self) -> str:  # type: ignore[override]
        return COMPLETION_SCRIPTS[self.name]

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
        words = split_arg_string(line)[1:]
        return (words[:-1], words[-1]) if words and not line.endswith(" ") else (words, "")

    def complete(self) -> str:
        args, incomplete = self.get_completion_args()
        option, sign, value = incomplete.partition("=")
        if not (sign and option.startswith("--")):
            option, sign, value = "", "", incomplete
        items = self.get_completions([*args, option] if option else args, value)
        if any(item.value.endswith(FILES) for item in items):
            return self.files
        return self.shown([(f"{option}{sign}{item.value}", item) for item in items])

    files = FILES

    def shown(self, items: list[tuple[str, CompletionItem]]) -> str:
        return "\n".join(self.format_completion(item) for _, item in items)

    def format_completion(self, item: CompletionItem) -> str:
        return str(item.value)


class _Bash(_Shell):
    name = "bash"

    def get_completion_args(self) -> tuple[list[str], str]:
        words = os.environ.get("COMP_WORDS", "").split("\n")
        try:
            at = int(os.environ.get("COMP_CWORD", ""))
        except ValueError:
            raise UsageError("completion: COMP_CWORD is no number") from None
        typed = words[at] if 0 <= at < len(words) else ""
        # Bash gives the = of --format=json a word of its own.
        before = [word for word in words[1:at] if word != "="]
        self._quoted = typed[:1] in ("'", '"')
        return split_arg_string(" ".join(before)), "".join(split_arg_string(typed.lstrip("=")))

    def shown(self, items: list[tuple[str, CompletionItem]]) -> str:
        # Bash breaks words at a colon, also at one that is escaped: such names are left out.
        values = [value for value, _ in items if ":" not in value]
        if not self._quoted:
            values = [re.sub(r"([^\w@%+=,./–’-])", r"\\\1", value) for value in values]
        return "\n".join(values)


class _Zsh(_Shell):
    name = "zsh"
    files = "_files"

    def shown(self, items: list[tuple[str, CompletionItem]]) -> str:
        if not items:
            return ""
        described = [
            shlex.quote(value.replace(":", r"\:") + (f":{item.help}" if item.help else ""))
            for value, item in items
        ]
        return f"local -a found; found=({' '.join(described)}); _describe -V b12 found"


class _Fish(_Shell):
    name = "fish"

    def shown(self, items: list[tuple[str, CompletionItem]]) -> str:
        return "\n".join(f"{value}\t{item.help or ''}".rstrip() for value, item in items)


_SHELLS = {shell.name: shell for shell in (_Bash, _Zsh, _Fish)}


def answer(app: typer.Typer, asked: str) -> str:
    """What a shell asked for: ``complete_bash`` and so on for candidates, ``source_bash`` for the
    script that asks for them. Raises UsageError for anything else.
    """
    instruction, _, shell = asked.partition("_")
    command = typer.main.get_command(app)
    known = _SHELLS.get(shell) or get_completion_class(shell)
    if known is None or instruction not in ("complete", "source"):
        raise UsageError(f"completion: {asked!r} can't be answered")
    completing = known(command, {}, "b12", VARIABLE)
    return completing.source().strip() if instruction == "source" else completing.complete()


def names(monograph: Monograph, before: Iterable[str], incomplete: str) -> list[str]:
    """The names that go on from what is typed; if something is, also aliases and related ones.

    ``before`` are words that the name may begin with. Each is what ``incomplete`` becomes.
    """
    typed = f"{' '.join(before)} {incomplete}".lstrip().casefold()
    entries = [
        entry
        for section in monograph.sections
        for group in section.groups
        for entry in group.entries
    ]
    names = [entry.name for entry in entries]
    if typed:
        names += [alias for entry in entries for alias in (*entry.aliases, *entry.related)]
    return sorted(
        {
            incomplete + name[len(typed) :]
            for name in names
            if name.casefold().startswith(typed) and "{" not in name  # a range is no name to type
        }
    )
