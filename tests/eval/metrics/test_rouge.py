"""ROUGE against values computed by hand and published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.rouge import longest_common_subsequence, rouge

_WORDS = st.lists(st.sampled_from("abcd"), max_size=8)


def test_the_values_are_those_computed_by_hand() -> None:
    scores = rouge("the cat was found under the bed", ["the cat was under the bed"])
    assert scores["ROUGE-1"] == pytest.approx(12 / 13)
    assert scores["ROUGE-2"] == pytest.approx(8 / 11)
    assert scores["ROUGE-L"] == pytest.approx(12 / 13)


def test_rouge_l_orders_the_sentences_of_lins_paper_as_published() -> None:
    # Lin 2004, section 3.1: 3/4 and 2/4 against "police killed the gunman".
    assert rouge("police kill the gunman", ["police killed the gunman"])["ROUGE-L"] == 0.75
    assert rouge("the gunman kill police", ["police killed the gunman"])["ROUGE-L"] == 0.5


def test_the_best_reference_counts() -> None:
    assert rouge("a b", ["c d", "a b"])["ROUGE-2"] == 1


def test_case_punctuation_and_nothing_else_are_set_aside() -> None:
    assert rouge("Survie : améliorée.", ["survie améliorée"])["ROUGE-1"] == 1
    assert rouge("amelioree", ["améliorée"])["ROUGE-1"] == 0


@pytest.mark.parametrize(("summary", "references"), [("", ["a"]), ("a", [""]), ("a", [])])
def test_nothing_to_compare_scores_nothing(summary: str, references: list[str]) -> None:
    assert rouge(summary, references) == {"ROUGE-1": 0, "ROUGE-2": 0, "ROUGE-L": 0}


@given(_WORDS, _WORDS)
def test_the_subsequence_is_the_longest_there_is(one: list[str], other: list[str]) -> None:
    def longest(a: tuple[str, ...], b: tuple[str, ...]) -> int:
        if not a or not b:
            return 0
        if a[0] == b[0]:
            return 1 + longest(a[1:], b[1:])
        return max(longest(a[1:], b), longest(a, b[1:]))

    assert longest_common_subsequence(one, other) == longest(tuple(one), tuple(other))
