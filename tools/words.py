# /// script
# requires-python = ">=3.10"
# dependencies = ["wordfreq==3.1.1", "simple-icd-10-cm==1.5.0"]
# ///
"""Makes the list of English words: python tools/words.py, with the packages named above.

English and its frequencies come from wordfreq (Robyn Speer; the data under CC BY-SA 4.0), as far
as they are no names or slips: those that SCOWL has (Kevin Atkinson; free to use with its notice),
and the most common. Words of medicine that wordfreq finds rare come from the titles of ICD-10-CM
(National Center for Health Statistics, in the public domain) and, by their Greek endings, from
SCOWL's largest list. Debian has SCOWL in its packages wamerican-large, wbritish-large and
wamerican-insane. A line is a word and ten times its Zipf frequency: the logarithm to base 10 of
how often it stands in a billion words.
"""

import re
from pathlib import Path

import simple_icd_10_cm as icd
import wordfreq

FOLDER = Path(__file__).parent.parent / "b12cli" / "language"

COMMON, CERTAIN = 2.0, 3.5
"""Zipf frequency from which on a word of SCOWL is taken in, and any other word."""

EMPTY = 5.4
"""From this Zipf frequency on a word tells nothing of what a text is about; they are read at every
start, so they have a file of their own."""

MEDICAL = 1.5
"""What the rarest words of medicine are given."""

SCOWL = Path("/usr/share/dict")
GREEK = (
    "[a-z]{3,}(algia|asthenia|ectomy|emia|iasis|itis|oma|opia|opsia|osis|otomy|paresis|pathy|"
    "penia|phagia|phasia|phobia|plegia|pnea|rrhagia|rrhea|sthesia|trophy|uria|[bcdlmnprstx]ia|"
    "cytic|emic|genic|itic|lytic|otic|pathic|penic|philic|plegic|pneic|trophic|tropic|uric)"
)


def english() -> dict[str, float]:
    frequencies = {
        word: wordfreq.zipf_frequency(word, "en")
        for word in wordfreq.get_frequency_dict("en", wordlist="large")
        if re.fullmatch("[a-z]+", word)
    }
    known = scowl("american-english-large") | scowl("british-english-large")
    return {
        word: zipf
        for word, zipf in frequencies.items()
        if zipf >= (COMMON if word in known else CERTAIN)
    }


def scowl(name: str) -> set[str]:
    return set((SCOWL / name).read_text(encoding="utf-8").split())


def medical() -> set[str]:
    titles: list[str] = []
    for code in icd.get_all_codes():
        titles.append(icd.get_description(code))
        titles += icd.get_inclusion_term(code)
    titled = set(re.findall("[a-z]{3,}", " ".join(titles).lower()))
    return titled.union(
        word
        for word in scowl("american-english-insane")
        if re.fullmatch(GREEK, word) and wordfreq.zipf_frequency(word, "en") > 0
    )


def main() -> None:
    rare = {word: max(MEDICAL, wordfreq.zipf_frequency(word, "en")) for word in medical()}
    words = rare | english()
    lines = [f"{word} {round(zipf * 10)}\n" for word, zipf in sorted(words.items())]
    # Begun by a line break, so that each line stands between two of them.
    (FOLDER / "words.txt").write_text("".join(["\n", *lines]), encoding="ascii", newline="\n")
    empty = [f"{word}\n" for word, zipf in sorted(words.items()) if zipf >= EMPTY]
    (FOLDER / "common.txt").write_text("".join(empty), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
