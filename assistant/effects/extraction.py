"""Effect estimates from free text: the whole way from characters to effects."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.effects.arms import ArmMention
from assistant.effects.assignment import arm_of_single, arms_of_series, lists_of_arms, series_of
from assistant.effects.compared import ArmFigure, Pair, name_of
from assistant.effects.comparison_by_difference import compared_by_difference
from assistant.effects.comparisons import compare
from assistant.effects.endpoint_of_figure import endpoint_at, endpoints_of_run
from assistant.effects.endpoints import EndpointKind, EndpointMention
from assistant.effects.figures import Figure, figures_with_interval, with_p_values
from assistant.effects.outcome_figures import OutcomeFigure, outcome_figures
from assistant.effects.p_values import PValue
from assistant.effects.population import population_at
from assistant.effects.ratio_labels import RatioLabel
from assistant.effects.ratios import Ratio, ratios_with_interval, ratios_without_interval
from assistant.effects.reading import Reading, Sentence, read
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import Section


def extract_effects(text: str, *, start: int = 0, sections: Sequence[Section] = ()) -> list[EffectEstimate]:
    """The effect estimates that a text in English or French prints, in its order.

    Parameters
    ----------
    text
        An abstract, a passage or a full text.
    start
        Where the text begins in the text of its source; added to the offsets of the effects.
    sections
        Sections of the source, in its offsets; those that list references are passed over.

    Returns
    -------
    list of EffectEstimate
        ``quote`` is ``text[passage_start - start : passage_end - start]``, and holds every number of the effect as
        printed. What the text does not say is left empty: no arm is guessed.
    """
    reading = read(text)
    effects: list[EffectEstimate] = []
    so_far = _SoFar()
    for sentence in reading.sentences:
        if _among_references(sentence.start + start, sections):
            continue
        found, so_far = _effects_of(reading, sentence, so_far)
        effects += [_placed(effect, text, start) for effect in found]
    return effects


def _among_references(at: int, sections: Sequence[Section]) -> bool:
    return any(
        s.start <= at < s.end and s.name.lower() in ("references", "références", "bibliography", "bibliographie")
        for s in sections
    )


@dataclass(frozen=True)
class _SoFar:
    """What the sentences before leave to the next: a ratio's label, the topic, the arms in their order."""

    label: RatioLabel | None = None
    topic: EndpointMention | None = None
    pair: Pair | None = None
    order: tuple[ArmMention, ...] = ()


_FIGURES = re.compile(
    r"\d\s?%|\d\.\d|\d[ -](?:months?|mois|weeks?|semaines?|years?|ans|days?|jours)\b|per\s?cent|\bC\.?I\b|\bIC\b"
)


def _effects_of(reading: Reading, sentence: Sentence, so_far: _SoFar) -> tuple[list[EffectEstimate], _SoFar]:
    plain, start, end = reading.plain, sentence.start, sentence.end
    last_label, topic = so_far.label, so_far.topic
    lists = lists_of_arms(plain, sentence.arms)
    order = tuple(lists[-1]) if lists else so_far.order
    if not sentence.labels and not _FIGURES.search(plain, start, end):
        return [], replace(so_far, label=None, topic=_topic(sentence, topic), order=order)
    figures = figures_with_interval(plain, start, end, sentence.labels)
    ratios = ratios_with_interval(plain, figures, sentence.labels, last_label)
    ratios += ratios_without_interval(plain, start, end, sentence.labels, figures)
    ratios.sort(key=lambda ratio: ratio.figure.start)
    taken = [ratio.figure for ratio in ratios]
    others = [f for f in figures if f not in taken]
    outcomes = outcome_figures(plain, start, end, others)
    outcomes = [o for o in outcomes if not any(t.start <= o.figure.start < t.end for t in taken)]
    every = sorted([*taken, *(o.figure for o in outcomes)], key=lambda f: f.start)
    with_p = {f.start: f for f in with_p_values(plain, start, end, every)}
    ratios = [Ratio(with_p[r.figure.start], r.label) for r in ratios]
    outcomes = [OutcomeFigure(with_p[o.figure.start], o.measure) for o in outcomes]

    of_arms, effects = _outcome_effects(reading, sentence, outcomes, ratios, so_far)
    by_start = {ratio.figure.start: ratio for ratio in ratios}
    for figures_of_run in series_of(plain, [ratio.figure for ratio in ratios]):
        run = [by_start[figure.start] for figure in figures_of_run]
        found, so_far = _ratio_effects(reading, sentence, run, ratios, of_arms, so_far)
        effects += found
    effects.sort(key=lambda effect: effect.passage_start)
    goes_on = sentence.labels[-1] if sentence.labels else last_label if ratios else None
    return effects, replace(so_far, label=goes_on, topic=_topic(sentence, topic), order=order)


def _ratio_effects(
    reading: Reading,
    sentence: Sentence,
    run: list[Ratio],
    ratios: list[Ratio],
    of_arms: list[ArmFigure],
    so_far: _SoFar,
) -> tuple[list[EffectEstimate], _SoFar]:
    """The effects of ratios printed side by side: each has its endpoint, all compare the same arms."""
    side_by_side = endpoints_of_run(reading, sentence, [ratio.figure.start for ratio in run])
    endpoints: list[EndpointMention | None] = []
    pairs: list[Pair | None] = []
    for i, ratio in enumerate(run):
        label = ratio.label if sentence.start <= ratio.label.start else None
        at, end = ratio.figure.start, ratio.figure.end
        endpoint = side_by_side[i] if side_by_side else endpoint_at(reading, sentence, at, end, label, so_far.topic)
        kind, key = (endpoint.kind, endpoint.key) if endpoint else (EndpointKind.UNKNOWN, "")
        endpoints.append(endpoint)
        pairs.append(compare(reading, sentence, ratio, ratios, of_arms, kind, key, so_far.pair))
    known = next((pair for pair in reversed(pairs) if pair), None)
    effects = []
    for ratio, endpoint, own in zip(run, endpoints, pairs, strict=True):
        pair = own or known
        comparison = f"{pair.first} vs {pair.second}" if pair else ""
        near = sentence.start <= ratio.label.start and ratio.figure.start - ratio.label.start < _FARTHEST_LABEL
        begin = ratio.label.start if near else ratio.figure.start
        population = population_at(reading.plain, sentence.start, begin)
        effects.append(_effect(endpoint, population, ratio.label.measure, comparison, ratio.figure, begin))
    return effects, replace(so_far, pair=known or so_far.pair)


_FARTHEST_LABEL = 160


def _topic(sentence: Sentence, topic: EndpointMention | None) -> EndpointMention | None:
    named = [e for e in sentence.endpoints if not e.event]
    survival = [e for e in named if e.kind is EndpointKind.SURVIVAL]
    return survival[0] if survival else named[0] if named else topic


def _outcome_effects(
    reading: Reading,
    sentence: Sentence,
    outcomes: list[OutcomeFigure],
    ratios: list[Ratio],
    so_far: _SoFar,
) -> tuple[list[ArmFigure], list[EffectEstimate]]:
    plain = reading.plain
    of_arms: list[ArmFigure] = []
    effects: list[EffectEstimate] = []
    differences = [o for o in outcomes if o.measure not in (Measure.MEDIAN, Measure.RATE)]
    amounts = [o for o in outcomes if o.measure in (Measure.MEDIAN, Measure.RATE)]
    busy = [o.figure for o in outcomes] + [r.figure for r in ratios]
    by_start = {o.figure.start: o for o in amounts}
    for run in series_of(plain, [o.figure for o in amounts]):
        arms = _arms_of_run(reading, sentence, run, busy, so_far.order)
        together = endpoints_of_run(reading, sentence, [figure.start for figure in run]) if not all(arms) else None
        if together:
            arms = [arm_of_single(plain, run[-1], sentence.arms, busy)] * len(run)
        p = run[-1].p
        for i, (figure, arm) in enumerate(zip(run, arms, strict=True)):
            outcome = by_start[figure.start]
            topic = so_far.topic if outcome.measure is Measure.MEDIAN and _is_survival(so_far.topic) else None
            endpoint = (
                together[i] if together else endpoint_at(reading, sentence, figure.start, run[-1].end, None, topic)
            )
            if endpoint is None:
                continue
            if arm is not None:
                of_arms.append(ArmFigure(figure, arm, outcome.measure, endpoint.key))
            elif len(run) > 1 or (outcome.measure is Measure.RATE and figure.interval is None):
                continue
            name = name_of(reading, arm) if arm is not None else ""
            population = population_at(plain, sentence.start, run[0].start)
            effects.append(_effect(endpoint, population, outcome.measure, name, figure, figure.start, p))
    for outcome in differences:
        endpoint = endpoint_at(reading, sentence, outcome.figure.start, outcome.figure.end, None, None)
        if endpoint is None or outcome.figure.interval is None:
            continue
        comparison = compared_by_difference(reading, outcome, of_arms)
        population = population_at(plain, sentence.start, outcome.figure.start)
        effects.append(_effect(endpoint, population, outcome.measure, comparison, outcome.figure, outcome.figure.start))
    return of_arms, effects


def _is_survival(endpoint: EndpointMention | None) -> bool:
    return endpoint is not None and endpoint.kind is EndpointKind.SURVIVAL


def _arms_of_run(
    reading: Reading, sentence: Sentence, run: list[Figure], busy: list[Figure], order: tuple[ArmMention, ...]
) -> list[ArmMention | None]:
    if len(run) > 1:
        several = arms_of_series(reading.plain, run, sentence.arms, sentence.start, sentence.end)
        if several is not None:
            return list(several)
        if not sentence.arms and len(order) == len(run) and "respectively" in reading.plain[run[-1].end : sentence.end]:
            return list(order)
        apart = [arm_of_single(reading.plain, figure, sentence.arms, busy) for figure in run]
        keys = {arm.key for arm in apart if arm is not None}
        return apart if len(keys) == len(run) else [None] * len(run)
    return [arm_of_single(reading.plain, run[0], sentence.arms, busy)]


def _effect(
    endpoint: EndpointMention | None,
    population: str,
    measure: Measure,
    comparison: str,
    figure: Figure,
    begin: int,
    p_of_run: PValue | None = None,
) -> EffectEstimate:
    interval = figure.interval
    level: Decimal | None = interval.level if interval else None
    p = figure.p or p_of_run
    return EffectEstimate(
        endpoint=f"{endpoint.name}, {population}" if endpoint and population else endpoint.name if endpoint else "",
        measure=measure,
        comparison=comparison,
        value=figure.value,
        ci_low=interval.low if interval else None,
        ci_high=interval.high if interval else None,
        ci_level=level,
        p=p.printed if p else None,
        unit=figure.unit,
        passage_start=begin,
        passage_end=max(figure.end, p.end) if p else figure.end,
    )


def _placed(effect: EffectEstimate, text: str, start: int) -> EffectEstimate:
    end = effect.passage_end
    quote = text[effect.passage_start : end]
    opened = quote.count("(") + quote.count("[") - quote.count(")") - quote.count("]")
    while opened > 0 and text[end : end + 1] in ")]" and end < len(text):
        end, opened = end + 1, opened - 1
    quote = text[effect.passage_start : end]
    return replace(effect, quote=quote, passage_start=effect.passage_start + start, passage_end=end + start)
