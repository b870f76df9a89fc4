"""Numbers of a text, whatever way they are written."""

import pytest

from eval.questions.numbers import names_in, printed_numbers, value_of, values_in


@pytest.mark.parametrize("printed", ["0.70", ".70", "0,70", "0.7", "0·70", "-0.70", "−0.7"])
def test_one_number_has_one_value_however_it_is_written(printed: str) -> None:
    assert value_of(printed) == "0.7"


def test_a_comma_before_three_digits_reads_as_thousands_or_as_decimals() -> None:
    assert {"2586", "2.586"} <= values_in(["2,586 patients"])


@pytest.mark.parametrize("printed", ["2 586", "2\u202f586", "2\u00a0586", "2,586", "2586"])
def test_thousands_written_the_french_or_the_english_way_are_the_same_number(printed: str) -> None:
    (number,) = printed_numbers(printed)
    assert number.within(values_in(["2,586 patients"]))


def test_a_french_decimal_is_found_among_english_ones() -> None:
    assert all(n.within(values_in(["HR 0.56 to 0.89"])) for n in printed_numbers("HR 0,56 à 0,89"))


def test_citation_markers_and_ordinals_are_not_numbers() -> None:
    assert printed_numbers("In the 2nd line [1, 2] and la 1re ligne [3]") == []


def test_both_ends_of_a_range_and_both_sides_of_a_fraction_are_numbers() -> None:
    assert [n.printed for n in printed_numbers("0.56-0.89 in 34/85")] == ["0.56", "0.89", "34", "85"]


@pytest.mark.parametrize("name", ["HER2", "PD-L1", "5-FU", "FOLFOX4", "T1N0", "177Lu-Dotatate", "R-CHOP14"])
def test_digits_of_a_name_are_not_numbers_where_the_source_prints_the_name(name: str) -> None:
    assert printed_numbers(f"With {name} it was longer", names_in([f"patients given {name}."])) == []


def test_digits_of_a_name_that_the_source_does_not_print_are_numbers() -> None:
    assert [n.printed for n in printed_numbers("With FOLFOX4 it was longer", names_in(["with FOLFOX6"]))] == ["4"]


def test_digits_of_a_name_do_not_support_a_number() -> None:
    assert "2" not in values_in(["HER2-positive disease"])


def test_a_number_stuck_to_its_unit_is_a_number() -> None:
    assert values_in(["60mg or 50Gy"]) == {"60", "50"}
