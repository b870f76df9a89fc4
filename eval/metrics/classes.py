"""Accuracy, macro-F1 and agreement of labels, and the label that would win if always given.

Accuracy and macro-F1 are counted here rather than by scikit-learn, whose checks take most of the time when an interval
wants them a thousand times; the tests hold them against scikit-learn's on random labels.
"""

from collections import Counter
from collections.abc import Sequence


def accuracy_of(gold: Sequence[str], given: Sequence[str]) -> float:
    """Share of labels that are right, 0 to 1; at least one is needed."""
    return sum(true == told for true, told in zip(gold, given, strict=True)) / len(gold)


def macro_f1(gold: Sequence[str], given: Sequence[str], labels: Sequence[str]) -> float:
    """The plain mean of each label's F1, 0 to 1.

    A label that is neither true nor given anywhere has an F1 of 0. What was given and is not among ``labels`` (``""``
    for no answer) is wrong, and counts against no label's precision.
    """
    right = Counter(true for true, told in zip(gold, given, strict=True) if true == told)
    either = Counter(gold)
    either.update(given)
    return sum(2 * right[label] / either[label] for label in labels if either[label]) / len(labels)


def majority_of(gold: Sequence[str]) -> str:
    """The most frequent label; of equally frequent ones the first by alphabet."""
    counts = Counter(gold)
    return min(counts, key=lambda label: (-counts[label], label))


def kappa(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Cohen's kappa (Cohen 1960) of two raters; ``None`` where both gave one and the same label throughout."""
    n, mine, theirs = len(one), Counter(one), Counter(other)
    if len(set(one) | set(other)) < 2:
        return None
    observed = accuracy_of(one, other)
    expected = sum(mine[label] * theirs[label] for label in mine) / n**2
    return (observed - expected) / (1 - expected)
