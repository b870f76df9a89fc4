"""Tables that cannot be right: one clear report each, nothing half imported."""

from pathlib import Path

import pytest

from corpora.cohorts.importing.report import TooManyRejects
from corpora.errors import SourcierError
from tests.corpora.cohorts.small_table import HEADER, PATIENTS, imported, mapping, rows, table


def refusal(folder: Path, path: Path, text: str = PATIENTS) -> SourcierError:
    """The error of an import that must fail, after which there is no cohort and nothing unfinished."""
    with pytest.raises(SourcierError) as refused:
        imported(folder, path, mapping(folder, text))
    cohorts = folder / "cohorts"
    left = (
        [child for child in cohorts.rglob("*") if child.is_file() and child.suffix != ".lock"]
        if cohorts.exists()
        else []
    )
    assert left == []
    return refused.value


def only_reject(folder: Path, lines: list[str], text: str = PATIENTS) -> tuple[str, str, tuple[int, ...]]:
    """Column, reason and first lines of the one group of rejects."""
    _, report = imported(folder, table(folder, lines), mapping(folder, text))
    assert len(report.rejects) == 1, report.rejects
    group = report.rejects[0]
    return group.column, group.reason.removeprefix("cohort_import.reject_"), group.lines


def test_swapped_columns_are_called_that(tmp_path: Path) -> None:
    swapped = [",".join([a[0], a[2], a[1], *a[3:]]) for a in (line.split(",") for line in rows())]
    error = refusal(tmp_path, table(tmp_path, swapped))
    assert isinstance(error, TooManyRejects)
    assert "age / sexe: swapped" in error.message("en")
    assert "colonnes interverties" in error.message("fr")
    assert "lines 2, 3, 4, 5, 6, …" in error.message("en")


def test_one_row_with_swapped_cells_is_rejected_with_its_line(tmp_path: Path) -> None:
    assert only_reject(tmp_path, [*rows(), "IPP9,F,61,12.0,100,0"]) == ("age / sexe", "swapped", (202,))


def test_a_negative_time_is_rejected_with_its_line(tmp_path: Path) -> None:
    assert only_reject(tmp_path, ["IPP9,50,F,12.0,-3,0", *rows()]) == ("jours", "negative_time", (2,))


def test_an_impossible_age_is_rejected_with_its_line(tmp_path: Path) -> None:
    assert only_reject(tmp_path, [*rows(), "IPP9,150,F,12.0,3,0"]) == ("age", "impossible_age", (202,))


def test_a_patient_who_comes_twice_is_rejected_the_second_time(tmp_path: Path) -> None:
    assert only_reject(tmp_path, [*rows(), rows()[3]]) == ("", "duplicate", (202,))


def test_a_value_outside_the_coding_is_rejected_with_its_line(tmp_path: Path) -> None:
    assert only_reject(tmp_path, [*rows(), "IPP9,50,X,12.0,3,0"]) == ("sexe", "unknown_code", (202,))


def test_a_status_outside_the_coding_is_rejected_with_its_line(tmp_path: Path) -> None:
    assert only_reject(tmp_path, [*rows(), "IPP9,50,F,12.0,3,7"]) == ("dc", "unknown_code", (202,))


def test_a_row_with_too_few_fields_is_rejected_and_later_lines_keep_their_numbers(tmp_path: Path) -> None:
    _, report = imported(tmp_path, table(tmp_path, ["IPP8,50", *rows(), "IPP9,50,X,12.0,3,0"]), mapping(tmp_path))
    assert {(group.reason, group.lines) for group in report.rejects} == {
        ("cohort_import.reject_fields", (2,)),
        ("cohort_import.reject_unknown_code", (203,)),
    }


def test_values_in_another_unit_are_rejected_with_the_factor(tmp_path: Path) -> None:
    other = [f"G{i},50,F,{118 + i},100,0" for i in range(6)]
    _, report = imported(tmp_path, table(tmp_path, [*rows(), *other]), mapping(tmp_path))
    group = report.rejects[0]
    assert (group.column, group.reason, group.count) == ("hb", "cohort_import.reject_unit", 6)
    assert group.lines == (202, 203, 204, 205, 206)
    assert "factor of 10" in group.text("en")


def test_an_import_with_too_many_rejects_is_refused_with_all_reasons(tmp_path: Path) -> None:
    bad = [f"B{i},50,X,12.0,3,0" for i in range(10)] + [f"C{i},50,F,12.0,-1,0" for i in range(5)]
    error = refusal(tmp_path, table(tmp_path, [*rows(100), *bad]))
    assert "15 of 115 rows (13 %)" in error.message("en")
    assert "sexe: a value outside the column's coding (10 rows: lines 102" in error.message("en")
    assert "jours: a negative time (5 rows" in error.message("en")


def test_the_mapping_says_how_many_rejects_are_too_many(tmp_path: Path) -> None:
    lines = [*rows(100), *(f"B{i},50,X,12.0,3,0" for i in range(10))]
    cohort, _ = imported(tmp_path, table(tmp_path, lines), mapping(tmp_path, "max_rejects = 0.2\n" + MAPPED))
    assert cohort.n == 100


MAPPED = (
    """
[cohort]
id = "small"
title = { en = "Small", fr = "Petite" }
centre = { en = "here", fr = "ici" }
years = { en = "2019", fr = "2019" }
"""
    + PATIENTS
)


def test_mixed_encodings_are_read_right_and_reported(tmp_path: Path) -> None:
    text = PATIENTS + '\n[variables.lieu]\ncolumn = "lieu"\nkind = "category"\nen = "Place"\nfr = "Lieu"\n'
    written = [(f"{line},{'côlon' if i % 2 else 'sein'}", i % 4 == 1) for i, line in enumerate(rows())]
    lines = [line.encode("latin-1" if is_latin else "utf-8") for line, is_latin in written]
    path = tmp_path / "patients.csv"
    path.write_bytes(b"\n".join([f"{HEADER},lieu".encode(), *lines]))
    cohort, report = imported(tmp_path, path, mapping(tmp_path, text))
    assert {level.code for level in cohort.dictionary.variable("lieu").levels} == {"sein", "côlon"}
    assert report.warnings[0].text("en").startswith("patients.csv: 50 lines are not UTF-8 (first: 3, 7, 11, 15, 19)")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    path.write_bytes(b"")
    assert refusal(tmp_path, path).key == "cohort_import.file_empty"


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, table(tmp_path, [])).key == "cohort_import.no_rows"


@pytest.mark.parametrize("name", ["patients.xlsx", "patients", "patients.pdf"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, table(tmp_path, rows(), name=name)).key == "cohort_import.wrong_extension"


def test_a_spreadsheet_under_the_name_of_a_csv_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00\x00\x08\x00\x00" * 20)
    assert refusal(tmp_path, path).key == "cohort_import.not_text"


def test_a_parquet_file_that_is_none_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, table(tmp_path, rows(), name="p.parquet")).key == "cohort_import.damaged"


def test_a_gzip_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    import gzip
    import random

    noise = [f"IPP{i},{random.Random(i).random()}" for i in range(20_000)]
    whole = gzip.compress("\n".join([HEADER, *rows(), *noise]).encode())
    path = tmp_path / "patients.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(tmp_path, path).key == "cohort_import.damaged"


def test_a_sparse_file_of_three_gigabytes_is_refused_at_its_hole(tmp_path: Path) -> None:
    path = table(tmp_path, rows(20_000))
    with path.open("r+b") as file:
        file.truncate(3 << 30)
    error = refusal(tmp_path, path)
    assert error.message("en") == "The file 'patients.csv' cannot be read beyond line 20002."


def test_an_open_quote_is_refused(tmp_path: Path) -> None:
    lines = rows(20_000)
    lines[15_000] = lines[15_000].replace(",F,", ',"F,')
    error = refusal(tmp_path, table(tmp_path, lines))
    assert error.message("en") == "The file 'patients.csv' cannot be read beyond line 15002."


def test_lines_swallowed_between_two_stray_quotes_are_reported(tmp_path: Path) -> None:
    lines = [f"{line},remark" for line in rows()]
    lines[50] = lines[50].replace(",remark", ',"remark')
    lines[53] = lines[53].replace(",remark", ',remark"')
    _, report = imported(tmp_path, table(tmp_path, lines, f"{HEADER},remark"), mapping(tmp_path))
    assert report.patients == 197
    assert [(each.reason, each.details) for each in report.warnings] == [
        ("cohort_import.warning_swallowed", {"count": 3})
    ]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path, table(tmp_path, rows(), header="ipp,age,sexe,hgb,jours,dc"))
    assert error.message("en") == "The file 'patients.csv' has no column 'hb'."


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, table(tmp_path, rows(), header="ipp,age,age,hb,jours,dc")).key == "cohort_import.column_twice"
    )


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, tmp_path / "nowhere.csv").key == "cohort_import.file_missing"


def test_no_value_of_a_rejected_row_is_in_the_error(tmp_path: Path) -> None:
    bad = [f"SECRETID{i},secretage,secretsex,secrethb,secrettime,secretstatus" for i in range(50)]
    error = refusal(tmp_path, table(tmp_path, bad))
    assert "secret" not in (str(error) + error.message("fr") + repr(error.details)).lower()
