"""Two amounts of one treatment are answered by a source that compared just those."""

import pytest

from assistant.choices import amounts_compared, prints_amounts
from corpora.literature.source import Source, SourceKind


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("High-risk resected GIST: three years of imatinib or one?", (3, 1)),
        ("Hormonothérapie 4 ans ou 10 ans de tamoxifène ?", (4, 10)),
        ("How many cycles of BEP for good risk, 3 or 4?", (3, 4)),
        ("78 Gy vs 68 Gy in localised prostate cancer", (78, 68)),
        ("DLBCL 45 ans stade I : 4 R-CHOP suffisent-ils au lieu de 6 ?", (4, 6)),
        ("cabazitaxel 20 mg/m2 as good as 25 for OS?", (20, 25)),
        ("RT en 5 séances sur une semaine, récidives par rapport aux 15 séances ?", (5, 15)),
    ],
)
def test_amounts_set_against_each_other_are_read(question: str, amounts: tuple[float, ...]) -> None:
    assert amounts_compared(question) == amounts


@pytest.mark.parametrize(
    "question", ["stage 2 or 3 colon cancer, XELOX?", "1 or 2 positive nodes", "HR 0.6 vs 0.7?", "TC x4 or AC x4"]
)
def test_numbers_of_anything_else_are_not_amounts(question: str) -> None:
    assert amounts_compared(question) == ()


def test_a_source_that_compared_other_amounts_does_not_print_them() -> None:
    source = Source(
        "doi:10.1/x", SourceKind.TRIAL_REPORT, "Imatinib for one year", "", about={"arms": ["1 year", "placebo"]}
    )
    assert prints_amounts(source, (1.0,))
    assert not prints_amounts(source, (3.0, 1.0))


def test_words_and_digits_are_one_number() -> None:
    source = Source("doi:10.1/y", SourceKind.TRIAL_REPORT, "T", "We compared three-year with 1-year treatment.")
    assert prints_amounts(source, (3.0, 1.0))
