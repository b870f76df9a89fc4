"""Published results on public cohorts, and the same computed by Sourcier from the patients."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assistant.analysis.cox import CoxTerm, cox_model
from assistant.analysis.e_value import e_values
from assistant.analysis.kaplan_meier import kaplan_meier, median
from assistant.analysis.log_rank import LogRank, log_rank
from assistant.analysis.results import Interval
from assistant.analysis.risk_table import risk_table
from corpora.errors import SourcierError

_DAYS_A_YEAR = 365.25
_MOERTEL = "Moertel CG, et al. Ann Intern Med 1995;122:321-6, data `colon` of R's survival, etype 2: survdiff(~ rx)"
_LUNG = "R survival, survfit(Surv(time, status) ~ sex, lung); survminer's tests of surv_median"
_LUNG_COX = "R survival, coxph(Surv(time, status) ~ age + sex + ph.ecog, lung), as printed by STHDA's Cox tutorial"
_ROYSTON = (
    "Royston P, Altman DG. BMC Med Res Methodol 2013;13:33, table 2, as transcribed in R's survivalVignettes (royston)"
)
_GIARDIELLO = (
    "Giardiello D, et al. Prediction_performance_survival (McLernon DJ, et al. Ann Intern Med 2023;176:105-14)"
)
_VETERAN = "R survival, survdiff(Surv(time, status) ~ trt, veteran)"
_OVARIAN = "R survival, survdiff(Surv(futime, fustat) ~ rx, ovarian)"
_VANDERWEELE = "VanderWeele TJ, Ding P. Ann Intern Med 2017;167:268-74"


class Cohorts:
    """The public data sets of a folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> pd.DataFrame:
        """A file by the beginning of its name.

        Raises
        ------
        SourcierError
            If it cannot be read.
        """
        path = self._folder / f"{name}.csv.gz"
        try:
            return pd.read_csv(path)
        except (OSError, EOFError, ValueError) as error:
            problem = getattr(error, "strerror", None) or error
            raise SourcierError("eval.unreadable", file=path, problem=problem) from error

    @cached_property
    def lung(self) -> pd.DataFrame:
        """North Central Cancer Treatment Group, advanced lung cancer."""
        data = self.read("r_survival_lung_ncctg")
        data["event"] = (data.status == 2).astype(int)
        return data

    @cached_property
    def colon_deaths(self) -> pd.DataFrame:
        """Deaths in the adjuvant colon trial."""
        data = self.read("r_survival_colon")
        return data[data.etype == 2]

    @cached_property
    def royston(self) -> list[CoxTerm]:
        """The model of Royston and Altman: node-positive patients, 84 months, relapse or death."""
        data = self.read("r_survival_rotterdam")
        data = data[data.nodes > 0].copy()
        last = round(7 * _DAYS_A_YEAR)
        for days, event in (("rtime", "recur"), ("dtime", "death")):
            data[event] = np.where(data[days] > last, 0, data[event])
            data[days] = np.minimum(data[days], last)
        age = data.age / 100
        return list(
            cox_model(
                pd.DataFrame(
                    {
                        "age^3": age**3,
                        "age^3 log age": age**3 * np.log(age),
                        "postmenopausal": data.meno,
                        "size > 20 mm": (data["size"] != "<=20").astype(int),
                        "size > 50 mm": (data["size"] == ">50").astype(int),
                        "nodes^-0.5": data.nodes**-0.5,
                        "ER / 1000": data.er / 1000,
                        "hormonal treatment": data.hormon,
                        "days": np.where(data.recur == 1, data.rtime, data.dtime),
                        "event": np.maximum(data.death, data.recur),
                    }
                ),
                "days",
                "event",
            )
        )

    @cached_property
    def five_years(self) -> list[CoxTerm]:
        """The Rotterdam model by size, nodes and grade, five years of follow-up."""
        data = self.read("r_survival_rotterdam")
        years, event = _first_five_years(data.rtime, np.maximum(data.recur, data.death))
        columns = {
            "size 20-50": (data["size"] == "20-50").astype(int),
            "size > 50": (data["size"] == ">50").astype(int),
            "nodes 0": (data.nodes == 0).astype(int),
            "nodes > 3": (data.nodes > 3).astype(int),
            "grade": data.grade,
        }
        return list(cox_model(pd.DataFrame({**columns, "years": years, "event": event}), "years", "event"))

    def validated_on_gbsg(self) -> float:
        """Harrell's C of that model on the GBSG patients."""
        from lifelines.utils import concordance_index

        data = self.read("r_survival_gbsg")
        years, event = _first_five_years(data.rfstime, data.status)
        weights = [term.log for term in self.five_years]
        columns = (
            (data["size"] > 20) & (data["size"] <= 50),
            data["size"] > 50,
            data.nodes == 0,
            data.nodes > 3,
            data.grade,
        )
        index = sum(weight * column.astype(float) for weight, column in zip(weights, columns, strict=True))
        return float(concordance_index(years, -np.asarray(index), event))


@dataclass(frozen=True)
class Reference:
    """A published result.

    Attributes
    ----------
    form
        How it is printed, as a format of ``str.format``.
    """

    what: str
    printed: str
    source: str
    form: str
    compute: Callable[[Cohorts], float]

    def computed(self, cohorts: Cohorts) -> str:
        """Sourcier's result, printed like the reference."""
        return f"{self.compute(cohorts):{self.form}}"


def references() -> tuple[Reference, ...]:
    """All of them."""
    return (
        Reference("colon, death by arm (3): log-rank p", "0.0029", _MOERTEL, ".4f", lambda c: _colon(c).p),
        Reference("colon, death by arm (3): chi-square", "11.7", _MOERTEL, ".1f", lambda c: _colon(c).chi_square),
        Reference("lung, men: median survival, days", "270", _LUNG, ".0f", lambda c: _lung_median(c, 1)),
        Reference("lung, women: median survival, days", "426", _LUNG, ".0f", lambda c: _lung_median(c, 2)),
        *(
            Reference(f"lung, Cox: {name}, coefficient", printed, _LUNG_COX, ".6f", _lung_cox(name))
            for name, printed in (("age", "0.011067"), ("sex", "-0.552612"), ("ph.ecog", "0.463728"))
        ),
        Reference("veteran, by arm: log-rank chi-square", "0.008", _VETERAN, ".3f", lambda c: _veteran(c).chi_square),
        Reference("veteran, by arm: log-rank p", "0.93", _VETERAN, ".2f", lambda c: _veteran(c).p),
        Reference("ovarian, by arm: log-rank chi-square", "1.1", _OVARIAN, ".1f", lambda c: _ovarian(c).chi_square),
        Reference("ovarian, by arm: log-rank p", "0.303", _OVARIAN, ".3f", lambda c: _ovarian(c).p),
        *(
            Reference(f"rotterdam, 84 months: {name}", printed, _ROYSTON, ".2f", _royston(at))
            for at, (name, printed) in enumerate(
                (
                    ("age^3", "1.07"),
                    ("age^3 log age", "9.13"),
                    ("postmenopausal", "0.46"),
                    ("size > 20 mm", "0.23"),
                    ("size > 50 mm", "0.31"),
                    ("nodes^-0.5", "-1.74"),
                    ("ER / 1000", "-0.34"),
                    ("hormonal treatment", "-0.35"),
                )
            )
        ),
        *(
            Reference(f"rotterdam, 5 years: {name}", printed, _GIARDIELLO, ".5f", _five_years(at))
            for at, (name, printed) in enumerate(
                (
                    ("size 20-50", "0.39221"),
                    ("size > 50", "0.66565"),
                    ("nodes 0", "-0.35385"),
                    ("nodes > 3", "0.69363"),
                    ("grade", "0.37661"),
                )
            )
        ),
        Reference("gbsg, that model validated: Harrell's C", "0.66", _GIARDIELLO, ".2f", Cohorts.validated_on_gbsg),
        Reference("E-value of RR 3.9", "7.26", _VANDERWEELE, ".2f", lambda c: _e_value(3.9, 1.8, 8.7, bound=False)),
        Reference("its interval from 1.8", "3.00", _VANDERWEELE, ".2f", lambda c: _e_value(3.9, 1.8, 8.7, bound=True)),
        Reference("E-value of RR 0.80", "1.81", _VANDERWEELE, ".2f", lambda c: _e_value(0.8, 0.71, 0.91, bound=False)),
        Reference("its interval to 0.91", "1.43", _VANDERWEELE, ".2f", lambda c: _e_value(0.8, 0.71, 0.91, bound=True)),
    )


def by_group(days: pd.Series, event: pd.Series, group: pd.Series) -> LogRank:
    """The log-rank test of columns."""
    codes = pd.Categorical(group).codes.astype(np.intp)
    return log_rank([risk_table(days.to_numpy(float), event.to_numpy(np.int8), codes, int(codes.max()) + 1)])


def _first_five_years(days: pd.Series, event: pd.Series) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    years = days.to_numpy(float) / _DAYS_A_YEAR
    return np.minimum(years, 5), np.where(years > 5, 0, event.to_numpy(int))


def _colon(cohorts: Cohorts) -> LogRank:
    data = cohorts.colon_deaths
    return by_group(data.time, data.status, data.rx)


def _veteran(cohorts: Cohorts) -> LogRank:
    data = cohorts.read("r_survival_veteran")
    return by_group(data.time, data.status, data.trt)


def _ovarian(cohorts: Cohorts) -> LogRank:
    data = cohorts.read("r_survival_ovarian")
    return by_group(data.futime, data.fustat, data.rx)


def _lung_median(cohorts: Cohorts, sex: int) -> float:
    data = cohorts.lung[cohorts.lung.sex == sex]
    found = median(kaplan_meier(risk_table(data.time.to_numpy(float), data.event.to_numpy(np.int8)))).value
    return float("nan") if found is None else found


def _lung_cox(name: str) -> Callable[[Cohorts], float]:
    columns = ["time", "event", "age", "sex", "ph.ecog"]
    return lambda cohorts: next(
        term.log for term in cox_model(cohorts.lung[columns].dropna(), "time", "event") if term.name == name
    )


def _royston(at: int) -> Callable[[Cohorts], float]:
    return lambda cohorts: cohorts.royston[at].log


def _five_years(at: int) -> Callable[[Cohorts], float]:
    return lambda cohorts: cohorts.five_years[at].log


def _e_value(ratio: float, low: float, high: float, *, bound: bool) -> float:
    found = e_values(Interval(ratio, low, high), rare=True)[int(bound)]
    return float("nan") if found is None else found
