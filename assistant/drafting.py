"""The drafted summary: a small local model writes one sentence a source under a grammar; each is verified before it shows.

The grammar lets a sentence cite only its source, and print only that source's numbers. Where the sentence fails
verification, it is dropped, and what the source itself concludes stands in its place.
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
from assistant.polarity import clauses
from assistant.question import Question
from assistant.rendering import render
from assistant.verification import verify
from assistant.wording import arms_of
from corpora.catalogue import Language, say
from corpora.lexicon import INTERVENTIONS, Lexicon
from corpora.literature.sentences import split_sentences
from corpora.literature.source import SourceKind

_MOST_SOURCES = 2
_MOST_TOKENS = 100
_MOST_WORDS = 40
_MARKED = re.compile(r"^\s*\[(\d+)\]\s*(.+?)\s*$", re.DOTALL)


@dataclass(frozen=True)
class Drafter:
    """A language model, as drafting uses it. Decoding is greedy; the seed is passed on to servers that sample all the same.

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
    cohorts = {s.n for s in sources if s.source.kind is SourceKind.COHORT}
    drafted = [finding for finding in findings if not cohorts & set(finding.citations)]
    stated = {f.citations[0]: f.text for f in findings}
    for finding in drafted[: min(_MOST_SOURCES, max_sentences)]:
        n = finding.citations[0]
        concluded = _concluded(finding, question.language)
        evidence = _evidence(finding, concluded)
        raw = "".join(
            drafter.backend.stream(
                _messages(evidence, n, question.language),
                grammar=_grammar(n, evidence),
                max_tokens=_MOST_TOKENS,
                seed=drafter.seed,
            )
        )
        cited, text = cited_and_said(raw)
        check = verify(text, (n,) if cited else (), sources, lexicon, question.language, stated, drafter.entailment)
        if check.passed:
            yield SentenceVerified(Sentence(text, (n,), Verdict.SUPPORTED))
            continue
        yield SentenceDropped(DroppedSentence(text, check.reason))
        if verify(concluded, (n,), sources, lexicon, question.language, stated).passed:
            yield SentenceVerified(
                Sentence(_of_what(finding, concluded, question.language, lexicon) + concluded, (n,), Verdict.STATED)
            )


def cited_and_said(raw: str) -> tuple[tuple[int, ...], str]:
    """What a draft cites, by the mark that it begins with (nothing without one), and what it says."""
    marked = _MARKED.match(raw)
    return ((int(marked.group(1)),), marked.group(2)) if marked else ((), raw.strip())


def _concluded(finding: Finding, language: Language) -> str:
    """What the source concludes, in a sentence; its first outcome where it draws no conclusion."""
    spans = split_sentences(finding.conclusion, language)
    if spans:
        return finding.conclusion[slice(*spans[0])]
    return f"{finding.outcomes[0]}." if finding.outcomes else finding.text


def _of_what(finding: Finding, concluded: str, language: Language, lexicon: Lexicon) -> str:
    """What was compared, before a conclusion that names no treatment; empty before one that does."""
    mentions = lexicon.recognise(concluded, language)
    if any(lexicon.concept(m.concept_id).category in INTERVENTIONS for m in mentions):
        return ""
    arms = next((arms for arms in map(arms_of, finding.effects) if all(arms)), None)
    if arms is None:
        return ""
    first, second = (render(arm, language, lexicon) for arm in arms)
    return say("drafting.of_what", language, first=first[:1].upper() + first[1:], second=second)


def _evidence(finding: Finding, concluded: str) -> str:
    """What a sentence is drafted from: the conclusion and the outcome nearest the question.

    Short, since reading a prompt is slow on a processor, and since a small model mixes up what it reads together.
    """
    outcome = clauses(finding.outcomes[0])[0] if finding.outcomes else ""
    return "\n".join(dict.fromkeys(line for line in (concluded, outcome) if line))


def _grammar(n: int, evidence: str) -> str:
    return sentence_grammar(
        citations=[n],
        numbers_by_citation={n: number_literals(evidence)},
        language="en",  # numbers are written as printed, in both languages
        names=names_with_digits(evidence),
        max_items=_MOST_WORDS,
    )


def _messages(evidence: str, n: int, language: Language) -> list[ChatMessage]:
    """The prompt: rules first (the same for every question of a language, so that its evaluation is cached).

    The question is not in it: it has chosen the evidence, and a small model asked to answer it puts its words into the
    source's mouth.
    """
    return [
        ChatMessage("system", say("drafting.system", language)),
        ChatMessage("user", say("drafting.user", language, evidence=evidence, n=n)),
    ]
