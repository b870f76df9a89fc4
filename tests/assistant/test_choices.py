"""Two amounts of one treatment are answered by a source that compared just those."""

import pytest

from assistant.choices import Amount, amounts_compared, prints_amounts
from corpora.literature.source import Source, SourceKind

YEAR, YEARS_3 = Amount(365, "days"), Amount(1095, "days")


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("High-risk resected GIST: three years of imatinib or one?", (YEARS_3, YEAR)),
        ("How many cycles of BEP for good risk, 3 or 4?", (Amount(3, "cycles"), Amount(4, "cycles"))),
        ("78 Gy vs 68 Gy in localised prostate cancer", (Amount(78, "Gy"), Amount(68, "Gy"))),
        ("DLBCL 45 ans stade I : 4 R-CHOP suffisent-ils au lieu de 6 ?", (Amount(4, ""), Amount(6, ""))),
        ("cabazitaxel 20 mg/m2 as good as 25 for OS?", (Amount(20, "mg"), Amount(25, "mg"))),
        ("RT en 5 séances, récidives par rapport aux 15 séances ?", (Amount(5, "fractions"), Amount(15, "fractions"))),
        ("Imatinib 400 or 800 in GIST?", (Amount(400, ""), Amount(800, ""))),
    ],
)
def test_amounts_set_against_each_other_are_read(question: str, amounts: tuple[Amount, ...]) -> None:
    assert amounts_compared(question) == amounts


@pytest.mark.parametrize(
    "question",
    [
        "stage 2 or 3 colon cancer, XELOX?",
        "1 or 2 positive nodes",
        "HR 0.6 vs 0.7?",
        "TC x4 or AC x4",
        "12 months versus two placebos",
    ],
)
def test_numbers_of_anything_else_are_not_amounts(question: str) -> None:
    assert amounts_compared(question) == ()


def source(*arms: str, title: str = "A trial", text: str = "") -> Source:
    return Source("doi:10.1/x", SourceKind.TRIAL_REPORT, title, text, about={"arms": list(arms)})


def test_a_source_that_compared_other_amounts_does_not_print_them() -> None:
    assert prints_amounts(source("imatinib for 3 years", "imatinib for 1 year"), (YEARS_3, YEAR))
    assert not prints_amounts(source("imatinib for 1 year", "placebo"), (YEARS_3, YEAR))


def test_the_same_number_of_something_else_is_no_amount() -> None:
    five_or_twenty = (Amount(5, "mg"), Amount(20, "mg"))
    assert not prints_amounts(source("tamoxifen 20 mg for 5 years", "placebo"), five_or_twenty)
    assert prints_amounts(source("tamoxifen 5 mg", "tamoxifen 20 mg"), five_or_twenty)


def test_a_range_in_every_arm_compares_nothing() -> None:
    cycles = (Amount(6, "cycles"), Amount(12, "cycles"))
    assert not prints_amounts(source("dose-dense, 6 to 12 cycles", "standard, 6 to 12 cycles"), cycles)


def test_words_and_digits_and_units_of_time_are_one_amount() -> None:
    assert prints_amounts(source(text="We compared three-year with 12-month treatment."), (YEARS_3, YEAR))
    assert prints_amounts(source("1,600 mg", "400 mg"), (Amount(400, ""), Amount(1600, "")))
