"""SciFact (Wadden et al. 2020): claims, and the abstracts that support or contradict them.

Two forms of the claims are read: the published one (``evidence`` by document) and the flat one of data hubs (a line an
evidence, ``evidence_doc_id`` and ``evidence_label``). The corpus stands beside them, as ``corpus.jsonl`` or
``scifact_corpus.jsonl``, and claims in French, if any, as ``*_fr*.tsv`` (id, claim).
"""

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from corpora.errors import SourcierError
from corpora.literature.source import Source, SourceKind
from eval.reading import read_jsonl, read_text
from eval.suites.formats.judged import JudgedQuery, document_id

_BETWEEN_SENTENCES = re.compile(r"(['\"])\s*\n?\s*(?=['\"])")
_CORPORA = ("corpus.jsonl", "corpus.jsonl.gz", "scifact_corpus.jsonl", "scifact_corpus.jsonl.gz")
_LABELS = {"SUPPORT": "support", "SUPPORTS": "support", "CONTRADICT": "contradict", "REFUTES": "contradict"}


class _Evidence(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    label: str
    sentences: tuple[int, ...] = ()


class _Claim(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    id: int | str
    claim: str
    cited_doc_ids: tuple[str, ...] = ()
    evidence: dict[str, list[_Evidence]] = {}
    evidence_doc_id: str = ""
    evidence_label: str = ""

    @field_validator("cited_doc_ids", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        """A list, or a list printed as text (``"[31715818]"``)."""
        return tuple(re.findall(r"\d+", str(value)))


class _Abstract(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    doc_id: int | str
    title: str
    abstract: tuple[str, ...] = Field(min_length=1)

    @field_validator("abstract", mode="before")
    @classmethod
    def _sentences(cls, value: object) -> object:
        """A list of sentences, or one printed as text without its commas."""
        if not isinstance(value, str):
            return value
        try:
            return tuple(
                TypeAdapter(list[str]).validate_python(ast.literal_eval(_BETWEEN_SENTENCES.sub(r"\1,", value)))
            )
        except (SyntaxError, ValidationError) as error:
            raise ValueError("is no list of sentences") from error


@dataclass(frozen=True)
class JudgedPair:
    """A claim and an abstract: ``label`` is ``"support"``, ``"contradict"`` or ``"not enough information"``."""

    id: str
    claim: str
    document: str
    label: str


def corpus_beside(claims: Path) -> Path:
    """The corpus that belongs to a file of claims.

    Raises
    ------
    SourcierError
        If there is none beside it.
    """
    for name in _CORPORA:
        if (claims.parent / name).is_file():
            return claims.parent / name
    why = f"{' or '.join(_CORPORA)} has to stand beside it"
    raise SourcierError("eval.unknown_format", suite="SciFact", file=claims, why=why)


def abstracts(path: Path) -> Iterator[Source]:
    """The abstracts as sources."""
    for row in read_jsonl(path, _Abstract):
        text = " ".join(row.abstract)
        yield Source(document_id(str(row.doc_id)), SourceKind.ARTICLE, row.title, text, origin="scifact")


def queries(path: Path) -> list[JudgedQuery]:
    """The claims as queries, the abstracts that each cites as relevant; then the same in French, where there are such."""
    texts: dict[str, str] = {}
    relevance: dict[str, dict[str, int]] = {}
    for row in read_jsonl(path, _Claim):
        name = str(row.id)
        texts[name] = row.claim
        relevance.setdefault(name, {}).update({document_id(number): 1 for number in row.cited_doc_ids})
    english = [JudgedQuery(f"{name}-en", text, "en", relevance[name]) for name, text in texts.items()]
    return english + [
        JudgedQuery(f"{name}-fr", text, "fr", relevance[name])
        for name, text in _french(path).items()
        if name in relevance
    ]


def pairs(path: Path) -> list[JudgedPair]:
    """Every claim with each abstract that was judged for it, in the file's order.

    An abstract that a claim cites and that neither supports nor contradicts it does not give enough information.
    """
    claims: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    for row in read_jsonl(path, _Claim):
        name = str(row.id)
        claims[name] = row.claim
        judged = labels.setdefault(name, {})
        evidence = {document: rows[0].label for document, rows in row.evidence.items() if rows}
        if row.evidence_doc_id:
            evidence[row.evidence_doc_id] = row.evidence_label
        for number in row.cited_doc_ids:
            judged.setdefault(document_id(number), "not enough information")
        for number, label in evidence.items():
            if label.upper() not in _LABELS:
                why = f"claim {name}: the label {label!r} is none of {', '.join(_LABELS)}"
                raise SourcierError("eval.unknown_format", suite="SciFact", file=path, why=why)
            judged[document_id(number)] = _LABELS[label.upper()]
    return [
        JudgedPair(f"{name}-{document.removeprefix('file:')}", text, document, label)
        for name, text in claims.items()
        for document, label in labels[name].items()
    ]


def _french(path: Path) -> dict[str, str]:
    stem = path.name.split(".")[0]
    rows: dict[str, str] = {}
    for file in sorted(path.parent.glob(f"{stem}_fr*.tsv")):
        for number, row in enumerate(
            csv.reader(read_text(file).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), 1
        ):
            if len(row) != 2:
                raise SourcierError("eval.bad_line", file=file.name, line=number, why="an id and a claim are expected")
            rows[row[0]] = row[1]
    return rows
