"""What is known of patients before treatment: what they can be matched on and adjusted for."""

from corpora.cohorts.cohort import Dictionary, Kind, Role, Variable

_BEFORE = frozenset(
    {
        Role.AGE,
        Role.SEX,
        Role.DIAGNOSIS,
        Role.MORPHOLOGY,
        Role.STAGE,
        Role.GRADE,
        Role.PERFORMANCE_STATUS,
        Role.BIOMARKER,
        Role.COVARIATE,
    }
)
# When and where are adjusted for, never matched on: they say how people were treated, not who they are.
_CIRCUMSTANCES = frozenset({Role.YEAR, Role.SITE})
# Site codes and the like with more levels than this are no covariate.
_MOST_LEVELS = 60


def characteristics(dictionary: Dictionary, treatment: str = "") -> tuple[Variable, ...]:
    """What patients can be matched on: never a treatment, a response or an outcome."""
    return tuple(v for v in dictionary.variables if v.role in _BEFORE and v.name != treatment)


def adjustable(dictionary: Dictionary, treatment: str) -> tuple[Variable, ...]:
    """What a comparison can be adjusted for: the characteristics, and when and where."""
    return tuple(
        v
        for v in dictionary.variables
        if v.role in _BEFORE | _CIRCUMSTANCES
        and v.name != treatment
        and (v.kind is Kind.NUMBER or 1 < len(v.levels) <= _MOST_LEVELS)
    )
