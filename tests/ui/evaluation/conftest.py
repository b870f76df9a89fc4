"""A page with the Evaluation section, served by a process of its own."""

import sys
from collections.abc import Iterator

import pytest

from tests.ui.conftest import Served, free_port, started


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One page for all browser tests of the section, on the real harness with a suite that needs no model."""
    folder = tmp_path_factory.mktemp("evaluation-page")
    port = free_port()
    page = started([sys.executable, "-m", "tests.ui.evaluation.scripted", str(port), str(folder)], port, folder)
    yield page
    page.stop()
