"""Computes what b12 would else compute at each start: python tools/compile.py

The grammar as JSON, the index of data/thesaurus.yaml by it, data/monograph.yaml as JSON, all that
its entries are called, and the abbreviations that are known but are not in the thesaurus. A test
holds that all are fresh.
"""

from __future__ import annotations

import re
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import yaml

from b12cli.check import Checker
from b12cli.language import grammar, lexicon
from b12cli.language.tokens import fold, words
from b12cli.monograph import loader as monographs
from b12cli.monograph.errors import MonographError
from b12cli.thesaurus import aliases, loader
from b12cli.thesaurus.build import build

LISTED = Path(__file__).with_name("abbreviations.tsv")


def compiled_grammar() -> bytes:
    """What ``grammar.json`` has to hold."""
    files: dict[str, Any] = {}
    for name in ("context", "expansions", "grammar", "known", "quantities", "sections"):
        with grammar.COMPILED_FILE.with_name(f"{name}.yaml").open("rb") as file:
            files[name] = yaml.safe_load(file)
    parts = files["grammar"].pop("parts")
    for each in (*files["grammar"]["shorthand"], *files["context"]["signs"]):
        each["sign"] = re.sub(r"\{([a-z]+)\}", lambda name: f"(?:{parts[name[1]]})", each["sign"])
    return msgspec.json.encode(files) + b"\n"


def compiled_index() -> bytes:
    """What ``index.json`` has to hold, by the grammar as it is compiled now."""
    return msgspec.json.encode(build(loader.thesaurus())) + b"\n"


def compiled_monograph() -> bytes:
    """What ``monograph.json`` has to hold. Raises MonographError if the file has a mistake."""
    file = monographs.MONOGRAPH_FILE
    data = monographs.read(file)[1].data
    return monographs.checksum(file.read_bytes()) + b"\n" + msgspec.json.encode(data) + b"\n"


def compiled_aliases() -> bytes:
    """What ``aliases.json`` has to hold, by the index and the monograph as compiled now."""
    monograph = monographs.load()
    return aliases.source(monograph) + b"\n" + msgspec.json.encode(aliases.every(monograph)) + b"\n"


def compiled_abbreviations() -> bytes:
    """What ``abbreviations.txt`` has to hold: those of the public list and of ``known.yaml``, and
    the words that decide between the senses of an ambiguous name.

    Of the public list without those that b12 ought to know better: where a meaning is a concept of
    the thesaurus, or gets a verdict, and the thesaurus doesn't have the abbreviation, it was not
    understood.
    """
    known = grammar.compiled()["known"]
    names = set(map(_plain, f"{known['abbreviations']} {known['drugs']}".split()))
    cues = (sense.cues for each in loader.thesaurus().ambiguous for sense in each.senses)
    cued = " ".join(chain.from_iterable(cues)).split()
    names.update(_plain(word) for word in cued if word.isalpha() and not word.isupper())
    checker = Checker(monographs.load())
    for line in LISTED.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, meanings = line.partition("\t")
        if not any(_ought_to_know(checker, each) for each in meanings.split("|")):
            names.add(_plain(name))
    new = (name for name in sorted(names) if len(name) > 1 and lexicon.frequency(name) is None)
    # Begun by a line break, so that each line stands between two of them.
    return "".join(["\n", *(f"{name}\n" for name in new)]).encode("ascii")


def _ought_to_know(checker: Checker, meaning: str) -> bool:
    """Whether b12 has something to say of what an abbreviation means."""
    index = loader.compiled()
    telling = (word for word in words(meaning) if word not in grammar.grammar().stop_words)
    said = checker.check(meaning)
    # What it means is not past for words of its own, as in "birth after a previous cesarean".
    is_silent = said.verdict in ("not_mentioned", "mentioned") and said.context in (None, "negated")
    return bool(index.concepts_named(set(map(index.key, telling)))) or not is_silent


def _plain(name: str) -> str:
    return re.sub("[^a-z0-9]", "", fold(name))


# Each by those before it.
MADE = {
    grammar.COMPILED_FILE: compiled_grammar,
    loader.INDEX_FILE: compiled_index,
    monographs.COMPILED_FILE: compiled_monograph,
    aliases.COMPILED_FILE: compiled_aliases,
    lexicon.ABBREVIATIONS_FILE: compiled_abbreviations,
}


def stale() -> list[str]:
    """The names of the files that are not as they would be made now."""
    return [file.name for file, made in MADE.items() if file.read_bytes() != made()]


if __name__ == "__main__":
    try:
        for file, made in MADE.items():
            file.write_bytes(made())
    except (yaml.YAMLError, msgspec.ValidationError, MonographError) as error:
        sys.exit(str(error))
