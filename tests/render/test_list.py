"""What check shows of a list to somebody who scans it."""

import json
import re
from datetime import datetime, timezone

import pytest
from conftest import PEOPLE, ROOT, plain, read

from b12cli.monograph.loader import skeleton

WARD = str(ROOT / "tests" / "render" / "ward.txt")
TERMS = (ROOT / "tests" / "render" / "ward.txt").read_text(encoding="utf-8").splitlines()
GRAVE = [
    "ESRF on HD",
    "?sepsis",
    "h/o sepsis 2019",
    "CKD 3",
    "kidney failure clinic",
    "tongue swollen",
]


def page(window, *args, columns=80):
    """The lines at a terminal, down to the notes."""
    shown = plain(window("check", *args, columns=columns).out)
    return shown.partition("\n\nEditor’s notes")[0].splitlines()


def test_sixty_lines_of_a_ward_take_at_most_45_rows(window):
    lines = page(window, "--from", WARD)
    assert len(TERMS) == 60
    assert len(lines) <= 45
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_ward_list_has_every_term_once_at_any_width(columns, window):
    said = re.sub(r"\s", "", "".join(page(window, "--from", WARD, columns=columns)))
    for term in TERMS:
        assert re.sub(r"\s", "", term) in said


def test_a_term_is_told_what_it_is_and_why_to_ask(window):
    lines = page(window, *GRAVE, "DDLS7", "asthma", columns=120)
    assert lines == [
        "1 contraindicated, 4 ask first, 1 not understood, 2 others",
        "",
        "CONTRAINDICATED (1)",
        "  ✗ ESRF on HD → Kidney failure · US label differs",
        "",
        "ASK FIRST (4): may be a contraindication",
        "  ✗? ?sepsis → Systemic infection of any type (in doubt) · not in US label",
        "  ✗? h/o sepsis 2019 → Systemic infection of any type (in the past) · not in US label",
        "  ✗? CKD 3 → related to Kidney failure · US label differs",
        "  ✗? kidney failure clinic → Kidney failure (may be about something else) "
        "· US label differs",
        "",
        "ALLERGIC REACTION (1): listed as signs of one",
        "  !! tongue swollen → Swollen tongue",
        "",
        "Not understood (1): words, values or sentences that b12 doesn’t know",
        "  ?? DDLS7: “DDLS7”",
        "Not mentioned (1)",
        "  ? asthma",
        "Not mentioned or not understood does not mean safe: ask a pharmacist or the prescriber.",
    ]


def test_terms_of_which_the_same_is_said_share_a_row_that_has_room(window):
    lines = page(window, "CKD 3", "glaucoma", "CKD 2", "polycystic kidneys on the last scan")
    assert "  ✗? CKD 3 · CKD 2 → related to Kidney failure · US label differs" in lines
    assert sum("related to Kidney failure" in line for line in lines) == 2


def test_the_notes_on_what_is_grave_are_always_shown_and_each_once(b12, window):
    for out in (
        plain(window("check", "--from", WARD, columns=120).out),
        *(read(each, b12("check", "--from", WARD, "-f", each).out) for each in PEOPLE),
    ):
        for lead in ("Kidney and liver failure", "Not in the US label"):
            assert out.count(f"ⁿ {lead}: ") == 1
        assert "ⁿ Uses in the US label" not in out
        (more,) = re.findall("More editor’s notes: (.*)", out)
        assert set(more.split(", ")) == {"b12 side-effects", "b12 uses", "b12 administration"}


def test_a_pipe_has_the_same_words_as_a_terminal(b12, window):
    terms = [term for term in GRAVE if "sepsis" not in term] + ["DDLS7", "anemia", "not pregnant"]
    shown = " ".join(page(window, *terms, columns=120))
    for line in b12("check", *terms).out.splitlines()[: len(terms)]:
        _, term, what = re.fullmatch(r"(\S+) +(.+?): [a-zA-Z ]+(?: → |: )(.+)", line).groups()
        assert term in shown
        assert what in shown


def test_it_says_by_which_words_where_they_can_be_seen_nowhere(b12):
    assert "(matched “edema”)" in b12("check", "oedema both legs").out
    assert "matched" not in b12("check", "itchy all over", "anxeity", "N18.6").out


def test_what_a_note_flags_is_said_on_the_line_of_any_drug(tmp_path, b12):
    file = tmp_path / "drug.yaml"
    file.write_text(skeleton(), encoding="utf-8")
    use = ["--monograph", str(file)]
    text = b12(*use, "check", "ESRD", "CKD 3", "no kidney failure").out.splitlines()
    assert text[:3] == [
        "✗  ESRD: CONTRAINDICATED → Kidney failure · another label differs",
        "✗? CKD 3: ASK FIRST → related to Kidney failure · another label differs",
        "○  no kidney failure: mentioned → Kidney failure (denied)",
    ]
    (note,) = json.loads(b12(*use, "check", "ESRD", "-f", "json").out)["notes"]
    assert note["flag"] == "another label differs"
    # The same if the note stands beside the group.
    beside, title = "      notes: [dialysis]\n", "    title: Contraindicated in people with\n"
    moved = skeleton().replace(beside, "", 1).replace(title, f"{title}    notes: [dialysis]\n")
    file.write_text(moved, encoding="utf-8")
    assert b12(*use, "check", "ESRD").out.splitlines()[0] == text[0]


def test_a_citation_is_short_in_text_and_whole_in_json_and_the_references(b12):
    whole = "Cronobê, leaflet for health professionals, Biolab Sanus Farmacêutica"
    for format in PEOPLE:
        out = b12("administration", "-f", format).out
        assert "(Biolab, 2021; DailyMed)" in out
        assert whole not in out
        assert "sources: b12 references" in out
        assert whole in b12("references", "-f", format).out
    assert whole in b12("administration", "-f", "json").out
    assert whole in b12("references", "-f", "json").out


@pytest.mark.parametrize("args", [[], ["--serious"], ["--allergic", "--common"]], ids=" ".join)
@pytest.mark.parametrize("format", PEOPLE)
def test_the_allergic_reaction_comes_first_on_the_page(args, format, b12):
    out = b12("side-effects", *args, "-f", format).out
    others = [name for name in ("When they appear", "Itchiness", "Anxiety") if name in out]
    assert [name for name in others if out.index(name) < out.index("Swollen face")] == []


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2026-08-31", "Tua Saude, August 2022 · reference only, not medical advice"),
        ("2026-09-01", "Tua Saude, August 2022 (over 4 years old) · reference only"),
        ("2027-08-01", "Tua Saude, August 2022 (over 4 years old) · reference only"),
        ("2027-09-01", "Tua Saude, August 2022 (over 5 years old) · reference only"),
        ("2000-01-01", "Tua Saude, August 2022 · reference only"),
    ],
)
def test_the_age_of_the_source_is_said_when_it_is_over_four_years(month, said, b12, monkeypatch):
    now = datetime.fromisoformat(f"{month}T12:00:00").replace(tzinfo=timezone.utc)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(now.timestamp())))
    assert b12("uses").out.splitlines()[-1].startswith(said)


def test_each_colour_says_one_thing(window):
    """Red: it can kill; magenta: ask first. All else is told apart by its mark alone."""
    out = window("check", *GRAVE, "anxiety", "itching", "sciatica", "DDLS7 left", "asthma").out
    colored = re.findall(r"\x1b\[1;3([15])m(.*?)\x1b", out)
    assert {color for color, said in colored if "✗?" in said or "ASK" in said} == {"5"}
    assert {said.strip() for color, said in colored if color == "1"} == {
        "CONTRAINDICATED (1)",
        "✗",
        "ALLERGIC REACTION (1): listed as signs of one",
        "!!",
    }
    assert not re.search(r"\x1b\[[\d;]*3[0234678]m", out)
    assert "35m" not in window("side-effects").out
