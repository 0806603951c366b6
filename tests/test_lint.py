"""What is likely wrong in a valid file: each warning by a file that earns it, and one without."""

import pytest

from b12cli import lint

HEAD = """
title: Quandle
generic_name: quandle
source: {title: The label, publisher: The maker}
sections:
- section: {section}
  title: Who must not have it
  summary: These people.
  groups:
  - group: people
    title: Not for people with
    entries:
    - {entry}
"""


@pytest.fixture
def warned(tmp_path, b12):
    """What b12 validate says of an entry in a section of this name, each without its place."""

    def run(entry, section="contraindications", more=""):
        file = tmp_path / "m.yaml"
        file.write_text(HEAD.replace("{section}", section).replace("{entry}", entry) + more)
        result = b12("validate", str(file))
        assert result.code == (3 if "examples:" in more else 0)
        return [line.partition(f"{file}:")[2] for line in result.err.splitlines()]

    return run


def test_a_plain_entry_earns_no_warning(warned):
    assert warned("name: Kidney failure") == []


@pytest.mark.parametrize("section", ["contraindication", "who-should-not-have-it"])
def test_a_section_that_is_nearly_called_so(section, warned):
    (said,) = warned("name: Kidney failure", section)
    assert said.startswith("6:12: sections[0].section: ")
    assert f"“{section}”: did you mean contraindications?" in said


def test_a_section_of_its_own_or_with_verdicts_earns_no_warning(warned):
    assert warned("name: Kidney failure", "storage") == []
    entry = "name: Kidney failure\n    verdict: contraindicated"
    assert warned(entry, "contraindication") == []


@pytest.mark.parametrize("key", ["concepts", "near", "not"])
def test_a_concept_that_there_is_none_of(key, warned):
    (said,) = warned(f"{{name: Kidney failure, aliases: [sepsis], {key}: [kidny failure]}}")
    assert f"entries[0].{key}[0]" in said
    assert said.endswith("no concept “kidny failure”, did you mean kidney failure?")


@pytest.mark.parametrize(
    ("entry", "lost"),
    [
        ("{name: Kidney failure, near: [kidney disease], not: [renal disease]}", "renal disease"),
        ("{name: Kidney failure, not: [kidney stone, renal failure]}", "renal failure"),
        ("{name: Q, concepts: [sepsis], not: [septicemia]}", "septicemia"),
        ("{name: Kidney failure, aliases: [lung abscess], not: [lung abscess]}", "lung abscess"),
    ],
)
def test_an_exception_that_the_entry_names_too(entry, lost, warned):
    (said,) = (each for each in warned(entry) if ".not[" in each)
    assert f"“{lost}” is no exception, because this entry names it too" in said


@pytest.mark.parametrize(
    "entry",
    [
        "{name: Kidney failure, near: [kidney disease], not: [kidney stone]}",
        "{name: Sepsis, near: [infection], not: [pneumonia]}",
    ],
)
def test_an_exception_that_is_a_kind_of_what_it_names_earns_no_warning(entry, warned):
    assert not any(".not[" in each for each in warned(entry))


def test_something_broader_that_there_is_none_of(warned):
    concept = "{concept: quandlosis, broader: [sepsis, kidny failure]}"
    (said,) = warned("name: Kidney failure", more=f"concepts: [{concept}]")
    assert "concepts[0].broader[1]: " in said
    assert said.endswith("no concept “kidny failure”, did you mean kidney failure?")


def test_a_threshold_that_is_not_read(warned):
    more = """
concepts:
- concept: quandlosis
  values:
  - {value: eGFR < 15 mL/min, source: The label}
  - {value: zeal > 3, source: The label}
  - {value: creatinine > 600 µmol/L (9 mg/dL), source: The label}
"""
    first, second = warned("name: Kidney failure", more=more)
    assert "concepts[0].values[1].value: " in first
    assert first.endswith("b12 can't read “zeal > 3”, so no value means quandlosis")
    assert "concepts[0].values[2].value: " in second  # one unit in each


def test_a_note_that_nothing_shows_and_a_work_that_no_note_cites(warned):
    works = "- {key: label, short: The label, text: The whole label}\n"
    notes = "- {key: care, text: Take care, citations: [label]}\n"
    more = f"notes:\n{notes}works:\n{works}"
    assert warned("{name: Kidney failure, notes: [care]}", more=more) == []
    (said,) = warned("name: Kidney failure", more=more)
    assert said.endswith("nothing shows the note “care”: put its key beside what it concerns")
    own = "{name: Kidney failure, notes: [{text: Take care, citations: [label]}]}"
    assert warned(own, more=f"works:\n{works}") == []
    (said,) = warned("name: Kidney failure", more=f"works:\n{works}")
    assert "works[0]" in said
    assert said.endswith("no note cites the work “label”")


@pytest.mark.parametrize(
    "dose",
    [
        "low: 5, high: 10, text: 5 to 10 mg",
        'high: 1500, text: "up to 1,500 mg"',
        "high: 2.5, text: 2.50 mg",
        "low: 0.5, high: 0.5, text: 1/2 tablet",
        "low: 2, high: 2, text: two tablets",
        "low: 200, high: 200, times: 2, text: 400 mg a day in 2 doses",
        "low: 5, high: 5, text: 5 mg, then: [{low: 10, high: 10, unit: mg, per: day, text: 10 mg}]",
    ],
)
def test_a_dose_whose_words_have_its_figures_earns_no_warning(dose, warned):
    assert warned(f"{{name: Frumposis, dose: {{unit: mg, per: day, {dose}}}}}", "uses") == []


def test_a_figure_of_a_dose_may_stand_in_the_detail(warned):
    dose = "dose: {low: 5, high: 10, unit: mg, per: day, text: 5 mg once a day}"
    assert warned(f"{{name: Frumposis, detail: 10 mg for women, {dose}}}", "uses") == []
    assert len(warned(f"{{name: Frumposis, detail: 11 mg for women, {dose}}}", "uses")) == 1


@pytest.mark.parametrize(
    ("dose", "where", "figure"),
    [
        ("low: 5, high: 10, text: 5 to 100 mg", "dose.text", "10"),
        ("low: 0.5, high: 10, text: 5 to 10 mg", "dose.text", "0.5"),
        ("high: 1500, text: up to 15000 mg", "dose.text", "1500"),
        (
            "low: 5, high: 5, text: 5 mg, then: [{high: 10, unit: mg, per: day, text: 15 mg}]",
            "dose.then[0].text",
            "10",
        ),
    ],
)
def test_a_dose_whose_words_have_other_figures(dose, where, figure, warned):
    (said,) = warned(f"{{name: Frumposis, dose: {{unit: mg, per: day, {dose}}}}}", "uses")
    assert f"entries[0].{where}: " in said
    assert f"the dose is {figure}, " in said


@pytest.mark.parametrize(
    ("entry", "is_told"),
    [
        ("name: Frumps in children aged 12 or less", True),
        ("{name: Frumps in children aged 12 or less, aliases: [frumpish]}", True),
        (
            '{name: Frumps in children aged 12 or less, aliases: [frumpish, "{0-12} year old"]}',
            False,
        ),
        ("{name: Frumps in children aged 12 or less, aliases: [under 13 years]}", False),
        ("name: Children under 12 years", False),
        ("name: Children under age", False),
    ],
)
def test_an_age_that_is_not_read(entry, is_told, warned):
    assert any("its age is not read" in each for each in warned(entry)) == is_told


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "name: Severe kidney failure",
            "what it mentions is asked about: add concepts, such as kidney failure",
        ),
        ("name: Alcohol every day", "such as alcohol use"),
        # Somebody has said what it is about, or there is nothing that it could be.
        ("{name: Severe kidney failure, concepts: [kidney failure]}", ""),
        ("{name: Severe kidney failure, near: [kidney failure]}", ""),
        ("{name: Allergy to frumpin, substances: [frumpin]}", ""),
        ("name: Frumpin", ""),
        ("name: eGFR below 30", ""),
    ],
)
def test_a_contraindication_that_no_concept_is_called_like(entry, message, warned):
    said = [each for each in warned(entry) if "no concept is called" in each]
    assert bool(said) == bool(message)
    assert all(message in each for each in said)


def test_it_is_told_how_many_warnings_there_are(tmp_path, b12):
    file = tmp_path / "m.yaml"
    file.write_text(
        HEAD.replace("{section}", "contraindications").replace(
            "{entry}", "name: Kidney failure or frumposis"
        )
    )
    assert b12("validate", str(file)).out == f"{file}: valid, 1 warning\n"


def test_one_of_several_things_that_is_not_found_by_itself(warned):
    (said,) = warned("name: Kidney failure or frumposis")
    assert said.endswith("“frumposis” is not found by itself: add it to the aliases or concepts")
    assert warned("{name: Kidney failure or frumposis, aliases: [frumposis]}") == []
    # A slash in a unit lists nothing.
    for value in ("below 15 mL/min", "below 15 mL/min/1.73 m²", "< 8 g/dL"):
        said = warned(f"{{name: Frumposin {value}, aliases: [frumposin]}}")
        assert not any("is not found by itself" in each for each in said)
    (said,) = warned("name: Kidney failure/frumposis")
    assert "“frumposis” is not found by itself" in said
    # A word that they share is left to the last; what is no contraindication does no harm.
    assert warned("name: Brain, spinal or eye surgery") == []
    assert warned("name: Kidney failure or frumposis", "uses") == []
    long = "name: Kidney failure or frumposis, as far as anybody can tell from what is known"
    assert warned(long) == []


def test_a_contraindication_that_something_graver_hides(warned):
    more = """
- section: precautions
  title: Care
  summary: Care.
  groups:
  - {group: care, title: Care, entries: [{name: Stage N18.6}]}
"""
    said = warned("name: Kidney failure", more=more)
    expected = (
        "check doesn't find “Stage N18.6” by its own name, but “Kidney failure”, which is graver"
    )
    assert any(each.endswith(expected) for each in said)


def test_an_alias_that_is_found_without(warned):
    (said,) = warned("{name: Kidney failure, aliases: [renal failure, frumposis]}")
    assert "aliases[0]" in said
    assert said.endswith("“renal failure” is found even without this alias")


def test_an_ordinary_condition_that_is_a_contraindication(warned):
    said = warned("{name: Kidney failure, near: [lung disease]}")
    assert any(
        "“asthma”, an ordinary condition, comes out as a possible co" in each for each in said
    )
    assert all("entries[0].name" in each for each in said)
    assert all(each.endswith("if that is wrong, add it under not") for each in said)
    assert warned("{name: Kidney failure, near: [asthma]}") == []


def test_an_example_that_comes_out_otherwise(warned):
    more = """
examples:
  check: {renal failure: contraindicated, sepsis: contraindicated}
  search: {kidneys that fail: Kidney failure, renal failure: Sepsis}
"""
    first, second = warned("name: Kidney failure", more=more)
    assert first.endswith("check says not_mentioned")
    assert second.endswith("search finds Kidney failure first, not Sepsis")


def test_an_example_that_is_only_among_the_closest(warned, b12):
    """Which are no answers."""
    entry = "{name: Kidney failure, detail: Of any frumpish cause.}"
    more = "\nexamples: {search: {frumpish gizmo: Kidney failure, frumpish: Kidney failure}}\n"
    (said,) = warned(entry, more=more)
    assert "frumpish gizmo" in said
    assert said.endswith("search finds nothing first, not Kidney failure")


OF_KIDNEYS = ("name: Kidney failure", "contraindications")


@pytest.mark.parametrize(
    ("alias", "refused"),
    [("frumps {1.5-9}", "{1.5-9}"), ("frumps {2-", "{2-"), ("{a} frumps", "{a}")],
)
def test_a_range_of_anything_but_whole_numbers_matches_nothing(alias, refused, warned):
    assert any(
        f"{refused} matches nothing, expected whole numbers" in each
        for each in warned(f"{{name: Kidney failure, aliases: ['{alias}']}}")
    )
    assert not any("matches nothing" in each for each in warned("{name: Q, aliases: ['x {1-9}']}"))


@pytest.mark.parametrize(
    ("unit", "text", "said"),
    [
        ("mg", "10 mcg a day", "mcg"),
        ("mcg", "10mg a day", "mg"),
        ("mg/kg", "10 g/kg a day", "g"),
        ("IU", "10 µg a day", "ug"),
        # The unit in other letters, beside another, counted, or not said at all.
        ("mcg", "10 µg a day", ""),
        ("iu", "10 units a day", ""),
        ("mg/kg", "10 mg a day for each kg", ""),
        ("mcg", "10 mcg (0.01 mg) a day", ""),
        ("mg", "10 tablets a day", ""),
        ("tablets", "10 mg a day", ""),
    ],
)
def test_a_dose_whose_words_have_another_unit(unit, text, said, warned):
    dose = f"{{high: 10, unit: {unit}, per: day, text: {text}}}"
    step = f"{{high: 3, unit: mg, per: day, text: 3 mg, then: [{dose}]}}"
    for where, each in (("dose.text", dose), ("dose.then[0].text", step)):
        lines = warned(f"{{name: Frumposis, dose: {each}}}", "uses")
        assert len(lines) == bool(said)
        assert all(f"entries[0].{where}: " in line for line in lines)
        assert all(
            line.endswith(f"the dose is in {unit}, and its words say {said}") for line in lines
        )


AGAIN = "name: Kidney failure\n    - {}"


@pytest.mark.parametrize("again", ["name: kidney failure", "{name: Q, concepts: [renal failure]}"])
def test_an_entry_that_says_the_same_as_one_before_it(again, warned):
    (said,) = (each for each in warned(AGAIN.format(again)) if "the same" in each)
    assert said.startswith("14:")
    assert "says the same as “Kidney failure”" in said


def test_names_that_differ_only_in_their_letters(warned):
    warnings = warned("name: Frumposis\n    - name: FRUMPOSIS")
    assert any("“FRUMPOSIS” says the same as “Frumposis”" in each for each in warnings)


@pytest.mark.parametrize(
    ("entry", "section"),
    [
        (AGAIN.format("name: Kidney disease"), "contraindications"),
        (AGAIN.format("name: Kidney failure (eGFR below 15)"), "contraindications"),
        ("name: Allergy to penicillin\n    - name: Allergy to aspirin", "contraindications"),
        ("name: Frumposis\n    - name: Frumpitis", "contraindications"),
        (AGAIN.format("name: Renal failure"), "uses"),
        (AGAIN.format("name: Renal failure"), "storage"),
    ],
)
def test_entries_that_say_different_things(entry, section, warned):
    assert not any("the same" in each for each in warned(entry, section))


CAUSES = {
    "section_keys": ("name: Kidney failure", "contraindication"),
    "labels": ("{name: Kidney failure, near: [kidny failure]}",),
    "lost_exceptions": ("{name: Kidney failure, not: [renal failure]}",),
    "thresholds": (*OF_KIDNEYS, "concepts: [{concept: q, values: [{value: z > 3, source: a}]}]"),
    "unused": (*OF_KIDNEYS, "works: [{key: label, short: The label, text: The whole label}]"),
    "doses": ("{name: Q, dose: {high: 10, unit: mg, per: day, text: 100 mg}}", "uses"),
    "units": ("{name: Q, dose: {high: 10, unit: mg, per: day, text: 10 mcg}}", "uses"),
    "repeated": (AGAIN.format("name: Renal failure"),),
    "unknown": ("name: Severe kidney failure",),
    "ranges": ("{name: Kidney failure, aliases: ['frumps {1.5-9}']}",),
    "ages": ("name: Frumps in children aged 12 or less",),
    "not_found": ("name: Kidney failure or frumposis",),
    "needless_aliases": ("{name: Kidney failure, aliases: [renal failure]}",),
    "ordinary": ("{name: Kidney failure, near: [lung disease]}",),
}


def test_there_is_a_cause_of_every_warning(warned, monkeypatch):
    """Without its function, it is not given."""
    called = {each.__name__: each for each in lint.WARNINGS}
    assert called.keys() == CAUSES.keys(), "a warning without a test, or without a cause"
    for name, cause in CAUSES.items():
        given = warned(*cause)
        with monkeypatch.context() as patch:
            patch.setattr(
                lint, "WARNINGS", [each for each in called.values() if each is not called[name]]
            )
            assert len(warned(*cause)) < len(given), name
