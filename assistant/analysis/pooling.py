"""Pooled estimates when several sources report the same endpoint by the same measure (statsmodels' meta-analysis)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.about import About
from assistant.answer import EvidenceSource, Fit, PooledEstimate
from assistant.effects.source_effects import effects_of
from assistant.matching import relation
from assistant.relevance import outcome_groups
from assistant.rendering import render
from assistant.wording import arms_of
from corpora.catalogue import Language, say
from corpora.lexicon import Lexicon
from corpora.literature.effect import RATIOS, EffectEstimate, Measure
from corpora.literature.source import SourceKind

_Z95 = 1.959963984540054


@dataclass(frozen=True)
class _Row:
    n: int
    ratio: float
    low: float
    high: float


def pool(
    question: About, question_text: str, sources: Sequence[EvidenceSource], lexicon: Lexicon, language: Language
) -> tuple[PooledEstimate, ...]:
    """Pool the answering sources' ratios, outcome by outcome, where at least two can be put in the same direction.

    A ratio can be pooled when it has a 95 % interval and when exactly one of its arms names an intervention that
    the question asks about: that arm is the numerator, the ratio inverted where the source prints it the other way.
    """
    rows: dict[tuple[str, Measure], list[_Row]] = {}
    for evidence in sources:
        # A cohort is not one more trial: it is never pooled with them.
        if not evidence.answers or evidence.source.retracted or evidence.source.kind is SourceKind.COHORT:
            continue
        seen: set[tuple[str, Measure]] = set()
        groups = outcome_groups(evidence.source, effects_of(evidence.source), question, question_text, lexicon)
        for group in groups:
            if not group.outcome or group.qualifier:
                continue
            for effect in group.effects:
                key = (group.outcome, effect.measure)
                row = _row(evidence.n, effect, question, lexicon)
                if row and key not in seen:
                    seen.add(key)
                    rows.setdefault(key, []).append(row)
    return tuple(
        _pooled(outcome, measure, found, lexicon, language)
        for (outcome, measure), found in rows.items()
        if len(found) >= 2
    )


def _row(n: int, effect: EffectEstimate, question: About, lexicon: Lexicon) -> _Row | None:
    if effect.measure not in RATIOS or None in (effect.value, effect.ci_low, effect.ci_high):
        return None
    if effect.ci_level is not None and effect.ci_level != 95:
        return None
    assert effect.value is not None and effect.ci_low is not None and effect.ci_high is not None
    ratio, low, high = float(effect.value), float(effect.ci_low), float(effect.ci_high)
    if not 0 < low <= ratio <= high:
        return None
    named = [_names_asked(arm, question, lexicon) for arm in arms_of(effect)]
    if named == [True, False]:
        return _Row(n, ratio, low, high)
    if named == [False, True]:
        return _Row(n, 1 / ratio, 1 / high, 1 / low)
    return None


def _names_asked(arm: str, question: About, lexicon: Lexicon) -> bool:
    held = [m.concept_id for m in lexicon.recognise(arm, "en")]
    return any(
        relation(asked, h, lexicon, components=True) is not Fit.DIFFERENT
        for asked in question.interventions
        for h in held
    )


def _pooled(
    outcome: str, measure: Measure, rows: Sequence[_Row], lexicon: Lexicon, language: Language
) -> PooledEstimate:
    from statsmodels.stats.meta_analysis import combine_effects

    logs = [math.log(r.ratio) for r in rows]
    variances = [((math.log(r.high) - math.log(r.low)) / (2 * _Z95)) ** 2 for r in rows]
    result = combine_effects(np.asarray(logs), np.asarray(variances), method_re="iterated", use_t=False)
    homogeneity = result.test_homogeneity()
    intervals = result.conf_int(alpha=0.05)
    q, df = float(homogeneity.statistic), len(rows) - 1
    return PooledEstimate(
        endpoint=render(lexicon.label(outcome, language), language, lexicon),
        measure=measure.value,
        citations=tuple(r.n for r in rows),
        fixed=_ratio(result.mean_effect_fe, intervals[0]),
        random=_ratio(result.mean_effect_re, intervals[1]),
        i_squared=100 * max(0.0, (q - df) / q) if q > 0 else 0.0,
        heterogeneity_p=float(homogeneity.pvalue),
        warning=say("pooling.warning", language),
        rows=tuple((r.ratio, r.low, r.high) for r in rows),
    )


def _ratio(log_mean: float, log_interval: Sequence[float]) -> tuple[float, float, float]:
    return math.exp(log_mean), math.exp(log_interval[0]), math.exp(log_interval[1])
