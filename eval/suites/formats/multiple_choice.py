"""Multiple-choice questions: FrenchMedMCQA's (Labrak et al., LOUHI 2022) and MIRAGE's (Xiong et al., ACL 2024).

FrenchMedMCQA is a JSON list or JSONL (``answers`` by letter, ``correct_answers``: one or more). MIRAGE's
``benchmark.json`` is an object by data set, then by question (``options`` by letter, one ``answer``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpora.catalogue import Language
from corpora.errors import SourcierError
from eval.reading import parsed, read_json, read_jsonl


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question. ``several`` says whether more than one option may be right; ``kind`` is a subgroup."""

    id: str
    question: str
    options: Mapping[str, str]
    correct: tuple[str, ...]
    several: bool
    language: Language
    kind: str


class _French(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    id: str
    question: str = Field(min_length=1)
    answers: dict[str, str] = Field(min_length=2)
    correct_answers: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _correct_are_answers(self) -> "_French":
        if not set(self.correct_answers) <= set(self.answers):
            raise ValueError("correct_answers names a letter that answers has not")
        return self


class _Mirage(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    question: str = Field(min_length=1)
    options: dict[str, str] = Field(min_length=2)
    answer: str

    @model_validator(mode="after")
    def _answer_is_option(self) -> "_Mirage":
        if self.answer not in self.options:
            raise ValueError("answer is a letter that options has not")
        return self


def read_multiple_choice(path: Path) -> list[ChoiceQuestion]:
    """The questions of a file of either format, told by its shape."""
    if ".jsonl" in path.name:
        return [_from_french(row) for row in read_jsonl(path, _French)]
    published = read_json(path)
    if isinstance(published, list):
        return [
            _from_french(parsed(_French.model_validate, row, path, f"[{number}]"))
            for number, row in enumerate(published)
        ]
    if isinstance(published, dict) and published and all(isinstance(part, dict) for part in published.values()):
        return [
            _from_mirage(name, number, parsed(_Mirage.model_validate, row, path, f"{name}.{number}"))
            for name, part in published.items()
            for number, row in part.items()
        ]
    why = "neither a list of questions (FrenchMedMCQA) nor an object by data set (MIRAGE)"
    raise SourcierError("eval.unknown_format", suite="multiple-choice", file=path, why=why)


def _from_french(row: _French) -> ChoiceQuestion:
    options = {letter.upper(): text for letter, text in sorted(row.answers.items())}
    correct = tuple(sorted(letter.upper() for letter in row.correct_answers))
    kind = "one right answer" if len(correct) == 1 else "several right answers"
    return ChoiceQuestion(row.id, row.question, options, correct, True, "fr", kind)


def _from_mirage(name: str, number: str, row: _Mirage) -> ChoiceQuestion:
    return ChoiceQuestion(
        f"{name}-{number}", row.question, dict(sorted(row.options.items())), (row.answer,), False, "en", name
    )
