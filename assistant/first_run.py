"""What a fresh installation needs before the page opens: embedding weights and the starter library.

The language model is larger: it is fetched beside the open page, which drafts once it is there.
"""

import subprocess
import sys

from rich.console import Console

from assistant.settings import Settings
from corpora.cohorts.gbsg2 import gbsg2_sources
from corpora.literature.starter.cards import starter_sources
from indexes.weights import fetch_with_progress, is_present


def prepare(settings: Settings) -> None:
    """Fetch the embedding model and build the starter library, where they are not there yet."""
    if not is_present(settings.embedding.model, settings.weights_folder):
        fetch_with_progress([settings.embedding.model], settings.weights_folder)
    build_starter_library(settings)


def build_starter_library(settings: Settings) -> None:
    """Add the starter cards and the public cohort to an empty library; one that holds anything is left alone."""
    from assistant.opening import open_library

    library = open_library(settings)
    try:
        if library.status().sources:
            return
        from rich.progress import Progress

        console = Console(stderr=True)
        with Progress(console=console) as bars:
            sources = [*starter_sources(), *gbsg2_sources()]
            task = bars.add_task("Starter library", total=len(sources))
            library.add(sources, progress=lambda done: bars.update(task, completed=done))
    finally:
        library.close()


def fetch_language_model_beside(settings: Settings) -> None:
    """Start fetching the language model in a process of its own, if it is missing; the page notices when it arrives."""
    model = settings.language_model
    if model.backend != "llama.cpp" or is_present(model.model, settings.weights_folder):
        return
    Console(stderr=True).print(f"Fetching {model.model} in the background; the page drafts once it has arrived.")
    subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "weights", "fetch", model.model],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
