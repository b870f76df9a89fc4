"""Numbers that a text prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.numbers import names_with_digits, normalise, numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("HR 0.70 (95% CI 0.62 to 0.79; P<.001)", ["0.7", "95", "0.62", "0.79", "0.001"]),
        ("HR 0,70 (IC 95 % 0,62-0,79)", ["0.7", "95", "0.62", "0.79"]),
        ("2,555 patients; 10 941 others", ["2555", "10941"]),
        ("0·32, 0·19–0·56", ["0.32", "0.19", "0.56"]),
        ("EGFR T790M, HER2, PD-L1, CD20 and 5-FU", []),
        ("pT1b N0 disease [1][2]", []),
        ("difference -1.6 points, 5-year survival 74%, 12-month rate", ["1.6", "5", "74", "12"]),
        ("0.41-0.89 and 10 mg/m2", ["0.41", "0.89", "10"]),
    ],
)
def test_numbers_are_read_and_names_are_not(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


@given(st.decimals(min_value=0, max_value=10_000, places=2, allow_nan=False))
def test_every_spelling_of_a_number_is_the_same_number(value: object) -> None:
    dotted = f"{value:.2f}"
    assert normalise(dotted) == normalise(dotted.replace(".", ",")) == normalise(dotted.replace(".", "·"))


def test_names_with_digits_are_found_as_printed() -> None:
    assert names_with_digits("HER2-positive, PD-L1, 5-FU and EORTC-22033 at 10 mg") == [
        "HER2-positive",
        "PD-L1",
        "5-FU",
        "EORTC-22033",
    ]
