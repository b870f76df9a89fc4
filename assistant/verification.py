"""Whether a drafted sentence is supported by the source that it cites.

A number that stands in the source is necessary and far from enough: what the sentence is about (drug, disease,
endpoint), what its numbers mean and which way the effect goes must be the source's. What cannot be checked fails.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import EvidenceSource, Fit
from assistant.conclusion import conclusion_of
from assistant.effects.direction import Direction, direction
from assistant.effects.source_effects import effects_of
from assistant.matching import relation
from assistant.numbers import numbers_in
from assistant.polarity import Polarity, clauses, polarity
from assistant.wording import arms_of
from corpora.catalogue import Language, say
from corpora.lexicon import INTERVENTIONS, Category, Lexicon
from corpora.literature.effect import EffectEstimate, Measure

_GAIN = re.compile(
    r"\b(?:by|of|gain(?:ed)? (?:of )?|extra|additional|de|d'|gain de|supplémentaires?)\s*(?:about |environ )?"
    r"(\d+(?:[.,]\d+)?)\s*(?:more )?(months?|weeks?|years?|%|per cent|mois|semaines?|ans?)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"improv|prolong|extend|increas|reduc|lower|decreas|gain|longer|amélior|allong|augment|rédui|diminu|baiss", re.IGNORECASE
)
_STATED_AS_LEVEL = re.compile(r"median|médiane|rate|taux|at \d|à \d", re.IGNORECASE)
_DIFFERENCES = frozenset({Measure.RATE_DIFFERENCE, Measure.MEAN_DIFFERENCE, Measure.MEDIAN_DIFFERENCE, Measure.OTHER})


@dataclass(frozen=True)
class Check:
    """The outcome of verification; ``reason`` is empty where the sentence passed."""

    passed: bool
    reason: str = ""


def verify(
    sentence: str, citations: Sequence[int], sources: Sequence[EvidenceSource], lexicon: Lexicon, language: Language
) -> Check:
    """Check a sentence against the sources that it cites."""
    cited = [s for s in sources if s.n in set(citations)]
    if not citations or len(cited) != len(set(citations)):
        return _failed("citation", language)
    if any(s.source.retracted for s in cited):
        return _failed("retracted", language)
    for check in (_numbers, _roles, _subjects, _direction):
        reason = check(sentence, cited, lexicon, language)
        if reason:
            return Check(False, reason)
    return Check(True)


def _failed(key: str, language: Language, **details: object) -> Check:
    return Check(False, say(f"verification.{key}", language, **details))


def _numbers(sentence: str, cited: Sequence[EvidenceSource], lexicon: Lexicon, language: Language) -> str:
    printed = {n for s in cited for p in s.passages for n in numbers_in(p.text)}
    for number in numbers_in(sentence):
        if number not in printed:
            return say("verification.number", language, number=number)
    return ""


def _roles(sentence: str, cited: Sequence[EvidenceSource], lexicon: Lexicon, language: Language) -> str:
    """A median or a rate is not a gain: a change "by" a number needs a difference of that number in the source."""
    for clause in clauses(sentence):
        if not _CHANGE.search(clause):
            continue
        for match in _GAIN.finditer(clause):
            if _STATED_AS_LEVEL.search(clause[max(0, match.start() - 25) : match.start()]):
                continue
            number = numbers_in(match.group(1))
            levels = {
                n
                for s in cited
                for e in effects_of(s.source)
                if e.measure not in _DIFFERENCES and e.value is not None
                for n in numbers_in(str(e.value))
            }
            differences = {
                n
                for s in cited
                for e in effects_of(s.source)
                if e.measure in _DIFFERENCES and e.value is not None
                for n in numbers_in(str(e.value))
            }
            if number and number[0] in levels - differences:
                return say("verification.role", language, number=match.group(1))
    return ""


def _subjects(sentence: str, cited: Sequence[EvidenceSource], lexicon: Lexicon, language: Language) -> str:
    """Every treatment, disease and endpoint that the sentence names must be one that the cited source names."""
    held: dict[Category, set[str]] = {}
    for s in cited:
        described = " . ".join(
            str(v) if isinstance(v, str) else " . ".join(v) for v in s.source.about.values() if isinstance(v, str | list)
        )
        text = " . ".join([s.source.title, described, *(p.text for p in s.passages)])
        for mention in lexicon.recognise(text, s.source.language):
            held.setdefault(lexicon.concept(mention.concept_id).category, set()).add(mention.concept_id)
    treatments = set().union(*(held.get(c, set()) for c in INTERVENTIONS))
    for mention in lexicon.recognise(sentence, language):
        category = lexicon.concept(mention.concept_id).category
        if category in INTERVENTIONS:
            known = treatments
        elif category in (Category.DISEASE, Category.ENDPOINT):
            known = held.get(category, set())
        else:
            continue
        fits = (relation(mention.concept_id, h, lexicon, components=True) for h in known)
        if all(fit is Fit.DIFFERENT for fit in fits):
            return say("verification.subject", language, name=lexicon.label(mention.concept_id, language))
    return ""


def _direction(sentence: str, cited: Sequence[EvidenceSource], lexicon: Lexicon, language: Language) -> str:
    for clause in clauses(sentence):
        claim = polarity(clause)
        if claim is Polarity.NONE:
            continue
        if not any(_agrees(clause, claim, s, lexicon, language) for s in cited):
            return say("verification.direction", language)
    return ""


def _agrees(clause: str, claim: Polarity, evidence: EvidenceSource, lexicon: Lexicon, language: Language) -> bool:
    """Whether the source's effects on the clause's endpoint go the way that the clause says.

    Where the source reports no effect on that endpoint, its own conclusion must make the same claim.
    """
    mentions = lexicon.recognise(clause, language)
    endpoints = [m.concept_id for m in mentions if lexicon.concept(m.concept_id).category is Category.ENDPOINT]
    subject = [m.concept_id for m in mentions if lexicon.concept(m.concept_id).category in INTERVENTIONS]
    compared = [e for e in _comparisons(effects_of(evidence.source)) if _on(e, endpoints, lexicon)]
    verdicts = {_for_subject(e, subject, lexicon) for e in compared} - {None}
    if verdicts:
        return claim in verdicts
    conclusion = conclusion_of(evidence.source, most=3)
    return any(polarity(part) is claim for part in clauses_of_text(conclusion))


def clauses_of_text(text: str) -> list[str]:
    """The clauses of all sentences of a text."""
    return [clause for part in re.split(r"(?<=[.;])\s+", text) for clause in clauses(part)]


def _comparisons(effects: Sequence[EffectEstimate]) -> list[EffectEstimate]:
    return [e for e in effects if direction(e) is not Direction.UNKNOWN]


def _on(effect: EffectEstimate, endpoints: Sequence[str], lexicon: Lexicon) -> bool:
    if not endpoints:
        return True
    held = [m.concept_id for m in lexicon.recognise(effect.endpoint, "en")]
    return any(relation(a, h, lexicon) is not Fit.DIFFERENT for a in endpoints for h in held)


def _for_subject(effect: EffectEstimate, subject: Sequence[str], lexicon: Lexicon) -> Polarity | None:
    """The effect's direction as a claim about the treatment that the clause is about (its first)."""
    verdict = direction(effect)
    if verdict is Direction.NO_DIFFERENCE:
        return Polarity.NO_DIFFERENCE
    better_for_first = verdict is Direction.FAVOURS_FIRST
    arms = [{m.concept_id for m in lexicon.recognise(arm, "en")} for arm in arms_of(effect)]
    for concept in subject:
        in_first, in_second = (
            any(relation(concept, held, lexicon, components=True) is not Fit.DIFFERENT for held in arm) for arm in arms
        )
        if in_first != in_second:
            return Polarity.BETTER if better_for_first == in_first else Polarity.WORSE
    return Polarity.BETTER if better_for_first else Polarity.WORSE
