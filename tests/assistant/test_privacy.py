"""What identifies a patient is in nothing that answering makes: no event, record, export, search or log."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.audit import AuditLog
from assistant.batch import BatchQuestion
from assistant.cli.search import ranked
from assistant.drafting import Drafter
from assistant.events import Done, QuestionUnderstood
from assistant.export import FORMATS, export
from assistant.pipeline import Assistant
from assistant.record import to_record
from eval.questions.leaks import leaked
from eval.questions.question import ClinicalQuestion
from indexes.library import Library
from indexes.retrieval import Retriever
from tests.asking import assistant_on, lexicon, whole_answer
from tests.assistant.starter_questions import questions_with_identifiers
from tests.scripted_model import ScriptedModel

QUESTIONS = questions_with_identifiers()
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


@every_question
def test_no_event_and_no_record_identifies_the_patient(
    question: ClinicalQuestion, assistant_without_model: Assistant
) -> None:
    events = list(assistant_without_model.ask(question.question, question.previous))
    first, last = events[0], events[-1]
    assert isinstance(first, QuestionUnderstood)
    assert isinstance(last, Done)
    assert first.redacted
    assert leaked(question.phi, {"event": first.question, "categories": list(first.redacted)}) == ()
    assert leaked(question.phi, to_record(last.answer)) == ()
    assert leaked(question.phi, {"events": [repr(event) for event in events[:1]]}) == ()


@every_question
def test_no_search_repeats_what_identifies_the_patient(question: ClinicalQuestion, starter_library: Library) -> None:
    query = BatchQuestion(id=question.id, question=question.question)
    result = ranked(query, Retriever(starter_library), lexicon(), 3)
    assert leaked(question.phi, result) == ()


@pytest.fixture(scope="module")
def told(assistant_without_model: Assistant) -> tuple[ClinicalQuestion, Answer]:
    """A question that carries a name, a date of birth and a record number, and its answer."""
    question = next(q for q in QUESTIONS if q.id == "starter-en-phi-01")
    return question, whole_answer(assistant_without_model, question.question)


def test_no_export_identifies_the_patient(told: tuple[ClinicalQuestion, Answer]) -> None:
    question, answer = told
    for format in FORMATS:
        content = export(answer, format)
        text = _text_of_docx(content) if format == "docx" else content.decode()
        assert leaked(question.phi, {"export": text}) == (), format


def test_no_log_identifies_the_patient(told: tuple[ClinicalQuestion, Answer], tmp_path: Path) -> None:
    question, answer = told
    log = AuditLog(tmp_path / "audit.jsonl")
    log.append("answer", to_record(answer))
    assert leaked(question.phi, {"log": (tmp_path / "audit.jsonl").read_text(encoding="utf-8")}) == ()


def test_the_language_model_is_not_told_who_the_patient_is(starter_library: Library) -> None:
    question = next(q for q in QUESTIONS if q.id == "starter-en-phi-06")
    model = ScriptedModel(*["[1] Ribociclib."] * 20)
    whole_answer(assistant_on(starter_library, Drafter(model, "scripted")), question.question)
    assert model.asked
    prompts = [message.content for messages, _ in model.asked for message in messages]
    assert leaked(question.phi, {"prompts": prompts}) == ()


def test_earlier_turns_are_redacted_as_well(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to(
        "Et la survie globale ?", "Mme Séverine Oudot-Planchard, IPP 8800456712 : myélome, lénalidomide ?"
    )
    assert leaked(["Séverine Oudot-Planchard", "8800456712"], to_record(answer)) == ()


def test_what_is_not_identifying_is_still_asked(told: tuple[ClinicalQuestion, Answer]) -> None:
    question, answer = told
    assert answer.abstention is None
    assert answer.sources[0].source.id in {f"doi:{doi.lower()}" for doi in question.gold}


def _text_of_docx(content: bytes) -> str:
    import io

    from docx import Document

    document = Document(io.BytesIO(content))
    properties = document.core_properties
    return json.dumps([*(p.text for p in document.paragraphs), properties.title, properties.comments])
