"""PubMedQA's labelled questions (Jin et al., EMNLP 2019).

Two forms are read: the published ``ori_pqal.json`` (an object by PMID, keys in capitals) and JSONL with the same fields
in lower case. ``pubmedqa_corpus.jsonl`` beside either holds the abstracts for retrieval.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpora.errors import SourcierError
from corpora.literature.source import Source, SourceKind
from eval.reading import parsed, read_json, read_jsonl

Decision = Literal["yes", "no", "maybe"]
DECISIONS: tuple[Decision, ...] = ("yes", "no", "maybe")

_PUBLISHED = {
    "QUESTION": "question",
    "CONTEXTS": "contexts",
    "YEAR": "year",
    "final_decision": "final_decision",
}
_CORPORA = ("pubmedqa_corpus.jsonl.gz", "pubmedqa_corpus.jsonl")


class PubMedQuestion(BaseModel):
    """A question on an abstract, the abstract without its conclusion, and the experts' decision."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    pmid: str
    question: str = Field(min_length=1)
    contexts: tuple[str, ...] = Field(min_length=1)
    year: str | None = None
    final_decision: Decision


class _Abstract(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    pmid: str
    year: str | None = None
    sections: tuple[tuple[str, str], ...] = Field(min_length=1)


def read_pubmedqa(path: Path) -> list[PubMedQuestion]:
    """The questions, in the file's order."""
    if ".jsonl" in path.name:
        return list(read_jsonl(path, PubMedQuestion))
    published = read_json(path)
    if not isinstance(published, dict):
        raise SourcierError("eval.unknown_format", suite="pubmedqa", file=path, why="an object by PMID is expected")
    return [
        parsed(PubMedQuestion.model_validate, _lowered(pmid, row), path, f"PMID {pmid}")
        for pmid, row in published.items()
    ]


def read_corpus(questions: Path) -> Iterator[Source]:
    """The abstracts that stand beside a file of questions, as sources.

    Raises
    ------
    SourcierError
        If there are none beside it.
    """
    path = next((questions.parent / name for name in _CORPORA if (questions.parent / name).is_file()), None)
    if path is None:
        why = f"{' or '.join(_CORPORA)} has to stand beside it"
        raise SourcierError("eval.unknown_format", suite="pubmedqa-retrieval", file=questions, why=why)
    for row in read_jsonl(path, _Abstract):
        text = "\n".join(text for _, text in row.sections)
        title = row.sections[0][1].split(". ")[0][:200]
        year = int(row.year) if row.year and row.year.isdigit() else 0
        yield Source(f"pmid:{row.pmid}", SourceKind.ARTICLE, title, text, year=year, identifiers={"pmid": row.pmid})


def _lowered(pmid: str, row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    return {"pmid": pmid} | {ours: row[theirs] for theirs, ours in _PUBLISHED.items() if theirs in row}
