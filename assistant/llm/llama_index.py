"""The seam to llama-index: our backends as its LLMs, its LLMs as our backends.

Its import takes seconds, so nothing on the normal path imports this file.
"""

import time
from collections.abc import Generator, Sequence
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage as IndexMessage,
)
from llama_index.core.base.llms.types import (
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.llms import LLM, CustomLLM
from llama_index.core.llms.callbacks import llm_chat_callback, llm_completion_callback
from pydantic import PrivateAttr

from assistant.llm.backend import Backend, ChatMessage, Generation, Role, completed

_ROLES: dict[MessageRole, Role] = {MessageRole.SYSTEM: "system", MessageRole.ASSISTANT: "assistant"}


class BackendLLM(CustomLLM):
    """One of our backends wherever llama-index takes an ``LLM``.

    Keyword arguments of its methods (``grammar``, ``max_tokens``, ``temperature``, ``seed``, ``stop``) are those of
    :meth:`assistant.llm.backend.Backend.stream`.
    """

    context_window: int = 4096
    num_output: int = 256
    _backend: Backend = PrivateAttr()

    def __init__(self, backend: Backend, **fields: Any) -> None:
        super().__init__(**fields)
        self._backend = backend

    @property
    def metadata(self) -> LLMMetadata:
        """What llama-index wants to know of a model."""
        return LLMMetadata(
            context_window=self.context_window,
            num_output=self.num_output,
            is_chat_model=True,
            model_name=self._backend.name,
        )

    @llm_chat_callback()
    def chat(self, messages: Sequence[IndexMessage], **kwargs: Any) -> ChatResponse:
        """The whole answer to a conversation."""
        return _reply(completed(self._backend.stream(_ours(messages), **self._arguments(kwargs))).text)

    @llm_chat_callback()
    def stream_chat(self, messages: Sequence[IndexMessage], **kwargs: Any) -> ChatResponseGen:
        """The answer to a conversation, piece by piece."""

        def pieces() -> ChatResponseGen:
            text = ""
            for piece in self._backend.stream(_ours(messages), **self._arguments(kwargs)):
                text += piece
                yield _reply(text, piece)

        return pieces()

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """The whole answer to one message."""
        messages = [ChatMessage("user", prompt)]
        return CompletionResponse(text=completed(self._backend.stream(messages, **self._arguments(kwargs))).text)

    @llm_completion_callback()
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """The answer to one message, piece by piece."""

        def pieces() -> CompletionResponseGen:
            text = ""
            for piece in self._backend.stream([ChatMessage("user", prompt)], **self._arguments(kwargs)):
                text += piece
                yield CompletionResponse(text=text, delta=piece)

        return pieces()

    def _arguments(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"max_tokens": self.num_output} | given


class IndexBackend:
    """Any llama-index ``LLM`` as our backend.

    Parameters
    ----------
    grammar_argument
        The keyword under which this LLM takes a grammar; empty if it takes none: then only verification keeps the
        text to its sources.
    """

    def __init__(self, llm: LLM, *, grammar_argument: str = "") -> None:
        self._llm = llm
        self._grammar_argument = grammar_argument

    @property
    def name(self) -> str:
        """The name that the LLM gives its model."""
        return self._llm.metadata.model_name

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        grammar: str | None = None,
        max_tokens: int = 256,
        temperature: float = 0.0,
        seed: int = 0,
        stop: Sequence[str] = (),
    ) -> Generator[str, None, Generation]:
        """See :class:`assistant.llm.backend.Backend`. Tokens are not counted, and the LLM's own seed holds."""
        arguments: dict[str, Any] = {"max_tokens": max_tokens, "temperature": temperature}
        if stop:
            arguments["stop"] = list(stop)
        if grammar and self._grammar_argument:
            arguments[self._grammar_argument] = grammar
        began = time.perf_counter()
        theirs = [IndexMessage(role=MessageRole(message.role), content=message.content) for message in messages]
        text = ""
        for reply in self._llm.stream_chat(theirs, **arguments):
            if reply.delta:
                text += reply.delta
                yield reply.delta
        return Generation(text, "stop", 0, 0, 0.0, 1000 * (time.perf_counter() - began))

    def close(self) -> None:
        """The LLM belongs to who made it."""


def _ours(messages: Sequence[IndexMessage]) -> list[ChatMessage]:
    return [ChatMessage(_ROLES.get(message.role, "user"), message.content or "") for message in messages]


def _reply(text: str, piece: str | None = None) -> ChatResponse:
    return ChatResponse(message=IndexMessage(role=MessageRole.ASSISTANT, content=text), delta=piece)
