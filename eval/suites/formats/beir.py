"""BEIR's folders (Thakur et al. 2021): ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/*.tsv``, gzipped or not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpora.errors import SourcierError
from corpora.french_or_english import french_or_english
from corpora.literature.language import detect_language, language_code
from corpora.literature.source import Source, SourceKind
from eval.reading import read_jsonl, read_table
from eval.suites.formats.judged import JudgedQuery, document_id

_SPLITS = ("test", "dev", "train")


class _Row(BaseModel):
    # Collections carry fields of their own beside BEIR's.
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Document(_Row):
    id: str = Field(alias="_id")
    title: str = ""
    text: str


class _Query(_Row):
    id: str = Field(alias="_id")
    text: str
    metadata: dict[str, Any] = {}


def is_beir(folder: Path) -> bool:
    """Whether a folder has the three parts."""
    return folder.is_dir() and all(_part(folder, name) for name in ("corpus.jsonl", "queries.jsonl", "qrels"))


def corpus(folder: Path) -> Iterator[Source]:
    """The documents as sources, their language detected."""
    for row in read_jsonl(_needed(folder, "corpus.jsonl"), _Document):
        text = row.text or row.title
        yield Source(
            document_id(row.id), SourceKind.ARTICLE, row.title, text, detect_language(text), origin=folder.name
        )


def queries(folder: Path) -> list[JudgedQuery]:
    """The queries that the judgements name, in the file's order.

    Where there are several files of judgements, that of the test split is read, else of dev, else of train. A query's
    language is its ``metadata.language`` (or ``lang``), or else detected.

    Raises
    ------
    SourcierError
        If a part is missing or malformed, or there is no one file of judgements to read.
    """
    judgements: dict[str, dict[str, int]] = {}
    path = _judgements(folder)
    for number, row in enumerate(read_table(path, ("query-id", "corpus-id", "score"), "\t"), start=2):
        try:
            grade = int(row["score"])
        except ValueError as error:
            why = f"score: {row['score']!r} is no whole number"
            raise SourcierError("eval.bad_line", file=path.name, line=number, why=why) from error
        judgements.setdefault(row["query-id"], {})[document_id(row["corpus-id"])] = grade
    return [
        JudgedQuery(row.id, row.text, _language(row), judgements[row.id])
        for row in read_jsonl(_needed(folder, "queries.jsonl"), _Query)
        if row.id in judgements
    ]


def _language(row: _Query) -> Literal["en", "fr"]:
    named = language_code(str(row.metadata.get("language") or row.metadata.get("lang") or ""))
    return "fr" if (named or french_or_english(row.text)) == "fr" else "en"


def _judgements(folder: Path) -> Path:
    files = {path.name.split(".")[0]: path for path in sorted((folder / "qrels").glob("*.tsv*"))}
    for split in _SPLITS:
        if split in files:
            return files[split]
    if len(files) != 1:
        why = f"qrels holds {len(files)} files, and none is called test.tsv, dev.tsv or train.tsv"
        raise SourcierError("eval.unknown_format", suite="retrieval", file=folder, why=why)
    return next(iter(files.values()))


def _needed(folder: Path, name: str) -> Path:
    found = _part(folder, name)
    if found is None:
        raise SourcierError("eval.unknown_format", suite="retrieval", file=folder, why=f"there is no {name}")
    return found


def _part(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, folder / f"{name}.gz") if path.exists()), None)
