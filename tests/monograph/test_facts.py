"""Every fact of the article, one by one, in what the commands print."""

import json

import pytest

from b12cli.monograph.loader import load
from b12cli.render.wording import statement

FACTS = [
    # What it is and what the vitamin does.
    ("overview", "Artificial vitamin B12"),
    ("overview", "treat low levels of vitamin B12"),
    ("overview", "Growth and proliferation of cells"),
    ("overview", "Formation of blood cells"),
    ("overview", "Formation of proteins"),
    ("overview", "Maintenance of the nervous system"),
    # Why levels fall.
    ("overview", "Inadequate nutrition"),
    ("overview", "Decreased absorption in the intestines"),
    ("overview", "Each of these can lower the levels"),
    ("overview", "• Stomach problems"),
    ("overview", "• Infections"),
    ("overview", "• Cancer"),
    # What lasting low levels can cause.
    ("overview", "Persistently low vitamin B12 can cause each of these"),
    ("overview", "• Pernicious anemia"),
    ("overview", "• Nerve damage"),
    # How it is obtained.
    ("overview", "From a pharmacy"),
    ("overview", "On prescription"),
    ("overview", "cyanocobalamin"),
    ("overview", "Injected into a muscle by a trained health care professional"),
    # Uses.
    ("uses", "Pernicious anemia"),
    ("uses", "Vitamin B12 deficiency"),
    ("uses", "Intense nerve pain or inflammation"),
    ("uses", "Intense muscular pain"),
    ("uses", "Sciatica"),
    ("uses", "Lumbar osteoarthritis"),
    ("uses", "• Arthritis"),
    ("uses", "Diabetic neuropathy"),
    ("uses", "in some cases"),
    ("uses", "many illnesses, including:"),
    ("uses", "Especially for pain that begins in the neck and radiates to an arm"),
    ("uses", "• Herniated disc"),
    ("uses", "• Narrowing of the spinal cord near the neck"),
    # Administration.
    ("administration", "Intramuscular injection"),
    ("administration", "Gluteal muscle"),
    ("administration", "trained health care professional"),
    ("administration", "The dose depends on the condition"),
    ("administration", "The doctor should monitor its use"),
    ("administration", "Mild nerve pain ⁿ – Generally 5000 IU as the initial dose. Further doses"),
    ("administration", "until the pain resolves"),
    ("administration", "Intense nerve pain – Up to 15000 IU per day"),
    ("administration", "until the pain is better managed"),
    ("administration", "Pernicious anemia ⁿ – 100 to 1000 IU per day. Injected into the muscle"),
    ("administration", "varies from person to person"),
    ("administration", "Frequent blood tests"),
    # Side effects.
    ("side-effects", "After the first injection, or after several doses"),
    ("side-effects --common", "• Itchiness"),
    ("side-effects --common", "• Diarrhea"),
    ("side-effects --serious", "emerge with ongoing treatment"),
    ("side-effects --serious", "Tell the prescriber"),
    ("side-effects --serious", "! Excessive sweat production"),
    ("side-effects --serious", "! Rapid weight gain"),
    ("side-effects --serious", "! Pain when breathing"),
    ("side-effects --serious", "! Shortness of breath when lying down"),
    ("side-effects --serious", "! Anxiety"),
    ("side-effects --serious", "! Increased or irregular heart rate"),
    ("side-effects --serious", "! Numbness, tingling or muscular weakness"),
    ("side-effects --serious", "! Increased thirst"),
    ("side-effects --serious", "! Urinary frequency"),
    ("side-effects --allergic", "!! Allergy symptoms right after the injection"),
    ("side-effects --allergic", "Can come on immediately"),
    ("side-effects --allergic", "!! Difficulty breathing"),
    ("side-effects --allergic", "!! Swollen throat"),
    ("side-effects --allergic", "!! Swollen mouth"),
    ("side-effects --allergic", "!! Swollen tongue"),
    ("side-effects --allergic", "!! Swollen face"),
    ("side-effects --allergic", "should be ready to give first aid"),
    ("side-effects", "Only a health care professional who is ready to give first aid immediately"),
    ("administration", "health care professional who is ready to give first aid at once"),
    # Contraindications.
    ("contraindications", "✗ Children"),
    ("contraindications", "✗ Pregnant women"),
    ("contraindications", "✗ Breastfeeding women"),
    ("contraindications", "✗ Vision problems"),
    ("contraindications", "✗ Leber’s disease"),
    ("contraindications", "✗ Kidney failure"),
    ("contraindications", "✗ Liver failure"),
    ("contraindications", "✗ Folic acid deficiency"),
    ("contraindications", "✗ Systemic infection of any type"),
    ("contraindications", "✗ Allergy to any component of the solution"),
    # References.
    (
        "references",
        "Vidal-Alaball, J.; et al. (2005) – Oral vitamin B12 versus intramuscular vitamin B12 for "
        "vitamin B12 deficiency. Cochrane Database Syst Rev. 3. CD004655, 2005.",
    ),
    (
        "references",
        "Stabler, Sally P. (2013) – Clinical practice. Vitamin B12 deficiency. N Engl J Med. 368. "
        "2; 149-60, 2013.",
    ),
    (
        "references",
        "Drugs.com – Vitamin B12 Injection. Available on: <https://www.drugs.com/vitamin-b12.html>"
        ". Access in 28 Apr 2021.",
    ),
    (
        "references",
        "Langan, Robert C.; Goodbred, Andrew J. (2017) – Vitamin B12 Deficiency: Recognition and "
        "Management. Am Fam Physician. 96. 6; 384-389, 2017.",
    ),
    (
        "references",
        "Thakkar, K.; Billa, G. (2015) – Treatment of vitamin B12 deficiency – Methylcobalamine? "
        "Cyancobalamine? Hydroxocobalamin? – clearing the confusion. Eur J Clin Nutr. 69. 1; 1-2, "
        "2015.",
    ),
    ("references", "Daisy Oliveira – Author. Registered Nurse."),
    ("references", "Flávia Costa – Clinical review. Pharmacist"),
    ("references", "Pharmacy degree, Centro Universitário Newton Paiva, Brazil, 2003"),
    ("references", "master’s in Biomedical Sciences, UBI, Portugal"),
    ("references", "Updated by the Tua Saude editing team in August 2022"),
    ("references", "clinical review in August 2022"),
]

SLIPS = [
    "cyanocobalamin infection",
    "Penicious",
    "Anemia pernicious",
    "contraindicated or",
    "Imagem",
    "helpful?",
]


@pytest.mark.parametrize("command", dict(FACTS))
def test_article_fact_is_printed(command, b12):
    out = b12(*command.split()).out
    assert [fact for asked, fact in FACTS if asked == command and fact not in out] == []


def test_every_entry_states_a_fact_of_the_article():
    """What is from elsewhere belongs in an editor's note."""
    said = {
        (section.section, entry.name): f"{entry.name} ⁿ – {statement(entry)}"
        for section in load().sections
        for group in section.groups
        for entry in group.entries
    }
    facts = [(command.split()[0], fact.lstrip("•!✗ ")) for command, fact in FACTS]
    own = [
        name
        for (section, name), text in said.items()
        if not any(section == asked and (name in fact or fact in text) for asked, fact in facts)
    ]
    assert own == ["Corrections to the article"], (
        "no fact in FACTS: only a note may be from elsewhere"
    )


def test_slips_of_the_article_are_put_right(b12):
    out = b12("all").out
    assert [slip for slip in SLIPS if slip in out] == []


def test_doses_are_typed(b12):
    groups = json.loads(b12("administration", "-f", "json").out)["groups"]
    doses = [entry["dose"] for group in groups for entry in group["entries"] if "dose" in entry]
    assert [(dose["low"], dose["high"], dose["unit"], dose["per"]) for dose in doses] == [
        (5000, 5000, "IU", "dose"),
        (None, 15000, "IU", "day"),
        (100, 1000, "IU", "day"),
    ]


def test_citations_are_printed_from_their_fields(b12):
    out = b12("references").out
    groups = json.loads(b12("references", "-f", "json").out)["groups"]
    cited = [entry for group in groups for entry in group["entries"] if "citation" in entry]
    assert len(cited) == 5
    for entry in cited:
        text = next(line for line in out.splitlines() if entry["name"] in line)
        assert entry["detail"] is None
        citation = {name: value for name, value in entry["citation"].items() if value is not None}
        assert citation.pop("et_al") == ("et al." in text)
        for value in [*citation.pop("authors"), *citation.values()]:
            assert str(value) in text


NOTES = {
    "uses": [
        "does not mention nerve pain, sciatica, arthritis or discs",
        "adjunct for the relief of low back",
        "names vitamin B12 deficiency due to malabsorption",
    ],
    "overview": ["a cause of malabsorption of vitamin B12"],
    "administration": [
        "in micrograms (mcg)",
        "5000 UI (Portuguese for IU)",
        "avoid the intravenous",
        "then 100 mcg monthly for life",
        "monitor serum potassium closely in the first 48 hours",
    ],
    "side-effects --allergic": [
        "anaphylactic shock, and to deaths",
        "a test dose into the skin (intradermal)",
    ],
    "side-effects --serious": ["It does not call each of them serious"],
    "contraindications": [
        "names one contraindication",
        "severe and swift wasting of the optic nerve",
        "correct the blood count in folate deficiency and so mask it",
        "names pregnancy among the conditions",
        "kidney and liver disease among the conditions that require more vitamin B12",
        "gasping syndrome",
        "names sensitivity to cobalt, or to vitamin B12",
        "anyone up to 12 years old as a child",
        "may reach toxic levels with prolonged use",
        "the United States label lists none of them",
        "not to use it in pregnancy or while breastfeeding without medical advice",
    ],
}


def test_every_note_has_its_words_among_these():
    said = [each for listed in NOTES.values() for each in listed]
    unheld = [note.key for note in load().notes if not any(each in note.text for each in said)]
    assert unheld == [], "put words of these into NOTES"


@pytest.mark.parametrize("command", NOTES)
def test_what_the_labels_say_is_a_note_with_a_citation(command, b12):
    out = b12(*command.split()).out
    notes = json.loads(b12(*command.split(), "-f", "json").out)["notes"]
    for said in NOTES[command]:
        (note,) = (note for note in notes if said in note["text"])
        assert note["citations"]
        assert said in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["search", "Leber's disease"], "severe and swift wasting of the optic nerve"),
        (["check", "Leber's disease"], "severe and swift wasting of the optic nerve"),
        (["search", "pregnant"], "lists pregnancy as a contraindication"),
        (["check", "dialysis"], "lists kidney and liver failure as contraindications"),
        (["search", "5000 IU"], "check the label’s unit"),
    ],
)
def test_an_answer_shows_the_notes_that_concern_it_once(args, said, b12):
    assert b12(*args).out.count(said) == 1
    assert "gasping" not in b12(*args).out
