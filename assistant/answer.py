"""What an answer is made of. Every stage adds to it; the page, the command line and the exports only read it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.analysis.results import PublishedCurve, SimilarPatients
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
    STATED = "stated"
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
class Remark:
    """A sentence that holds several of the answer's sources against one another."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class PatientsLike:
    """The section "patients like this one": what happened to a cohort's most similar patients. Never a trial's result.

    All texts are in the answer's language; every number in them stands in a passage of the source cited.

    Attributes
    ----------
    citation
        Of the section's own source, of kind cohort; 0 where nothing may be shown, and so nothing is cited.
    lead
        Which patients these are: how many, of which cohort, and by which characteristics they are like the one described.
    figures
        One text a group, then one a comparison.
    caveats
        What must be seen beside the figures: observational or not, which centre, which years, no recommendation.
    method
        How they were found and compared, and what limits that.
    remarks
        How the cohort's direction stands to that of the answer's trials.
    similar
        The figures themselves, with the curves; ``None`` where nothing may be shown.
    randomised
        Whether the treatment compared was allocated at random (a trial's own data).
    """

    citation: int
    lead: str
    figures: tuple[str, ...]
    caveats: tuple[str, ...]
    method: tuple[str, ...]
    remarks: tuple[Remark, ...]
    similar: SimilarPatients | None
    randomised: bool = False

    @property
    def curves(self) -> tuple[PublishedCurve, ...]:
        """The survival curves by treatment; empty where none may be shown."""
        outcomes = self.similar.outcomes if self.similar else None
        return outcomes.curves if outcomes else ()


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
    patients_like: PatientsLike | None = None
