"""Nobody stands out in a stored table: quasi-identifiers are made coarser, or the import is refused."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from corpora.cohorts.cohort import Dictionary, Kind, Label, Level, Role, Variable
from corpora.cohorts.disclosure.anonymity import Anonymised, anonymise
from corpora.cohorts.disclosure.policy import Policy
from corpora.errors import SourcierError

Columns = Mapping[str, Sequence[object]]
ROLES = {role.value: role for role in Role} | {"hiv": Role.BIOMARKER, "size": Role.COVARIATE}


def dictionary(columns: Columns, hidden: Sequence[str] = ()) -> Dictionary:
    """Every column a quasi-identifier but those named."""
    variables = []
    for name, values in columns.items():
        known = {value for value in values if value is not None}
        number = any(isinstance(value, float) for value in known)
        levels = (
            () if number else tuple(Level(str(code), Label(str(code), str(code))) for code in sorted(map(str, known)))
        )
        ordered = name in ("age", "stage")
        kind = Kind.NUMBER if number else Kind.ORDERED if ordered else Kind.CATEGORY
        variables.append(
            Variable(name, ROLES[name], kind, Label(name, name), levels, quasi_identifier=name not in hidden)
        )
    empty = Label("", "")
    return Dictionary("test", empty, empty, empty, tuple(variables), ())


def run(folder: Path, columns: Columns, policy: Policy, hidden: Sequence[str] = ()) -> tuple[Anonymised, pa.Table]:
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    parquet.write_table(table, folder / "staged.parquet")
    done = anonymise(folder / "staged.parquet", dictionary(columns, hidden), policy)
    return done, parquet.read_table(done.path)


def smallest_class(done: Anonymised, table: pa.Table) -> int:
    names = [variable.name for variable in done.dictionary.variables if variable.quasi_identifier]
    return min(Counter(tuple(row[name] for name in names) for row in table.to_pylist()).values())


def test_a_table_in_which_nobody_stands_out_is_left_as_it_is(tmp_path: Path) -> None:
    done, _ = run(tmp_path, {"sex": ["f", "m"] * 50, "age": ["50-54"] * 100}, Policy())
    assert done.path == tmp_path / "staged.parquet"
    assert done.coarser == ()


@pytest.mark.parametrize("seed", range(12))
def test_every_combination_is_shared_by_k_patients_and_every_value_is_a_level(tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(60, 3000))
    low = (random.normal(60, 12, n).clip(20, 89) // 5 * 5).astype(int)
    codes = np.array(["C50.1", "C50.9", "C18.2", "C20", "C34.1", "C81.9", "C83.3", "C92.0", "D05.1", "N40"])
    columns: Columns = {
        "age": [f"{age}-{age + 4}" if random.random() > 0.02 else None for age in low],
        "sex": random.choice(["f", "m"], n).tolist(),
        "diagnosis": codes[np.minimum(random.zipf(1.4, n) - 1, 9)].tolist(),
        "year": random.integers(2008, 2022, n).astype(float).tolist(),
        "site": random.choice(["north", "south", "east"], n).tolist(),
        "hiv": random.choice(["no", "yes"], n, p=[0.8, 0.2]).tolist(),
    }
    policy = Policy(sensitive=("hiv",))
    try:
        done, table = run(tmp_path, columns, policy, hidden=["hiv"])
    except SourcierError as error:
        assert error.key == "disclosure.not_anonymous"
        return
    assert table.num_rows == n
    assert smallest_class(done, table) >= policy.k
    assert done.suppressed <= policy.most_suppressed * n
    assert table.column("hiv").to_pylist() == columns["hiv"] or Counter(table.column("hiv").to_pylist()) == Counter(
        columns["hiv"]
    )
    names = [variable.name for variable in done.dictionary.variables if variable.quasi_identifier]
    kinds = defaultdict(set)
    for row in table.to_pylist():
        kinds[tuple(row[name] for name in names)].add(row["hiv"])
    assert all(len(values) >= policy.l_diversity for values in kinds.values())
    for variable in done.dictionary.variables:
        present = set(table.column(variable.name).to_pylist()) - {None}
        if variable.levels:
            assert present <= {level.code for level in variable.levels}


def test_ages_join_their_neighbours_and_are_named_in_both_languages(tmp_path: Path) -> None:
    ages = ["40-44"] * 30 + ["45-49"] * 2 + ["50-54"] * 30 + ["55-59"] * 3 + ["90+"] * 2
    done, table = run(tmp_path, {"age": ages}, Policy(most_suppressed=0))
    levels = {level.code: level.label for level in done.dictionary.variable("age").levels}
    assert smallest_class(done, table) >= 5
    assert list(levels) == ["40-49", "50+"]
    assert levels["40-49"].fr == "40-44 à 45-49" or "ans" in levels["40-49"].fr


def test_rare_diagnoses_go_under_their_icd_10_block(tmp_path: Path) -> None:
    codes = ["C18.2"] * 3 + ["C18.7"] * 3 + ["C20"] * 3 + ["C50.9"] * 60
    done, table = run(tmp_path, {"diagnosis": codes}, Policy(most_suppressed=0))
    assert (
        Counter(table.column("diagnosis").to_pylist())["C50.9"]
        + Counter(table.column("diagnosis").to_pylist())["C50-C50"]
        + Counter(table.column("diagnosis").to_pylist())["C50"]
        == 60
    )
    assert smallest_class(done, table) >= 5


def test_the_site_goes_before_the_diagnosis_does(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    columns: Columns = {
        "diagnosis": random.choice(["C18.0", "C18.9", "C50.9", "C34.1"], 200).tolist(),
        "site": [f"site {i % 40}" for i in range(200)],
    }
    done, _ = run(tmp_path, columns, Policy())
    assert "diagnosis" not in done.coarser


def test_a_few_who_stand_out_lose_their_quasi_identifiers_instead(tmp_path: Path) -> None:
    columns: Columns = {"sex": ["f"] * 100 + ["m"] * 100 + ["x"] * 2, "stage": ["I"] * 202}
    done, table = run(tmp_path, columns, Policy())
    assert done.coarser == ()
    assert 2 <= done.suppressed <= 10
    assert smallest_class(done, table) >= 5


def test_a_refusal_names_the_variables_and_no_value(tmp_path: Path) -> None:
    columns: Columns = {"sex": ["f", "m"] * 20, "stage": [f"{i}" for i in range(20)] * 2, "hiv": ["yes"] * 40}
    with pytest.raises(SourcierError) as refused:
        run(tmp_path, columns, Policy(sensitive=("hiv",)), hidden=["hiv"])
    assert refused.value.key == "disclosure.not_anonymous"
    assert set(str(refused.value.details["variables"]).split(", ")) <= {"sex", "stage"}
    assert "yes" not in refused.value.message("en")


def test_a_table_in_which_nobody_stands_out_stays_as_it_was(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"sex": ["f"] * 10}), tmp_path / "staged.parquet")
    given = dictionary({"sex": ["f"] * 10})
    done = anonymise(tmp_path / "staged.parquet", given, Policy())
    assert (done.dictionary, done.path) == (given, tmp_path / "staged.parquet")
