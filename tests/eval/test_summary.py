"""Scores of many answers, added up."""

from collections.abc import Callable

import pytest

from eval.questions.question import ClinicalQuestion
from eval.questions.record import ReadAnswer
from eval.questions.score import score_answer
from eval.questions.summary import Proportion, Summary, summarise, summarise_by_kind

Asked = Callable[..., ClinicalQuestion]
Answer = Callable[..., ReadAnswer]


def row(summary: Summary, name: str) -> tuple[int, int]:
    (found,) = [p for p in summary.proportions if p.name == name]
    return found.count, found.of


@pytest.fixture
def summary(asked: Asked, unanswerable: ClinicalQuestion, answer: Answer, abstention: Answer) -> Summary:
    """Two English answerable questions (answered, abstained), two unanswerable (abstained, answered), one unasked."""
    return summarise(
        [
            score_answer(asked(), answer()),
            score_answer(asked(id="q2"), abstention(timings_ms={"evidence": 400.0})),
            score_answer(unanswerable, abstention()),
            score_answer(unanswerable, answer()),
            score_answer(asked(id="q5", lang="fr"), None),
        ]
    )


def test_wilson_interval_agrees_with_a_published_example() -> None:
    # Newcombe, Stat Med 1998;17:857-72, table I: 81 of 263, score method without continuity correction.
    low, high = Proportion("x", 81, 263).interval or (0.0, 0.0)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_a_proportion_of_nothing_has_no_value() -> None:
    assert Proportion("x", 0, 0).value is None
    assert Proportion("x", 0, 0).interval is None


def test_sources_found_are_counted_by_language_among_the_answerable(summary: Summary) -> None:
    assert row(summary, "right source in the first five, en") == (2, 2)
    assert row(summary, "right source in the first five, fr") == (0, 1)


def test_key_facts_are_counted_one_by_one_and_by_question(summary: Summary) -> None:
    assert row(summary, "key facts stated") == (2, 6)
    assert row(summary, "questions with all key facts stated") == (1, 3)


def test_abstention_is_counted_separately_among_unanswerable_and_answerable(summary: Summary) -> None:
    assert row(summary, "abstained, of the unanswerable") == (1, 2)
    assert row(summary, "abstained, of the answerable") == (1, 3)
    assert row(summary, "unanswerable, of those abstained") == (1, 2)


def test_an_unanswered_question_counts_against_the_language(summary: Summary) -> None:
    assert row(summary, "language right, en") == (4, 4)
    assert row(summary, "language right, fr") == (0, 1)


def test_times_are_percentiles_over_the_answers_that_state_them(summary: Summary) -> None:
    assert summary.timings_ms["evidence"] == (200.0, pytest.approx(370.0), 4)
    assert summary.timings_ms["done"][2] == 3


def test_faults_are_added_up(asked: Asked, finding: Answer) -> None:
    altered = score_answer(asked(), finding("It was 77 and 78.", 9))
    counts = summarise([altered, altered]).counts
    assert counts["unsupported_numbers"] == 4
    assert counts["unknown_citations"] == 2


def test_each_kind_has_a_summary_of_its_own(asked: Asked, unanswerable: ClinicalQuestion) -> None:
    parts = summarise_by_kind([score_answer(asked(), None), score_answer(unanswerable, None)])
    assert {kind: part.questions for kind, part in parts.items()} == {"phi": 1, "unanswerable": 1}
