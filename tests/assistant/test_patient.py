"""Descriptions of patients in free text, as notes are written in French and English."""

import pytest

from assistant.patient import describe
from assistant.patient_record import with_record
from corpora.cohorts.cohort import Dictionary, Label
from corpora.lexicon import Lexicon

LEXICON = Lexicon.load()
_SAID = (
    ("femme 58 ans", {"age": 58, "sex": "female"}),
    ("Patiente âgée de 72 ans, ménopausée", {"age": 72, "sex": "female", "menopause": "post"}),
    ("homme de 67 ans, suivi depuis 3 ans", {"age": 67, "sex": "male"}),
    ("traitée pendant 5 ans", {}),
    ("58 yo F, premenopausal", {"age": 58, "sex": "female", "menopause": "pre"}),
    ("a 45-year-old man", {"age": 45, "sex": "male"}),
    ("patiente non ménopausée de 41 ans", {"age": 41, "sex": "female", "menopause": "pre"}),
    ("stade IIIB", {"stage": "IIIB"}),
    ("stage 4 disease", {"stage": "4"}),
    ("pT1b N0 M0", {"t": "1", "n": "0", "m": "0"}),
    ("pT2N1M0", {"t": "2", "n": "1", "m": "0"}),
    ("ypT0 ypN0", {"t": "0", "n": "0"}),
    ("grade 3", {"grade": "3"}),
    ("SBR II", {"grade": "II"}),
    ("T 22 mm", {"size_mm": 22}),
    ("tumeur de 2,5 cm", {"size_mm": 25}),
    ("2.5 cm mass", {"size_mm": 25}),
    ("3N+/12", {"nodes": 3}),
    ("4 ganglions envahis", {"nodes": 4}),
    ("2 positive nodes", {"nodes": 2}),
    ("ECOG 1", {"ecog": 1}),
    ("OMS 2", {"ecog": 2}),
    ("PS 0-1", {"ecog": (0, 1)}),
    ("Karnofsky 80 %", {"ecog": 1}),
    ("RE 90 %, RP 20 %", {"er": 90, "pr": 20}),
    ("RE+ RP-", {"er": "positive", "pr": "negative"}),
    ("RH+, HER2-", {"er": "positive", "her2": "negative"}),
    ("HER2 3+", {"her2": "positive"}),
    ("HER2 score 0", {"her2": "negative"}),
    ("triple négatif", {"er": "negative", "pr": "negative", "her2": "negative"}),
    ("triple-negative breast cancer", {"er": "negative", "pr": "negative", "her2": "negative"}),
    ("Ki67 30 %", {"ki67": 30}),
    ("PD-L1 80%", {"pd_l1": 80}),
    ("PSA 12 ng/mL", {"psa": 12}),
    ("2 lignes antérieures", {"prior_lines": 2}),
    ("three prior lines", {"prior_lines": 3}),
)


@pytest.mark.parametrize(("text", "said"), _SAID, ids=[text for text, _ in _SAID])
def test_what_is_said_is_read(text: str, said: dict[str, object]) -> None:
    found = {}
    for fact in describe(text, LEXICON).facts:
        if fact.kind in ("disease", "biomarker"):
            continue
        found[fact.kind] = fact.value or (fact.low if fact.low == fact.high else (fact.low, fact.high))
    assert found == said


def test_the_disease_named_most_exactly_is_kept() -> None:
    facts = describe("cancer du sein triple négatif, femme 50 ans", LEXICON).facts
    assert [fact.value for fact in facts if fact.kind == "disease"] == ["breast_cancer"]


def test_a_biomarker_of_the_lexicon_is_kept_as_its_concept() -> None:
    facts = describe("CBNPC, EGFR muté", LEXICON).facts
    assert [fact.value for fact in facts if fact.kind == "biomarker"] == ["egfr_mutated"]


def test_treatments_considered_are_named_and_those_had_before_are_not() -> None:
    described = describe("après échec du docétaxel, on discute capécitabine ou éribuline", LEXICON)
    assert described.treatments == ("capecitabine", "eribulin")


def test_a_record_completes_a_description_which_counts_where_both_say_something() -> None:
    dictionary = Dictionary("x", Label("x", "x"), Label("", ""), Label("", ""), (), ())
    record = {"age": 61.5, "sex": "female", "grade": "3", "diagnosis": "C50", "her2": "positive", "karnofsky": 80.0}
    described = with_record(describe("58 ans, HER2-", LEXICON), record, dictionary, LEXICON)
    said = {fact.kind: fact.value or fact.low for fact in described.facts}
    assert said == {"age": 58, "her2": "negative", "sex": "female", "grade": "3", "disease": "breast_cancer", "ecog": 1}
