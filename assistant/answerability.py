"""Whether the library answers a question, decided before anything is drafted."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Fit
from assistant.evidence import Candidate
from assistant.question import Question
from assistant.scope import Scope, scope_of
from corpora.catalogue import say
from corpora.lexicon import Lexicon


@dataclass(frozen=True)
class Judgement:
    """The gate's decision.

    Attributes
    ----------
    answering
        Ids of the sources that bear on the very question; empty where it abstains.
    missing
        What the library lacks, in the answer's language; ``None`` where it answers.
    show_nearest
        Whether naming the nearest sources helps: not for a question outside the purpose.
    """

    answering: frozenset[str]
    missing: str | None
    show_nearest: bool = True

    def order(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates with those that answer first."""
        return sorted(candidates, key=lambda c: c.source.id not in self.answering)


def judge(question: Question, candidates: Sequence[Candidate], lexicon: Lexicon) -> Judgement:
    """Decide whether the library answers, and from which sources."""
    language = question.language
    scope = scope_of(question.text)
    if scope is not Scope.EVIDENCE:
        return Judgement(frozenset(), say(f"abstention.{scope.value}", language), show_nearest=False)
    if not candidates:
        return Judgement(frozenset(), say("abstention.nothing", language), show_nearest=False)
    strengths = {c.source.id: strength(question, c) for c in candidates}
    best = max(strengths.values())
    if best < THRESHOLD:
        return Judgement(frozenset(), _missing(question, candidates, lexicon))
    answering = frozenset(
        c.source.id for c in candidates if strengths[c.source.id] >= THRESHOLD and _near_best(c, candidates[0], question)
    )
    return Judgement(answering, None)


THRESHOLD = 0.5


def strength(question: Question, candidate: Candidate) -> float:
    """How strongly a source answers, 0 to 1."""
    held = candidate.match
    if held.trial:
        return 1.0
    if question.about.unknown and not all(
        word in f"{candidate.source.title} {candidate.source.text}".lower() for word in question.about.unknown
    ):
        return 0.0
    coverage = held.interventions
    if coverage and min(coverage) < 0.3:
        return 0.4 if max(coverage) >= 0.6 else 0.1
    if held.condition < 0.4 or held.of("biomarkers") is Fit.DIFFERENT:
        return 0.2
    return 0.6


def _near_best(candidate: Candidate, best: Candidate, question: Question) -> bool:
    return candidate.score >= best.score - 0.5


def _missing(question: Question, candidates: Sequence[Candidate], lexicon: Lexicon) -> str:
    """Name what no retrieved source covers: an intervention, a condition, or the combination."""
    language, about = question.language, question.about
    if about.unknown:
        return say("abstention.intervention", language, names=", ".join(about.unknown))
    uncovered = [
        concept
        for at, concept in enumerate(about.interventions)
        if all(c.match.interventions[at] < 0.5 for c in candidates)
    ]
    if uncovered:
        names = ", ".join(lexicon.label(concept, language) for concept in uncovered)
        return say("abstention.intervention", language, names=names)
    if about.interventions and about.conditions:
        return say(
            "abstention.combination",
            language,
            interventions=", ".join(lexicon.label(i, language) for i in about.interventions),
            conditions=", ".join(lexicon.label(c, language) for c in about.conditions),
        )
    return say("abstention.question", language)
