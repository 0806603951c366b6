"""The bedside card and the doses: what a nurse reads before an injection, of any monograph."""

import json
import re

import pytest
from conftest import PEOPLE, ROOT, plain, read, terminal

from b12cli.monograph.loader import load
from b12cli.monograph.severity import severity

OURS = ROOT / "data/monograph.yaml"
OTHERS = sorted((ROOT / "tests/search/monographs").glob("*.yaml"))

DRUG = """
title: Drug
generic_name: drug
source: {title: Label, publisher: Somebody}
sections:
- section: administration
  title: Administration
  summary: How it is given.
  groups:
  - group: way
    title: Way
    entries:
    - {name: By mouth, detail: With water.}
    - {name: Not at night, card: false}
  - {group: storage, title: Storage, card: false, entries: [{name: Below 25 degrees}]}
- section: precautions
  title: Precautions
  summary: Where care is needed.
  groups:
  - {group: people, title: With caution in, entries: [{name: Old age, detail: Over 80 years.}]}
  - group: advice
    title: Advice
    verdict: none
    entries: [{name: Stand up slowly, detail: At first., card: Stand up}, {name: Drink water}]
- section: side-effects
  title: Side effects
  summary: What it can cause.
  groups:
  - {group: common, title: Most common, card: true, entries: [{name: Headache}]}
  - {group: rare, title: Rare, entries: [{name: Hair loss}]}
  - {group: serious, title: Serious, note: Stop it., card: Stop it, entries: [{name: Bleeding}]}
  - {group: allergic, title: Allergic reaction, note: At once., entries: [{name: Hives}]}
"""


@pytest.fixture
def drug(tmp_path, b12):
    """Run b12 on that monograph."""
    file = tmp_path / "drug.yaml"
    file.write_text(DRUG, encoding="utf-8")
    return lambda *args: b12("--monograph", str(file), *args)


def on_one_line(text):
    return " ".join(re.sub(r"[*>│]", " ", text).split())


def test_the_card_fits_a_screen_of_80_by_24(window):
    """With a row for what is typed next."""
    shown = plain(window("card").out).splitlines()
    too_long = "shorten what is no fact (the card words of a note), or leave it off (card: false)"
    assert len(shown) <= 23, too_long
    assert max(map(len, shown)) <= 80
    assert shown[-1].startswith("Tua Saude")


def test_a_longer_card_is_paged_and_begins_with_the_contraindications(tmp_path):
    pager = tmp_path / "less"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n")
    pager.chmod(0o755)
    screen = {"rows": 24, "TERM": "xterm", "PAGER": str(pager), "NO_COLOR": "1"}
    assert "PAGED" not in terminal("card", **screen).out
    longer = terminal("--monograph", str(OTHERS[1]), "card", **screen).out
    assert longer.startswith("PAGED\nBedside card · Enoxaparin")
    assert longer.splitlines()[2].startswith("✗ ")


@pytest.mark.parametrize("format", PEOPLE)
def test_the_card_has_what_a_nurse_needs_before_an_injection(format, b12):
    shown = on_one_line(b12("card", "-f", format).out)
    order = [
        "Children; Pregnant women; Breastfeeding women",
        "Vision problems; Leber’s disease; Kidney failure; Liver failure; Folic acid deficiency",
        "Systemic infection of any type",
        "Allergy to any component of the solution",
        "First aid must be at hand",
        "Intramuscular injection; Gluteal muscle; Given by a trained health care professional",
        "labels in micrograms (mcg): check the label’s unit before drawing up a dose",
        "Low potassium and sudden death may occur",
        "Generally 5000 IU as the initial dose. Further doses follow until the pain resolves",
        "Up to 15000 IU per day until the pain is better managed",
        "100 to 1000 IU per day",
        "Allergic reaction: ",
        "Swollen throat",
        "Tell the prescriber about any of these: ",
        "Increased or irregular heart rate",
        "Tua Saude",
    ]
    assert [each for each in order if each not in shown] == []
    found = [shown.find(each) for each in order]
    assert found == sorted(found)


@pytest.mark.parametrize("file", [OURS, *OTHERS], ids=lambda file: file.stem)
@pytest.mark.parametrize("format", PEOPLE)
def test_no_contraindication_dose_or_serious_effect_is_cut(file, format, b12, window):
    monograph = load(file)
    for run in (b12, window):
        shown = on_one_line(plain(run("--monograph", str(file), "card", "-f", format).out))
        shown = shown.replace("\\", "")
        for section in monograph.sections:
            for group in section.groups:
                grave = severity(section, group)
                for entry in group.entries:
                    if grave != "none" or entry.dose:
                        assert entry.name in shown
                    if grave in ("contraindicated", "possible_contraindication") and entry.detail:
                        assert on_one_line(entry.detail).rstrip(".") in shown
                    if entry.dose:
                        assert entry.dose.steps in shown


def test_what_is_on_it_follows_from_the_monograph_unless_it_says_otherwise(drug):
    *lines, last = drug("card").out.splitlines()
    assert lines == [
        "Bedside card · Drug (drug)",
        "• This monograph lists no contraindications. That does not mean it is safe.",
        "Ask the prescriber first",
        "✗? With caution in: Old age – Over 80 years",
        "• Before it is given: Stand up",
        "• Way: By mouth – With water",
        "!! Allergic reaction. At once: Hives",
        "! Stop it: Bleeding",
        "• Most common: Headache",
    ]
    assert last.startswith("Somebody · ")


def test_contraindications_come_first_wherever_the_file_has_them(tmp_path, b12):
    last = """
- section: contraindications
  title: Contraindications
  summary: Who must not have it.
  groups: [{group: people, title: Not for, entries: [{name: Sepsis}]}]
"""
    file = tmp_path / "drug.yaml"
    file.write_text(DRUG + last, encoding="utf-8")
    lines = b12("--monograph", str(file), "card").out.splitlines()
    assert lines[1:3] == ["✗ Not for: Sepsis", "Ask the prescriber first"]


@pytest.mark.parametrize(
    ("section", "verdict", "code"),
    [
        ("contraindications", "contraindicated", 3),
        ("contraindications", "possible_contraindication", 3),
        ("contraindications", "none", 0),
        ("uses", "contraindicated", 3),
        ("precautions", "possible_contraindication", 0),
    ],
)
def test_no_contraindication_may_be_left_off(section, verdict, code, tmp_path, b12):
    file = tmp_path / "drug.yaml"
    group = f"{{group: a, title: A, verdict: {verdict}, entries: [{{name: B, card: false}}]}}"
    last = f"- {{section: {section}, title: T, summary: S, groups: [{group}]}}\n"
    file.write_text(f"{DRUG.replace('section: precautions', 'section: storage')}{last}")
    result = b12("--monograph", str(file), "card")
    assert result.code == code
    assert ("a contraindication is always shown in full" in result.err) is (code == 3)


def test_json_of_the_card_is_a_section_with_whole_entries_and_notes(b12, drug):
    answer, section = (json.loads(b12(name, "-f", "json").out) for name in ("card", "uses"))
    assert list(answer) == list(section)
    assert answer["section"] == "card"
    groups = {group["group"]: group for group in answer["groups"]}
    assert groups["people"]["verdict"] == "contraindicated"
    assert groups["before"]["entries"][0]["detail"].startswith("Allergy symptoms can come on")
    assert groups["doses"]["entries"][1]["dose"]["high"] == 15000
    assert any("no international unit" in note["text"] for note in answer["notes"])
    assert all("card" not in entry for group in answer["groups"] for entry in group["entries"])
    verdicts = [group["verdict"] for group in json.loads(drug("card", "-f", "json").out)["groups"]]
    assert verdicts[0] == "possible_contraindication"


def test_doses_are_the_table_under_the_notes_over_it(b12, window):
    outs = (read(format, b12("doses", "-f", format).out) for format in PEOPLE)
    for out in (window("doses").out, *outs):
        shown = on_one_line(plain(out))
        assert shown.index("check the label’s unit") < shown.index("5000 IU as")
        assert "Duration varies" not in shown
    answer = json.loads(b12("doses", "-f", "json").out)
    assert answer["section"] == "doses"
    assert [entry["dose"]["high"] for entry in answer["groups"][0]["entries"]] == [
        5000,
        15000,
        1000,
    ]


def test_a_monograph_without_doses_exits_1_with_one_line(drug):
    assert drug("doses") == (1, "", "b12: the monograph of Drug has no doses\n")


def test_a_monograph_with_nothing_for_a_card_exits_1_with_one_line(tmp_path, b12):
    file = tmp_path / "drug.yaml"
    group = {"group": "a", "title": "A", "entries": [{"name": "Low"}]}
    section = {"section": "overview", "title": "O", "summary": "S", "groups": [group]}
    source = {"title": "L", "publisher": "P"}
    file.write_text(
        json.dumps({"title": "Drug", "generic_name": "d", "source": source, "sections": [section]})
    )
    assert b12("--monograph", str(file), "card") == (
        1,
        "",
        "b12: the monograph of Drug has nothing for a card\n",
    )
