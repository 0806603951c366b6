"""The floor: a minimal program with the libraries of b12. Two commands, one YAML file, one table.

The file is frozen, so that ratios to the floor stay comparable from release to release.
"""

from pathlib import Path

import typer
import yaml
from rich.console import Console
from rich.table import Table

MONOGRAPH = Path(__file__).with_name("floor.yaml")
app = typer.Typer()


@app.command()
def show(section: str) -> None:
    data = yaml.load(MONOGRAPH.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    shown = next(each for each in data["sections"] if each["section"] == section)
    table = Table(title=shown["title"])
    table.add_column("Name")
    for group in shown["groups"]:
        for entry in group["entries"]:
            table.add_row(entry["name"])
    Console().print(table)


@app.command()
def title() -> None:
    data = yaml.load(MONOGRAPH.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    Console().print(data["title"])


app()
