"""Texts to vectors, without PyTorch by default."""

from indexes.embedding.embedder import Embedder
from indexes.embedding.load import load_embedder

__all__ = ["Embedder", "load_embedder"]
