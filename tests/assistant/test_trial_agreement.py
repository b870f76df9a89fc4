"""Where literature and cohort compare the same, the answer says whether they agree, and why they can disagree."""

from decimal import Decimal

import pytest

from assistant.answer import EvidenceSource, Remark
from assistant.trial_agreement import remarks_on
from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary, Label
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import Passage, Source, SourceKind, StudyDesign
from tests.asking import lexicon
from tests.made_cohort import DIAGNOSIS, HORMONE, RECURRENCE
from tests.patients_like_this import outcomes

WORDS = Label("c", "c")
DICTIONARY = Dictionary(
    "gbsg2", WORDS, WORDS, WORDS, (DIAGNOSIS, HORMONE), (RECURRENCE,), main_treatment="hormonal_therapy"
)


def trial(
    comparison: str = "tamoxifen vs no tamoxifen",
    endpoint: str = "disease-free survival",
    ratio: tuple[str, str, str] = ("0.60", "0.50", "0.72"),
    kind: SourceKind = SourceKind.TRIAL_REPORT,
    *,
    randomised: bool = True,
    answers: bool = True,
) -> EvidenceSource:
    """A source with one hazard ratio."""
    value, low, high = map(Decimal, ratio)
    effect = EffectEstimate(endpoint, Measure.HAZARD_RATIO, comparison, value, low, high, Decimal(95), exact=True)
    source = Source("doi:1", kind, "A trial", "text", design=StudyDesign(randomised=randomised), effects=(effect,))
    return EvidenceSource(
        1, source, 1.0, (Passage("doi:1#0", "doi:1", 0, "text", 0, 4),), effects=(effect,), answers=answers
    )


def remarks(
    *evidence: EvidenceSource, here: tuple[float, float, float] = (0.62, 0.41, 0.93), language: Language = "en"
) -> tuple[Remark, ...]:
    return remarks_on(outcomes(language, here), DICTIONARY, evidence, 9, lexicon(), language)


def test_the_same_direction_is_said_without_calling_it_proof() -> None:
    (remark,) = remarks(trial())
    assert "same way as the trial" in remark.text and "cannot prove" in remark.text
    assert remark.citations == (9, 1)
    assert "0.62" in remark.text and "0.60" in remark.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("disagree in direction", "chosen by indication", "period", "population", "endpoint")),
        ("fr", ("divergent", "selon l'indication", "période", "population", "critère")),
    ],
)
def test_the_other_direction_is_said_with_why_it_can_be(language: Language, words: tuple[str, ...]) -> None:
    (remark,) = remarks(trial(), here=(1.6, 1.1, 2.3), language=language)
    assert all(word in remark.text for word in words)
    assert "[9]" in remark.text and "[1]" in remark.text


def test_an_interval_that_holds_no_difference_is_neither() -> None:
    (remark,) = remarks(trial(), here=(1.1, 0.8, 1.5))
    assert "neither shows nor excludes" in remark.text


def test_a_trial_that_prints_its_arms_the_other_way_round_means_the_same() -> None:
    (remark,) = remarks(trial("no tamoxifen vs tamoxifen", ratio=("1.67", "1.39", "2.00")))
    assert "same way as the trial" in remark.text


@pytest.mark.parametrize(
    "other",
    [
        trial("trastuzumab vs observation"),
        trial(endpoint="overall survival"),
        trial("tamoxifen vs anastrozole"),
        trial("tamoxifen vs radiotherapy"),
        trial(ratio=("0.95", "0.80", "1.12")),
        trial(kind=SourceKind.COHORT),
        trial(randomised=False),
        trial(answers=False),
    ],
    ids=[
        "other drug",
        "other endpoint",
        "both treated",
        "another reference",
        "no direction",
        "a cohort",
        "not randomised",
        "not asked",
    ],
)
def test_what_does_not_compare_the_same_says_nothing(other: EvidenceSource) -> None:
    assert remarks(other) == ()


def test_no_remark_calls_a_cohorts_result_significant() -> None:
    for here in ((0.62, 0.41, 0.93), (1.6, 1.1, 2.3), (1.1, 0.8, 1.5)):
        for language in ("en", "fr"):
            for remark in remarks(trial(), here=here, language=language):  # type: ignore[arg-type]
                assert "signific" not in remark.text
