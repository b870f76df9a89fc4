"""A query with the documents that people judged for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpora.catalogue import Language


@dataclass(frozen=True)
class JudgedQuery:
    """A query. ``relevance`` grades sources by id; those graded 1 or more are relevant."""

    id: str
    text: str
    language: Language
    relevance: Mapping[str, int]


def document_id(name: str) -> str:
    """The library's id of a collection's document."""
    return f"file:{name.lower()}"
