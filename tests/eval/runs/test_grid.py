"""A grid names its configurations by what differs from the base."""

from pathlib import Path

import pytest

from corpora.errors import SourcierError
from eval.configuration import read_configuration
from eval.runs.grid import read_grid


def grid(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "grid.toml"
    file.write_text(text, encoding="utf-8")
    return [configuration.name for configuration in read_grid(file).configurations()]


def test_one_key_at_a_time_is_varied_unless_all_are_asked_for(tmp_path: Path) -> None:
    vary = "vary = { draft = [true, false], sources = [2, 4] }"
    assert grid(tmp_path, vary) == ["default", "draft=false", "sources=2", "sources=4"]
    assert grid(tmp_path, f'design = "full"\n{vary}') == [
        "default",
        "sources=2",
        "sources=4",
        "draft=false, sources=2",
        "draft=false, sources=4",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("vary = { colour = [1] }", "colour: Extra inputs"),
        ("vary = { sources = [0] }", "sources: Input should be greater"),
        ("vary = {}", "vary"),
        ("vary =", "cannot be read"),
    ],
)
def test_what_a_configuration_cannot_have_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SourcierError, match=said):
        grid(tmp_path, text)


def test_a_configuration_file_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('retrieval = "psychic"', encoding="utf-8")
    with pytest.raises(SourcierError, match=r"c\.toml, retrieval: Input should be 'fused'"):
        read_configuration(file)
    with pytest.raises(SourcierError, match="cannot be read"):
        read_configuration(tmp_path / "none.toml")


def test_without_a_file_the_default_is_run() -> None:
    assert read_configuration(None).name == "default"
