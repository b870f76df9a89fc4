"""Public cohorts, each by the mapping that comes with Sourcier: as many patients, levels and events as published."""

from pathlib import Path

import numpy as np
import pytest

from corpora.cohorts.cohort import Kind
from corpora.cohorts.mappings import mapping_names, named_mapping
from corpora.cohorts.store import Cohort
from tests.corpora.cohorts.small_table import imported

# Patients, then per outcome the events (and competing events); then per variable its levels' counts and the missing ones.
# All counted in the files themselves; those of R's package survival are in its help pages and vignette too.
EXPECTED = {
    "rotterdam": (
        2982,
        {"overall_survival": 1272, "recurrence_free_survival": 1713},
        {"tumour_size": [0, 1387, 1291, 304]},
    ),
    "gbsg": (686, {"recurrence_free_survival": 299}, {"grade": [0, 81, 444, 161], "hormonal_therapy": [0, 440, 246]}),
    "colon": (
        929,
        {"overall_survival": 452, "time_to_recurrence": 468},
        {"treatment": [0, 315, 310, 304], "differentiation": [23, 93, 663, 150], "extent": [0, 21, 106, 759, 43]},
    ),
    "lung_ncctg": (228, {"overall_survival": 165}, {"ecog": [1, 63, 113, 50, 1]}),
    "veteran": (137, {"overall_survival": 128}, {"treatment": [0, 69, 68], "cell_type": [0, 35, 48, 27, 27]}),
    "ovarian": (26, {"overall_survival": 12}, {"treatment": [0, 13, 13]}),
    "myeloma": (3882, {"overall_survival": 2769}, {}),
    "mgus2": (1384, {"overall_survival": 963, "time_to_progression": 115}, {}),
    "bladder1": (118, {"time_to_recurrence": 62, "overall_survival": 29}, {"treatment": [0, 48, 32, 38]}),
    "nwtco": (4028, {"relapse_free_survival": 571}, {"stage": [0, 1572, 1052, 944, 460]}),
    "tcga_cdr": (
        11160,
        {
            "overall_survival": 3592,
            "disease_specific_survival": 2487,
            "disease_free_interval": 1118,
            "progression_free_interval": 3983,
        },
        {"menopause": [9398, 389, 82, 1291], "residual_tumour": [10056, 925, 150, 29]},
    ),
    "metabric_clinical": (
        2509,
        {},
        {"er_status": [40, 644, 1825], "her2_status": [529, 1733, 247], "grade": [121, 214, 976, 1198]},
    ),
    "msk_impact_2017_clinical": (
        10336,
        {"overall_survival": 2225},
        {"sex": [0, 5193, 5143], "sample_type": [0, 5954, 4382]},
    ),
    "cdisc_adam": (
        254,
        {"overall_survival": 3, "progression_free_survival": 6},
        {"treatment": [0, 86, 84, 84], "best_response": [246, 3, 1, 1, 1, 1, 1]},
    ),
    "gbsg2": (686, {"recurrence_free_survival": 299}, {"grade": [0, 81, 444, 161], "hormonal_therapy": [0, 440, 246]}),
}
FILES = {
    "tcga_cdr": "tcga_cdr.csv.gz",
    "metabric_clinical": "metabric_clinical.tsv.gz",
    "msk_impact_2017_clinical": "msk_impact_2017_clinical.tsv.gz",
    "cdisc_adam": "cdisc_adam_adsl.csv.gz",
}


def cohort_of(name: str, shared_data: Path, folder: Path) -> Cohort:
    """The cohort of a mapping; nothing of it may be rejected."""
    if name == "gbsg2":
        import lifelines.datasets

        path = Path(lifelines.datasets.__file__).parent / "gbsg2.csv"
    else:
        path = shared_data / "cohorts" / FILES.get(name, f"r_survival_{name}.csv.gz")
    cohort, report = imported(folder, path, named_mapping(name))
    assert report.rejects == () and report.warnings == ()
    return cohort


def test_there_is_an_expectation_for_each_mapping() -> None:
    assert set(EXPECTED) == set(mapping_names())


@pytest.mark.parametrize("name", EXPECTED)
def test_a_public_cohort_has_its_patients_events_and_levels(name: str, shared_data: Path, tmp_path: Path) -> None:
    patients, events, levels = EXPECTED[name]
    cohort = cohort_of(name, shared_data, tmp_path)
    assert cohort.n == patients
    assert {each.name: int((cohort.times(each.name)[1] == 1).sum()) for each in cohort.dictionary.outcomes} == events
    for variable, counts in levels.items():
        assert np.bincount(cohort.codes(variable) + 1).tolist() == counts, variable


def test_every_variable_of_every_public_cohort_is_labelled_in_both_languages() -> None:
    for name in mapping_names():
        for variable in named_mapping(name).variables.values():
            assert variable.en and variable.fr
            assert all(level.en and level.fr for level in variable.levels)


def test_death_competes_with_progression_in_mgus2(shared_data: Path, tmp_path: Path) -> None:
    """860 deaths before progression: survival's vignette on multi-state models counts 115, 860 and 409 censored."""
    _, event = cohort_of("mgus2", shared_data, tmp_path).times("time_to_progression")
    assert np.bincount(event).tolist() == [409, 115, 860]


def test_the_33_types_of_tcga_have_their_published_numbers(shared_data: Path, tmp_path: Path) -> None:
    cohort = cohort_of("tcga_cdr", shared_data, tmp_path)
    levels = [level.code for level in cohort.dictionary.variable("diagnosis").levels]
    counts = dict(zip(levels, np.bincount(cohort.codes("diagnosis")).tolist(), strict=True))
    assert len(counts) == 33
    assert (counts["BRCA"], counts["GBM"], counts["OV"], counts["CHOL"]) == (1097, 596, 587, 45)


def test_the_first_sample_of_each_msk_impact_patient_is_taken(shared_data: Path, tmp_path: Path) -> None:
    cohort = cohort_of("msk_impact_2017_clinical", shared_data, tmp_path)
    days, event = cohort.times("overall_survival")
    assert cohort.n == 10336
    assert (cohort.codes("diagnosis") >= 0).all()
    assert days[event >= 0].max() == round(40.4 * 365.25 / 12)


def test_adam_times_are_the_data_sets_own_analysis_values(shared_data: Path, tmp_path: Path) -> None:
    import pandas

    cohort = cohort_of("cdisc_adam", shared_data, tmp_path)
    adtte = pandas.read_csv(shared_data / "cohorts" / "cdisc_adam_adtte_onco.csv.gz")
    for name, code in (("overall_survival", "OS"), ("progression_free_survival", "PFS")):
        own = adtte[code == adtte.PARAMCD]
        days, event = cohort.times(name)
        assert sorted(days) == sorted(own.AVAL)
        assert event.sum() == (own.CNSR == 0).sum()


def test_ages_and_stages_are_ordered(shared_data: Path, tmp_path: Path) -> None:
    cohort = cohort_of("tcga_cdr", shared_data, tmp_path)
    assert cohort.dictionary.variable("age").kind is Kind.ORDERED
    assert [level.code for level in cohort.dictionary.variable("stage").levels] == ["0", "I", "II", "III", "IV"]
