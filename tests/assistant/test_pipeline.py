"""An answer is a stream of events, the evidence first, and the same question gives the same answer."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.drafting import Drafter
from assistant.events import Abstained, Done, EvidenceFound, FindingsComposed, QuestionUnderstood
from assistant.pipeline import Assistant
from assistant.record import to_record
from corpora.literature.source import SourceKind
from indexes.library import Library
from tests.asking import assistant_on, whole_answer
from tests.scripted_model import ScriptedModel

QUESTION = "FRESCO trial: fruquintinib in metastatic colorectal cancer, overall survival?"
UNANSWERABLE = "Does zorbitinib prolong survival in metastatic melanoma?"


def test_an_answer_arrives_evidence_first(assistant_without_model: Assistant) -> None:
    kinds = [type(event) for event in assistant_without_model.ask(QUESTION)]
    assert kinds == [QuestionUnderstood, EvidenceFound, FindingsComposed, Done]


def test_an_abstention_still_shows_what_was_found(assistant_without_model: Assistant) -> None:
    events = list(assistant_without_model.ask(UNANSWERABLE))
    assert [type(event) for event in events] == [QuestionUnderstood, EvidenceFound, Abstained, Done]


def test_what_the_events_said_is_what_the_answer_holds(assistant_without_model: Assistant) -> None:
    understood, evidence, composed, done = assistant_without_model.ask(QUESTION)
    assert isinstance(understood, QuestionUnderstood)
    assert isinstance(evidence, EvidenceFound)
    assert isinstance(composed, FindingsComposed)
    assert isinstance(done, Done)
    assert done.answer.question == understood.question
    assert (done.answer.sources, done.answer.findings) == (evidence.sources, composed.findings)


def test_sources_are_numbered_from_one_and_those_that_answer_come_first(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to(QUESTION)
    assert [evidence.n for evidence in answer.sources] == list(range(1, len(answer.sources) + 1))
    answering = [evidence.answers for evidence in answer.sources]
    assert answering == sorted(answering, reverse=True)


def test_strata_of_one_cohort_do_not_crowd_out_the_literature(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("Hormonal therapy in node-positive breast cancer: recurrence-free survival?")
    kinds = [evidence.source.kind for evidence in answer.sources]
    assert 1 <= kinds.count(SourceKind.COHORT) <= 2
    assert SourceKind.TRIAL_REPORT in kinds


def test_trials_that_answer_are_listed_before_cohorts_that_do(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("Hormonal therapy in node-positive breast cancer: recurrence-free survival?")
    of_cohort = [evidence.source.kind is SourceKind.COHORT for evidence in answer.sources if evidence.answers]
    assert any(of_cohort)
    assert of_cohort == sorted(of_cohort)


def test_no_more_sources_are_listed_than_wanted(starter_library: Library) -> None:
    assistant = assistant_on(starter_library)
    assistant.sources = 3
    assert len(whole_answer(assistant, QUESTION).sources) == 3


@pytest.mark.parametrize("question", [QUESTION, UNANSWERABLE, "Herceptin en adjuvant : un an ou deux ans ?"])
def test_the_same_question_gives_the_same_record_but_for_its_timings(question: str, starter_library: Library) -> None:
    first, second = (to_record(whole_answer(assistant_on(starter_library), question)) for _ in range(2))
    assert first["id"] == second["id"]
    assert first.pop("timings_ms").keys() == second.pop("timings_ms").keys()
    assert first == second


def test_a_replay_with_a_model_has_the_same_identity(starter_library: Library) -> None:
    said = "[1] Fruquintinib prolonged overall survival compared with placebo (hazard ratio 0.65)."
    answers = [
        whole_answer(assistant_on(starter_library, Drafter(ScriptedModel(said), "scripted")), QUESTION)
        for _ in range(2)
    ]
    assert answers[0].id == answers[1].id
    assert answers[0].sentences == answers[1].sentences != ()


def test_what_was_said_is_part_of_an_answers_identity(starter_library: Library, fresco: Answer) -> None:
    said = "[1] Fruquintinib prolonged overall survival compared with placebo (hazard ratio 0.65)."
    drafted = whole_answer(assistant_on(starter_library, Drafter(ScriptedModel(said), "scripted")), QUESTION)
    assert drafted.question == fresco.question
    assert drafted.id != fresco.id


def test_moments_are_timed_in_order(fresco: Answer) -> None:
    assert list(fresco.timings_ms) == ["evidence", "first_finding", "done"]
    assert list(fresco.timings_ms.values()) == sorted(fresco.timings_ms.values())
