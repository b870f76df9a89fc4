"""What an answer costs: time to evidence, to the first sentence, to the end; tokens, memory, energy."""

import time
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.measure import Reference, cost, share
from eval.peak_memory import peak_memory
from eval.suite import Item, Loaded, Verdict
from eval.suites.clinical_questions import question_item
from eval.suites.energy import energy_method, metered
from eval.suites.formats.question_file import read_question_file
from eval.system import Ability, System


class Cost:
    """See :class:`eval.suite.Suite`. Figures hold for the machine that the run names, and for nothing beside it running."""

    name = "cost"
    title = "eval_suites.cost"
    needs: frozenset[Ability] = frozenset({"ask"})
    measures = (
        cost("evidence_ms", "eval_suites.evidence_ms", "eval_suites.of_questions", measured="evidence"),
        cost("finding_ms", "eval_suites.finding_ms", "eval_suites.of_answers", measured="first_finding"),
        cost("sentence_ms", "eval_suites.sentence_ms", "eval_suites.of_drafting", measured="first_sentence"),
        cost("done_ms", "eval_suites.done_ms", "eval_suites.of_questions", measured="done"),
        cost(
            "prompt_tokens",
            "eval_suites.prompt_tokens",
            "eval_suites.of_questions",
            measured="prompt_tokens",
            unit="tokens",
        ),
        cost(
            "completion_tokens",
            "eval_suites.completion_tokens",
            "eval_suites.of_questions",
            measured="completion_tokens",
            unit="tokens",
        ),
        cost("memory_mb", "eval_suites.memory_mb", "eval_suites.of_questions", measured="peak_memory_mb", unit="MB"),
        cost("energy_wh", "eval_suites.energy_wh", "eval_suites.of_questions", measured="energy_wh", unit="Wh"),
        share("energy_counted", "eval_suites.energy_counted", "eval_suites.of_questions", better="neither"),
    )
    labels: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """The questions on the starter library that were written for this project."""
        return Path(str(files("eval.questions") / "starter_questions.jsonl"))

    def load(self, data: Path) -> Loaded:
        """Every question."""
        return Loaded(tuple(question_item(question) for question in read_question_file(data)))

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Ask one question beforehand, so that loading the models is not counted with the first."""
        first = loaded.items[0]
        system.ask(first.payload["question"], tuple(first.payload["previous"]))
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """Ask, and measure. How energy was measured stands in the output; the times are the pipeline's own."""
        method = energy_method()
        stop = metered(method)
        started = time.perf_counter()
        record = system.ask(item.payload["question"], tuple(item.payload["previous"]))
        wall = round(1000 * (time.perf_counter() - started), 1)
        energy = stop()
        return {
            "abstained": record["abstained"],
            "sentences": len(record["sentences"]),
            "energy_method": method,
            "timings_ms": {**record["timings_ms"], "wall": wall},
            "measured": {
                **record.get("measured", {}),
                "peak_memory_mb": round(peak_memory() / 1e6, 1),
                **({} if energy is None else {"energy_wh": energy}),
            },
        }

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Nothing is right or wrong here; whether energy was counted, rather than estimated, is noted."""
        method = output["energy_method"]
        return Verdict({"energy_counted": None if method == "none" else method == "rapl", "energy_method": method})
