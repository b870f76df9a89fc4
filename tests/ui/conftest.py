"""A page that is served by a process of its own, and a real browser to use it with."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90
expect.set_options(timeout=30_000)  # a machine that runs other tests beside answers late, and is right all the same
ENDS_WITH_INPUT = "tests.ui.scripted"


@dataclass
class Served:
    """A page that answers at ``url``; ``stop`` ends it, and then ``folder`` tells what it did."""

    url: str
    folder: Path
    process: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        """End the process as its user would, and wait for it."""
        if self.process.poll() is not None:
            return
        assert self.process.stdin
        self.process.stdin.close()
        if not any(str(word).endswith("scripted") for word in self.process.args):  # type: ignore[union-attr]
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:  # a shell that runs the tests in the background has it ignore the interrupt
            self.process.kill()
            self.process.wait(15)


def serve(folder: Path, options: str = "{}") -> Served:
    """Start a page with scripted answers, and wait until it answers."""
    port = free_port()
    return started([sys.executable, "-m", ENDS_WITH_INPUT, str(port), str(folder), options], port, folder)


def serve_real(folder: Path, weights: Path) -> Served:
    """Start the page as ``sourcier ui --first-run`` does, without a language model, in a user folder of its own."""
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SOURCIER_")}
    environment |= {
        "SOURCIER_HOME": str(folder),
        "SOURCIER_WEIGHTS": str(weights),
        "SOURCIER_LANGUAGE_MODEL__BACKEND": "none",
    }
    command = [sys.executable, "-m", "assistant.cli", "ui", "--first-run", "--no-open", "--port", str(port)]
    return started(command, port, folder, environment)


def free_port() -> int:
    """A port that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(command: list[str], port: int, folder: Path, environment: dict[str, str] | None = None) -> Served:
    """Start a process that serves the page at a port, and wait until it answers."""
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
    served = Served(f"http://127.0.0.1:{port}", folder, process)
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(served.url, timeout=5).close()
            return served
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    served.stop()
    pytest.fail("the page did not start")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One page for all browser tests: each browser has conversations of its own."""
    page = serve(tmp_path_factory.mktemp("page"), '{"pause": 0.05}')
    yield page
    page.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's browser; it must be there."""
    program = chromium_program()
    if program is None:
        pytest.fail("no chromium on this machine: `make test` installs it")
    with opened(program) as browser:
        yield browser


def chromium_program() -> str | None:
    """Where the system's browser is, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def opened(program: str) -> Iterator[Browser]:
    """A browser that does not know of the machine's proxy, until it is left."""
    environment = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"], env=environment
        )
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in a browser of its own, with what went wrong in it and what it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def ask(self, question: str, until: str = "footer.actions") -> None:
        """Ask with the keyboard, and wait until one more answer is whole."""
        count = self.page.locator(until).count()
        self.page.fill("#question", question)
        self.page.keyboard.press("Enter")
        self.page.locator(until).nth(count).wait_for(timeout=30_000)


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Callable[..., Visit]]:
    """Open the page: ``visit(width, height, language)``. A script error in it fails the test."""
    contexts = []
    visits: list[Visit] = []

    def open_page(width: int = 1440, height: int = 900, language: str = "en-GB", dark: bool = False) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        one = Visit(context.new_page())
        one.page.on("pageerror", lambda error: one.errors.append(str(error)))
        one.page.on("request", lambda request: one.requests.append(request.url))
        one.page.goto(served.url)
        one.page.wait_for_selector("#question", timeout=30_000)
        visits.append(one)
        return one

    yield open_page
    for context in contexts:
        context.close()
    assert [error for one in visits for error in one.errors] == []
