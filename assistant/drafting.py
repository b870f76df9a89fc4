"""The drafted summary: a small local model writes one sentence at a time under a grammar; each is verified before it shows.

The grammar lets a sentence cite only sources that answer, and print only numbers of the source that it cites. A
sentence that fails verification is drafted once more, then dropped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import DroppedSentence, EvidenceSource, Finding, Sentence, Verdict
from assistant.entailment import Entailment
from assistant.events import SentenceDropped, SentenceVerified
from assistant.grammar import number_literals, sentence_grammar
from assistant.llm import Backend, ChatMessage
from assistant.numbers import names_with_digits
from assistant.question import Question
from assistant.verification import verify
from corpora.catalogue import say
from corpora.lexicon import Lexicon
from corpora.literature.source import SourceKind

_MOST_SOURCES = 2
_MOST_OUTCOMES = 2
_MOST_TOKENS = 80
_MOST_WORDS = 40
_REDRAFT_TEMPERATURE = 0.7
_MARKED = re.compile(r"^\s*\[(\d+)\]\s*(.+?)\s*$", re.DOTALL)


@dataclass(frozen=True)
class Drafter:
    """A language model, as drafting uses it. Decoding is greedy; only a redraft samples, with the seed.

    ``entailment`` is asked of each sentence that passed all other checks, where such a model is installed.
    """

    backend: Backend
    name: str
    seed: int = 0
    entailment: Entailment | None = None


def draft(
    question: Question,
    sources: Sequence[EvidenceSource],
    findings: Sequence[Finding],
    drafter: Drafter,
    lexicon: Lexicon,
    max_sentences: int,
) -> Iterator[SentenceVerified | SentenceDropped]:
    """Draft one sentence a source, for the first sources that answer, each verified as soon as it is whole.

    None is drafted of a cohort: its figures stand as composed, under their own flag.
    """
    written: list[str] = []
    cohorts = {s.n for s in sources if s.source.kind is SourceKind.COHORT}
    drafted = [finding for finding in findings if not cohorts & set(finding.citations)]
    stated = {f.citations[0]: f.text for f in findings}
    for finding in drafted[: min(_MOST_SOURCES, max_sentences)]:
        n = finding.citations[0]
        evidence = _evidence(finding)
        grammar = sentence_grammar(
            citations=[n],
            numbers_by_citation={n: number_literals(" ".join(finding.outcomes) or evidence)},
            language="en",  # numbers are written as printed, in both languages
            names=names_with_digits(evidence),
            max_items=_MOST_WORDS,
        )
        messages = _messages(question, evidence, n)
        reason = ""
        for attempt in range(2):
            raw = "".join(
                drafter.backend.stream(
                    messages,
                    grammar=grammar,
                    max_tokens=_MOST_TOKENS,
                    temperature=_REDRAFT_TEMPERATURE if attempt else 0.0,
                    seed=drafter.seed + attempt,
                )
            )
            cited, text = cited_and_said(raw)
            check = verify(text, (n,) if cited else (), sources, lexicon, question.language, stated, drafter.entailment)
            if check.passed and text not in written:
                written.append(text)
                yield SentenceVerified(Sentence(text, (n,), Verdict.REDRAFTED if attempt else Verdict.SUPPORTED))
                break
            reason = check.reason or say("verification.repeated", question.language)
        else:
            yield SentenceDropped(DroppedSentence(text, reason))


def cited_and_said(raw: str) -> tuple[tuple[int, ...], str]:
    """What a draft cites, by the mark that it begins with (nothing without one), and what it says."""
    marked = _MARKED.match(raw)
    return ((int(marked.group(1)),), marked.group(2)) if marked else ((), raw.strip())


def _evidence(finding: Finding) -> str:
    """The part of a finding that a sentence is drafted from: short, since reading a prompt is slow on a processor."""
    parts = (finding.conclusion or finding.text, *finding.outcomes[:_MOST_OUTCOMES])
    return " ".join(parts)


def _messages(question: Question, evidence: str, n: int) -> list[ChatMessage]:
    """The prompt: rules first (the same for every question of a language, so that its evaluation is cached)."""
    language = question.language
    return [
        ChatMessage("system", say("drafting.system", language)),
        ChatMessage("user", say("drafting.user", language, question=question.text, evidence=evidence, n=n)),
    ]
