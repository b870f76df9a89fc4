"""Language models, one backend a file. Nothing heavy is imported before a backend is chosen."""

from pathlib import Path

from assistant.llm.backend import Backend, ChatMessage, Generation, completed

__all__ = ["Backend", "ChatMessage", "Generation", "completed", "load_backend"]


def load_backend(
    backend: str,
    *,
    model: str,
    threads: int = 0,
    context: int = 4096,
    url: str = "",
    api_key_variable: str = "",
    guided: str = "vllm",
) -> Backend:
    """The backend of that name (``"llama.cpp"``, ``"transformers"``, ``"openai"``, ``"none"``), not loaded yet.

    Parameters
    ----------
    model
        A GGUF file for llama.cpp; a folder or GGUF file for transformers; the server's name of it for openai.
    threads
        0 for the physical cores that this process may use.
    context
        Context window in tokens.
    url
        For openai: the server's base URL, ending in ``/v1``.
    api_key_variable
        For openai: name of the environment variable that holds the key.
    guided
        For openai: how the server takes a grammar, see :data:`assistant.llm.openai_server.GUIDED`.
    """
    if backend == "llama.cpp":
        from assistant.llm.llama_cpp import LlamaCpp

        return LlamaCpp(Path(model), threads=threads, context=context)
    if backend == "transformers":
        from assistant.llm.transformers import Transformers

        return Transformers(Path(model), threads=threads, context=context)
    if backend == "openai":
        from assistant.llm.openai_server import OpenAIServer

        return OpenAIServer(url, model, api_key_variable=api_key_variable, guided=guided)
    from assistant.llm.none import NoModel

    return NoModel()
