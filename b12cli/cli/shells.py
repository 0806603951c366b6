"""Completion in each shell: the script that asks, and the answer, quoted for the shell.

Typer's own completion splits a name with spaces into words, lets the shell run what is in a name,
and offers file names if it has nothing else. Here a name is always one argument and plain text,
and a file is offered only where one is expected.
"""

from __future__ import annotations

import os
import re
from typing import Any, ClassVar

from b12cli.cli.candidates import FILES
from b12cli.cli.typer_parts import CompletionItem, ShellComplete, UsageError

LINE = "_TYPER_COMPLETE_ARGS"
"""The variable with the command line up to the cursor."""

REPLACED = "_TYPER_COMPLETE_WORD_TO_COMPLETE"
"""The variable with the end of the line, which Bash replaces with an answer."""

_BASH = """
%(complete_func)s() {
    mapfile -t COMPREPLY < <(env _TYPER_COMPLETE_ARGS="${COMP_LINE:0:COMP_POINT}" \\
        _TYPER_COMPLETE_WORD_TO_COMPLETE="$2" %(autocomplete_var)s=complete_bash "$1")
    if [[ ${COMPREPLY[0]} == /files/ ]]; then
        COMPREPLY=()
        compopt -o default
    fi
}

complete -F %(complete_func)s %(prog_name)s
"""

# A file in fpath becomes a function of that name, which must complete at its first call.
_ZSH = """
#compdef %(prog_name)s

%(complete_func)s() {
    eval "$(env _TYPER_COMPLETE_ARGS="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" \\
        %(autocomplete_var)s=complete_zsh %(prog_name)s)"
}

if [[ $funcstack[1] == _%(prog_name)s ]]; then
    %(complete_func)s
else
    compdef %(complete_func)s %(prog_name)s
fi
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


class Shell(ShellComplete):
    """What the shells share: ``VARIABLE`` asks for completion, and ``LINE`` has the line."""

    files = "/files/"
    escapable: ClassVar = {'"': '$`"\\'}
    """What a backslash escapes inside each kind of quotes; otherwise it is a plain backslash."""

    script: str
    """The file in the user's home for the script."""

    start, takes_in = "", ""
    """The file in the home that the shell reads at its start, and the line there that loads the
    script; empty if the shell finds it by itself."""

    def source_vars(self) -> dict[str, Any]:
        return {
            "complete_func": self.func_name,
            "autocomplete_var": self.complete_var,
            "prog_name": self.prog_name,
        }

    def split(self, line: str) -> tuple[list[str], int]:
        """The words of a line, as the shell would pass them to b12 without expanding anything, and
        where the last one begins, which is being typed and may be empty."""
        words, word, begin, quote = [], "", 0, ""
        letters = iter(enumerate(line))
        for at, letter in letters:
            if letter == "\\" and (not quote or quote in self.escapable):
                _, following = next(letters, (at, ""))
                is_escaped = not quote or following in self.escapable[quote]
                word += following if is_escaped else letter + following
            elif letter == quote:
                quote = ""
            elif quote:
                word += letter
            elif letter in ("'", '"'):
                quote = letter
            elif letter.isspace():
                words += [word] if at > begin else []
                word, begin = "", at + 1
            else:
                word += letter
        return [*words, word], begin

    def get_completion_args(self) -> tuple[list[str], str]:
        words, _ = self.split(os.environ.get(LINE, ""))
        return words[1:-1], words[-1]

    def complete(self) -> str:
        args, incomplete = self.get_completion_args()
        option, sign, value = incomplete.partition("=")
        if not (sign and option.startswith("--")):
            option, sign, value = "", "", incomplete
        items = self.get_completions([*args, option] if option else args, value)
        if any(item.value.endswith(FILES) for item in items):
            return self.files
        return self.shown(
            [CompletionItem(f"{option}{sign}{item.value}", help=item.help) for item in items]
        )

    def shown(self, items: list[CompletionItem]) -> str:
        return "\n".join(self.format_completion(item) for item in items)

    def format_completion(self, item: CompletionItem) -> str:
        return str(item.value)


_PLAIN = r"[\w@%+=:,./–’-]"
"""Characters that Bash takes literally, in quotes or not."""

_KEPT = re.compile(rf"""(?:{_PLAIN}|\\.|'[^']*'|"(?:\\[$`"\\]|[^"\\$`!])*")*(?P<quote>['"]?)""")
"""The beginning of a word in which Bash expands nothing, and its open quote, if any."""


class _Bash(Shell):
    """Bash inserts an answer unchanged, in place of the end of the last word: what follows an open
    quote, or one of the characters in COMP_WORDBREAKS."""

    name = "bash"
    source_template = _BASH
    script = ".bash_completions/b12.sh"
    start, takes_in = ".bashrc", "source {script}"

    def shown(self, items: list[CompletionItem]) -> str:
        line, replaced = os.environ.get(LINE, ""), os.environ.get(REPLACED)
        if replaced is None:
            raise UsageError(
                "completion was installed by an older b12: run b12 --install-completion again"
            )
        word = line[self.split(line)[1] :]
        kept = _KEPT.fullmatch(word.removesuffix(replaced))
        if not kept or not word.endswith(replaced):
            return ""
        stands = len(self.split(kept[0])[0][-1])
        return "\n".join(_quoted(item.value[stands:], kept["quote"]) for item in items)


def _quoted(text: str, quote: str) -> str:
    """The text quoted for Bash after this open quote, or after none."""
    if not quote:
        return re.sub(rf"(?!{_PLAIN}).", r"\\\g<0>", text)
    if quote == "'":
        quoted = single_quoted(text)[1:-1]
    else:  # where a backslash protects ! from history expansion, but stays
        quoted = re.sub(r'[$`"\\]', r"\\\g<0>", text).replace("!", r'"\!"')
    # Readline drops an opening quote that is doubled, and takes a last quote for a closing one.
    begin = quote if quoted.startswith(quote) else ""
    end = quote if quoted.endswith(quote) else ""
    return f"{begin}{quoted}{end}"


def single_quoted(text: str) -> str:
    """The text in single quotes, for Bash and Zsh; shlex.quote would leave =ls to be expanded."""
    inner = text.replace("'", r"'\''")
    return f"'{inner}'"


class _Zsh(Shell):
    """Zsh quotes what it inserts by itself, after the answer has been evaluated."""

    name = "zsh"
    source_template = _ZSH
    files = "_files"
    script = ".zfunc/_b12"
    start, takes_in = ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"

    def shown(self, items: list[CompletionItem]) -> str:
        found = " ".join(single_quoted(self.format_completion(item)) for item in items)
        return found and f"local -a found; found=({found}); _describe -V b12 found"

    def format_completion(self, item: CompletionItem) -> str:
        value = re.sub(r"[\\:]", r"\\\g<0>", item.value)
        return f"{value}:{item.help}" if item.help else value


class _Fish(Shell):
    """Fish quotes what it inserts by itself, except a leading ~."""

    name = "fish"
    source_template = _FISH
    escapable: ClassVar = {'"': '$"\\', "'": "'\\"}
    script = ".config/fish/completions/b12.fish"

    def shown(self, items: list[CompletionItem]) -> str:
        return super().shown([item for item in items if not item.value.startswith("~")])

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.value}\t{item.help or ''}".rstrip()


SHELLS = {shell.name: shell for shell in (_Bash, _Zsh, _Fish)}
