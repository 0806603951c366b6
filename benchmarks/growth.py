"""Growth: monographs of 10, 100 and 1,000 times the entries: python benchmarks/growth.py

Each size runs in a process of its own; times are the better of two, per entry, so that a row
that stays the same means that the time grows in proportion. The limit on the size of a file
is not in force here.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from b12cli.monograph.document import Document
from b12cli.monograph.loader import load, parse
from b12cli.render import Format, renderer
from b12cli.screen import Screen
from b12cli.search import Searcher
from b12cli.thesaurus.aliases import with_aliases

MONOGRAPH = Path(__file__).parent.parent / "data" / "monograph.yaml"


_SHARED = ("concepts", "near", "not", "substances")
"""What names the thesaurus, which doesn't grow."""


def enlarged(times: int) -> bytes:
    """Our monograph with each entry that many times, every name that it is found by its own."""
    data = yaml.load(MONOGRAPH.read_text(), Loader=yaml.CSafeLoader)
    sections = with_aliases(load()).sections
    groups = [group for section in sections for group in section.groups]
    waiting = [entry.aliases for group in groups for entry in group.entries]
    assert sum(map(len, waiting)) > 900
    for section in data["sections"]:
        for group in section["groups"]:
            known = [(entry, waiting.pop(0)) for entry in group["entries"]]
            group["entries"] = [
                {
                    **{key: entry[key] for key in entry if key not in _SHARED},
                    "name": f"{entry['name']} {number}",
                    "aliases": [f"{alias} {number}" for alias in aliases],
                }
                for number in range(times)
                for entry, aliases in known
            ]
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, width=200).encode()


class _Plain(yaml.CSafeDumper):
    """Writes what stands twice twice, not as a YAML alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def measure(times: int) -> dict[str, float]:
    """Microseconds an entry for each step, and the peak memory in kB an entry."""
    content = enlarged(times)
    gc.disable()  # as b12 does
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    monograph, load = clocked(lambda: parse(content, "enlarged.yaml"))
    _, yaml_alone = clocked(lambda: Document(content.decode(), "enlarged.yaml"))
    text, plain = renderer(Format.text), Screen()
    _, render = clocked(lambda: text.monograph(monograph, plain))
    index, indexing = clocked(lambda: Searcher(monograph))
    _, find = clocked(lambda: index.find("sciatica"))
    count = sum(len(group.entries) for each in monograph.sections for group in each.groups)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    steps = {
        "load": load,
        "of it YAML": yaml_alone,
        "render": render,
        "index": indexing,
        "find": find,
    }
    each = {name: seconds / count * 1e6 for name, seconds in steps.items()}
    return {"entries": count, **each, "memory": peak / count}


def clocked(step: Callable[[], Any]) -> tuple[Any, float]:
    """What the step returns, and its better time of two in seconds."""
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        result = step()
        best = min(best, time.perf_counter() - start)
    return result, best


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
        return
    print("| entries | load | of it YAML | render | index | find | peak memory |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for times in (1, 10, 100, 1000):
        done = subprocess.run(
            [sys.executable, __file__, str(times)], capture_output=True, check=True
        )
        row = json.loads(done.stdout)
        steps = [
            f"{row[name]:.1f} µs" for name in ("load", "of it YAML", "render", "index", "find")
        ]
        cells = [f"{row['entries']:,}", *steps, f"{row['memory']:.0f} kB"]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
