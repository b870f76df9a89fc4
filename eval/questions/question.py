"""A clinician's question with what a right answer holds, as question files give it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from corpora.catalogue import Language
from corpora.errors import SourcierError

Kind = Literal["direct", "named", "synthesis", "phi", "followup", "unanswerable"]
Split = Literal["dev", "test"]


class KeyFact(BaseModel):
    """A fact that a right answer states.

    Attributes
    ----------
    numbers
        All of them have to be stated; as the source prints them.
    what
        In words, for the reader of a failure.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    numbers: tuple[str, ...]
    what: str


class ClinicalQuestion(BaseModel):
    """One line of a question file.

    Attributes
    ----------
    previous
        Earlier turns of the user, oldest first.
    gold, acceptable
        DOIs of the sources that answer it, and of those that answer it in part or in an earlier report.
    direction, forbidden
        What a right answer says, and the likeliest wrong statement; for a human or a model judge.
    phi
        Identifying strings of the question that may survive nowhere in the answer's record.
    split
        Which half of a set that is divided for development.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    lang: Language
    kind: Kind
    question: str
    previous: tuple[str, ...] = ()
    answerable: bool
    gold: tuple[str, ...] = ()
    acceptable: tuple[str, ...] = ()
    must: tuple[KeyFact, ...] = ()
    direction: str = ""
    forbidden: str = ""
    phi: tuple[str, ...] = ()
    split: Split | None = None

    @model_validator(mode="after")
    def _gold_where_answerable(self) -> "ClinicalQuestion":
        if self.answerable != bool(self.gold):
            raise ValueError("an answerable question names its gold sources, an unanswerable one has none")
        return self

    @property
    def right_sources(self) -> frozenset[str]:
        """Ids of the gold and acceptable sources, as answers spell them (``doi:…``, lower case)."""
        return frozenset(source_id(doi) for doi in self.gold + self.acceptable)


def source_id(doi: str) -> str:
    """The library's id of a DOI."""
    return f"doi:{doi.lower()}"


def read_questions(paths: Iterable[Path], split: Split | None = None) -> list[ClinicalQuestion]:
    """The questions of several files, in order; of one half only where ``split`` says so.

    Raises
    ------
    SourcierError
        If a file is absent, a line is not a question (names the file, line and field), an id comes twice, or no
        question is left.
    """
    questions: dict[str, ClinicalQuestion] = {}
    for path in paths:
        if not path.is_file():
            raise SourcierError("evaluation.no_file", file=path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                question = ClinicalQuestion.model_validate_json(line)
            except ValidationError as error:
                raise SourcierError("evaluation.bad_line", file=path.name, line=number, why=first_of(error)) from error
            if question.id in questions:
                raise SourcierError("evaluation.same_id", file=path.name, line=number, id=question.id)
            if split in (None, question.split):
                questions[question.id] = question
    if not questions:
        raise SourcierError("evaluation.no_questions")
    return list(questions.values())


def first_of(error: ValidationError) -> str:
    """The first complaint of a validation error: field and reason, without the value."""
    complaint = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in complaint["loc"])
    return f"{field}: {complaint['msg']}" if field else complaint["msg"]
