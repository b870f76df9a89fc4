"""Evidence Inference (Lehman et al., NAACL 2019; DeYoung et al., BioNLP 2020) as JSONL, one full text a line.

``pmcid``, ``text`` and ``prompts``: each with ``prompt_id``, ``outcome``, ``intervention``, ``comparator`` and
``annotations`` (``label``, and where the evidence stands: ``start``, ``end``).
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from eval.reading import read_jsonl

_LABELS = {
    "significantly increase": "significantly increased",
    "significantly decrease": "significantly decreased",
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Annotation(_Part):
    label: Literal[
        "significantly increase",
        "significantly increased",
        "significantly decrease",
        "significantly decreased",
        "no significant difference",
    ]
    start: int
    end: int


class _Prompt(_Part):
    prompt_id: str
    outcome: str
    intervention: str
    comparator: str
    annotations: tuple[_Annotation, ...] = Field(min_length=1)


class _Article(_Part):
    pmcid: str
    text: str = Field(min_length=1)
    prompts: tuple[_Prompt, ...] = Field(min_length=1)


@dataclass(frozen=True)
class EvidencePrompt:
    """A prompt on a text.

    Attributes
    ----------
    label
        That of most annotators; ``None`` where as many say otherwise.
    spans
        The evidence that annotators with this label marked, as offsets; those without a place are left out.
    """

    id: str
    pmcid: str
    text: str
    outcome: str
    intervention: str
    comparator: str
    label: str | None
    spans: tuple[tuple[int, int], ...]


def read_evidence_inference(path: Path) -> list[EvidencePrompt]:
    """The prompts, in the file's order."""
    return [_prompt(article, prompt) for article in read_jsonl(path, _Article) for prompt in article.prompts]


def _prompt(article: _Article, prompt: _Prompt) -> EvidencePrompt:
    said = [(_LABELS.get(a.label, a.label), a) for a in prompt.annotations]
    counted = Counter(label for label, _ in said).most_common()
    label = counted[0][0] if len(counted) == 1 or counted[0][1] > counted[1][1] else None
    spans = tuple(sorted({(a.start, a.end) for name, a in said if name == label and 0 <= a.start < a.end}))
    return EvidencePrompt(
        prompt.prompt_id,
        article.pmcid,
        article.text,
        prompt.outcome,
        prompt.intervention,
        prompt.comparator,
        label,
        spans,
    )
