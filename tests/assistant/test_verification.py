"""A drafted sentence is shown only if the source that it cites says it: its numbers, what they mean, of what, which way."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assistant.answer import Answer, EvidenceSource
from assistant.verification import Check, verify
from corpora.catalogue import Language
from corpora.literature.source import NoticeKind
from tests.asking import lexicon


def check(sentence: str, answer: Answer, *citations: int, language: Language | None = None) -> Check:
    """What verification says of a sentence that cites the first source, or those given."""
    stated = {finding.citations[0]: finding.text for finding in answer.findings}
    return verify(sentence, citations or (1,), answer.sources, lexicon(), language or answer.language, stated)


@pytest.fixture(scope="module")
def fresco_fr(answer_to: Callable[..., Answer]) -> Answer:
    """The same evidence, asked in French."""
    return answer_to("FRESCO : fruquintinib contre placebo dans le cancer colorectal métastatique, survie globale ?")


@pytest.fixture(scope="module")
def r_chop(answer_to: Callable[..., Answer]) -> Answer:
    """A trial without a difference: R-CHOP every 14 or 21 days, event-free survival, hazard ratio 1.04."""
    return answer_to("R-CHOP every 14 or every 21 days in elderly DLBCL, event-free survival?")


@pytest.fixture(scope="module")
def r_chop_fr(answer_to: Callable[..., Answer]) -> Answer:
    """The same, asked in French."""
    return answer_to("R-CHOP tous les 14 ou 21 jours dans le LBDGC du sujet âgé, survie sans événement ?")


@pytest.mark.parametrize(
    "sentence",
    [
        "Fruquintinib prolonged overall survival compared with placebo in metastatic colorectal cancer (hazard ratio 0.65; "
        "95% CI 0.51 to 0.83).",
        "Median overall survival was 9.3 months with fruquintinib and 6.6 months with placebo.",
        "Fruquintinib improved progression-free survival compared with placebo (hazard ratio 0.26).",
    ],
)
def test_a_faithful_english_sentence_passes(sentence: str, fresco: Answer) -> None:
    assert check(sentence, fresco) == Check(True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Le fruquintinib a prolongé la survie globale par rapport au placebo (hazard ratio 0,65 ; IC 95 % 0,51 à 0,83).",
        "La survie globale médiane était de 9,3 mois avec le fruquintinib et de 6,6 mois avec le placebo.",
        "Le fruquintinib a amélioré la survie sans progression (hazard ratio 0.26).",
    ],
)
def test_a_faithful_french_sentence_passes(sentence: str, fresco_fr: Answer) -> None:
    assert check(sentence, fresco_fr) == Check(True)


@pytest.mark.parametrize(
    "sentence",
    [
        "R-CHOP14 did not improve event-free survival compared with R-CHOP21 (hazard ratio 1.04).",
        "There was no significant difference in event-free survival (hazard ratio 1.04; p=0.7614).",
    ],
)
def test_no_difference_may_be_said_of_a_trial_without_one(sentence: str, r_chop: Answer) -> None:
    assert check(sentence, r_chop) == Check(True)


@pytest.mark.parametrize(
    "sentence",
    [
        "La survie sans événement ne différait pas significativement entre R-CHOP14 et R-CHOP21 (hazard ratio 1,04).",
        "Le R-CHOP14 n'a pas amélioré la survie sans événement (hazard ratio 1,04 ; IC 95 % 0,82 à 1,31).",
    ],
)
def test_no_difference_may_be_said_in_french(sentence: str, r_chop_fr: Answer) -> None:
    assert check(sentence, r_chop_fr) == Check(True)


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Fruquintinib prolonged overall survival (hazard ratio 0.56).", "0.56"),
        ("Fruquintinib prolonged overall survival (hazard ratio 0.65; 95% CI 0.51 to 0.88).", "0.88"),
        ("Median overall survival was 9.8 months with fruquintinib.", "9.8"),
    ],
)
def test_a_number_with_an_altered_digit_fails_and_is_named(sentence: str, number: str, fresco: Answer) -> None:
    result = check(sentence, fresco)
    assert not result.passed
    assert number in result.reason


def test_a_sentence_without_a_citation_fails(fresco: Answer) -> None:
    result = verify("Fruquintinib prolonged overall survival.", (), fresco.sources, lexicon(), "en")
    assert result == Check(False, "it cites no retrieved source")


def test_a_citation_of_a_source_that_is_not_there_fails(fresco: Answer) -> None:
    assert not check("Fruquintinib prolonged overall survival.", fresco, 99).passed
    assert not check("Fruquintinib prolonged overall survival.", fresco, 1, 99).passed


@pytest.mark.parametrize(
    "sentence",
    [
        "Regorafenib prolonged overall survival (hazard ratio 0.65).",
        "Regorafenib and fruquintinib prolonged overall survival (hazard ratio 0.65).",
    ],
)
def test_another_medicine_than_the_sources_fails(sentence: str, fresco: Answer) -> None:
    result = check(sentence, fresco)
    assert not result.passed
    assert "regorafenib" in result.reason


def test_another_disease_than_the_sources_fails(fresco: Answer, fresco_fr: Answer) -> None:
    assert "gastric cancer" in check("Fruquintinib prolonged overall survival in gastric cancer.", fresco).reason
    assert (
        "cancer gastrique" in check("Le fruquintinib a prolongé la survie dans le cancer gastrique.", fresco_fr).reason
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Fruquintinib shortened overall survival (hazard ratio 0.65).",
        "Fruquintinib did not improve overall survival (hazard ratio 0.65).",
        "Placebo prolonged overall survival compared with fruquintinib (hazard ratio 0.65).",
        "There was no significant difference in overall survival (hazard ratio 0.65).",
    ],
)
def test_a_flipped_direction_fails(sentence: str, fresco: Answer) -> None:
    assert not check(sentence, fresco).passed


@pytest.mark.parametrize(
    "sentence",
    [
        "Le fruquintinib n'a pas amélioré la survie globale (hazard ratio 0,65).",
        "Le placebo a prolongé la survie globale par rapport au fruquintinib (hazard ratio 0,65).",
        "Le fruquintinib a raccourci la survie globale (hazard ratio 0,65).",
    ],
)
def test_a_flipped_direction_fails_in_french(sentence: str, fresco_fr: Answer) -> None:
    assert not check(sentence, fresco_fr).passed


@pytest.mark.parametrize(
    "sentence",
    [
        "R-CHOP14 improved event-free survival compared with R-CHOP21 (hazard ratio 1.04).",
        "R-CHOP14 was superior to R-CHOP21.",
        "R-CHOP14 worsened event-free survival (hazard ratio 1.04).",
    ],
)
def test_a_difference_where_the_source_found_none_fails(sentence: str, r_chop: Answer) -> None:
    assert not check(sentence, r_chop).passed


@pytest.mark.parametrize(
    "sentence",
    [
        "Fruquintinib prolonged overall survival by 9.3 months.",
        "Fruquintinib extended overall survival by 6.6 months over placebo.",
        "The gain in overall survival was 9.3 months.",
        "The difference in overall survival was 9.3 months.",
    ],
)
def test_a_median_stated_as_a_gain_fails(sentence: str, fresco: Answer) -> None:
    assert not check(sentence, fresco).passed


def test_a_median_stated_as_a_gain_fails_in_french(fresco_fr: Answer) -> None:
    assert not check("Le fruquintinib a prolongé la survie globale de 9,3 mois.", fresco_fr).passed
    assert not check("Le fruquintinib allonge la survie globale d'environ 9,3 mois.", fresco_fr).passed


@pytest.mark.parametrize(
    "sentence",
    [
        "Median overall survival was 6.6 months with fruquintinib and 9.3 months with placebo.",
        "Median progression-free survival was 9.3 months with fruquintinib.",
        "Fruquintinib prolonged progression-free survival (hazard ratio 0.65).",
        "Median overall survival was 9.3 years with fruquintinib.",
        "The hazard ratio for overall survival was 9.3.",
    ],
)
def test_a_number_of_another_arm_endpoint_unit_or_measure_fails(sentence: str, fresco: Answer) -> None:
    assert not check(sentence, fresco).passed


@pytest.fixture(scope="module")
def elderly_glioblastoma(answer_to: Callable[..., Answer]) -> Answer:
    """Overall survival: hazard ratio 0.67; by MGMT 0.53 if methylated, 0.75 (0.56 to 1.01) if not."""
    return answer_to("Elderly glioblastoma: temozolomide with short-course radiotherapy, overall survival by MGMT?")


@pytest.mark.parametrize(
    "sentence",
    [
        "Temozolomide added to short-course radiotherapy improved overall survival (hazard ratio 0.67).",
        "In unmethylated MGMT overall survival did not differ significantly (hazard ratio 0.75, 95% CI 0.56 to 1.01).",
    ],
)
def test_a_figure_may_be_said_of_the_patients_it_is_of(sentence: str, elderly_glioblastoma: Answer) -> None:
    assert check(sentence, elderly_glioblastoma) == Check(True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Temozolomide added to short-course radiotherapy improved overall survival (hazard ratio 0.53).",
        "In unmethylated MGMT temozolomide improved overall survival (hazard ratio 0.67).",
        "In unmethylated MGMT temozolomide improved overall survival (hazard ratio 0.75, 95% CI 0.56 to 1.01).",
        "In unmethylated MGMT temozolomide improved overall survival.",
    ],
)
def test_a_result_of_other_patients_fails(sentence: str, elderly_glioblastoma: Answer) -> None:
    assert not check(sentence, elderly_glioblastoma).passed


@pytest.mark.parametrize(
    "sentence",
    [
        "Fruquintinib added to placebo prolonged overall survival.",
        "Placebo added to fruquintinib prolonged overall survival.",
        "Overall survival was superior to placebo.",
    ],
)
def test_a_comparison_that_the_source_does_not_make_fails(sentence: str, fresco: Answer) -> None:
    assert "comparison" in check(sentence, fresco).reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Fruquintinib prolonged overall survival, in favour of.",
        "Fruquintinib prolonged overall survival (hazard ratio 0.65.",
        "Fruquintinib prolonged overall survival with",
    ],
)
def test_a_sentence_that_was_cut_off_fails(sentence: str, fresco: Answer) -> None:
    assert "unfinished" in check(sentence, fresco).reason


def test_two_arms_that_change_places_fail(fresco: Answer) -> None:
    assert not check("With placebo median overall survival was 9.3 months versus 6.6 months.", fresco).passed
    assert not check("Median overall survival was 9.3 months, and 6.6 months with fruquintinib.", fresco).passed


def test_brackets_hold_figures_and_abbreviations(fresco: Answer) -> None:
    assert check("Fruquintinib prolonged overall survival (OS).", fresco).passed
    assert not check("Fruquintinib prolonged overall survival compared with placebo (fruquintinib).", fresco).passed


def test_a_survival_is_not_met(fresco: Answer) -> None:
    assert not check("Overall survival was met with fruquintinib (hazard ratio 0.65).", fresco).passed
    assert not check("Overall survival was demonstrated with fruquintinib (hazard ratio 0.65).", fresco).passed


def test_a_retracted_source_supports_no_sentence(fresco: Answer) -> None:
    first: EvidenceSource = fresco.sources[0]
    retracted = replace(first, source=replace(first.source, notices=(NoticeKind.RETRACTION,)))
    result = verify("Fruquintinib prolonged overall survival.", (1,), (retracted,), lexicon(), "en")
    assert result == Check(False, "its source is retracted")


def test_the_reason_is_in_the_answers_language(fresco: Answer) -> None:
    sentence = "Fruquintinib prolonged overall survival (hazard ratio 0.56)."
    assert check(sentence, fresco, language="fr").reason != check(sentence, fresco, language="en").reason


class Never:
    """An entailment model that finds nothing implied, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def implies(self, passages: Sequence[str], sentence: str) -> bool:
        """No."""
        self.asked.append(sentence)
        return False


def test_an_entailment_model_has_the_last_word(fresco: Answer) -> None:
    sentence = "Median overall survival was 9.3 months with fruquintinib and 6.6 months with placebo."
    model = Never()
    assert not verify(sentence, (1,), fresco.sources, lexicon(), "en", entailment=model).passed
    assert not verify("Survival was 9.4 months.", (1,), fresco.sources, lexicon(), "en", entailment=model).passed
    assert model.asked == [sentence]
