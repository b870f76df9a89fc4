"""What several tests of answering share."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.pipeline import Assistant
from tests.asking import whole_answer
from tests.assistant.starter_questions import development_questions


@pytest.fixture(scope="session")
def development_answers(assistant_without_model: Assistant) -> dict[str, Answer]:
    """The answers to all development questions, by their id; nothing drafted."""
    return {
        question.id: whole_answer(assistant_without_model, question.question, question.previous)
        for question in development_questions()
    }


@pytest.fixture(scope="session")
def fresco(answer_to: Callable[..., Answer]) -> Answer:
    """An answer from one trial: fruquintinib against placebo, overall survival 9.3 and 6.6 months, hazard ratio 0.65."""
    return answer_to("FRESCO trial: fruquintinib in metastatic colorectal cancer, overall survival?")
