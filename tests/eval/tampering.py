"""Pipelines that are broken on purpose, each in one way: the suites have to notice."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from assistant.llm.backend import Generation
from assistant.pipeline import Assistant
from assistant.record import to_record
from corpora.catalogue import Language
from corpora.errors import SourcierError
from corpora.literature.source import Source
from eval.system import Ability, Ranked, System
from tests.asking import whole_answer

Tamper = Callable[[dict[str, Any]], dict[str, Any]]

_GAIN = re.compile(
    r"\b(in favou?r of|prolong\w*|improv\w*|reduc\w*|lower\w*|fewer|better|longer|superior\w*|benefit\w*|effective\w*|"
    r"decreas\w*|prevent\w*|protect\w*|delay\w*)\b",
    re.IGNORECASE,
)
_NO_GAIN = re.compile(
    r"\b((no|not|neither|without|nor|did not|does not)\b[^.;]{0,40}\b(significant\w*|differ\w*|improv\w*|prolong\w*|benefit\w*|"
    r"gain\w*|better|longer|advantage|increas\w*|reduc\w*|lower\w*|effective)|non-?inferior\w*|similar\w*|comparable)\b",
    re.IGNORECASE,
)


class Tampered:
    """The real pipeline on a library, findings only, its answers changed before anyone sees them."""

    abilities: frozenset[Ability] = frozenset({"ask"})

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._tamper: Tamper | None = None
        self._answers: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
        self.name = "honest"

    def tampered(self, name: str, tamper: Tamper | None) -> "Tampered":
        """The same pipeline, broken in another way; what it answered is not asked again."""
        other = Tampered(self._assistant)
        other._answers, other._tamper, other.name = self._answers, tamper, name
        return other

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        asked = (question, tuple(previous))
        if asked not in self._answers:
            self._answers[asked] = to_record(whole_answer(self._assistant, question, previous, language))
        record = self._answers[asked]
        return self._tamper(record) if self._tamper else record

    def fingerprint(self) -> Mapping[str, Any]:
        return {"name": self.name}

    def search(self, query: str, k: int) -> list[Ranked]:
        raise SourcierError("eval.system_cannot", system=self.name, ability="search", suite="")

    def complete(
        self, prompt: str, *, instruction: str = "", choices: Sequence[str] = (), max_tokens: int = 256
    ) -> Generation:
        raise SourcierError("eval.system_cannot", system=self.name, ability="complete", suite="")

    def verify(self, sentence: str, passages: Sequence[str]) -> dict[str, Any]:
        raise SourcierError("eval.system_cannot", system=self.name, ability="verify", suite="")

    def over(self, sources: Iterable[Source], name: str) -> System:
        return self

    def close(self) -> None:
        """Nothing is held here."""


def shuffled_citations(record: dict[str, Any]) -> dict[str, Any]:
    """Each statement cites the next source in place of its own."""
    last = len(record["sources"])
    return _with_findings(record, lambda f: {**f, "citations": [n % last + 1 for n in f["citations"]]})


def altered_digit(record: dict[str, Any]) -> dict[str, Any]:
    """In each statement, the last digit of each decimal number is one higher."""

    def raised(match: re.Match[str]) -> str:
        return f"{match[0][:-1]}{(int(match[0][-1]) + 1) % 10}"

    return _with_findings(record, lambda f: {**f, "text": re.sub(r"\d+[.,·]\d+", raised, f["text"])})


def flipped_direction(record: dict[str, Any]) -> dict[str, Any]:
    """Each clause that claims a gain claims none, and the other way round; every number stays right."""

    def opposite(clause: str) -> str:
        if _NO_GAIN.search(clause):
            return _GAIN.sub("better", _NO_GAIN.sub("better", clause))
        return _GAIN.sub("no significant difference for", clause)

    def flipped(text: str) -> str:
        return "".join(part if part in ".;" else opposite(part) for part in re.split(r"(?<!\d)([.;])(?!\d)", text))

    return _with_findings(record, lambda f: {**f, "text": flipped(f["text"])})


def never_abstaining(record: dict[str, Any]) -> dict[str, Any]:
    """Where the pipeline abstains, the nearest source is put forward as an answer."""
    if not record["abstained"]:
        return record
    nearest = record["sources"][:1]
    findings = [
        {"text": source["passages"][0]["text"], "citations": [source["n"]], "limits": [], "effects": []}
        for source in nearest
    ]
    return {**record, "abstained": False, "abstention": None, "findings": findings}


def _with_findings(record: dict[str, Any], change: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    return {**record, "findings": [change(finding) for finding in record["findings"]]}
