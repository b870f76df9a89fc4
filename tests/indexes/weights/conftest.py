"""A weights folder with models of its own, and a package index and a hub on this machine to fetch them from."""

import hashlib
import http.server
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

COMMIT = "a" * 40


def entry(name: str, file: str, data: bytes, origin: str, *, known: bool = True) -> str:
    """A model with one file, as ``registry.toml`` has it."""
    hashed = f'size = {len(data)}\nsha256 = "{hashlib.sha256(data).hexdigest()}"' if known else ""
    return f"""
[[models]]
name = "{name}"
role = "language_model"
licence = "MIT"
about = "For tests."
  [[models.files]]
  path = "{file}"
  {hashed}
  [[models.origins]]
  {origin}
"""


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """An empty folder for weights."""
    folder = tmp_path / "weights"
    folder.mkdir()
    return folder


@pytest.fixture
def register(weights: Path) -> Callable[[str], None]:
    """Adds entries to the folder's own registry."""

    def add(text: str) -> None:
        with (weights / "registry.toml").open("a", encoding="utf-8") as file:
            file.write(text)

    return add


@pytest.fixture
def package_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes wheels from, and from nowhere else."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def publish(package_index: Path) -> Callable[..., Path]:
    """Puts a wheel with data files on the package index. Importing it would fail."""

    def build(name: str, version: str, files: dict[str, bytes], tag: str = "py3-none-any") -> Path:
        module = name.replace("-", "_")
        info = f"{module}-{version}.dist-info"
        path = package_index / f"{module}-{version}-{tag}.whl"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"{module}/__init__.py", "raise RuntimeError('must not be imported')")
            for member, data in files.items():
                wheel.writestr(member, data)
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            wheel.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
            wheel.writestr(f"{info}/RECORD", "")
        return path

    return build


@dataclass
class Hub:
    """A model hub on this machine.

    Attributes
    ----------
    files
        Content by path after the endpoint.
    break_off_after
        Bytes after which the next answer breaks off.
    requests
        Path and first byte asked for, in order.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    break_off_after: int | None = None
    requests: list[tuple[str, int]] = field(default_factory=list)

    def offer(self, repository: str, name: str, data: bytes, commit: str = COMMIT) -> None:
        """Have a file at a commit that is the head of ``main``."""
        self.files[f"/api/models/{repository}/revision/main"] = f'{{"sha": "{commit}"}}'.encode()
        self.files[f"/{repository}/resolve/{commit}/{name}"] = data


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A running hub."""
    served = Hub()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            first = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
            served.requests.append((self.path, first))
            data = served.files.get(self.path)
            if data is None:
                self.send_error(404)
                return
            self.send_response(206 if first else 200)
            self.send_header("Content-Length", str(len(data) - first))
            self.end_headers()
            upto, served.break_off_after = served.break_off_after, None
            self.wfile.write(data[first:][:upto])

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def model_entry() -> Callable[..., str]:
    """Writes registry entries."""
    return entry
