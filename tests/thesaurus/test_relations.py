"""What leads to an entry: by the way up, by what is near it, by an allergy to its substances."""

import pytest
from msgspec import convert
from msgspec.structs import fields

from b12cli.check import Checker
from b12cli.monograph.concept import Concept
from b12cli.monograph.loader import parse
from b12cli.thesaurus.build import build
from b12cli.thesaurus.loader import thesaurus
from b12cli.thesaurus.model import extended

FILE = """
title: Quandle (Quandy, Frump)
generic_name: quandle
source: {{title: The label, publisher: The maker}}
sections:
- section: contraindications
  title: Who must not have it
  summary: These people.
  groups:
  - {{group: people, title: People, entries: [{entry}]}}
"""


def verdict(entry, term, concepts=""):
    text = FILE.format(entry=entry) + (f"concepts: [{concepts}]\n" if concepts else "")
    return Checker(parse(text.encode(), "m.yaml")).check(term).verdict


@pytest.mark.parametrize(
    ("name", "term", "expected"),
    [
        # Whatever the drug is called, and however an allergy to it is.
        ("Hypersensitivity to quandle", "quandle allergy", "contraindicated"),
        ("Hypersensitivity to quandle", "allergic to Frump", "contraindicated"),
        ("Hypersensitivity to quandle", "rash after Quandy", "contraindicated"),
        ("Hypersensitivity to quandle", "penicillin allergy", "not_mentioned"),
        # It is no allergy, or not to this drug.
        ("Response to quandle", "quandle allergy", "not_mentioned"),
        ("Hypersensitivity to gribbet", "quandle allergy", "not_mentioned"),
    ],
)
def test_an_allergy_to_the_drug_is_one_to_all_that_it_is_called(name, term, expected):
    assert verdict(f"{{name: {name}}}", term) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Allergies: nickel, latex, penicillin, peanuts, cobalt", "contraindicated"),
        ("allergic to nickel, latex, penicillin, peanuts and cobalt", "contraindicated"),
        ("Allergies: penicillin; cobalt", "contraindicated"),
        ("Allergies - penicillin / cobalt", "contraindicated"),
        ("ALLERGIES (red sticker): cobalt", "contraindicated"),
        # It is in no list, or in another.
        ("Allergies: penicillin, on cobalt", "not_mentioned"),
        ("Allergies: penicillin; meds: cobalt", "not_mentioned"),
        ("Allergies: penicillin. Cobalt today", "not_mentioned"),
        ("Allergies: penicillin, cobalt chromium hip", "not_mentioned"),
    ],
)
def test_an_allergy_is_to_each_thing_in_its_list(term, expected):
    entry = "{name: Allergy to any component, concepts: [allergy], substances: [cobalt]}"
    assert verdict(entry, term) == expected


@pytest.mark.parametrize(
    ("entry", "term", "expected"),
    [
        # Itself and its kinds; of what is near, its kinds too; not what isn't.
        ("{name: Kidney failure}", "end-stage kidney disease", "contraindicated"),
        ("{name: Sepsis, near: [lung disease]}", "asthma", "possible_contraindication"),
        ("{name: Lung disease, not: [asthma]}", "asthma", "not_mentioned"),
        ("{name: Lung disease, near: [asthma]}", "asthma", "possible_contraindication"),
        # What is broader is near, but not what else is below that.
        ("{name: Asthma}", "lung disease", "possible_contraindication"),
        ("{name: Asthma}", "pneumonia", "not_mentioned"),
        # A heading may have more words beside the name.
        ("{name: People with active asthma}", "asthma", "contraindicated"),
        ("{name: People with liver disease}", "cirrhosis", "contraindicated"),
        ("{name: Active kidney disease}", "CKD", "contraindicated"),
        ("{name: Known or suspected breast cancer}", "breast cancer", "contraindicated"),
        ("{name: Known or suspected breast cancer}", "lung cancer", "not_mentioned"),
        (
            "{name: Moderate or severe liver impairment}",
            "moderate liver impairment",
            "contraindicated",
        ),
        # Each of several things that a name lists, alone or with a word that they share.
        ("{name: 'Asthma, sepsis or sciatica'}", "sepsis", "contraindicated"),
        ("{name: Brain or eye surgery}", "brain surgery", "contraindicated"),
        ("{name: Swollen face or tongue}", "swollen tongue", "contraindicated"),
    ],
)
def test_what_is_named_on_the_way_up_decides(entry, term, expected):
    assert verdict(entry, term) == expected


@pytest.mark.parametrize(
    ("entry", "term", "expected"),
    [
        # No concept is called so: what it mentions, its kinds and what is broader are asked about.
        ("{name: Severe kidney failure}", "ESRD", "possible_contraindication"),
        ("{name: Severe kidney failure}", "eGFR 25", "possible_contraindication"),
        ("{name: Severe kidney failure}", "kidney stones", "not_mentioned"),
        ("{name: Severe kidney failure}", "no kidney failure", "mentioned"),
        ("{name: Last weeks of pregnancy}", "34 weeks pregnant", "possible_contraindication"),
        ("{name: NSAIDs at high dose}", "on naproxen", "possible_contraindication"),
        ("{name: Taking another NSAID}", "on naproxen", "contraindicated"),
        (
            "{name: Liver trouble, concepts: [severe liver disease]}",
            "hepatitis B",
            "possible_contraindication",
        ),
        # No part of the body, and nothing of what is no contraindication.
        ("{name: Narrow angles of the eye}", "dry eyes", "not_mentioned"),
        ("{name: Severe kidney failure}, {name: Sepsis}", "sepsis", "contraindicated"),
        # Each of several things by itself, though the first of them has a word that changes little.
        ("{name: Liver disease or cirrhosis}", "hepatitis B", "contraindicated"),
        ("{name: Asthma or severe kidney failure}", "asthma", "contraindicated"),
        # One that the others only say more exactly is near.
        ("{name: 'Pregnancy, third trimester'}", "30 weeks pregnant", "contraindicated"),
        ("{name: 'Pregnancy, third trimester'}", "20 weeks pregnant", "possible_contraindication"),
        ("{name: Heart failure (NYHA IV)}", "heart failure", "possible_contraindication"),
        ("{name: 'Liver disease, asthma'}", "hepatitis B", "contraindicated"),
        # What it is about is what somebody has said.
        (
            "{name: Kidneys (eGFR below 20), concepts: [severe kidney impairment]}",
            "CKD 4",
            "contraindicated",
        ),
        # A slash divides what is no unit.
        ("{name: Grade 3 kidney/liver disease}", "hepatitis B", "contraindicated"),
        ("{name: Asthma or severe kidney failure}", "ESRD", "possible_contraindication"),
        # What is active isn't certain once it is past.
        ("{name: Active stomach ulcer}", "stomach ulcer", "contraindicated"),
        ("{name: Active stomach ulcer}", "stomach ulcer 2015", "possible_contraindication"),
        ("{name: Stomach ulcer}", "stomach ulcer 2015", "contraindicated"),
        ("{name: Recent stroke}", "stroke 20 years ago", "possible_contraindication"),
        # A hyphen may be in the name, and a word that is spelled right is no typo.
        ("{name: Breast-feeding}", "EBF", "contraindicated"),
        ("{name: Infection}", "tennis elbow", "not_mentioned"),
        ("{name: Infection}", "tineas", "contraindicated"),
    ],
)
def test_a_name_that_no_concept_has_is_rather_asked_about_than_not_found(entry, term, expected):
    assert verdict(entry, term) == expected


@pytest.mark.parametrize(
    ("name", "term", "expected"),
    [
        ("eGFR below 30", "eGFR 25", "contraindicated"),
        ("eGFR < 30 mL/min", "CrCl 12", "contraindicated"),
        ("eGFR below 30", "eGFR 45", "not_mentioned"),
        # Whatever is that by its values, too.
        ("eGFR below 30", "ESRD", "contraindicated"),
        ("Severe kidney disease (eGFR below 30)", "CKD 4", "contraindicated"),
        ("Platelets below 50", "plt 45", "contraindicated"),
        ("eGFR 15 to 29 mL/min/1.73 m²", "eGFR 20", "contraindicated"),
        ("ALT more than 3 times the upper limit of normal", "ALT 20", "not_mentioned"),
        ("Children under 12 years", "9 y/o", "contraindicated"),
        ("Children under 12 years", "11 month old baby", "contraindicated"),
        ("Children under 12 years", "toddler", "possible_contraindication"),
        ("Children under 12 years", "30 y/o", "not_mentioned"),
        ("Under 18s", "17F", "contraindicated"),
        ("Age 50 years and over", "53 year old lady", "contraindicated"),
        ("BMI 35 or above", "BMI 41", "contraindicated"),
        # Of another word, it may be another value.
        ("Mean blood pressure above 99", "BP 120/80", "not_mentioned"),
        ("Diastolic BP above 99", "DBP 104", "contraindicated"),
        ("INR above 3", "warfarin, INR 4.5", "contraindicated"),
        ("Serum creatinine above 200 µmol/L", "creat 412", "contraindicated"),
        ("Severe renal impairment", "creat 412", "contraindicated"),
        ("Severe renal impairment", "creat 150", "not_mentioned"),
        ("CD4 count below 200 cells/mm3", "HIV, CD4 90", "contraindicated"),
        ("Triglycerides above 500 mg/dL", "trigs 3.1 mmol/L", "not_mentioned"),
        ("Adults over 65 years", "age 70", "contraindicated"),
        ("Adults over 65 years", "age 40, old back injury", "not_mentioned"),
        # It counts alone, and what is beside it is only near: "anemia" may be one of 100 g/L.
        ("Severe kidney impairment (eGFR below 20)", "eGFR 25", "not_mentioned"),
        ("Severe kidney impairment (eGFR below 20)", "eGFR 18", "contraindicated"),
        ("Severe kidney impairment (eGFR below 20)", "CKD 4", "possible_contraindication"),
        ("Anemia (hemoglobin below 70 g/L)", "anemia", "possible_contraindication"),
        ("Anemia (hemoglobin below 70 g/L)", "Hb 65", "contraindicated"),
        ("Anemia (hemoglobin below 70 g/L)", "Hb 100", "not_mentioned"),
        # These are no ages of a person.
        ("Pain for more than 3 months", "3 y/o", "not_mentioned"),
        ("INR > 4", "age 50", "not_mentioned"),
    ],
)
def test_a_value_in_a_name_is_understood(name, term, expected):
    assert verdict(f"{{name: {name}}}", term) == expected


@pytest.mark.parametrize(
    ("entry", "term", "expected"),
    [
        (
            "{name: To aspirin, concepts: [allergy], substances: [aspirin]}",
            "aspirin allergy",
            "contraindicated",
        ),
        # A class of drugs has all of them in it, and the name alone says enough.
        (
            "{name: To NSAIDs, concepts: [allergy], substances: [NSAID]}",
            "naproxen allergy",
            "contraindicated",
        ),
        ("{name: Allergy to another NSAID}", "allergic to diclofenac", "contraindicated"),
        ("{name: Allergy to another NSAID}", "on diclofenac", "not_mentioned"),
        (
            "{name: Allergy to penicillin or another beta-lactam}",
            "takes penicillin",
            "not_mentioned",
        ),
        ("{name: Allergy to iodine or contrast media}", "iodine allergy", "contraindicated"),
        ("{name: Allergy to another NSAID}", "latex allergy", "not_mentioned"),
        # The drug is all that its title says.
        ("{name: Allergy, substances: [quandle, lactose]}", "allergic to Frump", "contraindicated"),
    ],
)
def test_an_allergy_to_a_class_is_one_to_each_of_it(entry, term, expected):
    assert verdict(entry, term) == expected


def test_what_may_be_a_caution_is_asked_about():
    file = FILE.replace("section: contraindications", "section: precautions")
    checker = Checker(parse(file.format(entry="{name: Lupus}").encode(), "m.yaml"))
    assert checker.check("SLE").verdict == "possible_contraindication"


def test_the_drug_itself_is_no_other_one():
    """But in what a name says of the drug."""
    file = FILE.replace("quandle", "sertraline").replace("Quandle", "Sertraline")
    entries = "{name: Other SSRIs}, {name: Allergy to sertraline}"
    checker = Checker(parse(file.format(entry=entries).encode(), "m.yaml"))
    assert checker.check("on sertraline").verdict == "not_mentioned"
    assert checker.check("on fluoxetine").verdict == "contraindicated"
    assert checker.check("allergic to sertraline").verdict == "contraindicated"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("cirrhosis, SBP on ceftriaxone", "contraindicated"),
        ("SBP", "possible_contraindication"),
        ("recurrent SBP", "possible_contraindication"),
        # A value, or what is said of one.
        ("SBP 142", "not_mentioned"),
        ("cirrhosis, SBP <90", "not_mentioned"),
        ("SBP controlled", "not_mentioned"),
    ],
)
def test_letters_with_two_meanings_are_decided_by_what_is_beside_them(term, expected):
    assert verdict("{name: Spontaneous bacterial peritonitis}", term) == expected


@pytest.mark.parametrize(
    ("concepts", "term"),
    [
        ("{concept: quandlosis, broader: [sepsis]}", "quandlosis"),
        (
            "{concept: a | b, broader: [sepsis]}, {concept: quandlosis, broader: [a | b]}",
            "quandlosis",
        ),
        # What there is none of is left out; validate warns of it.
        ("{concept: quandlosis, broader: [sepsiss, sepsis]}", "quandlosis"),
        # More names for a concept that the thesaurus has, also for one that it has only by name.
        ("{concept: sepsis, aliases: [quandlosis]}", "quandlosis"),
        ("{concept: biliary sepsis, aliases: [quandlosis]}", "quandlosis"),
        ("{concept: biliary sepsis, aliases: [quandlosis]}", "biliary sepsis"),
    ],
)
def test_what_a_file_adds_to_the_thesaurus_leads_to_what_is_broader(concepts, term):
    assert verdict("{name: Sepsis}", term, concepts) == "contraindicated"


def test_a_file_may_say_what_remains_of_a_known_concept():
    concept = "{concept: coronary artery bypass, past: over}"
    entry = "{name: Coronary artery bypass}"
    assert verdict(entry, "CABG 2010") == "contraindicated"
    assert verdict(entry, "CABG 2010", concept) == "mentioned"


def test_what_a_relative_has_and_is_only_near_is_no_reason_to_ask():
    concept = "{concept: quandlosis, inherited: true}"
    entries = {"{name: Quandlosis}": "possible_contraindication"}
    entries["{name: Sepsis, near: [quandlosis]}"] = "mentioned"
    for entry, expected in entries.items():
        assert verdict(entry, "father has quandlosis", concept) == expected


ADDED = {
    "broader": ["kidney failure"],
    "aliases": ["example disease"],
    "abbreviations": ["EXD"],
    "hidden": ["the example bug"],
    "narrower": ["acute examplosis"],
    "codes": ["N29.8 WHO"],
    "values": [{"value": "eGFR < 12 mL/min", "source": "The label"}],
    "past": "ends",
    "inherited": True,
}


@pytest.mark.parametrize("key", [each.name for each in fields(Concept)])
def test_every_key_of_a_concept_is_read(key):
    """But those that only say why."""
    bare = {"concept": "examplosis"}

    def index(concept):
        return build(extended(thesaurus(), [convert(concept, Concept)]))

    without = index(bare) if key != "concept" else build(thesaurus())
    assert key in ("source", "note") or index({key: ADDED.get(key), **bare}) != without


def test_an_entry_called_exactly_so_hides_no_graver_one():
    more = """
- section: side-effects
  title: Side effects
  summary: These.
  groups:
  - {group: serious, title: Serious, entries: [{name: Tongue swelling}]}
  - {group: allergic, title: Allergic reaction, entries: [{name: Swollen tongue}]}
"""
    text = FILE.format(entry="{name: Sepsis}") + more
    found = Checker(parse(text.encode(), "m.yaml")).check("tongue swelling")
    assert {hit.name for hit in found.hits} == {"Tongue swelling", "Swollen tongue"}
