"""A language model that counts what it reads and writes."""

from collections.abc import Generator, Sequence

from assistant.llm import Backend, ChatMessage, Generation


class CountingBackend:
    """Passes every call on, and adds up the tokens of those that ran to their end.

    Attributes
    ----------
    prompt_tokens
        Evaluated, without those whose evaluation was cached: they depend on what was asked before.
    completion_tokens
        Written.
    """

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.prompt_tokens = 0
        self.completion_tokens = 0

    @property
    def name(self) -> str:
        """The model's."""
        return self.backend.name

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
        """See :class:`assistant.llm.backend.Backend`."""
        generation = yield from self.backend.stream(
            messages, grammar=grammar, max_tokens=max_tokens, temperature=temperature, seed=seed, stop=stop
        )
        self.prompt_tokens += generation.prompt_tokens
        self.completion_tokens += generation.completion_tokens
        return generation

    def close(self) -> None:
        """Release the model."""
        self.backend.close()
