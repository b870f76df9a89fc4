"""Lines of treatment out of single exposures, by one simple rule.

A line begins with the first antineoplastic drug. Drugs that start within 28 days of its beginning belong to it. A new
line begins when another drug starts after that, or when treatment starts again after 120 days without any drug of the
line. Companions (folinic acid, prednisone, …) name the regimen and begin nothing. Dates of regimens that the origin
records as such go before this rule: the patient then has those lines and no others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from corpora.cohorts.events.treatment import is_antineoplastic, regimen_of
from corpora.cohorts.events.workspace import Workspace

TOGETHER = timedelta(days=28)
GAP = timedelta(days=120)
_ROWS = 20_000
# Treatment planned before the diagnosis is confirmed belongs to it; what was given earlier was for something else.
BEFORE_INDEX = 30


@dataclass
class _Line:
    start: date
    stop: date
    drugs: set[str] = field(default_factory=set)


def lines_of(exposures: Iterable[tuple[str, date, date | None]]) -> list[tuple[tuple[str, ...], date, date]]:
    """The lines of one patient.

    Parameters
    ----------
    exposures
        Drug, first and last day, in order of the first day.

    Returns
    -------
    list
        Drugs (sorted), first and last day, in order.
    """
    lines: list[_Line] = []
    companions: list[tuple[str, date]] = []
    for drug, start, last in exposures:
        stop = max(start, last or start)
        if not is_antineoplastic(drug):
            companions.append((drug, start))
            continue
        current = lines[-1] if lines else None
        if current is None or start > current.stop + GAP:
            lines.append(_Line(start, stop, {drug}))
        elif drug in current.drugs or start <= current.start + TOGETHER:
            current.drugs.add(drug)
            current.stop = max(current.stop, stop)
        else:
            lines.append(_Line(start, stop, {drug}))
    for line in lines:
        line.drugs.update(drug for drug, day in companions if line.start - TOGETHER <= day <= line.start + TOGETHER)
    return [(tuple(sorted(line.drugs)), line.start, line.stop) for line in lines]


def derive_lines(workspace: Workspace) -> None:
    """Fill the table ``line`` from ``regimen`` where a patient has any, otherwise from ``drug``.

    Needs the table ``indexed`` (patient, day): what ended before the index date belongs to something else.
    """
    workspace.connection.execute(
        f"""
        insert into line
        select patient, row_number() over (partition by patient order by start, name)::smallint, name, start, stop
        from regimen join indexed using (patient)
        where name <> '' and start >= day - {BEFORE_INDEX}
        """
    )
    waiting: list[tuple[Any, ...]] = []
    for patient, exposures in groupby(_exposures(workspace), key=itemgetter(0)):
        found = lines_of((drug, start, stop) for _, drug, start, stop in exposures)
        for number, (drugs, start, stop) in enumerate(found, start=1):
            waiting.append((patient, number, regimen_of(drugs), start, stop))
        if len(waiting) >= _ROWS:
            workspace.add("line", waiting)
            waiting = []
    workspace.add("line", waiting)


def _exposures(workspace: Workspace) -> Iterator[tuple[Any, ...]]:
    query = f"""
        select distinct drug.patient, concept, start, stop from drug join indexed on indexed.patient = drug.patient
        where start >= day - {BEFORE_INDEX}
          and drug.patient not in (select patient from line)
        order by drug.patient, start, concept, stop
    """
    for batch in workspace.batches(query):
        columns = [column.to_pylist() for column in batch.columns]
        yield from zip(*columns, strict=True)
