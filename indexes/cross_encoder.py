"""A model that reads two texts together: a reranker, or one that tells entailment. Needs the torch extra."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpora.errors import SourcierError

_BATCH = 16
_MOST_TOKENS = 512


class CrossEncoder:
    """A sequence classifier over pairs of texts, from a folder as transformers keeps it.

    As a reranker it implements :class:`indexes.retrieval.Reranker`.

    Parameters
    ----------
    threads
        Cores to use; 0 for PyTorch's own choice.

    Raises
    ------
    SourcierError
        If PyTorch or transformers is not installed.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        try:
            import torch
            from transformers import AutoModelForSequenceClassification, AutoTokenizer
        except ImportError as error:
            raise SourcierError("weights.torch_missing", model=folder.name) from error
        if threads:
            torch.set_num_threads(threads)
        self._torch = torch
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        self._model = AutoModelForSequenceClassification.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        ).eval()

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes, lower case, in the order of the columns of :meth:`logits`."""
        named = self._model.config.id2label
        return tuple(str(named[at]).lower() for at in range(len(named)))

    def logits(self, first: Sequence[str], second: Sequence[str]) -> npt.NDArray[np.float32]:
        """What the model says of each pair; shape (pairs, labels). The first text is cut where a pair is too long."""
        rows = []
        for start in range(0, len(first), _BATCH):
            batch = self._tokenizer(
                list(first[start : start + _BATCH]),
                list(second[start : start + _BATCH]),
                padding=True,
                truncation="only_first",
                max_length=_MOST_TOKENS,
                return_tensors="pt",
            )
            with self._torch.inference_mode():
                rows.append(self._model(**batch).logits.float().numpy())
        return np.concatenate(rows) if rows else np.empty((0, len(self.labels)), np.float32)

    def scores(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """How well each passage answers a query, 0 to 1."""
        logits = self.logits(passages, [query] * len(passages))[:, 0]
        return [float(score) for score in 1 / (1 + np.exp(-logits))]
