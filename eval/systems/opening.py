"""Opens the system that a configuration names."""

from typing import Any

from assistant.drafting import Drafter
from assistant.opening import open_drafter, open_library
from assistant.settings import Settings
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from eval.configuration import Configuration
from eval.system import System


def open_system(configuration: Configuration, settings: Settings) -> System:
    """The system of a configuration, ready to ask. Models load when they are first needed, the library at once.

    Raises
    ------
    SourcierError
        If weights or the library are missing, or the configuration asks for a language model and there is none.
    """
    settings = settings_of(configuration, settings)
    if configuration.system == "model":
        from eval.systems.model_alone import ModelAlone

        return ModelAlone(configuration, settings, _language_model(configuration, settings))
    if configuration.system == "llama-index":
        from eval.systems.llama_index_engine import LlamaIndexEngine

        return LlamaIndexEngine(
            configuration, settings, open_library(settings), _language_model(configuration, settings)
        )
    from eval.systems.sourcier import Sourcier

    drafter = open_drafter(settings) if configuration.draft else None
    return Sourcier(configuration, settings, open_library(settings), drafter, Lexicon.load())


def settings_of(configuration: Configuration, settings: Settings) -> Settings:
    """The settings in force, as the configuration changes them."""
    changes: dict[str, Any] = {}
    threads = {} if configuration.threads is None else {"threads": configuration.threads}
    embedding = threads | ({} if configuration.embedding is None else {"model": configuration.embedding})
    model = threads | ({} if configuration.model is None else {"model": configuration.model})
    answer = {
        name: value
        for name, value in (("sources", configuration.sources), ("max_sentences", configuration.max_sentences))
        if value is not None
    }
    changes["embedding"] = settings.embedding.model_copy(update=embedding)
    changes["language_model"] = settings.language_model.model_copy(update=model)
    changes["answer"] = settings.answer.model_copy(update=answer)
    if configuration.reranker is not None:
        changes["retrieval"] = settings.retrieval.model_copy(update={"reranker": configuration.reranker})
    if configuration.library is not None:
        changes["library"] = configuration.library
    return settings.model_copy(update=changes)


def _language_model(configuration: Configuration, settings: Settings) -> Drafter:
    drafter = open_drafter(settings)
    if drafter is None:
        raise SourcierError(
            "eval_suites.no_language_model", system=configuration.name, model=settings.language_model.model
        )
    return drafter
