"""What an import did: how many patients, what was rejected and why, what was made coarser."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from corpora.catalogue import Language, say
from corpora.cohorts.staged import Reject
from corpora.errors import SourcierError

_LINES_SHOWN = 5


@dataclass(frozen=True)
class RejectGroup:
    """Rows with the same problem in the same column; ``lines`` are the first of them (0: the format has no lines)."""

    file: str
    column: str
    reason: str
    details: dict[str, str | int]
    count: int
    lines: tuple[int, ...]

    def text(self, language: Language) -> str:
        """The group in words."""
        reason = say(self.reason, language, **self.details)
        where = f"{self.file}: {self.column}: {reason}" if self.column else f"{self.file}: {reason}"
        if "count" in self.details:
            return where  # a finding on the file as a whole says itself how often
        numbered = [str(line) for line in self.lines if line]
        if not numbered:
            return say("cohort_import.group", language, where=where, count=self.count)
        more = ", …" if self.count > len(numbered) else ""
        lines = ", ".join(numbered) + more
        return say("cohort_import.group_with_lines", language, where=where, count=self.count, lines=lines)


@dataclass(frozen=True)
class Generalisation:
    """Something made coarser, so that nobody stands out: an entry of the catalogue with its details."""

    variable: str
    what: str
    details: dict[str, str | int]

    def text(self, language: Language) -> str:
        """The same in words."""
        return f"{self.variable}: {say(self.what, language, **self.details)}"


@dataclass(frozen=True)
class ImportReport:
    """What an import did.

    Attributes
    ----------
    rows
        Rows (or records) read, the rejected ones among them.
    patients, lines, notes
        What was kept: patients, their lines of treatment, their notes.
    rejected
        Rows rejected, the sum over ``rejects``.
    missing
        Share of patients in whom a variable, or an outcome, is missing, 0 to 1, by name.
    """

    cohort: str
    rows: int
    patients: int
    lines: int
    notes: int
    rejected: int
    rejects: tuple[RejectGroup, ...]
    warnings: tuple[RejectGroup, ...]
    missing: dict[str, float]
    generalisations: tuple[Generalisation, ...]
    seconds: float


class TooManyRejects(SourcierError):
    """An import refused because too many rows were rejected; says why, and where the first ones are."""

    def __init__(self, rejects: list[Reject], rows: int, allowed: float) -> None:
        self.groups = group_rejects(rejects)
        super().__init__(
            "cohort_import.too_many_rejects",
            count=len(rejects),
            rows=rows,
            percent=round(100 * len(rejects) / max(rows, 1)),
            allowed=f"{100 * allowed:g}",
        )

    def message(self, language: Language) -> str:
        """What is wrong, then each reason on a line of its own."""
        return "\n".join([super().message(language), *(f"  {group.text(language)}" for group in self.groups[:12])])


def group_rejects(rejects: Iterable[Reject]) -> tuple[RejectGroup, ...]:
    """Rejects by file, column and reason, the most frequent first."""
    found: dict[tuple[str, ...], list[Reject]] = {}
    for reject in rejects:
        details = tuple(f"{name}={value}" for name, value in sorted(reject.details.items()))
        found.setdefault((reject.file, reject.column, reject.reason, *details), []).append(reject)
    groups = (
        RejectGroup(
            each[0].file,
            each[0].column,
            each[0].reason,
            each[0].details,
            len(each),
            tuple(sorted(reject.line for reject in each)[:_LINES_SHOWN]),
        )
        for each in found.values()
    )
    return tuple(sorted(groups, key=lambda group: (-group.count, group.file, group.column)))


def report_json(report: ImportReport) -> bytes:
    """A report as JSON."""
    return TypeAdapter(ImportReport).dump_json(report, indent=2)
