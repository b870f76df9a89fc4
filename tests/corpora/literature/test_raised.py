"""What is printed raised never becomes part of the number or the word before it."""

import pytest

from corpora.literature.readers.raised import raised


@pytest.mark.parametrize(
    ("before", "content", "written"),
    [
        ("10", "9", "⁹"),
        ("5 × 10", "-3", "⁻³"),
        ("HR 0.60", "12", "¹²"),
        ("longer survival", "12,13", ""),
        ("was better.", "4–6", ""),
        ("fell to 30%", "5", ""),
        ("mg/m", "2", "2"),
        ("CD8", "+", "+"),
        ("Ca", "2+", "2+"),
        ("", "18", "18"),
        ("mL/min", "-1", "-1"),
        ("the 5", "th", "th"),
    ],
)
def test_raised_characters_stay_apart_from_what_is_before_them(before: str, content: str, written: str) -> None:
    assert raised(before, content) == written
