"""What a language model is to the rest of the assistant: a stream of text under a grammar."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class ChatMessage:
    """One turn of the prompt. A last turn of the assistant is continued, not answered."""

    role: Role
    content: str


@dataclass(frozen=True)
class Generation:
    """What was generated, and what it cost.

    Attributes
    ----------
    stop_reason
        ``"stop"`` (the model or the grammar ended it), ``"length"`` (``max_tokens`` or the context was reached).
    prompt_tokens
        Tokens of the prompt that had to be evaluated, without those whose evaluation was cached.
    prompt_ms, decode_ms
        Wall-clock milliseconds; 0 where the backend cannot tell.
    """

    text: str
    stop_reason: str
    prompt_tokens: int
    completion_tokens: int
    prompt_ms: float
    decode_ms: float


class Backend(Protocol):
    """A language model. Calls are served one after another, from any thread."""

    @property
    def name(self) -> str:
        """The model's name, as recorded with an answer."""

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
        """Yield pieces of text; return the whole. Closing the generator stops the decoding.

        Parameters
        ----------
        grammar
            As :mod:`assistant.grammar` writes it; ``None`` decodes freely.
        temperature
            0 decodes greedily: the same messages and grammar give the same text, byte for byte.
        stop
            Texts that end the generation; they are not part of it.

        Raises
        ------
        SourcierError
            If the model cannot be loaded or reached, refuses the grammar, or the prompt exceeds its context.
        """

    def close(self) -> None:
        """Release the model. Calling it again changes nothing."""


def completed(stream: Generator[str, None, Generation]) -> Generation:
    """Run a stream to its end."""
    while True:
        try:
            next(stream)
        except StopIteration as end:
            generation: Generation = end.value
            return generation
