"""The child: reads a task, asks paper-qa its questions, reports. ``contract.py``, one folder up, says the lines.

Run by ``conversation.py`` as ``python answerer.py FOLDER``; paper-qa's files go into the folder.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

_REFUSED_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})
_SWITCHES = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # else the price list is fetched at import
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


class Pipe:
    """Questions to the bench, one line each, and its replies."""

    def __init__(self) -> None:
        # Libraries print: what they print goes to standard error, so that only lines of the contract reach the bench.
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def ask(self, line: dict[str, Any]) -> dict[str, Any]:
        """Say a line, and wait for the reply."""
        self.tell(line)
        return self.read()

    def tell(self, line: dict[str, Any]) -> None:
        """Say a line."""
        self._out.write(json.dumps(line) + "\n")
        self._out.flush()

    def read(self) -> dict[str, Any]:
        """The bench's next line; :class:`EOFError` where it is gone."""
        line = sys.stdin.readline()
        if not line:
            raise EOFError("the bench is gone")
        reply: dict[str, Any] = json.loads(line)
        return reply


def refuse_connections() -> list[str]:
    """Refuse this process every connection from now on; the list fills with what was tried."""
    refused: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _REFUSED_EVENTS:
            refused.append(f"{event} {arguments}")
            raise PermissionError(f"no network in the bench: {event}")

    sys.addaudithook(hook)
    return refused


def main() -> None:
    """Serve one task."""
    folder = Path(sys.argv[1])
    os.environ.update(_SWITCHES, PQA_HOME=str(folder))
    refused = refuse_connections()
    pipe = Pipe()
    task = pipe.read()
    # Only now: importing takes seconds, and reads the variables set above.
    from asking import ask_all

    pipe.tell({"call": "report", **asyncio.run(ask_all(task, pipe.ask, folder)), "refused": refused})


if __name__ == "__main__":
    main()
