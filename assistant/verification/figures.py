"""What the figures of a sentence are figures of: an endpoint, a group of patients, an arm.

A number that the source prints is wrong all the same beside another endpoint, of another subgroup or after another arm.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Fit
from assistant.matching import relation
from assistant.numbers import numbers_in
from assistant.polarity import clauses
from assistant.relevance import is_per_arm
from assistant.verification.case import Case, folded, likeness
from corpora.catalogue import say
from corpora.lexicon import Category
from corpora.literature.effect import RATIOS, EffectEstimate, Measure

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
_LEVEL = re.compile(r"(median|médiane|rate|taux)\b[^,;]{0,25}$", re.IGNORECASE)
_RATIO_NAMED = re.compile(
    r"\b(HR|hazard ratio|OR|odds ratio|RR|risk ratio|risque relatif)\b[^,;()]{0,40}?"
    r"(\b(of|de|was|is|est|était)\s*|[:=]\s*|\s+)?$",
    re.IGNORECASE,
)
_UNITS = {"months": "months?|mois", "weeks": "weeks?|semaines?", "years": "years?|ans?|années?", "days": "days?|jours?"}
_PATIENTS = re.compile(
    r"^\s*(women|men|patients?|children|participants?|femmes|hommes|enfants|randomi\w+|malades)", re.IGNORECASE
)
_DIFFERENCES = frozenset({Measure.RATE_DIFFERENCE, Measure.MEAN_DIFFERENCE, Measure.MEDIAN_DIFFERENCE})
_NUMBER = re.compile(r"\d+(?:[.,·\u202f]\d+)*")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# What ends the words that say whose a number is.
_NEXT = re.compile(
    r"[,;:.](?!\d)|\d[\d.,]*\s*(?:%|months?|mois|weeks?|semaines?|years?|ans?\b)|\b(?:versus|vs|contre|compared)\b"
)
_WHOSE = re.compile(
    r"^\s*%?\s*(?:months?|weeks?|years?|days?|mois|semaines?|ans?|jours?)?\s*\b"
    r"(?:with|in|for|on|under|among|after|avec|sous|dans|pour|chez|après|without|sans)\b(?P<arm>.*)",
    re.IGNORECASE,
)
# Words of an endpoint that tell no group of patients apart.
_OF_EVERYONE = frozenset({
    "popula", "patien", "analys", "primar", "princi", "endpoi", "criter", "month", "mois", "week", "semain", "year",
    "annee", "day", "jour", "rate", "taux", "median", "intent", "treat", "partic", "women", "men", "femmes",
    "hommes", "random", "assess", "review", "invest", "evalua",
})  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """A clause with the effects whose values it prints."""

    text: str
    endpoints: tuple[str, ...]
    printed: tuple[EffectEstimate, ...]

    def between_arms(self) -> list[EffectEstimate]:
        """Those that compare two arms."""
        return [effect for effect in self.printed if not is_per_arm(effect)]


def endpoints_in(text: str, case: Case) -> tuple[str, ...]:
    """The endpoints that a text names; an event (sepsis) may be one."""
    return tuple(case.concepts(text, {Category.ENDPOINT}) or case.concepts(text, {Category.DISEASE}))


def read_clauses(case: Case) -> list[Clause]:
    """The sentence's clauses, each with what its figures are; a clause that names no endpoint speaks of the sentence's."""
    read = []
    for text in clauses(case.sentence):
        endpoints = endpoints_in(text, case) or endpoints_in(case.sentence, case)
        printed = [
            effect
            for place in _NUMBER.finditer(text)
            for effect in case.effects
            if _is_value(effect, place, text)
            and _fits(effect, endpoints, case)
            and _arm_fits(effect, place, text, case)
        ]
        read.append(Clause(text, endpoints, tuple(dict.fromkeys(printed))))
    return read


def misread_figure(case: Case) -> str:
    """Why a figure does not mean in the source what it means in the sentence; empty where all do."""
    sizes = {n for s in case.cited for n in numbers_in(str(s.source.about.get("n_randomised") or ""))}
    for clause in read_clauses(case):
        for place in _NUMBER.finditer(clause.text):
            number = next(iter(numbers_in(place.group())), "")
            before, after = clause.text[: place.start()], clause.text[place.end() :]
            if not number or re.search(r"[A-Za-z][-/]?$", before) or _is_time_point(before, after):
                continue
            if (_PATIENTS.match(after) and number in sizes) or _names_an_arm(place, clause.text, case):
                continue
            meant = [e for e in clause.printed if number in _numbers_of(e)]
            if not clause.printed:  # "did not differ (p=0.54)"
                meant = [
                    e for e in case.effects if number in numbers_in(e.p or "") and _fits(e, clause.endpoints, case)
                ]
            by = _CHANGE.search(clause.text) and _BY.search(before) and not _LEVEL.search(before)
            as_gain = by or _GAIN.search(before)
            if not meant or (as_gain and not any(e.measure in _DIFFERENCES for e in meant)):
                return say("verification.role", case.language, number=place.group())
    return ""


def _is_value(effect: EffectEstimate, place: re.Match[str], text: str) -> bool:
    """Whether the number at a place is the effect's own value, with its unit."""
    number = next(iter(numbers_in(place.group())), "")
    if effect.value is None or number not in numbers_in(str(abs(effect.value))):
        return False
    before, after = text[: place.start()], text[place.end() :]
    if re.match(r"\s?%", after):
        return effect.unit == "%"
    for unit, words in _UNITS.items():
        if re.match(rf"\s*({words})\b", after, re.IGNORECASE):
            return effect.unit == unit
    return effect.measure in RATIOS or not _RATIO_NAMED.search(before)


def _fits(effect: EffectEstimate, endpoints: Sequence[str], case: Case) -> bool:
    """Whether an effect is on an endpoint named and of the patients named."""
    return is_on(effect, endpoints, case) and is_of(effect, case)


def is_on(effect: EffectEstimate, endpoints: Sequence[str], case: Case) -> bool:
    """Whether an effect is on one of the endpoints named. Where none is, its own words must stand in the sentence."""
    held = _concepts_of(effect, case)
    if endpoints and held:
        return any(relation(a, h, case.lexicon) is Fit.SAME for a in endpoints for h in held)
    return bool(case.terms_of(effect.endpoint) & case.terms(case.sentence))


def is_of(effect: EffectEstimate, case: Case) -> bool:
    """Whether the sentence speaks of the effect's patients: it names most of what sets them apart, and no other group."""
    said = case.terms(case.sentence)
    own = _apart(effect.endpoint, case)
    if len(own & said) * 2 < len(own):
        return False
    about = case.terms(" . ".join(s.source.title for s in case.cited))
    same_endpoint = (e for e in case.effects if _concepts_of(e, case) == _concepts_of(effect, case))
    others = (_apart(e.endpoint, case) for e in same_endpoint if e.endpoint != effect.endpoint)
    return not any((group - own - about) & said for group in others if own <= group)


def _concepts_of(effect: EffectEstimate, case: Case) -> frozenset[str]:
    """The concepts that an effect's endpoint names, with those of the patients that it is of."""
    mentions = case.lexicon.recognise(effect.endpoint, "en")
    wanted = {Category.ENDPOINT, Category.DISEASE}
    return frozenset(m.concept_id for m in mentions if case.lexicon.concept(m.concept_id).category in wanted)


def _apart(endpoint: str, case: Case) -> frozenset[str]:
    """The terms of an endpoint that tell whose or when it is: of "overall survival, unmethylated MGMT" the last two."""
    terms = case.terms_of(endpoint)
    named = {c for c in terms if c in case.lexicon and case.lexicon.concept(c).category is Category.ENDPOINT}
    return terms - named - _OF_EVERYONE


def _arm_fits(effect: EffectEstimate, place: re.Match[str], text: str, case: Case) -> bool:
    """Whether a number of one arm stands before that arm's name."""
    if not is_per_arm(effect) or not effect.comparison:
        return True
    after = _IN_BRACKETS.sub(" ", text[place.end() :])
    whose = _WHOSE.match(after)
    if not whose:
        return False
    named = case.name(whose["arm"][: _end(whose["arm"])])
    others = {e.comparison for e in case.effects if is_per_arm(e)} - {effect.comparison}
    own = likeness(named, case.name_of(effect.comparison))
    return own > max((likeness(named, case.name_of(other)) for other in others), default=0.0)


def _names_an_arm(place: re.Match[str], text: str, case: Case) -> bool:
    """Whether a number with the word after it is how an arm is called: "78 Gy", "8-week"."""
    word = re.match(r"[\s-]*[^\W\d_]+", text[place.end() :])
    name = folded(place.group() + word.group()) if word else ""
    return bool(name) and any(name in folded(arm) for pair in case.pairs() for arm in pair)


def _end(text: str) -> int:
    found = _NEXT.search(text)
    return found.start() if found else len(text)


def _is_time_point(before: str, after: str) -> bool:
    """Whether a number names when (5-year survival, à 5 ans), rather than how much."""
    if re.match(r"-(year|month|week|day)", after, re.IGNORECASE):
        return True
    at = re.search(r"\b(at|within|after|à|après|dans les)\s*$", before, re.IGNORECASE)
    return bool(at and re.match(r"\s*(years?|months?|weeks?|days?|ans?|mois|semaines?|jours?)\b", after, re.IGNORECASE))


def _numbers_of(effect: EffectEstimate) -> set[str]:
    values = (effect.value, effect.ci_low, effect.ci_high, effect.ci_level)
    return {n for v in values if v is not None for n in numbers_in(str(abs(v)))} | set(numbers_in(effect.p or ""))
