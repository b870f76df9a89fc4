"""What is looked for in a cohort: values of its variables that fit a patient."""

import math
from dataclasses import dataclass

from corpora.cohorts.cohort import Variable


@dataclass(frozen=True)
class Wanted:
    """A variable and the values that fit.

    Attributes
    ----------
    levels
        Of a categorical variable: positions that fit.
    low, high
        Of a number, or of bands: the range that fits; ``-inf`` and ``inf`` where it has no bound.
    must
        Whether a patient who differs is not alike at all: another disease.
    said
        The words of the description, or the value of the form.
    """

    variable: Variable
    said: str
    levels: frozenset[int] = frozenset()
    low: float = -math.inf
    high: float = math.inf
    must: bool = False

    @property
    def ranged(self) -> bool:
        """Whether a range of numbers is looked for."""
        return not (math.isinf(self.low) and math.isinf(self.high))
