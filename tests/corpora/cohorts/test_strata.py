"""What is told of a cohort's strata, and what can be derived from it, never stands for fewer than eleven."""

import tempfile
from itertools import chain, combinations
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.cohorts.cohort import Dictionary, Kind, Label, Level, Role, Status, Variable
from corpora.cohorts.store import Cohort
from corpora.cohorts.strata import SMALLEST_CELL, Mask, Stratum, partitions
from tests.made_cohort import RECURRENCE, made_cohort


def named(name: str, role: Role, codes: str) -> Variable:
    """A variable whose levels are called by their codes."""
    return Variable(name, role, Kind.CATEGORY, Label(name, name), tuple(Level(c, Label(c, c)) for c in codes))


VARIABLES = (
    named("diagnosis", Role.DIAGNOSIS, "abc"),
    named("stage", Role.STAGE, "xy"),
    named("marker", Role.BIOMARKER, "pn"),
    named("drug", Role.TREATMENT, "123"),
)


def random_cohort(folder: Path, seed: int, n: int) -> Cohort:
    """Levels of very different frequency, some missing, with and without an event."""
    rng = np.random.default_rng(seed)
    columns: dict[str, list[object]] = {}
    for variable in VARIABLES:
        codes = [level.code for level in variable.levels]
        shares = rng.dirichlet([0.7] * len(codes))
        values = rng.choice(codes, n, p=shares)
        columns[variable.name] = [None if rng.random() < 0.03 else str(v) for v in values]
    columns["recurrence_free_survival_days"] = [int(d) for d in rng.integers(1, 3000, n)]
    columns["recurrence_free_survival_event"] = [int(e) for e in rng.random(n) < rng.uniform(0.2, 0.8)]
    words = Label("c", "c")
    dictionary = Dictionary("c", words, words, words, VARIABLES, (RECURRENCE,), main_treatment="drug")
    return made_cohort(folder, dictionary, columns)


def too_few(rows: Mask, event: Mask) -> bool:
    """Whether a group is somebody, and it, its events or those without one are fewer than eleven."""
    patients, events = int(rows.sum()), int((rows & event).sum())
    return patients > 0 and min(events, patients - events) < SMALLEST_CELL


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(40, 900))
def test_no_group_nor_what_it_leaves_of_a_larger_one_is_too_small(seed: int, n: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cohort = random_cohort(Path(folder) / "c", seed, n)
        event = cohort.times("recurrence_free_survival")[1] == Status.EVENT
        cuts = list(partitions(cohort, RECURRENCE, "drug"))
    for stratum in chain.from_iterable(cuts):
        for group in stratum.groups:
            assert not too_few(group.rows, event)
    everything: list[Stratum] = [s for cut in cuts for s in cut]
    for cut in cuts:
        for parent in everything:
            children = [s for s in cut if s.parts[:-1] == parent.parts and s.parts]
            if not children:
                continue
            for group in parent.groups:
                told = [g.rows for child in children for g in child.groups if g.level == group.level]
                rest = group.rows & ~np.logical_or.reduce(told) if told else np.zeros_like(group.rows)
                assert not too_few(rest, event), "what one treatment's patients leave can be derived"


def test_strata_of_a_cut_do_not_overlap(tmp_path: Path) -> None:
    cohort = random_cohort(tmp_path / "c", seed=3, n=900)
    cuts = list(partitions(cohort, RECURRENCE, "drug"))
    assert len(cuts) > 1
    for cut in cuts:
        for one, other in combinations(cut, 2):
            assert not (one.rows & other.rows).any()


def test_a_cohort_too_small_to_compare_anything_is_not_told(tmp_path: Path) -> None:
    assert not list(partitions(random_cohort(tmp_path / "c", seed=1, n=20), RECURRENCE, "drug"))


def test_a_treatment_given_to_few_is_left_aside_with_enough_others(tmp_path: Path) -> None:
    """Of 100, 100 and 5 patients the five would be what is left of all; so one of the hundreds is left aside too."""
    n = 305
    drugs = ["1"] * 100 + ["2"] * 100 + ["3"] * 100 + ["4"] * 5
    words = Label("c", "c")
    drug = named("drug", Role.TREATMENT, "1234")
    dictionary = Dictionary("c", words, words, words, (drug,), (RECURRENCE,), main_treatment="drug")
    columns = {
        "drug": drugs,
        "recurrence_free_survival_days": [100 + at for at in range(n)],
        "recurrence_free_survival_event": [at % 2 for at in range(n)],
    }
    ((whole,),) = partitions(made_cohort(tmp_path / "c", dictionary, columns), RECURRENCE, "drug")
    assert len(whole.groups) == 2
    assert all(group.level and group.level.code != "4" for group in whole.groups)
