"""Dates as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.cohorts.tables.dates import orders_told, read_date


@pytest.mark.parametrize(
    "text",
    [
        "2019-12-31",
        "2019-12-31T08:30",
        "20191231",
        "31/12/2019",
        "31.12.2019",
        "31-déc-2019",
        "31 décembre 2019",
        "31 Dec 2019",
        "December 31, 2019",
        "31/12/2019 14h30",
    ],
)
def test_a_date_is_read_as_french_and_english_records_write_it(text: str) -> None:
    assert read_date(text, "day-first") == date(2019, 12, 31)


def test_month_first_is_read_only_where_it_is_said_to_be() -> None:
    assert read_date("12/31/2019", "month-first") == date(2019, 12, 31)
    assert read_date("12/31/2019", "day-first") is None


def test_an_all_numeric_date_without_an_order_is_not_guessed() -> None:
    assert read_date("01/02/2019", "iso") is None


@pytest.mark.parametrize("text", ["31/02/2019", "2019-13-01", "soon", "12", "31/12/19"])
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_date(text, "day-first") is None


def test_dates_tell_their_order_only_where_one_part_is_above_twelve() -> None:
    assert orders_told(["31/12/2019", "01/02/2019"]) == (True, False, True)
    assert orders_told(["12/31/2019"]) == (False, True, False)
    assert orders_told(["03/03/2019", "2019-05-06"]) == (False, False, False)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_any_day_survives_being_written_and_read(day: date) -> None:
    assert read_date(day.strftime("%d/%m/%Y"), "day-first") == day
    assert read_date(day.strftime("%m/%d/%Y"), "month-first") == day
    assert read_date(day.isoformat(), "") == day
