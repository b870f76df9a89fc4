"""Tables with dates: how they are read, and which are refused."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from tests.corpora.cohorts.small_table import imported, mapping, table

DATED = """
[file]
patient = "ipp"

[variables.age]
column = "naissance"
at = "diagnostic"
role = "age"
kind = "number"
quasi_identifier = false
en = "Age"
fr = "Âge"

[outcomes.overall_survival]
start = "diagnostic"
event_date = "date_dc"
last_seen = "ddn"
"""
HEADER = "ipp;naissance;diagnostic;date_dc;ddn"
BORN, DIAGNOSED = date(1950, 6, 1), date(2015, 3, 20)
MONTHS = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")


def lines(written: str, n: int = 60, shift: int = 0) -> list[str]:
    """Patients who died after 100 days and more, or were seen after 200 and more, their dates written in one way."""

    def show(day: date) -> str:
        return f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}" if written == "words" else day.strftime(written)

    found = []
    for i in range(n):
        diagnosed = DIAGNOSED + timedelta(i + shift)
        end = diagnosed + timedelta(100 + i)
        died = show(end) if i % 2 else ""
        found.append(f"I{shift}-{i};{show(BORN)};{show(diagnosed)};{died};{show(end)}")
    return found


@pytest.mark.parametrize("written", ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "words"])
def test_four_ways_to_write_dates_give_the_same_days(tmp_path: Path, written: str) -> None:
    cohort, report = imported(tmp_path, table(tmp_path, lines(written), HEADER), mapping(tmp_path, DATED))
    days, event = cohort.times("overall_survival")
    assert report.rejected == 0
    assert sorted(days) == [100 + i for i in range(60)]
    assert event.sum() == 30
    assert [level.code for level in cohort.dictionary.variable("age").levels] == ["60-64"]


def test_dates_that_can_be_read_two_ways_are_refused_until_the_mapping_says_which(tmp_path: Path) -> None:
    ambiguous = [f"I{i};01/02/1950;03/04/2015;;05/06/2016" for i in range(30)]
    path = table(tmp_path, ambiguous, HEADER)
    with pytest.raises(SourcierError) as refused:
        imported(tmp_path, path, mapping(tmp_path, DATED))
    assert refused.value.key == "cohort_import.dates_ambiguous"
    told = DATED.replace('patient = "ipp"', 'patient = "ipp"\ndates = "day-first"')
    cohort, _ = imported(tmp_path, path, mapping(tmp_path, told))
    assert set(cohort.times("overall_survival")[0]) == {(date(2016, 6, 5) - date(2015, 4, 3)).days}


def test_dates_day_first_and_month_first_in_one_file_are_refused(tmp_path: Path) -> None:
    mixed = [*lines("%d/%m/%Y"), *lines("%m/%d/%Y", shift=1000)]
    with pytest.raises(SourcierError) as refused:
        imported(tmp_path, table(tmp_path, mixed, HEADER), mapping(tmp_path, DATED))
    assert refused.value.key == "cohort_import.dates_mixed"
    assert "[file] dates" in refused.value.hint("en")


def test_an_event_before_the_diagnosis_is_rejected_with_its_line(tmp_path: Path) -> None:
    wrong = "X;1950-06-01;2015-03-20;2015-03-19;2016-01-01"
    _, report = imported(tmp_path, table(tmp_path, [*lines("%Y-%m-%d"), wrong], HEADER), mapping(tmp_path, DATED))
    group = report.rejects[0]
    assert (group.column, group.reason, group.lines) == ("date_dc", "cohort_import.reject_event_before_start", (62,))


def test_a_date_to_come_is_rejected(tmp_path: Path) -> None:
    wrong = "X;1950-06-01;2015-03-20;;2199-01-01"
    _, report = imported(tmp_path, table(tmp_path, [*lines("%Y-%m-%d"), wrong], HEADER), mapping(tmp_path, DATED))
    assert [(group.column, group.reason) for group in report.rejects] == [("ddn", "cohort_import.reject_not_a_date")]


def test_a_death_without_its_date_ends_on_the_day_of_the_last_news(tmp_path: Path) -> None:
    told = DATED + 'status = "etat"\nevent = "décédé"\ncensored = "vivant"\n'
    dead = [f"{line};décédé" for line in lines("%Y-%m-%d")]
    cohort, _ = imported(tmp_path, table(tmp_path, dead, f"{HEADER};etat"), mapping(tmp_path, told))
    days, event = cohort.times("overall_survival")
    assert sorted(days) == [100 + i for i in range(60)]
    assert event.sum() == 60
