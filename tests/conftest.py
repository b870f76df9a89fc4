"""Fixtures that every test shares."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a user folder of its own, and none of the developer's settings."""
    for variable in list(os.environ):
        if variable.startswith("SOURCIER_"):
            monkeypatch.delenv(variable)
    folder = tmp_path / "home"
    monkeypatch.setenv("SOURCIER_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets, beside the checkout or named by ``SHARED_DATA``; not part of the project."""
    folder = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the public data sets are not at {folder}; set SHARED_DATA to their folder")
    return folder
