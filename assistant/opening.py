"""Opens what answering needs, from settings: library, retrieval, lexicon, and the language model once it is there."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.drafting import Drafter
from assistant.entailment import Entailment, ModelEntailment
from assistant.first_run import build_starter_library
from assistant.llm import load_backend
from assistant.llm.llama_cpp import LlamaCpp
from assistant.patients_like import CohortPatients
from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpora.catalogue import say
from corpora.lexicon import Lexicon
from indexes.cross_encoder import CrossEncoder
from indexes.embedding import load_embedder
from indexes.library import Library
from indexes.retrieval import Reranker, Retriever
from indexes.store.connections import FILE_NAME
from indexes.weights import is_present, weights_folder, weights_path


@dataclass
class Opened:
    """An assistant with the library that it reads. Close it when done."""

    assistant: Assistant
    library: Library
    drafter: Drafter | None

    def close(self) -> None:
        """Release the model and the library."""
        if self.drafter:
            self.drafter.backend.close()
        self.library.close()


def open_library(settings: Settings, *, read_only: bool = False) -> Library:
    """The library of the settings, with its embedding model; a fresh installation's is the starter library."""
    if settings.library is None and not (settings.library_folder / FILE_NAME).is_file():
        build_starter_library(settings)
    embedder = load_embedder(settings.embedding.model, settings.weights_folder, settings.embedding.threads)
    return Library.open(settings.library_folder, embedder, read_only=read_only)


def open_assistant(settings: Settings, *, draft: bool = True) -> Opened:
    """Everything that answering needs; without ``draft`` no language model is loaded."""
    library = open_library(settings)
    drafter = open_drafter(settings) if draft else None
    assistant = Assistant(
        store=library,
        searcher=Retriever(library, open_reranker(settings)),
        lexicon=Lexicon.load(),
        drafter=drafter,
        sources=settings.answer.sources,
        max_sentences=settings.answer.max_sentences,
        patients=CohortPatients(settings.cohorts_folder, Lexicon.load()),
    )
    return Opened(assistant, library, drafter)


def open_drafter(settings: Settings) -> Drafter | None:
    """The language model of the settings; ``None`` where there is none, or where its weights have not arrived."""
    chosen = settings.language_model
    if chosen.backend == "none" or not drafting_available(settings)():
        return None
    path = weights_path(chosen.model, settings.weights_folder) if chosen.backend == "llama.cpp" else None
    backend = load_backend(
        chosen.backend,
        model=str(path) if path else chosen.model,
        threads=chosen.threads,
        context=chosen.context,
        url=chosen.url,
        api_key_variable=chosen.api_key_variable,
        guided=chosen.guided,
    )
    if isinstance(backend, LlamaCpp):
        backend.start(say("drafting.system", settings.language))
    return Drafter(backend, name=chosen.model, seed=chosen.seed, entailment=open_entailment(settings))


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker of the settings, or ``None``. Raises :class:`SourcierError` where its weights are missing."""
    name = settings.retrieval.reranker
    return _cross_encoder(name, settings) if name else None


def open_entailment(settings: Settings) -> Entailment | None:
    """The entailment model of the settings, or ``None``. Raises :class:`SourcierError` where its weights are missing."""
    chosen = settings.verification
    return ModelEntailment(_cross_encoder(chosen.entailment, settings), chosen.threshold) if chosen.entailment else None


def _cross_encoder(name: str, settings: Settings) -> CrossEncoder:
    return CrossEncoder(weights_folder(name, settings.weights_folder), threads=settings.embedding.threads)


def drafting_available(settings: Settings) -> Callable[[], bool]:
    """A check that is cheap to repeat: whether the language model of the settings can be opened now."""
    chosen = settings.language_model

    def available() -> bool:
        if chosen.backend == "none":
            return False
        return chosen.backend != "llama.cpp" or is_present(chosen.model, settings.weights_folder)

    return available
