"""A Cox model of several covariates with the test of proportional hazards (lifelines; ties by Efron's method)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.analysis.results import Interval

if TYPE_CHECKING:
    from pandas import DataFrame

# By default lifelines stops where the sixth digit may still differ from R's.
_EXACT = {"precision": 1e-11, "r_precision": 1e-12}


@dataclass(frozen=True)
class CoxTerm:
    """A covariate's coefficient, its standard error, hazard ratio and p; ``proportional`` is the Schoenfeld test's p."""

    name: str
    log: float
    standard_error: float
    hazard_ratio: Interval
    p: float
    proportional: float


def cox_model(data: "DataFrame", days: str, event: str, strata: tuple[str, ...] = ()) -> tuple[CoxTerm, ...]:
    """Fit all columns of ``data`` but ``days`` (times) and ``event`` (true where it happened); no value is missing."""
    from lifelines import CoxPHFitter
    from lifelines.statistics import proportional_hazard_test

    fitter = CoxPHFitter(strata=list(strata) or None)
    fitter.fit(data, days, event, fit_options=_EXACT)
    tested = proportional_hazard_test(fitter, data, time_transform="km").summary["p"]
    return tuple(
        CoxTerm(
            str(name),
            float(row["coef"]),
            float(row["se(coef)"]),
            Interval(float(row["exp(coef)"]), float(row["exp(coef) lower 95%"]), float(row["exp(coef) upper 95%"])),
            float(row["p"]),
            float(tested[name]),
        )
        for name, row in fitter.summary.iterrows()
    )
