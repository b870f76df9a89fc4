"""Shares of groups, and gaps between them: a gap is one only where its interval says so."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from statsmodels.stats.proportion import confint_proportions_2indep

from eval.equity.facets import DIMENSIONS
from eval.intervals import LEVEL, wilson


@dataclass(frozen=True)
class Share:
    """A group's share: of sources, of patients, or of questions that fared well.

    Attributes
    ----------
    low, high
        95 % Wilson interval; ``None`` where the count may not be shown, or for a census (a cohort's patients are all
        of them: nothing is estimated).
    gap
        Whether the group fares worse than the others of its dimension, by more than the interval of the difference
        allows. Never set for a composition.
    """

    dimension: str
    group: str
    count: int | None
    of: int
    low: float | None = None
    high: float | None = None
    gap: bool = False


def composition(facets: Iterable[Mapping[str, str]]) -> list[Share]:
    """How many of the sources speak of each group, of all that say one; what they do not say is a group of its own."""
    rows = list(facets)
    shares = []
    for dimension in DIMENSIONS:
        counts = Counter(row.get(dimension, "") for row in rows)
        said = sum(n for group, n in counts.items() if group)
        for group, n in sorted(counts.items()):
            if group:
                low, high = wilson(n, said) or (None, None)
                shares.append(Share(dimension, group, n, said, low, high))
        if said and counts[""]:
            shares.append(Share(dimension, "not said", counts[""], len(rows)))
    return shares


def outcomes(rows: Sequence[tuple[Mapping[str, str], bool]]) -> list[Share]:
    """How often questions of each group fared well, with gaps.

    A gap is flagged where the interval of the difference from all other groups of the dimension (Newcombe 1998, method
    10) lies below 0, at a level that is divided by the number of groups (Bonferroni): among many groups some will look
    worse by chance.
    """
    shares = []
    for dimension in DIMENSIONS:
        groups: dict[str, list[bool]] = {}
        for facets, well in rows:
            if group := facets.get(dimension):
                groups.setdefault(group, []).append(well)
        for group, fared in sorted(groups.items()):
            others = [well for other, found in groups.items() if other != group for well in found]
            low, high = wilson(sum(fared), len(fared)) or (None, None)
            gap = bool(others) and _worse(fared, others, len(groups))
            shares.append(Share(dimension, group, sum(fared), len(fared), low, high, gap))
    return shares


def _worse(fared: Sequence[bool], others: Sequence[bool], groups: int) -> bool:
    _, high = confint_proportions_2indep(
        sum(fared), len(fared), sum(others), len(others), compare="diff", method="newcomb", alpha=(1 - LEVEL) / groups
    )
    return bool(high < 0)
