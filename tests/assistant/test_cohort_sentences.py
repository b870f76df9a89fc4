"""A drafted sentence on a cohort must say that it is one, in no word of trials."""

import pytest

from assistant.cohort_sentences import speaks_of_a_cohort
from assistant.verification import verify
from tests.asking import lexicon
from tests.patients_like_this import cohort_evidence


@pytest.mark.parametrize(
    "sentence",
    [
        "In this cohort, 86.8% were free of recurrence at 2 years with hormonal therapy.",
        "In this observational cohort, not randomised, survival at 2 years was 86.8% with hormonal therapy.",
        "Dans cette cohorte observationnelle, la survie sans récidive à 2 ans était de 86.8 % sous hormonothérapie.",
    ],
)
def test_a_cohort_named_as_one_passes(sentence: str) -> None:
    assert speaks_of_a_cohort(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Survival at 2 years was 86.8% with hormonal therapy.",
        "This randomised cohort had 86.8% without recurrence.",
        "In this cohort, hormonal therapy significantly reduced recurrence.",
        "Dans cette cohorte, l'hormonothérapie était significativement supérieure.",
        "Cet essai observationnel montre 86.8 % de survie sans récidive.",
    ],
)
def test_a_cohort_in_a_trials_words_does_not(sentence: str) -> None:
    assert not speaks_of_a_cohort(sentence)


def test_verification_drops_such_a_sentence_with_its_reason() -> None:
    check = verify("Hormonal therapy: 86.8% at 2 years.", (3,), (cohort_evidence(3),), lexicon(), "en")
    assert not check.passed
    assert "cohort" in check.reason
