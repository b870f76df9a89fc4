"""Accuracy, macro-F1, the majority label, kappa."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score

from eval.metrics.classes import accuracy_of, kappa, macro_f1, majority_of

LABELS = ("yes", "no", "maybe")
_PAIRS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from((*LABELS, ""))), min_size=1, max_size=40)


def test_macro_f1_is_the_value_computed_by_hand() -> None:
    gold, given_ = ["yes", "yes", "no", "maybe"], ["yes", "no", "no", "yes"]
    # yes: precision 1/2, recall 1/2; no: 1/2 and 1; maybe: never given.
    assert macro_f1(gold, given_, LABELS) == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)


def test_always_yes_scores_what_pubmedqa_reports() -> None:
    # Jin et al. 2019, table 4: on the test set of 500 with 276 yes, always "yes" has accuracy 55.2 and macro-F1 23.7.
    gold = ["yes"] * 276 + ["no"] * 169 + ["maybe"] * 55
    assert accuracy_of(gold, ["yes"] * 500) == pytest.approx(0.552)
    assert round(macro_f1(gold, ["yes"] * 500, LABELS), 3) == 0.237


def test_no_answer_is_wrong_and_costs_no_label_its_precision() -> None:
    assert macro_f1(["yes", "no"], ["yes", ""], ("yes", "no")) == pytest.approx(1 / 2)


def test_of_equally_frequent_labels_the_first_by_alphabet_is_the_majority() -> None:
    assert majority_of(["yes", "no", "yes", "no"]) == "no"


def test_kappa_is_the_value_computed_by_hand() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: observed 0.7, expected 0.5.
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert kappa(one, other) == pytest.approx(0.4)


def test_kappa_has_no_value_where_nobody_ever_differs() -> None:
    assert kappa(["yes", "yes"], ["yes", "yes"]) is None


@settings(max_examples=60, deadline=None)
@given(_PAIRS)
def test_macro_f1_and_accuracy_agree_with_scikit_learn_on_random_labels(pairs: list[tuple[str, str]]) -> None:
    gold, told = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    theirs = f1_score(gold, told, labels=list(LABELS), average="macro", zero_division=0)
    assert macro_f1(gold, told, LABELS) == pytest.approx(theirs)
    assert accuracy_of(gold, told) == pytest.approx(accuracy_score(gold, told))


@settings(max_examples=60, deadline=None)
@given(_PAIRS)
def test_kappa_agrees_with_scikit_learn_on_random_labels(pairs: list[tuple[str, str]]) -> None:
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    assume(len(set(one) | set(other)) > 1)
    assert kappa(one, other) == pytest.approx(cohen_kappa_score(one, other))
