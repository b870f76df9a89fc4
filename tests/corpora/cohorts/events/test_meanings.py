"""What codes and words of a record stand for."""

import pytest

from corpora.cohorts.cohort import Kind
from corpora.cohorts.events.answers import coded_answer, is_progression, numeric_answer, variable_of
from corpora.cohorts.events.code_tables import coded, diagnoses, named_diseases, rows, snomed_diagnoses, variables
from corpora.cohorts.events.diagnosis import Coding, Tumour, is_metastasis, tumour_of
from corpora.cohorts.events.treatment import drugs_of, procedure_of, regimen_label, regimen_of
from corpora.lexicon import Lexicon


@pytest.mark.parametrize(
    ("coding", "tumour"),
    [
        (Coding("icd10", "C50.9"), Tumour("C50")),
        (Coding("icd10", "C509"), Tumour("C50")),
        (Coding("icdo3", "8500/3-C50.9"), Tumour("C50", "8500/3")),
        (Coding("icdo3", "9680/3-C77.9"), Tumour("C83", "9680/3")),
        (Coding("snomed", "254837009"), Tumour("C50")),
        (Coding("snomed", "0", "Malignant neoplasm of female breast"), Tumour("C50")),
        (Coding("snomed", "0", "Familial cancer of breast"), Tumour("C50")),
        (Coding("snomed", "0", "Leucémie aiguë myéloïde"), Tumour("C92")),
        (Coding("icdo3", "8500/0-C50.9"), None),
        (Coding("icdo3", "8140/6-C22.0"), None),
        (Coding("icd10", "C79.5", "Secondary malignant neoplasm of bone"), None),
        (Coding("icd10", "E11.9"), None),
        (Coding("snomed", "0", "Family history of breast cancer"), None),
        (Coding("snomed", "0", "Antécédents familiaux de cancer du sein"), None),
        (Coding("snomed", "0", "Suspected lung cancer"), None),
        (Coding("snomed", "0", "Benign neoplasm of breast"), None),
        (Coding("snomed", "0", "Screening for malignant neoplasm of colon"), None),
    ],
)
def test_only_a_primary_malignancy_is_a_diagnosis(coding: Coding, tumour: Tumour | None) -> None:
    assert tumour_of([coding]) == tumour


def test_a_secondary_tumour_is_spread_whatever_codes_it() -> None:
    assert is_metastasis([Coding("icd10", "C78.7")])
    assert is_metastasis([Coding("icdo3", "8140/6-C22.0")])
    assert is_metastasis([Coding("snomed", "0", "Secondary malignant neoplasm of liver")])
    assert not is_metastasis([Coding("icd10", "C50.9", "Malignant neoplasm of breast")])


@pytest.mark.parametrize(
    ("variable", "text", "level"),
    [
        ("stage", "AJCC/UICC 8th Stage 3A", "III"),
        ("stage", "American Joint Committee on Cancer stage IIIC (qualifier value)", "III"),
        ("stage", "IIA", "II"),
        ("stage", "stade IV", "IV"),
        ("stage", "cT2N0", ""),
        ("t_category", "AJCC/UICC 8th pathological T2 Category", "T2"),
        ("n_category", "pN1a", "N1"),
        ("m_category", "cM0", "M0"),
        ("grade", "G2", "2"),
        ("grade", "poorly differentiated", "3"),
        ("performance_status", "ECOG Grade 1: Symptomatic but completely ambulatory", "1"),
        ("her2", "3+", "positive"),
        ("her2", "IHC 1+", "negative"),
        ("her2", "HER2-low", "low"),
        ("her2", "2+", "equivocal"),
        ("kras", "No mutation found", "wild_type"),
        ("kras", "G12C mutation detected", "mutated"),
        ("egfr", "Not detected", "wild_type"),
        ("msi", "MSI-High", "msi_high"),
        ("msi", "pMMR", "mss"),
        ("mgmt", "non méthylé", "unmethylated"),
        ("pr", "négatif", "negative"),
        ("er", "to be done", ""),
    ],
)
def test_words_of_a_report_are_read_as_levels(variable: str, text: str, level: str) -> None:
    assert coded_answer(variable, [], text) == level


def test_the_name_of_an_answer_goes_before_a_code_that_says_nothing() -> None:
    pathological = Coding("snomed", "1222593009", "American Joint Committee on Cancer stage IIIC")

    assert coded_answer("stage", [pathological]) == "III"
    assert coded_answer("performance_status", [Coding("loinc", "89247-1")]) == ""


def test_a_test_that_is_its_own_answer_has_a_variable() -> None:
    assert variable_of([Coding("omop", "1634209")]) == "stage"
    assert variable_of([Coding("loinc", "8302-2", "Body height")]) == ""


def test_progression_is_told_from_its_absence() -> None:
    assert is_progression([], "Disease progression")
    assert is_progression([Coding("snomed", "271299001")])
    assert not is_progression([], "No evidence of progression")
    assert not is_progression([], "Stable disease")


def test_a_number_comes_in_the_unit_of_its_variable_or_not_at_all() -> None:
    assert numeric_answer("haemoglobin", 130, "g/L") == pytest.approx(13.0)
    assert numeric_answer("psa", 4, "µg/L") == 4
    assert numeric_answer("haemoglobin", 130, "") is None
    assert numeric_answer("psa", 4, "furlong") is None


@pytest.mark.parametrize(
    ("name", "drugs"),
    [
        ("trastuzumab 150 MG Injection [Herceptin]", ("trastuzumab",)),
        ("paclitaxel protein-bound 100 MG [Abraxane]", ("nab_paclitaxel",)),
        ("pertuzumab / trastuzumab / hyaluronidase", ("pertuzumab", "trastuzumab")),
        ("Leucovorin 350 MG Injection", ("leucovorin",)),
        ("acetaminophen 325 MG Oral Tablet", ()),
    ],
)
def test_a_product_is_the_drugs_in_it(name: str, drugs: tuple[str, ...]) -> None:
    assert drugs_of([], name) == drugs


def test_drugs_given_together_are_the_regimen_that_they_make() -> None:
    assert regimen_of(("cyclophosphamide", "doxorubicin")) == "ac"
    assert regimen_of(("fluorouracil", "leucovorin", "oxaliplatin")) == "folfox"
    assert regimen_of(("cyclophosphamide", "doxorubicin", "prednisone", "rituximab", "vincristine")) == "r_chop"
    assert regimen_of(("imatinib", "docetaxel")) == "docetaxel+imatinib"
    assert regimen_label("docetaxel+imatinib").fr == "docétaxel + imatinib"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lumpectomy of breast", "surgery"),
        ("Total mastectomy", "surgery"),
        ("Teleradiotherapy procedure", "radiotherapy"),
        ("Biopsy of breast", ""),
        ("Cataract surgery", ""),
        ("Colonoscopy", ""),
    ],
)
def test_only_procedures_against_the_tumour_count(name: str, kind: str) -> None:
    assert procedure_of([], name) == kind


def test_the_tables_name_only_what_the_lexicon_and_the_variables_know() -> None:
    lexicon = Lexicon.load()
    concepts = [row["concept"] for name in ("diagnoses", "levels", "variables") for row in rows(name) if row["concept"]]
    concepts += [*named_diseases(), *coded("drugs", "drug").values(), *coded("procedures", "procedure").values()]

    assert all(concept in lexicon for concept in concepts)
    assert {*named_diseases().values(), *snomed_diagnoses().values()} <= diagnoses().keys()
    assert {row["variable"] for row in rows("findings")} - {"disease_status"} <= variables().keys()
    assert {row["variable"] for row in rows("units")} <= {
        name for name, variable in variables().items() if variable.kind is Kind.NUMBER
    }
