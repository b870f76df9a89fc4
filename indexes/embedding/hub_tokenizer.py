"""A tokenizer from a ``tokenizer.json`` of a model hub."""

from pathlib import Path


class HubTokenizer:
    """Splits texts with the ``tokenizers`` library."""

    def __init__(self, file: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def ids(self, text: str, limit: int) -> list[int]:
        """The ids of a text between its marks, at most ``limit`` in all."""
        found: list[int] = self._tokenizer.encode(text).ids
        return found if len(found) <= limit else [*found[: limit - 1], found[-1]]
