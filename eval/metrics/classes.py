"""Accuracy, macro-F1 and agreement of labels, and the label that would win if always given."""

from collections import Counter
from collections.abc import Sequence

from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score


def accuracy_of(gold: Sequence[str], given: Sequence[str]) -> float:
    """Share of labels that are right, 0 to 1; at least one is needed."""
    return float(accuracy_score(list(gold), list(given)))


def macro_f1(gold: Sequence[str], given: Sequence[str], labels: Sequence[str]) -> float:
    """The plain mean of each label's F1, 0 to 1.

    A label that is neither true nor given anywhere has an F1 of 0. What was given and is not among ``labels`` (``""``
    for no answer) is wrong, and counts against no label's precision.
    """
    return float(f1_score(list(gold), list(given), labels=list(labels), average="macro", zero_division=0))


def majority_of(gold: Sequence[str]) -> str:
    """The most frequent label; of equally frequent ones the first by alphabet."""
    counts = Counter(gold)
    return min(counts, key=lambda label: (-counts[label], label))


def kappa(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Cohen's kappa (Cohen 1960) of two raters; ``None`` where both gave one and the same label throughout."""
    if len(set(one) | set(other)) < 2:
        return None
    return float(cohen_kappa_score(list(one), list(other)))
