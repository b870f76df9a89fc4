"""The page of results comes from runs alone, and says where the default loses."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.results import make_results, read_plan, work_of
from eval.suite import Suite
from tests.eval.arithmetic import Adder, Arithmetic, sums

PLAN = """
[[configuration]]
name = "default"
[[configuration]]
name = "rival"
[[table]]
title = "Sums"
suite = "arithmetic"
configurations = ["default", "rival"]
[[ablation]]
title = "What is it worth?"
suite = "arithmetic"
limit = 8
[ablation.grid]
vary = { sources = [2, 4] }
"""


class OnSums(Arithmetic):
    """Arithmetic with data of its own."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def default_data(self, shared: Path | None) -> Path:
        return self._data


def results(tmp_path: Path, wrong: dict[str, list[str]], plan: str = PLAN) -> str:
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    data = sums(tmp_path / "sums.jsonl", 40)

    def named(name: str) -> Suite:
        return OnSums(data)

    def opened(configuration: Configuration, settings: Settings) -> Adder:
        return Adder(wrong=wrong.get(configuration.name, ()))

    def silent(name: str, done: int, total: int) -> None: ...

    file = tmp_path / "docs" / "results.md"
    make_results(file, tmp_path / "plan.toml", Settings(), tmp_path / "runs", silent, opened, named)
    return file.read_text(encoding="utf-8")


def test_where_the_default_loses_is_said_first(tmp_path: Path) -> None:
    page = results(tmp_path, {"default": [f"{i}+{7 * i}" for i in range(20)]})
    losses = page.split("## Where the default loses")[1].split("## ")[0]
    assert "**rival** does better than **default**" in losses and "50.0\N{NO-BREAK SPACE}%" in losses


def test_where_it_does_not_lose_that_is_said_too(tmp_path: Path) -> None:
    assert "In no table does a configuration do better" in results(tmp_path, {})


def test_every_table_states_its_items_and_how_they_were_drawn(tmp_path: Path) -> None:
    page = results(tmp_path, {})
    assert "all 40 items" in page and "8 of 40 items, drawn with seed 0" in page


def test_the_ablation_has_a_row_for_each_value(tmp_path: Path) -> None:
    page = results(tmp_path, {"sources=2": ["1+7", "2+14", "3+21", "4+28"]})
    ablation = page.split("## What is it worth?")[1]
    assert "| default |" in ablation and "| sources=2 |" in ablation and "| sources=4 |" in ablation


def test_it_is_written_again_to_the_byte_from_the_same_runs(tmp_path: Path) -> None:
    assert results(tmp_path, {}) == results(tmp_path, {})


def test_data_that_are_not_here_are_said_not_made_up(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    file = tmp_path / "results.md"
    make_results(
        file,
        tmp_path / "plan.toml",
        Settings(),
        tmp_path,
        lambda *step: None,
        lambda c, s: Adder(),
        lambda n: Arithmetic(),
    )
    assert "Not run: the public data set `sums.jsonl` is not on this machine." in file.read_text(encoding="utf-8")


def test_a_plan_that_names_no_such_configuration_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="no such configuration"):
        results(tmp_path, {}, PLAN.replace('["default", "rival"]', '["default", "arrival"]'))
    assert not (tmp_path / "runs").exists()


def test_the_projects_own_plan_names_suites_and_configurations_that_there_are() -> None:
    from eval.runs.suites import suite_named

    assert len(work_of(read_plan(None), suite_named)) >= 12
