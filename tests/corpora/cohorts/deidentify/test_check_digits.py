"""Numbers that prove themselves."""

import pytest

from corpora.cohorts.deidentify.records import has_nhs_check
from corpora.cohorts.deidentify.social_security import has_nir_key


@pytest.mark.parametrize("number", ["255081416802538", "2550814168025" + "38"])
def test_a_nir_with_its_key_is_right(number: str) -> None:
    assert has_nir_key(number)


def test_a_corsican_nir_counts_2a_as_19() -> None:
    body = "285042A116002"
    key = 97 - int(body.replace("2A", "19")) % 97
    assert has_nir_key(f"{body}{key:02}")


def test_a_nir_with_another_key_is_wrong() -> None:
    assert not has_nir_key("255081416802539")


def test_an_nhs_number_has_its_check_digit() -> None:
    assert has_nhs_check("943 476 5919")
    assert not has_nhs_check("943 476 5918")
