"""FAISS, untyped: its stubs lack classes that it has."""

from typing import Any

import faiss as _faiss

faiss: Any = _faiss
