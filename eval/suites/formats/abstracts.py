"""Abstracts by DOI: JSONL with ``doi`` and ``abstract``."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from eval.reading import read_jsonl


class AbstractOf(BaseModel):
    """An abstract and its DOI, lower case."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    doi: str = Field(min_length=1)
    abstract: str

    @field_validator("doi")
    @classmethod
    def _lowered(cls, value: str) -> str:
        return value.lower()


def read_abstracts(path: Path) -> list[AbstractOf]:
    """The abstracts, in the file's order."""
    return list(read_jsonl(path, AbstractOf))
