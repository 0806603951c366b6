"""The index with which a monograph is read, and the thesaurus that it is made from.

``tools/compile.py`` keeps the package's index in ``index.json``, so that the size of the thesaurus
doesn't slow down the start.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from b12cli.monograph.loader import MONOGRAPH_FILE
from b12cli.monograph.model import Monograph
from b12cli.thesaurus.index import Index
from b12cli.thesaurus.model import Thesaurus, extended

THESAURUS_FILE = MONOGRAPH_FILE.with_name("thesaurus.yaml")

INDEX_FILE = Path(__file__).with_name("index.json")


@cache
def thesaurus() -> Thesaurus:
    """The package's thesaurus. Raises msgspec.ValidationError if its form is wrong."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return msgspec.convert(yaml.load(THESAURUS_FILE.read_bytes(), loader), Thesaurus)


@cache
def compiled() -> Index:
    """The index of the package's thesaurus, as compiled."""
    return msgspec.json.decode(INDEX_FILE.read_bytes(), type=Index)


def index_for(monograph: Monograph) -> Index:
    """The index for a monograph: the package's, with the file's additions if it has any."""
    if not (monograph.concepts or monograph.words.same):
        return compiled()
    from b12cli.thesaurus.build import build

    return build(extended(thesaurus(), monograph.concepts), monograph.words.same)
