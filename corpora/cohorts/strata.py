"""How a cohort is cut into strata and treatment groups that may be told, with all that can be derived from them.

What a cut leaves out (a level too small, values missing) is what the whole has more than its parts. So it must be nobody
or enough itself, treatment by treatment; until it is, the smallest part that could be told is left out with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.cohort import Kind, Label, Level, Outcome, Role, Status, Variable
from corpora.cohorts.store import Cohort
from corpora.cohorts.strata_words import bands, level_label

Mask = NDArray[np.bool_]

SMALLEST_CELL = 11
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_MOST_LEVELS = 60
_MOST_GROUPS = 5
# What a stratum is made of, in this order; the first is cut first, and the others within it.
_WHOSE_DISEASE = (Role.DIAGNOSIS, Role.MORPHOLOGY)
_HOW_FAR = (Role.STAGE, Role.GRADE, Role.BIOMARKER, Role.PERFORMANCE_STATUS, Role.COVARIATE)
_CROSSED = ((Role.STAGE, Role.BIOMARKER),)


@dataclass(frozen=True)
class Part:
    """A condition that a stratum's patients meet: a variable's level, or a band of a number."""

    variable: Variable
    code: str
    label: Label


@dataclass(frozen=True)
class Group:
    """The patients of a stratum who had one treatment; without a treatment variable, all of them. ``rows`` of shape (n,)."""

    level: Level | None
    rows: Mask


@dataclass(frozen=True)
class Stratum:
    """Patients of a cohort who have some characteristics in common, by treatment.

    ``rows`` has shape (n,); the rows of ``groups`` may be fewer than those, never others.
    """

    parts: tuple[Part, ...]
    rows: Mask
    groups: tuple[Group, ...]

    @property
    def name(self) -> str:
        """What tells it from the cohort's others: ``"all"``, ``"stage-ii"``, …"""
        named = (_NOT_PLAIN.sub("-", f"{part.variable.name}-{part.code}".lower()).strip("-") for part in self.parts)
        return "-".join(named) or "all"


Partition = tuple[Stratum, ...]


def partitions(
    cohort: Cohort, outcome: Outcome, treatment: str, *, smallest: int = SMALLEST_CELL
) -> Iterator[Partition]:
    """The partitions of a cohort that may be told of an outcome, the whole cohort first.

    Parameters
    ----------
    treatment
        The variable by which each stratum's patients are grouped; empty where they are not.
    smallest
        Fewest patients, events and patients without an event in any group.
    """
    days, events = cohort.times(outcome.name)
    cutting = _Cutting(cohort, treatment, np.isfinite(days) & (events >= 0), events == Status.EVENT, smallest)
    whole = cutting.stratum((), np.ones(cohort.n, np.bool_), None)
    if whole is None:
        return
    yield (whole,)
    diseases: list[Stratum] = []
    for variable in _of_roles(cohort, _WHOSE_DISEASE):
        partition = cutting.of(whole, variable)
        if partition:
            yield partition
            diseases += partition
    # A stage says something within one disease only; the frequent ones come first.
    for disease in sorted(diseases, key=lambda stratum: -int(stratum.rows.sum())) or [whole]:
        for variable in _telling(cohort):
            partition = cutting.of(disease, variable)
            if not partition:
                continue
            yield partition
            for within in _crossed(cohort, variable):
                for stratum in partition:
                    finer = cutting.of(stratum, within)
                    if finer:
                        yield finer


@dataclass(frozen=True)
class _Cutting:
    """Cuts one cohort by one treatment for one outcome: ``known`` and ``event`` of shape (n,)."""

    cohort: Cohort
    treatment: str
    known: Mask
    event: Mask
    smallest: int

    def of(self, within: Stratum, variable: Variable) -> Partition:
        """A stratum cut by a variable: those parts that may be told, with as many left aside as that takes."""
        if variable.name == self.treatment or any(p.variable.name == variable.name for p in within.parts):
            return ()
        cut = [(part, within.rows & rows) for part, rows in _cut(self.cohort, variable)]
        cut = [(part, rows) for part, rows in cut if not self._nobody(rows)]
        if not 2 <= len(cut) <= _MOST_LEVELS:
            return ()
        found = [self.stratum((*within.parts, part), rows, within) for part, rows in cut]
        told = sorted((s for s in found if s is not None), key=lambda s: -int((s.rows & self.known).sum()))
        while told and not self._closed(within, told):
            told.pop()
        kept = {id(stratum) for stratum in told}
        return tuple(stratum for stratum in found if stratum is not None and id(stratum) in kept)

    def stratum(self, parts: tuple[Part, ...], rows: Mask, within: Stratum | None) -> Stratum | None:
        """These patients by treatment, with no treatment that ``within`` leaves aside; ``None`` if not to be told."""
        if not self.treatment:
            return Stratum(parts, rows, (Group(None, rows),)) if self._enough(rows) else None
        codes = self.cohort.codes(self.treatment)
        levels = self.cohort.dictionary.variable(self.treatment).levels
        known = None if within is None else {group.level for group in within.groups}
        groups = [
            Group(level, rows & (codes == at)) for at, level in enumerate(levels) if known is None or level in known
        ]
        told = [group for group in groups if self._enough(group.rows)]
        told.sort(key=lambda group: -int((group.rows & self.known).sum()))
        told = told[:_MOST_GROUPS]
        while told and not self._left_aside(rows, [group.rows for group in told]):
            told.pop()
        if len(told) < 2:
            return None
        return Stratum(parts, rows, tuple(group for group in groups if any(group is t for t in told)))

    def _closed(self, within: Stratum, told: Sequence[Stratum]) -> bool:
        """Whether what can be derived from a stratum and its parts, treatment by treatment, is nobody or enough."""
        for group in within.groups:
            pieces = [g.rows for stratum in told for g in stratum.groups if g.level == group.level]
            if not self._left_aside(group.rows, pieces):
                return False
        return self._left_aside(within.rows, [stratum.rows for stratum in told])

    def _left_aside(self, rows: Mask, pieces: Sequence[Mask]) -> bool:
        rest = rows & ~np.logical_or.reduce(pieces) if pieces else rows
        return self._nobody(rest) or self._enough(rest)

    def _enough(self, rows: Mask) -> bool:
        """Whether these patients, those with an event and those without are each enough."""
        patients, events = int((rows & self.known).sum()), int((rows & self.known & self.event).sum())
        return min(events, patients - events) >= self.smallest

    def _nobody(self, rows: Mask) -> bool:
        return not bool((rows & self.known).any())


def _of_roles(cohort: Cohort, roles: Sequence[Role]) -> list[Variable]:
    return [variable for role in roles for variable in cohort.dictionary.of_role(role)]


def _telling(cohort: Cohort) -> list[Variable]:
    """What strata are cut by within a disease: how far it has gone, and of the rest what medicine has a name for."""
    return [
        variable
        for variable in _of_roles(cohort, _HOW_FAR)
        if variable.role is not Role.COVARIATE or variable.concepts or bands(variable)
    ]


def _crossed(cohort: Cohort, variable: Variable) -> list[Variable]:
    return [v for first, second in _CROSSED if variable.role is first for v in cohort.dictionary.of_role(second)]


def _cut(cohort: Cohort, variable: Variable) -> Iterator[tuple[Part, Mask]]:
    """A variable's levels, or the bands in which a number is told, each with its patients."""
    if variable.kind is Kind.NUMBER:
        values = cohort.numbers(variable.name)
        for band in bands(variable):
            with np.errstate(invalid="ignore"):
                yield Part(variable, band.code, band.label), (values >= band.low) & (values < band.high)
        return
    codes = cohort.codes(variable.name)
    for at, level in enumerate(variable.levels):
        yield Part(variable, level.code, level_label(variable, level)), codes == at
