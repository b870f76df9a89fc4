"""HealthVer's table (Sarrouti et al., EMNLP findings 2021): CSV with ``id``, ``evidence``, ``claim`` and ``label``."""

from dataclasses import dataclass
from pathlib import Path

from corpora.errors import SourcierError
from eval.reading import read_table

_LABELS = {"supports": "support", "refutes": "contradict", "neutral": "not enough information"}


@dataclass(frozen=True)
class ClaimAndEvidence:
    """A claim, a text and how they stand: ``"support"``, ``"contradict"`` or ``"not enough information"``."""

    id: str
    claim: str
    evidence: str
    label: str


def read_healthver(path: Path) -> list[ClaimAndEvidence]:
    """The pairs, in the file's order; numbered, since the published ids are those of claims.

    Raises
    ------
    SourcierError
        If a column is missing, or a label is none of Supports, Refutes and Neutral.
    """
    rows = []
    for number, row in enumerate(read_table(path, ("evidence", "claim", "label"), ","), start=1):
        label = _LABELS.get(row["label"].strip().lower())
        if label is None:
            why = f"label: {row['label']!r} is none of Supports, Refutes and Neutral"
            raise SourcierError("eval.bad_entry", file=path.name, line=f"row {number}", why=why)
        rows.append(ClaimAndEvidence(f"{row.get('id', '')}-{number}".lstrip("-"), row["claim"], row["evidence"], label))
    return rows
