"""Words: what is one slip of the keyboard, and what isn't."""

import pytest

from b12cli.search.words import one_slip, words


@pytest.mark.parametrize(
    ("typed", "word", "slip"),
    [
        ("sciatca", "sciatica", True),
        ("sciaticca", "sciatica", True),
        ("scaitica", "sciatica", True),
        ("sciatixa", "sciatica", True),
        ("ciatica", "sciatica", True),
        ("amnesia", "anemia", False),
        ("tinnitus", "tingling", False),
        ("height", "weight", False),
        ("sciatica", "sciatica", False),
    ],
)
def test_one_slip(typed, word, slip):
    assert one_slip(typed, word) is slip


def test_words_have_no_case_accents_or_signs():
    assert words("Flávia’s  B12-injection, 5,000 IU") == [
        "flavia",
        "s",
        "b12",
        "injection",
        "5",
        "000",
        "iu",
    ]
