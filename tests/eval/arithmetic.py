"""A suite that needs no model, and systems that add: for tests of the harness."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.llm.backend import Generation
from assistant.settings import Settings
from corpora.catalogue import Language
from corpora.errors import SourcierError
from corpora.literature.source import Source
from eval.configuration import Configuration
from eval.measure import Reference, Scored, cost, mean, ratio, share, statistic
from eval.reading import read_jsonl
from eval.runs.execute import Order
from eval.suite import Item, Loaded, Verdict
from eval.system import Ability, Ranked, System

TITLE = COUNTED = "eval_report.measure"


class Sum(BaseModel):
    """One line of data: what is asked, and what is right."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    right: str
    language: str = "en"


def longest(rows: Sequence[Scored]) -> float | None:
    """A statistic of all items."""
    return max((float(row.scores["length"] or 0) for row in rows), default=None)


class Arithmetic:
    """Asks for sums; right is the exact number."""

    name = "arithmetic"
    title = TITLE
    needs: frozenset[Ability] = frozenset({"complete"})
    measures = (
        share("right", TITLE, COUNTED),
        mean("length", TITLE, COUNTED, better="lower"),
        ratio("digits", TITLE, COUNTED, score="even_digits", over="digits"),
        statistic("longest", TITLE, COUNTED, longest),
        cost("time", TITLE, COUNTED, measured="done"),
    )
    labels = (TITLE,)
    references = (Reference("right", TITLE, 0.5, "nobody"),)

    def default_data(self, shared: Path | None) -> Path:
        raise SourcierError("eval.no_shared_data", name="sums.jsonl")

    def load(self, data: Path) -> Loaded:
        lines = read_jsonl(data, Sum)
        return Loaded(
            tuple(Item(s.id, {"question": s.question, "right": s.right}, {"language": s.language}) for s in lines)
        )

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        generation = system.complete(item.payload["question"])
        return {"text": generation.text, "timings_ms": {"done": generation.decode_ms}}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        text = output["text"]
        right = text == item.payload["right"] if text else None
        scores = {
            "right": right,
            "length": len(text),
            "even_digits": sum(c in "02468" for c in text),
            "digits": len(text),
        }
        return Verdict(scores, () if right else (f"said {text}",))


class Adder:
    """Adds. ``wrong`` questions it gets wrong; from ``fails_at`` on it raises, as a server does that went away."""

    name = "adder"

    def __init__(self, wrong: Iterable[str] = (), fails_at: int | None = None, error: Exception | None = None) -> None:
        self._wrong, self._fails_at, self._error = frozenset(wrong), fails_at, error
        self.abilities: frozenset[Ability] = frozenset({"complete"})
        self.asked: list[str] = []
        self.closed = False

    def complete(
        self, prompt: str, *, instruction: str = "", choices: Sequence[str] = (), max_tokens: int = 256
    ) -> Generation:
        if self._fails_at is not None and len(self.asked) >= self._fails_at:
            raise self._error or SourcierError("eval.no_configuration", file="x", problem="the server went away")
        self.asked.append(prompt)
        total = sum(int(part) for part in prompt.split("+"))
        return Generation(str(total + (prompt in self._wrong)), "stop", 1, 1, 0.0, float(id(prompt) % 97))

    def fingerprint(self) -> Mapping[str, Any]:
        return {"model": self.name, "wrong": sorted(self._wrong)}

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        raise SourcierError("eval.system_cannot", system=self.name, ability="ask", suite="")

    def search(self, query: str, k: int) -> list[Ranked]:
        raise SourcierError("eval.system_cannot", system=self.name, ability="search", suite="")

    def verify(self, sentence: str, passages: Sequence[str]) -> dict[str, Any]:
        raise SourcierError("eval.system_cannot", system=self.name, ability="verify", suite="")

    def over(self, sources: Iterable[Source], name: str) -> System:
        return self

    def close(self) -> None:
        self.closed = True


def sums(path: Path, count: int = 12) -> Path:
    """A file of sums."""
    lines = [
        f'{{"id": "s{i}", "question": "{i}+{i * 7}", "right": "{i * 8}", "language": "{"en" if i % 2 else "fr"}"}}\n'
        for i in range(count)
    ]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def order(tmp_path: Path, **changes: Any) -> Order:
    """An order on twelve sums."""
    data = tmp_path / "sums.jsonl"
    defaults: dict[str, Any] = {
        "suite": Arithmetic(),
        "configuration": Configuration(),
        "settings": Settings(),
        "data": data if data.exists() else sums(data),
        "runs": tmp_path / "runs",
    }
    return Order(**{**defaults, **changes})
