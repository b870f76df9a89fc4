"""Model weights: which are known, where they come from, whether they are intact. Only fetching uses the network."""

from indexes.weights.fetching import fetch
from indexes.weights.progress import fetch_with_progress
from indexes.weights.registry import known_model, registry
from indexes.weights.stored import is_present, weights_folder, weights_hash, weights_path

__all__ = [
    "fetch",
    "fetch_with_progress",
    "is_present",
    "known_model",
    "registry",
    "weights_folder",
    "weights_hash",
    "weights_path",
]
