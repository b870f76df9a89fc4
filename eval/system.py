"""What is evaluated: a configuration of Sourcier, or a baseline, behind one interface."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.llm.backend import Generation
from corpora.catalogue import Language
from corpora.literature.source import Source

Ability = Literal["ask", "search", "complete", "verify"]


@dataclass(frozen=True)
class Ranked:
    """A source that was found, best first in a list."""

    source_id: str
    score: float


class System(Protocol):
    """A system under evaluation, made by ``eval.systems.open_system(configuration, settings)``. Close it when done.

    Attributes
    ----------
    name
        Of the configuration.
    abilities
        Which of the four methods below it has; the others raise ``eval.system_cannot``.
    """

    name: str
    abilities: frozenset[Ability]

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        """Answer a question: the record of docs/scripting.md, whatever the system is."""

    def search(self, query: str, k: int) -> list[Ranked]:
        """The ``k`` best sources, best first."""

    def complete(
        self, prompt: str, *, instruction: str = "", choices: Sequence[str] = (), max_tokens: int = 256
    ) -> Generation:
        """What the language model writes; one of ``choices``, by grammar, where there are any."""

    def verify(self, sentence: str, passages: Sequence[str]) -> dict[str, Any]:
        """The verifier's verdict: ``supported`` (truth value), ``contradicted`` (truth value or None), ``reason``."""

    def over(self, sources: Iterable[Source], name: str) -> "System":
        """The same configuration over another library, made of these sources.

        Parameters
        ----------
        name
            Of the corpus. Libraries are kept in ``<home>/evaluation/libraries`` by a hash of sources and embedder, so
            that a second run need not embed again.
        """

    def fingerprint(self) -> Mapping[str, Any]:
        """Everything of the system that could change a result, JSON-ready.

        The models' names and the SHA-256 of their weights, the library's fingerprint, and the number of its sources.
        """

    def close(self) -> None:
        """Release models and library."""
