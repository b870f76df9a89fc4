"""How a cohort's comparison stands to what the answer's trials found: the same direction, the other, or neither."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.analysis.results import Comparison, OutcomesByTreatment
from assistant.answer import EvidenceSource, Fit, Remark
from assistant.effects.direction import Direction, direction
from assistant.effects.source_effects import effects_of
from assistant.matching import relation
from assistant.strength import COMPARATORS
from assistant.wording import arms_of
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Dictionary
from corpora.cohorts.strata_words import mid_sentence
from corpora.cohorts.summaries import arm_label
from corpora.lexicon import INTERVENTIONS, Category, Lexicon
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import SourceKind

# Being alive without the disease, in the words of different studies: near enough for a direction.
_FREE_OF_DISEASE = frozenset({"disease_free_survival", "relapse_free_survival", "event_free_survival"})
_MOST_REMARKS = 3
_LEVEL_OF = re.compile(r"^.*\s?: ")


def remarks_on(
    outcomes: OutcomesByTreatment,
    dictionary: Dictionary,
    evidence: Sequence[EvidenceSource],
    citation: int,
    lexicon: Lexicon,
    language: Language,
) -> tuple[Remark, ...]:
    """One remark for each trial that answers and compared what the cohort compares, on the same outcome.

    Parameters
    ----------
    citation
        Of the cohort's own source.
    """
    if dictionary.randomised:
        return ()
    found: list[Remark] = []
    endpoint = _endpoint(outcomes.outcome.replace("_", " "), lexicon)
    for comparison in _best(outcomes.comparisons):
        group, reference = (_concepts(label, outcomes, dictionary, lexicon) for label in _labels(comparison))
        for trial in evidence:
            if not _is_trial(trial):
                continue
            for effect in effects_of(trial.source):
                way = _way(effect, group, reference, trial.source.language, lexicon)
                if way and endpoint and _same(endpoint, _endpoint(effect.endpoint, lexicon)):
                    found.append(_remark(comparison, way, effect, outcomes, (citation, trial.n), language))
                    break
    return tuple(found[:_MOST_REMARKS])


def _is_trial(evidence: EvidenceSource) -> bool:
    source = evidence.source
    return (
        evidence.answers
        and not source.retracted
        and source.kind in (SourceKind.TRIAL_REPORT, SourceKind.META_ANALYSIS)
        and source.design.randomised is not False
    )


def _best(comparisons: Sequence[Comparison]) -> Iterator[Comparison]:
    """The adjusted estimate of each pair of groups, or else the unadjusted."""
    chosen: dict[tuple[str, str], Comparison] = {}
    for comparison in comparisons:
        if comparison.hazard_ratio.value is None:
            continue
        known = chosen.get(_labels(comparison))
        if known is None or (comparison.adjusted and not known.adjusted):
            chosen[_labels(comparison)] = comparison
    yield from chosen.values()


def _labels(comparison: Comparison) -> tuple[str, str]:
    return comparison.group, comparison.reference


def _concepts(label: str, outcomes: OutcomesByTreatment, dictionary: Dictionary, lexicon: Lexicon) -> frozenset[str]:
    """The interventions that a group's label stands for; none for the group without the treatment."""
    variable = dictionary.variable(outcomes.treatment)
    for level in variable.levels:
        arm = arm_label(variable, level)
        # A group may be named by its level, or by its variable and level.
        if _LEVEL_OF.sub("", label) in (level.label.en, level.label.fr, arm.en, arm.fr):
            own = {concept for code, concept in variable.concepts if code == level.code}
            if own:
                return frozenset(own)
            if arm.en.startswith("no "):
                return frozenset()
            label = arm.en
    return _interventions(label, None, lexicon)


def _interventions(text: str, language: str | None, lexicon: Lexicon) -> frozenset[str]:
    found = {m.concept_id for m in lexicon.recognise(text, language) if not m.negated}
    return frozenset(c for c in found if lexicon.concept(c).category in INTERVENTIONS)


def _way(
    effect: EffectEstimate, group: frozenset[str], reference: frozenset[str], language: str, lexicon: Lexicon
) -> Direction | None:
    """What a trial's hazard ratio says of the cohort's group and reference, if it compared those two and says something."""
    if effect.measure is not Measure.HAZARD_RATIO or effect.value is None or not group:
        return None
    said = direction(effect)
    if said not in (Direction.FAVOURS_FIRST, Direction.FAVOURS_SECOND):
        return None
    first, second = (_interventions(arm, language, lexicon) for arm in arms_of(effect))
    if (
        _names(group, first, lexicon)
        and not _names(group, second, lexicon)
        and _stands_for(reference, second, first, lexicon)
    ):
        return said
    if (
        _names(group, second, lexicon)
        and not _names(group, first, lexicon)
        and _stands_for(reference, first, second, lexicon)
    ):
        return Direction.FAVOURS_SECOND if said is Direction.FAVOURS_FIRST else Direction.FAVOURS_FIRST
    return None


def _names(asked: frozenset[str], held: frozenset[str], lexicon: Lexicon) -> bool:
    return any(relation(a, h, lexicon, components=True) is not Fit.DIFFERENT for a in asked for h in held)


def _stands_for(reference: frozenset[str], arm: frozenset[str], other: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a trial's arm is the cohort's reference: where that is no treatment, nothing but a control or a backbone."""
    return _names(reference, arm, lexicon) if reference else arm <= other | COMPARATORS


def _endpoint(text: str, lexicon: Lexicon) -> str:
    for mention in lexicon.recognise(text, "en"):
        if lexicon.concept(mention.concept_id).category is Category.ENDPOINT:
            return mention.concept_id
    return ""


def _same(endpoint: str, other: str) -> bool:
    return endpoint == other or {endpoint, other} <= _FREE_OF_DISEASE


def _remark(
    comparison: Comparison,
    way: Direction,
    effect: EffectEstimate,
    outcomes: OutcomesByTreatment,
    citations: tuple[int, int],
    language: Language,
) -> Remark:
    ratio = comparison.hazard_ratio
    assert ratio.value is not None
    clear = ratio.low is not None and ratio.high is not None and not ratio.low <= 1 <= ratio.high
    same = (ratio.value < 1) == (way is Direction.FAVOURS_FIRST)
    key = ("agrees" if same else "disagrees") if clear else "uncertain"
    return Remark(
        say(
            f"cohort_answer.{key}",
            language,
            outcome=mid_sentence(outcomes.outcome_label),
            group=mid_sentence(comparison.group),
            reference=mid_sentence(comparison.reference),
            ratio=_ratio(f"{ratio.value:.2f}", _two(ratio.low), _two(ratio.high), language),
            trial_ratio=_ratio(str(effect.value), _text(effect.ci_low), _text(effect.ci_high), language),
            here=f"[{citations[0]}]",
            there=f"[{citations[1]}]",
        ),
        citations,
    )


def _ratio(value: str, low: str, high: str, language: Language) -> str:
    interval = say("cohort_answer.curve_interval", language, low=low, high=high) if low and high else ""
    return f"HR {value}{interval}"


def _two(bound: float | None) -> str:
    return "" if bound is None else f"{bound:.2f}"


def _text(bound: Decimal | None) -> str:
    return "" if bound is None else str(bound)
