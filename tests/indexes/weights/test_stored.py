"""What lies in the weights folder, and fetching it from another folder."""

import os
import shutil

import pytest

from corpora.errors import SourcierError
from indexes.weights import fetch, is_present, weights_folder, weights_hash, weights_path
from indexes.weights.verifying import verify

DATA = b"weights" * 500
ORIGIN = 'kind = "hub"\n  repository = "maker/model"'


@pytest.fixture
def fetched(tmp_path, weights, register, model_entry):
    register(model_entry("model", "model.gguf", DATA, ORIGIN))
    share = tmp_path / "share"
    share.mkdir()
    (share / "model.gguf").write_bytes(DATA)
    fetch("model", weights, source=share)
    return weights


def test_a_model_that_was_not_fetched_names_the_command(weights, register, model_entry) -> None:
    register(model_entry("model", "model.gguf", DATA, ORIGIN))
    with pytest.raises(SourcierError, match="sourcier weights fetch model"):
        weights_path("model", weights)


def test_a_file_changed_since_it_was_fetched_is_not_loaded(fetched) -> None:
    file = fetched / "model" / "model.gguf"
    file.write_bytes(DATA[:-1] + b"!")
    assert is_present("model", fetched)
    with pytest.raises(SourcierError) as refused:
        weights_folder("model", fetched)
    assert refused.value.key == "weights.damaged"


def test_a_file_cut_short_counts_as_absent(fetched) -> None:
    file = fetched / "model" / "model.gguf"
    file.write_bytes(DATA[:-1])
    assert not is_present("model", fetched)


def test_a_folder_copied_from_another_machine_loads(fetched, tmp_path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(fetched, copy)
    os.utime(copy / "model" / "model.gguf")
    assert weights_path("model", copy).read_bytes() == DATA
    assert weights_hash("model", copy) == weights_hash("model", fetched)


def test_a_damaged_file_is_fetched_again(fetched, tmp_path) -> None:
    (fetched / "model" / "model.gguf").write_bytes(b"?" * len(DATA))
    fetch("model", fetched, source=tmp_path / "share")
    assert weights_path("model", fetched).read_bytes() == DATA


def test_a_folder_with_a_wrong_file_is_refused(weights, register, model_entry, tmp_path) -> None:
    register(model_entry("model", "model.gguf", DATA, ORIGIN))
    (tmp_path / "model.gguf").write_bytes(b"something else")
    with pytest.raises(SourcierError) as refused:
        fetch("model", weights, source=tmp_path)
    assert refused.value.key == "weights.wrong_hash"


def test_a_disk_that_is_too_small_is_refused_before_anything_is_written(weights, register, tmp_path) -> None:
    entry = f"""
[[models]]
name = "huge"
role = "language_model"
licence = "MIT"
about = "For tests."
files = [{{ path = "huge.gguf", size = {10**18}, sha256 = "{"0" * 64}" }}]
origins = [{{ kind = "folder", folder = "{tmp_path}" }}]
"""
    register(entry)
    (tmp_path / "huge.gguf").write_bytes(b"")
    with pytest.raises(SourcierError) as refused:
        fetch("huge", weights)
    assert refused.value.key == "weights.disk_full"


@pytest.mark.parametrize(("change", "state"), [(None, "ok"), (b"?" * len(DATA), "damaged")])
def test_verifying_hashes_each_file(fetched, change, state) -> None:
    if change:
        file = fetched / "model" / "model.gguf"
        before = file.stat()
        file.write_bytes(change)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [each.state for each in verify("model", fetched)] == [state]


def test_verifying_names_a_missing_file(fetched) -> None:
    (fetched / "model" / "model.gguf").unlink()
    assert [each.state for each in verify("model", fetched)] == ["missing"]
