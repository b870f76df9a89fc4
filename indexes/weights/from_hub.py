"""Weights from a model hub, over HTTPS, resuming where an earlier attempt stopped."""

import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse

from corpora.errors import SourcierError
from indexes.weights.origins import Wanted
from indexes.weights.partial import PartialFile
from indexes.weights.registry import HubOrigin, WeightsFile

_HUB = "https://huggingface.co"
_CHUNK = 1 << 20
_MARK_EVERY = 64 << 20
_TIMEOUT_SECONDS = 30
_ATTEMPTS = 3
_COMMIT = re.compile(r"[0-9a-f]{40}")


def commit_of(origin: HubOrigin) -> str:
    """The commit that the origin's revision is now: all files are read from the same one.

    Raises
    ------
    SourcierError
        If the hub cannot be reached or has no such revision.
    """
    if _COMMIT.fullmatch(origin.revision):
        return origin.revision
    url = f"{_endpoint()}/api/models/{origin.repository}/revision/{urllib.parse.quote(origin.revision, safe='')}"
    try:
        with _open(url) as response:
            commit = str(json.load(response)["sha"])
    except (OSError, HTTPException, ValueError, KeyError) as error:
        raise _failed(origin, error) from error
    if not _COMMIT.fullmatch(commit):
        raise SourcierError("weights.hub_failed", repository=origin.repository, problem=f"commit {commit!r}")
    return commit


def from_hub(origin: HubOrigin, commit: str, wanted: Wanted) -> Iterator[tuple[WeightsFile, PartialFile]]:
    """Each wanted file as it is complete, still unchecked and unplaced.

    Raises
    ------
    SourcierError
        If the hub cannot be reached, does not have the file, or breaks off again and again.
    """
    for file in wanted.files:
        name = urllib.parse.quote(origin.names.get(file.path, file.path))
        url = f"{_endpoint()}/{origin.repository}/resolve/{commit}/{name}"
        with PartialFile(wanted.partial_path(file), url) as partial:
            for attempt in range(_ATTEMPTS):
                try:
                    _download(url, partial, file, wanted)
                    break
                except urllib.error.HTTPError as error:
                    raise _failed(origin, error) from error
                except (OSError, HTTPException) as error:
                    partial.mark()
                    if attempt == _ATTEMPTS - 1:
                        raise _failed(origin, error) from error
            yield file, partial


def _download(url: str, partial: PartialFile, file: WeightsFile, wanted: Wanted) -> None:
    """Append what is missing. Raises ``OSError`` or ``HTTPException`` where the connection breaks off."""
    if file.size and partial.size >= file.size:
        return
    with _open(url, first_byte=partial.size) as response:
        if partial.size and response.status != 206:
            partial.restart()
        left = int(response.headers.get("Content-Length") or 0)
        total = partial.size + left if left else None
        marked = partial.size
        while chunk := response.read(_CHUNK):
            partial.write(chunk)
            wanted.progress(file, partial.size, total)
            if partial.size - marked >= _MARK_EVERY:
                partial.mark()
                marked = partial.size
    if total and partial.size < total:
        raise ConnectionError(f"{partial.size} of {total} bytes")


def _open(url: str, first_byte: int = 0) -> HTTPResponse:
    request = urllib.request.Request(url, headers={"User-Agent": "sourcier"})
    if first_byte:
        request.add_header("Range", f"bytes={first_byte}-")
    if token := os.environ.get("HF_TOKEN"):
        # For the hub alone: not passed on to the storage that it redirects to.
        request.add_unredirected_header("Authorization", f"Bearer {token}")
    response: HTTPResponse = urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS)
    return response


def _endpoint() -> str:
    return os.environ.get("HF_ENDPOINT", _HUB).rstrip("/")


def _failed(origin: HubOrigin, error: Exception) -> SourcierError:
    if isinstance(error, urllib.error.HTTPError) and error.code in (401, 403):
        return SourcierError("weights.hub_refused", repository=origin.repository)
    reason = getattr(error, "reason", None) or error
    return SourcierError(
        "weights.hub_failed", repository=origin.repository, problem=str(reason) or type(error).__name__
    )
