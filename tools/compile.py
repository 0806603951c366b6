"""Computes what b12 would else compute at each start: python tools/compile.py

The grammar as JSON, the index of data/thesaurus.yaml by it, and data/monograph.yaml as JSON. A test
holds that all are fresh.
"""

from __future__ import annotations

from typing import Any

import msgspec
import yaml

from b12cli.language import grammar
from b12cli.monograph import loader as monographs
from b12cli.thesaurus import loader
from b12cli.thesaurus.build import build


def compiled_grammar() -> bytes:
    """What ``grammar.json`` has to hold."""
    folder = grammar.COMPILED_FILE.parent
    files: dict[str, Any] = {
        name: yaml.safe_load((folder / f"{name}.yaml").read_bytes())
        for name in ("context", "expansions", "grammar", "known", "quantities", "sections")
    }
    return msgspec.json.encode(files) + b"\n"


def compiled_index() -> bytes:
    """What ``index.json`` has to hold, by the grammar as it is compiled now."""
    return msgspec.json.encode(build(loader.thesaurus())) + b"\n"


def compiled_monograph() -> bytes:
    """What ``monograph.json`` has to hold. Raises MonographError if the file has a mistake."""
    file = monographs.MONOGRAPH_FILE
    data = monographs.read(file)[1].data
    return monographs.checksum(file.read_bytes()) + b"\n" + msgspec.json.encode(data) + b"\n"


if __name__ == "__main__":
    grammar.COMPILED_FILE.write_bytes(compiled_grammar())
    loader.INDEX_FILE.write_bytes(compiled_index())
    monographs.COMPILED_FILE.write_bytes(compiled_monograph())
