"""A language model with a queue of answers, for tests that are not about its words."""

from collections.abc import Iterator, Sequence

from assistant.llm import ChatMessage


class ScriptedModel:
    """Gives the queued texts in order; records what it was asked."""

    name = "scripted"

    def __init__(self, *texts: str) -> None:
        self.queue = list(texts)
        self.asked: list[tuple[Sequence[ChatMessage], str | None]] = []

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        grammar: str | None = None,
        max_tokens: int = 0,
        temperature: float = 0.0,
        seed: int = 0,
        stop: Sequence[str] = (),
    ) -> Iterator[str]:
        """The next queued text, word by word."""
        self.asked.append((messages, grammar))
        for word in self.queue.pop(0).split(" "):
            yield f"{word} "

    def close(self) -> None:
        """Nothing to release."""
