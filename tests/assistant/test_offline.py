"""No byte leaves the machine: no socket is opened when a question is asked."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.answer import Answer
from assistant.offline import switch_off_network, watched_sockets
from indexes.library import Library

ROOT = Path(__file__).parents[2]

_WATCHED = """
import sys
seen = []
sys.addaudithook(lambda event, arguments: seen.append((event, repr(arguments))) if event.startswith("socket.") else None)
from assistant.cli.app import app
try:
    app(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
# Looking up the machine's own name and making a socket are harmless; using one is not.
print("\\nSOCKETS", [event for event in seen if event[0] not in ("socket.__new__", "socket.gethostname")])
"""


def test_a_socket_that_is_used_is_seen() -> None:
    with watched_sockets() as seen, suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=0.2)
    assert any("127.0.0.1" in event for event in seen)


def test_a_socket_that_is_left_open_is_seen_without_being_used() -> None:
    with watched_sockets() as seen:
        left = socket.socket()
    try:
        assert any(event.startswith("descriptor") for event in seen)
    finally:
        left.close()


def test_watching_ends_with_its_context() -> None:
    with watched_sockets() as seen:
        pass
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=0.2)
    assert seen == []


def test_a_question_uses_no_socket(answer_to: Callable[..., Answer]) -> None:
    with watched_sockets() as seen:
        answer_to("FRESCO trial: fruquintinib, overall survival?")
        answer_to("Does zorbitinib prolong survival in melanoma?")
    assert seen == []


def test_the_command_line_uses_no_socket_from_its_first_import_to_its_answer(
    starter_library: Library, weights: Path
) -> None:
    question = ["ask", "FRESCO trial: fruquintinib, overall survival?", "--no-draft", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, *question, "--library", str(starter_library.folder)],
        cwd=ROOT,
        env=os.environ | {"SOURCIER_WEIGHTS": str(weights)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("SOCKETS []"), done.stdout[-500:]
    assert '"abstained": false' in done.stdout


def test_what_libraries_would_send_home_is_switched_off() -> None:
    before = dict(os.environ)
    try:
        switch_off_network()
        assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"
        assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    finally:
        os.environ.clear()
        os.environ.update(before)
