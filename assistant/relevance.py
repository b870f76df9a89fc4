"""Which of a source's effects bear on the question, grouped by outcome."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.about import About
from assistant.answer import Fit
from assistant.matching import relation
from corpora.lexicon import Category, Lexicon
from corpora.literature.effect import RATIOS, EffectEstimate, Measure
from corpora.literature.source import Source

_UNIT_NOTE = re.compile(r"\s*\((?:months?|weeks?|years?|days?|%|per cent|proportion|percentage points)\)\s*$")
_SUBGROUP = re.compile(
    r"subgroup|subset|exploratory|sensitivity|multivaria|adjusted|post hoc|interaction|stratum|cohort|population",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]{4,}")
_TIME = re.compile(r"\b(\d+)[- ](year|month|week|day)s?\b|\bat (\d+) (year|month|week|day)s?\b")


@dataclass
class OutcomeGroup:
    """Effects of one outcome, in one population, as the source orders them."""

    endpoint: str
    outcome: str
    qualifier: str
    effects: list[EffectEstimate] = field(default_factory=list)
    primary: bool = False
    asked: bool = False
    score: float = 0.0


def outcome_groups(
    source: Source, effects: Iterable[EffectEstimate], question: About, question_text: str, lexicon: Lexicon
) -> list[OutcomeGroup]:
    """A source's effects by outcome, the most relevant outcome first.

    What is asked comes first, then the primary endpoint, then overall survival; subgroups only where the
    question's own words name them.
    """
    groups: dict[tuple[str, str], OutcomeGroup] = {}
    primaries = source.about.get("primary_endpoints")
    primary_ids = _primary_outcomes(primaries if isinstance(primaries, list) else [], lexicon)
    for effect in effects:
        stem = _UNIT_NOTE.sub("", effect.endpoint).strip()
        outcome = _outcome(stem, lexicon)
        qualifier = _qualifier(stem, outcome)
        key = (outcome or stem.lower(), qualifier)
        group = groups.setdefault(key, OutcomeGroup(stem, outcome, qualifier))
        group.effects.append(effect)
    words = {w.lower() for w in _TOKEN.findall(question_text)}
    concepts = {*question.biomarkers, *question.conditions, *question.settings}
    for order, group in enumerate(groups.values()):
        text = f"{group.endpoint} {' '.join(e.comparison for e in group.effects)}"
        group.primary = (group.outcome or group.endpoint.lower()) in primary_ids
        group.asked = any(
            group.outcome and relation(asked, group.outcome, lexicon) is not Fit.DIFFERENT
            for asked in question.outcomes
        )
        group.score = 3.0 * group.asked + 2.0 * group.primary - 0.05 * order
        group.score += 1.0 * (group.outcome == "overall_survival")
        group.score += 0.5 * any(e.measure in RATIOS and e.ci_low is not None for e in group.effects)
        qualifier_words = {w.lower() for w in _TOKEN.findall(group.qualifier)}
        qualifier_concepts = {m.concept_id for m in lexicon.recognise(group.qualifier, source.language)}
        named = bool(qualifier_words & words) or bool(qualifier_concepts & concepts)
        if group.qualifier:
            group.score += 1.5 if named else (-2.0 if _SUBGROUP.search(group.qualifier) else -0.7)
        group.score += 0.4 * len({w.lower() for w in _TOKEN.findall(text)} & words)
        group.score += 0.8 * _arms_asked(group.effects, question, source, lexicon)
    return sorted(groups.values(), key=lambda g: -g.score)


def _arms_asked(effects: Sequence[EffectEstimate], question: About, source: Source, lexicon: Lexicon) -> float:
    """Share of the interventions asked about that the group's comparisons name."""
    if not question.interventions:
        return 0.0
    held = {m.concept_id for e in effects for m in lexicon.recognise(e.comparison, source.language)}
    hits = [
        any(relation(asked, h, lexicon, components=True) is not Fit.DIFFERENT for h in held)
        for asked in question.interventions
    ]
    return sum(hits) / len(hits)


def _primary_outcomes(primaries: Sequence[str], lexicon: Lexicon) -> set[str]:
    return {_outcome(p, lexicon) or p.lower() for p in primaries} | {p.lower() for p in primaries}


def _outcome(endpoint: str, lexicon: Lexicon) -> str:
    """The lexicon's outcome for an endpoint's text, or else its condition (mucositis, febrile neutropenia)."""
    mentions = lexicon.recognise(endpoint, "en")
    for category in (Category.ENDPOINT, Category.DISEASE):
        for mention in mentions:
            if lexicon.concept(mention.concept_id).category is category:
                return mention.concept_id
    return ""


def _qualifier(endpoint: str, outcome: str) -> str:
    """What restricts the endpoint: the part after its first comma or in brackets, less a time point."""
    if not outcome:
        return ""
    rest = re.split(r",|\(", endpoint, maxsplit=1)
    return _TIME.sub("", rest[1]).strip(" )") if len(rest) > 1 else ""


def time_point(endpoint: str) -> str:
    """``"5-year"`` where the endpoint names a time, else empty."""
    found = _TIME.search(endpoint)
    if not found:
        return ""
    number, unit = (found.group(1), found.group(2)) if found.group(1) else (found.group(3), found.group(4))
    return f"{number}-{unit}"


def is_per_arm(effect: EffectEstimate) -> bool:
    """Whether the effect is of one arm (a median, a rate), rather than between two."""
    return effect.measure in (Measure.MEDIAN, Measure.RATE) and " vs " not in effect.comparison
