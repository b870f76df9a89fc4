"""Opens an embedding model of the weights registry with the runtime that suits it."""

from functools import partial
from pathlib import Path

from indexes.embedding.embedder import Embedder
from indexes.weights import known_model, weights_folder, weights_hash
from indexes.weights.registry import EmbeddingSpec, Model


def load_embedder(model: str, weights: Path, threads: int = 0) -> Embedder:
    """The embedder called ``model`` in the registry.

    Parameters
    ----------
    weights
        The folder of all weights.
    threads
        Cores to use; 0 for all that this process may use.

    Raises
    ------
    SourcierError
        If the registry has no such embedding model, its weights have not been fetched or are damaged, or its runtime is
        not installed.
    """
    known = known_model(model, weights, role="embedding")
    assert known.embedding is not None
    folder = weights_folder(model, weights)
    fingerprint_of_weights = weights_hash(model, weights)
    if known.embedding.runtime == "sentence_transformers":
        from indexes.embedding.torch_embedder import TorchEmbedder

        fingerprint = _fingerprint(known, known.embedding, fingerprint_of_weights, "torch")
        return TorchEmbedder(folder, known.embedding, fingerprint=fingerprint, threads=threads)
    return _onnx(known, known.embedding, folder, fingerprint_of_weights, threads)


def _onnx(model: Model, spec: EmbeddingSpec, folder: Path, weights_hash: str, threads: int) -> Embedder:
    from indexes.embedding.bert_graph import GRAPH_VERSION
    from indexes.embedding.built_graph import built_graph
    from indexes.embedding.onnx_embedder import OnnxEmbedder, TextTokenizer

    tokenizer: TextTokenizer
    if spec.runtime == "e5_file":
        from indexes.embedding.e5_file import read_tokenizer, read_weights

        file = folder / model.files[0].path
        graph = built_graph(folder, weights_hash, partial(read_weights, file))
        tokenizer = read_tokenizer(file)
    else:
        from indexes.embedding.bert_folder import read_bert_folder
        from indexes.embedding.hub_tokenizer import HubTokenizer

        graph = built_graph(folder, weights_hash, partial(read_bert_folder, folder))
        tokenizer = HubTokenizer(folder / "tokenizer.json")
    return OnnxEmbedder(
        graph,
        tokenizer,
        fingerprint=_fingerprint(model, spec, weights_hash, f"int8-v{GRAPH_VERSION}"),
        query_prefix=spec.query_prefix,
        passage_prefix=spec.passage_prefix,
        longest=spec.max_tokens,
        threads=threads,
    )


def _fingerprint(model: Model, spec: EmbeddingSpec, weights_hash: str, arithmetic: str) -> str:
    prefixes = f"{spec.query_prefix.strip()}|{spec.passage_prefix.strip()}"
    return f"{model.name}@{weights_hash[:12]}/{spec.pooling}/{spec.max_tokens}/{prefixes}/{arithmetic}"
