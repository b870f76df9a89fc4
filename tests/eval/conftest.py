"""A small question and a right answer to it, for the tests to break."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.questions.question import ClinicalQuestion
from eval.questions.record import AnswerRecord, ReadAnswer

QUESTION = {
    "id": "q1",
    "lang": "en",
    "kind": "phi",
    "question": "Mrs Hortensia Blackwaite, DOB 14.03.1951: does drugone prolong survival in HER2-positive disease?",
    "previous": [],
    "answerable": True,
    "gold": ["10.1000/ABC.1"],
    "acceptable": [],
    "must": [
        {"numbers": ["0.70", "0.56", "0.89"], "what": "HR for death"},
        {"numbers": ["12.9", "9.0"], "what": "median overall survival, months"},
    ],
    "direction": "Yes.",
    "forbidden": "No.",
    "phi": ["Hortensia Blackwaite", "14.03.1951"],
}

PASSAGE = (
    "In HER2-positive disease, median overall survival was 12.9 months with drugone and 9.0 months with placebo "
    "(HR 0.70, 95% CI 0.56-0.89; P=.001) among 2,586 patients."
)

ANSWER: dict[str, Any] = {
    "id": "q1",
    "question": "[name], [date]: does drugone prolong survival in HER2-positive disease?",
    "language": "en",
    "abstained": False,
    "abstention": None,
    "sources": [
        {
            "n": 1,
            "id": "doi:10.1000/abc.1",
            "kind": "trial report",
            "title": "Drugone for the treatment of 34 things",
            "year": 2016,
            "design": {"label": "randomised, phase 3", "evidence_level": 2},
            "flags": [],
            "passages": [{"id": "doi:10.1000/abc.1#0", "text": PASSAGE, "section": "results", "page": None}],
        },
        {
            "n": 2,
            "id": "doi:10.1000/xyz.2",
            "kind": "trial report",
            "title": "Another trial",
            "year": 2019,
            "design": {"label": ""},
            "flags": [],
            "passages": [{"id": "doi:10.1000/xyz.2#0", "text": "Response was 41% and 8%.", "section": "", "page": 3}],
        },
    ],
    "findings": [
        {
            "text": "Death: HR 0.70 (95% CI 0.56 to 0.89) in favour of drugone, and the primary endpoint was met. [1]",
            "citations": [1],
            "effects": [],
        }
    ],
    "sentences": [
        {
            "text": "With drugone the median was 12.9 months, and 9.0 months with placebo, in HER2-positive disease.",
            "citations": [1],
            "verdict": "supported",
        }
    ],
    "dropped": [],
    "timings_ms": {"evidence": 200.0, "done": 900.0},
    "model": "scripted",
}

ABSTENTION: dict[str, Any] = ANSWER | {
    "abstained": True,
    "abstention": {"missing": "The library has nothing on the treatment that is asked about.", "nearest": [2]},
    "findings": [],
    "sentences": [],
}


@pytest.fixture
def asked() -> Callable[..., ClinicalQuestion]:
    """The question, with changes."""
    return lambda **changes: ClinicalQuestion.model_validate(QUESTION | changes)


@pytest.fixture
def unanswerable() -> ClinicalQuestion:
    """The same question, of a library that does not answer it."""
    nothing: dict[str, Any] = {"kind": "unanswerable", "answerable": False, "gold": [], "must": []}
    return ClinicalQuestion.model_validate(QUESTION | nothing)


@pytest.fixture
def answer() -> Callable[..., ReadAnswer]:
    """The right answer, with changes to its record."""
    return lambda **changes: _as_read(ANSWER | changes)


@pytest.fixture
def abstention() -> Callable[..., ReadAnswer]:
    """An abstention, with changes to its record."""
    return lambda **changes: _as_read(ABSTENTION | changes)


@pytest.fixture
def finding() -> Callable[..., ReadAnswer]:
    """The right answer, its finding replaced by a text and the sources it cites."""

    def with_finding(text: str, *citations: int) -> ReadAnswer:
        return _as_read(ANSWER | {"findings": [{"text": text, "citations": list(citations or (1,)), "effects": []}]})

    return with_finding


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[..., Path]:
    """A JSONL file of records, or of lines as they are."""

    def write(name: str, *records: dict[str, Any] | str) -> Path:
        path = tmp_path / name
        lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    return write


def _as_read(whole: dict[str, Any]) -> ReadAnswer:
    whole = copy.deepcopy(whole)
    return ReadAnswer(AnswerRecord.model_validate(whole), whole)
