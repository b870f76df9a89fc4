"""The question files: what they promise about the starter library holds."""

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from corpora.literature.starter.cards import cards
from eval.questions.numbers import value_of, values_in
from eval.questions.question import ClinicalQuestion, read_questions

STARTER = Path(str(files("eval.questions") / "starter_questions.jsonl"))


@pytest.fixture(scope="module")
def library() -> dict[str, dict[str, Any]]:
    return {card["doi"]: card for card in cards()}


@pytest.fixture(scope="module")
def questions() -> list[ClinicalQuestion]:
    return read_questions([STARTER])


def check(questions: list[ClinicalQuestion], library: dict[str, dict[str, Any]]) -> list[str]:
    """Everything that a question promises and its cards do not keep."""
    broken: list[str] = []
    for question in questions:
        absent = [doi for doi in question.gold + question.acceptable if doi not in library]
        broken += [f"{question.id}: no card {doi}" for doi in absent]
        printed = values_in(json.dumps(library[d], ensure_ascii=False) for d in question.gold if d in library)
        broken += [
            f"{question.id}: {number} is not printed"
            for fact in question.must
            for number in fact.numbers
            if value_of(number) not in printed
        ]
        broken += [f"{question.id}: {p} is not in the question" for p in question.phi if p not in question.question]
    return broken


def test_every_gold_source_is_in_the_library_and_prints_the_key_facts(
    questions: list[ClinicalQuestion], library: dict[str, dict[str, Any]]
) -> None:
    assert check(questions, library) == []


def test_a_key_fact_that_no_gold_source_prints_would_be_noticed(library: dict[str, dict[str, Any]]) -> None:
    wrong = read_questions([STARTER])[0]
    fact = wrong.must[0].model_copy(update={"numbers": ("987.654",)})
    assert check([wrong.model_copy(update={"must": (fact,)})], library) == [f"{wrong.id}: 987.654 is not printed"]


def test_both_halves_have_every_kind_in_both_languages_in_like_numbers(questions: list[ClinicalQuestion]) -> None:
    halves = {split: Counter((q.kind, q.lang) for q in questions if q.split == split) for split in ("dev", "test")}
    assert set(halves["dev"]) == set(halves["test"]) and len(halves["dev"]) == 12
    assert all(abs(halves["dev"][key] - halves["test"][key]) <= 1 for key in halves["dev"])


def test_no_question_is_asked_twice(questions: list[ClinicalQuestion]) -> None:
    asked = Counter((q.question, q.previous) for q in questions)
    assert [question for question, times in asked.items() if times > 1] == []


def test_the_public_development_questions_keep_their_promises(
    shared_data: Path, library: dict[str, dict[str, Any]]
) -> None:
    assert check(read_questions([shared_data / "questions" / "questions_dev.jsonl"]), library) == []
