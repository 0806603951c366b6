"""What the values in a file may be."""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

from typing import Annotated, TypeAlias

from msgspec import Meta


def meta(description: str, min_length: int | None = None) -> Meta:
    """What a field means, for editors that read the schema, and its least length."""
    return Meta(description=description, min_length=min_length)


_CODE = r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?"
_BLOCK = "[A-Z][0-9]{2}-[A-Z][0-9]{2}"
_SECTION_KEY = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
KEY = "^[a-z][a-z0-9_]*$"
_ONE_CODE = f"^{_CODE}$"
_CODE_OR_BLOCK = f"^({_CODE}|{_BLOCK})$"
_EDITION_CODE = f"^({_CODE}|{_BLOCK})( WHO| CM)?$"
_MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
_PERIOD = "^(dose|day|week|month|[1-9][0-9]? hours)$"

PATTERNS = {
    _SECTION_KEY: "of lower-case letters, digits and -",
    KEY: "of lower-case letters, digits and _",
    _ONE_CODE: "like N18 or N18.6",
    _CODE_OR_BLOCK: "like N18.6, N18 or N17-N19",
    _EDITION_CODE: "like N18.6, N17-N19 or N18.6 WHO",
    _MONTH: "like 2022-08",
    _PERIOD: "such as dose, day, week, month or 12 hours",
}
"""What each pattern asks for, in words."""

Text = Annotated[str, Meta(min_length=1)]
SectionKey = Annotated[str, Meta(pattern=_SECTION_KEY)]
Key = Annotated[str, Meta(pattern=KEY)]
Code = Annotated[str, Meta(pattern=_ONE_CODE)]
CodeOrBlock = Annotated[str, Meta(pattern=_CODE_OR_BLOCK)]
EditionCode = Annotated[str, Meta(pattern=_EDITION_CODE)]
Month = Annotated[str, Meta(pattern=_MONTH)]
Period = Annotated[str, Meta(pattern=_PERIOD)]
# The upper bound keeps out infinity, which JSON cannot say.
_POSITIVE = Meta(gt=0, le=1_000_000_000)
Amount: TypeAlias = Annotated[int, _POSITIVE] | Annotated[float, _POSITIVE]
Card: TypeAlias = Annotated[
    bool | Text | None,
    meta(
        "Whether it is on the bedside card (b12 card): true, false, or some of its own words, "
        "to show only those. If left out, it is on the card if it is a contraindication or a "
        "possible one, administration, a dose or a note over one, a serious effect or an "
        "allergic reaction. A contraindication always is, in full."
    ),
]
