"""What a fresh installation needs before the page opens: embedding weights and the starter library.

The language model is larger: it is fetched beside the open page, which drafts once it is there.
"""

import subprocess
import sys

from rich.console import Console
from rich.progress import Progress

from assistant.settings import Settings
from corpora.cohorts.gbsg2 import install_gbsg2
from corpora.cohorts.store import list_cohorts
from corpora.cohorts.summaries import strata_of
from corpora.literature.starter.cards import starter_sources
from indexes.embedding import load_embedder
from indexes.library import Library
from indexes.starter_vectors import recalling
from indexes.weights import fetch_with_progress, is_present


def prepare(settings: Settings) -> None:
    """Fetch the embedding model and build the starter library, where they are not there yet."""
    if not is_present(settings.embedding.model, settings.weights_folder):
        fetch_with_progress([settings.embedding.model], settings.weights_folder)
    build_starter_library(settings)


def build_starter_library(settings: Settings) -> None:
    """Fill an empty library with the starter cards and the cohorts' strata; one that holds anything is left alone.

    An installation that never had a cohort gets the public one; one from which it was removed does not get it again.
    """
    embedder = load_embedder(settings.embedding.model, settings.weights_folder, settings.embedding.threads)
    with Library.open(settings.library_folder, recalling(embedder)) as library:
        if library.status().sources:
            return
        if not settings.cohorts_folder.exists():
            install_gbsg2(settings.cohorts_folder, settings.cohort_key_file)
        with Progress(console=Console(stderr=True)) as bars:
            strata = [stratum for cohort in list_cohorts(settings.cohorts_folder) for stratum in strata_of(cohort)]
            sources = [*starter_sources(), *strata]
            task = bars.add_task("Starter library", total=len(sources))
            library.add(sources, progress=lambda report: bars.update(task, completed=report.seen))


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
