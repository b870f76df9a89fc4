"""Embeds texts with onnxruntime, one text a run on one core, as many at once as there are threads.

Texts that run side by side need no synchronisation, no padding and no mask; that is faster than a batch on all cores,
and a text's vector does not depend on its neighbours.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from indexes.embedding.embedder import Vectors


class TextTokenizer(Protocol):
    """What the embedder needs of a tokenizer."""

    def ids(self, text: str, limit: int) -> list[int]:
        """The ids of a text between its marks, at most ``limit`` in all."""


class OnnxEmbedder:
    """Implements :class:`indexes.embedding.embedder.Embedder`.

    Parameters
    ----------
    graph
        An ONNX file with the input ``ids`` (1, tokens) and the output ``embedding`` (1, dimension).
    longest
        Tokens that the model reads of a text; the rest is cut.
    threads
        Texts embedded at once; 0 for one on each core that this process may use.
    """

    def __init__(
        self,
        graph: Path,
        tokenizer: TextTokenizer,
        *,
        fingerprint: str,
        query_prefix: str,
        passage_prefix: str,
        longest: int,
        threads: int = 0,
    ) -> None:
        self.session = _open(graph)
        self.fingerprint = fingerprint
        self.dimension: int = self.session.get_outputs()[0].shape[1]
        self._tokenizer = tokenizer
        self._query_prefix = query_prefix
        self._passage_prefix = passage_prefix
        self._longest = longest
        self._threads = threads or usable_cores()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension), of length 1, in the order given."""
        return self._embed([self._passage_prefix + text for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension), of length 1, in the order given."""
        return self._embed([self._query_prefix + text for text in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as a passage, with prefix and marks, before it is cut."""
        prefix = self._passage_prefix
        return [len(self._tokenizer.ids(prefix + text, len(prefix) + len(text) + 16)) for text in texts]

    def passage_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """What the model reads of each passage: its token ids, with prefix and marks, cut."""
        return [self._tokenizer.ids(self._passage_prefix + text, self._longest) for text in texts]

    def _embed(self, texts: list[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)

        def embed(row: int) -> None:
            ids = np.array([self._tokenizer.ids(texts[row], self._longest)], np.int64)
            vectors[row] = self.session.run(None, {"ids": ids})[0][0]

        if len(texts) < 2 or self._threads == 1:
            for row in range(len(texts)):
                embed(row)
            return vectors
        # The longest first, so that no thread is left alone with one at the end.
        rows = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        with ThreadPoolExecutor(min(self._threads, len(texts))) as pool:
            for _ in pool.map(embed, rows):
                pass
        return vectors


def usable_cores() -> int:
    """Cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _open(graph: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Lengths differ from run to run: plans made for one length would pile up.
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
