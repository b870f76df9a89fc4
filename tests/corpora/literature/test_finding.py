"""Which files of a folder are read, and what stands in the way."""

import os
from pathlib import Path

from corpora.errors import SourcierError
from corpora.literature.readers.finding import files_in


def found_in(path: Path) -> tuple[list[str], list[str]]:
    problems: list[SourcierError] = []
    files = files_in(path, problems.append)
    return [str(file.relative_to(path)) for file in files], [str(error.details["file"]) for error in problems]


def test_folders_are_searched_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".hidden", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert found_in(tmp_path) == (["a/c.txt", "b.txt"], [])


def test_a_loop_of_links_is_followed_once(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text("x")
    (tmp_path / "one" / "loop").symlink_to(tmp_path)
    assert found_in(tmp_path) == (["one/a.txt"], [])


def test_broken_links_and_pipes_are_named(tmp_path: Path) -> None:
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    assert found_in(tmp_path) == ([], ["gone.pdf", "pipe.txt"])
