"""The entries of one JSON bundle, one at a time: a bundle of a whole hospital does not fit in memory."""

import json
from collections.abc import Iterator
from typing import IO, Any

_CHUNK = 1 << 20
_SPACE = " \t\r\n\ufeff"
_decoder = json.JSONDecoder()


class BrokenJson(ValueError):
    """The text ends too early, or is no JSON, after ``entries`` whole entries."""

    def __init__(self, entries: int) -> None:
        self.entries = entries
        super().__init__("broken JSON")


class _Text:
    """A text read as far as it is needed, its beginning dropped once it is used."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more(_CHUNK):
                return ""

    def take(self, expected: str) -> None:
        if self.peek() != expected:
            raise ValueError(expected)
        self._at += 1

    def value(self) -> Any:
        """The next JSON value."""
        self.peek()
        wanted = _CHUNK
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
                # A number at the end of what was read may go on.
                if end < len(self._text) or not self._more(_CHUNK):
                    self._at = end
                    return value
            except json.JSONDecodeError:
                if not self._more(wanted):
                    raise
                wanted *= 2

    def _more(self, characters: int) -> bool:
        if self._ended:
            return False
        read = self._file.read(characters)
        self._ended = not read
        self._text = self._text[self._at :] + read
        self._at = 0
        return bool(read)


def entries(file: IO[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of a bundle with their number from 1; then, as entry 0, the object without its entries.

    Objects that follow one another (NDJSON under another name) are each read so.

    Raises
    ------
    BrokenJson
        The text is no JSON object, or ends before it does. What came before has been given.
    """
    text, count = _Text(file), 0
    try:
        while True:
            for number, value in _object(text):
                count += bool(number)
                yield number and count, value
            if not text.peek():
                return
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenJson(count) from error


def _object(text: _Text) -> Iterator[tuple[int, Any]]:
    rest: dict[str, Any] = {}
    text.take("{")
    while text.peek() != "}":
        key = text.value()
        text.take(":")
        if key == "entry" and text.peek() == "[":
            text.take("[")
            while text.peek() != "]":
                yield 1, text.value()
                if text.peek() != "]":
                    text.take(",")
            text.take("]")
        else:
            rest[key] = text.value()
        if text.peek() != "}":
            text.take(",")
    text.take("}")
    yield 0, rest
