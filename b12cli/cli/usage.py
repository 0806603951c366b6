"""Answers to a command or option that doesn't exist: one line, with one that works."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from b12cli.cli.typer_parts import BadParameter, Command, NoSuchOption, UsageError

if TYPE_CHECKING:
    from b12cli.monograph.model import Monograph


READING = ("check", "--from")
"""The command that reads a list from a file, and its option for it."""

OF_A_LIST = "--column"
"""The option of it that does nothing without a list."""


class Hinted(UsageError):
    """A usage error whose message ends with a line that works."""


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


def no_command(
    typed: Sequence[str], program: str, commands: Mapping[str, Command], topics: Sequence[str]
) -> str:
    """A message that there is no such command, and lines that work; ``topics`` are what b12 help
    explains besides commands."""
    lines = [_line(*words, program=program) for words in _meant(typed, commands, topics)]
    return f"no command “{typed[0]}”: try {' or '.join(lines)}"


def _meant(
    typed: Sequence[str], commands: Mapping[str, Command], topics: Sequence[str]
) -> Iterable[Sequence[str]]:
    """What the typed words may mean, each as the words of a line that works."""
    name, *rest = typed
    whole = " ".join(typed)
    if whole.casefold() in topics:
        return [("help", whole.casefold())]
    if os.path.isfile(whole):
        return [(*READING, whole)]
    command, option = READING
    options = [each.partition("=")[0] for each in rest if each.startswith("--")]
    if options and all(_has(commands[command], each) for each in options):
        return [(command, *([option] if os.path.isfile(name) else []), *typed)]
    found, is_sure = near(whole, commands)
    if found and is_sure:
        return [(each,) for each in found]
    if called := list(_called(whole, commands)):
        return called
    found, is_sure = near(name, commands)
    meant = [(each, *(rest if _takes(commands[each], rest) else ())) for each in found]
    is_whole = is_sure and all(_takes(commands[each], rest) for each in found)
    searched = () if is_whole or found == ["search"] else [("search", *typed)]
    return [*meant, *searched]


def _called(phrase: str, commands: Mapping[str, Command]) -> Iterator[Sequence[str]]:
    """The commands for what people call so: indications, serious side effects."""
    from b12cli.language.grammar import section_names

    for key, names in section_names().items():
        name, _, group = key.partition(" ")
        if name in commands and phrase.casefold() in map(str.casefold, names):
            yield (name, *filter(None, [group and f"--{group}"]))


def _takes(command: Command, rest: Sequence[str]) -> bool:
    """Whether the command accepts this: options, or arguments if it has any."""
    return _has_argument(command) or not rest or rest[0].startswith("-")


def wrong(error: UsageError, typed: Sequence[str], root: Command) -> str:
    """A message about the error in the typed line, with a line that works or shows help."""
    if isinstance(error, Hinted):
        return error.format_message()
    commands: dict[str, Command] = getattr(root, "commands", {})
    name = next((each for each in typed if each in commands), None)
    if error.ctx and error.ctx.parent:
        name = error.ctx.command.name
    elif error.ctx:
        name = None
    message = error.format_message().removesuffix(".")
    line = None
    if isinstance(error, NoSuchOption):
        message = f"no such option {error.option_name.strip()}"
        is_one = any(_has(each, error.option_name) for each in (root, *commands.values()))
        line = None if is_one else _file_named(typed, [error.option_name])
        line = line or _hyphened(typed)
        if not line and (line := _moved(error.option_name, list(typed), root, commands)):
            message += " here" if is_one else ""
        elif error.possibilities and not line:
            message += f", did you mean {' or '.join(sorted(error.possibilities))}?"
    elif isinstance(error, BadParameter) and error.param:
        line = _file_named(typed, error.param.opts)
    elif name and (line := _searched(typed, commands[name])):
        message = f"{name} takes no further words"
    if line:
        return f"{message[:1].lower()}{message[1:]}: try {line}"
    path = f"b12 {name}" if name else "b12"
    return f"{message[:1].lower()}{message[1:]} (try '{path} --help')"


def _file_named(typed: Sequence[str], options: Sequence[str]) -> str | None:
    """The line that reads a file as a list, if it was typed after one of these options."""
    command, option = READING
    for at, (each, file) in enumerate(pairwise(typed)):
        others = [*typed[:at], *typed[at + 2 :]]
        if each in options and os.path.isfile(file) and others in ([], [command]):
            return _line(command, option, file)
    return None


def _hyphened(typed: Sequence[str]) -> str | None:
    """The line in which words that begin with a hyphen are no option: "- fever", "-ve sepsis"."""
    at = next((at for at, each in enumerate(typed) if each[:1] == "-" and " " in each), None)
    return None if at is None else _line(*typed[:at], "--", *typed[at:])


def _searched(typed: Sequence[str], command: Command) -> str | None:
    """The line that searches for the words after a command that takes none: doses children."""
    at = typed.index(command.name or "")
    words = typed[at + 1 :]
    if _takes(command, words):
        return None
    return _line(*typed[:at], "search", *typed[at:])


def _moved(
    option: str, typed: list[str], root: Command, commands: Mapping[str, Command]
) -> str | None:
    """The line with the option where it works: b12's own before the command, others after it. An
    option named like a command or a format becomes that."""
    at = next((at for at, each in enumerate(typed) if each.partition("=")[0] == option), None)
    if at is None or (option == OF_A_LIST and {READING[1], "-"}.isdisjoint(typed)):
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
    is_others = not (owner and _has(owner, option))
    if is_others:
        if len(owners) != 1 or set(before) - {name} or _needs_words(owners[0], option):
            return None
        (owner,) = owners  # it is another command's, and nothing else was typed
        before = [owner.name or ""]
    assert owner
    takes_value = "=" not in typed[at] and not _flag(owner, option)
    moved, after = [typed[at], *after[:takes_value]], after[takes_value:]
    if is_others and after:
        return None
    return _line(*moved, *before, *after) if owner is root else _line(*before, *after, *moved)


def _needs_words(command: Command, option: str) -> bool:
    """Whether the command does nothing with this option alone: check takes words or a list."""
    name, reads = READING
    arguments = (each for each in command.params if each.param_type_name == "argument")
    is_required = any(each.required for each in arguments)
    return is_required or (command.name == name and option != reads)


def _has_argument(command: Command) -> bool:
    return any(each.param_type_name == "argument" for each in command.params)


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
