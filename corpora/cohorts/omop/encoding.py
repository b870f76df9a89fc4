"""Text files that are not UTF-8: copied as such before DuckDB reads them, since it would leave out their lines."""

import codecs
import shutil
from pathlib import Path

from corpora.cohorts.tables.decoding import Utf8Stream, open_bytes

_BLOCK = 1 << 22


def as_utf8(path: Path, folder: Path) -> Path:
    """The file itself, or a copy of it in UTF-8 inside a folder. Its lines stay where they are.

    Windows-1252, UTF-16 with its mark, and files in which both UTF-8 and Windows-1252 occur are read right.
    """
    if _is_utf8(path):
        return path
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / path.name.removesuffix(".gz")
    with Utf8Stream(path) as stream, copy.open("wb") as out:
        shutil.copyfileobj(stream, out, _BLOCK)
    return copy


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_bytes(path) as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
