"""Files of the published formats, small, and a system that answers from a script."""

import gzip
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.llm import Generation
from corpora.catalogue import Language
from corpora.literature.source import Source
from eval.system import Ability, Ranked


class ScriptedSystem:
    """Gives what it was told to give; remembers what it was asked, and which sources it was put over."""

    name = "scripted"
    abilities: frozenset[Ability] = frozenset({"ask", "search", "complete", "verify"})

    def __init__(self) -> None:
        self.answer: dict[str, Any] = {}
        self.found: list[str] = []
        self.texts: list[str] = []
        self.verdict: dict[str, Any] = {"supported": True, "contradicted": False, "reason": ""}
        self.prompts: list[tuple[str, tuple[str, ...]]] = []
        self.sources: list[Source] = []

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        return json.loads(json.dumps(self.answer))  # type: ignore[no-any-return]

    def search(self, query: str, k: int) -> list[Ranked]:
        return [Ranked(name, 1 / rank) for rank, name in enumerate(self.found[:k], start=1)]

    def complete(
        self, prompt: str, *, instruction: str = "", choices: Sequence[str] = (), max_tokens: int = 256
    ) -> Generation:
        self.prompts.append((prompt, tuple(choices)))
        return Generation(self.texts.pop(0), "stop", 1, 1, 0.0, 0.0)

    def verify(self, sentence: str, passages: Sequence[str]) -> dict[str, Any]:
        return self.verdict

    def over(self, sources: Iterable[Source], name: str) -> "ScriptedSystem":
        self.sources = list(sources)
        return self

    def fingerprint(self) -> Mapping[str, Any]:
        return {}

    def close(self) -> None:
        """Nothing is held here."""


@pytest.fixture
def system() -> ScriptedSystem:
    """A system that answers from a script."""
    return ScriptedSystem()


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A file of a given text, or of a value as JSON, or of several values as JSONL; gzipped by its name."""

    def write(name: str, *content: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [c if isinstance(c, str) else json.dumps(c, ensure_ascii=False) for c in content]
        data = "".join(line + "\n" for line in lines).encode()
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
        return path

    return write
