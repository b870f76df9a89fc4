"""BioASQ task B (Tsatsaronis et al. 2015): ``{"questions": […]}`` with snippets, exact and ideal answers."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from corpora.errors import SourcierError
from eval.reading import parsed, read_json


class _Snippet(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    text: str


class BioASQQuestion(BaseModel):
    """A question. ``exact_answer`` is read for yes/no questions only, ``ideal_answer`` for all."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    type: str
    body: str = Field(min_length=1)
    snippets: tuple[_Snippet, ...] = ()
    exact_answer: str = ""
    ideal_answer: tuple[str, ...] = ()

    @field_validator("exact_answer", mode="before")
    @classmethod
    def _one(cls, value: object) -> object:
        """Published as ``"yes"``, and in some years as ``["yes"]``; lists of lists are other types' answers."""
        if isinstance(value, list):
            value = value[0] if len(value) == 1 else ""
        return value.strip().lower() if isinstance(value, str) else ""

    @field_validator("ideal_answer", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        """Published as a text, and in later years as a list of them."""
        return (value,) if isinstance(value, str) else value


def read_bioasq(path: Path) -> list[BioASQQuestion]:
    """All questions, of whatever type."""
    published = read_json(path)
    rows = published.get("questions") if isinstance(published, dict) else None
    if not isinstance(rows, list):
        why = 'an object with the list "questions" is expected'
        raise SourcierError("eval.unknown_format", suite="bioasq", file=path, why=why)
    return [parsed(BioASQQuestion.model_validate, row, path, f"questions[{number}]") for number, row in enumerate(rows)]
