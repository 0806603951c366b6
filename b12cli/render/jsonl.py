"""JSON Lines, for scripts that read results as they come: one per line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from b12cli.monograph.model import Monograph
from b12cli.render import json
from b12cli.screen import Screen

if TYPE_CHECKING:
    from b12cli.results import Tally


def check(monograph: Monograph, tally: Tally, screen: Screen) -> Iterator[str]:
    for result in tally:
        yield json.document(json.checked(result))
