"""Where paper-qa is installed, and what is said where it cannot be."""

from pathlib import Path

import pytest

from eval.bench.paper_qa import environment


def test_an_environment_that_is_not_there_has_no_interpreter(tmp_path: Path) -> None:
    assert environment.interpreter(tmp_path / "none") is None


def test_an_installation_that_was_cut_off_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()

    assert environment.interpreter(tmp_path) is None


def test_without_an_index_the_installation_says_why_and_leaves_nothing_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "index"
    empty.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(empty))

    why = environment.install(tmp_path / "environment")

    assert why.startswith("ERROR: No matching distribution found for paper-qa")
    assert environment.interpreter(tmp_path / "environment") is None
