"""The resources of an origin, one at a time: a bundle, a bulk export, a folder or an archive of either."""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from corpora.cohorts.fhir.json_stream import BrokenJson, entries
from corpora.cohorts.staged import Reject
from corpora.errors import SourcierError

_LINES = (".ndjson", ".jsonl")
_WHOLE = (".json", ".fhir")
_UNREADABLE = (OSError, EOFError, UnicodeDecodeError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


class Found(NamedTuple):
    """A resource and where it was: ``line`` of an NDJSON file, otherwise 0; ``url`` is its entry's full URL."""

    resource: dict[str, Any]
    file: str
    line: int
    url: str = ""


def resources(origin: Path, rejects: list[Reject]) -> Iterator[Found]:
    """Every resource of an origin, in the order of its files.

    Parameters
    ----------
    rejects
        Lines, entries and files that cannot be read are added to it.

    Raises
    ------
    SourcierError
        The origin is not there, or holds no file of resources.
    """
    any_file = False
    for name, path, member in _files(origin):
        any_file = True
        try:
            with _open(path, member) as file:
                yield from _read(name, file, rejects)
        except _UNREADABLE:
            rejects.append(Reject(name, 0, "", "cohort_fhir.reject_file"))
    if not any_file:
        raise SourcierError("cohort_fhir.no_files", origin=origin.name)


def _files(origin: Path) -> Iterator[tuple[str, Path, str]]:
    """Names to report, paths, and members of an archive."""
    if origin.is_dir():
        for path in sorted(origin.rglob("*")):
            if path.is_file() and not path.name.startswith(".") and _suffix(path.name):
                yield str(path.relative_to(origin)), path, ""
    elif not origin.is_file():
        raise SourcierError("cohort_fhir.no_origin", origin=origin.name)
    elif zipfile.is_zipfile(origin):
        try:
            with zipfile.ZipFile(origin) as packed:
                members = sorted(member for member in packed.namelist() if _suffix(member))
        except zipfile.BadZipFile as error:
            raise SourcierError("cohort_fhir.no_files", origin=origin.name) from error
        for member in members:
            if "__MACOSX" not in member:
                yield member, origin, member
    else:
        yield origin.name, origin, ""


def _suffix(name: str) -> str:
    plain = name.lower().removesuffix(".gz")
    return next((suffix for suffix in (*_LINES, *_WHOLE) if plain.endswith(suffix)), "")


@contextmanager
def _open(path: Path, member: str) -> Iterator[IO[str]]:
    if not member:
        with path.open("rb") as raw, _text(raw) as file:
            yield file
        return
    with zipfile.ZipFile(path) as packed, packed.open(member) as inside, _text(inside) as file:
        yield file


@contextmanager
def _text(raw: IO[bytes]) -> Iterator[IO[str]]:
    buffered = io.BufferedReader(cast(io.RawIOBase, raw))
    packed = buffered.peek(2)[:2] == b"\x1f\x8b"
    plain = cast(IO[bytes], gzip.GzipFile(fileobj=buffered) if packed else buffered)
    with io.TextIOWrapper(plain, encoding="utf-8-sig") as file:
        yield file


def _read(name: str, file: IO[str], rejects: list[Reject]) -> Iterator[Found]:
    if _suffix(name) in _LINES:
        yield from _read_lines(name, file, rejects)
    else:
        yield from _read_bundle(name, file, rejects)


def _read_lines(name: str, file: IO[str], rejects: list[Reject]) -> Iterator[Found]:
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            resource = json.loads(text)
        except (ValueError, RecursionError):
            rejects.append(Reject(name, line, "", "cohort_fhir.reject_json"))
            continue
        if isinstance(resource, dict) and resource.get("resourceType") == "Bundle":
            for entry in resource.get("entry") or []:
                yield from _entry(name, line, entry, rejects)
        elif _is_resource(resource):
            yield Found(resource, name, line)
        else:
            rejects.append(Reject(name, line, "resourceType", "cohort_fhir.reject_resource"))


def _read_bundle(name: str, file: IO[str], rejects: list[Reject]) -> Iterator[Found]:
    try:
        for number, value in entries(file):
            if number:
                yield from _entry(name, 0, value, rejects, number)
            elif value.get("resourceType") != "Bundle":
                if _is_resource(value):
                    yield Found(value, name, 0)
                else:
                    rejects.append(Reject(name, 0, "resourceType", "cohort_fhir.reject_resource"))
    except BrokenJson as broken:
        rejects.append(Reject(name, 0, "", "cohort_fhir.reject_truncated", {"entries": broken.entries}))


def _entry(name: str, line: int, entry: object, rejects: list[Reject], number: int = 0) -> Iterator[Found]:
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if isinstance(entry, dict) and _is_resource(resource):
        assert isinstance(resource, dict)
        url = entry.get("fullUrl")
        yield Found(resource, name, line, url if isinstance(url, str) else "")
        return
    column = f"entry[{number - 1}].resource" if number else "entry.resource"
    # An entry that only reports a deletion or a response has no resource and lacks nothing.
    if not isinstance(entry, dict) or resource is not None or not ("response" in entry or "request" in entry):
        rejects.append(Reject(name, line, column, "cohort_fhir.reject_resource"))


def _is_resource(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("resourceType"), str)
