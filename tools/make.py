"""Makes all that is made from something else: python tools/make.py

What is compiled, the schema, the manual, the picture, and what the tests keep: golden files, and
the README's examples and tables. Then read the diff, because it is what users will see.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "data" / "monograph.schema.json"


def run(*args: str) -> bytes:
    """What Python prints when run with these arguments; if it fails, this ends with its exit
    code."""
    print("+ python", *args, file=sys.stderr)
    done = subprocess.run([sys.executable, *args], stdout=subprocess.PIPE, cwd=ROOT)
    if done.returncode:
        sys.exit(done.stdout.decode() or done.returncode)
    return done.stdout


if __name__ == "__main__":
    run("tools/compile.py")
    SCHEMA.write_bytes(run("-m", "b12cli", "schema"))
    run("docs/manual.py")
    run("docs/picture.py")
    print(run("-m", "pytest", "--quiet", "--golden").decode(), end="")
