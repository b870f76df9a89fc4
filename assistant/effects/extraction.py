"""Effect estimates from free text: the whole way from characters to effects."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.effects.arms import ArmMention
from assistant.effects.assignment import arm_of_single, arms_of_series, series_of
from assistant.effects.comparisons import ArmFigure, compare, name_of
from assistant.effects.endpoint_of_figure import endpoint_at
from assistant.effects.endpoints import EndpointKind, EndpointMention
from assistant.effects.figures import Figure, figures_with_interval, with_p_values
from assistant.effects.outcome_figures import OutcomeFigure, outcome_figures
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
    last_label: RatioLabel | None = None
    topic: EndpointMention | None = None
    for sentence in reading.sentences:
        if _among_references(sentence.start + start, sections):
            continue
        found, last_label, topic = _effects_of(reading, sentence, last_label, topic)
        effects += [_placed(effect, text, start) for effect in found]
    return effects


def _among_references(at: int, sections: Sequence[Section]) -> bool:
    return any(
        s.start <= at < s.end and s.name.lower() in ("references", "références", "bibliography", "bibliographie")
        for s in sections
    )


def _effects_of(
    reading: Reading, sentence: Sentence, last_label: RatioLabel | None, topic: EndpointMention | None
) -> tuple[list[EffectEstimate], RatioLabel | None, EndpointMention | None]:
    plain, start, end = reading.plain, sentence.start, sentence.end
    if not any(c.isdigit() for c in plain[start:end]):
        return [], None, _topic(sentence, topic)
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

    of_arms, effects = _outcome_effects(reading, sentence, outcomes, ratios, topic)
    for ratio in ratios:
        label = ratio.label if start <= ratio.label.start else None
        endpoint = endpoint_at(reading, sentence, ratio.figure.start, ratio.figure.end, label, topic)
        kind = endpoint.kind if endpoint else EndpointKind.UNKNOWN
        pair = compare(reading, sentence, ratio, ratios, of_arms, kind, endpoint.key if endpoint else "")
        comparison = f"{pair.first} vs {pair.second}" if pair else ""
        begin = label.start if label and ratio.figure.start - label.start < 160 else ratio.figure.start
        effects.append(_effect(endpoint, ratio.label.measure, comparison, ratio.figure, begin))
    effects.sort(key=lambda effect: effect.passage_start)
    goes_on = sentence.labels[-1] if sentence.labels else last_label if ratios else None
    return effects, goes_on, _topic(sentence, topic)


def _topic(sentence: Sentence, topic: EndpointMention | None) -> EndpointMention | None:
    named = [e for e in sentence.endpoints if not e.event]
    survival = [e for e in named if e.kind is EndpointKind.SURVIVAL]
    return survival[0] if survival else named[0] if named else topic


def _outcome_effects(
    reading: Reading,
    sentence: Sentence,
    outcomes: list[OutcomeFigure],
    ratios: list[Ratio],
    topic: EndpointMention | None,
) -> tuple[list[ArmFigure], list[EffectEstimate]]:
    plain = reading.plain
    of_arms: list[ArmFigure] = []
    effects: list[EffectEstimate] = []
    differences = [o for o in outcomes if o.measure not in (Measure.MEDIAN, Measure.RATE)]
    amounts = [o for o in outcomes if o.measure in (Measure.MEDIAN, Measure.RATE)]
    busy = [o.figure for o in outcomes] + [r.figure for r in ratios]
    by_start = {o.figure.start: o for o in amounts}
    for run in series_of(plain, [o.figure for o in amounts]):
        arms = _arms_of_run(reading, sentence, run, busy)
        p = run[-1].p
        for figure, arm in zip(run, arms, strict=True):
            outcome = by_start[figure.start]
            endpoint = endpoint_at(reading, sentence, figure.start, run[-1].end, None, topic)
            if endpoint is None:
                continue
            if arm is not None:
                of_arms.append(ArmFigure(figure, arm, outcome.measure, endpoint.key))
            elif len(run) > 1 or outcome.measure is Measure.RATE and figure.interval is None:
                continue
            name = name_of(reading, arm) if arm is not None else ""
            effects.append(_effect(endpoint, outcome.measure, name, figure, figure.start, p))
    for outcome in differences:
        endpoint = endpoint_at(reading, sentence, outcome.figure.start, outcome.figure.end, None, topic)
        if endpoint is None or outcome.figure.interval is None:
            continue
        effects.append(_effect(endpoint, outcome.measure, "", outcome.figure, outcome.figure.start))
    return of_arms, effects


def _arms_of_run(
    reading: Reading, sentence: Sentence, run: list[Figure], busy: list[Figure]
) -> list[ArmMention | None]:
    if len(run) > 1:
        several = arms_of_series(reading.plain, run, sentence.arms, sentence.start, sentence.end)
        if several is not None:
            return list(several)
        return [None] * len(run)
    return [arm_of_single(reading.plain, run[0], sentence.arms, busy)]


def _effect(
    endpoint: EndpointMention | None,
    measure: Measure,
    comparison: str,
    figure: Figure,
    begin: int,
    p_of_run: object = None,
) -> EffectEstimate:
    interval = figure.interval
    level: Decimal | None = interval.level if interval else None
    return EffectEstimate(
        endpoint=endpoint.name if endpoint else "",
        measure=measure,
        comparison=comparison,
        value=figure.value,
        ci_low=interval.low if interval else None,
        ci_high=interval.high if interval else None,
        ci_level=level,
        p=figure.p.printed if figure.p else None,
        unit=figure.unit,
        passage_start=begin,
        passage_end=figure.end,
    )


def _placed(effect: EffectEstimate, text: str, start: int) -> EffectEstimate:
    from dataclasses import replace

    quote = text[effect.passage_start : effect.passage_end]
    return replace(
        effect, quote=quote, passage_start=effect.passage_start + start, passage_end=effect.passage_end + start
    )
