"""The questions on the starter library that settings were tuned on, as the tests ask them."""

from pathlib import Path

from eval.questions.question import ClinicalQuestion, read_questions

_FILE = Path(__file__).parents[2] / "eval" / "questions" / "starter_questions.jsonl"


def development_questions() -> list[ClinicalQuestion]:
    """The development half."""
    return read_questions([_FILE], "dev")


def questions_with_identifiers() -> list[ClinicalQuestion]:
    """All those that carry identifying details, of both halves."""
    return [question for question in read_questions([_FILE]) if question.phi]
