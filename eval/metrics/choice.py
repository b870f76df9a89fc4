"""Exact match and Hamming score of multiple-choice answers."""

from collections.abc import Set


def exact_match(given: Set[str], correct: Set[str]) -> bool:
    """Whether exactly the correct options were given."""
    return set(given) == set(correct)


def hamming_score(given: Set[str], correct: Set[str]) -> float:
    """Options both given and correct, of those given or correct, 0 to 1.

    FrenchMedMCQA (Labrak et al., LOUHI 2022) reports it under this name; it is the Jaccard index of the two sets. Two
    empty sets agree.
    """
    union = set(given) | set(correct)
    return len(set(given) & set(correct)) / len(union) if union else 1.0
