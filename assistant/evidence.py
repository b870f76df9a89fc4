"""Evidence: the retrieved sources, held against the question, ranked, with what matters in each."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.about import About, about_source
from assistant.answer import EvidenceSource, Fit
from assistant.conclusion import conclusion_span
from assistant.effects.source_effects import effects_of
from assistant.matching import Match, match
from assistant.question import Question
from assistant.relevance import outcome_groups
from assistant.reported import reported_outcomes
from corpora.lexicon import Lexicon
from corpora.literature.sentences import split_sentences
from corpora.literature.source import NoticeKind, Passage, Source, SourceKind
from indexes.retrieval import Retrieved

T = TypeVar("T")
_READ = 4_000
_STATED = frozenset({"trial", "safety"})

# Weights of the parts of a source's rank, set on the development questions (see docs/evaluation.md).
RETRIEVAL_WEIGHT = 1.0
INTERVENTION_WEIGHT = 0.8
CONDITION_WEIGHT = 0.5
SETTING_WEIGHT = 0.15
OUTCOME_WEIGHT = 0.1
BIOMARKER_WEIGHT = 0.15
TRIAL_BONUS = 1.5
_FACET_SCORE = {Fit.SAME: 1.0, Fit.NARROWER: 0.8, Fit.BROADER: 0.7, Fit.NOT_SAID: 0.5, Fit.DIFFERENT: 0.0}


@dataclass(frozen=True)
class Candidate:
    """A retrieved source held against the question, before it is decided whether it answers."""

    source: Source
    passages: tuple[Passage, ...]
    retrieval: float
    dense: float
    match: Match
    score: float


@dataclass(frozen=True)
class Said:
    """The concepts that a source names.

    Attributes
    ----------
    mentioned
        Anywhere in its title and beginning.
    reported
        Outcomes with a result.
    arms
        Interventions of each arm, where the source lists its arms.
    """

    mentioned: frozenset[str]
    reported: frozenset[str] = frozenset()
    arms: tuple[frozenset[str], ...] = ()


class SourceReader:
    """Reads what sources are about, once each while they are in use."""

    def __init__(self, lexicon: Lexicon, most: int = 4096) -> None:
        self._lexicon, self._most = lexicon, most
        self._about: OrderedDict[tuple[str, int], About] = OrderedDict()
        self._said: OrderedDict[tuple[str, int], Said] = OrderedDict()

    def about(self, source: Source) -> About:
        """What the source says it is about."""
        return self._kept(self._about, source, lambda: about_source(source, self._lexicon))

    def said(self, source: Source) -> Said:
        """What the source's title, beginning and arms name."""
        return self._kept(self._said, source, lambda: _said(source, self._lexicon))

    def _kept(self, memory: OrderedDict[tuple[str, int], T], source: Source, read: Callable[[], T]) -> T:
        key = (source.id, hash((source.title, source.text)))
        if key not in memory:
            memory[key] = read()
            if len(memory) > self._most:
                memory.popitem(last=False)
        return memory[key]


def _said(source: Source, lexicon: Lexicon) -> Said:
    in_title = lexicon.recognise(source.title, source.language)
    in_text = lexicon.recognise(source.text[:_READ], source.language)
    arms = source.about.get("arms")
    return Said(
        mentioned=frozenset(m.concept_id for m in (*in_title, *in_text)),
        reported=reported_outcomes(source, in_text, lexicon, _READ),
        arms=tuple(
            frozenset(m.concept_id for m in lexicon.recognise(str(arm), source.language) if not m.negated)
            for arm in (arms if isinstance(arms, list) else ())
        ),
    )


def rank(question: Question, retrieved: Sequence[Retrieved], reader: SourceReader, lexicon: Lexicon) -> list[Candidate]:
    """Candidates, the best first: by retrieval score and by how the source fits the question's facets."""
    by_source: dict[str, list[Retrieved]] = {}
    for hit in retrieved:
        by_source.setdefault(hit.source.id, []).append(hit)
    candidates = []
    for hits in by_source.values():
        source = hits[0].source
        held = match(question.about, reader.about(source), lexicon)
        best = max(hit.score for hit in hits)
        candidates.append(
            Candidate(
                source=source,
                passages=tuple(hit.passage for hit in hits),
                retrieval=best,
                dense=max(hit.dense for hit in hits),
                match=held,
                score=_score(best, held),
            )
        )
    return sorted(candidates, key=lambda c: (-c.score, c.source.id))


def _score(retrieval: float, held: Match) -> float:
    coverage = sum(held.interventions) / len(held.interventions) if held.interventions else 0.5
    return (
        RETRIEVAL_WEIGHT * retrieval
        + INTERVENTION_WEIGHT * coverage
        + CONDITION_WEIGHT * held.condition
        + SETTING_WEIGHT * held.setting
        + OUTCOME_WEIGHT * held.outcomes
        + BIOMARKER_WEIGHT * _FACET_SCORE[held.of("biomarkers")]
        + TRIAL_BONUS * held.trial
    )


def evidence_source(
    n: int,
    candidate: Candidate,
    question: Question,
    lexicon: Lexicon,
    passages_of: Callable[[str], Sequence[Passage]],
    *,
    answers: bool,
) -> EvidenceSource:
    """A candidate as it is shown: its effects with the relevant first, its highlights, its flags.

    The passages shown are those retrieved, and any other in which a highlight, an effect or what a finding states of the
    trial stands.
    """
    source = candidate.source
    groups = outcome_groups(source, effects_of(source), question.about, question.search_text, lexicon)
    effects = tuple(effect for group in groups for effect in group.effects)
    highlights = _highlights(source, groups[0].effects[0].passage_start if groups and answers else -1)
    wanted = [*highlights, *((e.passage_start, e.passage_end) for e in effects if e.passage_start >= 0)]
    if answers and source.origin == "starter":
        # A finding states these as well: who was studied, how many, and the harms.
        wanted += [(section.start, section.end) for section in source.sections if section.name in _STATED]
    shown = {p.id: p for p in candidate.passages}
    for passage in passages_of(source.id):
        if any(start < passage.end and passage.start < end for start, end in wanted):
            shown.setdefault(passage.id, passage)
    return EvidenceSource(
        n=n,
        source=source,
        score=candidate.score,
        passages=tuple(shown.values()),
        highlights=highlights,
        effects=effects,
        fit=candidate.match.fit,
        flags=_flags(source),
        answers=answers,
    )


def _highlights(source: Source, effect_start: int) -> tuple[tuple[int, int], ...]:
    """The sentence that prints the first relevant effect, and the conclusion."""
    found = []
    if effect_start >= 0:
        window_start = max(0, source.text.rfind("\n", 0, effect_start) + 1)
        window_end = source.text.find("\n", effect_start)
        window = source.text[window_start : window_end if window_end > 0 else len(source.text)]
        for start, end in split_sentences(window, source.language):
            if start <= effect_start - window_start < end:
                found.append((window_start + start, window_start + end))
    conclusion = conclusion_span(source)
    if conclusion[1]:
        found.append(conclusion)
    return tuple(found)


def _flags(source: Source) -> tuple[str, ...]:
    flags = [notice.value for notice in source.notices]
    if source.kind is SourceKind.COHORT:
        flags.append("cohort")
    elif source.design.randomised is False:
        flags.append("not_randomised")
    if NoticeKind.RETRACTION in source.notices:
        flags = [NoticeKind.RETRACTION.value]
    return tuple(flags)
