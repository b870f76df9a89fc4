"""The scores of many answers as proportions with intervals, counts and times."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from corpora.catalogue import LANGUAGES
from eval.questions.score import QuestionScore


@dataclass(frozen=True)
class Proportion:
    """``count`` of ``of``, with its 95 % Wilson interval; ``target`` in words where one is set.

    ``value`` and the interval are ``None`` where nothing counts.
    """

    name: str
    count: int
    of: int
    target: str = ""

    @property
    def value(self) -> float | None:
        """The proportion, 0 to 1."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson score interval (Wilson 1927), as statsmodels computes it."""
        if not self.of:
            return None
        low, high = proportion_confint(self.count, self.of, alpha=0.05, method="wilson")
        return float(low), float(high)


@dataclass(frozen=True)
class Summary:
    """What a batch of answers amounts to.

    ``counts`` are faults over all answers; ``timings_ms`` gives the 50th and 95th percentile and how many answers
    state the time.
    """

    questions: int
    answered: int
    proportions: tuple[Proportion, ...]
    counts: dict[str, int]
    timings_ms: dict[str, tuple[float, float, int]]

    def as_record(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "questions": self.questions,
            "answered": self.answered,
            "proportions": [
                {
                    "name": p.name,
                    "count": p.count,
                    "of": p.of,
                    "value": p.value,
                    "interval_95": p.interval,
                    "target": p.target,
                }
                for p in self.proportions
            ],
            "counts": self.counts,
            "timings_ms": {k: {"p50": a, "p95": b, "n": n} for k, (a, b, n) in self.timings_ms.items()},
        }


def summarise(scores: Sequence[QuestionScore]) -> Summary:
    """Proportions by language where their targets are, counts of faults, and times."""
    rows: list[Proportion] = []
    targets = {"en": "≥ 95 %", "fr": "≥ 90 %"}
    for language in LANGUAGES:
        own = [s for s in scores if s.question.lang == language]
        rows.append(_share(f"right source in the first five, {language}", own, lambda s: s.found, targets[language]))
    rows += [
        _share("all gold sources in the first five", scores, lambda s: s.all_found),
        _share("right source cited", scores, lambda s: s.cited),
        _facts("key facts stated", [s.facts for s in scores], "≥ 90 %"),
        _facts("key facts stated, citing a right source", [s.facts_attributed for s in scores]),
        _share("questions with all key facts stated", scores, lambda s: all(s.facts) if s.facts else None),
        _share("abstained, of the unanswerable", scores, lambda s: _abstained(s, answerable=False), "≥ 90 %"),
        _share("abstained, of the answerable", scores, lambda s: _abstained(s, answerable=True), "≤ 5 %"),
        _share(
            "unanswerable, of those abstained", scores, lambda s: not s.question.answerable if s.abstained else None
        ),
    ]
    for language in LANGUAGES:
        own = [s for s in scores if s.question.lang == language]
        rows.append(_share(f"language right, {language}", own, lambda s: s.language_right, "all"))
    rows.append(Proportion("drafted sentences dropped", sum(s.dropped for s in scores), sum(s.drafted for s in scores)))
    return Summary(
        questions=len(scores),
        answered=sum(s.answered for s in scores),
        proportions=tuple(rows),
        counts={key: sum(s.counts.get(key, 0) for s in scores) for key in _keys(s.counts for s in scores)},
        timings_ms={
            key: _percentiles([s.timings_ms[key] for s in scores if key in s.timings_ms])
            for key in _keys(s.timings_ms for s in scores)
        },
    )


def summarise_by_kind(scores: Sequence[QuestionScore]) -> dict[str, Summary]:
    """One summary for each kind of question, in the order in which kinds appear."""
    kinds = dict.fromkeys(s.question.kind for s in scores)
    return {kind: summarise([s for s in scores if s.question.kind == kind]) for kind in kinds}


def _share(
    name: str, scores: Iterable[QuestionScore], holds: Callable[[QuestionScore], bool | None], target: str = ""
) -> Proportion:
    judged = [value for value in map(holds, scores) if value is not None]
    return Proportion(name, sum(judged), len(judged), target)


def _facts(name: str, facts: Iterable[tuple[bool, ...]], target: str = "") -> Proportion:
    flat = [fact for group in facts for fact in group]
    return Proportion(name, sum(flat), len(flat), target)


def _abstained(score: QuestionScore, *, answerable: bool) -> bool | None:
    return score.abstained if score.question.answerable is answerable else None


def _keys(tables: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for table in tables for key in table))


def _percentiles(values: list[float]) -> tuple[float, float, int]:
    p50, p95 = np.percentile(values, [50, 95])
    return float(p50), float(p95), len(values)
