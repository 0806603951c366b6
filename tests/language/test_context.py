"""The contexts in which a text says its things: each trigger by its example, scopes, precedence.
And the shorthand that notes use, each by its example."""

import copy
import json
import re
from typing import get_args

import msgspec
import pytest

from b12cli.check import Checker
from b12cli.language import grammar, tokens, triggers
from b12cli.language.phrases import Text
from b12cli.language.triggers import PRECEDENCE
from b12cli.monograph.concept import Nearness
from b12cli.monograph.loader import load
from b12cli.monograph.model import entries
from b12cli.monograph.severity import verdict_of
from b12cli.render.outcomes import RELATIONS, STATUSES
from b12cli.results import CONTRAINDICATIONS
from b12cli.verdicts import TABLE, Status

DATA = grammar.compiled()["context"]
TRIGGERS = [
    (assertion, direction, words, example if isinstance(example, str) else example["example"])
    for assertion in PRECEDENCE
    for direction, listed in DATA[assertion].items()
    for words, example in listed.items()
]
SHORTHAND = grammar.compiled()["grammar"]["shorthand"]
GRAVE = [
    place.entry.name
    for place in entries(load().sections)
    if place.entry and verdict_of(place.section, place.group) == "contraindicated"
]
"""The contraindications, each by its own name."""
SHOWN = {"maybe_negated": "uncertain", "recent": "historical", "resolved": "historical"}
"""What JSON calls a context, where that is not what context.yaml calls it."""


@pytest.fixture(scope="module")
def checker():
    return Checker(load())


@pytest.fixture
def read_by(tmp_path, monkeypatch):
    """Has everything read by another context.yaml, or what else is given."""
    caches = (grammar.compiled, grammar.grammar, triggers._triggers, tokens._rules)

    def read(data, name="context"):
        file = tmp_path / "grammar.json"
        file.write_bytes(msgspec.json.encode({**grammar.compiled(), name: data}))
        monkeypatch.setattr(grammar, "COMPILED_FILE", file)
        for each in caches:
            each.cache_clear()

    yield read
    monkeypatch.undo()
    for each in caches:
        each.cache_clear()


@pytest.mark.parametrize(("assertion", "direction", "words", "example"), TRIGGERS)
def test_each_trigger_puts_its_example_into_its_context(
    assertion, direction, words, example, checker, read_by
):
    expected = SHOWN.get(assertion, assertion)
    assert checker.check(example).context == expected
    without = copy.deepcopy(DATA)
    del without[assertion][direction][words]
    read_by(without)
    assert checker.check(example).context != expected, "it is so without this trigger too"


@pytest.mark.parametrize("relative", DATA["kinds"]["kin"].split())
def test_each_relative_is_somebody_else(relative, checker):
    assert checker.check(f"{relative} has sepsis").context == "family"


@pytest.mark.parametrize(("words", "example"), DATA["pseudo"].items())
def test_with_each_pseudo_trigger_its_example_stands(words, example, checker, read_by):
    result = checker.check(example)
    assert (result.verdict in CONTRAINDICATIONS, result.context) == (True, None)
    without = copy.deepcopy(DATA)
    del without["pseudo"][words]
    read_by(without)
    assert checker.check(example).context


@pytest.mark.parametrize(("words", "example"), DATA["reversals"].items())
def test_a_reversal_leaves_a_denial_in_doubt(words, example, checker, read_by):
    assert checker.check(example).context == "uncertain"
    without = copy.deepcopy(DATA)
    del without["reversals"][words]
    read_by(without)
    assert checker.check(example).context in ("negated", "hypothetical", "family")


@pytest.mark.parametrize(("words", "example"), DATA["exceptions"].items())
def test_what_follows_an_exception_is_not_denied(words, example, checker, read_by):
    assert checker.check(example).verdict == "contraindicated"
    without = copy.deepcopy(DATA)
    del without["exceptions"][words]
    read_by(without)
    assert checker.check(example).context in ("negated", "uncertain")


@pytest.mark.parametrize("sign", DATA["signs"], ids=lambda sign: sign["example"])
def test_each_sign_says_what_its_example_says(sign, checker, read_by):
    assert checker.check(sign["example"]).context == sign["context"]
    read_by({**DATA, "signs": [each for each in DATA["signs"] if each != sign]})
    assert checker.check(sign["example"]).context != sign["context"]


OF_SEPSIS = [each for each in DATA["signs"] if "sepsis" in each["example"].lower()]


@pytest.mark.parametrize("value", ["eGFR 9", "7 y/o"])
@pytest.mark.parametrize("sign", OF_SEPSIS, ids=lambda sign: sign["example"])
def test_a_sign_says_the_same_of_a_value(sign, value, checker):
    """Around which there are marks when signs are read."""
    said = re.sub("(?i)sepsis", value, sign["example"])
    assert checker.check(said).context == sign["context"]


@pytest.mark.parametrize("shorthand", SHORTHAND, ids=lambda each: each["example"])
def test_each_shorthand_decides_its_example(shorthand, checker, read_by):
    read = checker.check(shorthand["example"])
    without = [each for each in SHORTHAND if each != shorthand]
    read_by({**grammar.compiled()["grammar"], "shorthand": without}, "grammar")
    assert checker.check(shorthand["example"]) != read


@pytest.mark.parametrize("short", grammar.compiled()["grammar"]["abbreviations"])
def test_each_abbreviation_is_read_as_its_words(short):
    meaning = grammar.compiled()["grammar"]["abbreviations"][short]
    read = [token.word for token in Text(short, lambda word: True).tokens]
    assert read == meaning.split(), "with a slash, only single letters are: make it a shorthand"


def test_with_a_slash_is_without_where_an_o_follows(checker):
    assert checker.check("asthma w/o kidney failure").context == "negated"
    assert checker.check("asthma w/ kidney failure").verdict == "contraindicated"


@pytest.mark.parametrize(
    ("term", "verdict", "said"),
    [
        # A scope has one thing ...
        ("NKDA kidney failure", "contraindicated", None),
        ("avoid NSAIDs kidney failure", "contraindicated", None),
        ("no fever, kidney failure", "contraindicated", None),
        ("no fever. kidney failure", "contraindicated", None),
        ("no fever but kidney failure", "contraindicated", None),
        ("no allergies has sepsis", "contraindicated", None),
        ("no kidney failure with sepsis", "contraindicated", None),
        ("?sciatica, kidney failure", "contraindicated", None),
        ("sepsis. AKI ruled out", "contraindicated", None),
        # ... and what "or" coordinates with it.
        ("no fever or kidney failure", "mentioned", "negated"),
        ("no fever, rash or kidney failure", "mentioned", "negated"),
        ("sepsis or AKI ruled out", "mentioned", "negated"),
        ("denies fever, kidney failure, sepsis", "mentioned", "negated"),
        ("denies: sepsis, kidney failure", "mentioned", "negated"),
        ("mother: sepsis, kidney failure", "mentioned", "family"),
        ("no, but previous sepsis", "possible_contraindication", "historical"),
        ("FH: sepsis, kidney failure", "mentioned", "family"),
        # What "vs" joins is a differential diagnosis, and no list of what is denied.
        ("no fever, cough vs flu", "possible_contraindication", "uncertain"),
        ("fall vs syncope, on dialysis", "contraindicated", None),
        # After "and", or something else, a denial may not be about it.
        ("no rash or glucose ketone kidney failure", "possible_contraindication", "uncertain"),
        ("denies fever, on dialysis", "possible_contraindication", "uncertain"),
        ("no fever and kidney failure", "possible_contraindication", "uncertain"),
        ("not pregnant (kidney failure)", "possible_contraindication", "uncertain"),
        ("no glucose ketone nitrite kidney failure", "possible_contraindication", "uncertain"),
        ("no fever and glaucoma", "possible_contraindication", "uncertain"),
        ("mother has sciatica and kidney failure", "mentioned", "family"),
        # One phrase alone.
        ("normal blood pressure and kidney failure", "contraindicated", None),
        ("normal colour vision", "mentioned", "negated"),
        ("non-diabetic kidney failure", "contraindicated", None),
        # Between two things it can't be told.
        ("fever normal kidney failure", "possible_contraindication", "uncertain"),
        ("pregnant resolved AKI", "contraindicated", None),
        # An afterthought.
        ("sepsis, resolved", "possible_contraindication", "historical"),
        ("sepsis, resolved AKI", "contraindicated", None),
        ("AKI, resolved with fluids", "possible_contraindication", "historical"),
        ("liver failure, recovered", "possible_contraindication", "historical"),
        ("glaucoma, healed", "possible_contraindication", "historical"),
        ("Nil PMH. Sepsis.", "contraindicated", None),
        ("no sepsis, Dr. Kidney", "mentioned", "negated"),
        ("pregnant, hasn't told her husband", "contraindicated", None),
        ("miscarriage in March at 10/40", "possible_contraindication", None),
        ("sepsis (resolved)", "possible_contraindication", "historical"),
        ("sepsis: ruled out", "mentioned", "negated"),
        ("kidney failure (sepsis ruled out)", "contraindicated", None),
        ("AKI after cholera 2019", "possible_contraindication", "historical"),
        ("sepsis (biliary) 2019", "possible_contraindication", "historical"),
        ("history of sepsis on dialysis", "contraindicated", None),
        # What is past and said to be over is over, if it is of a kind that passes.
        ("sepsis 2011, full recovery", "mentioned", "historical"),
        ("folate deficiency 2018, corrected", "mentioned", "historical"),
        ("kidney failure 2011, resolved", "possible_contraindication", "historical"),
        # A part of a name is no trigger; a participle is not its verb.
        ("no kidney function", "contraindicated", None),
        ("stop ibuprofen kidney failure", "contraindicated", None),
        ("AKI resolving", "contraindicated", None),
        # Somebody else, or the patient.
        ("pregnant mother", "contraindicated", None),
        ("brought in by wife with sepsis", "contraindicated", None),
        ("husband says sepsis", "contraindicated", None),
        ("kidney failure in her older sister", "mentioned", "family"),
        ("visited sister - sepsis", "contraindicated", None),
        ("no - sepsis", "contraindicated", None),
        ("kidney failure (her older sister)", "mentioned", "family"),
        ("cares for husband (81, blind)", "mentioned", "family"),
        ("mother ESRD on HD", "mentioned", "family"),
        ("father d. 58 liver failure", "mentioned", "family"),
        ("no vitamin D. Sepsis", "contraindicated", None),
        ("uncle: cirrhosis from hepatitis C", "mentioned", "family"),
        ("mother diabetic, on dialysis", "contraindicated", None),
        ("Father: kidney failure. Patient: sciatica", "listed_use", None),
        ("mother had sciatica and has sepsis", "possible_contraindication", "uncertain"),
        ("has two daughters and is on dialysis", "possible_contraindication", "uncertain"),
        ("wife, who is pregnant, came along", "mentioned", "family"),
        ("with his wife (who is pregnant)", "mentioned", "family"),
        ("pregnant, as is her sister", "contraindicated", None),
        ('wife: "I am pregnant"', "mentioned", "family"),
        ('wife: "he is on dialysis"', "contraindicated", None),
        # What somebody has is there, whatever is denied of it.
        ("no explanation for her sepsis", "possible_contraindication", "uncertain"),
        ("did not know she was pregnant", "possible_contraindication", "uncertain"),
        ("denies she is pregnant", "mentioned", "negated"),
        ("not working due to sepsis", "contraindicated", None),
        ("no meds for sepsis", "possible_contraindication", "uncertain"),
        ("sepsis, plan: bloods", "contraindicated", None),
        ("3 week history of sepsis", "contraindicated", None),
        ("sepsis, carer for husband", "contraindicated", None),
        ("fit, U&E not: eGFR 9", "possible_contraindication", "uncertain"),
        ("herself and partner trying for a baby", "possible_contraindication", None),
        # What somebody is, or a value, is no item of a list of diseases.
        ("denies HTN, 31 weeks pregnant", "possible_contraindication", "uncertain"),
        ("denies chest pain, blind", "possible_contraindication", "uncertain"),
        ("no fever/eGFR 9", "possible_contraindication", "uncertain"),
        ("FH of diabetes, blind", "possible_contraindication", "uncertain"),
        ("neither blind, deaf nor pregnant", "mentioned", "negated"),
        # What a relative has and is inherited is asked about.
        ("brother has Leber's disease", "possible_contraindication", "family"),
        ("brother is blind", "mentioned", "family"),
        # A list that ends with "or", or with what is known.
        ("no fever or cough, sepsis", "contraindicated", None),
        ("denies fever, known kidney failure", "contraindicated", None),
        # What is said of one of two things doesn't make them one.
        ("liver failure, denies alcohol", "contraindicated", None),
        ("pregnant, family history of diabetes", "contraindicated", None),
        ("kidney failure at risk of heart attack", "contraindicated", None),
        ("liver failure despite denying alcohol", "contraindicated", None),
        ("pregnant, carer: wife", "contraindicated", None),
        ("FH: diabetes, h/o sepsis", "possible_contraindication", "historical"),
        ("no alcohol, liver failure", "contraindicated", None),
        ("husband drives her to dialysis", "possible_contraindication", "uncertain"),
        ("sepsis never excluded", "possible_contraindication", "uncertain"),
        ("sepsis not fully excluded", "possible_contraindication", "uncertain"),
        ("never excluded sepsis", "possible_contraindication", "uncertain"),
        ("not yet ruled out: pregnancy", "possible_contraindication", "uncertain"),
        ("sepsis reportedly excluded", "possible_contraindication", "uncertain"),
        ("didn't know about the pregnancy", "possible_contraindication", "uncertain"),
        ("doesn't want to get pregnant", "mentioned", "negated"),
        ("I don't know if I'm pregnant", "possible_contraindication", "uncertain"),
        ("kidney failure not 100% excluded", "possible_contraindication", "uncertain"),
        ("no asthma, sepsis excluded", "mentioned", "negated"),
        ("does not need dialysis", "possible_contraindication", "uncertain"),
        ("sepsis 10y ago", "possible_contraindication", "historical"),
        ("metformin not given as ESRD", "possible_contraindication", "uncertain"),
        # Adverbs before a trigger in an aside, and what comes after a suspicion.
        ("sepsis (very likely)", "possible_contraindication", "uncertain"),
        ("sepsis: highly suspected", "possible_contraindication", "uncertain"),
        ("sepsis (clinical suspicion)", "possible_contraindication", "uncertain"),
        ("pregnant (just ruled out)", "mentioned", "negated"),
        ("sepsis fully recovered", "possible_contraindication", "historical"),
        ("sepsis (belly normal)", "contraindicated", None),
        ("pregnant, family negative", "contraindicated", None),
        ("sepsis, suspicion of meningitis", "contraindicated", None),
        ("sepsis, CXR s/o pneumonia", "contraindicated", None),
        ("sepsis, rash likely", "contraindicated", None),
        # A plan is certain only of what stands right behind it.
        ("wants dialysis and pregnant", "possible_contraindication", "uncertain"),
        ("avoid NSAIDs (kidney failure)", "possible_contraindication", "uncertain"),
        # A box is of what it stands behind if its statement ends with one, and else before.
        ("asthma [ ] dialysis [x]", "contraindicated", None),
        ("asthma ☐, dialysis ☑", "contraindicated", None),
        ("☐ asthma ☑ dialysis", "contraindicated", None),
        ("pregnant ❌ dialysis ✅", "contraindicated", None),
        ("❌ pregnant ✅ dialysis", "contraindicated", None),
        ("❌ pregnant", "mentioned", "negated"),
        ("pregnant ❌", "mentioned", "negated"),
        ("❌ not pregnant", "possible_contraindication", "uncertain"),
        ("fever ❌ on dialysis", "possible_contraindication", "uncertain"),
        # Nil is no, also where that is only said of a change.
        ("nil new kidney failure", "possible_contraindication", "uncertain"),
        ("nil missed dialysis", "contraindicated", None),
        ("nil by mouth sepsis", "contraindicated", None),
        ("nil known kidney failure", "mentioned", "negated"),
        ("kidney failure nil known", "mentioned", "negated"),
        # Before a thing, only at the beginning of a statement.
        ("neg UPT", "mentioned", "negated"),
        ("HIV neg on dialysis", "contraindicated", None),
        ("gram negative sepsis", "contraindicated", None),
        ("neg UPT, on dialysis", "contraindicated", None),
        ("pregnant Rh(-)", "contraindicated", None),
        ("not worried about being pregnant", "possible_contraindication", "uncertain"),
        ("wife worried about his liver failure", "possible_contraindication", "uncertain"),
        ("breastfeeding until 3/2030", "contraindicated", None),
        ("started dialysis in 2021", "contraindicated", None),
        ("father d. liver failure", "mentioned", "family"),
        ("Father d. On dialysis.", "contraindicated", None),
        # Doubt stands with its thing alone.
        ("asthma (?), sepsis", "contraindicated", None),
        ("on dialysis ?query sepsis", "contraindicated", None),
        ("w/out fever, kidney failure", "contraindicated", None),
        ("sepsis, source unknown", "contraindicated", None),
        # What is said to be an error is asked about, and never takes in what stands beside it.
        ("misdiagnosed with CKD and kidney failure", "possible_contraindication", "uncertain"),
        ("kidney failure, coded in error", "possible_contraindication", "uncertain"),
        ("kidney failure (entered in error)", "possible_contraindication", "uncertain"),
        ("kidney failure was a misdiagnosis", "possible_contraindication", "uncertain"),
        ("wrongly coded as asthma, kidney failure", "contraindicated", None),
        ("kidney failure, wrongly diagnosed with asthma", "contraindicated", None),
        ("kidney failure, asthma coded in error", "contraindicated", None),
        ("on dialysis, given ibuprofen in error", "contraindicated", None),
        # What may be the thing, or is not quite said of it, is asked about in the past, too.
        ("off HD", "possible_contraindication", "historical"),
        ("previous sepsis now clear", "possible_contraindication", "historical"),
        ("kidney stone 2012", "not_mentioned", None),
        # What was found negative or normal may be something between.
        ("kidney failure CXR negative", "possible_contraindication", "uncertain"),
        ("kidney failure ECG normal", "possible_contraindication", "uncertain"),
        ("sepsis screen negative", "mentioned", "negated"),
        ("sepsis was formally excluded", "mentioned", "negated"),
        ("sepsis was discounted", "mentioned", "negated"),
        ("kidney failure, sepsis discounted", "contraindicated", None),
        ("kidney failure wrongly discounted", "possible_contraindication", "uncertain"),
        ("sepsis has not been discounted", "possible_contraindication", "uncertain"),
        ("kidney failure discounted as the cause", "possible_contraindication", "uncertain"),
        ("pregnancy not planned", "possible_contraindication", None),
        # What stands behind a comma and goes on is about what comes after it.
        ("sepsis, vaccine associated", "contraindicated", None),
        ("sepsis, resolved with fluids", "possible_contraindication", "historical"),
        # Across a bracket, or said of it by "which".
        ("sepsis (chest) 2017", "possible_contraindication", "historical"),
        ("sepsis, which resolved", "possible_contraindication", "historical"),
        ("free from asthma or kidney failure", "mentioned", "negated"),
        ("free from asthma and kidney failure", "possible_contraindication", "uncertain"),
        ("not free from sepsis", "contraindicated", None),
        ("her mind is set on dialysis", "contraindicated", None),
        ("almost free of sepsis", "possible_contraindication", "uncertain"),
        ("symptom free from kidney failure", "contraindicated", None),
        ("no left leg on dialysis", "possible_contraindication", "uncertain"),
        ("no GP with kidney failure", "possible_contraindication", "uncertain"),
        ("no day without dialysis", "possible_contraindication", "uncertain"),
        # Years back is the past only at the end of a statement: else it may begin back pain.
        ("dialysis for years back pain", "contraindicated", None),
        ("on dialysis, years back had asthma", "contraindicated", None),
        ("on dialysis, asthma when younger", "contraindicated", None),
        ("on dialysis, looks younger", "contraindicated", None),
        ("pregnant some years back", "mentioned", "historical"),
        # What was so a few months ago need not be over.
        ("found out she was pregnant 2 months ago", "contraindicated", None),
        ("was pregnant 2 months ago", "possible_contraindication", "historical"),
        ("started dialysis last month", "contraindicated", None),
        ("pregnant last month", "possible_contraindication", "historical"),
        ("pregnant 2 years ago", "mentioned", "historical"),
        ("kidney failure 3 months ago", "contraindicated", "historical"),
        ("miscarriage 2 months ago", "possible_contraindication", "historical"),
        ("no problems breastfeeding", "possible_contraindication", "uncertain"),
        # Childhood is the past of what stands beside it, and of nothing else.
        ("on dialysis, sepsis in infancy", "contraindicated", None),
        ("pregnant, sepsis in her childhood", "contraindicated", None),
        ("as an infant he had asthma, on dialysis", "contraindicated", None),
        ("started dialysis decades ago", "contraindicated", None),
        ("started dialysis years ago", "contraindicated", None),
        ("went blind decades ago", "contraindicated", "historical"),
        ("on dialysis, ages ago had asthma", "contraindicated", None),
        ("infant with sepsis", "contraindicated", None),
        # Whoever is vaccinated may be ill.
        ("vaccinated against sepsis", "mentioned", "hypothetical"),
        ("dialysis, vaccinated", "contraindicated", None),
        ("measles (vaccinated)", "contraindicated", None),
        ("caught measles even though vaccinated", "contraindicated", None),
        ("pregnant, vaccine given", "contraindicated", None),
        # A heading begins something new, and so does what is in spite of something.
        ("Allergies nil PMH kidney failure", "contraindicated", "historical"),
        ("FH breast cancer PMH CKD 5 on dialysis", "contraindicated", "historical"),
        ("PMH nil FH kidney failure", "mentioned", "family"),
        ("no PMH of sepsis", "mentioned", "negated"),
        ("hopes to get B12 despite kidney failure", "contraindicated", None),
        ("never had sepsis until now", "possible_contraindication", "uncertain"),
        # What is in a differential diagnosis is asked about, and nothing beside it.
        ("sepsis still on the differential", "possible_contraindication", "uncertain"),
        ("sepsis not on the differential", "possible_contraindication", "uncertain"),
        ("on dialysis, asthma in the differential", "contraindicated", None),
        ("sepsis in the differential, on dialysis", "contraindicated", None),
        ("sepsis: neutrophils 12 on differential", "contraindicated", None),
        ("on the differential: sepsis", "possible_contraindication", "uncertain"),
        ("pregnancy on the cards", "possible_contraindication", "uncertain"),
        # What they got over is said to be over, and nothing beside it.
        ("she's got over her sepsis", "possible_contraindication", "historical"),
        ("got over her asthma, on dialysis", "contraindicated", None),
        ("getting over sepsis", "contraindicated", None),
        ("never got over sepsis", "contraindicated", None),
        ("sepsis got over the weekend worse", "contraindicated", None),
        # What is taken back is in doubt, and nothing of it reaches what stands beside it.
        ("sepsis excluded in June but present now", "possible_contraindication", "uncertain"),
        ("exposed to sepsis, now has it", "possible_contraindication", "uncertain"),
        ("no sepsis, asthma after all", "possible_contraindication", "uncertain"),
        ("negative for flu, positive for sepsis", "contraindicated", None),
        # A list behind a colon is denied, up to the end of its sentence; a value in it may not be.
        ("ruled out: PE, sepsis", "mentioned", "negated"),
        ("ruled out: PE. On dialysis", "contraindicated", None),
        ("sepsis ruled out: on dialysis", "possible_contraindication", "uncertain"),
        ("pregnant (Y/N) Y", "contraindicated", None),
        ("pregnant: 0.5 mg folic acid", "contraindicated", None),
        # A number in brackets belongs to the person before it, other words may be the patient's.
        ("daughter (6) registered blind", "possible_contraindication", "uncertain"),
        ("grandma (patient) on dialysis", "contraindicated", None),
        ("child, has two brothers", "contraindicated", None),
        ("child has two brothers", "possible_contraindication", "uncertain"),
        # What stands nearer may be what is past.
        ("pregnant asthma as a child", "possible_contraindication", "historical"),
        ("pregnant previous asthma", "possible_contraindication", None),
        ("FH breast cancer O/E septic", "contraindicated", None),
        ("saw Dr. Pregnant.", "contraindicated", None),
        ("wants to terminate pregnancy", "possible_contraindication", None),
        ("no asthma in spite of sepsis", "possible_contraindication", None),
        ("declined to comment on dialysis", "possible_contraindication", "uncertain"),
        # What nothing indicates is denied, and nothing beside it.
        ("nothing to indicate sepsis", "mentioned", "negated"),
        ("nothing to indicate asthma, on dialysis", "contraindicated", None),
        ("nothing to indicate sepsis has resolved", "possible_contraindication", "historical"),
        # A provisional diagnosis, or one to be confirmed, is in doubt, and nothing beside it.
        ("provisional dx: sepsis", "possible_contraindication", "uncertain"),
        ("provisional diagnosis asthma, on dialysis", "contraindicated", None),
        ("sepsis (TBC)", "possible_contraindication", "uncertain"),
        ("on dialysis, date TBC", "contraindicated", None),
        ("EDD TBC, pregnant", "contraindicated", None),
        # Long ago is the past, unless it only began then, and so is nothing beside it.
        ("chickenpox yonks ago", "possible_contraindication", "historical"),
        ("meningococcal sepsis many moons ago in Leeds", "possible_contraindication", "historical"),
        ("chickenpox donkey's years ago", "possible_contraindication", "historical"),
        ("asthma yonks ago, on dialysis", "contraindicated", None),
        ("on dialysis, hernia aeons ago", "contraindicated", None),
        ("started dialysis yonks ago", "contraindicated", None),
        ("began dialysis donkey's years ago", "contraindicated", None),
        # So are some years before whatever is told.
        ("sepsis 5 yrs prior", "possible_contraindication", "historical"),
        ("sepsis two years earlier", "possible_contraindication", "historical"),
        ("pregnant 2 months prior", "possible_contraindication", "historical"),
        ("asthma 5 years prior, on dialysis", "contraindicated", None),
        ("on dialysis, hernia five years earlier", "contraindicated", None),
        ("on dialysis for years prior to transplant", "contraindicated", None),
        ("sepsis two years earlier than her sister", "contraindicated", None),
        ("started dialysis 5 yrs earlier", "contraindicated", None),
        ("dialysis for years, prior asthma", "contraindicated", None),
        # Years are also written short where something only began then.
        ("started dialysis 5 yrs ago", "contraindicated", None),
        ("commenced dialysis 3y ago", "contraindicated", None),
        # Callers say nope, which is no, and denies nothing that comes after it.
        ("pregnant? nope", "mentioned", "negated"),
        ("sepsis: nope", "mentioned", "negated"),
        ("pregnant - nope", "mentioned", "negated"),
        ("pregnant nope", "mentioned", "negated"),
        ("asthma? nope, on dialysis", "contraindicated", None),
        ("asthma: nope. Kidney failure", "contraindicated", None),
        ("any better? nope, on dialysis", "contraindicated", None),
        ("nope, on dialysis", "contraindicated", None),
        ("nope on dialysis", "contraindicated", None),
        ("pregnant, nope to dialysis", "contraindicated", None),
        ("sepsis resolved? nope", "contraindicated", None),
        ("on dialysis: nope, stopped", "mentioned", "negated"),
        # What is undecided is in doubt, and nothing beside it.
        ("bloods hint at sepsis", "possible_contraindication", "uncertain"),
        ("hints at asthma, on dialysis", "contraindicated", None),
        ("sepsis until proven otherwise", "possible_contraindication", "uncertain"),
        ("on dialysis, asthma until proven otherwise", "contraindicated", None),
        # What a thing is devoid of is denied, and nothing beside it; but not what it should have.
        ("abdomen devoid of sepsis", "mentioned", "negated"),
        ("devoid of asthma, on dialysis", "contraindicated", None),
        ("devoid of energy on dialysis", "possible_contraindication", "uncertain"),
        ("not devoid of sepsis", "contraindicated", None),
        ("eye devoid of sight", "contraindicated", None),
        ("free of any useful kidney function", "contraindicated", None),
        ("lacking liver function", "contraindicated", None),
        ("kidney function lacking", "contraindicated", None),
        ("absence of vision", "contraindicated", None),
        ("no lack of kidney function", "mentioned", "negated"),
        ("lack of folate", "contraindicated", None),
        # What was overcome is said to be over, and nothing beside it.
        ("overcame sepsis", "possible_contraindication", "historical"),
        ("has overcome sepsis", "possible_contraindication", "historical"),
        ("never overcame sepsis", "contraindicated", None),
        ("overcame asthma, on dialysis", "contraindicated", None),
        # As many years, or more.
        ("sepsis 20+ yrs ago", "possible_contraindication", "historical"),
        ("sepsis 4+ decades ago", "possible_contraindication", "historical"),
        ("started dialysis 10+ yrs ago", "contraindicated", None),
        ("asthma 10+ years ago, sepsis", "contraindicated", None),
        ("sepsis, on dialysis 10+ yrs", "contraindicated", None),
        ("6+ years old", "possible_contraindication", None),
        ("18+ years old", "not_mentioned", None),
        # Who denies one thing but not another may have that.
        ("denies pain but not pregnancy", "possible_contraindication", "uncertain"),
        ("has asthma but not sepsis", "mentioned", "negated"),
        # What stands before "but" says nothing of what comes after it, from the first word on.
        ("asthma ruled out but malaria confirmed", "contraindicated", None),
        ("carer for mum who is on dialysis", "mentioned", "family"),
        # A field of a form, and an allergy of which there is none, deny nothing of another field.
        ("reason: hemodialysis Mon-Wed-Fri / escort: N", "possible_contraindication", "uncertain"),
        ("NKDA / kidney failure / ex-smoker", "contraindicated", None),
        ("no allergies / sepsis", "contraindicated", None),
        ("no HIV / sepsis", "mentioned", "negated"),
        ("DH nil PMH nil pregnant", "contraindicated", None),
        ("PMH nil known", "not_mentioned", None),
        ("sepsis Y, asthma N", "contraindicated", None),
        ("room N, sepsis", "contraindicated", None),
        ("sepsis [Y] asthma [N]", "contraindicated", None),
        ("[N] asthma [Y] sepsis", "contraindicated", None),
        # What is denied, and taken back; and what only sounds like a denial.
        ("although she denies it, sepsis is in the summary", "contraindicated", None),
        ("wrote no sepsis but cultures say otherwise", "possible_contraindication", "uncertain"),
        ('ignore "no sepsis" - incorrect', "possible_contraindication", "uncertain"),
        ("swab for sepsis neg but still suspicious", "possible_contraindication", "uncertain"),
        ("test for sepsis not done yet", "possible_contraindication", "uncertain"),
        ("says no to dialysis", "possible_contraindication", "uncertain"),
        ("no evidence that the sepsis is old", "possible_contraindication", "uncertain"),
        ("no one ever told me about the sepsis", "contraindicated", None),
        ("surprised if this isn't sepsis", "possible_contraindication", "uncertain"),
        # What is denied or feared, with something beside it that is not.
        ("pertinent negatives: fever, rash. Sepsis", "contraindicated", None),
        ("ever had asthma - answered no, sepsis", "contraindicated", None),
        ("asthma not felt to be present, sepsis", "contraindicated", None),
        ("asthma never diagnosed, on dialysis", "contraindicated", None),
        ("risks including bleeding, on dialysis", "possible_contraindication", "uncertain"),
        ("should she develop a rash, on dialysis", "contraindicated", None),
        ("safety-netted, on dialysis", "contraindicated", None),
        ("false alarm, on dialysis", "contraindicated", None),
        # Whoever cares for the patient is somebody else; but the patient may care for somebody.
        ("my carer is on dialysis", "mentioned", "family"),
        ("she is a carer and is pregnant", "contraindicated", None),
        ("carer: sepsis", "contraindicated", None),
        ("dog is blind", "possible_contraindication", "uncertain"),
        ("hasn't overcome sepsis", "contraindicated", None),
        ("has not been right since sepsis", "contraindicated", None),
        # A box behind each answer, and numbered answers.
        ("sepsis Yes ☑ No ☐ Migraine Yes ☐ No ☑", "contraindicated", None),
        ("sepsis Yes ☐ No ☑ Migraine Yes ☑ No ☐", "mentioned", "negated"),
        ("7. Sepsis ...... NO  8. Gout ...... YES", "mentioned", "negated"),
        ("7. Gout ...... NO  8. Sepsis ...... YES", "contraindicated", None),
        ("asthma (N), sepsis", "contraindicated", None),
        ("sepsis No [ ] Yes [x]", "contraindicated", None),
        ("sepsis No [x] Yes [ ]", "mentioned", "negated"),
        # What is tested for may have been found.
        ("screen for sepsis: pos. Falls: neg.", "possible_contraindication", "uncertain"),
        ("test for malaria: positive", "possible_contraindication", "uncertain"),
        ("test for malaria: negative", "mentioned", "hypothetical"),
        ("screen for HIV/HBV: all non-reactive", "mentioned", "hypothetical"),
        ("screen for sepsis: equivocal", "possible_contraindication", "uncertain"),
        ("sepsis, bloods all negative", "possible_contraindication", "uncertain"),
        ("HIV, hep B screen all negative", "mentioned", "negated"),
        ("positive malaria screen", "possible_contraindication", "uncertain"),
        # A past that is denied is none.
        ("PMH no kidney failure", "mentioned", "negated"),
        ("PMH neg for kidney failure, CVA", "mentioned", "negated"),
        ("PMH no asthma. Kidney failure", "contraindicated", None),
        ("asthma, SBO all excluded. Sepsis", "contraindicated", None),
        # What is refuted or disproved is excluded.
        ("sepsis (refuted)", "mentioned", "negated"),
        ("sepsis was disproved by cultures", "mentioned", "negated"),
        ("sepsis not disproved", "possible_contraindication", "uncertain"),
        ("asthma refuted, on dialysis", "contraindicated", None),
        ("asthma disproved; sepsis", "contraindicated", None),
        ("refutes sepsis", "contraindicated", None),
        # What is denied, a relative's or excluded, and taken back in the same sentence.
        ("denies sepsis but today's labs document it", "possible_contraindication", "uncertain"),
        ("sepsis was ruled out but new labs raise it", "possible_contraindication", "uncertain"),
        ("mother died of sepsis and now he has it too", "possible_contraindication", "uncertain"),
        ("no evidence of sepsis but labs pending", "possible_contraindication", "uncertain"),
        ("denies being a drinker, it's the sepsis", "contraindicated", None),
        ("claim denied despite sepsis", "contraindicated", None),
        (
            "denies sepsis but the letter from GP lists it",
            "possible_contraindication",
            "uncertain",
        ),
        ("denies asthma but it hurts, on dialysis", "contraindicated", None),
        ("form says no sepsis, letter says yes", "possible_contraindication", "uncertain"),
        (
            "told in ED it was not sepsis, letter says it is",
            "possible_contraindication",
            "uncertain",
        ),
        # Who insists on it, or waits to see, leaves it open.
        ("adamant he does not have sepsis", "possible_contraindication", "uncertain"),
        ("waiting to see if it's sepsis or not", "possible_contraindication", "uncertain"),
        ("no evidence the sepsis is any worse", "possible_contraindication", "uncertain"),
        ("recovered from flu, not from sepsis", "possible_contraindication", "uncertain"),
        ("disputes that she has no sepsis", "possible_contraindication", "uncertain"),
        # What is only taught or talked about is asked about.
        ("staff inservice on sepsis", "possible_contraindication", "uncertain"),
        ("course of antibiotics, on dialysis", "contraindicated", None),
        ("talk about discharge, sepsis", "contraindicated", None),
        ("on research trial, on dialysis", "contraindicated", None),
        # What is done for a thing, or since it, or together with it.
        ("no transplant for kidney failure", "possible_contraindication", "uncertain"),
        ("no f/u for sepsis", "possible_contraindication", "uncertain"),
        ("not working since sepsis", "contraindicated", None),
        ("planned admission for sepsis", "possible_contraindication", "uncertain"),
        ("planned dialysis", "mentioned", "hypothetical"),
        ("wants help with dialysis", "possible_contraindication", "uncertain"),
        ("sepsis (also mother)", "contraindicated", None),
        # Not given, and why.
        ("not given due to kidney failure", "contraindicated", None),
        ("not given due to liver failure", "contraindicated", None),
        ("stopped as on dialysis", "contraindicated", None),
        # Where it wasn't found, when, and by whom it was not seen, may leave it.
        ("sepsis not detected early", "possible_contraindication", "uncertain"),
        ("sepsis not present on arrival, but day 3", "possible_contraindication", "uncertain"),
        ("kidney failure, not seen by renal yet", "contraindicated", None),
        ("kidney failure not seen on scan", "mentioned", "negated"),
        ("dialysis denied by insurer", "possible_contraindication", None),
        ("source of sepsis ruled out", "contraindicated", None),
        # What there is none of so far, what can happen, and what is beside it.
        ("sepsis: none so far", "mentioned", "negated"),
        ("rash: none so far, on dialysis", "contraindicated", None),
        ("told that sepsis can happen", "mentioned", "hypothetical"),
        ("on dialysis, rash can happen", "contraindicated", None),
        ("itch can happen after this, sepsis", "contraindicated", None),
        # What may be of a nearer word may be so of all before it.
        ("kidney failure/asthma with cultures: negative", "possible_contraindication", "uncertain"),
        ("kidney failure/sepsis screen negative", "mentioned", "negated"),
        # What is not identified may be the cause, and may be identified late.
        ("sepsis wasn't identified", "mentioned", "negated"),
        ("source of sepsis not identified", "contraindicated", None),
        ("cause of her kidney failure was not found", "contraindicated", None),
        ("sepsis not identified early", "contraindicated", None),
        ("asthma not identified, sepsis", "contraindicated", None),
    ],
)
def test_a_trigger_reaches_as_far_as_its_scope(term, verdict, said, checker):
    result = checker.check(term)
    assert (result.verdict, result.context) == (verdict, said)


QUALIFIED = """
stable X, chronic X, acute on chronic X, known X, mild X, moderate X, severe X, longstanding X,
newly diagnosed X, recurrent X, worsening X, improving X, established X, confirmed X, active X,
asymptomatic X, symptomatic X, treated X, untreated X, well controlled X, advanced X, early X,
currently X, on treatment for X, under follow-up for X, background of X, admitted with X, living
with X, monitored for X, secondary to X, complicated by X, no worse X, no doubt X, under care for
X, looks after herself with X, screening detected X, previously well but now X,
X stable, X chronic, X known, X mild, X severe, X longstanding, X newly diagnosed, X improving, X
worsening, X unchanged, X active, X confirmed, X treated, X untreated, X on treatment, X not on
treatment, X under control, X well controlled, X poorly controlled, X well managed, X
asymptomatic, X currently, X at present, X since birth, X for 10 years, X under review, X
complicated by falls, X secondary to trauma, X due to diabetes, X with no complications, X high
risk, X found on screening, X discussed, X documented, X quiescent, X inactive, X settled, X at
baseline
"""
"""What is ordinarily said of a condition X that the patient has."""


@pytest.mark.parametrize("said", QUALIFIED.replace("\n", " ").strip().split(", "))
def test_an_ordinary_qualifier_takes_no_contraindication_away(said, checker):
    assert GRAVE
    terms = [said.replace("X", name) for name in GRAVE]
    silent = [term for term in terms if checker.check(term).verdict not in CONTRAINDICATIONS]
    assert silent == []


@pytest.mark.parametrize(
    "words", [words for words, said in DATA["negated"]["forward"].items() if isinstance(said, str)]
)
def test_a_denial_ends_at_a_comma_unless_its_scope_is_a_list(words, checker):
    terms = [f"{words} gout, known {name}" for name in GRAVE]
    silent = [term for term in terms if checker.check(term).verdict not in CONTRAINDICATIONS]
    assert silent == []


@pytest.mark.parametrize("link", ["with", "on", "despite", "after"])
@pytest.mark.parametrize(
    "words", [*DATA["negated"]["backward"], *DATA["hypothetical"]["bidirectional"]]
)
def test_a_denial_of_something_else_ends_where_that_is_attached(words, link, checker):
    terms = [f"{name} {link} {words} cultures" for name in GRAVE]
    silent = [term for term in terms if checker.check(term).verdict not in CONTRAINDICATIONS]
    assert silent == []


@pytest.mark.parametrize(
    "words", [*DATA["hypothetical"]["backward"], *DATA["hypothetical"]["bidirectional"]]
)
def test_a_plan_for_something_else_is_none_for_what_is_before_it(words, checker):
    terms = [f"{name} {words} for clinic" for name in GRAVE]
    silent = [term for term in terms if checker.check(term).verdict not in CONTRAINDICATIONS]
    assert silent == []


@pytest.mark.parametrize(
    "words", [*DATA["hypothetical"]["forward"], *DATA["hypothetical"]["bidirectional"]]
)
def test_a_plan_for_something_else_leaves_what_stands_before_it(words, checker):
    said = [f"{name}{joined} {words} gout" for name in GRAVE for joined in ("", ",", " and")]
    silent = [term for term in said if checker.check(term).verdict not in CONTRAINDICATIONS]
    assert silent == []


def test_a_denied_code_leaves_others_as_they_are(checker):
    for term in ("N18.6, no K72.1", "no N18.6, N18.6", "N18.6, qcode"):
        assert checker.check(term).verdict == "contraindicated"


@pytest.mark.parametrize("said", ["no {}", "?{}", "FH: {}", "{} ruled out", "{} resolved"])
def test_a_context_leaves_a_code_in_doubt(said, checker):
    result = checker.check(said.format("N18.6"))
    assert (result.verdict, result.context) == ("possible_contraindication", "uncertain")


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("mother: possible sepsis", "family"),
        ("no h/o sepsis", "negated"),
        ("no family history of sepsis", "negated"),
        ("denies previous sepsis", "negated"),
        ("previous sepsis?", "uncertain"),
        ("previous sepsis ruled out", "historical"),
        ("risk of sepsis ruled out", "hypothetical"),
    ],
)
def test_of_several_contexts_one_stands(term, said, checker):
    assert checker.check(term).context == said


@pytest.mark.parametrize(
    ("term", "verdict"),
    [
        # The thing itself: a contraindication, and a side effect.
        ("sepsis", "contraindicated"),
        ("itching", "side_effect"),
        ("?sepsis", "possible_contraindication"),
        ("?itching", "side_effect"),
        ("no fever and sepsis", "possible_contraindication"),
        ("no fever and itching", "side_effect"),
        ("previous kidney failure", "contraindicated"),
        ("previous sepsis", "possible_contraindication"),
        ("previous itching", "mentioned"),
        ("previously pregnant", "mentioned"),
        ("risk of sepsis", "mentioned"),
        ("father has sepsis", "mentioned"),
        ("no sepsis", "mentioned"),
        # Only near one.
        ("CKD", "possible_contraindication"),
        ("?CKD", "possible_contraindication"),
        ("no fever and CKD", "possible_contraindication"),
        ("previous CKD", "possible_contraindication"),
        ("previous viral meningitis", "mentioned"),
        ("risk of CKD", "mentioned"),
        ("father has CKD", "mentioned"),
        ("no CKD", "mentioned"),
    ],
)
def test_the_verdict_is_that_of_the_table(term, verdict, b12):
    result = b12("check", term, "-f", "json")
    assert json.loads(result.out)["results"][0]["verdict"] == verdict
    is_grave = verdict in CONTRAINDICATIONS
    assert result.code == (4 if is_grave else 0)


def test_the_table_has_each_relation_in_each_context():
    assert list(TABLE) == list(STATUSES) == list(get_args(Status))
    assert all(list(row) == list(RELATIONS) == list(get_args(Nearness)) for row in TABLE.values())


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        ("no fever and sepsis", "in doubt, may be denied"),
        ("?sepsis", "in doubt"),
        ("previous sepsis", "in the past"),
        ("previous kidney failure", "in the past, but it lasts"),
        ("sepsis, resolved", "said to be over"),
        ("sepsis 2011, full recovery", "in the past, and over"),
        ("brother has Leber's disease", "about a relative, but inherited"),
        ("no sepsis", "denied"),
    ],
)
def test_the_reason_says_the_context(term, shown, b12):
    assert f" ({shown})" in b12("check", term).out
    assert f" ({shown})" in json.loads(b12("check", term, "-f", "json").out)["results"][0]["reason"]


def test_each_of_several_things_has_its_own_context(b12):
    term = "not pregnant, mother has sepsis"
    said = "Pregnant women (denied), Systemic infection of any type (about someone else)"
    assert said in b12("check", term).out
    (result,) = json.loads(b12("check", term, "-f", "json").out)["results"]
    assert [hit["context"] for hit in result["hits"]] == ["negated", "family"]
    assert result["context"] == "negated"


def test_what_is_in_doubt_has_the_mark_of_a_possible_contraindication(b12):
    assert b12("check", "?sepsis").out.startswith("✗? ")


@pytest.mark.parametrize(
    ("term", "verdict"),
    [
        # What a kind is, unless it says otherwise; of two that disagree, what is more.
        ("previous urosepsis", "possible_contraindication"),
        ("previous end-stage kidney disease", "contraindicated"),
        ("previous AKI", "possible_contraindication"),
        ("previous kidney failure of the newborn", "contraindicated"),
        # Of the monograph's own names, as of what they are about.
        ("previous systemic infection of any type", "possible_contraindication"),
    ],
)
def test_what_is_left_of_a_past_thing(term, verdict, checker):
    assert checker.check(term).verdict == verdict


def test_in_a_search_signs_are_not_those_of_a_list(b12):
    assert json.loads(b12("search", "pregnant?", "-f", "json").out)["hits"][0]["missing"] == []
