"""What an answer is made of. Every stage adds to it; the page, the command line and the exports only read it."""

from dataclasses import dataclass
from enum import StrEnum

from corpora.catalogue import Language
from corpora.literature.effect import EffectEstimate
from corpora.literature.source import Passage, Source


class Fit(StrEnum):
    """How a source's condition, setting, drug, … stands to the question's."""

    SAME = "same"
    BROADER = "broader"
    NARROWER = "narrower"
    DIFFERENT = "different"
    NOT_SAID = "not_said"


class Verdict(StrEnum):
    """What verification said of a sentence."""

    SUPPORTED = "supported"
    REDRAFTED = "redrafted"
    DROPPED = "dropped"


@dataclass(frozen=True)
class EvidenceSource:
    """A ranked source of an answer.

    Attributes
    ----------
    n
        Citation number, from 1.
    passages
        Best first; every number that the answer cites from this source is printed in one of them.
    highlights
        Spans of ``source.text`` (start, end) that matter for the question, whole sentences.
    effects
        Those that bear on the question first.
    fit
        By facet (``condition``, ``setting``, ``biomarkers``, ``interventions``, ``outcomes``).
    flags
        Catalogue entries of ``flags.toml`` to show: ``"retracted"``, ``"correction"``, ``"not_randomised"``, …
    answers
        Whether the source bears on the very question, rather than being near it.
    """

    n: int
    source: Source
    score: float
    passages: tuple[Passage, ...]
    highlights: tuple[tuple[int, int], ...] = ()
    effects: tuple[EffectEstimate, ...] = ()
    fit: tuple[tuple[str, Fit], ...] = ()
    flags: tuple[str, ...] = ()
    answers: bool = False


@dataclass(frozen=True)
class Finding:
    """A statement composed from a source's effects, without a model.

    All texts are in the answer's language.

    Attributes
    ----------
    text
        The whole statement.
    heading, outcomes, conclusion, safety
        Its parts: what was studied in whom, one text an outcome, the source's own conclusion, its harms.
    limits
        What limits it, most serious first.
    """

    text: str
    citations: tuple[int, ...]
    effects: tuple[EffectEstimate, ...] = ()
    limits: tuple[str, ...] = ()
    heading: str = ""
    outcomes: tuple[str, ...] = ()
    conclusion: str = ""
    safety: str = ""


@dataclass(frozen=True)
class Sentence:
    """A drafted sentence that passed verification."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True)
class DroppedSentence:
    """A drafted sentence that failed verification, and why, in the answer's language."""

    text: str
    reason: str


@dataclass(frozen=True)
class Abstention:
    """Why nothing is answered: what is missing, and what the library has nearest."""

    missing: str
    nearest: tuple[int, ...] = ()


@dataclass(frozen=True)
class PooledEstimate:
    """Several sources' ratios of one endpoint, pooled.

    Ratios with their 95 % interval; ``i_squared`` in per cent; ``rows`` are the sources' own ratios as pooled, in the
    order of ``citations``.
    """

    endpoint: str
    measure: str
    citations: tuple[int, ...]
    fixed: tuple[float, float, float]
    random: tuple[float, float, float]
    i_squared: float
    heterogeneity_p: float
    warning: str
    rows: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True)
class Answer:
    """A whole answer, as shown, exported and recorded."""

    id: str
    question: str
    language: Language
    abstention: Abstention | None
    sources: tuple[EvidenceSource, ...]
    findings: tuple[Finding, ...]
    sentences: tuple[Sentence, ...]
    dropped: tuple[DroppedSentence, ...]
    pooled: tuple[PooledEstimate, ...]
    timings_ms: dict[str, float]
    model: str
