"""No dose is printed without the notes that stand over it: one of them is on its unit."""

import re

import pytest
from conftest import PEOPLE, formats, plain, read

from b12cli.monograph.loader import load
from b12cli.sections import SECTIONS

# All that takes a format; each search hits another kind of thing: an entry, a group, a section, a
# note, several sections at once.
COMMANDS = {
    **{section: [[]] for section in SECTIONS},
    "card": [[]],
    "doses": [[]],
    "show": [["administration"]],
    "all": [[]],
    "search": [
        ["nerve pain"],
        ["how much"],
        ["administration"],
        ["Cronobê"],
        ["pernicious anemia"],
    ],
    "check": [["nerve pain", "pernicious anemia", "dose"]],
    "validate": [[]],
}
PRINT_DOSES = {"card", "doses", "administration", "show", "all", "search"}

DRUG = """
title: Drug
generic_name: drug
source: {{title: Label, publisher: Somebody}}
sections:
- section: administration
  title: Administration
  summary: How it is given.
  groups:
  - group: giving
    title: Way
    entries:
    - name: By mouth
  - group: doses
    title: Doses by condition
    aliases: [how much]
    entries:
    - name: Nerve pain
      dose: {{high: 4711, unit: IU, per: day, text: Up to 4711 IU per day}}{entry}
    - name: Pernicious anemia
      dose: {{low: 815, high: 815, unit: IU, per: day, text: 815 IU per day}}{entry}{group}{section}
"""
NOTE = "notes: [{text: 'The unit is not what Cronobê’s is, check it.', citations: [Label]}]"
PLACES = {"entry": "\n      ", "group": "\n    ", "section": "\n  "}


@pytest.fixture(params=["b12", *PLACES])
def file(request, tmp_path):
    """A monograph whose note on the unit stands at its group, or elsewhere; none is b12's own."""
    if request.param == "b12":
        return None
    noted = {
        place: indent + NOTE if place == request.param else "" for place, indent in PLACES.items()
    }
    file = tmp_path / "drug.yaml"
    file.write_text(DRUG.format(**noted), encoding="utf-8")
    return file


def letters(text):
    """Letters and digits alone: neither wrapping nor markup is between them."""
    return re.sub(r"[\W_]", "", text)


def whole(note):
    """The note as it stands over doses; one that the card leaves off stands below them."""
    return "" if note.card is False else note.text


def on_the_card(note):
    """What the card has of a note over doses: all, or some of its own words, or nothing."""
    assert note.card is not True
    if isinstance(note.card, str):
        assert note.card in note.text
        return note.card
    return note.text if note.card is None else ""


def over_doses(monograph, words):
    """What stands over each dose of the notes on it, by its highest figure."""
    return {
        f"{entry.dose.high:g}": [
            *filter(None, map(words, (*entry.notes, *group.notes, *section.notes)))
        ]
        for section in monograph.sections
        for group in section.groups
        for entry in group.entries
        if entry.dose
    }


def printed_bare(monograph, out, anywhere, words=whole):
    """The doses in an output that lack a note above them, or anywhere in it; and all of them."""
    doses, found = over_doses(monograph, words), letters(out)
    texts = {letters(text) for notes in doses.values() for text in notes}
    places = {text: found.find(text) for text in texts}
    for text in texts:  # what a note says is no dose
        found = found.replace(text, "n" * len(text))
    bare, printed = [], []
    for figure, notes in doses.items():
        if dose := re.search(rf"(?<!\d){figure}(?!\d)", found):
            printed.append(figure)
            noted = [places[letters(text)] for text in notes]
            if not noted or any(at < 0 or (at > dose.start() and not anywhere) for at in noted):
                bare.append(figure)
    return bare, printed


def test_the_commands_are_all_that_print_content():
    assert set(formats()) == set(COMMANDS)


@pytest.mark.parametrize(
    ("command", "format"), [(name, each) for name, known in formats().items() for each in known]
)
def test_no_dose_is_printed_without_the_note_on_its_unit(command, format, file, b12, window):
    """In any command, hit, format and width; for people it stands above the dose."""
    monograph = load(file) if file else load()
    use = ["--monograph", str(file)] if file else []
    for terms in COMMANDS[command]:
        args = [*use, command, *terms, "-f", format.value]
        outs = [b12(*args).out]
        if not format.is_for_programs:
            widths = (40, 80, 120) if format.value == "text" else (80,)  # Markdown has no width
            outs += [plain(window(*args, columns=columns).out) for columns in widths]
        for out in outs:
            is_short = command == "card" and not format.is_for_programs
            words = on_the_card if is_short else whole
            seen = read(format, out)
            bare, printed = printed_bare(monograph, seen, format.is_for_programs, words)
            assert bare == [], out
            # That the test would see a dose.
            assert (
                bool(printed)
                or command not in PRINT_DOSES
                or "Cronobê" in terms
                or (command == "search" and format.is_for_programs)
            )


@pytest.mark.parametrize("format", PEOPLE)
def test_a_note_that_speaks_of_a_dose_has_the_one_on_the_unit_above_it(format, b12):
    out = b12("search", "Cronobê", "-f", format).out
    assert out.index("check the label’s unit") < out.index("gives 5000 UI")
    assert out.count("gives 5000 UI") == 1


def test_json_hits_leave_the_dose_with_its_section(b12):
    assert "5000 IU" not in b12("search", "mild nerve pain", "-f", "json").out


def test_a_dose_can_be_asked_for_by_what_it_is_for(b12):
    result = b12("doses", "pernicious", "anemia")
    assert result == b12("search", "doses", "pernicious", "anemia")
    assert result.out.index("check the label’s unit") < result.out.index("100 to 1000 IU")
    assert "5000 IU as" not in result.out
    # A contraindication comes before the doses.
    out = b12("doses", "kidney", "failure").out
    assert out.index("✗ Contraindicated in people with: Kidney failure") < out.index("5000 IU as")


@pytest.mark.parametrize("detail", ["", "\n      detail: With food."])
def test_a_table_of_doses_has_a_column_of_details_only_if_there_are_any(
    detail, tmp_path, b12, window
):
    file = tmp_path / "drug.yaml"
    file.write_text(DRUG.format(entry=detail, group="", section=""), encoding="utf-8")
    args = ("--monograph", str(file), "doses")
    markdown = b12(*args, "-f", "markdown").out
    assert ("| For | Dose |\n| --- | --- |\n" in markdown) == (not detail)
    assert ("| For | Dose | Details |\n" in markdown) == bool(detail)
    table = re.findall(r"^ +For +Dose\b.*", plain(window(*args, columns=80).out), re.MULTILINE)
    assert [row.split()[2:] for row in table] == [["Details"] if detail else []]
