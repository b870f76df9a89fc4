"""Embedding on onnxruntime, against BERT computed in floating point."""

from pathlib import Path

import numpy as np
import pytest

from corpora.errors import SourcierError
from indexes.embedding import load_embedder
from indexes.embedding.bert_folder import read_bert_folder
from indexes.embedding.built_graph import built_graph
from indexes.embedding.e5_file import read_tokenizer, read_weights
from indexes.embedding.onnx_embedder import OnnxEmbedder

from .conftest import embedding_of, register_tiny, write_bert_folder, write_e5_file

MODEL = "multilingual-e5-small"
TEXTS = ["tumour", "the tumour our query", "a b c d e f", "", "the the the the the the the the the the the the the"]


def test_vectors_are_those_of_the_encoder(weights: Path) -> None:
    file = weights / MODEL / "e5-small-q4.bin"
    encoder, tokenizer = read_weights(file), read_tokenizer(file)
    expected = [embedding_of(encoder, tokenizer.ids(f"the {text}", 24)) for text in TEXTS]
    vectors = load_embedder(MODEL, weights).embed_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert np.min(np.sum(vectors * expected, axis=1)) > 0.999


@pytest.mark.parametrize("model_type", ["bert", "xlm-roberta"])
def test_a_folder_from_a_hub_gives_the_same_vectors(weights: Path, tmp_path: Path, model_type: str) -> None:
    file = weights / MODEL / "e5-small-q4.bin"
    write_bert_folder(tmp_path, read_weights(file), model_type)
    graph = built_graph(tmp_path, "0" * 64, lambda: read_bert_folder(tmp_path))
    embedder = OnnxEmbedder(
        graph, read_tokenizer(file), fingerprint="", query_prefix="query: ", passage_prefix="the ", longest=24
    )
    expected = load_embedder(MODEL, weights).embed_passages(TEXTS)
    assert np.min(np.sum(embedder.embed_passages(TEXTS) * expected, axis=1)) > 0.999


@pytest.mark.parametrize("threads", [1, 3])
def test_a_vector_does_not_depend_on_neighbours_order_or_threads(weights: Path, threads: int) -> None:
    embedder = load_embedder(MODEL, weights, threads)
    together = embedder.embed_passages(TEXTS * 5)
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
    assert np.array_equal(together, np.tile(alone, (5, 1)))


def test_vectors_have_length_one(weights: Path) -> None:
    embedder = load_embedder(MODEL, weights)
    vectors = embedder.embed_queries(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension) == (len(TEXTS), 64)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(weights: Path) -> None:
    assert load_embedder(MODEL, weights).embed_passages([]).shape == (0, 64)


def test_a_query_is_embedded_with_another_prefix_than_a_passage(weights: Path) -> None:
    embedder = load_embedder(MODEL, weights)
    assert not np.allclose(embedder.embed_queries(["tumour"]), embedder.embed_passages(["tumour"]))


def test_what_is_beyond_the_longest_text_is_cut(weights: Path) -> None:
    embedder = load_embedder(MODEL, weights)
    start = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
    assert np.array_equal(embedder.embed_passages([start]), embedder.embed_passages([f"{start} tumour"]))


def test_tokens_are_counted_with_prefix_and_marks_before_the_cut(weights: Path) -> None:
    embedder = load_embedder(MODEL, weights)
    assert embedder.count_tokens(["tumour", "", "tumour " * 40]) == [4, 3, 43]


def test_missing_weights_name_the_command(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="sourcier weights fetch multilingual-e5-small"):
        load_embedder(MODEL, tmp_path)


def test_a_language_model_is_not_an_embedder(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="multilingual-e5-small"):
        load_embedder("smollm2-135m-q4_1", tmp_path)


def test_the_fingerprint_tells_weights_and_settings_apart(weights: Path, tmp_path: Path) -> None:
    from indexes.weights import fetch

    first = load_embedder(MODEL, weights).fingerprint
    assert load_embedder(MODEL, weights).fingerprint == first
    register_tiny(weights, longest=20)
    shorter = load_embedder(MODEL, weights).fingerprint
    other = tmp_path / "other"
    other.mkdir()
    write_e5_file(tmp_path / "e5-small-q4.bin", seed=1)
    register_tiny(other)
    fetch(MODEL, other, source=tmp_path)
    assert len({first, shorter, load_embedder(MODEL, other).fingerprint}) == 3


def test_the_graph_is_built_once(weights: Path) -> None:
    load_embedder(MODEL, weights)
    (built,) = (weights / MODEL).glob("runtime-*/encoder.onnx")
    before = built.stat().st_mtime_ns
    load_embedder(MODEL, weights)
    assert built.stat().st_mtime_ns == before
    assert not list((weights / MODEL).glob(".runtime-*"))


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(SourcierError) as refused:
        read_weights(tmp_path / "other.bin")
    assert refused.value.key == "weights.not_e5_file"


def test_a_folder_with_another_kind_of_model_is_refused(weights: Path, tmp_path: Path) -> None:
    write_bert_folder(tmp_path, read_weights(weights / MODEL / "e5-small-q4.bin"), "t5")
    with pytest.raises(SourcierError) as refused:
        read_bert_folder(tmp_path)
    assert refused.value.key == "weights.not_bert"
