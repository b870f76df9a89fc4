"""Cohorts on which analyses are tested: real patients of lifelines' data, in the form that the import writes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpora.cohorts.cohort import Dictionary, Kind, Label, Level, Outcome, Role, Variable
from corpora.cohorts.store import Cohort
from tests.made_cohort import GRADE, HORMONE, MENOPAUSE, NODES, OESTROGEN, RECURRENCE, made_cohort

_AGES = tuple(f"{low}-{low + 4}" for low in range(20, 85, 5))
AGE = Variable(
    "age", Role.AGE, Kind.ORDERED, Label("Age", "Âge"),
    tuple(Level(band, Label(band.replace("-", " to "), band.replace("-", " à ") + " ans")) for band in _AGES), "a",
)  # fmt: skip
HER2 = Variable(
    "her2", Role.BIOMARKER, Kind.CATEGORY, Label("HER2 status", "Statut HER2"),
    (Level("negative", Label("negative", "négatif")), Level("positive", Label("positive", "positif"))),
)  # fmt: skip
BREAST = Dictionary(
    id="breast",
    title=Label("Breast cancer with positive nodes", "Cancer du sein avec ganglions envahis"),
    centre=Label("Germany", "Allemagne"),
    years=Label("1984 to 1989", "1984 à 1989"),
    variables=(AGE, HORMONE, MENOPAUSE, GRADE, NODES, OESTROGEN, HER2),
    outcomes=(RECURRENCE,),
    main_treatment="hormonal_therapy",
    historical=True,
)


@pytest.fixture
def breast(tmp_path: Path) -> Callable[..., Cohort]:
    """GBSG2 (lifelines, MIT): 686 women. HER2 is made up, and missing in every fourth of them."""

    def make(dictionary: Dictionary = BREAST, **changed: list[object]) -> Cohort:
        from lifelines.datasets import load_gbsg2

        rows = load_gbsg2()
        her2 = [None if at % 4 == 0 else "positive" if at % 5 == 0 else "negative" for at in range(len(rows))]
        columns: dict[str, list[object]] = {
            "age": [f"{age // 5 * 5}-{age // 5 * 5 + 4}" for age in rows.age],
            "hormonal_therapy": list(rows.horTh),
            "menopause": [value.lower() for value in rows.menostat],
            "grade": list(rows.tgrade),
            "positive_nodes": [float(value) for value in rows.pnodes],
            "estrogen_receptor": [float(value) for value in rows.estrec],
            "her2": list(her2),
            "recurrence_free_survival_days": [int(value) for value in rows.time],
            "recurrence_free_survival_event": [int(value) for value in rows.cens],
        }
        columns.update(changed)
        return made_cohort(tmp_path / f"{dictionary.id}-{len(list(tmp_path.iterdir()))}", dictionary, columns)

    return make


@pytest.fixture
def with_competing(breast: Callable[..., Cohort]) -> Cohort:
    """The same, some recurrences turned into deaths without one."""
    from lifelines.datasets import load_gbsg2

    event = load_gbsg2().cens.to_numpy().astype(int)
    event[np.flatnonzero(event)[::3]] = 2
    outcome: Outcome = replace(RECURRENCE, has_competing=True)
    return breast(replace(BREAST, outcomes=(outcome,)), recurrence_free_survival_event=list(map(int, event)))
