"""Several suites on the same answers: asked once, scored by each."""

from pathlib import Path

from eval.configuration import Configuration
from eval.measure import share
from eval.runs.compare import compare
from eval.runs.execute import run_suite
from eval.runs.joined import Joined
from eval.runs.suites import suite_named
from eval.suite import Item, Loaded, Verdict
from tests.eval.arithmetic import COUNTED, TITLE, Adder, Arithmetic, order


class Parity(Arithmetic):
    """Whether the sum is even; it has only every other item."""

    name = "parity"
    measures = (share("even", TITLE, COUNTED),)
    labels = ()
    references = ()

    def load(self, data: Path) -> Loaded:
        loaded = super().load(data)
        return Loaded(tuple(Item(i.id, i.payload, i.groups) for i in loaded.items[::2]))

    def score(self, item, output):  # type: ignore[no-untyped-def]
        return Verdict({"even": int(output["text"]) % 2 == 0})


def test_each_suite_scores_the_items_that_it_has(tmp_path: Path) -> None:
    joined = Joined([Arithmetic(), Parity()])
    run = run_suite(order(tmp_path, suite=joined), lambda c, s: Adder(wrong=["3+21"]))
    figures = {metric["key"]: metric for metric in run.metrics["metrics"]}
    assert figures["arithmetic.right"]["denominator"] == 12
    assert (figures["parity.even"]["denominator"], figures["parity.even"]["excluded"]) == (6, 6)
    assert figures["arithmetic.longest"]["value"] == 2


def test_joined_figures_are_those_of_the_suite_alone(tmp_path: Path) -> None:
    joined = run_suite(order(tmp_path, suite=Joined([Arithmetic(), Parity()])), lambda c, s: Adder(wrong=["3+21"]))
    alone = run_suite(order(tmp_path), lambda c, s: Adder(wrong=["3+21"]))
    for metric in alone.metrics["metrics"]:
        assert {**metric, "key": f"arithmetic.{metric['key']}"} in joined.metrics["metrics"]


def test_joined_runs_are_compared_like_any_other(tmp_path: Path) -> None:
    suite = Joined([Arithmetic(), Parity()])
    runs = [
        run_suite(order(tmp_path, suite=suite, configuration=Configuration(name=name)), lambda c, s, w=wrong: Adder(w))
        for name, wrong in (("a", ()), ("b", ("2+14",)))
    ]
    assert {(flip.item, flip.key) for flip in compare(suite.measures, *runs).flips} == {
        ("s2", "arithmetic.right"),
        ("s2", "parity.even"),
    }


def test_a_plus_joins_suites_by_name() -> None:
    suite = suite_named("arithmetic+parity", {"arithmetic": Arithmetic, "parity": Parity})
    assert suite.name == "arithmetic+parity" and suite.measures[-1].key == "parity.even"


def test_a_question_is_asked_once_for_all_suites(tmp_path: Path) -> None:
    class Asker(Adder):
        abilities = frozenset({"ask"})

        def __init__(self) -> None:
            super().__init__()
            self.abilities = frozenset({"ask"})

        def ask(self, question, previous=(), language=None):  # type: ignore[no-untyped-def]
            self.asked.append(question)
            return {"text": "8"}

    class Asking(Arithmetic):
        needs = frozenset({"ask"})

        def answer(self, item, system):  # type: ignore[no-untyped-def]
            return dict(system.ask(item.payload["question"]))

    class AlsoAsking(Asking):
        name = "also"

    asker = Asker()
    run_suite(order(tmp_path, suite=Joined([Asking(), AlsoAsking()])), lambda c, s: asker)
    assert len(asker.asked) == 12
