"""Whether a drafted sentence is supported by the source that it cites.

A number that stands in the source is necessary and far from enough: the sentence must be made of what the source says,
its numbers must mean what they mean there, of the arm that they belong to, and the effect must go the source's way.
What cannot be checked fails.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.answer import EvidenceSource, Fit
from assistant.cohort_sentences import speaks_of_a_cohort
from assistant.conclusion import conclusion_of
from assistant.effects.direction import Direction, direction
from assistant.effects.source_effects import effects_of
from assistant.entailment import Entailment
from assistant.matching import relation
from assistant.numbers import numbers_in
from assistant.polarity import Polarity, clauses, polarity
from assistant.wording import arms_of
from corpora.catalogue import Language, say
from corpora.lexicon import INTERVENTIONS, Category, Lexicon
from corpora.literature.effect import RATIOS, EffectEstimate, Measure
from corpora.literature.source import SourceKind

_ADVICE = re.compile(
    r"\b(recommend\w*|advis\w*|should|must|ought|need(s|ed)? to|standard of care|prescri\w*|offer(ed)? to|"
    r"recommand\w*|préconis\w*|conseill\w*|doi(t|vent)|devrai\w*|faut|à privilégier|prescri\w*|indiquée?s?)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"improv|prolong|extend|increas|reduc|lower|decreas|gain|longer|amélior|allong|augment|rédui|diminu|baiss",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(by|of|gain(ed)?( of)?|extra|additional|de|d'|gain de|supplémentaires?)\s*(about |environ )?$", re.IGNORECASE
)
_GAIN = re.compile(
    r"\b(gain|benefit|difference|différence|écart|bénéfice)\b[^,;()]{0,50}\b(was|were|of|is|est|était|de)\s*$",
    re.IGNORECASE,
)
_RATIO_NAMED = re.compile(
    r"\b(HR|hazard ratio|OR|odds ratio|RR|risk ratio|risque relatif)\b[^,;()]{0,40}?"
    r"(\b(of|de|was|is|est|était)\s*|[:=]\s*|\s+)?$",
    re.IGNORECASE,
)
_UNITS = {"months": "months?|mois", "weeks": "weeks?|semaines?", "years": "years?|ans?|années?", "days": "days?|jours?"}
_LEVEL = re.compile(r"(median|médiane|rate|taux)\b[^,;]{0,25}$", re.IGNORECASE)
_PATIENTS = re.compile(
    r"^\s*(women|men|patients?|children|participants?|femmes|hommes|enfants|randomi\w+|malades)", re.IGNORECASE
)
_DIFFERENCES = frozenset({Measure.RATE_DIFFERENCE, Measure.MEAN_DIFFERENCE, Measure.MEDIAN_DIFFERENCE})
_NUMBER = re.compile(r"\d+(?:[.,·\u202f]\d+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMPARED = re.compile(
    r"\b(compared (to|with)|versus|vs\.?|than|over|contre|par rapport (à|au|aux)|comparée?s? (à|au|aux))\s+(the |le |la |l')?",
    re.IGNORECASE,
)
_STEM = 6


@dataclass(frozen=True)
class Check:
    """The outcome of verification; ``reason`` is empty where the sentence passed."""

    passed: bool
    reason: str = ""


@dataclass(frozen=True)
class _Case:
    """A sentence with what it is held against."""

    sentence: str
    cited: tuple[EvidenceSource, ...]
    stated: str
    lexicon: Lexicon
    language: Language


def verify(
    sentence: str,
    citations: Sequence[int],
    sources: Sequence[EvidenceSource],
    lexicon: Lexicon,
    language: Language,
    stated: Mapping[int, str] | None = None,
    entailment: Entailment | None = None,
) -> Check:
    """Check a sentence against the sources that it cites.

    Parameters
    ----------
    stated
        By citation, what the source reports in the sentence's language (its finding): with the passages, all that the
        sentence's words may come from.
    entailment
        A model that has the last word, where one is installed.
    """
    cited = tuple(s for s in sources if s.n in set(citations))
    if not citations or len(cited) != len(set(citations)):
        return Check(False, say("verification.citation", language))
    if any(s.source.retracted for s in cited):
        return Check(False, say("verification.retracted", language))
    case = _Case(sentence, cited, " ".join((stated or {}).get(s.n, "") for s in cited), lexicon, language)
    for check in _CHECKS:
        reason = check(case)
        if reason:
            return Check(False, reason)
    if entailment and not entailment.implies([p.text for s in cited for p in s.passages], sentence):
        return Check(False, say("verification.entailment", language))
    return Check(True)


def _advice(case: _Case) -> str:
    return say("verification.advice", case.language) if _ADVICE.search(case.sentence) else ""


def _words(case: _Case) -> str:
    """Every word of substance must be one that the source, or its finding, uses."""
    texts = [case.stated, *(s.source.title for s in case.cited), *(p.text for s in case.cited for p in s.passages)]
    known = {_stem(word) for text in texts for word in _WORD.findall(_folded(text))} | _plain_stems()
    for mention in case.lexicon.recognise(" . ".join(texts), case.language):
        concept = case.lexicon.concept(mention.concept_id)
        known |= {_stem(w) for name in (concept.label_en, concept.label_fr) for w in _WORD.findall(_folded(name))}
    # Names that the lexicon knows (a brand for its drug) are for the check of subjects.
    plain = case.sentence
    for mention in case.lexicon.recognise(case.sentence, case.language):
        plain = plain[: mention.start] + " " * (mention.end - mention.start) + plain[mention.end :]
    for word in _WORD.findall(_folded(plain)):
        if _stem(word) not in known:
            return say("verification.word", case.language, word=word)
    return ""


def _numbers(case: _Case) -> str:
    printed = {n for s in case.cited for p in s.passages for n in numbers_in(p.text)}
    for number in numbers_in(case.sentence):
        if number not in printed:
            return say("verification.number", case.language, number=number)
    return ""


def _roles(case: _Case) -> str:
    """Each number must be one that an effect has on the endpoint named, with its unit, for the arm named beside it."""
    effects = [e for s in case.cited for e in effects_of(s.source)]
    sizes = {n for s in case.cited for n in numbers_in(str(s.source.about.get("n_randomised") or ""))}
    for clause in clauses(case.sentence):
        named = _concepts(clause, case, {Category.ENDPOINT, Category.DISEASE})
        places = list(_NUMBER.finditer(clause))
        for at, place in enumerate(places):
            number = next(iter(numbers_in(place.group())), "")
            before, after = clause[: place.start()], clause[place.end() :]
            if not number or re.search(r"[A-Za-z][-/]?$", before) or _is_time_point(before, after):
                continue
            if _PATIENTS.match(after) and number in sizes:
                continue
            until = places[at + 1].start() - place.end() if at + 1 < len(places) else len(after)
            meant = [e for e in effects if number in _numbers_of(e) and _on(e, named, case.lexicon)]
            meant = [e for e in meant if _unit_fits(e, number, before, after) and _arm_fits(e, after[:until], case)]
            if not meant:
                return say("verification.role", case.language, number=place.group())
            by = _CHANGE.search(clause) and _BY.search(before) and not _LEVEL.search(before)
            as_gain = by or _GAIN.search(before)
            if as_gain and not any(e.measure in _DIFFERENCES for e in meant):
                return say("verification.role", case.language, number=place.group())
    return ""


def _subjects(case: _Case) -> str:
    """Every treatment, disease and endpoint that the sentence names must be one that the cited source names."""
    held: set[str] = set()
    for s in case.cited:
        described = " . ".join(
            str(v) if isinstance(v, str) else " . ".join(v)
            for v in s.source.about.values()
            if isinstance(v, str | list)
        )
        text = " . ".join([s.source.title, described, *(p.text for p in s.passages)])
        held |= {m.concept_id for m in case.lexicon.recognise(text, s.source.language)}
    for concept in _concepts(case.sentence, case, INTERVENTIONS | {Category.DISEASE, Category.ENDPOINT}):
        if all(relation(concept, h, case.lexicon, components=True) is Fit.DIFFERENT for h in held):
            return say("verification.subject", case.language, name=case.lexicon.label(concept, case.language))
    return ""


def _direction(case: _Case) -> str:
    for clause in clauses(case.sentence):
        claim = polarity(clause)
        if claim is not Polarity.NONE and not any(_agrees(clause, claim, s, case) for s in case.cited):
            return say("verification.direction", case.language)
    return ""


def _comparator(case: _Case) -> str:
    """What a treatment is said to be compared with must be the comparison's other arm, not the treatment itself."""
    for match in _COMPARED.finditer(case.sentence):
        tail = _folded(case.sentence[match.end() :]).strip()
        for effect in (e for s in case.cited for e in effects_of(s.source)):
            first, second = (_folded(arm) for arm in arms_of(effect))
            if (
                first
                and second
                and tail.startswith(first)
                and not (tail.startswith(second) and len(second) > len(first))
            ):
                return say("verification.subject", case.language, name=case.sentence[match.end() :].strip()[:40])
    return ""


def _cohort(case: _Case) -> str:
    """A sentence on a cohort must say that it is one, and not speak of it as of a trial."""
    if not any(s.source.kind is SourceKind.COHORT for s in case.cited):
        return ""
    return "" if speaks_of_a_cohort(case.sentence) else say("verification.cohort", case.language)


_CHECKS: tuple[Callable[[_Case], str], ...] = (
    _advice,
    _cohort,
    _numbers,
    _subjects,
    _comparator,
    _roles,
    _direction,
    _words,
)


def _agrees(clause: str, claim: Polarity, evidence: EvidenceSource, case: _Case) -> bool:
    """Whether the source's effects on the clause's endpoint go the way that the clause says.

    Where the source reports no effect on that endpoint, its own conclusion must make the same claim.
    """
    endpoints = _concepts(clause, case, {Category.ENDPOINT})
    subject = _concepts(clause, case, INTERVENTIONS)
    compared = [e for e in effects_of(evidence.source) if direction(e) is not Direction.UNKNOWN]
    verdicts = {_for_subject(e, subject, case.lexicon) for e in compared if _on(e, endpoints, case.lexicon)}
    if verdicts:
        return claim in verdicts
    conclusion = conclusion_of(evidence.source, most=3)
    parts = [part for sentence in re.split(r"(?<=[.;])\s+", conclusion) for part in clauses(sentence)]
    return any(polarity(part) is claim for part in parts)


def _for_subject(effect: EffectEstimate, subject: Sequence[str], lexicon: Lexicon) -> Polarity:
    """The effect's direction as a claim about the treatment that the clause is about (its first)."""
    verdict = direction(effect)
    if verdict is Direction.NO_DIFFERENCE:
        return Polarity.NO_DIFFERENCE
    better_for_first = verdict is Direction.FAVOURS_FIRST
    arms = [{m.concept_id for m in lexicon.recognise(arm, "en")} for arm in arms_of(effect)]
    for concept in subject:
        in_first, in_second = (any(_same(concept, held, lexicon) for held in arm) for arm in arms)
        if in_first != in_second:
            return Polarity.BETTER if better_for_first == in_first else Polarity.WORSE
    return Polarity.BETTER if better_for_first else Polarity.WORSE


def _on(effect: EffectEstimate, endpoints: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether an effect is on one of the endpoints named; on any, where none is."""
    if not endpoints:
        return True
    held = [m.concept_id for m in lexicon.recognise(effect.endpoint, "en")]
    return any(relation(a, h, lexicon) is not Fit.DIFFERENT for a in endpoints for h in held)


def _unit_fits(effect: EffectEstimate, number: str, before: str, after: str) -> bool:
    if re.match(r"\s?%", after):
        return effect.unit == "%" or number in _level_of(effect)
    for unit, words in _UNITS.items():
        if re.match(rf"\s*({words})\b", after, re.IGNORECASE):
            return effect.unit == unit
    if _RATIO_NAMED.search(before):
        return effect.measure in RATIOS
    return True


def _arm_fits(effect: EffectEstimate, after: str, case: _Case) -> bool:
    """Whether the arm named right after a number of one arm is the arm that it belongs to."""
    if effect.measure not in (Measure.MEDIAN, Measure.RATE) or not effect.comparison:
        return True
    if not re.match(r"[^,;]{0,25}\b(with|avec|sous|in the|dans le (groupe|bras)|for|pour)\b", after, re.IGNORECASE):
        return True
    beside = _concepts(after, case, INTERVENTIONS)
    arm = {m.concept_id for m in case.lexicon.recognise(effect.comparison, "en")}
    return not beside or not arm or any(_same(b, a, case.lexicon) for b in beside for a in arm)


def _is_time_point(before: str, after: str) -> bool:
    """Whether a number names when (5-year survival, à 5 ans), rather than how much."""
    if re.match(r"-(year|month|week|day)", after, re.IGNORECASE):
        return True
    at = re.search(r"\b(at|within|after|à|après|dans les)\s*$", before, re.IGNORECASE)
    return bool(at and re.match(r"\s*(years?|months?|weeks?|days?|ans?|mois|semaines?|jours?)\b", after, re.IGNORECASE))


def _numbers_of(effect: EffectEstimate) -> set[str]:
    values = (effect.value, effect.ci_low, effect.ci_high, effect.ci_level)
    return {n for v in values if v is not None for n in numbers_in(str(abs(v)))} | set(numbers_in(effect.p or ""))


def _level_of(effect: EffectEstimate) -> set[str]:
    return set(numbers_in(str(effect.ci_level))) if effect.ci_level is not None else set()


def _concepts(text: str, case: _Case, categories: frozenset[Category] | set[Category]) -> list[str]:
    mentions = case.lexicon.recognise(text, case.language)
    return [m.concept_id for m in mentions if case.lexicon.concept(m.concept_id).category in categories]


def _same(asked: str, held: str, lexicon: Lexicon) -> bool:
    return relation(asked, held, lexicon, components=True) is not Fit.DIFFERENT


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _stem(word: str) -> str:
    return word[:_STEM]


@cache
def _plain_stems() -> frozenset[str]:
    text = (files("assistant") / "plain_words.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(_stem(word) for line in lines for word in line.split())
