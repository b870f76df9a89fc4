"""Two runs are compared item by item, and honestly."""

from pathlib import Path

import pytest

from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.runs.compare import compare, judged, mcnemar_p
from eval.runs.execute import run_suite
from eval.runs.folder import Run
from tests.eval.arithmetic import Adder, Arithmetic, order, sums


def ran(tmp_path: Path, name: str, *wrong: str, **changes: object) -> Run:
    named = Configuration(name=name)
    return run_suite(order(tmp_path, configuration=named, **changes), lambda c, s: Adder(wrong=wrong))


def test_flipped_items_are_named_and_counted_both_ways(tmp_path: Path) -> None:
    comparison = compare(
        Arithmetic.measures, ran(tmp_path, "a", "1+7", "2+14"), ran(tmp_path, "b", "2+14", "5+35", "6+42")
    )
    assert [(f.item, f.a, f.b) for f in comparison.flips] == [
        ("s1", False, True),
        ("s5", True, False),
        ("s6", True, False),
    ]
    right = comparison.differences[0]
    assert (right.only_a, right.only_b) == (2, 1)
    assert right.difference == pytest.approx(-1 / 12)


def test_a_run_does_not_differ_from_itself(tmp_path: Path) -> None:
    run = ran(tmp_path, "a", "1+7")
    comparison = compare(Arithmetic.measures, run, run)
    assert comparison.flips == () and comparison.settings == ()
    assert {d.judgement for d in comparison.differences} == {"undecided"}
    assert comparison.differences[0].p == 1.0


def test_the_same_seed_gives_the_same_intervals(tmp_path: Path) -> None:
    a, b = ran(tmp_path, "a", "1+7"), ran(tmp_path, "b", "2+14", "3+21")
    assert compare(Arithmetic.measures, a, b, 4) == compare(Arithmetic.measures, a, b, 4)


def test_what_differs_between_the_runs_is_listed(tmp_path: Path) -> None:
    settings = compare(Arithmetic.measures, ran(tmp_path, "a"), ran(tmp_path, "b", "1+7")).settings
    assert ("configuration.name", "a", "b") in settings and ("system.wrong", [], ["1+7"]) in settings


def test_items_of_only_one_run_are_left_out_and_counted(tmp_path: Path) -> None:
    comparison = compare(Arithmetic.measures, ran(tmp_path, "a"), ran(tmp_path, "b", limit=5))
    assert (comparison.items, comparison.left_out) == (5, 7)


def test_a_clear_difference_is_called_one(tmp_path: Path) -> None:
    sums(tmp_path / "sums.jsonl", 60)
    wrong = [f"{i}+{7 * i}" for i in range(40)]
    right = compare(Arithmetic.measures, ran(tmp_path, "a"), ran(tmp_path, "b", *wrong)).differences[0]
    assert right.judgement == "worse" and right.p is not None and right.p < 0.001


def test_mcnemars_test_agrees_with_a_published_example() -> None:
    """Agresti, Categorical Data Analysis, approval of the prime minister: 150 and 86 discordant; R mcnemar.test."""
    assert mcnemar_p(150, 86) == pytest.approx(4.115e-5, rel=1e-3)


def test_few_discordant_items_are_tested_exactly() -> None:
    """R: binom.test(1, 8)$p.value."""
    assert mcnemar_p(1, 7) == pytest.approx(0.0703125)


@pytest.mark.parametrize(
    ("low", "high", "better", "said"),
    [
        (0.1, 0.2, "higher", "better"),
        (0.1, 0.2, "lower", "worse"),
        (-0.1, 0.2, "higher", "undecided"),
        (-0.2, -0.1, "neither", "different"),
        (None, None, "higher", "undecided"),
    ],
)
def test_only_an_interval_without_zero_decides(low: float | None, high: float | None, better: str, said: str) -> None:
    assert judged(low, high, better) == said  # type: ignore[arg-type]


def test_runs_of_different_suites_are_not_compared(tmp_path: Path) -> None:
    class Other(Arithmetic):
        name = "other"

    with pytest.raises(SourcierError, match="different suites"):
        compare(Arithmetic.measures, ran(tmp_path, "a"), ran(tmp_path, "b", suite=Other()))


def test_an_unfinished_run_is_not_compared(tmp_path: Path) -> None:
    from eval.runs.folder import list_runs

    whole = ran(tmp_path, "a")
    with pytest.raises(SourcierError):
        run_suite(order(tmp_path, configuration=Configuration(name="b")), lambda c, s: Adder(fails_at=3))
    stopped = next(run for run in list_runs(tmp_path / "runs") if not run.finished)
    with pytest.raises(SourcierError, match="not finished"):
        compare(Arithmetic.measures, whole, stopped)
