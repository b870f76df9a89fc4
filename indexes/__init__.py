"""How it is found: the library on disk, its indexes, retrieval and model weights."""
