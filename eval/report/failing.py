"""A run's failing items, for the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpora.catalogue import Language, say
from eval.runs.folder import Run

_MOST_FAILING = 30
_LONGEST_QUESTION = 300
_ASKED = ("question", "claim", "query", "text", "title")


@dataclass(frozen=True)
class Failing:
    """A run's failing items, the first ones."""

    summary: str
    items: tuple[Mapping[str, Any], ...]
    more: str


def failing_of(run: Run, name: str, language: Language) -> Failing:
    """The first of a run's failing items, and how many more there are."""
    failing = [item for item in run.items() if item["failures"]]
    shown = [
        {
            "id": item["id"],
            "question": asked(item["input"])[:_LONGEST_QUESTION],
            "failures": item["failures"],
        }
        for item in failing[:_MOST_FAILING]
    ]
    summary = say("eval_report.failing", language, count=len(failing), all=run.about["items"], name=name)
    left = len(failing) - len(shown)
    return Failing(summary, tuple(shown), say("eval_report.failing_more", language, count=left) if left else "")


def asked(payload: Mapping[str, Any]) -> str:
    """What was put to the system, of an item's input: its question, claim, query or text; empty without any."""
    for key in _ASKED:
        if isinstance(payload.get(key), str):
            return str(payload[key])
    return next((asked(part) for part in payload.values() if isinstance(part, Mapping)), "")
