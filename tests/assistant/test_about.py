"""What a question or a source is about: condition, setting, biomarkers, interventions, outcomes."""

import pytest

from assistant.about import About, about_question, about_source, acronyms
from corpora.literature.source import Source, SourceKind
from corpora.literature.starter.cards import starter_sources
from tests.asking import lexicon


def about(text: str, language: str = "en", trials: frozenset[str] = frozenset()) -> About:
    """What a question is about."""
    return about_question(text, language, lexicon(), trials)


@pytest.mark.parametrize(
    ("text", "language", "drug"),
    [
        ("Keytruda in melanoma", "en", "pembrolizumab"),
        ("pembro in melanoma", "en", "pembrolizumab"),
        ("Herceptin pour un cancer du sein", "fr", "trastuzumab"),
        ("Enhertu dans le cancer gastrique", "fr", "trastuzumab_deruxtecan"),
        ("T-DM1 in breast cancer", "en", "trastuzumab_emtansine"),
        ("Zytiga dans le cancer de la prostate", "fr", "abiraterone"),
        ("Gleevec in GIST", "en", "imatinib"),
    ],
)
def test_brand_names_and_abbreviations_are_the_medicine_itself(text: str, language: str, drug: str) -> None:
    assert drug in about(text, language).interventions


def test_trastuzumab_deruxtecan_is_not_trastuzumab() -> None:
    assert "trastuzumab" not in about("Enhertu or trastuzumab deruxtecan in gastric cancer").interventions


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("trastuzumab deruxtecan after trastuzumab in gastric cancer", "en"),
        ("trastuzumab déruxtécan après trastuzumab dans le cancer gastrique", "fr"),
    ],
)
def test_what_a_patient_has_had_is_not_what_is_asked_about(text: str, language: str) -> None:
    found = about(text, language)
    assert found.interventions == ("trastuzumab_deruxtecan",)
    assert found.prior == ("trastuzumab",)


def test_a_word_that_ends_like_a_medicine_and_is_none_known_is_kept_as_unknown() -> None:
    assert about("Does zorbitinib prolong survival in melanoma?").unknown == ("zorbitinib",)
    assert about("peptide vaccine in melanoma").unknown == ()


def test_a_trial_is_recognised_in_capitals_only() -> None:
    names = frozenset({"FRESCO", "KEYNOTE-119"})
    assert about("résultats de KEYNOTE-119", "fr", names).trials == ("KEYNOTE-119",)
    assert about("a fresco in the ward", "en", names).trials == ()


def test_a_trial_may_be_called_by_any_of_its_names() -> None:
    assert "TACT2" in acronyms("TACT2 (CRUK/05/19)")
    assert {"HERA", "BIG 1-01"} <= set(acronyms("HERA/BIG 1-01"))
    assert "PRODIGE" not in acronyms("PRODIGE 12")


def test_a_card_is_about_its_structured_description() -> None:
    card = next(s for s in starter_sources() if s.about["trial_name"] == "FRESCO")
    found = about_source(card, lexicon())
    assert "fruquintinib" in found.interventions
    assert "colorectal_cancer" in found.conditions
    assert "overall_survival" in found.outcomes
    assert found.trials == ("FRESCO",)


def test_a_plain_text_is_about_what_its_title_and_beginning_name() -> None:
    text = "We gave sorafenib to patients with hepatocellular carcinoma and measured overall survival."
    found = about_source(Source("file:x", SourceKind.ARTICLE, "Sorafenib", text), lexicon())
    assert found.interventions == ("sorafenib",)
    assert found.conditions == ("hepatocellular_carcinoma",)


def test_what_a_patient_does_not_have_is_not_asked_about() -> None:
    assert about("Cancer solide avancé sans TVP connue : HBPM, survie ?", "fr").conditions == ("cancer",)


def test_treatments_listed_as_had_before_are_all_prior() -> None:
    read = about("Pancreatic NET, already had octreotide then everolimus. Surufatinib?")
    assert (read.prior, read.interventions) == (("octreotide", "everolimus"), ("surufatinib",))


def test_a_tumour_is_told_by_its_score_or_marker() -> None:
    assert about("Gleason 9, PSA 34: docetaxel?").conditions == ("prostate_cancer",)


@pytest.mark.parametrize(
    ("text", "status"),
    [("GBM, KPS 80", "good_performance_status"), ("GBM, KPS 50%", "poor_performance_status"), ("GBM, KPS 70", None)],
)
def test_a_karnofsky_index_is_read_by_its_value(text: str, status: str | None) -> None:
    assert about(text).settings == ((status,) if status else ())


def test_a_comorbidity_under_control_is_not_asked_about() -> None:
    assert about("Séreux de haut grade en rechute, HTA équilibrée : Avastin ?", "fr").conditions == ("ovarian_cancer",)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("Women aged 18 years or older with ovarian cancer", ()),
        ("Patients older than age 18 years, Karnofsky 60 or more, with ovarian cancer", ()),
        ("Women aged 70 years or older with ovarian cancer", ("elderly",)),
    ],
)
def test_the_age_from_which_a_trial_includes_is_no_old_age(text: str, settings: tuple[str, ...]) -> None:
    assert about(text).settings == settings


@pytest.mark.parametrize(
    ("text", "language", "condition"),
    [
        ("cancer du rein traité par sunitinib : et ensuite ?", "fr", "renal_cell_carcinoma"),
        ("no evidence of breast cancer recurrence: go on with letrozole?", "en", "breast_cancer"),
        ("CBNPC sans métastase cérébrale, PCI ?", "fr", "nsclc"),
    ],
)
def test_the_cancer_itself_is_always_asked_about(text: str, language: str, condition: str) -> None:
    assert about(text, language).conditions == (condition,)
