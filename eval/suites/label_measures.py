"""Measures over a predicted and a true label: macro-F1, and what the most frequent label would score."""

from collections.abc import Sequence

from eval.measure import Measure, Scored, share, statistic
from eval.metrics.classes import accuracy_of, macro_f1, majority_of


def label_measures(labels: Sequence[str], counted: str) -> tuple[Measure, ...]:
    """Accuracy, macro-F1 over ``labels``, and both for the majority label of the same items.

    Items have the scores ``right`` (a truth value), ``gold`` and ``given`` (labels).
    """
    return (
        statistic("macro_f1", "eval_suites.macro_f1", counted, lambda rows: _macro_f1(rows, labels), score="gold"),
        share("accuracy", "eval_suites.accuracy", counted, score="right"),
        statistic(
            "majority_macro_f1",
            "eval_suites.majority_macro_f1",
            counted,
            lambda rows: _majority_macro_f1(rows, labels),
            score="gold",
            better="neither",
        ),
        statistic(
            "majority_accuracy",
            "eval_suites.majority_accuracy",
            counted,
            _majority_accuracy,
            score="gold",
            better="neither",
        ),
    )


def _pairs(rows: Sequence[Scored]) -> tuple[list[str], list[str]]:
    judged = [row.scores for row in rows if row.scores.get("gold") is not None]
    return [str(scores["gold"]) for scores in judged], [str(scores["given"]) for scores in judged]


def _macro_f1(rows: Sequence[Scored], labels: Sequence[str]) -> float | None:
    gold, given = _pairs(rows)
    return macro_f1(gold, given, labels) if gold else None


def _majority_macro_f1(rows: Sequence[Scored], labels: Sequence[str]) -> float | None:
    gold, _ = _pairs(rows)
    return macro_f1(gold, [majority_of(gold)] * len(gold), labels) if gold else None


def _majority_accuracy(rows: Sequence[Scored]) -> float | None:
    gold, _ = _pairs(rows)
    return accuracy_of(gold, [majority_of(gold)] * len(gold)) if gold else None
