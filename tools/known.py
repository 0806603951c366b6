# /// script
# requires-python = ">=3.10"
# dependencies = ["drug-named-entity-recognition==2.0.9", "wordfreq==3.1.1"]
# ///
"""Makes the list of what is known beside words.txt: python tools/known.py, with the packages named
above and b12 itself.

It has rarer English, as SCOWL has it and wordfreq finds it (see words.py). The drugs are the names
of one word that drug-named-entity-recognition (Fast Data Science; MIT) has for what is in
DrugBank's vocabulary (CC0), in MedlinePlus or on the NHS's list of medicines. A line is a name, of
letters alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import wordfreq
from drug_named_entity_recognition import drugs_finder

from b12cli.language.lexicon import frequency

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


def main() -> None:
    names = sorted(rare() | drugs())
    lines = [f"{name}\n" for name in names if frequency(name) is None]
    # Begun by a line break, so that each line stands between two of them.
    (FOLDER / "known.txt").write_text("".join(["\n", *lines]), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
