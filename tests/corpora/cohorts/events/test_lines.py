"""Lines of treatment out of single exposures."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpora.cohorts.events.lines import GAP, TOGETHER, lines_of

START = date(2020, 1, 1)


def on(drug: str, day: int, last: int | None = None) -> tuple[str, date, date | None]:
    return drug, START + timedelta(day), None if last is None else START + timedelta(last)


def found(*exposures: tuple[str, date, date | None]) -> list[tuple[tuple[str, ...], int, int]]:
    return [(drugs, (start - START).days, (stop - START).days) for drugs, start, stop in lines_of(exposures)]


def test_drugs_that_start_within_28_days_are_one_line() -> None:
    assert found(on("carboplatin", 0), on("paclitaxel", 28)) == [(("carboplatin", "paclitaxel"), 0, 28)]


def test_another_drug_after_28_days_begins_the_next_line() -> None:
    assert found(on("carboplatin", 0), on("docetaxel", 29)) == [(("carboplatin",), 0, 0), (("docetaxel",), 29, 29)]


def test_the_same_drug_goes_on_with_the_line_up_to_a_gap_of_120_days() -> None:
    assert found(on("carboplatin", 0), on("carboplatin", 120)) == [(("carboplatin",), 0, 120)]
    assert found(on("carboplatin", 0), on("carboplatin", 121)) == [
        (("carboplatin",), 0, 0),
        (("carboplatin",), 121, 121),
    ]


def test_a_drug_that_continues_belongs_to_the_next_line_too() -> None:
    exposures = (on("trastuzumab", 0), on("docetaxel", 0), on("capecitabine", 60), on("trastuzumab", 63))

    assert [drugs for drugs, *_ in found(*exposures)] == [("docetaxel", "trastuzumab"), ("capecitabine", "trastuzumab")]


def test_a_companion_names_a_regimen_and_begins_none() -> None:
    assert found(on("prednisone", 0)) == []
    assert found(on("leucovorin", 0), on("fluorouracil", 0)) == [(("fluorouracil", "leucovorin"), 0, 0)]


def test_an_exposure_that_ends_before_it_starts_lasts_a_day() -> None:
    assert found(on("carboplatin", 10, 3)) == [(("carboplatin",), 10, 10)]


@given(
    st.lists(
        st.tuples(st.sampled_from(["carboplatin", "docetaxel", "imatinib"]), st.integers(0, 900), st.integers(0, 60)),
        max_size=12,
    )
)
def test_lines_follow_one_another_and_keep_every_drug(raw: list[tuple[str, int, int]]) -> None:
    exposures = sorted((on(drug, day, day + lasts) for drug, day, lasts in raw), key=lambda each: (each[1], each[0]))
    lines = lines_of(exposures)

    assert {drug for drugs, *_ in lines for drug in drugs} == {drug for drug, *_ in raw}
    for (_, start, stop), (_, following, _) in pairwise(lines):
        assert start <= stop
        assert following > start + TOGETHER or following > stop + GAP
