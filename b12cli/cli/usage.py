"""Answers to a command or option that doesn't exist: one line, with one that works."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from b12cli.cli.typer_parts import Command, NoSuchOption, UsageError

if TYPE_CHECKING:
    from b12cli.monograph.model import Monograph


class NoCommand(UsageError):
    """There is no such command; the message ends with a line that works."""


def near(name: str, known: Iterable[str]) -> tuple[list[str], bool]:
    """What the name may mean, and whether that is certain: it differs in case or in spaces for
    hyphens, or is a beginning."""
    names = list(known)
    plain = "-".join(name.casefold().replace("_", " ").split())
    if plain in names:
        return [plain], True
    if begun := [each for each in names if plain and each.startswith(plain)]:
        return begun, True
    return get_close_matches(plain, names, 1, 0.8), False


def no_section(monograph: Monograph, name: str) -> str:
    """A message that the monograph has no such section, and what it has instead."""
    names = [each.section for each in monograph.sections]
    said = f"the monograph of {monograph.title} has no section “{name}”"
    meant, _ = near(name, names)
    if meant:
        return f"{said}, did you mean {' or '.join(meant)}?"
    return f"{said}. Sections: {', '.join(names)}"


def no_command(typed: Sequence[str], program: str, commands: Mapping[str, Command]) -> str:
    """A message that there is no such command, and lines that work."""
    name, *rest = typed
    found, is_sure = near(" ".join(typed), commands)
    if found and is_sure:
        rest = []
    else:
        found, is_sure = near(name, commands)
    lines = [
        _line(each, *(rest if _takes(commands[each], rest) else ()), program=program)
        for each in found
    ]
    is_whole = is_sure and all(_takes(commands[each], rest) for each in found)
    if not is_whole and found != ["search"]:
        lines.append(_line("search", *typed, program=program))
    return f"no command “{name}”: try {' or '.join(lines)}"


def _takes(command: Command, rest: Sequence[str]) -> bool:
    """Whether the command accepts this: options, or arguments if it has any."""
    has_argument = any(each.param_type_name == "argument" for each in command.params)
    return has_argument or not rest or rest[0].startswith("-")


def wrong(error: UsageError, typed: Sequence[str], root: Command) -> str:
    """A message about the error in the typed line, with a line that works or shows help."""
    if isinstance(error, NoCommand):
        return error.format_message()
    commands: dict[str, Command] = getattr(root, "commands", {})
    name = next((each for each in typed if each in commands), None)
    if error.ctx and error.ctx.parent:
        name = error.ctx.command.name
    elif error.ctx:
        name = None
    message = error.format_message().removesuffix(".")
    if isinstance(error, NoSuchOption):
        message = f"no such option {error.option_name}"
        if line := _moved(error.option_name, list(typed), root, commands):
            is_one = any(_has(each, error.option_name) for each in (root, *commands.values()))
            return f"{message}{' here' if is_one else ''}: try {line}"
        if error.possibilities:
            message += f", did you mean {' or '.join(sorted(error.possibilities))}?"
    path = f"b12 {name}" if name else "b12"
    return f"{message[:1].lower()}{message[1:]} (try '{path} --help')"


def _moved(
    option: str, typed: list[str], root: Command, commands: Mapping[str, Command]
) -> str | None:
    """The line with the option where it works: b12's own before the command, others after it. An
    option named like a command or a format becomes that."""
    at = next((at for at, each in enumerate(typed) if each.partition("=")[0] == option), None)
    if at is None:
        return None
    before, after = typed[:at], typed[at + 1 :]
    bare = option.lstrip("-")
    if bare in commands:
        return _line(*before, bare, *after)
    name = next((each for each in typed if each in commands), None)
    if bare in _formats(commands[name or "all"]):
        return _line(*before, *after, *(() if name else ("all",)), "-f", bare)
    owners = [each for each in commands.values() if _has(each, option)]
    owner = root if _has(root, option) else commands[name] if name else None
    if not (owner and _has(owner, option)):
        if len(owners) != 1 or set(before) - {name}:
            return None
        (owner,) = owners  # it is another command's, and nothing else was typed
        before = [owner.name or ""]
    takes_value = "=" not in typed[at] and not _flag(owner, option)
    moved, after = [typed[at], *after[:takes_value]], after[takes_value:]
    return _line(*moved, *before, *after) if owner is root else _line(*before, *after, *moved)


def _formats(command: Command) -> Sequence[str]:
    """The formats that a command can print."""
    # From its own declaration: what Typer makes of that differs between its versions.
    declared = getattr(command.callback, "__annotations__", {}).get("format")
    return list(get_args(declared)[0]) if declared else ()


def _has(command: Command, option: str) -> bool:
    return any(option in each.opts for each in command.params)


def _flag(command: Command, option: str) -> bool:
    return any(option in each.opts and getattr(each, "is_flag", False) for each in command.params)


def _line(*words: str, program: str = "b12") -> str:
    return f"{program} {shlex.join(words)}"
