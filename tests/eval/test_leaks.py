"""Identifiers that survive redaction."""

from typing import Any

import pytest

from eval.questions.leaks import leaked

PHI = ("Hortensia Blackwaite", "14.03.1951", "06 39 98 77 03", "hôpital de Saint-Orlan")


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("for Hortensia Blackwaite", "Hortensia Blackwaite"),
        ("for HORTENSIA  BLACKWAITE", "Hortensia Blackwaite"),
        ("for Mrs Blackwaite", "blackwaite"),
        ("born 14.03.1951", "14.03.1951"),
        ("born 14/03/1951", "14.03.1951"),
        ("call 0639987703", "06 39 98 77 03"),
        ("from hopital de saint orlan", "hôpital de Saint-Orlan"),
    ],
)
def test_an_identifier_is_found_however_it_is_spelt(text: str, leak: str) -> None:
    assert leaked(PHI, {"question": text}) == (leak,)


def test_an_identifier_is_found_wherever_it_stands() -> None:
    record: dict[str, Any] = {"dropped": [{"text": "x", "reason": "Hortensia Blackwaite is not in the passage"}]}
    assert leaked(PHI, record) == ("Hortensia Blackwaite",)


def test_a_single_name_that_a_source_bears_by_chance_is_no_leak() -> None:
    assert leaked(PHI, {"sources": [{"authors": ["Blackwaite J"]}]}) == ()


def test_common_words_of_an_address_are_no_leak() -> None:
    assert leaked(PHI, {"question": "seen at the hôpital"}) == ()


def test_a_short_part_of_a_name_identifies_nobody() -> None:
    assert leaked(("Gaspard Le Quéméner",), {"question": "le bras contrôle"}) == ()


def test_a_redacted_record_has_no_leak() -> None:
    assert leaked(PHI, {"question": "[name], [date]: does it work?"}) == ()
