"""Asking a service on the network: only where that is switched on, at a polite pace, and never without a limit."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from corpora.errors import SourcierError

_AGENT = "sourcier"
_LARGEST = 100_000_000
_TIMEOUT_S = 30.0
_BUSY = frozenset({429, 500, 502, 503, 504})


@dataclass
class Client:
    """One service.

    Parameters
    ----------
    service
        Its name, for messages.
    base
        Its address.
    enabled
        From the settings. Where it is false, every request is refused before a socket is opened.
    interval
        Seconds between two requests.
    attempts
        How often a request is made that the service answers with being busy.
    """

    service: str
    base: str
    enabled: bool
    interval: float = 0.4
    attempts: int = 3
    _asked: float = field(default=float("-inf"), init=False)

    def get(self, path: str, parameters: Mapping[str, object]) -> bytes:
        """The body of an answer.

        Raises
        ------
        SourcierError
            ``readers.network_off``, ``readers.network_refused`` with the status, ``readers.network_failed``.
        """
        if not self.enabled:
            raise SourcierError("readers.network_off", service=self.service)
        query = urlencode({name: value for name, value in parameters.items() if value not in (None, "")})
        request = Request(f"{self.base}{path}?{query}", headers={"User-Agent": _AGENT})
        for attempt in range(1, self.attempts + 1):
            self._wait(attempt)
            try:
                with urlopen(request, timeout=_TIMEOUT_S) as answer:
                    body: bytes = answer.read(_LARGEST + 1)
            except HTTPError as error:
                if error.code in _BUSY and attempt < self.attempts:
                    continue
                raise SourcierError("readers.network_refused", service=self.service, status=error.code) from error
            except (URLError, HTTPException, OSError) as error:
                problem = getattr(error, "reason", None) or error
                raise SourcierError("readers.network_failed", service=self.service, problem=problem) from error
            if len(body) > _LARGEST:
                raise SourcierError("readers.network_unexpected", service=self.service)
            return body
        raise AssertionError("a request is answered or refused")

    def get_json(self, path: str, parameters: Mapping[str, object]) -> dict[str, Any]:
        """An answer that is a JSON object.

        Raises
        ------
        SourcierError
            As ``get``, and ``readers.network_unexpected``.
        """
        try:
            value = json.loads(self.get(path, parameters))
        except ValueError as error:
            raise SourcierError("readers.network_unexpected", service=self.service) from error
        if not isinstance(value, dict):
            raise SourcierError("readers.network_unexpected", service=self.service)
        return value

    def _wait(self, attempt: int) -> None:
        """Keep the pace; after an answer of being busy, twice as long each time."""
        pause = self._asked + self.interval * 2 ** (attempt - 1) - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._asked = time.monotonic()
