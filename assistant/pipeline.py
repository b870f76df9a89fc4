"""A question's way through: a stream of events from the question as asked to the answer as recorded."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol

from assistant.about import acronyms
from assistant.analysis.pooling import pool
from assistant.answer import Abstention, Answer, EvidenceSource, Finding, PooledEstimate
from assistant.answerability import judge
from assistant.drafting import Drafter, draft
from assistant.events import (
    Abstained,
    Done,
    Event,
    EvidenceFound,
    FindingsComposed,
    PatientsLikeFound,
    QuestionUnderstood,
    SentenceDropped,
    SentenceVerified,
)
from assistant.evidence import Candidate, SourceReader, evidence_source, rank
from assistant.findings import compose_findings
from assistant.question import Question, understand
from assistant.scope import Scope, scope_of
from corpora.catalogue import Language
from corpora.lexicon import Lexicon
from corpora.literature.source import Passage, SourceKind
from indexes.retrieval import Retrieved

_CANDIDATES = 60
_STRATA_OF_A_COHORT = 2


class Searcher(Protocol):
    """Retrieval, as the pipeline needs it."""

    def search(
        self, query: str, *, language: str = "en", lexical_terms: Sequence[str] = (), k: int = 20
    ) -> list[Retrieved]:
        """Ranked passages."""
        ...


class PassageStore(Protocol):
    """The library, as the pipeline needs it."""

    def passages(self, source_id: str) -> Sequence[Passage]:
        """All passages of a source, in order."""
        ...

    def trial_names(self) -> frozenset[str]:
        """The library's trials by name, as their sources print them."""
        ...


class PatientFinder(Protocol):
    """The cohorts, as the pipeline needs them."""

    def find(self, question: Question, evidence: Sequence[EvidenceSource]) -> PatientsLikeFound | None:
        """The section "patients like this one"; ``None`` where the question describes no patient or no cohort fits."""
        ...

    def warm(self) -> None:
        """Load beforehand what takes long to load."""
        ...


@dataclass
class Assistant:
    """Answers questions from one library.

    Attributes
    ----------
    drafter
        The language model that drafts, or ``None``: the answer is then complete without prose.
    sources
        Most sources in an answer.
    patients
        Finds similar patients in the cohorts; ``None`` without cohorts.
    """

    store: PassageStore
    searcher: Searcher
    lexicon: Lexicon
    drafter: Drafter | None = None
    sources: int = 8
    max_sentences: int = 4
    patients: PatientFinder | None = None
    _reader: SourceReader = field(init=False)

    def __post_init__(self) -> None:
        self._reader = SourceReader(self.lexicon)

    def ask(
        self,
        question: str,
        previous: Sequence[str] = (),
        language: Language | None = None,
        draft_prose: bool = True,
    ) -> Iterator[Event]:
        """Answer a question, as a stream of events that ends with :class:`Done`.

        Parameters
        ----------
        previous
            Earlier turns of the user, oldest first.
        language
            Of the answer; that of the question where not given.
        draft_prose
            Whether to let the language model write, where there is one.
        """
        clock = _Clock()
        names = _called(self.store.trial_names())
        understood = understand(question, self.lexicon, previous=previous, language=language, trial_names=names)
        yield QuestionUnderstood(understood.text, understood.language, understood.redacted)

        candidates = _few_of_a_cohort(self.candidates(understood))
        standing = [candidate for candidate in candidates if not candidate.source.retracted]
        judgement = judge(understood, standing, self.lexicon, self._reader.said)
        evidence = tuple(
            evidence_source(
                n,
                candidate,
                understood,
                self.lexicon,
                self.store.passages,
                answers=candidate.source.id in judgement.answering,
            )
            for n, candidate in enumerate(judgement.order(candidates)[: self.sources], start=1)
        )
        clock.mark("evidence")
        yield EvidenceFound(evidence)

        abstention: Abstention | None = None
        findings: tuple[Finding, ...] = ()
        pooled: tuple[PooledEstimate, ...] = ()
        sentences, dropped = [], []
        if judgement.missing is not None:
            nearest = tuple(e.n for e in evidence[:3]) if judgement.show_nearest else ()
            abstention = Abstention(judgement.missing, nearest)
            yield Abstained(abstention)
            if alike := self._patients_like(understood, evidence):
                clock.mark("patients_like")
                yield alike
        else:
            findings = compose_findings(understood, evidence, self.lexicon)
            pooled = pool(understood.about, understood.search_text, evidence, self.lexicon, understood.language)
            clock.mark("first_finding")
            yield FindingsComposed(findings, pooled)
            if alike := self._patients_like(understood, evidence):
                clock.mark("patients_like")
                yield alike
            if draft_prose and self.drafter:
                for event in draft(understood, evidence, findings, self.drafter, self.lexicon, self.max_sentences):
                    if isinstance(event, SentenceVerified):
                        clock.mark("first_sentence")
                        sentences.append(event.sentence)
                    elif isinstance(event, SentenceDropped):
                        dropped.append(event.dropped)
                    yield event
        clock.mark("done")
        answer = Answer(
            id="",
            question=understood.text,
            language=understood.language,
            abstention=abstention,
            sources=(*evidence, alike.source) if alike and alike.source else evidence,
            findings=findings,
            sentences=tuple(sentences),
            dropped=tuple(dropped),
            pooled=pooled,
            timings_ms=clock.marks,
            model=self.drafter.name if draft_prose and self.drafter else "none",
            patients_like=alike.section if alike else None,
        )
        yield Done(_identified(answer))

    def _patients_like(self, question: Question, evidence: Sequence[EvidenceSource]) -> PatientsLikeFound | None:
        """Similar patients, where evidence or a prognosis is asked for: not beside an order or an emergency."""
        if self.patients is None or scope_of(question.text) not in (Scope.EVIDENCE, Scope.PROGNOSIS):
            return None
        return self.patients.find(question, evidence)

    def candidates(self, question: Question) -> list[Candidate]:
        """Retrieve for a question, and rank by how each source fits it."""
        terms = self.lexicon.english_terms(question.search_text)
        hits = self.searcher.search(
            question.search_text, language=question.language, lexical_terms=terms, k=_CANDIDATES
        )
        return rank(question, hits, self._reader, self.lexicon)


@lru_cache(maxsize=4)
def _called(trial_names: frozenset[str]) -> frozenset[str]:
    """Every way in which the trials may be called."""
    return frozenset(called for name in trial_names for called in acronyms(name))


def _few_of_a_cohort(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with only the best strata of each cohort: they are much alike, and would crowd out the trials."""
    seen: Counter[str] = Counter()
    kept = []
    for candidate in candidates:
        source = candidate.source
        seen[source.origin] += source.kind is SourceKind.COHORT
        if source.kind is not SourceKind.COHORT or seen[source.origin] <= _STRATA_OF_A_COHORT:
            kept.append(candidate)
    return kept


class _Clock:
    """Milliseconds since the question, at named moments; the first time of each counts."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self.marks: dict[str, float] = {}

    def mark(self, moment: str) -> None:
        self.marks.setdefault(moment, round(1000 * (time.perf_counter() - self._start), 1))


def _identified(answer: Answer) -> Answer:
    """The answer with an id that is the hash of what was asked and said, so that a replay has the same."""
    parts: list[object] = [
        answer.question,
        answer.language,
        [s.source.id for s in answer.sources],
        [f.text for f in answer.findings],
        [s.text for s in answer.sentences],
        answer.abstention.missing if answer.abstention else None,
        answer.model,
    ]
    if answer.patients_like:
        parts.append([answer.patients_like.lead, *answer.patients_like.figures])
    said = json.dumps(parts, ensure_ascii=False)
    return replace(answer, id=hashlib.sha256(said.encode()).hexdigest()[:16])
