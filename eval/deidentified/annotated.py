"""Texts with the identifiers that people marked in them."""

import gzip
import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.errors import SourcierError

_TAG = re.compile(r"\[([^\[\]]*)\]\(([A-Z_]+)\)")


@dataclass(frozen=True)
class Marked:
    """An identifier that a text holds: ``text[start:end]``, with the category that the data set gives it."""

    start: int
    end: int
    category: str


@dataclass(frozen=True)
class AnnotatedText:
    """A text and all its identifiers, in its order."""

    text: str
    language: str
    marked: tuple[Marked, ...]


def read_annotated(path: Path) -> list[AnnotatedText]:
    """The texts of a file; see `eval.deidentification` for its three forms.

    Raises
    ------
    SourcierError
        If the file cannot be read or a line has none of the forms.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            lines = file.read().splitlines()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise SourcierError("deidentify.unreadable", file=path) from error
    texts = []
    for number, line in enumerate(lines, 1):
        try:
            texts.append(_text(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise SourcierError("deidentify.not_annotated", file=path, line=number) from error
    return texts


def _text(row: dict[str, Any]) -> AnnotatedText:
    if "query" in row:
        values = [(item["value"], item["identifier_type"]) for item in row["phi"]]
        return AnnotatedText(row["query"], "en", _located(row["query"], values))
    if "question" in row:
        values = [(value, "IDENTIFIER") for value in row["phi"]]
        return AnnotatedText(row["question"], row["lang"], _located(row["question"], values))
    return _untagged(row["text"])


def _located(text: str, values: list[tuple[str, str]]) -> tuple[Marked, ...]:
    """Every place where a value stands; a value that the text does not have is left out."""
    marked = {
        Marked(match.start(), match.end(), category)
        for value, category in values
        for match in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text)
    }
    return tuple(sorted(marked, key=lambda m: m.start))


def _untagged(tagged: str) -> AnnotatedText:
    pieces: list[str] = []
    marked: list[Marked] = []
    at = length = 0
    for match in _TAG.finditer(tagged):
        before = tagged[at : match.start()]
        length += len(before)
        marked.append(Marked(length, length + len(match.group(1)), match.group(2)))
        pieces += [before, match.group(1)]
        length += len(match.group(1))
        at = match.end()
    return AnnotatedText("".join([*pieces, tagged[at:]]), "fr", tuple(marked))
