"""Known answers on public cohorts, to the printed digit. Each reference names its source (eval/cohort_references.py)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from assistant.analysis.competing import cumulative_incidence
from assistant.analysis.kaplan_meier import kaplan_meier
from assistant.analysis.risk_table import risk_table
from eval.cohort_references import Cohorts, Reference, references


@pytest.fixture(scope="module")
def cohorts(shared_data: Path) -> Cohorts:
    return Cohorts(shared_data / "cohorts")


@pytest.mark.parametrize("reference", references(), ids=lambda reference: reference.what)
def test_a_published_result_is_reproduced_to_its_last_printed_digit(reference: Reference, cohorts: Cohorts) -> None:
    assert reference.computed(cohorts) == reference.printed, reference.source


@pytest.mark.parametrize("parameter", ["OS", "PFS", "RSD"])
def test_adam_times_to_event_are_the_analysis_values_of_the_data_set(cohorts: Cohorts, parameter: str) -> None:
    """AVAL = ADT - STARTDT + 1 and CNSR, CDISC ADaM Basic Data Structure for Time-to-Event Analyses 1.0."""
    rows = cohorts.read("cdisc_adam_adtte_onco")
    rows = rows[parameter == rows.PARAMCD]
    days = (pd.to_datetime(rows.ADT) - pd.to_datetime(rows.STARTDT)).dt.days + 1
    assert (days == rows.AVAL).all()
    curve = kaplan_meier(risk_table(rows.AVAL.to_numpy(float), (1 - rows.CNSR).to_numpy(np.int8)))
    assert curve.n == len(rows)
    assert curve.events.sum() == (rows.CNSR == 0).sum()


@pytest.mark.parametrize("sex", ["F", "M"])
def test_progression_of_mgus_with_death_competing_is_as_statsmodels_has_it(cohorts: Cohorts, sex: str) -> None:
    """mgus2 of R's survival, progression or death by 240 months; statsmodels.duration.survfunc.CumIncidenceRight."""
    from statsmodels.duration.survfunc import CumIncidenceRight

    rows = cohorts.read("r_survival_mgus2")
    rows = rows[rows.sex == sex]
    months = np.where(rows.pstat == 0, rows.futime, rows.ptime).astype(float)
    event = np.where(rows.pstat == 0, 2 * rows.death, 1).astype(np.int8)
    ours = cumulative_incidence(risk_table(months, event))
    theirs = CumIncidenceRight(months, event)
    at, there = np.searchsorted(ours.times, 240, "right") - 1, np.searchsorted(theirs.times, 240, "right") - 1
    assert ours.incidence[at] == pytest.approx(theirs.cinc[0][there], abs=1e-12)
    assert ours.standard_error[at] == pytest.approx(theirs.cinc_se[0][there], abs=1e-12)
