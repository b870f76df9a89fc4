"""Findings: what each source that answers reports, composed from its effects without a model."""

import re
from collections.abc import Sequence

from assistant.answer import EvidenceSource, Finding
from assistant.cohort_findings import cohort_finding
from assistant.conclusion import conclusion_of
from assistant.limits import limits_of
from assistant.numbers import numbers_in
from assistant.question import Question
from assistant.relevance import OutcomeGroup, outcome_groups
from assistant.rendering import render, translated
from assistant.wording import word_group
from corpora.catalogue import Language, say
from corpora.lexicon import Lexicon
from corpora.literature.sentences import split_sentences
from corpora.literature.source import Source, SourceKind

_MOST_OUTCOMES = 5
_FEWER_OUTCOMES = 4
_MOST_REMAINING = 2
_FRESH_NUMBERS = 1
_WORD = re.compile(r"[^\W\d_]{4,}")


def compose_findings(question: Question, sources: Sequence[EvidenceSource], lexicon: Lexicon) -> tuple[Finding, ...]:
    """One finding for each source that answers the question, in the order of the sources."""
    answering = [s for s in sources if s.answers and not s.source.retracted]
    return tuple(
        _finding(question, evidence, lexicon, single=len(answering) == 1, first=at == 0)
        for at, evidence in enumerate(answering)
    )


def _finding(question: Question, evidence: EvidenceSource, lexicon: Lexicon, *, single: bool, first: bool) -> Finding:
    source, language = evidence.source, question.language
    groups = outcome_groups(source, evidence.effects, question.about, question.search_text, lexicon)
    chosen = _chosen(groups, _MOST_OUTCOMES if first else _FEWER_OUTCOMES)
    if source.kind is SourceKind.COHORT:
        return cohort_finding(evidence, chosen, language, lexicon)
    heading = say(
        "findings.heading",
        language,
        source=_name(source, language),
        condition=render(str(source.about.get("condition") or source.title), language, lexicon),
        n=_patients(source, language),
    )
    outcomes = tuple(word_group(group, language, lexicon) for group in chosen)
    outcomes += _remaining_results(source, " ".join(outcomes), question.search_text, language)
    conclusion = _conclusion(source, language)
    safety = _safety(source, language) if first else ""
    return Finding(
        text=" ".join(part for part in (f"{heading}.", *(f"{o}." for o in outcomes), conclusion, safety) if part),
        citations=(evidence.n,),
        effects=tuple(effect for group in chosen for effect in group.effects),
        limits=limits_of(evidence, language, single=single),
        heading=heading,
        outcomes=outcomes,
        conclusion=conclusion,
        safety=safety,
    )


def _patients(source: Source, language: Language) -> str:
    n = source.about.get("n_randomised")
    if not n:
        return ""
    return say("findings.n_randomised" if source.design.randomised else "findings.n_patients", language, n=n)


def _remaining_results(source: Source, stated: str, question_text: str, language: Language) -> tuple[str, ...]:
    """Sentences of a curated source's results whose numbers the outcomes do not state yet: those nearest the question.

    Effects hold what a card lists; its results may print more (a crossover rate, the rate in a subgroup).
    """
    section = next((s for s in source.sections if s.name == "results"), None)
    if section is None or source.origin != "starter":
        return ()
    told = set(numbers_in(stated))
    text = source.text[section.start : section.end]
    sentences = [text[start:end] for start, end in split_sentences(text, source.language)]
    fresh = [s for s in sentences if len(set(numbers_in(s)) - told) >= _FRESH_NUMBERS]
    asked = {word.lower() for word in _WORD.findall(question_text)}
    fresh.sort(key=lambda s: -len(asked & {word.lower() for word in _WORD.findall(s)}))
    kept = [s for s in sentences if s in fresh[:_MOST_REMAINING]]
    return tuple((translated(s, language) or say("findings.as_printed", language, quote=s)).rstrip(".") for s in kept)


def _chosen(groups: Sequence[OutcomeGroup], most: int) -> list[OutcomeGroup]:
    """The outcomes worth stating: those asked about and the primary first, then the others that score well."""
    return [group for group in groups[:most] if group.score > 0.3 or group is groups[0]]


def _name(source: Source, language: Language) -> str:
    """The trial's name with its year, or what kind of study it is."""
    if source.kind is SourceKind.TRIAL_REPORT:
        if source.design.phase and source.design.randomised is not False:
            kind = say("findings.trial_phase", language, phase=source.design.phase)
        else:
            kind = say("findings.trial" if source.design.randomised else "findings.study", language)
    else:
        kind = say(f"findings.{source.kind.value}", language)
    trial = str(source.about.get("trial_name") or "")
    venue = ", ".join(str(part) for part in (trial, source.journal, source.year) if part)
    return f"{kind}{' – ' if venue else ''}{venue}"


def _safety(source: Source, language: Language) -> str:
    """What the source says of harms, beside the benefit: a curated source's own section, as printed or translated."""
    section = next((s for s in source.sections if s.name == "safety"), None)
    if section is None or source.origin != "starter":
        return ""
    text = source.text[section.start : section.end]
    own = translated(text, language)
    return say("findings.safety", language, text=own) if own else say("findings.safety_quoted", language, text=text)


def _conclusion(source: Source, language: Language) -> str:
    """The source's own conclusion: in the answer's language where it exists in it, else quoted as printed."""
    text = conclusion_of(source)
    if not text:
        return ""
    own = translated(text, language) if source.language == "en" else None
    if own and (language != "en" or source.origin == "starter"):
        return own
    return say("findings.conclusion_quoted", language, text=text)
