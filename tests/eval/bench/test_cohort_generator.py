"""The generated cohort of the benchmark of scale."""

from pathlib import Path

import numpy as np
import pytest

from corpora.cohorts.tables.mapping import read_mapping
from eval.bench import cohort_generator
from eval.bench.cohort_generator import LOG_HAZARDS, generate_cohort

MAPPING = Path(cohort_generator.__file__).with_name("cohort_mapping.toml")


def test_one_seed_gives_one_cohort_in_either_format(tmp_path: Path) -> None:
    from pyarrow import csv, parquet

    for name in ("one", "again"):
        generate_cohort(tmp_path / f"{name}.parquet", 500, 3)
    generate_cohort(tmp_path / "other.parquet", 500, 4)
    generate_cohort(tmp_path / "one.csv", 500, 3, csv=True)
    one = parquet.read_table(tmp_path / "one.parquet")
    text = csv.read_csv(tmp_path / "one.csv")

    assert one.equals(parquet.read_table(tmp_path / "again.parquet"))
    assert not one.equals(parquet.read_table(tmp_path / "other.parquet"))
    assert text.column("survival_days").to_pylist() == one.column("survival_days").to_pylist()
    assert text.column_names == one.column_names


def test_rows_come_in_groups_with_different_patients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow import parquet

    monkeypatch.setattr(cohort_generator, "ROWS_A_GROUP", 200)
    generate_cohort(tmp_path / "groups.parquet", 500, 1)
    file = parquet.ParquetFile(tmp_path / "groups.parquet")

    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [200, 200, 100]
    assert file.read().column("patient").to_pylist() == list(range(1, 501))
    assert not file.read_row_group(0, ["age"]).equals(file.read_row_group(1, ["age"]))


def test_the_mapping_names_the_thirty_variables_of_the_file(tmp_path: Path) -> None:
    from pyarrow import parquet

    generate_cohort(tmp_path / "cohort.parquet", 2_000, 1)
    table = parquet.read_table(tmp_path / "cohort.parquet")
    mapping = read_mapping(MAPPING)

    assert len(mapping.variables) == 30
    assert {column for variable in mapping.variables.values() for column in variable.columns} <= set(table.column_names)
    for variable in mapping.variables.values():
        if variable.levels:
            values = {value for value in table.column(variable.column).to_pylist() if value is not None}
            assert values <= {level.code for level in variable.levels}


def test_adjustment_finds_the_effect_that_confounding_hides(tmp_path: Path) -> None:
    from lifelines import CoxPHFitter
    from pyarrow import parquet

    generate_cohort(tmp_path / "cohort.parquet", 20_000, 1)
    rows = parquet.read_table(tmp_path / "cohort.parquet").to_pandas()
    breast = rows[rows.diagnosis == "C50"].dropna(subset=["stage", "grade", "performance_status", "her2"])
    frame = breast[["age", "survival_days", "died"]].assign(age=breast.age / 10)
    for name in ("surgery", "radiotherapy", "chemotherapy", "targeted_therapy"):
        frame[name] = (breast[name] == "yes").astype(int)
    crude = CoxPHFitter().fit(frame[["survival_days", "died", "chemotherapy"]], "survival_days", "died")
    frame["her2"] = (breast.her2 == "positive").astype(int)
    for name in ("stage", "grade", "performance_status"):
        for level in breast[name].cat.categories[1:]:
            frame[f"{name}_{level}"] = (breast[name] == level).astype(int)
    adjusted = CoxPHFitter().fit(frame, "survival_days", "died")

    assert crude.params_["chemotherapy"] > 0
    assert adjusted.params_["chemotherapy"] == pytest.approx(LOG_HAZARDS["chemotherapy"], abs=0.15)
    assert np.sign(adjusted.params_["surgery"]) == np.sign(LOG_HAZARDS["surgery"])
