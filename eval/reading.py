"""Reading the files that suites are given: plain or gzipped, JSONL, JSON, TSV and CSV; the first bad line is named."""

import csv
import gzip
import io
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from corpora.errors import SourcierError
from eval.questions.question import first_of

Model = TypeVar("Model", bound=BaseModel)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, gzipped where its name ends in ``.gz``.

    Raises
    ------
    SourcierError
        If it cannot be read.
    """
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return content.decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        problem = getattr(error, "strerror", None) or error
        raise SourcierError("eval.unreadable", file=path, problem=problem) from error


def read_jsonl(path: Path, model: type[Model]) -> Iterator[Model]:
    """One ``model`` for each line that is not empty.

    Raises
    ------
    SourcierError
        Names the file, the line and the field.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield parsed(model.model_validate_json, line, path, number)


def read_json(path: Path) -> Any:
    """The value of a JSON file.

    Raises
    ------
    SourcierError
        Names the file and the line.
    """
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise SourcierError("eval.bad_line", file=path.name, line=error.lineno, why=error.msg) from error


def read_table(path: Path, columns: Sequence[str], separator: Literal["\t", ","]) -> Iterator[dict[str, str]]:
    """The rows of a table with a header that has at least these columns.

    Raises
    ------
    SourcierError
        If a column is missing or a row has too few or too many fields (names the line).
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), delimiter=separator)
    try:
        header = next(reader, [])
        rows = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise SourcierError("eval.bad_line", file=path.name, line=reader.line_num, why=error) from error
    for column in columns:
        if column not in header:
            raise SourcierError("eval.no_column", file=path.name, column=column, columns=", ".join(header) or "—")
    for number, row in rows:
        if len(row) != len(header):
            why = f"{len(row)} fields instead of {len(header)}"
            raise SourcierError("eval.bad_line", file=path.name, line=number, why=why)
        yield dict(zip(header, row, strict=True))


def parsed(validate: Callable[[Any], Model], value: Any, path: Path, line: int | str) -> Model:
    """A value as a model; ``line`` is its number, or whatever names its place in the file.

    Raises
    ------
    SourcierError
        Names the file, the place and the field.
    """
    try:
        return validate(value)
    except ValidationError as error:
        key = "eval.bad_line" if isinstance(line, int) else "eval.bad_entry"
        raise SourcierError(key, file=path.name, line=line, why=first_of(error)) from error


def shared_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder of public data sets: ``SHARED_DATA``, or ``shared/data`` beside the checkout; ``None`` without one."""
    named = environment.get("SHARED_DATA")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


def in_shared(shared: Path | None, name: str) -> Path:
    """A file of the shared data.

    Raises
    ------
    SourcierError
        If there is no such folder.
    """
    if shared is None:
        raise SourcierError("eval.no_shared_data", name=name)
    return shared / name
