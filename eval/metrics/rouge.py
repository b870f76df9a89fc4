"""ROUGE-1, ROUGE-2 and ROUGE-L of a summary against reference summaries (Lin 2004), F-measure.

Own code: the usual package brings a stemmer's data with it. Words are runs of letters and digits, lower case, not
stemmed, accents kept. Checked against values computed by hand in tests/eval/metrics/test_rouge.py.
"""

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")


def rouge(summary: str, references: Sequence[str]) -> dict[str, float]:
    """``ROUGE-1``, ``ROUGE-2`` and ``ROUGE-L``, each the best over the references; 0 where there is nothing to compare."""
    words = _words(summary)
    others = [_words(reference) for reference in references]
    return {
        "ROUGE-1": max((_by_grams(words, other, 1) for other in others), default=0.0),
        "ROUGE-2": max((_by_grams(words, other, 2) for other in others), default=0.0),
        "ROUGE-L": max((_by_subsequence(words, other) for other in others), default=0.0),
    }


def longest_common_subsequence(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest sequence of words that both have in this order, gaps allowed."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for at, candidate in enumerate(other, start=1):
            above = row[at]
            row[at] = before + 1 if word == candidate else max(above, row[at - 1])
            before = above
    return row[-1]


def _by_grams(one: Sequence[str], other: Sequence[str], n: int) -> float:
    ours, theirs = _grams(one, n), _grams(other, n)
    return _f1((ours & theirs).total(), ours.total(), theirs.total())


def _by_subsequence(one: Sequence[str], other: Sequence[str]) -> float:
    return _f1(longest_common_subsequence(one, other), len(one), len(other))


def _grams(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[at : at + n]) for at in range(len(words) - n + 1))


def _f1(common: int, ours: int, theirs: int) -> float:
    return 2 * common / (ours + theirs) if common else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
