"""A llama.cpp server that no one can reach: it is called in process, and its listener is shut before it is used.

The binding offers llama.cpp only as its HTTP server. It is told to listen on a Unix socket in a private folder
instead of the network, and the socket is shut down and removed as soon as the model is loaded; the server's own task
queue, which the in-process calls use, does not need it.
"""

import os
import socket
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any


def start_server(parameters: Any) -> Any:
    """Load the model of ``xllamacpp.CommonParams`` and give the ``xllamacpp.Server``, without any open socket.

    Raises
    ------
    RuntimeError
        If llama.cpp cannot load the model.
    """
    from xllamacpp import Server

    # The path of a Unix socket has about a hundred bytes at most, so no long temporary folder.
    with tempfile.TemporaryDirectory(prefix="sourcier-", dir=_short_folder()) as folder:
        address = Path(folder) / "llama.sock"
        parameters.hostnames = [str(address)]
        parameters.n_threads_http = 1
        parameters.ui = False
        parameters.offline = True
        server = Server(parameters)
        _shut(address)
    return server


def _short_folder() -> str | None:
    return "/tmp" if len(tempfile.gettempdir()) > 60 and Path("/tmp").is_dir() else None


def _shut(address: Path) -> None:
    """Shut this process's listener at ``address``: its thread wakes, closes the descriptor and ends."""
    for entry in Path("/dev/fd").iterdir():
        with suppress(OSError):  # descriptors come and go while they are listed
            if not stat.S_ISSOCK(os.fstat(int(entry.name)).st_mode):
                continue
            with socket.socket(fileno=os.dup(int(entry.name))) as candidate:
                if candidate.getsockname() == str(address):
                    candidate.shutdown(socket.SHUT_RDWR)
