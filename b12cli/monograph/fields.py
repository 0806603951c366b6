"""What the values of a file's keys may be."""

# No "from __future__ import annotations": msgspec would compile and evaluate each at every start.

from typing import Annotated, TypeAlias

from msgspec import Meta


def meta(description: str, min_length: int | None = None) -> Meta:
    """What a field means, for editors that read the schema, and how much it must hold."""
    return Meta(description=description, min_length=min_length)


Text = Annotated[str, Meta(min_length=1)]
SectionKey = Annotated[str, Meta(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
_CODE = r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?"
_BLOCK = "[A-Z][0-9]{2}-[A-Z][0-9]{2}"
Code = Annotated[str, Meta(pattern=f"^{_CODE}$")]
CodeOrBlock = Annotated[str, Meta(pattern=f"^({_CODE}|{_BLOCK})$")]
EditionCode = Annotated[str, Meta(pattern=f"^({_CODE}|{_BLOCK})( WHO| CM)?$")]
Month = Annotated[str, Meta(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
# The upper bound keeps out infinity, which JSON cannot say.
_POSITIVE = Meta(gt=0, le=1_000_000_000)
Period = Annotated[str, Meta(pattern="^(dose|day|week|month|[1-9][0-9]? hours)$")]
Amount: TypeAlias = Annotated[int, _POSITIVE] | Annotated[float, _POSITIVE]
