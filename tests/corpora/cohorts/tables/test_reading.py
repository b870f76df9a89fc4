"""Tables into patients: formats, codings, several rows a patient, further files."""

import gzip
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpora.cohorts.tables.units import factor_between
from corpora.errors import SourcierError
from tests.corpora.cohorts.small_table import HEADER, PATIENTS, imported, mapping, rows, table


def test_delimiter_decimal_comma_byte_mark_and_line_ends_of_a_french_spreadsheet_are_found_out(tmp_path: Path) -> None:
    lines = [line.replace(",", ";").replace(".", ",") for line in rows()]
    path = tmp_path / "patients.csv"
    path.write_bytes("\r\n".join([HEADER.replace(",", ";"), *lines]).encode("utf-8-sig"))
    cohort, report = imported(tmp_path, path, mapping(tmp_path))
    assert report.rejected == 0
    assert cohort.numbers("hb").max() == pytest.approx(14.9)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    text = PATIENTS + '\n[variables.lieu]\ncolumn = "lieu"\nkind = "category"\nen = "Place"\nfr = "Lieu"\n'
    path = tmp_path / "patients.csv"
    path.write_text("\n".join([f"{HEADER},lieu", *(f"{line},côlon" for line in rows())]), encoding=encoding)
    cohort, _ = imported(tmp_path, path, mapping(tmp_path, text))
    assert [level.code for level in cohort.dictionary.variable("lieu").levels] == ["côlon"]


def test_a_packed_table_and_a_parquet_table_give_the_same_cohort(tmp_path: Path) -> None:
    packed = tmp_path / "patients.csv.gz"
    packed.write_bytes(gzip.compress("\n".join([HEADER, *rows()]).encode()))
    fields = list(zip(*(line.split(",") for line in rows()), strict=True))
    typed = {
        "ipp": pa.array(fields[0]),
        "age": pa.array([int(age) for age in fields[1]]),
        "sexe": pa.array(fields[2]).dictionary_encode(),
        "hb": pa.array([float(hb) for hb in fields[3]]),
        "jours": pa.array([float(days) for days in fields[4]]),
        "dc": pa.array([float(dead) for dead in fields[5]]),
    }
    pq.write_table(pa.table(typed), tmp_path / "patients.parquet")
    found = []
    for path in (packed, tmp_path / "patients.parquet"):
        cohort, _ = imported(tmp_path, path, mapping(tmp_path))
        found.append((cohort.times("overall_survival"), cohort.codes("sex"), cohort.codes("age"), cohort.numbers("hb")))
    for one, other in zip(found[0], found[1], strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_quoted_field_may_hold_delimiters_and_line_ends(tmp_path: Path) -> None:
    lines = [f'{line},"seen, then\nlost"' for line in rows()]
    cohort, report = imported(tmp_path, table(tmp_path, lines, f"{HEADER},remark"), mapping(tmp_path))
    assert (cohort.n, report.rejected) == (200, 0)


def test_times_in_months_become_days(tmp_path: Path) -> None:
    cohort, _ = imported(tmp_path, table(tmp_path, rows(100)), mapping(tmp_path, PATIENTS + 'unit = "months"\n'))
    assert cohort.times("overall_survival")[0].min() == round(30 * 365.25 / 12)


@pytest.mark.parametrize(
    ("unit_in_file", "unit", "factor"),
    [("ug/L", "ng/mL", 1.0), ("g/L", "g/dL", 0.1), ("ug", "mg", 1e-3), ("mo", "a", 1 / 12), ("cm", "mm", 10)],
)
def test_units_are_converted_part_by_part(unit_in_file: str, unit: str, factor: float) -> None:
    assert factor_between(unit_in_file, unit, "hb") == pytest.approx(factor)


def test_units_of_different_things_are_refused() -> None:
    with pytest.raises(SourcierError, match="cannot be converted"):
        factor_between("mg/L", "mmol/L", "hb")


def test_a_year_is_taken_from_a_date_in_any_order(tmp_path: Path) -> None:
    text = (
        PATIENTS + '\n[variables.annee]\ncolumn = "diag"\nrole = "year"\nkind = "ordered"\nen = "Year"\nfr = "Année"\n'
    )
    lines = [f"{line},{'05/06/2015' if i % 2 else '2016'}" for i, line in enumerate(rows())]
    cohort, _ = imported(tmp_path, table(tmp_path, lines, f"{HEADER},diag"), mapping(tmp_path, text))
    assert [level.code for level in cohort.dictionary.variable("annee").levels] == ["2015", "2016"]


def test_only_rows_with_a_wanted_value_are_kept_and_the_others_are_not_rejects(tmp_path: Path) -> None:
    text = PATIENTS.replace('patient = "ipp"', 'patient = "ipp"\nkeep = { sexe = "F" }')
    cohort, report = imported(tmp_path, table(tmp_path, rows()), mapping(tmp_path, text))
    assert (cohort.n, report.rows, report.rejected) == (100, 200, 0)


def test_missing_words_of_the_mapping_are_missing_values(tmp_path: Path) -> None:
    text = PATIENTS.replace('patient = "ipp"', 'patient = "ipp"\nnulls = ["", "inconnu"]')
    lines = [line.replace(",F,", ",Inconnu,") for line in rows()]
    cohort, _ = imported(tmp_path, table(tmp_path, lines), mapping(tmp_path, text))
    assert (cohort.codes("sex") < 0).sum() == 100


def test_of_several_rows_the_first_or_last_known_value_is_taken(tmp_path: Path) -> None:
    lines = [f"I{i},60,F,{'' if visit == 1 else 10 + visit},100,0,{visit}" for visit in (3, 1, 2) for i in range(30)]
    text = PATIENTS.replace('patient = "ipp"', 'patient = "ipp"\nrows = "{which}"\norder_by = "visite"')
    for which, expected in (("first", 12.0), ("last", 13.0)):
        mapped = mapping(tmp_path, text.replace("{which}", which))
        cohort, _ = imported(tmp_path, table(tmp_path, lines, f"{HEADER},visite"), mapped)
        assert cohort.n == 30
        assert set(cohort.numbers("hb")) == {expected}


def test_outcomes_of_a_long_table_come_from_the_rows_that_tell_them(tmp_path: Path) -> None:
    lines = [
        f"I{i},60,F,12,{200 + i if kind == 'OS' else 50 + i},1,{kind}" for i in range(40) for kind in ("PFS", "OS")
    ]
    text = PATIENTS.replace('patient = "ipp"', 'patient = "ipp"\nrows = "first"') + 'where = { quoi = "OS" }\n'
    text += '\n[outcomes.progression_free_survival]\ntime = "jours"\nstatus = "dc"\nevent = "1"\ncensored = "0"\n'
    text += 'where = { quoi = "PFS" }\n'
    cohort, _ = imported(tmp_path, table(tmp_path, lines, f"{HEADER},quoi"), mapping(tmp_path, text))
    assert set(cohort.times("overall_survival")[0] - cohort.times("progression_free_survival")[0]) == {150}


def test_a_further_file_is_joined_by_patient_and_found_where_it_is_packed(tmp_path: Path) -> None:
    (tmp_path / "reponses.csv.gz").write_bytes(
        gzip.compress("\n".join(["id,rep", *(f"IPP{i:06},{'RC' if i % 2 else 'RP'}" for i in range(150))]).encode())
    )
    text = (
        PATIENTS
        + """
[files.reponses]
file = "reponses.csv"
patient = "id"

[variables.reponse]
file = "reponses"
column = "rep"
role = "response"
kind = "category"
en = "Response"
fr = "Réponse"
"""
    )
    cohort, _ = imported(tmp_path, table(tmp_path, rows()), mapping(tmp_path, text))
    assert np.bincount(cohort.codes("reponse") + 1).tolist() == [50, 75, 75]


def test_where_the_event_did_not_happen_the_other_one_decides(tmp_path: Path) -> None:
    lines = [
        *(f"I{i},60,F,12,100,1,300,1" for i in range(20)),
        *(f"J{i},60,F,12,200,0,400,1" for i in range(20)),
        *(f"K{i},60,F,12,250,0,500,0" for i in range(20)),
    ]
    text = (
        PATIENTS.replace('time = "jours"\nstatus = "dc"', 'time = "t"\nstatus = "d"')
        + """
[outcomes.progression_free_survival]
time = "jours"
status = "dc"
event = "1"
censored = "0"
otherwise = { time = "t", status = "d", competing = "1", censored = "0" }
"""
    )
    cohort, _ = imported(tmp_path, table(tmp_path, lines, f"{HEADER},t,d"), mapping(tmp_path, text))
    days, event = cohort.times("progression_free_survival")
    assert cohort.dictionary.outcome("progression_free_survival").has_competing
    assert sorted(set(zip(days, event, strict=True))) == [(100, 1), (400, 2), (500, 0)]


def test_lines_of_treatment_keep_their_order_and_days(tmp_path: Path) -> None:
    lines = [f"{line},FOLFOX,0,90,FOLFIRI,120,{'80' if i == 7 else '200'}" for i, line in enumerate(rows())]
    text = (
        PATIENTS
        + """
[[lines]]
number = 1
regimen = "l1"
start = "d1"
end = "f1"

[[lines]]
number = 2
regimen = "l2"
start = "d2"
end = "f2"
"""
    )
    cohort, report = imported(tmp_path, table(tmp_path, lines, f"{HEADER},l1,d1,f1,l2,d2,f2"), mapping(tmp_path, text))
    assert [(each.reason, each.lines) for each in report.rejects] == [("cohort_import.reject_treatment_line", (9,))]
    assert report.lines == 399
    stored = (
        cohort.connect()
        .execute("select line, regimen, start_day, end_day, count(*) from lines group by all order by 1")
        .fetchall()
    )
    assert stored == [(1, "FOLFOX", 0.0, 90.0, 200), (2, "FOLFIRI", 120.0, 200.0, 199)]
