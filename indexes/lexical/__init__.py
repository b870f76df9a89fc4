"""The lexical index: passages by their words (BM25). Derived from the store; may be deleted at any time."""
