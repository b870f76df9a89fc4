"""A pipeline broken on purpose does worse, by more than chance, in the suite that should notice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.settings import Settings
from eval.configuration import Configuration
from eval.runs.compare import compare
from eval.runs.execute import Order, run_suite
from eval.runs.folder import Run
from eval.runs.suites import suite_named
from tests.eval.tampering import (
    Tamper,
    Tampered,
    altered_digit,
    flipped_direction,
    never_abstaining,
    shuffled_citations,
)

QUESTIONS = Path(__file__).parents[2] / "eval" / "questions" / "starter_questions.jsonl"
SUITE = "clinical-questions+attribution"
ANSWERABLE, UNANSWERABLE = "starter-en-direct-", "starter-en-unanswerable-"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, assistant_without_model: Assistant) -> Callable[..., Run]:
    """Run the suite on the pipeline as it is, or as it is broken, on some of the starter library's questions."""
    folder = tmp_path_factory.mktemp("breakage")
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    chosen = [
        *[line for line in lines if ANSWERABLE in line][42:66],
        *[line for line in lines if UNANSWERABLE in line][:6],
    ]
    (folder / "questions.jsonl").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    pipeline = Tampered(assistant_without_model)
    done: dict[str, Run] = {}

    def run(name: str = "honest", tamper: Tamper | None = None) -> Run:
        if name not in done:
            order = Order(
                suite_named(SUITE),
                Configuration(name=name),
                Settings(),
                folder / "questions.jsonl",
                folder / "runs",
            )
            done[name] = run_suite(order, lambda c, s: pipeline.tampered(name, tamper))
        return done[name]

    return run


def worse(honest: Run, broken: Run) -> set[str]:
    """The measures on which the broken run is told apart as worse."""
    comparison = compare(suite_named(SUITE).measures, honest, broken)
    return {difference.key for difference in comparison.differences if difference.judgement == "worse"}


def test_shuffled_citations_are_caught(ran: Callable[..., Run]) -> None:
    caught = worse(ran(), ran("shuffled citations", shuffled_citations))
    assert {"attribution.numbers", "clinical-questions.facts_attributed", "clinical-questions.with_fault"} <= caught


def test_an_altered_digit_is_caught(ran: Callable[..., Run]) -> None:
    caught = worse(ran(), ran("altered digit", altered_digit))
    assert {"clinical-questions.facts", "clinical-questions.with_fault", "attribution.numbers"} <= caught


def test_a_flipped_direction_is_caught_though_every_number_is_right(ran: Callable[..., Run]) -> None:
    caught = worse(ran(), ran("flipped direction", flipped_direction))
    assert "clinical-questions.direction_right" in caught
    assert "clinical-questions.facts" not in caught


def test_never_abstaining_is_caught(ran: Callable[..., Run]) -> None:
    assert "clinical-questions.abstention_recall" in worse(ran(), ran("never abstaining", never_abstaining))


def test_the_pipeline_is_not_worse_than_itself(ran: Callable[..., Run]) -> None:
    assert worse(ran(), ran("the same again", lambda record: record)) == set()
