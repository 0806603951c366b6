# /// script
# requires-python = ">=3.10"
# dependencies = ["wordfreq==3.1.1", "simple-icd-10-cm==1.5.0"]
# ///
"""Makes the list of English words: python tools/words.py, with the packages named above.

English and its frequencies come from wordfreq (Robyn Speer; the data under CC BY-SA 4.0). The
words of medicine that it lacks come from the titles of ICD-10-CM (National Center for Health
Statistics, in the public domain) and, by their Greek endings, from the largest list of SCOWL
(Kevin Atkinson; free to use with its notice; Debian's package wamerican-insane). A line is a
word and ten times its Zipf frequency: the logarithm to base 10 of how often it stands in a
billion words.
"""

import re
from pathlib import Path

import simple_icd_10_cm as icd
import wordfreq

LIST = Path(__file__).parent.parent / "b12cli" / "search" / "english" / "words.txt"

COMMON = 2.5
"""Zipf frequency from which on a word is taken as English; below it, many are misspelt."""

MEDICAL = 1.5
"""What a word of medicine is given that is rarer than that."""

SCOWL = Path("/usr/share/dict/american-english-insane")
GREEK = (
    "[a-z]{3,}(algia|asthenia|ectomy|emia|iasis|itis|oma|opia|opsia|osis|otomy|paresis|pathy|"
    "penia|phagia|phasia|phobia|plegia|pnea|rrhagia|rrhea|sthesia|trophy|uria|[bcdlmnprstx]ia)"
)


def english() -> dict[str, float]:
    frequencies = {
        word: wordfreq.zipf_frequency(word, "en")
        for word in wordfreq.get_frequency_dict("en", wordlist="large")
        if re.fullmatch("[a-z]+", word)
    }
    return {word: zipf for word, zipf in frequencies.items() if zipf >= COMMON}


def medical() -> set[str]:
    titles: list[str] = []
    for code in icd.get_all_codes():
        titles.append(icd.get_description(code))
        titles += icd.get_inclusion_term(code)
    titled = set(re.findall("[a-z]{3,}", " ".join(titles).lower()))
    return titled.union(
        word
        for word in SCOWL.read_text(encoding="utf-8").split()
        if re.fullmatch(GREEK, word) and wordfreq.zipf_frequency(word, "en") > 0
    )


def main() -> None:
    words = dict.fromkeys(medical(), MEDICAL) | english()
    lines = [f"{word} {round(zipf * 10)}\n" for word, zipf in sorted(words.items())]
    LIST.write_text("".join(lines), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
