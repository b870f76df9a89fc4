"""Embedding with sentence-transformers (the torch extra), on the tiny encoder in the original format."""

import json
from pathlib import Path

import numpy as np
import pytest

from indexes.embedding import load_embedder
from indexes.embedding.e5_file import read_weights
from indexes.weights import fetch

from .conftest import PIECES, SCORES, write_bert_folder

MODEL = "multilingual-e5-small"
FILES = ["model.safetensors", "config.json", "modules.json", "1_Pooling/config.json", "tokenizer.json"]
FILES += ["tokenizer_config.json", "sentence_bert_config.json"]


@pytest.fixture
def original(weights: Path, tmp_path: Path) -> Path:
    """The weights folder with the tiny encoder once more, as sentence-transformers keeps it."""
    pytest.importorskip("sentence_transformers", reason="the torch extra is not installed")
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    share = tmp_path / "original"
    (share / "1_Pooling").mkdir(parents=True)
    write_bert_folder(share, read_weights(weights / MODEL / "e5-small-q4.bin"), "bert")
    tokenizer = Tokenizer(models.Unigram(list(zip(PIECES, SCORES, strict=True)), unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.save(str(share / "tokenizer.json"))
    package = "sentence_transformers.models"
    modules = [("Transformer", ""), ("Pooling", "1_Pooling")]
    written = {
        "modules.json": [
            {"idx": at, "name": str(at), "path": path, "type": f"{package}.{kind}"}
            for at, (kind, path) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": 64, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": 24, "do_lower_case": False},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "cls_token": "<s>",
            "sep_token": "</s>",
        },
    }
    for name, content in written.items():
        (share / name).write_text(json.dumps(content))
    files = ", ".join(f'{{ path = "{name}" }}' for name in FILES)
    with (weights / "registry.toml").open("a") as registry:
        registry.write(f"""
[[models]]
name = "original"
role = "embedding"
licence = "MIT"
about = "For tests."
files = [{files}]
[models.embedding]
runtime = "sentence_transformers"
pooling = "model"
query_prefix = "query: "
passage_prefix = "the "
max_tokens = 24
""")
    fetch("original", weights, source=share)
    return weights


def test_the_original_weights_give_the_vectors_of_the_default_runtime(original: Path) -> None:
    texts = ["tumour", "the tumour our query", "a b c d e f"]
    default, torch = load_embedder(MODEL, original), load_embedder("original", original, threads=1)
    assert torch.dimension == default.dimension
    assert torch.fingerprint != default.fingerprint
    assert torch.count_tokens(texts) == default.count_tokens(texts)
    assert np.min(np.sum(torch.embed_passages(texts) * default.embed_passages(texts), axis=1)) > 0.999
    assert np.min(np.sum(torch.embed_queries(texts) * default.embed_queries(texts), axis=1)) > 0.999
