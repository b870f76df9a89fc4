"""The library's one source of truth: sources, passages and their embeddings in SQLite."""
