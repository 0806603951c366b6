"""The thesaurus from its file, ``data/thesaurus.yaml``: for those who compile or extend it."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
import yaml

from b12cli.monograph.loader import MONOGRAPH_FILE
from b12cli.thesaurus.index import Thesaurus

THESAURUS_FILE = MONOGRAPH_FILE.with_name("thesaurus.yaml")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def thesaurus() -> Thesaurus:
    """The package's thesaurus. Raises msgspec.ValidationError where it is not of its form."""
    return msgspec.convert(yaml.load(THESAURUS_FILE.read_bytes(), _Loader), Thesaurus)
