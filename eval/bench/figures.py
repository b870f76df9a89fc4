"""What the answering benchmark says of a system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any, TypeVar

from rich.table import Column, Table

from eval.questions.grounding import check_grounding
from eval.questions.record import AnswerRecord

TOP = 5

T = TypeVar("T")


@dataclass(frozen=True)
class Figures:
    """Of one system over the questions.

    Attributes
    ----------
    found_in_five
        A right source among the first five, of all questions.
    evidence_p50, evidence_p95, first_finding_p95
        Milliseconds until the ranked sources (the first finding) are there; over all but the first question.
    drafted
        Of the questions, those that the language model answered as well.
    done_p50
        Milliseconds until the answer is whole.
    answered_with_prose
        Of the drafted, those with a sentence of the model's own that is more than a refusal.
    numbers_not_printed
        Numbers in findings and prose that no source cited for them prints; where nothing is cited, every number.
    """

    system: str
    questions: int
    found_in_five: str
    evidence_p50: float
    evidence_p95: float
    first_finding_p95: float | None = None
    drafted: int = 0
    done_p50: float | None = None
    answered_with_prose: int = 0
    numbers_not_printed: int | None = None


@dataclass(frozen=True)
class Remark:
    """What is to be said of a system beside its figures; above all why it could not be run."""

    system: str
    text: str


def right(question: Mapping[str, object], ids: Sequence[str]) -> bool:
    """Whether a gold or acceptable source is among the first five of the sources found."""
    wanted = {f"doi:{str(doi).lower()}" for key in ("gold", "acceptable") for doi in _list(question.get(key))}
    return bool(wanted & set(ids[:TOP]))


def found(questions: Sequence[Mapping[str, object]], ranked: Sequence[Sequence[str]]) -> str:
    """How many questions found a right source, of how many."""
    return f"{sum(map(right, questions, ranked))}/{len(questions)}"


def warm(measured: Sequence[T]) -> Sequence[T]:
    """All but the first, which loads what the others find loaded."""
    return measured[1:] or measured


def p50(times: Sequence[float]) -> float | None:
    """The median; ``None`` of nothing."""
    return median(times) if times else None


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else times[0]


def numbers_not_printed(records: Sequence[Mapping[str, Any]]) -> int | None:
    """Counted over records as docs/scripting.md has them; ``None`` of none."""
    if not records:
        return None
    return sum(len(check_grounding(AnswerRecord.model_validate(record)).unsupported) for record in records)


def with_prose(records: Sequence[Mapping[str, Any]]) -> int:
    """How many records have a sentence that the model wrote; one that stands for what it wrote is its source's."""
    return sum(any(said.get("verdict") != "stated" for said in record["sentences"]) for record in records)


def table_of(results: Sequence[Figures | Remark]) -> Table:
    """One row a system, one line a remark below."""
    heads = ("right in five", "evidence p50", "p95 ms", "finding p95", "done p50", "prose", "not printed")
    table = Table(Column("system", no_wrap=True), *heads)
    for r in results:
        if isinstance(r, Figures):
            times = (r.evidence_p50, r.evidence_p95, r.first_finding_p95, r.done_p50)
            shown = ["" if x is None else f"{x:.0f}" for x in times]
            prose = f"{r.answered_with_prose}/{r.drafted}" if r.drafted else ""
            table.add_row(r.system, r.found_in_five, *shown, prose, _shown(r.numbers_not_printed))
    table.caption = "\n".join(f"{r.system}: {r.text}" for r in results if isinstance(r, Remark)) or None
    return table


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
