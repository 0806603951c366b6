"""What an output's encoding lacks: replaced for people, escaped for programs."""

from __future__ import annotations

import codecs


def encodable(text: str, encoding: str, is_for_programs: bool = False) -> str:
    """The text with only what the encoding has: for people, Flavia for Flávia; for programs,
    ``Fl\\u00e1via``, as in JSON. A quotation mark that replaces another would break the syntax of
    what programs read."""
    handler = "b12.escape" if is_for_programs else "b12.transliterate"
    return text.encode(encoding, handler).decode(encoding)


_SIGNS = str.maketrans(
    {
        **dict.fromkeys("–—·─", "-"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("“”", '"'),
        "•": "*",
        "✗": "x",
        "→": "->",
        "○": "o",
        "ⁿ": "^",
        "…": "...",
        "°": "deg ",
        "\xa0": " ",
        "\ufffd": "_",
    }
)


def _transliterate(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: replaces signs and accented letters by others that read the same."""
    assert isinstance(error, UnicodeEncodeError)
    missing = error.object[error.start : error.end].translate(_SIGNS)
    shown = (_plain(letter) or f"<U+{ord(letter):04X}>" for letter in missing)
    return "".join(shown), error.end


def _plain(letter: str) -> str:
    import unicodedata

    # Not NFKD, which makes ½ into 1⁄2, and then 12.
    return unicodedata.normalize("NFD", letter).encode("ascii", "ignore").decode()


def _escape(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: writes each character as JSON does in ASCII."""
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    escaped = (f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
    return "".join(escaped), error.end


codecs.register_error("b12.transliterate", _transliterate)
codecs.register_error("b12.escape", _escape)
