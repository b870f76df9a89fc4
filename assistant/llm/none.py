"""No language model: the answer is its findings."""

from collections.abc import Generator, Sequence

from assistant.llm.backend import ChatMessage, Generation


class NoModel:
    """Writes nothing."""

    name = "none"

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
        yield from ()
        return Generation("", "stop", 0, 0, 0.0, 0.0)

    def close(self) -> None:
        """Nothing to release."""
