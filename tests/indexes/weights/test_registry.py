"""The registry of models."""

import pytest

from corpora.errors import SourcierError
from indexes.weights import known_model, registry
from indexes.weights.registry import HubOrigin


def test_the_default_models_can_be_had_without_a_hub() -> None:
    defaults = [model for model in registry().values() if model.preset == "default"]
    assert sorted(model.role for model in defaults) == ["embedding", "language_model"]
    for model in defaults:
        assert all(file.sha256 for file in model.files)
        assert any(not isinstance(origin, HubOrigin) for origin in model.origins)


@pytest.mark.parametrize("preset", ["workstation", "gpu_server"])
def test_each_preset_has_a_language_model_and_an_embedding_model(preset) -> None:
    roles = [model.role for model in registry().values() if model.preset == preset]
    assert roles.count("language_model") == roles.count("embedding") == 1


def test_a_site_adds_models_of_its_own(weights, register, model_entry) -> None:
    register(model_entry("own", "own.gguf", b"x", 'kind = "folder"\n  folder = "/srv/models"'))
    assert known_model("own", weights).files[0].path == "own.gguf"
    assert "own" not in registry()


def test_an_unknown_model_is_refused_with_those_that_fit() -> None:
    with pytest.raises(SourcierError) as refused:
        known_model("qwen2.5-coder-1.5b-instruct-q4_k_m", role="embedding")
    assert refused.value.key == "weights.unknown"
    assert "multilingual-e5-small" in refused.value.hint("en")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ('path = "own.gguf"', 'path = "../own.gguf"'),
        ('path = "own.gguf"', 'path = "/own.gguf"'),
        ('licence = "MIT"', 'licence = "MIT"\ncolour = "red"'),
        ("own.gguf", 'own.gguf"'),
        ('role = "language_model"', 'role = "embedding"'),
    ],
)
def test_a_wrong_entry_is_refused_with_the_name_of_the_file(weights, register, model_entry, written, wrong) -> None:
    text = model_entry("own", "own.gguf", b"x", 'kind = "folder"\n  folder = "/srv/models"')
    register(text.replace(written, wrong))
    with pytest.raises(SourcierError) as refused:
        registry(weights)
    assert refused.value.key == "weights.registry_invalid"
    assert "registry.toml" in refused.value.message("fr")


def test_every_error_of_the_weights_has_a_hint_in_both_languages() -> None:
    from corpora.catalogue import _texts

    texts = _texts("weights")
    assert all({"en", "fr"} <= set(text) for text in texts.values())
