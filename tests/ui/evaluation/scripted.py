"""The Evaluation section on the real harness, with a suite of sums in place of one that needs models.

Run as a program it serves the page: ``python -m tests.ui.evaluation.scripted PORT FOLDER``.
"""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.cli.evaluation_page import PageEvaluation
from assistant.settings import Settings, load_settings
from eval.configuration import Configuration
from eval.suite import Item, Suite, Verdict
from eval.system import System
from tests.eval.arithmetic import Adder, Arithmetic, sums
from tests.ui.scripted import HOSTILE, ScriptedAssistant, ScriptedLibrary
from ui.evaluation.view import evaluation_view
from ui.page import build
from ui.serve import launch, quieten

RECORD = {
    "abstained": False,
    "abstention": None,
    "sources": [
        {
            "n": 1,
            "id": "doi:10.1000/abc",
            "title": f"A trial {HOSTILE}",
            "journal": "J Sums",
            "year": 2020,
            "answers": True,
            "passages": [{"id": "doi:10.1000/abc#0", "text": f"Eight is eight. {HOSTILE}"}],
        }
    ],
    "findings": [{"text": "The sum is eight.", "citations": [1]}],
    "sentences": [{"text": "It adds up.", "citations": [1], "verdict": "stated"}],
    "dropped": [{"text": "It is nine.", "reason": "no passage says nine"}],
}


class Slow(Arithmetic):
    """Sums, a moment each, with an answer's record beside the sum."""

    def __init__(self, data: Path, seconds: float = 0.0) -> None:
        self._data, self._seconds = data, seconds

    def default_data(self, shared: Path | None) -> Path:
        return self._data

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        time.sleep(self._seconds)
        return {**super().answer(item, system), **RECORD}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        verdict = super().score(item, output)
        return Verdict(verdict.scores, tuple(f"{failure} {HOSTILE}" for failure in verdict.failures))


def evaluation(settings: Settings, seconds: float = 0.0) -> PageEvaluation:
    """The section's port; the configuration "lexical only" gets two sums wrong, and "model alone" goes away."""
    settings.home.mkdir(parents=True, exist_ok=True)
    data = sums(settings.home / "sums.jsonl")

    def named(name: str) -> Suite:
        return Slow(data, seconds)

    def opened(configuration: Configuration, settings: Settings) -> Adder:
        wrong = ("1+7", "2+14") if configuration.name == "lexical only" else ()
        return Adder(wrong=wrong, fails_at=3 if configuration.name == "model alone" else None)

    return PageEvaluation(settings, opened, named, ("arithmetic",))


def main() -> None:
    """Serve the page until standard input ends."""
    port, folder = sys.argv[1:]
    home = Path(folder)
    os.environ["SOURCIER_HOME"] = folder
    quieten(home / "uploads")
    page = build(
        ScriptedAssistant(),
        ScriptedLibrary(),
        conversations=home / "conversations",
        uploads=home / "uploads",
        views=[evaluation_view(lambda: evaluation(load_settings(), 0.15))],
    )
    launch(page, port=int(port), block=False)
    sys.stdin.read()
    page.close(verbose=False)


if __name__ == "__main__":
    main()
