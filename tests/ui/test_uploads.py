"""Only files that came through the page are read, and none stays."""

from pathlib import Path

import pytest

from corpora.errors import SourcierError
from ui.uploads import discard, received


def test_a_file_below_the_folder_is_received(tmp_path: Path) -> None:
    sent = tmp_path / "1f" / "trial.pdf"
    sent.parent.mkdir()
    sent.write_bytes(b"%PDF")
    assert received([str(sent)], tmp_path) == [sent]


@pytest.mark.parametrize("path", ["/etc/hostname", "../secret.txt", "absent.pdf"])
def test_any_other_file_of_the_machine_is_refused(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    with pytest.raises(SourcierError) as caught:
        received([str(folder / path)], folder)
    assert caught.value.key == "ui.upload_foreign"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SourcierError):
        received([str(folder / "link.txt")], folder)


def test_what_was_read_is_deleted_with_its_folder(tmp_path: Path) -> None:
    sent = tmp_path / "1f" / "trial.pdf"
    sent.parent.mkdir()
    sent.write_bytes(b"%PDF")
    discard([sent], tmp_path)
    assert list(tmp_path.iterdir()) == []
