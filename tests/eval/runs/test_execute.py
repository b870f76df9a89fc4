"""A run is recorded whole, item by item, and what was stopped is taken up."""

import json
import threading
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from eval.runs.execute import run_suite
from eval.runs.folder import find_run, list_runs
from tests.eval.arithmetic import Adder, order, sums

LASTING = ("run.json", "items.jsonl", "metrics.json")


def test_a_run_keeps_each_items_input_output_and_verdict(tmp_path: Path) -> None:
    run = run_suite(order(tmp_path), lambda c, s: Adder(wrong=["3+21"]))
    items = {item["id"]: item for item in run.items()}
    assert len(items) == 12
    assert items["s3"]["output"] == {"text": "25"}
    assert items["s3"]["failures"] == ["said 25"]
    assert items["s4"]["scores"]["right"] is True


def test_a_figure_states_its_count_and_interval(tmp_path: Path) -> None:
    run = run_suite(order(tmp_path), lambda c, s: Adder(wrong=["3+21"]))
    right = run.metrics["metrics"][0]
    assert (right["key"], right["numerator"], right["denominator"], right["excluded"]) == ("right", 11, 12, 0)
    assert right["low"] == pytest.approx(0.6461, abs=1e-4)  # Wilson, as R's binom.confint(11, 12, method = "wilson")
    assert run.metrics["groups"]["language"]["fr"]["items"] == 6


def test_what_could_change_the_result_is_recorded(tmp_path: Path) -> None:
    about = run_suite(order(tmp_path, seed=7), lambda c, s: Adder()).about
    assert about["seed"] == 7 and about["system"]["model"] == "adder"
    assert len(about["data"]["sha256"]) == len(about["code"]["sha256"]) == 64
    assert about["packages"]["numpy"] and about["machine"]["cores"] and about["settings"]["language_model"]["seed"] == 7


def test_two_runs_with_one_seed_are_the_same_to_the_byte_but_for_times(tmp_path: Path) -> None:
    first, second = (
        run_suite(order(tmp_path, limit=8, seed=3, runs=tmp_path / name), lambda c, s: Adder(wrong=["3+21"]))
        for name in ("one", "two")
    )
    assert first.name == second.name
    for name in LASTING:
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes()


@pytest.mark.parametrize("cut", [0, 1, 40])
def test_a_run_killed_half_way_resumes_to_the_identical_result(tmp_path: Path, cut: int) -> None:
    whole = run_suite(order(tmp_path, runs=tmp_path / "whole"), lambda c, s: Adder())
    with pytest.raises(SourcierError):
        run_suite(order(tmp_path), lambda c, s: Adder(fails_at=5))
    stopped = list_runs(tmp_path / "runs")[0]
    assert not stopped.finished and len(stopped.items()) == 5
    items = stopped.folder / "items.jsonl"
    if cut:  # a kill in the middle of writing
        items.write_bytes(items.read_bytes()[:-cut])
    adder = Adder()
    resumed = run_suite(order(tmp_path), lambda c, s: adder)
    assert len(adder.asked) == 12 - (4 if cut else 5)
    for name in LASTING:
        assert (resumed.folder / name).read_bytes() == (whole.folder / name).read_bytes()
    assert len((resumed.folder / "timings.jsonl").read_text().splitlines()) == 12


def test_a_finished_run_asks_nothing_again(tmp_path: Path) -> None:
    run_suite(order(tmp_path), lambda c, s: Adder())
    again = Adder()
    assert run_suite(order(tmp_path), lambda c, s: again).finished
    assert again.asked == [] and again.closed


def test_another_seed_or_system_is_another_run(tmp_path: Path) -> None:
    names = {
        run_suite(order(tmp_path, seed=seed), lambda c, s, wrong=wrong: Adder(wrong=wrong)).name
        for seed, wrong in ((0, ()), (1, ()), (0, ("3+21",)))
    }
    assert len(names) == 3


def test_a_limit_draws_items_with_the_seed_and_keeps_their_order(tmp_path: Path) -> None:
    def ids(seed: int) -> list[str]:
        run = run_suite(order(tmp_path, limit=5, seed=seed), lambda c, s: Adder())
        return [item["id"] for item in run.items()]

    assert len(ids(1)) == 5 and ids(1) != ids(2)
    assert ids(1) == sorted(ids(1), key=lambda name: int(name[1:]))


def test_a_model_that_stops_answering_stops_the_run_and_keeps_what_is_done(tmp_path: Path) -> None:
    class Silent(Adder):
        def complete(self, prompt, **more):  # type: ignore[no-untyped-def]
            if len(self.asked) == 4:
                threading.Event().wait()
            return super().complete(prompt, **more)

    with pytest.raises(SourcierError, match=r"Nothing came back for the item s4 within 0.2 seconds"):
        run_suite(order(tmp_path, patience_s=0.2), lambda c, s: Silent())
    assert len(list_runs(tmp_path / "runs")[0].items()) == 4


def test_an_error_of_the_model_names_the_item(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match=r"Stopped at the item s2: .*the server went away"):
        run_suite(order(tmp_path), lambda c, s: Adder(fails_at=2))


def test_a_mistake_in_the_system_names_the_item_and_the_mistake(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match=r"The item s2 failed: ValueError: odd"):
        run_suite(order(tmp_path), lambda c, s: Adder(fails_at=2, error=ValueError("odd")))


def test_a_system_that_cannot_do_what_the_suite_needs_is_refused_before_anything_runs(tmp_path: Path) -> None:
    class Mute(Adder):
        def __init__(self) -> None:
            super().__init__()
            self.abilities = frozenset()

    with pytest.raises(SourcierError, match=r"cannot complete, which the suite arithmetic needs"):
        run_suite(order(tmp_path), lambda c, s: Mute())
    assert list_runs(tmp_path / "runs") == []


def test_a_full_disk_is_said_and_the_finished_items_stay(tmp_path: Path) -> None:
    """A file-size limit stands in for a full disk: the write fails in the middle of a line."""
    import subprocess
    import sys

    sums(tmp_path / "sums.jsonl", 400)
    script = (
        "import resource, signal, sys; from pathlib import Path; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from tests.eval.arithmetic import Adder, order; from eval.runs.execute import run_suite\n"
        "from corpora.errors import SourcierError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "try: run_suite(order(Path(sys.argv[1])), lambda c, s: Adder())\n"
        "except SourcierError as error: print(error)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    ).stdout
    assert "Cannot write into" in said and "The items finished so far are kept." in said
    (run,) = list_runs(tmp_path / "runs")
    kept = (run.folder / "items.jsonl").read_bytes()
    assert kept.endswith(b"\n") and 0 < len(run.items()) < 400
    assert run_suite(order(tmp_path), lambda c, s: Adder()).finished


def test_one_run_at_a_time_writes_into_a_folder(tmp_path: Path) -> None:
    from filelock import FileLock

    run = run_suite(order(tmp_path), lambda c, s: Adder())
    with FileLock(run.folder / ".lock"), pytest.raises(SourcierError, match="Another process"):
        run_suite(order(tmp_path), lambda c, s: Adder())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "has nothing that the suite arithmetic could ask"),
        ('{"id": "a", "question": "1+1"}\n', "line 1: right: Field required"),
        ('{"id": "a", "question": "1+1", "right": "2"}\nnot json\n', "line 2: Invalid JSON"),
        ('{"id": "a", "question": "1+1", "right": "2"}\n' * 2, "the id a comes twice"),
    ],
)
def test_data_that_cannot_be_used_are_refused_with_their_place(tmp_path: Path, content: str, said: str) -> None:
    data = tmp_path / "sums.jsonl"
    data.write_text(content, encoding="utf-8")
    with pytest.raises(SourcierError, match=said):
        run_suite(order(tmp_path), lambda c, s: Adder())


def test_a_run_is_found_by_its_last_characters(tmp_path: Path) -> None:
    run = run_suite(order(tmp_path), lambda c, s: Adder())
    assert find_run(run.name[-4:], tmp_path / "runs").name == run.name
    with pytest.raises(SourcierError, match="no run"):
        find_run("zzzz", tmp_path / "runs")


def test_items_changed_by_hand_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourcierError):
        run_suite(order(tmp_path), lambda c, s: Adder(fails_at=3))
    run = list_runs(tmp_path / "runs")[0]
    lines = (run.folder / "items.jsonl").read_text().splitlines()
    changed = [json.dumps({**json.loads(lines[0]), "id": "other"}), *lines[1:]]
    (run.folder / "items.jsonl").write_text("\n".join(changed) + "\n")
    with pytest.raises(SourcierError, match="not those of this suite"):
        run_suite(order(tmp_path), lambda c, s: Adder())
