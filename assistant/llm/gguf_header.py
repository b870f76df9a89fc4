"""Reads what a GGUF file says of itself, without loading it.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3, little endian).
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpora.errors import SourcierError

_MAGIC = b"GGUF"
_NUMBERS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_TEXT = 8
_LIST = 9
_LONGEST_TEXT = 1 << 24


@dataclass(frozen=True)
class GgufHeader:
    """The model's architecture, the name that its file gives it, and the context that it was trained for (tokens)."""

    architecture: str
    name: str
    trained_context: int


def read_gguf_header(path: Path) -> GgufHeader:
    """The header of a GGUF file.

    Raises
    ------
    SourcierError
        If there is no such file, or it is not a whole GGUF header.
    """
    if not path.is_file():
        raise SourcierError("llm.model_missing", path=path)
    values: dict[str, object] = {}
    try:
        with path.open("rb") as file:
            if file.read(4) != _MAGIC:
                raise SourcierError("llm.not_gguf", path=path)
            _version, _tensors, entries = struct.unpack("<IQQ", file.read(20))
            for _ in range(entries):
                key = _text(file)
                values[key] = _value(file, _number(file, "<I"))
                architecture = values.get("general.architecture")
                if architecture and f"{architecture}.context_length" in values and "general.name" in values:
                    break
    except (struct.error, ValueError, KeyError) as error:
        raise SourcierError("llm.model_damaged", path=path) from error
    architecture = str(values.get("general.architecture", ""))
    context = values.get(f"{architecture}.context_length", 0)
    return GgufHeader(
        architecture, str(values.get("general.name", path.stem)), context if isinstance(context, int) else 0
    )


def _number(file: BinaryIO, layout: str) -> int:
    (value,) = struct.unpack(layout, file.read(struct.calcsize(layout)))
    return int(value)


def _text(file: BinaryIO) -> str:
    length = _number(file, "<Q")
    if length > _LONGEST_TEXT:
        raise ValueError(f"a text of {length} bytes")
    return file.read(length).decode("utf-8")


def _value(file: BinaryIO, kind: int) -> object:
    if kind == _TEXT:
        return _text(file)
    if kind == _LIST:
        of, count = _number(file, "<I"), _number(file, "<Q")
        if of in _NUMBERS:
            file.seek(count * struct.calcsize(_NUMBERS[of]), 1)
            return None
        for _ in range(count):
            _value(file, of)
        return None
    return _number(file, _NUMBERS[kind])
