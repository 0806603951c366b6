"""Where PyStemmer has no wheel, snowballstemmer serves, and what people write reads the same."""

import subprocess
import sys

import pytest
from conftest import ROOT, environment, process
from scoring import TERMS, rows

from b12cli.language.tokens import stem, words

ROWS = [row["term"] for file in sorted(TERMS.glob("*.yaml")) for row in rows(file)]
LIST = "".join(f"{term}\n" for term in ROWS[::100])  # of every set
WORDS = (ROOT / "b12cli" / "language" / "words.txt").read_text().split()[::2]
WORDS += sorted({word for term in ROWS for word in words(term)})


def without_pystemmer(script, *args, stdin):
    """The exit code, output and errors of a script that finds only snowballstemmer."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.modules['Stemmer'] = None; {script}", *args],
        input=stdin.encode(),
        capture_output=True,
        env=environment(),
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_every_word_has_the_same_stem_without_pystemmer():
    script = "from b12cli.language.tokens import stem; print(*map(stem, sys.stdin.read().split()))"
    code, out, err = without_pystemmer(script, stdin=" ".join(WORDS))
    assert (code, err) == (0, "")
    stems = zip(WORDS, out.split(), strict=True)
    assert [(word, other) for word, other in stems if other != stem(word)] == []


@pytest.mark.parametrize(
    "args",
    [["search", "nerve", "pains"], ["search", "sciatca"], ["check", "-", "-f", "json"]],
    ids=" ".join,
)
def test_search_and_check_say_the_same_without_pystemmer(args):
    expected = process(*args, stdin=LIST)
    assert (expected.code, expected.err) == (4 if "check" in args else 0, "")
    script = "from b12cli.__main__ import main; main()"
    assert without_pystemmer(script, *args, stdin=LIST) == expected
