"""Nothing leaves the machine: switches off what libraries would send, and watches for what should not happen."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SWITCHES = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_SHARE": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
}
_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


def switch_off_network() -> None:
    """Set the variables that keep libraries from calling home. Call before they are imported."""
    os.environ.update(_SWITCHES)


@contextmanager
def watched_sockets() -> Iterator[list[str]]:
    """Collect what this process does with sockets: Python's audit events, and descriptors that native code opens.

    The list fills while the context is open; the descriptors are compared when it closes (Linux only).
    """
    seen: list[str] = []
    active = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if active and event in _EVENTS:
            seen.append(f"{event} {arguments[1:] if event == 'socket.connect' else arguments}")

    sys.addaudithook(hook)
    before = _open_sockets()
    try:
        yield seen
    finally:
        active = False
        seen += [f"descriptor {name}" for name in sorted(_open_sockets() - before)]


def _open_sockets() -> set[str]:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        return set()
    names = set()
    for entry in descriptors.iterdir():
        try:
            target = str(entry.readlink())
        except OSError:  # closed since it was listed
            continue
        if target.startswith("socket:"):
            names.add(target)
    return names
