"""Real questions, with brand names, abbreviations and shorthand, reach the right trial, its direction and its numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from assistant.answer import Answer


@dataclass(frozen=True)
class Expected:
    """What the first finding of an answer must cite and say."""

    question: str
    source: str
    says: tuple[str, ...]


ENGLISH = (
    Expected(
        "FRESCO trial fruquintinib numbers?",
        "doi:10.1001/jama.2018.7855",
        ("hazard ratio 0.65 (95% CI 0.51 to 0.83", "in favour of fruquintinib", "9.3 months", "6.6 months"),
    ),
    Expected(
        "Kisqali plus endocrine therapy in premenopausal advanced HR+ breast cancer: survival?",
        "doi:10.1056/nejmoa1903765",
        ("hazard ratio 0.71 (95% CI 0.54 to 0.95", "in favour of ribociclib"),
    ),
    Expected(
        "GIST fully resected. What does a year of Gleevec buy over placebo in relapse-free terms?",
        "doi:10.1016/s0140-6736(09)60500-6",
        ("hazard ratio 0.35 (95% CI 0.22 to 0.53", "in favour of imatinib", "98% with imatinib"),
    ),
    Expected(
        "DLBCL in a 72 year old. Any gain squeezing R-CHOP down to every fortnight?",
        "doi:10.1016/s1470-2045(13)70122-0",
        ("hazard ratio 1.04 (95% CI 0.82 to 1.31", "no significant difference"),
    ),
    Expected(
        "Xtandi with leuprolide in high-risk biochemical recurrence: metastasis-free survival?",
        "doi:10.1056/nejmoa2303974",
        ("hazard ratio 0.42 (95% CI 0.30 to 0.61", "in favour of enzalutamide plus leuprolide"),
    ),
)
FRENCH = (
    Expected(
        "Herceptin en adjuvant, sein HER2+ précoce : un an ou deux ans ?",
        "doi:10.1016/s0140-6736(13)61094-6",
        ("hazard ratio 0.99 (IC 95 % 0.85 à 1.14", "pas de différence significative"),
    ),
    Expected(
        "Enhertu contre chimio dans l'estomac HER2+ après trastuzumab : survie ?",
        "doi:10.1056/nejmoa2004413",
        ("hazard ratio 0.59 (IC 95 % 0.39 à 0.88", "en faveur de : trastuzumab déruxtécan", "12.5 mois"),
    ),
    Expected(
        "Zytiga ajouté à ADT et docétaxel dans la prostate métastatique de novo : survie globale ?",
        "doi:10.1016/s0140-6736(22)00367-1",
        ("hazard ratio 0.82 (IC 95.1 % 0.69 à 0.98", "en faveur de : abiratérone"),
    ),
    Expected(
        "Imfinzi ajouté au platine-étoposide, CBPC étendu : gain en survie ?",
        "doi:10.1016/s0140-6736(19)32222-6",
        ("hazard ratio 0.73 (IC 95 % 0.59 à 0.91", "en faveur de : durvalumab plus platine-étoposide"),
    ),
    Expected(
        "Dans MURANO, PFS à 2 ans sous venetoclax-rituximab ? (LLC en rechute)",
        "doi:10.1056/nejmoa1713976",
        ("hazard ratio 0.17 (IC 95 % 0.11 à 0.25", "en faveur de : vénétoclax-rituximab", "84.9 %", "36.3 %"),
    ),
)


def _name(expected: Expected) -> str:
    return re.sub(r"\W+", "-", expected.question)[:40]


@pytest.mark.parametrize("expected", ENGLISH, ids=_name)
def test_an_english_question_is_answered_from_the_right_trial(
    expected: Expected, answer_to: Callable[..., Answer]
) -> None:
    answer = answer_to(expected.question)
    assert answer.language == "en"
    assert_first_finding(answer, expected)


@pytest.mark.parametrize("expected", FRENCH, ids=_name)
def test_a_french_question_is_answered_in_french_from_the_right_trial(
    expected: Expected, answer_to: Callable[..., Answer]
) -> None:
    answer = answer_to(expected.question)
    assert answer.language == "fr"
    assert_first_finding(answer, expected)


def assert_first_finding(answer: Answer, expected: Expected) -> None:
    """The first source is the right one, and the first finding cites it and says what it must."""
    assert answer.abstention is None
    assert answer.sources[0].source.id == expected.source
    assert answer.sources[0].answers
    first = answer.findings[0]
    assert first.citations == (1,)
    for words in expected.says:
        assert words in first.text


def test_the_same_question_in_both_languages_rests_on_the_same_trial_and_numbers(
    answer_to: Callable[..., Answer],
) -> None:
    english = answer_to("Ribociclib plus endocrine therapy, premenopausal advanced breast cancer: overall survival?")
    french = answer_to("Ribociclib plus hormonothérapie, cancer du sein avancé préménopausique : survie globale ?")
    assert english.sources[0].source.id == french.sources[0].source.id
    assert english.findings[0].effects[0] == french.findings[0].effects[0]


def test_a_follow_up_is_answered_from_the_trial_of_the_turn_before(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("and the toxicity?", "R-CHOP every 14 days or every 21 days in a 70-year-old with DLBCL, EFS?")
    assert answer.sources[0].source.id == "doi:10.1016/s1470-2045(13)70122-0"
    assert "74% with R-CHOP14" in answer.findings[0].text
