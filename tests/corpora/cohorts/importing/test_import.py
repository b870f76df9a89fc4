"""What the import writes, and how it puts it in place."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from corpora.cohorts.cohort import Kind
from corpora.cohorts.disclosure.policy import Policy, read_policy, write_policy
from corpora.cohorts.importing import import_cohort
from corpora.cohorts.importing.report import report_json
from corpora.cohorts.store import Cohort, list_cohorts, remove_cohort
from corpora.cohorts.tables.reading import stage_table
from corpora.errors import SourcierError
from tests.corpora.cohorts.small_table import HEADER, PATIENTS, imported, mapping, rows, table

ROOT = Path(__file__).parents[4]


def test_ages_are_kept_as_five_year_bands_in_order_with_ninety_and_over_as_one(tmp_path: Path) -> None:
    lines = [f"I{i},{age},F,12.0,100,0" for i, age in enumerate([62, 64.9, 65, 90, 97, 103] * 10)]
    cohort, _ = imported(tmp_path, table(tmp_path, lines), mapping(tmp_path))
    age = cohort.dictionary.variable("age")
    assert age.kind is Kind.ORDERED
    assert [level.code for level in age.levels] == ["60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90+"]
    assert [level.label.fr for level in age.levels][-1] == "90 ans et plus"
    assert np.bincount(cohort.codes("age")).tolist() == [20, 10, 0, 0, 0, 0, 30]


def test_a_stricter_policy_makes_wider_bands(tmp_path: Path) -> None:
    staged = stage_table(table(tmp_path, rows()), mapping(tmp_path))
    import_cohort(staged, tmp_path / "cohorts", key=tmp_path / "key", policy=Policy(age_band_years=10, oldest_age=80))
    levels = Cohort.open(tmp_path / "cohorts" / "small").dictionary.variable("age").levels
    assert [level.code for level in levels] == ["40-49", "50-59", "60-69", "70-79", "80+"]


def test_values_are_those_of_the_table_whatever_their_order(tmp_path: Path) -> None:
    cohort, report = imported(tmp_path, table(tmp_path, rows()), mapping(tmp_path))
    days, event = cohort.times("overall_survival")
    at = np.argsort(days)
    assert (report.rows, report.patients, report.rejected, cohort.n) == (200, 200, 0, 200)
    assert days[at].tolist() == [30 + 7 * i for i in range(200)]
    assert event[at].tolist() == [i % 2 for i in range(200)]
    assert cohort.codes("sex")[at].tolist() == [i % 2 for i in range(200)]
    assert cohort.numbers("hb")[at][:3] == pytest.approx([11.0, 11.1, 11.2])


def test_the_same_key_gives_the_same_pseudonyms_and_another_key_others(tmp_path: Path) -> None:
    path, mapped = table(tmp_path, rows()), mapping(tmp_path)
    kept = []
    for key in ("one", "one", "two"):
        import_cohort(stage_table(path, mapped), tmp_path / "cohorts", key=tmp_path / key)
        kept.append(pq.read_table(tmp_path / "cohorts" / "small" / "patients.parquet").column("patient").to_pylist())
    assert kept[0] == kept[1]
    assert not set(kept[0]) & set(kept[2])
    assert kept[0] == sorted(kept[0])


def test_a_key_inside_the_cohorts_folder_is_refused(tmp_path: Path) -> None:
    staged = stage_table(table(tmp_path, rows()), mapping(tmp_path))
    with pytest.raises(SourcierError) as refused:
        import_cohort(staged, tmp_path / "cohorts", key=tmp_path / "cohorts" / "small" / "key")
    assert refused.value.key == "deidentify.key_beside_data"


def test_categories_are_stored_as_dictionaries_and_numbers_as_single_floats(tmp_path: Path) -> None:
    imported(tmp_path, table(tmp_path, rows()), mapping(tmp_path))
    schema = pq.read_schema(tmp_path / "cohorts" / "small" / "patients.parquet")
    assert str(schema.field("sex").type).startswith("dictionary<values=string")
    assert [str(schema.field(name).type) for name in ("hb", "overall_survival_days", "overall_survival_event")] == [
        "float",
        "int32",
        "int8",
    ]
    assert schema.names[0] == "patient" and "line" not in schema.names


def test_undeclared_values_of_few_patients_become_other(tmp_path: Path) -> None:
    text = PATIENTS + '\n[variables.lieu]\ncolumn = "lieu"\nkind = "category"\nen = "Place"\nfr = "Lieu"\n'
    lines = [f"{line},{'sein' if i > 4 else f'chez Mme Durand {i}'}" for i, line in enumerate(rows())]
    cohort, report = imported(tmp_path, table(tmp_path, lines, f"{HEADER},lieu"), mapping(tmp_path, text))
    assert [level.code for level in cohort.dictionary.variable("lieu").levels] == ["sein", "other"]
    assert [each.variable for each in report.generalisations] == ["lieu"]
    assert "Durand" not in (tmp_path / "cohorts" / "small" / "dictionary.json").read_text()


def test_a_column_without_any_value_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    text = PATIENTS.replace("quasi_identifier = false\n", "")
    lines = [",".join([line.split(",")[0], "", *line.split(",")[2:]]) for line in rows()]
    cohort, report = imported(tmp_path, table(tmp_path, lines), mapping(tmp_path, text))
    assert "age" not in cohort.dictionary.names
    assert [(each.variable, each.what) for each in report.generalisations] == [("age", "cohort_import.no_value")]


def test_the_report_beside_the_cohort_is_the_one_returned(tmp_path: Path) -> None:
    lines = [line.replace(",12.0,", ",NA,") for line in rows()]
    _, report = imported(tmp_path, table(tmp_path, [*lines, "X,50,?!,12,3,0"]), mapping(tmp_path))
    assert (tmp_path / "cohorts" / "small" / "import.json").read_bytes() == report_json(report)
    assert report.missing["hb"] == pytest.approx(
        lines.__len__() and sum("NA" in line for line in lines) / 200, abs=1e-3
    )
    assert json.loads((tmp_path / "cohorts" / "small" / "import.json").read_text())["rejects"][0]["lines"] == [202]


def test_a_cohort_of_the_same_id_is_replaced_whole(tmp_path: Path) -> None:
    imported(tmp_path, table(tmp_path, rows(100)), mapping(tmp_path))
    (tmp_path / "cohorts" / "small" / "releases").mkdir()
    cohort, _ = imported(tmp_path, table(tmp_path, rows(150)), mapping(tmp_path))
    assert cohort.n == 150
    assert not (cohort.folder / "releases").exists()
    assert [each.dictionary.id for each in list_cohorts(tmp_path / "cohorts")] == ["small"]
    remove_cohort(tmp_path / "cohorts", "small")
    assert list(list_cohorts(tmp_path / "cohorts")) == []


def test_a_replaced_cohort_keeps_the_policy_that_was_tightened(tmp_path: Path) -> None:
    path, mapped = table(tmp_path, rows()), mapping(tmp_path)
    import_cohort(stage_table(path, mapped), tmp_path / "cohorts", key=tmp_path / "key")
    write_policy(tmp_path / "cohorts" / "small", Policy(smallest_cell=20))
    import_cohort(stage_table(path, mapped), tmp_path / "cohorts", key=tmp_path / "key")
    assert read_policy(tmp_path / "cohorts" / "small").smallest_cell == 20


def test_a_refused_import_leaves_the_earlier_cohort_as_it_was(tmp_path: Path) -> None:
    before, _ = imported(tmp_path, table(tmp_path, rows(100)), mapping(tmp_path))
    with pytest.raises(SourcierError):
        imported(tmp_path, table(tmp_path, ["X,50,?,12,3,0"] * 50), mapping(tmp_path))
    assert Cohort.open(before.folder).n == 100


def test_an_import_that_is_killed_leaves_nothing_half_done_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    before, _ = imported(tmp_path, table(tmp_path, rows(100)), mapping(tmp_path))
    mapped, path = mapping(tmp_path), table(tmp_path, rows(400))
    program = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from corpora.cohorts.importing import import_cohort
from corpora.cohorts.tables.mapping import read_mapping
from corpora.cohorts.tables.reading import stage_table
from eval.peak_memory import peak_memory
folder = Path({str(tmp_path)!r})
def halted(rows):
    print("reading", flush=True)
    time.sleep(600)
import_cohort(stage_table(Path({str(path)!r}), read_mapping(folder / "mapping.toml")), folder / "cohorts",
              key=folder / "keys" / "key", progress=halted)
"""
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "reading\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert [each.n for each in list_cohorts(tmp_path / "cohorts")] == [100]
    assert Cohort.open(before.folder).n == 100
    cohort, _ = imported(tmp_path, path, mapped)
    assert cohort.n == 400
    left = [each.name for each in (tmp_path / "cohorts" / ".importing").iterdir()]
    assert all(name.endswith(".lock") for name in left)


def test_two_imports_of_one_cohort_at_a_time_are_refused(tmp_path: Path) -> None:
    staged = stage_table(table(tmp_path, rows()), mapping(tmp_path))

    def begin_another(rows_read: int) -> None:
        imported(tmp_path, tmp_path / "patients.csv", mapping(tmp_path))

    with pytest.raises(SourcierError) as refused:
        import_cohort(staged, tmp_path / "cohorts", key=tmp_path / "keys" / "key", progress=begin_another)
    assert refused.value.key == "cohort_import.being_imported"
    assert list(list_cohorts(tmp_path / "cohorts")) == []


def test_a_large_sparse_file_streams_in_little_memory(tmp_path: Path) -> None:
    """A hundred megabytes of mostly nothing: a child process reads them within 700 MB, libraries included."""
    path = tmp_path / "patients.csv"
    columns = ",".join(f"unused{i}" for i in range(40))
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADER},{columns}\n")
        filler = "," * 39 + "x" * 1400
        for start in range(0, 70_000, 200):
            part = [f"I{i},{40 + i % 50},F,12.{i % 9},{i % 3000},{i % 2},{filler}" for i in range(start, start + 200)]
            file.write("\n".join(part) + "\n")
    mapping(tmp_path)
    program = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from corpora.cohorts.importing import import_cohort
from corpora.cohorts.tables.mapping import read_mapping
from corpora.cohorts.tables.reading import stage_table
from eval.peak_memory import peak_memory
folder = Path({str(tmp_path)!r})
report = import_cohort(stage_table(folder / "patients.csv", read_mapping(folder / "mapping.toml")), folder / "cohorts",
                       key=folder / "key")
print(report.patients, peak_memory() // 2**20)
"""
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    patients, megabytes = (int(part) for part in done.stdout.split())
    assert patients == 70_000
    assert megabytes < 700, f"{megabytes} MB in {time.monotonic() - started:.0f} s"
