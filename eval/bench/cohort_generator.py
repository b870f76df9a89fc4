"""A generated cohort of any size, for the benchmark of scale: thirty variables, confounded treatments, known effects.

Nobody in it exists. Distributions are plausible for adult solid tumours and are not those of any registry; treatments
depend on stage, age and performance status, survival is Weibull with proportional effects, so an unadjusted comparison of
treatments is wrong by construction and an adjusted one can be checked against :data:`LOG_HAZARDS`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyarrow import Table

ROWS_A_GROUP = 250_000
_DIAGNOSES = ("C50", "C61", "C34", "C18", "C20", "C25", "C56", "C64", "C67", "C43")
_SHARES = (0.24, 0.21, 0.18, 0.11, 0.05, 0.05, 0.03, 0.04, 0.05, 0.04)
_STAGES = ("I", "II", "III", "IV")
# Shares of stages I to IV, log hazard of death against breast cancer, mean age at diagnosis; by diagnosis.
_STAGE_SHARES = np.array(
    [
        (0.45, 0.35, 0.14, 0.06),
        (0.30, 0.45, 0.15, 0.10),
        (0.20, 0.09, 0.26, 0.45),
        (0.20, 0.28, 0.29, 0.23),
        (0.22, 0.25, 0.33, 0.20),
        (0.10, 0.28, 0.12, 0.50),
        (0.23, 0.09, 0.48, 0.20),
        (0.55, 0.12, 0.17, 0.16),
        (0.50, 0.25, 0.15, 0.10),
        (0.65, 0.20, 0.10, 0.05),
    ]
)
_DIAGNOSIS_HAZARD = np.array((0.0, -0.2, 1.2, 0.5, 0.5, 1.9, 0.7, 0.3, 0.6, 0.2))
_MEAN_AGE = np.array((61, 68, 67, 69, 66, 70, 63, 64, 71, 60))
# Effects on the log hazard of death, as survival is generated: what an adjusted analysis should find.
LOG_HAZARDS = {
    "stage": (0.0, 0.45, 1.05, 2.0),
    "grade": (0.0, 0.2, 0.5),
    "performance_status": (0.0, 0.25, 0.7, 1.2),
    "age_decade": 0.22,
    "her2_positive": 0.15,
    "immunotherapy": -0.35,
    "targeted_therapy": -0.30,
    "chemotherapy": -0.25,
    "surgery": -0.60,
    "radiotherapy": -0.10,
}
_SHAPE = 1.15
_SCALE_DAYS = 6500.0
_MISSING = {
    "grade": 0.08,
    "performance_status": 0.15,
    "er": 0.03,
    "her2": 0.05,
    "kras": 0.25,
    "egfr": 0.15,
    "pd_l1_percent": 0.30,
    "ki67": 0.25,
    "ldh": 0.20,
    "haemoglobin": 0.10,
    "body_mass_index": 0.12,
    "tumour_size": 0.10,
    "smoking": 0.20,
    "stage": 0.04,
}


def generate_cohort(path: Path, patients: int, seed: int, csv: bool = False) -> None:
    """Write a generated cohort as Parquet, or as CSV.

    Memory does not grow with its size: rows are made and written :data:`ROWS_A_GROUP` at a time. The same seed gives the
    same patients; ``cohort_mapping.toml`` beside this file reads either.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow_csv
    from pyarrow import parquet

    writer: Any = None
    try:
        for table in _groups(patients, seed):
            if csv:
                plain = pa.table({name: _plain(table.column(name)) for name in table.column_names})
                writer = writer or arrow_csv.CSVWriter(str(path), plain.schema)
                writer.write_table(plain)
            else:
                writer = writer or parquet.ParquetWriter(path, table.schema, compression="zstd", compression_level=1)
                writer.write_table(table, row_group_size=ROWS_A_GROUP)
    finally:
        if writer is not None:
            writer.close()


def _plain(column: Any) -> Any:
    import pyarrow as pa

    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _groups(patients: int, seed: int) -> Iterator["Table"]:
    for number, start in enumerate(range(0, patients, ROWS_A_GROUP)):
        rng = np.random.default_rng((seed, number))
        yield _group(rng, start, min(ROWS_A_GROUP, patients - start))


def _group(rng: np.random.Generator, start: int, n: int) -> "Table":
    import pyarrow as pa

    columns = _tumours(rng, n)
    columns |= _biology(rng, n, columns)
    columns |= _treatments(rng, n, columns)
    columns |= _outcomes(rng, n, columns)
    arrays = {"patient": pa.array(np.arange(start + 1, start + n + 1))}
    for name, (values, levels) in columns.items():
        missing = rng.random(n) < _MISSING[name] if name in _MISSING else None
        if levels:
            codes = pa.array(values.astype(np.int8), mask=values < 0 if missing is None else missing | (values < 0))
            arrays[name] = pa.DictionaryArray.from_arrays(codes, pa.array(levels))
        else:
            absent = np.isnan(values) if values.dtype.kind == "f" else np.zeros(n, bool)
            arrays[name] = pa.array(values, mask=absent if missing is None else missing | absent)
    return pa.table(arrays)


_Column = tuple[NDArray[Any], tuple[str, ...]]
_YES_NO = ("no", "yes")
_SIGNS = ("negative", "positive")
_GENES = ("wild_type", "mutated")


def _tumours(rng: np.random.Generator, n: int) -> dict[str, _Column]:
    diagnosis = rng.choice(len(_DIAGNOSES), n, p=_SHARES)
    stage = (rng.random(n)[:, None] > np.cumsum(_STAGE_SHARES[diagnosis], axis=1)[:, :3]).sum(axis=1)
    age = np.clip(rng.normal(_MEAN_AGE[diagnosis] + stage, 11.5), 18, 99)
    male_share = np.array((0.01, 1.0, 0.6, 0.53, 0.6, 0.52, 0.0, 0.64, 0.76, 0.54))[diagnosis]
    grade = np.clip((rng.normal(0.9 + 0.25 * stage, 0.8, n)).round(), 0, 2).astype(int)
    frailty = rng.normal(0, 1, n) + (age - 65) / 18 + 0.35 * stage
    return {
        "age": (age.round(1), ()),
        "sex": ((rng.random(n) < male_share).astype(int), ("female", "male")),
        "diagnosis": (diagnosis, _DIAGNOSES),
        "year": (rng.integers(2008, 2025, n), ()),
        "site": (rng.choice(6, n, p=(0.35, 0.2, 0.15, 0.12, 0.1, 0.08)), tuple("ABCDEF")),
        "stage": (stage, _STAGES),
        "grade": (grade, ("1", "2", "3")),
        "performance_status": (np.digitize(frailty, (0.2, 1.6, 2.9)), ("0", "1", "2", "3")),
        "tumour_size": (np.exp(rng.normal(2.8 + 0.35 * stage, 0.5, n)).round(), ()),
        "positive_nodes": (rng.poisson(np.array((0.05, 1.0, 4.0, 5.0))[stage]).astype(np.int32), ()),
    }


def _biology(rng: np.random.Generator, n: int, known: dict[str, _Column]) -> dict[str, _Column]:
    diagnosis, stage = known["diagnosis"][0], known["stage"][0]
    breast, lung, bowel = diagnosis == 0, diagnosis == 2, np.isin(diagnosis, (3, 4))

    def among(group: NDArray[Any], share: float) -> NDArray[Any]:
        """0 or 1 in the group where it is tested for, -1 elsewhere."""
        return np.where(group, (rng.random(n) < share).astype(int), -1)

    er = among(breast, 0.78)
    return {
        "er": (er, _SIGNS),
        "pr": (np.where(breast, np.where(er == 1, rng.random(n) < 0.82, rng.random(n) < 0.05), -1).astype(int), _SIGNS),
        "her2": (among(breast, 0.15), _SIGNS),
        "kras": (among(bowel | lung, 0.38), _GENES),
        "egfr": (among(lung, 0.13), _GENES),
        "braf": (among(bowel | (diagnosis == 9), 0.18), _GENES),
        "msi": (among(bowel, 0.13), ("mss", "msi_high")),
        "pd_l1_percent": (np.where(lung, (100 * rng.beta(0.45, 0.9, n)).round(), np.nan), ()),
        "ki67": (np.where(breast, np.clip(rng.gamma(2.2, 9.5, n), 1, 95).round(), np.nan), ()),
        "psa": (np.where(diagnosis == 1, np.exp(rng.normal(2.2 + 0.8 * stage, 0.9)).round(1), np.nan), ()),
        "ldh": (np.exp(rng.normal(5.3 + 0.09 * stage, 0.28)).round(), ()),
        "haemoglobin": (rng.normal(13.4 - 0.35 * stage, 1.5).clip(5, 19).round(1), ()),
        "body_mass_index": (rng.normal(26.3 - 0.4 * stage, 4.6).clip(14, 60).round(1), ()),
        "smoking": (np.where(rng.random(n) < np.where(lung, 0.86, 0.42), rng.integers(1, 3, n), 0), _SMOKING),
    }


_SMOKING = ("never", "former", "current")


def _treatments(rng: np.random.Generator, n: int, known: dict[str, _Column]) -> dict[str, _Column]:
    age, stage, status = (known[name][0] for name in ("age", "stage", "performance_status"))
    old = (age - 65) / 10

    def given(logit: NDArray[Any]) -> NDArray[Any]:
        return (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(int)

    surgery = given(2.6 - 1.3 * stage - 0.35 * old - 0.5 * status)
    chemotherapy = given(-1.6 + 1.1 * stage - 0.75 * old - 0.35 * status)
    immune = np.isin(known["diagnosis"][0], (2, 7, 8, 9)) & (known["year"][0] >= 2015)
    targets = (known["her2"][0] == 1) | (known["egfr"][0] == 1) | (known["braf"][0] == 1)
    immunotherapy = np.where(immune, given(-2.4 + 1.0 * stage - 0.25 * old - 0.4 * status), 0)
    targeted = np.where(targets, given(-0.6 + 0.7 * stage - 0.2 * old), 0)
    main = np.select([immunotherapy == 1, targeted == 1, chemotherapy == 1, surgery == 1], [3, 2, 1, 4], default=0)
    return {
        "surgery": (surgery, _YES_NO),
        "radiotherapy": (given(-0.7 + 0.2 * stage - 0.1 * old), _YES_NO),
        "chemotherapy": (chemotherapy, _YES_NO),
        "targeted_therapy": (targeted, _YES_NO),
        "immunotherapy": (immunotherapy, _YES_NO),
        "main_treatment": (main, _MAIN),
    }


_MAIN = ("supportive_care", "chemotherapy", "targeted_therapy", "immunotherapy", "surgery_alone")


def _outcomes(rng: np.random.Generator, n: int, known: dict[str, _Column]) -> dict[str, _Column]:
    log_hazard = _DIAGNOSIS_HAZARD[known["diagnosis"][0]] + LOG_HAZARDS["age_decade"] * (known["age"][0] - 65) / 10
    for name in ("stage", "grade", "performance_status"):
        log_hazard += np.array(LOG_HAZARDS[name])[known[name][0]]
    log_hazard += LOG_HAZARDS["her2_positive"] * (known["her2"][0] == 1)
    for name in ("surgery", "radiotherapy", "chemotherapy", "targeted_therapy", "immunotherapy"):
        log_hazard += LOG_HAZARDS[name] * known[name][0]
    death = _SCALE_DAYS * (rng.exponential(1.0, n) / np.exp(log_hazard)) ** (1 / _SHAPE)
    # Progression comes before death in most, and not at all in some.
    progression = np.where(rng.random(n) < 0.8, death * rng.beta(2.2, 1.6, n), np.inf)
    end = (2025 - known["year"][0]) * 365.25 - rng.uniform(0, 365, n)
    lost = rng.exponential(9000, n)
    followed = np.maximum(np.minimum(end, lost), 1)
    first = np.minimum(progression, death)
    return {
        "survival_days": (np.ceil(np.minimum(death, followed)).astype(np.int32), ()),
        "died": ((death <= followed).astype(np.int8), ()),
        "progression_days": (np.ceil(np.minimum(first, followed)).astype(np.int32), ()),
        "progressed": ((first <= followed).astype(np.int8), ()),
    }
