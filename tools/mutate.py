"""Breaks the code at random places, once each, and says which breaks no test notices.

    python tools/mutate.py [--sample N] [--seed S] [--jobs J] [--closest] [FILE_OR_FOLDER...]

Each mutant is made in a copy of the tree: first the tests that stand closest to the file run, then,
if they pass, the whole suite, unless --closest is given. What survives is to be read: it wants a
test that a user would notice, or the code is not needed. The exit code is 1 where less than 85 %
are killed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
CLOSEST, ALL = 120, 600
"""Seconds that the tests may take: a mutant that never ends is killed."""
ENOUGH = 0.85

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}


class Mutant(NamedTuple):
    """Another text in place of a part of a file, from ``start`` to ``end`` in bytes."""

    file: Path
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        old, new = (re.sub(r"\s+", " ", each)[:80] for each in (self.old, self.new))
        return f"{self.file}:{self.line}: {old}  ->  {new}"


def mutants(file: Path) -> Iterator[Mutant]:
    """All the mutants of a file."""
    source = (ROOT / file).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in _code(ast.parse(source)):
        for place, new in _changes(node):
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[(place.end_lineno or 0) - 1] + (place.end_col_offset or 0)
            old = source[start:end].decode()
            yield Mutant(file, place.lineno, start, end, old, new)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that do something: no types, no docstrings, nothing inside of an f-string."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr | ast.Assert):
                yield from _code(child)


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """What a node may become."""
    changed = deepcopy(node)
    if isinstance(node, ast.Compare) and isinstance(changed, ast.Compare):
        for at, operator in enumerate(node.ops):
            changed.ops = [*node.ops]
            changed.ops[at] = SWAPPED[type(operator)]()  # type: ignore[call-overload]
            yield node, f"({ast.unparse(changed)})"
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPPED:
        changed.op = SWAPPED[type(node.op)]()  # type: ignore[attr-defined]
        yield node, f"({ast.unparse(changed)})"
        if isinstance(node, ast.BoolOp):
            for each in node.values:
                left = [value for value in node.values if value is not each]
                yield node, f"({ast.unparse(ast.BoolOp(node.op, left) if left[1:] else left[0])})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, f"({ast.unparse(node.operand)})"
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        yield node.test, f"(not ({ast.unparse(node.test)}))"
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield test, "True"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield node.func, CALLS[node.func.id]
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield node, str(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield from ((node, f"({node.value + by})") for by in (1, -1))
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        yield node.value, "None"
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield):
        yield node, "pass"


def closest(file: Path) -> list[str]:
    """The tests that stand closest to a file: of its name, of its folder, and those of check."""
    tests = ROOT / "tests"
    folder = tests / file.parent.relative_to("b12cli")
    named = [*tests.rglob(f"test_{file.stem}.py"), *tests.glob(f"test_{file.parent.name}.py")]
    beside = [*folder.glob("test_*.py")] if folder != tests else []
    listed = [*named, *beside, tests / "test_check.py"]
    return [str(each.relative_to(ROOT)) for each in dict.fromkeys(listed)]


def killer(tree: Path, mutant: Mutant, only_closest: bool) -> str | None:
    """The test that notices the mutant, if there is one."""
    path = tree / mutant.file
    source = path.read_bytes()
    path.write_bytes(source[: mutant.start] + mutant.new.encode() + source[mutant.end :])
    try:
        found = _failing(tree, CLOSEST, "-n0", *closest(mutant.file))
        return found if found or only_closest else _failing(tree, ALL, "-n2")
    finally:
        path.write_bytes(source)


def _failing(tree: Path, seconds: int, *args: str) -> str | None:
    """The first test that fails."""
    command = [sys.executable, "-m", "pytest", "-qx", "--no-header", "--tb=no", *args]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.Popen(
        [*command, "-p", "no:cacheprovider"],
        cwd=tree,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        out, _ = run.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, 9)
        run.communicate()
        return "no end"
    if run.returncode == 0:
        return None
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", out, re.MULTILINE)
    return found[1] if found else f"exit code {run.returncode}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("b12cli")])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--closest", action="store_true")
    given = parser.parse_args()
    files = [
        file.relative_to(ROOT)
        for path in given.paths
        for file in (sorted((ROOT / path).rglob("*.py")) if path.is_dir() else [ROOT / path])
    ]
    every = [mutant for file in files for mutant in mutants(file)]
    sample = random.Random(given.seed).sample(every, min(given.sample, len(every)))
    print(f"{len(sample)} of {len(every)} mutants", flush=True)
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    with tempfile.TemporaryDirectory() as folder:
        trees = Queue[Path]()
        for number in range(given.jobs):
            for name in kept.stdout.splitlines():
                copy = Path(folder) / str(number) / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy)
            trees.put(Path(folder) / str(number))

        def judged(mutant: Mutant) -> bool:
            tree = trees.get()
            found = killer(tree, mutant, given.closest)
            trees.put(tree)
            print("killed  " if found else "SURVIVED", mutant, f" [{found or ''}]", flush=True)
            return found is not None

        with ThreadPoolExecutor(given.jobs) as pool:
            killed = sum(pool.map(judged, sample))
    print(f"{killed} of {len(sample)} killed")
    return 0 if killed >= ENOUGH * len(sample) else 1


if __name__ == "__main__":
    sys.exit(main())
